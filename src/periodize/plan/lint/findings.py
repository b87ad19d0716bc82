"""What the whole family says about a plan: one problem for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.lint.base import LINTS, Context, worst
from periodize.plan.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from periodize.errors import Problem
    from periodize.plan.lint.base import Lint
    from periodize.plan.planned import Schedule
    from periodize.plan.season import OwnLimit, Season


def lint(schedule: Schedule, loads: Mapping[str, float]) -> tuple[Problem, ...]:
    """Return one grouped problem for each lint that finds something.

    Parameters
    ----------
    schedule : the dated sessions.
    loads : session id -> load [AU].

    Returns
    -------
    In the order of the family. A lint that the plan's `limits:` silences is not asked.
    """
    season = schedule.season
    plan = Context.of(schedule, loads)
    problems = []
    for member in LINTS.values():
        own = own_limit(member, season)
        if own is not None and own.value is None:
            continue
        limit = member.limit if own is None or own.value is None else own.value
        if cases := member(plan, limit=limit):
            span = season.span(worst(cases).place)
            problems.append(RULES[member.code].problem(span, member.message(cases, limit), help=member.step))
    return tuple(problems)


def own_limit(member: Lint, season: Season) -> OwnLimit | None:
    """Return what the plan's `limits:` says about a lint, by its code or its name."""
    return season.limits.get(member.code) or season.limits.get(member.name)


def lint_named(name: str) -> Lint | None:
    """Return the lint of a code or name, or None."""
    return next((member for member in LINTS.values() if name in {member.code, member.name}), None)
