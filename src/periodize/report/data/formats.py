"""Problems, rules and formatted plans for other programs: one line each, GitHub's annotations, SARIF, JSON."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from periodize.errors import Severity
from periodize.report.problems import printable, problems_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from periodize.errors import Problem, Span
    from periodize.plan import Rule
    from periodize.plan.formatting import Formatted

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
"""Severity -> command of GitHub's workflows; SARIF's levels have our own names."""


def concise(problems: Iterable[Problem]) -> list[str]:
    """Return one line a problem, `path:line:column: CODE message`, as editors and grep read them.

    Examples
    --------
    >>> from periodize.errors import Problem, Span
    >>> concise([Problem("P106", "unknown intensity 'treshold'", Span("plan.yaml", 7, 34))])
    ["plan.yaml:7:34: P106 unknown intensity 'treshold'"]
    """
    return [printable(f"{p.span}: {p.code} {p.message}" if p.span else f"{p.code} {p.message}") for p in problems]


def github(problems: Iterable[Problem]) -> list[str]:
    """Return one workflow command a problem, which GitHub shows beside the line.

    Notes
    -----
    https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands

    Examples
    --------
    >>> from periodize.errors import Problem, Span
    >>> github([Problem("P102", "'45' has no unit", Span("a,b.yaml", 7, 3, 2), help="write 45min: or 45km")])
    ["::error file=a%2Cb.yaml,line=7,col=3,endColumn=5,title=P102::'45' has no unit; write 45min: or 45km"]
    """
    rows = []
    for problem in problems:
        properties = {"title": problem.code}
        if problem.span is not None:
            properties = {**_place(problem.span), **properties}
        listed = ",".join(f"{key}={_escaped(value, ',:')}" for key, value in properties.items())
        message = f"{problem.message}; {problem.help}" if problem.help else problem.message
        rows.append(f"::{_LEVELS[problem.severity]} {listed}::{_escaped(message)}")
    return rows


def _place(span: Span) -> dict[str, str]:
    end = span.column + span.length
    return {"file": span.path, "line": str(span.line), "col": str(span.column), "endColumn": str(end)}


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:  # % first: the others are written with it
        text = text.replace(character, f"%{ord(character):02X}")
    return printable(text)


def sarif(problems: Sequence[Problem], rules: Iterable[Rule], *, version: str) -> dict[str, object]:
    """Return problems as one SARIF 2.1.0 log, for code scanning.

    Parameters
    ----------
    problems : in the order of the report.
    rules : the registry; those without a problem are listed too.
    version : of this program.

    Notes
    -----
    https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    listed = sorted(rules, key=lambda rule: rule.code)
    index = {rule.code: number for number, rule in enumerate(listed)}
    driver = {"name": "periodize", "version": version, "rules": [_sarif_rule(rule) for rule in listed]}
    results = [_sarif_result(problem, index) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _sarif_rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": rule.text},
        "help": {"text": "\n".join(part for part in (rule.text, *_examples(rule)) if part)},
        "defaultConfiguration": {"level": str(rule.severity)},
    }


def _examples(rule: Rule) -> list[str]:
    return [f"{word}:\n{text}" for word, text in (("Wrong", rule.wrong), ("Right", rule.right)) if text]


def _sarif_result(problem: Problem, index: dict[str, int]) -> dict[str, object]:
    text = f"{problem.message}; {problem.help}" if problem.help else problem.message
    found: dict[str, object] = {
        "ruleId": problem.code,
        "ruleIndex": index[problem.code],
        "level": str(problem.severity),
        "message": {"text": text},
    }
    if problem.span is not None:
        found["locations"] = [_location(problem.span)]
    if problem.also:
        found["relatedLocations"] = [{**_location(span), "message": {"text": label}} for span, label in problem.also]
    return found


def _location(span: Span) -> dict[str, object]:
    path = PurePath(span.path)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    region = {"startLine": span.line, "startColumn": span.column, "endColumn": span.column + span.length}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}


# ---- JSON of our own


def format_data(found: Iterable[Formatted]) -> dict[str, object]:
    """Return what formatting changes, or would change, as data."""
    found = list(found)
    files = [
        {
            "path": one.path,
            "changed": one.changed,
            "lines": [
                {"line": row.line, "column": row.column, "before": row.before, "after": row.after} for row in one.lines
            ],
        }
        for one in found
    ]
    return {"files": files, "problems": problems_data(p for one in found for p in one.problems)}
