"""`periodize rule` and `periodize rules`: what can be wrong with a plan, from the registry that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import AsJson, command, print_json

if TYPE_CHECKING:
    from periodize.plan import Rule


@command
def rule(
    code: Annotated[str, typer.Argument(metavar="CODE", help="As a problem shows it, e.g. P301; or its name.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Explain one rule of the plan language: what it means, wrong and right.

    \b
    Examples:
      periodize rule P301                  a code, as `validate` prints it
      periodize rule long-run-jump         a name, as `limits:` takes it
      periodize rule P301 --json | jq -r .text

    Exit code 2 when there is no such rule.
    """
    from periodize.report.data.rules import rule_data
    from periodize.report.terminal.rules import print_rule
    from periodize.report.terminal.tables import console

    found = _find(code)
    if as_json:
        print_json(rule_data(found))
    else:
        print_rule(found, console())


def _find(text: str) -> Rule:
    """Return a rule by its code, its name, or the name under which `limits:` knows it."""
    from periodize.errors import UsageError, near_miss
    from periodize.plan import RULES
    from periodize.plan.lint import LINTS

    names = {rule.name.casefold(): code for code, rule in RULES.items()}
    names |= {lint.name: code for code, lint in LINTS.items()}
    wanted = text.strip()
    code = names.get(wanted.casefold(), wanted.upper())
    if code not in RULES:
        # a mistyped name is near a name, a mistyped code near a code
        choices = list(RULES) if any(c.isdigit() for c in wanted) else list(names)
        near = near_miss(wanted, choices)
        message = f"unknown rule {text!r}; " + (f"did you mean {near!r}?" if near else "`periodize rules` lists them")
        raise UsageError(message)
    return RULES[code]


@command
def rules(*, as_json: AsJson = False) -> None:
    """List every rule of the plan language: code, severity, name.

    \b
    Examples:
      periodize rules
      periodize rules --json | jq -r '.rules[] | select(.lint) | .lint.name'

    P0xx file and names, P1xx session text, P2xx assumed defaults, P3xx plan
    arithmetic, P4xx overload. `periodize rule CODE` explains one.
    """
    from periodize.plan import RULES
    from periodize.report.data.rules import rule_data
    from periodize.report.terminal.rules import rules_table
    from periodize.report.terminal.tables import console

    listed = [RULES[code] for code in sorted(RULES)]
    if as_json:
        print_json({"rules": [rule_data(found) for found in listed]})
    else:
        console().print(rules_table(listed))
