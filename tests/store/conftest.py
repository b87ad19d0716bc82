from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from periodize.project.folder import STORE_NAME
from periodize.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / STORE_NAME


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path, create=True) as new:
        yield new
