"""What a season brings to its start lines: times, chances, tapers, questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.errors import UnknownNameError, UsageError
from periodize.plan import Season, load_plan, read_plan_text
from periodize.plan.intensity import race_time
from periodize.project.plans.planning import schedule
from periodize.project.seasons.forecasting import forecast
from periodize.project.seasons.question import AUTO, Question, question_of
from periodize.project.seasons.raceday import loading_week, share_error, taper_begin, trained_through
from periodize.project.seasons.scenario import prepare, simulate
from periodize.project.seasons.spreading import spread
from periodize.report.terminal.forecast import told_slowed
from periodize.report.terminal.race_day import told_tapers
from periodize.report.terminal.tables import middle as middle_of
from periodize.report.views.values import Band
from periodize.response import ImpulseResponse, RollingAverage
from periodize.units import print_clock
from tests.where import ROOT

if TYPE_CHECKING:
    from periodize.report.views.forecast import WhatIf, WhatIfRace

PLAN = """
periodize: 1
start: 2027-01-04
athlete: {{fitness: 50, threshold: {{run: 4:00/km}}}}
races: [{{id: town, name: Town 10k, date: 2027-02-28, priority: A, distance: 10km, goal: "{goal}"}}]
calendar: {calendar}
week: {{mon: 60min, tue: 60min, wed: rest, thu: 60min @ T, fri: 60min, sat: 60min, sun: 120min}}
blocks:
  - {{name: build, phase: build, weeks: 6}}
  - {{name: taper, phase: taper, days: 13, taper: {{volume: 50%}}}}
  - {{name: race, phase: race, days: 1}}
"""


def season(*, goal: str = "40:00", calendar: str = "[]") -> Season:
    found, problems = read_plan_text(PLAN.format(goal=goal, calendar=calendar))
    assert found is not None, problems
    return found


def middle(value: object) -> float:
    assert isinstance(value, Band)
    return value.p50


# ---- the question


def test_question_without_chance_is_one_run() -> None:
    assert 1 == question_of(runs=None).runs


@pytest.mark.parametrize("asked", [{"life": "rough"}, {"policy": "follow"}, {"asking": True}])
def test_question_about_chance_is_a_thousand_runs(asked: dict[str, object]) -> None:
    assert 1000 == question_of(runs=None, **asked).runs  # type: ignore[arg-type]


def test_question_of_an_unknown_life_or_policy_has_a_near_miss() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'rough'"):
        question_of(runs=None, life="ruogh")
    with pytest.raises(UnknownNameError, match="did you mean 'follow'"):
        question_of(runs=None, policy="folow")


@pytest.mark.parametrize("wrong", [{"runs": -1}, {"runs": 1_000_000_000}, {"runs": 1, "seed": -1}])
def test_impossible_question_is_refused_before_any_work(wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        Question(**wrong)  # type: ignore[arg-type]


def test_auto_stops_when_the_race_day_range_is_known() -> None:
    found = forecast(season(), question_of(runs=AUTO, seed=3))

    assert found.precise
    assert 1000 < found.runs <= 65_536


# ---- what differs from run to run


def test_spread_keeps_the_middle_and_lets_fatigue_pass_faster_than_fitness() -> None:
    model, notes = spread(RollingAverage(), runs=5000, seed=1)
    fitness, fatigue = np.asarray(model.fitness_days), np.asarray(model.fatigue_days)  # type: ignore[attr-defined]

    assert float(np.median(fitness)) == pytest.approx(42.0, rel=0.03)
    assert float(np.log(fitness).std()) == pytest.approx(0.35, rel=0.05)
    assert (fatigue < fitness).all()
    assert notes


def test_larger_ensemble_begins_with_the_same_parameters() -> None:
    few, many = (spread(ImpulseResponse(), runs=runs, seed=1)[0] for runs in (100, 20_000))
    again = spread(ImpulseResponse(), runs=20_001, seed=1)[0]

    assert 100 == few.runs
    np.testing.assert_array_equal(many.fitness_days[:8192], again.fitness_days[:8192])  # type: ignore[attr-defined]


def test_history_of_many_runs_has_their_mean_load_near_the_plans() -> None:
    plan = season()
    written = simulate(plan).one("load").sum()
    runs = simulate(plan, runs=300, seed=2, life="none").series["load"].sum(axis=1)

    assert runs.mean() == pytest.approx(written, rel=0.02)


def test_history_that_would_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("periodize.project.seasons.scenario.MAX_RUN_DAYS", 5600)

    assert (100, 56) == simulate(season(), runs=100).series["load"].shape
    with pytest.raises(UsageError, match=r"runs\(=101\) must be <= 100 for a season of 56 days"):
        simulate(season(), runs=101)


# ---- times and chances


def test_time_of_a_single_run_is_what_the_threshold_gives() -> None:
    (race,) = forecast(season()).races

    assert race.time == pytest.approx(race_time(10_000.0, 1000 / 240))
    assert (race.threshold_time, "threshold") == (race.time, race.basis)


def test_chance_of_a_goal_falls_as_the_goal_gets_harder() -> None:
    chances = [
        forecast(season(goal=goal), Question(runs=400, seed=4)).races[0].goal_chance
        for goal in ("42:00", "39:45", "37:00")
    ]

    assert all(chance is not None for chance in chances)
    assert chances[0] > chances[1] > chances[2]  # type: ignore[operator]


def test_chance_of_a_goal_counts_those_who_do_not_start() -> None:
    (race,) = forecast(season(goal="1:30:00"), Question(runs=2000, seed=4, life="rough")).races

    assert race.goal_chance == race.at_start
    assert race.at_start is not None
    assert race.at_start < 1


def test_altitude_of_the_race_slows_it() -> None:
    high = "[{dates: 2027-02-27..2027-02-28, kind: altitude, altitude: 2200m}]"
    (low_race,), (high_race,) = (forecast(season(calendar=where)).races for where in ("[]", high))

    assert isinstance(low_race.time, float)
    assert isinstance(high_race.time, float)
    assert 1.01 < high_race.time / low_race.time < 1.25
    assert isinstance(high_race.conditions, float)
    assert high_race.conditions == pytest.approx(100 * (low_race.time / high_race.time - 1))


def test_time_by_the_threshold_is_told_for_the_heat_of_the_day_too() -> None:
    hot = "[{dates: 2027-02-28..2027-02-28, kind: heat, temperature: 32C}]"
    (race,) = forecast(season(calendar=hot)).races
    assert isinstance(race.time, float)

    assert f"mild day at sea level; in the altitude, heat or travel of theirs: Town 10k {print_clock(race.time)}." in (
        told_slowed([race])
    )


def test_nothing_is_told_of_races_on_a_mild_day_at_sea_level() -> None:
    assert not told_slowed(forecast(season()).races)


# ---- tapers


def test_taper_begins_with_its_block() -> None:
    assert date(2027, 2, 15) == taper_begin(schedule(season()), date(2027, 2, 28))


def test_race_without_a_taper_has_none() -> None:
    text = PLAN.format(goal="40:00", calendar="[]").replace("priority: A", "priority: C").replace("phase: taper, ", "")
    found, _ = read_plan_text(text.replace("taper: {volume: 50%}", "note: on"))
    assert found is not None

    assert taper_begin(schedule(found), date(2027, 2, 28)) is None


def test_training_through_repeats_the_week_before_the_taper() -> None:
    prepared = prepare(season(), Question())
    doses = trained_through(prepared, date(2027, 2, 15), date(2027, 2, 28), week=date(2027, 2, 8))
    by_day = {day: sum(d.load for d in doses if d.day == day) for day in range(56)}

    assert [by_day[day] for day in range(35, 42)] == [by_day[day] for day in range(42, 49)]
    assert [by_day[day] for day in range(35, 41)] == [by_day[day] for day in range(49, 55)]
    assert 1 == sum(dose.race for dose in doses)


def deloaded() -> Season:
    """The season with a deload in the last week before its taper."""
    found, problems = read_plan_text(
        PLAN.format(goal="40:00", calendar="[]").replace("weeks: 6", "weeks: 6, deload: {every: 6, volume: 60%}")
    )
    assert found is not None, problems
    return found


def test_training_through_goes_on_as_before_a_deload() -> None:
    assert date(2027, 2, 1) == loading_week(schedule(deloaded()), date(2027, 2, 15))


def test_training_through_is_the_week_before_a_taper_where_every_week_is_light() -> None:
    planned = schedule(season())
    light = replace(planned, weeks=tuple(replace(week, deload=True) for week in planned.weeks))

    assert date(2027, 2, 8) == loading_week(light, date(2027, 2, 15))


def test_taper_after_a_deload_is_held_against_a_week_of_training_that_is_named() -> None:
    (race,) = forecast(deloaded()).races
    assert race.taper is not None

    assert (date(2027, 2, 1), True) == (race.taper.week, (middle_of(race.taper.fitness) or 0) < -2)
    assert "as in the last loading week before it, that of 2027-02-01;" in told_tapers([race])[0]


def test_taper_brings_form_and_costs_fitness() -> None:
    (race,) = forecast(season(), Question(runs=200, seed=5)).races
    assert race.taper is not None

    assert middle(race.taper.form) > 0 > middle(race.taper.fitness)


def test_final_shares_the_taper_of_its_heat_and_of_the_race_before() -> None:
    text = PLAN.format(goal="40:00", calendar="[]").replace("{id: town, name: Town 10k, date: 2027-02-28, priority: A,",
        "{id: five, name: Five, date: 2027-02-25, priority: A, distance: 5km},"
        " {id: town, name: Town 10k, rounds: {heat: 2027-02-26, final: 2027-02-28}, priority: A,")  # fmt: skip
    found, problems = read_plan_text(text)
    assert found is not None, problems

    tapers = [race.taper for race in forecast(found).races]
    assert [date(2027, 2, 15)] * 3 == [taper and taper.first for taper in tapers]


def test_what_a_taper_did_wanes_once_both_sides_train_alike(reference: Season) -> None:
    tapers = [race.taper for race in forecast(reference).races if race.priority == "A"]
    gained = [taper.form for taper in tapers if taper]

    assert 5 == len(gained)
    assert gained[0] > gained[-1] > 0  # type: ignore[operator]


# ---- the runs


def test_too_rested_and_fresh_are_apart() -> None:
    (race,) = forecast(season(), Question(runs=400, seed=4)).races
    assert race.fresh is not None
    assert race.too_rested is not None

    assert 0 < race.too_rested < 1 - race.fresh


def test_error_of_a_chance_is_its_spread_from_seed_to_seed() -> None:
    found = [forecast(season(goal="40:30"), Question(runs=100, seed=seed)).races[0] for seed in range(12)]
    chances = [race.goal_chance for race in found]

    # twelve shares know their own spread to about a fifth
    assert 0.5 < float(np.std(chances, ddof=1)) / (found[0].goal_chance_error or 0.0) < 2.0  # type: ignore[arg-type]


def test_none_of_a_hundred_runs_is_not_taken_for_never() -> None:
    assert 0.005 < share_error(0, 100) < 0.02


def test_without_chance_no_risk_is_told() -> None:
    assert forecast(season(), Question(runs=20, life="none")).risk is None


# ---- what-ifs


def asked(text: str, question: Question | None = None) -> tuple[WhatIf, WhatIfRace]:
    (found,) = forecast(season(), question or Question(runs=50), what_ifs=[text]).what_ifs
    return found, found.races[0]


def test_who_is_laid_off_on_the_day_does_not_start() -> None:
    assert 0.0 == asked("sick 7d from 2027-02-22")[1].at_start
    assert 0.0 == asked("sick 7d from 2027-02-22", Question())[1].at_start
    assert 1.0 == asked("sick 3d from 2027-02-01", Question())[1].at_start


def test_time_of_the_threshold_changes_with_the_conditions_of_the_day_alone() -> None:
    _, less = asked("miss 20%")
    found, high = asked("camp 1850m 2027-02-22..2027-02-28")

    assert (None, "threshold") == (less.time_by, less.basis)
    assert middle(high.time_by) > 30
    assert ("Town 10k lies in the days at 1850 m and is raced there",) == found.notes


def test_race_in_a_high_range_of_the_calendar_is_said_to_be_raced_there() -> None:
    high = "[{dates: 2027-02-27..2027-02-28, kind: altitude, altitude: 2200m}]"
    said = "Town 10k lies in the days at 2200 m and is raced there"

    assert [False, True] == [said in forecast(season(calendar=where)).assumptions for where in ("[]", high)]


# ---- the reference season


@pytest.fixture(scope="module")
def reference() -> Season:
    found, problems = load_plan(ROOT / "plans" / "ingebrigtsen-2024.yaml")
    assert found is not None, problems
    return found


def light_or_full(text: str, share: str) -> Season:
    found, problems = read_plan_text(text.replace("taper: {volume: 75%}", f"taper: {{volume: {share}}}"))
    assert found is not None, problems
    return found


def test_reference_season_has_every_round_of_paris_in_order(reference: Season) -> None:
    races = [race for race in forecast(reference).races if race.date >= date(2024, 8, 1)]

    assert ["heat", "semi", "final", "heat", "final"] == [race.name.rpartition("(")[2].strip(")") for race in races]
    assert [2, 4, 6, 7, 10] == [race.date.day for race in races]


def test_full_taper_in_may_buys_form_then_and_costs_fitness_on_10_august() -> None:
    text = Path(ROOT / "plans" / "ingebrigtsen-2024.yaml").read_text(encoding="utf-8")
    light, full = (forecast(light_or_full(text, share)).races for share in ("75%", "45%"))
    mile, final = 0, -1

    assert full[mile].form > light[mile].form  # type: ignore[operator]
    assert full[mile].fitness < light[mile].fitness  # type: ignore[operator]
    assert full[final].fitness < light[final].fitness  # type: ignore[operator]
    # eleven weeks of time constants of 42 days leave little of it
    assert full[final].fitness == pytest.approx(light[final].fitness, rel=0.02)


def test_month_at_flagstaff_is_felt_in_may_and_gone_in_august(reference: Season) -> None:
    races = forecast(reference, Question(runs=400, seed=6)).races

    assert middle(races[0].conditions) > 0.5
    assert middle(races[-1].conditions) == pytest.approx(0.0, abs=0.3)


def test_chance_of_the_goal_of_paris_is_not_none_by_construction(reference: Season) -> None:
    goal = [race for race in forecast(reference, Question(runs=400, seed=6)).races if race.id == "oly15"][-1]

    assert 0.03 < (goal.goal_chance or 0.0) < 0.4


def test_winter_lost_to_injury_is_missed_in_may_and_forgotten_by_paris() -> None:
    text = Path(ROOT / "plans" / "ingebrigtsen-2024.yaml").read_text(encoding="utf-8")
    hurt, well = (
        forecast(read_plan_text(text.replace("fitness: 55", f"fitness: {level}"))[0]).races  # type: ignore[arg-type]
        for level in (55, 85)
    )
    missing = [float(b.fitness) - float(a.fitness) for a, b in zip(hurt, well, strict=True)]  # type: ignore[arg-type]

    # 30 AU a day less, at a time constant of 42 days: 145 days to the mile, 222 to the final
    assert missing[0] == pytest.approx(30 * np.exp(-145 / 42), rel=0.02)
    assert missing[-1] == pytest.approx(30 * np.exp(-222 / 42), rel=0.02)


def test_more_runs_begin_with_the_same_ones() -> None:
    few, many = (simulate(season(), runs=runs, seed=5, life="rough", policy="catch-up").series for runs in (60, 150))

    for name, values in few.items():
        np.testing.assert_array_equal(values, many[name][:60])
