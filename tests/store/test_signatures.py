"""Signatures in the store: kept, replaced, and gone with their recording or with what it said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import numpy as np

from periodize.compare import Done, Step
from periodize.project.records.importing import import_files
from periodize.project.records.measuring import measured
from periodize.project.records.signatures import Signing, fingerprint, signatures_of
from periodize.store import Signed, Store
from tests.making import MORNING, named, put, recorded

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from periodize.activity import Activity

STEPS = (Step("3min @ I", True, 180.0, expected=4.0), Step("jog", False, 120.0, expected=3.0))
STRIDES = (Step("easy", False, 600.0), replace(STEPS[0], counted=False))


def sessions(store: Store) -> list[Done]:
    found = [store.activity(one.id) for one in store.activities()]
    return [session(one) for one in found]


def session(*parts: Activity) -> Done:
    one = parts[0]
    return Done(one.id, one.day, one.start, one.sport, one.duration, None, 0.0, False, parts)


def kept(key: str, words: str, *others: str, planned: bool = False) -> Signed:
    return Signed((key, *others), planned, words, {"sport": "run"})


def repeated(key: str) -> Activity:
    """Four repeats of three minutes with two minutes between, on a straight road, of speeds that no step divides."""
    speed = np.full(2400, 3.0003)
    for begin in range(600, 1800, 300):
        speed[begin : begin + 180] = 4.2006
    where = np.column_stack([np.linspace(51.5, 51.55, 2400), np.linspace(0.0, 0.01, 2400)])
    whole = recorded(key, seconds=2400, distance=float(speed.sum()), positions=where)
    return replace(whole, effort=replace(whole.effort, channels={**whole.effort.channels, "speed": speed}))


def words(store: Store) -> list[tuple[tuple[str, ...], bool, str]]:
    return [(one.files, one.planned, one.fingerprint) for one in store.signatures.all()]


def test_signatures_when_put_again_are_replaced(path: Path) -> None:
    with Store(path, create=True) as store:
        put(store, "a.fit", recorded("aaaa"))
        store.signatures.put([kept("aaaa", "one")])
        store.signatures.put([kept("aaaa", "two")])

        assert [(("aaaa",), False, "two")] == words(store)


def test_signatures_with_a_plan_stand_beside_those_without_and_come_last(path: Path) -> None:
    with Store(path, create=True) as store:
        put(store, "a.fit", recorded("aaaa"), recorded("bbbb", after=4000))
        store.signatures.put([kept("aaaa", "asked", "bbbb", planned=True), kept("aaaa", "alone")])

        assert [(("aaaa",), False, "alone"), (("aaaa", "bbbb"), True, "asked")] == words(store)


def test_signatures_from_a_day_on(path: Path) -> None:
    with Store(path, create=True) as store:
        put(store, "a.fit", recorded("aaaa"), recorded("bbbb", after=2 * 86_400))
        store.signatures.put([kept("aaaa", "one"), kept("bbbb", "two")])

        later = store.signatures.all(first=MORNING.date() + timedelta(days=1))
        assert [("bbbb",)] == [one.files for one in later]


def test_signatures_go_with_their_recording(path: Path) -> None:
    with Store(path, create=True) as store:
        store.log(recorded("aaaa"))
        store.signatures.put([kept("aaaa", "one")])
        store.remove("aaaa")

        assert [] == words(store)


def test_signatures_of_every_session_with_a_recording_go_when_it_says_something_else(path: Path) -> None:
    with Store(path, create=True) as store:
        put(store, "a.fit", *[recorded(key, after=4000 * k) for k, key in enumerate(["aaaa", "bbbb", "cccc", "dddd"])])
        store.signatures.put([
            kept("aaaa", "with it", "bbbb"), kept("bbbb", "its own"), kept("cccc", "without", "dddd"),
        ])  # fmt: skip
        store.add(named("a.fit"), [measured(recorded("bbbb", after=4000, seconds=700), None)], more=True)

        found = words(store)
        assert [("bbbb",), ("cccc", "dddd")] == sorted(files for files, _, _ in found)
        assert (("bbbb",), False, "its own") not in found


def test_signatures_are_computed_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path, create=True) as store:
        put(store, "a.fit", recorded("aaaa"), recorded("bbbb", after=4000))
        done = sessions(store)
    first = signatures_of(done, {}, path)
    monkeypatch.setattr("periodize.project.records.signatures.sign", lambda _: [])

    assert first == signatures_of(done, {}, path)


def test_fingerprint_when_the_plan_changes_is_another_where_it_asks_for_work_alone() -> None:
    activity = recorded("aaaa")
    before = [(), STEPS[1:], STRIDES, STEPS]
    after = [STEPS[1:], (), STRIDES * 2, STEPS * 2]

    assert [True, True, True, False] == [
        fingerprint([activity], one) == fingerprint([activity], other) for one, other in zip(before, after, strict=True)
    ]


def test_fingerprint_when_the_surface_becomes_known_is_another() -> None:
    assert fingerprint([recorded("aaaa")], ()) != fingerprint([recorded("aaaa", surface="track")], ())


def test_signature_of_work_that_was_planned_leaves_the_one_without_in_place(path: Path) -> None:
    with Store(path, create=True) as store:
        store.add(named("a.fit"), [measured(recorded("aaaa"), None)])
        done = sessions(store)
        signatures_of(done, {"aaaa": STEPS}, path)

        assert [False, True] == [one.planned for one in store.signatures.all()]


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
        store.signatures.put([kept(one.id, "old") for one in done])
    monkeypatch.setattr("periodize.project.records.signatures.FEW", 2)

    assert {key: one.as_data() for key, one in here.items()} == {
        key: one.as_data() for key, one in signatures_of(done, {}, path).items()
    }


def test_signatures_when_imported_are_kept_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path, create=True) as store:
        store.add(named("a.fit"), [measured(repeated("aaaa"), None, with_positions=True)])
        done = sessions(store)
    monkeypatch.setattr("periodize.project.records.signatures.sign", lambda _: [])

    assert signatures_of(done, {}, None) == signatures_of(done, {}, path)


def test_signatures_when_a_file_is_imported_are_kept_at_once(path: Path, tmp_path: Path) -> None:
    table = tmp_path / "runs.csv"
    table.write_text("date,sport,duration_min,distance_km\n2026-05-03,run,30,6\n")
    with Store(path, create=True) as store:
        import_files(store, [table], athlete=None, zone=UTC)

        (only,) = store.activities()
        assert [(only.id,)] == [one.files for one in store.signatures.all()]


def test_session_of_several_files_is_computed_once_and_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path, create=True) as store:
        parts = [recorded("aaaa"), recorded("bbbb", after=700)]
        store.add(named("a.fit"), [measured(part, None) for part in parts])
        first, second = sessions(store)
    both = session(*first.activities, *second.activities)
    computed = signatures_of([both], {}, path)
    monkeypatch.setattr("periodize.project.records.signatures.sign", lambda _: [])

    assert computed == signatures_of([both], {}, path)


def test_signing_gives_each_session_with_and_without_its_plan(path: Path) -> None:
    with Store(path, create=True) as store:
        store.add(named("a.fit"), [measured(repeated("aaaa"), None)])
        done = sessions(store)
    signing = Signing(path)

    assert ["recording", "plan", "recording"] == [
        signing(done, steps)["aaaa"].source for steps in ({}, {"aaaa": STEPS * 4}, {})
    ]


def test_signing_reads_what_is_kept_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path, create=True) as store:
        store.add(named("a.fit"), [measured(repeated("aaaa"), None)])
        done = sessions(store)
    signing = Signing(path)
    known = signing(done, {})
    monkeypatch.setattr("periodize.project.records.keeping.open_store", None)

    assert known == signing(done, {})


def test_signing_of_earlier_days_reads_them_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path, create=True) as store:
        store.add(named("a.fit"), [measured(recorded("aaaa"), None), measured(recorded("bbbb", after=90_000), None)])
        early, late = sessions(store)
    monkeypatch.setattr("periodize.project.records.signatures.sign", lambda _: [])
    signing = Signing(path)
    signing([late], {})

    assert {"aaaa", "bbbb"} == signing([early, late], {}).keys()


def test_signing_tells_of_its_progress(path: Path) -> None:
    with Store(path, create=True) as store:
        put(store, "a.fit", recorded("aaaa"), recorded("bbbb", after=4000))
        done = sessions(store)
    told: list[tuple[int, int, str]] = []
    Signing(path, progress=lambda *one: told.append(one))(done, {})

    assert [(0, 2, str(MORNING.date()))] == told


def test_signing_of_nothing_needs_no_store(path: Path) -> None:
    assert {} == Signing(path)([], {})
