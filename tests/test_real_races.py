"""Races of a real record: a runner's June 2013, and rides with power."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from periodize.project.records.raced import Measured, read_race
from periodize.project.records.racing import Asked, race_view
from periodize.store import Store, pack_activity
from tests.making import named

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.report.views.race import RaceView

LONDON = ZoneInfo("Europe/London")
RACES = {"2013-06-14-100911": 10_000, "2013-06-15-090638": 5000, "2013-06-23-100845": 10_000}
"""Hard runs whose recorded distance is 10 or 5 km to one per cent -> distance [m]."""


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    place = shared_data / "recorded" / "tcx-trackeR"
    if not place.is_dir():
        pytest.skip("the recordings of June 2013 are not there")
    return place


def seen(path: Path, asked: Asked, distance: float | None = None) -> RaceView:
    activity, notes = read_race(path, zone=LONDON)
    measured = None if distance is None else Measured(distance, "--distance", sure=True)
    return race_view(activity, asked, measured=measured, notes=notes)


@pytest.mark.parametrize(("name", "distance"), RACES.items())
def test_a_race_when_cut_by_kilometre_is_as_long_as_its_laps(folder: Path, name: str, distance: int) -> None:
    path = folder / f"{name}.TCX.gz"
    lap = [split.duration for split in seen(path, Asked(laps=True)).splits]
    kilometre = [split.duration for split in seen(path, Asked()).splits]

    # laps are stamped to the second, and the device made them at its own kilometres
    assert lap[:-1] == pytest.approx(kilometre[: len(lap) - 1], abs=2.5)


@pytest.mark.parametrize(("name", "distance"), RACES.items())
def test_a_race_when_scaled_keeps_its_time(folder: Path, name: str, distance: int) -> None:
    path = folder / f"{name}.TCX.gz"
    view = seen(path, Asked(), distance)

    assert distance == view.distance
    assert sum(split.duration for split in view.splits) == pytest.approx(seen(path, Asked()).whole.duration)
    assert distance / 1000 == len(view.splits)


def test_every_recording_when_kept_is_cut_as_its_file(folder: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "periodize.db", create=True) as store:
        for path in sorted(folder.glob("*.gz")):
            activity, _ = read_race(path, zone=LONDON)
            store.add(named(path.name), [pack_activity(activity)])
            kept, filed = (race_view(one, Asked()).splits for one in (store.activity(activity.id), activity))

            assert [split.duration for split in filed] == pytest.approx([split.duration for split in kept], abs=0.1)


def test_every_recording_when_cut_adds_up(folder: Path) -> None:
    for path in sorted(folder.glob("*.gz")):
        view = seen(path, Asked())

        assert view.whole.duration == pytest.approx(sum(split.duration for split in view.splits)), path.name
        assert view.distance == pytest.approx(sum(split.distance for split in view.splits)), path.name
        assert 0 < view.series.step * len(view.series.ends) < 1.5 * view.distance + view.series.step, path.name
