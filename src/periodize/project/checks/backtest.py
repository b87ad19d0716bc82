"""Every warning sign on a record's own past: how often it fires, and whether more often before illness and injury."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.plain import dataclass
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from periodize.activity import Morning
    from periodize.flags import Limit, WarningSign
    from periodize.history import History
    from periodize.report.views.backtest import Backtest, Rate

    Days = NDArray[np.bool_]

LEAD = 7
"""[d] A sign counts as before a report when it is raised on one of so many days before its first (the issue's own
question)."""

FEWEST = 5
"""Reports without which nothing is said of a difference: our choice."""

UNLIKELY = 0.05
"""Share of all shifts, over the number of signs that were looked at, below which a difference is called one:
convention."""

WINDOW = 400
"""[d] How far back a rule is let look when it is asked whether it can judge a day: more than the longest baseline of
any rule, our choice."""

FOLLOWING = frozenset({"R14", "R16"})
"""Signs that are the report itself, or follow from others."""

SAME = 1e-12
"""Two shares that differ by less are equal: rounding."""

STRIDE = 7
"""[d] What could be judged a week apart could be judged between: our choice, so that a long record takes seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One rule on one record, day by day.

    Parameters
    ----------
    judged, fired, before : (n_days,) whether it could be judged, was raised, and the day is one before a report.
    spells : how many the fired days make.
    """

    judged: Days
    fired: Days
    before: Days
    spells: int


def backtest(
    history: History | None,
    mornings: Iterable[Morning],
    *,
    limits: Mapping[str, Limit],
    progress: Callable[[int, int, str], None] | None = None,
) -> Backtest:
    """Return how often each sign was raised on all days of a record, and before what was reported.

    Parameters
    ----------
    history : of the record, one run.
    mornings : with what was logged of illness and injury.
    limits : the athlete's own; a silenced sign is looked at with the limit of its rule.
    progress : called with rules done, in all, and the next.

    Raises
    ------
    UsageError
        if nothing is recorded.

    Notes
    -----
    A report is a day on which illness or injury is logged and none of the 7 days before it has one; the days of
    reports themselves are not counted as before another. Whether a sign fires more often before reports is held
    against every shift of the reports along the record (the end joined to the beginning), which keeps the runs of
    days in both: with few reports, or a sign that comes in spells, a high ratio is easily chance.
    """
    from periodize.report.views.backtest import Backtest

    if history is None or not history.n_days:
        message = "nothing is recorded to look back on: begin with `periodize import PATH ...`"
        raise UsageError(message)
    ill = _ill(history, mornings)
    starts = _starts(ill)
    before = _before(ill, starts)
    rates = []
    for number, rule in enumerate(rules()):
        if progress:
            progress(number, len(rules()), rule.title)
        rates.append(rate(rule, [track(rule, history, before, _limit(rule, limits))]))
    reports = tuple(history.day(k) for k in starts)
    return Backtest(history.start, history.end, reports, LEAD, tuple(rates), conclusion(rates, len(reports)))


def rules() -> list[WarningSign]:
    """Return the rules that look at the record themselves, by code."""
    from periodize.flags import SIGNS

    tried = (rule for rule in SIGNS.values() if rule.domain != "data" and rule.code not in FOLLOWING)
    return sorted(tried, key=lambda rule: (len(rule.code), rule.code))


def conclusion(rates: Sequence[Rate], reports: int) -> str:
    """Return what a backtest allows to say."""
    if not reports:
        return (
            "No illness or injury is logged: it is known how often each sign fires, not whether it warns of anything."
        )
    if reports < FEWEST:
        return f"Cannot tell whether any sign warns: {count(reports, 'report')} of illness or injury, needs {FEWEST}."
    tried = [rate for rate in rates if rate.chance is not None and rate.fired]
    more = [rate for rate in tried if rate.chance is not None and rate.chance * len(tried) < UNLIKELY]
    if not more:
        return (
            f"None of the {count(len(tried), 'sign')} that fired did so more often in the {LEAD} days before the "
            f"{count(reports, 'report')} than chance explains."
        )
    named = ", ".join(f"{rate.code} {rate.title}" for rate in more)
    return (
        f"Raised more often in the {LEAD} days before the {count(reports, 'report')} than chance explains: {named} "
        f"(of {count(len(tried), 'sign')} that fired). One record shows this once; it is no forecast."
    )


def _limit(rule: WarningSign, limits: Mapping[str, Limit]) -> float:
    own = limits.get(rule.code) or limits.get(rule.title)
    return rule.limit if own is None or own.value is None else own.value


def _ill(history: History, mornings: Iterable[Morning]) -> Days:
    """Whether illness or injury was logged, by day of the history."""
    import numpy as np

    ill = np.zeros(history.n_days, dtype=np.bool_)
    for morning in mornings:
        k = (morning.day - history.start).days
        if (morning.illness or morning.injury) and 0 <= k < history.n_days:
            ill[k] = True
    return ill


def _starts(ill: Days) -> list[int]:
    import numpy as np

    return [int(k) for k in np.flatnonzero(ill) if not ill[max(0, k - LEAD) : k].any()]


def _before(ill: Days, starts: Iterable[int]) -> Days:
    """Whether a day is one of those before a report, and not one itself."""
    import numpy as np

    before = np.zeros_like(ill)
    for k in starts:
        before[max(0, k - LEAD) : k] = True
    return before & ~ill


def days_before(history: History, mornings: Iterable[Morning]) -> tuple[Days, int]:
    """Return whether each day of a history is one before a report, and how many reports there are."""
    ill = _ill(history, mornings)
    starts = _starts(ill)
    return _before(ill, starts), len(starts)


def track(rule: WarningSign, history: History, before: Days, limit: float) -> Track:
    """Return when a rule fires on a record."""
    import numpy as np

    from periodize.flags import Sign
    from periodize.flags.findings import spells

    fired = np.zeros(history.n_days, dtype=np.bool_)
    raised: list[Sign] = []
    if all(name in history.series for name in rule.needs):
        raised = [item for item in rule(history, limit=limit) if isinstance(item, Sign)]
        for sign in raised:
            fired[history.index(sign.day)] = True
    joined = len(list(spells(raised, clear_days=rule.clear_days))) if rule.spells else len(raised)
    return Track(_judged(rule, history, limit) | fired, fired, before, joined)


def rate(rule: WarningSign, tracks: Sequence[Track]) -> Rate:
    """Return how often a rule fired, over the records of one or several people."""
    from periodize.report.views.backtest import Rate

    return Rate(
        code=rule.code,
        title=rule.title,
        judged=sum(int(one.judged.sum()) for one in tracks),
        fired=sum(int(one.fired.sum()) for one in tracks),
        spells=sum(one.spells for one in tracks),
        before=sum(int((one.judged & one.before).sum()) for one in tracks),
        fired_before=sum(int((one.fired & one.before).sum()) for one in tracks),
        chance=_chance(tracks),
    )


def _judged(rule: WarningSign, history: History, limit: float) -> Days:
    """Whether a rule could judge each day, asked once a week and between two answers that differ."""
    import numpy as np

    found = np.zeros(history.n_days, dtype=np.bool_)
    if not all(name in history.series for name in rule.needs):
        return found
    asked = [*range(0, history.n_days, STRIDE), history.n_days - 1]
    answers = {k: _can_judge(rule, history, k, limit) for k in dict.fromkeys(asked)}
    for low, high in pairwise(asked):
        same = answers[low] == answers[high]
        for k in range(low, high):
            found[k] = answers[low] if same or k == low else _can_judge(rule, history, k, limit)
    found[-1] = answers[history.n_days - 1]
    return found


def _can_judge(rule: WarningSign, history: History, k: int, limit: float) -> bool:
    from periodize.flags import NotEvaluated
    from periodize.history import History

    low = max(0, k - WINDOW)
    window = History(history.dates[low : k + 1], {n: v[:, low : k + 1] for n, v in history.series.items()})
    return not any(isinstance(item, NotEvaluated) for item in rule(window, limit=limit))


def _chance(tracks: Sequence[Track]) -> float | None:
    """Share of all shifts of the reports that find the sign raised as often before them, or more.

    Each record is shifted by the same share of its length.
    """
    import numpy as np

    if not any((one.judged & one.before).any() for one in tracks):
        return None
    longest = max(len(one.before) for one in tracks)
    shares = []
    for shift in range(longest):
        there = [np.roll(one.before, shift * len(one.before) // longest) & one.judged for one in tracks]
        days = sum(int(mask.sum()) for mask in there)
        fired = sum(int((one.fired & mask).sum()) for one, mask in zip(tracks, there, strict=True))
        shares.append(fired / days if days else 0.0)
    return float(np.mean(np.array(shares) >= shares[0] - SAME))
