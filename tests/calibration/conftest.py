"""A synthetic athlete whose truth is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pytest

from periodize.calibration import Performance
from periodize.history import History
from periodize.response import ImpulseResponse, respond

FIRST = date(2026, 1, 1)


@dataclass(frozen=True)
class Athlete:
    history: History
    tests: tuple[Performance, ...]
    days: np.ndarray
    truth: ImpulseResponse

    @property
    def loads(self) -> np.ndarray:
        return self.history.one("load")


def days_of(loads: np.ndarray) -> History:
    return History(np.datetime64(FIRST, "D") + np.arange(len(loads)), {"load": loads[np.newaxis]})


def train(n_days: int, rng: np.random.Generator) -> np.ndarray:
    """Weeks that swell and fall, a rest day in five."""
    swell = 60 + 30 * np.sin(np.arange(n_days) / 25)
    loads: np.ndarray = swell * rng.gamma(4, 0.25, n_days) * (rng.random(n_days) < 0.8)
    return loads


def athlete(n_days: int = 240, n_tests: int = 30, noise: float = 2.0, seed: int = 5) -> Athlete:
    rng = np.random.default_rng(seed)
    truth = ImpulseResponse(
        fitness_days=45.0, fatigue_days=11.0, baseline=250.0, fitness_gain=0.1, fatigue_gain=0.18, unit="W",
        convention="inclusive",
    )  # fmt: skip
    loads = train(n_days, rng)
    days = np.sort(rng.choice(np.arange(20, n_days), n_tests, replace=False))
    form = respond(loads, model=truth).one("performance")
    tests = tuple(
        Performance(FIRST + timedelta(int(d)), float(form[d] + noise * rng.standard_normal()), "power", "5-min test")
        for d in days
    )
    return Athlete(days_of(loads), tests, days, truth)


@pytest.fixture(scope="session")
def swinging() -> Athlete:
    return athlete()
