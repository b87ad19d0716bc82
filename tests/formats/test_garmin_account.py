from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.formats.exports import GARMIN_RUN, garmin_account

from periodize.errors import UnreadableError
from periodize.formats import READERS
from periodize.formats.base import read_in_parts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from periodize.activity import Activity
    from periodize.formats import Reading

SOURCE = "me_0_summarizedActivities.json"


def reading(data: bytes, zone: tzinfo = UTC) -> Reading:
    return READERS["garmin-account"].read(data, source=SOURCE, zone=zone)


def one(fields: Mapping[str, object], zone: tzinfo = UTC) -> Activity:
    (activity,) = reading(garmin_account(fields), zone).activities
    return activity


def many(count: int) -> bytes:
    return garmin_account(*({**GARMIN_RUN, "activityId": number} for number in range(count)))


def test_an_activity_when_in_milliseconds_and_centimetres() -> None:
    run = one(GARMIN_RUN)
    assert (run.sport, run.duration, run.elapsed, run.distance) == ("run", 1800.0, 1900.0, 5000.0)
    assert (run.effort.mean("heart_rate"), run.peak_hr, run.effort.mean("cadence")) == (140.0, 165.0, 170.0)
    assert (run.name, run.native_id, run.device) == ("Morning Run", "17666283983", "garmin")
    assert run.effort.rpe == pytest.approx(6.0)
    assert run.given == {"activityTrainingLoad": 120.5}


def test_a_start_when_the_local_clock_is_told(zone: tzinfo) -> None:
    start = one({**GARMIN_RUN, "startTimeLocal": 1700000000000 - 5 * 3_600_000}, zone).start
    assert (start, start.utcoffset()) == (datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC), timedelta(hours=-5))


@pytest.mark.parametrize("local", [None, 0, 1.0e300])
def test_a_start_when_the_local_clock_is_not_told(local: float | None, zone: tzinfo) -> None:
    assert one({**GARMIN_RUN, "startTimeLocal": local}, zone).start.tzinfo == zone


def test_a_stress_score_when_it_is_stated() -> None:
    assert one({**GARMIN_RUN, "trainingStressScore": 71.5}).effort.stated_load == 71.5


def test_a_multisport_activity_when_its_legs_stand_beside_it() -> None:
    legs = [{**GARMIN_RUN, "activityId": 2, "parentId": 1}, {**GARMIN_RUN, "activityId": 3, "parentId": 1}]
    found = reading(garmin_account({**GARMIN_RUN, "activityId": 1, "parent": True}, *legs))
    assert [activity.native_id for activity in found.activities] == ["2", "3"]


def test_activities_when_they_stand_twice() -> None:
    assert len(reading(garmin_account(GARMIN_RUN, GARMIN_RUN)).activities) == 1


def test_an_id_when_the_next_export_has_more() -> None:
    first, second = (
        reading(garmin_account(GARMIN_RUN)),
        reading(garmin_account({**GARMIN_RUN, "activityId": 5}, GARMIN_RUN)),
    )
    assert second.activities[1].id == first.activities[0].id


def test_activities_when_some_cannot_be_read() -> None:
    found = reading(
        garmin_account(GARMIN_RUN, {**GARMIN_RUN, "activityId": 5, "beginTimestamp": None, "startTimeGmt": None}, {})
    )
    assert found.salvaged == "2 of 3 rows could not be read: activity 2 (5), activity 3 (no id)"


def test_activities_when_one_is_no_json() -> None:
    found = reading(garmin_account({**GARMIN_RUN, "avgHr": float("nan")}, {**GARMIN_RUN, "activityId": 5}))
    assert found.salvaged == "1 of 2 rows could not be read: activity 1 (no id)"


def test_activities_when_none_can_be_read() -> None:
    with pytest.raises(UnreadableError, match="none of its 1 row has a date and a time"):
        reading(garmin_account({"activityId": 5}))


def test_activities_when_there_are_none() -> None:
    assert reading(garmin_account()).skipped == "a table without rows"


def test_activities_when_the_file_breaks_off() -> None:
    found = reading(many(3)[:-80])
    assert (len(found.activities), found.salvaged) == (2, "the JSON breaks off before its end")


def test_fields_when_they_are_not_read() -> None:
    assert reading(garmin_account(GARMIN_RUN)).unused == ("startLatitude", "splits")


def test_another_json_when_read_as_one() -> None:
    with pytest.raises(UnreadableError, match="not a Garmin account export"):
        reading(b'[{"a": 1}]')


def test_parts_when_put_together() -> None:
    data = many(1201)
    parts = list(read_in_parts(data, source=SOURCE, zone=UTC))
    whole = reading(data)
    assert [part.rows for part in parts] == [500, 500, 201]
    assert [a.id for part in parts for a in part.activities] == [a.id for a in whole.activities]
    assert whole.rows == 1201


def test_memory_when_a_file_is_large() -> None:
    data = garmin_account(*({**GARMIN_RUN, "activityId": number, "splits": "x" * 10_000} for number in range(1_000)))
    tracemalloc.start()
    try:
        rows = sum(part.rows for part in read_in_parts(data, source=SOURCE, zone=UTC))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert rows == 1_000
    assert peak < len(data) / 4
