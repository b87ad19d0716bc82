"""R3: heart rate lower than usual for the pace, and yet it felt harder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import SESSION_DAYS, NotEvaluated, Sign, flag, spoken
from periodize.flags.outings import SMALLEST, benchmarks_among, outings, spread_before, why_not
from periodize.flags.windows import trailing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.history import History

SESSIONS, ENOUGH = 3, 2
"""Raised on 2 of the last 3 comparable sessions (warning signs, section 2.6, R3)."""

LEAST = 6
"""Comparable sessions before them (as above)."""


@flag(
    "R3",
    title="dissociation",
    domain="performance",
    needs={"hr_at_pace", "rpe_above"},
    evidence="B",
    level="watch",
    clear_days=SESSION_DAYS,
    base_rate="not known",
    other_causes="a taper, cold, a loose strap, a hard stretch in the session, or ratings that drifted",
    step="make the next three days easy, then run the same session again",
    reference="Roete et al. 2021, review of 12 studies: lower heart rate with a higher rating marks overreaching; "
    "Siegl et al. 2017, n=14",
)
def dissociation(history: History, *, limit: float = 1.0) -> Iterator[Sign | NotEvaluated]:
    """Find sessions with heart rate low for the pace and a high rating, 2 of the last 3.

    Parameters
    ----------
    history : with hr_at_pace [bpm from the usual at that pace] and rpe_above [CR10, from the usual of such sessions],
        (1, n_days), nan on days without a comparable session.
    limit : [CR10] by which the rating is higher than usual.

    Yields
    ------
    Sign
        for each session that completes 2 of 3 on which heart rate lay more than one standard deviation of the sessions
        before (at least 6; 2 bpm at least) below their mean while the rating was at least `limit` above.

    Notes
    -----
    Lower heart rate at a pace is taken for fitness; together with a higher rating it is the mark of fatigue. The
    reading "efficiency up, so fitter" is wrong exactly then.

    References
    ----------
    .. [1] A. J. Roete et al., "A systematic review on markers of functional overreaching in endurance athletes", Int J
       Sports Physiol Perform 16 (2021) 1065-1073.
    """
    felt_above = history.one("rpe_above")
    both = np.where(np.isnan(felt_above), np.nan, history.one("hr_at_pace"))
    found = outings(both, SESSIONS)
    rate, rating = both[found.days], felt_above[found.days]
    mean, sd, known = spread_before(rate, lag=SESSIONS, least=LEAST)
    felt = trailing(rating, SESSIONS) if rating.size else found.last
    low = (found.last < (mean - np.maximum(sd, SMALLEST))[:, None]) & (felt >= limit - 1e-9)
    fires = found.near & (low.sum(axis=-1) >= ENOUGH)
    fired, checked = np.cumsum(fires), np.cumsum(~np.isnan(mean))
    for k in np.flatnonzero(fires):
        day = history.day(int(found.days[k]))
        worst = float(np.where(low[k], felt[k], -np.inf).max())
        those = found.days[max(0, k + 1 - SESSIONS) : k + 1]
        yield dissociation.sign(
            day,
            seen=worst,
            limit=limit,
            unit="CR10 above the usual rating",
            n=int(known[k]),
            message=f"Heart rate was lower than usual for the pace but it felt harder, in {low[k].sum()} of the last "
            f"{SESSIONS} comparable sessions to {spoken(day)} (n={known[k]} before them). This can mean fatigue rather "
            "than fitness."
            + benchmarks_among(history, those, lambda day: f"{both[day]:+.0f} bpm and {felt_above[day]:+g} points"),
            unusual=f"{fired[k]} of your {checked[k]} comparable sessions that could be checked ended like this",
        )
    what = "comparable sessions with heart rate and a rating"
    if reason := why_not(both, needs=LEAST + SESSIONS, what=what):
        yield dissociation.not_evaluated(reason)
