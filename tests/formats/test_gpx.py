from __future__ import annotations

from datetime import UTC

import numpy as np
import pytest

from periodize.activity import Pause
from periodize.errors import UnreadableError
from periodize.formats import READERS, Reading

POINT = """<trkpt lat="{lat}" lon="10.0"><ele>400</ele>{time}<extensions>
<x:TrackPointExtension><x:hr>140</x:hr><x:cad>85</x:cad></x:TrackPointExtension><power>210</power></extensions></trkpt>"""
STEP = 3.0 / 111_195.0  # degrees of latitude that 3 m are


def document(*, count: int = 60, timed: bool = True, name: str = "Morning", kind: str = "running") -> str:
    points = "".join(
        POINT.format(
            lat=50 + STEP * second,
            time=f"<time>2025-03-01T07:{second // 60:02}:{second % 60:02}Z</time>" if timed else "",
        )
        for second in range(count)
    )
    return f'<gpx xmlns:x="x"><trk><name>{name}</name><type>{kind}</type><trkseg>{points}</trkseg></trk></gpx>'


def reading(text: str, source: str = "a.gpx") -> Reading:
    return READERS["gpx"].read(text.encode(), source=source, zone=UTC)


def test_a_track_when_healthy() -> None:
    (activity,) = reading(document()).activities
    assert (activity.sport, activity.name, activity.duration) == ("run", "Morning", 60.0)


def test_its_channels_when_healthy() -> None:
    (activity,) = reading(document()).activities
    means = {name: activity.effort.mean(name) for name in ("heart_rate", "cadence", "power")}
    assert means == {"heart_rate": 140.0, "cadence": 170.0, "power": 210.0}


@pytest.mark.parametrize("element", ["x:atemp", "x:temp", "temperature"])
def test_its_temperature_when_written_by_different_programs(element: str) -> None:
    text = document().replace("<x:hr>", f"<{element}>21.5</{element}><x:hr>")
    (activity,) = reading(text).activities
    assert activity.effort.mean("temperature") == 21.5


def test_its_altitude_when_recorded() -> None:
    (activity,) = reading(document()).activities
    assert activity.effort.mean("altitude") == 400.0


def test_its_positions_when_read_stand_beside_the_samples() -> None:
    (activity,) = reading(document()).activities
    assert activity.positions is not None
    np.testing.assert_allclose(activity.positions[:, 0], 50 + STEP * np.arange(60))
    np.testing.assert_array_equal(activity.positions[:, 1], 10.0)


def test_its_pauses_when_the_points_have_a_gap() -> None:
    text = document().replace("2025-03-01T07:00:5", "2025-03-01T07:05:5")
    (activity,) = reading(text).activities
    assert activity.pauses == (Pause(50.0, 300.0),)


@pytest.mark.parametrize(
    ("creator", "device"), [("Garmin Edge 520", "Garmin Edge 520"), ("StravaGPX", ""), ("Garmin Connect", "")]
)
def test_its_device_when_the_creator_is_one(creator: str, device: str) -> None:
    (activity,) = reading(document().replace("<gpx ", f'<gpx creator="{creator}" ')).activities
    assert activity.device == device


def test_its_note_when_described() -> None:
    (activity,) = reading(document().replace("</name>", "</name><desc>Windy.</desc>")).activities
    assert (activity.name, activity.note) == ("Morning", "Windy.")


def test_entities_when_a_document_declares_them() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + document(name="&b;")
    with pytest.raises(UnreadableError, match="declares entities or refers to other files"):
        reading(bomb)


def test_its_speed_when_only_positions_are_known() -> None:
    (activity,) = reading(document()).activities
    np.testing.assert_allclose(activity.effort.channels["speed"], 3.0, rtol=1e-3)
    assert activity.distance == pytest.approx(59 * 3.0, rel=1e-3)


def test_its_channels_when_read_keep_no_position() -> None:
    (activity,) = reading(document()).activities
    assert {"heart_rate", "power", "speed", "graded_speed", "cadence", "altitude"} == set(activity.effort.channels)


@pytest.mark.parametrize(
    ("kind", "name", "source", "expected"),
    [
        ("cycling", "x", "a.gpx", "bike"),
        ("9", "x", "a.gpx", "run"),
        ("", "Evening swim", "a.gpx", "swim"),
        ("", "", "20170709-151453-Ride.gpx", "bike"),
        ("", "", "a.gpx", "xt"),
    ],
)
def test_its_sport_when_said_in_different_places(kind: str, name: str, source: str, expected: str) -> None:
    (activity,) = reading(document(kind=kind, name=name, count=3), source).activities
    assert activity.sport == expected


@pytest.mark.parametrize(("kind", "surface"), [("TrailRun", "trail"), ("virtual_ride", "indoor"), ("track", "")])
def test_its_surface_when_the_type_names_it(kind: str, surface: str) -> None:
    (activity,) = reading(document(kind=kind)).activities
    assert surface == activity.surface


def test_a_track_when_it_has_no_times() -> None:
    with pytest.raises(UnreadableError, match="none of its 60 points has a time: a drawn route"):
        reading(document(timed=False))


def test_a_file_when_it_has_no_track() -> None:
    assert reading("<gpx><wpt lat='1' lon='2'/></gpx>").skipped == "not an activity (a GPX file without a track)"


def test_a_file_when_cut_in_half() -> None:
    whole = document()
    half = reading(whole[: len(whole) // 2])
    assert half.salvaged is not None
    assert 25 < half.rows < 32


def test_a_distance_when_the_positions_leap_around_the_world() -> None:
    point = '<trkpt lat="{}" lon="{}"><time>2025-03-01T07:00:0{}Z</time></trkpt>'
    points = "".join(point.format(80 * (-1) ** second, 40 * second - 180, second) for second in range(9))
    (activity,) = reading(f"<gpx><trk><trkseg>{points}</trkseg></trk></gpx>").activities
    assert activity.distance == 0.0
