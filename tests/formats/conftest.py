from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from periodize.demo import DemoSession

if TYPE_CHECKING:
    from pathlib import Path

ZONE = ZoneInfo("Europe/Berlin")


@pytest.fixture
def zone() -> ZoneInfo:
    return ZONE


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)


@pytest.fixture
def session() -> DemoSession:
    """An interval session: warm-up, three fast minutes with standing rest, cool-down."""
    segments = [(300, 2.8, 130), (180, 4.4, 172), (60, 0.0, 120), (300, 2.8, 135)]
    return DemoSession(datetime(2025, 3, 1, 8, 0, tzinfo=ZONE), "run", segments, "3 min fast", rpe=6.0)


@pytest.fixture(scope="session")
def recorded(shared_data: Path) -> Path:
    """Real recordings that are not part of the project."""
    return shared_data / "recorded"


@pytest.fixture(scope="session")
def histories(shared_data: Path) -> Path:
    """Real exports that are not part of the project."""
    return shared_data / "histories"
