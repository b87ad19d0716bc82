"""How much speed or power a heart beat gives, and how far that falls from the first half to the second."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from periodize.analysis.value import NotComputable, too_coarse
from periodize.athlete import POWER_SPORTS
from periodize.load.base import FULL_COVERAGE
from periodize.load.seconds import LONGEST, each_second, rolling_mean
from periodize.load.stress import weighted_power
from periodize.plain import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from periodize.effort import Effort

    Floats = NDArray[np.float64]

SHORTEST = 2400.0
"""[s] Steady time that decoupling needs (Athlytics, rOpenSci: 40 min)."""

STEADY_WINDOW = 300
"""[s] Window in which speed has to be steady (Athlytics)."""

STEADY_CV = 0.08
"""Coefficient of variation below which a window is steady (Athlytics)."""

COARSE = 30.0
"""[s] Longer samples hide whether the pace was steady: our choice."""


@dataclass(frozen=True, slots=True)
class Efficiency:
    """Output for each heart beat. value [unit: "m/beat" or "W/bpm"]; channel: what the output was."""

    value: float
    unit: str
    channel: str


@dataclass(frozen=True, slots=True)
class Decoupling:
    """Loss of efficiency from the first half of the steady time to the second.

    Parameters
    ----------
    value : [%], positive when a beat gives less in the second half.
    steady : [s] time that it rests on.
    channel : what the output was.
    """

    value: float
    steady: float
    channel: str


def efficiency(effort: Effort) -> Efficiency | NotComputable:
    """Speed for each heart beat, on the bike power for each beat a minute.

    Parameters
    ----------
    effort : with heart_rate [bpm] and graded_speed, else speed [m/s]; for the sports of `POWER_SPORTS` power [W].

    Returns
    -------
    Efficiency or NotComputable
        [m/beat], graded metres where the effort has them; [W/bpm] of weighted power. Over the samples that have both,
        which have to be 90 % of the time.

    Notes
    -----
    Compare only like with like: heat alone lifts the heart rate by some 10 bpm. The factor of others is in yards or
    metres a minute for each beat a minute, which is the same number as metres for each beat. Lower heart rate at a pace
    can be fatigue as well as fitness.

    References
    ----------
    .. [1] J. Friel, "Efficiency factor and decoupling" (convention, no controlled study).
    """
    found = _both(effort)
    if isinstance(found, NotComputable):
        return found
    channel, known = found
    dt = effort.dt[known]
    rate = float((effort.channels["heart_rate"][known] * dt).sum() / dt.sum())
    if channel == "power":
        ride = replace(effort, dt=dt, channels={"power": effort.channels["power"][known]})
        return Efficiency(weighted_power(ride) / rate, "W/bpm", channel)
    speed = float((effort.channels[channel][known] * dt).sum() / dt.sum())
    return Efficiency(60 * speed / rate, "m/beat", channel)


def decoupling(effort: Effort) -> Decoupling | NotComputable:
    """Loss of efficiency from the first half to the second, over steady time.

    Parameters
    ----------
    effort : as for `efficiency`, in samples of some seconds.

    Returns
    -------
    Decoupling or NotComputable
        [%] ``100 (E1 - E2) / E1`` with E the median of output by heart rate in each half of the steady time.

    Notes
    -----
    A second is steady where the speed (on the bike the power) of the 300 s around it varies by less than 8 %; 40
    minutes of that are needed, and heart rate for 90 % of the time. Rides outdoors seldom pass. The limits of 5 and
    10 % in use are conventions; heat alone makes 1.5 into 8 %.

    References
    ----------
    .. [1] Athlytics (rOpenSci), calculate_decoupling, for the requirements and the median.
    """
    if effort.duration < SHORTEST:
        return NotComputable("shorter than 40 min")
    if effort.duration > LONGEST or too_coarse(effort.dt, COARSE):
        return NotComputable(f"samples are too long (up to {effort.dt.max():.0f} s)")
    found = _both(effort)
    if isinstance(found, NotComputable):
        return found
    channel, known = found
    output = each_second(effort.channels[channel][known], effort.dt[known])
    rate = each_second(effort.channels["heart_rate"][known], effort.dt[known])
    ratio = (output / rate)[_steady(output)]
    if len(ratio) < SHORTEST:
        return NotComputable(f"steady for {len(ratio) // 60} min, 40 min are needed")
    middle = len(ratio) // 2
    first, second = float(np.median(ratio[:middle])), float(np.median(ratio[middle:]))
    return Decoupling(100 * (first - second) / first, float(len(ratio)), channel)


def _both(effort: Effort) -> tuple[str, NDArray[np.bool_]] | NotComputable:
    """Return the channel of the output and where it and heart rate are known, or why not."""
    options = ("power",) if effort.sport in POWER_SPORTS else ("graded_speed", "speed")
    channel = next((name for name in options if name in effort.channels), None)
    rate = effort.channels.get("heart_rate")
    if rate is None or channel is None:
        missing = "heart rate" if rate is None else options[-1]
        return NotComputable(f"no {missing}")
    known = ~np.isnan(rate) & ~np.isnan(effort.channels[channel])
    share = effort.dt[known].sum() / effort.duration if effort.duration else 0.0
    if share < FULL_COVERAGE:
        name = channel.replace("_", " ")
        return NotComputable(f"heart rate and {name} cover {100 * share:.0f} % of the time, 90 % are needed")
    return channel, known


def _steady(output: Floats) -> NDArray[np.bool_]:
    """Return which seconds are steady: those whose window varies little; at either end the outermost window counts."""
    mean = rolling_mean(output, STEADY_WINDOW)
    variance = np.maximum(rolling_mean(output * output, STEADY_WINDOW) - mean**2, 0.0)
    windows = variance < (STEADY_CV * mean) ** 2
    around = np.clip(np.arange(len(output)) - STEADY_WINDOW // 2, 0, len(windows) - 1)
    steady: NDArray[np.bool_] = windows[around] & (output > 0)
    return steady
