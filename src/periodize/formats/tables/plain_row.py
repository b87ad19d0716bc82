"""What one row of our plain table of activities says."""

from __future__ import annotations

from collections import Counter
from dataclasses import field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from periodize.activity import Activity
from periodize.bounds import FARTHEST, HEART_RATES, HIGHEST_LOAD, LONGEST, MOST_POWER, RATINGS, YEARS, distance_kept
from periodize.formats._sports import sport_of_words, surface_of_words
from periodize.formats.base import activity_id
from periodize.formats.tables.columns import Columns, distance_of, duration_of
from periodize.formats.tables.csv_file import moment, number, shortened
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

NAMES: Mapping[str, tuple[str, ...]] = {
    "start": ("start", "starttime", "startdatetime", "datetime", "startdate", "timestamp"),
    "date": ("date", "day", "activitydate", "workoutdate", "workoutday"),
    "clock": ("time", "timeofday", "clock"),
    "sport": ("sport", "sporttype", "type", "activitytype", "activity", "discipline", "workouttype"),
    "moving": ("moving", "movingtime", "movingduration", "timeriding", "ridingtime"),
    "duration": ("duration", "workouttime", "totaltime", "elapsed", "elapsedtime"),
    "distance": ("distance", "dist", "totaldistance"),
    "heart_rate": ("heartrate", "hr", "avghr", "averagehr", "avgheartrate", "averageheartrate", "meanhr"),
    "peak_hr": ("maxheartrate", "maxhr", "peakhr", "maximumheartrate"),
    "power": ("power", "avgpower", "averagepower", "meanpower"),
    "rpe": ("rpe", "perceivedexertion", "exertion"),
    "load": ("load", "trainingload", "tss", "stressscore"),
    "name": ("name", "title", "activityname", "workoutname"),
    "note": ("note", "notes", "comment", "comments", "description"),
    "id": ("id", "activityid", "workoutid"),
}
"""Column of ours -> its names in small letters without blanks and marks, the preferred first."""

GIVEN = (
    "np", "if", "xpower", "bikescore", "trimp", "trimp100", "trimpzonal", "triscore", "rpeload", "work", "p5", "p20",
)  # fmt: skip
"""What GoldenCheetah computes of an activity, as its tables name it; kept as given, never counted."""

SAYS = ("moving", "duration", "distance")
"""Columns of which a table of activities has at least one."""


@dataclass(slots=True)
class PlainTable:
    """How one table is written, and what its rows have told so far.

    Parameters
    ----------
    columns, given : where what is read stands, and where what its source computed.
    comma : whether the decimal mark is a comma.
    source, zone : path as the user named it; where times without a zone belong.
    count : rows read, without the header.
    lost, odd : rows that could not be read; cells that cannot be.
    torn : why the table ends before its end, "" when it does not.
    day, of_day, alike : the day of the last row without an hour, its rows so far, and of each the rows like it.
    """

    columns: Columns
    given: Columns
    comma: bool
    source: str
    zone: tzinfo
    count: int = 0
    lost: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    torn: str = ""
    day: date | None = None
    of_day: int = 0
    alike: Counter[str] = field(default_factory=Counter)

    def text(self, row: Sequence[str], name: str) -> str:
        """Return a cell, "" where it has no value."""
        return self.columns.text(row, name)

    def number(self, row: Sequence[str], name: str, top: float = float("inf")) -> float | None:
        """Return the number of a cell, up to `top`."""
        text = self.text(row, name)
        return self._checked(name, text, number(text, comma=self.comma), top) if text else None

    def duration(self, row: Sequence[str], name: str) -> float | None:
        """Return a duration [s]."""
        text = self.text(row, name)
        if not text:
            return None
        return self._checked(name, text, duration_of(text, self.columns.units[name], comma=self.comma), LONGEST)

    def distance(self, row: Sequence[str]) -> float | None:
        """Return the distance [m]."""
        text = self.text(row, "distance")
        if not text:
            return None
        metres = distance_of(text, self.columns.units["distance"], comma=self.comma)
        return distance_kept(self._checked("distance", text, metres, FARTHEST))

    def computed(self, row: Sequence[str]) -> dict[str, float]:
        """Return what the table's source computed of an activity, by the headers of the table."""
        cells = ((self.given.header[place], self.given.text(row, name)) for name, place in self.given.places.items())
        values = ((header, number(text, comma=self.comma)) for header, text in cells)
        return {header: value for header, value in values if value is not None}

    def _checked(self, name: str, text: str, value: float | None, top: float) -> float | None:
        if value is not None and 0 <= value <= top:
            return value
        self.doubt(name, text)
        return None

    def doubt(self, name: str, text: str) -> None:
        """Note a cell that cannot be."""
        self.odd.append(f"row {self.count + 1} ({name} {shortened(text)})")


def plain_columns(header: Sequence[str]) -> Columns | None:
    """Return the columns of a plain table by its header; None when it is no table of activities.

    A column `time` is the hour of the day, unless the table has no other duration.
    """
    columns = Columns.of(header, NAMES)
    if "clock" in columns and not {"moving", "duration"} & set(columns.places):
        places, units = dict(columns.places), dict(columns.units)
        places["duration"], units["duration"] = places.pop("clock"), units.pop("clock")
        columns = Columns(columns.header, places, units)
    dated = "start" in columns or "date" in columns
    return columns if dated and any(name in columns for name in SAYS) else None


def activity_of(row: Sequence[str], table: PlainTable) -> Activity | None:
    """Return what a row says; None for one without a day, which is noted, or with nothing but a day."""
    if not any(table.text(row, name) for name in (*SAYS, "sport", "rpe", "load", "name")):
        return None
    when, hour = _start(row, table)
    if when is None:
        written = shortened(table.text(row, "start") or table.text(row, "date"))
        table.lost.append(f"row {table.count + 1} ({written or 'no date'})")
        return None
    key = _key(row, table)
    start, key = (when, key) if hour else _apart(when, key, table)
    from periodize.formats.streams.effort import effort_of_summary, peak_rate

    sport = sport_of_words(table.text(row, "sport"))
    lasted, elapsed, distance = _extent(row, table, sport)
    measured = {
        "heart_rate": table.number(row, "heart_rate", HEART_RATES[1]),
        "power": table.number(row, "power", MOST_POWER),
        "speed": distance / lasted if distance and lasted else None,
    }
    averages = {name: [value] for name, value in measured.items() if value and lasted}
    effort = effort_of_summary(sport, [lasted] if lasted else [], averages, rpe=table.number(row, "rpe", RATINGS[1]))
    load = table.number(row, "load", HIGHEST_LOAD)
    return Activity(
        id=activity_id(key.encode("utf-8", "replace")),
        sport=sport,
        start=start if start.tzinfo else start.replace(tzinfo=table.zone),
        effort=effort if load is None else replace(effort, stated_load=load),
        elapsed=elapsed,
        distance=distance,
        peak_hr=peak_rate(table.number(row, "peak_hr", HEART_RATES[1]) or 0.0),
        wall_clock=start.tzinfo is None,
        name=table.text(row, "name"),
        note=table.text(row, "note"),
        native_id=table.text(row, "id"),
        surface=surface_of_words(table.text(row, "sport")),
        source=table.source,
        given=table.computed(row),
    )


def _start(row: Sequence[str], table: PlainTable) -> tuple[datetime | None, bool]:
    """Return when a row's activity began, and whether the hour is known."""
    text, clock = table.text(row, "start") or table.text(row, "date"), table.text(row, "clock")
    when = moment(text)
    if when is None and table.text(row, "date"):
        when, clock = moment(table.text(row, "date")), clock or text
    if when is None or not YEARS[0] <= when.year <= YEARS[1]:
        return None, False
    if when.tzinfo is not None:
        # an export in UTC says nothing about where the athlete was
        return (when.astimezone(table.zone) if when.tzinfo == UTC else when), True
    if (":" in text or when.time() != time()) and clock != text:
        return when, True
    try:
        hour = time.fromisoformat(f"0{clock}" if clock[1:2] == ":" else clock)
    except ValueError:
        return when, False
    return datetime.combine(when.date(), hour), True


def _key(row: Sequence[str], table: PlainTable) -> str:
    """Return what tells a row from others: its day and hour with its id, else with what it says."""
    when = [table.text(row, name) for name in ("start", "date", "clock")]
    told = [table.text(row, name) for name in ("sport", "moving", "duration", "distance", "name")]
    own = table.text(row, "id")
    return "\x1f".join([*when, own] if own else [*when, *told])


def _apart(when: datetime, key: str, table: PlainTable) -> tuple[datetime, str]:
    """Return another hour for each row of a day without hours, and another key for rows that say the same."""
    if when.date() != table.day:
        table.day, table.of_day = when.date(), 0
        table.alike.clear()
    start = when.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=min(table.of_day, 23))
    table.of_day += 1
    table.alike[key] += 1
    return start, key if table.alike[key] == 1 else f"{key}\x1f{table.alike[key]}"


def _extent(row: Sequence[str], table: PlainTable, sport: str) -> tuple[float | None, float, float | None]:
    """Return moving time [s] or None, elapsed time [s], distance [m] or None: a moving time too short is none."""
    from periodize.formats.streams.motion import FASTEST

    whole, moving = table.duration(row, "duration") or 0.0, table.duration(row, "moving") or 0.0
    distance = table.distance(row)
    choices = [lasted for lasted in (moving if moving <= whole or not whole else 0.0, whole) if lasted]
    possible = [lasted for lasted in choices if (distance or 0.0) <= lasted * FASTEST[sport]]
    if choices and not possible:
        table.doubt("distance", table.text(row, "distance"))
        return choices[0], max(choices), None
    return (possible[0] if possible else None), max(choices, default=0.0), distance
