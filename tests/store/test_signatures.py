"""Signatures in the store: kept, replaced, and gone with their recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.compare import Done
from periodize.project.records.signatures import fingerprint, signatures_of
from periodize.store import Store
from tests.making import put, recorded

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def sessions(store: Store) -> list[Done]:
    found = [store.activity(one.id) for one in store.activities()]
    return [Done(one.id, one.day, one.start, one.sport, one.duration, None, 0.0, False, (one,)) for one in found]


def test_signatures_when_put_again_are_replaced(path: Path) -> None:
    with Store(path, create=True) as store:
        put(store, "a.fit", recorded("aaaa"))
        store.signatures.put({"aaaa": ("one", {"sport": "run"})})
        store.signatures.put({"aaaa": ("two", {"sport": "bike"})})

        assert {"aaaa": ("two", {"sport": "bike"})} == store.signatures.all()


def test_signatures_go_with_their_recording(path: Path) -> None:
    with Store(path, create=True) as store:
        store.log(recorded("aaaa"))
        store.signatures.put({"aaaa": ("one", {})})
        store.remove("aaaa")

        assert {} == store.signatures.all()


def test_signatures_are_computed_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path, create=True) as store:
        put(store, "a.fit", recorded("aaaa"), recorded("bbbb", after=4000))
        done = sessions(store)
    first = signatures_of(done, {}, path)
    monkeypatch.setattr("periodize.project.records.signatures.sign", lambda _: [])

    assert first == signatures_of(done, {}, path)


def test_signatures_when_the_way_of_computing_changes_are_computed_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(path, create=True) as store:
        put(store, "a.fit", recorded("aaaa"))
        done = sessions(store)
    before = fingerprint(done[0].activities, ())
    monkeypatch.setattr("periodize.compare.signature.SIGNATURE_VERSION", 0)

    assert before != fingerprint(done[0].activities, ())


def test_signatures_when_computed_beside_are_those_computed_here(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path, create=True) as store:
        put(store, "a.fit", *[recorded(f"a{k:03}", after=4000 * k) for k in range(4)])
        done = sessions(store)
    here = signatures_of(done, {}, path)
    with Store(path) as store:
        store.signatures.put({one.id: ("old", {}) for one in done})
    monkeypatch.setattr("periodize.project.records.signatures.FEW", 2)

    assert {key: one.as_data() for key, one in here.items()} == {
        key: one.as_data() for key, one in signatures_of(done, {}, path).items()
    }
