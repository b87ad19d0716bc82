"""Repeats found without a plan: two levels of speed or power, and a price for each change between them."""

from __future__ import annotations

from itertools import pairwise, product
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from periodize.compare.repeats import (
    CONTRAST,
    LIGHTS,
    Span,
    by_lap,
    by_workout_step,
    clear,
    halfway,
    laid,
    merged,
    runs,
)
from periodize.compare.samples import samples_of
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.activity import Activity
    from periodize.compare.alignment import Stretch
    from periodize.compare.samples import Floats, Mask, Samples

Sets: TypeAlias = "tuple[tuple[Stretch, ...], ...]"
"""The repeats of a session, those that are alike together."""

PRICES = (6.0, 20.0)
"""[s] What a change between the levels costs, in time spent on the wrong one. A stretch shorter than twice that is no
repeat; the second is tried where noise makes repeats of what is one. Our choice."""

BLOCK = 10.0
"""[s] Means over so long tell whether there are two levels at all: our choice, above the noise of satellites."""

APART = 0.75
"""Share of the variance that two levels have to explain. Of a bell curve they explain 2/pi, 0.64: our choice between
that and 1."""

ALIKE = 0.15
"""Share by which a repeat may differ from the median of its set, in time or in distance: our choice."""

TWICE, ONCE = 120.0, 300.0
"""[s] From here two repeats make a set, and one is a block of work where so much easy lies beside it; of shorter ones
it takes three: our choice."""

MOST_OF = 0.75
"""Share of the work that has to lie in such sets, or the session has no structure: our choice."""

STOPS = 4
"""Parts between stops of the watch that are taken for repeats where the pace tells nothing: our choice."""

AROUND, BLUR = 20.0, 4.0
"""[s] What lies so near to a change tells the levels of its two sides, but for what lies nearer than the second, where
one pace becomes the other: our choice."""

COARSE = 5.0
"""[s] From here samples are too long to tell where a repeat begins: our choice."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What the work of a session was, seen from its recording alone.

    Parameters
    ----------
    sets : repeats that are alike and follow each other.
    stretches : work and easy in turn, in order.
    source : workout steps, laps or recording.
    """

    sets: Sets
    stretches: tuple[Stretch, ...]
    source: str


def structure(parts: Sequence[Activity], channel: str, samples: Samples | None = None) -> Structure | None:
    """Return the repeats of a session without asking a plan.

    Parameters
    ----------
    parts : the files of the session, in order, with their streams.
    channel : what work is told by: speed or power.
    samples : of the files, where they are at hand.

    Returns
    -------
    Structure or None
        nothing for steady sessions, for races, and where the repeats are of all lengths: a ladder needs its plan.

    Notes
    -----
    What the device guided through comes first, then laps that the athlete marked, unless the recording shows more
    repeats than were marked. In the recording the
    time on the lower and on the upper level is laid so that the distance of the samples from their level, and a price
    for every change, are least: the best of all ways, found in one pass (Viterbi 1967).
    """
    samples = samples or samples_of(parts)
    if any(part.steps for part in parts) and (guided := by_workout_step(parts)):
        sets = sets_of(guided, channel)
        return Structure(sets, tuple(guided), "workout steps") if sets else None
    if not len(samples.dt) or channel not in samples.channels or float(np.median(samples.dt)) >= COARSE:
        return None
    levels = list(_levels(samples, channel))
    found = _in_recording(samples, channel, levels) if levels else _between_stops(samples)
    marked = _in_laps(parts, channel, levels)
    return marked if marked and (found is None or _number(marked.sets) >= _number(found.sets)) else found


def _in_laps(parts: Sequence[Activity], channel: str, levels: Sequence[tuple[float, float]]) -> Structure | None:
    for line, _ in levels if any(len(part.laps) > 1 for part in parts) else ():
        laps = by_lap(parts, channel, line)
        if sets := sets_of(laps, channel):
            return Structure(sets, tuple(laps), "laps")
    return None


def _in_recording(samples: Samples, channel: str, levels: Sequence[tuple[float, float]]) -> Structure | None:
    """Return the reading with the most repeats that have one like them, the first of equals."""
    best: Structure | None = None
    for price, (line, half) in product(PRICES, levels):
        spans = _spans(samples, _on_upper(samples, channel, line, half, price), price)
        stretches = laid(samples, _sharpened(samples, channel, spans))
        sets = sets_of(stretches, channel)
        if sets and (best is None or _number(sets) > _number(best.sets)):
            best = Structure(sets, tuple(stretches), "recording")
        if best and len(best.sets) == 1 and _number(best.sets) == sum(stretch.work for stretch in best.stretches):
            break  # nothing is left that another line or price could sort
    return best


def _between_stops(samples: Samples) -> Structure | None:
    """Return the parts between stops of the watch where all of them are of one length."""
    stretches = laid(samples, _spans(samples, np.ones(len(samples.dt), dtype=bool), LIGHTS / 2))
    work = tuple(stretch for stretch in stretches if stretch.work)
    return Structure((work,), tuple(stretches), "recording") if len(work) >= STOPS and _alike(work) else None


def _number(sets: Sets) -> int:
    """Return how many repeats have one like them."""
    return sum(len(some) for some in sets if len(some) > 1)


def _levels(samples: Samples, channel: str) -> Iterator[tuple[float, float]]:
    """Yield the line between two levels and half their distance.

    Where a session has a warm-up and its recoveries are stood there are three levels: so what lies above the first line
    is looked at for itself, and all but the lowest.
    """
    means = _blocks(samples.channels[channel], samples.dt)
    first = _parted(means)
    if first is None or not _contrast(means, first):
        return
    below = _parted(means[means < first])
    for some in (means, means[means >= first], means[means >= below] if below else means[:0]):
        line = _parted(some)
        if line is None or not _contrast(some, line):
            continue
        low, high = some[some < line], some[some >= line]
        explained = 1 - (len(low) * low.var() + len(high) * high.var()) / (len(some) * some.var())
        if explained >= APART:
            yield line, float(high.mean() - low.mean()) / 2


def _contrast(means: Floats, line: float) -> bool:
    """Whether what lies above a line is clearly harder than what lies below."""
    upper = means >= line
    return bool(means[upper].mean() >= CONTRAST * means[~upper].mean())


def _parted(means: Floats) -> float | None:
    return halfway(means, np.ones(len(means)))


def _blocks(values: Floats, dt: Floats) -> Floats:
    """Return the means of the samples over blocks of equal time, those that are known."""
    known = ~np.isnan(values)
    block = (np.cumsum(dt) - dt) // BLOCK
    block = block.astype(np.intp)
    time = np.bincount(block[known], dt[known], minlength=1)
    total = np.bincount(block[known], (values * dt)[known], minlength=1)
    enough = time >= BLOCK / 2
    means: Floats = total[enough] / time[enough]
    return means


def _on_upper(samples: Samples, channel: str, line: float, half: float, price: float) -> Mask:
    """Return which samples are on the upper level.

    A sample speaks for a level by how far it lies from the line, no more than a sample in the middle of that level; one
    that is missing for neither; a stop of the watch for the lower one.
    """
    gain = np.clip((samples.channels[channel] - line) / half, -1.0, 1.0) * samples.dt
    gain[np.isnan(gain)] = 0.0
    for piece in samples.pieces()[1:]:
        stood = samples.start[piece.start] - samples.start[piece.start - 1] - samples.dt[piece.start - 1]
        gain[piece.start] -= stood
    ahead, lead = [], 0.0
    for one in gain.tolist():
        # who is behind by more than a change costs comes over from the other level
        lead = one + (price if lead > price else max(lead, -price))
        ahead.append(lead)
    # seen from the end a level holds until the other one was ahead by more than the price
    lead_of = np.array(ahead)
    sure = np.where(np.abs(lead_of) > price, np.sign(lead_of), 0.0)
    sure[-1] = 1.0 if ahead[-1] > 0 else -1.0
    places = np.where(sure != 0, np.arange(len(sure)), len(sure))
    upper: Mask = sure[np.minimum.accumulate(places[::-1])[::-1]] > 0
    return upper


def _spans(samples: Samples, upper: Mask, price: float) -> list[Span]:
    """Return work and easy in turn; a stop that is worth two changes is easy, one at a light belongs to its repeat."""
    spans: list[Span] = []
    for piece in samples.pieces():
        begin = float(samples.start[piece.start])
        if spans and begin - spans[-1].end > 2 * price:
            spans.append(Span(False, spans[-1].end, begin))
        spans += runs(samples, upper, piece)
    return merged(spans)


def _sharpened(samples: Samples, channel: str, spans: Sequence[Span]) -> list[Span]:
    """Return the spans with each change moved to where it lies between the two that it parts.

    A warm-up is faster than the recoveries, so that the line between all that is easy and all work comes late for the
    first repeat. Half-way between the two sides of a change the samples tell best where it was.
    """
    found = list(spans)
    for k, (one, other) in enumerate(pairwise(spans)):
        edge = one.end
        low, high = (max(one.begin, edge - AROUND), min(other.end, edge + AROUND))
        first, last = np.searchsorted(samples.start, (low, high)).tolist()
        near, values = samples.start[first:last], samples.channels[channel][first:last]
        known = ~np.isnan(values)
        sides = [
            values[known & (near < edge - BLUR)],
            values[known & (near >= edge + BLUR)],
        ]
        if not all(map(len, sides)):
            continue
        means = [float(side.mean()) for side in sides]
        if (means[1] > means[0]) != other.work:
            continue
        beyond = np.where(known, values - sum(means) / 2, 0.0) * samples.dt[first:last]
        at = int(np.argmin(np.concatenate(([0.0], np.cumsum(beyond if other.work else -beyond)))))
        moved = float(near[at]) if at < len(near) else high
        if abs(moved - edge) < AROUND / 2:
            found[k], found[k + 1] = (
                found[k]._replace(end=moved),
                found[k + 1]._replace(begin=moved),
            )
    return found


def sets_of(stretches: Sequence[Stretch], channel: str) -> Sets:
    """Return the repeats that are alike and follow each other; nothing where too little of the work is in such sets.

    Parameters
    ----------
    stretches : work and easy in turn.
    channel : what work is told by.
    """
    work = [stretch for stretch in stretches if stretch.work]
    if not work or not clear(stretches, channel):
        return ()
    sets: list[list[Stretch]] = [[work[0]]]
    for stretch in work[1:]:
        if _alike([*sets[-1], stretch]):
            sets[-1].append(stretch)
        else:
            sets.append([stretch])
    kept = [some for some in sets if _enough(some)]
    time = sum(stretch.duration for some in kept for stretch in some)
    easy = sum(stretch.duration for stretch in stretches if not stretch.work)
    alone = all(len(some) == 1 for some in kept)
    if time < MOST_OF * sum(stretch.duration for stretch in work) or (alone and easy < ONCE):
        return ()
    return tuple(tuple(some) for some in kept)


def _alike(some: Sequence[Stretch]) -> bool:
    """Whether repeats are of one length, in time or in distance."""
    lengths = [[one.duration for one in some], [one.distance or 0.0 for one in some]]
    return any(max(abs(one - median(each)) for one in each) <= ALIKE * median(each) for each in lengths if all(each))


def _enough(some: Sequence[Stretch]) -> bool:
    """Whether so many of such a length are a set."""
    shortest = min(one.duration for one in some)
    return len(some) > 2 or (len(some) == 2 and shortest >= TWICE) or shortest >= ONCE
