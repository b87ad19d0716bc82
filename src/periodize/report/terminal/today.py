"""Today for the terminal: the day, the week, what is up, what may change and why."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from periodize.flags import Level
from periodize.report.problems import printable
from periodize.report.terminal.benchmark import print_again
from periodize.report.terminal.check_tables import amount_table, session_table
from periodize.report.terminal.results import print_results
from periodize.report.terminal.signs import headline, room_words, short, silence_words
from periodize.report.terminal.strip import print_strip
from periodize.report.views.check import rounded_down
from periodize.report.views.verdict import against, not_known, speak
from periodize.units import print_distance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from periodize.flags import Sign
    from periodize.report.views.check import Reach
    from periodize.report.views.today import Aim, Change, TodayView


def print_today(view: TodayView, out: Console) -> None:
    """Print today's view."""
    out.print(Text(f"{view.today:%A} {view.today.day} {view.today:%B %Y}", style="bold"))
    _print_signs(view, out)
    print_results(view.results, out)
    out.print()
    if view.sessions:
        out.print(session_table(view.sessions, width=out.width))
    else:
        out.print("Nothing is planned or recorded today." if view.plan else "Nothing is recorded today.")
    if view.begins is not None:
        out.print(f"The season has not begun: its first session is on {view.begins:%A}, {view.begins}.")
    _print_week(view, out)
    if view.strip is not None and view.strip.today is not None:
        out.print()
        print_strip(view.strip, out)
    if view.open:
        out.print()
        out.print(_open_words(view), style="bold")
        out.print(session_table(view.open, width=out.width))
    if view.aim is not None:
        _print_aim(view.aim, out)
    if view.again:
        print_again(view.again, out)
    _print_changes(view.changes, out)


def _print_signs(view: TodayView, out: Console) -> None:
    words, style = headline(view)
    gaps = view.findings.not_evaluated
    more = " `periodize check` says which, and why." if gaps and words.startswith("Clear") else ""
    out.print(Text(words + silence_words(view) + more, style=style))
    if view.as_of != view.today and not not_known(view):
        ends = "the season's last day" if view.plan else "where the record ends: of the days since nothing is known"
        out.print(f"As of {view.as_of}, {ends}.")
    for sign in (one for one in view.signs if not one.expected):
        seen = sign.message if sign.level is Level.SEE_SOMEONE else short(sign.latest or sign.message)
        line = Text(f"{sign.code} {sign.title}: ", style="bold")
        line.append(printable(seen), style="default")
        out.print(Padding(line, (0, 0, 0, 2)))
    expected = "; ".join(f"{one.code} {one.title} ({one.expected})" for one in view.signs if one.expected)
    if expected:
        out.print(Padding(Text("Not counted: ", style="dim").append(printable(expected)), (0, 0, 0, 2)))
    silenced = "; ".join(f"{gap.code} {gap.reason.removeprefix('silenced ')}" for gap in gaps if gap.silenced)
    if silenced:
        out.print(Padding(Text("Silenced: ", style="dim").append(printable(silenced)), (0, 0, 0, 2)))


def _print_week(view: TodayView, out: Console) -> None:
    week = view.week
    if week is None or not (week.planned.sessions or week.done.sessions or week.extra.sessions):
        return
    sunday = week.monday + timedelta(days=6)
    block = f" · {week.block}" if week.block else ""
    out.print()
    days = f", {week.monday.day} {week.monday:%b} to {sunday.day} {sunday:%b}{block}"
    out.print(Text("This week", style="bold").append(printable(days), style="default"))
    amounts = [("planned", week.planned), ("done", week.done), ("extra", week.extra), ("open", week.open)]
    out.print(amount_table([(name, one) for name, one in amounts if name != "extra" or one.sessions]))
    if view.room is not None:
        out.print(room_words(view.room, view.signs))
    if view.reach is not None:
        out.print(_reach_words(view.reach, view.signs))


def _open_words(view: TodayView) -> str:
    """Return the heading of what is open, which may be of last weekend."""
    monday = view.today - timedelta(days=view.today.weekday())
    earlier = any(row.day < monday for row in view.open)
    return "Still open, of last week too (not in this week's sums)" if earlier else "Still open this week"


def _reach_words(reach: Reach, signs: Sequence[Sign]) -> str:
    """Return how far a run may be, in words."""
    until = f"Longest run until {reach.last:%A} {reach.last.day} {reach.last:%b}"
    if reach.reason:
        return f"{until}: not known ({reach.reason})."
    codes = against(signs)
    tired = f" {speak(codes)} against a long run." if codes else ""
    if reach.spike is not None:
        held = f"R1 is up: no longer than the longest of the 30 days before {reach.spike.day} {reach.spike:%b}"
        return f"{until}: {rounded_down(reach.most)} ({held}).{tired}"
    held = f"{reach.limit:g} × the longest of the 30 days before, {print_distance(round(reach.longest, -2))}"
    return f"{until} that does not raise R1: {rounded_down(reach.most)} ({held}).{tired}"


def _print_aim(aim: Aim, out: Console) -> None:
    """Print the next key session: its line, its targets, the form of its morning, what stands in its way."""
    kind, day = aim_head(aim)
    out.print()
    out.print(Text(f"{kind}: ", style="bold").append(day, style="default"))
    for label, text in aim_facts(aim):
        line = text if label in {"Session", "Target"} else f"{label}: {text}"
        out.print(Padding(Text(printable(line)), (0, 0, 0, 2)))
    if aim.against:
        out.print(Padding(Text(printable(f"In its way: {'; '.join(aim.against)}.")), (0, 0, 0, 2)))
    elif aim.judged:
        out.print(Padding(Text("Nothing recorded or planned stands in its way."), (0, 0, 0, 2)))


def aim_head(aim: Aim) -> tuple[str, str]:
    """Return what kind the next key session is, and its day with how far off that is."""
    when = {0: "today", 1: "tomorrow"}.get(aim.days, f"in {aim.days} days")
    return "Next race" if aim.race else "Next key session", f"{aim.day:%A} {aim.day.day} {aim.day:%B}, {when}"


def aim_facts(aim: Aim) -> Iterator[tuple[str, str]]:
    """Yield what the next key session is, with labels: its line, its targets, its note, the form of its morning."""
    told = [step for step in aim.steps if step.target]
    line = f"{aim.name}: {aim.text}" if aim.name and not aim.race else aim.text
    yield "Session", line + ("".join(f" ({step.target})" for step in told) if aim.race else "")
    if not aim.race:
        for step in told:
            yield "Target", f"{f'{step.times} x ' if step.times > 1 else ''}{step.text}: {step.target}"
    if aim.note:
        yield "Note", aim.note
    if aim.form is not None and aim.fitness:
        share = f" ({100 * aim.form / aim.fitness:+.0f} % of fitness)" if aim.fitness > 0 else ""
        yield "Form that morning", f"{aim.form:+.0f}{share}{', done as planned until then' if aim.days else ''}."


def _print_changes(changes: tuple[Change, ...], out: Console) -> None:
    out.print()
    if not changes:
        out.print("Nothing speaks for a change.")
        return
    out.print("What may change, and why", style="bold")
    for change in changes:
        out.print(Padding(Text(printable(f"{change.what[0].upper()}{change.what[1:]}.")), (0, 0, 0, 2)))
        out.print(Padding(Text(printable(change.why), style="dim"), (0, 0, 0, 4)))
