"""R17: whether the record can be judged at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import NotEvaluated, Sign, WarningSign, flag, spoken
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from periodize.history import History

RECORDED = frozenset({"load", "duration", "distance", "longest_run"})
"""Series of what was trained: a model carries its own on, and a morning's pulse says nothing of training."""

TRAINED = frozenset({"load", "performance", "plan"})
"""Domains of the rules that look at training; of the others some do, which is told by the series that they need."""

MORNINGS = frozenset({"resting_hr", "hrv", "sleep", "wellness"})
"""Series of mornings, which may be logged where no training is."""

FEWEST = 28
"""[d] Shortest record that says what is usual: the shortest baseline of any rule (R9)."""


@flag(
    "R17",
    title="data gate",
    domain="data",
    needs=(),
    evidence="D",
    level="clear",
    reference="warning signs of periodize, R17: our choice",
)
def data_gate(history: History, *, limit: float = 7.0) -> Iterator[Sign | NotEvaluated]:
    """Say when nothing was recorded for more than `limit` days, or too little to know what is usual.

    Parameters
    ----------
    history : up to the day of the question, (1, n_days).
    limit : [d]

    Yields
    ------
    NotEvaluated
        never a sign.

    Notes
    -----
    A rest day, load 0, is not an entry here: a week of rest and a week without import look the same.
    """
    days = np.flatnonzero(_entries(history))
    if not days.size:
        yield data_gate.not_evaluated("nothing is recorded")
        return
    silent = history.n_days - 1 - int(days[-1])
    if silent > limit:
        since = history.day(int(days[-1]))
        reason = (
            f"nothing recorded for {count(silent, 'day')}, since {spoken(since)}: "
            "rest, or files that are not read in yet"
        )
        yield replace(data_gate.not_evaluated(reason), since=since)
    length = history.n_days - int(days[0])
    if length < FEWEST:
        yield data_gate.not_evaluated(f"only {count(length, 'day')} of record, needs {FEWEST} to know what is usual")


def of_training(rule: WarningSign) -> bool:
    """Whether a rule goes by what was trained, so that it cannot tell where nothing is recorded."""
    return rule.domain in TRAINED or not rule.needs <= MORNINGS


def _entries(history: History) -> NDArray[np.bool_]:
    """Whether anything was recorded on each day."""
    seen = np.zeros(history.n_days, dtype=np.bool_)
    for name in RECORDED & history.series.keys():
        values = history.one(name)
        seen |= ~np.isnan(values) & (values != 0)
    return seen
