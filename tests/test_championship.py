"""Rounds within days and A races close to each other: the Paris block of the reference season."""

from __future__ import annotations

from dataclasses import replace
from math import exp
from typing import TYPE_CHECKING

import pytest

from periodize.plan import Season, load_plan, read_plan_text
from periodize.plan.lint.peaks import peaks
from periodize.project.plans.planning import schedule
from periodize.project.seasons.forecasting import forecast
from periodize.project.seasons.question import Question
from periodize.project.seasons.scenario import prepare
from periodize.report.terminal.rivals import told_rivals
from periodize.report.views.forecast import Rivals
from periodize.report.views.question import Paired
from periodize.simulation.ensemble import ensemble
from tests.where import ROOT

if TYPE_CHECKING:
    from periodize.simulation import OnTheLine

HEAT, SEMI = "2024-08-02-race", "2024-08-04-race"
TWO_PEAKS = """
periodize: 1
start: 2027-01-04
athlete: {{fitness: 50, threshold: {{run: 4:00/km}}}}
races:
  - {{id: one, name: First 10k, date: 2027-03-14, priority: A, distance: 10km}}
  - {{id: two, name: Second 10k, date: {second}, priority: {priority}, distance: 10km}}
week: {{mon: 60min, tue: 60min, thu: 60min, sat: 60min, sun: 120min}}
blocks: [{{name: all, weeks: 20}}]
"""


@pytest.fixture(scope="module")
def paris() -> Season:
    found, problems = load_plan(ROOT / "plans" / "ingebrigtsen-2024.yaml")
    assert found is not None, problems
    return found


def semi_final(season: Season, *, with_heat: bool, model: str | None) -> OnTheLine:
    """What the semi-final finds on its line, with the load of the heat or without."""
    prepared = prepare(season, Question(model=model))
    scenario, first = prepared.scenario, prepared.planned.first
    day = next((s.day - first).days for s in prepared.planned.sessions if s.id == HEAT)
    doses = [dose for dose in scenario.doses if with_heat or dose.day != day]
    return ensemble(replace(scenario, doses=doses), runs=1, seed=0).starts[SEMI]


def test_load_of_the_heat_is_in_the_legs_of_the_semi_final(paris: Season) -> None:
    load = next(s.load for s in schedule(paris).sessions if s.id == HEAT)
    raced, spared = (semi_final(paris, with_heat=heat, model=None).reading.form.item() for heat in (True, False))
    # of the morning after a day between: what two averages of 42 and 7 days keep of one load
    kept = {days: (1 - exp(-1 / days)) * exp(-1 / days) for days in (42, 7)}

    assert load * (kept[42] - kept[7]) == pytest.approx(raced - spared, abs=1e-9)


def test_heat_costs_the_semi_final_performance_where_a_model_tells_it(paris: Season) -> None:
    raced, spared = (
        semi_final(paris, with_heat=heat, model="impulse-response").reading.performance.item() for heat in (True, False)
    )

    assert raced < spared


def test_paris_is_one_peak_of_two_events(paris: Season) -> None:
    assert ["'oly15' and 'oly5'"] == [peak.names for peak in peaks(paris)]


def test_paris_block_leaves_the_recovery_that_is_usual(paris: Season) -> None:
    assert not [p.message for p in schedule(paris).problems if p.code in {"P401", "P402", "P408"}]


def test_hard_session_between_the_rounds_of_paris_is_told() -> None:
    text = (ROOT / "plans" / "ingebrigtsen-2024.yaml").read_text(encoding="utf-8")
    between = text.replace("wed: easy 8km, thu: easy 8km, fri: easy 8km", "wed: easy 8km, thu: quarters, fri: easy 8km")
    season, _ = read_plan_text(between)
    assert season is not None
    (found,) = (p for p in schedule(season).problems if p.code == "P408")

    assert "'quarters' on Thu 2024-08-08, between the rounds of 'oly5'" in found.message


def test_final_of_the_second_event_is_held_against_that_of_the_first(paris: Season) -> None:
    (found,) = forecast(paris).rivals

    assert ("Olympic 1500 m (final)", "Olympic 5000 m (final)", 4) == (found.first, found.second, found.days)


def test_rivals_differ_by_what_their_rows_differ_by(paris: Season) -> None:
    played = forecast(paris)
    rows = {row.name: row for row in played.races}
    (found,) = played.rivals
    one, other = (float(rows[name].change) for name in (found.first, found.second))  # type: ignore[arg-type]

    assert other - one == pytest.approx(found.change.value)


@pytest.mark.parametrize(
    ("second", "priority", "count"), [("2027-04-24", "A", 1), ("2027-04-25", "A", 0), ("2027-04-24", "B", 0)]
)
def test_races_are_rivals_below_six_weeks_and_with_one_priority(second: str, priority: str, count: int) -> None:
    season, problems = read_plan_text(TWO_PEAKS.format(second=second, priority=priority))
    assert season is not None, problems

    assert count == len(forecast(season).rivals)


@pytest.mark.parametrize(
    ("change", "end"),
    [
        (Paired(-1.3), "-1.3 %* performance against it: the plan favours Mile."),
        (Paired(0.7, 0.1, 0.8), "+0.7 %* performance against it, better in 80 % of the runs: the plan favours 5000 m."),
        (Paired(0.2), "+0.2 %* performance against it: neither is favoured."),
        (Paired(None), "and is met with +2 form against it."),
    ],
)
def test_told_which_of_two_races_is_favoured(change: Paired, end: str) -> None:
    assert told_rivals(Rivals("Mile", "5000 m", 4, Paired(2.0), change)).endswith(end)
