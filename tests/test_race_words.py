"""Segments and pacing plans as people write them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from periodize.analysis.course import Mark
from periodize.errors import UsageError
from periodize.project.records.pacing_words import parse_pacing
from periodize.project.records.segment_words import parse_segments
from periodize.units import Quantity, print_distance

FINISH = Mark(5000.0, 778.0, 778.0)


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("0-1000", Quantity(0, "distance"), Quantity(1000, "distance")),
        ("1km-3km", Quantity(1000, "distance"), Quantity(3000, "distance")),
        (" 1000 – 3.5km ", Quantity(1000, "distance"), Quantity(3500, "distance")),
        ("4400-", Quantity(4400, "distance"), None),
        ("4400-end", Quantity(4400, "distance"), None),
        ("0:00-5:00", Quantity(0, "time"), Quantity(300, "time")),
        ("0-5min", Quantity(0, "distance"), Quantity(300, "time")),
    ],
)
def test_a_segment_when_written(text: str, begin: Quantity, end: Quantity | None) -> None:
    (found,) = parse_segments(text)

    assert (text.strip(), begin, end) == (found.name, found.begin, found.end)


def test_segments_when_named_keep_their_names() -> None:
    assert ["start", "a=b", "2km-"] == [found.name for found in parse_segments("start=0-1000, a=b=1000-2km, =2km-")]


@pytest.mark.parametrize("text", ["", "1000", "a-b", "0-1000,", "0-1000x", "-", "1000-2000-3000", "start="])
def test_a_segment_when_it_is_none_says_how_to_write_one(text: str) -> None:
    with pytest.raises(UsageError, match="is no segment; write them as 0-1000,1000-3000"):
        parse_segments(text)


def test_a_segment_when_from_a_distance_to_a_time_is_refused() -> None:
    with pytest.raises(UsageError, match="'1km-5min' goes from a distance to a time"):
        parse_segments("1km-5min")


@pytest.mark.parametrize(
    ("text", "name", "begin"),
    [
        ("last 600", "last 600", Quantity(4400, "distance")),
        ("Last 600m", "Last 600m", Quantity(4400, "distance")),
        ("last-1km", "last-1km", Quantity(4000, "distance")),
        ("kick=last 600", "kick", Quantity(4400, "distance")),
        ("last 1:18", "last 1:18", Quantity(700, "time")),
        ("last 5km", "last 5km", Quantity(0, "distance")),
    ],
)
def test_a_segment_when_it_is_the_last_part_goes_to_the_finish(text: str, name: str, begin: Quantity) -> None:
    (found,) = parse_segments(text, finish=FINISH)

    assert (name, begin, None) == (found.name, found.begin, found.end)


@pytest.mark.parametrize(("text", "whole"), [("last 6km", "5km"), ("last 20:00", "12:58"), ("last 0", "5km")])
def test_the_last_part_when_longer_than_the_race_or_nothing_is_refused(text: str, whole: str) -> None:
    with pytest.raises(UsageError, match=f"{text!r} is no part of a race of {whole}; write a shorter one"):
        parse_segments(text, finish=FINISH)


@pytest.mark.parametrize("text", ["last", "last lap", "last 600-", "last -600", "lasting"])
def test_the_last_part_when_without_a_length_says_how_to_write_it(text: str) -> None:
    with pytest.raises(UsageError, match=r"is no segment; write them as .* last 600"):
        parse_segments(text, finish=FINISH)


def test_segments_when_too_many_are_refused() -> None:
    with pytest.raises(UsageError, match="2000 segments, more than 1000"):
        parse_segments(",".join(["0-1"] * 2000))


@given(st.integers(0, 99_999), st.integers(1, 99_999))
def test_a_segment_when_printed_and_read_is_the_same(begin: int, length: int) -> None:
    (found,) = parse_segments(f"{print_distance(begin)}-{print_distance(begin + length)}")

    assert (begin, begin + length) == (found.begin.value, found.end.value if found.end else None)


# ---- pacing plans


def test_a_pacing_plan_when_written_as_for_the_final() -> None:
    legs = parse_pacing("62s laps to 4000, 60s to 4400, go", "run")

    assert [(4000.0, 400.0), (4400.0, 400.0), (None, None)] == [(leg.end, leg.piece) for leg in legs]
    assert [62.0, 60.0] == pytest.approx([400 / leg.target.speed for leg in legs if leg.target and leg.target.speed])


@pytest.mark.parametrize(
    ("text", "sport", "speed", "piece"),
    [
        ("62s laps", "run", 400 / 62, 400.0),
        ("1:02 laps", "run", 400 / 62, 400.0),
        ("62.5s/lap", "run", 6.4, 400.0),
        ("laps of 62s", "run", 400 / 62, 400.0),
        ("62s a lap to end", "run", 400 / 62, 400.0),
        ("lap 200m, 31s", "run", 200 / 31, 200.0),
        ("3:05/km", "run", 1000 / 185, 1000.0),
        ("1:30/100m to finish", "swim", 100 / 90, 100.0),
        ("36 km/h", "bike", 10.0, 5000.0),
    ],
)
def test_a_target_when_written(text: str, sport: str, speed: float, piece: float) -> None:
    (leg,) = parse_pacing(text, sport)

    assert leg.target is not None
    assert speed == pytest.approx(leg.target.speed)
    assert (piece, None) == (leg.piece, leg.end)


@pytest.mark.parametrize(
    ("text", "sport", "times", "piece"),
    [
        ("13:00", "run", [780.0], 1000.0),
        ("2:49 to 1000", "run", [169.0], 1000.0),
        ("2:49 to 1000, 10:15", "run", [169.0, 615.0], 1000.0),
        ("2:49 to 1000, 2:35 to 2000", "run", [169.0, 155.0], 1000.0),
        ("1:10:00 to 40km", "bike", [4200.0], 5000.0),
    ],
)
def test_a_time_alone_when_no_laps_are_named_is_that_of_its_part(
    text: str, sport: str, times: list[float], piece: float
) -> None:
    legs = parse_pacing(text, sport)

    assert [(time, piece) for time in times] == [(leg.target and leg.target.time, leg.piece) for leg in legs]


@pytest.mark.parametrize(
    ("text", "speeds"),
    [
        ("62s laps to 4000, 60s", [400 / 62, 400 / 60]),
        ("2:49 to 1000, 62s laps to 4000, 60s to 4400, go", [None, 400 / 62, 400 / 60, None]),
        ("2:49/km to 1000, lap 200m, 31s to 4000, 30s", [1000 / 169, 200 / 31, 200 / 30]),
        ("lap 1km, 2:49 to 1000", [1000 / 169]),
    ],
)
def test_a_time_alone_when_laps_were_named_is_that_of_a_lap(text: str, speeds: list[float | None]) -> None:
    assert speeds == [leg.target and leg.target.speed for leg in parse_pacing(text, "run")]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("2:49 to 1000, 5:40 to 2000", "looks like a time since the start; a time is that of its part, from 1000 m on"),
        ("2:49 to 1000, 5:40 to 2000", "write 2:51 to 2000, or a pace"),
        ("2:49 to 1000, 8:19 to 3000", "write 5:30 to 3000, or a pace"),
        ("lap 200m, 13:00 to 4000", "so it is a lap of 200m, and nobody takes so long for one"),
        ("62s laps to 2000, 2:49 to 3000", "stands after laps, so it is a lap of 400m, far from the one before"),
    ],
)
def test_a_time_when_it_is_likely_of_something_else_is_refused(text: str, word: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_pacing(text, "run")

    assert word in str(refused.value)


def test_a_time_to_the_finish_when_it_is_likely_since_the_start_is_refused() -> None:
    with pytest.raises(UsageError, match=r"'53:00' looks like a time since the start; .* write 26:00 to end"):
        parse_pacing("27:00 to 5km, 53:00", "run", finish=10_000.0)


def test_a_time_to_the_finish_when_it_is_that_of_its_part_is_taken() -> None:
    *_, last = parse_pacing("27:00 to 5km, 26:00", "run", finish=10_000.0)

    assert last.target is not None
    assert 1560.0 == last.target.time


def test_laps_when_twice_as_slow_and_said_to_be_laps_are_read() -> None:
    assert 2 == len(parse_pacing("62s laps to 2000, 2:49 laps to 3000", "run"))


def test_a_target_when_it_is_of_power() -> None:
    (leg,) = parse_pacing("250W to 20km", "bike")

    assert leg.target is not None
    assert (250.0, None, 20_000.0) == (leg.target.power, leg.target.speed, leg.end)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("62", "'62' is no part of a pacing plan; write it as '62s laps to 4000"),
        ("62s laps until 4000", "is no part of a pacing plan"),
        ("62s to 5min", "is no part of a pacing plan"),
        ("62s to nowhere", "is no part of a pacing plan"),
        ("0s", "is no part of a pacing plan"),
        ("to 4000", "is no part of a pacing plan"),
        ("", "is no part of a pacing plan"),
        ("62s laps, go", "'62s laps' does not say where it ends"),
        ("62s to 4000, 60s to 3000", "'60s to 3000' ends at 3000 m, after 4000 m"),
        ("62s to 0", "ends at 0 m, after 0 m"),
        ("lap 5m, 1s", "a lap of 5m is shorter than 20m"),
        ("lap 200m", "no target in the pacing plan"),
        (",".join(f"62s to {k}" for k in range(1, 300)), "299 parts, more than the 100"),
    ],
)
def test_a_pacing_plan_when_it_cannot_be_read_says_why(text: str, word: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_pacing(text, "run")

    assert word in str(refused.value)


@given(st.text("0123456789 smkh:/WwtogaplL,.-=", max_size=40))
def test_any_words_when_read_are_refused_in_a_sentence_or_read(text: str) -> None:
    with suppress(UsageError):
        assert parse_segments(text)
    with suppress(UsageError):
        assert parse_pacing(text, "run")
