"""The time in zones of each recording: as the store has it, of its stream, or of its averages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from periodize.plain import dataclass
from periodize.plan.intensity import HOURLY
from periodize.project.checks.zone_shares import THREE, TOLD_BY
from periodize.zones import DEFAULT_ZONES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.athlete import Athlete
    from periodize.effort import Effort

BEST = "best"
"""By pace or power, as a plan is written, else by heart rate."""

BASES = (BEST, "pace", "power", "heart_rate")
"""What time in zones is told by."""


@dataclass(frozen=True, slots=True)
class Recording:
    """The time in zones of one recording.

    Parameters
    ----------
    own : "heart_rate", "pace", "power", those that are known -> (zones,) [s] in the zones of the athlete.
    three : likewise, (3,) [s] in the zones of the polarisation index; empty for averages.
    streamed : of a stream; else its whole time lies in the zone of its average.
    """

    own: Mapping[str, tuple[float, ...]]
    three: Mapping[str, tuple[float, ...]]
    streamed: bool

    def by(self, basis: str) -> str | None:
        """Return the channel that a basis, one of `BASES`, means here; None where it is not known."""
        names = TOLD_BY if basis == BEST else (basis,)
        return next((name for name in names if name in self.own), None)


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
        values = opened.metric_values(own, f"models.{THREE}")
    # of averages the store has no zones
    return {key: Recording(_seconds(times), _seconds(three), True) for key, (times, three) in values.items() if three}


def _seconds(stored: Mapping[str, Any]) -> dict[str, tuple[float, ...]]:
    """Return the times that are known, of a named model or of the athlete's own edges."""
    plain = {name: one.get("seconds") if isinstance(one, dict) else one for name, one in stored.items()}
    return {name: tuple(seconds) for name, seconds in plain.items() if seconds}


def _computed(activity: Activity, athlete: Athlete) -> Recording:
    from periodize.analysis import gated

    effort = gated(activity.effort)
    streamed = len(effort.dt) > 1
    # averages have no polarisation index
    return Recording(_known(effort, athlete), _known(effort, athlete, THREE) if streamed else {}, streamed)


def _known(effort: Effort, athlete: Athlete, model: str | None = None) -> dict[str, tuple[float, ...]]:
    from periodize.analysis import ZoneTimes, time_in_zones

    found = time_in_zones(effort, athlete, zones=model)
    return {name: times.seconds for name, times in found.items() if isinstance(times, ZoneTimes)}
