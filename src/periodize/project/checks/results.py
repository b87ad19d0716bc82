"""What became of the planned races: the time, the goal, the last race over that distance, and what was noted around."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain, groupby
from typing import TYPE_CHECKING

from periodize.plan.events import event_name, same_event
from periodize.project.checks.noted import of_the_calendar, pain_words
from periodize.project.checks.tested import is_of, race_times
from periodize.units import print_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from periodize.activity import Activity, Morning
    from periodize.calibration import Performance
    from periodize.compare import Done, Planned, Row
    from periodize.plan import Schedule
    from periodize.plan.season import Race
    from periodize.report.views.result import Result

    Timed = tuple[date, float, str]

BEFORE, AFTER = 7, 3
"""[d] Before and after a race in which a note may have a part in it: our choice. An illness may be noted late."""


def results(
    planned: Schedule,
    rows: Sequence[Row],
    activities: Sequence[Activity],
    mornings: Sequence[Morning],
    tests: Sequence[Performance],
    *,
    as_of: date,
) -> tuple[Result, ...]:
    """Return the planned races that were run up to a day, in order.

    Parameters
    ----------
    planned : the plan.
    rows : of its comparison with the record.
    activities : of the record; races of the plan that `rows` leave out are found among them by day, sport and length.
    mornings : with what was noted.
    tests : of a table beside the plan: a row of a race's day, of its event or name, has its official time.
    as_of : nothing after this day is known.
    """
    races = {race.id: race for race in planned.season.races}
    of = {session.id: races[session.race] for session in planned.sessions if session.race in races}
    timed = [test for test in tests if test.kind == "time"]
    run = [row for row in rows if row.done and row.planned and row.planned.id in of and row.done.day <= as_of]
    known = list(chain(_unlisted(planned.season.races, rows, activities), race_times(run)))
    known += [(test.day, test.value, test.event) for test in timed]
    found = []
    for row in run:
        if row.planned and row.done:
            race = of[row.planned.id]
            official = {test.day: test.value for test in timed if is_of(test, race)}
            times = dict(_times_over(race, known, usual=planned.season.athlete.sport)) | official
            around = tuple(_around(row.done.day, planned, mornings, as_of=as_of))
            told = official.get(row.planned.day)
            found.append(_result(row.planned, row.done, race, times, official=told, around=around))
    return tuple(found)


def _times_over(race: Race, known: Iterable[Timed], *, usual: str) -> Iterator[tuple[date, float]]:
    """Yield day and time [s] of what is known over the distance of a race, in its sport."""
    for day, seconds, event in known:
        if race.distance and same_event((event,), race.distance, race.sport, usual=usual):
            yield day, seconds


def _result(
    session: Planned,
    done: Done,
    race: Race,
    times: Mapping[date, float],
    *,
    official: float | None,
    around: tuple[str, ...],
) -> Result:
    from periodize.compare import race_time
    from periodize.report.views.result import Result

    before = [(day, time) for day, time in times.items() if day < session.day]
    last_day, last = max(before, default=(None, None)) if race.distance else (None, None)
    known = official if official is not None else times.get(session.day)
    label = {day: label for label, day in race.days}.get(session.day)
    return Result(
        session=session.id,
        name=race.name + (f" ({label})" if label else ""),
        day=done.day,
        distance=race.distance,
        time=known if known is not None else race_time(done.activities, race.distance),
        official=official is not None,
        recorded=done.distance,
        elapsed=sum(part.elapsed for part in done.activities),
        goal=race.goal,
        last=last,
        last_day=last_day,
        around=around,
    )


def _unlisted(races: Sequence[Race], rows: Sequence[Row], activities: Sequence[Activity]) -> Iterator[Timed]:
    """Yield day, time [s] and event of races that a comparison of some weeks leaves out."""
    from periodize.compare import race_time

    listed = {row.planned.day for row in rows if row.planned and row.planned.intent == "race"}
    for race in races:
        days = {day for _, day in race.days} - listed
        near = sorted((one for one in activities if one.day in days and one.sport == race.sport), key=_start)
        for day, parts in groupby(near, key=lambda one: one.day):
            seconds = race_time(list(parts), race.distance)
            if race.distance and seconds is not None:
                yield day, seconds, event_name(race.distance, race.sport)


def _start(activity: Activity) -> datetime:
    return activity.start


def _around(day: date, planned: Schedule, mornings: Sequence[Morning], *, as_of: date) -> Iterator[str]:
    """Yield what was noted in the days around a race: illness, what hurt, and the plan's own calendar."""
    first, last = day - timedelta(days=BEFORE), min(day + timedelta(days=AFTER), as_of)
    near = sorted((one for one in mornings if first <= one.day <= last), key=lambda one: one.day)
    for begin, end in _spells({one.day for one in near if one.illness}):
        yield f"ill on {print_day(begin)}" if begin == end else f"ill {print_day(begin)} to {print_day(end)}"
    hurt: dict[str, date] = {}
    for one in near:
        if one.injury:
            hurt.setdefault(one.injury, one.day)
    yield from (pain_words(on, words) for words, on in hurt.items())
    yield from of_the_calendar(planned, first, last)


def _spells(days: set[date]) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each run of days."""
    one = timedelta(days=1)
    for begin in sorted(day for day in days if day - one not in days):
        end = begin
        while end + one in days:
            end += one
        yield begin, end
