"""TrainingPeaks' workouts.csv: what was planned and what was done, in one row.

The row has a day and no hour. The first session of a day is put at noon, each further one half an hour later, so that
two of a day are not taken for one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from periodize.activity import PlannedEntry
from periodize.bounds import FARTHEST, LONGEST
from periodize.errors import UnreadableError
from periodize.formats._sports import sport_of_words
from periodize.formats.base import first_line, reader
from periodize.formats.tables.csv_file import columns_unread, header_of, machine_number, rows_of
from periodize.formats.tables.mornings import day_of
from periodize.formats.tables.summary import Summary, activity_of, numbered, reading_of, row_id, within

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, tzinfo

    from periodize.activity import Activity
    from periodize.formats.base import Reading

_LAYOUT = frozenset({"WorkoutType", "WorkoutDay", "PlannedDuration", "TimeTotalInHours"})
"""Columns that no other table has together."""

_TEXTS = frozenset({"Title", "WorkoutType", "WorkoutDescription", "WorkoutDay", "CoachComments", "AthleteComments"})
_NUMBERS = frozenset({
    "PlannedDuration", "PlannedDistanceInMeters", "DistanceInMeters", "TimeTotalInHours", "PowerAverage",
    "CadenceAverage", "HeartRateAverage", "HeartRateMax", "IF", "TSS", "Energy", "Rpe",
})  # fmt: skip

_GIVEN = ("IF", "Energy")

_UNTOLD = frozenset({"", "other", "custom", "race", "brick"})
"""Types that leave the sport to the title."""

NOON = time(12)
STEP = timedelta(minutes=30)
"""Where sessions without an hour are put: our choice."""

_HALF_HOURS = 24
"""From noon to midnight."""


@reader(
    ".csv",
    name="training-peaks",
    layout="TrainingPeaks' workouts.csv",
    sniff=lambda head: set(header_of(head)) >= _LAYOUT,
)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read a workouts.csv: a planned session and an activity for each row that has them."""
    rows = rows_of(data)
    header = [cell.strip() for cell in rows[0]] if rows else []
    if not set(header) >= _LAYOUT:
        message = f"not TrainingPeaks' workouts.csv; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    places = {place for place, name in enumerate(header) if name in _TEXTS | _NUMBERS}
    activities: list[Activity] = []
    planned: list[PlannedEntry] = []
    lost: list[str] = []
    taken: Counter[date] = Counter()
    alike: Counter[str] = Counter()
    for line, cells in enumerate(rows[1:], start=2):
        texts = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
        if texts.get("WorkoutType", "").casefold() in {"day off", "rest"}:
            continue
        figure = {name: machine_number(texts.get(name, "")) for name in _NUMBERS}
        day = day_of(texts.get("WorkoutDay", ""))
        if day is None:
            lost.append(f"row {line} ({texts.get('WorkoutDay') or 'no date'})")
            continue
        if entry := _planned(texts, figure, day, source):
            alike[entry.id] += 1
            planned.append(replace(entry, id=f"{entry.id}-{alike[entry.id]}") if alike[entry.id] > 1 else entry)
        start = datetime.combine(day, NOON, zone) + STEP * (taken[day] % _HALF_HOURS)
        if activity := _activity(texts, figure, start, source):
            taken[day] += 1
            activities.append(activity)
        elif _is_done(figure):
            lost.append(f"row {line} ({day}, without a duration)")
    return reading_of(
        numbered(activities),
        lost,
        len(rows) - 1,
        planned=planned,
        unused=columns_unread(header, rows[1:], places),
    )


def _planned(
    texts: Mapping[str, str], figure: Mapping[str, float | None], day: date, source: str
) -> PlannedEntry | None:
    """Return what was planned; None where the row plans neither time nor distance and describes nothing."""
    duration = within(_seconds(figure["PlannedDuration"]), 1.0, LONGEST)
    distance = within(figure["PlannedDistanceInMeters"], 1.0, FARTHEST)
    title, text = texts.get("Title", ""), texts.get("WorkoutDescription", "")
    if duration is None and distance is None and (not text or _is_done(figure)):
        return None
    sport = _sport(texts)
    comments = texts.get("CoachComments", "")
    return PlannedEntry(
        id=row_id("training-peaks", "planned", day.isoformat(), sport, title),
        day=day,
        sport=sport,
        name=title,
        text="\n".join(part for part in (text, comments) if part),
        duration=duration,
        distance=distance,
        race=texts.get("WorkoutType", "").casefold() == "race",
        source=source,
    )


def _activity(
    texts: Mapping[str, str], figure: Mapping[str, float | None], start: datetime, source: str
) -> Activity | None:
    """Return what was done; None where the row has no time of it."""
    if not _is_done(figure):
        return None
    sport = _sport(texts)
    duration, distance = _seconds(figure["TimeTotalInHours"]), figure["DistanceInMeters"]
    return activity_of(
        Summary(
            key=row_id("training-peaks", start.date().isoformat(), sport, round(duration or 0), round(distance or 0)),
            sport=sport,
            start=start,
            source=source,
            moving=duration,
            distance=distance,
            heart_rate=figure["HeartRateAverage"],
            peak_hr=figure["HeartRateMax"],
            power=figure["PowerAverage"],
            cadence=figure["CadenceAverage"],
            rpe=figure["Rpe"],
            stated_load=figure["TSS"],
            wall_clock=True,
            name=texts.get("Title", ""),
            note=texts.get("AthleteComments", ""),
            given={name: figure[name] for name in _GIVEN},
        )
    )


def _is_done(figure: Mapping[str, float | None]) -> bool:
    return bool(figure["TimeTotalInHours"] or figure["DistanceInMeters"])


def _sport(texts: Mapping[str, str]) -> str:
    word = texts.get("WorkoutType", "").casefold().replace("mtn", "mountain ")
    return sport_of_words(word, texts.get("Title", "") if word in _UNTOLD else "")


def _seconds(hours: float | None) -> float | None:
    return None if hours is None else hours * 3600
