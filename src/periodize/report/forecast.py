"""A simulated season in the terminal: curve, weeks, races, what may happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.curves import print_curve, print_fan
from periodize.report.problems import printable
from periodize.report.terminal import (
    COLOURS,
    NARROW,
    WIDE,
    middle,
    number,
    sparkline,
    table,
    week_table,
)
from periodize.report.views import Band
from periodize.units import count, print_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from periodize.report.views import Forecast, RaceRow, Risk, Taper, Value, WhatIf


NOTABLE = 0.05
"""[%] Conditions of a race day below this are not told: our choice."""


def print_forecast(forecast: Forecast, out: Console, *, chart: bool = True, fans: Sequence[str] = ("form",)) -> None:
    """Print a simulated season: title, curves, weeks, races, what may happen, assumptions."""
    races = forecast.races
    title = forecast.title or forecast.plan
    last = f"{forecast.days[-1].date:%d %b %Y}".lstrip("0")
    out.print(Text(printable(title), style="bold"))
    first = f"{forecast.days[0].date:%d %b %Y}".lstrip("0")
    weeks, days = count(len(forecast.weeks), "week"), count(len(races), "race day")
    out.print(f"{first} to {last} · {weeks} · {days}", style="dim")
    loads = [middle(week.load) or 0.0 for week in forecast.weeks]
    if chart:
        out.print()
        out.print(Text(sparkline(loads), style=COLOURS["load"]).append("  load a week", style="dim"), soft_wrap=True)
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
            out.print(_race_day_table(forecast))
            _explain_race_day(forecast, out)
        for race in races:
            if race.taper:
                out.print()
                out.print(_told_taper(race, race.taper))
    if forecast.risk:
        out.print()
        out.print(told_risk(forecast.risk))
    for found in forecast.what_ifs:
        out.print()
        out.print(what_if_table(found))
        out.print(
            f"Load of the season {number(found.load, signed=True)}; run by run, in the same weather.", style="dim"
        )
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
            _percent(race.change),
            *(print_clock(t) if t else "" for t in ((race.goal, race.threshold_time) if roomy else ())),
        )
    return found


def _percent(value: Value) -> str:
    return "-" if value is None else number(value, signed=True, digits=1) + " %"


def _explain_races(forecast: Forecast, out: Console) -> None:
    out.print("On the start line, the race itself not counted. Form = fitness - fatigue.", style="dim")
    if "fitness" not in forecast.units:  # in AU a day, as the convention means it
        out.print(verdict(forecast.races), style="dim")
    out.print(
        f"* change since the first day, with the gains of {forecast.borrowed}, not calibrated to you."
        if forecast.borrowed
        else "* change since the first day.",
        style="dim",
    )
    if forecast.runs == 1 and any(race.threshold_time for race in forecast.races):
        out.print(
            "† time that your threshold gives by Riegel's formula, whatever the training does to it.",
            style="dim",
        )


def _race_day_table(forecast: Forecast) -> Table:
    """Return what may come out of each race: a time with its range, and shares of the runs."""
    timed = any(race.time is not None for race in forecast.races)
    aimed = any(race.goal_chance is not None for race in forecast.races)
    elsewhere = any(abs(middle(race.conditions) or 0.0) >= NOTABLE for race in forecast.races)
    found = table()
    found.add_column("Race day", overflow="fold")
    if timed:
        found.add_column("Time‡", justify="right", no_wrap=True)
    if aimed:
        found.add_column("Goal", justify="right", no_wrap=True)
        found.add_column("Chance", justify="right", no_wrap=True)
    if elsewhere:
        found.add_column("Place§", justify="right", no_wrap=True)
    found.add_column("Starts", justify="right", no_wrap=True)
    found.add_column("Fresh", justify="right", no_wrap=True)
    for race in forecast.races:
        found.add_row(
            printable(race.name),
            *([clock(race.time)] if timed else []),
            *([print_clock(race.goal) if race.goal else "", share(race.goal_chance)] if aimed else []),
            *([_percent(middle(race.conditions))] if elsewhere else []),
            share(race.at_start),
            share(race.fresh),
        )
    return found


def clock(value: Value) -> str:
    """Write a time [s] with its range; "-" when not known."""
    if value is None:
        return "-"
    if not isinstance(value, Band):
        return print_clock(value)
    return f"{print_clock(value.p50)} ({print_clock(value.p05)}-{print_clock(value.p95)})"


def share(value: float | None) -> str:
    """Write a share of the runs as whole per cent, never as none or all of what may happen; "" when not told."""
    if value is None:
        return ""
    if value < 0.01:
        return "<1 %"
    return ">99 %" if value > 0.99 else f"{100 * value:.0f} %"


def _explain_race_day(forecast: Forecast, out: Console) -> None:
    bases = {race.basis for race in forecast.races if race.time is not None}
    if "own tests" in bases:
        out.print("‡ from your own tests of the event.", style="dim")
    if "threshold" in bases:
        out.print(
            "‡ what the threshold gives by Riegel's formula, give or take 2 % from day to day (our assumption),"
            " whatever the training does to it: `periodize calibrate` learns that from your tests.",
            style="dim",
        )
    if any(abs(middle(race.conditions) or 0.0) >= NOTABLE for race in forecast.races):
        out.print("§ what altitude, heat, travel and nights do to the performance; median.", style="dim")
    out.print(
        "Starts: not laid off. Fresh: form of 5 to 35 % of fitness (convention, grade D). Shares of the runs.",
        style="dim",
    )


def _told_taper(race: RaceRow, taper: Taper) -> str:
    return (
        f"The taper from {taper.first} brings {number(taper.form, signed=True)} form and"
        f" {number(taper.fitness, signed=True)} fitness to {printable(race.name)}, against training through as in the"
        f" week before; performance {_percent(taper.change)}*."
    )


def told_risk(risk: Risk) -> str:
    """Say what the runs met."""
    return (
        f"At the rates assumed below {share(risk.ill)} of the runs fall ill at some time and {share(risk.injured)} have"
        f" an injury; laid off for {number(risk.lost)} days, {number(risk.missed)} sessions missed,"
        f" {_whole(risk.done)} of the planned load done."
    )


def _whole(value: Value) -> str:
    if value is None:
        return "-"
    if isinstance(value, Band):
        return f"{100 * value.p50:.0f} % ({100 * value.p05:.0f}-{100 * value.p95:.0f})"
    return f"{100 * value:.0f} %"


def what_if_table(found: WhatIf) -> Table:
    """Return what a what-if does to the races."""
    timed = any(race.time is not None for race in found.races)
    rows = table(title=f"What if: {printable(found.text)}")
    rows.add_column("Race", overflow="fold")
    rows.add_column("Form", justify="right", style=COLOURS["form"], no_wrap=True)
    rows.add_column("by", justify="right", no_wrap=True)
    rows.add_column("Perf.* by", justify="right", no_wrap=True)
    if timed:
        rows.add_column("Time by", justify="right", no_wrap=True)
    for race in found.races:
        rows.add_row(
            printable(race.name),
            number(middle(race.form), signed=True),
            number(race.form_by, signed=True),
            _percent(race.change_by),
            *([_seconds(race.time_by)] if timed else []),
        )
    return rows


def _seconds(value: Value) -> str:
    return "-" if value is None else f"{middle(value):+.0f} s"


def verdict(races: Sequence[RaceRow]) -> str:
    """Return in plain words how fresh the athlete arrives at the most important race.

    Form as a share of fitness: below -10 % tired, 5 to 35 % fresh. Our choice, after the coaches' convention that
    calls a form of 5 to 25 fresh at a fitness of about 70 (grade D).
    """
    for priority in ("A", "B", "C"):
        chosen = [race for race in races if race.priority == priority]
        if chosen:
            break
    else:
        return ""
    race, form = chosen[0], middle(chosen[0].form)
    fitness = middle(race.fitness) or 0.0
    if form is None:
        return ""
    if form < -0.1 * max(fitness, 1.0):
        words = "tired: look at the last two weeks"
    elif form < 0.05 * max(fitness, 1.0):
        words = "neither fresh nor tired"
    elif form <= 0.35 * max(fitness, 1.0):
        words = "fresh"
    else:
        words = "very fresh: part of the fitness may have been rested away"
    return f"{printable(race.name)} finds you {words} (convention, grade D)."
