"""A race in its own unit: times by the threshold and how far they are known, watts of a ride, and what tells neither."""

from __future__ import annotations

from datetime import date, timedelta
from math import log
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.calibration import Performance, calibrate
from periodize.history import History
from periodize.plan import read_plan_text
from periodize.plan.events import event_of, same_event
from periodize.plan.intensity import RIEGEL, race_time
from periodize.project.seasons.calibrating import Calibrated
from periodize.project.seasons.forecasting import forecast
from periodize.project.seasons.outcomes import BETWEEN_ATHLETES, DAY_TO_DAY
from periodize.project.seasons.question import Question
from periodize.report.terminal.race_day import race_day_notes
from periodize.report.views.values import Band
from periodize.response import ImpulseResponse

if TYPE_CHECKING:
    from periodize.report.views.forecast import RaceRow

PLAN = """
periodize: 1
start: 2027-01-04
athlete: {{fitness: 50, threshold: {{run: 4:00/km, bike: 250W}}}}
races: [{races}]
week: {{mon: 60min, wed: 60min @ T, sat: 120min}}
blocks: [{{name: build, weeks: 6}}]
"""
CALM = Question(runs=4000, seed=3, life="none")
NORMAL_90 = 2 * 1.645


def rows(*races: str, question: Question = CALM) -> tuple[RaceRow, ...]:
    text = PLAN.format(races=", ".join(f"{{name: {nth}, {race}}}" for nth, race in enumerate(races)))
    season, problems = read_plan_text(text)
    assert season is not None, problems
    return forecast(season, question).races


def row(race: str, question: Question = CALM) -> RaceRow:
    return rows(f"date: 2027-02-07, {race}", question=question)[0]


def width(race: RaceRow) -> float:
    """Return the width of the 90 % range, of the logarithm."""
    assert isinstance(race.time, Band)
    return log(race.time.p95 / race.time.p05)


# ---- times by the threshold


def test_time_over_the_hours_own_distance_is_known_but_for_the_day() -> None:
    assert width(row("distance: 15km")) == pytest.approx(NORMAL_90 * DAY_TO_DAY, rel=0.1)


@pytest.mark.parametrize("metres", [1500, 42_195])
def test_time_is_less_known_the_further_it_lies_from_the_hour(metres: int) -> None:
    exponent = BETWEEN_ATHLETES * log(metres / 15_000)

    assert width(row(f"distance: {metres}m")) == pytest.approx(NORMAL_90 * np.hypot(DAY_TO_DAY, exponent), rel=0.1)


def test_median_time_is_riegels() -> None:
    found = row("distance: 1500m").time
    assert isinstance(found, Band)

    assert found.p50 == pytest.approx(race_time(1500.0, 1000 / 240), rel=0.005)


def test_a_run_has_one_exponent_for_all_its_races(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("periodize.project.seasons.outcomes.DAY_TO_DAY", 0.0)
    short, long = rows("date: 2027-02-06, distance: 1500m", "date: 2027-02-07, distance: 3000m")
    assert isinstance(short.time, Band)
    assert isinstance(long.time, Band)
    hour = 15_000.0

    # the same quantile of both is the same run: times of one curve through the hour
    exponents = [log(r.p05 / 3600) / log(d / hour) for r, d in ((short.time, 1500), (long.time, 3000))]
    assert exponents[0] == pytest.approx(exponents[1], rel=1e-6)
    assert exponents[0] > RIEGEL + 1.5 * BETWEEN_ATHLETES


def test_chance_of_a_hard_mile_is_not_none_by_construction() -> None:
    # 7 % faster than the pace of the hour says
    assert 0.05 < (row("distance: 1500m, goal: 4:52").goal_chance or 0.0) < 0.4


# ---- rides


def test_watts_over_the_goal_are_those_that_the_plan_counts_with() -> None:
    found = row("sport: bike, distance: 160km, goal: 5:00:00", Question())

    assert found.watts == pytest.approx(250 * 5**-0.15)
    assert ("threshold", "5:00:00", None, None) == (found.watts_basis, found.watts_over, found.time, found.goal_chance)


def test_watts_have_a_range_that_grows_with_the_hours() -> None:
    short, long = (row(f"sport: bike, goal: {goal}").watts for goal in ("1:00:00", "8:00:00"))
    assert isinstance(short, Band)
    assert isinstance(long, Band)

    assert log(short.p95 / short.p05) == pytest.approx(NORMAL_90 * DAY_TO_DAY, rel=0.1)
    assert log(long.p95 / long.p05) > 1.5 * log(short.p95 / short.p05)


def calibrated() -> Calibrated:
    """A synthetic rider: two hundred days, twenty tests over 20 minutes."""
    rng = np.random.default_rng(4)
    first = date(2026, 6, 15)
    loads = rng.uniform(0, 120, 200)
    truth = ImpulseResponse(baseline=250.0, fitness_gain=0.09, fatigue_gain=0.15).performance(loads)
    tests = [
        Performance(first + timedelta(day), float(truth[day] + 2 * rng.standard_normal()), "power", "20-min test")
        for day in range(10, 200, 10)
    ]
    history = History(np.datetime64(first, "D") + np.arange(200), {"load": loads[None, :]})
    return Calibrated(calibrate(history, tests, draws=200, rng=rng))


def test_own_tests_in_watts_tell_a_ride() -> None:
    found = row("sport: bike, goal: 5:00:00", Question(runs=200, model=calibrated()))

    assert ("own tests", "20-min test") == (found.watts_basis, found.watts_over)
    # the test itself, not the five hours
    assert isinstance(found.watts, Band)
    assert 230 < found.watts.p50 < 330


# ---- own tests of a distance


@pytest.mark.parametrize(
    "event",
    ["10K", "10k road", "10k", "10km", "10 km", "10000m", "10 km run", "10km run", "run 10k", "10k test", "6.2mi"],
)
def test_event_is_its_distance_and_sport_however_it_is_written(event: str) -> None:
    assert event == same_event(["5k", event], 10_000.0, "run", usual="run")


@pytest.mark.parametrize(
    ("event", "metres"),
    [("half marathon", 21_100.0), ("hm", 21_097.5), ("Marathon", 42_195.0), ("mile", 1609.344), ("1500", 1500.0)],
)
def test_event_may_have_a_name(event: str, metres: float) -> None:
    assert event == same_event([event], metres, "run", usual="run")


@pytest.mark.parametrize("event", ["10km swim", "5k", "20-min test", "10min", "Town cup", "", "run"])
def test_another_event_does_not_tell_a_race(event: str) -> None:
    assert "" == same_event([event], 10_000.0, "run", usual="run")


def test_event_that_says_no_place_goes_before_one_that_does() -> None:
    assert "5000m" == same_event(["5k parkrun", "5000m"], 5000.0, "run", usual="run")


@pytest.mark.parametrize(("event", "metres"), [("10k", 0.0), ("0km", 10_000.0)])
def test_event_of_no_distance_is_of_no_race(event: str, metres: float) -> None:
    assert "" == same_event([event], metres, "run", usual="run")


@pytest.mark.parametrize(("text", "metres"), [("15k", 15_000.0), ("8 k trail", None), ("8 k", 8000.0)])
def test_event_may_be_of_any_thousand_metres(text: str, metres: float | None) -> None:
    found = event_of(text, usual="run")

    assert metres == (found and found.distance)


def test_event_without_a_sport_is_of_the_athletes_own() -> None:
    assert ["", "10k"] == [same_event(["10k"], 10_000.0, "run", usual=usual) for usual in ("swim", "run")]


def runner(event: str) -> Calibrated:
    """A synthetic runner: two hundred days, twenty tests of one event."""
    rng = np.random.default_rng(4)
    first = date(2026, 6, 15)
    tests = [
        Performance(first + timedelta(day), float(2400 - day + 10 * rng.standard_normal()), "time", event)
        for day in range(10, 200, 10)
    ]
    history = History(np.datetime64(first, "D") + np.arange(200), {"load": rng.uniform(0, 120, (1, 200))})
    return Calibrated(calibrate(history, tests, draws=100, rng=rng))


def test_own_tests_tell_a_race_whatever_they_call_it() -> None:
    asked = (Question(runs=100, life="none", model=runner(event)) for event in ("10k", "10km run"))
    short, full = (row("distance: 10km, goal: 38:00", question) for question in asked)

    assert ("own tests", full.time) == (short.basis, short.time)


def test_race_of_another_distance_names_the_tests_that_there_are() -> None:
    text = PLAN.format(races="{name: Town, date: 2027-02-07, distance: 5km, goal: 19:00}")
    season, problems = read_plan_text(text)
    assert season is not None, problems
    found = forecast(season, Question(runs=50, model=runner("10k")))

    assert "None of your tests is over the distance of Town; there are tests of 10k." in list(race_day_notes(found))


# ---- what tells neither


@pytest.mark.parametrize(
    ("race", "reason"),
    [
        ("sport: bike, goal: 5:00:00", "course and wind decide it, and with it the chance of a goal"),
        (
            "sport: bike",
            "course and wind decide it, and with it the chance of a goal; a goal time would tell the watts",
        ),
        ("goal: 40:00", "the plan gives it no `distance:`"),
        (
            "sport: swim, distance: 3km",
            "the plan gives no threshold for swim; that, or own tests of the event, would tell it",
        ),
        (
            "sport: xt, goal: 1:20:00",
            "cross-training has no speed of its own; a distance and own tests of the event would tell it",
        ),
        ("distance: 10km", ""),
    ],
)
def test_a_race_without_a_time_says_why(race: str, reason: str) -> None:
    found = row(race, Question())

    assert (reason, bool(reason)) == (found.no_time, found.time is None)


def test_a_ride_without_a_threshold_says_what_would_tell_the_watts() -> None:
    text = PLAN.format(races="{name: Fondo, date: 2027-02-07, sport: bike}").replace(", bike: 250W", "")
    season, problems = read_plan_text(text)
    assert season is not None, problems
    (found,) = forecast(season).races

    assert found.no_time.endswith("; a threshold in watts and a goal time would tell the watts")
