"""What an import, an activity and the doctor show, as plain values."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from periodize.activity import Lap
    from periodize.analysis import ActivityMeasures
    from periodize.formats import FileNote
    from periodize.store import Recording, Stored, Survey


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What became of what was imported.

    Parameters
    ----------
    new : activities that were not there before.
    merged : recordings that joined an activity that was there.
    updated : recordings that were there and say something else now.
    unchanged : files whose content is known, and in other files the recordings that are.
    mornings, planned : daily notes and planned sessions that are new or say something else now.
    salvaged, skipped, failed : files of which only part could be read; that give nothing; that could not be read.
    unused : layout of a file -> columns or fields that nobody reads.
    interrupted : it was stopped before the end; the next import goes on from there.
    """

    new: int = 0
    merged: int = 0
    updated: int = 0
    unchanged: int = 0
    mornings: int = 0
    planned: int = 0
    salvaged: tuple[FileNote, ...] = ()
    skipped: tuple[FileNote, ...] = ()
    failed: tuple[FileNote, ...] = ()
    unused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class LapRow:
    """One lap with its means. heart_rate [bpm], power [W]; None without the channel."""

    lap: Lap
    heart_rate: float | None = None
    power: float | None = None


@dataclass(frozen=True, slots=True)
class ActivityView:
    """One stored activity in detail.

    Parameters
    ----------
    stored : merged of all its recordings.
    recordings : as each source has it, the best first.
    measures : what was computed of it; None when that could not be.
    laps : of the best recording.
    """

    stored: Stored
    recordings: tuple[Recording, ...]
    measures: ActivityMeasures | None
    laps: tuple[LapRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Something about a record that deserves a look.

    Parameters
    ----------
    grade : "problem", "look" or "note".
    text : what it is.
    details : which files or activities, or what to do.
    """

    grade: str
    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """What a store holds, what in it deserves a look, the gravest first, and which defaults are in force."""

    survey: Survey
    diagnoses: tuple[Diagnosis, ...]
    defaults: tuple[str, ...] = ()
