"""Time in the zones of a zone model, by heart rate, pace and power."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from periodize.analysis.value import NotComputable
from periodize.athlete import POWER_SPORTS
from periodize.plain import dataclass
from periodize.zones import DEFAULT_ZONES, ZONES, edges_of, heart_rate_edges_of

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort
    from periodize.zones import ZoneModel

OWN = "own"
"""Name of the model when the edges are the athlete's own."""

STANDING = 0.1
"""Share of threshold speed up to which the athlete stands: our choice; of a count or a receiver that is seldom 0."""


@dataclass(frozen=True, slots=True)
class ZoneTimes:
    """Time in each zone by one channel.

    Parameters
    ----------
    seconds : (zones,) [s] over the samples that have the channel; by pace without those that stand.
    edges : (zones - 1,) where one zone ends and the next begins, in the unit of the channel [bpm, m/s, W].
    channel : heart_rate, graded_speed, speed or power.
    model : name of the zone model, or "own".
    note : what was estimated, in words, or None.
    """

    seconds: tuple[float, ...]
    edges: tuple[float, ...]
    channel: str
    model: str
    note: str | None = None


def time_in_zones(
    effort: Effort, athlete: Athlete, *, zones: ZoneModel | None = None
) -> dict[str, ZoneTimes | NotComputable]:
    """Time in zones by heart rate, pace and power.

    Parameters
    ----------
    effort : with any of heart_rate [bpm], graded_speed or speed [m/s], power [W].
    athlete : resolved for the day, with the thresholds that belong to the channels.
    zones : name of the model or edges of one's own; None: the athlete's.

    Returns
    -------
    dict
        "heart_rate", "pace" and "power", each with its times or why there are none.

    Notes
    -----
    An edge belongs to the zone below it. Pace is graded where the effort has it; up to a tenth of threshold speed is
    standing and in no zone, like the rests of a plan. Heart rate lies in zones of the threshold heart rate; where that
    is estimated from maximum and resting heart rate, the note says so.
    """
    model = zones if zones is not None else athlete.zones
    name = OWN if isinstance(model, tuple) else model or DEFAULT_ZONES
    threshold = athlete.threshold(effort.sport)
    rides = effort.sport in POWER_SPORTS
    pace = "graded_speed" if "graded_speed" in effort.channels else "speed"
    heart = _times(effort, "heart_rate", athlete.hr_threshold, heart_rate_edges_of(model), name)
    if isinstance(heart, ZoneTimes):
        heart = replace(heart, note=_estimated(athlete))
    by_pace = _times(_moving(effort, pace, threshold), pace, threshold, edges_of(model), name)
    by_power = _times(effort, "power", threshold, edges_of(model), name)
    return {
        "heart_rate": heart,
        "pace": NotComputable(f"the threshold of {effort.sport} is a power") if rides else by_pace,
        "power": by_power if rides else NotComputable(f"the threshold of {effort.sport} is a speed"),
    }


def seconds_by_model(effort: Effort, athlete: Athlete) -> dict[str, dict[str, tuple[float, ...]]]:
    """Return the time in the zones of every named model, of what is known.

    Parameters
    ----------
    effort, athlete : as for `time_in_zones`.

    Returns
    -------
    dict
        name of a model -> "heart_rate", "pace", "power", those that are known -> (zones,) [s].
    """
    found = {name: time_in_zones(effort, athlete, zones=name) for name in ZONES}
    return {
        name: {by: times.seconds for by, times in one.items() if isinstance(times, ZoneTimes)}
        for name, one in found.items()
    }


def _estimated(athlete: Athlete) -> str | None:
    if athlete.threshold("hr") is not None or athlete.hr_threshold is None:
        return None
    return f"estimated: threshold heart rate taken as {athlete.hr_threshold:.0f} bpm"


def _moving(effort: Effort, pace: str, threshold: float | None) -> Effort:
    """Return the effort with its pace as nan where the athlete stands."""
    if pace not in effort.channels or threshold is None:
        return effort
    values = effort.channels[pace]
    return replace(effort, channels={**effort.channels, pace: np.where(values > STANDING * threshold, values, np.nan)})


def _times(
    effort: Effort, channel: str, threshold: float | None, shares: tuple[float, ...], model: str
) -> ZoneTimes | NotComputable:
    values = effort.channels.get(channel)
    known = None if values is None else ~np.isnan(values)
    if values is None or known is None or not known.any():
        return NotComputable(f"no {channel.replace('_', ' ')}")
    if threshold is None:
        of = "heart rate" if channel == "heart_rate" else effort.sport
        return NotComputable(f"no threshold of {of}")
    edges = np.array(shares) * threshold
    # rounding must not lift a value that lies on its edge into the next zone
    zone = np.searchsorted(edges * (1 + 1e-9), values[known], side="left")
    seconds = np.bincount(zone, weights=effort.dt[known], minlength=len(edges) + 1)
    return ZoneTimes(tuple(seconds.tolist()), tuple(edges.tolist()), channel, model)
