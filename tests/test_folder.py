"""Files that a command writes into a season folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from periodize.errors import UsageError
from periodize.project.folder import write_new

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def taken(tmp_path: Path) -> Path:
    """A folder where a file is to be written."""
    path = tmp_path / "d.svg"
    path.mkdir()
    return path


def test_file_that_cannot_be_written_is_named_as_it_was_asked_for(taken: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot write .*/d\.svg: "):
        write_new({taken: "<svg/>"}, force=True)


def test_file_that_cannot_be_written_leaves_nothing_beside_it(taken: Path) -> None:
    with pytest.raises(UsageError):
        write_new({taken: "<svg/>"}, force=True)

    assert [taken] == list(taken.parent.iterdir())
