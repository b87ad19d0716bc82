"""Sessions of a week in words, with their sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.terminal.benchmark import again_facts
from periodize.report.terminal.calendar import hours
from periodize.report.terminal.check_tables import done_words
from periodize.report.terminal.today import aim_facts, aim_head
from periodize.report.views.parts import where
from periodize.report.views.report import Became, Item, SheetDay, Table
from periodize.units import KM, print_clock, print_speed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from periodize.compare import Amount, Row
    from periodize.report.views.check import CheckReport
    from periodize.report.views.parts import Part, SessionView
    from periodize.report.views.plan import CalendarSession, CalendarWeek
    from periodize.report.views.report import WeekSheet
    from periodize.report.views.result import Result
    from periodize.report.views.today import Again, Aim

TARGETED = frozenset({"work", "steady", "race"})
"""Kinds of parts whose pace or power is told on a sheet of paper: warm-ups need none."""


def sheet_days(sheet: WeekSheet) -> tuple[SheetDay, ...]:
    """Return the days of a sheet with what became of each session."""
    answers = {row.planned.id: row for row in sheet.rows if row.planned}
    ids = {day.date: [session.id for session in day.sessions] for day in sheet.week.days}
    return tuple(
        SheetDay(
            day.date,
            tuple(
                Became(session, *_became(answers.get(key)))
                for session, key in zip(day.sessions, ids[day.date], strict=True)
            ),
            tuple(done_words(row) for row in sheet.rows if row.planned is None and row.day == day.date),
        )
        for day in sheet.days
    )


def done_sums(sheet: WeekSheet) -> list[str]:
    """Return time, kilometres and load of what was done in the week of a sheet; none where nothing was."""
    from periodize.compare import amount

    done = [row.done for row in sheet.rows if row.done]
    if not done:
        return []
    total = amount(done)
    metres: dict[str, float] = {}
    for one in done:
        metres[one.sport] = metres.get(one.sport, 0.0) + (one.distance or 0.0)
    moved = [(sport, metre / KM) for sport, metre in metres.items() if metre]
    # as the planned ones: a swimmer's kilometres are few
    far = [f"{moved[0][1]:.0f} km"] if len(moved) == 1 else [f"{s} {km:.{1 if km < 10 else 0}f} km" for s, km in moved]
    return [hours(total.hours * 3600), *far, f"load {total.load:.0f}"]


def next_key_session(aim: Aim) -> Item:
    """Return the next key session or race: what it needs, and what stands in its way."""
    facts = list(aim_facts(aim))
    if aim.against or aim.judged:
        facts.append(("In its way", "; ".join(aim.against) or "nothing recorded or planned"))
    return Item(": ".join(aim_head(aim)), tuple(facts))


def done_again(one: Again) -> Item:
    """Return a session of this week or of late that was done before: its last times, and what has changed."""
    facts = list(again_facts(one))
    says = " ".join(text for label, text in facts if not label)
    return Item(f"Again: {one.session.title}", (*(fact for fact in facts if fact[0]), ("It says", says)))


def sessions_table(week: CalendarWeek, report: CheckReport | None) -> Table:
    """Return the sessions of a week as planned, and what became of them; what was done beside the plan below."""
    monday, sunday = week.days[0].date, week.days[-1].date
    found = [row for row in report.comparison.rows if monday <= row.day <= sunday] if report else []
    answers = {row.planned.id: row for row in found if row.planned}
    rows = [
        (f"{day.date:%a} {day.date.day} {day.date:%b}", *_planned(session), *_became(answers.get(session.id)))
        for day in week.days
        for session in day.sessions
    ]
    rows += [
        (f"{row.day:%a} {row.day.day} {row.day:%b}", "beside the plan", "", "", "", *_became(row))
        for row in found
        if row.planned is None
    ]
    columns = ("Day", "Planned", "Time", "km", "Load", *(("State", "Done") if found else ()))
    caption = f"Sessions from {monday} to {sunday}" + (f": {', '.join(week.about)}" if week.about else "")
    return Table(caption, columns, tuple(row[: len(columns)] for row in rows))


def _planned(session: CalendarSession) -> tuple[str, str, str, str]:
    distance = session.total.distance
    return (
        session_words(session),
        hours(session.total.duration),
        f"{distance / KM:.1f}" if distance else "",
        f"{session.total.load:.0f}",
    )


def _became(row: Row | None) -> tuple[str, str]:
    return (str(row.state), done_words(row)) if row else ("", "")


def session_words(session: CalendarSession) -> str:
    """Return a planned session in a line: part of the day, name, amounts, what to know of it."""
    race = f"{session.priority} race " if session.race else ""
    name = f"{session.name}: " if session.name and not session.race else ""
    key = " (key session)" if session.key else ""
    note = f" – {session.note}" if session.note else ""
    return f"{session.slot} {race}{name}{session.text}{key}{note}".strip()


def targets(session: SessionView) -> list[str]:
    """Return what to aim at in the parts that are more than warming up, a line each."""
    parts = (part for part in session.parts if part.kind in TARGETED)
    return [_what(part, session) + aim for part in parts if (aim := _aim(part, session))]


def _what(part: Part, session: SessionView) -> str:
    """Return which part it is; of a session of one part that is said already."""
    times = "".join(f"{times} × " for times in part.repeats)
    return "" if part.text == session.text else f"{times}{part.text}: "


def _aim(part: Part, session: SessionView) -> str:
    """Return the pace or watts of a part, and what they come to in the conditions of the day."""
    value = part.power or part.speed
    if not value:
        return ""
    aim = _written(part, value, session.sport)
    if part.on_the_day is not None:
        aim += f" ({_written(part, part.on_the_day, session.sport)} at {where(session.conditions)})"
    return aim


def _written(part: Part, value: float, sport: str) -> str:
    return f"{value:.0f} W" if part.power else print_speed(value, sport)


def amounts_table(caption: str, amounts: Mapping[str, Amount]) -> Table:
    """Return sums, a line each; what is extra only where there is some."""
    rows = [
        (name, f"{one.sessions}", f"{one.hours:.1f}", f"{one.km:.0f}", f"{one.load:.0f}")
        for name, one in amounts.items()
        if name != "extra" or one.sessions
    ]
    return Table(caption, ("", "Sessions", "Hours", "km", "Load [AU]"), tuple(rows))


def results_tables(results: Sequence[Result]) -> list[Table]:
    """Return the races that were run, a line each with the time against the goal; nothing where none was."""
    columns = ("Race", "Date", "Time", "Goal", "Against it")
    rows = tuple((one.name, f"{one.day}", *_against(one)) for one in results)
    return [Table("Races run", columns, rows)] if rows else []


def _against(one: Result) -> tuple[str, str, str]:
    goal = print_clock(one.goal) if one.goal else ""
    if one.time is None:
        return "not known", goal, ""
    time = print_clock(one.time) + (" (official)" if one.official else "")
    return time, goal, f"{one.time / one.goal - 1:+.1%}" if one.goal else ""
