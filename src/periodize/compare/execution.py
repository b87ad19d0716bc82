"""How the work of a session was done: each planned repeat beside the one that answers it."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

from periodize.compare.alignment import GAP, Step, Stretch, align, length_share
from periodize.compare.repeats import by_lap, by_workout_step, in_stream, lines
from periodize.compare.samples import samples_of
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.activity import Activity
    from periodize.compare.samples import Samples

Source: TypeAlias = Literal["workout steps", "laps", "recording"]

TOLERANCE = {"speed": 0.03, "power": 0.05, "heart_rate": 0.05}
"""How far a repeat may lie from its target, as a share of it: our choice, grade D."""

HEART_RATE_FROM = 180.0
"""[s] A shorter repeat is over before the heart rate has come up: our choice, grade D."""

LONG_ENOUGH, TOO_LONG = 0.75, 1.5
"""A repeat counts from this share of its planned length up to that one: our choice, grade D."""

ENOUGH = 0.5
"""Share of the moving time of which speed or power must be known: our choice."""

FADE = 0.01
"""Smaller differences between the last and the first repeat are not worth a word: our choice."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
"""Words for the first ten repeats."""

NAMED = 3
"""Missed repeats that are named one by one: our choice."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A planned step of work and what was done of it.

    Parameters
    ----------
    step : as planned.
    done : what answers it; None when nothing does.
    """

    step: Step
    done: Stretch | None

    @property
    def length(self) -> float | None:
        """Done / planned, by what the plan measures it in."""
        return None if self.done is None else length_share([self.step], self.done)

    @property
    def counts(self) -> bool:
        """Whether it is near enough to its length to be the repeat that was planned."""
        return self.length is not None and LONG_ENOUGH <= self.length <= TOO_LONG

    @property
    def value(self) -> float | None:
        """Mean of the channel of the target; None without one, and of a heart rate that had no time to come up.

        Of the pace and the level pace of equal cost that which is nearer to the target: hills are no fault, and the
        altitude of a watch is rough.
        """
        if self.done is None or not self.step.channel:
            return None
        if self.step.channel == "heart_rate" and self.step.duration < HEART_RATE_FROM:
            return None
        names = (self.step.channel, "graded_speed") if self.step.channel == "speed" else (self.step.channel,)
        known = [value for name in names if (value := self.done.mean(name))]
        return min(known, key=lambda value: abs(self._off(value)), default=None)

    @property
    def share(self) -> float | None:
        """Pace, power or heart rate, done / the middle of the target; above 1 is faster, stronger, higher."""
        value = self.value
        return None if value is None else value / ((self.step.low + self.step.high) / 2)

    @property
    def off(self) -> float | None:
        """How far outside its target, as a share of the nearer edge; 0 inside."""
        return None if self.value is None else self._off(self.value)

    def _off(self, value: float) -> float:
        nearest = min(max(value, self.step.low), self.step.high)
        return value / nearest - 1

    @property
    def on_target(self) -> bool | None:
        """Whether it lies on its target, give or take the tolerance of its channel; None where that is not known."""
        return None if self.off is None else abs(self.off) <= TOLERANCE[self.step.channel] + 1e-9


@dataclass(frozen=True, slots=True)
class Execution:
    """The work of a session, planned and done.

    Parameters
    ----------
    repeats : each planned one, strides left out.
    extra : work that answers none.
    source : what the done ones were taken from.
    expected : what the targets are lowered by, in words, as at altitude or in heat; empty where they are as planned.
    """

    repeats: tuple[Repeat, ...]
    extra: tuple[Stretch, ...]
    source: Source
    expected: str = ""

    @property
    def repeat_share(self) -> float:
        """Repeats done / planned."""
        return sum(repeat.counts for repeat in self.repeats) / len(self.repeats)

    @property
    def time_share(self) -> float:
        """Length of all work, done / planned: by distance where all of it is planned so, else by time."""
        steps = [repeat.step for repeat in self.repeats]
        done = [repeat.done for repeat in self.repeats if repeat.done] + list(self.extra)
        return sum(length_share(steps, stretch) for stretch in done)

    @property
    def intensity(self) -> float | None:
        """Mean share of the target over the repeats that have one, weighted by their time."""
        return _mean([(repeat.share, repeat.done) for repeat in self.repeats])

    @property
    def on_target(self) -> bool | None:
        """Whether each repeat that can be judged is on its target; None without any."""
        judged = [repeat.on_target for repeat in self.repeats if repeat.on_target is not None]
        return all(judged) if judged else None

    @property
    def fade(self) -> float | None:
        """How much slower or weaker the last repeat was than the first of its kind, as a share; None without two."""
        done = [repeat for repeat in self.repeats if repeat.counts and repeat.value]
        alike = [repeat for repeat in done if _kind(repeat.step) == _kind(done[0].step)]
        if len(alike) < 2 or alike[0].value is None or alike[-1].value is None:
            return None
        return 1 - alike[-1].value / alike[0].value

    def missing_words(self, *, by_time: bool) -> str:
        """Say how much of the work was done, and what is missing."""
        total = len(self.repeats)
        missing = [k for k, repeat in enumerate(self.repeats) if not repeat.counts]
        if len(missing) == total and not self.time_share:
            return "the planned work was not found" if total == 1 else f"none of the {total} repeats was found"
        told = f"{self.time_share:.0%} of the planned work" if by_time else f"{total - len(missing)} of {total} repeats"
        if len(missing) > NAMED or not missing or total == 1:
            return told
        parts = [_fate(self.repeats[k], k) for k in missing]
        return f"{told}: {', '.join(parts)}"

    def target_words(self) -> str:
        """Say how far the repeats lie from their target."""
        judged = [repeat for repeat in self.repeats if repeat.off is not None]
        off = _mean([(repeat.off, repeat.done) for repeat in judged]) or 0.0
        channel = judged[0].step.channel
        low, high = WORDS[channel]
        what = "work" if len(self.repeats) == 1 else "repeats"
        if abs(off) > TOLERANCE[channel]:
            told = f"{what} {abs(off):.0%} {low if off < 0 else high} than {'expected' if self.expected else 'planned'}"
        else:
            outside = sum(repeat.on_target is False for repeat in judged)
            told = f"{outside} of {len(judged)} repeats more than {TOLERANCE[channel]:.0%} off their target"
        if self.expected:
            told += f" ({self.expected})"
        fade = self.fade
        return told if fade is None or fade < FADE else f"{told}, fade {fade:.0%}"


WORDS = {"speed": ("slower", "faster"), "power": ("weaker", "stronger"), "heart_rate": ("lower", "higher")}
"""Channel -> how what lies below and above a target is called; of heart rate, "lower"."""


def _kind(step: Step) -> tuple[object, ...]:
    return (step.channel, step.low, step.high, step.distance if step.by == "distance" else step.duration)


def _fate(repeat: Repeat, index: int) -> str:
    name = ORDINALS[index] if index < len(ORDINALS) else f"{index + 1}th"
    if repeat.length is None:
        return f"the {name} is missing"
    return f"the {name} is {repeat.length:.0%} of its length"


def _mean(values: Sequence[tuple[float | None, Stretch | None]]) -> float | None:
    known = [(value, done.duration) for value, done in values if value is not None and done is not None]
    time = sum(duration for _, duration in known)
    return sum(value * duration for value, duration in known) / time if time > 0 else None


def execute(steps: Sequence[Step], parts: Sequence[Activity], *, channel: str) -> Execution | str:
    """Lay the work that was done beside the work that was planned.

    Parameters
    ----------
    steps : of the plan, repeats and recoveries one by one.
    parts : the files of the session, in order, with their streams.
    channel : what work is told by: power, or speed.

    Returns
    -------
    Execution or str
        why there is none, in words.

    Notes
    -----
    The steps of a workout that the device guided through come first. Without them the laps that the athlete marked,
    then the repeats found in the recording, each with the line between easy and work half-way between the two; what
    comes later counts only where it fits the plan better by more than the score of a gap (`align`), and is not looked
    at once every repeat is found.
    """
    if not any(step.work and step.counted for step in steps):
        return "nothing in the plan of it is work"
    best: tuple[float, Execution] | None = None
    samples = samples_of(parts)
    for source, done in _readings(steps, parts, samples, channel):
        joined = _joined(steps, apart=source != "recording")
        score, pairing = align(joined, done)
        if best is None or score > best[0] - GAP:
            repeats = [Repeat(joined[i], None if j is None else done[j]) for i, j in pairing if i is not None]
            extra = [done[j] for i, j in pairing if i is None and j is not None and done[j].work]
            best = score, Execution(
                tuple(repeat for repeat in repeats if repeat.step.work and repeat.step.counted),
                tuple(extra),
                source,
            )  # fmt: skip
            answered = source != "laps" or all(j is not None for i, j in pairing if i is not None)
            if answered and all(repeat.counts for repeat in best[1].repeats):
                break
    if best is not None:
        return best[1]
    return "only averages are known" if len(samples.dt) <= len(parts) else f"no {channel} was recorded"


def _readings(
    steps: Sequence[Step], parts: Sequence[Activity], samples: Samples, channel: str
) -> Iterator[tuple[Source, list[Stretch]]]:
    """Yield what the workout on the device tells; else laps and recording, with every line that is tried."""
    guided = by_workout_step(parts)
    if guided:
        yield "workout steps", guided
        return
    if samples.coverage(channel) < ENOUGH or len(samples.dt) <= len(parts):
        return
    tried = list(lines(steps, samples.channels[channel], samples.dt))
    for line in tried:
        laps = by_lap(parts, channel, line)
        if laps:
            yield "laps", laps
    for line in tried:
        yield "recording", in_stream(samples, channel, line, _joined(steps, apart=False))


def _joined(steps: Sequence[Step], *, apart: bool) -> list[Step]:
    """Return the steps with easy ones in a row as one, and unless they are `apart`, with work in a row as one.

    Nothing in a recording tells where one easy stretch ends and the next begins, and little where one pace does.
    """
    found: list[Step] = []
    for (work, counted), some in groupby(steps, key=lambda step: (step.work, step.counted)):
        listed = list(some)
        found += listed if len(listed) == 1 or (work and apart) else [_one(listed, work=work, counted=counted)]
    return found


def _one(steps: Sequence[Step], *, work: bool, counted: bool) -> Step:
    """Return the step that several in a row come to; its target is their mean by time."""
    duration = sum(step.duration for step in steps)
    distances = [step.distance for step in steps if step.distance is not None]
    weights = [step.duration / duration if duration else 1 / len(steps) for step in steps]

    def mean(values: Sequence[float]) -> float:
        return sum(weight * value for weight, value in zip(weights, values, strict=True))

    expected = [step.expected for step in steps if step.expected is not None]
    channels = {step.channel for step in steps}
    return replace(
        steps[0],
        text=" + ".join(dict.fromkeys(step.text for step in steps)),
        work=work,
        duration=duration,
        distance=sum(distances) if len(distances) == len(steps) else None,
        by="distance" if all(step.by == "distance" for step in steps) else "time",
        expected=mean(expected) if len(expected) == len(steps) else None,
        channel=steps[0].channel if len(channels) == 1 else "",
        low=mean([step.low for step in steps]),
        high=mean([step.high for step in steps]),
        counted=counted,
    )
