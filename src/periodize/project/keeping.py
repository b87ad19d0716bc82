"""The store of a season folder: whose it is, what is computed of it, and the record that a check reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from periodize.athlete import Athlete
from periodize.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.errors import Problem
    from periodize.formats import Record
    from periodize.load import Load
    from periodize.store import Measure, Store, Stored

BATCH = 200
"""Activities whose measures are written in one transaction: our choice."""

SUMMARY = ("heart_rate", "power", "speed", "cadence")
"""Channels of which the store keeps the mean beside the stream."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a store tells a check.

    Parameters
    ----------
    record : activities without their streams, and mornings.
    athlete : with the heart rates that the record can tell; None: as the plan has them.
    loads : id of an activity -> its load.
    notes : what was assumed of the athlete, a sentence each.
    """

    record: Record
    athlete: Athlete | None = None
    loads: Mapping[str, Load] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def store_path(folder: Path) -> Path:
    """Return where the store of a season folder is, or would be."""
    from periodize.store import STORE_NAME

    return folder / STORE_NAME


def open_store(path: Path, *, create: bool = False) -> Store:
    """Open a store.

    Raises
    ------
    UsageError
        if there is none and `create` is not given.
    StoreError
        if it cannot be opened.
    """
    from periodize.store import Store

    if not create and not path.exists():
        message = f"no record here yet ({path}): begin with `periodize import PATH ...` or `periodize log`"
        raise UsageError(message)
    return Store(path, create=create)


def owner(folder: Path) -> tuple[Athlete, list[Problem]]:
    """Return the athlete of a folder, from its plan or its athlete.yaml, and what is wrong with that file."""
    from periodize.plan import load_plan, read_athlete
    from periodize.project.folder import PLAN_NAMES

    for name in PLAN_NAMES:
        if (folder / name).is_file():
            season, problems = load_plan(folder / name)
            return (season.athlete if season else Athlete()), problems
    if (folder / "athlete.yaml").is_file():
        athlete, problems = read_athlete(folder / "athlete.yaml")
        return athlete or Athlete(), problems
    return Athlete(), []


def measured_of(activity: Activity, athlete: Athlete) -> Measure:
    """Return what is computed of an activity; athlete: with the heart rates that the record can tell."""
    from periodize.analysis import fingerprint, measure_activity
    from periodize.store import Measure

    on_day = athlete.on(activity.day)
    found = measure_activity(activity.effort, on_day)
    load = found.load
    return Measure(
        fingerprint=fingerprint(on_day),
        load=load.value if load.value == load.value else None,
        metric=load.metric,
        evidence=load.evidence,
        assumed=load.assumed,
        note=load.note,
        channel=load.channel,
        values=found.as_data(),
    )


def refresh(
    store: Store, athlete: Athlete, *, progress: Callable[[int, int, str], None] | None = None
) -> tuple[Athlete, tuple[str, ...], int]:
    """Compute again what rests on thresholds that have changed since, from the stored streams.

    Parameters
    ----------
    store : open; only its measures are written.
    athlete : as the folder describes them.
    progress : called with activities done, in all, and the name of the next.

    Returns
    -------
    The athlete with the heart rates that the record can tell, what was assumed for that, and how many were computed.
    """
    from periodize.analysis import fingerprint
    from periodize.project.checking import complete_athlete

    who, notes = complete_athlete(athlete, [summary_of(stored) for stored in store.activities()])
    prints: dict[date, str] = {}

    def of_day(stored: Stored) -> str:
        if stored.day not in prints:
            prints[stored.day] = fingerprint(who.on(stored.day))
        return prints[stored.day]

    stale = store.outdated(of_day)
    batch: dict[str, Measure] = {}
    for done, stored in enumerate(stale):
        if progress:
            progress(done, len(stale), stored.name or stored.id)
        batch[stored.id] = measured_of(store.activity(stored.id), who)
        if len(batch) == BATCH:
            store.put_measures(batch)
            batch.clear()
    if batch:
        store.put_measures(batch)
    if progress and stale:
        progress(len(stale), len(stale), "")
    return who, tuple(notes), len(stale)


def kept(store: Store, athlete: Athlete, *, progress: Callable[[int, int, str], None] | None = None) -> Kept:
    """Return what a store tells a check; what is out of date in it is computed again first."""
    from periodize.formats import Record

    who, notes, _ = refresh(store, athlete, progress=progress)
    stored = store.activities()
    record = Record(tuple(summary_of(one) for one in stored), store.mornings(), read=len(store.files()))
    return Kept(record, who, {one.id: load_of(one) for one in stored}, notes)


def load_of(stored: Stored) -> Load:
    """Return the load of a stored activity, nan where it could not be computed."""
    from math import nan

    from periodize.load import METRICS, Load

    measure = stored.measure
    if measure is None:
        return Load(nan, "", "unknown", note="not computed")
    metric = METRICS.get(measure.metric)
    return Load(
        nan if measure.load is None else measure.load,
        measure.metric,
        metric.evidence if metric else "unknown",
        measure.assumed,
        measure.note,
        measure.channel,
    )


def summary_of(stored: Stored) -> Activity:
    """Return a stored activity as a check sees it: one sample, the means of its channels."""
    import numpy as np

    from periodize.activity import Activity
    from periodize.effort import Effort

    means = ((name, getattr(stored, name)) for name in SUMMARY)
    channels = {name: np.array([value]) for name, value in means if value is not None}
    return Activity(
        id=stored.id,
        sport=stored.sport,
        start=stored.start,
        effort=Effort(stored.sport, np.array([stored.moving]), channels, stored.rpe, stored.stated_load),
        elapsed=stored.elapsed,
        distance=stored.distance,
        peak_hr=stored.peak_hr,
        name=stored.name,
        source=stored.sources[0] if stored.sources else "",
        note=stored.note,
        device=stored.device,
        native_id=stored.native_id,
    )


def not_imported(store: Store, folder: Path) -> int:
    """Return how many files below a folder the store has not seen: by name, size and time, wherever they stood."""
    from pathlib import PurePath

    from periodize.formats.folder import find

    known = {(PurePath(file.path).name, file.size, file.mtime_ns) for file in store.files()}
    files = find([folder], []) if folder.is_dir() else []
    return sum(
        (path.name, status.st_size, status.st_mtime_ns) not in known for path in files if (status := path.stat())
    )
