"""The `limits:` of a plan: the athlete's own limits for plan lint and for warning signs, by code or by name."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from periodize.errors import near_miss
from periodize.plan import RULES
from periodize.plan.lint import LINTS, lint_named

if TYPE_CHECKING:
    from periodize.errors import Problem
    from periodize.plan import Season


def limit_problems(season: Season) -> list[Problem]:
    """Return a problem for each limit that names no lint or warning sign, or one twice, or is no limit."""
    problems = []
    named: dict[str, str] = {}
    for name, own in season.limits.items():
        place = ("limits", name)
        span = (season.root.key(place) or season.root.nearest(place)).span()
        code = _limited(name)
        if code is None:
            message, hint = _unknown_limit(name)
            problems.append(RULES["P007"].problem(span, message, help=hint))
        elif code in named:
            message = f"{name!r} and {named[code]!r} limit the same"
            problems.append(RULES["P002"].problem(span, message, help="leave one of them out"))
        elif own.value is not None and not (isfinite(own.value) and own.value >= 0):
            problems.append(
                RULES["P005"].problem(span, f"{own.value:g} is not a limit", help="a number from 0 on, or off")
            )
        named[code or name] = name
    return problems


def _limited(name: str) -> str | None:
    """Return the code of the lint or warning sign that a limit names by code or name, or None."""
    if member := lint_named(name):
        return member.code
    from periodize.flags import SIGNS  # needs numpy: only for a plan that limits a sign

    return next((code for code, sign in SIGNS.items() if name in {code, sign.title}), None)


def _unknown_limit(name: str) -> tuple[str, str]:
    """Return what is wrong and what was perhaps meant."""
    from periodize.flags import SIGNS

    names = [*LINTS, *(member.name for member in LINTS.values()), *SIGNS, *(sign.title for sign in SIGNS.values())]
    near = near_miss(name, names)
    codes = {code: member.name for code, member in LINTS.items()} | {code: sign.title for code, sign in SIGNS.items()}
    known = [f"{code} ({codes[code]})" for code in sorted(codes, key=lambda code: (code[0], int(code[1:])))]
    return (
        f"there is no lint or warning sign {name!r}",
        f"did you mean {near!r}?" if near else f"there is: {', '.join(known)}",
    )
