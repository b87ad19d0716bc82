"""`periodize today`: today's and this week's view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.cli.common import AsJson, PlanPath, StorePath, Timezone, Today, clock, command, hint_warnings, print_json
from periodize.cli.gathering import AthleteFile, Recorded, gather

if TYPE_CHECKING:
    from periodize.errors import Problem


@command
def today(
    plan: PlanPath = None,
    *,
    recorded: Recorded = None,
    store: StorePath = None,
    athlete: AthleteFile = None,
    timezone: Timezone = None,
    day: Today = None,
    as_json: AsJson = False,
) -> None:
    """Show today and this week: planned, done, the load that is left, signs, what may change and why.

    \b
    Examples:
      periodize today                      plan and record in this folder
      periodize today plan.yaml --recorded ~/garmin
      periodize today --today 2027-03-14 --json

    The plan is never changed: what may change is said, with the rule and the number that speak for it.
    """
    from periodize.project.checks.today import PLAN_DAYS, record_begins, today_view

    now = clock(day)
    found = gather(
        plan,
        recorded=recorded,
        store=store,
        athlete=athlete,
        timezone=timezone,
        since=record_begins(now),
        today=now,
        as_json=as_json,
    )
    report = found.check(now, as_json=as_json, near=PLAN_DAYS)
    view = today_view(report, found.season)
    if as_json:
        from periodize.report.data.check import today_data

        print_json(today_data(view))
        return
    from periodize.report.terminal.tables import console
    from periodize.report.terminal.today import print_today

    print_today(view, console())
    if found.plan:
        problems: list[Problem] = [*found.problems, *report.problems]
        hint_warnings(problems, found.plan)
