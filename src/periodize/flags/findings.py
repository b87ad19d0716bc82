"""Every sign of a record, as of a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from periodize.errors import UnknownNameError
from periodize.flags.base import SIGNS, Limit, NotEvaluated, Sign, WarningSign, spoken
from periodize.history import History

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

CLEAR_DAYS = 5
"""[d] A spell ends after this many days without the sign, so that it does not flicker: our choice."""

NO_LIMITS: Mapping[str, Limit] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rules saw and what they could not judge.

    Parameters
    ----------
    signs : by day, then code; the days of one spell are one sign.
    not_evaluated : in the order of the family.
    """

    signs: tuple[Sign, ...]
    not_evaluated: tuple[NotEvaluated, ...]


def evaluate(history: History, *, as_of: date, limits: Mapping[str, Limit] = NO_LIMITS) -> Findings:
    """Apply every rule of the family.

    Parameters
    ----------
    history : of one run.
    as_of : the last day that may be seen. A history that ends more than a day before it is unknown since.
    limits : code or title of a rule -> the athlete's own limit.

    Returns
    -------
    Findings

    Raises
    ------
    UnknownNameError
        if a limit names no rule.
    """
    own = _by_code(limits)
    seen = _as_known_on(history, as_of)
    signs: list[Sign] = []
    gaps: list[NotEvaluated] = []
    for code, member in SIGNS.items():
        limit = own.get(code)
        if limit is not None and limit.value is None:
            gaps.append(member.not_evaluated(f"silenced in the plan: {limit.reason}"))
            continue
        if not seen.n_days:
            gaps.append(member.not_evaluated(f"nothing is recorded up to {spoken(as_of)}"))
            continue
        if missing := _missing(member, seen):
            gaps.append(member.not_evaluated(f"no {missing} in the record"))
            continue
        found = list(member(seen, limit=limit.value if limit else None))
        gaps.extend(item for item in found if isinstance(item, NotEvaluated))
        own_signs = [item for item in found if isinstance(item, Sign)]
        signs.extend(spells(own_signs) if member.spells else own_signs)
    return Findings(tuple(sorted(signs, key=lambda s: (s.day, s.code))), tuple(gaps))


def spells(signs: Iterable[Sign]) -> Iterator[Sign]:
    """Join the signs of one rule that fewer than `CLEAR_DAYS` clear days part.

    Parameters
    ----------
    signs : of one rule.

    Yields
    ------
    Sign
        the worst of each spell, with the first and the last day of the spell.
    """
    spell: Sign | None = None
    for sign in sorted(signs, key=lambda s: s.day):
        if spell is not None and (sign.day - spell.last_day).days <= CLEAR_DAYS:
            worse = sign if sign.excess > spell.excess else spell
            spell = replace(worse, day=spell.day, last_day=sign.last_day)
            continue
        if spell is not None:
            yield spell
        spell = sign
    if spell is not None:
        yield spell


def _by_code(limits: Mapping[str, Limit]) -> dict[str, Limit]:
    titles = {member.title: code for code, member in SIGNS.items()}
    unknown = [name for name in limits if name not in SIGNS and name not in titles]
    if unknown:
        raise UnknownNameError("warning sign", unknown[0], [*SIGNS, *titles])
    return {titles.get(name, name): limit for name, limit in limits.items()}


def _as_known_on(history: History, day: date) -> History:
    """Return the history up to a day; days that it lacks at the end are unknown."""
    seen = history.until(day)
    short = (day - seen.end).days if seen.n_days else 0
    if short <= 1:  # the day itself may still come in
        return seen
    dates = seen.dates[-1] + np.arange(1, short + 1)
    longer = {
        name: np.pad(values, ((0, 0), (0, short)), constant_values=np.nan) for name, values in seen.series.items()
    }
    return History(np.concatenate((seen.dates, dates)), longer, seen.units)


def _missing(member: WarningSign, history: History) -> str:
    gone = [n for n in sorted(member.needs) if n not in history.series or np.isnan(history.one(n)).all()]
    return " and no ".join(name.replace("_", " ").replace("hr", "heart rate") for name in gone)
