"""Plan lint: what the family promises, and for each member a plan on which it speaks and a nearby one on which not."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from periodize.errors import Problem, Severity
from periodize.plan import RULES, Schedule, expand, load_plan, read_plan_text
from periodize.plan.lint import LINTS, Case, Context, Lint, lint, lint_named
from periodize.plan.lint.peaks import peaks
from periodize.project.checks.checking import own_limits
from periodize.project.plans.planning import planned_loads, schedule, validate

ROOT = Path(__file__).resolve().parents[2]
HEAD = "periodize: 1\nstart: 2027-01-04\nathlete: {threshold: {run: 4:00/km, bike: 250W}}\n"
DAILY = "week: {mon: 60min, tue: 60min, wed: 60min, thu: 60min, fri: 60min, sat: 60min, sun: 60min}"
HARD = "3x10min @ T (2min)"
members = pytest.mark.parametrize("member", LINTS.values(), ids=LINTS)


def dated(text: str) -> Schedule:
    season, problems = read_plan_text(HEAD + text)
    assert season is not None, problems
    found = expand(season)
    assert isinstance(found, Schedule), found
    return found


def linted(text: str) -> tuple[Problem, ...]:
    planned = dated(text)
    return lint(planned, {s.id: s.load for s in planned.sessions})


def cases(code: str, text: str) -> list[Case]:
    planned = dated(text)
    return LINTS[code](Context.of(planned, {s.id: s.load for s in planned.sessions}))


def problems_of_limits(limits: str, tmp_path: Path) -> list[tuple[str, str]]:
    path = tmp_path / "plan.yaml"
    path.write_text(f"{HEAD}{DAILY}\nblocks: [{{name: a, weeks: 1}}]\nlimits: {limits}\n")
    return [(p.code, f"{p.message}; {p.help}") for p in validate(path)]


# ---- the contract


@members
def test_a_lint_states_what_it_rests_on(member: Lint) -> None:
    assert member.reference
    assert member.evidence in set("ABCD")
    assert member.unit
    assert member.step
    assert member.limit >= 0


@members
def test_a_lint_is_a_warning_that_is_explained_under_its_code(member: Lint) -> None:
    rule = RULES[member.code]

    assert re.fullmatch(r"P[34]\d\d", member.code)
    assert Severity.WARNING is rule.severity
    assert len(rule.text) >= 120


def test_lints_go_by_a_name_of_their_own() -> None:
    from periodize.flags import SIGNS

    names = [member.name for member in LINTS.values()]

    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)
    assert len(names) == len(set(names) - {sign.title for sign in SIGNS.values()})


@members
@pytest.mark.parametrize(("count", "words"), [(1, 0), (2, 1)])
def test_the_message_counts_the_cases_and_tells_the_worst(member: Lint, count: int, words: int) -> None:
    found = [Case(("blocks",), excess, f"case {excess}") for excess in range(count)]
    message = member.message(found, member.limit)

    assert message.endswith(f"{'; worst' * words}: case {count - 1}")
    assert str(count) in message
    assert "{" not in message


@members
def test_a_plan_without_anything_special_is_clean(member: Lint) -> None:
    assert not cases(member.code, f"{DAILY}\nblocks: [{{name: a, weeks: 12, deload: {{every: 4, volume: 60%}}}}]")


@members
def test_an_empty_plan_is_clean(member: Lint) -> None:
    assert not cases(member.code, "blocks: [{name: a, weeks: 12, deload: {every: 4, volume: 60%}}]")


# ---- each member, where it speaks and where not

TEST_PLAN = "races: [{{name: R, date: 2027-02-14, priority: A, distance: 10km}}]\n{daily}\nblocks: [{{name: a, weeks: 6, changes: {{{change}}}}}]"
TWO_PEAKS = "races: [{{name: R, date: 2027-02-28, priority: A, distance: 10km}}, {{name: S, date: {day}, priority: A, distance: 10km}}]\nblocks: [{{name: a, weeks: 20}}]"
TWO_RACES = "races: [{{id: b, name: B, date: 2027-02-14, priority: B, distance: 10km}}, {{id: a, name: A, date: {day}, priority: A, distance: 10km}}]\n{daily}\nblocks: [{{name: x, weeks: 5}}, {{name: t, until: b + 1d, taper: {{volume: 70%}}}}, {{name: y, weeks: 8}}]"
LIMITED = "limits: {{late-test: {{limit: off, reason: other tests are about that}}}}\n"

SPEAKS = {
    "P304": (f"{DAILY}\nblocks: [{{name: a, weeks: 1, volume: 15h}}]", f"{DAILY}\nblocks: [{{name: a, weeks: 1, volume: 14.5h}}]"),
    "P305": (
        "races: [{name: R, date: 2027-02-01, priority: C}]\nblocks: [{name: a, weeks: 4}]",
        "races: [{name: R, date: 2027-01-31, priority: C}]\nblocks: [{name: a, weeks: 4}]",
    ),
    "P306": (
        f"availability: {{wed: 50min}}\n{DAILY}\nblocks: [{{name: a, weeks: 1}}]",
        f"availability: {{wed: 55min}}\n{DAILY}\nblocks: [{{name: a, weeks: 1}}]",
    ),
    "P309": (
        f"{DAILY}\nblocks: [{{name: a, weeks: 4, deload: {{every: 4, volume: 95%}}}}]",
        f"{DAILY}\nblocks: [{{name: a, weeks: 4, deload: {{every: 4, volume: 90%}}}}]",
    ),
    "P310": (
        f"{DAILY}\nblocks: [{{name: a, weeks: 1, distribution: {{Z1: 80-90%}}}}]",
        f"{DAILY}\nblocks: [{{name: a, weeks: 1, distribution: {{Z1: 80-95%}}}}]",
    ),
    "P311": (
        f"calendar: [{{dates: 2027-01-04..2027-01-06, kind: camp}}, {{dates: 2027-01-06..2027-01-08, kind: camp}}]\n{DAILY}\nblocks: [{{name: a, weeks: 1}}]",
        f"calendar: [{{dates: 2027-01-04..2027-01-05, kind: camp}}, {{dates: 2027-01-06..2027-01-08, kind: camp}}, {{dates: 2027-01-06..2027-01-08, kind: travel}}]\n{DAILY}\nblocks: [{{name: a, weeks: 1}}]",
    ),
    "P312": (
        f"calendar: [{{dates: 2027-01-04..2027-01-06, kind: altitude}}]\n{DAILY}\nblocks: [{{name: a, weeks: 1}}]",
        f"calendar: [{{dates: 2027-01-04..2027-01-06, kind: altitude, altitude: 1850m}}, {{dates: 2027-01-07, kind: camp}}]\n{DAILY}\nblocks: [{{name: a, weeks: 1}}]",
    ),
    "P314": (
        f"calendar: [{{dates: 2027-01-08, kind: travel, timezone: Asia/Tokyo}}]\nraces: [{{name: R, date: 2027-01-22, distance: 10km}}]\n{DAILY}\nblocks: [{{name: a, weeks: 3}}]",
        f"calendar: [{{dates: 2027-01-08, kind: travel, timezone: Asia/Tokyo}}]\nraces: [{{name: R, date: 2027-01-23, distance: 10km}}]\n{DAILY}\nblocks: [{{name: a, weeks: 3}}]",
    ),
    "P401": (
        f"week: {{tue: {HARD}, wed: {HARD}}}\nblocks: [{{name: a, weeks: 1}}]",
        f"week: {{tue: {{am: {HARD}, pm: {HARD}}}, thu: {HARD}}}\nblocks: [{{name: a, weeks: 1}}]",
    ),
    "P402": (TWO_PEAKS.format(day="2027-04-10"), TWO_PEAKS.format(day="2027-04-11")),
    "P403": (LIMITED.format() + TWO_RACES.format(day="2027-02-27", daily=DAILY), LIMITED.format() + TWO_RACES.format(day="2027-03-01", daily=DAILY)),
    "P404": (
        TEST_PLAN.format(daily=DAILY, change="2027-01-25: wu 20min + test 20min"),
        TEST_PLAN.format(daily=DAILY, change="2027-01-24: wu 20min + test 20min"),
    ),
    "P405": (
        f"calendar: [{{dates: 2027-01-06..2027-01-07, kind: injury}}]\n{DAILY}\nblocks: [{{name: a, weeks: 1}}]",
        f"calendar: [{{dates: 2027-01-06..2027-01-07, kind: injury, load: 100%}}]\n{DAILY}\nblocks: [{{name: a, weeks: 1}}]",
    ),
    "P406": (
        f"{DAILY}\nblocks: [{{name: a, weeks: 2, changes: {{2027-01-17: 67min}}}}]",
        f"{DAILY}\nblocks: [{{name: a, weeks: 2, changes: {{2027-01-17: 66min}}}}]",
    ),
    "P407": (
        f"{DAILY}\nblocks: [{{name: a, weeks: 4}}, {{name: b, weeks: 1, week: {{mon: {{am: 65min, pm: 65min}}, wed: {{am: 65min, pm: 65min}}}}}}]",
        f"{DAILY}\nblocks: [{{name: a, weeks: 4}}, {{name: b, weeks: 1, week: {{mon: {{am: 60min, pm: 60min}}, wed: {{am: 60min, pm: 60min}}}}}}]",
    ),
    "P408": (
        TEST_PLAN.format(daily=DAILY, change=f"2027-02-17: {HARD}").replace("weeks: 6", "weeks: 8"),
        TEST_PLAN.format(daily=DAILY, change=f"2027-02-18: {HARD}").replace("weeks: 6", "weeks: 8"),
    ),
}  # fmt: skip


def test_every_lint_has_such_a_pair() -> None:
    assert set(LINTS) == set(SPEAKS)


@pytest.mark.parametrize("code", SPEAKS)
def test_a_lint_speaks_once_where_it_is_meant(code: str) -> None:
    assert [code] == [p.code for p in linted(SPEAKS[code][0])]


@pytest.mark.parametrize("code", SPEAKS)
def test_a_lint_is_silent_nearby(code: str) -> None:
    assert not linted(SPEAKS[code][1])


# ---- what the members leave out


def test_a_race_of_several_rounds_is_outside_by_the_round() -> None:
    found = cases(
        "P305",
        "races: [{name: R, rounds: {heat: 2027-01-31, final: 2027-02-02}, priority: C}]\nblocks: [{name: a, weeks: 4}]",
    )

    assert ["'r' on 2027-02-02; the season runs from 2027-01-04 to 2027-01-31"] == [case.text for case in found]


def test_a_session_that_volume_stretched_says_so() -> None:
    (case,) = cases("P306", f"availability: {{wed: 70min}}\n{DAILY}\nblocks: [{{name: a, weeks: 1, volume: 10.5h}}]")

    assert "Wed 2027-01-06, 1h30 of 1h10, 150% of what is written by `volume:`" == case.text


def test_a_changed_deload_week_is_compared_as_it_is_done() -> None:
    week = ", ".join(f"{day}: 60min" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    block = f"{{name: a, weeks: 4, deload: {{every: 4, volume: 50%}}, changes: {{w4: {{{week}}}}}}}"
    (case,) = cases("P309", f"{DAILY}\nblocks: [{block}]")

    assert "week 4 of 'a' (2027-01-25) has 100% of week 3" == case.text


def test_two_heights_on_one_day_are_told_whatever_their_kinds() -> None:
    camp = "{dates: 2027-01-04..2027-01-06, kind: camp, altitude: 3000m}"
    stay = "{dates: 2027-01-06..2027-01-08, kind: altitude, altitude: 1850m}"
    (case,) = cases("P311", f"calendar: [{camp}, {stay}]\n{DAILY}\nblocks: [{{name: a, weeks: 1}}]")

    assert case.text.endswith("shares 2027-01-06 to 2027-01-06 with another; the greater height counts")


@pytest.mark.parametrize(
    ("height", "expected"),
    [
        ("", "the higher temperature counts"),
        (", altitude: 1850m", "the greater height and the higher temperature count"),
    ],
)
def test_two_temperatures_on_one_day_are_told_whatever_their_kinds(height: str, expected: str) -> None:
    camp = f"{{dates: 2027-01-04..2027-01-06, kind: camp, temperature: 28C{height}}}"
    hot = f"{{dates: 2027-01-06..2027-01-08, kind: heat, temperature: 34C{height}}}"
    (case,) = cases("P311", f"calendar: [{camp}, {hot}]\n{DAILY}\nblocks: [{{name: a, weeks: 1}}]")

    assert case.text.endswith(f"with another; {expected}")


def test_a_neighbour_on_holiday_is_no_measure_for_a_deload() -> None:
    block = "{name: a, weeks: 4, deload: {every: 4, volume: 70%}}"

    assert not cases(
        "P309",
        f"calendar: [{{dates: 2027-01-18..2027-01-24, kind: holiday, load: 50%}}]\n{DAILY}\nblocks: [{block}]",
    )


def test_gym_and_standing_still_belong_to_no_zone() -> None:
    week = "week: {mon: gym 10h, tue: 10x1min @ T (9min rest)}"

    assert not cases("P310", f"{week}\nblocks: [{{name: a, weeks: 1, distribution: {{Z4: 100%}}}}]")


def test_time_in_zones_uses_the_athletes_own_edges() -> None:
    season, _ = read_plan_text(
        "periodize: 1\nstart: 2027-01-04\nathlete: {zones: [70%, 90%]}\n"
        f"{DAILY}\nblocks: [{{name: a, weeks: 1, distribution: {{Z1: 90-100%}}}}]"
    )
    assert season is not None
    (problem,) = schedule(season).problems[-1:]

    assert "Z1 has 0% of the time in 'a', 90-100% is written (Z1: below 70% of threshold)" in problem.message


@pytest.mark.parametrize(
    ("zones", "told"),
    [("", "zones of friel5"), ("zones: coros6", "zones of coros6"), ("zones: [70%, 90%]", "the athlete's own zones")],
)
def test_time_in_zones_names_their_model(zones: str, told: str) -> None:
    season, _ = read_plan_text(
        f"periodize: 1\nstart: 2027-01-04\nathlete: {{{zones}}}\n"
        f"{DAILY}\nblocks: [{{name: a, weeks: 1, distribution: {{Z3: 90-100%}}}}]"
    )
    assert season is not None
    (problem,) = schedule(season).problems[-1:]

    assert problem.message.endswith(f"), in {told}")


@pytest.mark.parametrize(
    ("shares", "code"),
    [("{Z9: 80%}", "P003"), ("{easy: 80%}", "P003"), ("{Z1: most}", "P005"), ("{Z1: 80-70%}", "P005"), ("{Z1: 180%}", "P005")],
)  # fmt: skip
def test_a_distribution_that_cannot_be_read_is_an_error(shares: str, code: str) -> None:
    _, problems = read_plan_text(f"{HEAD}{DAILY}\nblocks: [{{name: a, weeks: 1, distribution: {shares}}}]")

    assert [code] == [p.code for p in problems]


def test_stages_on_consecutive_days_are_one_hard_day() -> None:
    stages = "races: [{name: R, rounds: {one: 2027-01-16, two: 2027-01-17}, priority: C, distance: 10km}]"

    assert not cases("P401", f"{stages}\nblocks: [{{name: a, weeks: 2}}]")
    assert 1 == len(cases("P401", f"{stages}\nweek: {{fri: {HARD}}}\nblocks: [{{name: a, weeks: 2}}]"))


def test_events_of_one_championship_are_one_peak() -> None:
    planned = dated(TWO_PEAKS.format(day="2027-03-14"))

    assert ["'r' and 's'"] == [peak.names for peak in peaks(planned.season)]
    assert not cases("P402", TWO_PEAKS.format(day="2027-03-14"))


def test_the_default_taper_of_an_a_race_is_enough() -> None:
    races = "races: [{name: R, date: 2027-03-01, priority: A, distance: 10km}]"

    assert not cases("P403", f"{races}\n{DAILY}\nblocks: [{{name: a, weeks: 10}}]")


def test_a_default_taper_that_another_block_keeps_away_is_told() -> None:
    (case,) = cases("P403", TWO_RACES.format(day="2027-02-27", daily=DAILY))

    assert "'a' on 2027-02-27: 7.0 h, 100% of 7.0 h; the taper of block 't' ends on 2027-02-15" in case.text


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("wu 20min + test 20min", "test"),
        ("wu 20min + test 2x8min (2min)", "test"),
        ("ftp_test", "test"),
        ("hello", ""),
        ("wu 20min + 5km @ 10k", "race effort"),
        ("wu 20min + 4km @ 10k", ""),
        ("wu 20min + 3x3km @ 10k (1min)", ""),
        ("wu 20min + 3km @ 10k + 3km @ T+", "race effort"),
        ("bike 60min @ T", ""),
    ],
)
def test_a_race_effort_is_half_the_race_without_a_break(line: str, kind: str) -> None:
    sessions = "sessions: {ftp_test: 20min @ T, hello: easy 20min}\n"
    found = cases("P404", sessions + TEST_PLAN.format(daily=DAILY, change=f"2027-01-27: {line}"))

    assert [kind] * bool(kind) == [case.text.partition(" '")[0] for case in found]


def test_a_tune_up_race_shortly_before_an_a_race_is_told() -> None:
    races = "races: [{name: T, date: 2027-02-20, priority: C, distance: 5km}, {name: R, date: 2027-03-01, priority: A, distance: 10km}]"
    (case,) = cases("P404", f"{races}\n{DAILY}\nblocks: [{{name: a, weeks: 10}}]")

    assert "race 'T: 5km' on Sat 2027-02-20, 9 days before 'r'" == case.text


ROUNDS = "races: [{{id: r, name: R, priority: {priority}, sport: {sport}, distance: {distance}, rounds: {{heat: 2027-02-16, final: 2027-02-20}}}}]\n{daily}\nblocks: [{{name: a, weeks: 8, changes: {{{change}}}}}]"


@pytest.mark.parametrize(
    ("priority", "sport", "distance", "change", "count"),
    [
        ("A", "run", "5000m", "2027-02-18: 3x10min @ T (2min)", 1),  # between heat and final
        ("C", "bike", "40km", "2027-02-18: 3x10min @ T (2min)", 1),
        ("A", "run", "5000m", "2027-02-18: 60min", 0),
        ("A", "run", "42.2km", "2027-02-18: 60min", 0),  # the organiser leaves three days
        ("A", "run", "10km", "2027-02-23: 3x10min @ T (2min)", 1),
        ("B", "run", "10km", "2027-02-22: 3x10min @ T (2min)", 0),  # a third of the days of an A race
        ("B", "run", "20km", "2027-02-22: 3x10min @ T (2min)", 1),
        ("C", "run", "20km", "2027-02-22: 3x10min @ T (2min)", 0),
        ("A", "bike", "160km", "2027-02-22: 3x10min @ T (2min)", 0),
    ],
)
def test_recovery_is_judged_by_distance_priority_and_rounds(
    priority: str, sport: str, distance: str, change: str, count: int
) -> None:
    text = ROUNDS.format(priority=priority, sport=sport, distance=distance, daily=DAILY, change=change)

    assert count == len(cases("P408", text))


def test_hard_session_too_soon_after_the_last_round_is_told_once() -> None:
    text = ROUNDS.format(
        priority="A", sport="run", distance="20km", daily=DAILY, change="2027-02-22: 3x10min @ T (2min)"
    ).replace("2027-02-16", "2027-02-19")
    (case,) = cases("P408", text)

    assert "1 easy day after 'r' (20km), 6 are usual" in case.text


def test_another_event_too_soon_after_a_race_is_told() -> None:
    races = "races: [{id: ten, name: T, date: 2027-02-14, priority: A, distance: 10km}, {id: five, name: F, date: 2027-02-17, priority: A, distance: 5km}]"
    (case,) = cases("P408", f"{races}\n{DAILY}\nblocks: [{{name: a, weeks: 8}}]")

    assert "'F: 5km' on Wed 2027-02-17, 2 easy days after 'ten' (10km), 3 are usual" == case.text


def marathon_and(second: str, change: str) -> list[Case]:
    """What stands too soon after a marathon of a Sunday, and a race of the Monday after it."""
    races = f"races: [{{id: m, name: M, date: 2027-01-31, priority: A, distance: 42.2km}}, {second}]"
    return cases(
        "P408", f"{races}\n{DAILY}\nblocks: [{{name: a, weeks: 8, changes: {{{change}: 3x10min @ T (2min)}}}}]"
    )


@pytest.mark.parametrize(("change", "told"), [("2027-02-02", True), ("2027-02-13", True), ("2027-02-14", False)])
def test_a_small_race_hides_no_hard_session_after_a_long_one(change: str, told: bool) -> None:
    found = marathon_and("{id: r, name: R, date: 2027-02-01, priority: C, distance: 1500m}", change)

    assert [False, True][: 1 + told] == [change in case.text for case in found]


def test_a_day_that_was_raced_is_no_easy_one() -> None:
    *_, hard = marathon_and("{id: r, name: R, date: 2027-02-01, priority: C, distance: 1500m}", "2027-02-02")

    assert hard.text.endswith("0 easy days after 'm' (42.2km), 12 are usual")


def test_what_is_too_soon_after_two_races_is_told_by_the_one_that_asks_for_most() -> None:
    found = marathon_and("{id: r, name: R, date: 2027-02-01, priority: A, distance: 10km}", "2027-02-02")

    assert [True, True] == ["after 'm'" in case.text for case in found]


def test_a_race_is_no_jump_but_counts_for_the_runs_after_it() -> None:
    races = "races: [{name: R, date: 2027-01-17, priority: C, distance: 42.2km}]"

    assert not cases(
        "P406",
        f"{races}\n{DAILY}\nblocks: [{{name: a, weeks: 3, changes: {{2027-01-24: 2h}}}}]",
    )


@pytest.mark.parametrize(("line", "count"), [("6km", 0), ("6.1km", 1)])
def test_a_step_of_a_kilometre_is_no_jump(line: str, count: int) -> None:
    week = DAILY.replace("60min", "5km")

    assert count == len(cases("P406", f"{week}\nblocks: [{{name: a, weeks: 2, changes: {{2027-01-17: {line}}}}}]"))


def test_the_longest_run_is_forgotten_after_thirty_days() -> None:
    changes = "2027-01-09: 90min, {}: 90min"
    block = "blocks: [{{name: a, weeks: 6, changes: {{{}}}}}]"
    found = [
        len(cases("P406", f"{DAILY}\n{block.format(changes.format(day))}")) for day in ("2027-02-08", "2027-02-09")
    ]

    assert [0, 1] == found


@pytest.mark.parametrize(("fitness", "count"), [(30, 1), (50, 0)])
def test_the_weeks_before_the_season_are_like_the_athletes_fitness(fitness: int, count: int) -> None:
    season, _ = read_plan_text(
        f"{HEAD.replace('}}', f'}}, fitness: {fitness}}}')}{DAILY}\nblocks: [{{name: a, weeks: 2}}]"
    )
    assert season is not None

    assert count == sum("P407" == p.code for p in schedule(season).problems)


def test_a_race_is_not_what_makes_a_week_jump() -> None:
    races = "races: [{name: R, date: 2027-01-24, priority: C, distance: 42.2km, load: 300}]"

    assert not cases("P407", f"{races}\n{DAILY}\nblocks: [{{name: a, weeks: 3}}]")


def test_a_week_that_is_not_whole_is_not_judged() -> None:
    week = "week: {mon: 60min, tue: 60min, wed: 60min, thu: 60min, fri: 60min, sat: 3h, sun: 3h}"
    season, _ = read_plan_text(f"{HEAD.replace('2027-01-04', '2027-01-08')}{week}\nblocks: [{{name: a, weeks: 2}}]")
    assert season is not None

    assert not schedule(season).problems


# ---- one warning for each kind


def test_many_cases_are_one_warning_at_the_worst_line() -> None:
    (problem,) = linted(
        "availability: {mon: 30min, tue: 30min}\nweek: {mon: 60min, tue: 90min}\nblocks: [{name: a, weeks: 3}]"
    )

    assert "6 sessions over 5 min longer than availability; worst: Tue 2027-01-05, 1h30 of 30min" == problem.message
    assert problem.span is not None
    assert "90min" == problem.span.text[problem.span.column - 1 :][: problem.span.length]


# ---- limits of one's own


@pytest.mark.parametrize("name", ["P306", "over-availability"])
@pytest.mark.parametrize(("limit", "count"), [("5", 1), ("10", 0), ("{limit: off, reason: I get up earlier}", 0)])
def test_a_limit_of_ones_own_holds_by_code_and_by_name(name: str, limit: str, count: int) -> None:
    assert count == len(linted(f"{SPEAKS['P306'][0]}\nlimits: {{{name}: {limit}}}"))


def test_the_message_tells_the_limit_in_force() -> None:
    (problem,) = linted(f"{SPEAKS['P407'][0]}\nlimits: {{P407: 1.2}}")

    assert problem.message.startswith("1 week over 1.2 x")


def test_limits_of_lints_and_of_warning_signs_stand_together(tmp_path: Path) -> None:
    assert not problems_of_limits("{P407: 1.2, hard-days: 2, R11: 2.5, load jump: 1.4}", tmp_path)


@pytest.mark.parametrize(
    ("limits", "code", "words"),
    [
        ("{week-jmp: 1.2}", "P007", "did you mean 'week-jump'"),
        ("{qqq: 1.2}", "P007", "P408 (short-recovery), R1 (session spike)"),
        ("{P407: 1.2, week-jump: 1.3}", "P002", "'week-jump' and 'P407' limit the same"),
        ("{P407: -1}", "P005", "from 0 on"),
        ("{R11: nan}", "P005", "from 0 on"),
        ("{P407: off}", "P005", "needs a reason"),
    ],
)
def test_a_limit_that_limits_nothing_is_an_error(limits: str, code: str, words: str, tmp_path: Path) -> None:
    ((found, text),) = problems_of_limits(limits, tmp_path)

    assert code == found
    assert words in text


def test_warning_signs_get_only_their_own_limits() -> None:
    season = dated(f"{DAILY}\nblocks: [{{name: a, weeks: 1}}]\nlimits: {{P407: 1.2, hard-days: 2, R11: 2.5}}").season

    assert ["R11"] == list(own_limits(season))


@pytest.mark.parametrize("name", ["P404", "late-test"])
def test_a_lint_is_found_by_code_and_name(name: str) -> None:
    assert LINTS["P404"] is lint_named(name)


# ---- where it runs


def test_a_schedule_carries_what_lint_says() -> None:
    season, _ = read_plan_text(HEAD + SPEAKS["P401"][0])
    assert season is not None

    assert ["P401"] == [p.code for p in schedule(season).problems]


def test_validate_with_limits_of_lints_needs_no_numpy(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(f"{HEAD}{DAILY}\nblocks: [{{name: a, weeks: 4}}]\nlimits: {{P407: 1.2}}\n")
    code = f"import sys\nfrom periodize.project.plans.planning import validate\nprint(validate({str(path)!r}), 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[] False\n" == done.stdout


def test_a_season_of_ten_years_is_linted_without_delay() -> None:
    import time

    planned = dated(f"{DAILY}\nblocks: [{{name: a, weeks: 520, deload: {{every: 4, volume: 60%}}}}]")
    loads = {s.id: s.load for s in planned.sessions}
    began = time.process_time()
    lint(planned, loads)

    assert time.process_time() - began < 2.0


def test_a_journey_that_reaches_to_the_race_is_as_meant() -> None:
    stay = "{dates: 2027-01-09..2027-01-17, kind: travel, timezone: Asia/Tokyo}"

    assert not cases(
        "P314",
        f"calendar: [{{dates: 2027-01-08, kind: travel, timezone: Asia/Tokyo}}, {stay}]\n"
        f"races: [{{name: R, date: 2027-01-17, distance: 10km}}]\n{DAILY}\nblocks: [{{name: a, weeks: 3}}]",
    )


# ---- the plans of the specification, and the example


def plan_of(name: str, request: pytest.FixtureRequest) -> Schedule:
    path = ROOT / "examples/season/plan.yaml"
    if name != "season":
        path = request.getfixturevalue("shared_plans") / f"{name}.yaml"
    season, problems = load_plan(path)
    assert season is not None, problems
    return schedule(season)


@pytest.mark.parametrize("name", ["season", "first-10k", "cyclist", "ingebrigtsen-2024"])
def test_the_load_of_a_session_is_the_one_that_the_metric_measures(name: str, request: pytest.FixtureRequest) -> None:
    planned = plan_of(name, request)
    measured = planned_loads(planned)

    assert {s.id: pytest.approx(measured[s.id].value, abs=1e-9) for s in planned.sessions} == {
        s.id: s.load for s in planned.sessions
    }


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("season", []),
        ("first-10k", []),
        ("cyclist", ["P306"]),
        ("ingebrigtsen-2024", ["P310", "P401", "P405", "P406", "P407", "P408"]),
    ],
)
def test_the_plans_are_told_what_a_coach_would_tell_them(
    name: str, codes: list[str], request: pytest.FixtureRequest
) -> None:
    found = [p.code for p in plan_of(name, request).problems if p.severity is Severity.WARNING]

    assert codes == sorted(found)


def test_weeks_of_the_calendar_cover_the_season_once() -> None:
    planned = dated(f"{DAILY}\nblocks: [{{name: a, days: 17}}]")
    plan = Context.of(planned, {s.id: 1.0 for s in planned.sessions})

    assert [date(2027, 1, 4) + timedelta(days=7 * k) for k in range(3)] == [week.monday for week in plan.weeks]
    assert [(7, True), (7, True), (3, False)] == [(week.load, week.whole) for week in plan.weeks]
