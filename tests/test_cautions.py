"""What stands beside a verdict that prefers more load, and what a sweep cannot reach."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from periodize.plan import load_plan
from periodize.project.seasons.cautions import Risked, more_load, no_ceiling
from periodize.project.seasons.comparing import compare
from periodize.project.seasons.question import Question
from periodize.project.seasons.scenario import edge_of, played, prepare
from periodize.project.seasons.sweeping import sweep
from periodize.report.views.values import Edge
from periodize.response import MODELS, ImpulseResponse, Turner
from periodize.simulation import POLICIES

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.plan import Season

TEXT = """\
periodize: 1
start: 2027-01-04
athlete: {threshold: {run: 4:00/km}, fitness: 40}
races: [{id: town, name: Town 10k, date: 2027-03-14, priority: A, distance: 10km}]
week: {mon: easy 60min, wed: 5x3min @ I (2min), thu: easy 60min, sat: long 90min}
blocks: [{name: base, weeks: 6, volume: 55km}, {name: build, until: town + 1d, volume: 60km}]
"""
MANY = Question(runs=200, seed=3)
CALM = Edge(0.1, 0.1, 0.0, date(2027, 1, 4), 0.1)
HARD = Edge(0.4, 0.4, 0.0, date(2027, 1, 4), 0.4)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def big(tmp_path: Path) -> Path:
    path = tmp_path / "big.yaml"
    path.write_text(TEXT.replace("60km", "90km"))
    return path


def read(path: Path) -> Season:
    season, problems = load_plan(path)
    assert season is not None, problems
    return season


def test_more_load_is_told_with_what_it_risks() -> None:
    big, small = Risked("B", 5500.0, 0.63, HARD, ("P304", "P407")), Risked("A", 5000.0, 0.51, CALM, ("P304",))

    assert (
        "B trains more than A by 10%, and the model has no ceiling: in it more is always better. What B risks: injured at"
        " some time 63 % of the runs (A: 51 %), over the edge 40 % of the runs (A: 10 %), `validate` warns of P407"
        " besides." == more_load(big, small, ImpulseResponse())
    )


@pytest.mark.parametrize("load", [4000.0, 5000.0, 5090.0])
def test_who_trains_no_more_needs_no_caution(load: float) -> None:
    assert "" == more_load(Risked("B", load, 0.6, HARD, ()), Risked("A", 5000.0, 0.5, CALM, ()), ImpulseResponse())


@pytest.mark.parametrize("injured", [0.3, 0.508, 0.512], ids=["less", "as much", "as much in what is shown"])
def test_what_is_not_risked_more_is_not_listed(injured: float) -> None:
    more, less = Risked("B", 5500.0, injured, CALM, ()), Risked("A", 5000.0, 0.508, HARD, ())

    assert more_load(more, less, ImpulseResponse()).endswith("always better.")


def test_only_what_is_risked_more_is_listed() -> None:
    more, less = Risked("B", 5500.0, 0.63, CALM, ()), Risked("A", 5000.0, 0.51, HARD, ())

    assert more_load(more, less, ImpulseResponse()).endswith(
        "What B risks: injured at some time 63 % of the runs (A: 51 %)."
    )


def test_single_run_tells_warnings_alone() -> None:
    found = more_load(Risked("B", 6.0, None, None, ("P407",)), Risked("A", 5.0, None, None, ()), ImpulseResponse())

    assert found.endswith("What B risks: `validate` warns of P407 besides.")


@pytest.mark.parametrize(("name", "expected"), [("impulse-response", True), ("rolling-average", True)])
def test_linear_models_have_no_ceiling(name: str, expected: bool) -> None:
    assert expected is no_ceiling(MODELS[name]())


def test_turners_model_has_a_ceiling() -> None:
    assert not no_ceiling(Turner())


def test_bigger_plan_is_compared_with_what_it_risks(plan: Path, big: Path) -> None:
    found = compare([read(plan), read(big)], MANY)

    assert ["B trains more than A"] == [sentence[:20] for sentence in found.cautions]


def test_bigger_plan_is_told_as_well_where_it_is_the_first(plan: Path, big: Path) -> None:
    found = compare([read(big), read(plan)], MANY)

    assert ["A trains more than B"] == [sentence[:20] for sentence in found.cautions]


def test_plan_beside_itself_needs_no_caution(plan: Path) -> None:
    assert () == compare([read(plan), read(plan)], MANY).cautions


def test_edge_of_a_side_is_that_of_the_season_alone(plan: Path) -> None:
    season = read(plan)
    prepared = prepare(season, MANY)

    assert edge_of(prepared, played(prepared, MANY)) == compare([season, season], MANY).sides[1].edge


def test_single_run_tells_no_edge(plan: Path) -> None:
    assert [None, None] == [side.edge for side in compare([read(plan), read(plan)], Question()).sides]


def test_catching_up_carries_its_sentence(plan: Path) -> None:
    found = sweep(plan, "policy=follow,catch-up", MANY)

    assert POLICIES["catch-up"].caution == found.cautions[-1]


def test_volume_that_is_out_of_reach_is_a_problem_of_that_value(plan: Path) -> None:
    found = sweep(plan, "blocks.build.volume=20%,40%,100%", Question())
    told = [problem.message.partition(":")[0] for problem in found.new if problem.code == "P304"]

    assert ["with blocks.build.volume=20%", "with blocks.build.volume=40%"] == told


def test_problem_of_every_value_is_the_plans_own(tmp_path: Path) -> None:
    path = tmp_path / "far.yaml"
    path.write_text(TEXT.replace("volume: 55km", "volume: 20km"))
    found = sweep(path, "blocks.build.volume=100%,101%", Question())

    assert (["P304"], []) == tuple(
        [problem.code for problem in some if "'base'" in problem.message] for some in (found.problems, found.new)
    )
