"""A rendered session back to the parts of its line: repeats, time, distance, intensity, zone, load of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS
from periodize.plain import dataclass
from periodize.plan.concrete import readable
from periodize.plan.intensity import HOURLY, edges, speed_at, zone_of
from periodize.plan.render import RAMP_STEPS, RECOVERY, default_recovery, repeats, worded
from periodize.plan.workout import Amount, Recovery, Repeat, Step
from periodize.report.views.parts import KINDS, Part, Total
from periodize.units import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from periodize.plan.render import Rendering, Segment
    from periodize.plan.workout import Part as PlanPart
    from periodize.plan.workout import Workout
    from periodize.report.views.parts import Kind


@dataclass(frozen=True, slots=True)
class Leaf:
    """A step or recovery of a line with what stands around it.

    Parameters
    ----------
    times : how often, from the outermost repeat inwards.
    around : the repeats it stands in.
    role : wu or cd, when it is part of a session of that name.
    """

    node: Step | Recovery
    times: tuple[int, ...]
    around: tuple[Repeat, ...]
    role: str | None


def leaves(workout: Workout, segments: Sequence[Segment], context: Rendering) -> Iterator[tuple[Leaf, list[Segment]]]:
    """Yield each step and recovery of a line, as written, with its segments."""
    found: dict[tuple[int, ...], list[Segment]] = {}
    for segment in segments:
        found.setdefault(segment.part, []).append(segment)
    for path, own in found.items():
        yield _leaf(workout.parts, path, context), own


def _leaf(
    parts: Sequence[PlanPart],
    path: tuple[int, ...],
    context: Rendering,
    around: tuple[tuple[Repeat, int], ...] = (),
    role: str | None = None,
) -> Leaf:
    part, rest = parts[path[0]], path[1:]
    outer, times = tuple(repeat for repeat, _ in around), tuple(count for _, count in around)
    if isinstance(part, Step):
        return Leaf(part, times, outer, role)
    if isinstance(part, Repeat):
        count = repeats(part.count, context, inside=bool(around))
        if rest == (RECOVERY,) and part.recovery:
            return Leaf(part.recovery, (*times, count - 1), (*outer, part), role)
        return _leaf(worded(part), rest, context, (*around, (part, count)), role)
    role = part.name if part.name in {"wu", "cd"} else role
    return _leaf(context.sessions[part.name].parts, rest, context, around, role)


def part_of(leaf: Leaf, segments: Sequence[Segment], sport: str, context: Rendering) -> Part:
    """Return what the segments of a step or recovery come to."""
    athlete, target, total = context.athlete, leaf.node.target, total_of(segments, sport)
    low = high = segments[0].intensity
    if target and target.high:
        low, high = edges(target, athlete, sport, context.custom)
    middle = (low + high) / 2
    moves = middle > 0 and sport not in HOURLY
    threshold = athlete.threshold(sport) if sport in POWER_SPORTS else None
    return Part(
        text=_text(leaf, segments, sport),
        kind=_kind(leaf, segments[0]),
        repeats=leaf.times,
        duration=total.duration,
        distance=total.distance,
        low=low,
        high=high,
        speed=speed_at(athlete, sport, middle) if moves and sport not in POWER_SPORTS else None,
        power=threshold * middle if threshold and moves else None,
        zone=zone_of(middle, athlete) if moves else None,
        load=total.load,
    )


def _kind(leaf: Leaf, segment: Segment) -> Kind:
    named: dict[str | None, Kind] = {"wu": "warm-up", "cd": "cool-down"}
    roles: dict[str, Kind] = {"recovery": "recovery", "steady": "steady", "work": "work"}
    return named.get(leaf.role) or named.get(segment.role) or roles[segment.role]


def _text(leaf: Leaf, segments: Sequence[Segment], sport: str) -> str:
    node = leaf.node
    if isinstance(node, Recovery):
        return str(node if node.how or node.target else replace(node, how=default_recovery(sport)))[1:-1]
    # the segments of one repeat
    once = segments[: RAMP_STEPS if node.target and node.target.ramp else 1]
    written = node.amount.first
    value = sum(s.duration if written.is_time else s.distance or 0.0 for s in once)
    if node.amount.last is None and abs(value - written.value) < 1e-6 * written.value:
        return str(node)
    return str(replace(node, amount=Amount(readable(Quantity(value, written.kind), written))))


def total_of(segments: Iterable[Segment], sport: str, *, load: float | None = None) -> Total:
    """Return time, distance and load of segments; `load` replaces theirs."""
    segments = list(segments)
    distance = None if sport in HOURLY else sum(segment.distance or 0.0 for segment in segments)
    own = sum(segment.duration / 36 * segment.intensity**2 for segment in segments)
    return Total(sum(segment.duration for segment in segments), distance, own if load is None else load)


def add(totals: Iterable[Total]) -> Total:
    """Return the sum; a distance where one of them has one."""
    totals = list(totals)
    distances = [total.distance for total in totals if total.distance is not None]
    return Total(sum(t.duration for t in totals), sum(distances) if distances else None, sum(t.load for t in totals))


def sums(parts: Sequence[Part]) -> tuple[tuple[Kind, Total], ...]:
    """Return the totals by kind, kinds that do not occur left out."""
    totals = {kind: [Total(p.duration, p.distance, p.load) for p in parts if p.kind == kind] for kind in KINDS}
    return tuple((kind, add(found)) for kind, found in totals.items() if found)
