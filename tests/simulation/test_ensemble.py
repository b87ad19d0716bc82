"""Ensembles: what blocks, executors and growth must not change, and how well quantiles are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from periodize.executors import Lost, Processes, Serial
from periodize.response import CONVENTIONS, MODELS, ImpulseResponse, RollingAverage
from periodize.simulation import TO_THE_LETTER, TYPICAL, Dose, Start, life
from periodize.simulation import ensemble as room
from periodize.simulation.edge import edge_of
from periodize.simulation.ensemble import (
    QUANTILES,
    Bands,
    Ensemble,
    Scenario,
    bands,
    ensemble,
    joined,
    until_precise,
    whole_history,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from periodize.executors import Executor

Floats = np.ndarray[Any, np.dtype[np.float64]]

DAYS = 35
WEEKS = (0, 4, 11, 18, 25, 32)
SEASON = Scenario(
    doses=[Dose(day, 25_200, 40.0 + 3 * (day % 9), 3600.0, 11_000.0) for day in range(DAYS) if day % 7 != 3],
    model=ImpulseResponse(),
    start=date(2027, 1, 6),
    days=DAYS,
    fitness=50.0,
    starts=[Start("race", 30, 25_200)],
    execution=TYPICAL,
    disturbances=life("rough"),
)
TRUE = np.array([NormalDist().inv_cdf(q) for q in QUANTILES])


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(room, "BLOCK", 64)
    return 64


def numbers(found: Ensemble) -> dict[str, Floats]:
    """Everything that an ensemble holds, by name."""
    lines = {key: np.array([*line.reading, *line[1:]]) for key, line in found.starts.items()}
    banded = {f"day {k}": np.array(v) for k, v in found.days.items()} | {
        f"week {k}": np.array(v) for k, v in found.weeks.items()
    }
    return {**banded, **found.totals, **lines}


def assert_same(expected: Ensemble, found: Ensemble) -> None:
    one, other = numbers(expected), numbers(found)
    assert one.keys() == other.keys()
    for name, values in one.items():
        np.testing.assert_array_equal(values, other[name], err_msg=name)


# ---- who plays, and how many


@pytest.mark.parametrize("executor", [Serial(), Processes(1), Processes(2)], ids=str)
@pytest.mark.usefixtures("small_blocks")
def test_the_same_seed_gives_the_same_ensemble_whoever_plays_it(executor: Executor) -> None:
    assert_same(ensemble(SEASON, runs=150, seed=3), ensemble(SEASON, runs=150, seed=3, executor=executor))


def test_another_seed_gives_another_ensemble() -> None:
    one, other = (ensemble(SEASON, runs=50, seed=seed).totals["load"] for seed in (1, 2))

    assert (one != other).all()


def test_growing_by_whole_blocks_leaves_the_earlier_runs_as_they_were(small_blocks: int) -> None:
    few, many = (ensemble(SEASON, runs=blocks * small_blocks, seed=3) for blocks in (2, 5))

    for name, values in few.totals.items():
        np.testing.assert_array_equal(values, many.totals[name][: few.runs])
    np.testing.assert_array_equal(few.starts["race"].reading.form, many.starts["race"].reading.form[: few.runs])


def test_blocks_are_not_alike(small_blocks: int) -> None:
    loads = ensemble(SEASON, runs=2 * small_blocks, seed=3).totals["load"]

    assert (loads[:small_blocks] != loads[small_blocks:]).all()


@pytest.mark.usefixtures("small_blocks")
def test_every_athlete_keeps_its_own_parameters_in_every_block() -> None:
    gains = np.linspace(0.01, 0.05, 150)
    calm = replace(SEASON, disturbances=(), execution=TO_THE_LETTER)
    found = ensemble(replace(calm, model=ImpulseResponse(fitness_gain=gains)), runs=150).starts["race"].reading.fitness

    np.testing.assert_allclose(found / found[0], gains / gains[0])


def test_progress_counts_the_runs(small_blocks: int) -> None:
    told: list[tuple[int, int]] = []
    ensemble(SEASON, runs=150, progress=lambda done, of: told.append((done, of)))

    assert [(small_blocks, 150), (2 * small_blocks, 150), (150, 150)] == told


def test_a_lost_block_is_an_error() -> None:
    class Breaking:
        def map(
            self, function: Callable[[Any], Any], items: Iterable[Any], *, ordered: bool = True
        ) -> Generator[Lost[Any], None, None]:
            yield from (Lost(item, "its worker process ended (SIGKILL)") for item in items)

    with pytest.raises(RuntimeError, match="SIGKILL"):
        ensemble(SEASON, runs=10, executor=Breaking())


def test_no_runs_are_refused() -> None:
    with pytest.raises(ValueError, match=r"runs\(=0\) must be >= 1"):
        ensemble(SEASON, runs=0)


# ---- what is told of the runs


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("model", MODELS)
def test_the_bands_of_a_day_are_those_of_its_runs(model: str, convention: Any) -> None:
    season = replace(SEASON, model=MODELS[model](convention=convention))
    found, history = ensemble(season, runs=60, seed=4), whole_history(season, runs=60, seed=4)

    for name, banded in found.days.items():
        expected = bands(history.series[name].T)
        np.testing.assert_array_equal(expected.values, banded.values, err_msg=name)
        np.testing.assert_array_equal(expected.errors, banded.errors, err_msg=name)


@pytest.mark.parametrize("name", ["load", "duration", "distance"])
def test_weeks_are_the_sums_of_their_days(name: str) -> None:
    found, history = ensemble(SEASON, runs=60, seed=4, week_starts=WEEKS), whole_history(SEASON, runs=60, seed=4)
    days = history.series[name]
    sums = [days[:, a:b].sum(axis=1) for a, b in zip(WEEKS, (*WEEKS[1:], DAYS), strict=True)]

    np.testing.assert_allclose(np.quantile(sums, QUANTILES, axis=1), found.weeks[name].values, rtol=1e-6)


def test_totals_are_the_sums_of_the_season() -> None:
    found, history = ensemble(SEASON, runs=60, seed=4), whole_history(SEASON, runs=60, seed=4)

    assert {"load", "duration", "distance", "missed", "ill", "injured"} <= found.totals.keys()
    for name, total in found.totals.items():
        np.testing.assert_allclose(history.series[name].sum(axis=1), total, err_msg=name)


def test_what_was_done_is_handed_over_day_by_day_as_a_kept_season_has_it() -> None:
    kept, handed = SEASON.play(4, 0, 60).rows, {}
    SEASON.play(4, 0, 60, keep=lambda day, _, done: handed.update({day: done.copy()}))

    assert not handed.pop(-1).any()
    np.testing.assert_array_equal([kept["load"], kept["duration"], kept["distance"]], np.stack([*handed.values()], 1))


def test_what_is_handed_over_is_not_returned() -> None:
    played = SEASON.play(4, 0, 60, keep=lambda *_: None)

    assert {"missed", "away", "ill", "injured", "raced"} == played.rows.keys()


@given(st.integers(2, 300), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_quantiles_are_those_of_numpy(runs: int, seed: int) -> None:
    rows = np.random.default_rng(seed).normal(50.0, 20.0, (45, runs))

    np.testing.assert_allclose(np.quantile(rows, QUANTILES, axis=1), bands(rows).values, rtol=1e-6, atol=1e-5)


def test_a_single_run_has_its_own_values_and_no_errors() -> None:
    found = bands(np.array([[0.1], [7.0]]))

    assert [[0.1, 7.0]] == found.values.tolist()
    assert np.isnan(found.errors).all()


def test_the_runs_stay_as_they_were_when_quantiles_are_taken() -> None:
    rows = np.random.default_rng(0).random((3, 50))
    before = rows.copy()
    bands(rows)

    np.testing.assert_array_equal(before, rows)


def test_few_runs_do_not_tell_the_error_of_a_quantile() -> None:
    assert np.isnan(bands(np.zeros((2, 19))).errors).all()
    assert not np.isnan(bands(np.zeros((2, 20))).errors).any()


# ---- how well it is known


@pytest.mark.parametrize("runs", [400, 8192])
def test_two_of_three_quantiles_lie_within_their_error(runs: int) -> None:
    samples = 1_600_000 // runs
    found = bands(np.random.default_rng(1).standard_normal((samples, runs)))

    inside = (np.abs(found.values - TRUE[:, np.newaxis]) <= found.errors).mean(axis=1)

    # errors are estimated themselves, and `samples` of them are a sample
    np.testing.assert_allclose(inside, 0.683, atol=0.03 + 3 * np.sqrt(0.683 * 0.317 / samples))


def test_two_of_three_quantiles_of_joined_blocks_lie_within_their_error() -> None:
    rng = np.random.default_rng(2)
    inside = []
    for _ in range(200):
        parts = [part_of(rng.standard_normal((1, runs))) for runs in (800, 800, 800, 300)]
        found = joined(parts).days["form"]
        inside.append(np.abs(found.values[:, 0] - TRUE) <= found.errors[:, 0])

    np.testing.assert_allclose(np.mean(inside, axis=0), 0.683, atol=0.03 + 3 * np.sqrt(0.683 * 0.317 / 200))


def test_last_block_of_few_runs_leaves_the_errors_of_the_others() -> None:
    rng = np.random.default_rng(3)
    whole = part_of(rng.standard_normal((1, 800)))
    found = joined([whole, part_of(rng.standard_normal((1, 5)))]).days["form"]

    np.testing.assert_allclose(found.errors, whole.days["form"].errors, rtol=0.01)


def part_of(rows: Floats) -> Ensemble:
    return Ensemble(
        runs=rows.shape[1],
        seed=0,
        dates=np.array(["2027-01-04"], dtype="datetime64[D]"),
        days={"form": bands(rows)},
        weeks={},
        totals={},
        starts={},
        edge=edge_of(np.zeros((1, rows.shape[1])), np.zeros((1, rows.shape[1]), dtype=np.bool_), (0,), before=[0.0]),
    )


def test_blocks_weigh_as_much_as_they_have_runs() -> None:
    parts = [part_of(np.full((1, runs), value)) for runs, value in ((30, 1.0), (90, 5.0))]

    assert [4.0] * 5 == joined(parts).days["form"].values[:, 0].tolist()


def test_a_condition_that_only_one_block_knows_is_absent_from_the_others() -> None:
    parts = [replace(part_of(np.zeros((1, 3))), totals=totals) for totals in ({}, {"ill": np.ones(3)})]

    assert [0.0] * 3 + [1.0] * 3 == joined(parts).totals["ill"].tolist()


def test_quantiles_of_blocks_agree_with_those_of_all_runs_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BLOCK", 900)
    found, history = ensemble(SEASON, runs=4000, seed=4), whole_history(SEASON, runs=4000, seed=4)

    for name in ("fitness", "fatigue", "performance"):
        at_once = bands(history.series[name].T)
        apart = np.abs(at_once.values - found.days[name].values)
        # where many runs are alike, as after the first session, nothing is left to differ but the seventh digit
        assert (apart <= 2 * at_once.errors + 1e-5).all(), name


def test_quantiles_of_independent_seeds_agree_within_their_errors() -> None:
    one, other = (ensemble(SEASON, runs=3000, seed=seed) for seed in (10, 20))

    for name in ("fitness", "fatigue", "form", "performance"):
        a, b = one.days[name], other.days[name]
        assert (np.abs(a.values - b.values) <= 4.5 * np.hypot(a.errors, b.errors) + 1e-5).all(), name


def test_means_of_independent_seeds_agree_within_their_errors() -> None:
    one, other = (ensemble(SEASON, runs=3000, seed=seed).totals for seed in (10, 20))

    for name in one.keys() & other.keys():
        error = np.hypot(one[name].std(), other[name].std()) / np.sqrt(3000)
        assert abs(one[name].mean() - other[name].mean()) <= 4 * error, name


def test_repeated_seasons_lie_within_the_stated_error_two_times_of_three() -> None:
    truth = ensemble(SEASON, runs=20_000, seed=99).starts["race"].reading.form
    true = np.quantile(truth, QUANTILES)
    found = [bands(ensemble(SEASON, runs=300, seed=seed).starts["race"].reading.form[np.newaxis]) for seed in range(60)]

    inside = np.mean([np.abs(b.values[:, 0] - true) <= b.errors[:, 0] for b in found])

    # five quantiles of 60 seasons, which are not independent of each other
    assert 0.683 == pytest.approx(inside, abs=0.1)


# ---- as many as it needs


def wanting(most: int) -> Callable[[Ensemble], Bands]:
    """A quantity whose median is known to 1 % of its range after `most` runs, and to no less before."""

    def ask(found: Ensemble) -> Bands:
        error = 0.01 if found.runs >= most else 0.0101
        values = np.array([[-0.5], [-0.2], [0.0], [0.2], [0.5]])
        return Bands(values, np.full((5, 1), error))

    return ask


def test_blocks_are_added_until_the_range_is_known(small_blocks: int) -> None:
    found = until_precise(SEASON, precision=0.01, most=1000, chosen=wanting(3 * small_blocks), seed=5)

    assert 3 * small_blocks == found.runs
    assert_same(ensemble(SEASON, runs=found.runs, seed=5), found)


@pytest.mark.usefixtures("small_blocks")
def test_no_more_than_most_runs_are_played() -> None:
    assert 150 == until_precise(SEASON, precision=1e-9, most=150).runs


@pytest.mark.usefixtures("small_blocks")
def test_the_stated_precision_is_reached_on_the_start_line() -> None:
    found = until_precise(SEASON, precision=0.05, most=5000)
    known = bands(np.array([found.starts["race"].reading.form]))

    assert 64 < found.runs < 5000
    assert (known.errors[[0, 2, 4]] <= 0.05 * (known.values[4] - known.values[0])).all()


@pytest.mark.usefixtures("small_blocks")
def test_without_a_race_the_end_of_the_season_counts() -> None:
    found = until_precise(replace(SEASON, starts=()), precision=0.05, most=5000)
    known = found.days["form"]

    assert 64 < found.runs < 5000
    assert (known.errors[[0, 2, 4], -1] <= 0.05 * (known.values[4, -1] - known.values[0, -1])).all()


def test_what_does_not_vary_is_known_after_a_block(small_blocks: int) -> None:
    calm = replace(SEASON, model=RollingAverage(), execution=TO_THE_LETTER, disturbances=())

    assert small_blocks == until_precise(calm, precision=0.01, most=1000).runs
