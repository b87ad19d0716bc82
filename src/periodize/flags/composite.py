"""One level for all signs that are up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import Level, Sign

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from periodize.history import History

WINDOW = 7
"""[d] A sign counts as up for so long after its last day: our choice."""

PERSISTENT = 7
"""[d] Days, first and last included, after which a sign persists (warning signs, section 2.6)."""

OWN_BODY = frozenset({"performance", "subjective", "health"})
COUNTED = OWN_BODY | {"load", "autonomic"}
"""Domains that confirm each other; what was done of the plan is the same training as its load: our choice."""

TOO_LONG = 14
"""[d] After more days than these of `act`, despite less load, somebody should look (warning signs, section 2.6)."""

USUAL_WEEKS = 28
"""[d] Load before those days that "less" is held against: our choice."""

AGAIN = 7
"""[d] A sign that stays is announced again at most so often (as above)."""


def is_up(sign: Sign, as_of: date, *, window: int = WINDOW) -> bool:
    """Whether the last day of a sign is among the `window` days that end on `as_of`, and it is not said to be over."""
    return 0 <= (as_of - sign.last_day).days < window and not _over(sign, as_of)


def _over(sign: Sign, day: date) -> bool:
    return sign.over is not None and sign.over <= day


def due(told: date | None, as_of: date) -> bool:
    """Whether a sign that is up is to be announced: it was not yet told, or a week ago or longer."""
    return told is None or (as_of - told).days >= AGAIN


def composite(signs: Iterable[Sign], *, as_of: date, window: int = WINDOW, history: History | None = None) -> Level:
    """Level of all signs together.

    Parameters
    ----------
    signs : of one athlete, earlier ones too.
    as_of : the day of the question.
    window : [d] signs whose last day is longer ago do not count.
    history : with load [AU a day], to see whether it was reduced; without it no `act` becomes see-someone by lasting.

    Returns
    -------
    Level
        see-someone: any sign that asks for it by itself, or `act` for more than 14 days although the load of the last
        14 was lower than that of the 28 before. act: performance, and a subjective, autonomic or health sign, both for
        at least 7 days. watch: a performance, subjective or health sign, or signs of two of the five domains. info:
        load signs alone, however many, an autonomic sign alone, what was done of the plan, and whatever was to be
        expected. clear: none.

    Notes
    -----
    Our design (warning signs, section 2.6). Several load signs are one quantity, so they never add up. Ten
    rules that each fire on 5 % of days raise one on 40 % of days; hence domains and persistence.
    """
    every = [sign for sign in signs if sign.domain != "data"]
    level = _level(every, as_of, window)
    if level is Level.ACT and history is not None and _reduced(history, as_of):
        days = (as_of - timedelta(days=back) for back in range(1, TOO_LONG + 1))
        if all(_level(every, day, window) >= Level.ACT for day in days):
            return Level.SEE_SOMEONE
    return level


def _level(signs: Iterable[Sign], day: date, window: int) -> Level:
    """Level of the signs that were up on a day, as far as they had come by then."""
    up = [s for s in signs if s.day <= day and (day - s.last_day).days < window and not _over(s, day)]
    if not up:
        return Level.CLEAR
    counted = [sign for sign in up if not sign.expected and sign.domain in COUNTED]
    if any(sign.level is Level.SEE_SOMEONE for sign in counted):
        return Level.SEE_SOMEONE
    domains = {sign.domain for sign in counted}
    lasting = {sign.domain for sign in counted if (min(sign.last_day, day) - sign.day).days + 1 >= PERSISTENT}
    if "performance" in lasting and lasting & {"subjective", "autonomic", "health"}:
        return Level.ACT
    if domains & OWN_BODY or len(domains) > 1:
        return Level.WATCH
    return Level.INFO


def _reduced(history: History, day: date) -> bool:
    """Whether the known days of the last two weeks had less load than those of the four before."""
    load = history.until(day).one("load")
    last, before = load[-TOO_LONG:], load[-TOO_LONG - USUAL_WEEKS : -TOO_LONG]
    if np.isnan(last).all() or np.isnan(before).all():
        return False
    return float(np.nanmean(last)) < float(np.nanmean(before))
