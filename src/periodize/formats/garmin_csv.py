"""Garmin Connect's Activities.csv: one row an activity, in the language and number style of the account.

English headers are known by name. Others are known by where a value stands and what it looks like: the first
columns are the same in every language (type, date, favourite, title, distance, calories, time, mean and
maximum heart rate), and the moving and the elapsed time are the last two durations that stand side by side.
The file says neither the zone nor the unit of distance; kilometres are assumed, unless stride and cadence of
an English export show miles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.errors import UnreadableError
from periodize.formats._sports import sport_of_words, surface_of_words
from periodize.formats.base import first_line, reader
from periodize.formats.tables.csv_file import (
    MISSING,
    columns_unread,
    comma_is_decimal,
    header_of,
    moment,
    number,
    rows_of,
    seconds,
)
from periodize.formats.tables.summary import Summary, activity_of, numbered, reading_of, row_id
from periodize.plain import dataclass
from periodize.units import MILE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from periodize.activity import Activity
    from periodize.formats.base import Reading

_ENGLISH: Mapping[str, str] = {
    "Activity Type": "type", "Date": "date", "Title": "title", "Distance": "distance", "Time": "time",
    "Avg HR": "heart_rate", "Max HR": "peak_hr",
    "Avg Power": "power", "Avg Run Cadence": "cadence", "Avg Stride Length": "stride",
    "Moving Time": "moving", "Elapsed Time": "elapsed",
}  # fmt: skip
"""English header -> column of ours; of a repeated name the first counts."""

_PLACES: Mapping[str, int] = {"type": 0, "date": 1, "title": 3, "distance": 4, "time": 6, "heart_rate": 7, "peak_hr": 8}
"""Column of ours -> where it stands in every language, as seen in English and Dutch exports."""

FEWEST_COLUMNS = 9
"""Type to maximum heart rate, the columns that every export has."""

NEWEST_ROWS = 50
"""Rows looked at to recognise a translated header: our choice."""

_METRES_SPORTS = frozenset({"swim"})


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the columns stand and how numbers are written."""

    columns: Mapping[str, int]
    comma: bool
    unit: float = 1000.0

    def text(self, row: Sequence[str], name: str) -> str:
        place = self.columns.get(name)
        return row[place].strip() if place is not None and place < len(row) else ""

    def value(self, row: Sequence[str], name: str) -> float:
        found = number(self.text(row, name), comma=self.comma)
        return float("nan") if found is None else found


def _is_activities(head: bytes) -> bool:
    header = header_of(head)
    if {"Activity Type", "Date", "Time"} <= set(header):
        return True
    if len(header) < FEWEST_COLUMNS:
        return False
    try:
        rows = rows_of(head, whole=False)[1:]
    except UnreadableError:
        return False
    # the last row may be cut off by the end of the head
    return _places(rows[:-1] or rows) is not None


@reader(".csv", name="garmin-csv", layout="Garmin Connect Activities.csv", sniff=_is_activities)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read an Activities.csv: one activity of one sample for each row; times are local and get `zone`."""
    rows = rows_of(data)
    layout = _layout(rows)
    if layout is None:
        message = f"not Garmin Connect's Activities.csv; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    built: list[Activity] = []
    lost: list[str] = []
    for line, row in enumerate(rows[1:], start=2):
        activity = _activity(row, layout, source, zone)
        if activity is None:
            lost.append(f"row {line} ({layout.text(row, 'date') or 'no date'})")
        else:
            built.append(activity)
    count = len(rows) - 1
    unread = columns_unread([cell.strip() for cell in rows[0]], rows[1:], layout.columns.values())
    return reading_of(numbered(built), lost, count, unused=unread)


def _layout(rows: Sequence[Sequence[str]]) -> _Layout | None:
    if not rows:
        return None
    header = [cell.strip() for cell in rows[0]]
    body = rows[1:]
    if {"Activity Type", "Date", "Time"} <= set(header):
        columns = {ours: header.index(name) for name, ours in _ENGLISH.items() if name in header}
    else:
        places = _places(body[:NEWEST_ROWS])
        if places is None or len(header) < FEWEST_COLUMNS:
            return None
        columns = places
    layout = _Layout(columns, comma_is_decimal(cell.strip() for row in body for cell in row))
    return _Layout(columns, layout.comma, _distance_unit(body, layout))


def _places(rows: Sequence[Sequence[str]]) -> dict[str, int] | None:
    """Return the columns of a translated export by the shape of its values; None when it is none."""
    rows = [row for row in rows if len(row) >= FEWEST_COLUMNS]
    if not rows:
        return None

    def share(place: int, fits: str) -> float:
        cells = [row[place].strip() for row in rows if place < len(row)]
        return sum(_shape(cell) in {fits, "missing"} for cell in cells) / len(rows)

    shapes = {"date": "date", "distance": "number", "time": "duration", "heart_rate": "number"}
    if any(share(_PLACES[name], shape) < 0.8 for name, shape in shapes.items()):
        return None
    if all(_shape(row[_PLACES["date"]]) == "missing" for row in rows):
        return None
    width = min(len(row) for row in rows)
    long = [place for place in range(FEWEST_COLUMNS, width) if share(place, "duration") == 1.0]
    told = [place for place in long if any(_shape(row[place]) == "duration" for row in rows)]
    pairs = [place for place in told if place + 1 in told]
    found = dict(_PLACES)
    if pairs:
        found |= {"moving": pairs[-1], "elapsed": pairs[-1] + 1}
    return found


def _shape(cell: str) -> str:
    text = cell.strip()
    if text.casefold() in MISSING:
        return "missing"
    if text.replace(".", "").replace(",", "").isdecimal():
        return "number"
    if text.count(":") == 2 and seconds(text) is not None:
        return "duration"
    return "date" if moment(text) is not None else "text"


def _distance_unit(rows: Sequence[Sequence[str]], layout: _Layout) -> float:
    """Return the metres in a unit of distance: stride [m] × cadence × time shows miles where they are."""
    ratios = []
    for row in rows:
        moved = seconds(layout.text(row, "moving")) or seconds(layout.text(row, "time")) or 0.0
        metres = layout.value(row, "stride") * layout.value(row, "cadence") * moved / 60
        distance = layout.value(row, "distance")
        if metres > 0 and distance > 0:
            ratios.append(metres / distance)
    middle = sorted(ratios)[len(ratios) // 2] if ratios else 1000.0
    return MILE if abs(middle / MILE - 1) < abs(middle / 1000 - 1) and middle < 2 * MILE else 1000.0


def _activity(row: Sequence[str], layout: _Layout, source: str, zone: tzinfo) -> Activity | None:
    start = moment(layout.text(row, "date"))
    time = seconds(layout.text(row, "time")) or 0.0
    moving = seconds(layout.text(row, "moving")) or 0.0
    duration = moving if 0 < moving <= time or not time else time
    if start is None or not duration:
        return None
    from periodize.formats.streams.motion import FASTEST

    sport = sport_of_words(layout.text(row, "type"))
    distance = layout.value(row, "distance") * layout.unit
    if sport in _METRES_SPORTS or distance / duration > FASTEST[sport]:
        # pool and track are written in metres whatever the account's unit
        in_metres = layout.value(row, "distance")
        distance = in_metres if in_metres >= 25 else distance
    return activity_of(
        Summary(
            # neither title nor distance: both are corrected later, and the row stays the same activity
            key=row_id("garmin-csv", start.isoformat(), sport, round(time or moving)),
            sport=sport,
            start=start if start.tzinfo else start.replace(tzinfo=zone),
            source=source,
            moving=duration,
            elapsed=max(seconds(layout.text(row, "elapsed")) or 0.0, time),
            distance=distance,
            heart_rate=layout.value(row, "heart_rate"),
            peak_hr=layout.value(row, "peak_hr"),
            power=layout.value(row, "power"),
            cadence=layout.value(row, "cadence"),
            wall_clock=start.tzinfo is None,
            name=layout.text(row, "title"),
            surface=surface_of_words(layout.text(row, "type")),
        )
    )
