"""A recorded race by segments and against a pacing plan, scaled to its distance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.errors import UsageError, few
from periodize.plain import dataclass
from periodize.project.records.raced import CLOSE
from periodize.units import KM, Quantity, count, print_clock, print_distance, print_tenths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from periodize.activity import Activity
    from periodize.analysis.course import Course
    from periodize.analysis.segments import Segment, Split
    from periodize.project.records.raced import Measured
    from periodize.report.views.race import Goal, RaceView

OFF = 0.1
"""Most that the recorded distance of a race may differ from the measured one, as a share: our choice. Satellites and
laps on outer lanes make a few per cent; more is another race, or a warm-up in the same file."""

SEGMENT = {"swim": 100.0, "row": 500.0, "bike": 5 * KM}
"""Sport -> length [m] of a segment where nothing is asked for; else a kilometre. Our choice."""

USUAL: Mapping[str, tuple[float, ...]] = {
    "run": (800.0, 1500.0, 1609.344, 3000.0, 5000.0, 10_000.0, 15_000.0, 21_097.5, 42_195.0),
    "row": (2000.0,),
}
"""Sport -> [m] distances that races are usually run over: our choice."""

EXACT = 0.0005
"""Share below which it is that distance, and there is nothing to scale: our choice."""

STOOD = 1.5
"""[s] From here a time in which the recording stood is told: our choice."""


WALKED = 10.0
"""[s] From here walking at the beginning or the end of a run is told: our choice."""

OTHER_PARTS = (
    "If warm-up or cool-down are in the file, `--laps` or `--segments` cut the race out; its goal is not held against"
    " the whole."
)
"""Said of a recording that is longer than the race of the plan."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a race is to be cut. At most one of the first three counts: segments, every, laps.

    Parameters
    ----------
    segments : as the athlete writes them, or "".
    every : distance or time, or None.
    laps : as the device marked them.
    pacing : a pacing plan as the athlete writes it, or "".
    """

    segments: str = ""
    every: Quantity | None = None
    laps: bool = False
    pacing: str = ""


def race_view(
    activity: Activity,
    asked: Asked,
    *,
    measured: Measured | None = None,
    hr_max: float | None = None,
    notes: tuple[str, ...] = (),
) -> RaceView:
    """Return a recorded race by segments and against a pacing plan.

    Parameters
    ----------
    activity : with its stream.
    asked : how it is to be cut.
    measured : how far it is, where that is known; one that is not sure and does not fit is left out, and said.
    hr_max : the athlete's own [bpm]; None: not known.
    notes : what else is to be said of it.

    Raises
    ------
    UsageError
        if it cannot be cut so, or was not recorded closely enough to be cut.
    """
    from periodize.analysis.course import resampled
    from periodize.analysis.pacing import against, shape
    from periodize.analysis.segments import splits, whole
    from periodize.project.records.pacing_words import parse_pacing
    from periodize.report.views.race import RaceView

    course, source, misfit = _course(activity, measured)
    legs = parse_pacing(asked.pacing, activity.sport, finish=course.distance) if asked.pacing else ()
    how, segments = _segments(course, activity, asked)
    total, parts = whole(course, hr_max=hr_max), splits(course, segments, hr_max=hr_max)
    return RaceView(
        id=activity.id,
        name=activity.name,
        source=activity.source,
        sport=activity.sport,
        start=activity.start,
        distance=course.distance,
        recorded=course.recorded,
        measured_by=source,
        before=course.waiting,
        whole=total,
        splits=parts,
        asked=how,
        shape=shape(course),
        planned=against(course, legs),
        pacing=asked.pacing,
        goal=_goal(measured, total, parts) if measured and source else None,
        likely=None if source else _likely(course),
        series=resampled(course),
        notes=(*notes, *misfit, *_notes(course, total, parts), *_doubted(total, parts, hr_max)),
    )


def _goal(measured: Measured, total: Split, parts: tuple[Split, ...]) -> Goal | None:
    """Return how a race stood against the goal of the plan, and against even pace for it; None where it has none."""
    from periodize.report.views.race import Goal

    if measured.goal is None:
        return None
    pace = measured.goal / measured.distance
    behind = tuple(part.end.clock - pace * part.end.distance for part in parts)
    return Goal(measured.race, measured.goal, total.duration - measured.goal, behind)


def _likely(course: Course) -> float | None:
    """Return the usual race distance [m] that a recorded one is close to, but is not."""
    usual = USUAL.get(course.sport, ())
    return next((far for far in usual if EXACT < abs(course.recorded / far - 1) <= CLOSE), None)


def _course(activity: Activity, measured: Measured | None) -> tuple[Course, str, tuple[str, ...]]:
    """Return the course, who says how far it is, and what to say where that does not fit."""
    from periodize.analysis.course import course_of
    from periodize.analysis.value import NotComputable

    course = course_of(activity)
    if isinstance(course, NotComputable):
        message = f"{activity.source or activity.id} cannot be cut into segments: {course.reason}"
        raise UsageError(message)
    if measured is None:
        return course, "", ()
    recorded, of_race = print_distance(round(course.recorded)), print_distance(measured.distance)
    told = f"{recorded} recorded, {of_race} by {measured.source}"
    if abs(course.recorded / measured.distance - 1) > OFF:
        if measured.sure:
            message = f"{told}: they differ by more than {OFF:.0%}, so this is not that race, or not it alone"
            raise UsageError(message)
        longer = "" if course.recorded < measured.distance else f" {OTHER_PARTS}"
        return course, "", (f"Not scaled: {told}.{longer}",)
    scaled = course_of(activity, distance=measured.distance)
    assert not isinstance(scaled, NotComputable)  # its distance is all that is new
    return scaled, measured.source, ()


def _segments(course: Course, activity: Activity, asked: Asked) -> tuple[str, tuple[Segment, ...]]:
    from periodize.analysis.segments import every, laps_of
    from periodize.project.records.segment_words import parse_segments

    if asked.segments:
        return "segments", parse_segments(asked.segments, finish=course.finish)
    if asked.laps:
        laps = laps_of(course, activity.laps)
        if not laps:
            message = f"no laps were marked in {activity.source or activity.id}; for equal segments: --every 1km"
            raise UsageError(message)
        return "laps", laps
    return "every", every(course, asked.every or Quantity(SEGMENT.get(activity.sport, KM), "distance"))


def _notes(course: Course, total: Split, parts: tuple[Split, ...]) -> Iterator[str]:
    """Yield what deserves to be said of a recording."""
    from periodize.load.base import FULL_COVERAGE

    yield from _around(course)
    for words, whole, lasted in (
        ("The recording stood for", total.paused, [(part.paused, part.name) for part in parts]),
        ("You stood, the recording running, for", total.still, [(part.still, part.name) for part in parts]),
    ):
        if whole >= STOOD:
            where = few([f"{print_clock(seconds)} in {name}" for seconds, name in lasted if seconds >= STOOD], 4)
            yield f"{words} {print_clock(whole)} ({where or 'between segments'}); the clock goes on."
    gap, across = course.bridged(total.begin, total.end)
    if gap >= STOOD:
        some = [part.name for part in parts if course.bridged(part.begin, part.end)[0] >= STOOD]
        where, far = few(some, 4) or "between segments", print_distance(round(across))
        yield f"Interpolated: {print_clock(gap)} without records, in which the device counted on by {far} ({where})."
    if total.unplaced - gap >= STOOD:
        where = few([part.name for part in parts if _lost(course, part) >= STOOD], 4) or "between segments"
        yield f"For {print_clock(total.unplaced - gap)} no speed was recorded ({where}): a mark there is a guess."
    for name in ("heart_rate", "cadence", "power"):
        thin = [part for part in parts if name in part.channels and part.channels[name].coverage < FULL_COVERAGE]
        if thin:
            told = few([f"{part.channels[name].coverage:.0%} of {part.name}" for part in thin], 4)
            yield f"{name.replace('_', ' ').capitalize()} is known for only {told}."
    if course.dropped:
        yield f"Left out as impossible, in {count(len(course.dropped), 'case')}: {'; '.join(course.dropped)}."


def _around(course: Course) -> Iterator[str]:
    """Yield what lies before the first step and after the last one, and what may."""
    before, after = course.silent
    if course.begun >= STOOD:
        yield f"The recording ran {print_clock(course.begun)} before the first step; the race counts from there."
    if before >= STOOD:
        yield f"Of that {print_clock(before)} have neither distance nor speed; if the race had begun, it took longer."
    if course.after >= STOOD:
        yield f"It ran on {print_clock(course.after)} after the last step; that is left out."
    if after >= STOOD:
        yield f"Of that {print_clock(after)} have neither distance nor speed; if the race went on, it took longer."
    begin, end = course.fast
    first = "first", begin.distance, begin.clock
    last = "last", course.distance - end.distance, course.finish.clock - end.clock
    slow = [
        f"the {which} {print_distance(round(far))} ({print_clock(lasted)})"
        for which, far, lasted in (first, last)
        if lasted >= WALKED
    ]
    if slow and course.sport == "run":
        yield (
            f"Slower than half the usual speed: {' and '.join(slow)}. That counts, as the recording does; without it"
            f" the time is {print_tenths(end.clock - begin.clock)}. If it was a walk to the line or away from it, write"
            " the official time in `tests.csv`."
        )


def _doubted(total: Split, parts: tuple[Split, ...], hr_max: float | None) -> Iterator[str]:
    """Yield why maxima are marked."""
    from periodize.analysis.maxima import ALONE, ANYBODY, BEYOND

    told = {(why, name) for part in (total, *parts) for name, why in part.doubts.items()}
    if ("above", "heart_rate") in told:
        yield (
            f"? Heart rate more than {BEYOND:g} bpm above your maximum of {hr_max:g} (our choice of limit): kept as"
            " recorded. A strap or an optical sensor may have slipped, or the maximum is out of date."
        )
    if ("high", "heart_rate") in told:
        yield (
            f"? Heart rate above {ANYBODY:g} bpm (our choice of limit where no `hr: {{max: ...}}` is stated): kept as"
            " recorded. A strap or an optical sensor may have slipped."
        )
    for name in sorted(name for why, name in told if why == "alone"):
        yield (
            f"? A single sample of {name.replace('_', ' ')} stands more than {ALONE:.0%} above those beside it (our"
            " choice of limit): kept as recorded, and likely a slip of the sensor."
        )


def _lost(course: Course, part: Split) -> float:
    """Return for how long [s] of a segment records have no speed."""
    return part.unplaced - course.bridged(part.begin, part.end)[0]
