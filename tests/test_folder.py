"""Files that a command writes into a season folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from periodize.errors import UsageError
from periodize.project.folder import store_path, write_new


@pytest.fixture
def taken(tmp_path: Path) -> Path:
    """A folder where a file is to be written."""
    path = tmp_path / "d.svg"
    path.mkdir()
    return path


@pytest.fixture
def seasons(tmp_path: Path) -> Path:
    """A store with a season in a folder of its own."""
    (tmp_path / "periodize.db").touch()
    (tmp_path / "2027").mkdir()
    (tmp_path / "2027" / "spring.yaml").write_text("periodize: 1\n")
    return tmp_path


def test_file_that_cannot_be_written_is_named_as_it_was_asked_for(taken: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot write .*/d\.svg: "):
        write_new({taken: "<svg/>"}, force=True)


def test_file_that_cannot_be_written_leaves_nothing_beside_it(taken: Path) -> None:
    with pytest.raises(UsageError):
        write_new({taken: "<svg/>"}, force=True)

    assert [taken] == list(taken.parent.iterdir())


def test_store_is_in_its_folder(tmp_path: Path) -> None:
    assert tmp_path / "periodize.db" == store_path(tmp_path)


def test_store_of_several_seasons_is_above_the_plan_of_one(seasons: Path) -> None:
    assert seasons / "periodize.db" == store_path(seasons / "2027")


def test_store_above_is_told_from_the_folder_that_one_is_in(seasons: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(seasons / "2027")

    assert Path("../periodize.db") == store_path(Path())


def test_own_store_comes_before_the_one_above(seasons: Path) -> None:
    own = seasons / "2027" / "periodize.db"
    own.touch()

    assert own == store_path(seasons / "2027")


def test_folder_with_recorded_files_has_a_store_of_its_own(seasons: Path) -> None:
    (seasons / "2027" / "recorded").mkdir()

    assert seasons / "2027" / "periodize.db" == store_path(seasons / "2027")


def test_folder_without_a_plan_has_no_store_above(seasons: Path) -> None:
    (seasons / "2027" / "spring.yaml").unlink()

    assert seasons / "2027" / "periodize.db" == store_path(seasons / "2027")
