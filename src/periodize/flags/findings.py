"""Every sign of a record, as of a day."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from periodize.errors import UnknownNameError
from periodize.flags.base import CLEAR_DAYS, SIGNS, Limit, NotEvaluated, Sign, WarningSign, spoken
from periodize.flags.circumstances import Circumstance, why_expected
from periodize.flags.data_gate import of_training
from periodize.flags.fuel_prompt import SEEN
from periodize.history import History
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

NO_LIMITS: Mapping[str, Limit] = MappingProxyType({})

WORDS = {
    "resting_hr": "resting heart rate",
    "hrv": "heart-rate variability",
    "wellness": "rating of how you feel",
    "hr_at_pace": "comparable steady session with heart rate",
    "rpe_above": "comparable rated session",
    "decoupling": "steady session of 40 minutes with heart rate",
    "key_done": "key session of a plan",
}
"""What a series is called where it is missing, if not by its own name."""


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

    @property
    def silent_since(self) -> date | None:
        """The last day with a recording, where R17 says that nothing can be known since; else None."""
        return next((gap.since for gap in self.not_evaluated if gap.since), None)


def evaluate(
    history: History,
    *,
    as_of: date,
    limits: Mapping[str, Limit] = NO_LIMITS,
    circumstances: Sequence[Circumstance] = (),
) -> Findings:
    """Apply every rule of the family.

    Parameters
    ----------
    history : of one run.
    as_of : the last day that may be seen. A history that ends more than a day before it is unknown since.
    limits : code or title of a rule -> the athlete's own limit.
    circumstances : days that explain a sign; what they explain is marked as expected, and is no spell with the rest.

    Returns
    -------
    Findings

    Raises
    ------
    UnknownNameError
        if a limit names no rule.

    Notes
    -----
    A silence is for what a rule asks for; a sign that asks for more (a report in words that a doctor should hear of)
    is raised all the same. Where R17 finds nothing recorded, no rule that goes by training is judged.
    """
    own = _by_code(limits)
    seen = _as_known_on(history, as_of)
    signs: list[Sign] = []
    gaps: list[NotEvaluated] = []
    for code in sorted(SIGNS, key=_place):
        member, limit = SIGNS[code], own.get(code)
        silenced = limit is not None and limit.value is None
        if reason := _no_answer(member, seen, limit, as_of):
            gaps.append(replace(member.not_evaluated(reason), silenced=silenced))
            if not silenced or not seen.n_days or _missing(member, seen):
                continue
        found = list(member(_as_come_in(member, seen), limit=limit.value if limit else None))
        gaps.extend(item for item in found if isinstance(item, NotEvaluated) and not silenced)
        days = [_explained(item, member, circumstances) for item in found if isinstance(item, Sign)]
        if silenced:
            days = [sign for sign in days if sign.level > member.level]
        if any(not sign.expected for sign in days):
            seen = _with_days_of(code, days, seen)
        for expected in (False, True):
            part = [sign for sign in days if bool(sign.expected) == expected]
            signs.extend(spells(part, clear_days=member.clear_days) if member.spells else part)
    return Findings(tuple(sorted(signs, key=lambda s: (s.day, s.code))), _gated(gaps))


def _gated(gaps: list[NotEvaluated]) -> tuple[NotEvaluated, ...]:
    """Return the gaps, with the rules that go by training among them where nothing is recorded."""
    silent = next((gap for gap in gaps if gap.since), None)
    if silent is None:
        return tuple(gaps)
    known = {gap.code for gap in gaps}
    more = [m.not_evaluated(silent.reason) for m in SIGNS.values() if m.code not in known and of_training(m)]
    return tuple(sorted([*gaps, *more], key=lambda gap: _place(gap.code)))


def _place(code: str) -> tuple[int, str]:
    """Order of the family, R2 before R10: the fuel prompt comes after what it follows."""
    return len(code), code


def _no_answer(member: WarningSign, history: History, limit: Limit | None, as_of: date) -> str:
    """Say why a rule is not even asked; "" where it is."""
    if limit is not None and limit.value is None:
        where = f"until {spoken(limit.until)}" if limit.until else "in the plan"
        return f"silenced {where}: {limit.reason}"
    if not history.n_days:
        return f"nothing is recorded up to {spoken(as_of)}"
    missing = _missing(member, history)
    return f"no {missing} in the record" if missing else ""


def _explained(sign: Sign, member: WarningSign, circumstances: Sequence[Circumstance]) -> Sign:
    reason = why_expected(member, sign.day, circumstances) if circumstances else ""
    return replace(sign, expected=reason) if reason else sign


def _with_days_of(code: str, signs: Iterable[Sign], history: History) -> History:
    """Return a history that also tells on which days a rule saw something, for the rules after it."""
    days = np.zeros((1, history.n_days))
    for sign in signs:
        if not sign.expected:
            days[0, history.index(sign.day)] = 1.0
    return History(history.dates, {**history.series, f"{SEEN}{code}": days}, history.units)


def spells(signs: Iterable[Sign], *, clear_days: int = CLEAR_DAYS) -> Iterator[Sign]:
    """Join the signs of one rule that fewer than `clear_days` clear days part.

    Parameters
    ----------
    signs : of one rule.
    clear_days : [d]

    Yields
    ------
    Sign
        the worst of each spell, the later one of equals, with the first and the last day of the spell, and what was
        seen on the last day where that is another one.
    """
    spell: Sign | None = None
    for sign in sorted(signs, key=lambda s: s.day):
        if spell is not None and (sign.day - spell.last_day).days <= clear_days:
            if (sign.level, sign.excess) >= (spell.level, spell.excess):
                spell = replace(sign, day=spell.day)
            else:
                latest = sign.message if sign.message != spell.message else ""
                spell = replace(spell, last_day=sign.last_day, latest=latest, over=sign.over)
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


def _as_come_in(member: WarningSign, history: History) -> History:
    """Return the history without its last day where that has not come in yet: a morning before the day's session."""
    values = [history.one(name) for name in member.needs if name in history.series]
    if history.n_days < 2 or not values:
        return history
    waiting = all(np.isnan(v[-1]) for v in values) and not all(np.isnan(v[-2]) for v in values)
    return history.until(history.day(-2)) if waiting else history


def _missing(member: WarningSign, history: History) -> str:
    gone = [n for n in sorted(member.needs) if n not in history.series or np.isnan(history.one(n)).all()]
    return " and no ".join(WORDS.get(name, name.replace("_", " ")) for name in gone)
