"""What the record of a season folder holds for a calibration: daily loads, and the tests and races of that time."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from periodize.errors import Problem, has_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.calibration import Performance
    from periodize.compare import Row
    from periodize.history import History
    from periodize.load import Load
    from periodize.plan import Season
    from periodize.plan.season import Race, Round
    from periodize.store import Store

TESTS = "tests.csv"
"""The table of tests beside a plan."""

LONGEST_REST = 14
"""[d] A longer stretch without a recording is not taken for rest, but for unknown: our choice."""


def recorded_loads(loads: Mapping[str, Load], activities: Sequence[Activity], *, until: date) -> History:
    """Return the daily loads of a record.

    Parameters
    ----------
    loads : id of an activity -> its load.
    activities : in the order of their starts.
    until : the last day that counts.

    Returns
    -------
    History
        `load` [AU a day] from the first recording to the last. A day without a recording is rest in a stretch of at
        most 14 days; in a longer one, and on days with a session whose load is not known, it is nan.
    """
    import numpy as np

    from periodize.compare import doubles
    from periodize.history import History

    beside = doubles(activities)
    counted = [activity for activity in activities if activity.id not in beside and activity.day <= until]
    if not counted:
        return History(np.empty(0, dtype="datetime64[D]"), {"load": np.empty((1, 0))})
    first = min(activity.day for activity in counted)
    n = (max(activity.day for activity in counted) - first).days + 1
    load, trained = np.zeros(n), np.zeros(n, dtype=bool)
    for activity in counted:
        day = (activity.day - first).days
        load[day] += loads[activity.id].value
        trained[day] = True
    on = np.flatnonzero(trained)
    for before, after in itertools.pairwise(on):
        if after - before - 1 > LONGEST_REST:
            load[before + 1 : after] = np.nan
    return History(np.datetime64(first, "D") + np.arange(n), {"load": load[None, :]})


def race_times(rows: Iterable[Row]) -> Iterator[tuple[date, float, str]]:
    """Yield day, time [s] and event of the planned races with a distance that were run, as `race_time` has it.

    Parameters
    ----------
    rows : of the comparison of a plan with the record.
    """
    from periodize.compare import race_time
    from periodize.plan.events import event_name

    for row in rows:
        if row.planned is None or row.done is None or row.planned.intent != "race" or not row.planned.distance:
            continue
        seconds = race_time(row.done.activities, row.planned.distance)
        if seconds is not None:
            yield row.day, seconds, event_name(row.planned.distance, row.planned.sport)


def raced(rows: Iterable[Row]) -> list[Performance]:
    """Return the planned races that were run, as tests; rows as for `race_times`."""
    from periodize.calibration import Performance

    return [Performance(day, seconds, "time", event) for day, seconds, event in race_times(rows)]


def is_of(test: Performance, race: Race) -> bool:
    """Whether a row of a table is the time of a race: of its day, and of its event, or called as it is."""
    return round_of(test, race) is not None


def round_of(test: Performance, race: Race) -> Round | None:
    """Return the round of a race that a row of a table is the time of, or None; of two on a day the one it names."""
    rounds = [one for one in race.rounds if one.day == test.day]
    if test.kind != "time" or not rounds:
        return None
    word = test.event.casefold()
    named = [one for one in rounds if word == race.named(one.label).casefold()]
    if named or word in {race.name.casefold(), race.id.casefold()} or _is_over(test, race):
        return named[0] if named else rounds[-1]
    return None


def _is_over(test: Performance, race: Race) -> bool:
    """Whether a test is a time over the distance of a race, in its sport."""
    from periodize.plan.events import same_event

    over = race.distance and same_event((test.event,), race.distance, race.sport, usual=race.sport)
    return test.kind == "time" and bool(over)


def all_out(tests: Sequence[Performance], season: Season | None) -> tuple[Performance, ...]:
    """Return the tests without the rounds that are no test: those before a last one, where a faster time is known.

    Parameters
    ----------
    tests : all that are known, the races of the plan among them.
    season : the plan, or None.

    Notes
    -----
    A heat is run to go through, and says what the athlete can do only where it is the fastest time known over its
    distance. Of two rounds of a day the faster one is taken for the last.
    """
    races = [race for race in season.races if len(race.rounds) > 1] if season else []
    return tuple(test for test in tests if not any(_held_back(test, race, tests) for race in races))


def _held_back(test: Performance, race: Race, known: Iterable[Performance]) -> bool:
    one = round_of(test, race)
    if one is None or test.weak:
        return False
    others = (other for other in known if _is_over(other, race) or is_of(other, race))
    is_last = one == race.rounds[-1]
    return any(other.value < test.value for other in others if not is_last or other.day == test.day)


def with_races(
    tests: Sequence[Performance], races: Iterable[Performance], season: Season | None
) -> tuple[Performance, ...]:
    """Return the tests of a table with the races that no row of it tells, those of `all_out`; an event bears one name.

    Parameters
    ----------
    tests : of a table.
    races : those of the plan that were run, as `raced` has them.
    season : the plan, or None.
    """
    from periodize.calibration import alike
    from periodize.plan.events import event_name

    known = season.races if season else ()
    told = {
        (test.day, event_name(race.distance, race.sport))
        for race in known
        if race.distance
        for test in tests
        if is_of(test, race)
    }
    others = [race for race in races if (race.day, race.event) not in told]
    return all_out(alike([*tests, *others], usual=season.athlete.sport if season else "run"), season)


def not_of_a_race(tests: Iterable[Performance], season: Season | None, *, until: date) -> Iterator[str]:
    """Yield a sentence for each time of a table on the day of a race that has no row of its own."""
    from periodize.plan.events import event_name

    found = [test for test in tests if test.kind == "time" and test.day <= until]
    races = season.races if season else ()
    for race in races:
        days = {day for _, day in race.days} - {test.day for test in found if is_of(test, race)}
        spelling = f"{event_name(race.distance, race.sport)!r} or {race.name!r}" if race.distance else f"{race.name!r}"
        for test in found:
            if test.day in days and not any(is_of(test, other) for other in races):
                yield f"{TESTS}: {test.event!r} on {test.day} is not taken for {race.name}; as event write {spelling}"


def official_words(folder: Path, season: Season, day: date) -> Iterator[str]:
    """Yield a sentence for each race of a day of which the table beside the plan has the time."""
    from periodize.units import print_clock

    tests, _ = read_folder(folder, season)
    for race in season.races:
        for test in tests:
            if test.day == day and (one := round_of(test, race)):
                yield f"Official time of {race.named(one.label)}: {print_clock(test.value)} ({TESTS})."


def read_folder(folder: Path, season: Season | None) -> tuple[tuple[Performance, ...], tuple[Problem, ...]]:
    """Return the tests of the table beside a plan, with what is wrong with it; none without a table.

    Parameters
    ----------
    folder : of the plan.
    season : the plan, or None.
    """
    path = folder / TESTS
    if not path.is_file():
        return (), ()
    from periodize.calibration import read_tests

    sport = season.athlete.sport if season else "run"
    try:
        return read_tests(path.read_bytes(), source=str(path), sport=sport)
    except OSError as error:
        return (), (Problem("C110", f"{path}: {error.strerror}", help="make it readable"),)


def folder_tests(folder: Path, season: Season | None) -> tuple[Performance, ...]:
    """Return the tests of the table beside a plan; none without a table.

    Raises
    ------
    MaterialError
        if a row is not sound.
    """
    from periodize.calibration import MaterialError

    tests, problems = read_folder(folder, season)
    if has_errors(problems):
        raise MaterialError(problems)
    return tests


def of_record(
    store: Store, season: Season | None, *, folder: Path, today: date, benchmarks: bool = False
) -> tuple[History, tuple[Performance, ...]]:
    """Return the loads and the tests that a season folder holds.

    Parameters
    ----------
    store : of the folder, open.
    season : its plan, or None; its past races are tests where the record has them.
    folder : in which `tests.csv` is looked for.
    today : the day of the question.
    benchmarks : whether sessions that were done again and again are weak tests.

    Raises
    ------
    MaterialError
        if a row of `tests.csv` cannot be read.
    """
    from periodize.athlete import Athlete
    from periodize.project.checks.checking import check
    from periodize.project.records.keeping import kept, owner

    found = kept(store, season.athlete if season else owner(folder, today)[0] or Athlete())
    races: list[Performance] = []
    tests = folder_tests(folder, season)
    if season is not None:
        report = check(season, found.record, today=today, athlete=found.athlete, loads=found.loads)
        races = raced(report.comparison.rows)
    weak: tuple[Performance, ...] = ()
    if benchmarks:
        from periodize.project.checks.weak_tests import weak_tests

        weak = weak_tests(season, found, today=today)
    return recorded_loads(found.loads, found.record.activities, until=today), (*with_races(tests, races, season), *weak)
