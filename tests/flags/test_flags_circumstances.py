"""What explains a sign, and what a sign that is explained counts for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from periodize.flags import SIGNS, Circumstance, Level, composite, evaluate
from periodize.flags.circumstances import Kind, why_expected
from periodize.history import History

CAMP = Circumstance(date(2024, 5, 1), date(2024, 5, 10), "overload", "training camp")


def explained(code: str, day: date, kind: Kind = "overload") -> bool:
    return bool(why_expected(SIGNS[code], day, [replace(CAMP, kind=kind)]))


@pytest.mark.parametrize(
    ("code", "after", "expected"),
    [
        ("R12", -10, False),
        ("R12", -9, True),
        ("R12", 6, True),
        ("R12", 7, False),
        ("R1", 0, True),
        ("R6", 2, True),
        ("R6", 3, False),
        ("R8", 2, True),
        ("R9", 3, False),
        ("R2", 0, False),
        ("R4", 0, False),
        ("R10", 0, False),
        ("R14", 0, False),
    ],
)
def test_a_camp_explains_load_and_for_three_days_ratings_and_pulse(code: str, after: int, expected: bool) -> None:
    assert expected == explained(code, CAMP.last + timedelta(after))


@pytest.mark.parametrize("kind", ["altitude", "heat"])
@pytest.mark.parametrize(
    ("code", "expected"),
    [("R3", True), ("R4", True), ("R8", True), ("R9", True), ("R6", False), ("R12", False), ("R2", False)],
)
def test_altitude_and_heat_hold_back_signs_by_heart_rate(kind: Kind, code: str, expected: bool) -> None:
    assert expected == explained(code, CAMP.last, kind)


@pytest.mark.parametrize(
    ("code", "after", "expected"),
    [("R12", -1, False), ("R12", 0, True), ("R12", 27, True), ("R12", 28, False), ("R11", 5, True), ("R1", 5, False)],
)
def test_a_new_sensor_holds_back_signs_of_load_for_28_days(code: str, after: int, expected: bool) -> None:
    switch = Circumstance(CAMP.first, CAMP.first, "switch", "another strap")

    assert expected == bool(why_expected(SIGNS[code], CAMP.first + timedelta(after), [switch]))


def jump() -> History:
    load = np.repeat([50.0] * 12 + [100.0], 7)[None]
    return History(np.datetime64("2024-01-01") + np.arange(load.shape[1]), {"load": load})


def test_expected_days_are_no_spell_with_the_others() -> None:
    history = jump()
    camp = Circumstance(history.day(75), history.day(81), "overload", "camp")
    found = evaluate(history, as_of=history.end, circumstances=[camp]).signs

    assert [(s.expected, s.day) for s in found if s.code == "R12"] == [
        ("expected: camp", history.day(86)),
        ("", history.day(88)),
    ]


def test_an_expected_sign_asks_for_no_more_than_a_look() -> None:
    ratings = SIGNS["R6"].sign(CAMP.last, seen=1.0, limit=2.0, unit="", n=40, message="", unusual="")

    assert composite([ratings], as_of=CAMP.last) is Level.WATCH
    assert composite([replace(ratings, expected="camp")], as_of=CAMP.last) is Level.INFO
