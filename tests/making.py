"""Activities and files for tests of what keeps them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from periodize.activity import Activity
from periodize.effort import Effort
from periodize.store import Added, FileState, SourceFile, Store, pack_activity

if TYPE_CHECKING:
    from datetime import tzinfo

    from periodize.store import Measure

MORNING = datetime(2026, 5, 3, 7, 30, tzinfo=UTC)


def recorded(
    key: str = "aaaa",
    *,
    sport: str = "run",
    after: float = 0.0,
    seconds: int = 600,
    channels: tuple[str, ...] = ("heart_rate", "speed"),
    zone: tzinfo = UTC,
    **others: Any,
) -> Activity:
    """A steady activity of 1 Hz. after : [s] since the morning of 3 May 2026."""
    values = {"heart_rate": 140.0, "speed": 3.0, "power": 220.0, "cadence": 84.0}
    effort = Effort(
        sport,
        np.ones(seconds),
        {name: np.full(seconds, values[name]) for name in channels},
        others.pop("rpe", None),
        others.pop("stated_load", None),
    )
    start = (MORNING + timedelta(seconds=after)).astimezone(zone)
    return Activity(id=key, sport=sport, start=start, effort=effort, elapsed=float(seconds), **others)


def row(
    key: str = "bbbb", *, seconds: float = 600.0, sport: str = "run", after: float = 0.0, **others: Any
) -> Activity:
    """An activity of which only sums are known, as a table has it."""
    whole = recorded(key, sport=sport, after=after, seconds=1, channels=(), **others)
    return replace(whole, effort=replace(whole.effort, dt=np.array([seconds])), elapsed=seconds)


def named(name: str, *, state: FileState = FileState.READ, **others: Any) -> SourceFile:
    """A file of which the content is its name."""
    facts: dict[str, Any] = {"path": name, "size": 10, "mtime_ns": 5, "reader": "fit", "program": "1"}
    return SourceFile(
        hashlib.sha256(name.encode(errors="surrogateescape")).hexdigest(), **(facts | {"state": state} | others)
    )


def put(store: Store, name: str, *activities: Activity, measure: Measure | None = None, **others: Any) -> Added:
    """Add activities as those of one file."""
    packed = [replace(pack_activity(activity), measure=measure) for activity in activities]
    return store.add(named(name), packed, **others)
