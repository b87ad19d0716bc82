"""What an athlete aims at over several seasons, as it is written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from periodize.athlete import Aim
from periodize.plan import read_athlete, read_plan_text
from periodize.project.plans.starting import Answers, start_season
from periodize.project.plans.templates import template

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.errors import Problem

PLAN = """\
periodize: 1
start: 2027-01-04
athlete:
  threshold: {run: 4:00/km}
  aims:
    - {%s}
week: {mon: 30min}
blocks: [{name: base, weeks: 1}]
"""
SOUND = "name: Sub 40, by: 2028-10-15, distance: 10km, goal: 39:59"


def problems(written: str) -> list[Problem]:
    return read_plan_text(PLAN % written)[1]


def test_an_aim_when_it_names_no_sport_is_of_the_athletes_own() -> None:
    season, found = read_plan_text(PLAN % SOUND)

    assert season is not None, found
    assert (Aim("Sub 40", date(2028, 10, 15), "run", 10_000.0, 2399.0),) == season.athlete.aims


def test_an_aim_when_in_a_file_of_the_athlete_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "athlete.yaml").write_text(f"aims:\n  - {{{SOUND}, sport: swim}}\n")
    athlete, found = read_athlete(tmp_path / "athlete.yaml")

    assert athlete is not None, found
    assert ["swim"] == [aim.sport for aim in athlete.aims]


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        (SOUND.replace("2028-10-15", "2028-13-15"), "P008", "there is no 2028-13-15 in the calendar"),
        (SOUND.replace("10km", "10 apples"), "P005", "'10 apples' is not a distance"),
        (SOUND.replace("39:59", "fast"), "P005", "'fast' is not a time"),
        (f"{SOUND}, sport: curling", "P005", "unknown sport 'curling'"),
        (f"{SOUND}, gaol: 39:00", "P003", "unknown key 'gaol'"),
        (SOUND.removesuffix(", goal: 39:59"), "P004", "`goal` is missing in aims"),
        (SOUND.replace("Sub 40", "' '"), "P005", "an aim has no name"),
        (f"{SOUND}, sport: gym", "P005", "no time over a distance is aimed at in the gym"),
        (SOUND.replace("39:59", "12:00"), "P108", "the goal means 333% of threshold over 10km"),
    ],
)
def test_an_aim_when_wrong_is_answered_once(written: str, code: str, said: str) -> None:
    assert [(code, said)] == [(one.code, one.message) for one in problems(written)]


@pytest.mark.parametrize(("written", "got"), [("null", "nothing"), ("soon", "text"), ("[soon]", "a list")])
def test_an_aim_when_no_mapping_is_told_by_the_name_of_its_list(written: str, got: str) -> None:
    _, found = read_plan_text(PLAN.replace("{%s}", written))

    assert [f"an entry of `aims` takes a mapping, got {got}"] == [one.message for one in found]


def test_an_aim_when_wrong_is_pointed_at() -> None:
    (found,) = problems(SOUND.replace("10km", "10 apples"))

    assert found.span is not None
    assert (6, "10 apples") == (found.span.line, found.span.text[found.span.column - 1 :][: found.span.length])


def test_a_key_of_an_aim_when_misspelled_has_its_near_miss() -> None:
    (found,) = problems(f"{SOUND}, sprot: run")

    assert "did you mean 'sport'?" == found.help


def test_the_rest_of_a_plan_when_an_aim_is_wrong_is_judged_as_well() -> None:
    _, found = read_plan_text((PLAN % SOUND.replace("10km", "10 apples")).replace("30min", "30"))

    assert ["P005", "P102"] == [one.code for one in found]


@pytest.mark.parametrize("threshold", [None, "4:30/km"])
def test_an_aim_of_a_template_is_no_aim_of_who_starts_from_it(threshold: str | None) -> None:
    answers = Answers(template("track-1500-5000"), date(2027, 6, 27), threshold=threshold)
    started = start_season(answers, today=date(2027, 1, 1), schema="{}")

    assert "\n# aims: [" in str(started.files["athlete.yaml"])
