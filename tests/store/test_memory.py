"""What the last check found, kept for the next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from periodize.store import LastCheck, Store

if TYPE_CHECKING:
    from pathlib import Path

CHECK = LastCheck(date(2027, 2, 10), "watch", ("R9-2027-02-08",), {"2027-02-08-day": "done"})


def test_a_check_when_it_was_remembered_comes_back_after_reopening(tmp_path: Path) -> None:
    with Store(tmp_path / "one.db", create=True) as store:
        store.remember("plan.yaml", CHECK)
    with Store(tmp_path / "one.db") as store:
        assert CHECK == store.last_check("plan.yaml")


def test_a_check_when_there_was_none_is_none(tmp_path: Path) -> None:
    with Store(tmp_path / "one.db", create=True) as store:
        store.remember("plan.yaml", CHECK)

        assert store.last_check("other.yaml") is None


def test_a_later_check_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    later = LastCheck(date(2027, 2, 11), "clear")
    with Store(tmp_path / "one.db", create=True) as store:
        store.remember("", CHECK)
        store.remember("", later)

        assert later == store.last_check("")
