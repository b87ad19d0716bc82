"""The store of a season folder: whose it is, what is computed of it, and the record that a check reads."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from periodize.athlete import Athlete
from periodize.errors import UsageError
from periodize.plain import dataclass
from periodize.project.records.linking import NO_ANSWERS, Answers, answers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date
    from pathlib import Path

    from periodize.activity import Activity, Record
    from periodize.load import Load
    from periodize.project.records.facts import Facts
    from periodize.store import SourceFile, Store, Stored

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
    answers : what the athlete says of sessions and signs.
    store : where the streams are; None: the activities have them.
    facts : id of an activity -> what is known of it beyond its averages.
    """

    record: Record
    athlete: Athlete | None = None
    loads: Mapping[str, Load] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    answers: Answers = NO_ANSWERS
    store: Path | None = None
    facts: Mapping[str, Facts] = field(default_factory=dict)


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
        raise UsageError(_no_record(path))
    return Store(path, create=create)


def _no_record(path: Path) -> str:
    from periodize.project.folder import RECORDED

    said = f"no record here yet ({path}): begin with"
    recorded = path.parent / RECORDED
    if not recorded.is_dir():
        return f"{said} `periodize import PATH ...` or `periodize log`"
    return (
        f"{said} `periodize import {recorded}`; until then check, today, zones, benchmark, season and doctor read the "
        "files there as they are"
    )


def owner(folder: Path, today: date) -> tuple[Athlete | None, str]:
    """Return the athlete of a folder, and the file that describes them.

    Parameters
    ----------
    folder : with a plan, or the seasons of which today's tells.
    today : the day that decides which.

    Returns
    -------
    The athlete of the plan, of athlete.yaml, or a blank one where there is neither; None when that file has errors, so
    that nothing is computed with half of what it says.
    """
    from periodize.errors import has_errors
    from periodize.plan import load_plan, read_athlete
    from periodize.project.plans.here import plan_beside

    try:
        plan = plan_beside(folder, today)
    except UsageError:  # several may be meant
        plan = None
    if plan is not None:
        season, problems = load_plan(plan)
        return (None if season is None or has_errors(problems) else season.athlete), str(plan)
    if (folder / "athlete.yaml").is_file():
        athlete, problems = read_athlete(folder / "athlete.yaml")
        return (None if athlete is None or has_errors(problems) else athlete), str(folder / "athlete.yaml")
    return Athlete(), ""


def known_athlete(store: Store, athlete: Athlete | None) -> Athlete | None:
    """Return the athlete that new recordings can be measured for at once; None while the record must tell first."""
    if athlete is None:
        return None
    from periodize.project.records.who import AVERAGE_AT_BEST, assumed_rest, complete_athlete

    who, _ = complete_athlete(athlete, store.peak_heart_rates(of_mean=AVERAGE_AT_BEST), store.mornings())
    if who.hr_max is None:
        return None
    if who.hr_rest is not None:
        return who
    return replace(who, hr_rest=assumed_rest(who.hr_max, store.mornings())[0], guessed=("resting heart rate",))


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
    from periodize.project.records.measuring import remeasure
    from periodize.project.records.who import AVERAGE_AT_BEST, complete_athlete

    who, notes = complete_athlete(athlete, store.peak_heart_rates(of_mean=AVERAGE_AT_BEST), store.mornings())
    return who, tuple(notes), remeasure(store, who, progress=progress)


def kept(
    store: Store,
    athlete: Athlete,
    *,
    progress: Callable[[int, int, str], None] | None = None,
    since: date | None = None,
) -> Kept:
    """Return what a store tells a check; what is out of date in it is computed again first.

    Parameters
    ----------
    store : open; only its measures are written.
    athlete : as the folder describes them.
    progress : called with activities done, in all, and the name of the next.
    since : first day of the activities and mornings, without what became of files; None, or where no activity is as
        late: all of everything.
    """
    from periodize.activity import FileNote, Record
    from periodize.project.records.facts import facts_of_store
    from periodize.store import FileState

    who, notes, _ = refresh(store, athlete, progress=progress)
    stored = store.activities(first=since)
    if since is not None and not stored:
        # a record that ended long ago is no empty one
        return kept(store, athlete, progress=progress)
    files = {file.sha256: file for file in (store.files() if since is None else ())}.values()

    def told(state: FileState) -> tuple[FileNote, ...]:
        return tuple(FileNote(file.path, file.reason, file.rows) for file in files if file.state is state)

    facts = facts_of_store(store, who, first=since)
    record = Record(
        activities=tuple(summary_of(one, facts.get(one.id)) for one in stored),
        mornings=store.mornings(first=since),
        read=sum(file.state in {FileState.READ, FileState.SALVAGED} for file in files),
        salvaged=told(FileState.SALVAGED),
        skipped=told(FileState.SKIPPED),
        failed=told(FileState.FAILED),
    )
    loads = {one.id: load_of(one) for one in stored}
    return Kept(record, who, loads, notes, answers(store), store.path, facts=facts)


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


def summary_of(stored: Stored, facts: Facts | None = None) -> Activity:
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
        surface=stored.surface,
        moved=facts.moved if facts else None,
    )


def not_imported(store: Store, folder: Path) -> int:
    """Return how many files below a folder the store has not seen, wherever they stood.

    A file is known by its name, size and time, and one that was copied or renamed since by its content, which is read
    once: where it stands now is noted in the store, if that can be written.
    """
    if not folder.is_dir():
        return 0
    from periodize.formats.folder import find
    from periodize.store import StoreError

    files = store.files()
    stood = {(PurePath(file.path).name, file.size, file.mtime_ns) for file in files}
    contents, sizes = {file.sha256 for file in files}, {file.size for file in files}
    new = [path for path in find([folder], []) if path.exists() and _stands(path) not in stood]
    found = [_known(path, sizes, contents) for path in new]
    noted = {(file.path, file.size, file.mtime_ns) for file in files}
    moved = [file for some in found if some for file in some if (file.path, file.size, file.mtime_ns) not in noted]
    if moved:
        with suppress(StoreError):  # a folder that is only to be read
            store.note_place(*moved)
    return found.count(None)


def _stands(path: Path) -> tuple[str, int, int]:
    status = path.stat()
    return path.name, status.st_size, status.st_mtime_ns


def _known(path: Path, sizes: Collection[int], contents: Collection[str]) -> list[SourceFile] | None:
    """Return a file whose content is known, or every one of an archive; None for others.

    It is read where a file of its size is known.
    """
    import hashlib

    from periodize.formats.folder import entries
    from periodize.store import SourceFile

    found = []
    try:
        changed = path.stat().st_mtime_ns
        for entry in entries(path, []):
            digest = hashlib.sha256(entry.read().data).hexdigest() if entry.size in sizes else ""
            if digest not in contents:
                return None
            found.append(SourceFile(digest, entry.source, entry.size, changed))
    except Exception:  # noqa: BLE001 - one bad file stops nothing
        return None
    return found
