"""Scales, verdicts, forecasts, and the filter."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from tests.calibration.conftest import FIRST, Athlete, athlete

from periodize.calibration import Calibration, Performance, Scale, calibrate, kalman
from periodize.calibration.honesty import Errors, Learned
from periodize.calibration.kalman import FilterError
from periodize.calibration.result import AskedTooFarError
from periodize.errors import UsageError
from periodize.response import ImpulseResponse, respond

DAY = date(2027, 3, 1)


@pytest.fixture(scope="module")
def found() -> Calibration:
    who = athlete(n_tests=40)
    return calibrate(who.history, who.tests, past=0.0, draws=2000)


# ---- scales


def test_one_event_in_watts_stays_in_watts() -> None:
    scale = Scale.of([Performance(DAY, 280.0, "power"), Performance(DAY + timedelta(9), 290.0, "power")])

    assert (True, "W", 290.0) == (scale.natural, scale.unit, scale.index(Performance(DAY, 290.0, "power")))


@pytest.mark.parametrize(("kind", "better"), [("time", 2388.0), ("speed", 2412.06), ("power", 2412.06)])
def test_index_rises_by_a_point_for_a_per_cent(kind: str, better: float) -> None:
    tests = [Performance(DAY, 2400.0, kind, "a"), Performance(DAY, 100.0, "points", "b")]  # type: ignore[arg-type]
    scale = Scale.of(tests)
    index = scale.index(Performance(DAY, better, kind, "a"))  # type: ignore[arg-type]

    assert 100.0 == scale.index(tests[0])
    assert index == pytest.approx(100.5, abs=2e-3)
    assert scale.value(index, "a") == pytest.approx(better)


def test_error_of_a_time_is_in_points_of_the_index() -> None:
    test = Performance(DAY, 2400.0, "time", "10k", sd=24.0)

    assert 1.0 == Scale.of([test]).spread(test)


def test_first_test_is_the_first_by_date() -> None:
    tests = [Performance(DAY, 2400.0, "time", "10k"), Performance(DAY - timedelta(9), 2500.0, "time", "10k")]

    assert {"10k": 2500.0} == Scale.of(tests).references


# ---- several events, times


def test_times_of_two_events_are_one_calibration() -> None:
    who = athlete(n_tests=40, noise=1.0)
    tests = [
        Performance(t.day, (900.0, 1900.0)[k % 2] * np.exp(-(t.value - 250.0) / 250.0), "time", ("5k", "10k")[k % 2])
        for k, t in enumerate(who.tests)
    ]
    found = calibrate(who.history, tests, past=0.0, draws=1000)
    last = who.history.end
    truth = respond(who.loads, model=who.truth).one("performance")[-1]

    assert "% of the first test" == found.unit
    for event, size in (("5k", 900.0), ("10k", 1900.0)):
        band = found.band(last, event=event)
        # from worse to better: a shorter time
        assert band.low > band.middle > band.high
        assert band.middle == pytest.approx(size * np.exp(-(truth - 250.0) / 250.0), rel=0.01)


# ---- verdict


def test_good_model_says_how_much_better_it_is(found: Calibration) -> None:
    assert found.verdict[0].startswith("Better than every trivial rule: off by ")
    assert "40 tests in 2" in found.verdict[1]
    assert found.left_out.beats


def test_model_that_a_rule_beats_says_so_first(found: Calibration) -> None:
    worse = replace(found, left_out=Errors(9.0, {"last value": 4.0, "mean": 12.0}, 40))

    assert (
        "Not useful for forecasts: no better than a trivial rule (last value: 4 W, model 9). Read the band, not the curve."
        == worse.verdict[0]
    )


NO_RULE = Errors(2.0, {"last value": float("nan"), "mean": float("nan")}, 4)


def test_model_without_a_rule_to_hold_it_against_is_unchecked(found: Calibration) -> None:
    assert replace(found, left_out=NO_RULE, one_ahead=NO_RULE).verdict[0].startswith("Unchecked: no event was tested")


def test_errors_without_a_rule_name_the_tests_alone(found: Calibration) -> None:
    said = " ".join(replace(found, left_out=NO_RULE).verdict)

    assert "2 W (4 tests)" in said


def test_model_that_only_forecasts_ahead_worse_says_so_first(found: Calibration) -> None:
    worse = replace(found, one_ahead=Errors(9.0, {"last value": 4.0}, 35))

    assert worse.verdict[0].startswith("Not useful for forecasts")


def test_chains_that_did_not_converge_say_so_first(found: Calibration) -> None:
    worse = replace(found, draws=replace(found.draws, r_hat=1.2))

    assert "Not converged (R-hat 1.200): do not use these numbers." == worse.verdict[0]


def test_silence_of_the_tests_is_said(found: Calibration) -> None:
    silent = replace(found, learned={**found.learned, "fatigue_days": Learned(0.0, 0.97)})

    assert any("The tests say next to nothing about fatigue_days." in line for line in silent.verdict)


def test_what_was_learned_is_nothing_where_the_posterior_is_the_prior() -> None:
    assert 0.0 == Learned(0.0, 1.0).divergence
    assert Learned(2.0, 0.1).divergence > Learned(0.0, 0.1).divergence > 1.0


def test_data_are_plain(found: Calibration) -> None:
    data = json.loads(json.dumps(found.as_data(), allow_nan=False))

    assert ("impulse-response", "inclusive", "W", 40) == (
        data["model"], data["convention"], data["unit"], data["tests"]["n"]
    )  # fmt: skip
    assert {"fitness_days", "fatigue_days", "baseline", "fitness_gain", "fatigue_gain", "noise"} == data[
        "parameters"
    ].keys()
    assert data["errors"]["left_out"]["model"] == pytest.approx(found.left_out.model)


# ---- forecasts


def test_ensemble_has_as_many_runs_as_asked(found: Calibration) -> None:
    assert 7 == found.ensemble(7).runs
    assert 5000 == found.ensemble(5000).runs
    with pytest.raises(UsageError, match=r"runs\(=0\) must be >= 1"):
        found.ensemble(0)


def test_forecast_spans_the_record_and_what_is_ahead(found: Calibration) -> None:
    history = found.forecast([60.0] * 10, runs=20)

    assert (20, 250, FIRST) == (history.n_runs, history.n_days, history.start)
    assert "W" == history.units["performance"]


def test_band_holds_the_truth_at_the_end(found: Calibration, swinging: Athlete) -> None:
    who = athlete(n_tests=40)
    truth = respond(who.loads, model=who.truth).one("performance")[-1]
    band = found.band(who.history.end)

    assert band.low < truth < band.high
    assert band.high - band.low < 8


def test_band_of_a_test_is_wider_than_that_of_form(found: Calibration) -> None:
    day = FIRST + timedelta(200)
    form, test = found.band(day), found.band(day, as_test=True)

    assert test.low < form.low < form.high < test.high


def test_band_of_a_day_without_loads_is_refused(found: Calibration) -> None:
    with pytest.raises(AskedTooFarError, match="2026-09-01 has no loads: they run from 2026-01-01 for 240 days"):
        found.band(date(2026, 9, 1))
    assert found.band(date(2026, 9, 1), ahead=[50.0] * 10).low > 0


def test_standing_is_where_the_forecast_ends(found: Calibration) -> None:
    lately = float(found.pasts.loads[:, -28:].mean())
    ahead = found.forecast([lately] * 10, runs=50).series["performance"]
    model = found.ensemble(50)
    for days, expected in ((240, ahead[:, 239]), (250, ahead[:, 249])):
        fitness, fatigue = found.standing(FIRST + timedelta(days), 50)
        state = model.initial(50, fitness=fitness, fatigue=fatigue)

        np.testing.assert_allclose(model.read(state).performance, expected, rtol=1e-10)
    with pytest.raises(AskedTooFarError, match="2025-12-31 lies before the first load"):
        found.standing(FIRST - timedelta(1), 5)


def test_standing_after_planned_days_is_where_the_forecast_under_them_ends(found: Calibration) -> None:
    loads = [0.0, 150.0, 30.0, 90.0]
    expected = found.forecast(loads, runs=50).series["performance"][:, 243]
    model = found.ensemble(50)
    fitness, fatigue = found.standing(FIRST + timedelta(244), 50, loads)

    found_there = model.read(model.initial(50, fitness=fitness, fatigue=fatigue)).performance
    np.testing.assert_allclose(found_there, expected, rtol=1e-10)


def test_lagged_and_inclusive_differ(swinging: Athlete) -> None:
    one, two = (
        calibrate(swinging.history, swinging.tests, past=0.0, draws=50, convention=convention)
        for convention in ("inclusive", "lagged")
    )

    assert ("inclusive", "lagged") == (one.model.convention, two.model.convention)
    assert one.squares != pytest.approx(two.squares)


def test_other_member_is_calibrated_by_chains() -> None:
    who = athlete(n_days=80, n_tests=12)
    found = calibrate(who.history, who.tests, "fitness-delay", past=0.0, draws=1000)

    assert "fitness-delay" == found.model.name
    assert np.isfinite(found.draws.r_hat)
    assert np.isnan(found.one_ahead.model)
    assert found.squares < 3 * ((np.array([t.value for t in found.tests]) - 250) ** 2).sum()


# ---- the filter


def test_filter_without_wander_follows_the_model(swinging: Athlete) -> None:
    model = ImpulseResponse(
        fitness_days=45.0, fatigue_days=11.0, baseline=250.0, fitness_gain=0.1, fatigue_gain=0.18, convention="lagged"
    )
    seen = kalman(swinging.loads, np.full(240, np.nan), model, wander=(0.0, 0.0), noise=3.0)

    np.testing.assert_allclose(seen.expected, respond(swinging.loads, model=model).one("performance"), rtol=1e-12)
    np.testing.assert_allclose(seen.expected_sd, 3.0)
    assert 0.0 == seen.log_likelihood


def test_test_pulls_the_filter_and_narrows_it() -> None:
    model = ImpulseResponse(fitness_days=45.0, fatigue_days=11.0, baseline=250.0, fitness_gain=0.1, fatigue_gain=0.18)
    tests = np.full(60, np.nan)
    tests[40] = 290.0
    seen = kalman(np.full(60, 50.0), tests, model, wander=(10.0, 10.0), noise=1.0, start_sd=(50.0, 20.0))
    blind = kalman(np.full(60, 50.0), np.full(60, np.nan), model, wander=(10.0, 10.0), noise=1.0, start_sd=(50.0, 20.0))

    assert (seen.expected[41] > blind.expected[41]) == (290.0 > blind.expected[40])
    assert seen.expected_sd[41] < blind.expected_sd[41]
    np.testing.assert_array_equal(seen.expected[:41], blind.expected[:41])


def test_test_of_little_precision_pulls_less() -> None:
    model = ImpulseResponse(fitness_days=45.0, fatigue_days=11.0, baseline=250.0, fitness_gain=0.1, fatigue_gain=0.18)
    tests = np.array([300.0, np.nan])
    sharp, dull = (
        kalman([50.0, 50.0], tests, model, wander=(10.0, 10.0), noise=[r, 1.0]).expected[1] for r in (0.5, 20.0)
    )

    assert sharp > dull


@pytest.mark.parametrize(
    ("loads", "noise", "wander", "sentence"),
    [
        ([1.0], 1.0, (1.0, 1.0), "must be as long as each other"),
        ([1.0, np.nan], 1.0, (1.0, 1.0), r"load\(=nan\) must be >= 0 and known"),
        ([1.0, -1.0], 1.0, (1.0, 1.0), r"load\(=-1\)"),
        ([1.0, 1.0], 0.0, (1.0, 1.0), "noise must be > 0"),
        ([1.0, 1.0], 1.0, (-1.0, 1.0), "noise must be > 0, wander"),
    ],
)
def test_filter_refuses_what_it_cannot_follow(
    loads: list[float], noise: float, wander: tuple[float, float], sentence: str
) -> None:
    with pytest.raises(FilterError, match=sentence):
        kalman(loads, [np.nan, 100.0], ImpulseResponse(), wander=wander, noise=noise)
