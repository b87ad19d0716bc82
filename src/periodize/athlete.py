"""The athlete: thresholds with the date from which they hold, heart rates, zones, state at the start."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

GENERIC_SPEED: Mapping[str, float] = {
    "run": 11 / 3.6, "bike": 28 / 3.6, "swim": 2.6 / 3.6, "row": 12 / 3.6, "ski": 13 / 3.6,
    "walk": 5.5 / 3.6, "hike": 4.5 / 3.6,
}  # fmt: skip
"""One-hour speeds [m/s] for a sport without a threshold. run, bike, swim: the plan language's specification;
row, ski, walk, hike: our choice. Whatever rests on them is marked "assumed"."""

POWER_SPORTS = frozenset({"bike"})
"""Sports whose threshold is a power [W]; the others have a speed [m/s]."""

DEFAULT_HR_REST = 60.0
"""[bpm] Resting heart rate when none is given: our choice, marked "assumed"."""

THRESHOLD_HR_RESERVE = 0.85
"""Threshold heart rate as a share of the heart-rate reserve when none is given (as Elevate assumes)."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A value that holds from a day on; None: from the beginning."""

    value: float
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at over several seasons: a goal [s] over a distance [m] of a sport, by a day."""

    name: str
    by: date
    sport: str
    distance: float
    goal: float


@dataclass(frozen=True, slots=True)
class Athlete:
    """Who trains.

    Parameters
    ----------
    thresholds : sport -> values by date, the intensity that can be held for about an hour:
        speed [m/s], for the sports of `POWER_SPORTS` power [W]. The key "hr" holds the threshold heart rate [bpm].
    hr_max, hr_rest : [bpm] or None.
    sex : "male", "female" or None; only the TRIMP weighting asks.
    trimp : weights a and b of the training impulse from a lactate test of the athlete's own, or the name of one of
        the published sets of `periodize.load.trimp.WEIGHTS`; None: "literature".
    vt1, vt2 : heart rate at the first and second ventilatory threshold [bpm], from a test, or None.
    weight, height : [kg], [m] or None; only the power of running asks.
    zones : name of the zone model, or edges of the athlete's own as fractions of threshold.
    intensities : name -> target text, the athlete's own words for intensities.
    fitness, fatigue : [AU a day] state on the first day of the season, or None when not known.
    timezone : IANA name of where recordings without a zone were made, or None.
    sport : the sport of a session that names none.
    guessed : what the record had to tell because nobody gave it, in words, e.g. "maximum heart rate".
    aims : over several seasons, as they are written.
    """

    thresholds: Mapping[str, tuple[Dated, ...]] = field(default_factory=dict)
    hr_max: float | None = None
    hr_rest: float | None = None
    sex: str | None = None
    zones: str | tuple[float, ...] | None = None
    intensities: Mapping[str, str] = field(default_factory=dict)
    fitness: float | None = None
    fatigue: float | None = None
    timezone: str | None = None
    sport: str = "run"
    trimp: str | tuple[float, float] | None = None
    vt1: float | None = None
    vt2: float | None = None
    weight: float | None = None
    height: float | None = None
    guessed: tuple[str, ...] = ()
    aims: tuple[Aim, ...] = ()

    def threshold(self, sport: str, on: date | None = None) -> float | None:
        """Return the threshold of a sport on a day: speed [m/s], power [W], or for "hr" heart rate [bpm].

        Before the first dated value the first one is used; `on=None` takes the newest.
        """
        values: Sequence[Dated] = self.thresholds.get(sport, ())
        if len(values) > 1:
            values = sorted(values, key=lambda d: (d.since is not None, d.since or 0))
        if not values:
            return None
        held = [v for v in values if on is None or v.since is None or v.since <= on]
        return (held[-1] if held else values[0]).value

    def on(self, day: date) -> Athlete:
        """Return the athlete as of a day: one value for each threshold."""
        if all(len(values) == 1 for values in self.thresholds.values()):
            return self
        flat = {sport: (Dated(value),) for sport in self.thresholds if (value := self.threshold(sport, day))}
        return replace(self, thresholds=flat)

    @property
    def hr_threshold(self) -> float | None:
        """Threshold heart rate [bpm]: as given, else from maximum and resting heart rate, else None."""
        given = self.threshold("hr")
        if given is not None or self.hr_max is None:
            return given
        rest = self.hr_rest if self.hr_rest is not None else DEFAULT_HR_REST
        return rest + THRESHOLD_HR_RESERVE * (self.hr_max - rest)
