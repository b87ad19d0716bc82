"""Time in zones of sessions, planned and done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.intensity import HOURLY
from periodize.project.checks.execution import joined
from periodize.report.views.session import Distribution
from periodize.zones import DEFAULT_ZONES, zone_in, zones_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from periodize.activity import Activity
    from periodize.analysis import ZoneTimes
    from periodize.athlete import Athlete
    from periodize.plan import Session
    from periodize.zones import ZoneModel

THREE = "seiler3"
"""Zone model of the polarisation index."""

TOLD_BY = ("pace", "power", "heart_rate")
"""What done time in zones is told by, the first that is known: pace or power, as the plan is."""


def zone_shares(
    sessions: Iterable[Session], recorded: Sequence[Sequence[Activity]], athlete: Athlete
) -> Distribution | None:
    """Return the time in the athlete's zones of some planned sessions and of some recorded ones.

    Parameters
    ----------
    sessions : planned; sports without an intensity of their own are left out, standing still too.
    recorded : the files of each recorded session, with their streams.
    athlete : with dated thresholds.

    Returns
    -------
    Distribution or None
        None where nothing is planned that has zones, and nothing recorded either.
    """
    from periodize.analysis import polarisation_index

    zoned = [session for session in sessions if session.sport not in HOURLY]
    done = [parts for parts in recorded if parts and parts[0].sport not in HOURLY]
    if not zoned and not done:
        return None
    model = athlete.zones
    found = [pair for parts in done if (pair := _times(parts, athlete))]
    three = summed([broad.seconds for _, _, broad in found])
    notes = [f"{len(done) - len(found)} of {len(done)} sessions have no stream"] if len(found) < len(done) else []
    return Distribution(
        model="own" if isinstance(model, tuple) else model or DEFAULT_ZONES,
        planned=planned_times(zoned, model),
        done=summed([own.seconds for _, own, _ in found]) if found else None,
        by=", ".join(name.replace("_", " ") for name in TOLD_BY if name in {by for by, _, _ in found}),
        planned_index=polarisation_index(planned_times(zoned, THREE)),
        done_index=polarisation_index(three) if found else None,
        note="; ".join([*notes, *sorted({own.note for _, own, _ in found if own.note})]),
    )


def planned_times(sessions: Sequence[Session], model: ZoneModel | None) -> tuple[float, ...]:
    """Return the time of planned sessions in each zone [s], standing still left out."""
    seconds = [0.0] * zones_in(model)
    for session in sessions:
        for segment in session.segments:
            if segment.intensity > 0:
                seconds[zone_in(model, segment.intensity) - 1] += segment.duration
    return tuple(seconds)


def _times(parts: Sequence[Activity], athlete: Athlete) -> tuple[str, ZoneTimes, ZoneTimes] | None:
    """Return what the time in zones of a session is told by, in the athlete's zones and in three."""
    from periodize.analysis import ZoneTimes, gated, time_in_zones

    effort = gated(joined(parts))
    if len(effort.dt) <= len(parts):
        return None
    of_day = athlete.on(parts[0].day)
    own, three = time_in_zones(effort, of_day), time_in_zones(effort, of_day, zones=THREE)
    for name in TOLD_BY:
        times, broad = own[name], three[name]
        if isinstance(times, ZoneTimes) and isinstance(broad, ZoneTimes):
            return name, times, broad
    return None


def summed(rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Return the sum of each zone; by heart rate the highest of some models are one, which then stands in the lower."""
    width = max(map(len, rows), default=0)
    return tuple(sum(row[k] for row in rows if k < len(row)) for k in range(width))
