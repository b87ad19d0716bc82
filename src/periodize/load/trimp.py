"""Banister's training impulse from heart rate, scaled so that one hour at threshold is 100."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from periodize.athlete import THRESHOLD_HR_RESERVE
from periodize.errors import UnknownNameError
from periodize.load.base import load_metric
from periodize.load.heart import assumed_rest, minutes_and_beats, resting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

    from periodize.athlete import Athlete
    from periodize.effort import Effort

WEIGHTS: Mapping[str, Mapping[str | None, tuple[float, float]]] = {
    "literature": {"male": (0.64, 1.92), "female": (0.86, 1.67), None: (0.64, 1.92)},
    "goldencheetah": {"male": (0.64, 1.92), "female": (0.64, 1.67), None: (0.64, 1.92)},
    "runalyze": {"male": (0.64, 1.92), "female": (0.821776, 1.67), None: (0.725215, 1.795)},
}
"""a and b of the weighting a e^(bx), by whom and by sex: Banister 1991 and Morton 1990; GoldenCheetah, with Elevate and
fellrnr; Runalyze. Without a sex the first two count as for men: our choice."""


def _assumes(effort: Effort, athlete: Athlete) -> str | None:
    parts = [rest] if (rest := assumed_rest(effort, athlete)) else []
    if athlete.threshold("hr") is None:
        parts.append(f"threshold heart rate taken as {100 * THRESHOLD_HR_RESERVE:.0f} % of the reserve")
    return "; ".join(parts) or None


@load_metric(
    "trimp",
    title="training impulse from heart rate",
    needs={"heart_rate"},
    evidence="useful",
    reference="Banister 1991; Morton, Fitz-Clarke & Banister 1990, doi 10.1152/jappl.1990.69.3.1171",
    assumes=_assumes,
)
def trimp(effort: Effort, athlete: Athlete) -> float:
    """Training impulse as a share of that of one hour at threshold heart rate, x 100.

    Parameters
    ----------
    effort : with heart_rate [bpm].
    athlete : needs hr_max; resting and threshold heart rate and sex where known.

    Returns
    -------
    float
        [AU, 100 = one hour at threshold]; nan without heart rate or hr_max.

    Notes
    -----
    ``100 * TRIMP / TRIMP(60 min at threshold heart rate)``. The same number is called HRSS elsewhere; "hrTSS"
    has at least three meanings that do not agree, so a column of that name cannot be taken over. Scaling
    removes most of the difference that the sex makes: at 70 % of the reserve, with the threshold at 85 %, a
    woman's weights score 4 % more than a man's. Without a sex the male weights are used; `Athlete.trimp` names
    another published set, or holds the athlete's own. Samples without a value count as the mean of the known
    ones. Heart rate lags behind repeats of less than about three minutes and drifts in heat.

    References
    ----------
    .. [1] E. W. Banister, "Modeling elite athletic performance", in Physiological Testing of Elite Athletes
       (1991).
    .. [2] R. H. Morton, J. R. Fitz-Clarke and E. W. Banister, "Modeling human performance in running",
       J Appl Physiol 69 (1990) 1171-1177, doi 10.1152/jappl.1990.69.3.1171.
    """
    threshold, rest = athlete.hr_threshold, resting(athlete)
    if threshold is None or not threshold > rest:
        return math.nan
    done = impulse(effort, athlete, weights_of(athlete))
    if athlete.hr_max is None or math.isnan(done):
        return math.nan
    hour = banister_trimp(60.0, threshold, hr_max=athlete.hr_max, hr_rest=rest, weights=weights_of(athlete))
    return 100 * done / hour


def weights_of(athlete: Athlete) -> tuple[float, float]:
    """Return a and b of the weighting a e^(bx) for an athlete.

    Raises
    ------
    UnknownNameError
        if the athlete names a set of weights that nobody has published here.
    """
    if isinstance(athlete.trimp, tuple):
        return athlete.trimp
    name = athlete.trimp or "literature"
    if name not in WEIGHTS:
        raise UnknownNameError("set of TRIMP weights", name, WEIGHTS)
    by_sex = WEIGHTS[name]
    return by_sex.get(athlete.sex, by_sex[None])


def impulse(effort: Effort, athlete: Athlete, weights: tuple[float, float]) -> float:
    """Return the training impulse of an effort under weights a and b, not scaled; nan when not computable.

    Parameters
    ----------
    effort : with heart_rate [bpm].
    athlete : needs hr_max; the resting heart rate where known.
    weights : a and b.
    """
    beats, rest = minutes_and_beats(effort), resting(athlete)
    if beats is None or athlete.hr_max is None or not athlete.hr_max > rest:
        return math.nan
    return banister_trimp(*beats, hr_max=athlete.hr_max, hr_rest=rest, weights=weights)


def banister_trimp(
    dt_min: ArrayLike,
    heart_rate: ArrayLike,
    *,
    hr_max: float,
    hr_rest: float,
    sex: str | None = None,
    weights: tuple[float, float] | None = None,
) -> float:
    """Banister's training impulse, not scaled.

    Parameters
    ----------
    dt_min : (n,) or scalar [min], the length of each sample.
    heart_rate : (n,) or scalar [bpm]; a sample that is nan adds nothing.
    hr_max, hr_rest : [bpm].
    sex : "male", "female" or None, which is counted as male.
    weights : a and b to use instead of those of the literature.

    Returns
    -------
    float
        [AU of Banister]

    Notes
    -----
    ``sum(dt * x * a * exp(b * x))`` with x the fraction of the heart-rate reserve, 0 below rest; a, b = .64,
    1.92 for men and .86, 1.67 for women. Summed over samples: the weighting is convex, so the mean heart rate
    of a session (which GoldenCheetah uses) counts intervals for too little.

    The trap: three versions for women are in use. The literature has (.86, 1.67), as here; GoldenCheetah,
    Elevate and fellrnr have (.64, 1.67), Runalyze (.821776, 1.67). At maximum heart rate a minute scores
    4.57, 3.40 and 4.37; for a man it is 4.37.

    Examples
    --------
    >>> round(banister_trimp(30, 130, hr_max=200, hr_rest=40, sex="male"))
    32
    """
    by_sex = WEIGHTS["literature"]
    a, b = weights or by_sex.get(sex, by_sex[None])
    x = np.maximum((np.asarray(heart_rate, dtype=np.float64) - hr_rest) / (hr_max - hr_rest), 0.0)
    return float(np.nansum(np.asarray(dt_min, dtype=np.float64) * x * a * np.exp(b * x)))
