"""Time in zones by the blocks of a plan, or by the months of a record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from periodize.athlete import Athlete
from periodize.errors import UnknownNameError, UsageError
from periodize.project.checks.execution import whole_from
from periodize.project.checks.lately import RECENT_DAYS
from periodize.project.checks.zone_shares import zone_shares
from periodize.project.pictures.periods import Days, blocks_of, calendar_days, span_word
from periodize.project.pictures.season import RECORD_TITLE
from periodize.project.plans.planning import schedule
from periodize.project.records.who import complete_athlete, peaks_of
from periodize.report.views.zones import ZoneGroup, ZoneModelView, ZonesView
from periodize.zones import DEFAULT_ZONES, ZONES, edges_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from periodize.plan import Schedule, Season
    from periodize.project.checks.execution import Whole
    from periodize.report.views.check import CheckReport
    from periodize.zones import ZoneModel


OWN = "own"
"""Name of a model that is the athlete's own edges."""


def zones_view(
    season: Season | None,
    report: CheckReport | None,
    *,
    today: date,
    athlete: Athlete | None = None,
    whole: Whole | None = None,
    days: tuple[Days, ...] = (),
    model: ZoneModel | None = None,
) -> ZonesView:
    """Return time in zones, planned and done.

    Parameters
    ----------
    season : the plan; None: the record alone.
    report : the check of the record; None: nothing is recorded.
    today : the day of the question; of days that are not over what was planned up to it is counted.
    athlete : who recorded it, as far as is known; None: the plan's.
    whole : gives activities their streams; None: they have them.
    days : what to look at; none: the plan's blocks and the two weeks up to today, or the months of the record.
    model : of the zones; None: the athlete's.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if there is neither a plan nor a record, or no time of either has a zone.
    """
    if season is None and report is None:
        message = "there is neither a plan nor a record, so there is no time in zones"
        raise UsageError(message)
    planned = schedule(season) if season else None
    who = known_athlete(athlete or (season.athlete if season else Athlete()), report)
    who = replace(who, zones=model) if model is not None else who
    read = whole or whole_from(None)
    groups, notes = [], []
    for some in days or (_of_plan(planned, today, report) if planned else _of_record(report)):
        group = _group(some, planned, report, who, read)
        if group is not None:
            groups.append(group)
            notes += [f"{some.label}: {group.times.note}"] if group.times.note else []
    if not groups:
        message = (
            "no time in zones is known: it needs planned sessions, or recorded streams and a threshold for them "
            "(as in `threshold: {run: 4:30/km, hr: 170bpm}` of the athlete)"
        )
        raise UsageError(message)
    return ZonesView(
        title=season.name if season else RECORD_TITLE,
        model=model_view(who),
        groups=tuple(groups),
        notes=tuple(notes),
    )


def zone_model(name: str, athlete: Athlete) -> ZoneModel:
    """Return the zone model that a name means for an athlete.

    Raises
    ------
    UsageError
        if there is none of the name, or the athlete has no edges of their own.
    """
    if name == OWN:
        if not isinstance(athlete.zones, tuple):
            message = "the athlete has no zones of their own; write them as `zones: [80%, 90%, 100%]` of the athlete"
            raise UsageError(message)
        return athlete.zones
    if name not in ZONES:
        kind = "zone model"
        raise UnknownNameError(kind, name, (*ZONES, OWN))
    return name


def model_view(athlete: Athlete) -> ZoneModelView:
    """Return the zone model of an athlete by its name."""
    name = OWN if isinstance(athlete.zones, tuple) else athlete.zones or DEFAULT_ZONES
    return ZoneModelView(name, edges_of(athlete.zones))


def known_athlete(athlete: Athlete, report: CheckReport | None) -> Athlete:
    """Return an athlete with the heart rates that the record can tell, as the check has them."""
    if report is None:
        return athlete
    return complete_athlete(athlete, peaks_of(report.record.activities), report.record.mornings)[0]


def _group(
    days: Days, planned: Schedule | None, report: CheckReport | None, athlete: Athlete, whole: Whole
) -> ZoneGroup | None:
    """Return the time in zones of some days; None where there is none."""

    def inside(day: date) -> bool:
        return days.first <= day <= days.last

    due = [session for session in planned.sessions if inside(session.day)] if planned else []
    rows = report.comparison.rows if report else ()
    done = [row.done.activities for row in rows if row.done and inside(row.done.day)]
    # read at once: to open a store takes longer than to read a session
    read = iter(whole([activity for parts in done for activity in parts]))
    times = zone_shares(due, [tuple(islice(read, len(parts))) for parts in done], athlete)
    if times is None or not (sum(times.planned) or sum(times.done or ())):
        return None
    return ZoneGroup(days.label, days.first, days.last, times)


def _of_plan(planned: Schedule, today: date, report: CheckReport | None) -> Iterator[Days]:
    """Yield the blocks, the present one up to today and from there, and the two weeks up to today."""
    for block in blocks_of(planned):
        yield block.so_far(today) if report is not None else block
        if report is not None and (rest := block.to_come(today)):
            yield rest
    if report is not None and planned.first <= today <= planned.last:
        first = max(planned.first, today - timedelta(days=RECENT_DAYS - 1))
        yield Days("last two weeks", first, today)


def _of_record(report: CheckReport | None) -> Iterator[Days]:
    """Yield the months of a record, or its years where they are many."""
    days = [row.day for row in report.comparison.rows] if report else []
    if days:
        first, last = min(days), max(days)
        yield from calendar_days(span_word(first, last), first, last)
