"""What the times of a session say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import nan

import pytest

from periodize.compare.signature import Rep
from periodize.project.checks.followed import followed, main_of, told
from periodize.report.views.benchmark import Outing

FIRST = date(2027, 1, 5)


def outing(week: int, *, speed: float = 4.0, rate: float = 160.0, rating: float = 6.0, power: float = nan) -> Outing:
    """A session of one block of twenty minutes, its values at the usual pace."""
    values = {
        "output": speed, "output_at_heart_rate": speed * 160 / rate, "heart_rate": rate, "heart_rate_at_output": rate,
        "rating": rating, "rating_at_output": rating, "drift": nan, "recovery": nan,
    }  # fmt: skip
    around = dict.fromkeys(("temperature", "altitude", "climb", "since_hard"), nan)
    rep = Rep(0, 600.0, 1200.0, 1200 * speed, speed, power, rate, nan)
    return Outing(f"a{week}", FIRST + timedelta(days=7 * week), (1,), (rep,), values, around, (), "plan")


def far(week: int, *, speed: float = 3.7, rate: float = 160.0) -> Outing:
    """A session too far from the usual pace for its heart rate to be told at that."""
    one = outing(week, speed=speed, rate=rate)
    return replace(one, values={**one.values, "output_at_heart_rate": nan, "heart_rate_at_output": nan})


def says(*outings: Outing, sport: str = "run") -> str:
    return " ".join(told(outings, followed(outings), sport=sport))


USUAL = [outing(week, rate=160 + week % 2) for week in range(5)]


def test_lower_heart_rate_that_felt_harder_is_not_called_fitness() -> None:
    assert "can be fatigue rather than fitness" in says(*USUAL, outing(5, rate=152, rating=8))


def test_lower_heart_rate_that_felt_as_usual_is_no_fatigue() -> None:
    assert "fatigue" not in says(*USUAL, outing(5, rate=152))


def test_heart_rate_lower_by_chance_is_not_called_lower() -> None:
    uneven = [outing(week, rate=160 + 4 * (week % 2)) for week in range(6)]

    assert "It felt harder at that pace: +2.0 of 10." in says(*uneven, outing(6, rate=160, rating=8))


def test_session_that_felt_harder_is_told() -> None:
    assert "It felt harder at that pace: +2.0 of 10." in says(*USUAL, outing(5, rate=161, rating=8))


@pytest.mark.parametrize(
    ("sport", "power", "word"), [("bike", nan, "faster"), ("bike", 250.0, "stronger"), ("run", 250.0, "faster")]
)
def test_change_is_told_in_the_words_of_its_output(sport: str, power: float, word: str) -> None:
    usual = [outing(week, rate=160 + week % 2, power=power) for week in range(5)]

    assert f"% {word} than the 5 before it" in says(*usual, outing(5, rate=150, power=power), sport=sport)


def test_session_that_is_left_out_is_named_with_its_reason() -> None:
    hot = replace(outing(5), why=("11 degrees warmer than usual",))

    assert "left out: 2027-02-09 (11 degrees warmer than usual)." in says(*USUAL, hot)
    assert "No change is told: the last is not comparable." in says(*USUAL, hot)


# ---- a last time far from the usual pace


def test_last_time_far_from_the_usual_pace_is_told_by_its_pace() -> None:
    said = says(*USUAL, far(5))

    assert "Over the work the last was 7.5 % slower than the 5 before it" in said
    assert "At the same heart rate the last" not in said


def test_last_time_far_from_the_usual_pace_says_why_it_goes_by_pace() -> None:
    assert (
        "Its heart rate was 163, before it 160 bpm on average: more than 5 % off the usual pace nothing is told at the "
        "same heart rate." in says(*USUAL, far(5, rate=163))
    )


def test_last_time_without_a_heart_rate_says_that_it_goes_by_pace() -> None:
    assert "Without a heart rate of it that is pace alone." in says(*USUAL, far(5, rate=nan))


def test_trend_goes_by_what_the_last_time_is_told_by() -> None:
    paces = [4.0 * 1.01**week for week in range(7)]
    outings = [*[outing(week, speed=paces[week]) for week in range(6)], far(6, speed=paces[6])]
    main = main_of(outings, followed(outings))

    assert main is not None
    assert "output" == main.name
    assert "Trend in four weeks: +4.1 %" in says(*outings)


def test_earlier_time_far_from_the_usual_pace_leaves_the_last_told_at_its_heart_rate() -> None:
    assert "At the same heart rate the last was" in says(far(-1), *USUAL, outing(5, rate=150))


def test_few_times_are_told_by_the_last_of_them() -> None:
    said = says(outing(0), outing(1, speed=4.04), far(2))

    assert "Over the work the last was 8.0 % slower than 2 times before: too few to tell more." in said


def test_last_time_of_unknown_pace_tells_no_change() -> None:
    said = says(*USUAL, far(5, speed=nan))

    assert "No change is told: not known for the last one." in said
    assert "bpm on average" not in said


# ---- effort that may have been chosen


@pytest.mark.parametrize(
    ("speed", "rate", "way"), [(4.2, 164.0, "higher too: who goes harder"), (3.85, 157.0, "lower too: who takes it")]
)
def test_pace_that_changes_with_the_heart_rate_may_be_chosen(speed: float, rate: float, way: str) -> None:
    assert f"Heart rate was {way}" in says(*USUAL, outing(5, speed=speed, rate=rate))


@pytest.mark.parametrize("rate", [150.0, 160.0])
def test_pace_that_changes_without_the_heart_rate_is_not_said_to_be_chosen(rate: float) -> None:
    assert "by choice" not in says(*USUAL, outing(5, speed=4.2, rate=rate))
