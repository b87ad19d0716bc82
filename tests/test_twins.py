from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from periodize.twins import grouped, rank, same
from tests.making import recorded

EAST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(("after", "expected"), [(60, True), (-60, True), (61, False)])
def test_two_recordings_when_they_begin_apart(after: float, expected: bool) -> None:
    assert expected == same(recorded("a"), recorded("b", after=after))


@pytest.mark.parametrize(
    ("seconds", "expected"), [(1000, True), (980, True), (1020, True), (975, False), (1025, False)]
)
def test_two_recordings_when_one_is_longer(seconds: int, expected: bool) -> None:
    assert expected == same(recorded("a", seconds=1000), recorded("b", seconds=seconds))


@pytest.mark.parametrize(("sport", "expected"), [("run", True), ("xt", True), ("bike", False)])
def test_two_recordings_when_of_sports(sport: str, expected: bool) -> None:
    assert expected == same(recorded("a"), recorded("b", sport=sport))


def test_two_recordings_when_one_has_no_zone_is_by_the_clock_on_the_wall() -> None:
    abroad = recorded("a", zone=EAST)
    table = recorded("b", after=9 * 3600, wall_clock=True)

    assert same(abroad, table)
    assert not same(abroad, recorded("b", wall_clock=True))


def test_groups_when_a_chain_links_two_that_are_not_the_same() -> None:
    chain = [recorded("a"), recorded("c", after=100), recorded("b", after=50), recorded("d", after=300)]

    assert [["a", "c", "b"], ["d"]] == [[member.id for member in group] for group in grouped(chain)]


def test_groups_when_thousands_are_alike_are_one() -> None:
    alike = [recorded(str(number)) for number in range(5000)]

    assert [alike] == grouped(alike)


def test_groups_when_empty() -> None:
    assert [] == grouped([])


def test_rank_when_sorted_begins_with_the_known_sport_and_the_fullest_stream() -> None:
    ranks = [
        rank("xt", 900, ("speed", "power"), "a"),
        rank("run", 1, (), "b"),
        rank("run", 9, ("speed",), "d"),
        rank("run", 9, ("speed",), "c"),
    ]

    assert ["c", "d", "b", "a"] == [key for *_, key in sorted(ranks)]
