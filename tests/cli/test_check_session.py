"""`check --session`: one session planned and done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_commands import conforms

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PLAN = """\
periodize: 1
title: Small
start: 2027-01-04
athlete: {threshold: {run: 4:00/km, hr: 170bpm}, fitness: 40}
week: {mon: easy 40min, wed: wu 10min + 4x3min @ I (2min) + cd 5min, fri: rest, sat: 60min}
blocks:
  - {name: base, phase: base, weeks: 2}
"""
THIRD_MISSING = (
    (600, 3.2),
    (180, 4.5),
    (120, 2.8),
    (180, 4.5),
    (120, 2.8),
    (180, 2.8),
    (120, 2.8),
    (180, 4.45),
    (300, 3.0),
)


def tcx(day: str, *stretches: tuple[int, float], heart: int = 150) -> str:
    points, clock, metres = [], 0, 0.0
    for seconds, speed in stretches:
        for _ in range(seconds):
            stamp = f"{day}T{8 + clock // 3600:02d}:{clock // 60 % 60:02d}:{clock % 60:02d}Z"
            points.append(
                f"<Trackpoint><Time>{stamp}</Time><DistanceMeters>{metres:.2f}</DistanceMeters>"
                f"<HeartRateBpm><Value>{heart + clock // 20 % 5}</Value></HeartRateBpm></Trackpoint>"
            )
            clock, metres = clock + 1, metres + speed
    return (
        '<?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">'
        f'<Activities><Activity Sport="Running"><Id>{day}T08:00:00Z</Id><Lap StartTime="{day}T08:00:00Z">'
        f"<TotalTimeSeconds>{clock}</TotalTimeSeconds><DistanceMeters>{metres:.2f}</DistanceMeters>"
        f"<Track>{''.join(points)}</Track></Lap></Activity></Activities></TrainingCenterDatabase>"
    )


@pytest.fixture
def folder(run: Run) -> Path:
    Path("plan.yaml").write_text(PLAN)
    recorded = Path("recorded")
    recorded.mkdir()
    (recorded / "easy.tcx").write_text(tcx("2027-01-04", (2400, 3.1), heart=160))
    (recorded / "intervals.tcx").write_text(tcx("2027-01-06", *THIRD_MISSING))
    return recorded


def test_missed_repeat_is_named_and_the_others_keep_their_place(run: Run, folder: Path) -> None:
    found = run("check", "--session", "2027-01-06", "--today", "2027-01-08")

    assert (0, "") == (found.code, found.err)
    assert "~ modified: 3 of 4 repeats: the third is missing" in found.out
    assert ["1", "2", "3", "4"] == [line[0] for line in found.out.splitlines() if line[:1] in set("1234")]
    assert "missing" in next(line for line in found.out.splitlines() if line.startswith("3  "))
    assert max(map(len, found.out.splitlines())) <= 80


def test_easy_day_too_hard_is_said(run: Run, folder: Path) -> None:
    found = run("check", "--session", "2027-01-04-day", "--today", "2027-01-08")

    assert "easy session: 100% of its time above easy" in found.out
    assert "Easy ends at 153 bpm." in found.out


def test_check_judges_the_last_two_weeks_by_intent(run: Run, folder: Path) -> None:
    found = run("check", "--json", "--today", "2027-01-08").data

    assert ["modified", "modified"] == [session["state"] for session in found["sessions"][:2]]
    assert [1.0, 0.75] == [
        found["sessions"][0]["compliance"]["intensity"],
        found["sessions"][1]["compliance"]["structure"],
    ]
    conforms(found, "check")


def test_streams_of_a_store_tell_the_same_as_those_of_files(run: Run, folder: Path) -> None:
    files = run("check", "--session", "2027-01-06", "--today", "2027-01-08", "--json").data
    run("import", folder)
    store = run("check", "--session", "2027-01-06", "--today", "2027-01-08", "--json").data

    assert [repeat["counts"] for repeat in files["repeats"]] == [repeat["counts"] for repeat in store["repeats"]]
    lengths = [[repeat["length"] for repeat in found["repeats"] if repeat["length"]] for found in (files, store)]
    assert lengths[0] == pytest.approx(lengths[1], rel=1e-3)


@pytest.mark.parametrize("session", ["2027-01-04", "2027-01-06", "2027-01-09"])
def test_data_keeps_to_its_schema(run: Run, folder: Path, session: str) -> None:
    conforms(run("check", "--session", session, "--today", "2027-01-08", "--json").data, "check-session")


def test_session_that_is_to_come_has_nothing_to_judge(run: Run, folder: Path) -> None:
    found = run("check", "--session", "2027-01-09", "--today", "2027-01-08")

    assert (0, 2) == (found.code, len(found.out.splitlines()))


def test_unknown_session_is_refused_with_what_there_is(run: Run, folder: Path) -> None:
    found = run("check", "--session", "2027-01-08", "--today", "2027-01-08")

    assert (2, "") == (found.code, found.out)
    assert "2027-01-08" in found.err


def test_session_outside_the_days_asked_for_is_refused(run: Run, folder: Path) -> None:
    found = run("check", "--session", "2027-01-12", "--to", "2027-01-08", "--today", "2027-01-08")

    assert 2 == found.code


def test_session_without_a_plan_is_refused(run: Run, folder: Path) -> None:
    Path("plan.yaml").unlink()
    found = run("check", "--session", "2027-01-06", "--recorded", folder)

    assert (2, "") == (found.code, found.out)
    assert "there is none here" in found.err


HIGH = "calendar: [{dates: 2027-01-04..2027-01-17, kind: altitude, altitude: 2130m}]\n"


def test_repeats_at_altitude_are_held_against_what_is_expected_there(run: Run, folder: Path) -> None:
    Path("plan.yaml").write_text(PLAN + HIGH)

    found = run("check", "--session", "2027-01-06", "--today", "2027-01-08")

    assert "Targets are those of the same effort, 5.7 % less speed at 2130 m. From speed or power" in " ".join(
        found.out.split()
    )


def test_repeats_at_altitude_as_data_tell_what_is_expected(run: Run, folder: Path) -> None:
    Path("plan.yaml").write_text(PLAN + HIGH)

    found = run("check", "--session", "2027-01-06", "--today", "2027-01-08", "--json")

    conforms(found.data, "check-session")
    assert "5.7 % less speed at 2130 m" == found.data["expected"]
