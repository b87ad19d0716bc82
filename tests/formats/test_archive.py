from __future__ import annotations

import gzip
import io
import stat
import struct
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.demo import DemoSession, fit_bytes, tcx_bytes
from periodize.formats import Record, archive, ingest
from periodize.formats.folder import entries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EASY = DemoSession(datetime(2025, 3, 1, 8, 0, tzinfo=UTC), "run", [(60, 3.0, 140)], "easy")


def fit(day: int = 0) -> bytes:
    return fit_bytes(replace(EASY, start=EASY.start + timedelta(days=day)), rng=np.random.default_rng(day))


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", packed) as target:
        for name, data in files:
            target.writestr(name, data)
    return whole.getvalue()


def read(folder: Path, data: bytes) -> Record:
    (folder / "export.zip").write_bytes(data)
    return ingest([folder / "export.zip"], zone=UTC)


def sources(record: Record) -> list[str]:
    return [activity.source.rpartition("export.zip/")[2] for activity in record.activities]


def reasons(notes: Iterable[object]) -> dict[str, str]:
    return {note.path.rpartition("export.zip")[2]: note.reason for note in notes}  # type: ignore[attr-defined]


def test_a_zip_when_it_holds_files_in_folders(tmp_path: Path) -> None:
    data = zipped(("a.fit", fit()), ("activities/", b""), ("activities/b.fit.gz", gzip.compress(fit(1))))
    assert ["a.fit", "activities/b.fit.gz"] == sources(read(tmp_path, data))


def test_a_zip_when_read_leaves_nothing_on_the_disk(tmp_path: Path) -> None:
    read(tmp_path, zipped(("a.fit", fit()), ("b.zip", zipped(("c.fit", fit(1))))))
    assert [tmp_path / "export.zip"] == list(tmp_path.iterdir())


def test_a_zip_when_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "Export.ZIP").write_bytes(zipped(("a.fit", fit())))
    assert 1 == len(ingest([tmp_path], zone=UTC).activities)


def test_a_zip_when_named_without_suffix(tmp_path: Path) -> None:
    (tmp_path / "export").write_bytes(zipped(("a.fit", fit())))
    assert 1 == len(ingest([tmp_path / "export"], zone=UTC).activities)


def test_files_in_a_zip_when_nobody_reads_them(tmp_path: Path) -> None:
    others = [("photo.jpg", b"x"), (".hidden.fit", b"x"), ("__MACOSX/a.fit", b"x"), ("page.html", b"<html>")]
    record = read(tmp_path, zipped(*others, ("a.fit", fit())))
    assert (1, (), ()) == (record.read, record.skipped, record.failed)


def test_a_zip_when_nothing_in_it_is_read(tmp_path: Path) -> None:
    assert {"": "no recorded files in it"} == reasons(read(tmp_path, zipped(("photo.jpg", b"x"))).skipped)


@pytest.mark.parametrize("packed", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_in_a_zip_when_stored_or_deflated(tmp_path: Path, packed: int) -> None:
    inner = zipped(("a.fit", fit()), ("b.fit", fit(1)))
    record = read(tmp_path, zipped(("parts/1.zip", inner), ("c.fit", fit(2)), packed=packed))
    assert ["parts/1.zip/a.fit", "parts/1.zip/b.fit", "c.fit"] == sources(record)


def test_a_zip_in_a_zip_in_a_zip(tmp_path: Path) -> None:
    deep = zipped(("deep.zip", zipped(("a.fit", fit()))), ("b.fit", fit(1)))
    record = read(tmp_path, zipped(("1.zip", deep), ("2.zip", zipped(("c.fit", fit(2))))))
    assert {"/1.zip/deep.zip": "a zip in a zip in a zip; unpack it first"} == reasons(record.failed)
    assert ["1.zip/b.fit", "2.zip/c.fit"] == sources(record)


@pytest.mark.parametrize(
    "name", ["../a.fit", "x/../../a.fit", "/etc/a.fit", "C:\\a.fit", "c:a.fit", "..\\a.fit", "../notes"]
)
def test_an_entry_when_its_name_leads_out(tmp_path: Path, name: str) -> None:
    record = read(tmp_path, zipped((name, fit()), ("b.fit", fit(1))))
    assert ["its name leads out of the archive; refused"] == list(reasons(record.failed).values())
    assert ["b.fit"] == sources(record)


def test_an_entry_when_it_is_a_link(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.fit")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    record = read(tmp_path, zipped((link, b"/etc/passwd"), ("b.fit", fit())))
    assert {"/link.fit": "a link, not a file; refused"} == reasons(record.failed)
    assert ["b.fit"] == sources(record)


def test_an_entry_when_encrypted(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.fit", fit()), ("b.fit", fit(1))))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    record = read(tmp_path, bytes(data))
    assert reasons(record.failed)["/a.fit"].startswith("it is encrypted; unpack the archive with its password")
    assert ["b.fit"] == sources(record)


def test_an_entry_when_packed_by_another_method(tmp_path: Path) -> None:
    record = read(tmp_path, zipped(("a.fit", fit()), packed=zipfile.ZIP_BZIP2))
    assert {"/a.fit": "it is packed by method 12, and only stored and deflated files are read"} == reasons(
        record.failed
    )


def test_an_entry_when_its_bytes_are_damaged(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.fit", fit()), ("b.fit", fit(1)), packed=zipfile.ZIP_STORED))
    data[200] ^= 0xFF
    record = read(tmp_path, bytes(data))
    assert reasons(record.failed)["/a.fit"].startswith("it is damaged in the archive (Bad CRC-32")
    assert ["b.fit"] == sources(record)


def test_an_entry_when_it_grows_as_a_bomb_does(tmp_path: Path) -> None:
    record = read(tmp_path, zipped(("a.csv", bytes(12 * 2**20)), ("b.fit", fit())))
    assert {"/a.csv": "it unpacks to more than 200 times its size, as a zip bomb does; refused"} == reasons(
        record.failed
    )
    assert ["b.fit"] == sources(record)


def test_an_entry_when_larger_than_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 2**20)
    record = read(tmp_path, zipped(("a.csv", bytes(2 * 2**20))))
    assert {"/a.csv": "it unpacks to more than the 1 MB that are read"} == reasons(record.failed)


def test_a_gz_in_a_zip_when_it_grows_as_a_bomb_does(tmp_path: Path) -> None:
    record = read(tmp_path, zipped(("a.fit.gz", gzip.compress(bytes(12 * 2**20)))))
    assert {"/a.fit.gz": "it unpacks to more than 200 times its size, as a zip bomb does; refused"} == reasons(
        record.failed
    )


def test_a_zip_when_all_of_it_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_ARCHIVE", len(fit()))
    record = read(tmp_path, zipped(*((f"{day}.fit", fit(day)) for day in range(4))))
    assert ["0.fit", "1.fit"] == sources(record)
    assert {"/2.fit", "/3.fit"} == set(reasons(record.failed))


def test_a_zip_when_its_list_of_files_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_DIRECTORY", 200)
    record = read(tmp_path, zipped(*((f"{day}.fit", b"x") for day in range(9))))
    assert reasons(record.failed)[""].startswith("its list of files alone takes more than the 0 MB")


def test_entries_when_they_overlap(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.fit", fit()), ("b.fit", fit(1)), ("c.fit", fit(2)), packed=zipfile.ZIP_STORED))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 0)  # the second entry begins where the first does
    record = read(tmp_path, bytes(data))
    overlap = "it overlaps with another entry of the archive, as in a zip bomb; refused"
    assert {"/a.fit": overlap, "/b.fit": overlap} == reasons(record.failed)
    assert ["c.fit"] == sources(record)


def test_a_zip_when_written_as_zip64(tmp_path: Path) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as target, target.open("a.fit", "w", force_zip64=True) as stream:
        stream.write(fit())
    assert ["a.fit"] == sources(read(tmp_path, whole.getvalue()))


@pytest.mark.parametrize("data", [b"", b"not a zip", zipped(("a.fit", fit()))[:-30]], ids=["empty", "text", "cut"])
def test_a_zip_when_it_is_none(tmp_path: Path, data: bytes) -> None:
    assert reasons(read(tmp_path, data).failed)[""].startswith("the zip is damaged or breaks off (")


def test_a_zip_in_a_zip_when_it_is_none(tmp_path: Path) -> None:
    record = read(tmp_path, zipped(("1.zip", b"not a zip"), ("b.fit", fit())))
    assert reasons(record.failed)["/1.zip"].startswith("the zip is damaged or breaks off (")
    assert ["b.fit"] == sources(record)


def test_tables_in_a_zip_when_nobody_knows_them(tmp_path: Path) -> None:
    record = read(tmp_path, zipped(("bikes.csv", b"a,b\n1,2\n"), ("a.fit", fit())))
    assert (["/bikes.csv"], ()) == (list(reasons(record.skipped)), record.failed)


def test_a_name_when_it_would_disturb_the_terminal(tmp_path: Path) -> None:
    record = read(tmp_path, zipped(("\x1b[2Ja.fit", fit())))
    assert ["\ufffd[2Ja.fit"] == sources(record)


def test_shares_of_an_archive_when_walked_never_go_back(tmp_path: Path) -> None:
    inner = zipped(("b.fit", fit(1)), ("c.fit", fit(2)))
    (tmp_path / "export.zip").write_bytes(
        zipped(("a.fit", fit()), ("1.zip", inner), ("d.tcx", tcx_bytes(EASY, rng=np.random.default_rng(1))))
    )
    shares = [entry.share for entry in entries(tmp_path / "export.zip", [])]
    assert sorted(shares) == shares
    assert 0 < shares[0] < shares[-1] <= 1


@pytest.mark.parametrize("seed", range(60))
def test_a_zip_when_bytes_of_it_are_flipped(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    data = bytearray(zipped(("a.fit", fit()), ("1.zip", zipped(("b.fit", fit(1))))))
    for place in rng.integers(0, len(data), 3 + seed % 20):
        data[place] = rng.integers(0, 256)
    record = read(tmp_path, bytes(data))
    assert len(record.activities) + len(record.failed) + len(record.skipped) >= 1
