"""docs/check.md tells the tolerances that the program has."""

from __future__ import annotations

import re
from math import isinf

from periodize.compare.compliance import ABOVE_EASY, EASY_INTENTS, LOAD_MARGIN, VOLUME, WORK
from periodize.compare.execution import HEART_RATE_FROM, LONG_ENOUGH, TOLERANCE, TOO_LONG
from tests.where import ROOT

PAGE = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.split())

OF = {"tempo": " of the work", "intervals": " of the repeats"}


def band(low: float, high: float) -> str:
    return f"from {low:.0%}" if isinf(high) else f"{low:.0%} to {high:.0%}"


def row(intent: str) -> str:
    volume = VOLUME[intent]
    if volume is None:
        return f"| {intent} | - | - | - | - |"
    low, high = volume
    intensity = f"up to {ABOVE_EASY:.0%} of the time above easy" if intent in EASY_INTENTS else "-"
    if intent in WORK:
        intensity = "each repeat on target"
    structure = band(*WORK[intent]) + OF[intent] if intent in WORK else "-"
    return (
        f"| {intent} | {band(low, high)} | {band(low - LOAD_MARGIN, high + LOAD_MARGIN)} | {intensity} | {structure} |"
    )


def test_every_intent_has_its_row_and_no_other() -> None:
    table = PAGE.partition("| intent | volume |")[2].partition("\n\n")[0]
    rows = [line for line in table.splitlines() if re.match(r"\| [a-z]+ \|", line)]

    assert [row(intent) for intent in VOLUME] == rows


def test_tolerance_of_a_repeat_is_told() -> None:
    pace, power, heart_rate = (f"{TOLERANCE[name]:.0%}" for name in ("speed", "power", "heart_rate"))

    assert f"within {pace} of a pace, {power} of power and {heart_rate} of a heart rate" in TEXT


def test_repeats_too_short_for_the_heart_rate_are_told() -> None:
    assert f"Heart rate says nothing of repeats under {HEART_RATE_FROM / 60:.0f} min" in TEXT


def test_length_from_which_a_repeat_counts_is_told() -> None:
    assert f"counts from {LONG_ENOUGH:.0%} to {TOO_LONG:.0%} of its planned length" in TEXT
