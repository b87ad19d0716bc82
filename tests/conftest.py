"""Fixtures that every test may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.where import DATA, PLANS

if TYPE_CHECKING:
    from pathlib import Path

# a machine that pauses for a moment makes no code wrong
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real recorded files beside the project; tests that need it are skipped in a public clone."""
    if not DATA.is_dir():
        pytest.skip("the shared data folder is not beside this checkout")
    return DATA


@pytest.fixture(scope="session")
def shared_plans() -> Path:
    """The plans of the specification; skipped in a public clone."""
    if not PLANS.is_dir():
        pytest.skip("the plans of the specification are not beside this checkout")
    return PLANS
