"""What happens to the store when something happens to the machine."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from periodize.store import Store, StoreError, opening
from tests.making import put, recorded, row
from tests.where import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WRITER = """
import sys
from periodize.store import Store
from tests.making import put, recorded
with Store(sys.argv[1], create=True) as store:
    print("open", flush=True)
    for number in range(200):
        put(store, f"{number}.fit", recorded(f"k{number}", after=4000 * number), recorded(f"t{number}", after=4000 * number + 9))
"""


def test_a_writer_when_killed_leaves_a_store_that_can_be_completed(path: Path) -> None:
    moment = random.Random(4)
    for _ in range(5):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(moment.uniform(0.0, 0.15))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        with Store(path) as store:
            assert () == store.damage()
            assert {2} >= {len(stored.keys) for stored in store.activities()}
    subprocess.run([sys.executable, "-c", WRITER, str(path)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    with Store(path) as store:
        assert (200, 400) == (len(store.activities()), store.survey().recordings)


def test_a_second_writer_when_the_first_does_not_end(path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.05)
    with Store(path) as second, store._writing():
        with pytest.raises(StoreError, match=r"another process is writing to .*; wait until it has ended"):
            second.log(row("log-1"))
        assert () == second.activities()
    assert () == store.activities()


def test_a_reader_while_another_writes_sees_what_is_complete(path: Path, store: Store) -> None:
    put(store, "a.fit", recorded("a"))
    with Store(path) as reader, store._writing() as connection:
        connection.execute("UPDATE activity SET name = 'half done'")
        assert "" == reader.find("a").name


def test_a_disk_when_full_loses_only_the_last_step(store: Store) -> None:
    put(store, "a.fit", recorded("a"))
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match=r"the disk of .* is full; nothing of this step was kept, all before it was"):
        put(store, "b.fit", recorded("b", after=9000.0, note="x" * 50_000))

    assert ["a.fit"] == [file.path for file in store.files()]
    store._connection.execute("PRAGMA max_page_count = 1000000")
    put(store, "b.fit", recorded("b", after=9000.0, note="x" * 50_000))
    assert (2, ()) == (len(store.activities()), store.damage())


def test_a_store_when_damaged_says_so(path: Path) -> None:
    with Store(path, create=True) as store:
        for number in range(50):
            put(store, f"{number}.fit", recorded(f"k{number}", after=4000.0 * number, note="x" * 500))
    data = bytearray(path.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    path.write_bytes(data)

    with pytest.raises(StoreError, match=r"is damaged \(.*\); move it away and import your files again"):
        Store(path)


def test_a_store_when_a_single_page_is_damaged_still_opens_and_says_so(path: Path) -> None:
    with Store(path, create=True) as store:
        for number in range(50):
            put(store, f"{number}.fit", recorded(f"k{number}", after=4000.0 * number, note="x" * 500))
    data = bytearray(path.read_bytes())
    data[-4096:-3000] = b"\xff" * 1096
    path.write_bytes(data)

    with Store(path) as store:
        assert () != store.damage()


def test_a_store_when_cut_short(path: Path) -> None:
    with Store(path, create=True) as store:
        for number in range(50):
            put(store, f"{number}.fit", recorded(f"k{number}", after=4000.0 * number, note="x" * 500))
    path.write_bytes(path.read_bytes()[: 4096 * 5])

    with pytest.raises(StoreError, match="is damaged"), Store(path) as store:
        store.activities()


def test_a_step_when_interrupted_keeps_nothing_of_it(store: Store) -> None:
    def interrupt() -> None:
        with store._writing() as connection:
            connection.execute("INSERT INTO file VALUES (1, 'abc', 'fit', 'read', '', 0, NULL, '1')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupt()
    assert () == store.files()


@pytest.mark.parametrize(
    ("statement", "read"),
    [
        ("UPDATE activity SET day = 'some day'", Store.activities),
        ("UPDATE activity SET day = 'some day'", Store.weeks),
        ("UPDATE activity SET day = '2026-02-30'", Store.survey),
        ("UPDATE activity SET start = 1e18", Store.activities),
        ("UPDATE recording SET laps = '[['", lambda store: store.recordings("a")),
        ("UPDATE activity SET name = CAST(x'ff' AS TEXT)", Store.activities),
        ("INSERT INTO silence VALUES ('R1', '9999-99-99', 'x')", lambda store: store.decisions.silences()),
        ("INSERT INTO link VALUES (1, 'a', '', '', 'run')", lambda store: store.decisions.links()),
    ],
)
def test_a_value_that_no_command_writes_is_said(store: Store, statement: str, read: Callable[[Store], object]) -> None:
    put(store, "a.fit", recorded("a"))
    store._connection.execute(statement)

    with pytest.raises(StoreError, match=r"periodize.db is damaged \(.*\); move it away and import your files again"):
        read(store)


def test_a_long_value_that_is_damaged_is_not_repeated_whole(store: Store) -> None:
    put(store, "a.fit", recorded("a"))
    store._connection.execute("UPDATE activity SET day = ?", ["x" * 10_000])

    with pytest.raises(StoreError) as caught:
        store.activities()
    assert len(str(caught.value)) < 400


def test_a_store_of_random_bytes_never_raises_anything_else(path: Path) -> None:
    with Store(path, create=True) as store:
        for number in range(20):
            put(store, f"{number}.fit", recorded(f"k{number}", after=4000.0 * number))
    whole, chance = path.read_bytes(), random.Random(1)
    said = 0
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(20):
            place = chance.randrange(100, len(data) - 8)
            data[place : place + 8] = chance.randbytes(8)
        path.write_bytes(data)
        try:
            with Store(path) as store:
                store.activities()
        except StoreError:
            said += 1
    assert said
