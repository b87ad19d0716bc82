"""What depends on thresholds, computed of what the store holds; no file is decoded again."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.analysis import fingerprint, measure_activity
from periodize.store import Measure, unpack

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort
    from periodize.store import Packed, Store

AT_ONCE = 50
"""Activities whose measures are written together: our choice."""

WEEKS = 52
"""Looked through at once: our choice, so that memory does not grow with the years."""


def measured(packed: Packed, athlete: Athlete) -> Packed:
    """Return a packed activity with what is computed of it for the athlete of its day."""
    recording = packed.recording
    effort = unpack(packed.stream, sport=recording.sport, rpe=recording.rpe, stated_load=recording.stated_load)
    return replace(packed, measure=_measure(effort, athlete.on(recording.start.date())))


def remeasure(store: Store, athlete: Athlete) -> int:
    """Compute what is missing in the store or out of date; return of how many activities.

    Parameters
    ----------
    store : open for writing.
    athlete : with dated thresholds; an activity is measured by those of its day.
    """
    count = 0
    mondays = sorted({week.monday for week in store.weeks()})
    for place in range(0, len(mondays), WEEKS):
        last = mondays[place : place + WEEKS][-1] + timedelta(days=6)
        outdated = [
            stored
            for stored in store.activities(first=mondays[place], last=last)
            if stored.measure is None or stored.measure.fingerprint != fingerprint(athlete.on(stored.day))
        ]
        for first in range(0, len(outdated), AT_ONCE):
            some = outdated[first : first + AT_ONCE]
            store.put_measures(
                {stored.id: _measure(store.effort(stored.id), athlete.on(stored.day)) for stored in some}
            )
        count += len(outdated)
    return count


def _measure(effort: Effort, athlete: Athlete) -> Measure:
    found = measure_activity(effort, athlete)
    load = found.load
    return Measure(
        fingerprint(athlete),
        None if math.isnan(load.value) else load.value,
        load.metric,
        load.evidence,
        load.assumed,
        load.note,
        load.channel,
        found.as_data(),
    )
