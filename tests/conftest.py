"""Fixtures that every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real recorded files beside the project; tests that need it are skipped in a public clone."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def shared_plans() -> Path:
    """The plans of the specification; skipped in a public clone."""
    folder = ROOT.parent / "shared" / "design" / "plans"
    if not folder.is_dir():
        pytest.skip("the plans of the specification are not beside this checkout")
    return folder
