"""The form of the athlete's best days: found where tests tell it, and the convention where they do not."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.calibration import Calibration, Performance, calibrate
from periodize.history import History
from periodize.plan import Season, read_plan_text
from periodize.project.seasons.calibrating import Calibrated
from periodize.project.seasons.forecasting import forecast
from periodize.project.seasons.question import Question
from periodize.project.seasons.window import (
    BLIND,
    FRESH,
    NARROWEST,
    OwnTests,
    best_third,
    blind_share,
    known_form,
    window_of,
)
from periodize.report.views.values import Band
from periodize.response import RollingAverage
from periodize.simulation import Dose, Start
from periodize.simulation.clock import play

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.report.views.forecast import FormWindow

FIRST = date(2025, 1, 6)
DAYS = 600
PAST = 55.0
BEST = 0.12
"""[share of fitness] Form in which the made athlete does best."""

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


def made_loads(seed: int = 5, days: int = DAYS) -> Floats:
    """Return daily loads in spells of one to three weeks, from rest to overload."""
    rng = np.random.default_rng(seed)
    share, day = np.ones(days), 0
    while day < days:
        length = int(rng.integers(7, 22))
        share[day : day + length] = rng.choice([0.3, 0.5, 0.8, 1.0, 1.1, 1.3, 1.5])
        day += length
    found: Floats = PAST * share * np.resize([0.4, 1.1, 0.7, 1.3, 0.3, 1.2, 2.0], days)
    return found


def mornings(loads: Floats) -> tuple[Floats, Floats]:
    """Return fitness and form of each morning, by the definition of the rolling averages."""
    fitness, fatigue, found = PAST, PAST, []
    for load in loads:
        found.append((fitness, 1 - fatigue / fitness))
        fitness += (1 - np.exp(-1 / 42)) * (load - fitness)
        fatigue += (1 - np.exp(-1 / 7)) * (load - fatigue)
    both = np.array(found)
    return both[:, 0], both[:, 1]


def made_tests(loads: Floats, days: range, *, by_form: float = 12.0, noise: float = 3.0) -> list[Performance]:
    """Return tests [W] that rise with fitness and with the years, and fall by the distance from the best form."""
    fitness, form = mornings(loads)
    away = np.minimum(((form - BEST) / 0.2) ** 2, 2.5)
    watts = 250 + 0.4 * fitness + 10 * np.arange(len(loads)) / 365 - by_form * away
    watts = watts + noise * np.random.default_rng(7).standard_normal(len(loads))
    return [Performance(FIRST + timedelta(day), float(watts[day]), "power", "ramp") for day in days]


def calibrated(loads: Floats, tests: list[Performance], *, past: float = PAST) -> Calibration:
    history = History(np.datetime64(FIRST, "D") + np.arange(len(loads)), {"load": loads[None, :]})
    return calibrate(history, tests, past=past, draws=200)


@pytest.fixture(scope="module")
def known() -> Calibration:
    """An athlete who does best at a known form, with 22 tests."""
    return calibrated(made_loads(), made_tests(made_loads(), range(50, DAYS, 25)))


# ---- the range


def test_window_of_own_tests_lies_about_the_form_that_the_athlete_was_made_for(known: Calibration) -> None:
    found = window_of(Calibrated(known))

    assert ("own tests", 22, 7, "") == (found.basis, found.tests, found.best, found.why)
    # a third of 22 tests knows it to about 5 points
    assert () == found.unseen
    assert (found.low + found.high) / 2 == pytest.approx(BEST, abs=0.1)
    assert found.low < BEST < found.high


def test_form_of_a_test_is_that_of_the_start_line_of_the_simulation(known: Calibration) -> None:
    doses = [Dose(day, 36_000, float(load), 3600.0) for day, load in enumerate(made_loads())]
    starts = [Start(str(day), day, 32_400) for day in known.material.days.tolist()]
    lines = play(doses, RollingAverage(), start=FIRST, days=DAYS, fitness=PAST, starts=starts).starts

    simulated = [float(lines[line.id].form[0]) for line in starts]
    np.testing.assert_allclose(known_form(known).form, simulated, atol=1e-12)


def window_by(found: Calibration, form: Floats, monkeypatch: pytest.MonkeyPatch, *, best: float = 9.0) -> FormWindow:
    """Return the window of an athlete with the 22 tests of another, each the better the nearer to a form."""
    tests = known_form(found)._replace(form=form, y=300 - 100 * abs(form - best))
    monkeypatch.setattr("periodize.project.seasons.window.known_form", lambda _: tests)
    return window_of(Calibrated(found))


def test_window_of_best_days_alike_is_ten_points_wide(known: Calibration, monkeypatch: pytest.MonkeyPatch) -> None:
    form = np.concatenate([np.linspace(-0.4, -0.1, 8), np.linspace(0.1, 0.11, 7), np.linspace(0.3, 0.5, 7)])
    shuffled = np.random.default_rng(1).permutation(form)
    found = window_by(known, shuffled, monkeypatch, best=0.105)

    assert (found.low, found.high) == pytest.approx((0.105 - NARROWEST / 2, 0.105 + NARROWEST / 2), abs=0.002)


def test_end_that_was_never_tried_is_at_least_the_conventions(
    known: Calibration, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = np.random.default_rng(1).permutation(np.linspace(-0.4, 0.1, 22))
    found = window_by(known, form, monkeypatch)

    assert ("own tests", ("high",), FRESH[1]) == (found.basis, found.unseen, found.high)
    assert -0.15 < found.low < 0.0


def test_end_that_was_never_tried_stays_where_the_convention_ends_before(
    known: Calibration, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = np.random.default_rng(1).permutation(np.linspace(0.0, 0.8, 22))
    found = window_by(known, form, monkeypatch)

    assert ("high",) == found.unseen
    assert 0.7 < found.high < 0.8


def test_tests_at_much_the_same_form_leave_the_convention(known: Calibration, monkeypatch: pytest.MonkeyPatch) -> None:
    found = window_by(known, np.random.default_rng(1).uniform(0.0, 0.03, 22), monkeypatch)

    assert (*FRESH, "convention") == (found.low, found.high, found.basis)
    assert "your 22 tests came at much the same form, and tell no range of your own" == found.why


def test_published_cyclist_who_was_never_tested_rested_does_not_learn_how_rested_is_best(shared_data: Path) -> None:
    path = shared_data / "response" / "clarke_skiba_2013_cyclist.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    loads = np.array([float(row["bikescore"] or 0) for row in rows])
    tests = [
        Performance(FIRST + timedelta(day), float(row["test_5min_power_w"]), "power")
        for day, row in enumerate(rows)
        if row["test_5min_power_w"]
    ]
    found = window_of(Calibrated(calibrated(loads, tests, past=0.0)))

    # all nine tests lie at a form of -45 to 0 % of fitness, those above the line through them at -6 to 0 %
    assert ("own tests", 9, 3, ("high",)) == (found.basis, found.tests, found.best, found.unseen)
    assert -0.1 < found.low < FRESH[1] == found.high


# ---- when the tests tell none


def test_window_without_own_tests_is_the_convention_with_nothing_to_explain() -> None:
    for model in (None, "impulse-response"):
        found = window_of(model)

        assert (*FRESH, "convention", None, None, "") == (
            found.low, found.high, found.basis, found.tests, found.best, found.why,
        )  # fmt: skip


@pytest.mark.parametrize(("tests", "basis"), [(8, "convention"), (9, "own tests")])
def test_window_takes_nine_tests(tests: int, basis: str) -> None:
    loads = made_loads()
    found = window_of(Calibrated(calibrated(loads, made_tests(loads, range(60, 60 + 60 * tests, 60), noise=0.0))))

    assert (basis, tests) == (found.basis, found.tests)
    assert (basis == "convention") == ("9 tests with known loads would tell your own, and there are 8" in found.why)


def test_further_event_takes_a_further_test() -> None:
    loads = made_loads()
    tests = made_tests(loads, range(60, DAYS, 60))
    uphill = [replace(test, event="hill") for test in tests[:3]]
    found = window_of(Calibrated(calibrated(loads, [*uphill, *tests[3:]])))

    assert "10 tests with known loads would tell your own, and there are 9" == found.why


def test_best_days_at_all_kinds_of_form_leave_the_convention() -> None:
    loads = made_loads()
    found = window_of(Calibrated(calibrated(loads, made_tests(loads, range(50, DAYS, 25), by_form=0.0))))

    assert (*FRESH, "convention", 22) == (found.low, found.high, found.basis, found.tests)
    assert "the best 7 of your 22 tests came at all kinds of form, and tell no range of your own" == found.why


def test_athletes_whose_days_have_nothing_to_do_with_form_are_seldom_told_a_range() -> None:
    rng = np.random.default_rng(2)
    told = []
    for _ in range(300):
        fitness, form = rng.normal(60, 10, 30), rng.normal(0, 0.25, 30)
        tests = OwnTests(
            100 + 0.1 * fitness + rng.normal(0, 2, 30), np.ones((1, 30)), np.arange(30) / 12, fitness, form
        )
        told.append(blind_share(form, best_third(tests)) <= BLIND)

    # three hundred of them know a share of a fifth to 2.3 points
    assert np.mean(told) == pytest.approx(BLIND, abs=0.07)


# ---- which tests count


def test_test_counts_from_six_weeks_of_loads_on() -> None:
    loads = made_loads()
    found = known_form(calibrated(loads, made_tests(loads, range(20, DAYS, 22))))

    # the one of the twentieth day does not, that of the forty-second does
    assert found.years[0] * 365.25 == pytest.approx(42)


def test_test_after_days_of_unknown_load_does_not_count() -> None:
    loads, days = made_loads(), range(50, DAYS, 25)
    # in the fortnight of day 100; before that of day 150, and on the day itself
    loads[[93, 135, 150]] = np.nan
    found = known_form(calibrated(loads, made_tests(made_loads(), days)))

    assert [day for day in days if day != 100] == np.round(found.years * 365.25).tolist()


def test_only_test_of_its_event_is_held_against_nothing() -> None:
    loads = made_loads()
    tests = made_tests(loads, range(50, DAYS, 25))
    lone = Performance(FIRST + timedelta(300), 350.0, "power", "hill")

    assert len(tests) == len(known_form(calibrated(loads, [*tests, lone])).y)


# ---- best against what was to be expected


def own_tests(y: Floats, *, events: int = 1) -> OwnTests:
    rng, n = np.random.default_rng(3), len(y)
    members = np.array([np.arange(n) % events == k for k in range(events)], dtype=np.float64)
    return OwnTests(y, members, np.arange(n) / 10, rng.normal(60, 10, n), rng.normal(0, 0.2, n))


def test_best_third_is_that_of_the_highest_values_where_all_else_is_equal() -> None:
    values = np.random.default_rng(8).normal(100, 1, 12)
    flat = own_tests(values)._replace(fitness=np.full(12, 60.0), years=np.zeros(12))

    assert np.argsort(-values)[:4].tolist() == best_third(flat).tolist()


@pytest.mark.parametrize("slope", ["years", "fitness", "event"])
def test_best_third_stays_whoever_gets_fitter_or_better_or_changes_the_event(slope: str) -> None:
    before = own_tests(np.random.default_rng(8).normal(100, 1, 24), events=2)
    gained = {"years": 30 * before.years, "fitness": 2 * before.fitness, "event": 80 * before.members[1]}[slope]
    after = before._replace(y=before.y + gained)

    assert sorted(best_third(before).tolist()) == sorted(best_third(after).tolist())


def test_best_days_of_one_form_are_closer_than_thirds_taken_blindly() -> None:
    form = np.linspace(-0.3, 0.3, 12)
    together, apart = (blind_share(form, np.array(best)) for best in ([4, 5, 6, 7], [0, 1, 10, 11]))

    # nine of 495 are neighbours; none lies further apart than the two ends
    assert together == pytest.approx(9 / 495, abs=0.01)
    assert 1.0 == apart


# ---- on race day

PLAN = """
periodize: 1
start: 2026-08-31
athlete: {fitness: 55}
races: [{id: lake, name: Lake ride, date: 2026-10-25, sport: bike, priority: A}]
week: {mon: rest, tue: bike 90min, wed: bike 60min, thu: bike 60min @ T, sat: bike 120min, sun: bike 180min}
blocks: [{name: build, phase: build, weeks: 6}, {name: taper, phase: taper, days: 14, taper: {volume: 50%}}]
"""


@pytest.fixture(scope="module")
def season() -> Season:
    found, problems = read_plan_text(PLAN)
    assert found is not None, problems
    return found


def test_runs_in_form_are_counted_by_the_own_window(season: Season, known: Calibration) -> None:
    found = forecast(season, Question(runs=400, seed=1, life="none", model=Calibrated(known)))
    (race,) = found.races
    assert isinstance(race.form_share, Band)
    assert race.fresh is not None
    assert race.too_rested is not None

    assert window_of(Calibrated(known)) == found.window
    assert 0.05 < race.fresh < 0.95
    assert (race.form_share.p50 > found.window.high) == (race.too_rested > 0.5)
    assert (race.form_share.p95 > found.window.high) == (race.too_rested > 0.05)


def test_form_as_a_share_is_that_of_the_averages_whatever_the_model(season: Season) -> None:
    (average,), (impulse,) = (
        forecast(season, Question(model=m)).races for m in ("rolling-average", "impulse-response")
    )

    assert average.form_share == impulse.form_share
    assert average.form_share == pytest.approx(average.form / average.fitness)  # type: ignore[operator]
