"""Files that cannot be read: every command that is given them says so, once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_check_session import PLAN

if TYPE_CHECKING:
    from tests.cli.conftest import Run

NO_FIT = "g.fit: not a FIT file"


@pytest.fixture
def bad(run: Run) -> Path:
    """A folder with nothing but a file that is none."""
    Path("plan.yaml").write_text(PLAN)
    Path("bad").mkdir()
    Path("bad/g.fit").write_text("garbage")
    return Path("bad")


@pytest.mark.parametrize(
    "command", [["report", "plan.yaml"], ["chart", "season", "plan.yaml"], ["zones", "plan.yaml"], ["benchmark"]]
)
def test_a_file_when_it_cannot_be_read_is_named(run: Run, bad: Path, command: list[str]) -> None:
    assert 1 == run(*command, "--recorded", bad, "--today", "2027-01-05").err.count(NO_FIT)


def test_a_file_when_it_cannot_be_read_is_named_by_check_once(run: Run, bad: Path) -> None:
    found = run("check", "plan.yaml", "--recorded", bad, "--today", "2027-01-05")

    assert 1 == (found.out + found.err).count(NO_FIT)


def test_files_when_none_can_be_read_are_not_said_to_be_missing(run: Run, bad: Path) -> None:
    found = run("benchmark", "--recorded", bad)

    assert 2 == found.code
    assert "none of the recorded files could be read (1 file failed)" in found.err


@pytest.mark.parametrize("options", [[], ["--week", "2027-W01"]])
def test_a_report_when_files_cannot_be_read_says_how_many(run: Run, bad: Path, options: list[str]) -> None:
    run("report", "plan.yaml", "--recorded", bad, "--today", "2027-01-05", "-o", "page.html", *options)

    assert "0 read, 1 failed" in Path("page.html").read_text()


def test_files_when_many_cannot_be_read_are_named_in_part(run: Run, bad: Path) -> None:
    for number in range(11):
        (bad / f"{number}.fit").write_text(f"garbage {number}")

    assert "and 2 files more: periodize check --all" in run("zones", "plan.yaml", "--recorded", bad).err
