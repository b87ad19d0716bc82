"""Real files of many devices, sound and damaged: what becomes of each, checked against another decoder."""

from __future__ import annotations

import contextlib
from datetime import UTC
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import fitdecode
import numpy as np
import pytest

from periodize.errors import UnreadableError
from periodize.formats import READERS, ingest
from periodize.formats.streams.fit_messages import decoded
from periodize.formats.streams.fit_records import columns_of

if TYPE_CHECKING:
    from pathlib import Path

FIT_OUTCOMES = {
    "fit-fitdecode/2013-02-06-12-11-14.fit": ("read", 590),
    "fit-fitdecode/2015-10-13-08-43-15.fit": ("read", 221),
    "fit-fitdecode/20170518-191602-1740899583.fit": ("read", 1641),
    "fit-fitdecode/2019-02-17-062644-ELEMNT-297E-195-0.fit": ("read", 13471),
    "fit-fitdecode/Activity.fit": ("read", 14),
    "fit-fitdecode/DeveloperData.fit": ("failed", 0),
    "fit-fitdecode/Edge810-Vector-2013-08-16-15-35-10.fit": ("read", 4700),
    "fit-fitdecode/MonitoringFile.fit": ("skipped", 0),
    "fit-fitdecode/Settings.fit": ("skipped", 0),
    "fit-fitdecode/Settings2.fit": ("skipped", 0),
    "fit-fitdecode/WeightScaleMultiUser.fit": ("skipped", 0),
    "fit-fitdecode/WeightScaleSingleUser.fit": ("skipped", 0),
    "fit-fitdecode/WorkoutCustomTargetValues.fit": ("skipped", 0),
    "fit-fitdecode/WorkoutIndividualSteps.fit": ("skipped", 0),
    "fit-fitdecode/WorkoutRepeatGreaterThanStep.fit": ("skipped", 0),
    "fit-fitdecode/WorkoutRepeatSteps.fit": ("skipped", 0),
    "fit-fitdecode/activity-large-fenxi2-multisport.fit": ("read", 24239),
    "fit-fitdecode/activity-settings.fit": ("read", 14),
    "fit-fitdecode/activity-small-fenix2-run.fit": ("read", 2809),
    "fit-fitdecode/antfs-dump.63.fit": ("read", 686),
    "fit-fitdecode/compressed-speed-distance.fit": ("read", 755),
    "fit-fitdecode/developer-types-sample.fit": ("read", 3424),
    "fit-fitdecode/event_timestamp.fit": ("read", 4376),
    "fit-fitdecode/garmin-edge-500-activity.fit": ("read", 10686),
    "fit-fitdecode/garmin-edge-820-bike.fit": ("read", 15),
    "fit-fitdecode/garmin-fenix-5-bike.fit": ("read", 19),
    "fit-fitdecode/garmin-fenix-5-run.fit": ("read", 21),
    "fit-fitdecode/garmin-fenix-5-walk.fit": ("read", 17),
    "fit-fitdecode/garmin-fr935-cr.fit": ("read", 7515),
    "fit-fitdecode/invalid/activity-activity-filecrc.fit": ("salvaged", 28),
    "fit-fitdecode/invalid/activity-filecrc.fit": ("salvaged", 14),
    "fit-fitdecode/invalid/activity-settings-corruptheader.fit": ("salvaged", 14),
    "fit-fitdecode/invalid/activity-settings-nodata.fit": ("salvaged", 14),
    "fit-fitdecode/invalid/activity-unexpected-eof.fit": ("salvaged", 14),
    "fit-fitdecode/invalid/elemnt-bolt-no-application-id-inside-developer-data-id.fit": ("read", 132),
    "fit-fitdecode/null_compressed_speed_dist.fit": ("read", 1808),
    "fit-fitdecode/sample-activity-indoor-trainer.fit": ("read", 2263),
    "fit-fitdecode/sample-activity.fit": ("read", 3098),
    "fit-python-fitparse/coros-pace-2-cycling-misaligned-fields.fit": ("read", 11272),
    "fit-python-fitparse/nick.fit": ("salvaged", 14391),
    "fit-python-fitparse/sample_mulitple_header.fit": ("read", 1773),
    "fit-python-fitparse/strava-android-app-201.10-b1218918.fit": ("salvaged", 473),
    "fit-scikit-sports/2014-05-07-14-26-22.fit": ("read", 2243),
    "fit-scikit-sports/2014-05-11-11-39-38.fit": ("read", 3763),
    "fit-scikit-sports/2014-07-26-18-50-56.fit": ("read", 4977),
    "fit-scikit-sports/corrupted/2013-04-24-22-22-25.fit": ("read", 268),
    "fit-scikit-sports/corrupted/2014-05-17-10-44-53.fit": ("read", 960),
    "fit-scikit-sports/corrupted/2015-11-27-18-54-57.fit": ("read", 0),
    "fit-sweatpy/4078723797.fit": ("read", 8357),
    "fit-sweatpy/4801048867.fit": ("read", 5159),
}
"""File -> what becomes of it, and how many records are kept."""

OFF, IGNORE = fitdecode.CrcCheck.DISABLED, fitdecode.ErrorHandling.IGNORE

HEALTHY = [
    "fit-fitdecode/2013-02-06-12-11-14.fit",
    "fit-fitdecode/activity-small-fenix2-run.fit",
    "fit-fitdecode/developer-types-sample.fit",
    "fit-fitdecode/sample-activity.fit",
    "fit-scikit-sports/2014-05-07-14-26-22.fit",
]

INSTEAD = {"fit-fitdecode/20170518-191602-1740899583.fit"}
"""Here an app's distance stands for the watch's; see the tests of sensors."""


def outcome(data: bytes) -> tuple[str, int]:
    try:
        reading = READERS["fit"].read(data, source="a.fit", zone=UTC)
    except UnreadableError:
        return "failed", 0
    return ("skipped" if reading.skipped else "salvaged" if reading.salvaged else "read"), reading.rows


def test_every_fit_when_read_has_its_known_outcome(recorded: Path) -> None:
    files = sorted(recorded.glob("fit-*/**/*.fit"))
    found = {str(path.relative_to(recorded)): outcome(path.read_bytes()) for path in files}
    assert found == FIT_OUTCOMES


@pytest.mark.parametrize("name", HEALTHY)
def test_a_healthy_fit_when_compared_with_another_decoder(recorded: Path, name: str) -> None:
    data = (recorded / name).read_bytes()
    reading = READERS["fit"].read(data, source=name, zone=UTC)
    (activity,) = reading.activities
    with fitdecode.FitReader(data) as frames:
        records = [f for f in frames if f.frame_type == fitdecode.FIT_FRAME_DATA and f.name == "record"]
    assert reading.rows == len(records)
    rates = [float(f.get_value("heart_rate", fallback=None) or np.nan) for f in records]
    if not np.isnan(rates).all():
        assert np.nanmean(activity.effort.channels["heart_rate"]) == pytest.approx(np.nanmean(rates), abs=0.1)
    farthest = max(f.get_value("distance", fallback=0.0) for f in records)
    assert activity.distance == pytest.approx(farthest, rel=2e-3)


def totals(records: list[dict[str, object]]) -> dict[str, float]:
    """Return what another decoder's records add up to."""

    def column(*names: str) -> np.ndarray:
        values = [next((r[name] for name in names if r.get(name) is not None), np.nan) for r in records]
        return np.array([value if isinstance(value, (int, float)) else np.nan for value in values])

    columns = {"heart_rate": column("heart_rate"), "power": column("power", "Power"), "distance": column("distance")}
    means = {name: float(np.nanmean(columns[name])) for name in ("heart_rate", "power") if known(columns[name])}
    farthest = {"distance": float(np.nanmax(columns["distance"]))} if known(columns["distance"]) else {}
    return {"records": float(len(records)), **means, **farthest}


def known(column: np.ndarray) -> bool:
    return not np.isnan(column).all()


@pytest.mark.parametrize("name", [name for name, (_, rows) in FIT_OUTCOMES.items() if rows and name not in INSTEAD])
def test_the_totals_of_a_fit_when_decoded_by_another_program(recorded: Path, name: str) -> None:
    """Of a damaged file, up to the break; before straps are merged and sensors' faults left out."""
    data = (recorded / name).read_bytes()
    records: list[dict[str, object]] = []
    with (
        contextlib.suppress(Exception),
        fitdecode.FitReader(data, check_crc=OFF, error_handling=IGNORE) as frames,
    ):
        records.extend(
            {field.name: field.value for field in reversed(frame.fields)}
            for frame in frames
            if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "record"
        )
    times, fields = columns_of(decoded(data))
    found = {"records": float(len(times))}
    found |= {name: float(np.nanmean(fields[name])) for name in ("heart_rate", "power") if name in fields}
    found |= {name: float(np.nanmax(fields[name])) for name in ("distance",) if name in fields}
    assert found == pytest.approx(totals(records))


def test_a_triathlon_when_in_one_file(recorded: Path) -> None:
    data = (recorded / "fit-python-fitparse" / "sample_mulitple_header.fit").read_bytes()
    legs = READERS["fit"].read(data, source="a.fit", zone=UTC).activities
    assert [leg.sport for leg in legs] == ["swim", "bike", "run"]
    assert [leg.duration for leg in legs] == pytest.approx([1987.5, 4422.1, 2850.7], abs=10)


def test_a_broken_run_when_its_session_tells_more_than_its_records(recorded: Path) -> None:
    data = (recorded / "fit-python-fitparse" / "strava-android-app-201.10-b1218918.fit").read_bytes()
    (run,) = READERS["fit"].read(data, source="a.fit", zone=UTC).activities
    assert (run.sport, run.duration) == ("run", 315.0)
    assert run.distance == pytest.approx(run.effort.mean("speed") * run.duration, rel=0.1)


def test_a_month_of_one_runner_when_read_from_tcx(recorded: Path) -> None:
    record = ingest(sorted((recorded / "tcx-trackeR").glob("*.TCX.gz")), zone=ZoneInfo("Europe/London"))
    assert (record.read, len(record.activities), record.failed, record.salvaged) == (33, 33, (), ())
    assert sum(a.distance or 0 for a in record.activities) / 1000 == pytest.approx(301, abs=1)
    assert sum(a.duration for a in record.activities) / 3600 == pytest.approx(21.5, abs=0.2)
    assert {a.day.month for a in record.activities} == {6}


def test_one_ride_when_recorded_as_fit_tcx_and_gpx(recorded: Path) -> None:
    record = ingest(sorted((recorded / "fit-sweatpy").glob("*4801048867*")), zone=UTC)
    assert (record.read, len(record.activities), len(record.skipped)) == (1, 1, 3)


def test_graded_speed_when_flat_roads_were_run(recorded: Path) -> None:
    """Races on roads that climb less than 8 m a kilometre: the altitude's noise does not inflate."""
    flat = ["2013-06-05-062419", "2013-06-14-100911", "2013-06-15-090638", "2013-06-16-124414", "2013-06-18-063609"]
    record = ingest([recorded / "tcx-trackeR" / f"{name}.TCX.gz" for name in flat], zone=UTC)
    ratios = [a.effort.mean("graded_speed") / a.effort.mean("speed") for a in record.activities]
    assert ratios == pytest.approx([1.005] * len(flat), abs=0.01)


def test_every_file_when_read_in_one_run(recorded: Path) -> None:
    record = ingest([recorded], zone=UTC)
    assert [(note.path.rpartition("/")[2], note.reason) for note in record.failed] == [
        ("DeveloperData.fit", "none of its 3 records has a time")
    ]
    assert len({activity.id for activity in record.activities}) == len(record.activities)
