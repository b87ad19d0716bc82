"""`check` on records that are not what they seem; what else is of this kind is named beside each test.

Dated in the future: test_check_today_why. Thresholds that changed, wellness twice a day: test_daily_series. A change of
strap: test_new_strap. Links to what is gone: test_linking. Files of two people: here, and test_linking of doctor.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.test_check_session import PLAN, tcx

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.fixture
def recorded(run: Run) -> Path:
    Path("plan.yaml").write_text(PLAN)
    Path("recorded").mkdir()
    return Path("recorded")


def monday(data: Any, day: str = "2027-01-04") -> dict[str, Any]:
    (found,) = [row for row in data["sessions"] if row["planned"] and row["date"] == day]
    return dict(found)


@pytest.mark.parametrize(("zone", "state", "late"), [("Pacific/Auckland", "done", 0), ("UTC", "moved", -1)])
def test_a_morning_abroad_is_of_its_day_there_and_at_home_of_the_evening_before(
    run: Run, recorded: Path, zone: str, state: str, late: int
) -> None:
    # seven in the morning of 11 January in Auckland, of the second week: what lies before a plan answers nothing of it
    (recorded / "abroad.tcx").write_text(tcx("2027-01-10", (2400, 2.8), heart=120).replace("T08:", "T18:"))
    found = monday(run("check", "--json", "--today", "2027-01-12", "--timezone", zone).data, "2027-01-11")

    assert (state, late) == (found["state"], found["compliance"]["days_late"])


def test_two_people_running_at_one_time_are_counted_once_and_it_is_said(run: Run, recorded: Path) -> None:
    (recorded / "mine.tcx").write_text(tcx("2027-01-04", (2400, 2.8), heart=120))
    (recorded / "theirs.tcx").write_text(tcx("2027-01-04", (2100, 3.3), heart=140))
    data = run("check", "--json", "--today", "2027-01-05").data

    assert 1 == data["totals"]["done"]["sessions"] + data["totals"]["extra"]["sessions"]
    assert any("made beside a longer one" in note for note in data["assumptions"])


def test_two_people_of_two_sports_at_one_time_are_told_by_doctor(run: Run, recorded: Path) -> None:
    (recorded / "mine.tcx").write_text(tcx("2027-01-04", (2400, 2.8)))
    (recorded / "theirs.tcx").write_text(tcx("2027-01-04", (2100, 8.0)).replace('Sport="Running"', 'Sport="Biking"'))
    run("import", recorded)

    assert "at the same time as one of another sport" in run("doctor", "--today", "2027-01-05").out
