"""`benchmark` of climbs inside sessions, as a user sees it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from periodize.athlete import Athlete
from periodize.project.folder import STORE_NAME
from periodize.project.records.measuring import measured
from periodize.store import SourceFile, Store
from tests.compare.climbing import hill
from tests.where import ROOT

if TYPE_CHECKING:
    from tests.cli.conftest import Run

TODAY = "2027-12-01"


@pytest.fixture(autouse=True)
def record(run: Run) -> None:
    """Six rides up one climb of 3 km, the last faster and with more power."""
    speeds, watts = (4.0, 4.05, 3.95, 4.0, 4.02, 4.4), (248, 252, 247, 250, 251, 272)
    with Store(Path(STORE_NAME), create=True) as store:
        for week, (speed, power) in enumerate(zip(speeds, watts, strict=True)):
            made = hill(speed=speed, power=power)
            made = replace(made, id=f"{week:012}", start=made.start + timedelta(days=7 * week))
            packed = measured(made, Athlete(hr_max=190.0, hr_rest=50.0), with_positions=True)
            store.add(SourceFile(made.id, f"{week}.fit"), [packed])


def test_a_climb_is_shown_after_the_sessions(run: Run) -> None:
    lines = run("benchmark", PERIODIZE_TODAY=TODAY).out.splitlines()

    heads = [line for line in lines if " · bike, " in line]
    assert ["route of 5.5 km", "climb of 3.1 km at 6 %"] == [head.split(" · ")[0] for head in heads]
    assert max(map(len, lines)) <= 80


def test_a_climb_tells_its_time_and_its_power(run: Run) -> None:
    assert "12:55 at 248 W first, 11:45 at 272 W last" in run("benchmark", PERIODIZE_TODAY=TODAY).out


def test_a_climb_that_is_asked_for_has_a_line_for_each_time(run: Run) -> None:
    out = run("benchmark", "climb of 3", PERIODIZE_TODAY=TODAY).out

    assert ["Date", "Time", "Power", "HR", "HR", "at", "power"] == out.splitlines()[1].split()
    assert "2027-06-15  11:45  272 W" in out


def test_a_climb_when_asked_for_too_soon_is_said_to_be_one(run: Run) -> None:
    found = run("benchmark", "climb", "--to", "2027-05-26", PERIODIZE_TODAY=TODAY)

    assert 2 == found.code
    assert "1 climb gone up more than once, but fewer than 5 times" in " ".join(found.err.split())


def test_that_climbs_are_only_shown_is_said(run: Run) -> None:
    out = " ".join(run("benchmark", PERIODIZE_TODAY=TODAY).out.split())

    assert "neither the warning signs nor a calibration go by it" in out


def test_climbs_as_data_keep_the_contract(run: Run) -> None:
    schema = json.loads((ROOT / "docs" / "schema" / "benchmark.schema.json").read_text())

    data = run("benchmark", "--json", PERIODIZE_TODAY=TODAY).data

    Draft202012Validator(schema).validate(data)
    assert ["climb of 3.1 km at 6 %"] == [one["title"] for one in data["climbs"]]


def test_a_climb_is_drawn(run: Run) -> None:
    done = run("benchmark", "climb", "-o", "climb.svg", PERIODIZE_TODAY=TODAY)

    assert 0 == done.code
    assert Path("climb.svg").read_text().startswith("<svg")


def test_a_climb_is_no_sign(run: Run) -> None:
    assert "climb of" not in run("check", PERIODIZE_TODAY=TODAY).out
