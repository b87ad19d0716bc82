from __future__ import annotations

import errno
import gzip
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.demo import DemoSession, fit_bytes, garmin_csv_bytes, tcx_bytes
from periodize.errors import UsageError
from periodize.formats import READERS, Reading, Record, archive, folder, ingest

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path
    from zoneinfo import ZoneInfo

EASY = DemoSession(datetime(2025, 3, 1, 8, 0, tzinfo=UTC), "run", [(300, 3.0, 140)], "easy")


def fit(session: DemoSession = EASY, seed: int = 1) -> bytes:
    return fit_bytes(session, rng=np.random.default_rng(seed))


def tcx(session: DemoSession = EASY, seed: int = 1) -> bytes:
    return tcx_bytes(session, rng=np.random.default_rng(seed))


def later(days: int) -> DemoSession:
    return replace(EASY, start=EASY.start + timedelta(days=days))


def read(place: Path) -> Record:
    return ingest([place], zone=UTC)


def reasons(record: Record, fate: str) -> dict[str, str]:
    return {note.path.rpartition("/")[2]: note.reason for note in getattr(record, fate)}


def test_a_morning_when_two_files_have_it_says_what_either_knows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("date,resting_hr\n2025-03-02,47\n")
    (tmp_path / "b.csv").write_text("date,resting_hr,hrv\n2025-03-02,50,68\n")

    assert [(47.0, 68.0)] == [(morning.resting_hr, morning.hrv) for morning in read(tmp_path).mornings]


def test_a_folder_when_it_holds_all_kinds(tmp_path: Path, zone: ZoneInfo) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.fit").write_bytes(fit())
    (tmp_path / "b.TCX.gz").write_bytes(gzip.compress(tcx(later(1))))
    (tmp_path / "Activities.csv").write_bytes(garmin_csv_bytes([later(2), later(3)]))
    (tmp_path / "mornings.csv").write_text("date,rhr\n2025-03-02,50\n2025-03-01,48\n")
    record = ingest([tmp_path], zone=zone)
    assert (record.read, len(record.activities), record.failed) == (4, 4, ())
    assert [morning.resting_hr for morning in record.mornings] == [48.0, 50.0]
    assert sorted(a.start for a in record.activities) == [a.start for a in record.activities]


def test_a_folder_when_read_again_is_the_same(tmp_path: Path) -> None:
    for day in range(3):
        (tmp_path / f"{day}.fit").write_bytes(fit(later(day)))
    assert [a.id for a in read(tmp_path).activities] == [a.id for a in read(tmp_path).activities]


def test_a_path_when_it_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere does not exist"):
        read(tmp_path / "nowhere")


def test_a_folder_when_nothing_in_it_is_a_recording(tmp_path: Path) -> None:
    for name in ("notes.txt", "README", "plan.yaml", ".hidden.fit"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "a.fit").write_bytes(b"x")
    assert read(tmp_path) == Record()


def test_a_file_when_named_and_of_no_known_kind(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hello")
    start, _, formats = reasons(read(path), "failed")["notes.txt"].partition(": ")
    assert start == "no known layout; formats read here"
    assert "a FIT file" in formats.split(", ")


def test_bad_files_when_among_good_ones(tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(fit())
    (tmp_path / "empty.fit").write_bytes(b"")
    (tmp_path / "page.fit").write_bytes(b"<html>")
    record = read(tmp_path)
    assert record.read == 1
    assert reasons(record, "failed") == {
        "empty.fit": "the file is empty (0 bytes)",
        "page.fit": "an HTML page: the download probably needed a login, not a FIT file",
    }


def test_a_table_when_nobody_knows_it(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_bytes(b"a,b\n1,2\n")
    found, named = read(tmp_path), read(tmp_path / "odd.csv")
    reason = reasons(found, "skipped")["odd.csv"]
    assert reason.startswith("no known layout; .csv layouts read here: ")
    assert reason.endswith("; columns seen: a,b")
    assert reasons(named, "failed") == {"odd.csv": reason}


def test_a_table_when_it_is_a_web_page(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_bytes(b"<html>")
    assert reasons(read(tmp_path), "failed")["odd.csv"].startswith("an HTML page: the download probably needed a login")


def test_a_file_when_its_suffix_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(tcx())
    (tmp_path / "b.tcx").write_bytes(gzip.compress(tcx(later(1))))
    assert len(read(tmp_path).activities) == 2


def test_a_file_when_salvaged(tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(fit()[:2000])
    record = read(tmp_path)
    (note,) = record.salvaged
    assert note.reason == f"the file ends too early; kept {note.rows} records"
    assert record.read == 1


def test_a_gz_when_it_breaks_off(tmp_path: Path) -> None:
    packed = gzip.compress(tcx())
    (tmp_path / "a.tcx.gz").write_bytes(packed[: len(packed) * 9 // 10])
    record = read(tmp_path)
    assert len(record.activities) + len(record.failed) == 1


def test_a_gz_when_it_grows_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 2**20)
    (tmp_path / "bomb.fit.gz").write_bytes(gzip.compress(bytes(5 * 2**20)))
    assert reasons(read(tmp_path), "failed") == {"bomb.fit.gz": "it unpacks to more than the 1 MB that are read"}


def test_a_gz_when_it_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.fit.gz").write_bytes(fit())
    assert len(read(tmp_path).activities) == 1


def test_a_file_when_it_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "LARGEST_FILE", 1000)
    (tmp_path / "a.fit").write_bytes(fit())
    assert "MB, more than the" in reasons(read(tmp_path), "failed")["a.fit"]


def test_the_same_bytes_when_twice(tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(fit())
    (tmp_path / "copy.fit.gz").write_bytes(gzip.compress(fit()))
    record = read(tmp_path)
    assert (record.read, len(record.activities)) == (1, 1)
    assert reasons(record, "skipped") == {"copy.fit.gz": f"same content as {tmp_path / 'a.fit'}"}


def test_the_same_activity_when_in_several_formats(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(garmin_csv_bytes([EASY, later(1)]))
    (tmp_path / "b.fit").write_bytes(fit())
    (tmp_path / "c.tcx").write_bytes(tcx(replace(EASY, start=EASY.start + timedelta(seconds=40))))
    record = read(tmp_path)
    assert (record.read, len(record.activities)) == (2, 2)
    assert len(record.activities[0].effort.dt) == 300
    assert set(reasons(record, "skipped")) == {"a.csv", "c.tcx"}
    assert reasons(record, "skipped")["c.tcx"] == f"same activity as {tmp_path / 'b.fit'}"


@pytest.mark.parametrize(
    "other",
    [
        replace(EASY, start=EASY.start + timedelta(seconds=90)),
        replace(EASY, sport="bike"),
        replace(EASY, segments=[(330, 3.0, 140)]),
    ],
)
def test_two_activities_when_alike_but_not_the_same(tmp_path: Path, other: DemoSession) -> None:
    (tmp_path / "a.fit").write_bytes(fit())
    (tmp_path / "b.fit").write_bytes(fit(other))
    assert len(read(tmp_path).activities) == 2


def test_paths_when_given_twice(tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(fit())
    record = ingest([tmp_path, tmp_path / "a.fit"], zone=UTC)
    assert (record.read, record.skipped) == (1, ())


def test_a_file_when_it_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.fit"
    path.write_bytes(fit())
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")
    assert reasons(read(tmp_path), "failed") == {"a.fit": "permission denied"}


def test_a_file_when_the_system_refuses_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    (tmp_path / "a.fit").write_bytes(fit())
    monkeypatch.setattr(type(tmp_path), "read_bytes", refuses)
    assert reasons(read(tmp_path), "failed") == {"a.fit": "permission denied"}


def test_a_folder_when_it_may_not_be_entered(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    allowed = os.access(closed, os.R_OK)
    record = read(tmp_path)
    closed.chmod(0o700)
    if allowed:
        pytest.skip("this user may enter every folder")
    assert reasons(record, "failed") == {"closed": "permission denied"}


def test_a_link_when_it_leads_back_up(tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(fit())
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    record = read(tmp_path)
    assert len(record.activities) == 1
    assert reasons(record, "failed") == {"loop": "a link to a folder that is read already"}


def test_a_link_when_it_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "gone.fit").symlink_to(tmp_path / "nothing")
    assert reasons(read(tmp_path), "failed") == {"gone.fit": "no such file or directory"}


def test_a_pipe_when_named_like_a_recording(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.fit")
    assert reasons(read(tmp_path), "failed") == {"a.fit": "not a regular file"}


def test_a_reader_when_it_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(data: bytes, *, source: str, zone: tzinfo) -> Reading:
        raise ZeroDivisionError("oh")

    monkeypatch.setitem(READERS._members, "fit", replace(READERS["fit"], read=breaks))
    (tmp_path / "a.fit").write_bytes(fit())
    assert reasons(read(tmp_path), "failed") == {"a.fit": "its reader failed: ZeroDivisionError: oh"}


def test_progress_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(fit())
    (tmp_path / "b.fit").write_bytes(b"")
    told: list[tuple[int, int, str]] = []
    ingest([tmp_path], zone=UTC, progress=lambda *step: told.append(step))
    assert told == [(0, 2, "a.fit"), (1, 2, "b.fit"), (2, 2, "")]
