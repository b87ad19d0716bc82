"""Rounds within days and A races close to each other: the Paris block of the reference season."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO
from math import exp
from typing import TYPE_CHECKING

import pytest

from periodize.errors import UsageError
from periodize.plan import Season, load_plan, read_plan_text
from periodize.plan.lint.peaks import peaks
from periodize.plan.races import RACE_EXTRA_LOAD
from periodize.project.plans.explaining import explain
from periodize.project.plans.planning import schedule
from periodize.project.seasons.forecasting import forecast
from periodize.project.seasons.question import Question, Standing
from periodize.project.seasons.scenario import prepare
from periodize.report.terminal.explain import print_explanation
from periodize.report.terminal.race_day import race_day_notes
from periodize.report.terminal.rivals import told_rivals
from periodize.report.terminal.tables import console
from periodize.report.views.forecast import Rivals
from periodize.report.views.question import Paired
from periodize.simulation.ensemble import ensemble
from tests.where import ROOT

if TYPE_CHECKING:
    from pathlib import Path

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


# ---- what each round is run for


PARIS = {
    "2024-08-02-race": (8.6, None), "2024-08-04-race": (8.6, None), "2024-08-06-race": (8.9, 208.0),
    "2024-08-07-race": (25.1, None), "2024-08-10-race": (25.9, 794.0),
}  # fmt: skip
"""Session -> load beside the 25 of warming up and cooling down, and goal [s]. A 3:28 race is 1.24 of the threshold for
208 s; a heat 0.97 of that for 214 s."""


def test_rounds_of_paris_have_each_their_own_load_and_goal(paris: Season) -> None:
    races = {race.id: race for race in paris.races}
    found = {
        s.id: (round(s.load - RACE_EXTRA_LOAD, 1), races[s.race or ""].round(s.round).goal)
        for s in schedule(paris).sessions
        if s.race in {"oly15", "oly5"}
    }

    assert PARIS == found


def test_plan_of_the_specification_is_raced_as_the_shipped_one(paris: Season, shared_plans: Path) -> None:
    season, problems = load_plan(shared_plans / "ingebrigtsen-2024.yaml")
    assert season is not None, problems

    assert [r.rounds for r in paris.races] == [r.rounds for r in season.races]


def test_heat_of_paris_has_no_chance_of_a_goal_that_it_has_not(paris: Season) -> None:
    races = [race for race in forecast(paris, Question(runs=20)).races if race.id == "oly15"]

    assert [(None, False), (None, False), (208.0, True)] == [(r.goal, r.goal_chance is not None) for r in races]


def test_heat_of_paris_with_a_goal_is_held_against_it() -> None:
    text = (ROOT / "plans" / "ingebrigtsen-2024.yaml").read_text(encoding="utf-8")
    season, _ = read_plan_text(text.replace("heat: 2024-08-02", "heat: {date: 2024-08-02, goal: 3:36}"))
    assert season is not None
    heat = next(race for race in forecast(season, Question(runs=200)).races if race.round == "heat" and race.goal)

    assert ("oly15", 216.0) == (heat.id, heat.goal)
    assert (heat.goal_chance or 0.0) > 0.2


def test_effort_of_the_rounds_of_paris_is_noted(paris: Season) -> None:
    (note,) = (p.message for p in schedule(paris).problems if p.code == "P203")

    assert "rome15.heat, oly15.heat, oly15.semi, oly5.heat" in note


def explained(season: Season, query: str = "") -> str:
    out = StringIO()
    print_explanation(explain(season, query, today=date(2024, 8, 1)), console(out))
    return " ".join(out.getvalue().split())


@pytest.mark.parametrize(
    "words",
    [
        "Fri 2 Aug heat, Sun 4 Aug semi, Tue 6 Aug final (goal 3:28)",
        "goal none for heat and semi of Olympic 1500 m: 97 % of the speed of the last round",
    ],
)
def test_season_when_explained_says_what_its_rounds_are_run_for(paris: Season, words: str) -> None:
    assert words in explained(paris)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("oly15.heat", "no goal for heat: 97 % of the speed of final, 120 % of threshold"),
        ("oly15.final", "goal 3:28 over 1.5km is 2:19/km, 124 % of threshold"),
    ],
)
def test_round_when_explained_says_why_it_is_run_so_fast(paris: Season, query: str, words: str) -> None:
    assert words in explained(paris, query)


def test_round_that_is_not_there_is_refused_with_the_one_that_is_near(paris: Season) -> None:
    with pytest.raises(UsageError, match=r"has no round 'oly15\.fnal'; did you mean 'oly15\.final'\?"):
        explained(paris, "oly15.fnal")


def test_round_that_is_not_near_any_is_refused_with_those_there_are(paris: Season) -> None:
    with pytest.raises(UsageError, match=r"has no round 'OLY5\.quarter'; there is: oly5\.heat, oly5\.final$"):
        explained(paris, "OLY5.quarter")


def test_round_of_a_race_of_one_day_is_refused_with_the_race(paris: Season) -> None:
    one = next(race.id for race in paris.races if not race.rounds[0].label)

    with pytest.raises(UsageError, match=f"has no round '{one}.final'; it is of one day: {one}$"):
        explained(paris, f"{one}.final")


@pytest.mark.parametrize(("query", "day"), [("champs.a", 8), ("champs.A", 9), ("CHAMPS.B", 10)])
def test_rounds_that_differ_by_case_alone_are_each_explained(query: str, day: int) -> None:
    season, _ = read_plan_text(
        "periodize: 1\nstart: 2027-01-04\nblocks: [{name: all, weeks: 1}]\n"
        "races: [{name: Champs, rounds: {a: 2027-01-08, A: 2027-01-09, b: 2027-01-10}}]\n"
    )
    assert season is not None

    assert [date(2027, 1, day)] == [one.date for one in explain(season, query, today=date(2027, 1, 1)).days]


def test_two_rounds_of_a_day_are_explained_as_one_day() -> None:
    season, _ = read_plan_text(
        "periodize: 1\nstart: 2027-01-04\nblocks: [{name: all, weeks: 1}]\n"
        "races: [{name: Champs, rounds: {heat: 2027-01-08, final: 2027-01-08}}]\n"
    )
    assert season is not None
    (day,) = explain(season, "champs", today=date(2027, 1, 1)).days

    assert ["Champs (heat)", "Champs (final)"] == [session.written for session in day.sessions]


def test_round_with_a_load_of_its_own_is_explained_by_its_line() -> None:
    season, _ = read_plan_text(
        "periodize: 1\nstart: 2027-01-04\nblocks: [{name: all, weeks: 1}]\nraces:\n  - name: Tour\n    load: 180\n"
        "    rounds:\n      one: 2027-01-05\n      two:\n        date: 2027-01-06\n        load: 200\n"
    )
    assert season is not None
    (first,), (second,) = (explain(season, f"tour.{label}", today=date(2027, 1, 1)).days for label in ("one", "two"))
    lines = [r.place.line for day in (first, second) for s in day.sessions for r in s.reasons if r.place]

    assert [6, 11] == [line for line in lines if line > 5]


# ---- who starts


def laid_off(season: Season, first: str, last: str) -> dict[str, float]:
    """Name of each race of Paris -> share that starts, if ill on some days."""
    (found,) = forecast(season, Question(runs=2, life="none"), what_ifs=[f"ill {first}..{last}"]).what_ifs
    return {race.name.removeprefix("Olympic "): race.at_start for race in found.races if race.id.startswith("oly")}


@pytest.mark.parametrize(
    ("day", "missed"),
    [
        ("2024-08-02", {"1500 m (heat)", "1500 m (semi)", "1500 m (final)"}),
        ("2024-08-06", {"1500 m (final)"}),
        ("2024-08-07", {"5000 m (heat)", "5000 m (final)"}),
        ("2024-08-09", set()),
    ],
)
def test_final_of_paris_is_not_started_without_its_heat(paris: Season, day: str, missed: set[str]) -> None:
    assert missed == {name for name, share in laid_off(paris, day, day).items() if share == 0}


def test_rest_of_a_season_that_begins_between_the_rounds_takes_the_first_for_run(paris: Season) -> None:
    here = Standing(date(2024, 8, 5), 60.0, 50.0)
    races = forecast(paris, Question(runs=2, life="none", standing=here)).races

    assert [("final", 1.0), ("heat", 1.0), ("final", 1.0)] == [(race.round, race.at_start) for race in races]


def test_what_a_round_does_not_know_is_said_once(paris: Season) -> None:
    notes = list(race_day_notes(forecast(paris, Question(runs=20))))

    assert 1 == sum("whether you qualify is not modelled" in note for note in notes)


def test_nothing_is_said_of_rounds_where_there_are_none() -> None:
    season, problems = read_plan_text(TWO_PEAKS.format(second="2027-04-25", priority="A"))
    assert season is not None, problems

    assert not any("qualify" in note for note in race_day_notes(forecast(season, Question(runs=20))))


# ---- peaks and recovery


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
