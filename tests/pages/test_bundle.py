"""Vega's script: made once, kept, made again where it is not what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from periodize.report.page import bundle

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep scripts in an empty folder; the list has one entry for each that was made."""
    found: list[str] = []

    def make() -> str:
        found.append("made")
        return "script"

    monkeypatch.setattr(bundle, "_made", make)
    monkeypatch.setattr(bundle, "_cache", lambda: tmp_path / "cache")
    return found


def test_the_script_is_made_once(made: list[str]) -> None:
    assert ("script", "script", ["made"]) == (bundle.vega_script(), bundle.vega_script(), made)


@pytest.mark.parametrize("content", [b"", b"scri", b"other script", b"\xff\xfe"])
def test_a_broken_script_is_made_again_and_put_right(made: list[str], tmp_path: Path, content: bytes) -> None:
    bundle.vega_script()
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(content)

    assert ("script", 2, b"script") == (bundle.vega_script(), len(made), kept.read_bytes())


def test_a_cache_that_cannot_be_written_is_no_error(made: list[str], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder would be")

    assert ("script", "script", 2) == (bundle.vega_script(), bundle.vega_script(), len(made))


def test_nothing_is_left_beside_the_script(made: list[str], tmp_path: Path) -> None:
    bundle.vega_script()

    assert [".js"] == [path.suffix for path in (tmp_path / "cache").iterdir()]


def test_another_version_is_another_script(made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    bundle.vega_script()
    monkeypatch.setattr(bundle, "version", lambda _: "0.0")
    bundle.vega_script()

    assert 2 == len(made)
