"""The intensity-squared stress load: hours x intensity^2 x 100."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from periodize.athlete import POWER_SPORTS
from periodize.load.base import load_metric
from periodize.load.seconds import each_second, fourth_power_mean

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort


@load_metric(
    "stress",
    title="stress load",
    needs=("power", "graded_speed", "speed", "intensity"),
    evidence="useful",
    reference="Coggan in Allen & Coggan, Training and Racing with a Power Meter; McGregor & Fitzgerald 2008",
)
def stress(effort: Effort, athlete: Athlete) -> float:
    """Hours x (intensity as a fraction of threshold)^2 x 100.

    Parameters
    ----------
    effort : power [W], graded_speed [m/s], speed [m/s] or intensity [fraction], the first that can be used.
    athlete : threshold power [W] for the sports of `POWER_SPORTS`, threshold speed [m/s] for the others.

    Returns
    -------
    float
        [AU, 100 = one hour at threshold]; nan without a usable channel or its threshold.

    Notes
    -----
    Speed and planned intensity: ``sum(dt / 3600 * I^2) * 100`` over the samples, the formula of the plan
    language, with I the *speed* ratio, speed / threshold speed. Dividing paces the same way round turns the
    ratio over, a well-known bug: two thirds and one half of threshold speed for an hour then score 225 and
    400, not 44 and 25.

    Power: ``100 * hours * (weighted power / threshold)^2``, see `weighted_power`. Raising to the fourth power
    instead of the second makes a recorded interval ride score more than its planned sum of squares. Ridden
    exactly as written, 15 min at .65, 5 x 4 min at 1.13 with 3 min at .50 between, 10 min at .65 is planned
    as 65.2 and recorded as 76.3, 17 % more; 4 x 8 min at threshold differ by 11 %, 20 x 30 s by 8 %, a steady
    ride not at all. So power loads are not additive either: an hour at threshold is 100, one at half of it
    25, the two in one file 146.

    Swim: squared like every other sport. A cubed form, ``100 * hours * I^3``, exists (TrainingPeaks, after
    McGregor & Fitzgerald) and is not used here, because a planned swim would then not compare with other
    sports.

    A sport with a threshold power has no threshold speed, and the reverse: a run's power channel is not used.
    Samples without a value count as the mean of the known ones. Valid for efforts of minutes to some hours.

    References
    ----------
    .. [1] H. Allen and A. Coggan, "Training and Racing with a Power Meter", VeloPress.
    .. [2] S. McGregor and M. Fitzgerald, "The Runner's Edge" (2008), for the speed form.

    Examples
    --------
    >>> import numpy as np
    >>> from periodize.athlete import Athlete, Dated
    >>> from periodize.effort import Effort
    >>> athlete = Athlete(thresholds={"run": (Dated(1000 / 270),)})
    >>> half_an_hour = Effort("run", np.array([1800.0]), {"speed": np.array([1000 / 300])})
    >>> round(stress(half_an_hour, athlete), 1)
    40.5
    """
    threshold = athlete.threshold(effort.sport) or math.nan
    if effort.sport in POWER_SPORTS:
        mean_square = (weighted_power(effort) / threshold) ** 2
    else:
        mean_square = _mean_square(effort, "graded_speed") / threshold**2
        if math.isnan(mean_square):
            mean_square = _mean_square(effort, "speed") / threshold**2
    if math.isnan(mean_square):
        mean_square = _mean_square(effort, "intensity")
    return 100 * effort.duration / 3600 * mean_square


def weighted_power(effort: Effort) -> float:
    """Fourth-power mean of the 30 s rolling mean of power.

    Parameters
    ----------
    effort : with the channel power [W].

    Returns
    -------
    float
        [W]; nan without power.

    Notes
    -----
    Samples longer than a second are repeated to 1 Hz, so one row for a whole ride gives its mean. Samples
    without a value are left out and the window closes over them. Only full windows count; under 30 s it is
    the plain mean. Rows for whole laps hide what happened inside a lap, so the result is then too low.
    """
    values = effort.channels.get("power")
    if values is None:
        return math.nan
    known = ~np.isnan(values)
    power = each_second(values[known], effort.dt[known])
    return fourth_power_mean(power) if power.size else effort.mean("power")


def _mean_square(effort: Effort, channel: str) -> float:
    """Time-weighted mean of the square over the known samples; nan without any."""
    values = effort.channels.get(channel)
    if values is None:
        return math.nan
    known = ~np.isnan(values)
    time = effort.dt[known].sum()
    return float((values[known] ** 2 * effort.dt[known]).sum() / time) if time > 0 else math.nan
