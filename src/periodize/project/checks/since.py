"""What is different from the last check, as far as the store remembers one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from periodize.report.views.check import CheckReport, Since
    from periodize.store import LastCheck, Store


def remembered(store: Store, report: CheckReport) -> CheckReport:
    """Return a report with what is different from the last check of its plan, and keep it as the last one.

    A report of a past day is not kept: the next check would be held against an older state than the one it knew. Nor
    is one of a few days of the season, which does not know the others, or of nothing.
    """
    plan = PurePath(report.plan).name if report.plan else ""
    before = store.last_check(plan)
    if report.period is not None or (before is not None and report.as_of < before.day):
        return report
    if report.history is None:
        return report
    now = _found(report, before.signs if before else ())
    if now != before:
        store.remember(plan, now)
    return replace(report, since=_since(before, now) if before else None)


def _found(report: CheckReport, before: Iterable[str]) -> LastCheck:
    """Return what is kept of a report: also signs that were up before and could not be judged now."""
    from periodize.compare import State
    from periodize.report.views.verdict import verdict_word
    from periodize.store import LastCheck

    states = {
        row.planned.id: str(row.state)
        for row in report.comparison.rows
        if row.planned and row.state is not State.UPCOMING
    }
    up = [sign.id for sign in report.signs]
    unknown = {gap.code for gap in report.findings.not_evaluated}
    open_still = [sign for sign in before if sign not in up and sign.partition("-")[0] in unknown]
    return LastCheck(report.as_of, verdict_word(report), (*up, *open_still), states)


def _since(before: LastCheck, now: LastCheck) -> Since:
    from periodize.report.views.check import Since

    # what was upcoming then and is open now is the calendar's news, not the athlete's
    decided = {session: state for session, state in now.states.items() if state != "unknown"}
    return Since(
        day=before.day,
        verdict=before.verdict if before.verdict != now.verdict else None,
        new=tuple(sign for sign in now.signs if sign not in before.signs),
        gone=tuple(sign for sign in before.signs if sign not in now.signs),
        states=tuple(
            (session, before.states.get(session, "upcoming"), state)
            for session, state in decided.items()
            if before.states.get(session) != state
        ),
    )
