"""A session line for one athlete on one day: segments of known time, distance and intensity."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from periodize.effort import Effort
from periodize.plain import dataclass
from periodize.plan.intensity import (
    HOURLY,
    LIMITS,
    RECOVERIES,
    WORDS,
    MissingThresholdError,
    edges,
    named,
    speed_at,
    zone_count,
)
from periodize.plan.parser import SessionError
from periodize.plan.workout import Recovery, Reference, Repeat, Step, Target, Tone
from periodize.units import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from periodize.athlete import Athlete
    from periodize.plan.workout import Amount, Count, Part, Workout

RAMP_STEPS = 10
"""Segments that stand for a ramp: our choice; the sum of squares is then within 0.3 % of the exact integral."""

MAX_SEGMENTS = 2_000
"""Most segments of one session, our choice: 1000 repeats with their recoveries are 1,999."""

MAX_TOTAL = 200_000
"""Most segments of a plan, our choice: ten years of two sessions a day have about 70,000."""

RECOVERY = -1
"""Last number of the path of a recovery, where a part of the repeat would have its index."""

WORK = 0.88
"""Fraction from which a stretch counts as hard work: our choice, the lower edge of tempo."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch at one intensity.

    Parameters
    ----------
    duration : [s].
    distance : [m] or None for a sport without.
    intensity : fraction of threshold.
    role : steady, work (inside repeats), recovery, wu, cd.
    stretchable : whether `volume:` may change it.
    part : path into the tree of the line: index of the part, below it that of a repeat's or named session's part.
    """

    duration: float
    distance: float | None
    intensity: float
    role: str = "steady"
    stretchable: bool = False
    part: tuple[int, ...] = ()

    def scaled(self, factor: float) -> Segment:
        """Return the segment with its amount multiplied."""
        distance = None if self.distance is None else self.distance * factor
        return replace(self, duration=self.duration * factor, distance=distance)


@dataclass(frozen=True, slots=True)
class Rendering:
    """What stands around a session line when it is rendered.

    Parameters
    ----------
    athlete : as of the day.
    sessions : the plan's named sessions.
    custom : the athlete's own intensities.
    progress : 0 in the first loading week of the block, 1 in the last.
    scale : amounts and repeat counts are multiplied by this (deload, taper, calendar).
    """

    athlete: Athlete
    sessions: Mapping[str, Workout]
    custom: dict[str, Target]
    progress: float = 0.0
    scale: float = 1.0


def sport_of(workout: Workout, context: Rendering) -> str:
    """Return the sport of a line: as written, else of the one session it names, else the athlete's."""
    if workout.sport:
        return workout.sport
    for part in workout.parts:
        if isinstance(part, Reference):
            return sport_of(context.sessions[part.name], context)
    return context.athlete.sport


def render(workout: Workout, context: Rendering) -> tuple[Segment, ...]:
    """Return the segments of a line, in order.

    Raises
    ------
    SessionError
        if a target cannot be turned into an intensity.
    """
    renderer = _Renderer(context, sport_of(workout, context))
    return tuple(renderer.parts(workout.parts, None, ()))


class Rendered:
    """What was rendered before: a season says the same line on many days."""

    def __init__(self) -> None:
        self._total = 0
        self._kept: dict[tuple[int, float, float], tuple[Workout, Athlete, tuple[Segment, ...]]] = {}

    def render(self, workout: Workout, context: Rendering) -> tuple[Segment, ...]:
        """Return the segments of a line as `render` does; of one season, whose named sessions stay the same."""
        key = (id(workout), context.progress, context.scale)
        kept = self._kept.get(key)
        # the workout is held, so that its id stays its own
        if kept is not None and (kept[1] is context.athlete or kept[1] == context.athlete):
            return kept[2]
        if self._total > MAX_TOTAL:
            raise SessionError("P006", f"the plan's sessions have more than {MAX_TOTAL:,} stretches", 0)
        segments = render(workout, context)
        self._total += len(segments)
        self._kept[key] = (workout, context.athlete, segments)
        return segments


def progresses(workout: Workout, sessions: Mapping[str, Workout]) -> bool:
    """Whether a line changes over the weeks of a block."""
    front, seen = list(workout.parts), set()
    while front:
        part = front.pop()
        if isinstance(part, Step):
            if part.amount.last is not None:
                return True
        elif isinstance(part, Repeat):
            if part.count.last is not None:
                return True
            front += part.parts
        elif part.name not in seen and part.name in sessions:
            seen.add(part.name)
            front += sessions[part.name].parts
    return False


def amount_at(amount: Amount, progress: float) -> Quantity:
    """Return an amount at a progress from 0 to 1."""
    if amount.last is None:
        return amount.first
    value = amount.first.value + (amount.last.value - amount.first.value) * progress
    return Quantity(value, amount.first.kind)


def repeats(count: Count, context: Rendering, *, inside: bool) -> int:
    """Return how often a repeat is done; `inside` another one only the progress counts."""
    times = count.first
    if count.last is not None:
        # half-way counts round up, so that 3->4 over two weeks is 3, 4
        times = int(count.first + (count.last - count.first) * context.progress + 0.5)
    # a deload or taper does fewer repeats and leaves each one as it is
    return times if inside else max(1, round(times * context.scale))


def worded(repeat: Repeat) -> tuple[Part, ...]:
    """Return the parts of a repeat; the word before the count is that of a step without one."""
    return tuple(
        replace(part, word=repeat.word) if repeat.word and isinstance(part, Step) and part.word is None else part
        for part in repeat.parts
    )


def stretches(step: Step, role: str | None, sport: str, *, inside: bool) -> bool:
    """Whether `volume:` may change a step: steady running, no repeat, warm-up or cool-down."""
    fixed = {"wu", "cd", "strides", "openers", "test"}
    return not inside and role is None and step.word not in fixed and sport not in HOURLY


def default_recovery(sport: str) -> str:
    """Return how a recovery is spent when the line does not say."""
    return "spin" if sport == "bike" else "jog"


def effort(segments: Sequence[Segment], sport: str) -> Effort:
    """Return what a load metric sees of a planned session: one sample a segment."""
    import numpy as np

    dt = np.array([s.duration for s in segments], dtype=float)
    return Effort(sport, dt, {"intensity": np.array([s.intensity for s in segments], dtype=float)})


class _Renderer:
    def __init__(self, context: Rendering, sport: str) -> None:
        self.context, self.sport, self.count = context, sport, 0

    def parts(
        self, parts: Sequence[Part], role: str | None, above: tuple[int, ...], *, inside: bool = False
    ) -> Iterable[Segment]:
        for index, part in enumerate(parts):
            path = (*above, index)
            if isinstance(part, Step):
                yield from self.step(part, role, path, inside=inside)
            elif isinstance(part, Repeat):
                yield from self.repeat(part, role, path, inside=inside)
            else:
                self._count(1)
                inner = self.context.sessions[part.name]
                named_role = part.name if part.name in {"wu", "cd"} else role
                yield from self.parts(inner.parts, named_role, path, inside=inside)

    def repeat(self, repeat: Repeat, role: str | None, path: tuple[int, ...], *, inside: bool) -> Iterable[Segment]:
        times = repeats(repeat.count, self.context, inside=inside)
        once = tuple(self.parts(worded(repeat), role, path, inside=True))
        again = (self._recovery(repeat.recovery, (*path, RECOVERY)), *once) if repeat.recovery and times > 1 else once
        self._count((times - 1) * len(again))
        yield from once
        yield from again * (times - 1)

    def step(self, step: Step, role: str | None, path: tuple[int, ...], *, inside: bool) -> Iterable[Segment]:
        amount = amount_at(step.amount, self.context.progress)
        role = role or (step.word if step.word in {"wu", "cd"} else None)
        steady = stretches(step, role, self.sport, inside=inside)
        low, high = self._edges(step, inside=inside)
        kind = role or ("work" if inside else "steady")
        factor = 1.0 if inside else self.context.scale
        if step.target and step.target.ramp:
            for index in range(RAMP_STEPS):
                fraction = low + (high - low) * (index + 0.5) / RAMP_STEPS
                yield self._segment(amount, fraction, factor / RAMP_STEPS, kind, path, stretchable=steady)
        else:
            yield self._segment(amount, (low + high) / 2, factor, kind, path, stretchable=steady)

    def _segment(
        self,
        amount: Quantity,
        fraction: float,
        factor: float,
        role: str,
        path: tuple[int, ...],
        *,
        stretchable: bool = False,
    ) -> Segment:
        self._count(1)
        speed = speed_at(self.context.athlete, self.sport, fraction)
        if amount.is_time:
            distance = None if speed is None else amount.value * speed * factor
            return Segment(amount.value * factor, distance, fraction, role, stretchable, path)
        if speed is None:
            hint = f"write an amount of time: {self.sport} 45min"
            raise SessionError("P102", f"{self.sport!r} is measured in time, not distance", 0, hint=hint)
        return Segment(amount.value / speed * factor, amount.value * factor, fraction, role, stretchable, path)

    def _count(self, more: int) -> None:
        """Refuse a session of more stretches than anybody does, before they are made."""
        self.count += more
        if self.count > MAX_SEGMENTS:
            raise SessionError("P101", f"the session has more than {MAX_SEGMENTS:,} stretches", 0)

    def _recovery(self, recovery: Recovery, path: tuple[int, ...]) -> Segment:
        how = recovery.how or default_recovery(self.sport)
        if recovery.target:
            low, high = self._target(recovery.target)
            fraction = (low + high) / 2
        else:
            fraction = named("easy", self.sport) if how == "easy" else RECOVERIES[how]
        if fraction == 0.0:
            # standing still: no distance; a rest given in metres is walked
            if recovery.quantity.is_time:
                distance = None if self.sport in HOURLY else 0.0
                return Segment(recovery.quantity.value, distance, 0.0, "recovery", part=path)
            fraction = RECOVERIES["walk"]
        return self._segment(recovery.quantity, fraction, 1.0, "recovery", path)

    def _edges(self, step: Step, *, inside: bool) -> tuple[float, float]:
        if step.target:
            return self._target(step.target)
        if self.sport in HOURLY:
            return HOURLY[self.sport], HOURLY[self.sport]
        if step.word is None:
            # repeats without a target are meant hard, anything else easy
            fraction = named("T" if inside else "easy", self.sport)
            return fraction, fraction
        name = WORDS.get(step.word, step.word)
        return self._target(Target(Tone("name", 0.0, name, column=step.column)))

    def _target(self, target: Target) -> tuple[float, float]:
        for tone in (target.low, target.high):
            if tone and tone.kind == "zone" and not 1 <= tone.value <= zone_count(self.context.athlete):
                count = zone_count(self.context.athlete)
                raise SessionError(
                    "P106",
                    f"{tone.text} is not in the zone model",
                    tone.column,
                    len(tone.text),
                    f"zones run from Z1 to Z{count}",
                )
        try:
            found = edges(target, self.context.athlete, self.sport, self.context.custom)
        except MissingThresholdError as missing:
            tone = target.low
            key = "hr" if "heart" in str(missing) else self.sport
            example = {"hr": "168bpm", "bike": "265W"}.get(key, "4:30/km")
            hint = f"add to the plan: athlete: {{threshold: {{{key}: {example}}}}}"
            message = f"{tone.text!r} needs the athlete's threshold {missing}"
            raise SessionError("P109", message, tone.column, len(tone.text), hint) from None
        for fraction in found:
            if not LIMITS[0] <= fraction <= LIMITS[1]:
                tone = target.low
                message = f"'{target}' is {fraction:.0%} of threshold"
                raise SessionError(
                    "P108",
                    message,
                    tone.column,
                    len(str(target)),
                    "an intensity lies between 10 and 250 % of threshold",
                )
        return found
