"""Rounds of a race: what each of them is run for, and what is wrong with how they are written."""

from __future__ import annotations

from datetime import date

import pytest

from periodize.errors import Severity
from periodize.plan import Schedule, Season, Session, expand, read_plan_text
from periodize.plan.races import EARLIER_ROUND, RACE_EXTRA_LOAD

HEAT, FINAL = "2027-01-08", "2027-01-10"
PLAN = """\
periodize: 1
start: 2027-01-04
athlete: {{threshold: {{run: 3:20/km, bike: 250W}}}}
races:
  - {{id: c, name: Champs, priority: C, {race}}}
blocks: [{{name: all, weeks: 2}}]
"""
RUN = "distance: 1500m, goal: 4:00, "


def read(race: str) -> Season:
    season, problems = read_plan_text(PLAN.format(race=race))
    assert season is not None, problems
    return season


def dated(race: str) -> Schedule:
    found = expand(read(race))
    assert isinstance(found, Schedule)
    return found


def sessions(race: str) -> tuple[Session, ...]:
    return dated(race).sessions


def goals(race: str) -> list[float | None]:
    return [one.goal for one in read(race).races[0].rounds]


# ---- goals


@pytest.mark.parametrize(
    ("race", "expected"),
    [
        (f"goal: 4:00, rounds: {{heat: {HEAT}, final: {FINAL}}}", [None, 240.0]),
        (f"goal: 4:00, rounds: {{heat: {{date: {HEAT}, goal: 4:08}}, final: {FINAL}}}", [248.0, 240.0]),
        (f"goal: 4:00, rounds: {{heat: {{date: {HEAT}, goal: 3:58}}, final: {FINAL}}}", [238.0, 240.0]),
        (f"rounds: {{heat: {HEAT}, final: {{date: {FINAL}, goal: 4:00}}}}", [None, 240.0]),
        (f"goal: 4:00, date: {FINAL}", [240.0]),
    ],
)
def test_a_round_has_a_goal_of_its_own_and_the_last_that_of_the_race(race: str, expected: list[float | None]) -> None:
    assert expected == goals(race)


def test_the_goal_of_a_race_is_that_of_its_last_round_however_it_is_written() -> None:
    assert 240.0 == read(f"rounds: {{heat: {HEAT}, final: {{date: {FINAL}, goal: 4:00}}}}").races[0].goal


def test_rounds_when_written_in_another_order_are_run_in_that_of_their_days() -> None:
    (race,) = read(f"goal: 4:00, rounds: {{final: {FINAL}, heat: {HEAT}}}").races

    assert [("heat", None), ("final", 240.0)] == [(one.label, one.goal) for one in race.rounds]


# ---- effort


def test_a_round_without_a_goal_is_run_slower_than_the_last() -> None:
    heat, final = sessions(f"{RUN}rounds: {{heat: {HEAT}, final: {FINAL}}}")

    assert pytest.approx(final.duration / EARLIER_ROUND) == heat.duration
    assert pytest.approx(final.segments[0].intensity * EARLIER_ROUND) == heat.segments[0].intensity


def test_the_load_of_a_round_is_that_of_its_own_speed() -> None:
    heat, _ = sessions(f"{RUN}rounds: {{heat: {{date: {HEAT}, goal: 4:10}}, final: {FINAL}}}")
    # 1500 m in 250 s is 6 m/s, threshold 5 m/s
    assert 250 / 36 * 1.2**2 + RACE_EXTRA_LOAD == pytest.approx(heat.load)


def test_a_round_when_nothing_is_aimed_at_is_run_slower_than_the_threshold_predicts() -> None:
    heat, final = sessions(f"distance: 1500m, rounds: {{heat: {HEAT}, final: {FINAL}}}")

    assert pytest.approx(final.duration / EARLIER_ROUND) == heat.duration


def test_a_round_on_the_bike_is_ridden_with_less_power() -> None:
    heat, final = sessions(f"sport: bike, distance: 4km, goal: 4:20, rounds: {{heat: {HEAT}, final: {FINAL}}}")

    assert pytest.approx(final.segments[0].intensity * EARLIER_ROUND) == heat.segments[0].intensity


def test_a_round_without_a_distance_lasts_as_long_as_the_last() -> None:
    heat, final = sessions(f"goal: 60min, rounds: {{heat: {HEAT}, final: {FINAL}}}")

    assert (final.duration, EARLIER_ROUND) == (heat.duration, heat.segments[0].intensity)


def test_a_stage_of_which_nothing_is_known_is_an_hour() -> None:
    first, second = sessions(f"rounds: {{one: {HEAT}, two: {FINAL}}}")

    assert second.segments == first.segments


@pytest.mark.parametrize(
    ("race", "expected"),
    [
        (f"load: 50, rounds: {{heat: {HEAT}, final: {FINAL}}}", [50.0, 50.0]),
        (f"load: 50, rounds: {{heat: {{date: {HEAT}, load: 30}}, final: {FINAL}}}", [30.0, 50.0]),
        (f"load: 50, rounds: {{heat: {{date: {HEAT}, load: 0}}, final: {FINAL}}}", [0.0, 50.0]),
    ],
)
def test_the_load_of_a_race_is_that_of_each_round_without_one(race: str, expected: list[float]) -> None:
    assert expected == [session.load for session in sessions(RUN + race)]


def test_a_round_says_its_own_goal() -> None:
    found = sessions(f"{RUN}rounds: {{heat: {HEAT}, semi: {{date: 2027-01-09, goal: 4:04}}, final: {FINAL}}}")

    assert [
        "Champs (heat): 1.5km",
        "Champs (semi): 1.5km, goal 4:04",
        "Champs (final): 1.5km, goal 4:00",
    ] == [session.text for session in found]


def test_two_rounds_of_a_day_are_told_apart() -> None:
    found = sessions(f"{RUN}rounds: {{heat: {FINAL}, final: {FINAL}}}")

    assert [("heat", 10), ("final", 14)] == [(session.round, session.start.hour) for session in found]


def test_many_rounds_of_a_day_are_all_on_that_day() -> None:
    rounds = ", ".join(f"r{k}: {FINAL}" for k in range(7))

    assert [10, 12, 14, 16, 18, 20, 22] == [
        session.start.hour for session in sessions(f"{RUN}rounds: {{{rounds}}}") if str(session.start.date()) == FINAL
    ]


# ---- what is assumed


@pytest.mark.parametrize(
    ("race", "told"),
    [
        (f"{RUN}rounds: {{heat: {HEAT}, final: {FINAL}}}", True),
        (f"{RUN}rounds: {{heat: {{date: {HEAT}, goal: 4:08}}, final: {FINAL}}}", False),
        (f"{RUN}rounds: {{heat: {{date: {HEAT}, load: 30}}, final: {FINAL}}}", False),
        (f"{RUN}date: {FINAL}", False),
        (f"rounds: {{one: {HEAT}, two: {FINAL}}}", False),
    ],
)
def test_the_effort_of_a_round_is_noted_where_it_is_assumed(race: str, told: bool) -> None:
    assert told == ("P203" in [problem.code for problem in dated(race).problems])


def test_the_note_names_the_rounds_and_the_share() -> None:
    (note,) = (p for p in dated(f"{RUN}rounds: {{heat: {HEAT}, final: {FINAL}}}").problems if p.code == "P203")

    assert "no goal for c.heat: counted at 97% of the speed of the last round" == note.message
    assert Severity.NOTE is note.severity


# ---- what is wrong


@pytest.mark.parametrize(
    ("race", "code", "words"),
    [
        (f"rounds: {{heat: {{date: {HEAT}, gaol: 4:08}}, final: {FINAL}}}", "P003", "unknown key 'gaol'"),
        (f"rounds: {{heat: {HEAT}, final: {{goal: 4:00}}}}", "P004", "`date` is missing in round 'final'"),
        (f"rounds: {{heat: {{date: 8.1.2027}}, final: {FINAL}}}", "P008", "'8.1.2027' is not a date"),
        (f"rounds: {{heat: {{date: {HEAT}, goal: fast}}, final: {FINAL}}}", "P005", "'fast' is not a time"),
        (f"rounds: {{heat: [{HEAT}], final: {FINAL}}}", "P005", "expected a date, got a list"),
        ("rounds: 5", "P005", "`rounds` takes a mapping, got text"),
        ("rounds: {final: soon}", "P008", "'soon' is not a date"),
        ("rounds: {final: {date: soon}}", "P008", "'soon' is not a date"),
        (f"rounds: {{' ': {HEAT}, final: {FINAL}}}", "P005", "a round has no name"),
        (
            f"{RUN}rounds: {{heat: {{date: {HEAT}, goal: 40:00}}, final: {FINAL}}}",
            "P108",
            "the goal means 12% of threshold over 1.5km",
        ),
        (
            f"{RUN}rounds: {{heat: {HEAT}, final: {{date: {FINAL}, goal: 4:01}}}}",
            "P301",
            "the goal of the race is 4:00, that of its last round 'final' 4:01",
        ),
        (
            f"{RUN}rounds: {{heat: 2027-01-12, final: {FINAL}}}",
            "P313",
            "round 'final' (2027-01-10) stands after 'heat' (2027-01-12), but comes before it",
        ),
    ],
)
def test_a_fault_of_a_round_is_told_once_and_alone(race: str, code: str, words: str) -> None:
    _, problems = read_plan_text(PLAN.format(race=race))

    assert [(code, words)] == [(problem.code, problem.message) for problem in problems]


def test_the_caret_stands_at_the_key_that_is_wrong() -> None:
    text = PLAN.format(race=f"rounds: {{heat: {{date: {HEAT}, gaol: 4:08}}, final: {FINAL}}}")
    _, (problem,) = read_plan_text(text)
    assert problem.span is not None

    assert "gaol" == problem.span.text[problem.span.column - 1 :][: problem.span.length]


def test_the_help_for_a_key_names_the_one_that_is_meant() -> None:
    _, (problem,) = read_plan_text(PLAN.format(race=f"rounds: {{heat: {{date: {HEAT}, gaol: 4:08}}, final: {FINAL}}}"))

    assert "did you mean 'goal'?" == problem.help


def test_the_same_goal_for_a_race_and_its_last_round_is_no_contradiction() -> None:
    _, problems = read_plan_text(
        PLAN.format(race=f"{RUN}rounds: {{heat: {HEAT}, final: {{date: {FINAL}, goal: 240s}}}}")
    )

    assert [] == problems


def test_a_block_may_end_at_a_round_that_is_written_out() -> None:
    text = PLAN.format(race=f"{RUN}rounds: {{heat: {{date: {HEAT}, goal: 4:08}}, final: {FINAL}}}")
    season, problems = read_plan_text(text.replace("weeks: 2", "until: c.heat + 1d"))
    assert season is not None, problems
    found = expand(season)
    assert isinstance(found, Schedule)

    assert date(2027, 1, 8) == found.last
