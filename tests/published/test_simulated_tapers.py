"""Thomas & Busso's (2005) step tapers come out of a whole season, plan to start line, as they do of the model alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from periodize.plan import read_plan_text
from periodize.project.seasons.forecasting import forecast
from periodize.project.seasons.question import Question
from periodize.response import VariableDose
from periodize.simulation import TO_THE_LETTER, Dose, Start, play

BEST_LOAD = 290.2023922865
START = date(2027, 1, 4)

PLAN = """
periodize: 1
start: {start}
athlete: {{fitness: {best}, threshold: {{run: 4:00/km}}}}
races: [{{id: race, name: Race, date: {race}, priority: A, distance: 10km}}]
model: {{name: variable-dose}}
blocks:
  - {{name: before, phase: build, days: 28, week: {{{before}}}}}
  - {{name: taper, phase: taper, days: {days}, week: {{{taper}}}}}
  - {{name: race, phase: race, days: 1}}
"""


def week(load: float) -> str:
    return ", ".join(
        f"{day}: {{do: 60min, load: {load:.10f}}}" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    )


@pytest.mark.parametrize(
    ("before", "reduction", "days", "gain"),
    [(1.0, 0.315, 18, 8.286), (1.2, 0.395, 26, 10.712)],
    ids=["no overload", "after 28 days at 120 %"],
)
def test_step_taper_gains_in_a_season_what_it_gains_in_the_model(
    before: float, reduction: float, days: int, gain: float
) -> None:
    race = START + timedelta(days=28 + days)
    loads = {"before": week(before * BEST_LOAD), "taper": week(before * (1 - reduction) * BEST_LOAD)}
    season, problems = read_plan_text(PLAN.format(start=START, best=BEST_LOAD, race=race, days=days, **loads))
    assert season is not None, problems
    (row,) = forecast(season, Question()).races

    assert row.performance == pytest.approx(250.0 + float(VariableDose().highest_gain) + gain, abs=5e-4)


def test_many_runs_to_the_letter_find_the_same_taper() -> None:
    doses = [Dose(day, 43_200, BEST_LOAD * (1.0 if day < 28 else 0.685)) for day in range(46)]
    played = play(
        doses,
        VariableDose(),
        start=START,
        days=47,
        fitness=BEST_LOAD,
        starts=[Start("race", 46, 36_000)],
        execution=TO_THE_LETTER,
    )

    expected = 250.0 + float(VariableDose().highest_gain) + 8.286
    assert played.starts["race"].reading.performance[0] == pytest.approx(expected, abs=5e-4)
