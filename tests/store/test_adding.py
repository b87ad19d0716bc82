from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from periodize.activity import Lap, Morning, Pause, PlannedEntry, WorkoutStep
from periodize.store import Added, FileState, NotFoundError, Recording, Store, StoreError, pack_activity
from tests.making import named, put, recorded, row

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.activity import Activity

DAY = date(2026, 5, 3)


def test_an_activity_when_added_comes_back_whole(store: Store) -> None:
    activity = recorded(
        distance=1800.0,
        peak_hr=151.0,
        rpe=6.0,
        stated_load=44.0,
        name="Løp – «intervals»",
        note="windy",
        device="garmin fr935",
        native_id="123",
        surface="track",
        laps=(Lap(0.0, 300.0, 900.0, "active", 0), Lap(310.0, 290.0)),
        pauses=(Pause(300.0, 10.0),),
        steps=(WorkoutStep("Repeat", "active", 300.0, None, "pace"),),
        given={"calories": 120.0},
        source="a.fit",
    )
    put(store, "a.fit", activity)

    back = store.activity("aaaa")
    same = ("id", "sport", "start", "elapsed", "distance", "peak_hr", "name", "laps", "source", "wall_clock", "pauses")
    more = ("steps", "note", "device", "native_id", "surface", "given", "day", "duration")
    assert {name: getattr(activity, name) for name in same + more} == {
        name: getattr(back, name) for name in same + more
    }
    assert (6.0, 44.0) == (back.effort.rpe, back.effort.stated_load)
    np.testing.assert_array_equal(activity.effort.channels["heart_rate"], back.effort.channels["heart_rate"])


def test_a_file_when_added_twice_changes_nothing(store: Store) -> None:
    assert Added(new=2) == put(store, "a.fit", recorded("a"), recorded("b", after=9000))
    before = store.dump()

    assert Added(unchanged=2) == put(store, "a.fit", recorded("a"), recorded("b", after=9000))
    assert before == store.dump()


def test_an_activity_when_two_sources_have_it_is_one(store: Store) -> None:
    put(store, "a.fit", recorded("a"))

    assert Added(merged=1) == put(
        store, "b.csv", row("b", after=30, rpe=7.0, name="Morning run", note="sun", native_id="9")
    )
    (merged,) = store.activities()
    assert ("a", 600, ("a.fit", "b.csv"), ("a", "b")) == (merged.id, merged.samples, merged.sources, merged.keys)
    assert (7.0, "Morning run", "sun", "9", 140.0) == (
        merged.rpe, merged.name, merged.note, merged.native_id, merged.heart_rate,
    )  # fmt: skip


def test_an_activity_when_merged_keeps_what_its_best_recording_says(store: Store) -> None:
    put(store, "b.csv", row("b", rpe=7.0, name="table", distance=1.0))
    put(store, "a.fit", recorded("a", rpe=5.0, name="watch"))

    (merged,) = store.activities()
    assert (5.0, "watch", 1.0) == (merged.rpe, merged.name, merged.distance)


@pytest.mark.parametrize(("watch", "told"), [("", "treadmill"), ("track", "track")])
def test_an_activity_when_merged_has_the_surface_of_the_best_recording_that_names_one(
    store: Store, watch: str, told: str
) -> None:
    put(store, "a.fit", recorded("a", surface=watch))
    put(store, "b.csv", row("b", surface="treadmill"))

    (merged,) = store.activities()
    assert (told, told) == (merged.surface, store.activity("a").surface)


def test_an_activity_when_merged_has_the_rating_in_its_effort(store: Store) -> None:
    put(store, "a.fit", recorded("a"))
    put(store, "b.csv", row("b", rpe=7.0, stated_load=80.0))

    assert (7.0, 80.0) == (store.effort("a").rpe, store.effort("a").stated_load)
    assert (7.0, 80.0) == (store.activity("b").effort.rpe, store.activity("b").effort.stated_load)


def test_recordings_when_one_links_two_others_become_one_activity(store: Store) -> None:
    put(store, "a.fit", recorded("a"))
    put(store, "c.fit", recorded("c", after=100))
    assert 2 == len(store.activities())

    assert Added(merged=1) == put(store, "b.fit", recorded("b", after=50))
    assert [("a", "b", "c")] == [stored.keys for stored in store.activities()]


def test_one_file_when_it_holds_an_activity_twice(store: Store) -> None:
    assert Added(new=1, merged=1) == put(store, "a.csv", row("a"), row("b", after=5))


def test_one_key_when_a_file_names_it_twice_is_one_recording(store: Store) -> None:
    assert Added(new=1, unchanged=1) == put(store, "a.csv", row("a"), row("a"))


def test_a_key_when_two_files_have_it_is_one_recording_of_both(store: Store) -> None:
    put(store, "old.csv", row("a"))

    assert Added(unchanged=1) == put(store, "new.csv", row("a"))
    assert ("new.csv", "old.csv") == store.find("a").sources


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_a_key_when_two_files_tell_it_differently_the_newer_is_believed(store: Store, order: tuple[str, str]) -> None:
    files = {
        "old": (named("old.csv", mtime_ns=1), row("a", name="Run")),
        "new": (named("new.csv", mtime_ns=2), row("a", name="Race")),
    }
    for which in order:
        file, activity = files[which]
        store.add(file, [pack_activity(activity)])

    assert "Race" == store.find("a").name


def test_a_file_when_read_again_by_a_better_reader_replaces_what_it_said(store: Store) -> None:
    put(store, "a.fit", recorded("a"), recorded("b", after=9000))

    assert Added(updated=1) == put(store, "a.fit", recorded("a", sport="bike", after=4000))
    assert [("a", "bike")] == [(stored.id, stored.sport) for stored in store.activities()]
    assert () == store.damage()


def test_a_file_when_read_again_and_it_fails_keeps_what_it_gave(store: Store) -> None:
    put(store, "a.fit", recorded("a"))
    store.add(named("a.fit", state=FileState.FAILED, reason="its reader failed"))

    assert ["a"] == [stored.id for stored in store.activities()]


def test_a_recording_when_one_of_its_two_files_gives_it_up_stays(store: Store) -> None:
    put(store, "a.csv", row("a"))
    put(store, "b.csv", row("a"), row("b", after=9000))
    put(store, "b.csv", row("b", after=9000))

    assert ("a.csv",) == store.find("a").sources


def test_a_file_when_it_comes_in_batches_counts_as_begun_until_the_last(store: Store) -> None:
    store.add(named("a.csv"), [pack_activity(row("a"))], more=True)
    begun = store.known(named("a.csv").sha256)
    store.add(named("a.csv"), [pack_activity(row("b", after=9000))])
    ended = store.known(named("a.csv").sha256)

    assert begun is not None
    assert ended is not None
    assert ((FileState.BEGUN, True), (FileState.READ, False)) == (
        (begun.state, begun.due("1")),
        (ended.state, ended.due("1")),
    )
    assert 2 == len(store.activities())


@pytest.mark.parametrize(
    ("state", "program", "expected"),
    [
        ("read", "2", False),
        ("salvaged", "2", False),
        ("skipped", "1", False),
        ("skipped", "2", True),
        ("failed", "1", True),
    ],
)
def test_a_file_when_it_is_due_again(state: str, program: str, expected: bool) -> None:
    assert expected == named("a", state=FileState(state), program="1").due(program)


def test_a_file_when_seen_at_its_place(store: Store) -> None:
    file = named("a.fit", unused=("cadence2", "luft °C"), rows=12, reason="cut")
    store.add(file)

    assert file == store.seen("a.fit", size=10, mtime_ns=5)
    assert [None, None, None] == [
        store.seen("a.fit", size=11, mtime_ns=5),
        store.seen("a.fit", size=10, mtime_ns=6),
        store.seen("b.fit", size=10, mtime_ns=5),
    ]


def test_a_content_when_at_two_places_is_seen_at_both(store: Store) -> None:
    store.add(named("a.fit"))
    store.note_place(replace(named("a.fit"), path="copy/a.fit"))

    assert ["a.fit", "copy/a.fit"] == [file.path for file in store.files()]


def test_a_place_when_its_content_was_never_added(store: Store) -> None:
    with pytest.raises(NotFoundError, match="never added"):
        store.note_place(named("a.fit"))


def test_a_text_when_no_encoding_explains_it_is_kept_readably(store: Store) -> None:
    store.add(named("r\udce5d.fit"), [pack_activity(recorded("a", name="\ud83d"))])

    assert store.seen("r\udce5d.fit", size=10, mtime_ns=5) is not None
    assert "\\ud83d" == store.find("a").name


def test_numbers_when_they_are_not_finite_are_missing(store: Store) -> None:
    put(
        store,
        "a.fit",
        recorded("a", distance=np.nan, peak_hr=np.float64(150), laps=(Lap(0.0, 1.0, np.nan),), given={"te": np.nan}),
    )

    (recording,) = store.recordings("a")
    assert (None, 150.0, (Lap(0.0, 1.0, None),), {}) == (
        recording.distance,
        recording.peak_hr,
        recording.laps,
        recording.given,
    )


def test_positions_when_asked_for_are_kept(store: Store) -> None:
    where = np.full((600, 2), 59.5)
    store.add(named("a.fit"), [pack_activity(recorded("a", positions=where), with_positions=True)])

    np.testing.assert_array_equal(where, store.activity("a").positions)


def test_positions_when_not_asked_for(store: Store) -> None:
    put(store, "a.fit", recorded("a", positions=np.full((600, 2), 59.5)))

    assert store.activity("a").positions is None


def test_a_recording_when_it_comes_back_is_what_went_in(store: Store) -> None:
    packed = pack_activity(recorded("a", laps=(Lap(0.0, 600.0),), wall_clock=True, source="a.fit"))
    store.add(named("a.fit"), [packed])

    expected: tuple[Recording, ...] = (packed.recording,)
    assert expected == store.recordings("a")


def test_what_was_typed_in_when_a_file_has_its_key(store: Store) -> None:
    put(store, "a.fit", recorded("a"))

    with pytest.raises(StoreError, match="a is the key of a recording from a file"):
        store.log(recorded("a", name="typed"))


def test_planned_entries_when_a_newer_file_moves_one(store: Store) -> None:
    old = PlannedEntry("e1", DAY, "run", "Long run", duration=5400.0, source="old.csv")
    new = replace(old, day=DAY + timedelta(days=1), race=True, source="new.csv")

    assert Added(planned=1) == store.add(named("new.csv", mtime_ns=2), planned=[new])
    assert Added(planned=1) == store.add(named("old.csv", mtime_ns=1), planned=[old])
    assert (new,) == store.planned()
    assert () == store.planned(last=DAY)


def test_planned_entries_when_added_again(store: Store) -> None:
    entry = PlannedEntry("e1", DAY, "run", load=80.0, source="a.csv")
    store.add(named("a.csv"), planned=[entry])

    assert Added() == store.add(named("a.csv"), planned=[entry])


def test_a_file_when_read_again_without_its_mornings_and_entries(store: Store) -> None:
    store.add(named("a.csv"), mornings=[Morning(DAY, 48.0)], planned=[PlannedEntry("e1", DAY, "run")])
    store.add(named("a.csv"))

    assert ((), ()) == (store.mornings(), store.planned())


moments = st.integers(0, 6).map(lambda step: 40.0 * step)
sports = st.sampled_from(["run", "xt", "bike"])


@st.composite
def histories(draw: st.DrawFn) -> list[Activity]:
    made = []
    for number in range(draw(st.integers(1, 7))):
        seconds = draw(st.sampled_from([590, 600, 700]))
        others: dict[str, Any] = {
            "after": draw(moments),
            "sport": draw(sports),
            "rpe": draw(st.sampled_from([None, 3.0, 7.0])),
        }
        made.append(recorded(f"k{number}", seconds=seconds, name=draw(st.sampled_from(["", "x"])), **others))
    return made


@settings(deadline=None, max_examples=25)
@given(histories(), st.randoms(use_true_random=False))
def test_a_store_when_filled_in_another_order_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, made: list[Activity], random: object
) -> None:
    place: Path = tmp_path_factory.mktemp("orders")
    dumps = []
    for number in range(2):
        with Store(place / f"{number}.db", create=True) as store:
            for activity in made:
                put(store, f"{activity.id}.fit", activity)
            assert () == store.damage()
            dumps.append(store.dump())
        random.shuffle(made)  # type: ignore[attr-defined]

    assert dumps[0] == dumps[1]
