"""The report, section by section: what a person reads of it, in the order of what they ask."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from periodize.errors import UsageError
from periodize.report.charts import CHARTS, Drawing
from periodize.report.charts.marks import in_words
from periodize.report.page.basis import assumptions, held, made_of, model, sentence
from periodize.report.page.sessions import (
    amounts_table,
    done_again,
    next_key_session,
    results_tables,
    sessions_table,
)
from periodize.report.page.signs import signs
from periodize.report.terminal.check import kept_words
from periodize.report.terminal.forecast import told_risk
from periodize.report.terminal.race_day import (
    NOTABLE,
    chance_words,
    clock,
    percent,
    race_day_notes,
    share,
    told_tapers,
    verdict,
)
from periodize.report.terminal.results import noted_words, result_words
from periodize.report.terminal.signs import room_words, verdict_words
from periodize.report.terminal.tables import middle, number
from periodize.report.views.report import Missing, Section, Table
from periodize.report.views.verdict import not_known
from periodize.units import count, print_clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from periodize.report.views.forecast import Forecast, RaceRow
    from periodize.report.views.report import ReportView

SAID = frozenset({"season", "compliance", "wellness"})
"""Charts whose description is read above them too; of the others a table says the same."""

OF_A_PLAN = frozenset({"races", "fan", "compliance"})
"""Sections that a record alone cannot have."""

PLAN_ALONE = "Nothing is recorded, so this is what the plan alone says."


def sections_of(view: ReportView) -> tuple[tuple[Section, ...], Mapping[str, Drawing]]:
    """Return the report, and the charts that its sections name."""
    pictures = {name: drawn(name, seen) for name, seen in view.pictures.items()}
    charts = {name: picture for name, picture in pictures.items() if isinstance(picture, Drawing)}
    return sections(view, pictures), charts


def drawn(name: str, seen: Any | Missing) -> Drawing | Missing:
    """Return a chart of what it is drawn from, or why there is nothing to draw."""
    if isinstance(seen, Missing):
        return seen
    try:
        return CHARTS[name].draw(seen)
    except UsageError as error:
        return Missing(str(error))


def sections(view: ReportView, pictures: Mapping[str, Drawing | Missing]) -> tuple[Section, ...]:
    """Return the report: the verdict first, what it was made of last.

    Parameters
    ----------
    view : what is known.
    pictures : name of a chart -> the chart, or why there is none.
    """
    return tuple(
        section(view) if name not in pictures else _with_picture(section(view), name, pictures[name])
        for name, section in SECTIONS.items()
        if _has(name, view, pictures)
    )


def _has(name: str, view: ReportView, pictures: Mapping[str, Drawing | Missing]) -> bool:
    """Return whether a report has a section: what nobody can expect of it is left out, not excused."""
    if name == "wellness":
        return isinstance(pictures.get(name), Drawing)
    return bool(view.provenance.plan) or name not in OF_A_PLAN


def _with_picture(section: Section, name: str, picture: Drawing | Missing) -> Section:
    if isinstance(picture, Missing):
        return section if section.words else replace(section, words=(sentence(picture.why),))
    said = (sentence(picture.alt),) if name in SAID else ()
    return replace(section, picture=name, words=(*section.words, *said))


def title_words(view: ReportView) -> str:
    """Return which days a report is of, and on which it was made."""
    return f"{in_words(view.whole.first)} to {in_words(view.whole.last)}, seen on {in_words(view.whole.today)}"


# ---- the sections


def _short(view: ReportView) -> Section:
    return Section("short", "In short", words=tuple(_said_first(view)))


def _said_first(view: ReportView) -> Iterator[str]:
    report, forecast = view.whole.report, _to_come(view)
    yield verdict_words(report)[0] if report else PLAN_ALONE
    if report and report.as_of != view.whole.today and not not_known(report):
        ends = f"As of {in_words(report.as_of)}, where the record or the season ends"
        yield f"{ends}: of the days since nothing is known."
    for run in view.today.results if view.today else ():
        yield " ".join(part for part in (f"Race: {result_words(run)}", noted_words(run)) if part)
    if not view.provenance.plan:
        yield "No plan: nothing is said of races, forecasts and compliance."
    if forecast is None:
        return
    coming = [race for race in forecast.races if race.date >= view.whole.today]
    if not coming:
        return
    aimed = _aimed_at(coming)
    yield _next_race(aimed, view)
    yield from verdict(replace(forecast, races=tuple({race.id: race for race in coming}.values())))
    if before := [race for race in coming if race.date < aimed.date and race.id != aimed.id]:
        yield _before(before, view)


def _aimed_at(races: Sequence[RaceRow]) -> RaceRow:
    """Return the next of the most important races, in the last of its rounds."""
    highest = min(race.priority for race in races)
    first = next(race for race in races if race.priority == highest)
    return [race for race in races if race.id == first.id][-1]


def _to_come(view: ReportView) -> Forecast | None:
    """Return the simulation, unless its days are past: a record may end long before its season."""
    return None if view.whole.today > view.whole.last else view.whole.forecast


def _next_race(race: RaceRow, view: ReportView) -> str:
    priority = f"{race.priority} race" if race.priority else "race"
    parts = [f"Next {priority}: {race.name}, {race.date:%A} {in_words(race.date)}, {_until(race, view)}"]
    parts += [f"what may come out: {clock(race.time)}"] if race.time is not None else []
    if race.goal:
        chance = f", reached in {chance_words(race)}" if race.goal_chance is not None else ""
        parts.append(f"goal {print_clock(race.goal)}{chance}")
    return "; ".join(parts) + "."


def _before(races: Sequence[RaceRow], view: ReportView) -> str:
    """Say which race comes first, and how many more before the one that is aimed at; the table has them all."""
    first, more = races[0], len({race.id for race in races}) - 1
    others = f"; then {count(more, 'other')}" if more else ""
    time = f", {clock(first.time)}" if first.time is not None else ""
    return f"Before it: {first.name} ({first.priority}), {in_words(first.date)}, {_until(first, view)}{time}{others}."


def _until(race: RaceRow, view: ReportView) -> str:
    days = (race.date - view.whole.today).days
    return "today" if days == 0 else f"in {count(days, 'day')}"


def _season(view: ReportView) -> Section:
    runs = view.whole.runs
    since = "the end of the record" if any(day.recorded for day in view.whole.days) else "the first day"
    told = (f"Ranges from {since} on hold half and nine in ten of {count(runs, 'run')}.",) if runs > 1 else ()
    heading = "The season" if view.provenance.plan else "The record"
    return Section("season", heading, remarks=(*told, *held(view)))


def _checked(view: ReportView) -> tuple[str, ...]:
    """Say what ranges were worth where they were checked; that they were not is told once, below the season."""
    return () if isinstance(view.past, Missing) else held(view)


def _races(view: ReportView) -> Section:
    forecast = _to_come(view)
    if forecast is None or not forecast.races:
        return Section("races", "Races to come")
    remarks = [*race_day_notes(forecast), *told_tapers(forecast.races)]
    if forecast.borrowed:
        remarks.append(f"* with the gains of {forecast.borrowed}, not calibrated to you.")
    tables = (
        _race_table(forecast, "What may come out", COMING),
        _race_table(forecast, "The state on the start line, the race itself not counted", STANDING),
    )
    return Section("races", "Races to come", words=_checked(view), tables=tables, remarks=tuple(remarks))


Columns = dict[str, "Callable[[RaceRow], str]"]
"""Heading -> its cell of a race."""

COMING: Columns = {
    "Race": lambda race: race.name,
    "Date": lambda race: f"{race.date}",
    "Priority": lambda race: race.priority,
    "Time‡": lambda race: clock(race.time),
    "Goal": lambda race: print_clock(race.goal) if race.goal else "",
    "Chance": lambda race: share(race.goal_chance),
    "Starts": lambda race: share(race.at_start),
    "In form": lambda race: share(race.fresh),
}
STANDING: Columns = {
    "Race": lambda race: race.name,
    "Fitness": lambda race: number(race.fitness),
    "Fatigue": lambda race: number(race.fatigue),
    "Form": lambda race: number(race.form, signed=True),
    "Performance*": lambda race: percent(race.change),
    "By threshold": lambda race: print_clock(race.threshold_time) if race.threshold_time else "",
    "Place§": lambda race: percent(middle(race.conditions)) if abs(middle(race.conditions) or 0.0) >= NOTABLE else "",
}


def _race_table(forecast: Forecast, caption: str, columns: Columns) -> Table:
    """Return races, a line each; columns in which nothing is known are left out."""
    cells = {name: [cell(race) for race in forecast.races] for name, cell in columns.items()}
    told = {name: found for name, found in cells.items() if any(text not in {"", "-"} for text in found)}
    return Table(caption, tuple(told), tuple(zip(*told.values(), strict=True)))


def _fan(view: ReportView) -> Section:
    forecast = _to_come(view)
    words = (told_risk(forecast.risk),) if forecast and forecast.risk else ()
    return Section("fan", "How it may go", words=(*_checked(view), *words))


def _week(view: ReportView) -> Section:
    week, now = view.week, view.today
    tables = [sessions_table(week, view.whole.report)] if week else []
    words: list[str] = []
    if now and now.week and view.provenance.plan:
        amounts = {name: getattr(now.week, name) for name in ("planned", "done", "extra", "open")}
        tables.append(amounts_table("The week in sums", amounts))
    if now and now.room and view.provenance.plan:
        words.append(room_words(now.room, now.signs))
    lines = tuple(f"{sentence(change.what)} {sentence(change.why)}" for change in now.changes) if now else ()
    ended = _out_of_season(view)
    if now and view.provenance.plan and not ended:
        words.append("What may change, and why:" if lines else "Nothing speaks for a change.")
    items = [next_key_session(now.aim)] if now and now.aim else []
    items += [done_again(one) for one in now.again] if now else []
    heading = _which_week(view)
    return Section(
        "week", heading, words=ended, items=tuple(items), tables=tuple(tables), lines=lines, remarks=tuple(words)
    )


def _which_week(view: ReportView) -> str:
    if not view.provenance.plan:
        return "The last recorded week"
    if view.whole.today < view.whole.first:
        return "The first week"
    return "This week" if view.whole.today <= view.whole.last else "The last week"


def _out_of_season(view: ReportView) -> tuple[str, ...]:
    whole = view.whole
    if not view.provenance.plan or whole.first <= whole.today <= whole.last:
        return ()
    if whole.today < whole.first:
        return (f"The season begins on {in_words(whole.first)}.",)
    return (f"The season ended on {in_words(whole.last)}.",)


def _compliance(view: ReportView) -> Section:
    report = view.whole.report
    if report is None or report.plan is None:
        return Section("compliance", "Planned and done")
    sums = {name: getattr(report.totals, name) for name in ("planned", "done", "extra")}
    kept = kept_words(report)
    return Section(
        "compliance",
        "Planned and done",
        tables=(amounts_table("The season so far", sums), *results_tables(report.results)),
        remarks=(kept,) if kept else (),
    )


def _zones(view: ReportView) -> Section:  # noqa: ARG001 - a section as the others
    return Section("zones", "Time in zones")


def _mornings(view: ReportView) -> Section:  # noqa: ARG001 - a section as the others
    return Section("wellness", "Mornings")


SECTIONS: Mapping[str, Callable[[ReportView], Section]] = {
    "short": _short,
    "season": _season,
    "races": _races,
    "fan": _fan,
    "week": _week,
    "compliance": _compliance,
    "zones": _zones,
    "signs": signs,
    "wellness": _mornings,
    "model": model,
    "assumptions": assumptions,
    "made-of": made_of,
}
"""Name of a section, and of its chart where it has one -> how it is told."""
