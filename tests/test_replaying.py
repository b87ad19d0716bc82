"""Forecasts of the past: a right model is found calibrated, a wrong one is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from periodize.calibration import Performance
from periodize.errors import UsageError
from periodize.history import History
from periodize.plan import read_plan_text
from periodize.project.plans.planning import planned_loads, schedule
from periodize.project.seasons.question import Question
from periodize.project.seasons.replaying import Known, replay
from periodize.project.seasons.scenario import prepare
from periodize.report.views.replay import Replay, ReplayRow, advice
from periodize.response import ImpulseResponse, RollingAverage
from periodize.scores import Coverage, Score
from periodize.simulation.ensemble import whole_history

PLAN = """
periodize: 1
start: 2026-01-05
athlete: {fitness: 60, threshold: {run: 4:00/km}}
week: {mon: 60min, tue: 50min @ T, wed: 45min, thu: 60min, fri: 40min, sat: 60min, sun: 120min}
blocks: [{name: base, phase: base, weeks: 40}]
"""
TODAY = date(2026, 10, 12)


def lived(run: int, **other: Any) -> Known:
    """A season that was lived as the simulator lives it: one of its own runs."""
    season, problems = read_plan_text(PLAN)
    assert season is not None, problems
    planned = schedule(season)
    scenario = replace(prepare(season, Question(runs=64)).scenario, model=RollingAverage(), **other)
    runs = whole_history(scenario, runs=64, seed=99)
    names = ("load", "fitness", "fatigue", "form")
    history = History(runs.dates, {name: runs.series[name][run : run + 1] for name in names}, runs.units)
    return Known(history, history, (), planned, planned_loads(planned), ())


@pytest.fixture(scope="module")
def athletes() -> list[Known]:
    return [lived(run) for run in range(3)]


def test_a_life_as_it_is_simulated_is_forecast_with_ranges_that_hold(athletes: list[Known]) -> None:
    shares: dict[str, list[tuple[float, int]]] = {}
    for known in athletes:
        for row in replay(known, today=TODAY).rows:
            shares.setdefault(row.name, []).append((row.score.coverage[1].share, row.score.n))
    found = {name: sum(s * n for s, n in those) / sum(n for _, n in those) for name, those in shares.items()}

    assert set(found) == {f"{what}, {time}" for what in ("load", "fitness", "form") for time in
                          ("1 week", "2 weeks", "4 weeks")}  # fmt: skip
    assert {name: share for name, share in found.items() if not 0.78 <= share <= 0.99} == {}


def test_simulation_knows_more_than_the_past_values(athletes: list[Known]) -> None:
    rows = {row.name: row.score for row in replay(athletes[0], today=TODAY).rows}

    assert rows["form, 1 week"].crps < rows["form, 1 week"].trivial["as before"]


def test_a_life_that_is_not_as_simulated_is_found_out(athletes: list[Known]) -> None:
    half = athletes[0].history
    assert half is not None
    lazy = History(half.dates, {name: 0.5 * values for name, values in half.series.items()})
    rows = replay(athletes[0]._replace(history=lazy), today=TODAY).rows

    assert not any(row.score.coverage[1].kept for row in rows if row.name.startswith("load"))


def test_a_life_that_is_not_as_simulated_is_told_in_its_direction(athletes: list[Known]) -> None:
    half = athletes[0].history
    assert half is not None
    lazy = History(half.dates, {name: 0.5 * values for name, values in half.series.items()})
    told = advice(replay(athletes[0]._replace(history=lazy), today=TODAY))

    assert told[0].startswith("load, 1 week: what happened lay below the median in ")
    assert told[0].endswith("the 50 % range is too narrow, the 90 % range is too narrow.")
    assert "Less than planned, again and again: `periodize check` shows the weeks." in told


@pytest.mark.parametrize(
    ("name", "above", "inside", "said"),
    [
        ("load, 1 week", 0.9, 0.1, "More than planned"),
        ("form, 1 week", 0.9, 0.1, "Less than planned"),
        ("load, 1 week", 0.5, 0.1, "take the ranges for wider"),
        ("load, 1 week", 0.5, 1.0, "take the ranges for narrower"),
        ("test, 14 days", 0.9, 0.1, "`periodize calibrate`"),
    ],
)
def test_ranges_that_do_not_hold_have_a_next_step(name: str, above: float, inside: float, said: str) -> None:
    side = Coverage(0.5, above, above - 0.2, above + 0.2)
    ranges = Coverage(0.5, inside, inside - 0.1, inside + 0.1), Coverage(0.9, 0.9, 0.8, 1.0)
    row = ReplayRow(name, "AU", Score(20, ranges, side, 1.0, {}))

    assert said in advice(Replay(None, None, 0, (row,)))[-1]


def test_ranges_that_hold_need_no_advice() -> None:
    kept = Coverage(0.5, 0.5, 0.4, 0.6), Coverage(0.9, 0.9, 0.8, 1.0)
    row = ReplayRow("load, 1 week", "AU", Score(20, kept, kept[0], 1.0, {}))

    assert [] == advice(Replay(None, None, 0, (row,)))


def test_nothing_after_today_is_looked_at(athletes: list[Known]) -> None:
    known, today = athletes[0], date(2026, 4, 20)
    assert known.history is not None
    cut = (today - known.history.start).days + 1
    spoilt = {
        name: np.where(np.arange(values.shape[1]) < cut, values, 1e6) for name, values in known.history.series.items()
    }
    again = known._replace(history=History(known.history.dates, spoilt))

    assert replay(known, today=today) == replay(again, today=today)


@pytest.mark.parametrize("most", [1, 5, 7])
def test_past_dates_lie_evenly_where_only_some_are_played(athletes: list[Known], most: int) -> None:
    every = replay(athletes[0], today=TODAY)
    some = replay(athletes[0], today=TODAY, most=most)

    assert every.first == some.first
    assert most - 1 <= some.dates <= most
    assert some.dates == 1 or (some.last - some.first).days % (7 * (some.dates - 1)) == 0  # type: ignore[operator]


def test_past_that_is_too_short_is_refused(athletes: list[Known]) -> None:
    with pytest.raises(UsageError, match="nothing to replay"):
        replay(athletes[0], today=date(2026, 2, 1))


def test_tests_are_forecast_from_what_was_known_two_weeks_before() -> None:
    rng = np.random.default_rng(8)
    first = date(2026, 1, 1)
    loads = rng.uniform(0, 120, 260)
    truth = ImpulseResponse(baseline=250.0, fitness_gain=0.09, fatigue_gain=0.15).performance(loads)
    days = range(10, 250, 12)
    tests = [
        Performance(first + timedelta(day), float(truth[day] + 2.0 * rng.standard_normal()), "power") for day in days
    ]
    history = History(np.datetime64(first, "D") + np.arange(260), {"load": loads[None, :]})
    (row,) = replay(Known(None, history, (), None, {}, tests), today=date(2026, 12, 31)).rows

    assert ("test, 14 days", "W") == (row.name, row.unit)
    assert row.score.n > 10
    assert row.score.coverage[1].kept
