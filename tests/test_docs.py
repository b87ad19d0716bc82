"""The console blocks of README and docs are real: each command is run, its output compared line by line.

A line of three dots stands for any lines. The blocks of a page run one after another; `cd` lasts.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.where import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGES = [
    page for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if "```console" in page.read_text()
]
TODAY = "2026-11-22"
"""Day on which the printed output was true."""

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command: str, folder: Path) -> list[str]:
    """Return the lines that a command prints, on either stream."""
    words = shlex.split(command)
    if words[0] == "periodize":
        words = [sys.executable, "-m", *words]
    env = os.environ | {"PERIODIZE_TODAY": TODAY, "COLUMNS": "80", "TZ": "UTC", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        words, cwd=folder, env=env, text=True, encoding="utf-8", check=False, timeout=120, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert "Traceback" not in done.stdout, done.stdout
    return [line.rstrip() for line in done.stdout.rstrip("\n").splitlines()]


def matches(expected: list[str], got: list[str]) -> bool:
    if not expected:
        return not got
    if expected[0] == "...":
        return any(matches(expected[1:], got[k:]) for k in range(len(got), -1, -1))
    return bool(got) and expected[0] == got[0] and matches(expected[1:], got[1:])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_console_blocks_show_real_output(page: Path, tmp_path: Path) -> None:
    folder = tmp_path
    assert BLOCK.search(page.read_text(encoding="utf-8"))
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            if command.startswith("cd "):
                folder = folder / command[3:]
                continue
            expected = [line.rstrip() for line in printed.rstrip("\n").splitlines()]
            got = run(command, folder)
            assert matches(expected, got), "\n".join([command, *got])
