from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.formats.exports import STRAVA, STRAVA_GERMAN, STRAVA_RUN, strava

from periodize.demo import DemoSession, fit_bytes
from periodize.errors import UnreadableError
from periodize.formats import READERS, read_bytes
from periodize.twins import same

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    import numpy as np

    from periodize.activity import Activity
    from periodize.formats import Reading

SPANNED = [
    f'<span class="translation_missing" title="translation missing: en-US.lib.export">{name}</span>'
    if place in {16, 17, 43, 44}
    else name
    for place, name in enumerate(STRAVA)
]


def reading(data: bytes, zone: tzinfo = UTC) -> Reading:
    return READERS["strava-csv"].read(data, source="activities.csv", zone=zone)


def one(data: bytes, zone: tzinfo = UTC) -> Activity:
    (activity,) = reading(data, zone).activities
    return activity


def told(activity: Activity) -> tuple[object, ...]:
    """What must not depend on the language of an account."""
    means = tuple(activity.effort.mean(name) for name in ("heart_rate", "power", "cadence"))
    return (
        activity.id,
        activity.start,
        activity.duration,
        activity.elapsed,
        activity.distance,
        activity.effort.rpe,
        means,
    )


def test_a_row_when_read(zone: tzinfo) -> None:
    run = one(strava(STRAVA_RUN), zone)
    assert run.start == datetime(2021, 1, 27, 13, 57, 47, tzinfo=UTC)
    assert (run.start.tzinfo, run.wall_clock) == (zone, False)
    assert (run.sport, run.duration, run.elapsed, run.distance) == ("run", 2977.0, 3070.0, 8191.6)
    assert (run.effort.mean("heart_rate"), run.effort.mean("power"), run.peak_hr) == (150.5, 240.0, 169.0)
    assert run.effort.mean("speed") == pytest.approx(8191.6 / 2977, rel=1e-6)
    assert run.effort.mean("cadence") == 168.0
    assert (run.name, run.note, run.native_id) == ("Afternoon Run", "windy\nnew shoes", "4689591795")
    assert run.effort.rpe == 8.0
    assert run.given == {"Relative Effort": 78.0, "Weighted Average Power": 251.0}


@pytest.mark.parametrize("more", [28, 36, 41, 52])
def test_a_row_when_an_export_has_79_to_103_columns(more: int) -> None:
    data = strava(STRAVA_RUN, more=[f"New {place}" for place in range(more)])
    assert told(one(data)) == told(one(strava(STRAVA_RUN)))


def test_a_row_when_the_account_is_german() -> None:
    row = STRAVA_RUN | {1: "27.01.2021, 13:57:47", 3: "Lauf", 6: "8,19"}
    assert told(one(strava(row, header=STRAVA_GERMAN))) == told(one(strava(STRAVA_RUN)))


@pytest.mark.parametrize(
    ("kind", "surface"), [("Virtual Ride", "indoor"), ("Virtual Run", "treadmill"), ("Trail Run", "trail"), ("Run", "")]
)
def test_a_surface_when_the_type_names_it(kind: str, surface: str) -> None:
    assert surface == one(strava(STRAVA_RUN | {3: kind})).surface


def test_a_surface_when_only_the_sport_type_names_it() -> None:
    assert "gravel" == one(strava(STRAVA_RUN | {3: "Ride", 51: "GravelRide"}, more=("Sport Type", "Media"))).surface


def test_a_row_when_numbers_have_decimal_commas() -> None:
    row = {place: cell.replace(".", ",") if place in {16, 17, 29, 31} else cell for place, cell in STRAVA_RUN.items()}
    assert told(one(strava(row))) == told(one(strava(STRAVA_RUN)))


def test_a_row_when_translations_are_missing() -> None:
    assert told(one(strava(STRAVA_RUN, header=SPANNED))) == told(one(strava(STRAVA_RUN)))


def test_a_row_when_the_metres_are_missing() -> None:
    assert one(strava(STRAVA_RUN | {17: ""})).distance == 8190.0


def test_a_training_load_when_the_export_has_one() -> None:
    run = one(strava(STRAVA_RUN | {51: "84.0"}, more=("Training Load", "Media")))
    assert (run.given["Training Load"], run.effort.stated_load) == (84.0, None)


def test_a_table_when_lines_end_in_cr_after_a_mark() -> None:
    data = b"\xef\xbb\xbf" + strava(STRAVA_RUN).replace(b"\n", b"\r")
    assert read_bytes(data, source="a.csv", zone=UTC).rows == 1


def test_an_id_when_the_next_export_has_more_rows() -> None:
    later = STRAVA_RUN | {0: "5689591795", 1: "Jan 28, 2021, 1:57:47 PM"}
    first, second = reading(strava(STRAVA_RUN)), reading(strava(later, STRAVA_RUN | {2: "Renamed"}))
    assert second.activities[1].id == first.activities[0].id


def test_a_row_when_its_recording_lies_beside_it(zone: tzinfo, rng: np.random.Generator) -> None:
    segments = [(300, 2.8, 130), (180, 4.4, 172), (300, 2.8, 135)]
    session = DemoSession(datetime(2021, 1, 27, 13, 57, 47, tzinfo=UTC).astimezone(zone), "run", segments)
    (recording,) = READERS["fit"].read(fit_bytes(session, rng=rng), source="4689591795.fit", zone=zone).activities
    row = one(strava(STRAVA_RUN | {5: "780", 15: "780.0", 16: "778.0"}), zone)
    assert same(row, recording)


def test_a_row_when_it_stands_twice() -> None:
    assert len(reading(strava(STRAVA_RUN, STRAVA_RUN)).activities) == 1


def test_rows_when_some_cannot_be_read() -> None:
    broken = (STRAVA_RUN | {1: "someday"}, STRAVA_RUN | {0: "x"}, STRAVA_RUN | {5: "", 15: "", 16: ""})
    found = reading(strava(STRAVA_RUN, *broken))
    assert found.salvaged == (
        "3 of 4 rows could not be read: row 3 (someday), row 4 (Jan 27, 2021, 1:57:47 PM), "
        "row 5 (Jan 27, 2021, 1:57:47 PM)"
    )


def test_rows_when_none_can_be_read() -> None:
    with pytest.raises(UnreadableError, match=r"none of its 1 row has a date and a time: row 2 \(someday\)"):
        reading(strava(STRAVA_RUN | {1: "someday"}))


def test_columns_when_they_are_not_read() -> None:
    row = STRAVA_RUN | {11: "pegasus", 51: "media/a.jpg"}
    assert reading(strava(row)).unused == ("Commute", "Activity Gear", "Media")


def test_another_table_when_read_as_one() -> None:
    with pytest.raises(UnreadableError, match=r"not Strava's activities\.csv; columns seen: a,b"):
        reading(b"a,b\n1,2\n")


def test_a_real_export_when_it_has_112_rows(histories: Path) -> None:
    data = (histories / "strava-bulk-112" / "activities.csv").read_bytes()
    found = read_bytes(data, source="activities.csv", zone=UTC)
    assert (found.rows, found.salvaged) == (112, None)
    rows = list(csv.reader(io.StringIO(data.decode())))[1:]
    activities = found.activities
    assert sum(a.distance or 0 for a in activities) == pytest.approx(sum(float(row[17]) for row in rows), abs=1)
    assert sum(a.duration for a in activities) == sum(float(row[16]) for row in rows)
    assert sum(a.elapsed for a in activities) == sum(int(row[5]) for row in rows)
    rates = [a.effort.mean("heart_rate") for a in activities if "heart_rate" in a.effort.channels]
    assert rates == [float(row[31]) for row in rows if row[31]]
    assert [a.effort.rpe for a in activities if a.effort.rpe] == [float(row[43]) for row in rows if row[43]]
    assert [a.peak_hr for a in activities if a.peak_hr] == [float(row[7]) for row in rows if row[7]]
