"""What depends on thresholds, computed of what the store holds; no file is decoded again."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from periodize.analysis import fingerprint, measure_activity
from periodize.project.records.facts import moved
from periodize.store import Measure, pack_activity, unpack
from periodize.store.streams import unpack_counted, unpack_positions

if TYPE_CHECKING:
    from collections.abc import Callable

    from periodize.activity import Activity
    from periodize.athlete import Athlete
    from periodize.store import Packed, Store

AT_ONCE = 50
"""Activities whose measures are written together: our choice."""


def measured(activity: Activity, athlete: Athlete | None, *, with_positions: bool = False) -> Packed:
    """Return an activity as the store takes it, with what is computed of it.

    Parameters
    ----------
    activity : as its file has it.
    athlete : the one of its day measures; None: nothing is measured.
    with_positions : whether positions are kept.
    """
    from periodize.project.records.signatures import signed

    packed = pack_activity(activity, with_positions=with_positions)
    known, stream = packed.recording, packed.stream
    # of what the store gives back, so that whatever is computed again comes out the same
    effort = unpack(stream, sport=known.sport, rpe=known.rpe, stated_load=known.stated_load)
    kept = replace(
        activity,
        effort=effort,
        distance=known.distance,
        positions=unpack_positions(stream),
        counted=unpack_counted(stream),
    )
    measure = None if athlete is None else _measure(kept, athlete.on(known.start.date()))
    return replace(packed, measure=measure, signature=signed([kept]))


def remeasure(store: Store, athlete: Athlete, *, progress: Callable[[int, int, str], None] | None = None) -> int:
    """Compute what is missing in the store or out of date; return of how many activities.

    Parameters
    ----------
    store : open; only its measures are written.
    athlete : with dated thresholds; an activity is measured by those of its day.
    progress : called with activities done, in all, and the day of the next.
    """
    changes = {one.since for values in athlete.thresholds.values() for one in values if one.since}
    outdated = store.outdated([(day, fingerprint(athlete.on(day))) for day in sorted({date.min, *changes})])
    for first in range(0, len(outdated), AT_ONCE):
        some = outdated[first : first + AT_ONCE]
        if progress:
            progress(first, len(outdated), str(some[0][1]))
        recorded = store.several([key for key, _ in some])
        store.put_measures(
            {key: _measure(one, athlete.on(day)) for (key, day), one in zip(some, recorded, strict=True)}
        )
    if progress and outdated:
        progress(len(outdated), len(outdated), "")
    return len(outdated)


def _measure(activity: Activity, athlete: Athlete) -> Measure:
    found = measure_activity(activity.effort, athlete)
    load = found.load
    return Measure(
        fingerprint(athlete),
        None if math.isnan(load.value) else load.value,
        load.metric,
        load.evidence,
        load.assumed,
        load.note,
        load.channel,
        found.as_data() | {"moved": moved(activity)},
    )
