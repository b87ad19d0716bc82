"""The season's clock: exact decay between events, one environment for all runs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from periodize.response import (
    MODELS,
    FitnessDelay,
    ImpulseResponse,
    NComponent,
    ResponseModel,
    RollingAverage,
    SaturatedLoad,
    VariableDose,
    respond,
)
from periodize.simulation import (
    DAY_SECONDS,
    BlockWeather,
    Dose,
    Execution,
    Spell,
    Start,
    life,
    play,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


START = date(2027, 1, 4)

Floats = np.ndarray[Any, np.dtype[np.float64]]

doses = st.lists(
    st.builds(
        Dose,
        st.integers(0, 59),
        st.integers(1, DAY_SECONDS - 1),
        st.floats(0, 300, allow_nan=False).map(lambda x: round(x, 2)),
    ),
    max_size=40,
)


def daily(found: list[Dose], days: int) -> Floats:
    loads = np.zeros(days)
    for dose in found:
        loads[dose.day] += dose.load
    return loads


# ---- without chance: the models themselves


@settings(max_examples=60, deadline=None)
@given(doses, st.sampled_from(sorted(MODELS)), st.sampled_from(["inclusive", "lagged"]))
def test_a_season_to_the_letter_equals_the_daily_model(found: list[Dose], name: str, convention: str) -> None:
    model = MODELS[name](convention=convention)  # type: ignore[arg-type]
    played = play(found, model, start=START, days=60, fitness=40.0)
    expected = respond(daily(found, 60), start=START, model=model, fitness=40.0, fatigue=None)

    for series in ("load", "fitness", "fatigue", "form", "performance"):
        np.testing.assert_allclose(expected.one(series), played.history.one(series), rtol=0, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(doses, st.sampled_from(sorted(MODELS)))
def test_on_the_clock_convention_midnights_change_nothing(found: list[Dose], name: str) -> None:
    model = MODELS[name](convention="clock")
    played = play(found, model, start=START, days=60, fitness=40.0)
    series = {"fitness": [], "fatigue": [], "performance": []}  # type: dict[str, list[float]]
    for close in range(DAY_SECONDS, 61 * DAY_SECONDS, DAY_SECONDS):
        state, at = model.initial(1, fitness=40.0), 0
        for dose in sorted((d for d in found if d.at < close), key=lambda d: d.at):
            state, at = model.step(state, dose.load, (dose.at - at) / DAY_SECONDS), dose.at
        reading = model.read(model.step(state, 0.0, (close - at) / DAY_SECONDS))
        for name_of, values in series.items():
            values.append(float(getattr(reading, name_of)[0]))

    for name_of, values in series.items():
        np.testing.assert_allclose(values, played.history.one(name_of), rtol=1e-9, atol=1e-9)


def trace(found: list[Dose], loads: Sequence[float], tau: float, at: float) -> float:
    """The convolution of loads with an exponential, by its definition."""
    return sum(
        load * float(np.exp(-(at - d.at / DAY_SECONDS) / tau))
        for d, load in zip(found, loads, strict=True)
        if d.at / DAY_SECONDS <= at
    )


def of_rolling_average(m: Any, found: list[Dose], at: float) -> float:
    loads = [d.load for d in found]
    means = [(1 - np.exp(-1 / tau)) * trace(found, loads, tau, at) for tau in (m.fitness_days, m.fatigue_days)]
    return float(m.baseline + m.fitness_gain * means[0] - m.fatigue_gain * means[1])


def of_impulse_response(m: Any, found: list[Dose], at: float) -> float:
    loads = [d.load for d in found]
    long, short = (trace(found, loads, tau, at) for tau in (m.fitness_days, m.fatigue_days))
    return float(m.baseline + m.fitness_gain * long - m.fatigue_gain * short)


def of_saturated_load(m: Any, found: list[Dose], at: float) -> float:
    loads = [float(m.saturated(d.load)) for d in found]
    long, short = (trace(found, loads, tau, at) for tau in (m.fitness_days, m.fatigue_days))
    return float(m.baseline + m.fitness_gain * long - m.fatigue_gain * short)


def of_variable_dose(m: Any, found: list[Dose], at: float) -> float:
    loads = [d.load for d in found]
    tired = [
        d.load * trace(found[: k + 1], loads[: k + 1], m.gain_days, d.at / DAY_SECONDS) for k, d in enumerate(found)
    ]
    long, short = trace(found, loads, m.fitness_days, at), trace(found, tired, m.fatigue_days, at)
    return float(m.baseline + m.fitness_gain * long - m.fatigue_gain * short)


def of_influence(m: Any, found: list[Dose], at: float) -> float:
    return float(m.baseline) + sum(
        d.load * float(m.influence([at - d.at / DAY_SECONDS])[0]) for d in found if d.day < at
    )


CLOSED_FORMS: dict[type[ResponseModel], Callable[[Any, list[Dose], float], float]] = {
    RollingAverage: of_rolling_average,
    ImpulseResponse: of_impulse_response,
    SaturatedLoad: of_saturated_load,
    VariableDose: of_variable_dose,
    FitnessDelay: of_influence,
    NComponent: of_influence,
}


@pytest.mark.parametrize("kind", CLOSED_FORMS)
@settings(max_examples=20, deadline=None)
@given(found=doses)
def test_performance_is_the_exact_convolution_at_any_event_times(kind: type[ResponseModel], found: list[Dose]) -> None:
    model = kind(convention="clock")
    ordered = sorted(found, key=lambda d: d.at)
    played = play(found, model, start=START, days=60)

    expected = [CLOSED_FORMS[kind](model, ordered, close) for close in range(1, 61)]

    np.testing.assert_allclose(expected, played.history.one("performance"), rtol=1e-9, atol=1e-9)


def test_a_morning_and_an_evening_session_are_different_events() -> None:
    fatigue = [
        play([Dose(0, hour * 3600, 100.0)], ImpulseResponse(), start=START, days=1).history.one("fatigue")[0]
        for hour in (7, 17)
    ]

    assert fatigue[0] < fatigue[1]


@settings(max_examples=40, deadline=None)
@given(doses, st.floats(0, 100))
def test_more_load_never_lowers_fitness(found: list[Dose], more: float) -> None:
    bigger = [Dose(d.day, d.second, d.load + more) for d in found]
    for model in (RollingAverage(), ImpulseResponse()):
        low = play(found, model, start=START, days=60).history.one("fitness")
        high = play(bigger, model, start=START, days=60).history.one("fitness")

        assert (high >= low - 1e-9).all()


class _Silent:
    """A weather that nobody may ask."""

    def __init__(self, runs: int) -> None:
        self.runs = runs

    def uniform(self, name: str, day: date, nth: int = 0) -> NoReturn:
        raise AssertionError(name)

    normal = uniform


def test_without_chance_none_is_asked_and_all_runs_are_alike() -> None:
    found = [Dose(day, 43_200, 60.0 + day) for day in range(30)]
    arguments: dict[str, Any] = {"start": START, "days": 30, "fitness": 50.0, "disturbances": life("none")}
    one = play(found, RollingAverage(), **arguments).history
    many = play(found, RollingAverage(), **arguments, weather=_Silent(7)).history

    for name, values in one.series.items():
        np.testing.assert_array_equal(np.repeat(values, 7, axis=0), many.series[name])


def test_time_constants_that_nobody_changes_give_what_others_give() -> None:
    found = [Dose(day, 25_200 + 600 * day, 60.0) for day in range(30)]
    days = np.linspace(20.0, 60.0, 5)
    fixed = days.copy()
    fixed.flags.writeable = False
    histories = [
        play(found, ImpulseResponse(fitness_days=taus), start=START, days=30, weather=_Silent(5)).history
        for taus in (days, fixed, fixed)
    ]

    for other in histories[1:]:
        np.testing.assert_array_equal(histories[0].series["fitness"], other.series["fitness"])


def test_time_constants_that_change_are_not_remembered() -> None:
    found = [Dose(0, 43_200, 60.0)]
    taus = np.full(2, 20.0)
    model = ImpulseResponse(fitness_days=taus)
    before = play(found, model, start=START, days=9, weather=_Silent(2)).history.series["fitness"]
    taus[:] = 40.0
    after = play(found, model, start=START, days=9, weather=_Silent(2)).history.series["fitness"]

    assert (before < after).all()


# ---- how sessions come out

NOISE = Execution(time=0.1, intensity=0.05)


def done(noise: Execution) -> tuple[Floats, Floats, Floats]:
    one = Dose(0, 43_200, 60.0, 3600.0, 10_000.0)
    played = play([one], RollingAverage(), start=START, days=1, execution=noise, weather=BlockWeather(3, runs=200_000))
    load, time, distance = (played.history.series[name][:, 0] for name in ("load", "duration", "distance"))
    return load / 60, time / 3600, distance / 10_000


def test_on_average_the_planned_load_and_time_are_done() -> None:
    load, time, _ = done(NOISE)

    assert 1 == pytest.approx(load.mean(), abs=4 * load.std() / np.sqrt(load.size))
    assert 1 == pytest.approx(time.mean(), abs=4 * time.std() / np.sqrt(time.size))


def test_sessions_come_out_as_unevenly_as_is_stated() -> None:
    load, time, _ = done(NOISE)

    assert 0.1 == pytest.approx(np.log(time).std(), rel=0.01)
    assert 2 * 0.05 == pytest.approx(np.log(load / time).std(), rel=0.01)
    assert 0 == pytest.approx(np.corrcoef(np.log(time), np.log(load / time))[0, 1], abs=0.01)


def test_a_load_is_time_and_twice_intensity_a_distance_once() -> None:
    load, time, distance = done(NOISE)

    np.testing.assert_allclose(load * time, distance**2)


# ---- start lines


def test_the_start_line_does_not_know_the_race() -> None:
    training = [Dose(day, 43_200, 80.0) for day in range(20)]
    race = Dose(20, 36_000, 300.0, race=True)
    line = Start("race", 20, 36_000)
    for model in (RollingAverage(), ImpulseResponse(), ImpulseResponse(convention="lagged")):
        with_race = play([*training, race], model, start=START, days=21, starts=[line]).starts["race"].reading
        without = play(training, model, start=START, days=21, starts=[line]).starts["race"].reading

        assert without.form[0] == pytest.approx(with_race.form[0])


def test_on_the_start_line_form_is_fitness_less_fatigue() -> None:
    found = [Dose(day, 43_200, 80.0 + 5 * (day % 3)) for day in range(20)]
    played = play(found, RollingAverage(), start=START, days=21, starts=[Start("r", 20, 36_000)])
    reading = played.starts["r"].reading

    assert reading.fitness[0] - reading.fatigue[0] == pytest.approx(reading.form[0])
    assert reading.form[0] == pytest.approx(played.history.one("form")[20])


def test_who_is_laid_off_is_absent_from_the_start_line() -> None:
    played = play(
        [],
        RollingAverage(),
        start=START,
        days=21,
        starts=[Start("ill", 10, 36_000), Start("well", 14, 36_000)],
        disturbances=life("none"),
        spells=[Spell("illness", 9, 12)],
    )

    assert {"ill": [True], "well": [False]} == {key: line.absent.tolist() for key, line in played.starts.items()}


# ---- what cannot be


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"days": 0}, "days(=0)"),
        ({"days": 1}, "day(=1)"),
        ({"starts": [Start("late", 2, 3600)]}, "day(=2)"),
    ],
)
def test_what_cannot_be_played_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("(", r"\(").replace(")", r"\)")):
        play([Dose(1, 3600, 50.0)], RollingAverage(), **{"start": START, "days": 2, **arguments})


def test_a_dose_outside_its_day_is_refused() -> None:
    with pytest.raises(ValueError, match="second"):
        Dose(0, 0, 50.0)
    with pytest.raises(ValueError, match="load"):
        Dose(0, 10, -1.0)
