from __future__ import annotations

import gzip
import os
import signal
import threading
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from periodize.athlete import Athlete, Dated
from periodize.demo import DemoSession, fit_bytes, garmin_csv_bytes, tcx_bytes
from periodize.errors import UnreadableError, UsageError
from periodize.executors import Done, Lost, Processes, Serial
from periodize.formats import READERS, FileNote, Reading
from periodize.project.records import decoding, importing
from periodize.project.records.importing import Step, import_files
from periodize.store import Store, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from datetime import tzinfo

    from periodize.report.views.record import ImportSummary

EASY = DemoSession(datetime(2025, 3, 1, 8, 0, tzinfo=UTC), "run", [(60, 3.0, 140)], "easy")
WHO = Athlete({"run": (Dated(4.0),), "hr": (Dated(165.0),)}, hr_max=190, hr_rest=50)

GPX = """<gpx version="1.1"><trk><type>running</type><trkseg>
<trkpt lat="59.9" lon="10.7"><time>2025-03-01T08:00:00Z</time></trkpt>
<trkpt lat="59.901" lon="10.7"><time>2025-03-01T08:00:30Z</time></trkpt>
<trkpt lat="59.902" lon="10.7"><time>2025-03-01T08:01:00Z</time></trkpt>
</trkseg></trk></gpx>"""

PLAIN = "date,sport,duration,distance,shoe\n" + "".join(
    f"2025-04-{day:02} 08:00,run,45:00,9.5,red\n" for day in range(1, 31)
)


def session(day: int = 0) -> DemoSession:
    return replace(EASY, start=EASY.start + timedelta(days=day))


def fit(day: int = 0) -> bytes:
    return fit_bytes(session(day), rng=np.random.default_rng(day))


def cut(day: int = 0) -> bytes:
    whole = fit(day)
    return whole[: len(whole) * 3 // 4]


def tcx(day: int = 0) -> bytes:
    return tcx_bytes(session(day), rng=np.random.default_rng(day))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "periodize.db", create=True) as opened:
        yield opened


def bring(store: Store, *paths: Path, athlete: Athlete = WHO, **options: Any) -> ImportSummary:
    return import_files(store, paths, athlete=athlete, zone=UTC, **{"executor": Serial(), **options})


def dump_of(place: Path, *runs: Path, **options: Any) -> object:
    with Store(place, create=True) as store:
        for path in runs:
            bring(store, path, **options)
        return store.dump()


def counts(summary: ImportSummary) -> tuple[int, int, int]:
    return summary.new, summary.merged, summary.unchanged


# -- what comes in ---------------------------------------------------------------------------------------------------


def test_a_mix_when_imported(store: Store, files: Path) -> None:
    (files / "a.fit").write_bytes(fit())
    (files / "b.tcx.gz").write_bytes(gzip.compress(tcx(1)))
    with zipfile.ZipFile(files / "export.zip", "w") as target:
        target.writestr("activities/c.fit.gz", gzip.compress(fit(2)))
        target.writestr("photo.jpg", b"x")
    other = files.parent / "Activities.csv"
    other.write_bytes(garmin_csv_bytes([session(2), session(3)]))
    assert (4, 1, 0) == counts(bring(store, files, other))
    third = store.activities()[2]
    assert (str(other), f"{files / 'export.zip'}/activities/c.fit.gz") == third.sources


def test_files_when_imported_again(store: Store, files: Path) -> None:
    for day in range(3):
        (files / f"{day}.fit").write_bytes(fit(day))
    bring(store, files)
    before = store.dump()
    assert (0, 0, 3) == counts(bring(store, files))
    assert before == store.dump()


def test_files_when_imported_in_another_order(tmp_path: Path, files: Path) -> None:
    (files / "a.csv").write_bytes(garmin_csv_bytes([session(0), session(1)]))
    (files / "b.fit").write_bytes(fit())
    (files / "c.tcx").write_bytes(tcx())
    paths = sorted(files.iterdir())
    assert dump_of(tmp_path / "1.db", *paths) == dump_of(tmp_path / "2.db", *reversed(paths))


def test_files_when_decoded_by_workers_give_the_same_store(tmp_path: Path, files: Path) -> None:
    for day in range(5):
        (files / f"{day}.fit").write_bytes(fit(day))
    here = dump_of(tmp_path / "1.db", files)
    assert here == dump_of(tmp_path / "2.db", files, executor=Processes(2))


def test_the_same_content_when_twice_in_one_run(store: Store, files: Path) -> None:
    (files / "a.fit").write_bytes(fit())
    (files / "b.fit.gz").write_bytes(gzip.compress(fit()))
    assert (1, 0, 1) == counts(bring(store, files))
    assert [str(files / "a.fit"), str(files / "b.fit.gz")] == [file.path for file in store.files()]


def test_a_file_when_moved_is_known_at_both_places(store: Store, files: Path) -> None:
    (files / "a.fit").write_bytes(fit())
    bring(store, files)
    (files / "a.fit").rename(files / "b.fit")
    assert (0, 0, 1) == counts(bring(store, files))
    assert [str(files / "a.fit"), str(files / "b.fit")] == [file.path for file in store.files()]


def test_a_table_when_it_has_grown(store: Store, files: Path) -> None:
    table = files / "Activities.csv"
    table.write_bytes(garmin_csv_bytes([session(0), session(1)]))
    bring(store, table)
    table.write_bytes(garmin_csv_bytes([session(0), session(1), session(2)]))
    assert (1, 0, 2) == counts(bring(store, table))


def test_mornings_when_imported_are_counted(store: Store, files: Path) -> None:
    (files / "mornings.csv").write_text("date,rhr\n2025-03-02,50\n2025-03-01,48\n", encoding="utf-8")
    assert 2 == bring(store, files).mornings


def test_columns_when_nobody_reads_them_are_told_once(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(PLAIN, encoding="utf-8")
    (files / "b.csv").write_text(PLAIN.replace("2025-04", "2025-05").replace("shoe", "boots"), encoding="utf-8")
    assert {READERS["plain-csv"].layout: ("boots", "shoe")} == bring(store, files).unused


@pytest.mark.parametrize(("asked", "kept"), [(False, False), (True, True)])
def test_positions_when_asked_for_alone_are_kept(store: Store, files: Path, asked: bool, kept: bool) -> None:
    (files / "a.gpx").write_text(GPX, encoding="utf-8")
    bring(store, files, with_positions=asked)
    (one,) = store.full()
    assert kept == (one.positions is not None)


def test_positions_when_asked_for_later_are_added(store: Store, files: Path) -> None:
    (files / "a.gpx").write_text(GPX, encoding="utf-8")
    bring(store, files)
    assert 1 == bring(store, files, with_positions=True).updated
    assert next(store.full()).positions is not None


# -- what does not ---------------------------------------------------------------------------------------------------


def test_bad_files_when_among_good_ones(store: Store, files: Path) -> None:
    (files / "a.fit").write_bytes(fit())
    (files / "cut.fit").write_bytes(cut(1))
    (files / "empty.fit").write_bytes(b"")
    (files / "odd.csv").write_bytes(b"a,b\n1,2\n")
    summary = bring(store, files)
    assert 2 == summary.new
    assert [FileNote(str(files / "empty.fit"), "the file is empty (0 bytes)")] == list(summary.failed)
    assert [(str(files / "cut.fit"), True)] == [(note.path, note.rows > 0) for note in summary.salvaged]
    assert [str(files / "odd.csv")] == [note.path for note in summary.skipped]


def test_a_failed_file_when_imported_again_fails_again(store: Store, files: Path) -> None:
    (files / "page.fit").write_bytes(b"<html>")
    first = bring(store, files)
    assert first == bring(store, files)
    assert 1 == len(first.failed)


def test_a_salvaged_file_when_imported_again_is_unchanged(store: Store, files: Path) -> None:
    (files / "cut.fit").write_bytes(cut())
    first, again = bring(store, files), bring(store, files)
    assert (1, 0) == (len(first.salvaged), first.unchanged)
    assert (0, 1) == (len(again.salvaged), again.unchanged)


def test_a_path_when_it_does_not_exist(store: Store, files: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        bring(store, files / "nowhere")


def test_a_reader_when_it_breaks(store: Store, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(data: bytes, *, source: str, zone: tzinfo) -> Reading:
        raise ZeroDivisionError("oh")

    monkeypatch.setitem(READERS._members, "fit", replace(READERS["fit"], read=breaks))
    (files / "a.fit").write_bytes(fit())
    (files / "b.tcx").write_bytes(tcx(1))
    summary = bring(store, files)
    assert (1, ["its reader failed: ZeroDivisionError: oh"]) == (summary.new, [note.reason for note in summary.failed])


class Losing:
    """An executor whose worker dies of every file with a name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def map(
        self, function: Callable[[Any], Any], items: Iterable[Any], *, ordered: bool = True
    ) -> Generator[Done[Any] | Lost[Any], None, None]:
        for item in items:
            yield (
                Lost(item, "its worker process ended (SIGSEGV)")
                if self.name in item.file.path
                else Done(function(item))
            )


def test_a_worker_when_it_dies_fails_its_file_alone(store: Store, files: Path) -> None:
    for day in range(3):
        (files / f"{day}.fit").write_bytes(fit(day))
    summary = bring(store, files, executor=Losing("1.fit"))
    assert 2 == summary.new
    assert (FileNote(str(files / "1.fit"), "its worker process ended (SIGSEGV)"),) == summary.failed
    assert (1, 0, 2) == counts(bring(store, files))


# -- long tables -----------------------------------------------------------------------------------------------------


def in_tens(monkeypatch: pytest.MonkeyPatch, fault: str = "") -> None:
    """Have plain tables read in parts of ten rows, and break after the second part."""
    read = READERS["plain-csv"].read

    def batches(data: bytes, *, source: str, zone: tzinfo) -> Iterator[Reading]:
        whole = read(data, source=source, zone=zone)
        for first in range(0, len(whole.activities), 10):
            if fault and first == 20:
                raise UnreadableError(fault)
            yield replace(whole, activities=whole.activities[first : first + 10], rows=10)

    monkeypatch.setitem(READERS._members, "plain-csv", replace(READERS["plain-csv"], batches=batches))
    monkeypatch.setattr(decoding, "LONG_TABLE", 0)


@pytest.mark.parametrize("executor", [Serial(), Processes(2)], ids=repr)
def test_a_long_table_when_read_in_parts_gives_the_same_store(
    tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch, executor: Serial | Processes
) -> None:
    (files / "a.csv").write_text(PLAIN, encoding="utf-8")
    whole = dump_of(tmp_path / "1.db", files)
    in_tens(monkeypatch)
    assert whole == dump_of(tmp_path / "2.db", files, executor=executor)


def test_a_long_table_when_it_breaks_keeps_the_parts_before(
    store: Store, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "a.csv").write_text(PLAIN, encoding="utf-8")
    in_tens(monkeypatch, "row 21 is odd")
    summary = bring(store, files)
    assert (20, (FileNote(str(files / "a.csv"), "row 21 is odd"),)) == (summary.new, summary.failed)


def test_a_long_table_when_a_part_is_lost_counts_as_failed(
    store: Store, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class LosingSecond(Losing):
        def map(
            self, function: Callable[[Any], Any], items: Iterable[Any], *, ordered: bool = True
        ) -> Generator[Done[Any] | Lost[Any], None, None]:
            for number, item in enumerate(items):
                yield Lost(item, self.name) if number == 1 else Done(function(item))

    (files / "a.csv").write_text(PLAIN, encoding="utf-8")
    in_tens(monkeypatch)
    summary = bring(store, files, executor=LosingSecond("gone"))
    assert (20, ["gone"]) == (summary.new, [note.reason for note in summary.failed])
    assert (10, 0, 20) == counts(bring(store, files))


# -- watching, measuring, working ------------------------------------------------------------------------------------


def test_watched_files_when_they_stand_as_before_are_not_opened(
    store: Store, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "a.fit").write_bytes(fit())
    bring(store, files, watch=True)
    (files / "b.fit").write_bytes(fit(1))
    opened: list[str] = []
    read = Path.read_bytes

    def noting(path: Path) -> bytes:
        opened.append(path.name)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", noting)
    assert (1, 0, 1) == counts(bring(store, files, watch=True))
    assert ["b.fit"] == opened


def test_watched_files_when_changed_are_read(store: Store, files: Path) -> None:
    (files / "a.fit").write_bytes(fit())
    bring(store, files, watch=True)
    (files / "a.fit").write_bytes(fit(1))
    os.utime(files / "a.fit", ns=(1, 1))
    assert (1, 0, 0) == counts(bring(store, files, watch=True))


def test_watched_archives_when_they_stand_as_before(store: Store, files: Path) -> None:
    with zipfile.ZipFile(files / "export.zip", "w") as target:
        target.writestr("a.fit", fit())
        target.writestr("b.fit", fit(1))
    bring(store, files, watch=True)
    assert (0, 0, 2) == counts(bring(store, files, watch=True))


def test_activities_when_imported_are_measured_for_their_day(store: Store, files: Path) -> None:
    for day in (0, 40):
        (files / f"{day}.fit").write_bytes(fit(day))
    since = (Dated(4.0), Dated(5.0, (EASY.start + timedelta(days=20)).date()))
    bring(store, files, athlete=replace(WHO, thresholds={"run": since}))
    first, second = (one.measure.load or 0.0 for one in store.activities() if one.measure)
    assert first > 1.3 * second > 0


def test_activities_when_thresholds_changed_are_measured_anew(tmp_path: Path, files: Path) -> None:
    (files / "a.fit").write_bytes(fit())
    faster = replace(WHO, thresholds={"run": (Dated(5.0),)})
    with Store(tmp_path / "1.db", create=True) as store:
        bring(store, files)
        bring(store, files, athlete=faster)
        assert dump_of(tmp_path / "2.db", files, athlete=faster) == store.dump()


def test_recordings_when_merged_have_a_measure(store: Store, files: Path) -> None:
    (files / "a.fit").write_bytes(fit())
    (files / "b.csv").write_text("date,sport,duration,rpe\n2025-03-01 08:00,run,60,7\n", encoding="utf-8")
    bring(store, files)
    (one,) = store.activities(with_values=True)
    assert 7.0 == one.rpe
    assert one.measure is not None
    assert "session_rpe" in one.measure.values["loads"]  # type: ignore[operator]


@pytest.mark.parametrize(("count", "started"), [(3, False), (4, True)])
def test_workers_when_files_are_few_are_not_started(
    store: Store, files: Path, monkeypatch: pytest.MonkeyPatch, count: int, started: bool
) -> None:
    made: list[object] = []

    def make(*options: object, **more: object) -> Serial:
        made.append((options, more))
        return Serial()

    monkeypatch.setattr(importing, "Processes", make)
    for day in range(count):
        (files / f"{day}.fit").write_bytes(fit(day))
    assert count == bring(store, files, executor=None).new
    assert started == bool(made)


def test_progress_when_told_goes_up_to_the_end(store: Store, files: Path) -> None:
    (files / "a.fit").write_bytes(fit())
    with zipfile.ZipFile(files / "b.zip", "w") as target:
        target.writestr("c.fit", fit(1))
        target.writestr("d.fit", fit(1))
    told: list[Step] = []
    bring(store, files, progress=told.append)
    size = sum(path.stat().st_size for path in files.iterdir())
    assert [step.done for step in told] == sorted(step.done for step in told)
    assert [(1, size), (2, size), (3, size)] == [(step.files, step.total) for step in told]
    assert 0.8 * size < told[-1].done <= size


# -- stopping --------------------------------------------------------------------------------------------------------


def test_an_import_when_interrupted_says_so_and_goes_on_next_time(tmp_path: Path, files: Path) -> None:
    for day in range(6):
        (files / f"{day}.fit").write_bytes(fit(day))

    def stop(step: Step) -> None:
        if step.files == 2:
            raise KeyboardInterrupt

    with Store(tmp_path / "1.db", create=True) as store:
        first = bring(store, files, progress=stop, executor=Processes(2))
        assert (2, True) == (first.new, first.interrupted)
        assert (4, 0, 2) == counts(bring(store, files))
        assert dump_of(tmp_path / "2.db", files) == store.dump()


def test_ctrl_c_when_a_file_is_being_written_waits_for_its_end(
    store: Store, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(3):
        (files / f"{day}.fit").write_bytes(fit(day))
    add = Store.add

    def interrupted(*arguments: Any, **options: Any) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        return add(*arguments, **options)

    monkeypatch.setattr(Store, "add", interrupted)
    summary = bring(store, files)
    assert (1, True) == (summary.new, summary.interrupted)
    assert 1 == len(store.activities())


def test_an_import_when_not_in_the_main_thread(tmp_path: Path, files: Path) -> None:
    (files / "a.fit").write_bytes(fit())
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(dump_of(tmp_path / "1.db", files)))
    thread.start()
    thread.join()
    assert [dump_of(tmp_path / "2.db", files)] == found


def test_the_store_when_it_cannot_be_written_stops_the_import(
    store: Store, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise StoreError("the disk is full")

    for day in range(6):
        (files / f"{day}.fit").write_bytes(fit(day))
    monkeypatch.setattr(Store, "add", full)
    with pytest.raises(StoreError, match="the disk is full"):
        bring(store, files, executor=Processes(2))


# -- real recordings -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path], object]:
    """All recordings and histories, and the store that they make at once."""
    paths = [shared_data / "recorded", shared_data / "histories"]
    place = tmp_path_factory.mktemp("real") / "periodize.db"
    with Store(place, create=True) as store:
        import_files(store, paths, athlete=WHO, zone=UTC)
        return place, paths, store.dump()


def test_real_files_when_imported_twice(real: tuple[Path, list[Path], object]) -> None:
    place, paths, dump = real
    with Store(place) as store:
        again = import_files(store, paths, athlete=WHO, zone=UTC)
        assert (0, 0, 0, 0) == (again.new, again.merged, again.updated, again.mornings)
        assert again.unchanged > 100
        assert dump == store.dump()


def test_real_files_when_imported_in_another_order(real: tuple[Path, list[Path], object], tmp_path: Path) -> None:
    _, paths, dump = real
    parts = [part for path in paths for part in sorted(path.iterdir())]
    with Store(tmp_path / "other.db", create=True) as store:
        for part in reversed(parts):
            import_files(store, [part], athlete=WHO, zone=UTC)
        assert dump == store.dump()
