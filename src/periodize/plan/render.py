"""A session line for one athlete on one day: segments of known time, distance and intensity."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from periodize.effort import Effort
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from periodize.athlete import Athlete
    from periodize.plan.workout import Amount, Count, Part, Workout
    from periodize.units import Quantity

RAMP_STEPS = 10
"""Segments that stand for a ramp: our choice; the sum of squares is then within 0.3 % of the exact integral."""

MAX_SEGMENTS = 20_000
"""Most segments of one session, our choice."""

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
    """

    duration: float
    distance: float | None
    intensity: float
    role: str = "steady"
    stretchable: bool = False

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
    return tuple(renderer.parts(workout.parts, role=None))


def effort(segments: Sequence[Segment], sport: str) -> Effort:
    """Return what a load metric sees of a planned session: one sample a segment."""
    import numpy as np

    dt = np.array([s.duration for s in segments], dtype=float)
    return Effort(sport, dt, {"intensity": np.array([s.intensity for s in segments], dtype=float)})


class _Renderer:
    def __init__(self, context: Rendering, sport: str) -> None:
        self.context, self.sport, self.count = context, sport, 0

    def parts(self, parts: Sequence[Part], role: str | None, *, inside: bool = False) -> Iterable[Segment]:
        for part in parts:
            if isinstance(part, Step):
                yield from self.step(part, role, inside=inside)
            elif isinstance(part, Repeat):
                yield from self.repeat(part, role, inside=inside)
            else:
                inner = self.context.sessions[part.name]
                named_role = part.name if part.name in {"wu", "cd"} else role
                yield from self.parts(inner.parts, named_role, inside=inside)

    def repeat(self, repeat: Repeat, role: str | None, *, inside: bool) -> Iterable[Segment]:
        times = self._times(repeat.count)
        if not inside:
            # a deload or taper does fewer repeats and leaves each one as it is
            times = max(1, round(times * self.context.scale))
        for index in range(times):
            if index and repeat.recovery:
                yield self._recovery(repeat.recovery)
            for part in repeat.parts:
                word = repeat.word
                if isinstance(part, Step) and part.word is None and word:
                    part = replace(part, word=word)  # noqa: PLW2901  the word before the count is the step's
                yield from self.parts((part,), role, inside=True)

    def step(self, step: Step, role: str | None, *, inside: bool) -> Iterable[Segment]:
        amount = self._amount(step.amount)
        role = role or (step.word if step.word in {"wu", "cd"} else None)
        steady = not inside and role is None and step.word not in {"strides", "openers", "test"}
        steady = steady and self.sport not in HOURLY
        low, high = self._edges(step, inside=inside)
        kind = role or ("work" if inside else "steady")
        factor = 1.0 if inside else self.context.scale
        if step.target and step.target.ramp:
            for index in range(RAMP_STEPS):
                fraction = low + (high - low) * (index + 0.5) / RAMP_STEPS
                yield self._segment(amount, fraction, factor / RAMP_STEPS, kind, stretchable=steady)
        else:
            yield self._segment(amount, (low + high) / 2, factor, kind, stretchable=steady)

    def _segment(self, amount: Quantity, fraction: float, factor: float, role: str, *, stretchable: bool) -> Segment:
        self.count += 1
        if self.count > MAX_SEGMENTS:
            raise SessionError("P101", f"the session has more than {MAX_SEGMENTS:,} stretches", 0)
        speed = speed_at(self.context.athlete, self.sport, fraction)
        if amount.is_time:
            distance = None if speed is None else amount.value * speed * factor
            return Segment(amount.value * factor, distance, fraction, role, stretchable)
        if speed is None:
            hint = f"write an amount of time: {self.sport} 45min"
            raise SessionError("P102", f"{self.sport!r} is measured in time, not distance", 0, hint=hint)
        return Segment(amount.value / speed * factor, amount.value * factor, fraction, role, stretchable)

    def _recovery(self, recovery: Recovery) -> Segment:
        default = "spin" if self.sport == "bike" else "jog"
        how = recovery.how or default
        if recovery.target:
            low, high = self._target(recovery.target)
            fraction = (low + high) / 2
        else:
            fraction = named("easy", self.sport) if how == "easy" else RECOVERIES[how]
        if fraction == 0.0:
            # standing still: no distance; a rest given in metres is walked
            if recovery.quantity.is_time:
                return Segment(recovery.quantity.value, None if self.sport in HOURLY else 0.0, 0.0, "recovery")
            fraction = RECOVERIES["walk"]
        return self._segment(recovery.quantity, fraction, 1.0, "recovery", stretchable=False)

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

    def _amount(self, amount: Amount) -> Quantity:
        if amount.last is None:
            return amount.first
        value = amount.first.value + (amount.last.value - amount.first.value) * self.context.progress
        return amount.first._replace(value=value)

    def _times(self, count: Count) -> int:
        if count.last is None:
            return count.first
        # half-way counts round up, so that 3->4 over two weeks is 3, 4
        return int(count.first + (count.last - count.first) * self.context.progress + 0.5)
