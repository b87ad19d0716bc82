"""Race day in the terminal: times and chances, what tells them, tapers, and what a what-if does to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.problems import printable
from periodize.report.terminal.tables import COLOURS, middle, number, table
from periodize.report.views.forecast import FROM_THRESHOLD
from periodize.report.views.values import Band
from periodize.units import print_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import Console
    from rich.table import Table

    from periodize.report.views.forecast import End, Forecast, FormWindow, RaceRow, Taper, WhatIf, WhatIfRace
    from periodize.report.views.values import Value

NOTABLE = 0.05
"""[%] Conditions of a race day below this are not told: our choice."""

LOOSE = 0.02
"""Standard error of a chance above which it is said beside the table: our choice."""

MOST = 0.5
"""Share of the runs that is most of them."""

TIRED = -0.1
"""[share of fitness] Form below which an athlete is called tired: our choice."""

BEYOND: Mapping[End, str] = {
    "low": "hardly a test was less rested, so the lower end is at most the convention's",
    "high": "hardly a test was more rested, so the upper end is at least the convention's",
}
"""End of a range of form -> what is said where no test tells it."""

BY_THRESHOLD = "the threshold gives it by Riegel's formula, whatever the training does to it"

ROUNDS = (
    "A round is started by who started those before it; whether you qualify is not modelled, and its time is that of"
    " full effort."
)

LEARNT = "`periodize calibrate` learns more from your tests."

SPREAD = (
    "the exponent of 1.06 differs by about 0.02 from athlete to athlete, the time by 2 % from day to day (our"
    " assumptions)."
)


def race_day_table(forecast: Forecast) -> Table:
    """Return what may come out of each race: a time with its range, and shares of the runs."""
    timed = any(race.time is not None for race in forecast.races)
    aimed = any(race.goal for race in forecast.races)
    chances = any(race.goal_chance is not None for race in forecast.races)
    elsewhere = _elsewhere(forecast.races)
    found = table()
    found.add_column("Race day", overflow="fold")
    if timed:
        found.add_column("Time‡", justify="right", no_wrap=True)
    if aimed:
        found.add_column("Goal", justify="right", no_wrap=True)
    if chances:
        chanced = [race for race in forecast.races if race.goal_chance is not None]
        alike = all(race.basis == "threshold" for race in chanced)
        found.add_column("Chance by\nthreshold" if alike else "Chance", justify="right", no_wrap=True)
    if elsewhere:
        found.add_column("Place§", justify="right", no_wrap=True)
    found.add_column("Starts", justify="right", no_wrap=True)
    found.add_column("In form", justify="right", no_wrap=True)
    for race in forecast.races:
        found.add_row(
            printable(race.name),
            *([clock(race.time)] if timed else []),
            *([print_clock(race.goal) if race.goal else ""] if aimed else []),
            *([_chance(race, told=alike)] if chances else []),
            *([percent(middle(race.conditions))] if elsewhere else []),
            share(race.at_start),
            share(race.fresh),
        )
    return found


def _chance(race: RaceRow, *, told: bool) -> str:
    """Return the chance of the goal; with what tells it, where the heading does not."""
    if race.goal_chance is None:
        return "-" if race.goal else ""
    return share(race.goal_chance) + ("\nby threshold" if race.basis == "threshold" and not told else "")


def chance_words(race: RaceRow) -> str:
    """Return the chance of the goal, with what it does not know; "" where none is told."""
    if race.goal_chance is None:
        return ""
    return f"{share(race.goal_chance)} of the runs{f' ({FROM_THRESHOLD})' if race.basis == 'threshold' else ''}"


def _elsewhere(races: Sequence[RaceRow]) -> bool:
    return any(abs(middle(race.conditions) or 0.0) >= NOTABLE for race in races)


def percent(value: Value) -> str:
    """Write a change in per cent, with its range; "-" when not known."""
    return "-" if value is None else number(value, signed=True, digits=1) + " %"


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


def explain_race_day(forecast: Forecast, out: Console) -> None:
    """Say what the table of race day rests on, and what is not in it; of a single run the latter, and the window."""
    for note in race_day_notes(forecast):
        out.print(note, style="dim")


def race_day_notes(forecast: Forecast) -> Iterator[str]:
    """Yield what the table of race day rests on, and what is not in it; of a single run the latter, and the window."""
    races = forecast.races
    if forecast.runs > 1:
        yield from _notes(forecast)
    elif races and forecast.window.tests is not None:
        yield f"In form: {_told_window(forecast)}."
    for reason in dict.fromkeys(race.no_time for race in races if race.no_time):
        names = _listed([race.name for race in races if race.no_time == reason])
        yield f"No time of {names}: {printable(reason)}."
    for race in races:
        if race.watts is not None:
            yield _told_watts(race)


def _notes(forecast: Forecast) -> Iterator[str]:
    races = forecast.races
    bases = {race.basis for race in races if race.time is not None}
    by_threshold = [race for race in races if race.basis == "threshold" and race.goal_chance is not None]
    if by_threshold:
        told = ", ".join(f"{printable(race.name)} {share(race.goal_chance)}" for race in by_threshold)
        yield f"Chance of the goal: {told}, {FROM_THRESHOLD}."
    if "own tests" in bases:
        yield "‡ from your own tests of the event."
    if forecast.tested and "threshold" in bases:
        names = _listed([race.name for race in races if race.basis == "threshold"])
        yield f"None of your tests is over the distance of {names}; there are tests of {_listed(forecast.tested)}."
    if "threshold" in bases:
        yield f"‡ {BY_THRESHOLD}; {SPREAD} {LEARNT}"
    error = max((race.goal_chance_error or 0.0 for race in races), default=0.0)
    if error > LOOSE:
        yield f"Chance: of {forecast.runs:,} runs, give or take {100 * error:.0f} points; --runs makes it surer."
    if _elsewhere(races):
        yield "§ what altitude, heat, travel and nights do to the performance; median."
    yield f"Starts: not laid off. In form: {_told_window(forecast)}. Shares of the runs."
    if any(race.round for race in races):
        yield ROUNDS
    yield from _out_of_form(forecast)


def _told_window(forecast: Forecast) -> str:
    """Say what is called in form, and what tells it."""
    window = forecast.window
    # where the table has form in the unit of the performance, this is another one
    by = " by averages of 42 and 7 days" if "fitness" in forecast.units else ""
    span = f"form of {100 * window.low:.0f} to {100 * window.high:.0f} % of fitness{by}"
    if window.basis == "own tests":
        unseen = "".join(f"; {BEYOND[end]}" for end in window.unseen)
        return f"{span}, as before the best {window.best} of your {window.tests} tests (grade D{unseen})"
    return f"{span} (convention, grade D{': ' if window.why else ''}{window.why})"


def _out_of_form(forecast: Forecast) -> Iterator[str]:
    """Say of which races most runs come out of form, and on which side."""
    window = forecast.window
    too, enough = "too rested", "not rested enough"
    if window.basis == "own tests":
        too, enough = "more rested than on your best days", "less rested than on your best days"
    for race in forecast.races:
        if race.fresh is None or race.too_rested is None:
            continue
        below = 1 - race.fresh - race.too_rested
        to = f"come to {printable(race.name)}"
        if race.too_rested > MOST:
            yield f"{share(race.too_rested)} {to} {too}: form above {100 * window.high:.0f} % of fitness."
        elif below > MOST:
            yield f"{share(below)} {to} {enough}: form below {100 * window.low:.0f} % of fitness."


def _told_watts(race: RaceRow) -> str:
    watts, name = number(race.watts), printable(race.name)
    if race.watts_basis == "own tests":
        return f"{name}: {watts} W in your own {printable(race.watts_over)} of that day."
    return (
        f"{name}: {watts} W over {race.watts_over}, your threshold times hours^-0.15 (our choice), give or take 0.02 in"
        " the exponent and 2 % from day to day (our assumptions)."
    )


def told_tapers(races: Sequence[RaceRow]) -> list[str]:
    """Return what the taper did for each race, in the last of its rounds."""
    last = {race.id: (race, race.taper) for race in races if race.taper}
    return [_told_taper(race, taper) for race, taper in last.values()]


def _told_taper(race: RaceRow, taper: Taper) -> str:
    near = (taper.first - taper.week).days == 7
    week = "the week before" if near else f"the last loading week before it, that of {taper.week}"
    return (
        f"The taper from {taper.first} brings {number(taper.form, signed=True)} form and"
        f" {number(taper.fitness, signed=True)} fitness to {printable(race.name)}, against training through as in"
        f" {week}; performance {percent(taper.change)}*."
    )


def verdict(forecast: Forecast) -> list[str]:
    """Return in plain words how fresh the athlete arrives at the most important races, a sentence for each answer.

    By the median form as a share of fitness: in the athlete's own window or out of it; by convention, fresh in the
    window and tired below -10 % (our choice).
    """
    own = forecast.window.basis == "own tests"
    highest = min((race.priority for race in forecast.races), default="")
    found: dict[str, list[str]] = {}
    for race in forecast.races:
        form = middle(race.form_share)
        if race.priority == highest and form is not None:
            words = _held_against_best_days(form, forecast.window) if own else _freshness(form, forecast.window)
            found.setdefault(words, []).append(race.name)
    return [
        f"{_listed(names)} {'finds' if len(names) == 1 else 'find'} you {words} ({forecast.window.basis}, grade D)."
        for words, names in found.items()
    ]


def _held_against_best_days(form: float, window: FormWindow) -> str:
    if form < window.low:
        return "less rested than on your best days"
    return "as rested as on your best days" if form <= window.high else "more rested than on your best days"


def _freshness(form: float, window: FormWindow) -> str:
    if form < TIRED:
        return "tired: look at the last two weeks"
    if form < window.low:
        return "neither fresh nor tired"
    return "fresh" if form <= window.high else "very fresh: part of the fitness may have been rested away"


def _listed(names: Sequence[str]) -> str:
    shown = [printable(name) for name in dict.fromkeys(names)]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


# ---- what-ifs


def print_what_if(found: WhatIf, out: Console) -> None:
    """Print what a what-if does to the races, and what that means."""
    out.print(_what_if_table(found))
    out.print(f"Load of the season {number(found.load, signed=True)}; run by run, in the same weather.", style="dim")
    if _faded(found):
        out.print("By the races nothing is left of it: form, performance and time are as without it.")
    for note in found.notes:
        out.print(f"{printable(note[0].upper() + note[1:])}.", style="dim")
    if any(race.basis == "threshold" for race in found.races):
        changed = any(race.basis == "threshold" and race.time_by is not None for race in found.races)
        begin = "‡ by the conditions of the day alone" if changed else "No change of time is told"
        out.print(f"{begin}: {BY_THRESHOLD}. {LEARNT}", style="dim")


def _faded(found: WhatIf) -> bool:
    """Whether what a what-if does to the season shows in no race, as the table writes it."""

    def nothing(value: Value, digits: int) -> bool:
        return all(round(at, digits) == 0 for at in (value if isinstance(value, Band) else (value or 0.0,)))

    return bool(found.races) and all(
        race.at_start > 0 and nothing(race.form_by, 0) and nothing(race.change_by, 1) and nothing(race.time_by, 0)
        for race in found.races
    )


def _what_if_table(found: WhatIf) -> Table:
    timed = any(race.time_by is not None for race in found.races)
    rows = table(title=f"What if: {printable(found.text)}")
    rows.add_column("Race", overflow="fold")
    rows.add_column("Form", justify="right", style=COLOURS["form"], no_wrap=True)
    rows.add_column("by", justify="right", no_wrap=True)
    rows.add_column("Perf.* by", justify="right", no_wrap=True)
    if timed:
        rows.add_column("Time by‡" if any(r.basis == "threshold" for r in found.races) else "Time by", justify="right")
    rows.add_column("Starts", justify="right")
    for race in found.races:
        rows.add_row(printable(race.name), *_what_if_cells(race, timed=timed))
    return rows


def _what_if_cells(race: WhatIfRace, *, timed: bool) -> list[str]:
    if race.at_start == 0:
        return [*["-"] * (4 if timed else 3), "does not start"]
    return [
        number(middle(race.form), signed=True),
        number(race.form_by, signed=True),
        percent(race.change_by),
        *([_later(race.time_by)] if timed else []),
        "yes" if race.at_start == 1 else share(race.at_start),
    ]


def _later(value: Value) -> str:
    found = middle(value)
    return "-" if found is None else f"{'-' if round(found) < 0 else '+'}{print_clock(abs(found))}"
