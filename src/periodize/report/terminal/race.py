"""A race by segments, for the terminal."""

from __future__ import annotations

from itertools import groupby
from math import isnan
from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.tables import NARROW, table
from periodize.units import KM, print_distance, print_speed, print_tenths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console
    from rich.table import Table

    from periodize.analysis.measures import Channel
    from periodize.analysis.pacing import Planned, Shape
    from periodize.analysis.segments import Split
    from periodize.report.views.race import RaceView

LINE = 44
"""Characters of the line of a channel: our choice."""

BARS = "▁▂▃▄▅▆▇█"

DRIVEN = frozenset({"bike", "ski"})
"""Sports whose speed is read as km/h."""

CHANNELS = {"heart_rate": "HR", "power": "Power", "cadence": "Cadence"}
"""Channel of the table -> title of its mean; its maximum stands beside it."""

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
    if view.measured_by:
        told = f"Recorded as {_far(view.recorded)}, scaled to {_far(view.distance)} by {printable(view.measured_by)}."
    else:
        told = "Distances are those of the recording; --distance scales them to what the race measures."
    out.print(told, style="dim")
    out.print()
    for line in _lines(view):
        out.print(line, no_wrap=True)
    out.print()
    out.print(_splits(view, width=out.width))
    for sentence in _told(view.shape):
        out.print(sentence)
    if view.planned:
        out.print()
        out.print(Text("Plan: ", style="bold").append(printable(view.pacing), style="default"))
        out.print(_plan(view))
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
        parts.append(f"heart rate {heart.mean:.0f}, highest {heart.highest:.0f}{before}")
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


def _lines(view: RaceView) -> Iterator[Text]:
    """Yield speed and heart rate over the distance, each between its lowest and its highest."""
    series = view.series
    speeds = _leveled(series.speed)
    slow, fast = (_speed(edge(speeds), view.sport) for edge in (min, max))
    yield Text(f"{'speed':<11}{_line(speeds)}  {slow} to {fast}")
    heart = _leveled(series.channels.get("heart_rate", ()))
    known = [value for value in heart if not isnan(value)]
    if known:
        yield Text(f"{'heart rate':<11}{_line(heart)}  {min(known):.0f} to {max(known):.0f}")


def _leveled(values: Sequence[float | None]) -> list[float]:
    """Return the values as the means of at most `LINE` equal groups, nan where a group has none."""
    groups = min(LINE, len(values))
    cut = [values[place * len(values) // groups : (place + 1) * len(values) // groups] for place in range(groups)]
    known = ([value for value in part if value is not None] for part in cut)
    return [sum(part) / len(part) if part else float("nan") for part in known]


def _line(values: Sequence[float]) -> str:
    known = [value for value in values if not isnan(value)]
    low, high = min(known), max(known)
    wide = (high - low) or 1.0
    return "".join(" " if isnan(v) else BARS[min(7, int(8 * (v - low) / wide))] for v in values)


# ---- segments


def _splits(view: RaceView, *, width: int) -> Table:
    shown = [name for name in CHANNELS if any(_known(split, name) for split in view.splits)]
    found = table()
    found.add_column("Segment", overflow="ellipsis", no_wrap=True, max_width=LEGS)
    roomy = width >= NARROW
    for name in ("Time", *(["At"] if roomy else []), "km/h" if view.sport in DRIVEN else "Pace"):
        found.add_column(name, justify="right", no_wrap=True)
    for name in shown:
        found.add_column(CHANNELS[name], justify="right", no_wrap=True)
        found.add_column("max", justify="right", no_wrap=True, style="dim")
    for split in view.splits:
        found.add_row(
            printable(split.name),
            print_tenths(split.duration),
            *([print_tenths(split.end.clock)] if roomy else []),
            _speed(split.speed, view.sport).removesuffix(" km/h"),
            *(cell for name in shown for cell in _cells(split.channels.get(name))),
        )
    return found


def _known(split: Split, name: str) -> bool:
    return name in split.channels and split.channels[name].coverage > 0


def _cells(channel: Channel | None) -> tuple[str, str]:
    if channel is None or not channel.coverage:
        return "-", "-"
    return f"{channel.mean:.0f}", f"{channel.highest:.0f}"


# ---- shape and plan


def _told(shape: Shape) -> Iterator[str]:
    halves = f"{print_tenths(shape.first)} and {print_tenths(shape.second)}"
    yield f"Halves: {halves}, the second {_faster(-shape.change)}: {_article(shape.split)} split."
    if shape.variability:
        spread = ", ".join(f"{cv:.1%} over {piece:.0f} m" for piece, cv in shape.variability.items())
        yield f"Speed varied by {spread} (standard deviation of such pieces)."
    yield f"Speed over the last tenth: {_faster(shape.kick)} than before."


def _faster(share: float) -> str:
    return f"{abs(share):.1%} {'faster' if share >= 0 else 'slower'}"


def _article(word: str) -> str:
    return f"{'an' if word == 'even' else 'a'} {word}"


def _plan(view: RaceView) -> Table:
    watts = any(row.target_power is not None for row in view.planned)
    found = table()
    found.add_column("Part", overflow="ellipsis", no_wrap=True, max_width=LEGS)
    for name in ("From", "To", "Target", "Was", *(["W", "was"] if watts else []), "Off", "In all"):
        found.add_column(name, justify="right", no_wrap=True)
    for leg, rows in groupby(view.planned, key=lambda row: row.text):
        for place, row in enumerate(rows):
            found.add_row(
                printable(leg) if not place else "",
                _far(row.begin.distance),
                _far(row.end.distance),
                "-" if row.target_time is None else print_tenths(row.target_time),
                print_tenths(row.time),
                *([_watts(row.target_power), _watts(row.power)] if watts else []),
                _off(row.off),
                _off(row.behind),
            )
    return found


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
    timed = [(row.end, row.behind) for row in planned if row.behind is not None]
    for place, behind in timed[-1:]:
        word = "behind" if behind >= 0 else "ahead of"
        yield f"At {_far(place.distance)}: {_long(abs(behind))} {word} the plan. Off: + slower, - faster."
