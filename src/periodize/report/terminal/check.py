"""The check for the terminal: verdict in words first, then this week, the season's weeks, signs with their reasons."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from math import isnan
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from periodize.compare import State
from periodize.report.problems import printable
from periodize.report.terminal.check_tables import amount_table, bar_legend, session_table, totals_table
from periodize.report.terminal.results import print_results
from periodize.report.terminal.shares import block_table, print_zones
from periodize.report.terminal.signs import print_ahead, print_gaps, print_past, print_signs, print_verdict, room_words
from periodize.report.terminal.tables import NARROW, number, week_table
from periodize.units import count

if TYPE_CHECKING:
    from rich.console import Console

    from periodize.compare import Row
    from periodize.report.views.check import CheckReport, Since

RECENT_WEEKS = 8
"""Weeks that are listed unless all are asked for: our choice."""

LISTED = 5
"""Files of one kind, and changes of sessions, that are listed unless all are asked for: our choice."""

OPEN = frozenset({State.UNKNOWN, State.UPCOMING})


def print_check(report: CheckReport, out: Console, *, every: bool = False) -> None:
    """Print a check; `every` lists all sessions, weeks, earlier signs and files."""
    print_verdict(report, out)
    out.print(_frame(report), style="dim")
    if report.since is not None:
        _print_since(report.since, out)
    _print_results(report, out, every=every)
    if report.plan is not None:
        _print_week(report, out)
        _print_sessions(report, out, every=every)
        _print_season(report, out, every=every)
    elif report.weeks:
        out.print()
        out.print(week_table(report.weeks if every else report.weeks[-RECENT_WEEKS:], width=out.width))
    print_signs(report.signs, out)
    if report.ahead is not None:
        print_ahead(report.ahead, out, every=every)
    print_past(report.past_signs, out, every=every, among=_days_told(report))
    if report.history is not None:
        print_gaps(report.findings.not_evaluated, out)
    _print_state(report, out)
    _print_files(report, out, every=every)
    if report.assumptions:
        out.print()
        out.print("Assumptions: " + "; ".join(printable(a) for a in report.assumptions) + ".", style="dim")


def _frame(report: CheckReport) -> str:
    days = f"As of {report.as_of}"
    if report.stale:
        days += f", where the record ends (today is {report.today})"
    elif report.period is not None:
        first, last = report.period
        bounds = [f"from {first}"] if first else []
        bounds += [f"up to {last}"] if last else []
        days += f", {' '.join(bounds)}"
    elif report.as_of != report.today:
        days += f", the season's last day (today is {report.today})"
    done = [activity.day for activity in report.record.activities if activity.day <= report.as_of]
    if report.history is None:
        return days
    between = f" from {min(done)} to {max(done)}" if done else ""  # the record may have mornings before and after
    return f"{days} · {count(len(done), 'activity')}{between}"


def _print_since(since: Since, out: Console) -> None:
    if since.nothing:
        out.print(f"Nothing is different from the check of {since.day}.", style="dim")
        return
    parts = [f"it said {since.verdict}"] if since.verdict else []
    parts += [f"new: {', '.join(since.new)}"] if since.new else []
    parts += [f"no longer up: {', '.join(since.gone)}"] if since.gone else []
    shown = since.states[-LISTED:]
    parts += [f"{session} is {now}" for session, _, now in shown]
    if len(shown) < len(since.states):
        parts.append(f"{count(len(since.states) - len(shown), 'earlier session')} decided too")
    out.print(Text(f"Since the check of {since.day}: ", style="bold").append(printable("; ".join(parts)) + "."))


def _print_results(report: CheckReport, out: Console, *, every: bool) -> None:
    """Print the races of last week and this one; those of the days asked for, or all of them, where that is wanted."""
    since = date.min if every or report.period is not None else _recent(report.as_of)
    print_results((one for one in report.results if one.day >= since), out)


def _days_told(report: CheckReport) -> str:
    """Return which days a check is of, where that is not all of the record."""
    if report.period is not None:
        return "in these days"
    return "this season" if report.plan is not None else ""


def _recent(as_of: date) -> date:
    """Return the first day of last week."""
    return as_of - timedelta(days=as_of.weekday() + 7)


def _print_week(report: CheckReport, out: Console) -> None:
    week = report.week
    if week is None or not (week.planned.sessions or week.done.sessions or week.extra.sessions):
        return
    sunday = week.monday + timedelta(days=6)
    block = f" · {week.block}" if week.block else ""
    running = "This week" if sunday >= report.today else "The week"
    days = f", {week.monday.day} {week.monday:%b} to {sunday.day} {sunday:%b}{block}"
    out.print()
    out.print(Text(running, style="bold").append(printable(days), style="default"))
    amounts = [("planned", week.planned), ("done", week.done)]
    amounts += [("extra", week.extra)] if week.extra.sessions else []
    out.print(amount_table([*amounts, ("open", week.open)]))
    if report.room is not None:
        out.print(room_words(report.room, report.signs))


def _print_sessions(report: CheckReport, out: Console, *, every: bool) -> None:
    rows = report.comparison.rows
    if not every and report.period is None:
        monday = _recent(report.as_of)
        rows = tuple(r for r in rows if monday <= r.day <= monday + timedelta(days=13))
    ahead = {State.UPCOMING, State.SKIPPED}
    past = (r for r in report.comparison.rows if r.state not in ahead or r.day < report.comparison.today)
    counts: Counter[State] = Counter(row.state for row in past)
    words = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    out.print()
    if not words and not rows and report.comparison.rows:
        out.print(f"The season has not begun: its first session is on {report.comparison.rows[0].day}.")
        return
    out.print(Text("Sessions so far: ", style="bold").append(words or "none", style="default"))
    if rows:
        out.print(session_table(rows, width=out.width))
    if len(rows) < len(report.comparison.rows):
        out.print("last week and this one; all with --all, others with --week or --from", style="dim")
    for row in rows:
        _ask(row, out)
    for remark in report.remarks:
        out.print(Padding(Text(f"! {printable(remark)}", style="yellow"), (0, 0, 0, 2)))


def _ask(row: Row, out: Console) -> None:
    """Print what only the athlete knows, with the command that answers it."""
    if row.question is None:
        return
    out.print(Padding(Text("? ").append(printable(row.question.text)), (0, 0, 0, 2)))
    out.print(Padding(Text(f"if so: {row.question.command}", style="dim"), (0, 0, 0, 4)), soft_wrap=True)


def _print_season(report: CheckReport, out: Console, *, every: bool) -> None:
    weeks = report.season_weeks if every else report.season_weeks[-RECENT_WEEKS:]
    if len(report.season_weeks) > 1:
        out.print()
        out.print(totals_table(weeks, width=out.width))
        if out.width >= NARROW:
            out.print(bar_legend())
    if len(weeks) < len(report.season_weeks):
        out.print(f"the last {RECENT_WEEKS} of {len(report.season_weeks)} weeks; all with --all", style="dim")
    if every and report.blocks:
        out.print()
        out.print(block_table(report.blocks))
    if every and report.zones is not None:
        print_zones(report.zones, out, of=f" of the two weeks to {report.as_of}")
    sums = report.totals
    if not (sums.planned.sessions or sums.done.sessions or sums.extra.sessions):
        return
    out.print()
    out.print(amount_table([("planned", sums.planned), ("done", sums.done), ("extra", sums.extra)]))
    if kept := kept_words(report):
        out.print(kept, style="dim")


def kept_words(report: CheckReport) -> str:
    """Return how much of what was planned was done, in words; "" where nothing is decided."""
    kept = report.totals.adherence
    if kept is None:
        return ""
    decided = sum(row.planned is not None and row.state not in OPEN for row in report.comparison.rows)
    return (
        f"{kept:.0%} of the load of the {count(decided, 'planned session')} whose outcome is known was done; more than"
        " planned, and extra sessions, make up for nothing."
    )


def _print_state(report: CheckReport, out: Console) -> None:
    history = report.history
    if history is None:
        return
    # the last mornings may be later than the last session
    series = history.one("fitness")
    last = max((k for k in range(history.n_days) if not isnan(series[k])), default=None)
    out.print()
    if last is not None:
        values = {name: float(history.one(name)[last]) for name in ("fitness", "fatigue", "form")}
        state = Text().append(f"{history.day(last)}: ", style="dim")
        state.append(f"fitness {number(values['fitness'])}, fatigue {number(values['fatigue'])}, ")
        state.append(f"form {number(values['form'], signed=True)} (the evening before)")
        out.print(state)
    if report.metrics:
        measured = ", ".join(f"{name} {count:,}" for name, count in sorted(report.metrics.items(), key=lambda m: -m[1]))
        out.print(f"Load measured by: {measured}", style="dim")


def _print_files(report: CheckReport, out: Console, *, every: bool) -> None:
    record = report.record
    parts = [f"{record.read:,} read"]
    parts += [f"{len(getattr(record, k)):,} {k}" for k in ("salvaged", "skipped", "failed") if getattr(record, k)]
    out.print(f"Files: {', '.join(parts)}", style="dim")
    for kind in ("failed", "salvaged", "skipped"):
        notes = getattr(record, kind)
        shown = notes if every else notes[: LISTED if kind != "skipped" else 0]
        for note in shown:
            kept = f" ({count(note.rows, 'row')} kept)" if kind == "salvaged" else ""
            out.print(f"  {kind}: {printable(note.path)}: {printable(note.reason)}{kept}", soft_wrap=True)
        if len(shown) < len(notes):
            out.print(f"  {len(notes) - len(shown)} more {kind}: --all", style="dim")
