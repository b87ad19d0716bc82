"""The two sides of a comparison, from a plan and a record."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from math import isnan
from types import MappingProxyType
from typing import TYPE_CHECKING

from periodize.plan.render import WORK
from periodize.project.plans.planning import planned_loads
from periodize.project.plans.spoken import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from periodize.activity import Activity
    from periodize.athlete import Athlete
    from periodize.compare import Comparison, Done, Planned, Work
    from periodize.compare.signature import Signature
    from periodize.load import Load
    from periodize.plan import Schedule, Session
    from periodize.plan.render import Segment
    from periodize.project.records.signatures import AtHand

NO_LINKS: Mapping[str, str] = MappingProxyType({})

HARD_LOAD_AN_HOUR = 68.0
"""[AU/h] From here a session counts as hard: our choice, between an easy hour (58) and a tempo session with its
warm-up (about 80)."""

HARD_WORK = 600.0
"""[s] Repeats at tempo or above that come to so long make a session hard, however much easy running is around them: our
choice, more than strides, less than the shortest session of intervals."""


def recorded_sessions(
    activities: Iterable[Activity], loads: Mapping[str, float], links: Mapping[str, str] = NO_LINKS
) -> list[Done]:
    """Return the sessions of a record, files of one session joined.

    Parameters
    ----------
    loads : activity id -> [AU].
    links : activity id -> planned session, as the athlete says; files of one planned session are one.
    """
    from periodize.compare import join, merge, together

    sessions = []
    for parts in together(merge(activities), links):
        own = [loads[part.id] for part in parts]
        sessions.append(join(parts, loads=own, hard=_hard(sum(own), sum(part.duration for part in parts))))
    return sessions


def streamed(done: Sequence[Done], planned: Schedule | None, at_hand: AtHand) -> Mapping[str, Signature]:
    """Return what the sessions of a plan's days were, of the last year and where streams are at hand, by their ids."""
    from periodize.project.records.facts import LOOK_BACK

    if planned is None or not done:
        return {}
    first = max(planned.first, done[-1].day - timedelta(days=LOOK_BACK))
    near = [one for one in done if first <= one.day and any(len(part.effort.dt) > 1 for part in one.activities)]
    return at_hand(near, {})


def with_repeats(done: Sequence[Done], signatures: Mapping[str, Signature], athlete: Athlete) -> list[Done]:
    """Return recorded sessions with the repeats that were found in them, and as hard as those are.

    Parameters
    ----------
    signatures : id of a session -> what it was; of the others nothing is known.
    athlete : with dated thresholds, which tell whether repeats were hard.
    """
    found = []
    for session in done:
        known = signatures.get(session.id)
        if known is not None and known.sets:
            repeats = _repeats_found(known)
            hard = session.hard or _hard_work(known, session, athlete)
            found.append(replace(session, repeats=repeats, hard=hard))
        else:
            found.append(session)
    return found


def _repeats_found(known: Signature) -> tuple[Work, ...]:
    from periodize.compare import Work

    return tuple(Work(one.count, one.duration, None if isnan(one.distance) else one.distance) for one in known.sets)


def _hard_work(known: Signature, session: Done, athlete: Athlete) -> bool:
    """Whether the repeats of a session are long and hard enough to make it hard."""
    from periodize.athlete import POWER_SPORTS
    from periodize.compare.signature import mean_of

    threshold = athlete.on(session.day).threshold(session.sport)
    output = mean_of(known.reps, "power" if session.sport in POWER_SPORTS else "speed")
    repeated = [one for one in known.sets if one.count > 1]
    long = sum(one.count * one.duration for one in repeated) >= HARD_WORK
    return long and threshold is not None and output >= WORK * threshold


def _planned_repeats(segments: Sequence[Segment]) -> tuple[Work, ...]:
    """Return the work of a planned session; of repeats in a row nothing tells where one ends, so they are one."""
    from periodize.compare import Work

    lengths = []
    for (_, work), some in groupby(segments, key=lambda s: (s.part, _is_work(s))):
        if work:
            own = list(some)
            distances = [segment.distance or 0.0 for segment in own]
            lengths.append((sum(segment.duration for segment in own), sum(distances) if all(distances) else None))
    return tuple(Work(count, *length) for length, count in Counter(lengths).items())


def _is_work(segment: Segment) -> bool:
    return segment.intensity >= WORK and segment.role not in {"wu", "cd"}


def _hard(load: float, seconds: float) -> bool:
    """Whether a session is hard, planned or recorded, by its load an hour. load [AU]; seconds of training."""
    return seconds > 0 and load / seconds * 3600 >= HARD_LOAD_AN_HOUR


def compared(
    planned: Schedule | None,
    done: Sequence[Done],
    measured: Mapping[str, Load],
    *,
    now: date,
    links: Mapping[str, str] = NO_LINKS,
    skipped: Mapping[str, str] = NO_LINKS,
) -> Comparison:
    """Compare the sessions of a plan with those recorded on its days, and with the late ones just after them.

    Who runs before a plan begins does not run it: what is recorded before its first day answers none of its sessions,
    unless the athlete says so.

    Parameters
    ----------
    links : activity id -> planned session, "" for none, as the athlete says; an activity of any day may be linked.
    skipped : planned session -> why it was left out.
    """
    from periodize.compare import Comparison, State, compare
    from periodize.compare.matching import REACH

    first = min((session.day for session in done), default=None)
    last = max((session.day for session in done), default=None)
    if planned is None:
        return compare((), done, today=now, data_until=last)
    reach = timedelta(days=REACH)
    known = {session.id for session in planned.sessions}
    said = {d.id: links[part.id] for d in done for part in d.activities if part.id in links}
    near = [d for d in done if planned.first <= d.day <= planned.last + reach or said.get(d.id) in known]
    found = compare(
        _planned(planned, measured, near),
        near,
        today=now,
        data_until=last,
        data_since=first,
        links=said,
        skipped=skipped,
    )
    inside = tuple(
        row for row in found.rows if row.state is not State.UNPLANNED or planned.first <= row.day <= planned.last
    )
    return Comparison(inside, found.today, found.data_until)


def _planned(planned: Schedule, measured: Mapping[str, Load], done: Sequence[Done]) -> list[Planned]:
    from periodize.compare import SLOTS, Planned

    loads = planned_loads(planned)
    by_power = _sports_by_power(done, measured)
    races = {race.id: race for race in planned.season.races}
    found = []
    for s in planned.sessions:
        load = loads[s.id].value
        if s.sport in by_power:
            load = _by_power(s, planned.season.athlete.on(s.day), load)
        found.append(
            Planned(
                id=s.id,
                day=s.day,
                slot=s.slot if s.slot in SLOTS else "day",
                sport=s.sport,
                text=line_of(s, planned.season),
                duration=s.duration,
                distance=s.distance,
                load=load,
                hard=s.race is not None or _hard(load, s.duration),
                intent=s.intent,
                key=s.key,
                by="distance" if s.by == "distance" else "time",
                repeats=() if s.race else _planned_repeats(s.segments),
                around=s.extra_load if s.given_load is None else 0.0,
                goal=races[s.race].round(s.round).goal if s.race in races else None,
            )
        )
    return found


def _sports_by_power(done: Sequence[Done], measured: Mapping[str, Load]) -> set[str]:
    """Return the sports most of whose recorded sessions are measured by power."""
    channels: dict[str, Counter[str | None]] = {}
    for session in done:
        for activity in session.activities:
            channels.setdefault(session.sport, Counter())[measured[activity.id].channel] += 1
    return {sport for sport, counts in channels.items() if counts.most_common(1)[0][0] == "power"}


def _by_power(session: Session, athlete: Athlete, load: float) -> float:
    """Return the load of a planned session as a recording of its power would be measured.

    Weighted power counts intervals by up to a sixth higher than the plan language's sum of squares. Held against
    that sum, a perfect interval ride would look overdone.
    """
    from periodize.effort import Effort
    from periodize.load import measure

    threshold = athlete.threshold(session.sport)
    if threshold is None or session.given_load is not None or session.race:
        return load
    effort = session.effort()
    power = Effort(session.sport, effort.dt, {"power": effort.channels["intensity"] * threshold})
    return measure(power, athlete).value
