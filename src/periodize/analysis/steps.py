"""When an athlete moved: the first step and the last one, walking up to a race and away from it, standing in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STILL = 1e-3
"""[m/s] Slower is standing: the step in which devices write speed."""

DRIFT = 0.1
"""Share of the usual speed; slower than this the athlete stands, and a receiver that stands drifts: our choice."""

WALK = 0.5
"""Share of the usual speed; slower than this before a race or after it is walking to the line or away: our choice."""

SHUFFLE = 10.0
"""[s] A first step goes on for so long, or it is one on the spot; likewise the last: our choice."""

STAND = 5.0
"""[s] A shorter stand within a race is a sample that repeats the one before: our choice."""


def edges_of(lengths: Floats) -> Floats:
    """Return where parts begin and the last one ends, (n + 1,), of their lengths (n,)."""
    return np.concatenate(([0.0], np.cumsum(lengths)))


def usual_speed(covered: Floats, dt: Floats) -> float:
    """Return the mean over the way of the speed of ten seconds [m/s]; 0 where nothing moved.

    Parameters
    ----------
    covered, dt : (n,) [m], [s] of each sample.

    Notes
    -----
    Standing hardly counts in a mean over the way, nor does a single leap of a receiver in one over ten seconds.
    """
    if not covered.any():
        return 0.0
    along, ran = edges_of(covered), edges_of(dt)
    begin, end = np.minimum(ran[1:] - SHUFFLE / 2, ran[:-1]), np.maximum(ran[:-1] + SHUFFLE / 2, ran[1:])
    begin, end = np.maximum(begin, 0.0), np.minimum(end, ran[-1])
    speed = (np.interp(end, ran, along) - np.interp(begin, ran, along)) / (end - begin)
    return float(np.average(speed, weights=covered))


def from_first_to_last(covered: Floats, starts: Floats, dt: Floats, *, share: float = DRIFT) -> slice:
    """Return the samples from the first step to the last one; none where nothing moved.

    Parameters
    ----------
    covered, dt : (n,) [m], [s] of each sample.
    starts : (n,) [s] when each begins by the clock on the wall.
    share : of the usual speed, which a step has, and the `SHUFFLE` from there on as well.
    """
    least = share * usual_speed(covered, dt)
    ends, along = starts + dt, edges_of(covered)
    clock, place = np.column_stack([starts, ends]).ravel(), np.column_stack([along[:-1], along[1:]]).ravel()

    def between(begin: Floats, end: Floats) -> Floats:
        begin, end = np.maximum(begin, clock[0]), np.minimum(end, clock[-1])
        return (np.interp(end, clock, place) - np.interp(begin, clock, place)) / (end - begin)

    moving = covered > np.maximum(STILL, least) * dt
    begins = np.flatnonzero(moving & (between(starts, np.maximum(starts + SHUFFLE, ends)) > least))
    finishes = np.flatnonzero(moving & (between(np.minimum(ends - SHUFFLE, starts), ends) > least))
    if not len(begins) or not len(finishes) or begins[0] > finishes[-1]:
        begins = finishes = np.flatnonzero(covered > STILL * dt)
    return slice(int(begins[0]), int(finishes[-1]) + 1) if len(begins) else slice(0, 0)


def standing(covered: Floats, dt: Floats) -> NDArray[np.bool_]:
    """Return in which samples (n,) the athlete stood, for `STAND` or longer; arguments as for `usual_speed`."""
    slow = covered < DRIFT * usual_speed(covered, dt) * dt
    edges = np.flatnonzero(np.diff(np.concatenate(([False], slow, [False])).astype(np.int8)))
    clock = edges_of(dt)
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        slow[begin:end] = clock[end] - clock[begin] >= STAND
    return slow
