"""What a plan says of the athlete's body."""

from __future__ import annotations

import pytest

from periodize.plan import read_plan_text

PLAN = "periodize: 1\nstart: 2027-01-04\nathlete: {%s}\nweek: {mon: 30min}\nblocks: [{name: base, weeks: 1}]\n"


@pytest.mark.parametrize(
    "written", ["weight: 70kg, height: 1.75m", "weight: 70, height: 1.75", "weight: 70 kg, height: 1.75 m"]
)
def test_weight_and_height_are_read_with_or_without_unit(written: str) -> None:
    season, problems = read_plan_text(PLAN % written)

    assert season is not None, problems
    assert (70.0, 1.75) == (season.athlete.weight, season.athlete.height)


@pytest.mark.parametrize("written", ["weight: 7kg", "height: 175", "weight: heavy", "height: 5 feet"])
def test_weight_and_height_that_nobody_has_are_answered(written: str) -> None:
    _, problems = read_plan_text(PLAN % written)

    assert ["P005"] == [problem.code for problem in problems if problem.severity.value == "error"]
