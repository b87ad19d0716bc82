"""Banister's training impulse as it was published, not scaled to threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.load.base import load_metric
from periodize.load.heart import assumed_rest
from periodize.load.trimp import impulse, weights_of

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort


@load_metric(
    "banister",
    title="training impulse, not scaled",
    unit="TRIMP",
    needs={"heart_rate"},
    evidence="useful",
    reference="Banister 1991; Morton, Fitz-Clarke & Banister 1990, doi 10.1152/jappl.1990.69.3.1171",
    assumes=assumed_rest,
)
def banister(effort: Effort, athlete: Athlete) -> float:
    """Minutes x heart-rate reserve, weighted as blood lactate rises with it.

    Parameters
    ----------
    effort : with heart_rate [bpm].
    athlete : needs hr_max; resting heart rate, sex and weights (`Athlete.trimp`) where known.

    Returns
    -------
    float
        [TRIMP], which does not compare with loads of which 100 is one hour at threshold; nan when not computable.

    Notes
    -----
    The equation, and the versions for women that are in use, stand at `banister_trimp`. An hour at threshold gives
    some 140 to 180; `trimp` is the same number scaled to 100. Samples without a value count as the mean of the others.

    References
    ----------
    .. [1] R. H. Morton, J. R. Fitz-Clarke and E. W. Banister, "Modeling human performance in running",
       J Appl Physiol 69 (1990) 1171-1177, doi 10.1152/jappl.1990.69.3.1171.

    Examples
    --------
    >>> import numpy as np
    >>> from periodize.athlete import Athlete
    >>> from periodize.effort import Effort
    >>> run = Effort("run", np.array([1800.0]), {"heart_rate": np.array([130.0])})
    >>> round(banister(run, Athlete(hr_max=200, hr_rest=40)), 2)
    31.8
    """
    return impulse(effort, athlete, weights_of(athlete))
