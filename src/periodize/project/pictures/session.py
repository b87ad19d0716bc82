"""One session over its time: the recorded stream, and the planned steps where they were done."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from periodize.errors import UsageError, shortened
from periodize.project.checks.execution import look_at, whole_from
from periodize.project.checks.planned_steps import steps_of, work_channel
from periodize.project.pictures.meant import Meant, meant
from periodize.project.pictures.traces import traces_of
from periodize.project.pictures.zones import known_athlete
from periodize.project.plans.planning import schedule
from periodize.project.plans.spoken import line_of, spoken
from periodize.report.views.stream import LapMark, RepeatMark, StepBox, StreamView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from periodize.activity import Activity
    from periodize.athlete import Athlete
    from periodize.compare.alignment import Step, Stretch
    from periodize.compare.execution import Execution
    from periodize.plan import Schedule, Season, Session
    from periodize.project.checks.execution import Looked, Whole
    from periodize.report.views.check import CheckReport
    from periodize.report.views.stream import Trace


def stream_view(
    season: Season | None,
    report: CheckReport | None,
    name: str,
    *,
    today: date,
    athlete: Athlete | None = None,
    whole: Whole | None = None,
) -> StreamView:
    """Return one session over its time.

    Parameters
    ----------
    season : the plan; None: the record alone.
    report : the check of the record; None: nothing is recorded.
    name : a planned session as `find_session` takes it, else an activity by its id, the beginning of it, or its date.
    today : the day of the question.
    athlete : who recorded it, as far as is known; None: the plan's.
    whole : gives activities their streams; None: they have them.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if nothing goes by the name, several do, or neither steps nor a stream are known of it.
    """
    planned = schedule(season) if season else None
    one = meant(planned, report, name, today=today)
    session, read = one.session, whole or whole_from(None)
    looked = None
    if planned and session and one.row and one.parts:
        who = known_athlete(athlete or planned.season.athlete, report)
        looked = look_at(one.row, session, planned, who, read)
    parts = looked.parts if looked else one.whole(read)
    traces, stops = traces_of(parts, work_channel(parts[0].sport)) if parts else ((), ())
    execution = looked.execution if looked else None
    boxes = tuple(_boxes(session, planned, execution)) if planned and session else ()
    if not (traces or boxes):
        why = "only averages are known of it" if parts else "the plan has no steps for it"
        message = f"there is nothing to draw of {_titled(one, season)}: {why}"
        raise UsageError(message)
    above = looked.above if looked else None
    ends = [*(box.end for box in boxes), *(point.at for trace in traces for point in trace.points[-1:])]
    return StreamView(
        title=_titled(one, season),
        sport=parts[0].sport if parts else session.sport if session else "run",
        planned=line_of(session, season) if session and season else "",
        state=str((looked.row if looked else one.row).state) if one.row and session else "",
        traces=traces,
        steps=boxes,
        repeats=tuple(_repeats(execution)) if execution else (),
        laps=tuple(_laps(parts)) if traces else (),
        stops=stops,
        ceiling=(above.channel, above.ceiling) if above else None,
        missing=sum(repeat.done is None for repeat in execution.repeats) if execution else 0,
        end=max(ends),
        notes=tuple(_notes(looked, parts, traces)),
    )


def _notes(looked: Looked | None, parts: Sequence[Activity], traces: Sequence[Trace]) -> Iterator[str]:
    if looked:
        yield from (f"Not judged: {reason}." for reason in looked.not_judged)
    if parts and not traces:
        yield "Only averages are known of the recording."
    if traces and traces[0].step > 1:
        yield f"Lines are means of {traces[0].step:.0f} s; the pale band goes from the least to the most in them."


def _titled(one: Meant, season: Season | None) -> str:
    """Return day and name of a session: of a planned one its name or line, else title or sport of the activity."""
    if one.session and season:
        named, line = spoken(one.session, season)
        day, text = one.session.day, named or line
    else:
        day, text = one.parts[0].day, one.parts[0].name or one.parts[0].sport
    return f"{day:%a} {day.day} {day:%b %Y}: {shortened(text)}"


# ---- planned steps in time


class _Run(NamedTuple):
    """Planned steps in a row, and the stretch that answers them."""

    steps: Sequence[Step]
    done: Stretch | None


def _boxes(session: Session, planned: Schedule, execution: Execution | None) -> Iterator[StepBox]:
    """Yield the planned steps where they were done; what lies between two of them fills the time between."""
    steps = steps_of(session, planned.season)
    if not steps:
        yield from _race_box(session)
        return
    expected_by = work_channel(session.sport)
    time = 0.0
    waiting: list[Step] = []
    for run in _runs(steps, execution):
        if run.done is None:
            waiting += run.steps
            continue
        yield from _laid(waiting, time, max(run.done.start, time), expected_by)
        time, waiting = max(time, run.done.start + run.done.duration), []
        yield from _laid(run.steps, run.done.start, time, expected_by, found=True)
    yield from _laid(waiting, time, time + sum(step.duration for step in waiting), expected_by)


def _laid(steps: Sequence[Step], begin: float, end: float, channel: str, *, found: bool = False) -> Iterator[StepBox]:
    """Yield steps side by side from `begin` to `end` [s], each with its share of the time."""
    from periodize.compare.execution import TOLERANCE

    whole = sum(step.duration for step in steps)
    stretched = (end - begin) / whole if whole > 0 and end > begin else 0.0
    for step in steps if stretched else ():
        length = step.duration * stretched
        margin = TOLERANCE.get(step.channel, 0.0)
        yield StepBox(
            text=step.text,
            begin=begin,
            end=begin + length,
            channel=step.channel or (channel if step.expected else ""),
            low=step.low * (1 - margin) if step.channel else None,
            high=step.high * (1 + margin) if step.channel else None,
            expected=None if step.channel else step.expected,
            found=found,
        )
        begin += length


def _runs(steps: Sequence[Step], execution: Execution | None) -> Iterator[_Run]:
    """Yield the steps in runs of one kind, each with what was found of it.

    Steps of work in a row are one repeat where nothing in the recording tells them apart, and several where laps do.
    """
    repeats = [repeat.done for repeat in execution.repeats] if execution else []
    apart = len(repeats) == sum(step.work and step.counted for step in steps)
    found = iter(repeats)
    for (work, counted), some in groupby(steps, key=lambda step: (step.work, step.counted)):
        listed = list(some)
        if not (work and counted):
            yield _Run(listed, None)
        elif apart:
            yield from (_Run([step], next(found, None)) for step in listed)
        else:
            yield _Run(listed, next(found, None))


def _race_box(session: Session) -> Iterator[StepBox]:
    """Yield a race as one step at the speed of its goal."""
    if session.race and session.distance and session.duration and work_channel(session.sport) == "speed":
        speed = session.distance / session.duration
        yield StepBox(session.text, 0.0, session.duration, "speed", None, None, speed)


def _repeats(execution: Execution) -> Iterator[RepeatMark]:
    for number, repeat in enumerate(execution.repeats, 1):
        done, off, channel = repeat.done, repeat.off, repeat.step.channel or "speed"
        if done is None:
            continue
        verdict = "not judged" if off is None else "on target" if repeat.on_target else f"{off:+.0%} off its target"
        was = done.mean(channel) if repeat.value is None else repeat.value
        ends = done.start, done.start + done.duration
        yield RepeatMark(number, *ends, repeat.step.text, was, channel, verdict, repeat.on_target)
    for done in execution.extra:
        ends, channel = (done.start, done.start + done.duration), "power" if done.mean("power") else "speed"
        yield RepeatMark(None, *ends, "hard work", done.mean(channel), channel, "not in the plan", None)


def _laps(parts: Sequence[Activity]) -> Iterator[LapMark]:
    number = 0
    for part in parts:
        at = (part.start - parts[0].start).total_seconds()
        for lap in part.laps if len(part.laps) > 1 else ():
            number += 1
            yield LapMark(number, at + lap.start, lap.duration, lap.distance)
