"""What `today` says of sessions that were done before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

from periodize.project.checks.today import today_view
from periodize.report.data.check import today_data
from periodize.report.terminal.today import print_today
from tests.cli.test_commands import conforms
from tests.test_ahead_and_room import MONDAY, checked, weeks_before
from tests.test_edge import season
from tests.test_repeated import again as done_again
from tests.test_repeated import signature

if TYPE_CHECKING:
    from periodize.report.views.benchmark import Repeat
    from periodize.report.views.today import TodayView

SPOKEN = "The same session again"
PLAN = "wed: 4x8min @ T (90s jog), sat: {do: 8km @ M, key: true}"


def ended(one: Repeat, last: date) -> Repeat:
    """The same times, the last of them on a day."""
    later = last - one.outings[-1].day
    return replace(one, outings=tuple(replace(outing, day=outing.day + later) for outing in one.outings))


def view(*repeats: Repeat, plan: str = PLAN, last: date = MONDAY - timedelta(days=5)) -> TodayView:
    """Today's view of a record with sessions that were done again and again, the last time on a day."""
    found = season(plan)
    report = checked(found, weeks_before(MONDAY, 10))
    return today_view(replace(report, repeats=tuple(ended(one, last) for one in repeats)), found)


def shown(found: TodayView) -> str:
    out = Console(file=StringIO(), width=80)
    print_today(found, out)
    assert isinstance(out.file, StringIO)
    return out.file.getvalue()


SLOWER = signature(3.9, 165.0)


def test_a_session_that_is_due_this_week_tells_what_has_changed() -> None:
    found = shown(view(done_again(SLOWER)))

    assert "4x8min @ T · run, 11 times" in found.partition(SPOKEN)[2]
    assert "Due: Wednesday 3 March." in found
    assert "At the same heart rate the last was 2.5 % slower" in " ".join(found.split())
    assert "Trend in four weeks: " in found
    assert max(map(len, found.splitlines())) <= 80


def test_its_sentences_are_those_of_the_benchmark() -> None:
    from periodize.project.checks.followed import followed, told

    (one,) = view(done_again(SLOWER)).again

    assert tuple(told(one.session.outings, followed(one.session.outings), sport=one.session.sport)) == one.session.says


@pytest.mark.parametrize(("days", "told"), [(27, True), (28, False)])
def test_a_session_that_is_not_due_is_told_of_for_four_weeks(days: int, told: bool) -> None:
    found = view(done_again(), plan="wed: easy 40min", last=MONDAY - timedelta(days=days))

    assert told == (SPOKEN in shown(found))


def test_a_session_that_is_due_is_told_of_however_long_ago_it_was() -> None:
    (one,) = view(done_again(), last=MONDAY - timedelta(days=90)).again

    assert date(2027, 3, 3) == one.due


@pytest.mark.parametrize("other", ["wed: 4x8min @ I (90s jog)", "wed: 4x4min @ T (90s jog)", "wed: 1x8min @ T"])
def test_another_session_of_the_plan_is_not_it(other: str) -> None:
    assert [None] == [one.due for one in view(done_again(), plan=other).again]


def test_two_are_told_of_those_that_are_due_first() -> None:
    others = [replace(done_again(lasts=lasts, target="I"), title=f"{lasts}") for lasts in (240.0, 360.0)]

    assert ["4x8min @ T", "240.0"] == [one.session.title for one in view(*others, done_again()).again]


def test_nothing_is_said_where_nothing_was_done_twice() -> None:
    assert SPOKEN not in shown(view())


def test_data_have_the_times_and_what_they_come_to() -> None:
    data: Any = today_data(view(done_again(SLOWER)))
    conforms(data, "today")
    (one,) = data["again"]

    assert ("2027-03-03", 11) == (one["due"], len(one["times"]))
    assert "output_at_heart_rate" == one["main"]["name"]
    assert -2.5 == pytest.approx(one["main"]["change"]["value"])
