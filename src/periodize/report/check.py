"""The check for the terminal: verdict in words first, then signs with their reasons, sessions, sums, files."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from periodize.compare import State
from periodize.flags import SIGNS, Level
from periodize.report.problems import printable
from periodize.report.terminal import NARROW, number, table, week_table
from periodize.units import print_distance, print_duration

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from periodize.compare import Row
    from periodize.flags import Sign
    from periodize.report.views import CheckReport

RECENT_DAYS = 14
"""[d] Sessions of so many days are listed unless all are asked for: our choice."""

RECENT_WEEKS = 8
"""Weeks of a record without a plan that are listed unless all are asked for: our choice."""

LARGEST, LISTED = 2, 5
"""Earlier signs and files of one kind that are listed unless all are asked for: our choice."""

OPEN = frozenset({State.UNKNOWN, State.UPCOMING})

DIFFERENCES = frozenset({"longer", "shorter", "harder", "easier"})

VERDICTS = {
    Level.CLEAR: ("green", "Clear: no sign is up."),
    Level.INFO: ("cyan", "For your information: something is worth a look."),
    Level.WATCH: ("yellow", "Watch: more than the load alone is unusual."),
    Level.ACT: ("bold yellow", "Act: performance and well-being have both been low for a week."),
    Level.SEE_SOMEONE: ("bold red", "See a doctor or coach."),
}

STATES = {
    State.DONE: ("✓", "green"),
    State.MODIFIED: ("~", "yellow"),
    State.MOVED: ("→", "cyan"),
    State.PARTIAL: ("½", "yellow"),
    State.MISSED: ("✗", "red"),
    State.UNPLANNED: ("+", "blue"),
    State.UNKNOWN: ("?", "dim"),
    State.UPCOMING: ("·", "dim"),
}


def print_check(report: CheckReport, out: Console, *, every: bool = False) -> None:
    """Print a check; `every` lists all sessions, earlier signs and files."""
    style, words = VERDICTS[report.verdict]
    if not report.signs:
        style, words = _nothing_up(report) or (style, words)
    out.print(Text(words, style=style))
    out.print(_frame(report), style="dim")
    for sign in report.signs:
        _print_sign(sign, out)
    _print_past(report, out, every=every)
    _print_gaps(report, out)
    if report.plan is not None:
        _print_sessions(report, out, every=every)
        _print_totals(report, out)
    elif report.weeks:
        out.print()
        out.print(week_table(report.weeks if every else report.weeks[-RECENT_WEEKS:], width=out.width))
    _print_state(report, out)
    _print_files(report, out, every=every)
    if report.assumptions:
        out.print()
        out.print("Assumptions: " + "; ".join(printable(a) for a in report.assumptions) + ".", style="dim")


def _nothing_up(report: CheckReport) -> tuple[str, str] | None:
    """Return what to say instead of "clear" when nothing, or not all, could be judged."""
    if report.history is None:
        return "yellow", f"Nothing to judge: no activity was read up to {report.as_of}."
    gaps = {gap.code for gap in report.findings.not_evaluated}
    rules = [code for code, rule in SIGNS.items() if rule.domain != "data"]
    checked = [code for code in rules if code not in gaps]
    if not checked:
        return "yellow", "Nothing to judge: no warning sign could be checked."
    if len(checked) < len(rules):
        return "green", f"Clear: no sign is up, of {len(checked)} of {len(rules)} that could be checked."
    return None


def _frame(report: CheckReport) -> str:
    days = f"As of {report.as_of}"
    if report.stale:
        days += f", where the record ends (today is {report.today})"
    elif report.as_of != report.today:
        days += f", the season's last day (today is {report.today})"
    activities = sum(activity.day <= report.as_of for activity in report.record.activities)
    if report.history is None:
        return days
    return f"{days} · {activities:,} activities from {report.history.start} to {report.history.end}"


def _print_sign(sign: Sign, out: Console) -> None:
    when = f"{sign.day}" if sign.day == sign.last_day else f"{sign.day} to {sign.last_day}"
    out.print()
    head = Text().append(f"{sign.code} {sign.title}", style="bold yellow").append(f" · {when} · grade {sign.evidence}")
    out.print(head)
    for label, text in (
        ("", sign.message),
        ("For you: ", sign.unusual),
        ("Base rate: ", sign.base_rate),
        ("Other causes: ", sign.other_causes),
        ("One step: ", sign.step),
        ("Source: ", sign.reference),
    ):
        if text:
            line = Text(style="dim" if label == "Source: " else "").append(label, style="bold").append(printable(text))
            out.print(Padding(line, (0, 0, 0, 2)))


def _print_past(report: CheckReport, out: Console, *, every: bool) -> None:
    if not report.past_signs:
        return
    counts = Counter(f"{sign.code} {sign.title}" for sign in report.past_signs)
    out.print()
    out.print("Earlier: " + ", ".join(f"{name} {n} time{'s' if n > 1 else ''}" for name, n in counts.most_common()))
    shown = list(report.past_signs) if every else _largest(report)
    for sign in shown:
        line = Text(f"{sign.day}  {sign.code}  ", style="dim").append(printable(_short(sign.message)))
        out.print(Padding(line, (0, 0, 0, 2)))
    if len(shown) < len(report.past_signs):
        out.print("  the largest of each kind; all with --all", style="dim")


def _short(message: str) -> str:
    """Return what was seen, without what studies say of it."""
    return message.partition(". ")[0].rstrip(".") + "."


def _largest(report: CheckReport) -> list[Sign]:
    by_code: dict[str, list[Sign]] = {}
    for sign in sorted(report.past_signs, key=lambda sign: -sign.excess):
        by_code.setdefault(sign.code, []).append(sign)
    return [sign for code in sorted(by_code) for sign in sorted(by_code[code][:LARGEST], key=lambda sign: sign.day)]


def _print_gaps(report: CheckReport, out: Console) -> None:
    gaps = report.findings.not_evaluated
    if gaps and report.history is not None:
        out.print()
        out.print("Not checked:", style="bold")
        for gap in gaps:
            out.print(Text(f"  {gap.code}  ", style="dim").append(printable(gap.reason)))


def _print_sessions(report: CheckReport, out: Console, *, every: bool) -> None:
    rows = [row for row in report.comparison.rows if row.state is not State.UPCOMING]
    ahead = [row for row in report.comparison.rows if row.state is State.UPCOMING]
    since = report.as_of - timedelta(days=RECENT_DAYS)
    shown = rows if every else [row for row in rows if row.day > since]
    soon = ahead if every else [row for row in ahead if row.day < report.as_of + timedelta(days=3)]
    counts = Counter(row.state for row in rows)
    out.print()
    words = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    out.print(Text("Sessions so far: ", style="bold").append(words or "none", style="default"))
    if shown or soon:
        out.print(_session_table([*shown, *soon], narrow=out.width < NARROW))
    if not every and len(shown) < len(rows):
        out.print(f"the last {RECENT_DAYS} days and the next three; all with --all", style="dim")


def _session_table(rows: list[Row], *, narrow: bool) -> Table:
    found = table()
    found.add_column("Day", no_wrap=True)
    found.add_column("", no_wrap=True)
    found.add_column("State", no_wrap=True)
    found.add_column("Planned", ratio=3, overflow="fold")
    found.add_column("Done", ratio=2)
    if not narrow:
        found.add_column("Volume", justify="right", no_wrap=True)
        found.add_column("Load", justify="right", no_wrap=True)
        found.add_column("", ratio=2, style="dim")
    for row in rows:
        mark, style = STATES[row.state]
        slot = "" if row.slot == "day" else row.slot
        found.add_row(
            f"{row.day:%a %d %b}",
            slot,
            Text(f"{mark} {row.state}", style=style),
            printable(_planned(row)),
            _done(row),
            *([] if narrow else [*_shares(row), printable(_note(row))]),
        )
    return found


def _note(row: Row) -> str:
    """Return why, in few words: how much longer or harder stands in the columns beside."""
    parts = row.note.split("; ")
    return ", ".join(part.partition(":")[0] if part.partition(":")[0] in DIFFERENCES else part for part in parts)


def _planned(row: Row) -> str:
    """Return the name of a named session, else its line as worked out for the day."""
    if row.planned is None:
        return ""
    name, colon, _ = row.planned.text.partition(": ")
    return name if colon and row.planned.intent != "race" else row.planned.text


def _done(row: Row) -> str:
    done = row.done
    if done is None:
        return ""
    about = [] if row.planned and row.planned.sport == done.sport else [done.sport]
    about += [print_duration(round(done.duration / 60) * 60)]
    about += [print_distance(round(done.distance, -2))] if done.distance else []
    parts = len(done.activities)
    return " ".join(about) + (f", {parts} files" if parts > 1 else "")


def _shares(row: Row) -> tuple[str, str]:
    how = row.compliance
    volume, load = (how.volume, how.load) if how else (None, None)
    return "" if volume is None else f"{volume:.0%}", "" if load is None else f"{load:.0%}"


def _print_totals(report: CheckReport, out: Console) -> None:
    found = table()
    for name in ("", "Sessions", "Hours", "km", "Load"):
        found.add_column(name, justify="right" if name else "left", no_wrap=True)
    for name in ("planned", "done", "extra"):
        amount = getattr(report.totals, name)
        found.add_row(name, str(amount.sessions), f"{amount.hours:.1f}", f"{amount.km:.0f}", f"{amount.load:.0f}")
    out.print()
    out.print(found)
    if report.totals.adherence is not None:
        decided = sum(row.planned is not None and row.state not in OPEN for row in report.comparison.rows)
        out.print(
            f"{report.totals.adherence:.0%} of the load of the {decided} planned sessions whose outcome is known was "
            "done; more than planned, and extra sessions, make up for nothing.",
            style="dim",
        )


def _print_state(report: CheckReport, out: Console) -> None:
    history = report.history
    if history is None:
        return
    # the last mornings may be later than the last session
    last = max(k for k in range(history.n_days) if history.one("fitness")[k] == history.one("fitness")[k])
    values = {name: float(history.one(name)[last]) for name in ("fitness", "fatigue", "form")}
    state = Text("\n").append(f"{history.day(last)}: ", style="dim")
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
            kept = f" ({note.rows:,} rows kept)" if kind == "salvaged" else ""
            out.print(f"  {kind}: {printable(note.path)}: {printable(note.reason)}{kept}", soft_wrap=True)
        if len(shown) < len(notes):
            out.print(f"  {len(notes) - len(shown)} more {kind}: --all", style="dim")
