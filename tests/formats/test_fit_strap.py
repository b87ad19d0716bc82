"""Heart rates that a strap stores under water and hands over after the swim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from periodize.formats.streams.fit_messages import decoded
from periodize.formats.streams.fit_records import beats_of, columns_of, with_beats

if TYPE_CHECKING:
    from pathlib import Path

MORNING = "2025-06-01T06:00:00"
CLOCK = 1_748_757_600.0  # the same [s since 1970]


def named(ticks: float, bpm: int = 120) -> dict[str, Any]:
    """Return the message that names the strap's clock at six in the morning."""
    return {"timestamp": MORNING, "event_timestamp": [ticks / 1024], "filtered_bpm": [bpm]}


def counted(*counts: int, bpm: list[int]) -> dict[str, Any]:
    """Return a message of 12-bit counts, two in three bytes."""
    pairs = zip(counts[::2], counts[1::2], strict=True)
    packed = [byte for a, b in pairs for byte in (a & 0xFF, a >> 8 | (b & 0x0F) << 4, b >> 4)]
    return {"event_timestamp_12": packed, "filtered_bpm": bpm}


def seconds(*messages: dict[str, Any]) -> list[float]:
    return [float(time) for time in beats_of(messages)[0] - CLOCK]


def test_beats_when_counted_in_twelve_bits() -> None:
    assert seconds(named(0), counted(512, 1536, bpm=[121, 122])) == [0.0, 0.5, 1.5]


def test_beats_when_the_count_begins_again() -> None:
    assert seconds(named(4096 * 1000 + 3072), counted(512, 1536, bpm=[121, 122])) == [0.0, 1.5, 2.5]


def test_beats_when_the_count_begins_again_between_messages() -> None:
    first, second = counted(1024, 3072, bpm=[121, 122]), counted(512, 1536, bpm=[123, 124])
    assert seconds(named(0), first, second) == [0.0, 1.0, 3.0, 4.5, 5.5]


def test_beats_when_the_clock_is_named_again() -> None:
    later = {"timestamp": "2025-06-01T06:10:00", "event_timestamp": [9.0], "filtered_bpm": [130]}
    assert seconds(named(0), counted(512, 1024, bpm=[1, 2]), later) == [0.0, 0.5, 1.0, 600.0]


def test_beats_when_the_time_has_a_fraction() -> None:
    assert seconds({**named(0), "fractional_timestamp": 0.25}, counted(512, 1024, bpm=[1, 2])) == [0.25, 0.75, 1.25]


def test_beats_when_no_clock_was_named() -> None:
    assert seconds(counted(512, 1024, bpm=[121, 122])) == []


def test_beats_when_some_have_no_rate() -> None:
    assert beats_of([named(0), counted(512, 1024, bpm=[0, 122])])[1].tolist() == [120.0, 122.0]


def test_beats_when_a_damaged_message_has_fewer_rates_than_counts() -> None:
    assert seconds(named(0), counted(512, 1024, bpm=[121])) == [0.0, 0.5]


def test_heart_rates_when_the_strap_has_a_beat() -> None:
    records = np.array([99.0, 99.0, 99.0])
    beats = np.array([10.5, 11.2]), np.array([140.0, 141.0])
    merged = with_beats(np.array([10.0, 11.0, 12.0]), records, beats)
    np.testing.assert_array_equal([99.0, 140.0, 141.0], merged)


def test_heart_rates_when_the_last_beat_is_old() -> None:
    merged = with_beats(np.array([15.0, 15.1]), None, (np.array([10.0]), np.array([140.0])))
    np.testing.assert_array_equal([140.0, np.nan], merged)


def test_heart_rates_when_there_is_no_strap() -> None:
    assert with_beats(np.array([1.0]), None, beats_of([])) is None


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("fit-fitdecode/garmin-fr935-cr.fit", 5298, 7483),
        ("fit-fitdecode/event_timestamp.fit", 0, 4376),
        ("fit-python-fitparse/sample_mulitple_header.fit", 1430, 1773),
    ],
)
def test_records_with_a_heart_rate_when_a_strap_fills_them(recorded: Path, name: str, before: int, after: int) -> None:
    whole = decoded((recorded / name).read_bytes())
    times, fields = columns_of(whole)
    own = fields.get("heart_rate", np.full(len(times), np.nan))
    merged = with_beats(times, own, beats_of(whole.kinds["hr"]))
    assert merged is not None
    assert (before, after) == (np.isfinite(own).sum(), np.isfinite(merged).sum())


def test_beats_of_a_real_strap_when_compared_with_its_rates(recorded: Path) -> None:
    """The time between two beats is a minute over the rate, so a wrong clock would show."""
    whole = decoded((recorded / "fit-python-fitparse" / "sample_mulitple_header.fit").read_bytes())
    times, rates = beats_of(whole.kinds["hr"])
    beats_a_minute = np.median(np.diff(times) * rates[1:])
    assert beats_a_minute == pytest.approx(60.0, rel=0.001)


def test_a_real_strap_when_the_watch_heard_it_too(recorded: Path) -> None:
    """Out of the water the watch hears the strap: a shift of a second would treble the difference."""
    whole = decoded((recorded / "fit-python-fitparse" / "sample_mulitple_header.fit").read_bytes())
    times, fields = columns_of(whole)
    strap = with_beats(times, None, beats_of(whole.kinds["hr"]))
    assert strap is not None
    assert np.nanmean(np.abs(strap - fields["heart_rate"])) < 0.2
