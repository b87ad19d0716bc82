"""The rules of the plan language as data, from the registry that raises them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.lint import LINTS

if TYPE_CHECKING:
    from periodize.plan import Rule
    from periodize.plan.lint import Lint


def rule_data(rule: Rule) -> dict[str, object]:
    """Return a rule as data; `lint` is None for what has no limit."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "text": rule.text,
        "wrong": rule.wrong or None,
        "right": rule.right or None,
        "lint": _lint_data(LINTS[rule.code]) if rule.code in LINTS else None,
    }


def _lint_data(lint: Lint) -> dict[str, object]:
    return {
        "name": lint.name,
        "limit": lint.limit,
        "unit": lint.unit,
        "evidence": lint.evidence,
        "reference": lint.reference,
    }
