"""What became of each session: done, moved, missed ... and how near it came to the plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from math import inf, isnan
from typing import TYPE_CHECKING, TypeAlias

from periodize.compare.matching import REACH, Matching, Pair, match, pair_cost
from periodize.compare.sessions import SLOTS, Done, Planned

if TYPE_CHECKING:
    from collections.abc import Iterable

Band: TypeAlias = tuple[float, float]

VOLUME: dict[str, Band | None] = {
    "easy": (0.70, 1.30),
    "long": (0.85, 1.15),
    "tempo": (0.90, 1.10),
    "intervals": (0.90, inf),
    "strength": (0.70, 1.30),
    "other": (0.70, 1.30),
    "race": None,
}
"""Share of the planned volume that counts as done, by intent; None: not judged. Our choice, grade D."""

LOAD_MARGIN = 0.20
"""By how much the band of the load is wider than that of the volume, at either end: our choice, grade D."""

CONFIRM_DAYS = 2
"""From how many days apart a match wants the athlete's word: our choice."""

ROUNDING = 1e-9


class State(StrEnum):
    """What became of a session."""

    DONE = "done"
    MODIFIED = "modified"
    MOVED = "moved"
    PARTIAL = "partial"
    MISSED = "missed"
    UNPLANNED = "unplanned"
    UNKNOWN = "unknown"
    UPCOMING = "upcoming"


@dataclass(frozen=True, slots=True)
class Compliance:
    """How near a recorded session came to the planned one.

    Parameters
    ----------
    volume, load : done / planned, or None where one of them is not known.
    volume_ok, load_ok : inside the band of the intent; None where there is no ratio or no band.
    days_late : negative for early.
    """

    volume: float | None
    load: float | None
    volume_ok: bool | None
    load_ok: bool | None
    days_late: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison.

    Parameters
    ----------
    day, slot : of the planned session; where there is none, of the recorded one.
    planned, done : at least one of them.
    state : what became of it.
    compliance : where there are both.
    note : why, in words for the athlete; empty for what went as planned.
    """

    day: date
    slot: str
    planned: Planned | None
    done: Done | None
    state: State
    compliance: Compliance | None
    note: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A season so far: rows by date and part of the day, the day of it, and how far the record reaches."""

    rows: tuple[Row, ...]
    today: date
    data_until: date | None


def compare(planned: Iterable[Planned], done: Iterable[Done], *, today: date, data_until: date | None) -> Comparison:
    """Compare planned with recorded sessions.

    Parameters
    ----------
    planned, done : in any order.
    today : the day for which the comparison holds.
    data_until : day of the last recorded activity of any sport; None without any.

    Returns
    -------
    Comparison
        a row for each pair, each planned session without a partner, and each recorded one without.

    Raises
    ------
    DuplicateError
        if two sessions of one side share an id.

    Notes
    -----
    A pair is partial below the lower bound of its intent's volume; otherwise modified outside a bound, of
    volume or load; otherwise moved if done on another day; otherwise done. A race with a result is done,
    also when the result is too unlike the plan to be matched: the recorded session of that day and sport
    that is least unlike is its result.

    A session without a partner is upcoming today and later; unknown while it may still be done, three days;
    then missed, if anything at all was recorded later than that. Otherwise it stays unknown: what was not
    imported was not missed.

    Volume is the whole session's duration, or distance where the plan is by distance, also for tempo and
    intervals: the work inside is not taken apart.
    """
    plans, records = list(planned), list(done)
    matching = match(plans, records)
    pairs = [*matching.pairs, *_race_results(matching)]
    answered, taken = {pair.planned.id for pair in pairs}, {pair.done.id for pair in pairs}
    rows = [_judged(pair) for pair in pairs]
    rows += [_alone(plan, today, data_until) for plan in matching.planned if plan.id not in answered]
    rows += [
        Row(record.day, _slot(record), None, record, State.UNPLANNED, None, "")
        for record in matching.done
        if record.id not in taken
    ]
    return Comparison(tuple(sorted(_explained(rows), key=_place)), today, data_until)


def _explained(rows: list[Row]) -> list[Row]:
    """Say of a session that was not done when another of its sport was recorded that day, too unlike to answer it."""
    extra = {(row.day, row.done.sport) for row in rows if row.done and not row.planned}
    return [
        replace(row, note=f"another {row.planned.sport} that day is too unlike it")
        if row.planned and not row.done and (row.day, row.planned.sport) in extra
        else row
        for row in rows
    ]


def compliance(planned: Planned, done: Done) -> Compliance:
    """Return how near a recorded session came to the planned one.

    Parameters
    ----------
    planned, done : a pair.

    Returns
    -------
    Compliance
        ratios of volume (by distance where the plan is, and both distances are known) and load, and whether
        they lie in the bands of the intent, `VOLUME` and 20 points wider for the load.
    """
    volume = _ratio(done.duration, planned.duration)
    if _by_distance(planned, done):
        volume = _ratio(done.distance, planned.distance)
    load = _ratio(done.load, planned.load)
    band = VOLUME[planned.intent]
    wider = band and (band[0] - LOAD_MARGIN, band[1] + LOAD_MARGIN)
    late = (done.day - planned.day).days
    return Compliance(volume, load, _within(volume, band), _within(load, wider), late)


def _by_distance(planned: Planned, done: Done) -> bool:
    return planned.by == "distance" and bool(planned.distance) and bool(done.distance)


def _ratio(done: float | None, planned: float | None) -> float | None:
    """Share of the plan; None unless both are known, and the plan is above zero."""
    if done is None or planned is None or isnan(done) or not planned > 0:
        return None
    return done / planned


def _within(ratio: float | None, band: Band | None) -> bool | None:
    if ratio is None or band is None:
        return None
    return band[0] - ROUNDING <= ratio <= band[1] + ROUNDING


def _judged(pair: Pair) -> Row:
    plan, record = pair.planned, pair.done
    how = compliance(plan, record)
    notes = _differences(plan, record, how)
    if how.days_late:
        notes.append(f"planned for {plan.day}, done on {record.day}")
    if abs(how.days_late) >= CONFIRM_DAYS:
        notes.append("please confirm")
    return Row(plan.day, plan.slot, plan, record, _state(plan, how), how, "; ".join(notes))


def _state(plan: Planned, how: Compliance) -> State:
    if plan.intent == "race":
        return State.DONE
    if how.volume_ok is False and how.volume is not None and how.volume < 1:
        return State.PARTIAL
    if how.volume_ok is False or how.load_ok is False:
        return State.MODIFIED
    return State.MOVED if how.days_late else State.DONE


def _differences(plan: Planned, record: Done, how: Compliance) -> list[str]:
    """Say what lies outside its band."""
    notes = []
    if how.volume_ok is False and how.volume is not None:
        measure = "distance" if _by_distance(plan, record) else "time"
        word = "shorter" if how.volume < 1 else "longer"
        notes.append(f"{word}: {how.volume:.0%} of the planned {measure}")
    if how.load_ok is False and how.load is not None:
        notes.append(f"{'easier' if how.load < 1 else 'harder'}: {how.load:.0%} of the planned load")
    return notes


def _alone(plan: Planned, today: date, data_until: date | None) -> Row:
    """Row of a planned session that nothing recorded answers."""
    closes = plan.day + timedelta(days=REACH)
    if plan.day >= today:
        state, note = State.UPCOMING, ""
    elif today <= closes:
        state, note = State.UNKNOWN, f"open until {closes}"
    elif data_until is not None and data_until > closes:
        state, note = State.MISSED, ""
    else:
        state, note = State.UNKNOWN, _no_data(data_until)
    return Row(plan.day, plan.slot, plan, None, state, None, note)


def _no_data(data_until: date | None) -> str:
    return "no recorded data" if data_until is None else f"no recorded data after {data_until}"


def _race_results(matching: Matching) -> list[Pair]:
    """Give each race without a partner the least unlike of what was recorded that day in its sport."""
    left = list(matching.done)
    found = []
    for race in matching.planned:
        if race.intent != "race":
            continue
        same_day = [
            Pair(race, record, cost)
            for record in left
            if record.day == race.day and (cost := pair_cost(race, record)) < inf
        ]
        if same_day:
            best = min(same_day, key=lambda pair: (pair.cost, pair.done.start, pair.done.id))
            left.remove(best.done)
            found.append(best)
    return found


def _slot(record: Done) -> str:
    """Part of the day by the clock of its start; 11 and 14 h: our choice."""
    return "am" if record.start.hour < 11 else "noon" if record.start.hour < 14 else "pm"


def _place(row: Row) -> tuple[date, int, bool, str]:
    """Order of the report: date, part of the day, planned before unplanned, id."""
    session = row.planned or row.done
    assert session is not None
    return (row.day, SLOTS.index(row.slot), row.planned is None, session.id)
