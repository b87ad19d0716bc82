"""A races that are close to each other: which of them a season favours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.problems import printable
from periodize.report.terminal.race_day import percent, share
from periodize.report.terminal.tables import middle, number
from periodize.units import count

if TYPE_CHECKING:
    from periodize.report.views.forecast import Rivals

FAVOURED = 0.5
"""[percentage points] Difference in performance from which one of two races is favoured: our choice."""


def told_rivals(found: Rivals) -> str:
    """Return how the second of two A races is met, against the first, and which one that favours."""
    first, second = printable(found.first), printable(found.second)
    comes = f"{second} comes {count(found.days, 'day')} after {first}"
    met = f"{comes} and is met with {number(found.form.value, signed=True)} form"
    by = middle(found.change.value)
    if by is None:
        return f"{met} against it."
    met += f" and {percent(found.change.value)}* performance against it"
    above = found.change.above
    runs = f", better in {share(above)} of the runs" if above is not None else ""
    if abs(by) < FAVOURED:
        return f"{met}{runs}: neither is favoured."
    return f"{met}{runs}: the plan favours {second if by > 0 else first}."
