"""One session over its time: what was recorded, over the planned steps."""

from __future__ import annotations

from typing import NamedTuple

from periodize.plain import dataclass


class Point(NamedTuple):
    """What a channel was for some seconds.

    Parameters
    ----------
    at : [s] middle of them, from the start of the session by the clock on the wall.
    mean, low, high : [unit of the channel] weighted by time; the least and the most.
    piece : number of the stretch without a gap that they are of.
    """

    at: float
    mean: float
    low: float
    high: float
    piece: int


@dataclass(frozen=True, slots=True)
class Trace:
    """A channel over a session.

    Parameters
    ----------
    name : speed [m/s], power [W] or heart_rate [bpm].
    points : in order.
    step : [s] that a point stands for.
    mean : [unit of the channel] over the moving time of which it is known.
    """

    name: str
    points: tuple[Point, ...]
    step: float
    mean: float


@dataclass(frozen=True, slots=True)
class StepBox:
    """A planned step where it was done, or where it would be.

    Parameters
    ----------
    text : as planned.
    begin, end : [s] from the start of the session.
    channel : what its target is of; for a step without one that of `expected`; "" for nothing.
    low, high : [unit of the channel] what counts as on target; None without a target.
    expected : [unit of the channel] as the plan reckons it, or None.
    found : it was found in the recording.
    """

    text: str
    begin: float
    end: float
    channel: str
    low: float | None
    high: float | None
    expected: float | None
    found: bool = False


@dataclass(frozen=True, slots=True)
class RepeatMark:
    """A repeat that was found.

    Parameters
    ----------
    number : of the plan, from 1; None for work that the plan does not have.
    begin, end : [s] from the start of the session.
    text : of the planned step.
    was : [unit of the channel] mean over it, or None.
    channel : speed, power or heart_rate.
    verdict : on target, or how far off, in words.
    hit : on target; None where that is not known.
    """

    number: int | None
    begin: float
    end: float
    text: str
    was: float | None
    channel: str
    verdict: str
    hit: bool | None


@dataclass(frozen=True, slots=True)
class LapMark:
    """A lap of the device. at : [s] where it begins. duration : [s]. distance : [m] or None."""

    number: int
    at: float
    duration: float
    distance: float | None


@dataclass(frozen=True, slots=True)
class StreamView:
    """A session over its time.

    Parameters
    ----------
    title : day and session.
    sport : for its paces.
    planned : the line of the plan; "" without.
    state : what became of it; "" without a plan or a record.
    traces : what was recorded; none for a session that is not done.
    steps, repeats, laps : in order.
    stops : [s] begin and end of each time in which the recording stood.
    ceiling : (channel, value) where easy ends, of an easy or long session.
    missing : planned repeats that were not found.
    end : [s] of the picture.
    notes : what to know about it, a sentence each.
    """

    title: str
    sport: str
    planned: str
    state: str
    traces: tuple[Trace, ...]
    steps: tuple[StepBox, ...]
    repeats: tuple[RepeatMark, ...]
    laps: tuple[LapMark, ...]
    stops: tuple[tuple[float, float], ...]
    ceiling: tuple[str, float] | None
    missing: int
    end: float
    notes: tuple[str, ...] = ()
