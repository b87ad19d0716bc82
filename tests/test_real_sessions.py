"""Sessions of real recordings, planned and done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import periodize
from periodize.compare import State
from periodize.project.checks.session_check import session_check
from tests.where import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.plan import Season
    from periodize.report.views.check import CheckReport
    from periodize.report.views.session import SessionCheck


@pytest.fixture(scope="module")
def june(shared_data: Path) -> tuple[Season, CheckReport]:
    """Four weeks that were drafted for thirty-three recordings."""
    season, problems = periodize.load_plan(ROOT / "examples" / "june-2013.yaml")
    assert season is not None, problems
    record = periodize.read_record([shared_data / "recorded" / "tcx-trackeR"], timezone="Europe/London")
    return season, periodize.check(season, record, today=date(2013, 6, 30))


@pytest.fixture(scope="module")
def nineteenth(june: tuple[Season, CheckReport]) -> SessionCheck:
    """Short repeats with a stopped watch, over three files."""
    return session_check(*june, "2013-06-19")


def test_repeats_with_a_stopped_watch_are_found(nineteenth: SessionCheck) -> None:
    assert nineteenth.execution is not None
    assert ("recording", 1.0) == (nineteenth.execution.source, nineteenth.execution.repeat_share)
    short = [repeat.done for repeat in nineteenth.execution.repeats if repeat.done]
    short += [stretch for stretch in nineteenth.execution.extra if stretch.duration < 60]
    assert 11 == len(short)  # ten pieces of the second file, and the sprint that ends the first
    # the ten have 2012 m between them by the watch
    assert 2012 == pytest.approx(sum(s.distance or 0.0 for s in sorted(short, key=lambda s: s.start)[1:]), rel=0.01)


def test_recoveries_of_the_stopped_watch_do_not_make_the_session_too_short(nineteenth: SessionCheck) -> None:
    how = nineteenth.row.compliance
    assert how is not None
    assert (0.55, True) == (round(how.volume or 0.0, 2), how.volume_ok)


def test_repeats_that_were_much_faster_are_said_to_be(nineteenth: SessionCheck) -> None:
    assert (State.MODIFIED, "repeats 30% faster than planned") == (nineteenth.row.state, nineteenth.row.note)


@pytest.mark.parametrize(("day", "files"), [("2013-06-14", 3), ("2013-06-19", 3)])
def test_files_of_a_day_are_one_session(june: tuple[Season, CheckReport], day: str, files: int) -> None:
    done = session_check(*june, day).row.done

    assert done is not None
    assert files == len(done.activities)


def test_race_is_excluded(june: tuple[Season, CheckReport]) -> None:
    view = session_check(*june, "2013-06-14")

    assert (State.DONE, None, ()) == (view.row.state, view.execution, view.not_judged)


def test_easy_days_that_were_too_hard_are_as_visible_as_hard_days_too_easy(june: tuple[Season, CheckReport]) -> None:
    found = {row.day: row for row in june[1].comparison.rows if row.compliance and row.compliance.intensity_ok is False}

    assert {date(2013, 6, 19), date(2013, 6, 25), date(2013, 6, 26)} <= found.keys()
    assert "easy session: 34% of its time above easy" == found[date(2013, 6, 25)].note
