"""Repeats found without a plan: two levels of speed or power, and a price for each change between them."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from periodize.compare.counting import by_count
from periodize.compare.edges import sharpened
from periodize.compare.evidence import believed
from periodize.compare.levels import levels
from periodize.compare.repeats import (
    LIGHTS,
    Span,
    by_lap,
    by_workout_step,
    clear,
    laid,
    merged,
    runs,
)
from periodize.compare.samples import moving, samples_of
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.activity import Activity
    from periodize.compare.alignment import Stretch
    from periodize.compare.samples import Floats, Mask, Samples

Sets: TypeAlias = "tuple[tuple[Stretch, ...], ...]"
"""The repeats of a session, those that are alike together."""

PRICES = (6.0, 20.0)
"""[s] What a change between the levels costs, in time spent on the wrong one. A stretch shorter than twice that is no
repeat; the second is tried where noise makes repeats of what is one. Our choice."""

ALIKE = 0.15
"""Share by which a repeat may differ from the median of its set, in time or in distance, and between stops in pace or
power too: our choice."""

TWICE, ONCE = 120.0, 300.0
"""[s] From here two repeats make a set, and one is a block of work where so much easy lies beside it; of shorter ones
it takes three: our choice."""

MOST_OF = 0.75
"""Share of the work that has to lie in such sets, or the session has no structure: our choice."""

STOPS = 4
"""Parts between stops of the watch that are taken for repeats where the pace tells nothing: our choice."""

LOOP = 600.0
"""[s] Longest of such parts, as a longer one may be an easy loop that ends at a bottle: our choice."""

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
    for every change, are least: the best of all ways, found in one pass (Viterbi 1967). Repeats that are seen there are
    believed where heart rate, cadence or power shows them too, if one of these can tell: pace alone may be noise.
    """
    samples = samples or samples_of(parts)
    if any(part.steps for part in parts) and (guided := by_workout_step(parts)):
        sets = sets_of(guided, channel)
        return Structure(sets, tuple(guided), "workout steps") if sets else None
    if not len(samples.dt) or channel not in samples.channels or _coarse(samples.dt):
        return None
    moved = moving(samples, channel)
    lines = list(levels(samples, channel))
    if lines and moved is not samples and not any(levels(moved, channel)):
        lines = []  # all that is slower is standing
    found = _in_recording(samples, channel, lines) if lines else _between_stops(moved, channel)
    if found and not believed(found.sets, found.stretches, samples, sport=parts[0].sport):
        found = None
    marked = _in_laps(parts, channel, lines)
    if marked and (found is None or _as_fine(marked, found)):
        return marked
    return _counted(samples, found, channel) if found else None


def _counted(samples: Samples, found: Structure, channel: str) -> Structure:
    """Return what was found with the distances that the device counted."""
    stretches = by_count(samples, found.stretches, channel)
    told = dict(zip(found.stretches, stretches, strict=True))
    sets = tuple(tuple(told[one] for one in some) for some in found.sets)
    return Structure(sets, tuple(stretches), found.source)


def _coarse(dt: Floats) -> bool:
    """Whether most samples are too long; where the longest is not, none has to be counted."""
    return float(dt.max()) >= COARSE and float(np.median(dt)) >= COARSE


def _in_laps(parts: Sequence[Activity], channel: str, lines: Sequence[tuple[float, float]]) -> Structure | None:
    for line, _ in lines if any(len(part.laps) > 1 for part in parts) else ():
        laps = by_lap(parts, channel, line)
        if sets := sets_of(laps, channel):
            return Structure(sets, tuple(laps), "laps")
    return None


def _in_recording(samples: Samples, channel: str, lines: Sequence[tuple[float, float]]) -> Structure | None:
    """Return the reading with the most repeats that have one like them, the first of equals.

    Every line is tried, as between two sets of different pace there is one too, above which only the faster one lies.
    """
    best: Structure | None = None
    for price in PRICES:
        for line, half in lines:
            spans = _spans(samples, _on_upper(samples, channel, line, half, price), price)
            stretches = laid(samples, sharpened(samples, channel, spans))
            sets = sets_of(stretches, channel)
            if sets and (best is None or _number(sets) > _number(best.sets)):
                best = Structure(sets, tuple(stretches), "recording")
        if best and _number(best.sets) == sum(stretch.work for stretch in best.stretches):
            break  # nothing is left that another price could sort
    return best


def _between_stops(samples: Samples, channel: str) -> Structure | None:
    """Return the parts between stops where all of them are short, of one length, and equally hard."""
    if len(samples.pieces()) < STOPS:
        return None
    stretches = laid(samples, _spans(samples, np.ones(len(samples.dt), dtype=bool), LIGHTS / 2))
    work = tuple(stretch for stretch in stretches if stretch.work)
    if len(work) < STOPS or max(one.duration for one in work) > LOOP or not _alike(work):
        return None
    outputs = [one.mean(channel) or 0.0 for one in work]
    return Structure((work,), tuple(stretches), "recording") if _within(outputs) else None


def _number(sets: Sets) -> int:
    """Return how many repeats have one like them."""
    return sum(len(some) for some in sets if len(some) > 1)


def _as_fine(marked: Structure, found: Structure) -> bool:
    """Whether laps part as much as the recording does: a press that was forgotten joins a repeat and its recovery."""
    return _number(marked.sets) >= _number(found.sets) and _recoveries(marked) >= _recoveries(found)


def _recoveries(found: Structure) -> int:
    """Return how many easy stretches lie between the repeats."""
    first, last = found.sets[0][0].start, found.sets[-1][-1].start
    return sum(first < stretch.start < last for stretch in found.stretches if not stretch.work)


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
    lead = _leads(gain, price)
    # seen from the end a level holds until the other one was ahead by more than the price
    sure = np.abs(lead) > price
    sure[-1] = True
    until = np.flatnonzero(sure)
    upper: Mask = np.repeat(lead[until] > 0, np.diff(until, prepend=-1))
    return upper


def _leads(gain: Floats, price: float) -> Floats:
    """Return by how much the upper level is ahead after each sample, (n,) [s].

    Who was behind by more than a change costs before it comes over from the other level. While the gains are of one
    sign only one of the two can, so that each such run is summed up at once.
    """
    first = np.concatenate(([0], np.flatnonzero(np.diff(gain < 0)) + 1))
    leads = [0.0]
    for total in np.add.reduceat(gain, first).tolist():
        leads.append(min(max(leads[-1] + total, -price), price))
    before = np.cumsum(gain) - gain
    run = np.repeat(leads[:-1] - before[first], np.diff(first, append=len(gain)))
    return np.clip(before + run, -price, price) + gain


def _spans(samples: Samples, upper: Mask, price: float) -> list[Span]:
    """Return work and easy in turn; a stop that is worth two changes is easy, one at a light belongs to its repeat."""
    spans: list[Span] = []
    for piece in samples.pieces():
        begin = float(samples.start[piece.start])
        if spans and begin - spans[-1].end > 2 * price:
            spans.append(Span(False, spans[-1].end, begin))
        spans += runs(samples, upper, piece, price)
    return merged(spans)


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
    for lengths in ([one.duration for one in some], [one.distance or 0.0 for one in some]):
        if all(lengths) and _within(lengths):
            return True
    return False


def _within(values: Sequence[float]) -> bool:
    """Whether all of some values lie near their median."""
    middle = median(values)
    return max(middle - min(values), max(values) - middle) <= ALIKE * middle


def _enough(some: Sequence[Stretch]) -> bool:
    """Whether so many of such a length are a set."""
    shortest = min(one.duration for one in some)
    return len(some) > 2 or (len(some) == 2 and shortest >= TWICE) or shortest >= ONCE
