from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from periodize.store import NotFoundError, Silence, Skip, pack_activity
from tests.making import named, put, recorded, row

if TYPE_CHECKING:
    from periodize.store import Store

SESSION = "2026-05-03-day"


def ends(store: Store) -> list[tuple[str, str, bool]]:
    return [(link.activity, link.session, link.gone) for link in store.decisions.links()]


def test_a_link_when_made_knows_its_activity(store: Store) -> None:
    put(store, "a.fit", recorded("aaaa"))
    link = store.decisions.link("aa", SESSION)

    assert (link,) == store.decisions.links()
    assert ("aaaa", SESSION, date(2026, 5, 3), "run", False) == (
        link.activity, link.session, link.day, link.sport, link.gone,
    )  # fmt: skip


def test_a_link_when_no_activity_goes_by_the_key(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no activity 'zzzz'"):
        store.decisions.link("zzzz", SESSION)
    assert () == store.decisions.links()


def test_a_link_when_made_again_replaces_the_former(store: Store) -> None:
    put(store, "a.fit", recorded("aaaa"))
    store.decisions.link("aaaa", SESSION)
    store.decisions.link("aaaa", "2026-05-04-day")

    assert [("aaaa", "2026-05-04-day", False)] == ends(store)


def test_a_link_when_its_file_is_imported_again_stays(store: Store) -> None:
    put(store, "a.fit", recorded("aaaa"))
    store.decisions.link("aaaa", SESSION)
    put(store, "a.fit", recorded("aaaa", note="again"))

    assert [("aaaa", SESSION, False)] == ends(store)


def test_a_link_when_its_activity_is_merged_follows_it(store: Store) -> None:
    put(store, "a.csv", row("bbbb"))
    store.decisions.link("bbbb", SESSION)
    put(store, "b.fit", recorded("aaaa"))

    assert [("aaaa", SESSION, False)] == ends(store)


def test_two_links_when_their_activities_are_merged_are_replaced_as_one(store: Store) -> None:
    put(store, "a.csv", row("aaaa", seconds=600))
    put(store, "b.csv", row("bbbb", seconds=620))
    store.decisions.link("aaaa", SESSION)
    store.decisions.link("bbbb", "2026-05-04-day")
    put(store, "c.fit", recorded("cccc", seconds=610))
    store.decisions.link("cccc", "")

    assert [("cccc", "", False)] == ends(store)


def test_a_link_when_its_recording_is_gone_is_kept_and_says_so(store: Store) -> None:
    store.log(row("log-1"))
    store.decisions.link("log-1", SESSION)
    store.remove("log-1")

    assert [("log-1", SESSION, True)] == ends(store)


def test_a_link_when_its_recording_comes_back_holds_again(store: Store) -> None:
    store.log(row("log-1"))
    store.decisions.link("log-1", SESSION)
    store.remove("log-1")
    store.log(row("log-1"))

    assert [("log-1", SESSION, False)] == ends(store)


def test_unlink_forgets_what_is_wanted(store: Store) -> None:
    put(store, "a.fit", recorded("aaaa"), recorded("bbbb", after=9000))
    store.decisions.link("aaaa", SESSION)
    store.decisions.link("bbbb", "2026-05-04-day")
    gone = store.decisions.unlink(lambda link: link.session == SESSION)

    assert (["aaaa"], [("bbbb", "2026-05-04-day", False)]) == ([link.activity for link in gone], ends(store))


def test_a_skip_ends_when_an_activity_is_linked_to_it(store: Store) -> None:
    put(store, "a.fit", recorded("aaaa"))
    store.decisions.skip(Skip(SESSION, "ill"))
    store.decisions.link("aaaa", SESSION)

    assert () == store.decisions.skips()


def test_a_skip_when_said_again_has_the_new_reason(store: Store) -> None:
    store.decisions.skip(Skip(SESSION, "ill"))
    store.decisions.skip(Skip(SESSION, "travel"))

    assert (Skip(SESSION, "travel"),) == store.decisions.skips()


def test_a_skip_when_taken_back_is_told(store: Store) -> None:
    store.decisions.skip(Skip(SESSION, "ill"))

    assert (Skip(SESSION, "ill"), None) == (store.decisions.unskip(SESSION), store.decisions.unskip(SESSION))


def test_a_silence_when_said_again_has_the_new_day(store: Store) -> None:
    store.decisions.silence(Silence("R9", date(2026, 6, 1), "watch"))
    later = Silence("R9", date(2026, 7, 1), "camp")
    store.decisions.silence(later)

    assert (later,) == store.decisions.silences()


def test_a_silence_when_taken_back_is_told(store: Store) -> None:
    silence = Silence("R9", date(2026, 6, 1), "watch")
    store.decisions.silence(silence)

    assert (silence, None) == (store.decisions.unsilence("R9"), store.decisions.unsilence("R9"))


def test_a_dump_has_what_the_athlete_says(store: Store) -> None:
    store.add(named("a.fit"), [pack_activity(recorded("aaaa"))])
    before = store.dump()
    store.decisions.link("aaaa", SESSION)
    store.decisions.skip(Skip("2026-05-04-day", "ill"))
    store.decisions.silence(Silence("R9", date(2026, 6, 1), "watch"))
    after = store.dump()

    assert ["links", "silences", "skips"] == sorted(part for part in after if after[part] != before[part])
