"""What became of each session: done, moved, missed ... and how near it came to the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING

from periodize.compare.compliance import Compliance, by_distance, compliance
from periodize.compare.matching import NO_LINKS, Matching, Pair, match, pair_cost, slack
from periodize.compare.questions import Question, question
from periodize.compare.sessions import SLOTS, Done, Planned, same_sport
from periodize.compare.substitutes import substitutes
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


UNFINISHED = 0.75
"""A race of which less than this share was recorded is a part of one: our choice, as short as a repeat may be."""


class State(StrEnum):
    """What became of a session."""

    DONE = "done"
    MODIFIED = "modified"
    MOVED = "moved"
    SUBSTITUTED = "substituted"
    PARTIAL = "partial"
    MISSED = "missed"
    SKIPPED = "skipped"
    UNPLANNED = "unplanned"
    UNKNOWN = "unknown"
    UPCOMING = "upcoming"


JUDGED = frozenset({State.DONE, State.MODIFIED, State.MOVED, State.PARTIAL})
"""States that say how near a recorded session came to the planned one."""


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
    linked : the athlete says which session the recorded one answers, or that it answers none.
    confidence : how much dearer the assignment would be without this pair, [0, 0.54]; None where nothing was chosen.
    question : what to ask the athlete about it, where the choice is a close one.
    """

    day: date
    slot: str
    planned: Planned | None
    done: Done | None
    state: State
    compliance: Compliance | None
    note: str
    linked: bool = False
    confidence: float | None = None
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A season so far: rows by date and part of the day, the day of it, and how far the record reaches."""

    rows: tuple[Row, ...]
    today: date
    data_until: date | None


def compare(
    planned: Iterable[Planned],
    done: Iterable[Done],
    *,
    today: date,
    data_until: date | None,
    data_since: date | None = None,
    links: Mapping[str, str] = NO_LINKS,
    skipped: Mapping[str, str] = NO_LINKS,
) -> Comparison:
    """Compare planned with recorded sessions.

    Parameters
    ----------
    planned, done : in any order.
    today : the day for which the comparison holds.
    data_until : day of the last recorded activity of any sport; None without any.
    data_since : day of the first one; None where the record goes back as far as the plan.
    links : id of a recorded session -> id of the planned one that it answers, "" for none, as the athlete says.
    skipped : id of a planned session that was left out -> why; a link to it wins.

    Returns
    -------
    Comparison
        a row for each pair, each planned session without a partner, and each recorded one without.

    Raises
    ------
    DuplicateError
        if two sessions of one side share an id, or two recorded ones are linked to one planned.

    Notes
    -----
    A pair is partial below the lower bound of its intent's volume; otherwise modified outside a bound, of
    volume, load, intensity or structure; otherwise moved if done on another day; otherwise done. A race with a
    result is done, also when the result is too unlike the plan to be matched: the recorded session of that day
    and sport that is least unlike is its result. It is partial where less than 75 % of its distance was recorded, or
    of its goal where it has no distance: nobody is a quarter faster, it is one leg of several.

    A session that is linked to another sport is substituted. So is one of an earlier day without a partner, when
    another endurance sport was recorded that day that answers nothing else and is alike in duration or load.

    A session without a partner is skipped where the athlete says so, and then never anything else. Otherwise it is
    upcoming today and later; unknown while it may still be done, three days, a race not at all;
    then missed, if anything at all was recorded later than that, and anything before it or on its day. Otherwise it
    stays unknown: what was not imported was not missed, nor is what lies before the record.

    Volume is the whole session's duration, or distance where the plan is by distance, also for tempo and
    intervals. Intensity and structure need streams: they are not known here, `rejudged` takes them in.
    """
    plans, records = list(planned), list(done)
    left_out = skipped.keys() - {links[record.id] for record in records if record.id in links}
    matching = match((plan for plan in plans if plan.id not in left_out), records, links=links)
    pairs = [*matching.pairs, *_race_results(matching)]
    rows = [_judged(pair) for pair in pairs]
    planned_left, done_left = _left(matching, pairs)
    instead = substitutes((plan for plan in planned_left if plan.day < today), done_left)
    rows += [_judged(pair) for pair in instead]
    planned_left, done_left = _left(matching, [*pairs, *instead])
    rows += [_alone(plan, today, data_since, data_until) for plan in planned_left]
    rows += [_skipped(plan, skipped[plan.id]) for plan in plans if plan.id in left_out]
    rows += [_unplanned(record) for record in done_left]
    rows += [_unplanned(record, linked=True) for record in matching.outside]
    return Comparison(tuple(sorted(_explained(rows), key=_place)), today, data_until)


def _left(matching: Matching, pairs: Iterable[Pair]) -> tuple[list[Planned], list[Done]]:
    """Return the planned and the recorded sessions that are still without a partner."""
    paired = [(pair.planned.id, pair.done.id) for pair in pairs]
    answered, taken = {plan for plan, _ in paired}, {done for _, done in paired}
    return [p for p in matching.planned if p.id not in answered], [d for d in matching.done if d.id not in taken]


def _explained(rows: list[Row]) -> list[Row]:
    """Say of a session that was not done when another of its sport was recorded that day, too unlike to answer it."""
    extra = {(row.day, row.done.sport) for row in rows if row.done and not row.planned and not row.linked}
    return [
        replace(row, note=f"another {row.planned.sport} that day is too unlike it")
        if row.planned and not row.done and row.state is not State.SKIPPED and (row.day, row.planned.sport) in extra
        else row
        for row in rows
    ]


def _judged(pair: Pair) -> Row:
    plan, record = pair.planned, pair.done
    how = compliance(plan, record)
    notes = _differences(plan, record, how)
    if how.days_late:
        notes.append(f"planned for {plan.day}, done on {record.day}")
    asked = question(pair)
    if asked:
        notes.append("please confirm")
    state = _state(plan, record, how)
    if not same_sport(plan, record):
        state = state if plan.intent == "race" else State.SUBSTITUTED
        notes.insert(0, f"{record.sport} instead of {plan.sport}")
    sure = None if pair.confidence == inf else pair.confidence
    return Row(plan.day, plan.slot, plan, record, state, how, "; ".join(notes), pair.linked, sure, asked)


def _unplanned(record: Done, *, linked: bool = False) -> Row:
    note = "answers no planned session, as you say" if linked else ""
    return Row(record.day, _slot(record), None, record, State.UNPLANNED, None, note, linked)


def _skipped(plan: Planned, reason: str) -> Row:
    return Row(plan.day, plan.slot, plan, None, State.SKIPPED, None, reason)


def _state(plan: Planned, record: Done, how: Compliance) -> State:
    if plan.intent == "race":
        return State.DONE if _to_its_end(plan, record) else State.PARTIAL
    if how.volume_ok is False and how.volume is not None and how.volume < 1:
        return State.PARTIAL
    if False in {how.volume_ok, how.load_ok, how.intensity_ok, how.structure_ok}:
        return State.MODIFIED
    return State.MOVED if how.days_late else State.DONE


def _to_its_end(race: Planned, record: Done) -> bool:
    """Whether so much of a race was recorded that it may be all: of its distance, without one of its goal."""
    if race.distance:
        return not record.distance or record.distance >= UNFINISHED * race.distance
    lasted = max(record.duration, sum(part.elapsed for part in record.activities))
    return not race.goal or lasted >= UNFINISHED * race.goal


def _differences(plan: Planned, record: Done, how: Compliance) -> list[str]:
    """Say what lies outside its band."""
    notes = []
    if how.volume_ok is False and how.volume is not None:
        measure = "distance" if by_distance(plan, record) else "time"
        word = "shorter" if how.volume < 1 else "longer"
        notes.append(f"{word}: {how.volume:.0%} of the planned {measure}")
    if how.load_ok is False and how.load is not None:
        notes.append(f"{'easier' if how.load < 1 else 'harder'}: {how.load:.0%} of the planned load")
    return notes


def rejudged(row: Row, how: Compliance) -> Row:
    """Return a row of a planned and a recorded session with its compliance as more is known of it.

    Parameters
    ----------
    row : done, modified, moved or partial; any other is returned as it is.
    how : with intensity and structure judged.
    """
    if row.planned is None or row.done is None or row.compliance is None or row.state not in JUDGED:
        return row
    before = [*row.compliance.reasons, *_differences(row.planned, row.done, row.compliance)]
    kept = [note for note in row.note.split("; ") if note and note not in before]
    notes = [*how.reasons, *_differences(row.planned, row.done, how), *kept]
    return replace(row, state=_state(row.planned, row.done, how), compliance=how, note="; ".join(notes))


def _alone(plan: Planned, today: date, data_since: date | None, data_until: date | None) -> Row:
    """Row of a planned session that nothing recorded answers."""
    closes = plan.day + timedelta(days=slack(plan))
    if plan.day >= today:
        state, note = State.UPCOMING, ""
    elif today <= closes:
        state, note = State.UNKNOWN, f"open until {closes}"
    elif data_since is not None and plan.day < data_since:
        state, note = State.UNKNOWN, f"no recorded data before {data_since}"
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
