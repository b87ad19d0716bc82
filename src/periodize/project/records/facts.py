"""What is known of each activity beyond its averages: from the store's measures, or from the streams of files."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import nan
from typing import TYPE_CHECKING, Any

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from periodize.activity import Activity
    from periodize.athlete import Athlete
    from periodize.store import Store

PATHS = (
    "efficiency.value", "decoupling.value", "zones.heart_rate.seconds", "zones.pace.seconds", "zones.power.seconds",
    "channels.heart_rate.coverage", "channels.temperature.mean", "moved",
)  # fmt: skip
"""What is asked of the store, in the order in which `_of_measures` takes it."""

LOOK_BACK = 365
"""[d] Streams of files that are not in a store are looked through so far back: our choice, as it takes time."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one activity was beyond its averages; nan where not known.

    Parameters
    ----------
    efficiency : [m/beat or W/bpm].
    decoupling : [%] of its steady time.
    above_easy : [0-1] share of its time above easy.
    coverage : [0-1] share of its time with heart rate.
    temperature : [deg C] mean.
    moved : as `Activity.moved`; of a store alone.
    """

    efficiency: float = nan
    decoupling: float = nan
    above_easy: float = nan
    coverage: float = nan
    temperature: float = nan
    moved: tuple[float, float] | None = None


def facts_of_store(store: Store, athlete: Athlete, *, first: date | None = None) -> dict[str, Facts]:
    """Return the facts of the activities of a store from a day on, by id; no stream is decoded."""
    from periodize.analysis.easy import easy_zones

    easy = easy_zones(athlete.zones)
    return {key: _of_measures(values, easy) for key, values in store.metric_values(*PATHS, first=first).items()}


def _of_measures(values: Sequence[Any], easy: int) -> Facts:
    """Return the facts that `PATHS` tell. easy: zones that are easy."""
    from periodize.analysis.easy import COVERED

    efficiency, decoupling, heart, pace, power, coverage, temperature, moved = values
    by_heart = heart if heart and (coverage or 0) >= COVERED else None
    seconds = by_heart or pace or power
    above = sum(seconds[easy:]) / sum(seconds) if seconds and sum(seconds) > 0 else nan
    span = (moved[0], moved[1]) if moved else None
    return Facts(_known(efficiency), _known(decoupling), above, _known(coverage), _known(temperature), span)


def _known(value: Any) -> float:
    return nan if value is None else float(value)


def moved(activity: Activity) -> tuple[float, float] | None:
    """Return when the first step of a recording began and the last one ended, as `periodize race` has them.

    Returns
    -------
    tuple[float, float] or None
        [s from the activity's start]; None where its stream does not tell.
    """
    from periodize.analysis import NotComputable
    from periodize.analysis.course import course_of

    course = course_of(activity)
    return None if isinstance(course, NotComputable) else course.moved


def with_moved(activity: Activity) -> Activity:
    """Return an activity that has its stream with the times of its first and last step."""
    return replace(activity, moved=moved(activity)) if len(activity.effort.dt) > 1 else activity


def facts_of_streams(activities: Iterable[Activity], athlete: Athlete, *, as_of: date) -> dict[str, Facts]:
    """Return the facts of the activities of the last year that have a stream, by id."""
    from periodize.analysis import Decoupling, Efficiency, above_easy, decoupling, efficiency, gated
    from periodize.analysis.easy import AboveEasy

    found = {}
    for activity in activities:
        if len(activity.effort.dt) <= 1 or activity.day <= as_of - timedelta(days=LOOK_BACK):
            continue
        effort = gated(activity.effort)
        beat, drift, hard = efficiency(effort), decoupling(effort), above_easy(effort, athlete.on(activity.day))
        found[activity.id] = Facts(
            efficiency=beat.value if isinstance(beat, Efficiency) else nan,
            decoupling=drift.value if isinstance(drift, Decoupling) else nan,
            above_easy=hard.share if isinstance(hard, AboveEasy) else nan,
            coverage=effort.coverage("heart_rate"),
            temperature=effort.mean("temperature"),
        )
    return found


def facts_of(
    activities: Iterable[Activity], athlete: Athlete, known: Mapping[str, Facts], *, as_of: date
) -> dict[str, Facts]:
    """Return the facts of activities: those that are known, as of a store, and the others' from their streams."""
    return {**known, **facts_of_streams((a for a in activities if a.id not in known), athlete, as_of=as_of)}
