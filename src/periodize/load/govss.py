"""Skiba's score of a run: mechanical power from speed, slope, mass and height."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from periodize.load.base import load_metric
from periodize.load.minetti import cost_of_running
from periodize.load.seconds import each_second, fourth_power_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from periodize.athlete import Athlete
    from periodize.effort import Effort

    Floats = NDArray[np.float64]

WINDOW = 120
"""[s] Mean of speed and slope before power is computed (Skiba)."""

AIR = 0.5 * 1.2 * 0.9
"""Half of the air's density [kg/m3] times the drag coefficient (Arsac, as Skiba)."""


def _assumes(effort: Effort, _athlete: Athlete) -> str | None:
    return None if "altitude" in effort.channels else "level ground"


@load_metric(
    "govss",
    title="run load from mechanical power",
    needs={"speed"},
    evidence="unknown",
    reference="Skiba 2006; GoldenCheetah, src/Metrics/GOVSS.cpp; Minetti 2002, doi 10.1152/japplphysiol.01177.2001",
    assumes=_assumes,
    beside={"altitude"},
)
def govss(effort: Effort, athlete: Athlete) -> float:
    """Hours x (weighted running power as a fraction of that at threshold speed on the level)^2 x 100.

    Parameters
    ----------
    effort : of the sport run, with speed [m/s] and, where known, altitude [m].
    athlete : threshold speed of run [m/s], weight [kg], height [m].

    Returns
    -------
    float
        [AU, 100 = one hour at threshold]; nan for other sports and when anything needed is missing.

    Notes
    -----
    Speed and slope are averaged over the last 120 s, `running_power` is computed each second with the change of kinetic
    energy, and averaged as `weighted_power`: fourth power of the 30 s rolling mean. GoldenCheetah starts from standing
    and rolls over the first 30 s too; over an hour that is less than 1 %. Samples without a speed are left out and the
    rest is scaled up to the whole duration.

    References
    ----------
    .. [1] P. Skiba, "Calculation of Power Output and Quantification of Training Stress in Distance Runners: The
       Development of the GOVSS Algorithm" (2006), physfarm.com/govss.pdf.

    Examples
    --------
    >>> import numpy as np
    >>> from periodize.athlete import Athlete, Dated
    >>> from periodize.effort import Effort
    >>> runner = Athlete(thresholds={"run": (Dated(4.0),)}, weight=70, height=1.75)
    >>> round(govss(Effort("run", np.ones(3600), {"speed": np.full(3600, 4.0)}), runner))
    100
    """
    threshold, speed = athlete.threshold("run"), effort.channels.get("speed")
    weight, height = athlete.weight, athlete.height
    if effort.sport != "run" or speed is None or threshold is None or weight is None or height is None:
        return math.nan
    known = ~np.isnan(speed)
    each = each_second(speed[known], effort.dt[known])
    if not each.size:
        return math.nan
    altitude = effort.channels.get("altitude")
    climbed = np.zeros(len(each)) if altitude is None else each_second(_filled(altitude)[known], effort.dt[known])
    smooth, slope = _lately(each, climbed)
    gained = np.diff(smooth * smooth, prepend=smooth[0] ** 2) * (weight / 2)
    power = running_power(smooth, slope, weight=weight, height=height) + gained
    at_threshold = float(running_power(np.array(threshold), np.zeros(()), weight=weight, height=height))
    return 100 * effort.duration / 3600 * (fourth_power_mean(power) / at_threshold) ** 2


def running_power(speed: Floats, slope: Floats, *, weight: float, height: float) -> Floats:
    """Return the mechanical power of running at a steady speed.

    Parameters
    ----------
    speed : any shape [m/s].
    slope : same shape [rise/run]; clamped to -0.45..0.45, the measured range.
    weight, height : [kg], [m].

    Returns
    -------
    ndarray
        [W].

    Notes
    -----
    ``P = (air + C(i) * eff) * v * m`` with ``air = .5 * 1.2 * .9 * Af * v^2 / m``, the frontal area
    ``Af = .2025 * h^.725 * m^.425 * .266``, Minetti's cost C of a slope i and the efficiency
    ``eff = (.25 + .054 v)(1 - .5 v / 8.33)``. Valid for running speeds, some 2 to 6 m/s.

    Examples
    --------
    >>> float(running_power(np.array(3.0), np.array(0.0), weight=70, height=1.75).round(2))
    262.55
    """
    area = 0.2025 * height**0.725 * weight**0.425 * 0.266
    air = AIR * area * speed**2 / weight
    efficiency = (0.25 + 0.054 * speed) * (1 - 0.5 * speed / 8.33)
    power: Floats = (air + cost_of_running(slope) * efficiency) * speed * weight
    return power


def _filled(altitude: Floats) -> Floats:
    """Draw straight lines over gaps of the altitude; level where nothing is known."""
    known = np.flatnonzero(~np.isnan(altitude))
    if not known.size:
        return np.zeros(len(altitude))
    return np.interp(np.arange(len(altitude)), known, altitude[known])


def _lately(speed: Floats, altitude: Floats) -> tuple[Floats, Floats]:
    """Return mean speed and slope over the last 120 s of each second, over what there is at the beginning."""
    distance = np.concatenate(([0.0], np.cumsum(speed)))
    heights = np.concatenate(([altitude[0]], altitude))
    now = np.arange(1, len(speed) + 1)
    then = np.maximum(now - WINDOW, 0)
    run = distance[now] - distance[then]
    rise = heights[now] - heights[then]
    slope = np.divide(rise, run, out=np.zeros(len(speed)), where=run > 0)
    return run / (now - then), slope
