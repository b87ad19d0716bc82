"""The tables, as the steps that lead to them; a step that was published never changes, a new one is added below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATIONS = Migrations("periodize")
"""Every step, in order; the n-th leads to version n."""

VERSION_1 = (
    """
    CREATE TABLE file (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        reader TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('read', 'salvaged', 'skipped', 'failed', 'begun')),
        reason TEXT NOT NULL,
        rows INTEGER NOT NULL,
        unused TEXT,
        program TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE place (
        file_id INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
        path TEXT NOT NULL,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        PRIMARY KEY (path, file_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX place_file ON place (file_id)",
    """
    CREATE TABLE recording (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        file_id INTEGER REFERENCES file,
        activity_id INTEGER REFERENCES activity DEFERRABLE INITIALLY DEFERRED,
        sport TEXT NOT NULL,
        start REAL NOT NULL,
        utc_offset INTEGER NOT NULL,
        wall REAL NOT NULL,
        wall_clock INTEGER NOT NULL,
        day TEXT NOT NULL,
        moving REAL NOT NULL,
        elapsed REAL NOT NULL,
        distance REAL,
        heart_rate REAL,
        power REAL,
        speed REAL,
        cadence REAL,
        peak_hr REAL,
        rpe REAL,
        stated_load REAL,
        name TEXT NOT NULL,
        note TEXT NOT NULL,
        device TEXT NOT NULL,
        native_id TEXT NOT NULL,
        samples INTEGER NOT NULL,
        channels TEXT NOT NULL,
        laps TEXT,
        pauses TEXT,
        steps TEXT,
        given TEXT
    ) STRICT
    """,
    "CREATE INDEX recording_start ON recording (start)",
    "CREATE INDEX recording_wall ON recording (wall)",
    "CREATE INDEX recording_activity ON recording (activity_id)",
    "CREATE INDEX recording_file ON recording (file_id)",
    """
    CREATE TABLE origin (
        recording_id INTEGER NOT NULL REFERENCES recording ON DELETE CASCADE,
        file_id INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
        PRIMARY KEY (recording_id, file_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX origin_file ON origin (file_id)",
    """
    CREATE TABLE stream (
        recording_id INTEGER PRIMARY KEY REFERENCES recording ON DELETE CASCADE,
        n INTEGER NOT NULL,
        channels TEXT NOT NULL,
        data BLOB NOT NULL,
        positions BLOB
    ) STRICT
    """,
    """
    CREATE TABLE activity (
        id INTEGER PRIMARY KEY REFERENCES recording,
        keys TEXT NOT NULL,
        sport TEXT NOT NULL,
        start REAL NOT NULL,
        utc_offset INTEGER NOT NULL,
        day TEXT NOT NULL,
        moving REAL NOT NULL,
        elapsed REAL NOT NULL,
        distance REAL,
        heart_rate REAL,
        power REAL,
        speed REAL,
        cadence REAL,
        peak_hr REAL,
        rpe REAL,
        stated_load REAL,
        name TEXT NOT NULL,
        note TEXT NOT NULL,
        device TEXT NOT NULL,
        native_id TEXT NOT NULL,
        samples INTEGER NOT NULL,
        channels TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX activity_day ON activity (day)",
)

VERSION_2 = (
    """
    CREATE TABLE measure (
        recording_id INTEGER PRIMARY KEY REFERENCES recording ON DELETE CASCADE,
        rpe REAL,
        stated_load REAL,
        fingerprint TEXT NOT NULL,
        load REAL,
        metric TEXT NOT NULL,
        evidence TEXT NOT NULL,
        assumed INTEGER NOT NULL,
        note TEXT,
        channel TEXT,
        metrics TEXT
    ) STRICT
    """,
    """
    CREATE TABLE morning (
        id INTEGER PRIMARY KEY,
        file_id INTEGER REFERENCES file,
        day TEXT NOT NULL,
        resting_hr REAL,
        hrv REAL,
        sleep REAL,
        sleep_quality REAL,
        fatigue REAL,
        soreness REAL,
        stress REAL,
        mood REAL,
        motivation REAL,
        readiness REAL,
        weight REAL,
        illness INTEGER,
        injury TEXT NOT NULL,
        note TEXT NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX morning_of_file ON morning (day, coalesce(file_id, 0))",
    "CREATE INDEX morning_file ON morning (file_id)",
    """
    CREATE TABLE planned_entry (
        file_id INTEGER NOT NULL REFERENCES file,
        key TEXT NOT NULL,
        day TEXT NOT NULL,
        sport TEXT NOT NULL,
        name TEXT NOT NULL,
        text TEXT NOT NULL,
        duration REAL,
        distance REAL,
        load REAL,
        race INTEGER NOT NULL,
        PRIMARY KEY (file_id, key)
    ) STRICT, WITHOUT ROWID
    """,
)

VERSION_4 = (
    """
    CREATE TABLE link (
        id INTEGER PRIMARY KEY,
        keys TEXT NOT NULL,
        session TEXT NOT NULL,
        day TEXT NOT NULL,
        sport TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE skip (
        session TEXT PRIMARY KEY,
        reason TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE silence (
        code TEXT PRIMARY KEY,
        until TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE last_check (
        plan TEXT PRIMARY KEY,
        day TEXT NOT NULL,
        verdict TEXT NOT NULL,
        signs TEXT NOT NULL,
        states TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)

VERSION_5 = (
    """
    CREATE TABLE signature (
        recording_id INTEGER PRIMARY KEY REFERENCES recording ON DELETE CASCADE,
        fingerprint TEXT NOT NULL,
        data TEXT NOT NULL
    ) STRICT
    """,
)

VERSION_7 = (
    "DROP TABLE signature",
    """
    CREATE TABLE signature (
        recording_id INTEGER NOT NULL REFERENCES recording ON DELETE CASCADE,
        planned INTEGER NOT NULL,
        others TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        data TEXT NOT NULL,
        PRIMARY KEY (recording_id, planned)
    ) STRICT
    """,
    "CREATE INDEX signature_others ON signature (others) WHERE others <> ''",
)

VERSION_8 = (
    "ALTER TABLE recording ADD COLUMN surface TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE activity ADD COLUMN surface TEXT NOT NULL DEFAULT ''",
)


@MIGRATIONS()
def version_1(db: Database) -> None:
    """Make files, the recordings in them, and the activities that they merge into."""
    _run(db, VERSION_1, 1)


@MIGRATIONS()
def version_2(db: Database) -> None:
    """Add what depends on thresholds, mornings, and what other programs had planned."""
    _run(db, VERSION_2, 2)


@MIGRATIONS()
def version_3(db: Database) -> None:
    """Add what was left out of a recording as impossible."""
    _run(db, ("ALTER TABLE recording ADD COLUMN dropped TEXT",), 3)


@MIGRATIONS()
def version_4(db: Database) -> None:
    """Add what the athlete says of sessions and signs, and what the last check found."""
    _run(db, VERSION_4, 4)


@MIGRATIONS()
def version_5(db: Database) -> None:
    """Add what makes a session the same as another."""
    _run(db, VERSION_5, 5)


@MIGRATIONS()
def version_6(db: Database) -> None:
    """Add the distance that the device counted at each sample; recordings of before are without until read again."""
    _run(db, ("ALTER TABLE stream ADD COLUMN counted BLOB",), 6)


@MIGRATIONS()
def version_7(db: Database) -> None:
    """Keep a signature of the recording alone beside one with the plan; those of before are computed again."""
    _run(db, VERSION_7, 7)


@MIGRATIONS()
def version_8(db: Database) -> None:
    """Add what it was done on; recordings of before are without until read again."""
    _run(db, VERSION_8, 8)


def _run(db: Database, statements: tuple[str, ...], version: int) -> None:
    for statement in statements:
        db.conn.execute(statement)
    db.conn.execute(f"PRAGMA user_version = {version}")
