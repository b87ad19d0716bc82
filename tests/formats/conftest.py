from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from periodize.demo import DemoSession

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
def recorded() -> Path:
    """Real recordings that are not part of the project."""
    return _shared("recorded")


@pytest.fixture(scope="session")
def histories() -> Path:
    """Real exports that are not part of the project."""
    return _shared("histories")


def _shared(name: str) -> Path:
    repo_root = Path(__file__).parents[2]
    folder = repo_root.parent / "shared" / "data" / name
    if not folder.is_dir():
        pytest.skip(f"the real files are kept outside the project, in ../shared/data/{name}, and are not here")
    return folder
