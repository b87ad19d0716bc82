"""The main job on real recordings, end to end."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

import periodize
from periodize.compare import State
from periodize.flags import SIGNS, Level
from tests.where import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.flags import Sign
    from periodize.report.views.check import CheckReport


SPIKE_ROW = re.compile(r"^\| (\d{4}-\d\d-\d\d) \|.*\| ([\d.]+) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def june(shared_data: Path) -> CheckReport:
    """Thirty-three recordings of June 2013 against the four weeks that were drafted for them."""
    season, problems = periodize.load_plan(ROOT / "examples" / "june-2013.yaml")
    assert season is not None, problems
    record = periodize.read_record([shared_data / "recorded" / "tcx-trackeR"], timezone="Europe/London")
    return periodize.check(season, record, today=date(2026, 11, 22))


def test_files_of_one_session_are_summed(june: CheckReport) -> None:
    files = {row.day.day: len(row.done.activities) for row in june.comparison.rows if row.done and row.planned}

    assert (3, 2, 3, 2) == (files[14], files[15], files[19], files[30])


def test_races_are_seen_on_their_days(june: CheckReport) -> None:
    races = {row.day.day: row for row in june.comparison.rows if row.planned and row.planned.intent == "race"}

    assert {14: State.DONE, 15: State.DONE, 23: State.DONE, 29: State.DONE} == {d: r.state for d, r in races.items()}
    assert all(row.done is not None and row.done.day == row.day for row in races.values())


def test_the_month_is_judged_as_of_its_end(june: CheckReport) -> None:
    assert (date(2013, 6, 30), Level.INFO) == (june.as_of, june.verdict)
    assert ["R13"] == [sign.code for sign in june.signs]
    assert {"R1", "R13", "R15", "R16", "R17"} == set(SIGNS) - {n.code for n in june.findings.not_evaluated}
    states = Counter(row.state for row in june.comparison.rows)
    assert 26 == sum(row.planned is not None for row in june.comparison.rows)
    assert states[State.MISSED] == 3


def test_seven_years_of_runs_are_read_and_judged(shared_data: Path) -> None:
    record = periodize.read_record([shared_data / "histories" / "garmin-csv-1131-runs"], timezone="Europe/Paris")
    report = periodize.check(None, record, today=date(2026, 1, 4))

    assert 1131 == len(record.activities)
    assert report.history is not None
    assert (date(2019, 2, 1), date(2026, 1, 4)) == (report.history.start, report.history.end)
    spikes = [sign for sign in (*report.signs, *report.past_signs) if sign.code == "R1"]
    assert 73 == len(spikes)
    largest = sorted(spikes, key=lambda sign: -sign.seen)[:3]
    assert [date(2025, 6, 14), date(2024, 12, 1), date(2023, 12, 3)] == [sign.day for sign in largest]
    assert [3.976, 3.879, 3.842] == [round(sign.seen, 3) for sign in largest]
    _as_on_the_page(spikes)


def _as_on_the_page(spikes: list[Sign]) -> None:
    """The ten largest and the categories stand in docs/check.md."""
    page = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    listed = [(date.fromisoformat(day), ratio) for day, ratio in SPIKE_ROW.findall(page)]
    ten = [(sign.day, f"{sign.seen:.2f}") for sign in sorted(spikes, key=lambda sign: -sign.seen)[:10]]
    assert ten == listed
    counts = Counter("small" if sign.seen <= 1.3 else "middle" if sign.seen <= 2 else "large" for sign in spikes)
    assert {"small": 29, "middle": 32, "large": 12} == counts


def test_loads_of_goldencheetah_give_its_fitness_and_fatigue(shared_data: Path) -> None:
    import csv

    import numpy as np

    path = next((shared_data / "histories" / "goldencheetah-opendata").glob("*.csv"))
    first = date(2007, 2, 2)
    loads = np.zeros((date(2010, 1, 1) - first).days)
    with path.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            day = (date.fromisoformat(row["date"]) - first).days
            if row["tss"] and 0 <= day < len(loads):
                loads[day] += float(row["tss"])
    history = periodize.respond(loads, start=first)

    for evening, fitness, fatigue in (
        (date(2008, 12, 31), 81.141048, 126.835672),
        (date(2009, 6, 30), 93.726642, 64.003621),
    ):
        assert fitness == pytest.approx(history.one("fitness")[history.index(evening)], abs=1e-6)
        assert fatigue == pytest.approx(history.one("fatigue")[history.index(evening)], abs=1e-6)
    assert date(2009, 6, 14) == history.day(int(history.one("fitness").argmax()))
