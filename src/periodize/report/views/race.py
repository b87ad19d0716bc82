"""What `race` shows, as plain values: what a chart draws is among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from periodize.analysis.course import Series
    from periodize.analysis.pacing import Planned, Shape
    from periodize.analysis.segments import Split


@dataclass(frozen=True, slots=True)
class Goal:
    """A race against the goal of the plan.

    Parameters
    ----------
    race : its name in the plan.
    time : [s] aimed at.
    off : [s] how much slower the race was; negative: faster.
    behind : [s] how far behind even pace for it each segment ended; negative: ahead.
    """

    race: str
    time: float
    off: float
    behind: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RaceView:
    """One recorded race by segments.

    Parameters
    ----------
    id, name, source, sport, start : of the activity.
    distance : [m] over which the segments lie; recorded : as the device has it.
    measured_by : where the distance comes from when it is not the recorded one, in words; "" when it is.
    before : heart rate before the first step [bpm], or None.
    whole : all of it.
    splits : the segments that were asked for.
    asked : how they were asked for: segments, every or laps.
    shape : halves, variability, kick.
    planned : the race against a pacing plan; nothing without one.
    pacing : the pacing plan as written, or "".
    goal : the race against the plan's goal for it; None where it has none.
    likely : [m] the usual race distance that an unscaled one is close to, or None.
    series : the race in cells of equal distance.
    notes : what is assumed, was left out or deserves a look, a sentence each.
    """

    id: str
    name: str
    source: str
    sport: str
    start: datetime
    distance: float
    recorded: float
    measured_by: str
    before: float | None
    whole: Split
    splits: tuple[Split, ...]
    asked: str
    shape: Shape
    planned: tuple[Planned, ...]
    pacing: str
    goal: Goal | None
    likely: float | None
    series: Series
    notes: tuple[str, ...]


def highest(split: Split, name: str) -> str:
    """Return the maximum of a channel as it is read, marked where it is doubted."""
    return f"{split.channels[name].highest:.0f}{'?' if name in split.doubts else ''}"
