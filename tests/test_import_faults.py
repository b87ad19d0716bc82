from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from periodize.demo import DemoSession, fit_bytes, garmin_csv_bytes, tcx_bytes
from periodize.executors import Serial
from periodize.project.records.importing import import_files
from periodize.store import Store
from tests.import_driver import WHO

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the driver forks")

DRIVER = Path(__file__).with_name("import_driver.py")
EASY = DemoSession(datetime(2025, 3, 1, 8, 0, tzinfo=UTC), "run", [(60, 3.0, 140)], "easy")
KILLS = 50


def write_corpus(folder: Path) -> Path:
    """Files of several kinds, some of one activity, one without any, one damaged."""
    folder.mkdir()
    sessions = [replace(EASY, start=EASY.start + timedelta(days=day)) for day in range(8)]
    for day, session in enumerate(sessions):
        (folder / f"{day}.fit").write_bytes(fit_bytes(session, rng=np.random.default_rng(day)))
    for day in (1, 4):
        (folder / f"{day}.tcx").write_bytes(tcx_bytes(sessions[day], rng=np.random.default_rng(day)))
    (folder / "Activities.csv").write_bytes(garmin_csv_bytes(sessions[2:]))
    (folder / "mornings.csv").write_text("date,rhr\n2025-03-02,50\n2025-03-01,48\n", encoding="utf-8")
    cut = fit_bytes(replace(EASY, start=EASY.start + timedelta(days=30)), rng=np.random.default_rng(30))
    (folder / "cut.fit").write_bytes(cut[: len(cut) * 3 // 4])
    return folder


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the driver found after each of fifty kills, and what its stores hold once completed."""
    stores = tmp_path_factory.mktemp("faults")
    folder = write_corpus(stores / "corpus")
    command = [sys.executable, str(DRIVER), str(folder), str(stores), str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    dumps = [completed(folder, place) for place in sorted(stores.glob("*.db"))]
    return {"found": found, "dumps": dumps, "undisturbed": completed(folder, stores / "whole.db")}


def completed(folder: Path, place: Path) -> object:
    with Store(place, create=True) as store:
        import_files(store, [folder], athlete=WHO, zone=UTC, executor=Serial())
        return store.dump()


def test_the_importer_when_killed_was_really_killed(killed: dict[str, Any]) -> None:
    assert KILLS == sum(one["killed"] for one in killed["found"])
    assert len({one["files"] for one in killed["found"]}) >= 6


def test_the_store_when_the_importer_was_killed_is_sound(killed: dict[str, Any]) -> None:
    assert {("ok", ())} == {(one["sound"], tuple(one["foreign"])) for one in killed["found"]}


def test_the_store_when_the_importer_was_killed_holds_whole_activities(killed: dict[str, Any]) -> None:
    assert {()} == {tuple(one["halves"]) for one in killed["found"]}


def test_the_store_when_completed_after_kills_is_the_undisturbed_one(killed: dict[str, Any]) -> None:
    assert [True] * len(killed["dumps"]) == [dump == killed["undisturbed"] for dump in killed["dumps"]]
