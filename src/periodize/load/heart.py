"""What the metrics from heart rate share: the beats that count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.athlete import DEFAULT_HR_REST
from periodize.bounds import HEART_RATES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from periodize.athlete import Athlete
    from periodize.effort import Effort

    Floats = NDArray[np.float64]


def minutes_and_beats(effort: Effort) -> tuple[Floats, Floats] | None:
    """Return how long each heart rate lasted, scaled up to the whole duration, or None without any.

    Parameters
    ----------
    effort : with heart_rate [bpm].

    Returns
    -------
    tuple or None
        (k,) [min] and (k,) [bpm] of the samples that have a plausible heart rate.
    """
    values = effort.channels.get("heart_rate")
    if values is None:
        return None
    known = (values >= HEART_RATES[0]) & (values <= HEART_RATES[1])
    dt = effort.dt[known]
    time = dt.sum()
    return (dt * (effort.duration / time / 60), values[known]) if time > 0 else None


def resting(athlete: Athlete) -> float:
    """Return the resting heart rate [bpm]: the athlete's, else the assumed one."""
    return athlete.hr_rest if athlete.hr_rest is not None else DEFAULT_HR_REST


def assumed_rest(_effort: Effort, athlete: Athlete) -> str | None:
    """Say that the resting heart rate is assumed, where it is."""
    return None if athlete.hr_rest is not None else f"resting heart rate taken as {DEFAULT_HR_REST:.0f} bpm"


def assumed_threshold(_effort: Effort, athlete: Athlete) -> str | None:
    """Say that the threshold heart rate is estimated, where it is."""
    if athlete.threshold("hr") is not None or athlete.hr_threshold is None:
        return None
    return f"threshold heart rate estimated at {athlete.hr_threshold:.0f} bpm"
