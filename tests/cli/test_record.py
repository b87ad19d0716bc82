"""The commands of the record: import, log, activities, activity, wellness, doctor, export."""

from __future__ import annotations

import csv
import json
import os
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from periodize.project.folder import STORE_NAME
from periodize.project.records.keeping import not_imported, open_store
from periodize.store import SourceFile, Store, StoreError
from tests.cli.test_commands import conforms

if TYPE_CHECKING:
    from tests.cli.conftest import Result, Run

COMMANDS = ("import", "log", "activities", "activity", "doctor", "export")


@pytest.fixture
def recorded(run: Run, demo: Path) -> Path:
    """An own folder with the example's recorded files imported."""
    found = run("import", demo / "recorded")
    assert found.code == 0, found.err
    return demo / "recorded"


def logged(run: Run, *words: str) -> Result:
    found = run("log", "2027-02-03", "run", "62min", "12.4km", "--hr", "148", "--rpe", "6", *words)
    assert found.code == 0, found.err
    return found


def rounded(data: Any) -> Any:
    """Data with its numbers to four digits: the store keeps single precision."""
    if isinstance(data, dict):
        return {key: rounded(value) for key, value in data.items()}
    if isinstance(data, list):
        return [rounded(value) for value in data]
    return float(f"{data:.4g}") if isinstance(data, float) else data


@pytest.mark.parametrize("command", [*COMMANDS, "wellness"])
def test_every_help_has_examples_and_fits_the_terminal(run: Run, command: str) -> None:
    found = run(command, "--help")

    assert (0, "") == (found.code, found.err)
    assert f"periodize {command}" in found.out.partition("Examples:")[2]
    assert "--json" in found.out
    assert max(map(len, found.out.splitlines())) <= 80


# ---- import


def test_import_of_mornings_alone_tells_of_nothing_else(run: Run) -> None:
    Path("w.csv").write_text("date,resting_hr\n2027-02-05,47\n2027-02-06,48\n")

    assert ["2 notes of mornings", "0 new, 1 unchanged"] == [run("import", "w.csv").out.strip() for _ in range(2)]


def test_import_of_one_morning_has_no_plural(run: Run) -> None:
    Path("w.csv").write_text("date,resting_hr\n2027-02-05,47\n")

    assert "1 note of a morning" == run("import", "w.csv").out.strip()


def test_one_of_a_thing_has_no_plural_in_any_list(run: Run) -> None:
    run("log", "60min", "run", "--rpe", "4")
    told = [run(command).out for command in ("doctor", "activities")]

    assert [True, True] == ["1 activity from" in text for text in told]


def test_what_was_kept_of_a_damaged_file_is_told_once(run: Run, shared_data: Path) -> None:
    found = run("import", shared_data / "recorded" / "fit-fitdecode" / "invalid" / "activity-unexpected-eof.fit")

    assert 1 == found.out.count("kept")


def test_import_tells_what_became_of_every_file(run: Run, demo: Path) -> None:
    Path("broken.fit").write_bytes(b"no fit")
    found = run("import", demo / "recorded", "broken.fit", "--json")

    conforms(found.data, "import")
    assert found.code == 1
    assert [note["path"] for note in found.data["failed"]] == ["broken.fit"]
    assert found.data["new"] > 40


def test_import_twice_finds_nothing_new(run: Run, recorded: Path) -> None:
    found = run("import", recorded, "--json")

    assert (0, 0, 0) == (found.code, found.data["new"], found.data["merged"])
    assert found.data["unchanged"] > 40


def test_a_link_that_leads_nowhere_holds_no_watched_folder_up(run: Run) -> None:
    from periodize.cli.import_ import _at_rest

    Path("inbox").mkdir()
    Path("inbox/gone.fit").symlink_to("nowhere.fit")

    assert _at_rest([Path("inbox")])


def test_a_watched_folder_when_positions_are_asked_for_later_is_read_again(run: Run, shared_data: Path) -> None:
    Path("inbox").mkdir()
    recorded = shared_data / "recorded" / "fit-sweatpy" / "4078723797.fit"
    Path("inbox/a.fit").write_bytes(recorded.read_bytes())
    looks = [[], ["--with-positions"], []]
    found = [run("import", "--watch-folder", "inbox", "--once", *asked, "--json").data for asked in looks]

    assert [(1, 0), (0, 1), (0, 0)] == [(one["new"], one["updated"]) for one in found]


def test_import_of_a_watched_folder_takes_what_is_new_only(run: Run) -> None:
    Path("inbox").mkdir()
    Path("inbox/one.csv").write_text("date,sport,duration\n2027-01-05,run,60min\n")
    first = run("import", "--watch-folder", "inbox", "--once", "--json")
    Path("inbox/two.csv").write_text("date,sport,duration\n2027-01-06,run,50min\n")
    second = run("import", "--watch-folder", "inbox", "--once", "--json")

    assert (1, 0) == (first.data["new"], first.data["unchanged"])
    assert (1, 1) == (second.data["new"], second.data["unchanged"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name files or folders"),
        (["nowhere"], "nowhere does not exist"),
        (["--once"], "--once belongs to --watch-folder"),
        (["x.csv", "--timezone", "Mars/Base"], "unknown time zone"),
    ],
)
def test_import_refuses_wrong_usage(run: Run, arguments: list[str], said: str) -> None:
    Path("x.csv").write_text("date,sport,duration\n2027-01-05,run,60min\n")
    found = run("import", *arguments)

    assert found.code == 2
    assert said in found.err


# ---- log


def test_log_keeps_what_was_typed(run: Run) -> None:
    logged(run, "--note", "windy")
    (one,) = run("activities", "--json").data

    assert ("2027-02-03", "run", 3720.0, 12400.0, 148.0, 6.0, "windy", ["log"]) == (
        one["date"], one["sport"], one["duration_s"], one["distance_m"], one["heart_rate"], one["rpe"], one["note"],
        one["sources"],
    )  # fmt: skip
    assert one["load"] > 0


def test_log_twice_keeps_one(run: Run) -> None:
    logged(run)
    logged(run)

    assert len(run("activities", "--json").data) == 1


def test_log_of_a_session_that_a_device_recorded_points_to_it(run: Run, recorded: Path) -> None:
    one = run("activities", "--json").data[-1]
    found = run("log", one["date"], one["sport"], f"{one['duration_s'] / 60:.0f}min")

    assert found.code == 2
    assert f"periodize activity {one['id']}" in found.err


def test_log_can_be_taken_back(run: Run) -> None:
    key = json.loads(logged(run, "--json").out)["id"]
    found = run("log", key, "--remove")

    assert (0, []) == (found.code, run("activities", "--json").data)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run"], "how long was it"),
        (["rnu", "60min"], "did you mean 'run'"),
        (["run", "60min", "70min"], "log one session at a time"),
        (["2027-02-30", "60min"], "no 2027-02-30 in the calendar"),
        (["2027-03-01", "60min"], "has not been yet"),
        (["60min", "--rpe", "11"], "rpe lies between 0 and 10"),
        (["60min", "--hr", "nan"], "heart rate lies between"),
        (["0min"], "no length of a session"),
    ],
)
def test_log_refuses_what_cannot_be(run: Run, words: list[str], said: str) -> None:
    found = run("log", *words)

    assert found.code == 2
    assert said in found.err


@pytest.mark.parametrize(
    "arguments", [["import", "nowhere"], ["log", "run", "30min", "--rpe", "50"], ["log", "run", "30min", "100km"]]
)
def test_what_is_refused_leaves_no_store(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).code == 2
    assert not Path("periodize.db").exists()


def test_a_load_that_is_stated_counts(run: Run) -> None:
    logged(run, "--load", "55")

    assert run("activities", "--json").data[0]["load"] == 55.0


def test_a_load_stated_of_a_recorded_session_counts(run: Run, recorded: Path) -> None:
    key = run("activities", "--json").data[-1]["id"]
    said = run("activity", key, "--load", "60", "--json").data

    assert (60.0, "stated") == (said["load"], said["load_metric"])


def test_a_plan_with_errors_leaves_loads_as_they_were_and_says_so(run: Run) -> None:
    Path("athlete.yaml").write_text("threshold: {run: 4:00/km}\n")
    Path("x.csv").write_text("date,sport,duration,distance\n2027-01-05,run,60min,12km\n")
    run("import", "x.csv")
    before = run("activities", "--json").data[0]["load"]
    Path("athlete.yaml").write_text("treshold: {run: 5:00/km}\n")
    found = run("activities", "--json")

    assert before == found.data[0]["load"]
    assert "athlete.yaml has errors" in found.err


def test_resting_heart_rates_of_mornings_are_used(run: Run) -> None:
    Path("w.csv").write_text("date,resting_hr\n" + "".join(f"2027-01-{day:02},48\n" for day in range(1, 9)))
    run("import", "w.csv")
    key = json.loads(logged(run, "--json").out)["id"]

    assert "resting heart rate 48 bpm (assumed: the median of 8 mornings" in run("activity", key).out


# ---- activities, activity


def test_activities_are_listed_as_data_and_as_text(run: Run, recorded: Path) -> None:
    data = run("activities", "--json").data
    text = run("activities")

    conforms(data, "activities")
    assert sorted(data, key=lambda one: one["start"]) == data
    assert data[-1]["id"] in text.out
    assert max(map(len, text.out.splitlines())) <= 80


@pytest.mark.parametrize("width", [80, 60, 40])
def test_a_list_keeps_its_numbers_whole_however_narrow(run: Run, width: int) -> None:
    Path("x.csv").write_text(
        "date,sport,duration,distance,load,name\n2027-02-05,bike,12:14:05,312.4km,1234,A long day around the lake\n"
    )
    run("import", "x.csv")
    heads, _, cells = run("activities", width=width).out.splitlines()[:3]

    assert len(cells) <= width
    assert {"2027-02-05", "bike", "12:14:05", "1234"} <= set(cells.split())
    assert ("km" in heads) == ("312.4" in cells)


def test_legs_of_one_file_can_be_told_apart_at_80_columns(run: Run, shared_data: Path) -> None:
    run("import", shared_data / "recorded" / "fit-fitdecode" / "activity-large-fenxi2-multisport.fit")
    text = run("activities").out

    assert all(one["id"] in text for one in run("activities", "--json").data)


def test_an_activity_tells_its_weighted_power(run: Run, shared_data: Path) -> None:
    run("import", shared_data / "recorded" / "fit-sweatpy" / "4078723797.fit")
    (one,) = run("activities", "--json").data
    power = run("activity", one["id"], "--json").data["measures"]["weighted_power"]

    assert f"weighted power: {power:.0f} W" in run("activity", one["id"]).out


def test_an_activity_tells_its_other_metrics_with_their_units(run: Run) -> None:
    key = run("log", "60min", "bike", "--rpe", "5", "--json").data["id"]
    (told,) = (line for line in run("activity", key).out.splitlines() if "other metrics" in line)

    assert "other metrics: foster 300 Foster, typical 42 AU" == told.strip()


@pytest.mark.parametrize("width", [80, 40])
def test_an_activity_is_cut_nowhere(run: Run, shared_data: Path, width: int) -> None:
    run("import", shared_data / "recorded" / "fit-sweatpy" / "4078723797.fit")
    (one,) = run("activities", "--json").data

    assert "\N{HORIZONTAL ELLIPSIS}" not in run("activity", one["id"], width=width).out


@pytest.mark.parametrize(("sport", "assumed"), [("run", False), ("row", True)])
def test_assumptions_are_told_below_loads_that_rest_on_them_alone(run: Run, sport: str, assumed: bool) -> None:
    Path("athlete.yaml").write_text("threshold: {run: 4:00/km}\n")
    Path("w.csv").write_text("date,resting_hr\n" + "".join(f"2027-01-{day:02},48\n" for day in range(1, 9)))
    Path("x.csv").write_text(f"date,sport,duration,distance,avg_hr\n2027-01-05,{sport},60min,12km,150\n")
    run("import", "w.csv", "x.csv")

    assert [assumed] * 2 == [mark in run("activities").out for mark in (" ~", "\n~ ")]


def test_activities_can_be_chosen_by_day_and_sport(run: Run, recorded: Path) -> None:
    data = run("activities", "--from", "2027-01-11", "--to", "2027-01-17", "--sport", "run", "--json").data

    assert data
    assert {"run"} == {one["sport"] for one in data}
    assert all("2027-01-11" <= one["date"] <= "2027-01-17" for one in data)


def test_one_activity_is_shown_by_the_beginning_of_its_id(run: Run, recorded: Path) -> None:
    one = run("activities", "--json").data[-1]
    found = run("activity", one["id"][:8], "--json")

    conforms(found.data, "activity")
    assert one["id"] == found.data["id"]
    assert run("activity", one["id"][:8]).code == 0


def test_what_is_said_of_an_activity_stays_with_it(run: Run, recorded: Path) -> None:
    key = run("activities", "--json").data[-1]["id"]
    run("activity", key, "--rpe", "7")
    said = run("activity", key, "--note", "windy", "--json").data

    assert (7.0, "windy") == (said["rpe"], said["note"])
    assert len(run("activities", "--json").data) == len({one["id"] for one in run("activities", "--json").data})


def test_a_rating_by_hand_wins_over_that_of_the_device(run: Run) -> None:
    Path("x.csv").write_text("date,start,sport,duration,rpe\n2027-01-05,07:00,run,60min,3\n")
    run("import", "x.csv")
    key = run("activities", "--json").data[0]["id"]
    said = run("activity", key, "--rpe", "7", "--json").data

    assert said["rpe"] == 7.0


def test_without_a_store_the_way_is_shown(run: Run) -> None:
    found = run("activities")

    assert found.code == 2
    assert "periodize import" in found.err


def test_what_cannot_be_is_left_out_and_said(run: Run) -> None:
    Path("workouts.csv").write_text(
        "Title,WorkoutType,WorkoutDescription,PlannedDuration,PlannedDistanceInMeters,WorkoutDay,CoachComments,"
        "DistanceInMeters,PowerAverage,TimeTotalInHours,HeartRateAverage,IF,TSS,Rpe,Feeling\n"
        "Easy,Run,,,,2027-01-05,,10000,,1.0,999,,60,14,\n"
    )
    found = run("import", "workouts.csv", "--json").data
    key = run("activities", "--json").data[0]["id"]

    assert ["2 values that cannot be left out: heart rate 999 on 2027-01-05, rating 14 on 2027-01-05"] == [
        note["reason"] for note in found["salvaged"]
    ]
    assert "left out as impossible: heart rate 999, rating 14" in run("activity", key).out


# ---- check


def test_a_check_of_the_store_is_that_of_its_files(run: Run, demo: Path) -> None:
    for name in ("plan.yaml", "athlete.yaml"):
        Path(name).write_text((demo / name).read_text())
    of_files = run("check", "plan.yaml", "--recorded", demo / "recorded", "--json").data
    run("import", demo / "recorded")
    of_store = run("check", "--json").data

    for key in ("verdict", "as_of", "totals", "load_metrics", "assumptions", "not_evaluated"):
        assert rounded(of_files[key]) == rounded(of_store[key]), key
    assert [s["code"] for s in of_files["signs"]] == [s["code"] for s in of_store["signs"]]
    assert [(s["date"], s["state"]) for s in of_files["sessions"]] == [
        (s["date"], s["state"]) for s in of_store["sessions"]
    ]


def test_a_check_tells_of_files_that_are_not_imported(run: Run, demo: Path) -> None:
    Path("plan.yaml").write_text((demo / "plan.yaml").read_text())
    Path("athlete.yaml").write_text((demo / "athlete.yaml").read_text())
    logged(run)
    Path("recorded").mkdir()
    Path("recorded/x.csv").write_text("date,sport,duration\n2027-01-05,run,60min\n")
    found = run("check")

    assert "1 file not imported yet: periodize import recorded" in found.err


@pytest.fixture
def season(run: Run, demo: Path) -> Path:
    """A copy of the example season, with its files imported."""
    for path in ("plan.yaml", "athlete.yaml"):
        shutil.copy2(demo / path, path)
    Path("recorded").mkdir()
    for file in sorted((demo / "recorded").glob("*.fit"))[:3]:
        shutil.copy2(file, Path("recorded") / file.name)
    assert 0 == run("import", "recorded").code
    return Path("recorded")


def test_a_check_knows_the_files_of_a_copied_season(run: Run, season: Path) -> None:
    for file in season.iterdir():
        os.utime(file, (1, 1))

    assert "not imported" not in run("check").err


def test_a_check_knows_a_file_that_was_renamed(run: Run, season: Path) -> None:
    first = min(season.iterdir())
    first.rename(season / "sunday.fit")

    assert "not imported" not in run("check").err


def test_a_check_of_a_copied_season_reads_its_files_once(
    season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in season.iterdir():
        os.utime(file, (1, 1))
    with open_store(tmp_path / STORE_NAME) as store:
        first = not_imported(store, season)
    monkeypatch.setattr("periodize.formats.folder.entries", None)

    with open_store(tmp_path / STORE_NAME) as store:
        assert (0, 0) == (first, not_imported(store, season))


def test_a_check_that_may_not_write_knows_the_files_of_a_copied_season(
    season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: SourceFile) -> None:
        message = "attempt to write a readonly database"
        raise StoreError(message)

    for file in season.iterdir():
        os.utime(file, (1, 1))
    with open_store(tmp_path / STORE_NAME) as store:
        monkeypatch.setattr(Store, "note_place", refuse)

        assert 0 == not_imported(store, season)


def test_a_check_tells_of_a_file_that_was_changed_since(run: Run, season: Path) -> None:
    first = min(season.iterdir())
    content = first.read_bytes()
    first.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    assert "1 file not imported yet" in run("check").err


def test_a_check_knows_the_files_of_an_archive(run: Run, season: Path) -> None:
    with zipfile.ZipFile(season / "export.zip", "w") as archive:
        for file in season.glob("*.fit"):
            archive.write(file, f"activities/{file.name}")

    assert "not imported" not in run("check").err


def test_a_record_that_is_not_imported_is_said_to_be_read_as_it_is(run: Run) -> None:
    Path("recorded").mkdir()
    found = run("activities")

    assert 2 == found.code
    assert "begin with `periodize import recorded`; until then check, today" in " ".join(found.err.split())


def test_today_says_since_when_nothing_is_recorded_however_long_ago(run: Run, season: Path) -> None:
    found = run("today", "--today", "2029-01-01")

    assert "Not known: nothing recorded since 17 Dec 2026." in found.out


def test_a_check_passes_over_a_link_that_leads_nowhere(run: Run, demo: Path) -> None:
    Path("plan.yaml").write_text((demo / "plan.yaml").read_text())
    Path("athlete.yaml").write_text((demo / "athlete.yaml").read_text())
    logged(run)
    Path("recorded").mkdir()
    Path("recorded/gone.fit").symlink_to("nowhere.fit")

    assert "not imported" not in run("check").err


# ---- thresholds


def test_loads_are_computed_again_when_thresholds_change(run: Run) -> None:
    Path("athlete.yaml").write_text("threshold: {run: 4:00/km}\n")
    Path("x.csv").write_text("date,sport,duration,distance\n2027-01-05,run,60min,12km\n")
    run("import", "x.csv")
    before = run("activities", "--json").data[0]["load"]
    Path("athlete.yaml").write_text("threshold: {run: 5:00/km}\n")
    after = run("activities", "--json").data[0]["load"]

    assert (64, 100) == (round(before), round(after))


# ---- wellness


def test_mornings_are_noted_field_by_field(run: Run) -> None:
    run("wellness", "add", "--rhr", "47", "--sleep", "7:20")
    run("wellness", "add", "--fatigue", "3", "--injury", "left calf")
    found = run("wellness", "list", "--json")

    conforms(found.data, "wellness")
    (one,) = found.data
    assert ("2027-02-10", 47.0, 26400.0, 3.0, "left calf") == (
        one["date"], one["resting_hr"], one["sleep_s"], one["fatigue"], one["injury"],
    )  # fmt: skip


def test_mornings_leave_out_whole_columns_where_there_is_no_room(run: Run) -> None:
    words = ("--rhr", "47", "--hrv", "68", "--sleep", "7:20", "--fatigue", "3", "--mood", "4", "--weight", "70.5")
    text = run("wellness", "add", *words, width=40).out

    assert ["2027-02-10", "47", "68", "7:20", "3"] == text.splitlines()[2].split()
    assert "no room for: Mood, kg" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "nothing to note"),
        (["--fatigue", "6"], "fatigue lies between 1 and 5"),
        (["--sleep", "long"], "no time asleep"),
        (["--rhr", "470"], "resting heart rate lies between"),
    ],
)
def test_a_morning_that_cannot_be_is_refused(run: Run, arguments: list[str], said: str) -> None:
    found = run("wellness", "add", *arguments)

    assert found.code == 2
    assert said in found.err


def test_wellness_import_takes_mornings(run: Run) -> None:
    Path("w.csv").write_text("date,resting_hr\n2027-02-01,50\n2027-02-02,51\n")
    run("wellness", "import", "w.csv")

    assert [50.0, 51.0] == [one["resting_hr"] for one in run("wellness", "list", "--json").data]


# ---- doctor, export


def test_doctor_tells_what_is_there_and_what_deserves_a_look(run: Run, recorded: Path) -> None:
    found = run("doctor", "--json")

    conforms(found.data, "doctor")
    assert found.data["activities"] == len(run("activities", "--json").data)
    assert any("maximum heart rate" in one["text"] for one in found.data["diagnoses"])


def test_doctor_without_a_store_looks_at_recorded_files(run: Run) -> None:
    Path("recorded").mkdir()
    Path("recorded/x.csv").write_text("date,sport,duration,distance\n2027-02-05,run,70min,15km\n")
    found = run("doctor")

    assert found.out.startswith("1 activity from 2027-02-05")
    assert "`periodize import recorded` keeps it" in found.err
    assert not Path("periodize.db").exists()


def test_doctor_without_anything_says_how_to_begin(run: Run) -> None:
    found = run("doctor")

    assert (2, True) == (found.code, "begin with `periodize import PATH ...`" in found.err)


def test_doctor_of_an_empty_store_calls_nothing_sound(run: Run) -> None:
    Store("periodize.db", create=True).close()

    assert "Nothing is recorded yet: periodize import PATH ... or periodize log\n" == run("doctor").out


def test_doctor_sees_a_threshold_that_is_too_low(run: Run) -> None:
    Path("athlete.yaml").write_text("threshold: {run: 6:00/km}\n")
    Path("x.csv").write_text("date,sport,duration,distance\n2027-02-05,run,70min,15km\n")
    run("import", "x.csv")

    assert any("threshold of run looks too low" in one["text"] for one in run("doctor", "--json").data["diagnoses"])


def test_the_record_comes_back_out(run: Run, recorded: Path) -> None:
    found = run("export", "record", "out.csv", "--json")
    run("export", "record", "out.json")
    with Path("out.csv").open() as file:
        rows = list(csv.DictReader(file))

    conforms(found.data, "export")
    assert len(rows) == found.data["rows"] == len(json.loads(Path("out.json").read_text()))
    assert date.fromisoformat(rows[0]["date"]) <= date.fromisoformat(rows[-1]["date"])


def test_streams_come_back_out_sample_by_sample(run: Run, recorded: Path) -> None:
    one = run("activities", "--json").data[-1]
    run("export", "streams", "out.csv", "--from", one["date"], "--sport", one["sport"])
    with Path("out.csv").open() as file:
        seconds = sum(float(row["duration_s"]) for row in csv.DictReader(file) if row["activity"] == one["id"])

    assert round(one["duration_s"]) == round(seconds)


def test_parquet_has_the_same_rows(run: Run, recorded: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra")
    run("export", "record", "out.parquet")

    assert parquet.read_table("out.parquet").num_rows == len(run("activities", "--json").data)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["record", "out.xlsx"], "the name says the format"),
        (["recrod", "out.csv"], "did you mean 'record'"),
        (["record", "there.csv"], "exists and is left as it is"),
        (["record", "no/where/out.csv"], "cannot write"),
    ],
)
def test_export_refuses_wrong_usage(run: Run, recorded: Path, arguments: list[str], said: str) -> None:
    Path("there.csv").write_text("mine")
    found = run("export", *arguments)

    assert found.code == 2
    assert said in found.err
    assert Path("there.csv").read_text() == "mine"
