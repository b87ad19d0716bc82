from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from periodize.activity import Morning
from periodize.store import FileState, Gap, Measure, NotFoundError, WeekTotal, pack_activity
from tests.making import named, put, recorded, row

if TYPE_CHECKING:
    from periodize.store import Store

DAY = 86_400.0
MEASURE = Measure(
    "t1", 44.5, "trimp", "useful", assumed=True, note="assumed", channel="heart_rate", values={"zones": [1, None]}
)


def test_activities_when_asked_for_days_and_sports(store: Store) -> None:
    made = [recorded(f"k{n}", after=n * DAY, sport="bike" if n % 2 else "run") for n in range(6)]
    put(store, "all.csv", *made)

    days: dict[str, Any] = {"first": date(2026, 5, 4), "last": date(2026, 5, 7)}
    assert ["k1", "k2", "k3", "k4"] == [one.id for one in store.activities(**days)]
    assert ["k2", "k4"] == [one.id for one in store.activities(**days, sports=["run"])]
    assert ["k2", "k4"] == [one.id for one in store.full(**days, sports=["run"])]


def test_an_activity_when_it_begins_late_in_another_zone_has_its_own_day(store: Store) -> None:
    late = datetime(2026, 5, 3, 23, 30, tzinfo=timezone(timedelta(hours=-7)))
    put(store, "a.fit", replace(recorded("a"), start=late))

    stored = store.find("a")
    assert (late, late.utcoffset(), date(2026, 5, 3)) == (stored.start, stored.start.utcoffset(), stored.day)


def test_an_activity_when_found_by_the_beginning_of_any_key(store: Store) -> None:
    put(store, "a.fit", recorded("abcd"))
    put(store, "b.csv", row("wxyz"))

    assert ["abcd"] * 4 == [store.find(key).id for key in ("abcd", "a", "wxyz", "wx")]


def test_an_activity_when_a_key_begins_several(store: Store) -> None:
    put(store, "all.csv", *(row(f"ab{n}", after=n * DAY) for n in range(7)))

    with pytest.raises(
        NotFoundError, match=r"'ab' begins the id of 7 activities: ab0 \(2026-05-03 run\), .* and 2 more; write more"
    ):
        store.find("ab")


def test_an_activity_when_a_key_is_the_beginning_of_another(store: Store) -> None:
    put(store, "all.csv", row("ab"), row("ab-1", after=DAY))

    assert "ab" == store.find("ab").id


@pytest.mark.parametrize("key", ["zz", "%", "a*", "AB"])
def test_an_activity_when_there_is_none(store: Store, key: str) -> None:
    put(store, "a.fit", recorded("abcd"))

    with pytest.raises(NotFoundError, match="no activity"):
        store.find(key)


def test_an_activity_when_no_id_is_given(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no id was given"):
        store.find("")


def test_a_measure_when_kept_comes_back(store: Store) -> None:
    put(store, "a.fit", recorded("a"))
    store.put_measures({"a": MEASURE})

    assert MEASURE == store.find("a").measure
    assert (replace(MEASURE, values={}),) == tuple(one.measure for one in store.activities())
    assert (MEASURE,) == tuple(one.measure for one in store.activities(with_values=True))


def test_a_measure_when_added_with_its_recording(store: Store) -> None:
    put(store, "a.fit", recorded("a"), measure=MEASURE)

    assert MEASURE == store.find("a").measure


def test_a_measure_when_the_load_is_not_computable(store: Store) -> None:
    put(store, "a.fit", recorded("a"), measure=replace(MEASURE, load=float("nan")))

    assert store.find("a").measure == replace(MEASURE, load=None)


def test_a_measure_when_a_rating_joins_is_out_of_date(store: Store) -> None:
    put(store, "a.fit", recorded("a"), measure=MEASURE)
    put(store, "b.csv", row("b", name="no rating"))
    assert store.find("a").measure is not None

    put(store, "c.csv", row("c", rpe=7.0))
    assert ["a"] == [key for key, _ in store.outdated([(date.min, "t1")])]
    store.put_measures({"a": MEASURE})
    assert () == store.outdated([(date.min, "t1")])


def test_a_measure_when_thresholds_change_is_out_of_date(store: Store) -> None:
    put(store, "a.fit", recorded("a"), recorded("b", after=DAY), measure=MEASURE)

    assert ["b"] == [key for key, _ in store.outdated([(date.min, "t1"), (date(2026, 5, 4), "t2")])]


def test_a_measure_when_its_recording_says_something_else_is_gone(store: Store) -> None:
    put(store, "a.fit", recorded("a"), measure=MEASURE)
    put(store, "a.fit", recorded("a", seconds=700))

    assert store.find("a").measure is None


def test_weeks_when_summed_begin_on_monday(store: Store) -> None:
    sunday = recorded("a", distance=2000.0)
    monday = [recorded("b", after=DAY), recorded("c", after=2 * DAY, sport="bike")]
    put(store, "all.csv", sunday, *monday)
    store.put_measures({"a": MEASURE})

    assert (
        WeekTotal(date(2026, 4, 27), "run", 1, 600.0, 2000.0, 44.5, 0),
        WeekTotal(date(2026, 5, 4), "bike", 1, 600.0, 0.0, 0.0, 1),
        WeekTotal(date(2026, 5, 4), "run", 1, 600.0, 0.0, 0.0, 1),
    ) == store.weeks()
    assert [date(2026, 5, 4)] == [week.monday for week in store.weeks(first=date(2026, 5, 4), sports=["run"])]


def test_an_effort_when_measured_from_the_store_is_that_of_the_worker(store: Store) -> None:
    noisy = recorded("a")
    noisy = replace(noisy, effort=replace(noisy.effort, channels={"speed": np.linspace(2.0, 4.0, 600) ** 0.5}))
    put(store, "a.fit", noisy)

    assert pack_activity(store.activity("a")).stream == pack_activity(noisy).stream


def test_a_survey_when_the_store_is_empty(store: Store) -> None:
    survey = store.survey()

    assert (None, None, {}, {}, 0, (), (), {}) == (
        survey.first, survey.last, survey.sports, survey.readers, survey.recordings, survey.gaps, survey.told, survey.morning_fields,
    )  # fmt: skip


def test_a_survey_when_the_store_is_full(store: Store) -> None:
    put(
        store, "a.fit", recorded("a"), recorded("b", after=20 * DAY, sport="bike", channels=("power",)), measure=MEASURE
    )
    store.add(named("c.csv", reader="strava"), [pack_activity(row("c")), pack_activity(row("d", after=23 * DAY))])
    store.log(recorded("e", after=24 * DAY))
    store.add(named("bad.fit", state=FileState.FAILED, reason="damaged", reader=""))
    store.add(named("set.fit", state=FileState.SKIPPED, reason="settings"))
    store.add(
        named("m.csv"),
        mornings=[Morning(date(2026, 5, day), 48.0, injury="knee" if day < 3 else "") for day in range(1, 6)],
    )
    survey = store.survey(shortest_gap=3)

    assert (date(2026, 5, 3), date(2026, 5, 27)) == (survey.first, survey.last)
    assert {"run": 3, "bike": 1} == survey.sports
    assert {"fit": 2, "strava": 2, "log": 1} == survey.readers
    assert (5, ("b", "d"), 2) == (survey.recordings, survey.without_heart_rate, survey.unmeasured)
    assert (Gap(date(2026, 5, 4), date(2026, 5, 22)),) == survey.gaps
    assert 19 == survey.gaps[0].days
    assert {FileState.READ: 3, FileState.FAILED: 1, FileState.SKIPPED: 1} == survey.files
    assert [("bad.fit", "damaged"), ("set.fit", "settings")] == [(file.path, file.reason) for file in survey.told]
    assert (5, {"resting_hr": 5, "injury": 2}) == (survey.mornings, survey.morning_fields)
    assert (date(2026, 5, 1), date(2026, 5, 5)) == (survey.morning_first, survey.morning_last)
    assert survey.size > 4096


def test_a_dump_when_a_rating_differs_differs(store: Store) -> None:
    store.log(recorded("a", rpe=3.0))
    before = store.dump()
    store.log(recorded("a", rpe=4.0))

    assert before != store.dump()


def test_a_start_when_it_has_a_fraction_comes_back(store: Store) -> None:
    start = datetime(2026, 5, 3, 7, 30, 0, 123457, tzinfo=UTC)
    put(store, "a.fit", replace(recorded("a"), start=start))

    assert start == store.find("a").start
