"""`periodize calibrate` and `periodize simulate --model calibrated`."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.response import ImpulseResponse, respond
from tests.cli.test_commands import PLAN, conforms

if TYPE_CHECKING:
    from tests.cli.conftest import Run

FIRST = date(2026, 5, 1)
TABLES = ("--loads", "loads.csv", "--performances", "tests.csv")


@pytest.fixture
def tables(run: Run) -> None:
    """Two hundred days and twenty-four tests of a synthetic athlete, up to mid-November."""
    rng = np.random.default_rng(11)
    loads = (60 + 30 * np.sin(np.arange(200) / 25)) * rng.gamma(4, 0.25, 200) * (rng.random(200) < 0.8)
    truth = ImpulseResponse(
        fitness_days=45.0,
        fatigue_days=11.0,
        baseline=250.0,
        fitness_gain=0.1,
        fatigue_gain=0.18,
        convention="inclusive",
    )
    form = respond(loads, model=truth).one("performance") + rng.normal(0, 2, 200)
    Path("loads.csv").write_text(
        "date,load\n" + "".join(f"{FIRST + timedelta(k)},{load:.1f}\n" for k, load in enumerate(loads))
    )
    Path("tests.csv").write_text(
        "date,value,event\n" + "".join(f"{FIRST + timedelta(k)},{form[k]:.1f} W,ramp\n" for k in range(10, 200, 8))
    )
    Path("plan.yaml").write_text(PLAN)


def test_verdict_comes_first(run: Run, tables: None) -> None:
    found = run("calibrate", *TABLES, "--past", "0")

    assert (0, "") == (found.code, found.err)
    assert found.out.startswith("Better than every trivial rule: off by ")
    assert "24 tests in 185 days, 2026-05-11 to 2026-11-11." in found.out
    assert "fitness_days" in found.out
    assert "ramp on 2026-11-16:" in found.out
    assert "nine times in" in found.out
    assert max(map(len, found.out.splitlines())) <= 80
    assert "\x1b" not in found.out


def test_json_keeps_the_contract(run: Run, tables: None) -> None:
    data = run("calibrate", *TABLES, "--on", "2026-12-01", "--json").data

    conforms(data, "calibrate")
    assert ("impulse-response", "inclusive", 24) == (data["model"], data["convention"], data["tests"]["n"])
    assert "2026-12-01" == data["forecast"]["date"]
    assert data["forecast"]["assumed_load"] > 0
    assert data["forecast"]["p05"] < data["forecast"]["p50"] < data["forecast"]["p95"]


def test_same_seed_gives_the_same_numbers(run: Run, tables: None) -> None:
    one, two, other = (run("calibrate", *TABLES, "--seed", seed, "--json").out for seed in ("3", "3", "4"))

    assert one == two != other


def test_few_tests_are_said_to_be_few(run: Run, tables: None) -> None:
    text = Path("tests.csv").read_text().splitlines(keepends=True)
    Path("tests.csv").write_text("".join(text[:6]))

    assert run("calibrate", *TABLES).out.startswith("Priors only: 5 tests are fewer than 10;")


def test_days_left_out_are_unknown_unless_told(run: Run, tables: None) -> None:
    rows = [row for row in Path("loads.csv").read_text().splitlines(keepends=True) if not row.endswith(",0.0\n")]
    Path("loads.csv").write_text("".join(rows))

    assert "days of load are unknown, which is not" in run("calibrate", *TABLES).out
    assert "unknown, which is not" not in run("calibrate", *TABLES, "--rest-left-out").out


def test_problems_of_a_table_are_shown_and_nothing_is_done(run: Run, tables: None) -> None:
    Path("loads.csv").write_text("date,load\n2026-05-01,much\n2026-05-02,-4\n2026-05-02,5\n")
    found = run("calibrate", *TABLES)

    assert (1, "") == (found.code, found.out)
    assert "error[C110]: load(='much') cannot be read\n --> loads.csv:2:1" in found.err.replace("  -->", " -->")
    assert "error[C104]: 2026-05-02 stands twice" in found.err
    assert "The record has 2 errors; nothing was done with it." in found.err
    conforms(run("calibrate", *TABLES, "--json").data, "validate")


def test_many_problems_of_a_kind_are_counted_after_the_first_five(run: Run, tables: None) -> None:
    rows = "".join(f"{FIRST + timedelta(k)},much\n" for k in range(8))
    Path("loads.csv").write_text(f"date,load\n{rows}2026-06-01,5\n2026-06-01,5\n")
    told = run("calibrate", *TABLES).err

    assert 5 == told.count("error[C110]")
    assert ["and 3 more of this kind, C110: --json has them all"] == [x for x in told.splitlines() if "more of" in x]
    assert 1 == told.count("error[C104]")
    assert "The record has 9 errors; nothing was done with it." in told
    assert 9 == len(run("calibrate", *TABLES, "--json").data["problems"])


def test_negative_load_is_a_problem(run: Run, tables: None) -> None:
    Path("loads.csv").write_text("date,load\n2026-05-01,-4\n2026-11-20,3\n")

    assert "error[C107]: load(=-4) on 2026-05-01 must be >= 0 and finite" in run("calibrate", *TABLES).err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "a calibration needs loads and tests"),
        (("--loads", "loads.csv"), "--performances CSV"),
        (("--loads", "none.csv", "--performances", "tests.csv"), "none.csv: No such file"),
        ((*TABLES, "--model", "impuls-response"), "did you mean 'impulse-response'?"),
        ((*TABLES, "--on", "2020-01-01"), "2020-01-01 has no loads: they run from 2026-05-01"),
    ],
)
def test_wrong_usage_is_refused(run: Run, tables: None, arguments: tuple[str, ...], message: str) -> None:
    found = run("calibrate", *arguments)

    assert (2, "") == (found.code, found.out)
    assert message in found.err


def test_simulation_with_the_own_model_carries_its_uncertainty(run: Run, tables: None) -> None:
    data = run("simulate", "--model", "calibrated", *TABLES, "--past", "0", "--runs", "100", "--json").data

    conforms(data, "simulate")
    assert "W" == data["units"]["performance"]
    assert any("calibrated with 24 tests: Better than every trivial rule" in note for note in data["assumptions"])
    assert any("from the recorded loads up to 2026-11-16, then on" in note for note in data["assumptions"])
    performance = data["races"][0]["performance"]
    assert 400 < performance["p05"] < performance["p95"] < 480


def test_single_run_with_the_own_model_is_its_best(run: Run, tables: None) -> None:
    data = run("simulate", "--model", "calibrated", *TABLES, "--past", "0", "--json").data

    assert isinstance(data["races"][0]["performance"], float)
    assert "impulse-response" == data["model"]


def test_tables_without_the_own_model_are_refused(run: Run, tables: None) -> None:
    found = run("simulate", *TABLES)

    assert 2 == found.code
    assert "--loads and --performances are for --model calibrated" in found.err


def test_own_model_without_tables_is_refused(run: Run, tables: None) -> None:
    assert 2 == run("simulate", "--model", "calibrated").code


def test_simulation_with_tables_that_have_problems_does_nothing(run: Run, tables: None) -> None:
    Path("tests.csv").write_text("date,value\n2026-06-01,fast\n")
    found = run("simulate", "--model", "calibrated", *TABLES)

    assert (1, "") == (found.code, found.out)
    assert "error[C110]" in found.err


def test_the_record_of_a_folder_is_calibrated_with_its_tests_and_races(run: Run, tables: None) -> None:
    """Loads from the store, tests from tests.csv, and the plan's race that was run."""
    rows = Path("loads.csv").read_text().splitlines()[1:]
    Path("record.csv").write_text(
        "date,sport,duration,load\n"
        + "".join(f"{day},run,60min,{load}\n" for day, load in (row.split(",") for row in rows) if float(load) > 0)
        + "".join(f"{date(2026, 11, 17) + timedelta(k)},run,60min,60\n" for k in range(0, 75, 2))
    )
    Path("race.csv").write_text("date,start,sport,duration,distance\n2027-01-31,10:00,run,41:30,10.05km\n")
    run("import", "record.csv", "race.csv")
    of_tables = run("calibrate", *TABLES, "--rest-left-out", "--json").data
    of_record = run("calibrate", "--json").data

    assert of_tables["tests"]["n"] + 1 == of_record["tests"]["n"]
    assert "2027-01-31" == of_record["tests"]["last"]


# ---- benchmarks


@pytest.fixture
def benchmarked(run: Run, demo: Path, tmp_path: Path) -> None:
    """The example season, its record and four tests."""
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    run("import", "recorded")
    rows = ("2026-10-11,46:10", "2026-11-15,45:30", "2026-12-20,44:50", "2027-01-24,44:20")
    Path("tests.csv").write_text("date,value,event\n" + "".join(f"{row},10k\n" for row in rows))


@pytest.mark.usefixtures("benchmarked")
def test_benchmarks_count_as_weak_tests_when_asked_for(run: Run) -> None:
    found = run("calibrate", "--benchmarks")
    data = run("calibrate", "--benchmarks", "--json").data

    assert (0, "") == (found.code, found.err)
    assert "Benchmarks count as weak tests, none of them is forecast. 3-5x8min @ T, run:" in " ".join(found.out.split())
    assert max(map(len, found.out.splitlines())) <= 80
    conforms(data, "calibrate")
    assert (4, ["3-5x8min @ T, run"]) == (data["tests"]["n"], [one["event"] for one in data["benchmarks"]])


@pytest.mark.usefixtures("benchmarked")
def test_benchmarks_are_left_alone_unless_asked_for(run: Run) -> None:
    assert [] == run("calibrate", "--json").data["benchmarks"]


@pytest.mark.usefixtures("benchmarked")
def test_benchmarks_of_the_record_stand_beside_tests_of_a_table(run: Run) -> None:
    shutil.move("tests.csv", "elsewhere.csv")
    data = run("calibrate", "--performances", "elsewhere.csv", "--benchmarks", "--json").data

    assert (4, 1) == (data["tests"]["n"], len(data["benchmarks"]))


def test_record_without_a_benchmark_is_said_to_have_none(run: Run, tables: None) -> None:
    Path("record.csv").write_text("date,sport,duration,load\n2026-06-01,run,60min,50\n")
    run("import", "record.csv")
    found = run("calibrate", *TABLES, "--benchmarks")

    assert 0 == found.code
    assert "note: no session of the record was done four comparable times" in found.err


def test_benchmarks_need_a_record(run: Run, tables: None) -> None:
    found = run("calibrate", *TABLES, "--benchmarks")

    assert (2, "") == (found.code, found.out)
    assert "benchmarks are sessions of a record, and there is none" in found.err


def test_without_record_and_tables_the_way_is_shown(run: Run) -> None:
    found = run("calibrate")

    assert found.code == 2
    assert "periodize import" in found.err
