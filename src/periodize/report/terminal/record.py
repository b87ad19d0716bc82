"""The record for the terminal: what an import did, the list of activities, one of them in detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from periodize.activity import SURFACES
from periodize.analysis import Decoupling, Efficiency, NotComputable, ZoneTimes
from periodize.report.problems import printable
from periodize.report.terminal.tables import COLOURS, NARROW, bar, table
from periodize.units import KM, count, print_clock, print_pace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from periodize.activity import PlannedEntry
    from periodize.analysis import ActivityMeasures
    from periodize.load import Load
    from periodize.report.views.record import ActivityView, DoctorReport, ImportSummary
    from periodize.store import Stored

LISTED = 10
"""Files of one kind that are named one by one unless all are asked for: our choice."""

NAMED_COLUMNS = 6
"""Unread columns of a layout that are named: our choice."""

COLUMNS = {
    "Date": 0, "Time": 72, "Sport": 0, "Duration": 0, "km": 60, "HR": 72, "Load": 0, " ": 100, "Name": 80, "Id": 0,
}  # fmt: skip
"""Column of the list -> width of the terminal from which there is room for it: our choice; " " is a bar of the load."""

LAPS = 60
"""Width from which a table of one activity has room for whatever can be told without: our choice."""

PACED = frozenset({"run", "walk", "hike"})
"""Sports whose speed is read as minutes a kilometre."""

CHANNELS = {
    "heart_rate": ("heart rate", "bpm"), "power": ("power", "W"), "cadence": ("cadence", "a minute"),
    "speed": ("speed", "km/h"), "graded_speed": ("speed on the level", "km/h"), "altitude": ("altitude", "m"),
    "temperature": ("temperature", "deg C"),
}  # fmt: skip
"""Channel -> its name and unit for a reader."""


def print_import(summary: ImportSummary, out: Console, *, every: bool = False) -> None:
    """Print what an import did; `every` names all files that gave nothing new."""
    counts = [(summary.new, "new"), (summary.merged, "merged"), (summary.updated, "updated")]
    counts += [(summary.unchanged, "unchanged"), (len(summary.salvaged), "salvaged")]
    counts += [(len(summary.skipped), "skipped"), (len(summary.failed), "failed")]
    mornings = count(summary.mornings, "note of a morning", "notes of mornings") if summary.mornings else ""
    more = ", ".join(filter(None, (mornings, _planned(summary.planned))))
    told = ", ".join(f"{number:,} {word}" for number, word in counts if number or (word == "new" and not more))
    if told:
        out.print(told)
    if more:
        out.print(f"also {more}" if told else more)
    for kind, style in (("failed", "red"), ("salvaged", "yellow"), ("skipped", "dim")):
        notes = getattr(summary, kind)
        shown = notes if every else notes[: LISTED if kind != "skipped" else LISTED // 2]
        for note in shown:
            untold = kind == "salvaged" and note.rows and "kept" not in note.reason
            kept = f" ({count(note.rows, 'row')} kept)" if untold else ""
            line = Text(f"  {kind}: ", style=style).append(f"{printable(note.path)}: {printable(note.reason)}{kept}")
            out.print(line, soft_wrap=True)
        if len(shown) < len(notes):
            out.print(f"  {len(notes) - len(shown):,} more {kind}: --all", style="dim")
    for layout, columns in summary.unused.items():
        named = ", ".join(printable(column) for column in columns[:NAMED_COLUMNS])
        more_columns = f" and {len(columns) - NAMED_COLUMNS} more" if len(columns) > NAMED_COLUMNS else ""
        out.print(f"  not read of {layout}: {named}{more_columns}", style="dim", soft_wrap=True)
    if summary.interrupted:
        out.print("interrupted; the next import goes on from here", style="yellow")


def activities_table(activities: Sequence[Stored], *, width: int) -> Table:
    """Return activities, one a line. Numbers stay whole: the name gives way, and where there is none the id's end."""
    found = table()
    shown = [name for name, least in COLUMNS.items() if width >= least]
    for name in shown:
        found.add_column(
            name,
            justify="right" if name in {"Duration", "km", "HR", "Load"} else "left",
            no_wrap=name != ("Name" if "Name" in shown else "Id"),
            style={"Id": "dim", " ": COLOURS["load"]}.get(name),
        )
    top = max((_load_of(one) or 0.0 for one in activities), default=0.0)
    for one in activities:
        cells: dict[str, str | Text] = {
            "Date": str(one.day),
            "Time": f"{one.start:%H:%M}",
            "Sport": one.sport,
            "Duration": print_clock(one.moving),
            "km": "-" if one.distance is None else f"{one.distance / KM:.1f}",
            "HR": _whole(one.heart_rate),
            "Load": load_cell(one),
            " ": bar(_load_of(one) or 0.0, top),
            "Name": Text(printable(one.name), no_wrap=True, overflow="ellipsis"),
            "Id": Text(printable(one.id), no_wrap=True, overflow="crop"),
        }
        found.add_row(*(cells[name] for name in shown))
    return found


def load_cell(one: Stored) -> str:
    """Return the load of an activity; "~" before one that rests on an assumption."""
    load = _load_of(one)
    if one.measure is None or load is None:
        return "-"
    return f"{'~' if one.measure.assumed else ''}{load:.0f}"


def _load_of(one: Stored) -> float | None:
    return None if one.measure is None else one.measure.load


def print_activity(view: ActivityView, out: Console, *, assumed: Sequence[str] = ()) -> None:
    """Print one activity: what was recorded, what was computed of it, laps, zones, what is suspect.

    Parameters
    ----------
    assumed : what was assumed of the athlete, a sentence each.
    """
    one = view.stored
    title = printable(one.name) or f"{one.sport} of {one.day}"
    out.print(Text(title, style="bold"))
    where = f" {SURFACES[one.surface]}" if one.surface else ""
    out.print(f"{one.start:%a %Y-%m-%d %H:%M} · {one.sport}{where} · {one.id}", style="dim", soft_wrap=True)
    facts = [f"{print_clock(one.moving)} moving"]
    if one.elapsed - one.moving >= 1:
        facts.append(f"{print_clock(one.elapsed)} from start to end")
    if one.distance is not None:
        facts.append(f"{one.distance / KM:.2f} km")
        if one.sport in PACED and one.distance > 0:
            facts.append(print_pace(one.distance / one.moving))
    out.print(", ".join(facts))
    if one.rpe is not None:
        out.print(f"rated {one.rpe:g} of 10")
    if one.note:
        out.print(Text(printable(one.note), style="italic"))
    if view.measures is not None:
        _print_measures(view.measures, assumed if by_heart_rate(view.measures.load) else (), out)
    if view.laps:
        out.print()
        out.print(_laps(view, width=out.width))
    out.print()
    for recording in view.recordings:
        stream = f"{recording.samples:,} samples" if recording.samples > 1 else "a summary"
        device = f", {printable(recording.device)}" if recording.device else ""
        out.print(f"from {printable(recording.source)} ({stream}{device})", style="dim", soft_wrap=True)
        if recording.dropped:
            out.print(f"  left out as impossible: {', '.join(recording.dropped)}", style="dim", soft_wrap=True)


def by_heart_rate(load: Load) -> bool:
    """Whether a load rests on heart rate, and so on what is assumed of the athlete's."""
    return load.channel == "heart_rate"


def _print_measures(measures: ActivityMeasures, assumed: Sequence[str], out: Console) -> None:
    load = measures.load
    out.print()
    if load.value == load.value:
        by = load.metric.replace("_", " ") + (f" from {load.channel.replace('_', ' ')}" if load.channel else "")
        out.print(f"load {load.value:.0f} {load.unit} ({by}, evidence: {load.evidence})", soft_wrap=True)
    if load.note:
        out.print(f"  {printable(load.note)}", style="dim", soft_wrap=True)
    for sentence in assumed:
        out.print(f"  {sentence}", style="dim", soft_wrap=True)
    others = [
        f"{name.replace('_', ' ')} {one.value:.0f} {one.unit}"
        for name, one in measures.loads.items()
        if name != load.metric
    ]
    if others:
        out.print(Padding("other metrics: " + ", ".join(others), (0, 0, 0, 2)), style="dim")
    if measures.channels:
        out.print()
        out.print(_channels(measures, width=out.width))
    for name, zones in measures.zones.items():
        if isinstance(zones, ZoneTimes):
            note = f" ({zones.note})" if zones.note else ""
            out.print()
            out.print(f"Time in zones by {name.replace('_', ' ')}, {zones.model}{note}", style="bold", soft_wrap=True)
            out.print(_zones(zones, paced=name == "pace"))
    for channel in ("power", "speed"):
        best = measures.best.get(channel)
        if isinstance(best, dict) and best:
            told = (f"{_spell(seconds)} {_best(channel, mean)}" for seconds, mean in best.items())
            out.print()
            out.print(f"Best {channel}: {', '.join(told)}")
    if not isinstance(measures.weighted_power, NotComputable):
        out.print(f"weighted power: {measures.weighted_power:.0f} W", soft_wrap=True)
    for label, value in (("efficiency", measures.efficiency), ("decoupling", measures.decoupling)):
        out.print(f"{label}: {_told(value)}", soft_wrap=True)
    for finding in measures.findings:
        out.print(f"suspect: {printable(finding.text)}", style="yellow", soft_wrap=True)


def _told(value: Efficiency | Decoupling | NotComputable) -> str:
    if isinstance(value, NotComputable):
        return f"not computable, {value.reason}"
    if isinstance(value, Decoupling):
        return f"{value.value:+.1f} % from the first half to the second, over {print_clock(value.steady)} steady"
    return f"{value.value:.3g} {value.unit} ({value.channel.replace('_', ' ')})"


def _channels(measures: ActivityMeasures, *, width: int) -> Table:
    found = table()
    coverage = width >= LAPS
    for name in ("Channel", "Mean", "Highest", *(["Covers"] if coverage else []), ""):
        found.add_column(name, justify="left" if name in {"Channel", ""} else "right", no_wrap=name != "Channel")
    for name, channel in measures.channels.items():
        title, unit = CHANNELS.get(name, (name.replace("_", " "), ""))
        scale = 3.6 if unit == "km/h" else 1.0
        digits = 1 if unit in {"km/h", "deg C"} else 0
        mean, highest = channel.mean * scale, channel.highest * scale
        covers = [f"{100 * channel.coverage:.0f} %"] if coverage else []
        found.add_row(title, f"{mean:.{digits}f}", f"{highest:.{digits}f}", *covers, unit)
    return found


def _best(channel: str, mean: float) -> str:
    return f"{mean:.0f} W" if channel == "power" else f"{3.6 * mean:.1f} km/h"


def _spell(seconds: int) -> str:
    """Return a duration as people name it: 5 s, 20 min, 3 h."""
    if seconds < 60:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"


def _zones(zones: ZoneTimes, *, paced: bool) -> Table:
    found, seconds = table(), zones.seconds
    for column, justify in (("Zone", "left"), ("Up to", "right"), ("Time", "right"), ("Share", "right"), ("", "left")):
        found.add_column(column, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    total, top = sum(seconds), max(seconds, default=0.0)
    limits = [print_pace(edge) if paced else f"{edge:.0f}" for edge in zones.edges] + [""]
    for number, (limit, time) in enumerate(zip(limits, seconds, strict=True), 1):
        share = f"{100 * time / total:.0f} %" if total else "-"
        found.add_row(f"Z{number}", limit, print_clock(time), share, bar(time, top))
    return found


def _laps(view: ActivityView, *, width: int) -> Table:
    found = table("Laps")
    pace = view.stored.sport in PACED
    power = any(row.power is not None for row in view.laps)
    words = width >= LAPS and any(row.lap.intensity for row in view.laps)
    for name in ("#", "Duration", "km", "Pace" if pace else "km/h", "HR", *(["Power"] if power else [])):
        found.add_column(name, justify="right", no_wrap=True)
    if words:
        found.add_column("", no_wrap=True)
    for number, row in enumerate(view.laps, 1):
        lap = row.lap
        speed = lap.distance / lap.duration if lap.distance and lap.duration else None
        told = "-" if speed is None else print_pace(speed) if pace else f"{3.6 * speed:.1f}"
        distance = "-" if lap.distance is None else f"{lap.distance / KM:.2f}"
        cells = [str(number), print_clock(lap.duration), distance, told, _whole(row.heart_rate)]
        cells += ([_whole(row.power)] if power else []) + ([lap.intensity] if words else [])
        found.add_row(*cells)
    return found


def _whole(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"


def planned_table(entries: Sequence[PlannedEntry], *, width: int) -> Table:
    """Return what other programs had planned, one a line."""
    found = table()
    room = width >= COLUMNS["km"]
    for name in ("Date", "Sport", "Duration", *(["km"] if room else []), "Load"):
        found.add_column(name, justify="left" if name in {"Date", "Sport"} else "right", no_wrap=True)
    if width >= NARROW:
        found.add_column("Name", no_wrap=True, overflow="ellipsis")
    for entry in entries:
        distance = "-" if entry.distance is None else f"{entry.distance / KM:.1f}"
        duration = "-" if entry.duration is None else print_clock(entry.duration)
        cells = [str(entry.day), entry.sport, duration, *([distance] if room else []), _whole(entry.load)]
        name = ("race: " if entry.race else "") + printable(entry.name)
        found.add_row(*cells, *([name] if width >= NARROW else []))
    return found


def _planned(sessions: int) -> str:
    """Return how many sessions other programs had planned; empty for none."""
    several = "planned sessions of other programs"
    return count(sessions, "planned session of another program", several) if sessions else ""


def print_doctor(report: DoctorReport, out: Console) -> None:
    """Print what a store holds and what deserves a look."""
    survey = report.survey
    total = sum(survey.sports.values())
    if not (total or survey.mornings or survey.files):
        out.print("Nothing is recorded yet: periodize import PATH ... or periodize log")
        return
    days = f" from {survey.first} to {survey.last}" if survey.first else ""
    out.print(Text(f"{count(total, 'activity')}{days}", style="bold"))
    parts = [f"{number:,} {sport}" for sport, number in survey.sports.items()]
    if survey.recordings:
        parts.append(f"{count(survey.recordings, 'recording')} of {', '.join(survey.readers)}")
    if survey.without_heart_rate:
        parts.append(f"{len(survey.without_heart_rate):,} without heart rate")
    if survey.unmeasured:
        parts.append(f"{survey.unmeasured:,} without a load")
    if parts:
        out.print(", ".join(parts), style="dim")
    if survey.mornings:
        mornings = count(survey.mornings, "morning")
        out.print(f"{mornings} from {survey.morning_first} to {survey.morning_last}", style="dim")
    if survey.planned:
        out.print(_planned(survey.planned), style="dim")
    files = ", ".join(f"{number:,} {state}" for state, number in survey.files.items() if number)
    out.print(f"files: {files or 'none'} · {survey.size / 2**20:.1f} MB", style="dim")
    styles = {"problem": "red", "look": "yellow", "note": "dim"}
    for diagnosis in report.diagnoses:
        out.print()
        head = Text(f"{diagnosis.grade}: ", style=styles[diagnosis.grade]).append(
            printable(diagnosis.text), style="none"
        )
        out.print(head)
        for detail in diagnosis.details:
            out.print(f"  {printable(detail)}", style="dim", soft_wrap=True)
    if not any(diagnosis.grade != "note" for diagnosis in report.diagnoses):
        out.print()
        out.print("Nothing deserves a look.", style="green")
    if report.defaults:
        out.print()
        out.print("Defaults in force, because nobody gave these:")
        for text in report.defaults:
            out.print(Padding(Text(printable(text), style="dim"), (0, 0, 0, 2)))
