"""The command line as a user runs it, in a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Run(Protocol):
    def __call__(self, *arguments: str | Path, width: int = 80, **environment: str) -> Result: ...


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `periodize ...` in an empty folder; today is fixed."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path, width: int = 80, **environment: str) -> Result:
        env = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"}}
        env |= {"PERIODIZE_TODAY": "2027-02-10", "COLUMNS": str(width), "TZ": "UTC", "PYTHONUTF8": "1", **environment}
        done = subprocess.run(
            [sys.executable, "-m", "periodize", *map(str, arguments)],
            capture_output=True, text=True, env=env, cwd=Path.cwd(), check=False, timeout=120, encoding="utf-8",
        )  # fmt: skip
        return Result(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example season as of 10 February 2027, made once."""
    from datetime import date

    from periodize.demo import season_files
    from periodize.project.folder import write_new

    folder = tmp_path_factory.mktemp("demo")
    write_new({folder / path: content for path, content in season_files(date(2027, 2, 10)).items()})
    return folder
