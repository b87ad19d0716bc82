"""What was raced in each season: the best time over each event, of those that are honestly known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from periodize.plan.events import Event, event_name, event_of
from periodize.plan.intensity import RACES
from periodize.report.views.bests import Best, EventLine, Goal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from periodize.calibration import Performance
    from periodize.compare import Done, Row
    from periodize.plan.season import Race
    from periodize.project.records.linking import Answers
    from periodize.project.seasons.stretches import Stretch
    from periodize.report.views.check import CheckReport


class Timed(NamedTuple):
    """A time over an event."""

    event: Event
    best: Best


def times(
    stretches: Sequence[Stretch],
    rows: Sequence[Sequence[Row]],
    report: CheckReport | None,
    *,
    tests: Sequence[Performance] = (),
    said: Answers,
    raced: Collection[date] = (),
    usual: str,
    today: date,
) -> list[Timed]:
    """Return the times over events that are known up to a day, in order.

    Parameters
    ----------
    stretches, rows : the seasons, and of each its planned sessions with what answers them; none without a plan.
    report : the check of the whole record, without a plan; None: nothing is recorded.
    tests : rows of tables, which go before what is recorded.
    said : what the athlete says: what is linked to a session is no race because of its name.
    raced : days on which a race was run.
    usual : sport of an event that names none.
    today : the day of the question.
    """
    races = [race for one in stretches if one.planned for race in one.planned.season.races]
    told = [*_of_tables(tests, races, usual), *_of_plans(stretches, rows, tests, report)]
    # an event bears the distance that a plan gives it
    names = list(dict.fromkeys(_event(race) for race in races if race.distance))
    if report:
        events = [*names, *(one.event for one in told)]
        done = [row.done for row in report.comparison.rows if row.done]
        called = list(_of_names(done, events, raced, {link.activity for link in said.links if link.session}))
        told += [one for one in called if not any(_is_told(one, other) for other in told)]
    found = []
    for event, best in told:
        known = next((name for name in names if event.is_as(name)), None)
        names += [] if known else [event]
        found.append(Timed(known or event, best))
    return sorted((one for one in found if one.best.day <= today), key=lambda one: one.best.day)


def _is_told(one: Timed, other: Timed) -> bool:
    """Whether another time is of the same day and event."""
    return one.best.day == other.best.day and one.event.is_as(other.event)


def _event(race: Race) -> Event:
    return Event(race.distance or 0.0, race.sport, "")


def _of_tables(tests: Iterable[Performance], races: Sequence[Race], usual: str) -> Iterator[Timed]:
    """Yield the times of tables, of an event by its distance or of a race of a plan."""
    from periodize.project.checks.tested import round_of

    for test in tests:
        if test.kind != "time":
            continue
        of = ((race, start) for race in races if race.distance and (start := round_of(test, race)))
        race, start = next(of, (None, None))
        event = _event(race) if race else event_of(test.event, usual=usual)
        if event:
            name = race.named(start.label) if race and start else test.event
            yield Timed(event._replace(place=""), Best(test.day, test.value, name, official=True))


def _of_plans(
    stretches: Sequence[Stretch],
    rows: Sequence[Sequence[Row]],
    tests: Sequence[Performance],
    report: CheckReport | None,
) -> Iterator[Timed]:
    """Yield the times of planned races that were recorded."""
    from periodize.project.checks.results import results

    for one, own in zip(stretches, rows, strict=True):
        if one.planned and report:
            sports = {session.id: session.sport for session in one.planned.sessions}
            for result in results(one.planned, own, (), (), tests, as_of=report.as_of):
                if result.distance and result.time is not None:
                    event = Event(result.distance, sports[result.session], "")
                    yield Timed(event, Best(result.day, result.time, result.name, result.official))


def _of_names(
    done: Iterable[Done], events: Sequence[Event], raced: Collection[date], linked: Collection[str]
) -> Iterator[Timed]:
    """Yield the times of what is called a race, or is of a day of one, and as long as an event."""
    from periodize.compare import race_time
    from periodize.project.records.races import called_a_race

    for one in done:
        if any(part.id in linked for part in one.activities):
            continue
        name = next((part.name for part in one.activities if called_a_race(part.name)), "")
        if name or one.day in raced:
            usual = [Event(distance, one.sport, "") for distance in RACES.values()]
            for event in (*(event for event in events if event.sport == one.sport), *usual):
                seconds = race_time(one.activities, event.distance)
                if seconds is not None:
                    yield Timed(event, Best(one.day, seconds, name or one.activities[0].name))
                    break


def event_lines(
    stretches: Sequence[Stretch], this: int, known: Sequence[Timed], *, today: date
) -> tuple[EventLine, ...]:
    """Return the best times over each event with a result, by sport and distance.

    Parameters
    ----------
    stretches, this : the seasons, and the place of the one that the others stand beside.
    known : as `times` has them.
    today : the day of the question; while that season runs, all count up to as many days before their races.
    """
    chosen = stretches[this]
    ends = [one.like(chosen, today) if chosen.has(today) else one.last for one in stretches]
    goals = [goal for goal in goals_of([chosen]) if goal[1].day > today]
    found = []
    for event in sorted({one.event for one in known}, key=lambda event: (event.sport, event.distance)):
        own = [one.best for one in known if one.event == event]
        whole = tuple(best_of(own, one.first, one.last) for one in stretches)
        if any(whole):
            found.append(
                EventLine(
                    event_name(event.distance, event.sport),
                    event.sport,
                    event.distance,
                    tuple(
                        best_of(own, one.first, min(one.last, end)) for one, end in zip(stretches, ends, strict=True)
                    ),
                    whole,
                    tuple(goal for of, goal in goals if of.is_as(event)),
                )
            )
    return tuple(found)


def best_of(times: Iterable[Best], first: date, last: date) -> Best | None:
    """Return the best time of some days, the first of equal ones; None where there is none."""
    return min((one for one in times if first <= one.day <= last), key=lambda one: one.time, default=None)


def goals_of(stretches: Iterable[Stretch]) -> list[tuple[Event, Goal]]:
    """Return what plans aim at over events in last rounds, in the order of the days; a race of several plans once."""
    found: dict[tuple[date, str, float], tuple[Event, Goal]] = {}
    for one in stretches:
        for race in one.planned.season.races if one.planned else ():
            if race.distance and race.goal:
                goal = Goal(race.last, race.goal, race.named(race.rounds[-1].label), one.name)
                found.setdefault((goal.day, goal.name, goal.time), (_event(race), goal))
    return sorted(found.values(), key=lambda one: one[1].day)
