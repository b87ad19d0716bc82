"""The embedded store: what was recorded, in one SQLite file in the season folder."""

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
from periodize.store.store import STORE_NAME, Store
from periodize.store.streams import pack, pack_activity, unpack

__all__ = [
    "STORE_NAME",
    "Added",
    "FileState",
    "Gap",
    "Measure",
    "NotFoundError",
    "Packed",
    "PackedStream",
    "Recording",
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
