"""What became of the planned races: the time, the goal, the last race over that distance, and what was noted around."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain, groupby
from typing import TYPE_CHECKING

from periodize.plan.events import event_name, same_event
from periodize.project.checks.noted import of_the_calendar, pain_words
from periodize.project.checks.tested import is_of, race_times, round_of, with_races
from periodize.units import print_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from periodize.activity import Activity, Morning
    from periodize.calibration import Performance
    from periodize.compare import Done, Planned, Row
    from periodize.plan import Schedule, Season
    from periodize.plan.season import Race, Round
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
    of = {s.id: (races[s.race], races[s.race].round(s.round)) for s in planned.sessions if s.race in races}
    timed = [test for test in tests if test.kind == "time"]
    run = [row for row in rows if row.done and row.planned and row.planned.id in of and row.done.day <= as_of]
    if not run:
        return ()
    from periodize.calibration import Performance

    recorded = chain(race_times(run), _unlisted(planned.season.races, rows, activities))
    times = [Performance(day, seconds, "time", event) for day, seconds, event in recorded]
    known = with_races(timed, times, planned.season)
    found = []
    for row in run:
        if row.planned and row.done:
            race, one = of[row.planned.id]
            official = next((test.value for test in reversed(timed) if round_of(test, race) == one), None)
            last = _last_over(race, known, before=row.planned.day, season=planned.season)
            around = tuple(_around(row.done.day, planned, mornings, as_of=as_of))
            time = official if official is not None else _time(row, race)
            found.append(
                _result(
                    row.planned, row.done, race, one, time=time, official=official is not None, last=last, around=around
                )
            )
    return tuple(found)


def _last_over(race: Race, known: Iterable[Performance], *, before: date, season: Season) -> Performance | None:
    """Return the last time over the distance of a race before a day, in its sport; of a day, the first that is told."""
    if not race.distance:
        return None
    alike = [one for one in season.races if (one.distance, one.sport) == (race.distance, race.sport)]
    over = (
        test
        for test in known
        if test.day < before
        and (
            same_event((test.event,), race.distance, race.sport, usual=season.athlete.sport)
            or any(is_of(test, one) for one in alike)
        )
    )
    return max(over, key=lambda test: test.day, default=None)


def _result(
    session: Planned,
    done: Done,
    race: Race,
    one: Round,
    *,
    time: float | None,
    official: bool,
    last: Performance | None,
    around: tuple[str, ...],
) -> Result:
    from periodize.report.views.result import Result

    return Result(
        session=session.id,
        name=race.named(one.label),
        day=done.day,
        distance=race.distance,
        time=time,
        official=official,
        recorded=done.distance,
        elapsed=sum(part.elapsed for part in done.activities),
        goal=one.goal,
        last=last.value if last else None,
        last_day=last.day if last else None,
        around=around,
    )


def _time(row: Row, race: Race) -> float | None:
    """Return the recorded time of a race [s]; None where it is not known, as of one leg of several."""
    from periodize.compare import State, race_time

    return race_time(row.done.activities, race.distance) if row.done and row.state is not State.PARTIAL else None


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
