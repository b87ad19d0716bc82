"""What every response model promises; a new member is picked up by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from periodize.errors import UnknownNameError, UsageError
from periodize.response import (
    CONVENTIONS,
    MODELS,
    ImpulseResponse,
    ParameterError,
    PerPot,
    ResponseModel,
    RollingAverage,
    State,
    parameters,
    respond,
)

EVERY = pytest.mark.parametrize("cls", MODELS.values(), ids=list(MODELS))
GRADED = [cls for cls in MODELS.values() if cls is not PerPot]
"""All but the one whose athlete collapses under more load, and drains the other buffer too."""
LOADS = st.floats(0, 500)
GAPS = st.floats(0, 60)


def components(state: State) -> list[np.ndarray]:
    return [state.fitness, state.fatigue, *state.further]


@EVERY
def test_model_is_listed_under_its_own_name(cls: type[ResponseModel]) -> None:
    assert cls is MODELS[cls.name]
    assert cls.evidence in {"A", "B", "C", "D"}


@EVERY
def test_parameters_tell_unit_meaning_and_source(cls: type[ResponseModel]) -> None:
    told = parameters(cls)
    assert told
    assert [p.name for p in told] == [p.name for p in parameters(cls())]
    for p in told:
        assert p.unit
        assert p.doc
        assert p.source
        assert p.value == getattr(cls(), p.name)


@EVERY
def test_parameter_is_refused_when_out_of_bounds(cls: type[ResponseModel]) -> None:
    for p in parameters(cls):
        for wrong in (p.bounds[0] - 1, np.nan, np.array([p.value, p.bounds[0] - 1])):
            with pytest.raises(ParameterError, match=rf"^{p.name}\(=.*\) must be >=? "):
                cls(**{p.name: wrong})  # type: ignore[arg-type]


def test_parameter_error_gives_name_value_and_rule() -> None:
    with pytest.raises(UsageError) as caught:
        RollingAverage(fitness_days=-1)
    assert str(caught.value) == "fitness_days(=-1) must be > 0"


def test_parameter_error_names_the_upper_bound() -> None:
    with pytest.raises(ParameterError, match=r"^fatigue_days\(=400\) must be <= 365$"):
        ImpulseResponse(fatigue_days=400.0)


@EVERY
def test_convention_is_refused_when_unknown(cls: type[ResponseModel]) -> None:
    with pytest.raises(ParameterError, match=r"convention\(=daily\) must be one of inclusive, lagged, clock"):
        cls(convention="daily")  # type: ignore[arg-type]


def test_ensembles_of_different_lengths_are_refused() -> None:
    with pytest.raises(ParameterError, match="the same length"):
        RollingAverage(fitness_days=np.array([40.0, 42.0]), baseline=np.array([1.0, 2.0, 3.0]))


def test_name_that_no_model_has_lists_a_near_miss() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'rolling-average'"):
        respond([1.0], model="roling-average")


@EVERY
def test_negative_time_is_refused(cls: type[ResponseModel]) -> None:
    with pytest.raises(ParameterError, match=r"days\(=-0.5\) must be >= 0"):
        cls().step(cls().initial(1), 10.0, -0.5)


@EVERY
@given(first=GAPS, load=LOADS, gap=GAPS, share=st.floats(0, 1))
def test_two_part_steps_equal_one_step(
    cls: type[ResponseModel], first: float, load: float, gap: float, share: float
) -> None:
    model = cls()
    state = model.step(model.initial(1, fitness=60.0, fatigue=90.0), load, first)
    once = model.step(state, 0.0, gap)
    twice = model.step(model.step(state, 0.0, gap * share), 0.0, gap - gap * share)
    for one, two in zip(components(once), components(twice), strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-12, atol=1e-9)


@pytest.mark.parametrize("cls", GRADED, ids=lambda cls: cls.name)
@given(events=st.lists(st.tuples(GAPS, LOADS), min_size=1, max_size=20), extra=st.floats(0.1, 100))
def test_more_load_never_lowers_fitness_or_fatigue(
    cls: type[ResponseModel], events: list[tuple[float, float]], extra: float
) -> None:
    model = cls()
    less = more = model.initial(1, fitness=20.0)
    for gap, load in events:
        less, more = model.step(less, load, gap), model.step(more, load + extra, gap)
        assert model.read(more).fitness >= model.read(less).fitness - 1e-9
        assert model.read(more).fatigue >= model.read(less).fatigue - 1e-9
    later = [model.read(model.step(state, 0.0, 1.0)) for state in (less, more)]
    assert later[1].fitness > later[0].fitness


@EVERY
def test_rest_lets_fitness_and_fatigue_fade(cls: type[ResponseModel]) -> None:
    model = cls()
    state = model.initial(1, fitness=60.0)
    before, after = model.read(state), model.read(model.step(state, 0.0, 400.0))
    assert after.fitness < 0.01 * before.fitness
    assert after.fatigue < 0.01 * before.fatigue
    assert after.performance == pytest.approx(cls().baseline, rel=0.01)  # type: ignore[attr-defined]


@EVERY
def test_step_leaves_the_given_state_alone(cls: type[ResponseModel]) -> None:
    model = cls()
    state = model.initial(3, fitness=50.0)
    before = [x.copy() for x in components(state)]
    model.step(state, np.array([1.0, 2.0, 3.0]), 1.0)
    model.read(state)
    for was, now in zip(before, components(state), strict=True):
        np.testing.assert_array_equal(was, now)


@EVERY
def test_unknown_load_makes_what_follows_unknown(cls: type[ResponseModel]) -> None:
    model = cls()
    assert np.isnan(model.read(model.step(model.initial(1), np.nan, 1.0)).performance).all()


@EVERY
@pytest.mark.parametrize("convention", ["inclusive", "lagged", "clock"])
def test_even_past_is_held_by_the_same_load(cls: type[ResponseModel], convention: Any) -> None:
    model = cls(convention=convention)
    chart = respond([80.0] * 30, model=model, fitness=80.0, fatigue=None)
    for name in ("fitness", "fatigue", "performance"):
        np.testing.assert_allclose(chart.one(name), chart.one(name)[0], rtol=1e-12)


@EVERY
def test_fatigue_of_the_past_is_its_fitness_when_not_given(cls: type[ResponseModel]) -> None:
    for one, two in zip(
        components(cls().initial(2, fitness=70.0)),
        components(cls().initial(2, fitness=70.0, fatigue=70.0)),
        strict=True,
    ):
        np.testing.assert_array_equal(one, two)
        assert one.shape == (2,)


@EVERY
def test_unknown_past_is_no_training(cls: type[ResponseModel]) -> None:
    reading = cls().read(cls().initial(1))
    assert reading.performance.item() == pytest.approx(cls().baseline, rel=1e-15)  # type: ignore[attr-defined]
    assert reading.form.item() == 0.0


@EVERY
def test_negative_past_is_refused(cls: type[ResponseModel]) -> None:
    with pytest.raises(ParameterError, match=r"fatigue\(=-3\) must be >= 0"):
        cls().initial(1, fitness=10.0, fatigue=-3.0)


@EVERY
def test_ensemble_equals_its_members_run_alone(cls: type[ResponseModel]) -> None:
    rng = np.random.default_rng(7)
    spread = {p.name: np.clip(p.value * rng.uniform(0.9, 1.1, 4), *p.bounds) for p in parameters(cls)}
    loads = rng.uniform(0, 200, 50)
    together = respond(loads, model=cls(**spread), fitness=40.0, fatigue=None)  # type: ignore[arg-type]
    assert together.n_runs == 4
    for run in range(4):
        member = cls(**{name: float(values[run]) for name, values in spread.items()})  # type: ignore[arg-type]
        alone = respond(loads, model=member, fitness=40.0, fatigue=None)
        for name, values in together.series.items():
            np.testing.assert_allclose(values[run], alone.one(name), rtol=1e-13)


@EVERY
def test_ensemble_refuses_another_number_of_runs(cls: type[ResponseModel]) -> None:
    name = parameters(cls)[0].name
    model = cls(**{name: np.array([30.0, 40.0])})  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match=r"runs\(=3\) must be 2"):
        model.initial(3)


@EVERY
def test_steady_state_is_what_an_even_past_reads_at_a_day_s_close(cls: type[ResponseModel]) -> None:
    for convention in CONVENTIONS:
        model = cls(convention=convention)
        chart = respond([70.0] * 5, model=model, fitness=70.0, fatigue=None)
        steady = model.steady([30.0, 70.0])
        for name in ("fitness", "fatigue", "performance"):
            assert chart.one(name)[-1] == pytest.approx(getattr(steady, name)[1], rel=1e-12)


@EVERY
def test_derived_quantities_have_one_value_a_member(cls: type[ResponseModel]) -> None:
    first = parameters(cls)[0]
    ensemble = cls(**{first.name: np.asarray(first.value) * np.array([1.0, 1.01])})
    for alone, together in zip(cls().derived, ensemble.derived, strict=True):
        assert alone.unit
        assert alone.doc
        assert np.ndim(alone.value) == 0
        assert np.broadcast_to(together.value, (2,))[0] == pytest.approx(float(alone.value), rel=1e-12)


INITIAL = {
    cls: [p.name for p in parameters(cls) if p.name.startswith("initial_")]
    for cls in MODELS.values()
    if any(p.name.startswith("initial_") for p in parameters(cls))
}


@pytest.mark.parametrize("cls", INITIAL, ids=lambda cls: cls.name)
def test_initial_components_begin_a_response_whose_past_is_not_told(cls: type[ResponseModel]) -> None:
    model = cls(**dict.fromkeys(INITIAL[cls], 30.0))  # type: ignore[arg-type]
    chart = respond([0.0] * 300, model=model)
    assert chart.one("fitness")[0] > 0
    assert chart.one("performance")[-1] == pytest.approx(cls().baseline, rel=0.01)  # type: ignore[attr-defined]


@pytest.mark.parametrize("cls", INITIAL, ids=lambda cls: cls.name)
def test_initial_components_give_way_to_a_past_that_is_told(cls: type[ResponseModel]) -> None:
    model = cls(**dict.fromkeys(INITIAL[cls], 30.0))  # type: ignore[arg-type]
    for one, two in zip(
        components(model.initial(2, fitness=40.0)), components(cls().initial(2, fitness=40.0)), strict=True
    ):
        np.testing.assert_array_equal(one, two)


@EVERY
def test_docstring_tells_equation_validity_trap_and_reference(cls: type[ResponseModel]) -> None:
    text = cls.__doc__ or ""
    notes = text.partition("    Notes\n")[2].partition("    References\n")[0]
    assert "::\n\n        " in notes
    assert "\n    Valid " in notes
    assert "\n    Trap: " in notes
    assert ".. [1] " in text


@pytest.mark.parametrize("cls", [RollingAverage, ImpulseResponse])
@settings(max_examples=60)
@given(events=st.lists(st.tuples(GAPS, LOADS), min_size=1, max_size=30), rest=GAPS)
def test_trace_is_the_convolution_at_any_event_times(
    cls: type[RollingAverage] | type[ImpulseResponse], events: list[tuple[float, float]], rest: float
) -> None:
    model = cls(convention="clock")
    state = model.initial(1, fitness=30.0, fatigue=45.0)
    start, now = state, 0.0
    times = []
    for gap, load in events:
        state, now = model.step(state, load, gap), now + gap
        times.append((now, load))
    state, now = model.step(state, 0.0, rest), now + rest
    averaging = cls is RollingAverage
    for got, first, tau in zip(
        (state.fitness, state.fatigue), start[:2], (model.fitness_days, model.fatigue_days), strict=True
    ):
        weight = 1 - np.exp(-1 / tau) if averaging else 1.0
        expected = first * np.exp(-now / tau) + weight * sum(w * np.exp(-(now - t) / tau) for t, w in times)
        np.testing.assert_allclose(got, expected, rtol=1e-9, atol=1e-9)


def test_rolling_average_is_the_impulse_response_in_other_units() -> None:
    chart = RollingAverage()
    weights = [1 - np.exp(-1 / np.asarray(tau)) for tau in (chart.fitness_days, chart.fatigue_days)]
    impulse = ImpulseResponse(
        fitness_days=chart.fitness_days,
        fatigue_days=chart.fatigue_days,
        fitness_gain=float(chart.fitness_gain * weights[0]),
        fatigue_gain=float(chart.fatigue_gain * weights[1]),
        convention="inclusive",
    )
    loads = np.random.default_rng(3).uniform(0, 200, 100)
    np.testing.assert_allclose(
        respond(loads, model=chart, fitness=50.0, fatigue=70.0).one("performance"),
        respond(loads, model=impulse, fitness=50.0, fatigue=70.0).one("performance"),
        rtol=1e-12,
    )
