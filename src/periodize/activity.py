"""What was recorded."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    import numpy as np
    from numpy.typing import NDArray

    from periodize.effort import Effort


SURFACES = {
    "road": "on the road", "trail": "on a trail", "track": "on a track", "gravel": "on gravel",
    "treadmill": "on a treadmill", "indoor": "indoors", "pool": "in a pool", "open water": "in open water",
}  # fmt: skip
"""What an activity can have been done on, as far as a file says -> where that is."""


@dataclass(frozen=True, slots=True)
class Lap:
    """One lap as the device marked it.

    Parameters
    ----------
    start, duration : [s from the activity's start by the clock on the wall], [s of moving time].
    distance : [m] or None.
    intensity : warmup active rest cooldown, as the device names it; "" where it does not.
    step : which of the activity's workout steps it was, from 0; None where the device does not say.
    """

    start: float
    duration: float
    distance: float | None = None
    intensity: str = ""
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the recording stood still. start, duration [s from the activity's start, s]."""

    start: float
    duration: float


@dataclass(frozen=True, slots=True)
class WorkoutStep:
    """One step of the workout that the device was told to guide through.

    Parameters
    ----------
    name, intensity : as the device has them, e.g. "Repeat 3", "active"; "" where it has none.
    duration, distance : [s], [m] that the step was to last; None where it ends otherwise.
    target : in words, e.g. "heart_rate 150-160"; "" for none.
    """

    name: str = ""
    intensity: str = ""
    duration: float | None = None
    distance: float | None = None
    target: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """One recorded activity.

    Parameters
    ----------
    id : stable across re-reading: from the file's bytes, with the leg's number where one file holds several; of a
        table, from what the row says, wherever it stands.
    sport : run bike swim row ski walk hike gym xt.
    start : aware; its offset is the zone in which the activity began, as far as the file or the reader knows.
    effort : channels over moving time.
    elapsed : wall-clock time from start to end [s], pauses included.
    distance : [m] or None.
    peak_hr : highest heart rate [bpm] where the source names it beside or instead of a stream; None otherwise.
    name : the title that the athlete or the platform gave.
    laps : as the device marked them.
    source : path of the file, as the user named it.
    wall_clock : the source gives the hour of the wall clock without a zone, and the reader's was assumed.
    pauses : in the order of time.
    steps : of the workout on the device.
    positions : (n, 2) latitude, longitude [degrees], nan where missing, a row for each sample of the effort; None
        where the source has none. A home address is in them: they are kept only where the user asks.
    counted : (n,) [m] distance as the device had counted it where each sample of the effort begins, nan where missing;
        None where the source has none.
    note : what the athlete wrote about it.
    device : what recorded it, e.g. "garmin fr935"; "" where not known.
    native_id : the id that the platform of the source gave it; "" where it has none.
    given : what the source computed itself, by the source's own names; shown and exported, never counted.
    dropped : what cannot be and was left out, in words, e.g. "3 samples of heart rate".
    surface : one of `SURFACES`; "" where the source names none.
    moved : [s from the activity's start] when the first step began and the last one ended; None: nobody looked, or
        nothing tells.
    """

    id: str
    sport: str
    start: datetime
    effort: Effort
    elapsed: float
    distance: float | None = None
    peak_hr: float | None = None
    name: str = ""
    laps: tuple[Lap, ...] = field(default=())
    source: str = ""
    wall_clock: bool = False
    pauses: tuple[Pause, ...] = ()
    steps: tuple[WorkoutStep, ...] = ()
    positions: NDArray[np.float64] | None = None
    counted: NDArray[np.float64] | None = None
    note: str = ""
    device: str = ""
    native_id: str = ""
    given: Mapping[str, float] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    surface: str = ""
    moved: tuple[float, float] | None = None

    @property
    def day(self) -> date:
        """Local date where it began."""
        return self.start.date()

    @property
    def duration(self) -> float:
        """Moving time [s]."""
        return self.effort.duration


@dataclass(frozen=True, slots=True)
class Morning:
    """What the athlete noted or a device measured of one day; None where not given.

    Parameters
    ----------
    day : the day on which the athlete woke up; a night belongs to the day that it ends on.
    resting_hr : [bpm].
    hrv : rMSSD [ms].
    sleep : time asleep [s].
    sleep_quality, fatigue, soreness, stress, mood, motivation : 1-5. The number says how much there is of what the
        word says: fatigue 5 is very tired, mood 5 is very good. Importers turn other directions and scales round.
    readiness : 0-10, 10 for ready.
    weight : [kg].
    illness : whether the athlete was ill.
    injury : what hurts, in words; "" for nothing.
    note : in the athlete's words.
    source : path of the file as the user named it, or "log" for what was typed in.
    """

    day: date
    resting_hr: float | None = None
    source: str = ""
    hrv: float | None = None
    sleep: float | None = None
    sleep_quality: float | None = None
    fatigue: float | None = None
    soreness: float | None = None
    stress: float | None = None
    mood: float | None = None
    motivation: float | None = None
    readiness: float | None = None
    weight: float | None = None
    illness: bool | None = None
    injury: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """A session that another program had planned.

    Parameters
    ----------
    id : stable across re-reading, as an activity's.
    day : the day for which it was planned.
    sport : run bike swim row ski walk hike gym xt.
    name, text : title and description.
    duration, distance, load : [s], [m], [AU, 100 for an hour at threshold] as planned; None where not given.
    race : whether it is a race.
    source : path of the file, as the user named it.
    """

    id: str
    day: date
    sport: str
    name: str = ""
    text: str = ""
    duration: float | None = None
    distance: float | None = None
    load: float | None = None
    race: bool = False
    source: str = ""


def sample_starts(activity: Activity) -> NDArray[np.float64]:
    """Return when each sample of an effort began, (n,) [s from the activity's start by the clock on the wall]."""
    import numpy as np

    dt = activity.effort.dt
    moving = np.cumsum(dt) - dt
    before = 0.0
    starts = moving.copy()
    for pause in activity.pauses:
        # the pause stands after so much moving time; what follows it is later by its length
        starts[moving >= pause.start - before - 1e-6] += pause.duration
        before += pause.duration
    return starts


@dataclass(frozen=True, slots=True)
class FileNote:
    """A file of which there is something to say: path, the reason, rows that were kept."""

    path: str
    reason: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """What was recorded, and what became of each file.

    Parameters
    ----------
    activities : sorted by start, then id; each activity once.
    mornings : sorted by day, one a day: each field from the first file that has it.
    read : number of files that gave an activity or a morning, the salvaged ones included.
    salvaged : files of which only part could be read.
    skipped : sound files that give nothing new: no activity in them, or one that another file has too.
    failed : files that could not be read, with the reason.
    """

    activities: tuple[Activity, ...] = ()
    mornings: tuple[Morning, ...] = ()
    read: int = 0
    salvaged: tuple[FileNote, ...] = ()
    skipped: tuple[FileNote, ...] = ()
    failed: tuple[FileNote, ...] = ()
