"""Whatever the bytes, a reader gives a reading or says that it cannot."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.exports import EXPORTS
from tests.formats.samples_other_tools import SAMPLES

from periodize.demo import DemoSession, fit_bytes, garmin_csv_bytes, tcx_bytes
from periodize.errors import UnreadableError
from periodize.formats import READERS, read_bytes

SESSION = DemoSession(datetime(2025, 3, 1, 8, 0, tzinfo=UTC), "run", [(30, 2.8, 130), (20, 4.2, 172)], "fuzz", 7)
DAYS = [DemoSession(SESSION.start + timedelta(days=day), "run", SESSION.segments) for day in range(5)]
SOUND = {
    **SAMPLES,
    **{name: files[-1] for name, files in EXPORTS.items()},
    "fit": fit_bytes(SESSION, rng=np.random.default_rng(1)),
    "tcx": tcx_bytes(SESSION, rng=np.random.default_rng(1)),
    "garmin-csv": garmin_csv_bytes(DAYS),
    "wellness-csv": b"date,resting_hr\n2025-03-01,48\n2025-03-02,49\n",
    "gpx": b"<gpx><trk><type>run</type><trkseg>"
    + b"".join(
        b'<trkpt lat="50.%04d" lon="8"><ele>%d</ele><time>2025-03-01T08:00:%02dZ</time></trkpt>' % (s, s, s)
        for s in range(30)
    )
    + b"</trkseg></trk></gpx>",
}

edits = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 12), st.binary(max_size=8)), min_size=1, max_size=6
)


def damaged(sound: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    data = bytearray(sound)
    for place, gone, come in changes:
        at = int(place * len(data))
        data[at : at + gone] = come
    return bytes(data)


def survives(name: str, data: bytes) -> None:
    try:
        reading = READERS[name].read(data, source=f"a.{name}", zone=UTC)
    except UnreadableError:
        return
    for activity in reading.activities:
        dt = activity.effort.dt
        assert np.isfinite(dt).all()
        assert (dt > 0).all()
        assert all(len(values) == len(dt) for values in activity.effort.channels.values())
        assert activity.day.year >= 1979


@pytest.mark.parametrize("name", list(READERS))
@settings(deadline=None, max_examples=60)
@given(data=st.binary(max_size=400))
def test_a_reader_when_given_any_bytes(name: str, data: bytes) -> None:
    survives(name, data)


@pytest.mark.parametrize("name", list(READERS))
@settings(deadline=None, max_examples=150)
@given(changes=edits)
def test_a_reader_when_a_sound_file_is_damaged(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    survives(name, damaged(SOUND[name], changes))


@pytest.mark.parametrize("name", list(READERS))
@settings(deadline=None, max_examples=60)
@given(share=st.floats(0, 1))
def test_a_reader_when_a_sound_file_is_cut(name: str, share: float) -> None:
    survives(name, SOUND[name][: int(share * len(SOUND[name]))])


@settings(deadline=None, max_examples=100)
@given(data=st.binary(max_size=200), suffix=st.sampled_from([".fit", ".tcx", ".gpx", ".csv", ".txt", ""]))
def test_the_choice_of_a_reader_when_given_any_bytes(data: bytes, suffix: str) -> None:
    with contextlib.suppress(UnreadableError):
        read_bytes(data, source=f"a{suffix}", zone=UTC)
