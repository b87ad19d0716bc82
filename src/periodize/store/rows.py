"""Between the facts and the rows of their tables."""

from __future__ import annotations

import json
from dataclasses import astuple, fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from numbers import Integral
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from periodize.activity import Activity, Lap, Morning, Pause, PlannedEntry, WorkoutStep
from periodize.store.facts import FileState, Measure, Packed, PackedStream, Recording, SourceFile, Stored
from periodize.store.streams import known, unpack, unpack_counted, unpack_positions
from periodize.twins import wall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.effort import Effort

Row: TypeAlias = tuple[Any, ...]

LOG: Final = "log"
"""The source of what was typed in."""

MERGED: Final = (
    "sport", "start", "utc_offset", "day", "moving", "elapsed", "distance", "heart_rate", "power", "speed", "cadence",
    "peak_hr", "rpe", "stated_load", "name", "note", "device", "native_id", "surface", "samples", "channels",
)  # fmt: skip
"""Columns of a recording that an activity has too."""

FACTS: Final = (*MERGED, "key", "wall", "wall_clock", "laps", "pauses", "steps", "given", "dropped")
"""Columns of a recording that its source gave."""

MEASURED: Final = ("fingerprint", "load", "metric", "evidence", "assumed", "note", "channel", "metrics")
"""Columns of a measure that were computed."""

NOTED: Final = tuple(f.name for f in fields(Morning) if f.name not in {"day", "source"})
"""Columns of a morning that its source gave."""

ILL: Final = NOTED.index("illness")
"""Place of the one that is yes or no."""

ENTRY: Final = ("key", "day", "sport", "name", "text", "duration", "distance", "load", "race")
"""Columns of a planned entry that its source gave."""

SEPARATOR: Final = "\n"
"""Between names in one column."""


def facts_row(recording: Recording) -> Row:
    """Return the values of `FACTS`."""
    offset = recording.start.utcoffset() or timedelta()
    return _writable(
        recording.sport,
        recording.start.timestamp(),
        round(offset.total_seconds()),
        recording.start.date().isoformat(),
        recording.moving,
        recording.elapsed,
        recording.distance,
        recording.heart_rate,
        recording.power,
        recording.speed,
        recording.cadence,
        recording.peak_hr,
        recording.rpe,
        recording.stated_load,
        recording.name,
        recording.note,
        recording.device,
        recording.native_id,
        recording.surface,
        recording.samples,
        SEPARATOR.join(recording.channels),
        recording.key,
        wall(recording.start),
        recording.wall_clock,
        _json([astuple(lap) for lap in recording.laps]),
        _json([astuple(pause) for pause in recording.pauses]),
        _json([astuple(step) for step in recording.steps]),
        _json(dict(sorted(recording.given.items()))),
        _json(list(recording.dropped)),
    )


def recording_of(row: Sequence[Any], *, source: str = "") -> Recording:
    """Return the recording of the values of `FACTS`."""
    named = dict(zip(FACTS, row, strict=True))
    return Recording(
        **{name: named[name] for name in MERGED if name not in {"start", "utc_offset", "day", "channels"}},
        key=named["key"],
        start=moment(named["start"], named["utc_offset"]),
        channels=names(named["channels"]),
        wall_clock=bool(named["wall_clock"]),
        laps=tuple(Lap(*lap) for lap in _parsed(named["laps"], [])),
        pauses=tuple(Pause(*pause) for pause in _parsed(named["pauses"], [])),
        steps=tuple(WorkoutStep(*step) for step in _parsed(named["steps"], [])),
        given=_parsed(named["given"], {}),
        dropped=tuple(_parsed(named["dropped"], [])),
        source=source,
    )


def stored_of(merged: Sequence[Any], keys: str, sources: Sequence[str], measure: Measure | None) -> Stored:
    """Return the activity of the values of `MERGED`."""
    sport, start, offset, day, *others, channels = merged
    begun, on, known_as = moment(start, offset), date.fromisoformat(day), names(keys)
    values: list[Any] = [known_as[0], sport, begun, on, *others, names(channels), tuple(sources), known_as, measure]
    return Stored(*values)


def effort_of(stored: Stored, recordings: Sequence[Recording], stream: PackedStream) -> Effort:
    """Return the effort of an activity: its best stream, with the rating and the load of any recording."""
    by_hand = any(one.source == LOG and one.stated_load is not None for one in recordings)
    effort = unpack(stream, sport=stored.sport, rpe=stored.rpe, stated_load=stored.stated_load)
    return replace(effort, stated_by_hand=True) if by_hand else effort


def activity_of(stored: Stored, recordings: Sequence[Recording], stream: PackedStream) -> Activity:
    """Return an activity in full: what is merged, with stream and laps of its best recording, the first."""
    best = recordings[0]
    return Activity(
        id=stored.id,
        sport=stored.sport,
        start=stored.start,
        effort=effort_of(stored, recordings, stream),
        elapsed=stored.elapsed,
        distance=stored.distance,
        peak_hr=stored.peak_hr,
        name=stored.name,
        laps=best.laps,
        source=best.source,
        wall_clock=best.wall_clock,
        pauses=best.pauses,
        steps=best.steps,
        positions=unpack_positions(stream),
        counted=unpack_counted(stream),
        note=stored.note,
        device=stored.device,
        native_id=stored.native_id,
        given=best.given,
        dropped=best.dropped,
        surface=stored.surface,
    )


def stream_row(packed: Packed) -> Row:
    """Return n, channels, data, positions and counted."""
    stream = packed.stream
    return (stream.n, SEPARATOR.join(stream.channels), stream.data, stream.positions, stream.counted)


def stream_of(row: Sequence[Any]) -> PackedStream:
    """Return the stream of n, channels, data, positions and counted."""
    n, channels, data, positions, counted = row
    return PackedStream(n, names(channels), data, positions, counted)


def measure_row(measure: Measure) -> Row:
    """Return the values of `MEASURED`."""
    return _writable(
        measure.fingerprint,
        known(measure.load),
        measure.metric,
        measure.evidence,
        measure.assumed,
        measure.note,
        measure.channel,
        _json(dict(measure.values)),
    )


def measure_of(row: Sequence[Any]) -> Measure | None:
    """Return the measure of the values of `MEASURED`; None where a join found none."""
    fingerprint, load, metric, evidence, assumed, note, channel, metrics = row
    if fingerprint is None:
        return None
    return Measure(fingerprint, load, metric, evidence, bool(assumed), note, channel, _parsed(metrics, {}))


def morning_row(morning: Morning) -> Row:
    """Return the values of `NOTED`."""
    return _writable(*(getattr(morning, name) for name in NOTED))


def morning_of(day: str, row: Sequence[Any], *, source: str) -> Morning:
    """Return the morning of the values of `NOTED`."""
    given: list[Any] = list(row)
    if (ill := given[ILL]) is not None:
        given[ILL] = bool(ill)
    resting_hr, *others = given
    return Morning(date.fromisoformat(day), resting_hr, source, *others)


def entry_row(entry: PlannedEntry) -> Row:
    """Return the values of `ENTRY`."""
    return _writable(
        entry.id, entry.day.isoformat(), entry.sport, entry.name, entry.text, entry.duration, entry.distance,
        entry.load, entry.race,
    )  # fmt: skip


def entry_of(row: Sequence[Any], *, source: str) -> PlannedEntry:
    """Return the planned entry of the values of `ENTRY`."""
    key, day, sport, name, text, duration, distance, load, race = row
    return PlannedEntry(key, date.fromisoformat(day), sport, name, text, duration, distance, load, bool(race), source)


def file_row(file: SourceFile) -> Row:
    """Return the content's columns of a file."""
    return _writable(
        file.sha256, file.reader, file.state, file.reason, file.rows, _json(list(file.unused)), file.program
    )


def file_of(row: Sequence[Any]) -> SourceFile:
    """Return the file of its content's columns, path, size and time."""
    sha256, reader, state, reason, rows, unused, program, path, size, mtime_ns = row
    return SourceFile(
        sha256, path or "", size or 0, mtime_ns or 0, reader, FileState(state), reason, rows,
        tuple(_parsed(unused, [])), program,
    )  # fmt: skip


def filled(rows: Sequence[Row]) -> Row:
    """Return each value from the first row that has it."""
    if len(rows) == 1:
        return rows[0]
    return tuple(
        next((value for value in column if value not in {None, ""}), column[0]) for column in zip(*rows, strict=True)
    )


def names(column: str) -> tuple[str, ...]:
    """Return the names in one column."""
    return tuple(column.split(SEPARATOR)) if column else ()


def moment(start: float, offset: int) -> datetime:
    """Return the aware datetime of seconds since 1970 and the offset of its zone [s]."""
    return datetime.fromtimestamp(start, _zone(offset))


@lru_cache(maxsize=256)
def _zone(offset: int) -> timezone:
    return timezone(timedelta(seconds=offset)) if offset else UTC


def text(value: str) -> str:
    """Return a text that UTF-8 can hold; a path may have bytes that no encoding explains."""
    return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")


def _writable(*values: Any) -> Row:
    """Return the values as SQLite holds them: nan is NULL, yes is 1."""
    return tuple(_plain(value) for value in values)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Integral):
        return int(value)
    return known(value)


def _json(value: list[Any] | dict[str, Any]) -> str | None:
    """Return JSON, or None for what is empty; nan is null."""
    return json.dumps(_without_nan(value), ensure_ascii=False, separators=(",", ":"), default=float) if value else None


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nan(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(inner) for inner in value]
    return known(value) if isinstance(value, float) else value


def _parsed(column: str | None, missing: Any) -> Any:
    return json.loads(column) if column else missing
