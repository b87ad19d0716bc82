"""One planned session beside what was recorded of it, for the terminal."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.check_tables import STATES
from periodize.report.terminal.shares import print_zones
from periodize.report.terminal.tables import NARROW, table
from periodize.units import KM, print_clock, print_distance, print_speed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.table import Table

    from periodize.compare import Compliance, Repeat, Step, Stretch
    from periodize.report.views.session import SessionCheck

SOURCES = {
    "workout steps": "the steps of the workout on the device",
    "laps": "the laps that were marked",
    "recording": "speed or power over the recording",
}
"""What repeats were taken from, for a reader."""

UNITS = {"power": "W", "heart_rate": "bpm"}
"""Channel of a target -> its unit, where it is no pace."""

VERDICTS = {True: "", False: "outside", None: "not judged"}


def print_session(view: SessionCheck, out: Console) -> None:
    """Print one session: state, volume, load, intensity and structure, repeats, zones, what was not judged."""
    row = view.row
    assert row.planned is not None
    mark, style = STATES[row.state]
    out.print(Text(f"{row.day:%a %Y-%m-%d}  ", style="bold").append(printable(row.planned.text), style="bold"))
    out.print(Text(f"{mark} {row.state}", style=style).append(f": {printable(row.note)}" if row.note else ""))
    done = row.done
    if done is None:
        return
    files = ", ".join(printable(part.source) for part in done.activities if part.source)
    covered = "" if done.distance is None else f", {done.distance / KM:.2f} km"
    out.print(f"{done.start:%a %Y-%m-%d %H:%M}, {print_clock(done.duration)} moving{covered}", style="dim")
    if files:
        out.print(f"from {files}", style="dim", soft_wrap=True)
    if row.compliance is not None:
        out.print()
        out.print(_measures(view, row.compliance))
    _print_work(view, out)
    if view.zones is not None:
        print_zones(view.zones, out)
    if view.not_judged:
        out.print()
        for reason in view.not_judged:
            out.print(Text("Not judged: ", style="bold").append(printable(reason), style="default"))


def _measures(view: SessionCheck, how: Compliance) -> Table:
    found = table()
    for name, justify in (("", "left"), ("Done", "right"), ("Counts as planned", "right"), (" ", "left")):
        found.add_column(name, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    for name, value, band, ok in _lines(view, how):
        found.add_row(name, value, band, "the work counts" if name == "volume" and _by_work(how) else VERDICTS[ok])
    return found


def _by_work(how: Compliance) -> bool:
    """Whether the volume is as planned because the work is."""
    return bool(how.structure_ok and how.volume_ok)


def _lines(view: SessionCheck, how: Compliance) -> Iterator[tuple[str, str, str, bool | None]]:
    """Yield each measure: its name, how much was done, what counts as planned, whether it does."""
    from periodize.compare.compliance import ABOVE_EASY, EASY_INTENTS, LOAD_MARGIN, VOLUME, WORK, WORK_INTENTS
    from periodize.compare.execution import TOLERANCE

    assert view.row.planned is not None
    intent = view.row.planned.intent
    volume = VOLUME[intent]
    yield "volume", _percent(how.volume), _band(volume), how.volume_ok
    load = volume and (volume[0] - LOAD_MARGIN, volume[1] + LOAD_MARGIN)
    yield "load", _percent(how.load), _band(load), how.load_ok
    if intent in EASY_INTENTS:
        yield "time above easy", _percent(how.intensity), f"up to {ABOVE_EASY:.0%}", how.intensity_ok
    if intent in WORK_INTENTS:
        channels = {step.channel for step in _steps(view) if step.channel}
        width = f"±{TOLERANCE[next(iter(channels))]:.0%} each" if len(channels) == 1 else ""
        yield "intensity of the work", _percent(how.intensity), width, how.intensity_ok
        name = "repeats" if intent == "intervals" else "work"
        yield name, _percent(how.structure), _band(WORK[intent]), how.structure_ok


def _steps(view: SessionCheck) -> list[Step]:
    return [repeat.step for repeat in view.execution.repeats] if view.execution else []


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def _band(band: tuple[float, float] | None) -> str:
    if band is None:
        return ""
    return f"{band[0]:.0%} to {band[1]:.0%}" if isfinite(band[1]) else f"from {band[0]:.0%}"


def _print_work(view: SessionCheck, out: Console) -> None:
    found = view.execution
    if view.channel and view.ceiling is not None:
        out.print()
        out.print(f"Easy ends at {_value(view.channel, view.ceiling, view.sport)}.", style="dim")
    if found is None:
        return
    out.print()
    out.print(_repeats(view, width=out.width))
    told = (
        f"From {SOURCES[found.source]}" if any(r.done for r in found.repeats) else f"Looked at {SOURCES[found.source]}"
    )
    if found.expected:
        told = f"Targets are those of the same effort, {found.expected}. {told}"
    if found.fade is not None:
        word = "slower" if found.repeats[0].step.channel == "speed" else "lower"
        told += f"; last against first repeat: {abs(found.fade):.0%} {word if found.fade >= 0 else _OPPOSITE[word]}"
    out.print(f"{told}.", style="dim")
    if found.extra:
        more = ", ".join(_length(stretch) for stretch in found.extra)
        out.print(f"Also hard, and not in the plan: {more}.", style="dim")


_OPPOSITE = {"slower": "faster", "lower": "higher"}


def _repeats(view: SessionCheck, *, width: int) -> Table:
    assert view.execution is not None
    found = table()
    found.add_column("#", justify="right", no_wrap=True)
    found.add_column("Planned")
    roomy = width >= NARROW
    for name in ("Done", "Target", "Was", *(["Off", "HR"] if roomy else ["Off"])):
        found.add_column(name, justify="right", no_wrap=True)
    for place, repeat in enumerate(view.execution.repeats, 1):
        cells = [str(place), printable(repeat.step.text), *_cells(repeat, view.sport)]
        heart = repeat.done.mean("heart_rate") if repeat.done else None
        found.add_row(*cells, *([] if not roomy else ["-" if heart is None else f"{heart:.0f}"]))
    return found


def _cells(repeat: Repeat, sport: str) -> list[str]:
    """Return length, target, what it was, and how far off."""
    step, done = repeat.step, repeat.done
    target = "-"
    if step.channel:
        edges = [_value(step.channel, edge, sport) for edge in (step.low, step.high)]
        target = edges[0] if edges[0] == edges[1] else f"{edges[0]}-{edges[1]}"
    if done is None:
        return ["missing", target, "-", "-"]
    was = done.mean(step.channel or "speed")
    told = "-" if was is None else _value(step.channel or "speed", was, sport)
    off = repeat.off
    return [_length(done), target, told, "-" if off is None else "on it" if repeat.on_target else f"{off:+.0%}"]


def _length(stretch: Stretch) -> str:
    clock = print_clock(stretch.duration)
    return clock if stretch.distance is None else f"{print_distance(round(stretch.distance, -1))} {clock}"


def _value(channel: str, value: float, sport: str) -> str:
    return f"{value:.0f} {UNITS[channel]}" if channel in UNITS else print_speed(value, sport)


# ---- as data
