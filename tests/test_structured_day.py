"""A session of repeats beside the long run of the next day: which of the two a recording answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

import periodize
from periodize.activity import Lap
from periodize.compare.signature import Signature
from periodize.plan import read_plan_text
from periodize.project.checks.checking import check
from periodize.project.checks.matched import matched
from periodize.project.checks.pairing import with_repeats
from periodize.project.checks.repeated import signed_in
from periodize.project.records.keeping import kept
from periodize.project.records.measuring import measured
from periodize.project.records.signatures import signatures_of
from periodize.store import Store
from tests.compare.recordings import recorded
from tests.making import named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.compare import Done, Step
    from periodize.plan import Season
    from periodize.project.records.keeping import Kept

TRACK_DAY = date(2027, 5, 11)  # as of the recordings
PLAN = """\
periodize: 1
title: Track
start: 2027-05-10
athlete: {{threshold: {{run: {threshold}}}, fitness: 60}}
week:
  tue: easy 4km + strides 4x100m (100m jog) + 12x400m @ T+ (60s jog) + 10x200m @ mile (200m jog) + cd 3km
  wed: long 20km
blocks: [{{name: build, phase: build, weeks: 2}}]
"""
THRESHOLD = 1000 / 172
EASY, JOG = 0.76 * THRESHOLD, 0.68 * THRESHOLD


def season(threshold: str = "2:52/km") -> Season:
    found, problems = read_plan_text(PLAN.format(threshold=threshold))
    assert found is not None, problems
    return found


def track(slower: float = 0.0, *, lapped: bool = True) -> Activity:
    """Record the session at its paces, all of it slower by a share."""
    metres = [(4000.0, EASY), *[(100.0, 1.16 * THRESHOLD), (100.0, JOG)] * 4]
    metres += [(400.0, 1.03 * THRESHOLD), (60 * JOG, JOG)] * 12 + [(200.0, 1.17 * THRESHOLD), (200.0, JOG)] * 10
    metres[-1] = (3000.0, EASY)
    pieces = [(float(round(length / speed / (1 - slower))), length) for length, speed in metres]
    laps, clock = [], 0.0
    for seconds, length in pieces:
        laps.append(Lap(clock, seconds, length, ""))
        clock += seconds
    return recorded(*[(s, length / s) for s, length in pieces], laps=laps if lapped else (), key="track")


def long_run() -> Activity:
    return recorded((20_000 / EASY, EASY), after=timedelta(days=1).total_seconds(), key="long")


def answers(*activities: Activity, plan: Season | None = None) -> dict[str, date]:
    found = periodize.check(plan or season(), activities, today=TRACK_DAY + timedelta(days=2))
    return {row.done.id: row.planned.day for row in found.comparison.rows if row.done and row.planned}


@pytest.mark.parametrize("lapped", [True, False])
@pytest.mark.parametrize("slower", [0.0, 0.02, 0.04, 0.058, 0.08])
def test_repeats_answer_their_own_day_however_slow(slower: float, lapped: bool) -> None:
    assert TRACK_DAY == answers(track(slower, lapped=lapped))["track"]


def test_repeats_and_the_long_run_of_the_next_day_each_answer_their_own() -> None:
    assert {"track": TRACK_DAY, "long": TRACK_DAY + timedelta(days=1)} == answers(track(0.058), long_run())


def test_a_long_run_of_the_day_before_still_answers_the_long_run() -> None:
    early = recorded((20_000 / EASY, EASY), key="long")

    assert {"long": TRACK_DAY + timedelta(days=1)} == answers(early)


def two_track_days() -> list[Activity]:
    first = track()
    return [first, replace(first, id="again", start=first.start + timedelta(days=7))]


def test_a_session_with_repeats_of_29_seconds_is_known_again() -> None:
    found = periodize.check(season(), two_track_days(), today=TRACK_DAY + timedelta(days=8))

    assert ["12x400m @ T+ + 10x200m @ mile"] == [one.title for one in found.repeats]


def test_without_a_store_each_signature_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from periodize.project.records import signatures

    asked: list[tuple[str, bool]] = []

    def counted(parts: Sequence[Activity], steps: Sequence[Step]) -> Signature:
        asked.append((parts[0].id, bool(steps)))
        return Signature("run")

    monkeypatch.setattr(signatures, "_signed", counted)
    periodize.check(season(), [*two_track_days(), long_run()], today=TRACK_DAY + timedelta(days=8))

    assert sorted(set(asked)) == sorted(asked)
    assert ("long", False) in asked


def structured(activity: Activity, plan: Season) -> Done:
    """Return a recording as it is compared, where its load says easy."""
    from periodize.compare import join

    done = [join([activity], loads=[50.0], hard=False)]
    return with_repeats(done, signatures_of(done, {}, None), plan.athlete)[0]


def test_repeats_near_threshold_make_a_session_hard_whatever_its_mean_load() -> None:
    assert structured(track(0.058), season()).hard


def test_repeats_far_below_the_threshold_make_no_session_hard() -> None:
    assert not structured(track(0.058), season("2:10/km")).hard


def test_strides_make_no_session_hard() -> None:
    strides = recorded((2400, EASY), *[(20, 1.16 * THRESHOLD), (60, JOG)] * 8, key="easy")

    assert not structured(strides, season()).hard


# ---- out of a store, where no stream is decoded for it


@pytest.fixture
def held(tmp_path: Path) -> Kept:
    with Store(tmp_path / "store.db", create=True) as store:
        store.add(named("track.fit"), [measured(track(0.058), season().athlete)])
        return kept(store, season().athlete)


def test_a_check_knows_the_repeats_that_the_store_has_found(held: Kept) -> None:
    found = check(
        season(), held.record, today=TRACK_DAY + timedelta(days=2), athlete=held.athlete, loads=held.loads,
        facts=held.facts, signed=signed_in(held.store),
    )  # fmt: skip

    assert [TRACK_DAY] == [row.planned.day for row in found.comparison.rows if row.done and row.planned]


def test_zones_and_benchmarks_match_as_a_check_does(held: Kept) -> None:
    found = matched(season(), held, today=TRACK_DAY + timedelta(days=2))

    assert [TRACK_DAY] == [session.day for session in found.answers.values()]
