"""The time in zones of each recording: as the store has it, of its stream, or of its averages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from periodize.plain import dataclass
from periodize.plan.intensity import HOURLY
from periodize.project.checks.zone_shares import THREE, told_by
from periodize.zones import DEFAULT_ZONES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.analysis import ZoneTimes
    from periodize.athlete import Athlete
    from periodize.effort import Effort

BEST = "best"
"""By pace or power, as a plan is written, else by heart rate: the first that covers the recording."""

BASES = (BEST, "pace", "power", "heart_rate")
"""What time in zones is told by."""

COVERAGES = tuple(f"channels.{name}.coverage" for name in ("heart_rate", "power", "graded_speed", "speed"))
"""What is asked of the store beside the times, in the order in which `_covered` takes it."""


@dataclass(frozen=True, slots=True)
class Recording:
    """The time in zones of one recording.

    Parameters
    ----------
    own : "heart_rate", "pace", "power", those that are known -> (zones,) [s] in the zones of the athlete.
    three : likewise, (3,) [s] in the zones of the polarisation index; empty for averages.
    covered : likewise, share of the moving time that has it, 0-1.
    streamed : of a stream; else its whole time lies in the zone of its average.
    """

    own: Mapping[str, tuple[float, ...]]
    three: Mapping[str, tuple[float, ...]]
    covered: Mapping[str, float]
    streamed: bool

    def by(self, basis: str) -> str | None:
        """Return the channel that a basis, one of `BASES`, means here; None where it is not known."""
        if basis == BEST:
            return told_by({name: self.covered[name] for name in self.own})
        return basis if basis in self.own else None


def recordings(activities: Iterable[Activity], athlete: Athlete, store: Path | None) -> dict[str, Recording]:
    """Return the time in zones of recordings, by id; sports without an intensity of their own are left out.

    Parameters
    ----------
    activities : of a store: without their streams.
    athlete : with dated thresholds; `zones` is the model, a named one or the edges that the store measured by.
    store : what it keeps of streams is taken, none is decoded; None: the activities have their streams.
    """
    kept = _of_store(store, athlete) if store else {}
    return {
        one.id: kept[one.id] if one.id in kept else _computed(one, athlete.on(one.day))
        for one in activities
        if one.sport not in HOURLY
    }


def _of_store(store: Path, athlete: Athlete) -> dict[str, Recording]:
    from periodize.project.records.keeping import open_store

    own = "zones" if isinstance(athlete.zones, tuple) else f"models.{athlete.zones or DEFAULT_ZONES}"
    with open_store(store) as opened:
        values = opened.metric_values(own, f"models.{THREE}", *COVERAGES)
    # of averages the store has no zones
    return {
        key: Recording(_seconds(times), _seconds(three), _covered(*shares), True)
        for key, (times, three, *shares) in values.items()
        if three
    }


def _covered(heart: float | None, power: float | None, graded: float | None, speed: float | None) -> dict[str, float]:
    pace = speed if graded is None else graded
    return {"heart_rate": heart or 0.0, "pace": pace or 0.0, "power": power or 0.0}


def _seconds(stored: Mapping[str, Any]) -> dict[str, tuple[float, ...]]:
    """Return the times that are known, of a named model or of the athlete's own edges."""
    plain = {name: one.get("seconds") if isinstance(one, dict) else one for name, one in stored.items()}
    return {name: tuple(seconds) for name, seconds in plain.items() if seconds}


def _computed(activity: Activity, athlete: Athlete) -> Recording:
    from periodize.analysis import gated

    effort = gated(activity.effort)
    streamed = len(effort.dt) > 1
    own = _known(effort, athlete)
    return Recording(
        own={name: times.seconds for name, times in own.items()},
        # averages have no polarisation index
        three={name: times.seconds for name, times in _known(effort, athlete, THREE).items()} if streamed else {},
        covered={name: effort.coverage(times.channel) for name, times in own.items()},
        streamed=streamed,
    )


def _known(effort: Effort, athlete: Athlete, model: str | None = None) -> dict[str, ZoneTimes]:
    from periodize.analysis import ZoneTimes, time_in_zones

    found = time_in_zones(effort, athlete, zones=model)
    return {name: times for name, times in found.items() if isinstance(times, ZoneTimes)}
