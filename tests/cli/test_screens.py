"""Whole screens, as a person sees them: at several widths, without colour, without the signs of Unicode.

The screens are files in tests/golden. After a change that is meant, write them anew and read the difference:

    PERIODIZE_GOLDEN=write .venv/bin/pytest tests/cli/test_screens.py; git diff tests/golden
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, date
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from periodize.cli.app import COMMANDS, run
from tests.where import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GOLDEN = ROOT / "tests" / "golden"
TODAY = "2027-02-10"

SCREENS = {
    "simulate-80": ("simulate",),
    "simulate-120": ("simulate",),
    "simulate-60-ascii": ("simulate",),
    "show-80": ("show", "--week", "2027-02-08"),
    "show-120": ("show", "--week", "2027-02-08"),
    "today-80": ("today",),
    "check-80": ("check",),
    "check-120": ("check",),
    "wellness-80": ("wellness", "list"),
}
"""Name of a screen, with its width -> what is asked."""

ASKED = {
    "demo": ("demo", "another"),
    "init": ("init", "mine", "--yes"),
    "validate": ("validate",),
    "format": ("format",),
    "show": ("show", "--all"),
    "explain": ("explain", "2027-02-10"),
    "simulate": ("simulate", "--runs", "20", "--what-if", "miss 20%", "--fan", "performance"),
    "compare": ("compare", "plan.yaml", "light.yaml", "--runs", "20"),
    "sweep": ("sweep", "--over", "blocks.taper.days=6..8", "--at", "race:marathon", "--runs", "20"),
    "log": ("log", "run", "62min", "12.4km"),
    "import": ("import", "recorded"),
    "wellness": ("wellness", "list"),
    "activities": ("activities",),
    "doctor": ("doctor",),
    "check": ("check", "--all"),
    "today": ("today",),
    "why": ("why", "R1"),
    "models": ("models",),
    "model": ("model", "perpot"),
    "rules": ("rules",),
    "rule": ("rule", "R12"),
    "skip": ("skip",),
    "silence": ("silence",),
    "calibrate": ("calibrate",),
    "schema": ("schema",),
}
"""Command -> a line that lets it print; of those that are not here their help is read."""

Screen = Callable[..., bytes]


@pytest.fixture(scope="module")
def kept(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example season with its recordings in a store, and a lighter plan beside it."""
    from periodize.project.folder import STORE_NAME
    from periodize.project.records.importing import import_files
    from periodize.project.records.keeping import owner
    from periodize.store import Store

    folder = tmp_path_factory.mktemp("kept") / "season"
    shutil.copytree(demo, folder)
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "light.yaml").write_text(plan.replace("volume: 70%", "volume: 50%"), encoding="utf-8")
    with Store(folder / STORE_NAME, create=True) as store:
        import_files(store, [folder / "recorded"], athlete=owner(folder, date.fromisoformat(TODAY))[0], zone=UTC)
    return folder


@pytest.fixture
def screen(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Return what a command prints, on both streams, in the folder of the example season."""
    shutil.copytree(kept, tmp_path / "season")
    monkeypatch.chdir(tmp_path / "season")
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "PERIODIZE_ASCII"):
        monkeypatch.delenv(name, raising=False)

    def ask(*arguments: str, width: int = 80, encoding: str = "utf-8", **environment: str) -> bytes:
        printed = io.BytesIO()
        stream = io.TextIOWrapper(printed, encoding=encoding, write_through=True, newline="\n")
        with monkeypatch.context() as own:
            for name, value in {"PERIODIZE_TODAY": TODAY, "COLUMNS": str(width), "TZ": "UTC", **environment}.items():
                own.setenv(name, value)
            own.setattr(sys, "stdout", stream)
            own.setattr(sys, "stderr", stream)
            with pytest.raises(SystemExit):
                run(list(arguments))
        return printed.getvalue()

    return ask


@pytest.mark.parametrize("name", SCREENS)
def test_screen_is_as_it_was_reviewed(name: str, screen: Screen) -> None:
    width, ascii_only = int(name.split("-")[1]), name.endswith("ascii")
    lines = (
        screen(*SCREENS[name], width=width, **({"PERIODIZE_ASCII": "1"} if ascii_only else {})).decode().splitlines()
    )
    found = "".join(f"{line.rstrip()}\n" for line in lines)
    path = GOLDEN / f"{name}.txt"
    assert not found.startswith("error")
    if os.environ.get("PERIODIZE_GOLDEN") == "write":
        path.write_text(found, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == found


@pytest.mark.parametrize("name", SCREENS)
def test_screen_is_no_wider_than_it_may_be(name: str) -> None:
    lines = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()

    assert max(map(cell_len, lines)) <= int(name.split("-")[1])


@pytest.mark.parametrize("command", COMMANDS)
def test_command_prints_where_only_ascii_can_be_written(command: str, screen: Screen) -> None:
    printed = screen(*ASKED.get(command, (command, "--help")), encoding="ascii")

    assert printed
    assert printed.isascii()


@pytest.mark.parametrize("encoding", ["cp437", "cp850", "cp1252", "latin-1", "utf-16"])
def test_season_prints_in_an_old_code_page(encoding: str, screen: Screen) -> None:
    assert "River Marathon" in screen("simulate", encoding=encoding).decode(encoding)


def test_data_for_ascii_streams_is_the_same_data(screen: Screen) -> None:
    from json import loads

    everywhere, here = (loads(screen("explain", "2027-02-10", "--json", encoding=e)) for e in ("utf-8", "ascii"))

    assert everywhere == here


@pytest.mark.parametrize("arguments", [("simulate",), ("check", "--all"), ("show",), ("today",)])
def test_pipe_gets_no_colour(arguments: tuple[str, ...], screen: Screen) -> None:
    assert b"\x1b" not in screen(*arguments)


def test_colour_is_left_out_where_it_is_not_wanted(screen: Screen) -> None:
    coloured = screen("simulate", FORCE_COLOR="1", TERM="xterm-256color")
    plain = screen("simulate", FORCE_COLOR="1", TERM="xterm-256color", NO_COLOR="1")

    assert (True, False) == (b"\x1b[34m" in coloured, b"\x1b[3" in plain)
