"""The season's clock: exact decay between events, one environment for all runs."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from periodize.response import MODELS, ImpulseResponse, RollingAverage, respond
from periodize.simulation import DAY_SECONDS, TO_THE_LETTER, Dose, Execution, Start, play

START = date(2027, 1, 4)

doses = st.lists(
    st.builds(
        Dose,
        st.integers(0, 59),
        st.integers(1, DAY_SECONDS - 1),
        st.floats(0, 300, allow_nan=False).map(lambda x: round(x, 2)),
    ),
    max_size=40,
)


def daily(found: list[Dose], days: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    loads = np.zeros(days)
    for dose in found:
        loads[dose.day] += dose.load
    return loads


@settings(max_examples=60, deadline=None)
@given(doses, st.sampled_from(sorted(MODELS)), st.sampled_from(["inclusive", "lagged"]))
def test_a_season_to_the_letter_equals_the_daily_model(found: list[Dose], name: str, convention: str) -> None:
    model = MODELS[name](convention=convention)  # type: ignore[arg-type]
    played = play(found, model, start=START, days=60, fitness=40.0)
    expected = respond(daily(found, 60), start=START, model=model, fitness=40.0, fatigue=None)

    for series in ("load", "fitness", "fatigue", "form", "performance"):
        np.testing.assert_allclose(expected.one(series), played.history.one(series), rtol=0, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(doses)
def test_on_the_clock_convention_the_state_is_the_exact_convolution(found: list[Dose]) -> None:
    model = ImpulseResponse()
    assert model.convention == "clock"
    played = play(found, model, start=START, days=60)
    closes = np.arange(1, 61, dtype=float)
    fitness = np.zeros(60)
    for dose in found:
        age = closes - dose.at / DAY_SECONDS
        fitness += np.where(age >= 0, dose.load * np.exp(-np.maximum(age, 0) / model.fitness_days), 0.0)

    np.testing.assert_allclose(model.fitness_gain * fitness, played.history.one("fitness"), rtol=1e-9, atol=1e-9)


def test_a_morning_and_an_evening_session_are_different_events() -> None:
    fatigue = [
        play([Dose(0, hour * 3600, 100.0)], ImpulseResponse(), start=START, days=1).history.one("fatigue")[0]
        for hour in (7, 17)
    ]

    assert fatigue[0] < fatigue[1]


def test_many_runs_without_noise_equal_one() -> None:
    found = [Dose(day, 43_200, 60.0 + day) for day in range(30)]
    one = play(found, RollingAverage(), start=START, days=30, fitness=50.0).history
    many = play(found, RollingAverage(), start=START, days=30, fitness=50.0, runs=7).history

    np.testing.assert_array_equal(np.repeat(one.series["form"], 7, axis=0), many.series["form"])


def test_the_same_seed_gives_the_same_season() -> None:
    found = [Dose(day, 43_200, 60.0) for day in range(30)]
    noise = Execution(missed=0.2, spread=0.1)
    loads = [
        play(
            found, RollingAverage(), start=START, days=30, runs=50, execution=noise, rng=np.random.default_rng(seed)
        ).history.series["load"]
        for seed in (1, 1, 2)
    ]

    np.testing.assert_array_equal(loads[0], loads[1])
    assert (loads[0] != loads[2]).any()


def test_execution_noise_has_the_stated_mean_and_share_of_missed_sessions() -> None:
    noise = Execution(missed=0.25, spread=0.2)
    done = noise.share(200_000, certain=False, rng=np.random.default_rng(3))

    assert 0.25 == pytest.approx((done == 0).mean(), abs=0.005)
    assert 1 == pytest.approx(done[done > 0].mean(), rel=0.005)
    assert 0.2 == pytest.approx(np.log(done[done > 0]).std(), rel=0.01)
    assert (noise.share(1000, certain=True, rng=np.random.default_rng(3)) > 0).all()


def test_time_and_distance_are_done_in_the_same_share_as_load() -> None:
    found = [Dose(day, 43_200, 60.0, 3600.0, 10_000.0) for day in range(20)]
    noise = Execution(missed=0.2, spread=0.1)
    history = play(
        found, RollingAverage(), start=START, days=20, runs=30, execution=noise, rng=np.random.default_rng(5)
    ).history

    np.testing.assert_allclose(history.series["load"] * 60, history.series["duration"])
    np.testing.assert_allclose(history.series["load"] / 6 * 1000, history.series["distance"])


def test_the_start_line_does_not_know_the_race() -> None:
    training = [Dose(day, 43_200, 80.0) for day in range(20)]
    race = Dose(20, 36_000, 300.0, key=True)
    line = Start("race", 20, 36_000)
    for model in (RollingAverage(), ImpulseResponse(), ImpulseResponse(convention="lagged")):
        with_race = play([*training, race], model, start=START, days=21, starts=[line]).starts["race"]
        without = play(training, model, start=START, days=21, starts=[line]).starts["race"]

        assert without.form[0] == pytest.approx(with_race.form[0])


def test_on_the_start_line_form_is_fitness_less_fatigue() -> None:
    found = [Dose(day, 43_200, 80.0 + 5 * (day % 3)) for day in range(20)]
    played = play(found, RollingAverage(), start=START, days=21, starts=[Start("r", 20, 36_000)])
    reading = played.starts["r"]

    assert reading.fitness[0] - reading.fatigue[0] == pytest.approx(reading.form[0])
    assert reading.form[0] == pytest.approx(played.history.one("form")[20])


@settings(max_examples=40, deadline=None)
@given(doses, st.floats(0, 100))
def test_more_load_never_lowers_fitness(found: list[Dose], more: float) -> None:
    bigger = [Dose(d.day, d.second, d.load + more) for d in found]
    for model in (RollingAverage(), ImpulseResponse()):
        low = play(found, model, start=START, days=60).history.one("fitness")
        high = play(bigger, model, start=START, days=60).history.one("fitness")

        assert (high >= low - 1e-9).all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"days": 0}, "days(=0)"),
        ({"runs": 0}, "runs(=0)"),
        ({"days": 1}, "day(=1)"),
        ({"execution": Execution(missed=0.1)}, "needs rng"),
    ],
)
def test_what_cannot_be_played_is_refused(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("(", r"\(").replace(")", r"\)")):
        play([Dose(1, 3600, 50.0)], RollingAverage(), **{"start": START, "days": 2, **arguments})  # type: ignore[arg-type]


def test_a_dose_outside_its_day_is_refused() -> None:
    with pytest.raises(ValueError, match="second"):
        Dose(0, 0, 50.0)
    with pytest.raises(ValueError, match="load"):
        Dose(0, 10, -1.0)


def test_to_the_letter_draws_nothing() -> None:
    assert TO_THE_LETTER == Execution(missed=0.0, spread=0.0)
