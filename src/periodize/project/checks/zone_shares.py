"""Time in zones of sessions, planned and done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from periodize.plan.intensity import HOURLY
from periodize.project.checks.execution import joined
from periodize.report.views.session import Distribution
from periodize.units import print_clock
from periodize.zones import DEFAULT_ZONES, zone_in, zones_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from periodize.activity import Activity
    from periodize.analysis import ZoneTimes
    from periodize.athlete import Athlete
    from periodize.plan import Session
    from periodize.zones import ZoneModel

THREE = "seiler3"
"""Zone model of the polarisation index."""

TOLD_BY = ("pace", "power", "heart_rate")
"""What done time in zones is told by, the first that covers the session: pace or power, as the plan is."""


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
    found = [told for parts in done if (told := _times(parts, athlete))]
    three = summed([told.three.seconds for told in found])
    notes = [f"{len(done) - len(found)} of {len(done)} sessions have no stream"] if len(found) < len(done) else []
    if missing := sum(told.missing for told in found):
        notes.append(f"what tells the zone is missing for {print_clock(missing)}")
    return Distribution(
        model="own" if isinstance(model, tuple) else model or DEFAULT_ZONES,
        planned=planned_times(zoned, model),
        done=summed([told.own.seconds for told in found]) if found else None,
        by=", ".join(name.replace("_", " ") for name in TOLD_BY if name in {told.by for told in found}),
        planned_index=polarisation_index(planned_times(zoned, THREE)),
        done_index=polarisation_index(three) if found else None,
        note="; ".join([*notes, *sorted({told.own.note for told in found if told.own.note})]),
    )


def planned_times(sessions: Sequence[Session], model: ZoneModel | None) -> tuple[float, ...]:
    """Return the time of planned sessions in each zone [s], standing still left out."""
    seconds = [0.0] * zones_in(model)
    for session in sessions:
        for segment in session.segments:
            if segment.intensity > 0:
                seconds[zone_in(model, segment.intensity) - 1] += segment.duration
    return tuple(seconds)


def told_by(covered: Mapping[str, float]) -> str | None:
    """Return what time in zones is told by: the first that covers the time, else what covers most; None for nothing.

    Parameters
    ----------
    covered : those of `TOLD_BY` that are known -> share of the moving time that has it, 0-1.
    """
    from periodize.load.base import FULL_COVERAGE

    known = [name for name in TOLD_BY if name in covered]
    full = (name for name in known if covered[name] >= FULL_COVERAGE)
    return next(full, max(known, key=covered.__getitem__, default=None))


def missing_in(duration: float, covered: float) -> float:
    """Return how much of a moving time [s] is in no zone, where what tells it covers too little of it; else 0."""
    from periodize.load.base import FULL_COVERAGE

    return duration * (1 - covered) if covered < FULL_COVERAGE else 0.0


class _Told(NamedTuple):
    """The time in zones of a session: by what, in the athlete's zones, in three, and what is missing [s]."""

    by: str
    own: ZoneTimes
    three: ZoneTimes
    missing: float


def _times(parts: Sequence[Activity], athlete: Athlete) -> _Told | None:
    """Return the time in zones of a session; None where it has no stream or no zones."""
    from periodize.analysis import ZoneTimes, gated, time_in_zones

    effort = gated(joined(parts))
    if len(effort.dt) <= len(parts):
        return None
    of_day = athlete.on(parts[0].day)
    own, three = time_in_zones(effort, of_day), time_in_zones(effort, of_day, zones=THREE)
    found = {
        name: (times, broad)
        for name, times in own.items()
        if isinstance(times, ZoneTimes) and isinstance(broad := three[name], ZoneTimes)
    }
    covered = {name: effort.coverage(times.channel) for name, (times, _) in found.items()}
    by = told_by(covered)
    return _Told(by, *found[by], missing_in(effort.duration, covered[by])) if by else None


def summed(rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Return the sum of each zone; by heart rate the highest of some models are one, which then stands in the lower."""
    width = max(map(len, rows), default=0)
    return tuple(sum(row[k] for row in rows if k < len(row)) for k in range(width))
