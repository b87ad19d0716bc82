"""`zones` as a user runs it: on the example season, on files, on real recordings."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from tests.where import ROOT

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SCHEMA = json.loads((ROOT / "docs" / "schema" / "zones.schema.json").read_text())


@pytest.fixture(scope="module")
def imported(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example season with its store, made once."""
    folder = tmp_path_factory.mktemp("imported")
    shutil.copytree(demo, folder, dirs_exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "periodize", "import", "recorded"], cwd=folder, check=True, capture_output=True
    )
    return folder


@pytest.fixture
def season(run: Run, imported: Path, tmp_path: Path) -> Path:
    shutil.copytree(imported, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.mark.usefixtures("season")
def test_data_keeps_to_its_schema(run: Run) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    check = Draft202012Validator(SCHEMA)

    for options in ([], ["--basis", "goal"], ["--basis", "hr", "--model", "coggan7"], ["--by", "season"]):
        check.validate(run("zones", *options, "--json").data)


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize("options", [[], ["--model", "coggan7"], ["--by", "month", "--model", "coggan7"]])
def test_tables_fit_eighty_columns_and_name_the_model(run: Run, options: list[str]) -> None:
    done = run("zones", *options)

    assert (0, "") == (done.code, done.err)
    assert done.out.startswith(f"Time in zones of {'coggan7' if options else 'friel5'}, ")
    assert max(map(len, done.out.splitlines())) <= 80


@pytest.mark.usefixtures("season")
def test_blocks_keep_their_names_where_the_terminal_is_narrow(run: Run) -> None:
    done = run("zones", width=60)

    assert "\nbuild " in done.out
    assert "\nspecific " in done.out
    assert max(map(len, done.out.splitlines())) <= 60


@pytest.mark.usefixtures("season")
def test_other_model_divides_the_same_time(run: Run) -> None:
    hours = [
        round(sum(run("zones", "--model", model, "--json").data["whole"]["done"]["pace"]["seconds"]))
        for model in ("seiler3", "coros6")
    ]

    assert hours[0] == hours[1]


@pytest.mark.usefixtures("season")
def test_basis_leaves_the_others_out(run: Run) -> None:
    whole = run("zones", "--basis", "hr", "--json").data["whole"]

    assert (["heart_rate"], ["heart_rate"], None) == (
        list(whole["done"]), list(whole["averaged"]), whole["planned_goals"],
    )  # fmt: skip


@pytest.mark.usefixtures("season")
def test_averages_are_marked(run: Run) -> None:
    out = run("zones", "--basis", "hr").out

    assert "done ~" in out
    assert "recordings only averages are known: each counts whole" in " ".join(out.split())


@pytest.mark.usefixtures("season")
def test_record_alone_has_no_planned_side(run: Run) -> None:
    shutil.move("plan.yaml", "elsewhere")
    rows = run("zones", "--json").data["rows"]

    assert {None} == {row["planned"] for row in rows}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--model", "seiler"], "did you mean 'seiler3'?"),
        (["--model", "own"], "no zones of their own"),
        (["--from", "2027-02", "--to", "2027-01"], "--to 2027-01-31 is before --from 2027-02-01"),
        (["--from", "2031"], "is not a date"),
        (["--from", "2026/10"], "'2026/10' is not a date; write YYYY-MM-DD or YYYY-MM"),
        (["--by", "year"], "'year' is not one of"),
    ],
)
def test_wrong_usage_is_told(run: Run, demo: Path, options: list[str], says: str) -> None:
    done = run("zones", demo / "plan.yaml", *options)

    assert (2, "") == (done.code, done.out)
    assert says in " ".join(done.err.split())


def test_broken_plan_is_reported(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("periodize: 1\nblocks: 3\n")

    assert 1 == run("zones").code


# ---- drawn


@pytest.mark.usefixtures("season")
def test_answer_is_drawn_beside_the_tables(run: Run) -> None:
    done = run("zones", "--by", "month", "--model", "seiler3", "-o", "zones.svg")

    assert (0, "") == (done.code, done.err)
    assert "zones.svg: Marathon in spring: time in zones, seiler3" == done.out.splitlines()[-1]
    assert "seiler3, of threshold pace or power" in Path("zones.svg").read_text()


@pytest.mark.usefixtures("season")
def test_chart_shows_what_the_command_says(run: Run) -> None:
    rows = run("zones", "--json").data["rows"]
    alt = run("chart", "zones", "--json").data["description"]

    assert [] == [row["label"] for row in rows if f" {row['label']}, " not in alt]


@pytest.mark.usefixtures("season")
def test_picture_is_replaced_only_when_told(run: Run) -> None:
    Path("zones.svg").write_text("kept")

    assert (2, "kept") == (run("zones", "-o", "zones.svg").code, Path("zones.svg").read_text())
    assert 0 == run("zones", "-o", "zones.svg", "--force").code


def test_goals_are_not_drawn(run: Run, demo: Path) -> None:
    done = run("zones", demo / "plan.yaml", "--basis", "goal", "-o", "zones.svg")

    assert (2, "", False) == (done.code, done.out, Path("zones.svg").exists())
    assert "sessions by goal are not drawn" in done.err


def test_chart_of_zones_takes_a_zone_model(run: Run, demo: Path) -> None:
    done = run("chart", "zones", demo / "plan.yaml", "--model", "seiler3", "-o", "zones.svg")

    assert (0, "time in zones, seiler3") == (done.code, done.out.strip().partition(": ")[2].partition(": ")[2])


def test_chart_of_zones_refuses_a_response_model(run: Run, demo: Path) -> None:
    done = run("chart", "zones", demo / "plan.yaml", "--model", "rolling-average", "-o", "zones.svg")

    assert (2, True) == (done.code, "unknown zone model 'rolling-average'" in done.err)


# ---- real recordings


def test_years_of_averages_are_told_year_by_year(run: Run, shared_data: Path) -> None:
    place = shared_data / "histories" / "garmin-csv-1131-runs"
    data = run("zones", "--recorded", place, "--json").data
    years = {row["label"]: row["averaged"]["heart_rate"]["count"] for row in data["rows"]}

    assert ("year", [str(year) for year in range(2019, 2027)], 1130) == (data["by"], list(years), sum(years.values()))
    assert {False} == {bool(row["done"]) for row in data["rows"]}


def test_june_of_a_runner_is_told_second_by_second(run: Run, shared_data: Path) -> None:
    place = shared_data / "recorded" / "tcx-trackeR"
    data = run("zones", "--recorded", place, "--timezone", "Europe/London", "--by", "week", "--json").data

    assert ["2013-W22", "2013-W23", "2013-W24", "2013-W25", "2013-W26"] == [row["label"] for row in data["rows"]]
    assert 21.4 == pytest.approx(sum(data["whole"]["done"]["heart_rate"]["seconds"]) / 3600, abs=0.2)
