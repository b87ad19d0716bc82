from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.activity import Pause
from periodize.demo import DemoSession, fit_bytes, tcx_bytes
from periodize.errors import UnreadableError
from periodize.formats import READERS

if TYPE_CHECKING:
    from datetime import tzinfo

    from periodize.activity import Activity
    from periodize.formats import Reading

POINT = "<Trackpoint><Time>2025-03-01T07:00:{:02}Z</Time><HeartRateBpm><Value>{}</Value></HeartRateBpm></Trackpoint>"


def reading(data: bytes | str, zone: tzinfo = UTC) -> Reading:
    data = data.encode() if isinstance(data, str) else data
    return READERS["tcx"].read(data, source="a.tcx", zone=zone)


def document(*activities: str) -> str:
    body = "".join(f'<Activity Sport="Running"><Lap><Track>{a}</Track></Lap></Activity>' for a in activities)
    return f"<TrainingCenterDatabase><Activities>{body}</Activities></TrainingCenterDatabase>"


def points(first: int, last: int) -> str:
    return "".join(POINT.format(second, 120 + second) for second in range(first, last))


def test_an_activity_when_healthy(session: DemoSession, rng: np.random.Generator) -> None:
    (activity,) = reading(tcx_bytes(session, rng=rng)).activities
    assert (activity.sport, activity.duration, activity.name) == ("run", 840.0, "3 min fast")


def test_an_activity_when_the_same_was_written_as_fit(session: DemoSession) -> None:
    (tcx,) = reading(tcx_bytes(session, rng=np.random.default_rng(1))).activities
    fit_reading = READERS["fit"].read(fit_bytes(session, rng=np.random.default_rng(1)), source="a.fit", zone=UTC)
    (fit,) = fit_reading.activities
    assert (fit.start, fit.duration, fit.distance) == (tcx.start, tcx.duration, tcx.distance)
    for name, values in fit.effort.channels.items():
        np.testing.assert_allclose(values, tcx.effort.channels[name], atol=1e-9)


def test_its_day_when_it_began_after_local_midnight(zone: tzinfo, rng: np.random.Generator) -> None:
    start = datetime(2025, 7, 2, 0, 30, tzinfo=zone)
    (activity,) = reading(tcx_bytes(DemoSession(start, "run", [(60, 3.0, 120)]), rng=rng), zone).activities
    assert activity.day == date(2025, 7, 2)


def test_its_laps_when_healthy(session: DemoSession, rng: np.random.Generator) -> None:
    (activity,) = reading(tcx_bytes(session, rng=rng)).activities
    assert [lap.duration for lap in activity.laps] == [300.0, 180.0, 60.0, 300.0]


def test_a_file_when_it_begins_with_blanks_and_a_mark(session: DemoSession, rng: np.random.Generator) -> None:
    assert reading(b"\xef\xbb\xbf  \n" + tcx_bytes(session, rng=rng)).rows == 840


def test_a_file_when_cut_in_half(session: DemoSession, rng: np.random.Generator) -> None:
    whole = tcx_bytes(session, rng=rng)
    half = reading(whole[: len(whole) // 2])
    assert 380 < half.rows < 460
    assert half.salvaged is not None
    assert half.salvaged.startswith("the XML breaks at line ")
    assert half.salvaged.endswith(f"; kept {half.rows} points before it")


def test_a_file_when_it_holds_several_activities() -> None:
    several = reading(document(points(0, 10), points(20, 25))).activities
    assert [activity.duration for activity in several] == [10.0, 5.0]
    assert [activity.id.partition("-")[2] for activity in several] == ["1", "2"]


def test_an_indoor_activity_when_it_has_neither_distance_nor_position() -> None:
    (activity,) = reading(document(points(0, 30))).activities
    assert activity.distance is None
    assert set(activity.effort.channels) == {"heart_rate"}


def test_laps_when_there_are_no_points() -> None:
    inner = "<TotalTimeSeconds>600</TotalTimeSeconds><DistanceMeters>2000</DistanceMeters>"
    lap = f'<Lap StartTime="2025-03-01T07:00:00Z">{inner}</Lap>'
    text = document("").replace("<Lap><Track></Track></Lap>", lap)
    (activity,) = reading(text).activities
    assert (activity.duration, activity.distance) == (600.0, 2000.0)


MARKED = """<TrainingCenterDatabase><Activities><Activity Sport="Biking">
<Lap StartTime="2025-03-01T07:00:00Z"><TotalTimeSeconds>10</TotalTimeSeconds><Calories>40</Calories>
<MaximumHeartRateBpm><Value>171</Value></MaximumHeartRateBpm><Intensity>Active</Intensity><Track>{}</Track></Lap>
<Lap StartTime="2025-03-01T07:00:40Z"><TotalTimeSeconds>5</TotalTimeSeconds><Calories>5</Calories>
<MaximumHeartRateBpm><Value>165</Value></MaximumHeartRateBpm><Intensity>Resting</Intensity><Track>{}</Track></Lap>
<Notes>Hills
Windy at the top.
Legs heavy.</Notes><Creator><Name>Forerunner 310XT</Name></Creator>
</Activity></Activities></TrainingCenterDatabase>"""


@pytest.fixture
def marked() -> Activity:
    """Two laps with thirty seconds of standing between them, one position."""
    place = "<Position><LatitudeDegrees>51.2</LatitudeDegrees><LongitudeDegrees>1.0</LongitudeDegrees></Position>"
    first = points(0, 10).replace("</Time>", f"</Time>{place}", 1)
    (activity,) = reading(MARKED.format(first, points(40, 45))).activities
    return activity


def test_its_laps_when_one_was_a_rest(marked: Activity) -> None:
    assert [lap.intensity for lap in marked.laps] == ["active", "rest"]


def test_its_pauses_when_the_points_have_a_gap(marked: Activity) -> None:
    assert marked.pauses == (Pause(10.0, 30.0),)


def test_its_notes_when_of_several_lines(marked: Activity) -> None:
    assert (marked.name, marked.note) == ("Hills", "Windy at the top.\nLegs heavy.")


def test_its_device_when_named(marked: Activity) -> None:
    assert marked.device == "Forerunner 310XT"


def test_its_figures_when_each_lap_has_some(marked: Activity) -> None:
    assert (marked.peak_hr, dict(marked.given)) == (171.0, {"Calories": 45.0})


def test_its_positions_when_one_point_has_one(marked: Activity) -> None:
    assert marked.positions is not None
    assert marked.positions.shape == (15, 2)
    assert marked.positions[0].tolist() == [51.2, 1.0]
    assert np.isnan(marked.positions[1:]).all()


def test_its_altitude_when_recorded() -> None:
    high = points(0, 3).replace("</Time>", "</Time><AltitudeMeters>812.4</AltitudeMeters>")
    (activity,) = reading(document(high)).activities
    assert activity.effort.channels["altitude"].tolist() == [812.4] * 3


def test_entities_when_a_document_declares_them() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + document(POINT.format(1, "&b;"))
    with pytest.raises(UnreadableError, match="declares entities"):
        reading(bomb)


def test_entities_when_each_is_ten_of_the_one_before() -> None:
    names = "abcdefghij"
    grown = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    bomb = f'<!DOCTYPE x [<!ENTITY a "ha">{grown}]>' + document(POINT.format(1, "&j;"))
    with pytest.raises(UnreadableError, match="declares entities or refers to other files"):
        reading(bomb)


def test_an_outside_file_when_a_document_refers_to_it() -> None:
    with pytest.raises(UnreadableError, match="refused"):
        reading('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + document(POINT.format(1, "&a;")))


def test_points_when_none_has_a_time() -> None:
    with pytest.raises(UnreadableError, match="none of its points has a time"):
        reading(document("<Trackpoint><AltitudeMeters>3</AltitudeMeters></Trackpoint>"))


def test_a_course_when_it_holds_no_activity() -> None:
    course = reading("<TrainingCenterDatabase><Courses/></TrainingCenterDatabase>")
    assert course.skipped == "not an activity (a TCX file of courses or workouts)"


def of_lap(start: str, seconds: str, metres: str) -> str:
    inner = f"<TotalTimeSeconds>{seconds}</TotalTimeSeconds><DistanceMeters>{metres}</DistanceMeters>"
    return document("").replace("<Lap><Track></Track></Lap>", f'<Lap StartTime="{start}">{inner}</Lap>')


@pytest.mark.parametrize("seconds", ["inf", "1e300", "nan", "-600", "1300000"])
def test_a_lap_when_no_activity_lasts_so_long(seconds: str) -> None:
    with pytest.raises(UnreadableError, match="none of its points has a time"):
        reading(of_lap("2025-03-01T07:00:00Z", seconds, "2000"))


@pytest.mark.parametrize("year", ["1971", "9999"])
def test_a_lap_when_its_year_cannot_be(year: str) -> None:
    with pytest.raises(UnreadableError, match="none of its points has a time"):
        reading(of_lap(f"{year}-03-01T07:00:00Z", "600", "2000"))


@pytest.mark.parametrize("metres", ["inf", "1e12", "-2000"])
def test_a_lap_when_nobody_goes_so_far(metres: str) -> None:
    (activity,) = reading(of_lap("2025-03-01T07:00:00Z", "600", metres)).activities
    assert activity.distance is None


def test_laps_when_ten_years_apart() -> None:
    lap = '<Lap StartTime="{}-03-01T07:00:00Z"><TotalTimeSeconds>600</TotalTimeSeconds></Lap>'
    text = document("").replace("<Lap><Track></Track></Lap>", lap.format(2015) + lap.format(2025))
    (activity,) = reading(text).activities
    assert activity.elapsed == 1200.0
