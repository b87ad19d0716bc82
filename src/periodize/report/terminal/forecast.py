"""A simulated season in the terminal: curve, weeks, races, what may happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.compare import GRADED, JUMP, LOW
from periodize.report.terminal.curves import print_curve, print_fan
from periodize.report.terminal.race_day import (
    explain_race_day,
    percent,
    print_what_if,
    race_day_table,
    share,
    told_tapers,
    verdict,
)
from periodize.report.terminal.rivals import told_rivals
from periodize.report.terminal.strip import print_strip
from periodize.report.terminal.tables import (
    COLOURS,
    NARROW,
    WIDE,
    middle,
    number,
    table,
    week_table,
)
from periodize.report.views.values import Band
from periodize.units import count, print_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from periodize.report.views.forecast import Forecast, RaceRow, Risk
    from periodize.report.views.values import Edge, Value


def print_forecast(forecast: Forecast, out: Console, *, chart: bool = True, fans: Sequence[str] = ("form",)) -> None:
    """Print a simulated season: title, curves, weeks, races, what may happen, assumptions."""
    races = forecast.races
    title = forecast.title or forecast.plan
    last = f"{forecast.days[-1].date:%d %b %Y}".lstrip("0")
    out.print(Text(printable(title), style="bold"))
    first = f"{forecast.days[0].date:%d %b %Y}".lstrip("0")
    weeks, days = count(len(forecast.weeks), "week"), count(len(races), "race day")
    out.print(f"{first} to {last} · {weeks} · {days}", style="dim")
    out.print()
    print_strip(forecast.strip, out, loads=[middle(week.load) or 0.0 for week in forecast.weeks], months=not chart)
    if chart:
        print_curve(forecast, out)
        for name in fans if forecast.runs > 1 else ():
            print_fan(forecast, name, out)
    out.print()
    out.print(week_table(forecast.weeks, width=out.width))
    if "fitness" not in forecast.units:
        out.print("Form is that of the morning: fitness - fatigue of the evening before.", style="dim")
    if races:
        out.print()
        out.print(_race_table(forecast, width=out.width))
        _explain_races(forecast, out)
        if forecast.runs > 1:
            out.print()
            out.print(race_day_table(forecast))
        explain_race_day(forecast, out)
        for sentence in (*told_tapers(races), *map(told_rivals, forecast.rivals)):
            out.print()
            out.print(sentence)
    if forecast.risk:
        out.print()
        out.print(told_risk(forecast.risk))
    for found in forecast.what_ifs:
        out.print()
        print_what_if(found, out)
    out.print()
    out.print("Assumptions: " + "; ".join(printable(a) for a in forecast.assumptions) + ".", style="dim")
    if forecast.runs > 1:
        why = ", enough to know the race-day ranges" if forecast.precise else ""
        text = f"{forecast.runs:,} runs{why}, seed {forecast.seed}: medians, ranges hold 90 % of the runs."
        out.print(text, style="dim")


def _race_table(forecast: Forecast, *, width: int) -> Table:
    # ranges need room: on a narrow screen what can be looked up elsewhere gives way
    roomy = width >= (NARROW if forecast.runs == 1 else WIDE)
    found = table()
    found.add_column("Race", overflow="fold")
    found.add_column("Date", no_wrap=True)
    found.add_column("", no_wrap=True)
    found.add_column("Fitness", justify="right", style=COLOURS["fitness"], no_wrap=True)
    if roomy:
        found.add_column("Fatigue", justify="right", style=COLOURS["fatigue"], no_wrap=True)
    found.add_column("Form", justify="right", style=COLOURS["form"], no_wrap=True)
    found.add_column("Perf.*", justify="right", no_wrap=True)
    if roomy:
        found.add_column("Goal", justify="right", no_wrap=True)
        found.add_column("By thr.†", justify="right", no_wrap=True)
    for race in forecast.races:
        found.add_row(
            printable(race.name),
            f"{race.date:%Y-%m-%d}" if width >= NARROW else f"{race.date:%d %b}",
            race.priority,
            number(race.fitness),
            *([number(race.fatigue)] if roomy else []),
            number(race.form, signed=True),
            percent(race.change),
            *(print_clock(t) if t else "" for t in ((race.goal, race.threshold_time) if roomy else ())),
        )
    return found


def _explain_races(forecast: Forecast, out: Console) -> None:
    out.print("On the start line, the race itself not counted. Form = fitness - fatigue.", style="dim")
    for sentence in verdict(forecast):
        out.print(sentence, style="dim")
    out.print(
        f"* change since the first day, with the gains of {forecast.borrowed}, not calibrated to you."
        if forecast.borrowed
        else "* change since the first day.",
        style="dim",
    )
    if forecast.runs == 1 and out.width >= NARROW and any(race.threshold_time for race in forecast.races):
        out.print(
            "† time that your threshold gives by Riegel's formula, whatever the training does to it.",
            style="dim",
        )
        if slowed := told_slowed(forecast.races):
            out.print(slowed, style="dim")


def told_slowed(races: Sequence[RaceRow]) -> str:
    """Say which of these times the conditions of the day change, and to what; "" where none does."""
    told = [
        f"{printable(race.name)} {print_clock(race.threshold_time / (1 + share / 100))}"
        for race in races
        if race.threshold_time and (share := middle(race.conditions))
    ]
    slowed = ", ".join(told)
    return f"They are of a mild day at sea level; in the altitude, heat or travel of theirs: {slowed}." if told else ""


def told_risk(risk: Risk) -> str:
    """Say what the runs met, and how many go over the edge."""
    return (
        f"At the rates assumed below {share(risk.ill)} of the runs fall ill at some time and {share(risk.injured)} have"
        f" an injury; laid off for {number(risk.lost)} days, {number(risk.missed)} sessions missed,"
        f" {_whole(risk.done)} of the planned load done. {told_edge(risk.edge)}"
    )


def told_edge(edge: Edge) -> str:
    """Say how many of the runs go over the edge, when most of them do, and what is called so."""
    if edge.week is None:
        return "No run goes over the edge."
    most = f", most in the week of {edge.week.day} {edge.week:%B} ({share(edge.most)})"
    return (
        f"Over the edge at some time: {share(edge.ever)} of the runs{most}; by a week's load"
        f" {JUMP} {share(edge.jump)}, by {LOW} {share(edge.low)} {GRADED}."
    )


def _whole(value: Value) -> str:
    if value is None:
        return "-"
    if isinstance(value, Band):
        return f"{100 * value.p50:.0f} % ({100 * value.p05:.0f}-{100 * value.p95:.0f})"
    return f"{100 * value:.0f} %"
