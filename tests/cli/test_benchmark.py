"""`benchmark` as a user runs it: on the example season, on files, on real recordings."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
import pyfitparsernative
import pytest
from jsonschema import Draft202012Validator

from periodize.demo.files import DemoSession, fit_bytes
from tests.where import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.cli.conftest import Run

SCHEMA = json.loads((ROOT / "docs" / "schema" / "benchmark.schema.json").read_text())
MORNING = datetime(2027, 1, 5, 18, tzinfo=ZoneInfo("UTC"))


def write(week: int, *, repeats: int = 5, speed: float = 4.2, seconds: float = 180, rate: float = 170) -> None:
    """Write the FIT of a session of repeats of a week."""
    pieces = [(600.0, 3.0, 140.0), *[(seconds, speed, rate), (90.0, 2.6, 130.0)] * repeats, (600.0, 3.0, 140.0)]
    session = DemoSession(MORNING + timedelta(days=7 * week), "run", pieces, "Track")
    Path("files").mkdir(exist_ok=True)
    Path(f"files/{week}.fit").write_bytes(fit_bytes(session, rng=np.random.default_rng(week)))


def write_on(surface: str, week: int) -> None:
    """Write the FIT of a session of a week, done on a surface that its sub-sport names."""
    write(week)
    file = Path(f"files/{week}.fit")
    messages = pyfitparsernative.parse_fit_bytes(file.read_bytes())
    of_session = [one | {"sub_sport": surface} if one["message_type"] == "session" else one for one in messages]
    file.write_bytes(pyfitparsernative.write_fit_bytes(of_session))


def found(run: Run, *arguments: str) -> Any:
    return run("benchmark", *arguments, "--json", PERIODIZE_TODAY="2027-06-30").data


@pytest.fixture
def season(run: Run, demo: Path, tmp_path: Path) -> Path:
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    run("import", "recorded")
    return tmp_path


@pytest.mark.usefixtures("season")
def test_sessions_of_the_example_are_known_again_by_their_plan(run: Run) -> None:
    done = run("benchmark")

    assert 0 == done.code
    assert "3-5x8min @ T · run, " in done.out
    assert max(map(len, done.out.splitlines())) <= 80


@pytest.mark.usefixtures("season")
def test_data_keeps_to_its_schema(run: Run) -> None:
    Draft202012Validator.check_schema(SCHEMA)

    Draft202012Validator(SCHEMA).validate(run("benchmark", "--json").data)


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize("asked", ["cruise", "CRUISE", "4x8min @ T", "8min", "wu 15min + 4x8min @ T (2min jog)"])
def test_session_is_asked_for_by_name_or_by_its_repeats(run: Run, asked: str) -> None:
    assert ["3-5x8min @ T"] == [one["title"] for one in run("benchmark", asked, "--json").data["benchmarks"]]


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize("asked", ["12x400m @ T+", "9x8min", "4x8min @ I", "nothing like it", "%", "((("])
def test_session_that_was_not_done_twice_is_wrong_usage(run: Run, asked: str) -> None:
    done = run("benchmark", asked)

    assert (2, "") == (done.code, done.out)
    assert "no session that was done twice goes by" in done.err
    assert "'3-5x8min @ T'" in done.err


def test_session_that_was_done_once_is_named(run: Run) -> None:
    for week in range(2):
        write(week)
    write(2, repeats=8, seconds=60)

    done = run("benchmark", "--recorded", "files", PERIODIZE_TODAY="2027-06-30")

    assert "1 session with repeats done once, so far: 8x1min (2027-01-19)." in done.out


@pytest.mark.parametrize(("day", "expected"), [("2027-01-12", ["benchmarks"]), ("2027-01-19", ["done_once"])])
def test_day_shows_what_was_recognised_there(run: Run, day: str, expected: list[str]) -> None:
    for week in range(2):
        write(week)
    write(2, repeats=8, seconds=60)

    data = found(run, day, "--recorded", "files")

    assert expected == [name for name in ("benchmarks", "done_once") if data[name]]
    Draft202012Validator(SCHEMA).validate(data)


def test_day_of_a_session_that_was_done_once_shows_its_repeats(run: Run) -> None:
    write(2, repeats=8, seconds=60)

    out = run("benchmark", "2027-01-19", "--recorded", "files", PERIODIZE_TODAY="2027-06-30").out

    assert "8x1min · run, once so far, 2027-01-19" in out


def test_session_that_was_done_once_has_neither_a_first_nor_a_last(run: Run) -> None:
    write(2, repeats=8, seconds=60)

    out = run("benchmark", "2027-01-19", "--recorded", "files", PERIODIZE_TODAY="2027-06-30").out

    assert not any(line.endswith((" first", " last")) for line in out.replace(",", "").splitlines())
    assert "8 1min" in out


def test_session_that_is_asked_for_where_none_was_done_twice_is_told_once(run: Run) -> None:
    write(2, repeats=8, seconds=60)

    err = run("benchmark", "cruise", "--recorded", "files", "--to", "2027-02-01", PERIODIZE_TODAY="2027-06-30").err

    assert "error: no session was done twice in these days, so none goes by 'cruise'; done once: '8x1min'\n" == err


@pytest.mark.usefixtures("season")
def test_repeats_stand_side_by_side(run: Run) -> None:
    out = run("benchmark", "cruise").out

    assert "HR at pace" in out
    assert "3 8min" in out


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize(("width", "days"), [(40, ["01-20", "02-03"]), (60, ["01-06", "01-13", "01-20", "02-03"])])
def test_repeats_when_the_terminal_is_narrow_leave_the_oldest_times_out(run: Run, width: int, days: list[str]) -> None:
    found = run("benchmark", "cruise", width=width)

    assert ["Repeat", *days] == next(line for line in found.out.splitlines() if line.startswith("Repeat")).split()
    assert "…" not in found.out


def test_second_look_gives_the_same(run: Run) -> None:
    first = run("benchmark", "--json").out

    assert first == run("benchmark", "--json").out


def test_store_and_files_tell_the_same(run: Run) -> None:
    for week in range(6):
        write(week)
    from_files = found(run, "--recorded", "files")["benchmarks"]
    run("import", "files")
    from_store = found(run)["benchmarks"]

    assert [told(one) for one in from_files] == [told(one) for one in from_store]


def told(one: Any) -> tuple[object, ...]:
    """Return what a benchmark is, to the precision in which the store keeps speeds."""
    times = [(each["date"], each["counts"], round(each["values"]["output"], 2)) for each in one["outings"]]
    return one["title"], round(one["work_m"]), times


def test_faster_session_at_the_same_heart_rate_is_told(run: Run) -> None:
    for week in range(8):
        write(week, speed=4.2 * 1.006**week)

    (one,) = found(run, "--recorded", "files")["benchmarks"]
    main = next(each for each in one["measures"] if each["name"] == "output_at_heart_rate")

    assert (8, "up") == (len(one["outings"]), main["judged"])
    assert main["trend"]["low"] > 1.0
    assert "faster than the 7 before it" in one["says"][0]


@pytest.fixture
def on_a_treadmill(run: Run) -> None:
    """Five times, one of which is known to be on a track and the last on a treadmill."""
    for week in range(3):
        write(week)
    write_on("track", 3)
    write_on("treadmill", 4)
    run("import", "files")


@pytest.mark.usefixtures("on_a_treadmill")
def test_time_on_a_treadmill_is_not_comparable_with_those_on_a_track(run: Run) -> None:
    (one,) = found(run)["benchmarks"]

    assert [(None, []), (None, []), (None, []), ("track", []), ("treadmill", ["on a treadmill unlike usual"])] == [
        (each["conditions"]["surface"], each["not_comparable"]) for each in one["outings"]
    ]


@pytest.mark.usefixtures("on_a_treadmill")
def test_data_with_surfaces_keeps_to_its_schema(run: Run) -> None:
    Draft202012Validator(SCHEMA).validate(found(run))


@pytest.mark.usefixtures("on_a_treadmill")
def test_surface_that_is_not_known_is_said(run: Run) -> None:
    done = run("benchmark", PERIODIZE_TODAY="2027-06-30")

    assert "altitude of 5 and surface of 3 of 5 times" in " ".join(done.out.split())
    assert "(on a treadmill unlike usual)" in " ".join(done.out.split())


@pytest.mark.usefixtures("on_a_treadmill")
def test_activity_tells_its_surface(run: Run) -> None:
    (*_, last) = run("activities", "--json").data

    assert "treadmill" == last["surface"]
    assert "· run on a treadmill ·" in run("activity", last["id"]).out


def test_two_times_tell_no_change_from_chance(run: Run) -> None:
    for week in range(2):
        write(week)

    (one,) = found(run, "--recorded", "files")["benchmarks"]

    assert {"1 comparable before it, 4 are needed to tell a change from chance"} == {
        measure["change"]["missing"] for measure in one["measures"]
    }
    assert "than 1 time before: too few to tell more." in one["says"][0]


def test_repeats_that_are_over_soon_are_told_by_pace_alone(run: Run) -> None:
    for week in range(5):
        write(week, repeats=8, seconds=60, speed=5.0)

    (one,) = found(run, "--recorded", "files")["benchmarks"]

    assert one["says"][0].startswith("Over the work the last was")


def test_session_with_a_repeat_less_is_compared_by_what_both_have(run: Run) -> None:
    for week in range(3):
        write(week, repeats=5 - (week == 1))

    (one,) = found(run, "--recorded", "files")["benchmarks"]

    assert ([[5], [4], [5]], [4, 4, 4]) == (
        [outing["counts"] for outing in one["outings"]],
        [len(outing["repeats"]) for outing in one["outings"]],
    )


def test_months_bound_what_is_looked_at(run: Run) -> None:
    for week in range(8):
        write(week)

    (one,) = found(run, "--recorded", "files", "--from", "2027-02", "--to", "2027-02")["benchmarks"]

    assert ["2027-02-02", "2027-02-09", "2027-02-16", "2027-02-23"] == [outing["date"] for outing in one["outings"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([" "], "SESSION is empty"),
        (["--from", "2027-02-01", "--to", "2027-01-01"], "--to 2027-01-01 is before --from 2027-02-01"),
        (["--from", "2027-13"], "'2027-13-01' is not a date"),
        (["--from", "2028-01"], "nothing recorded in these days"),
    ],
)
def test_wrong_question_is_answered_in_one_line(run: Run, arguments: Sequence[str], said: str) -> None:
    write(0)
    done = run("benchmark", "--recorded", "files", *arguments)

    assert (2, "") == (done.code, done.out)
    assert said in done.err


def test_no_record_says_what_to_do(run: Run) -> None:
    assert "periodize import" in run("benchmark").err


# ---- real recordings


def test_runs_of_june_2013_repeat_one_course(run: Run, shared_data: Path) -> None:
    """One runner, 33 days: repeats on some, each of its own kind, and a race course, the second time after a warm-up."""
    data = found(run, "--recorded", str(shared_data / "recorded" / "tcx-trackeR"))

    (course,) = data["benchmarks"]
    assert ("route of 5.0 km", ["2013-06-08", "2013-06-15"]) == (
        course["title"], [one["date"] for one in course["outings"]]
    )  # fmt: skip
    assert data["once"] >= 3


def test_table_of_summaries_says_that_it_tells_no_session(run: Run, shared_data: Path) -> None:
    place = shared_data / "histories" / "garmin-csv-1131-runs"
    done = run("benchmark", "--recorded", str(place), PERIODIZE_TODAY="2026-11-22")

    assert done.out.startswith("No session was done twice, as far as is known of")
    assert "only sums are known" in done.out


def test_today_and_check_know_it_again_in_files_as_in_a_store(run: Run) -> None:
    for week in range(6):
        write(week)
    day = ("--today", "2027-02-12", "--json")
    files = run("today", "--recorded", "files", *day).data["again"]
    run("import", "files")
    store = run("today", *day).data["again"]

    assert ["5x3min"] == [one["title"] for one in files]
    assert [one["title"] for one in files] == [one["title"] for one in store]
    assert [each["date"] for each in files[0]["times"]] == [each["date"] for each in store[0]["times"]]


def test_heart_rate_that_is_up_over_the_work_is_a_sign_that_names_it(run: Run) -> None:
    for week in range(20):
        write(week, rate=170 if week < 16 else 180)
    run("import", "files")
    (sign,) = [one for one in run("check", "--today", "2027-05-19", "--json").data["signs"] if one["code"] == "R4"]

    assert "Benchmark 5x3min: " in sign["message"]
    assert " bpm on 18 May 2027" in sign["message"]
    assert "Benchmark 5x3min: " in " ".join(run("why", "R4", "--today", "2027-05-19").out.split())
