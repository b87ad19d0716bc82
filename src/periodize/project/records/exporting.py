"""Everything back out: the record as CSV, JSON or parquet."""

from __future__ import annotations

import csv
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from periodize.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from periodize.store import Store

    Row = Mapping[str, Any]

WHAT = ("record", "wellness", "planned", "streams")
"""What can be exported: activities, mornings, what other programs had planned, every sample of every activity."""

BATCH = 50_000
"""Rows of a parquet file that are written together: our choice."""


def export(
    store: Store,
    what: str,
    path: Path,
    *,
    first: date | None = None,
    last: date | None = None,
    sports: Iterable[str] = (),
    force: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> int:
    """Write a part of the record into a file, by the suffix of its name.

    Parameters
    ----------
    store : open, its measures up to date.
    what : one of `WHAT`.
    path : .csv, .json or .parquet. JSON of the record has laps, sources and measures too; a CSV has a line each.
    first, last, sports : which days, both included, and sports; without: all.
    force : replace a file that exists.
    progress : called with activities done, in all, and the name of the next, for streams.

    Returns
    -------
    int
        rows written.

    Raises
    ------
    UnknownNameError
        if `what` is not one of `WHAT`.
    UsageError
        if the suffix is not known, the file exists or cannot be written, or parquet is not installed.
    """
    if what not in WHAT:
        raise UnknownNameError("part of the record", what, WHAT)
    writers = {".csv": _csv, ".json": _json, ".parquet": _parquet}
    if path.suffix.lower() not in writers:
        message = f"{path.name}: the name says the format: {', '.join(writers)}"
        raise UsageError(message)
    chosen = {"first": first, "last": last}
    flat = path.suffix.lower() != ".json"
    rows: Iterable[Row]
    if what == "record":
        rows = _activities(store, chosen, sports, flat=flat)
    elif what == "streams":
        rows = _samples(store, chosen, sports, progress)
    else:
        rows = _days(store, what, chosen)
    with _beside(path, force=force) as part:
        return writers[path.suffix.lower()](part, rows)


def _activities(store: Store, chosen: Mapping[str, Any], sports: Iterable[str], *, flat: bool) -> Iterator[Row]:
    from periodize.project.records.activity_view import activity_view
    from periodize.report.data.record import activity_data, activity_row

    for stored in store.activities(**chosen, sports=sports):
        if flat:
            row = activity_row(stored)
            yield {**row, "sources": "; ".join(row["sources"])}
        else:
            yield activity_data(activity_view(store, stored.id))


def _days(store: Store, what: str, chosen: Mapping[str, Any]) -> Iterator[Row]:
    from periodize.report.data.record import morning_row, planned_row

    if what == "wellness":
        yield from (morning_row(one) for one in store.mornings(**chosen))
    else:
        yield from (planned_row(one) for one in store.planned(**chosen))


CHANNELS = ("heart_rate", "power", "speed", "graded_speed", "cadence", "altitude", "temperature")
"""Columns of the streams, in this order; empty where a channel is missing."""

POSITION = ("latitude", "longitude")
"""[degrees] The last columns of the streams; empty unless positions were asked for at the import."""


def _samples(
    store: Store,
    chosen: Mapping[str, Any],
    sports: Iterable[str],
    progress: Callable[[int, int, str], None] | None,
) -> Iterator[Row]:
    """Yield every sample of every activity: seconds from its start by the clock on the wall, length, channels."""
    from periodize.activity import sample_starts

    total = len(store.activities(**chosen, sports=sports))
    for done, activity in enumerate(store.full(**chosen, sports=sports)):
        if progress:
            progress(done, total, str(activity.day))
        effort = activity.effort
        columns = [effort.channels[name].tolist() if name in effort.channels else None for name in CHANNELS]
        columns += [None, None] if activity.positions is None else activity.positions.T.tolist()
        for k, (start, dt) in enumerate(zip(sample_starts(activity).tolist(), effort.dt.tolist(), strict=True)):
            values = (None if column is None or column[k] != column[k] else column[k] for column in columns)
            yield {
                "activity": activity.id,
                "start_s": start,
                "duration_s": dt,
                **dict(zip((*CHANNELS, *POSITION), values, strict=True)),
            }


@contextmanager
def _beside(path: Path, *, force: bool) -> Iterator[Path]:
    """Give a place to write to; what is written there takes the name only when it is whole."""
    if path.exists() and not force:
        message = f"{path} exists and is left as it is (--force replaces)"
        raise UsageError(message)
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            yield part
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise UsageError(message) from None


def _csv(path: Path, rows: Iterable[Row]) -> int:
    count = 0
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = None
        for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is the answer
            if writer is None:
                writer = csv.DictWriter(file, list(row))
                writer.writeheader()
            writer.writerow(row)
    return count


def _json(path: Path, rows: Iterable[Row]) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for count, row in enumerate(rows, 1):
            file.write("\n" if count == 1 else ",\n")
            json.dump(row, file, ensure_ascii=False, allow_nan=False)
        file.write("\n]\n")
    return count


def _parquet(path: Path, rows: Iterable[Row]) -> int:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        message = "parquet needs pyarrow: pip install 'periodize[parquet]', or export to .csv"
        raise UsageError(message) from None
    from itertools import islice

    count, writer, iterator = 0, None, iter(rows)
    try:
        while batch := list(islice(iterator, BATCH)):
            # the first batch says which columns are numbers; one that is empty throughout stays a number
            found = pa.Table.from_pylist(batch, None if writer is None else writer.schema)
            if writer is None:
                fields = [f.with_type(pa.float64()) if pa.types.is_null(f.type) else f for f in found.schema]
                writer = parquet.ParquetWriter(path, pa.schema(fields))
            writer.write_table(found.cast(writer.schema))
            count += len(batch)
        if writer is None:
            parquet.write_table(pa.table({}), path)
    finally:
        if writer is not None:
            writer.close()
    return count
