"""Problems of a plan as people read them: message, place, source line with caret, help."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from periodize.errors import Severity, clipped
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.text import Text

    from periodize.errors import Problem, Span

WIDTH = 100
"""Characters of a source line that are shown around the caret: our choice."""

OF_A_KIND = 5
"""Problems of one code and severity that are shown in full: our choice; a faulty column has one in each row."""

STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
"""One colour per severity, everywhere."""


def printable(text: str) -> str:
    """Return text with everything that would move or colour a terminal replaced."""
    return "".join(c if c.isprintable() else " " if c == "\t" else "\ufffd" for c in text)


def print_problem(problem: Problem) -> Text:
    """Return one problem in full, over several lines, without a line end."""
    from rich.text import Text

    style = STYLE[problem.severity]
    text = Text()
    text.append(f"{problem.severity}[{problem.code}]", style=style)
    text.append(f": {printable(clipped(problem.message))}", style="bold")
    if problem.span is not None:
        _append_source(text, problem.span, style)
        margin = " " * len(str(problem.span.line))
        for span, label in problem.also:
            text.append(f"\n{margin} ", style="dim")
            text.append(f"::: line {span.line}: {printable(label)}", style="blue")
        if problem.help:
            text.append(f"\n{margin} = ", style="blue").append(f"help: {printable(problem.help)}")
    elif problem.help:
        text.append(f"\n  = help: {printable(problem.help)}")
    return text


def grouped(problems: Iterable[Problem]) -> Iterator[tuple[Problem, int]]:
    """Yield the problems to show in full, in the order given, each with how many of its kind are left out behind it."""
    every = list(problems)
    total = Counter((problem.severity, problem.code) for problem in every)
    seen: Counter[tuple[Severity, str]] = Counter()
    for problem in every:
        kind = (problem.severity, problem.code)
        seen[kind] += 1
        if seen[kind] <= OF_A_KIND:
            yield problem, total[kind] - OF_A_KIND if seen[kind] == OF_A_KIND else 0


def _append_source(text: Text, span: Span, style: str) -> None:
    number = str(span.line)
    margin = " " * len(number)
    text.append(f"\n{margin}--> ", style="blue").append(printable(str(span)))
    if not span.text.strip():
        return
    line, column, length = _window(span)
    text.append(f"\n{margin} |\n{number} | ", style="blue").append(line)
    text.append(f"\n{margin} | ", style="blue").append(" " * column).append("^" * length, style=style)


def _window(span: Span) -> tuple[str, int, int]:
    """Return the part of a long line around the caret, and where the caret stands in it."""
    line, column = printable(span.text), min(span.column - 1, len(span.text))
    length = max(1, min(span.length, len(line) - column))
    if len(line) <= WIDTH:
        return line, column, length
    first = max(0, min(column - WIDTH // 3, len(line) - WIDTH))
    shown = line[first : first + WIDTH]
    before, after = "…" if first else "", "…" if first + WIDTH < len(line) else ""
    return before + shown + after, column - first + len(before), min(length, WIDTH - (column - first))


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems of each severity there are, in words.

    Examples
    --------
    >>> summary([])
    'no problems'
    """
    counts = Counter(problem.severity for problem in problems)
    parts = [count(counts[severity], severity) for severity in Severity if counts[severity]]
    return ", ".join(parts) or "no problems"


def problems_data(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Return problems as data, in the order given."""
    return [
        {
            "code": p.code,
            "severity": str(p.severity),
            "message": p.message,
            "help": p.help,
            "path": p.span.path if p.span else None,
            "line": p.span.line if p.span else None,
            "column": p.span.column if p.span else None,
        }
        for p in problems
    ]
