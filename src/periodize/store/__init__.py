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
    Signed,
    SourceFile,
    Stored,
    Survey,
    WeekTotal,
)
from periodize.store.memory import LastCheck
from periodize.store.signatures import Signatures
from periodize.store.store import Store
from periodize.store.streams import pack, pack_activity, unpack

__all__ = [
    "NO_SESSION",
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
    "Signatures",
    "Signed",
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
