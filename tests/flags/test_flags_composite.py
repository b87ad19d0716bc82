"""The one level for all signs that are up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.flags import SIGNS, Level, Sign, composite, due, is_up
from periodize.history import History

if TYPE_CHECKING:
    from periodize.flags.base import Domain

TODAY = date(2024, 5, 20)


def up(domain: Domain, *, days: int = 1, ago: int = 0, level: Level = Level.INFO) -> Sign:
    """A sign that was up for some days and last seen some days ago."""
    last = TODAY - timedelta(ago)
    sign = SIGNS["R9"].sign(last, seen=6.0, limit=5.0, unit="bpm", n=28, message="", unusual="")
    return replace(sign, domain=domain, level=level, day=last - timedelta(days - 1))


@pytest.mark.parametrize(
    ("signs", "level"),
    [
        ([], "clear"),
        ([up("load")], "info"),
        ([up("load"), up("load"), up("load")], "info"),
        ([up("autonomic")], "info"),
        ([up("data")], "clear"),
        ([up("performance")], "watch"),
        ([up("subjective")], "watch"),
        ([up("health")], "watch"),
        ([up("autonomic"), up("load")], "watch"),
        ([up("load"), up("data")], "info"),
        ([up("performance", days=7), up("subjective", days=7)], "act"),
        ([up("performance", days=7), up("autonomic", days=9)], "act"),
        ([up("performance", days=7), up("health", days=7)], "act"),
        ([up("performance", days=6), up("subjective", days=7)], "watch"),
        ([up("performance", days=7), up("subjective", days=6)], "watch"),
        ([up("performance", days=7), up("load", days=9)], "watch"),
        ([up("subjective", days=9), up("autonomic", days=9)], "watch"),
        ([up("performance", level=Level.SEE_SOMEONE)], "see-someone"),
        ([up("performance", level=Level.SEE_SOMEONE, ago=7)], "clear"),
        ([up("autonomic"), up("load", ago=6)], "watch"),
        ([up("autonomic"), up("load", ago=7)], "info"),
        ([up("plan")], "info"),
        ([up("info")], "info"),
        ([up("plan"), up("load")], "info"),
        ([up("plan"), up("autonomic")], "info"),
        ([up("info"), up("load")], "info"),
    ],
)
def test_composite(signs: list[Sign], level: str) -> None:
    assert level == composite(signs, as_of=TODAY)


@pytest.mark.parametrize(("since", "is_so"), [(0, False), (1, False), (-1, True)])
def test_a_sign_is_not_up_from_the_day_on_which_it_is_said_to_be_over(since: int, is_so: bool) -> None:
    sign = replace(up("health", ago=2), over=TODAY - timedelta(since))

    assert [is_so, Level.WATCH if is_so else Level.CLEAR] == [is_up(sign, TODAY), composite([sign], as_of=TODAY)]


@pytest.mark.parametrize(("ago", "expected"), [(-1, False), (0, True), (6, True), (7, False)])
def test_is_up_for_seven_days_after_the_last(ago: int, expected: bool) -> None:
    assert expected == is_up(up("load", ago=ago), TODAY)


def test_composite_takes_another_window() -> None:
    assert composite([up("load", ago=10)], as_of=TODAY, window=14) is Level.INFO


# Lasting

LASTING = [up("performance", days=22), up("subjective", days=22)]


def loads(before: float, after: float) -> History:
    values = np.repeat([before, after], [28, 14])
    dates = np.datetime64(TODAY) - np.arange(len(values))[::-1]
    return History(dates, {"load": values[None]})


def test_act_becomes_see_someone_after_two_weeks_of_less_load() -> None:
    assert composite(LASTING, as_of=TODAY, history=loads(60, 30)) is Level.SEE_SOMEONE


def test_act_stays_when_the_load_was_not_reduced() -> None:
    assert composite(LASTING, as_of=TODAY, history=loads(60, 60)) is Level.ACT


def test_act_stays_when_it_is_younger_than_two_weeks() -> None:
    signs = [up("performance", days=20), up("subjective", days=20)]

    assert composite(signs, as_of=TODAY, history=loads(60, 30)) is Level.ACT


def test_act_stays_when_no_load_is_known() -> None:
    assert composite(LASTING, as_of=TODAY, history=loads(60, float("nan"))) is Level.ACT


@pytest.mark.parametrize(
    ("told", "expected"), [(None, True), (TODAY, False), (TODAY - timedelta(6), False), (TODAY - timedelta(7), True)]
)
def test_a_sign_that_stays_is_announced_at_most_weekly(told: date | None, expected: bool) -> None:
    assert expected == due(told, TODAY)


def test_a_sign_keeps_its_id_while_its_spell_grows() -> None:
    young, old = up("load", days=3, ago=4), up("load", days=7)

    assert young.id == old.id == "R9-2024-05-14"
