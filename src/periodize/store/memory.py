"""What the last check found, so that the next one can say what is different."""

from __future__ import annotations

import json
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from periodize.plain import dataclass
from periodize.store.rows import text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class LastCheck:
    """The result of a check, in names.

    Parameters
    ----------
    day : for which it held.
    verdict : of all signs together.
    signs : ids of those that were up.
    states : id of a planned session -> its state.
    """

    day: date
    verdict: str
    signs: tuple[str, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)


def last_check(connection: sqlite3.Connection, plan: str) -> LastCheck | None:
    """Return what the last check of a plan found."""
    query = "SELECT day, verdict, signs, states FROM last_check WHERE plan = ?"
    row = connection.execute(query, [text(plan)]).fetchone()
    if row is None:
        return None
    return LastCheck(date.fromisoformat(row[0]), row[1], tuple(json.loads(row[2])), json.loads(row[3]))


def put_check(connection: sqlite3.Connection, plan: str, check: LastCheck) -> None:
    """Keep what a check of a plan found, in place of the one before."""
    found = (json.dumps(list(check.signs)), json.dumps(dict(check.states), separators=(",", ":")))
    row = (text(plan), check.day.isoformat(), check.verdict, *found)
    connection.execute("INSERT OR REPLACE INTO last_check VALUES (?, ?, ?, ?, ?)", row)
