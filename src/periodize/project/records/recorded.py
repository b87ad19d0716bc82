"""Recorded files, read in the zone where they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import tzinfo
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.formats import Record


def zone_of(name: str | None) -> tzinfo:
    """Return the zone of recordings that carry none: the athlete's, else this computer's.

    Raises
    ------
    UsageError
        if there is no such zone.
    """
    from zoneinfo import ZoneInfo

    from periodize.errors import UsageError

    if name is None:
        import tzlocal

        return tzlocal.get_localzone()
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        message = f"unknown time zone {name!r}; write e.g. Europe/Oslo"
        raise UsageError(message) from None


def read_record(
    paths: Iterable[str | Path],
    *,
    timezone: str | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Record:
    """Read recorded files and folders; says of each file what became of it.

    Parameters
    ----------
    paths : files and folders: FIT, TCX, GPX, CSV, gzipped or not, in any mix.
    timezone : IANA name of where recordings without a zone were made; None: this computer's zone.
    progress : called with files done, files in all, name of the next one.
    """
    from periodize.formats import ingest

    return ingest(paths, zone=zone_of(timezone), progress=progress)


def read(path: str | Path, *, timezone: str | None = None) -> tuple[Activity, ...]:
    """Read the activities of a recorded file or folder, sorted by start.

    Parameters
    ----------
    path : a file or folder.
    timezone : as `read_record`, which also tells what could not be read.

    Raises
    ------
    UsageError
        if the path does not exist.
    """
    return read_record([path], timezone=timezone).activities
