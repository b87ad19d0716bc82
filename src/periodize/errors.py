"""What can go wrong, as values and as exceptions.

Faults of the user's data are values (`Problem`): gathered, sorted, all shown. Faults of the caller are
exceptions, and each owns its sentence::

    PeriodizeError
    ├── UsageError          the command line or a call asks for what cannot be
    │   └── UnknownNameError  a name that no member of a family has
    ├── PlanError           a plan with errors was asked to do work
    └── UnreadableError     a recorded file that cannot be read, with the reason
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Exit(IntEnum):
    """Exit codes of every command."""

    CLEAN = 0
    PROBLEMS = 1
    USAGE = 2
    INTERRUPTED = 130


class Severity(StrEnum):
    """How much a problem weighs: only an error stops work."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text file.

    Parameters
    ----------
    path : file as the user named it.
    line, column : first character, both counted from 1.
    length : characters to underline, at least 1.
    text : the whole source line, for the caret; empty when there is none.
    """

    path: str
    line: int
    column: int
    length: int = 1
    text: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of the user's data: what is wrong, where, and what to write instead."""

    code: str
    message: str
    span: Span | None = None
    severity: Severity = Severity.ERROR
    help: str | None = None
    also: tuple[tuple[Span, str], ...] = field(default=())

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of the report: file, line, column, code."""
        span = self.span or Span("", 0, 0)
        return (span.path, span.line, span.column, self.code)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems stops work."""
    return any(problem.severity is Severity.ERROR for problem in problems)


class PeriodizeError(Exception):
    """Base of every exception that periodize raises on purpose."""

    exit_code = Exit.PROBLEMS


class UsageError(PeriodizeError):
    """The command or call asks for what cannot be."""

    exit_code = Exit.USAGE


class UnknownNameError(UsageError):
    """A name that no member of a family has; lists near misses."""

    def __init__(self, kind: str, name: str, choices: Iterable[str]) -> None:
        self.kind, self.name, self.choices = kind, name, sorted(choices)
        near = near_miss(name, self.choices)
        hint = f"did you mean {near!r}?" if near else f"there is: {', '.join(self.choices)}"
        super().__init__(f"unknown {kind} {shortened(name)!r}; {hint}")


class PlanError(PeriodizeError):
    """A plan with errors was asked to do work."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.span}: {p.message}" for p in problems) or "the plan has errors")


class UnreadableError(PeriodizeError):
    """A recorded file that cannot be read."""


SHOWN = 80
"""[characters] Most that a message repeats of what was typed in: our choice."""


def shortened(text: str, most: int = SHOWN) -> str:
    """Return a text as a message repeats it: its beginning, where it is long.

    Examples
    --------
    >>> shortened("x" * 100, 8)
    'xxxxxxx…'
    """
    return text if len(text) <= most else text[: most - 1] + "…"


SENTENCE = 600
"""[characters] Longest message that is printed whole: our choice, a screen of an ordinary terminal."""


def clipped(sentence: str, most: int = SENTENCE) -> str:
    """Return a message with its middle left out, where something long was repeated in it.

    Examples
    --------
    >>> clipped("no session 'xxxxxxxxxxxxxxxxxxxx'; write its day", 30)
    "no session 'xx … write its day"
    """
    half = (most - 3) // 2
    return sentence if len(sentence) <= most else f"{sentence[: most - 3 - half]} … {sentence[-half:]}"


LISTED = 8
"""Most names that a message lists: our choice."""


def few(names: Sequence[str], most: int = LISTED, *, between: str = ", ") -> str:
    """Join names for a message; of a long list the first ones, and how many more there are.

    Examples
    --------
    >>> few(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return between.join(names[:most]) + more


NEAR_CHOICES = 300
"""Most names that a near miss is looked for in: our choice."""


def near_miss(name: str, choices: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the choice nearest to `name` by edit similarity, or None.

    Examples
    --------
    >>> near_miss("treshold", ["tempo", "threshold"])
    'threshold'
    """
    # a ratio above the cutoff needs like lengths; nobody meant one of thousands of names
    like = (choice for choice in choices if 2 * min(len(choice), len(name)) >= cutoff * (len(choice) + len(name)))
    by_fold = {choice.casefold(): choice for choice in islice(like, NEAR_CHOICES)}
    found = difflib.get_close_matches(name.casefold(), by_fold, n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None
