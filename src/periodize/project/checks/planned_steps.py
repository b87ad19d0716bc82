"""The steps of a planned session one by one, as a comparison with what was done needs them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS
from periodize.compare.alignment import Step
from periodize.plan.intensity import HOURLY, speed_at
from periodize.plan.render import RAMP_STEPS, WORK
from periodize.plan.workout import Step as PlanStep
from periodize.project.plans.conditions import conditions_on, left
from periodize.project.plans.parts import leaves, part_of
from periodize.project.plans.spoken import context_of
from periodize.zones import LTHR_POINTS, edges_of, fraction_in, interpolate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.athlete import Athlete
    from periodize.plan import Season, Session
    from periodize.plan.render import Segment
    from periodize.plan.workout import Target, Tone
    from periodize.project.plans.parts import Leaf
    from periodize.report.views.parts import Condition, Part

LOOSENING = frozenset({"strides", "openers"})
"""Words of steps that no session fails by."""

HEART_RATES = frozenset({"hr", "lthr", "hrmax"})
"""What a percentage or zone of heart rate is of."""

SHORT = 60.0
"""[s] Repeats up to so long may be as fast at altitude as at sea level: our choice, as races of 400 m lose nothing
there and those of 800 m do (Peronnet 1991). In heat as well: our assumption."""


def work_channel(sport: str) -> str:
    """Return what the work of a sport is told by."""
    return "power" if sport in POWER_SPORTS else "speed"


def steps_of(session: Session, season: Season, *, met: Sequence[Condition] | None = None) -> list[Step]:
    """Return the steps of a planned session, repeats and recoveries one by one; none for a race.

    Parameters
    ----------
    met : conditions in which it was done; None: those of the calendar on its own day. Paces and watts are those of
        the same effort there.
    """
    if session.workout is None or session.sport in HOURLY:
        return []
    context = context_of(session, season)
    told = {}
    for leaf, own in leaves(session.workout, session.segments, context):
        told[own[0].part] = leaf, part_of(leaf, own, session.sport, context)
    share = left(conditions_on(season, session.day, session.sport) if met is None else met, session.sport)
    found = []
    for some in _once(session.segments, told):
        leaf, part = told[some[0].part]
        step = _step(leaf, part, some, session.sport, context.athlete)
        found.append(_eased(step, leaf.node.target, share) if share < 1 else step)
    return found


def _eased(step: Step, target: Target | None, share: float) -> Step:
    """Return a step as it comes out where so much of pace or power is left; a heart rate stays.

    A short repeat may be as fast as ever, and so may one whose pace or watts are written out: for that day, perhaps.
    """
    expected = None if step.expected is None else step.expected * share
    if step.channel not in {"speed", "power"}:
        return replace(step, expected=expected)
    free = step.duration <= SHORT or (target is not None and target.low.kind in {"speed", "watts"})
    return replace(step, expected=expected, low=step.low * share, high=step.high if free else step.high * share)


def _once(segments: Sequence[Segment], told: dict[tuple[int, ...], tuple[Leaf, Part]]) -> Iterator[Sequence[Segment]]:
    """Yield the segments of each step, several for a ramp."""
    k = 0
    while k < len(segments):
        target = told[segments[k].part][0].node.target
        width = RAMP_STEPS if target and target.ramp else 1
        yield segments[k : k + width]
        k += width


def _step(leaf: Leaf, part: Part, segments: Sequence[Segment], sport: str, athlete: Athlete) -> Step:
    duration = sum(segment.duration for segment in segments)
    covered = [segment.distance for segment in segments if segment.distance is not None]
    middle = sum(segment.duration * segment.intensity for segment in segments) / duration if duration else 0.0
    word = leaf.node.word if isinstance(leaf.node, PlanStep) else None
    # strides are as hard in the warm-up of a recording as anywhere
    work = middle >= WORK and (word in LOOSENING or segments[0].role not in {"wu", "cd"})
    channel, low, high = _target(leaf.node.target, part, sport, athlete) if work else ("", 0.0, 0.0)
    threshold = athlete.threshold(sport)
    if sport in POWER_SPORTS:
        expected = threshold * middle if threshold else None
    else:
        expected = speed_at(athlete, sport, middle)
    amount = leaf.node.amount.first if isinstance(leaf.node, PlanStep) else leaf.node.quantity
    return Step(
        text=part.text,
        work=work,
        duration=duration,
        distance=sum(covered) if covered else None,
        by="time" if amount.is_time else "distance",
        expected=expected,
        channel=channel,
        low=low,
        high=high,
        counted=word not in LOOSENING,
    )


def _target(target: Target | None, part: Part, sport: str, athlete: Athlete) -> tuple[str, float, float]:
    """Return what a step is judged by and from where to where: nothing for a feeling, or without a threshold."""
    tone = target.low if target else None
    if tone and tone.kind in {"rpe", "mmol"}:
        return "", 0.0, 0.0
    low, high = (part.low, part.high) if target is None or target.high or tone is None else _wide(tone, part, athlete)
    low, high = min(low, high), max(low, high)
    if tone and (tone.kind == "bpm" or tone.of in HEART_RATES):
        rate = athlete.hr_threshold
        back = tuple((fraction, share) for share, fraction in LTHR_POINTS)
        return ("heart_rate", interpolate(back, low) * rate, interpolate(back, high) * rate) if rate else ("", 0.0, 0.0)
    threshold = athlete.threshold(sport)
    if sport in POWER_SPORTS:
        return ("power", low * threshold, high * threshold) if threshold else ("", 0.0, 0.0)
    slow, fast = speed_at(athlete, sport, low), speed_at(athlete, sport, high)
    absolute = tone is not None and tone.kind == "speed"
    return ("speed", slow, fast) if slow and fast and (threshold or absolute) else ("", 0.0, 0.0)


def _wide(tone: Tone, part: Part, athlete: Athlete) -> tuple[float, float]:
    """Return a zone from its lower to its upper edge; as wide as the last but one above, and down to its middle."""
    if tone.kind != "zone":
        return part.low, part.high
    edges, number = edges_of(athlete.zones), int(tone.value)
    middle = fraction_in(athlete.zones, number)
    low = edges[number - 2] if number > 1 else min(middle, edges[0])
    return low, edges[number - 1] if number <= len(edges) else 2 * middle - low
