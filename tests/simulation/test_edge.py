"""How many runs go over the edge: held against the warning sign R12, by hand, and over blocks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.simulation.seasons import NOON, START, daily, races

from periodize.flags import Sign, load_jump
from periodize.flags.load_jump import FITNESS_FLOOR, FLOOR, FORM_FLOOR, WEEKS_BEFORE
from periodize.history import History
from periodize.response import RollingAverage, respond
from periodize.simulation import TYPICAL, Dose
from periodize.simulation import edge as rule
from periodize.simulation.edge import edge_of, joined_edges
from periodize.simulation.ensemble import Ensemble, Scenario, ensemble

if TYPE_CHECKING:
    from collections.abc import Sequence

WEEKS = 12
MONDAYS = tuple(range(0, 7 * WEEKS, 7))
Floats = np.ndarray[Any, np.dtype[np.float64]]


def played(doses: Sequence[Dose], *, runs: int = 1, weeks: int = WEEKS, **others: Any) -> Ensemble:
    scenario = Scenario(doses=doses, model=RollingAverage(), start=START, days=7 * weeks, fitness=60.0, **others)
    return ensemble(scenario, runs=runs, seed=3, week_starts=range(0, 7 * weeks, 7))


def over(weeks: Sequence[float], *, low: Sequence[int] = (), **others: Any) -> list[float]:
    """Return the weeks over the edge of a single run with some weekly loads and mornings of low form, after 280 each."""
    mornings = np.zeros((7 * len(weeks), 1), dtype=np.bool_)
    mornings[list(low)] = True
    starts = range(0, 7 * len(weeks), 7)
    told: dict[str, Any] = {"before": [280.0] * 4, **others}
    found = edge_of(np.array(weeks, dtype=float)[:, None], mornings, starts, **told)
    return [float(week) for week in found.weeks]


def test_limits_are_those_of_the_warning_sign() -> None:
    expected = (load_jump.limit, FLOOR, FORM_FLOOR / 100, FITNESS_FLOOR, WEEKS_BEFORE)

    assert expected == (rule.JUMP, rule.FLOOR, rule.LOW_FORM, rule.FITNESS_FLOOR, rule.WEEKS_BEFORE)


@pytest.mark.parametrize("seed", range(5))
def test_weeks_are_those_in_which_the_warning_sign_finds_a_jump_on_sunday(seed: int) -> None:
    rng = np.random.default_rng(seed)
    loads: Floats = np.repeat(rng.uniform(20.0, 90.0, WEEKS), 7)
    before = np.full(7 * WEEKS_BEFORE, 40.0)
    days = np.datetime64(START, "D") + np.arange(-len(before), len(loads))
    unknown = np.full((1, len(days)), np.nan)
    history = History(days, {"load": np.append(before, loads)[None], "fitness": unknown, "form": unknown})
    sundays = [START + timedelta(days=monday + 6) for monday in MONDAYS]
    found = {sign.day for sign in load_jump(history) if isinstance(sign, Sign)}
    expected = [float(day in found) for day in sundays]

    assert expected == over(loads.reshape(WEEKS, 7).sum(axis=1).tolist())


def test_low_form_is_that_of_the_morning_by_rolling_averages() -> None:
    loads = np.where(np.arange(7 * WEEKS) // 7 == 5, 150.0, 60.0)
    found = played([Dose(day, NOON, float(load)) for day, load in enumerate(loads)])
    averages = respond(loads, fitness=60.0, fatigue=None)
    low = averages.one("form") < rule.LOW_FORM * np.append(60.0, averages.one("fitness")[:-1])
    mornings = low.reshape(WEEKS, 7).sum(axis=1)

    assert (mornings >= rule.MORNINGS).astype(float).tolist() == found.edge.lows.tolist()


def test_a_morning_after_a_long_run_is_not_the_edge() -> None:
    assert [0.0, 1.0] == over([280.0, 280.0], low=[0, 6, 7, 9, 13])


def test_a_small_rise_is_no_jump_whatever_its_share() -> None:
    assert [0.0, 0.0] == over([100.0, 150.0], before=[100.0] * 4)


def test_a_week_after_four_without_training_is_not_judged() -> None:
    assert [0.0] == over([300.0], before=[0.0] * 4)


def test_part_of_a_week_is_neither_judged_nor_held_against() -> None:
    loads = np.array([[900.0], [400.0], [400.0]])
    found = edge_of(loads, np.zeros((17, 1), dtype=np.bool_), (0, 3, 10), before=[280.0] * 4)

    assert [0.0, 1.0, 0.0] == found.weeks.tolist()


def test_a_race_does_not_make_its_own_week_a_jump() -> None:
    race = Dose(10, NOON, 300.0, race=True)

    assert [0.0, 0.0] == over([280.0, 500.0], doses=[race])


def test_low_form_in_the_week_after_a_race_does_not_count() -> None:
    race = Dose(6, NOON, 300.0, race=True)

    assert [0.0, 0.0, 1.0] == over([280.0] * 3, low=[*range(7, 14), 14, 15, 16], doses=[race])


def test_even_training_never_goes_over_the_edge() -> None:
    assert 0.0 == played([*daily(7 * WEEKS), *races(40)]).edge.ever


def test_blocks_give_the_shares_of_all_their_runs() -> None:
    rng = np.random.default_rng(4)
    loads, low = rng.uniform(200.0, 700.0, (WEEKS, 400)), rng.random((7 * WEEKS, 400)) < 0.05
    whole, first, second = (
        edge_of(loads[:, some], low[:, some], MONDAYS, before=[280.0] * 4)
        for some in (slice(None), slice(300), slice(300, None))
    )
    found = joined_edges([first, second], [0.75, 0.25])

    assert [*whole.weeks, whole.jump, whole.low, whole.ever] == pytest.approx(
        [*found.weeks, found.jump, found.low, found.ever]
    )


def test_more_runs_go_over_the_edge_where_sessions_come_out_unevenly() -> None:
    doses = [Dose(day, NOON, 60.0 + 17.0 * (day >= 35)) for day in range(7 * WEEKS)]

    assert 0.0 < played(doses, runs=400, execution=TYPICAL).edge.jump < 1.0
