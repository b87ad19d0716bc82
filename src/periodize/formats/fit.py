"""FIT, the binary format of watches and bike computers.

Healthy files are read natively; of a damaged one a slower streaming decoder salvages the messages before the
break. Heart rates that a strap hands over after a swim (`hr` messages) are not merged.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from periodize.activity import Activity, Lap
from periodize.errors import UnreadableError
from periodize.formats._sports import fit_sport
from periodize.formats.base import Reading, activity_id, foreign_kind, reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import tzinfo

    import numpy as np
    from numpy.typing import NDArray

    from periodize.formats._effort import Built

    Message = Mapping[str, Any]

_WANTED = frozenset({"file_id", "session", "lap", "record", "activity", "sport", "workout", "field_description"})

_RECORD: Mapping[str, tuple[str, ...]] = {
    "heart_rate": ("heart_rate",),
    "power": ("power",),
    "speed": ("enhanced_speed", "speed"),
    "distance": ("distance",),
    "altitude": ("enhanced_altitude", "altitude"),
    "cadence": ("cadence",),
    "latitude": ("position_lat",),
    "longitude": ("position_long",),
}
"""Field of ours -> names in a record message, the preferred first."""

SEMICIRCLE = 180.0 / 2**31
"""[degrees] Unit of positions in the FIT protocol."""

FARTHEST_ZONE = 15 * 3600
"""[s] A local time further from UTC than any zone is a wrong clock: our choice."""

MOST_UNRECORDED = 1.25
"""A session that lasted longer than this share of its records is one of which records are lost: our choice."""

_NOT_SPORTS = frozenset({"transition", "multisport"})


def _is_fit(head: bytes) -> bool:
    return head[8:12] == b".FIT"


@reader(".fit", layout="a FIT file", sniff=_is_fit)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read a FIT file: one activity for each session, transitions of a multisport race left out.

    The zone is that of the local time in the activity message, else `zone`.
    """
    if not data:
        raise UnreadableError("the file is empty (0 bytes)")
    if foreign := foreign_kind(data[:512]):
        reason = f"{foreign}, not a FIT file"
        raise UnreadableError(reason)
    messages, fault = _messages(data)
    kinds: dict[str, list[Message]] = {name: [] for name in _WANTED}
    for message in messages:
        if message["message_type"] in _WANTED:
            kinds[message["message_type"]].append(message)
    records, sessions = kinds["record"], kinds["session"]
    rows = len(records)
    if not records and not sessions:
        if fault:
            reason = f"{fault}; no record of an activity came before the break"
            raise UnreadableError(reason)
        types = sorted({str(message.get("type")).partition("_")[0] for message in kinds["file_id"]} - {"None"})
        return Reading(skipped=f"not an activity ({' and '.join(types) or 'unknown'} file)")
    activities = _activities(kinds, data, source, zone)
    if not activities:
        reason = f"none of its {rows:,} records has a time"
        raise UnreadableError(reason)
    kept = f"{rows:,} records" if rows else "the summary"
    return Reading(activities, salvaged=fault and f"{fault}; kept {kept}", rows=rows)


def _messages(data: bytes) -> tuple[Iterable[Message], str | None]:
    """Return the messages of a file and, when it is damaged, how."""
    import pyfitparsernative

    try:
        messages: Sequence[Message] = pyfitparsernative.parse_fit_bytes(data)
    except ValueError as error:
        why = str(error)
    except BaseException as error:
        # a panic of the native decoder is no Exception; it has no public name
        if type(error).__name__ != "PanicException":
            raise
        why = "panic"
    else:
        return messages, None
    return _salvaged(data, why)


def _salvaged(data: bytes, why: str) -> tuple[list[Message], str]:
    """Return what a streaming decoder gets out of a damaged file, and what is wrong with it."""
    import fitdecode

    kept: list[Message] = []
    fault = "its checksum does not match" if "checksum" in why else "the file is damaged"
    try:
        with fitdecode.FitReader(
            data, check_crc=fitdecode.CrcCheck.DISABLED, error_handling=fitdecode.ErrorHandling.IGNORE
        ) as frames:
            for frame in frames:
                if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name in _WANTED:
                    fields = {field.name: field.value for field in frame.fields}
                    kept.append({**fields, "message_type": frame.name})
    except fitdecode.FitEOFError:
        fault = "the file ends too early"
    except fitdecode.FitHeaderError:
        fault = "its header is damaged" if kept else "not a FIT file: it lacks the FIT header"
    except Exception:  # noqa: BLE001 - on garbage the decoder fails in ways of its own
        fault = "the file is damaged part of the way"
    return kept, fault


def _activities(kinds: Mapping[str, list[Message]], data: bytes, source: str, zone: tzinfo) -> tuple[Activity, ...]:
    import numpy as np

    records = kinds["record"]
    times = _instants([message.get("timestamp") for message in records])
    fields = _fields(records, kinds["field_description"])
    sessions = sorted(kinds["session"], key=lambda s: _order(_instant(s.get("start_time"))))
    legs = [session for session in sessions if str(session.get("sport")) not in _NOT_SPORTS] or sessions
    zone = _local_zone(kinds["activity"], zone)
    if not sessions:
        first: Message = next(iter((*kinds["sport"], *kinds["lap"], *records[:1])), {})
        legs = [{"sport": first.get("sport") or first.get("activity_type"), "sub_sport": first.get("sub_sport")}]
        sessions = legs
    # a leg lasts until the next one begins: the start of the first is wrong in some devices
    starts = np.array([_instant(session.get("start_time")) for session in sessions[1:]])
    leg_of = np.searchsorted(starts, times, side="right") if len(starts) else np.zeros(len(times), dtype=int)
    numbered = len(legs) > 1
    built: list[Activity] = []
    for index, session in enumerate(sessions):
        if not any(session is leg for leg in legs):
            continue
        chosen = leg_of == index
        mine = {name: values[chosen] for name, values in fields.items()}
        key = activity_id(data, len(built) + 1 if numbered else None)
        title = next((str(w["wkt_name"]) for w in kinds["workout"] if w.get("wkt_name")), "")
        activity = _leg(session, times[chosen], mine, laps=kinds["lap"], labels=(key, title, source), zone=zone)
        if activity is not None:
            built.append(activity)
    return tuple(built)


def _leg(
    session: Message,
    times: NDArray[np.float64],
    fields: Mapping[str, NDArray[np.float64]],
    *,
    laps: Sequence[Message],
    labels: tuple[str, str, str],
    zone: tzinfo,
) -> Activity | None:
    from periodize.formats._effort import effort_from_records

    sport = fit_sport(session.get("sport"), session.get("sub_sport"))
    effort_rating = _real(session.get("workout_rpe"))
    rpe = effort_rating / 10 if 0 <= effort_rating <= 100 else None  # stored as 0-100 for CR10
    built = effort_from_records(sport, times, fields, rpe=rpe) or _summary(sport, session, rpe)
    if built is None:
        return None
    told = _first(session, "total_timer_time", "total_elapsed_time") <= MOST_UNRECORDED * built.effort.duration
    # totals of a session of which most records are lost would not fit the effort
    elapsed = _real(session.get("total_elapsed_time")) if told else math.nan
    distance = _real(session.get("total_distance")) if told else math.nan
    key, name, source = labels
    return Activity(
        id=key,
        sport=sport,
        start=datetime.fromtimestamp(built.start, zone),
        effort=built.effort,
        elapsed=elapsed if elapsed >= built.effort.duration else built.elapsed,
        distance=distance if distance > 0 else built.distance,
        name=name,
        laps=_laps(laps, built),
        source=source,
    )


def _laps(messages: Sequence[Message], built: Built) -> tuple[Lap, ...]:
    """Return the laps that begin within the activity; a device may date the first a moment before it."""
    laps = []
    for message in messages:
        begin = _instant(message.get("start_time")) - built.start
        length = _first(message, "total_timer_time", "total_elapsed_time")
        covered = _real(message.get("total_distance"))
        if -1 <= begin < built.elapsed and length > 0:
            laps.append(Lap(max(begin, 0.0), length, covered if covered >= 0 else None))
    return tuple(laps)


def _summary(sport: str, session: Message, rpe: float | None) -> Built | None:
    """Build an effort of one sample from the averages of a session that has no records."""
    from periodize.formats._effort import EARLIEST, LATEST, Built, effort_of_summary

    moving = _first(session, "total_timer_time", "total_elapsed_time")
    start = _instant(session.get("start_time"))
    if not (moving > 0 and EARLIEST < start < LATEST):
        return None
    distance = _real(session.get("total_distance"))
    speed = _first(session, "enhanced_avg_speed", "avg_speed")
    averages = {
        "heart_rate": [_real(session.get("avg_heart_rate"))],
        "power": [_real(session.get("avg_power"))],
        "speed": [speed if speed > 0 else distance / moving],
        "cadence": [_real(session.get("avg_cadence"))],
    }
    effort = effort_of_summary(sport, [moving], averages, rpe=rpe)
    return Built(effort, start, moving, distance if distance > 0 else None)


def _fields(records: Sequence[Message], descriptions: Sequence[Message]) -> dict[str, NDArray[np.float64]]:
    import numpy as np

    names = {name for message in records for name in message}
    fields = {}
    for ours, (first, *rest) in _RECORD.items():
        theirs = [name for name in (first, *rest) if name in names]
        if theirs:
            column = _column([message.get(theirs[0]) for message in records])
            for other in theirs[1:]:
                column = np.where(np.isnan(column), _column([m.get(other) for m in records]), column)
            fields[ours] = column
    for axis in ("latitude", "longitude"):
        if axis in fields:
            fields[axis] = fields[axis] * SEMICIRCLE
    if "power" not in fields and (name := _developer_power(descriptions, names)):
        fields["power"] = _column([message.get(name) for message in records])
    return fields


def _developer_power(descriptions: Sequence[Message], names: set[str]) -> str | None:
    """Return the name under which records hold the power of a third-party sensor, such as a foot pod."""
    if "Power" in names:
        return "Power"
    numbers = [d.get("field_definition_number") for d in descriptions]
    for description in descriptions:
        title = description.get("field_name")
        title = title[0] if isinstance(title, (list, tuple)) and title else title
        number = description.get("field_definition_number")
        # two sensors may use one number; the record does not say whose it is
        if str(title).casefold() == "power" and numbers.count(number) == 1 and f"developer_field_{number}" in names:
            return f"developer_field_{number}"
    return None


def _local_zone(activities: Sequence[Message], zone: tzinfo) -> tzinfo:
    """Return the zone in which the device was, from its local time; `zone` when it gives none."""
    for message in activities:
        away = _instant(message.get("local_timestamp")) - _instant(message.get("timestamp"))
        if abs(away) <= FARTHEST_ZONE:
            return timezone(timedelta(minutes=15 * round(away / 900)))
    return zone


def _column(values: list[Any]) -> NDArray[np.float64]:
    import numpy as np

    try:
        column = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        column = np.empty(0)
    # a damaged definition may make lists of numbers
    return column if column.shape == (len(values),) else np.array([_real(value) for value in values])


def _real(value: object) -> float:
    """Return a number, nan for anything else."""
    return float(value) if isinstance(value, (int, float)) else math.nan


def _first(message: Message, *names: str) -> float:
    """Return the first of several fields that is a number, else nan."""
    values = (_real(message.get(name)) for name in names)
    return next((value for value in values if not math.isnan(value)), math.nan)


def _order(instant: float) -> float:
    return 0.0 if math.isnan(instant) else instant


def _instant(value: object) -> float:
    """Return a time [s since 1970] from either decoder, nan for anything else."""
    try:
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        if isinstance(value, datetime):
            return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        pass
    return math.nan


def _instants(values: list[Any]) -> NDArray[np.float64]:
    import numpy as np

    if all(isinstance(value, str) and len(value) == 19 for value in values):
        try:
            return np.array(values, dtype="datetime64[s]").astype(np.float64)
        except ValueError:
            pass
    return np.array([_instant(value) for value in values], dtype=np.float64)
