"""The embedded store: what was recorded, in one SQLite file in the season folder."""

from periodize.store.decisions import NO_SESSION, Decisions, Link, Silence, Skip
from periodize.store.errors import NotFoundError, StoreError
from periodize.store.facts import (
    Added,
    FileState,
    Gap,
    Measure,
    Packed,
    PackedStream,
    Recording,
    SourceFile,
    Stored,
    Survey,
    WeekTotal,
)
from periodize.store.memory import LastCheck
from periodize.store.store import STORE_NAME, Store
from periodize.store.streams import pack, pack_activity, unpack

__all__ = [
    "NO_SESSION",
    "STORE_NAME",
    "Added",
    "Decisions",
    "FileState",
    "Gap",
    "LastCheck",
    "Link",
    "Measure",
    "NotFoundError",
    "Packed",
    "PackedStream",
    "Recording",
    "Silence",
    "Skip",
    "SourceFile",
    "Store",
    "StoreError",
    "Stored",
    "Survey",
    "WeekTotal",
    "pack",
    "pack_activity",
    "unpack",
]
