from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from periodize.activity import Morning
from periodize.errors import PeriodizeError
from periodize.store import Store, StoreError, pack_activity, schema
from periodize.store.opening import APPLICATION, VERSION
from tests.making import MORNING, named, put, recorded, row

if TYPE_CHECKING:
    from pathlib import Path

BLOB = pack_activity(recorded()).stream.data
AS_OF_1 = """
INSERT INTO file VALUES (1, 'abc', 'fit', 'read', '', 600, NULL, '0.1');
INSERT INTO place VALUES (1, 'a.fit', 10, 5);
INSERT INTO recording (id, key, file_id, activity_id, sport, start, utc_offset, wall, wall_clock, day, moving, elapsed,
    distance, heart_rate, power, speed, cadence, peak_hr, rpe, stated_load, name, note, device, native_id, samples,
    channels, laps, pauses, steps, given) VALUES (1, 'aaaa', 1, 1, 'run', 1777793400.0, 0, 1777793400.0, 0, '2026-05-03', 600.0, 600.0,
    NULL, 140.0, NULL, 3.0, NULL, NULL, NULL, NULL, 'Run', '', '', '', 600, 'heart_rate\nspeed', NULL, NULL, NULL, NULL);
INSERT INTO origin VALUES (1, 1);
INSERT INTO activity (id, keys, sport, start, utc_offset, day, moving, elapsed, distance, heart_rate, power, speed, cadence,
    peak_hr, rpe, stated_load, name, note, device, native_id, samples, channels) VALUES (1, 'aaaa', 'run', 1777793400.0, 0, '2026-05-03', 600.0, 600.0, NULL, 140.0, NULL, 3.0,
    NULL, NULL, NULL, NULL, 'Run', '', '', '', 600, 'heart_rate\nspeed');
"""


def old_store(path: Path, version: int) -> None:
    """A store as the program of that version left it, with an activity in it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    later = f"version_{version + 1}" if version < VERSION else None
    schema.MIGRATIONS.apply(Database(connection), stop_before=later)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.executescript(f"PRAGMA foreign_keys = OFF; {AS_OF_1}")
    connection.execute(
        "INSERT INTO stream (recording_id, n, channels, data) VALUES (1, 600, 'heart_rate\nspeed', ?)", [BLOB]
    )
    connection.close()


def header(path: Path) -> tuple[int, int]:
    connection = sqlite3.connect(path)
    found = tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    connection.close()
    return found


def test_a_new_store_is_ours_alone_to_read(path: Path) -> None:
    Store(path, create=True).close()

    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert (APPLICATION, VERSION) == header(path)


def test_a_new_store_while_it_is_written_keeps_its_log_as_private(path: Path) -> None:
    with Store(path, create=True) as store:
        put(store, "a.fit", recorded())

        assert {0o600} == {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}


def test_the_version_is_the_number_of_migrations() -> None:
    assert [f"version_{number}" for number in range(1, VERSION + 1)] == [
        step.name for step in schema.MIGRATIONS.pending(Database(memory=True))
    ]


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_store_of_an_earlier_version_is_brought_forward(path: Path, version: int) -> None:
    old_store(path, version)
    with Store(path) as store:
        activity = store.activity("aaaa")
        assert (MORNING, "Run", 140.0, ("a.fit",)) == (
            activity.start, activity.name, activity.effort.mean("heart_rate"), store.find("aaaa").sources,
        )  # fmt: skip
        store.add(named("b.csv"), [pack_activity(row("bbbb", rpe=5.0))], mornings=[Morning(MORNING.date(), 48.0)])
        assert (("aaaa", "bbbb"), 1, ()) == (store.find("bbbb").keys, len(store.mornings()), store.damage())
    assert (APPLICATION, VERSION) == header(path)


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_store_of_an_earlier_version_has_the_tables_of_a_new_one(path: Path, version: int) -> None:
    old_store(path, version)
    Store(path).close()
    fresh = path.with_name("fresh.db")
    Store(fresh, create=True).close()

    tables = []
    for each in (path, fresh):
        connection = sqlite3.connect(each)
        tables.append(connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall())
        connection.close()
    assert tables[1] == tables[0]


def test_a_store_of_an_earlier_version_when_brought_forward_knows_no_surface(path: Path) -> None:
    old_store(path, 7)
    with Store(path) as store:
        assert ("", "", "") == (
            store.find("aaaa").surface, store.activity("aaaa").surface, store.recordings("aaaa")[0].surface,
        )  # fmt: skip


def test_a_migration_when_it_fails_leaves_the_store_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_store(path, 1)
    monkeypatch.setattr(schema, "VERSION_2", (*schema.VERSION_2, "CREATE TABLE file (id)"))
    with pytest.raises(
        StoreError, match=rf"could not be brought forward to version {VERSION} \(.*already exists\); it was left"
    ):
        Store(path)
    monkeypatch.undo()

    assert (APPLICATION, 1) == header(path)
    with Store(path) as store:
        assert ["aaaa"] == [stored.id for stored in store.activities()]


def test_a_store_when_newer_than_the_program(path: Path) -> None:
    Store(path, create=True).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(
        StoreError, match=f"newer periodize: it has version {VERSION + 1}, this program knows up to {VERSION};"
    ):
        Store(path)
    assert before == path.read_bytes()


def test_a_store_when_there_is_none(path: Path) -> None:
    with pytest.raises(PeriodizeError, match="nothing is recorded here yet"):
        Store(path)
    assert not path.exists()


def test_a_store_when_the_file_is_something_else(path: Path) -> None:
    path.write_bytes(b"date,rhr\n" * 1000)

    with pytest.raises(StoreError, match="is not a store of periodize"):
        Store(path, create=True)


def test_a_store_when_the_file_is_a_database_of_another_program(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (id)")
    connection.close()

    with pytest.raises(StoreError, match="is a database of another program"):
        Store(path, create=True)


def test_a_store_when_its_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be made: no such file or directory"):
        Store(tmp_path / "nowhere" / "periodize.db", create=True)


def test_a_store_when_it_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened: is a directory"):
        Store(tmp_path)


def test_a_store_when_its_making_broke_off_is_made_anew(path: Path) -> None:
    path.touch()
    with Store(path) as store:
        assert () == store.activities()


def test_a_store_when_its_folder_is_read_only_is_still_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path, create=True) as store:
        put(store, "a.fit", recorded())
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Store(path) as store:
        assert 1 == len(store.activities())
        with pytest.raises(StoreError, match="may not be written: its file or folder is read-only"):
            store.log(row("log-1"))
    assert [path] == list(path.parent.iterdir())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read all files")
def test_a_store_when_it_may_not_be_read(path: Path) -> None:
    Store(path, create=True).close()
    path.chmod(0)

    with pytest.raises(StoreError, match="cannot be opened: permission denied"):
        Store(path)


def test_opening_a_current_store_loads_no_library(path: Path) -> None:
    with Store(path, create=True) as store:
        put(store, "a.fit", recorded())
    code = (
        "import sys; from periodize.store import Store\n"
        f"with Store({str(path)!r}) as store: store.activities(); store.weeks(); store.survey()\n"
        "print([name for name in ('sqlite_utils', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]\n" == done.stdout


def test_a_store_when_it_lacks_tables(path: Path) -> None:
    Store(path, create=True).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DROP TABLE morning")
    connection.close()
    with pytest.raises(StoreError, match="is damaged \\(it lacks the tables morning\\); move it away"):
        Store(path)
