"""FIT, the binary format of watches and bike computers."""

from __future__ import annotations

import math
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from periodize.activity import Activity
from periodize.bounds import LONGEST, distance_kept
from periodize.errors import UnreadableError
from periodize.formats._sports import fit_sport, fit_surface
from periodize.formats.base import Reading, activity_id, foreign_kind, reader
from periodize.formats.streams.fit_messages import decoded, first_real, instant, real, text
from periodize.formats.streams.fit_session import device_of, given_of, laps_of, middle_of, steps_of
from periodize.plain import dataclass
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    import numpy as np
    from numpy.typing import NDArray

    from periodize.activity import WorkoutStep
    from periodize.formats.streams.effort import Built
    from periodize.formats.streams.fit_messages import Decoded, Message

    Floats = NDArray[np.float64]

FARTHEST_ZONE = 15 * 3600
"""[s] A local time further from UTC than any zone is a wrong clock: our choice."""

MOST_UNRECORDED = 1.25
"""A session that lasted longer than this share of its records is one of which records are lost: our choice."""

_NOT_SPORTS = frozenset({"transition", "multisport"})


@dataclass(frozen=True, slots=True, eq=False)
class _File:
    """What holds for every leg of a file; see `Activity`, and `effort_from_records` for the stops."""

    source: str
    zone: tzinfo
    name: str
    device: str
    steps: tuple[WorkoutStep, ...]
    stops: Floats


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
    whole = decoded(data)
    rows = len(whole.stamps)
    if not rows and not whole.kinds["session"]:
        if whole.fault:
            reason = f"{whole.fault}; no record of an activity came before the break"
            raise UnreadableError(reason)
        types = sorted({str(message.get("type")).partition("_")[0] for message in whole.kinds["file_id"]} - {"None"})
        return Reading(skipped=f"not an activity ({' and '.join(types) or 'unknown'} file)")
    activities = _activities(whole, data, source, zone)
    if not activities:
        reason = f"none of its {count(rows, 'record')} has a time"
        raise UnreadableError(reason)
    kept = count(rows, "record") if rows else "the summary"
    return Reading(activities, salvaged=whole.fault and f"{whole.fault}; kept {kept}", rows=rows)


def _activities(whole: Decoded, data: bytes, source: str, zone: tzinfo) -> tuple[Activity, ...]:
    import numpy as np

    from periodize.formats.streams.fit_records import beats_of, columns_of, stops_of, with_beats

    kinds = whole.kinds
    sessions, laps = _sessions(whole), kinds["lap"]
    times, fields = columns_of(whole)
    rates = with_beats(times, fields.get("heart_rate"), beats_of(kinds["hr"]))
    if rates is not None:
        fields["heart_rate"] = rates
    whole.stamps, whole.values, kinds["record"] = [], [], []  # most of the memory
    shared = _File(
        source=source,
        zone=_local_zone(kinds["activity"], zone),
        name=next(filter(None, (text(workout.get("wkt_name")) for workout in kinds["workout"])), ""),
        device=device_of(kinds["file_id"]),
        steps=steps_of(kinds["workout_step"]),
        stops=stops_of(kinds["event"]),
    )
    legs = [session for session in sessions if str(session.get("sport")) not in _NOT_SPORTS] or sessions
    # a leg lasts until the next one begins: the start of the first is wrong in some devices
    starts = np.array([instant(session.get("start_time")) for session in sessions[1:]])
    leg_of = np.searchsorted(starts, times, side="right")
    lap_of = np.searchsorted(starts, [middle_of(lap) for lap in laps], side="right")
    built: list[Activity] = []
    for index, session in enumerate(sessions):
        if not any(session is leg for leg in legs):
            continue
        chosen = leg_of == index
        activity = _leg(
            session,
            activity_id(data, len(built) + 1 if len(legs) > 1 else None),
            shared,
            times=times[chosen],
            fields={name: values[chosen] for name, values in fields.items()},
            laps=[lap for lap, leg in zip(laps, lap_of, strict=True) if leg == index],
        )
        if activity is not None:
            built.append(activity)
    return tuple(built)


def _sessions(whole: Decoded) -> list[Message]:
    """Return the sessions in the order of time, or one made of what else names the sport."""
    kinds = whole.kinds
    if kinds["session"]:
        starts = [instant(session.get("start_time")) for session in kinds["session"]]
        order = sorted(range(len(starts)), key=lambda i: (not math.isnan(starts[i]), starts[i]))
        return [kinds["session"][i] for i in order]
    first: Message = next(iter((*kinds["sport"], *kinds["lap"], *kinds["record"][:1])), {})
    return [{"sport": first.get("sport") or first.get("activity_type"), "sub_sport": first.get("sub_sport")}]


def _leg(
    session: Message,
    key: str,
    shared: _File,
    *,
    times: Floats,
    fields: Mapping[str, Floats],
    laps: Sequence[Message],
) -> Activity | None:
    from periodize.formats.streams.effort import effort_from_records, peak_rate

    sport = fit_sport(session.get("sport"), session.get("sub_sport"))
    effort_rating = real(session.get("workout_rpe"))
    rpe = effort_rating / 10 if 0 <= effort_rating <= 100 else None  # stored as 0-100 for CR10
    built = effort_from_records(sport, times, fields, rpe=rpe, stops=shared.stops) or _summary(sport, session, rpe)
    if built is None:
        return None
    told = first_real(session, "total_timer_time", "total_elapsed_time") <= MOST_UNRECORDED * built.effort.duration
    # totals of a session of which most records are lost would not fit the effort
    elapsed = real(session.get("total_elapsed_time")) if told else math.nan
    distance = real(session.get("total_distance")) if told else math.nan
    return Activity(
        id=key,
        sport=sport,
        start=datetime.fromtimestamp(built.start, shared.zone),
        effort=built.effort,
        elapsed=elapsed if built.effort.duration <= elapsed <= LONGEST else built.elapsed,
        distance=distance if distance_kept(distance) else built.distance,
        peak_hr=peak_rate(real(session.get("max_heart_rate"))),
        name=shared.name,
        laps=laps_of(laps, built),
        source=shared.source,
        pauses=built.pauses,
        steps=shared.steps,
        positions=built.positions,
        counted=built.counted,
        dropped=built.dropped,
        device=shared.device,
        surface=fit_surface(sport, session.get("sub_sport")),
        given=given_of(session),
    )


def _summary(sport: str, session: Message, rpe: float | None) -> Built | None:
    """Build an effort of one sample from the averages of a session that has no records."""
    from periodize.formats.streams.effort import EARLIEST, LATEST, Built, effort_of_summary

    moving = first_real(session, "total_timer_time", "total_elapsed_time")
    start = instant(session.get("start_time"))
    if not (0 < moving <= LONGEST and EARLIEST < start < LATEST):
        return None
    distance = distance_kept(real(session.get("total_distance")))
    speed = first_real(session, "enhanced_avg_speed", "avg_speed")
    averages = {
        "heart_rate": [real(session.get("avg_heart_rate"))],
        "power": [real(session.get("avg_power"))],
        "speed": [speed if speed > 0 else (distance or math.nan) / moving],
        "cadence": [real(session.get("avg_cadence"))],
    }
    effort = effort_of_summary(sport, [moving], averages, rpe=rpe)
    return Built(effort, start, moving, distance)


def _local_zone(activities: Sequence[Message], zone: tzinfo) -> tzinfo:
    """Return the zone in which the device was, from its local time; `zone` when it gives none."""
    for message in activities:
        away = instant(message.get("local_timestamp")) - instant(message.get("timestamp"))
        if abs(away) <= FARTHEST_ZONE:
            return timezone(timedelta(minutes=15 * round(away / 900)))
    return zone
