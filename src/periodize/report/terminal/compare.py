"""Plans side by side, for the terminal: the season, each race with the difference in words, the weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.tables import COLOURS, middle, number, sparkline, table
from periodize.report.views.values import Band
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from rich.console import Console
    from rich.table import Table

    from periodize.report.views.question import Paired, PlansCompared, RacePair, RaceSide, Side


JUMP: Final = "above 1.3 x the heaviest of the four before"
LOW: Final = "form below -30 % of fitness on three mornings"
GRADED: Final = "(conventions, grade D)"

EDGE: Final = f"Over the edge: in some week the load is {JUMP}, or {LOW} {GRADED}."
"""What the share of the runs over the edge is."""


def print_comparison(found: PlansCompared, out: Console) -> None:
    """Print a comparison."""
    for side in found.sides:
        title = f" · {printable(side.title)}" if side.title else ""
        out.print(Text(f"{side.letter}  {printable(side.plan)}", style="bold").append(title, style="not bold"))
        out.print(f"   {day(side.first)} to {day(side.last)}", style="dim")
    out.print()
    out.print(_season_table(found.sides))
    equal = [race for race in found.races if _equal(race)]
    for race in found.races:
        if race not in equal:
            out.print()
            _print_race(race, found, out)
    if equal:
        out.print()
        out.print(_equal_table(equal))
    for sentence in found.cautions:
        out.print()
        out.print(printable(sentence))
    if found.alone:
        out.print(f"Only one of the plans has: {printable(', '.join(found.alone))}.", style="dim")
    if found.races:
        _explain(found, out)
    if any(side.edge for side in found.sides):
        out.print(EDGE, style="dim")
    _print_weeks(found, out)
    out.print()
    print_assumptions(found.assumptions, out)
    if found.runs > 1:
        print_runs(found.runs, found.seed, out)


def day(value: date) -> str:
    """Write a date as people do."""
    return f"{value:%d %b %Y}".lstrip("0")


def print_assumptions(assumptions: Sequence[str], out: Console) -> None:
    """Print what was assumed."""
    out.print("Assumptions: " + "; ".join(printable(text) for text in assumptions) + ".", style="dim")


def print_runs(runs: int, seed: int, out: Console) -> None:
    """Say how numbers and differences come about."""
    out.print(
        f"{runs:,} runs, seed {seed}: medians, ranges hold 90 % of the runs. Differences are taken run by run, in the"
        " same weather: the same run falls ill on the same day.",
        style="dim",
    )


def percent(share: float | None) -> str:
    """Write a share of the runs; "-" when not known."""
    return "-" if share is None else "under 1 %" if 0 < share < 0.01 else f"{100 * share:.0f} %"


def _season_table(sides: Sequence[Side]) -> Table:
    found = table()
    found.add_column("Whole season", no_wrap=True)
    for side in sides:
        found.add_column(side.letter, justify="right", no_wrap=True)
    narrow = len(sides) > 2  # ranges of three plans do not fit beside each other
    rows = {
        "load": [number(middle(side.load) if narrow else side.load) for side in sides],
        "hours": [number(middle(side.hours) if narrow else side.hours) for side in sides],
        "sessions missed": [number(middle(side.missed) if narrow else side.missed) for side in sides],
        "largest weekly jump": [_jump(side, dated=not narrow) for side in sides],
        "ill at some time": [percent(side.ill) for side in sides],
        "injured at some time": [percent(side.injured) for side in sides],
        "over the edge": [_over(side, dated=not narrow) for side in sides],
    }
    for name, cells in rows.items():
        if set(cells) != {"-"}:
            found.add_row(name, *cells)
    return found


def _jump(side: Side, *, dated: bool) -> str:
    if side.jump is None or side.jump_week is None:
        return "-"
    return f"x {side.jump:.2f}" + (f", {side.jump_week:%d %b}" if dated else "")


def _over(side: Side, *, dated: bool) -> str:
    if side.edge is None:
        return "-"
    most = side.edge.week if dated else None
    return percent(side.edge.ever) + (f", most {most:%d %b}" if most else "")


def _equal(race: RacePair) -> bool:
    """Whether every plan that has a race brings the same to it, run by run."""
    apart = [value for side in race.differences for value in side.values()]
    return bool(apart) and all(not any(_ends(value)) for value in apart)


def _ends(found: Paired) -> tuple[float, ...]:
    value = found.value
    return tuple(value) if isinstance(value, Band) else (value or 0.0,)


def _equal_table(races: Sequence[RacePair]) -> Table:
    rows = table("The same from every plan")
    rows.add_column("Race", overflow="fold")
    rows.add_column("Date", no_wrap=True)
    _add_measures(rows)
    for race in races:
        side = next(side for side in race.sides if side is not None)
        rows.add_row(printable(race.name), f"{side.date}", *_side_cells(side))
    return rows


def _add_measures(rows: Table) -> None:
    for name in ("fitness", "form"):
        rows.add_column(name.capitalize(), justify="right", style=COLOURS[name], no_wrap=True)
    rows.add_column("Perf.*", justify="right", no_wrap=True)


def _print_race(race: RacePair, found: PlansCompared, out: Console) -> None:
    dates = {f"{side.date}" for side in race.sides if side is not None}
    moved = len(dates) > 1
    heading = Text(f"{printable(race.name)} ({race.priority})", style="bold")
    out.print(heading if moved else heading.append(f" · {dates.pop()}", style="not bold"))
    absent = any(side is not None and side.absent is not None for side in race.sides)
    rows = table()
    rows.add_column("", no_wrap=True)
    _add_measures(rows)
    for name in [*(["Date"] if moved else []), *(["Laid off"] if absent else [])]:
        rows.add_column(name, justify="right", no_wrap=True)
    for own, side in zip(found.sides, race.sides, strict=True):
        if side is not None:
            further = [*([f"{side.date}"] if moved else []), *([percent(side.absent)] if absent else [])]
            rows.add_row(own.letter, *_side_cells(side), *further)
    sentences = []
    for own, differences in zip(found.sides, race.differences, strict=True):
        if differences:
            rows.add_row(f"{own.letter} - {found.sides[0].letter}", *_difference_cells(differences))
            sentences.append(in_words(own.letter, race.name, differences))
    out.print(rows)
    for sentence in sentences:
        out.print(sentence)


def _side_cells(side: RaceSide) -> list[str]:
    return [
        number(side.values["fitness"]),
        number(side.values["form"], signed=True),
        number(side.values["performance"], signed=True, digits=1),
    ]


def _difference_cells(differences: Mapping[str, Paired]) -> list[str]:
    return [gain(differences[name]) for name in ("fitness", "form", "performance")]


def in_words(letter: str, race: str, differences: Mapping[str, Paired]) -> str:
    """Return what one plan brings to a race, beside the other."""
    form, fitness, performance = (differences[name] for name in ("form", "fitness", "performance"))
    if all(value.untold for value in (form, fitness, performance)):
        return f"{letter} brings the same to {printable(race)}."
    text = f"{letter} {_brought(form, fitness, printable(race))}"
    if performance.value is None:
        return f"{text}."
    text += f"; performance {gain(performance)} points"
    if performance.above is None:
        return f"{text}."
    text += f", higher in {percent(performance.above)} of the runs"
    return f"{text}: no telling which is better." if performance.untold else f"{text}."


def _brought(form: Paired, fitness: Paired, race: str) -> str:
    """Return form and fitness in words: what is gained at what it costs, or that both are less."""
    fresh, fit = middle(form.value) or 0, middle(fitness.value) or 0
    if fresh < 0 and fit < 0:
        return f"brings less to {race}: {gain(form)} form and {gain(fitness)} fitness"
    if fresh < 0 < fit:
        return f"brings {gain(fitness)} fitness to {race} at {gain(form)} form"
    return f"brings {gain(form)} form to {race} {'at' if fit < 0 < fresh else 'and'} {gain(fitness)} fitness"


def gain(found: Paired) -> str:
    """Write a difference with its range."""
    value = found.value
    # nothing is neither more nor less
    shown = Band(*(round(v, 1) + 0.0 for v in value)) if isinstance(value, Band) else value
    return number(shown, signed=True, digits=1)


def _explain(found: PlansCompared, out: Console) -> None:
    out.print(f"On the start line; fitness and form in {found.unit}.", style="dim")
    out.print(
        "* change since the first day [%], altitude, heat and travel of the day included; differences in points.",
        style="dim",
    )
    errors = [d.error for race in found.races for side in race.differences for d in side.values() if d.error]
    if errors:
        out.print(
            f"Another seed would move the middle of a difference by about {max(errors):.1g} or less.",
            style="dim",
        )


def _print_weeks(found: PlansCompared, out: Console) -> None:
    """Print the weeks that are not the same in every plan, medians."""
    apart = [week for week in found.weeks if len({number(middle(value)) for value in week.loads}) > 1]
    same_weeks = len(found.weeks) - len(apart)
    out.print()
    if apart:
        _print_bars(found, out)
        rows = table()
        rows.add_column("Week of", no_wrap=True)
        for side in found.sides:
            rows.add_column(f"Load {side.letter}", justify="right", style=COLOURS["load"], no_wrap=True)
        for side in found.sides:
            rows.add_column(f"Hours {side.letter}", justify="right", no_wrap=True)
        for week in apart:
            loads = [number(middle(value)) for value in week.loads]
            rows.add_row(f"{week.start}", *loads, *[number(middle(value), digits=1) for value in week.hours])
        out.print(rows)
    if same_weeks:
        out.print(f"{count(same_weeks, 'week')} of the same load in every plan (--json has all).", style="dim")


def _print_bars(found: PlansCompared, out: Console) -> None:
    """Print the load of every week, a line for each plan, all of one scale."""
    loads = [[middle(week.loads[place]) for week in found.weeks] for place in range(len(found.sides))]
    top = max((load for own in loads for load in own if load is not None), default=0.0)
    for side, own in zip(found.sides, loads, strict=True):
        line = Text(f"{side.letter}  ").append(sparkline(own, top=top), style=COLOURS["load"])
        out.print(line.append("  load of each week", style="dim"), soft_wrap=True)
    out.print()
