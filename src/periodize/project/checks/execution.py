"""How sessions were done: intensity and structure, from the streams of the few that are asked for."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import TYPE_CHECKING, TypeAlias

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.analysis import AboveEasy
    from periodize.athlete import Athlete
    from periodize.compare import Compliance, Row
    from periodize.compare.execution import Execution, Repeat
    from periodize.effort import Effort
    from periodize.plan import Schedule, Session
    from periodize.plan.season import CalendarRange

Whole: TypeAlias = "Callable[[Sequence[Activity]], tuple[Activity, ...]]"
"""Activities as a check sees them -> the same with their streams."""


HIGH = 1000.0
"""[m] From here a recording may have been made up high, where nothing says so: our choice."""

HOT = 25.0
"""[deg C] From here heat takes as much of a pace as a repeat may be off its target, 3 %: our choice."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the streams of a session tell.

    Parameters
    ----------
    row : with intensity and structure judged.
    parts : its files, with their streams.
    execution : of the work, or None.
    above : of an easy or long session, or None.
    not_judged : what could not be looked at, and why.
    """

    row: Row
    parts: tuple[Activity, ...]
    execution: Execution | None = None
    above: AboveEasy | None = None
    not_judged: tuple[str, ...] = ()


def whole_from(store: Path | None) -> Whole:
    """Return what gives activities their streams: those of a store, or as files have them."""

    def whole(activities: Sequence[Activity]) -> tuple[Activity, ...]:
        if store is None or not activities:
            return tuple(activities)
        from periodize.project.records.keeping import open_store

        with open_store(store) as opened:
            return tuple(opened.activity(activity.id) for activity in activities)

    return whole


def look_at(row: Row, session: Session, planned: Schedule, athlete: Athlete, whole: Whole) -> Looked:
    """Return a row with intensity and structure judged by the intent of its session.

    Parameters
    ----------
    row : of a planned session; what was not done, or is a substitute, stays as it is.
    session : the planned one.
    planned : the season it is of.
    athlete : with the heart rates that the record can tell.
    whole : gives activities their streams.
    """
    from periodize.compare.compliance import EASY_INTENTS, WORK_INTENTS
    from periodize.compare.states import JUDGED

    parts = whole(row.done.activities) if row.done else ()
    if row.done is None or row.compliance is None or row.state not in JUDGED or row.done.sport != session.sport:
        return Looked(row, parts)
    if session.intent not in EASY_INTENTS | WORK_INTENTS:
        return Looked(row, parts)
    of_day = athlete.on(row.done.day)
    if session.intent in EASY_INTENTS:
        return _easy(row, row.compliance, parts, of_day)
    return _work(row, row.compliance, parts, (session, planned), of_day)


def _easy(row: Row, how: Compliance, parts: tuple[Activity, ...], athlete: Athlete) -> Looked:
    from periodize.analysis import NotComputable, above_easy, gated
    from periodize.compare.compliance import easy_enough
    from periodize.compare.states import rejudged

    found = above_easy(gated(joined(parts)), athlete)
    if isinstance(found, NotComputable):
        return Looked(row, parts, not_judged=(f"intensity: {found.reason}",))
    assert row.planned is not None
    return Looked(rejudged(row, easy_enough(how, found.share, row.planned.intent)), parts, above=found)


def _work(
    row: Row, how: Compliance, parts: tuple[Activity, ...], of: tuple[Session, Schedule], athlete: Athlete
) -> Looked:
    from periodize.compare.compliance import worked_enough
    from periodize.compare.execution import execute
    from periodize.compare.states import rejudged
    from periodize.project.checks.planned_steps import steps_of, work_channel
    from periodize.project.plans.conditions import conditions_on, loss_words

    assert row.done is not None
    session, planned = of
    # a device that writes 0 all along, as indoors, has measured no height
    day, effort = row.done.day, joined(parts)
    altitude = effort.mean("altitude") or nan
    met = conditions_on(planned.season, day, session.sport, altitude=altitude)
    found = execute(steps_of(session, planned.season, met=met), parts, channel=work_channel(session.sport))
    if isinstance(found, str):
        return Looked(row, parts, not_judged=(f"structure and intensity: {found}",))
    if met:
        found = replace(found, expected=loss_words(met, session.sport))
    notes = [] if found.on_target is not None else [f"intensity: {_why_not(found, session.sport, athlete)}"]
    if any(map(_slow, found.repeats)):
        # in the water it is the water's
        temperature = nan if session.sport == "swim" else effort.mean("temperature")
        notes += _unsaid([entry for entry in planned.season.calendar if entry.covers(day)], altitude, temperature)
    return Looked(rejudged(row, worked_enough(how, found, session.intent)), parts, found, not_judged=tuple(notes))


def _slow(repeat: Repeat) -> bool:
    """Whether a repeat is too slow, or too weak, for its target."""
    return repeat.on_target is False and repeat.step.channel != "heart_rate" and (repeat.off or 0.0) < 0


def _unsaid(calendar: Sequence[CalendarRange], altitude: float, temperature: float) -> Iterator[str]:
    """Yield what may have slowed a day, of which its ranges of the calendar say nothing."""
    if altitude >= HIGH and all(entry.altitude is None for entry in calendar):
        yield f"altitude: {altitude:.0f} m; if that is not home, write `kind: altitude` into the calendar"
    if temperature >= HOT and all(entry.temperature is None for entry in calendar):
        yield (
            f"temperature: {temperature:.0f}C by the device, which reads too high on the wrist or in the sun; "
            "if the day was hot, write `kind: heat` and its `temperature:` into the calendar"
        )


def _why_not(execution: Execution, sport: str, athlete: Athlete) -> str:
    """Return why no repeat could be held against its target."""
    from periodize.compare.execution import HEART_RATE_FROM

    done = [repeat for repeat in execution.repeats if repeat.done]
    if not done:
        return "none of the work was found"
    channels = {repeat.step.channel for repeat in done} - {""}
    if not channels:
        return "the plan names a feeling" if athlete.threshold(sport) else f"no threshold of {sport}"
    if channels == {"heart_rate"} and all(repeat.step.duration < HEART_RATE_FROM for repeat in done):
        return "heart rate says nothing of repeats under three minutes"
    return f"no {' or '.join(sorted(channel.replace('_', ' ') for channel in channels))} was recorded"


def joined(parts: Sequence[Activity]) -> Effort:
    """Return the effort of a session's files in a row."""
    import numpy as np

    from periodize.effort import Effort

    if len(parts) == 1:
        return parts[0].effort
    names = sorted({name for part in parts for name in part.effort.channels})
    missing = [np.full(len(part.effort.dt), np.nan) for part in parts]
    return Effort(
        parts[0].sport,
        np.concatenate([part.effort.dt for part in parts]),
        {
            name: np.concatenate(
                [part.effort.channels.get(name, none) for part, none in zip(parts, missing, strict=True)]
            )
            for name in names
        },
    )
