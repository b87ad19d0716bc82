"""From one row of totals and means to an activity: what every export of an account has in common."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import field, replace
from math import isnan
from typing import TYPE_CHECKING

from periodize.activity import Activity
from periodize.bounds import HIGHEST_LOAD, LONGEST, RATINGS, YEARS, distance_kept
from periodize.errors import UnreadableError
from periodize.formats.base import Reading
from periodize.formats.tables.csv_file import NAMED, rows_lost
from periodize.plain import dataclass
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from periodize.activity import Morning, PlannedEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a row says of an activity; None or nan where it says nothing.

    Parameters
    ----------
    key, sport, start, source, wall_clock, name, note, device, native_id, surface, given : as in `Activity`.
    moving, elapsed : [s]; one of them makes an activity.
    distance : [m].
    heart_rate, peak_hr, power, cadence : means and maximum [bpm], [bpm], [W], [1/min].
    rpe : 0-10, 0 for not rated.
    stated_load : [AU, 100 for an hour at threshold], 0 for not computed.
    """

    key: str
    sport: str
    start: datetime | None
    source: str
    moving: float | None = None
    elapsed: float | None = None
    distance: float | None = None
    heart_rate: float | None = None
    peak_hr: float | None = None
    power: float | None = None
    cadence: float | None = None
    rpe: float | None = None
    stated_load: float | None = None
    wall_clock: bool = False
    name: str = ""
    note: str = ""
    device: str = ""
    native_id: str = ""
    surface: str = ""
    given: Mapping[str, float | None] = field(default_factory=dict)


def activity_of(row: Summary) -> Activity | None:
    """Return a row as an activity of one sample; None without a believable start and duration."""
    from periodize.formats.streams.effort import effort_of_summary, peak_rate

    elapsed = within(row.elapsed, 0.0, LONGEST)
    moving = within(row.moving, 0.0, LONGEST) or elapsed
    if row.start is None or not YEARS[0] <= row.start.year <= YEARS[1] or not moving:
        return None
    distance = distance_kept(row.distance)
    means = {
        "heart_rate": row.heart_rate,
        "speed": distance / moving if distance else None,
        "power": row.power or None,
        "cadence": row.cadence,
    }
    averages = {name: [value] for name, value in means.items() if value is not None}
    rpe = within(row.rpe, *RATINGS)
    effort = effort_of_summary(row.sport, [moving], averages, rpe=rpe or None)
    stated_load = within(row.stated_load, 0.0, HIGHEST_LOAD)
    kept = {
        "heart rate": (row.heart_rate, effort.channels.get("heart_rate")),
        "power": (row.power, effort.channels.get("power")),
        "cadence": (row.cadence, effort.channels.get("cadence")),
        "distance": (row.distance, distance),
        "rating": (row.rpe, rpe),
        "load": (row.stated_load, stated_load),
    }
    return Activity(
        id=row.key,
        sport=row.sport,
        start=row.start,
        effort=replace(effort, stated_load=stated_load or None),
        elapsed=max(elapsed or 0.0, moving),
        distance=distance,
        peak_hr=peak_rate(row.peak_hr or 0.0),
        name=row.name,
        source=row.source,
        wall_clock=row.wall_clock,
        note=row.note,
        device=row.device,
        native_id=row.native_id,
        surface=row.surface,
        given={name: value for name, value in row.given.items() if value is not None},
        dropped=tuple(f"{name} {said:g}" for name, (said, left) in kept.items() if left is None and known(said)),
    )


def within(value: float | None, low: float, high: float) -> float | None:
    """Return a value from low to high, else None."""
    return value if value is not None and low <= value <= high else None


def known(value: float | None) -> bool:
    """Whether a row says a number at all; 0 stands for none in exports."""
    return bool(value) and not isnan(value or 0.0)


def row_id(platform: str, *facts: object) -> str:
    """Return the id of a row from what it says: 12 hex digits, the same wherever the row stands.

    Examples
    --------
    >>> row_id("strava", "4689591795")
    '4b346994d9cb'
    """
    text = "\0".join((platform, *map(str, facts)))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def numbered(activities: Iterable[Activity]) -> list[Activity]:
    """Return activities whose ids differ: the second of two rows that say the same gets a number."""
    seen: Counter[str] = Counter()
    found = []
    for activity in activities:
        seen[activity.id] += 1
        times = seen[activity.id]
        found.append(activity if times == 1 else replace(activity, id=f"{activity.id}-{times}"))
    return found


def reading_of(
    activities: Sequence[Activity],
    lost: Sequence[str],
    total: int,
    *,
    mornings: Sequence[Morning] = (),
    planned: Sequence[PlannedEntry] = (),
    unused: Sequence[str] = (),
    note: str | None = None,
) -> Reading:
    """Return what a table gave.

    Parameters
    ----------
    lost : the rows that could not be read, named.
    total : rows in the table.
    note : what else to say of what could not be read.

    Raises
    ------
    UnreadableError
        if rows were lost and none was read.
    """
    rows = len(activities) + len(mornings) + len(planned)
    if lost and not rows:
        message = f"none of its {count(total, 'row')} has a date and a time: {', '.join(lost[:3])}"
        raise UnreadableError(message)
    empty = note or ("a table of rows that say nothing" if total else "a table without rows")
    reasons = [text for text in (rows_lost(lost, total), left_out(activities), note) if text]
    return Reading(
        tuple(activities),
        tuple(mornings),
        salvaged="; ".join(reasons) or None if rows else None,
        skipped=None if rows else empty,
        rows=rows,
        planned=tuple(planned),
        unused=tuple(unused),
    )


def left_out(activities: Sequence[Activity]) -> str | None:
    """Return the sentence that names what cannot be in some rows; None when there is nothing."""
    odd = [f"{what} on {activity.day}" for activity in activities for what in activity.dropped]
    if not odd:
        return None
    more = f" and {len(odd) - NAMED:,} more" if len(odd) > NAMED else ""
    return f"{count(len(odd), 'value')} that cannot be left out: {', '.join(odd[:NAMED])}{more}"


def whole(parts: Iterable[Reading]) -> Reading:
    """Return the parts of one file as one reading; what was not read stands in the last."""
    all_parts = tuple(parts)
    return replace(
        all_parts[-1],
        activities=tuple(activity for part in all_parts for activity in part.activities),
        rows=sum(part.rows for part in all_parts),
    )
