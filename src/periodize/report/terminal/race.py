"""A race by segments, for the terminal."""

from __future__ import annotations

from itertools import pairwise
from math import isnan
from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.fitting import Numbers, fitting
from periodize.report.terminal.tables import NARROW
from periodize.report.views.race import highest
from periodize.units import KM, print_clock, print_distance, print_speed, print_tenths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console
    from rich.table import Table

    from periodize.analysis.pacing import Planned, Shape
    from periodize.analysis.segments import Split
    from periodize.report.views.race import Goal, RaceView

LINE = 44
"""Characters of the line of a channel: our choice."""

FEWEST = 8
"""Characters of that line at the least: our choice."""

BESIDE_LINE = 36
"""Columns of its name and its scale, of the widest: `heart rate`, and 18.0 km/h to 36.0 km/h."""

STEADY = 0.02
"""Share of the highest value by which a line has to swing to go over its full height: our choice."""

BARS = "▁▂▃▄▅▆▇█"

DRIVEN = frozenset({"bike", "ski"})
"""Sports whose speed is read as km/h."""

CHANNELS = {"heart_rate": "HR", "power": "Power", "cadence": "Cadence"}
"""Channel of the table -> title of its mean; its maximum stands beside it."""

GIVES_WAY = ("highest cadence", "highest power", "at", "cadence", "highest heart_rate", "power", "heart_rate")
"""Columns of the segments that are left out where there is no room, the first first: our choice."""

PARTED_FROM = ("from", "all", "target", "watts", "power")
"""Columns of a plan that are left out where there is no room: our choice."""

MINUTE = 59.95
"""[s] From here seconds are written as minutes."""

LEGS = 22
"""Characters of a leg of a pacing plan in its table: our choice."""


def print_race(view: RaceView, out: Console) -> None:
    """Print a race: what it was, its line, its segments, its shape, and how it went against a plan."""
    title = printable(view.name) or f"{view.sport} of {view.start.date()}"
    out.print(Text(title, style="bold"))
    out.print(f"{view.start:%a %Y-%m-%d %H:%M} · {view.sport} · {view.id}", style="dim", soft_wrap=True)
    out.print(_sums(view))
    recorded, distance = _far(view.recorded), _far(view.distance)
    if view.measured_by and recorded == distance:
        told = f"Recorded as {recorded}, as {printable(view.measured_by)} says."
    elif view.measured_by:
        told = f"Recorded as {recorded}, scaled to {distance} by {printable(view.measured_by)}."
    elif view.likely is not None:
        scale = f"if it was a race of {view.likely:g} m, --distance {view.likely:g}m scales it"
        told = f"Distances are those of the recording, {recorded}; {scale}."
    else:
        told = "Distances are those of the recording; --distance scales them to what the race measures."
    out.print(told, style="dim")
    out.print()
    for line in _lines(view, groups=max(FEWEST, min(LINE, out.width - BESIDE_LINE))):
        out.print(line, no_wrap=True)
    out.print()
    out.print(_splits(view, width=out.width))
    if view.goal is not None:
        out.print(_goal(view.goal, roomy=out.width >= NARROW))
    for sentence in _told(view.shape):
        out.print(sentence)
    if view.planned:
        out.print()
        out.print(Text("Plan: ", style="bold").append(printable(view.pacing), style="default"))
        out.print(_plan(view, width=out.width))
        for sentence in _verdict(view.planned):
            out.print(sentence)
    if view.notes:
        out.print()
        for note in view.notes:
            out.print(printable(note), style="dim")


def _sums(view: RaceView) -> str:
    whole = view.whole
    parts = [f"{_far(view.distance)} in {print_tenths(whole.duration)}, {_speed(whole.speed, view.sport)}"]
    heart = whole.channels.get("heart_rate")
    if heart is not None and heart.coverage:
        before = "" if view.before is None else f" ({view.before:.0f} before the first step)"
        parts.append(f"heart rate {heart.mean:.0f}, highest {highest(whole, 'heart_rate')}{before}")
    power = whole.channels.get("power")
    if power is not None and power.coverage:
        parts.append(f"power {power.mean:.0f} W")
    return " · ".join(parts)


def _far(metres: float) -> str:
    return print_distance(round(metres))


def _speed(speed: float, sport: str) -> str:
    if not speed > 0:
        return "-"
    return f"{speed * 3600 / KM:.1f} km/h" if sport in DRIVEN else print_speed(speed, sport)


# ---- lines over the distance


def _lines(view: RaceView, *, groups: int) -> Iterator[Text]:
    """Yield speed and heart rate over the distance, each between its lowest and its highest."""
    series = view.series
    speeds = _leveled(series.speed, groups)
    slow, fast = (_speed(edge(speeds), view.sport) for edge in (min, max))
    yield Text(f"{'speed':<11}{_line(speeds)}  {_span(slow, fast)}")
    heart = _leveled(series.channels.get("heart_rate", ()), groups)
    known = [value for value in heart if not isnan(value)]
    if known:
        yield Text(f"{'heart rate':<11}{_line(heart)}  {_span(f'{min(known):.0f}', f'{max(known):.0f}')}")


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _leveled(values: Sequence[float | None], groups: int) -> list[float]:
    """Return the values as the means of at most so many equal groups, nan where a group has none."""
    groups = min(groups, len(values))
    cut = [values[place * len(values) // groups : (place + 1) * len(values) // groups] for place in range(groups)]
    known = ([value for value in part if value is not None] for part in cut)
    return [sum(part) / len(part) if part else float("nan") for part in known]


def _line(values: Sequence[float]) -> str:
    known = [value for value in values if not isnan(value)]
    low, high = min(known), max(known)
    wide = max(high - low, STEADY * high) or 1.0
    low = (low + high - wide) / 2
    return "".join(" " if isnan(v) else BARS[min(7, int(8 * (v - low) / wide))] for v in values)


# ---- segments


def _splits(view: RaceView, *, width: int) -> Table:
    roomy, rows = width >= NARROW, view.splits
    columns = {"time": Numbers("Time", [print_tenths(row.duration) for row in rows])}
    if roomy:
        columns["at"] = Numbers("At", [print_tenths(row.end.clock) for row in rows])
    if view.goal and roomy:
        columns["goal"] = Numbers("Goal", [_off(behind) for behind in view.goal.behind])
    speeds = [_speed(row.speed, view.sport).removesuffix(" km/h") for row in rows]
    columns["speed"] = Numbers("km/h" if view.sport in DRIVEN else "Pace", speeds)
    for name, title in CHANNELS.items():
        if any(_known(row, name) for row in rows):
            means, most = zip(*(_cells(row, name) for row in rows), strict=True)
            columns |= {name: Numbers(title, means), f"highest {name}": Numbers("max", most, "dim")}
    names = Numbers("Segment", [printable(row.name) for row in rows])
    return fitting(names, LEGS, columns, GIVES_WAY, width)


def _known(split: Split, name: str) -> bool:
    return name in split.channels and split.channels[name].coverage > 0


def _cells(split: Split, name: str) -> tuple[str, str]:
    if not _known(split, name):
        return "-", "-"
    return f"{split.channels[name].mean:.0f}", highest(split, name)


# ---- shape and plan


def _told(shape: Shape) -> Iterator[str]:
    halves = f"{print_tenths(shape.first)} and {print_tenths(shape.second)}"
    yield f"Halves: {halves}, the second {_faster(-shape.change) or 'as fast'}: {_article(shape.split)} split."
    if shape.variability:
        spread = ", ".join(f"{cv:.1%} over {piece:.0f} m" for piece, cv in shape.variability.items())
        yield f"Speed varied by {spread} (standard deviation of such pieces)."
    kick = _faster(shape.kick)
    yield f"Speed over the last tenth: {f'{kick} than' if kick else 'as'} before."


def _goal(goal: Goal, *, roomy: bool) -> Text:
    """Return how the race was against the goal of the plan, in words."""
    said = Text(f"Goal {print_clock(goal.time)}", style="bold").append(f" ({printable(goal.race)}): ", style="default")
    if round(goal.off, 1) == 0:
        said.append("to the second.", style="default")
    else:
        word = "slower" if goal.off > 0 else "faster"
        said.append(f"{_long(abs(goal.off))} {word}, {goal.off / goal.time:+.1%}.", style="default")
    if roomy:
        said.append(" Goal in the table: against even pace for it, + behind, - ahead.", style="default")
    return said


def _faster(share: float) -> str:
    """Return by how much something was faster, or slower; "" for neither."""
    if not round(share, 3):
        return ""
    return f"{abs(share):.1%} {'faster' if share >= 0 else 'slower'}"


def _article(word: str) -> str:
    return f"{'an' if word == 'even' else 'a'} {word}"


def _plan(view: RaceView, *, width: int) -> Table:
    rows = view.planned
    target = ["-" if row.target_time is None else print_tenths(row.target_time) for row in rows]
    columns = {
        "from": Numbers("From", [_far(row.begin.distance) for row in rows]),
        "to": Numbers("To", [_far(row.end.distance) for row in rows]),
        "target": Numbers("Target", target),
        "was": Numbers("Was", [print_tenths(row.time) for row in rows]),
    }
    if any(row.target_power is not None for row in rows):
        columns["watts"] = Numbers("W", [_watts(row.target_power) for row in rows])
        if not _unmeasured(rows):
            columns["power"] = Numbers("was", [_watts(row.power) for row in rows])
    columns["off"] = Numbers("Off", [_off(row.off) for row in rows])
    columns["all"] = Numbers("In all", [_off(row.behind) for row in rows])
    texts = [row.text for row in rows]
    # the words of a part stand at its first piece
    names = ["" if text == before else printable(text) for before, text in pairwise(["", *texts])]
    return fitting(Numbers("Part", names), LEGS, columns, PARTED_FROM, width)


def _unmeasured(planned: Sequence[Planned]) -> bool:
    """Whether the plan asks for power, and none was recorded."""
    asked = [row.power for row in planned if row.target_power is not None]
    return bool(asked) and all(power is None or isnan(power) for power in asked)


def _watts(power: float | None) -> str:
    return "-" if power is None or isnan(power) else f"{power:.0f}"


def _off(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    sign = "-" if round(seconds, 1) < 0 else "+"
    return sign + _long(abs(seconds)).removesuffix(" s")


def _long(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < MINUTE else print_tenths(seconds)


def _verdict(planned: Sequence[Planned]) -> Iterator[str]:
    """Yield how far ahead of the plan or behind it the race was where the plan last asked for a speed."""
    if _unmeasured(planned):
        yield "No power was recorded to hold the plan's watts against."
    timed = [(row.end, row.behind) for row in planned if row.behind is not None]
    for place, behind in timed[-1:]:
        word = "behind" if behind >= 0 else "ahead of"
        stood = f"{_long(abs(behind))} {word} the plan" if round(behind, 1) else "as planned"
        yield f"At {_far(place.distance)}: {stood}. Off: + slower, - faster."
