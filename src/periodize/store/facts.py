"""What goes into the store and comes out of it."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from periodize.activity import Lap, Pause, WorkoutStep


class FileState(StrEnum):
    """What became of a file.

    A failed one is read again at the next import, a skipped one once the program is another; `BEGUN` is a file of
    which the import broke off between two batches: it is read again too.
    """

    READ = "read"
    SALVAGED = "salvaged"
    SKIPPED = "skipped"
    FAILED = "failed"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was looked at; its bytes are not kept.

    Parameters
    ----------
    sha256 : of the content, 64 hex digits.
    path : as the user named it; a member of an archive as "archive/member".
    size : [bytes] at that path.
    mtime_ns : [ns since 1970] when it was last changed; 0 where not known.
    reader : name of the file format that read it; "" for none.
    state : what became of it.
    reason : why it was salvaged, skipped or failed; "" for nothing to say.
    rows : records, points or lines read.
    unused : columns or fields that are not read.
    program : version of the program that read it.
    """

    sha256: str
    path: str
    size: int = 0
    mtime_ns: int = 0
    reader: str = ""
    state: FileState = FileState.READ
    reason: str = ""
    rows: int = 0
    unused: tuple[str, ...] = ()
    program: str = ""

    def due(self, program: str) -> bool:
        """Whether this version of the program should read the file again."""
        return self.state in {FileState.FAILED, FileState.BEGUN} or (
            self.state is FileState.SKIPPED and self.program != program
        )


@dataclass(frozen=True, slots=True)
class PackedStream:
    """The channels of an effort, packed.

    Parameters
    ----------
    n : number of samples.
    channels : their names, in the order of the data.
    data : lengths of the samples and channels, compressed.
    positions : latitude and longitude, compressed; None unless they were asked for.
    counted : distance as the device counted, compressed; None where it did not.
    """

    n: int
    channels: tuple[str, ...]
    data: bytes
    positions: bytes | None = None
    counted: bytes | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """The facts of one activity as one source has them: those of `Activity`, with means in place of the stream.

    Parameters
    ----------
    key : the activity's id.
    start : aware.
    moving, elapsed : [s].
    heart_rate, power, speed, cadence : means over the moving time; None without the channel.
    samples : of the stream.
    channels : of the stream, by name.
    source : path of the file, or "log"; the store knows it by the file that it was added with.
    """

    key: str
    sport: str
    start: datetime
    moving: float
    elapsed: float
    wall_clock: bool = False
    distance: float | None = None
    heart_rate: float | None = None
    power: float | None = None
    speed: float | None = None
    cadence: float | None = None
    peak_hr: float | None = None
    rpe: float | None = None
    stated_load: float | None = None
    name: str = ""
    note: str = ""
    device: str = ""
    native_id: str = ""
    surface: str = ""
    laps: tuple[Lap, ...] = ()
    pauses: tuple[Pause, ...] = ()
    steps: tuple[WorkoutStep, ...] = ()
    given: Mapping[str, float] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    samples: int = 0
    channels: tuple[str, ...] = ()
    source: str = ""

    @property
    def duration(self) -> float:
        """Moving time [s]."""
        return self.moving


@dataclass(frozen=True, slots=True)
class Measure:
    """What was computed of an activity and depends on thresholds.

    Parameters
    ----------
    fingerprint : text of all that it depends on; another text makes it out of date.
    load : [AU, 100 = one hour at threshold]; None when not computable.
    metric, evidence, assumed, note, channel : as `periodize.load.Load`.
    values : further metrics, as JSON can hold them.
    """

    fingerprint: str
    load: float | None = None
    metric: str = ""
    evidence: str = ""
    assumed: bool = False
    note: str | None = None
    channel: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signed:
    """What makes a session the same as another.

    Parameters
    ----------
    files : ids of the activities of the session, in order.
    planned : whether a plan had a say in it; the two kinds are kept beside each other.
    fingerprint : text of all that it was computed of; another text makes it out of date.
    data : the signature, as JSON can hold it.
    """

    files: tuple[str, ...]
    planned: bool
    fingerprint: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Packed:
    """An activity as a worker hands it to the one that writes: facts, packed stream, what was computed of it."""

    recording: Recording
    stream: PackedStream
    measure: Measure | None = None
    signature: Signed | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What one addition did to the store, counted in recordings.

    Parameters
    ----------
    new : activities that were not there before.
    merged : recordings that joined an activity of another source.
    unchanged : recordings that were there.
    updated : recordings that were there and say something else now.
    mornings, planned : rows that are new or say something else now.
    """

    new: int = 0
    merged: int = 0
    unchanged: int = 0
    updated: int = 0
    mornings: int = 0
    planned: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            self.new + other.new,
            self.merged + other.merged,
            self.unchanged + other.unchanged,
            self.updated + other.updated,
            self.mornings + other.mornings,
            self.planned + other.planned,
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """One real activity, merged of all its recordings, without stream.

    Parameters
    ----------
    id : key of its best recording.
    start : aware.
    day : local date where it began.
    moving, elapsed, distance : [s], [s], [m] or None.
    heart_rate, power, speed, cadence : means of its best recording.
    rpe, stated_load, name, note, device, native_id, surface : of the best recording that has one.
    samples, channels : of its best stream.
    sources : paths of the files that hold it, and "log", sorted.
    keys : of all its recordings, the best first.
    measure : what was last computed of it, its `values` only where they were asked for; None when nothing was, or
        when that is out of date with what is merged.
    """

    id: str
    sport: str
    start: datetime
    day: date
    moving: float
    elapsed: float
    distance: float | None
    heart_rate: float | None
    power: float | None
    speed: float | None
    cadence: float | None
    peak_hr: float | None
    rpe: float | None
    stated_load: float | None
    name: str
    note: str
    device: str
    native_id: str
    surface: str
    samples: int
    channels: tuple[str, ...]
    sources: tuple[str, ...]
    keys: tuple[str, ...]
    measure: Measure | None


@dataclass(frozen=True, slots=True)
class WeekTotal:
    """Sums over the activities of one week and sport.

    Parameters
    ----------
    monday : first day of the week.
    sport : run bike swim row ski walk hike gym xt.
    activities : number.
    moving, distance : [s], [m]; activities without a distance add none.
    load : [AU] over those that have one.
    unmeasured : activities without a load.
    """

    monday: date
    sport: str
    activities: int
    moving: float
    distance: float
    load: float
    unmeasured: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a recording. first, last : both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Length [d]."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Survey:
    """What the store holds.

    Parameters
    ----------
    first, last : day of the first and the last activity; None without any.
    sports : sport -> activities.
    readers : file format, or "log" -> recordings.
    recordings : number of all.
    without_heart_rate : ids of activities without any heart rate, by start.
    unmeasured : activities without a load.
    gaps : stretches of days without an activity, longest first.
    files : state -> number of files.
    told : files of which there is something to say (salvaged, skipped, failed, begun), by path.
    morning_first, morning_last : day of the first and the last morning.
    mornings : days with a morning.
    morning_fields : field of `Morning` -> days that have it.
    planned : entries that other programs had planned.
    size : [bytes] of the database.
    """

    first: date | None
    last: date | None
    sports: Mapping[str, int]
    readers: Mapping[str, int]
    recordings: int
    without_heart_rate: tuple[str, ...]
    unmeasured: int
    gaps: tuple[Gap, ...]
    files: Mapping[FileState, int]
    told: tuple[SourceFile, ...]
    morning_first: date | None
    morning_last: date | None
    mornings: int
    morning_fields: Mapping[str, int]
    planned: int
    size: int
