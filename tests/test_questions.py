"""Plans side by side, sweeps, and what a forecast depends on: against what the model alone says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.errors import PlanError, UnknownNameError, UsageError
from periodize.plan import Season, load_plan
from periodize.project.seasons.chance import bins_of, explained, noise_of
from periodize.project.seasons.comparing import compare
from periodize.project.seasons.over import Over, read_over
from periodize.project.seasons.question import Question
from periodize.project.seasons.scenario import played, prepare
from periodize.project.seasons.sensitivity import sensitivity
from periodize.project.seasons.startlines import chosen_key, lines_of
from periodize.project.seasons.sweeping import sweep
from periodize.report.views.values import Band
from tests.where import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.report.views.question import Paired

TEXT = """\
periodize: 1
title: Short
start: 2027-01-04
athlete: {threshold: {run: 4:00/km}FITNESS}
races:
  - {id: tune, name: Town 5k, date: 2027-02-07, priority: C, distance: 5km}
  - {id: fondo, name: Spring 10k, date: 2027-03-14, priority: A, distance: 10km}
week: {mon: 60min, wed: 5x3min @ I (2min), sat: long 90min}
blocks:
  - {name: base, weeks: 4}
  - {name: build, until: fondo - 14d}
  - {name: taper, phase: taper, until: fondo + 1d, taper: {volume: 50%}}
"""
ONCE = Question()
MANY = Question(runs=300, seed=3)


def written(folder: Path, name: str = "plan.yaml", fitness: str = ", fitness: 40", **changes: str) -> Path:
    text = TEXT.replace("FITNESS", fitness)
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path = folder / name
    path.write_text(text)
    return path


def read(path: Path) -> Season:
    season, problems = load_plan(path)
    assert season is not None, problems
    return season


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written(tmp_path)


def middle(found: Paired) -> float:
    value = found.value
    return value.p50 if isinstance(value, Band) else value or 0.0


# ---- plans side by side


def test_a_plan_beside_itself_has_no_difference_in_any_run(plan: Path) -> None:
    found = compare([read(plan), read(plan)], MANY)

    nothing = Band(0.0, 0.0, 0.0, 0.0, 0.0)
    assert [("tune", nothing), ("fondo", nothing)] == [
        (race.key, race.differences[1]["performance"].value) for race in found.races
    ]


def test_a_difference_to_the_letter_is_that_of_the_two_forecasts(plan: Path) -> None:
    light = read(written(plan.parent, "light.yaml", **{"weeks: 4": "weeks: 4, volume: 2h"}))
    first, second = (lines_of(prepare(s, ONCE), played(prepare(s, ONCE), ONCE)) for s in (read(plan), light))
    race = compare([read(plan), light], ONCE).races[-1]

    assert pytest.approx(second["fondo"].fitness[0] - first["fondo"].fitness[0]) == race.differences[1]["fitness"].value


def test_differences_run_by_run_are_narrower_than_the_spread_of_a_plan(plan: Path) -> None:
    light = read(written(plan.parent, "light.yaml", **{"weeks: 4": "weeks: 4, volume: 2h"}))
    race = compare([read(plan), light], MANY).races[-1]
    side, apart = race.sides[0], race.differences[1]["fitness"].value
    assert side is not None
    spread = side.values["fitness"]
    assert isinstance(spread, Band)
    assert isinstance(apart, Band)

    assert 5 * (apart.p95 - apart.p05) < spread.p95 - spread.p05


def test_the_error_of_a_difference_is_its_spread_from_seed_to_seed(plan: Path) -> None:
    shorter = read(written(plan.parent, "b.yaml", **{"fondo - 14d": "fondo - 7d"}))
    found = [compare([read(plan), shorter], Question(runs=200, seed=seed)).races[-1] for seed in range(12)]
    medians = [middle(race.differences[1]["form"]) for race in found]
    told = float(np.mean([race.differences[1]["form"].error or np.nan for race in found]))

    # twelve medians know their own spread to about a fifth
    assert 0.5 < float(np.std(medians, ddof=1)) / told < 2.0


def test_every_plan_begins_with_the_fitness_of_the_first(tmp_path: Path) -> None:
    heavy = written(tmp_path, "heavy.yaml", fitness="", **{"mon: 60min": "mon: 120min"})
    light = written(tmp_path, "light.yaml", fitness="")
    found = compare([read(light), read(heavy)], ONCE)

    # the heavier plan cannot begin fitter: nothing but what is trained counts
    assert "every plan begins with the fitness that the first one begins with" in found.assumptions
    assert middle(found.races[0].differences[1]["fitness"]) < 15


def test_weeks_stand_beside_each_other_by_their_monday(plan: Path) -> None:
    later = read(written(plan.parent, "later.yaml", **{"start: 2027-01-04": "start: 2027-01-11"}))
    weeks = compare([read(plan), later], ONCE).weeks

    assert (date(2027, 1, 4), None) == (weeks[0].start, weeks[0].loads[1])
    assert weeks[1].loads[0] == weeks[1].loads[1]


def test_a_race_of_one_plan_alone_is_named_and_not_compared(plan: Path) -> None:
    other = read(written(plan.parent, "b.yaml", **{"id: tune": "id: parkrun"}))
    found = compare([read(plan), other], ONCE)

    assert (["fondo"], ("tune", "parkrun")) == ([race.key for race in found.races], found.alone)


def test_the_largest_jump_is_held_against_the_heaviest_of_four_weeks(tmp_path: Path) -> None:
    path = written(tmp_path, **{"weeks: 4": "weeks: 4, changes: {w4: {sun: 120min @ T}}"})
    found = compare([read(path), read(path)], ONCE)
    load, side = found.weeks[3].loads[0], found.sides[0]
    assert isinstance(load, float)

    # a fitness of 40 stands for weeks of 280 before the season, more than the weeks of the plan
    assert date(2027, 1, 25) == side.jump_week
    assert pytest.approx(load / 280) == side.jump


@pytest.mark.parametrize("number", [0, 1, 5])
def test_one_plan_or_five_are_refused(plan: Path, number: int) -> None:
    with pytest.raises(UsageError, match=f"a comparison takes 2 to 4 plans, got {number}"):
        compare([read(plan)] * number, ONCE)


def test_plans_without_a_common_race_are_refused(plan: Path) -> None:
    other = read(written(plan.parent, "b.yaml", **{"id: tune": "id: x", "fondo": "granfondo"}))

    with pytest.raises(UsageError, match=r"no race in common \(.*plan.yaml: tune, fondo; .*b.yaml: x, granfondo\)"):
        compare([read(plan), other], ONCE)


def test_plans_of_two_models_are_refused(plan: Path) -> None:
    other = read(written(plan.parent, "b.yaml", **{"title: Short": "model: {name: impulse-response}"}))

    with pytest.raises(UsageError, match="performances of two models cannot be compared; name one with --model"):
        compare([read(plan), other], ONCE)


def test_an_open_number_of_runs_is_refused(plan: Path) -> None:
    with pytest.raises(UsageError, match="--runs takes a number here, not auto"):
        compare([read(plan), read(plan)], Question(runs=1000, precise=True))


def test_a_full_taper_in_may_brings_form_then_and_costs_little_in_august(tmp_path: Path) -> None:
    text = (ROOT / "plans" / "ingebrigtsen-2024.yaml").read_text(encoding="utf-8")
    full = tmp_path / "full.yaml"
    full.write_text(text.replace("taper: {volume: 75%}", "taper: {volume: 40%}"), encoding="utf-8")
    found = compare([read(ROOT / "plans" / "ingebrigtsen-2024.yaml"), read(full)], ONCE)
    may, august = ({m: middle(d) for m, d in race.differences[1].items()} for race in (found.races[0], found.races[-1]))

    assert ("pre", "oly5.final") == (found.races[0].key, found.races[-1].key)
    assert (may["form"] > 3, may["fitness"] < -1) == (True, True)
    assert may["fitness"] / 3 < august["fitness"] < 0


# ---- sweeps


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a.b=5..8", ("5", "6", "7", "8")),
        ("a.b=5..10 step 2", ("5", "7", "9")),
        ("a.b=60%..100% step 20%", ("60%", "80%", "100%")),
        ("a.b=0.1..0.3 step 0.1", ("0.1", "0.2", "0.3")),
        ("a.b=12345.75..12346.75 step 0.5", ("12345.75", "12346.25", "12346.75")),
        ("a.b=-1.0..1.0 step 0.5", ("-1", "-0.5", "0", "0.5", "1")),
        ("a.b=8h..10h", ("8h", "9h", "10h")),
        ("a.b=5, 7,5,10", ("5", "7", "10")),
        ("a.b=4:10/km,4:20/km", ("4:10/km", "4:20/km")),
        ("a.b=2027-03-01..2027-03-15 step 1w", ("2027-03-01", "2027-03-08", "2027-03-15")),
    ],
)
def test_a_range_is_read(text: str, values: tuple[str, ...]) -> None:
    assert Over("a.b", values) == read_over(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a.b", "cannot be read; write PATH=FROM..TO"),
        ("a.b=", "cannot be read"),
        ("a.b=7", "is one value; a sweep takes 2 to 60"),
        ("a.b=9..5", "is empty: a range rises"),
        ("a.b=5..9 step 0", "is empty: a range rises"),
        ("a.b=5..x", "is no range"),
        ("a.b=5h..90%", "mixes the units % and h"),
        ("a.b=1..10000", "has 10,000 values, at most 60 are played"),
        ("a.b=2027-02-30..2027-03-05", "day"),
        ("a.b=2027-03-05..2027-03-01", "is empty"),
    ],
)
def test_a_range_that_is_none_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_over(text)


def test_a_row_is_what_the_plan_with_that_value_brings(plan: Path) -> None:
    found = sweep(plan, "blocks.taper.days=7,15", ONCE)
    line = lines_of(prepare(read(plan), ONCE), played(prepare(read(plan), ONCE), ONCE))["fondo"]

    assert pytest.approx(line.form[0]) == found.rows[1].values["form"]
    assert "15" == found.written


def test_a_shorter_taper_brings_more_fitness_and_a_longer_one_more_form(plan: Path) -> None:
    rows = sweep(plan, "blocks.taper.days=4..16 step 6", Question(life="none")).rows
    fitness, form = ([row.values[name] for row in rows] for name in ("fitness", "form"))

    assert fitness == sorted(fitness, reverse=True)  # type: ignore[type-var]
    assert form[0] < form[1]  # type: ignore[operator]


def test_the_best_is_the_highest_and_what_it_costs_is_held_against_the_best_of_the_other(plan: Path) -> None:
    found = sweep(plan, "blocks.taper.days=4,10", Question(life="none"))
    place, cost = found.cost["fitness"]

    assert ("10", "4") == (found.rows[found.best].value, found.rows[place].value)
    assert middle(cost) < 0


def test_a_warning_of_the_plan_itself_is_not_new(tmp_path: Path) -> None:
    path = written(tmp_path, **{"name: build,": "name: build, volume: 7h,"})
    found = sweep(path, "blocks.build.volume=7h,4h", ONCE)

    told, new = ({problem.message.partition(":")[0] for problem in some} for some in (found.problems, found.new))

    assert {"with blocks.build.volume=7h"} == told - new


def test_a_warning_of_some_values_alone_is_new_and_names_them(plan: Path) -> None:
    found = sweep(plan, "blocks.build.volume=100%,180%", ONCE)

    assert {"with blocks.build.volume=180%"} == {problem.message.partition(":")[0] for problem in found.new}


def test_only_the_best_is_level_with_the_best_where_values_differ(plan: Path) -> None:
    found = sweep(plan, "blocks.build.volume=60%,140%", MANY, measure="fitness")

    assert [("60%", False), ("140%", True)] == [(row.value, row.level) for row in found.rows]


def test_values_that_change_nothing_are_level(plan: Path) -> None:
    found = sweep(plan, "blocks.build.note=a,b", MANY)

    assert [True, True] == [row.level for row in found.rows]


def test_all_values_begin_with_the_fitness_of_the_plan(tmp_path: Path) -> None:
    path = written(tmp_path, fitness="")
    rows = sweep(path, "blocks.base.volume=50%,100%", ONCE, at="race:tune").rows
    half, whole = (row.values["fitness"] for row in rows)

    # training half of it for four weeks leaves most of what was there before
    assert 0.65 < half / whole < 0.85  # type: ignore[operator]


def test_the_last_of_the_most_important_races_is_asked(plan: Path) -> None:
    assert "fondo" == chosen_key(prepare(read(plan), ONCE), None)


def test_the_last_round_of_a_race_is_asked_and_any_can_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, **{"date: 2027-02-07": "rounds: {heat: 2027-02-06, final: 2027-02-07}"})
    prepared = prepare(read(path), ONCE)

    assert ("tune.final", "tune.heat") == (chosen_key(prepared, "race:tune"), chosen_key(prepared, "tune.heat"))


def test_an_impossible_value_is_a_problem_before_anything_is_played(plan: Path) -> None:
    played_runs: list[int] = []
    with pytest.raises(PlanError) as raised:
        sweep(plan, "blocks.taper.days=38..44", MANY, progress=lambda done, _: played_runs.append(done))

    assert ([], {"P303"}) == (played_runs, {problem.code for problem in raised.value.problems})
    assert "--set" == raised.value.problems[0].span.path  # type: ignore[union-attr]


def test_a_time_is_not_asked_of_a_model_that_is_not_the_athletes_own(plan: Path) -> None:
    with pytest.raises(UsageError, match="told by your own tests of that event alone"):
        sweep(plan, "blocks.taper.days=7,8", ONCE, measure="time")


def test_a_performance_that_begins_with_nothing_is_not_known(tmp_path: Path) -> None:
    path = written(tmp_path, fitness=", fitness: 0", **{"title: Short": "model: {parameters: {baseline: 0}}"})

    with pytest.raises(UsageError, match="the performance of Spring 10k is not known"):
        sweep(path, "blocks.taper.days=7,8", ONCE, measure="performance")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"measure": "joy"}, "unknown measure 'joy'; there is: fitness, form, performance, time"),
        ({"at": "race:fonda"}, "unknown race 'fonda'; did you mean 'fondo'?"),
    ],
)
def test_an_impossible_question_is_refused(plan: Path, words: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("?", r"\?")):
        sweep(plan, "blocks.taper.days=7,8", ONCE, **words)  # type: ignore[arg-type]


def test_a_race_that_leaves_the_blocks_is_refused(plan: Path) -> None:
    with pytest.raises(UsageError, match=r"with races\.tune.date=2028-02-07 race tune is in no block any more"):
        sweep(plan, "races.tune.date=2027-02-07,2028-02-07", ONCE, at="tune")


def test_a_plan_without_a_race_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("periodize: 1\nstart: 2027-01-04\nblocks: [{name: base, weeks: 4, week: {mon: 60min}}]\n")

    with pytest.raises(UsageError, match="has no race inside its blocks"):
        sweep(path, "blocks.base.volume=50%,100%", ONCE)


# ---- shares of a spread


def test_a_share_is_that_of_a_sum_of_known_parts() -> None:
    rng = np.random.default_rng(5)
    one, two, three = rng.normal(size=(3, 20_000))
    outcome = 3 * one + 2 * two + three

    assert [9 / 14, 4 / 14, 1 / 14] == [pytest.approx(explained(x, outcome), abs=0.02) for x in (one, two, three)]


def test_a_share_sees_what_is_not_a_straight_line() -> None:
    one = np.random.default_rng(6).normal(size=20_000)

    assert explained(one, one**2) > 0.8
    assert abs(np.corrcoef(one, one**2)[0, 1]) < 0.1


def test_a_share_of_nothing_is_below_the_noise_nearly_always() -> None:
    rng = np.random.default_rng(7)
    found = np.array([explained(*rng.normal(size=(2, 1000))) for _ in range(400)])

    assert 0.0 < (found > noise_of(1000)).mean() < 0.06


def test_a_share_sees_an_input_that_is_mostly_nothing() -> None:
    rng = np.random.default_rng(8)
    rare = np.where(rng.random(5000) < 0.03, 7.0, 0.0)
    outcome = -rare + rng.normal(size=5000)

    assert pytest.approx(rare.var() / outcome.var(), abs=0.02) == explained(rare, outcome)


def test_a_share_leaves_out_runs_that_know_no_outcome() -> None:
    one = np.random.default_rng(9).normal(size=2000)
    outcome = np.where(np.arange(2000) < 20, np.nan, one)

    assert explained(one, outcome) > 0.9
    assert np.isnan(explained(one, np.full(2000, np.nan)))


@pytest.mark.parametrize(("cause", "outcome"), [(np.ones(500), np.arange(500.0)), (np.arange(500.0), np.ones(500))])
def test_a_share_of_what_does_not_vary_is_nothing(cause: np.ndarray, outcome: np.ndarray) -> None:
    assert 0.0 == explained(cause, outcome)


def test_parts_grow_with_the_runs() -> None:
    assert [6, 10, 22] == [bins_of(runs) for runs in (200, 1000, 10_000)]


# ---- what a forecast depends on


def test_by_chance_form_goes_with_the_time_constants_where_nothing_happens(plan: Path) -> None:
    found = sensitivity(plan, Question(runs=600, life="none"), measure="form")

    assert {"time constant of fitness", "time constant of fatigue"} == {share.name for share in found.shares[:2]}
    assert sum(share.shares["form"] for share in found.shares[:2]) > 0.7


def test_by_chance_fitness_falls_with_the_sessions_missed_lately(plan: Path) -> None:
    found = sensitivity(plan, Question(runs=600), measure="fitness")
    share = next(one for one in found.shares if one.name == "sessions missed, last 4 weeks")

    assert share.shares["fitness"] > found.noise
    assert share.direction["fitness"] < 0


def test_by_choice_more_load_is_more_fitness_and_as_much_as_less_takes(plan: Path) -> None:
    found = sensitivity(plan, Question(runs=200, life="none"))
    moved = {one.name: middle(one.differences["fitness"]) for one in found.decisions}

    assert moved["build +10%"] > 0
    assert pytest.approx(-moved["build -10%"], rel=1e-3) == moved["build +10%"]


def test_by_choice_a_longer_taper_costs_fitness(plan: Path) -> None:
    found = sensitivity(plan, Question(runs=200, life="none"))
    moved = {one.name: middle(one.differences["fitness"]) for one in found.decisions}

    assert moved["taper +3 days"] < 0 < moved["taper -3 days"]


def test_answers_come_largest_first(plan: Path) -> None:
    found = sensitivity(plan, MANY, measure="form")
    shares = [one.shares["form"] for one in found.shares]
    sizes = [abs(middle(one.differences["form"])) for one in found.decisions]

    assert (shares, sizes) == (sorted(shares, reverse=True), sorted(sizes, reverse=True))


def test_without_a_block_that_tapers_it_says_so(plan: Path) -> None:
    found = sensitivity(plan, MANY, at="tune")

    assert ("no block tapers before the race, so there is no length of a taper to change",) == found.left_out


def test_a_taper_that_cannot_grow_is_left_out_with_the_reason(tmp_path: Path) -> None:
    path = written(tmp_path, **{"until: fondo - 14d": "days: 2", "weeks: 4": "until: fondo - 16d"})
    found = sensitivity(path, MANY)

    assert ("taper +3 days: block 'taper' cannot have 18 days: 'build' before it has 2 and keeps at least one",) == (
        found.left_out
    )


def test_progress_ends_with_all_runs(plan: Path) -> None:
    steps: list[tuple[int, int]] = []
    sensitivity(plan, MANY, progress=lambda done, whole: steps.append((done, whole)))

    assert steps[-1][0] == steps[-1][1]
    assert steps == sorted(steps)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (Question(runs=199), r"runs\(=199\) must be >= 200"),
        (Question(runs=400, precise=True), "a number here, not auto"),
    ],
)
def test_few_runs_or_an_open_number_of_them_are_refused(plan: Path, question: Question, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        sensitivity(plan, question)


@pytest.mark.parametrize("over", [f"blocks.taper.days={'9' * 400}..{'9' * 401}", f"blocks.taper.days=5..{'9' * 400}"])
def test_range_without_end_is_refused(over: str) -> None:
    with pytest.raises(UsageError, match="is no range"):
        read_over(over)


def test_policies_and_lives_are_tried_like_values() -> None:
    path = ROOT / "examples" / "season" / "plan.yaml"
    policies = sweep(path, "policy=follow,skip-tired", Question(runs=60))
    lives = sweep(path, "life=none,rough", Question(runs=60), measure="fitness")

    assert ["follow", "skip-tired"] == [row.value for row in policies.rows]
    assert policies.rows[0].values != policies.rows[1].values
    assert not policies.ordered
    assert lives.best == 0
    with pytest.raises(UnknownNameError, match="did you mean 'follow'"):
        sweep(path, "policy=folow,skip-tired", Question(runs=60))
