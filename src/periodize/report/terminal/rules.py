"""The rules of the plan language for the terminal, from the registry that raises them."""

from __future__ import annotations

from textwrap import fill, indent
from typing import TYPE_CHECKING

from rich.text import Text

from periodize.plan.lint import LINTS
from periodize.report.problems import STYLE
from periodize.report.terminal.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.table import Table

    from periodize.plan import Rule
    from periodize.plan.lint import Lint


def print_rule(rule: Rule, out: Console) -> None:
    """Print one rule in full: code, name, severity, what it means, and how it is kept."""
    out.print(Text(f"{rule.severity}[{rule.code}]", style=STYLE[rule.severity]).append(f": {rule.name}", "bold"))
    out.print()
    out.print(fill(rule.text, out.width))
    for word, example in (("Wrong", rule.wrong), ("Right", rule.right)):
        if example:
            out.print(f"\n{word}:", style="dim")
            out.print(indent(example, "    "), soft_wrap=True)
    if rule.code in LINTS:
        _print_limit(LINTS[rule.code], out)


def _print_limit(lint: Lint, out: Console) -> None:
    out.print()
    rows = table()
    rows.show_header = False
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column()
    rows.add_row("limit", f"{lint.limit:g} {lint.unit}")
    rows.add_row("evidence", f"{lint.evidence}: {lint.reference}")
    rows.add_row("your own", f"limits: {{{lint.name}: {lint.limit:g}}}")
    rows.add_row("silenced", f"limits: {{{lint.name}: {{limit: off, reason: ...}}}}")
    out.print(rows)


def rules_table(rules: Iterable[Rule]) -> Table:
    """Return every rule on a line of its own."""
    found = table()
    for column in ("code", "severity", "name"):
        found.add_column(column, no_wrap=column != "name")
    for rule in rules:
        found.add_row(rule.code, Text(str(rule.severity), style=STYLE[rule.severity]), rule.name)
    return found
