from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pyfitparsernative
import pytest

from periodize.demo import DemoSession, fit_bytes
from periodize.errors import UnreadableError
from periodize.formats import READERS

if TYPE_CHECKING:
    from datetime import tzinfo

    from periodize.activity import Activity
    from periodize.formats import Reading


def reading(data: bytes, zone: tzinfo = UTC) -> Reading:
    return READERS["fit"].read(data, source="a.fit", zone=zone)


def only(data: bytes) -> Activity:
    (activity,) = reading(data).activities
    return activity


def message(kind: str, second: int | None = None, **fields: object) -> dict[str, Any]:
    stamp = {} if second is None else {"timestamp": at(second)}
    return {"message_type": kind, **stamp, **fields}


def at(second: int) -> str:
    return (datetime(2025, 6, 1, 6, 0) + timedelta(seconds=second)).isoformat()


def written(*messages: dict[str, Any], kind: str = "activity") -> bytes:
    data: bytes = pyfitparsernative.write_fit_bytes([message("file_id", type=kind), *messages])
    return data


def test_an_activity_when_healthy(session: DemoSession, rng: np.random.Generator) -> None:
    activity = only(fit_bytes(session, rng=rng))
    assert (activity.sport, activity.duration, activity.elapsed) == ("run", 840.0, 840.0)


def test_its_name_and_rating_when_healthy(session: DemoSession, rng: np.random.Generator) -> None:
    activity = only(fit_bytes(session, rng=rng))
    assert (activity.name, activity.effort.rpe) == ("3 min fast", 6.0)


def test_its_day_when_the_device_knows_its_local_time(rng: np.random.Generator) -> None:
    auckland = datetime(2025, 3, 2, 7, 0, tzinfo=datetime.strptime("+1300", "%z").tzinfo)
    activity = only(fit_bytes(DemoSession(auckland, "run", [(60, 3.0, 130)]), rng=rng))
    assert activity.start == auckland
    assert activity.day == date(2025, 3, 2)


def test_its_day_when_only_the_reader_knows_the_zone(zone: tzinfo) -> None:
    records = [message("record", 16 * 3600 + second, heart_rate=120) for second in range(5)]
    (activity,) = reading(written(*records), zone).activities
    assert activity.day == date(2025, 6, 2)


def test_its_laps_when_healthy(session: DemoSession, rng: np.random.Generator) -> None:
    laps = only(fit_bytes(session, rng=rng)).laps
    assert [(lap.start, lap.duration) for lap in laps] == [
        (0.0, 300.0),
        (300.0, 180.0),
        (480.0, 60.0),
        (540.0, 300.0),
    ]


def test_its_distance_when_healthy(session: DemoSession, rng: np.random.Generator) -> None:
    activity = only(fit_bytes(session, rng=rng))
    assert activity.distance == pytest.approx(sum(lap.distance or 0 for lap in activity.laps), abs=0.05)


@pytest.mark.parametrize(("fraction", "steps"), [({"fractional_cadence": 0.5}, 185.0), ({}, 184.0)])
def test_its_cadence_when_a_fraction_is_written_beside_it_has_it(fraction: dict[str, float], steps: float) -> None:
    records = [message("record", second, cadence=92, **fraction) for second in range(60)]
    cadence = only(written(*records, message("session", 59, start_time=at(0), sport="running"))).effort.mean("cadence")

    assert steps == cadence


def test_its_cadence_when_the_device_counts_one_leg(session: DemoSession, rng: np.random.Generator) -> None:
    assert 150 < only(fit_bytes(session, rng=rng)).effort.mean("cadence") < 190


def test_a_file_when_cut_in_half(session: DemoSession, rng: np.random.Generator) -> None:
    whole = fit_bytes(session, rng=rng)
    half = reading(whole[: len(whole) // 2])
    assert half.salvaged == f"the file ends too early; kept {half.rows} records"
    assert 350 < half.rows < 450
    assert half.activities[0].duration == half.rows


def test_a_file_when_only_its_checksum_is_wrong(session: DemoSession, rng: np.random.Generator) -> None:
    whole = fit_bytes(session, rng=rng)
    damaged = reading(whole[:-1] + bytes([whole[-1] ^ 0xFF]))
    assert damaged.salvaged == "its checksum does not match; kept 840 records"
    assert damaged.activities[0].name == "3 min fast"


def test_a_salvaged_effort_when_compared_with_the_healthy_one(session: DemoSession, rng: np.random.Generator) -> None:
    whole = fit_bytes(session, rng=rng)
    healthy, damaged = only(whole).effort, only(whole[:-1] + bytes([whole[-1] ^ 0xFF])).effort
    assert healthy.channels.keys() == damaged.channels.keys()
    for name, values in healthy.channels.items():
        np.testing.assert_array_equal(values, damaged.channels[name])


@pytest.mark.parametrize("kind", ["settings", "workout", "weight", "monitoring_b"])
def test_a_file_when_it_is_no_activity(kind: str) -> None:
    assert reading(written(kind=kind)).skipped == f"not an activity ({kind.partition('_')[0]} file)"


def test_a_file_when_cut_before_the_first_record(session: DemoSession, rng: np.random.Generator) -> None:
    with pytest.raises(UnreadableError, match="the file ends too early; no record of an activity came before"):
        reading(fit_bytes(session, rng=rng)[:40])


def test_records_when_none_has_a_time() -> None:
    with pytest.raises(UnreadableError, match="none of its 2 records has a time"):
        reading(written(message("record", heart_rate=120), message("record", heart_rate=121)))


def test_a_session_when_it_has_no_records() -> None:
    summary = message(
        "session", 1800, start_time=at(0), total_timer_time=1800.0, total_elapsed_time=1900.0, sport="cycling",
        avg_heart_rate=141, avg_power=205, total_distance=15000.0,
    )  # fmt: skip
    activity = only(written(summary))
    assert (activity.sport, activity.effort.dt.tolist()) == ("bike", [1800.0])
    assert activity.effort.mean("power") == 205
    assert activity.effort.mean("speed") == pytest.approx(15000 / 1800)


def test_a_race_when_it_has_several_sports() -> None:
    def leg(sport: str, start: int, end: int) -> dict[str, Any]:
        return message(
            "session", end, start_time=at(start), total_timer_time=float(end - start), sport=sport,
            total_elapsed_time=float(end - start),
        )  # fmt: skip

    records = [message("record", second, heart_rate=140) for second in range(300)]
    legs = [leg("swimming", 0, 100), leg("transition", 100, 120), leg("cycling", 120, 300)]
    activities = reading(written(*records, *legs)).activities
    assert [(a.sport, a.duration) for a in activities] == [("swim", 100.0), ("bike", 180.0)]
    assert [a.id.partition("-")[2] for a in activities] == ["1", "2"]


def test_indoor_rowing_when_the_sport_is_fitness_equipment() -> None:
    records = [message("record", second, heart_rate=140) for second in range(3)]
    summary = message("session", 3, start_time=at(0), sport="fitness_equipment", sub_sport="indoor_rowing")
    assert only(written(*records, summary)).sport == "row"


@pytest.mark.parametrize(
    ("sport", "sub_sport", "surface"),
    [
        ("running", "treadmill", "treadmill"),
        ("running", "track", "track"),
        ("running", "trail", "trail"),
        ("running", "street", "road"),
        ("running", "indoor_running", "indoor"),
        ("running", "virtual_activity", "treadmill"),
        ("running", "generic", ""),
        ("cycling", "road", "road"),
        ("cycling", "mountain", "trail"),
        ("cycling", "gravel_cycling", "gravel"),
        ("cycling", "indoor_cycling", "indoor"),
        ("cycling", "spin", "indoor"),
        ("cycling", "virtual_activity", "indoor"),
        ("swimming", "lap_swimming", "pool"),
        ("swimming", "open_water", "open water"),
    ],
)
def test_a_surface_when_the_sub_sport_tells_it(sport: str, sub_sport: str, surface: str) -> None:
    assert surface == only(summary_of(sport=sport, sub_sport=sub_sport)).surface


def test_a_surface_when_there_is_no_sub_sport() -> None:
    assert "" == only(summary_of(sport="running")).surface


def test_an_activity_when_its_sport_is_unknown() -> None:
    assert only(written(*(message("record", second, heart_rate=140) for second in range(3)))).sport == "xt"


def summary_of(**fields: object) -> bytes:
    told: dict[str, object] = {"start_time": at(0), "total_timer_time": 1800.0, "sport": "cycling"}
    return written(message("session", 1800, **told | fields))


def test_a_session_when_no_activity_lasts_so_long() -> None:
    with pytest.raises(UnreadableError, match="has a time"):
        reading(summary_of(total_timer_time=4_000_000.0))


def test_a_session_when_nobody_goes_so_far() -> None:
    assert only(summary_of(total_distance=40_000_000.0)).distance is None


def test_the_totals_of_a_session_when_they_cannot_be() -> None:
    records = [message("record", second, distance=3.0 * second) for second in range(100)]
    totals = {"total_timer_time": 100.0, "total_elapsed_time": 4_000_000.0, "total_distance": 40_000_000.0}
    activity = only(written(*records, message("session", 100, start_time=at(0), sport="running", **totals)))
    assert (activity.elapsed, activity.distance) == (100.0, 297.0)
