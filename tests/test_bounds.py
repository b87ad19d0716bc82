"""What can be: what is typed in and what is read are believed alike."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

import pytest

from periodize.bounds import FARTHEST, HIGHEST_LOAD, MORNING, MOST_POWER, RATINGS, distance_kept
from periodize.errors import UnreadableError, UsageError
from periodize.formats import READERS
from periodize.project.records.logbook import morning, typed

DAY = date(2027, 2, 5)
EDGES = [(name, edge) for name, edges in MORNING.items() for edge in edges]


def is_typed(name: str, value: float) -> bool:
    given: dict[str, Any] = {name: f"{value / 3600:.4f}h" if name == "sleep" else value}
    try:
        morning(DAY, today=DAY, **given)
    except UsageError:
        return False
    return True


def is_read(name: str, value: float) -> bool:
    cell = f"{value / 3600 if name == 'sleep' else value:.4f}"
    data = f"date,{name}\n{DAY},{cell}\n".encode()
    try:
        return bool(READERS["wellness-csv"].read(data, source="w.csv", zone=UTC).mornings)
    except UnreadableError:
        return False


@pytest.mark.parametrize(("name", "edge"), EDGES)
def test_a_value_of_a_morning_when_it_is_on_the_edge(name: str, edge: float) -> None:
    assert (True, True) == (is_typed(name, edge), is_read(name, edge))


@pytest.mark.parametrize(("name", "edge"), [(name, edges[1]) for name, edges in MORNING.items()])
def test_a_value_of_a_morning_when_it_is_beyond(name: str, edge: float) -> None:
    assert (False, False) == (is_typed(name, edge * 1.01), is_read(name, edge * 1.01))


@pytest.mark.parametrize(("name", "highest"), [("load", HIGHEST_LOAD), ("power", MOST_POWER), ("rpe", RATINGS[1])])
def test_a_value_of_a_session_when_it_is_beyond(name: str, highest: float) -> None:
    data = f"date,sport,duration,{name}\n{DAY},bike,60min,{highest + 1:g}\n".encode()
    found = READERS["plain-csv"].read(data, source="a.csv", zone=UTC)

    assert f"left out what cannot be: row 2 ({name} {highest + 1:g})" == found.salvaged
    given: dict[str, Any] = {name: highest + 1}
    with pytest.raises(UsageError, match=f"{name} lies between"):
        typed(["60min"], today=DAY, zone=UTC, sport="bike", **given)


def test_a_distance_when_nobody_covers_it_is_unknown() -> None:
    assert [None, None, 0.01, FARTHEST] == [distance_kept(metres) for metres in (None, 2 * FARTHEST, 0.01, FARTHEST)]
