"""Settings: a plan with some of its values changed for one question."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from periodize.plan import Schedule, Season, expand, load_plan
from periodize.plan.setting import with_settings
from periodize.report.problems import print_problem

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.errors import Problem

TEXT = """\
periodize: 1
start: 2027-01-04
athlete: {threshold: {run: 4:00/km, bike: 250W}, fitness: 40}
races:
  - {id: fondo, name: Spring Fondo, date: 2027-03-14, priority: A, distance: 10km}
  - {name: Town 5k, date: 2027-02-07, priority: C, distance: 5km}
calendar:
  - {dates: 2027-01-20..2027-01-22, kind: holiday, load: 50%}
week: &week {mon: 60min, wed: 5x3min @ I (2min), sat: long 90min}
blocks:
  - {name: base, weeks: 4, volume: 4->5h, deload: {every: 4, volume: 60%}}
  - {name: build 2.1, until: fondo - 14d}
  - {name: taper, phase: taper, until: fondo + 1d, taper: {volume: 50%}}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(TEXT)
    return path


def changed(plan: Path, *settings: str) -> tuple[Season, list[Problem]]:
    season, problems = with_settings(plan, settings)
    assert season is not None, problems
    return season, problems


def blocks(season: Season) -> dict[str, tuple[date, int]]:
    return {b.block.name: (b.first, b.days) for b in dates(season).blocks}


def dates(season: Season) -> Schedule:
    found = expand(season)
    assert isinstance(found, Schedule), found
    return found


def load_of(season: Season, block: str) -> float:
    return sum(s.load for s in dates(season).sessions if s.block == block and not s.race)


def refused(plan: Path, *settings: str) -> list[Problem]:
    season, problems = with_settings(plan, settings)
    assert season is None
    return problems


# ---- what is set


def test_nothing_set_is_the_plan_as_it_is(plan: Path) -> None:
    season, _ = load_plan(plan)
    assert season is not None

    assert dates(season).sessions == dates(changed(plan)[0]).sessions


def test_the_file_stays_as_it_is(plan: Path) -> None:
    changed(plan, "blocks.taper.days=7", "title=Other")

    assert TEXT == plan.read_text()


def test_a_threshold_is_read_in_the_plan_language(plan: Path) -> None:
    season, _ = changed(plan, "athlete.threshold.run=4:20/km")

    assert 1000 / 260 == season.athlete.threshold("run")


def test_a_race_goes_by_its_id_and_moves_what_depends_on_it(plan: Path) -> None:
    season, _ = changed(plan, "races.fondo.date=2027-03-21")

    assert date(2027, 3, 21) == season.races[-1].first
    assert (date(2027, 3, 7), 15) == blocks(season)["taper"]


def test_a_race_without_an_id_goes_by_the_one_made_of_its_name(plan: Path) -> None:
    season, _ = changed(plan, "races.town-5k.priority=B")

    assert ["B", "A"] == [race.priority for race in season.races]


def test_a_block_name_may_hold_dots_and_spaces(plan: Path) -> None:
    season, _ = changed(plan, "blocks.build 2.1.note=harder")

    assert "harder" == season.blocks[1].note


def test_an_entry_of_another_list_goes_by_its_number(plan: Path) -> None:
    season, _ = changed(plan, "calendar.1.load=0%")

    assert 0.0 == season.calendar[0].load


def test_what_is_not_there_yet_is_added(plan: Path) -> None:
    season, _ = changed(plan, "blocks.build 2.1.deload.every=3", "blocks.build 2.1.deload.volume=70%")

    assert (3, 0.7) == season.blocks[1].deload


def test_a_day_of_one_block_is_set_for_that_block_alone(plan: Path) -> None:
    season, _ = changed(plan, "blocks.base.week.mon=rest")

    assert [True, False, False] == [block.week[0][0][1][0].workout.is_rest for block in season.blocks]


def test_what_stands_behind_an_alias_is_set_in_one_place_alone(plan: Path) -> None:
    plan.write_text(TEXT.replace("until: fondo - 14d", "until: fondo - 14d, week: *week"))
    season, _ = changed(plan, "blocks.build 2.1.week.mon=rest")

    assert [False, True, False] == [block.week[0][0][1][0].workout.is_rest for block in season.blocks]


def test_an_included_athlete_can_be_set(plan: Path) -> None:
    (plan.parent / "athlete.yaml").write_text("threshold: {run: 4:00/km}\n")
    plan.write_text(
        TEXT.replace("athlete: {threshold: {run: 4:00/km, bike: 250W}, fitness: 40}", "athlete: athlete.yaml")
    )
    season, _ = changed(plan, "athlete.fitness=55")

    assert (55.0, 1000 / 240) == (season.athlete.fitness, season.athlete.threshold("run"))


# ---- shares of a volume


def test_a_share_scales_the_weekly_volume_of_a_block_that_has_one(plan: Path) -> None:
    season, problems = changed(plan, "blocks.base.volume=60%")
    volume = season.blocks[0].volume
    assert volume is not None

    assert (2.4, 3.0) == (round(volume.first / 3600, 9), round(volume.last / 3600, 9))
    assert ["block 'base': 2h24 to 3h a week instead of 4h to 5h"] == [p.message for p in problems if p.code == "P017"]


def test_an_amount_replaces_the_weekly_volume(plan: Path) -> None:
    season, _ = changed(plan, "blocks.base.volume=6h")
    volume = season.blocks[0].volume
    assert volume is not None

    assert (21600.0, 21600.0) == (volume.first, volume.last)


def test_a_share_scales_what_is_written_where_there_is_no_volume(plan: Path) -> None:
    plan.write_text(TEXT.replace("mon: 60min, wed: 5x3min @ I (2min), sat: long 90min", "mon: 60min, sat: long 90min"))
    whole, half = (load_of(changed(plan, f"blocks.build 2.1.volume={s}")[0], "build 2.1") for s in ("100%", "50%"))

    assert pytest.approx(0.5 * whole) == half


def test_a_share_leaves_the_other_blocks_and_the_races(plan: Path) -> None:
    season, _ = load_plan(plan)
    assert season is not None
    other = changed(plan, "blocks.build 2.1.volume=50%")[0]
    kept = [[s for s in dates(one).sessions if s.block != "build 2.1" or s.race] for one in (season, other)]

    assert kept[0] == kept[1]


@pytest.mark.parametrize("text", ["-5%", "301%", "x%", "nan%"])
def test_a_share_outside_its_bounds_is_a_problem(plan: Path, text: str) -> None:
    (problem,) = refused(plan, f"blocks.base.volume={text}")

    assert ("P005", "blocks.base.volume=" + text) == (problem.code, problem.span and problem.span.text)


# ---- lengths


def test_a_longer_block_takes_the_days_of_the_one_before(plan: Path) -> None:
    season, problems = changed(plan, "blocks.taper.days=20")

    assert {"base": (date(2027, 1, 4), 28), "build 2.1": (date(2027, 2, 1), 22), "taper": (date(2027, 2, 23), 20)} == (
        blocks(season)
    )
    assert ["block 'taper' has 20 days instead of 15; 'build 2.1' before it has 22 days instead of 27"] == [
        p.message for p in problems if p.code == "P017"
    ]


def test_a_shorter_block_gives_its_days_to_the_one_before(plan: Path) -> None:
    assert (date(2027, 2, 1), 32) == blocks(changed(plan, "blocks.taper.days=10")[0])["build 2.1"]


def test_the_first_block_takes_from_the_one_after(plan: Path) -> None:
    found = blocks(changed(plan, "blocks.base.weeks=5")[0])

    assert ((date(2027, 1, 4), 35), (date(2027, 2, 8), 20)) == (found["base"], found["build 2.1"])


def test_two_lengths_are_both_kept(plan: Path) -> None:
    found = blocks(changed(plan, "blocks.taper.days=10", "blocks.build 2.1.days=20")[0])

    assert [40, 20, 10] == [days for _, days in found.values()]


def test_the_same_length_changes_nothing_and_says_nothing(plan: Path) -> None:
    season, problems = changed(plan, "blocks.base.days=28")

    assert (28, []) == (blocks(season)["base"][1], [p for p in problems if p.code == "P017"])


def test_an_end_replaces_a_length(plan: Path) -> None:
    assert (date(2027, 1, 4), 21) == blocks(changed(plan, "blocks.base.until=2027-01-25")[0])["base"]


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (["blocks.taper.days=42"], "block 'taper' cannot have 42 days: 'build 2.1' before it has 27 and keeps at least one"),
        (["blocks.base.days=55"], "block 'base' cannot have 55 days: 'build 2.1' after it has 27 and keeps at least one"),
        (
            ["blocks.base.days=30", "blocks.build 2.1.days=20"],
            "block 'build 2.1' cannot have 20 days: 'base', which would give or take the difference, is set too",
        ),
    ],
)  # fmt: skip
def test_a_length_that_the_neighbour_cannot_give_is_a_problem(plan: Path, settings: list[str], why: str) -> None:
    errors = [p for p in refused(plan, *settings) if p.severity == "error"]

    assert [("P303", why)] == [(p.code, p.message) for p in errors]


def test_the_only_block_cannot_change_its_length(plan: Path) -> None:
    head, _, _ = TEXT.partition("blocks:")
    plan.write_text(f"{head}blocks:\n  - {{name: base, weeks: 10}}\n")

    assert ["block 'base' cannot have 8 days: it is the only one, and the season keeps its first and last day"] == [
        p.message for p in refused(plan, "blocks.base.days=8")
    ]


# ---- what is wrong points at the setting


@pytest.mark.parametrize(
    ("setting", "code", "column", "said"),
    [
        ("blocks.bild 2.1.days=3", "P007", 8, "there is no block 'bild 2'; did you mean 'build 2.1'?"),
        ("blocks.tapr.days=3", "P007", 8, "there is no block 'tapr'; did you mean 'taper'?"),
        ("races.marathon.date=2027-03-01", "P007", 7, "there is no race 'marathon'; there is: fondo, town-5k"),
        ("calendar.2.load=0%", "P007", 10, "there is no entry '2'; there is: 1"),
        ("athlete.treshold.run=4:00/km", "P003", 9, "unknown key 'treshold'; did you mean 'threshold'?"),
        ("block.base.days=3", "P003", 1, "unknown key 'block'; did you mean 'blocks'?"),
        ("blocks.base.days=soon", "P005", 18, "'soon' is not a whole number; None"),
        ("races.fondo.date=14.3.2027", "P008", 18, "'14.3.2027' is not a date; write YYYY-MM-DD, e.g. 2027-05-16"),
        ("blocks.base", "P005", 1, "'blocks.base' is no setting; write PATH=VALUE, e.g. blocks.taper.days=10"),
        ("title=", "P004", 7, "'title' is set to nothing; write a value behind the equals sign"),
        ("week.mon.am=rest", "P005", 10, "`week.mon` is a text; there is no 'am' below it; set week.mon itself"),
        ("week.tue=easy 45", "P102", 15, "'45' has no unit; write 45min or 45km"),
    ],
)
def test_a_problem_points_at_the_setting(plan: Path, setting: str, code: str, column: int, said: str) -> None:
    (problem,) = refused(plan, setting)
    assert problem.span is not None

    assert (code, "--set", column, setting) == (problem.code, problem.span.path, problem.span.column, problem.span.text)
    assert said == f"{problem.message}; {problem.help}"


def test_the_caret_stands_in_the_line_of_its_setting(plan: Path) -> None:
    (problem,) = refused(plan, "title=Spring", "blocks.tapr.days=3")

    assert "--> --set:2:8\n  |\n2 | blocks.tapr.days=3\n  |        ^^^^" in print_problem(problem).plain


def test_the_same_set_twice_is_a_problem(plan: Path) -> None:
    (problem,) = refused(plan, "blocks.base.days=20", "blocks.base.weeks=3")

    assert ("P002", 2) == (problem.code, problem.span and problem.span.line)


def test_every_wrong_setting_is_reported(plan: Path) -> None:
    problems = refused(plan, "blocks.x.days=3", "foo", "athlete.fitness=lots")

    assert [1, 2, 3] == [p.span.line for p in problems if p.span]


def test_too_many_settings_are_a_problem(plan: Path) -> None:
    assert ["60 settings, at most 50 are taken"] == [
        p.message for p in refused(plan, *["title=x"] * 60) if p.code == "P006"
    ]


def test_a_line_end_inside_a_setting_stays_in_its_line(plan: Path) -> None:
    (problem,) = refused(plan, "title=a\nb", "blocks.tapr.days=3")

    assert problem.span is not None
    assert (2, 8) == (problem.span.line, problem.span.column)


def test_a_change_of_a_week_that_is_gone_is_found_by_the_ordinary_reading(plan: Path) -> None:
    plan.write_text(TEXT.replace("until: fondo - 14d", "until: fondo - 14d, changes: {w4: {mon: rest}}"))
    season, _ = changed(plan, "blocks.taper.days=30")
    found = expand(season)
    problems = found.problems if isinstance(found, Schedule) else found

    assert ["block 'build 2.1' has 2 weeks, there is no w4"] == [p.message for p in problems if p.code == "P307"]
