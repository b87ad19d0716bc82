"""A change of heart-rate strap: the step in load is said, load signs are held back, those of heart rate are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.athlete import Athlete, Dated
from periodize.effort import Effort
from periodize.project.checks.checking import check
from tests.making import recorded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.activity import Activity
    from periodize.report.views.check import CheckReport

ATHLETE = Athlete(hr_max=195, hr_rest=45, sex="female")
BEFORE = [125.0 + k % 3 for k in range(60)]
"""Heart rates of sixty days [bpm]."""


def run(k: int, heart_rate: float, speed: float = 3.0) -> Activity:
    """Three quarters of an hour, some days after the first."""
    channels = {"heart_rate": np.array([heart_rate]), "speed": np.array([speed])}
    whole = recorded(f"run{k:03}", seconds=1)
    return replace(
        whole, start=whole.start + timedelta(k), effort=Effort("run", np.array([2700.0]), channels), elapsed=2700.0
    )


def checked(heart_rates: Sequence[float]) -> CheckReport:
    return check(None, [run(k, rate) for k, rate in enumerate(heart_rates)], athlete=ATHLETE)


def said(report: CheckReport) -> list[str]:
    return [note for note in report.assumptions if "strap" in note]


def test_step_is_said_with_how_long_load_signs_are_held_back() -> None:
    report = checked([*BEFORE, *(rate + 14 for rate in BEFORE[:10])])

    (note,) = said(report)
    assert note.startswith("heart rate of run 11% higher at the same pace since 2026-07-02 (a new strap?)")
    assert note.endswith(": load signs held back until 2026-07-29")


def test_step_holds_back_load_signs_and_leaves_heart_rate_at_pace() -> None:
    report = checked([*BEFORE, *(rate + 14 for rate in BEFORE[:10])])
    held = {sign.code: sign.expected.startswith("held back until 2026-07-29") for sign in report.signs}

    assert {"R4": False, "R11": True, "R12": True} == held


@pytest.mark.parametrize(
    "after",
    [
        [rate + 14 for rate in BEFORE[:3]],
        [*(rate + 14 for rate in BEFORE[:3]), *BEFORE[:7]],
        [rate + 4 for rate in BEFORE[:10]],
        [125.0 + k for k in range(14)],
    ],
    ids=["three sessions", "not for long", "small", "little by little"],
)
def test_no_step_is_said(after: list[float]) -> None:
    assert not said(checked([*BEFORE, *after]))


def test_no_step_is_said_when_the_pace_is_another() -> None:
    runs = [run(k, rate) for k, rate in enumerate(BEFORE)] + [run(60 + k, 148.0, speed=3.3) for k in range(10)]

    assert not said(check(None, runs, athlete=ATHLETE))


def test_no_step_is_said_after_a_long_pause() -> None:
    runs = [run(k, rate) for k, rate in enumerate(BEFORE)] + [run(75 + k, 140.0) for k in range(10)]

    assert not said(check(None, runs, athlete=ATHLETE))


def test_no_step_is_said_when_load_goes_by_pace() -> None:
    runs = [run(k, rate) for k, rate in enumerate([*BEFORE, *(rate + 14 for rate in BEFORE[:10])])]
    by_pace = replace(ATHLETE, thresholds={"run": (Dated(3.9),)})

    assert not said(check(None, runs, athlete=by_pace))
