"""What the times of a session say."""

from __future__ import annotations

from datetime import date, timedelta
from math import nan

import pytest

from periodize.compare.signature import Rep
from periodize.project.checks.followed import followed, told
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


def says(*outings: Outing, sport: str = "run") -> str:
    return " ".join(told(outings, followed(outings), sport=sport))


USUAL = [outing(week, rate=160 + week % 2) for week in range(5)]


def test_lower_heart_rate_that_felt_harder_is_not_called_fitness() -> None:
    assert "can be fatigue rather than fitness" in says(*USUAL, outing(5, rate=152, rating=8))


def test_lower_heart_rate_that_felt_as_usual_is_no_fatigue() -> None:
    assert "fatigue" not in says(*USUAL, outing(5, rate=152))


def test_session_that_felt_harder_is_told() -> None:
    assert "It felt harder at that pace: +2.0 of 10." in says(*USUAL, outing(5, rate=161, rating=8))


@pytest.mark.parametrize(
    ("sport", "power", "word"), [("bike", nan, "faster"), ("bike", 250.0, "stronger"), ("run", 250.0, "faster")]
)
def test_change_is_told_in_the_words_of_its_output(sport: str, power: float, word: str) -> None:
    usual = [outing(week, rate=160 + week % 2, power=power) for week in range(5)]

    assert f"% {word} than the 5 before it" in says(*usual, outing(5, rate=150, power=power), sport=sport)


def test_session_that_is_left_out_is_named_with_its_reason() -> None:
    from dataclasses import replace

    hot = replace(outing(5), why=("11 degrees warmer than usual",))

    assert "left out: 2027-02-09 (11 degrees warmer than usual)." in says(*USUAL, hot)
    assert "No change is told: the last is not comparable." in says(*USUAL, hot)
