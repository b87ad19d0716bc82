"""What a check comes to: nothing is clear that could not be judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.units import print_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from periodize.flags import Sign
    from periodize.report.views.check import CheckReport
    from periodize.report.views.today import TodayView

BODY = frozenset({"performance", "subjective", "health", "autonomic"})
"""Domains of the signs that speak against a hard or long session, or one that is late: our choice."""


def against(signs: Iterable[Sign]) -> list[str]:
    """Return the codes of the signs that speak against a hard or long session."""
    return list(dict.fromkeys(sign.code for sign in signs if sign.domain in BODY and not sign.expected))


def speak(codes: Sequence[str]) -> str:
    """Return signs with their verb, as in "R9 and R14 speak"."""
    return f"{' and '.join(codes)} speak{'s' if len(codes) == 1 else ''}"


def not_known(found: CheckReport | TodayView) -> str:
    """Return why nothing can be said, a sentence; "" where a sign is up or one could be checked."""
    from periodize.flags import SIGNS, fuel_prompt

    if any(not sign.expected for sign in found.signs):
        return ""
    if found.unjudged:
        return found.unjudged
    since = found.findings.silent_since
    if since is not None:
        year = "" if since.year == found.today.year else f" {since.year}"
        return f"Not known: nothing recorded since {print_day(since)}{year}."
    gaps = {gap.code for gap in found.findings.not_evaluated}
    checked = {code for code, rule in SIGNS.items() if rule.domain != "data"} - gaps
    only_follows = {fuel_prompt.code}  # other signs
    if not checked - only_follows:
        return "Nothing to judge yet: no warning sign could be checked."
    if found.stale:
        last = found.as_of
        return f"Nothing is known since {last.day} {last:%B %Y}; up to then no sign was up."
    return ""


def verdict_word(found: CheckReport | TodayView) -> str:
    """Return the level of a check in a word: `unknown` where nothing can be said."""
    return "unknown" if not_known(found) else str(found.verdict)
