"""Records of one run, and what a rule sees in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from periodize.flags import NotEvaluated, Sign, WarningSign
from periodize.history import History

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

START = date(2024, 1, 1)


def record(**series: ArrayLike) -> History:
    """A history of one run from 1 January 2024."""
    rows = {name: np.atleast_2d(np.asarray(values, dtype=np.float64)) for name, values in series.items()}
    n_days = max(row.shape[1] for row in rows.values())
    return History(np.datetime64(START) + np.arange(n_days), rows)


def days_of(rule: WarningSign, history: History, *, limit: float | None = None) -> list[int]:
    """Columns on which a rule fires."""
    return [(sign.day - START).days for sign in signs_of(rule, history, limit=limit)]


def reasons(rule: WarningSign, history: History) -> list[str]:
    return [item.reason for item in rule(history) if isinstance(item, NotEvaluated)]


def signs_of(rule: WarningSign, history: History, *, limit: float | None = None) -> list[Sign]:
    return [item for item in rule(history, limit=limit) if isinstance(item, Sign)]
