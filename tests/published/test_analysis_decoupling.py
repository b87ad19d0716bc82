"""Decoupling and weighting against what Athlytics (rOpenSci) prints.

Its sample tables of decoupling and efficiency come without the recordings that they were made of, so nothing here can
be held against them.
"""

from __future__ import annotations

import json

import numpy as np
import pytest
from tests.where import DATA

from periodize.analysis import Decoupling, Efficiency, decoupling, efficiency
from periodize.effort import Effort

VECTORS = DATA / "overtraining" / "test_vectors.json"


def halves(heart_rate: tuple[float, float], speed: tuple[float, float]) -> Effort:
    """Fifty minutes, each half steady."""
    channels = {
        "heart_rate": np.repeat(np.array(heart_rate, float), 1500),
        "speed": np.repeat(np.array(speed, float), 1500),
    }
    return Effort("run", np.ones(3000), channels)


@pytest.mark.parametrize(
    ("heart_rate", "speed", "printed"),
    [
        ((150.0, 157.5), (3.0, 3.0), 4.7619048),
        ((150.0, 150.0), (3.0, 2.85), 5.0),
        ((140.0, 154.0), (3.0, 3.0), 9.0909091),
        ((150.0, 150.0), (3.0, 3.0), 0.0),
    ],
)
def test_decoupling_as_athlytics(heart_rate: tuple[float, float], speed: tuple[float, float], printed: float) -> None:
    found = decoupling(halves(heart_rate, speed))

    assert isinstance(found, Decoupling)
    assert printed == pytest.approx(found.value, abs=5e-8)


@pytest.mark.skipif(not VECTORS.exists(), reason="the collected vectors are not here")
def test_collected_decouplings() -> None:
    rows = json.loads(VECTORS.read_text())["decoupling_pct"]
    found = [decoupling(halves(tuple(row["hr"]), tuple(row["v"]))) for row in rows]

    assert [row["out"] for row in rows] == pytest.approx(
        [one.value for one in found if isinstance(one, Decoupling)], abs=5e-8
    )


def test_efficiency_is_the_ratio_of_athlytics_in_metres_a_beat() -> None:
    found = efficiency(halves((150.0, 150.0), (3.0, 3.0)))

    assert Efficiency(60 * 3.0 / 150, "m/beat", "speed") == found  # Athlytics: 0.02 m/s for each bpm
