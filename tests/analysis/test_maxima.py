"""Maxima that may not be true: told, and kept."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.analysis.test_segments import laid
from tests.races import raced

from periodize.analysis.segments import whole

LEVEL = [170.0] * 100


def told(hr_max: float | None = None, **channels: Any) -> dict[str, str]:
    return dict(whole(laid(raced([4.0] * 100, **channels)), hr_max=hr_max).doubts)


@pytest.mark.parametrize(
    ("highest", "hr_max", "found"),
    [
        (191, 185.0, {"heart_rate": "above"}),
        (190, 185.0, {}),
        (213, None, {}),
        (220, None, {}),
        (221, None, {"heart_rate": "high"}),
        (221, 218.0, {}),
    ],
)
def test_heart_rate_when_above_the_athletes_own_maximum_or_anybodys_is_doubted(
    highest: float, hr_max: float | None, found: dict[str, str]
) -> None:
    assert found == told(hr_max, heart_rate=[highest] * 100)


@pytest.mark.parametrize(
    ("spike", "found"),
    [
        ([188.0], {"cadence": "alone"}),
        ([186.0], {}),
        ([188.0, 188.0], {}),
    ],
    ids=["one sample", "a small one", "two samples"],
)
def test_cadence_when_one_sample_stands_alone_is_doubted(spike: list[float], found: dict[str, str]) -> None:
    assert found == told(cadence=[*LEVEL[:50], *spike, *LEVEL[50 + len(spike) :]])


@pytest.mark.parametrize("at", [0, 99])
def test_cadence_when_its_highest_has_one_neighbour_is_not_doubted(at: int) -> None:
    assert {} == told(cadence=[200.0 if place == at else 170.0 for place in range(100)])


@pytest.mark.parametrize("beside", [49, 51])
def test_cadence_when_a_neighbour_of_its_highest_is_not_known_is_not_doubted(beside: int) -> None:
    assert {} == told(cadence=[{50: 200.0, beside: np.nan}.get(place, 170.0) for place in range(100)])


@pytest.mark.parametrize("long", [49, 50])
def test_cadence_when_its_highest_stands_beside_a_gap_is_not_doubted(long: int) -> None:
    step = [12.0 if place == long else 1.0 for place in range(100)]
    spiked = [200.0 if place == 50 else 170.0 for place in range(100)]

    assert {} == whole(laid(raced([4.0] * 100, dt=step, cadence=spiked))).doubts


def test_samples_when_long_are_averages_and_not_doubted() -> None:
    course = laid(raced([4.0] * 20, dt=[12.0] * 20, cadence=[170.0] * 10 + [200.0] + [170.0] * 9))

    assert {} == whole(course).doubts


def test_a_maximum_when_doubted_is_kept() -> None:
    found = whole(laid(raced([4.0] * 100, heart_rate=np.full(100, 213.0))), hr_max=186.0)

    assert 213.0 == found.channels["heart_rate"].highest
