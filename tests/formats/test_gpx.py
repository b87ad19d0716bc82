from __future__ import annotations

from datetime import UTC

import numpy as np
import pytest

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


def test_its_speed_when_only_positions_are_known() -> None:
    (activity,) = reading(document()).activities
    np.testing.assert_allclose(activity.effort.channels["speed"], 3.0, rtol=1e-3)
    assert activity.distance == pytest.approx(59 * 3.0, rel=1e-3)


def test_its_effort_when_read_keeps_no_position() -> None:
    (activity,) = reading(document()).activities
    assert {"heart_rate", "power", "speed", "graded_speed", "cadence"} == set(activity.effort.channels)


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
