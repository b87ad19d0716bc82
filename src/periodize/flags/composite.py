"""One level for all signs that are up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.flags.base import Level, Sign

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

WINDOW = 7
"""[d] A sign counts as up for so long after its last day: our choice."""

PERSISTENT = 7
"""[d] Days, first and last included, after which a sign persists (warning signs, section 2.6)."""

OWN_BODY = frozenset({"performance", "subjective", "health"})


def is_up(sign: Sign, as_of: date, *, window: int = WINDOW) -> bool:
    """Whether the last day of a sign is among the `window` days that end on `as_of`."""
    return 0 <= (as_of - sign.last_day).days < window


def composite(signs: Iterable[Sign], *, as_of: date, window: int = WINDOW) -> Level:
    """Level of all signs together.

    Parameters
    ----------
    signs : of one athlete.
    as_of : the day of the question.
    window : [d] signs whose last day is longer ago do not count.

    Returns
    -------
    Level
        see-someone: any sign that asks for it by itself. act: performance, and a subjective, autonomic or
        health sign, both for at least 7 days. watch: a performance, subjective or health sign, or signs of
        two domains. info: load signs alone, however many, or an autonomic sign alone. clear: none.

    Notes
    -----
    Our design (warning signs, section 2.6). Several load signs are one quantity, so they never add up. Ten
    rules that each fire on 5 % of days raise one on 40 % of days; hence domains and persistence.
    """
    up = [sign for sign in signs if is_up(sign, as_of, window=window) and sign.domain != "data"]
    if not up:
        return Level.CLEAR
    if any(sign.level is Level.SEE_SOMEONE for sign in up):
        return Level.SEE_SOMEONE
    domains = {sign.domain for sign in up}
    lasting = {sign.domain for sign in up if (sign.last_day - sign.day).days + 1 >= PERSISTENT}
    if "performance" in lasting and lasting & {"subjective", "autonomic", "health"}:
        return Level.ACT
    if domains & OWN_BODY or len(domains) > 1:
        return Level.WATCH
    return Level.INFO
