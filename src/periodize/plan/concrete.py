"""A session line as it is done on its day: progressions, shares and stretching worked out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from typing import TYPE_CHECKING

from periodize.plain import dataclass
from periodize.plan.intensity import HOURLY, WORDS
from periodize.plan.render import amount_at, repeats, sport_of, stretches, worded
from periodize.plan.workout import Amount, Count, Reference, Repeat, Step, Target, Tone, Workout
from periodize.units import KM, MILE, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from periodize.plan.render import Rendering
    from periodize.plan.workout import Part

Rounding = Callable[[Quantity, Quantity], Quantity]
"""The amount worked out and the one written -> the amount to print."""

TIME_STEPS = ((600.0, 60.0), (120.0, 10.0), (0.0, 1.0))
DISTANCE_STEPS = ((3 * KM, 100.0), (KM, 50.0), (400.0, 10.0), (0.0, 1.0))
"""(from this amount on, steps in which a person writes it) [s], [m]: our choice."""

MILE_STEP = MILE / 10
"""[m] The same for an amount in miles: our choice."""


def whole(amount: Quantity, _written: Quantity) -> Quantity:
    """Return an amount in whole seconds or metres, at least one.

    Examples
    --------
    >>> whole(Quantity(2833.4, "time"), Quantity(2700.0, "time")).value
    2833.0
    """
    return replace(amount, value=float(max(1, round(amount.value))))


def readable(amount: Quantity, written: Quantity) -> Quantity:
    """Return an amount in steps that a person would write, at least one of them.

    Examples
    --------
    >>> str(readable(Quantity(2833.4, "time"), Quantity(2700.0, "time")))
    '47min'
    >>> str(readable(Quantity(9437.0, "distance"), Quantity(8000.0, "distance")))
    '9.4km'
    """
    steps = TIME_STEPS if amount.is_time else DISTANCE_STEPS
    step = MILE_STEP if str(written).endswith("mi") else next(s for least, s in steps if amount.value >= least)
    return replace(amount, value=max(1, round(amount.value / step)) * step)


def unfolded(workout: Workout, sessions: Mapping[str, Workout]) -> tuple[str, Workout]:
    """Return the name and the own line of a line that is one named session, "" and the line itself otherwise.

    Examples
    --------
    >>> from periodize.plan.parser import Vocabulary, parse_workout
    >>> sessions = {"hills": parse_workout("wu 10min + 8x60s @ I (2min)")}
    >>> name, workout = unfolded(parse_workout("hills", Vocabulary(sessions)), sessions)
    >>> name, str(workout)
    ('hills', 'wu 10min + 8x60s @ I (2min)')
    """
    (first, *others) = workout.parts or (None,)
    if not isinstance(first, Reference) or others or first.name in {"wu", "cd"}:
        return "", workout
    inner = sessions[first.name]
    return first.name, replace(inner, sport=workout.sport or inner.sport)


def concrete(workout: Workout, context: Rendering, *, stretch: float = 1.0, rounding: Rounding = whole) -> Workout:
    """Return the line that says as written what another one comes to in its week.

    Parameters
    ----------
    workout : the line as the plan writes it.
    context : progress and scale of its day, and the named sessions.
    stretch : factor of the steady parts, from `volume:`.
    rounding : of the amounts that change; those that do not stay as they are.

    Returns
    -------
    Workout
        Rendered at progress 0 and scale 1 it gives the segments of `workout` at the context's progress and scale,
        steady ones times `stretch`, up to the rounding. Named sessions stay names where nothing in them changes.

    Examples
    --------
    >>> from periodize.athlete import Athlete
    >>> from periodize.plan.parser import parse_workout
    >>> from periodize.plan.render import Rendering
    >>> half_way = Rendering(Athlete(), {}, {}, progress=0.5)
    >>> str(concrete(parse_workout("wu 10min + 4->6x2min @ tempo (1min walk) + 20->40min"), half_way))
    'wu 10min + 5x2min @ tempo (1min walk) + 30min'
    """
    sport = sport_of(workout, context)
    settler = _Settler(context, sport, stretch, rounding)
    found = Workout(tuple(settler.parts(workout.parts, None, inside=False, marked=False)), workout.sport)
    # a named session that had the sport may be a name no more
    return found if sport_of(found, context) == sport else replace(found, sport=sport)


@dataclass(slots=True)
class _Settler:
    context: Rendering
    sport: str
    stretch: float
    rounding: Rounding
    same: dict[tuple[str, str | None, bool], bool] = field(default_factory=dict)

    def parts(self, parts: tuple[Part, ...], role: str | None, *, inside: bool, marked: bool) -> Iterator[Part]:
        """Yield the parts worked out; `marked`: the name that gave them their role is gone, so they say it."""
        for part in parts:
            if isinstance(part, Step):
                step = replace(part, amount=self._amount(part, role, inside=inside))
                yield self._spoken(step, role, inside=inside) if marked else step
            elif isinstance(part, Repeat):
                yield self._repeat(part, role, inside=inside, marked=marked)
            else:
                inner, own = self.context.sessions[part.name].parts, self._role(part.name, role)
                if not marked and self._same(part, role, inside=inside):
                    yield part
                else:
                    yield from self.parts(inner, own, inside=inside, marked=own is not None)

    def _repeat(self, repeat: Repeat, role: str | None, *, inside: bool, marked: bool) -> Repeat:
        count = Count(repeats(repeat.count, self.context, inside=inside))
        if count.first == 1 != repeat.count.first:
            repeat = replace(repeat, recovery=None)  # nothing is left that it could stand between
        parts = tuple(self.parts(worded(repeat), role, inside=True, marked=marked))
        (first, *others) = parts
        if others or not isinstance(first, Step):
            return replace(repeat, count=count, parts=parts, word=None)
        # strides 4x20s, not 4xstrides 20s
        return replace(repeat, count=count, parts=(replace(first, word=None),), word=first.word)

    def _amount(self, step: Step, role: str | None, *, inside: bool) -> Amount:
        factor = 1.0 if inside else self.context.scale
        if stretches(step, role, self.sport, inside=inside):
            factor *= self.stretch
        if factor == 1.0 and step.amount.last is None:
            return step.amount
        now = amount_at(step.amount, self.context.progress)
        return Amount(self.rounding(Quantity(now.value * factor, now.kind), step.amount.first))

    def _same(self, part: Part, role: str | None, *, inside: bool) -> bool:
        """Whether nothing in a part changes."""
        if isinstance(part, Step):
            return self._amount(part, role, inside=inside) == part.amount
        if isinstance(part, Repeat):
            count = Count(repeats(part.count, self.context, inside=inside))
            return count == part.count and all(self._same(inner, role, inside=True) for inner in part.parts)
        key = part.name, self._role(part.name, role), inside
        if key not in self.same:
            inner = self.context.sessions[part.name].parts
            self.same[key] = all(self._same(one, key[1], inside=inside) for one in inner)
        return self.same[key]

    @staticmethod
    def _role(name: str, role: str | None) -> str | None:
        return name if name in {"wu", "cd"} else role

    def _spoken(self, step: Step, role: str | None, *, inside: bool) -> Step:
        """Return a step of a session called `wu` or `cd` with that word, its intensity as it was."""
        target = step.target
        if target is None and self.sport not in HOURLY:
            name = WORDS.get(step.word, step.word) if step.word else "T" if inside else "easy"
            target = None if name == "easy" else Target(Tone("name", 0.0, name))
        return replace(step, word=role, target=target)
