"""One clock for all runs plays what a clock for each would: with everything on, to the last digits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.response import MODELS, ImpulseResponse, ResponseModel, parameters
from periodize.simulation import (
    DISTURBANCES,
    POLICIES,
    BlockWeather,
    Dose,
    Execution,
    OneOf,
    Spell,
    Start,
    life,
    play,
)
from periodize.simulation.ensemble import Scenario

if TYPE_CHECKING:
    from periodize.simulation import Played, Weather

START = date(2027, 1, 4)
RUNS, DAYS = 5, 84
WRITTEN = [
    Dose(
        day,
        25_200 + 36_000 * nth,
        40.0 + (7 * day + 13 * nth) % 60,
        3000.0 + 60 * (day % 20),
        9000.0 + 300 * (day % 25),
        sport=("run", "ride")[nth],
        key=day % 7 in {1, 5} and not nth,
        race=day == 80,
    )
    for day in range(DAYS)
    for nth in range(1 if day == 80 else 1 + day % 2)
]
LINES = [Start("early", 40, 25_200), Start("race", 80, 25_200)]
SPELLS = [
    Spell("illness", 10, 13),
    Spell("injury", 20, 26, share=0.3),
    Spell("holiday", 30, 33, share=0.5),
    Spell("altitude", 36, 50, altitude=1850.0),
    Spell("camp", 52, 58, share=1.2),
    Spell("travel", 60, 66, zones=8.0),
    Spell("sleep", 68, 70),
    Spell("heat", 72, 79, temperature=33.0),
    Spell("race", 76, 76, load=90.0, duration=2400.0, distance=10_000.0),
]
NOISE = Execution(time=0.1, intensity=0.05)
PLAIN = Scenario(doses=WRITTEN, model=ImpulseResponse(), start=START, days=DAYS, fitness=50.0, starts=LINES)
FULL = replace(PLAIN, execution=NOISE, disturbances=life("rough"), spells=SPELLS)


def of(scenario: Scenario, weather: Weather) -> Played:
    arguments = {name: getattr(scenario, name) for name in Scenario.__dataclass_fields__ if name != "weeks_before"}
    return play(**arguments, weather=weather)


def spread(model: ResponseModel) -> ResponseModel:
    """The model with a value of its own for each run, near the default."""
    factors = np.linspace(0.9, 1.1, RUNS)
    return replace(model, **{p.name: p.value * factors for p in parameters(model) if p.name.endswith("_days")})  # type: ignore[arg-type]


SEASONS = {
    "noise": replace(PLAIN, execution=NOISE),
    **{
        f"{name}, {by}": replace(PLAIN, disturbances=[member(by_chance=by == "chance", **member.rough)], spells=SPELLS)
        for name, member in DISTURBANCES.items()
        for by in ("chance", "calendar")
    },
    **{f"everything, {name}": replace(FULL, policy=member()) for name, member in POLICIES.items()},
    **{f"everything, {name}": replace(FULL, model=member(), fatigue=60.0) for name, member in MODELS.items()},
    "everything, every athlete another": replace(
        FULL, model=spread(ImpulseResponse()), fitness=np.linspace(40.0, 60.0, RUNS), policy=POLICIES["catch-up"]()
    ),
}


@pytest.mark.parametrize("season", SEASONS)
def test_one_clock_for_all_runs_agrees_with_a_clock_for_each(season: str) -> None:
    scenario, block = SEASONS[season], BlockWeather(11, 2, runs=RUNS)
    together = of(scenario, block)
    for run in range(RUNS):
        alone = of(scenario.part(run, run + 1), OneOf(block, run))

        for name, values in together.history.series.items():
            own = alone.history.series.get(name, np.zeros((1, DAYS)))  # who never misses has no such series
            np.testing.assert_allclose(values[run], own[0], rtol=1e-12, atol=1e-12, err_msg=name)
        for key, line in together.starts.items():
            mine = alone.starts[key]
            pairs = zip((*line.reading, *line[1:]), (*mine.reading, *mine[1:]), strict=True)
            for all_runs, value in pairs:
                np.testing.assert_allclose(all_runs[run], value[0], rtol=1e-12, atol=1e-12)


def test_every_disturbance_and_policy_shows_in_these_seasons() -> None:
    """So that the agreement above is one about something."""
    plain = of(PLAIN, BlockWeather(11, 2, runs=RUNS))
    same = []
    for name, scenario in SEASONS.items():
        other = of(scenario, BlockWeather(11, 2, runs=RUNS))
        told = [
            np.array_equal(plain.history.series["load"], other.history.series["load"]),
            np.array_equal(plain.starts["race"].ability, other.starts["race"].ability),
            np.array_equal(plain.history.series["distance"], other.history.series["distance"]),
        ]
        same += [name] if all(told) else []

    assert [] == same


def test_independent_seasons_one_by_one_agree_with_an_ensemble() -> None:
    one_by_one = np.array(
        [of(FULL, BlockWeather(seed, runs=1)).history.series["fitness"][0, [20, 50, 83]] for seed in range(50)]
    )
    together = of(FULL, BlockWeather(1000, runs=4000)).history.series["fitness"][:, [20, 50, 83]]
    means, deviations = together.mean(axis=0), together.std(axis=0)

    assert (np.abs(one_by_one.mean(axis=0) - means) < 4 * deviations / np.sqrt(50)).all()
    for share in (0.05, 0.5, 0.95):
        below = (one_by_one < np.quantile(together, share, axis=0)).mean(axis=0)
        assert (np.abs(below - share) < 4 * np.sqrt(share * (1 - share) / 50)).all()


def test_the_same_seed_gives_the_same_season() -> None:
    first, same, other = (of(FULL, BlockWeather(seed, runs=50)).history.series["load"] for seed in (1, 1, 2))

    np.testing.assert_array_equal(first, same)
    assert (first != other).any()
