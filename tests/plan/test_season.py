"""The rules of the plan language, each on a plan small enough to read."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from periodize.errors import Severity
from periodize.plan import Schedule, expand, load_plan, read_plan_text
from periodize.plan.lint import lint

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.errors import Problem

HEAD = "periodize: 1\nathlete: {threshold: {run: 4:00/km, bike: 250W}, fitness: 40}\n"


def planned(text: str) -> Schedule:
    season, problems = read_plan_text(HEAD + text)
    assert season is not None, problems
    found = expand(season)
    assert isinstance(found, Schedule), found
    return found


def linted(schedule: Schedule) -> tuple[Problem, ...]:
    return lint(schedule, {s.id: s.load for s in schedule.sessions})


def problems_of(text: str, head: str = HEAD) -> list[tuple[str, str]]:
    """Code and help of each problem of a plan, its arithmetic and lint included."""
    season, problems = read_plan_text(head + text)
    if season is not None:
        found = expand(season)
        problems += (*found.problems, *linted(found)) if isinstance(found, Schedule) else found
    return [(p.code, p.help or "") for p in problems]


def texts(schedule: Schedule, first: date, days: int = 7) -> list[str]:
    """The session line of each day, "-" without one."""
    return [
        " / ".join(s.text for s in schedule.sessions if s.day == first + timedelta(days=k)) or "-" for k in range(days)
    ]


def minutes(schedule: Schedule, first: date, days: int = 7) -> float:
    inside = [s for s in schedule.sessions if first <= s.day < first + timedelta(days=days)]
    return sum(s.duration for s in inside) / 60


DAILY = "week: {mon: 60min, tue: 60min, wed: 60min, thu: 60min, fri: 60min, sat: 60min, sun: 60min}"
MONDAY = date(2027, 1, 4)


# ---- rules 1-4: blocks and days


def test_blocks_touch_and_lengths_run_forwards_from_the_start() -> None:
    found = planned("start: 2027-01-04\nblocks: [{name: a, weeks: 2}, {name: b, days: 3}]")

    assert [(MONDAY, date(2027, 1, 18)), (date(2027, 1, 18), date(2027, 1, 21))] == [
        (b.first, b.end) for b in found.blocks
    ]


def test_one_race_fixes_the_season_backwards() -> None:
    found = planned(
        "races: [{name: Harbour 10k, date: 2027-05-16}]\n"
        "blocks: [{name: a, weeks: 4}, {name: b, weeks: 2, until: harbour-10k + 1d}]"
    )

    assert date(2027, 4, 5) == found.first
    assert date(2027, 5, 16) == found.last


def test_a_block_without_length_stretches_between_its_neighbours() -> None:
    found = planned(
        "start: 2027-01-04\nblocks: [{name: a, weeks: 1}, {name: b}, {name: c, days: 7, until: 2027-02-01}]"
    )

    assert [7, 14, 7] == [b.days for b in found.blocks]


def test_until_takes_rounds_and_offsets() -> None:
    found = planned(
        "start: 2027-01-04\n"
        "races: [{id: cup, name: Cup, rounds: {heat: 2027-02-01, final: 2027-02-03}}]\n"
        "blocks: [{name: a, until: cup - 1w}, {name: b, until: cup.final + 1d}]"
    )

    assert [date(2027, 1, 25), date(2027, 2, 4)] == [b.end for b in found.blocks]


def test_a_contradiction_shows_both_lines() -> None:
    season, _ = read_plan_text(
        HEAD + "start: 2027-01-04\nblocks:\n  - {name: a, weeks: 2}\n  - {name: b, weeks: 2, until: 2027-03-01}\n"
    )
    assert season is not None
    problems = expand(season)
    assert not isinstance(problems, Schedule)

    assert ["P301"] == [p.code for p in problems]
    assert ["until: 2027-03-01  <- fixes the end", "a: 2 weeks  <- fixes the beginning"] == [
        label for _, label in problems[0].also
    ]


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ("[{name: a, weeks: 2}]", "P302"),
        ("[{name: a, until: nowhere}]", "P007"),
        ("[{name: a, weeks: 1, until: 2027-02-01}, {name: b}]", "P302"),
        ("[{name: a, until: 2027-02-01}, {name: b, until: 2027-01-01}, {name: c, until: 2027-02-02}]", "P302"),
        ("[{name: a, weeks: 1, days: 7}]", "P301"),
        ("[{name: a, weeks: 0}]", "P005"),
        ("[{name: a, weeks: 1}, {name: a, weeks: 1}]", "P010"),
        ("[{name: a, weeks: 1, like: b}]", "P007"),
        ("[]", "P004"),
    ],
)
def test_blocks_that_cannot_be_dated_are_a_problem(blocks: str, code: str) -> None:
    assert code in [c for c, _ in problems_of(f"blocks: {blocks}")]


def test_a_block_that_ends_before_it_begins_is_a_problem() -> None:
    found = problems_of("start: 2027-01-04\nblocks: [{name: a, until: 2027-02-01}, {name: b, until: 2027-01-20}]")

    assert ["P303"] == [code for code, _ in found]


# ---- rules 5-8: weeks


def test_a_midweek_start_keeps_real_weekdays() -> None:
    found = planned("start: 2027-01-07\nweek: {thu: 30min, mon: 50min}\nblocks: [{name: a, weeks: 1}]")

    assert [("2027-01-07", 30), ("2027-01-11", 50)] == [(str(s.day), s.duration / 60) for s in found.sessions]


def test_week_merges_day_by_day_over_like_and_the_top_level_week() -> None:
    found = planned(
        "start: 2027-01-04\nweek: {mon: 30min, tue: 30min, wed: 30min}\n"
        "blocks:\n"
        "  - {name: a, weeks: 1, week: {tue: 40min}}\n"
        "  - {name: b, weeks: 1, like: a, week: {wed: rest}}\n"
        "  - {name: c, weeks: 1, like: none, week: {sun: 50min}}\n"
    )

    assert ["30min", "40min", "30min", "-", "-", "-", "-"] == texts(found, MONDAY)
    assert ["30min", "40min", "-", "-", "-", "-", "-"] == texts(found, date(2027, 1, 11))
    assert ["-", "-", "-", "-", "-", "-", "50min"] == texts(found, date(2027, 1, 18))


def test_progressions_run_from_first_to_last_loading_week() -> None:
    found = planned(
        "start: 2027-01-04\nweek: {mon: 40->60min, tue: 3->5x2min @ T}\n"
        "blocks: [{name: a, weeks: 4, deload: {every: 4, volume: 50%}}]"
    )
    mondays = [round(s.duration / 60) for s in found.sessions if s.day.weekday() == 0]
    repeats = [len(s.segments) for s in found.sessions if s.day.weekday() == 1]

    assert [40, 50, 60, 30] == mondays  # the deload is half of the loading week before
    assert [3, 4, 5, 2] == repeats


def test_a_list_holds_one_entry_per_loading_week_and_the_last_repeats() -> None:
    found = planned(
        "start: 2027-01-04\nweek: {mon: [10min, 20min]}\nblocks: [{name: a, weeks: 4, deload: {every: 2, volume: 100%}}]"
    )

    assert [10, 10, 20, 20] == [round(s.duration / 60) for s in found.sessions]


def test_a_deload_keeps_intensity_and_recoveries() -> None:
    found = planned(
        "start: 2027-01-04\nweek: {mon: 10x1min @ I (2min)}\nblocks: [{name: a, weeks: 2, deload: {every: 2, volume: 60%}}]"
    )
    loading, deload = found.sessions

    assert (10, 6) == tuple(sum(s.role == "work" for s in session.segments) for session in (loading, deload))
    assert {s.intensity for s in loading.segments} == {s.intensity for s in deload.segments}
    assert {120.0} == {s.duration for s in deload.segments if s.role == "recovery"}


# ---- rule 9: volume


def test_steady_parts_stretch_to_meet_the_volume_and_work_does_not() -> None:
    found = planned(
        "start: 2027-01-04\nweek: {mon: 60min, tue: wu 10min + 3x10min @ T (2min) + cd 10min, wed: {do: 60min, key: true}}\n"
        "blocks: [{name: a, weeks: 2, volume: 3->3.5h}]"
    )
    lengths = [round(s.duration / 60) for s in found.sessions]

    assert [180, 210] == [round(minutes(found, MONDAY + timedelta(days=7 * k))) for k in (0, 1)]
    assert (lengths[1], lengths[2]) == (54, 60)


def test_volume_is_pro_rated_in_a_part_week() -> None:
    found = planned(
        f"start: 2027-01-04\n{DAILY}\nblocks: [{{name: a, days: 4, volume: 10h30}}]".replace("10h30", "10.5h")
    )

    assert 360 == pytest.approx(minutes(found, MONDAY))


def test_volume_counts_kilometres() -> None:
    found = planned(f"start: 2027-01-04\n{DAILY}\nblocks: [{{name: a, weeks: 1, volume: 100km}}]")

    assert 100_000 == pytest.approx(sum(s.distance or 0 for s in found.sessions))


def test_a_stretch_beyond_half_and_double_is_a_warning() -> None:
    found = planned(f"start: 2027-01-04\n{DAILY}\nblocks: [{{name: a, weeks: 1, volume: 20h}}]")

    assert [("P304", Severity.WARNING)] == [(p.code, p.severity) for p in linted(found) if p.code < "P4"]
    assert 14 * 60 == pytest.approx(minutes(found, MONDAY))


def test_a_changed_week_is_left_as_written() -> None:
    found = planned(
        f"start: 2027-01-04\n{DAILY}\nblocks: [{{name: a, weeks: 2, volume: 10h, changes: {{w2: {{mon: 30min}}}}}}]"
    )

    assert [600, 390] == [round(minutes(found, MONDAY + timedelta(days=7 * k))) for k in (0, 1)]


# ---- rule 10: tapers


def test_a_taper_shrinks_exponentially_to_its_volume() -> None:
    found = planned(
        f"start: 2027-01-04\n{DAILY}\nblocks: [{{name: t, phase: taper, weeks: 2, taper: {{volume: 50%}}}}]"
    )
    lengths = [s.duration / 3600 for s in found.sessions]

    assert 0.5 == pytest.approx(lengths[-1])
    ratios = [b / a for a, b in pairwise(lengths)]
    assert all(ratio == pytest.approx(ratios[0]) for ratio in ratios)


@pytest.mark.parametrize(("priority", "days", "left"), [("A", 14, 0.5), ("B", 3, 0.7), ("C", 0, 1.0)])
def test_a_race_without_a_taper_block_gets_a_default_one(priority: str, days: int, left: float) -> None:
    found = planned(
        f"start: 2027-01-04\nraces: [{{name: R, date: 2027-01-31, priority: {priority}, distance: 10km}}]\n{DAILY}\n"
        "blocks: [{name: a, weeks: 4}]"
    )
    before = [s for s in found.sessions if not s.race]

    assert left == pytest.approx(before[-1].duration / 3600)
    assert days == sum(s.duration < 3600 - 1e-6 for s in before)


def test_a_championship_tapers_before_its_first_round() -> None:
    found = planned(
        "start: 2027-01-04\nraces: [{name: R, rounds: {heat: 2027-01-25, final: 2027-01-28}, priority: B, distance: 5km}]\n"
        f"{DAILY}\nblocks: [{{name: a, weeks: 4}}]"
    )
    shorter = [str(s.day) for s in found.sessions if not s.race and s.duration < 3600]

    assert ["2027-01-22", "2027-01-23", "2027-01-24"] == shorter


# ---- rules 11-13: changes, races, calendar


def test_changes_override_by_week_and_by_date() -> None:
    found = planned(
        "start: 2027-01-04\nweek: {mon: 30min, tue: 30min}\n"
        "blocks: [{name: a, weeks: 2, changes: {w2: {tue: 40min}, 2027-01-05: rest, 2027-01-09: {am: 20min, pm: gym 30min}}}]"
    )

    assert ["30min", "-", "-", "-", "-", "20min / gym 30min", "-"] == texts(found, MONDAY)
    assert ["30min", "40min"] == texts(found, date(2027, 1, 11), 2)


def test_changes_outside_their_block_are_a_problem() -> None:
    found = problems_of(
        "start: 2027-01-04\nblocks: [{name: a, weeks: 2, changes: {w3: {tue: 40min}, 2028-01-05: rest}}]"
    )

    assert ["P307", "P307"] == [code for code, _ in found]


def test_a_race_replaces_the_session_and_carries_goal_and_load() -> None:
    found = planned(
        "start: 2027-01-04\nraces: [{name: R, date: 2027-01-05, priority: C, distance: 15km, goal: 1:00:00}]\n"
        "week: {tue: {am: 30min, pm: 30min}}\nblocks: [{name: a, weeks: 1}]"
    )
    (race,) = found.sessions

    assert ("race", 3600, 15000.0, 25.0) == (race.intent, race.duration, race.distance, race.extra_load)
    assert 1.0 == pytest.approx(race.segments[0].intensity)


def test_a_race_without_a_goal_takes_riegel_from_threshold() -> None:
    found = planned(
        "start: 2027-01-04\nraces: [{name: R, date: 2027-01-05, priority: C, distance: 5km}]\nblocks: [{name: a, weeks: 1}]"
    )

    # 15 km in the hour: T = 3600 (5 / 15)**1.06
    assert 3600 * (1 / 3) ** 1.06 == pytest.approx(found.sessions[0].duration)


def test_a_calendar_range_scales_what_is_written() -> None:
    found = planned(
        f"start: 2027-01-04\ncalendar: [{{dates: 2027-01-06..2027-01-07, kind: travel, load: 40%}}]\n{DAILY}\n"
        "blocks: [{name: a, weeks: 1}]"
    )

    assert [60, 60, 24, 24, 60, 60, 60] == [round(s.duration / 60) for s in found.sessions]


def test_availability_warns_once_and_moves_nothing() -> None:
    found = planned(
        f"start: 2027-01-04\navailability: {{mon: 0, tue-fri: 30min}}\n{DAILY}\nblocks: [{{name: a, weeks: 2}}]"
    )

    (problem,) = (p for p in linted(found) if p.code == "P306")

    assert "10 sessions" in problem.message
    assert 14 == len(found.sessions)


def test_a_sport_without_threshold_is_a_note() -> None:
    found = planned("start: 2027-01-04\nweek: {mon: swim 30min, tue: row 20min}\nblocks: [{name: a, weeks: 1}]")

    assert [("P201", Severity.NOTE)] * 2 == [(p.code, p.severity) for p in found.problems]


def test_thresholds_hold_from_their_day_on() -> None:
    season, _ = read_plan_text(
        "periodize: 1\nstart: 2027-01-04\nathlete: {threshold: {run: {2027-01-01: 5:00/km, 2027-01-12: 4:00/km}}}\n"
        "week: {mon: 60min @ T}\nblocks: [{name: a, weeks: 3}]"
    )
    assert season is not None
    found = expand(season)
    assert isinstance(found, Schedule)

    assert [12000, 12000, 15000] == [round(s.distance or 0) for s in found.sessions]


def test_a_season_crosses_a_leap_day_and_a_new_year() -> None:
    found = planned(f"start: 2027-12-27\n{DAILY}\nblocks: [{{name: a, weeks: 10}}, {{name: b, days: 1}}]")

    assert date(2028, 3, 6) == found.last
    assert 71 == len(found.sessions)
    assert any(s.day == date(2028, 2, 29) for s in found.sessions)


# ---- names, sessions, athlete


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sessions: {a: b + 10min, b: a + 10min}\nblocks: [{name: x, weeks: 1}]", "P111"),
        ("sessions: {a-b: 10min}\nblocks: [{name: x, weeks: 1}]", "P005"),
        ("blocks: [{name: x, weeks: 1, week: {mon: 20min @ 300W}}]", "P109"),
        ("blocks: [{name: x, weeks: 1, week: {mon: 20min @ 900%}}]", "P108"),
        ("blocks: [{name: x, weeks: 1, week: {mon: 20min @ Z9}}]", "P106"),
        ("blocks: [{name: x, weeks: 1, week: {mon: gym 10km}}]", "P102"),
        ("races: [{name: R}]\nblocks: [{name: x, weeks: 1}]", "P004"),
        ("races: [{name: R, date: 2027-02-30}]\nblocks: [{name: x, weeks: 1}]", "P008"),
        ("races: [{name: R, date: 2027-05-01}]\nblocks: [{name: x, weeks: 1}]", "P305"),
        ("calendar: [{dates: 2027-02-03..2027-02-01, kind: camp}]\nblocks: [{name: x, weeks: 1}]", "P008"),
        ("limits: {monotony: off}\nblocks: [{name: x, weeks: 1}]", "P005"),
        ("availability: {someday: 1h}\nblocks: [{name: x, weeks: 1}]", "P003"),
        ("blocks: [{name: x, weeks: 1, volume: 10}]", "P005"),
        ("blocks: {name: x}", "P005"),
        ("wek: {mon: rest}\nblocks: [{name: x, weeks: 1}]", "P003"),
    ],
)
def test_a_fault_has_its_code(text: str, code: str) -> None:
    head = "periodize: 1\nstart: 2027-01-04\nathlete: {threshold: {run: 4:00/km}}\n"

    assert code in [c for c, _ in problems_of(text, head)]


@pytest.mark.parametrize(
    ("athlete", "code"),
    [
        ("{threshold: {run: 250W}}", "P005"),
        ("{threshold: {bike: 4:00/km}}", "P005"),
        ("{threshold: {hr: 4:00/km}}", "P005"),
        ("{threshold: {rum: 4:00/km}}", "P003"),
        ("{hr: {max: 900}}", "P005"),
        ("{timezone: Mars/Olympus}", "P007"),
        ("{zones: coggan9}", "P005"),
        ("{intensities: {T: 90%}}", "P010"),
        ("{intensities: {sub: 90}}", "P106"),
        ("nowhere.yaml", "P009"),
    ],
)
def test_a_fault_of_the_athlete_has_its_code(athlete: str, code: str) -> None:
    head = f"periodize: 1\nstart: 2027-01-04\nathlete: {athlete}\n"

    assert code in [c for c, _ in problems_of("blocks: [{name: x, weeks: 1}]", head)]


def test_the_athlete_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "athlete.yaml").write_text("threshold: {run: 4:00/km}\n")
    (tmp_path / "plan.yaml").write_text(
        "periodize: 1\nathlete: athlete.yaml\nstart: 2027-01-04\nblocks: [{name: a, weeks: 1}]"
    )
    season, problems = load_plan(tmp_path / "plan.yaml")

    assert season is not None, problems
    assert 1000 / 240 == pytest.approx(season.athlete.threshold("run"))


def test_a_fault_in_the_athletes_file_points_there(tmp_path: Path) -> None:
    (tmp_path / "athlete.yaml").write_text("threshold: {run: 4:00/km}\nhight: 180\n")
    (tmp_path / "plan.yaml").write_text(
        "periodize: 1\nathlete: athlete.yaml\nstart: 2027-01-04\nblocks: [{name: a, weeks: 1}]"
    )
    _, problems = load_plan(tmp_path / "plan.yaml")

    assert [f"{tmp_path / 'athlete.yaml'}:2:1"] == [str(p.span) for p in problems]


# ---- the plans of the specification


@pytest.mark.parametrize(
    ("name", "days", "sessions"), [("first-10k", 70, 40), ("cyclist", 196, 148), ("ingebrigtsen-2024", 223, 338)]
)
def test_the_plans_of_the_specification_are_read_whole(shared_plans: Path, name: str, days: int, sessions: int) -> None:
    season, problems = load_plan(shared_plans / f"{name}.yaml")
    assert season is not None, problems
    found = expand(season)
    assert isinstance(found, Schedule)

    assert not problems
    assert (days, sessions) == ((found.last - found.first).days + 1, len(found.sessions))


def test_ten_mistakes_are_reported_in_one_run(shared_plans: Path) -> None:
    season, problems = load_plan(shared_plans / "broken.yaml")

    assert season is None
    assert ["P005", "P003", "P104", "P003", "P105", "P106", "P102", "P103", "P107", "P002"] == [
        p.code for p in problems
    ]
    assert all(p.help for p in problems if p.code != "P002")


def test_weekly_targets_of_the_reference_season_are_met(shared_plans: Path) -> None:
    season, _ = load_plan(shared_plans / "ingebrigtsen-2024.yaml")
    assert season is not None
    found = expand(season)
    assert isinstance(found, Schedule)
    base = [w for w in found.weeks if w.block.block.name == "base" and not w.deload]
    km = [sum(s.distance or 0 for s in found.sessions if w.first <= s.day < w.end) / 1000 for w in base]

    assert [105, 118, 131, 144, 157, 170] == [round(v) for v in km]


def test_a_text_with_a_comma_inside_braces_is_answered_with_quotes() -> None:
    found = problems_of(
        "start: 2027-01-04\nblocks: [{name: b, weeks: 1, week: {tue: {do: easy 40min, note: slow, by feel}}}]\n"
    )

    assert ("P003", "a text with a comma, inside { }, goes between quotes") in found


@pytest.mark.parametrize(
    ("written", "message", "help"),
    [
        (
            "-400m",
            "a height to train at lies above the sea and is at most 5500 m, got -400m",
            "write metres, e.g. 1850m",
        ),
        (
            "9000m",
            "a height to train at lies above the sea and is at most 5500 m, got 9000m",
            "write metres, e.g. 1850m",
        ),
        ("6000ft", "a height is written in metres, got 6000ft", "write 1829m"),
        ("high", "a height to train at lies above the sea and is at most 5500 m, got high", "write metres, e.g. 1850m"),
    ],
)
def test_a_height_when_it_is_none_says_how_to_write_one(written: str, message: str, help: str) -> None:  # noqa: A002
    _, (problem,) = read_plan_text(
        "periodize: 1\nstart: 2027-01-04\nweek: {mon: 60min}\nblocks: [{name: a, weeks: 1}]\n"
        f"calendar: [{{dates: 2027-01-05, kind: altitude, altitude: {written}}}]"
    )

    assert (message, help) == (problem.message, problem.help)
