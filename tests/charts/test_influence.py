"""The influence of one session on race day: the numbers of the literature, and what the models say themselves."""

from __future__ import annotations

import numpy as np
import pytest

from periodize.project.pictures.influence import influence_of
from periodize.report.charts import CHARTS
from periodize.response import MODELS, ImpulseResponse, RollingAverage
from tests.charts.seasons import rows_of

CLASSICAL = ImpulseResponse(fitness_days=45.0, fatigue_days=15.0, fitness_gain=1.0, fatigue_gain=2.0)


def test_last_useful_day_and_best_day_are_those_of_fitz_clarke() -> None:
    # t_n 15.6 and t_g 40.3 days: Fitz-Clarke, Morton & Banister (1991)
    found = influence_of(CLASSICAL)

    assert (15, 40) == (found.lost, found.best)


def test_curve_played_day_by_day_is_that_of_the_formula() -> None:
    found = influence_of(CLASSICAL)

    np.testing.assert_allclose(found.effect, 100 * CLASSICAL.influence(found.days))


def test_influence_of_the_rolling_averages_is_told_on_form() -> None:
    found = influence_of(RollingAverage())

    assert ("form", "AU a day") == (found.measure, found.unit)
    # the evening before race day, a session of that day has faded by nothing
    assert 100 * ((1 - np.exp(-1 / 42)) - (1 - np.exp(-1 / 7))) == pytest.approx(found.effect[0])


@pytest.mark.parametrize("name", MODELS)
def test_parts_add_up_to_the_whole_where_they_are_told(name: str) -> None:
    found = influence_of(MODELS[name]())
    whole = found.effect if found.fitness else ()

    np.testing.assert_allclose(np.subtract(found.fitness, found.fatigue), whole, atol=1e-9)


def test_model_that_is_linear_says_so_and_one_that_is_not_too() -> None:
    found = {name: influence_of(MODELS[name]()).linear for name in ("impulse-response", "variable-dose", "turner")}

    assert {"impulse-response": True, "variable-dose": False, "turner": False} == found


def test_words_say_when_a_session_helps() -> None:
    alt = CHARTS["influence"].draw(influence_of(CLASSICAL)).alt

    assert alt.startswith(
        "In the last 15 days before a race a session does more harm than good. It does most good 40 days"
    )


def test_rules_stand_at_the_two_days() -> None:
    drawing = CHARTS["influence"].draw(influence_of(CLASSICAL))

    assert [[{"before": 15}], [{"before": 40}]] == rows_of(drawing, "rule", strokeDash=[4, 3])
