"""What the record of a season folder holds for a calibration: daily loads, and the tests and races of that time."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

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
    from periodize.store import Store

TESTS = "tests.csv"
"""The table of tests beside a plan."""

LONGEST_REST = 14
"""[d] A longer stretch without a recording is not taken for rest, but for unknown: our choice."""

AS_LONG = 0.03
"""Share by which a recording's distance may differ from the race's, which was measured: our choice."""


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
    """Yield day, time [s] and event of the planned races that were run, by the recording that is as long as the race.

    Parameters
    ----------
    rows : of the comparison of a plan with the record.
    """
    from periodize.units import print_distance

    for row in rows:
        if row.planned is None or row.done is None or row.planned.intent != "race" or not row.planned.distance:
            continue
        length = row.planned.distance
        parts = [part for part in row.done.activities if part.distance and abs(part.distance / length - 1) <= AS_LONG]
        if parts:
            best = min(parts, key=lambda part: abs((part.distance or 0.0) / length - 1))
            yield row.day, best.elapsed, f"{print_distance(length)} {row.planned.sport}"


def raced(rows: Iterable[Row]) -> list[Performance]:
    """Return the planned races that were run, as tests; rows as for `race_times`."""
    from periodize.calibration import Performance

    return [Performance(day, seconds, "time", event) for day, seconds, event in race_times(rows)]


def folder_tests(folder: Path) -> tuple[Performance, ...]:
    """Return the tests of the table beside a plan; none without a table.

    Raises
    ------
    MaterialError
        if a row cannot be read.
    """
    path = folder / TESTS
    if not path.is_file():
        return ()
    from periodize.calibration import read_performances

    return read_performances(path.read_bytes(), source=str(path))


def of_record(
    store: Store, season: Season | None, *, folder: Path, today: date
) -> tuple[History, tuple[Performance, ...]]:
    """Return the loads and the tests that a season folder holds.

    Parameters
    ----------
    store : of the folder, open.
    season : its plan, or None; its past races are tests where the record has them.
    folder : in which `tests.csv` is looked for.
    today : the day of the question.

    Raises
    ------
    MaterialError
        if a row of `tests.csv` cannot be read.
    """
    from periodize.athlete import Athlete
    from periodize.project.checks.checking import check
    from periodize.project.records.keeping import kept, owner

    found = kept(store, season.athlete if season else owner(folder)[0] or Athlete())
    races: list[Performance] = []
    if season is not None:
        report = check(season, found.record, today=today, athlete=found.athlete, loads=found.loads)
        races = raced(report.comparison.rows)
    tests = folder_tests(folder)
    told = {(test.day, test.event) for test in tests}
    others = (race for race in races if (race.day, race.event) not in told)
    return recorded_loads(found.loads, found.record.activities, until=today), (*tests, *others)
