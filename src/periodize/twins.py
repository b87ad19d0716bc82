"""When two recordings are of one activity, and which of them tells it best."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

SAME_START: Final = 60.0
"""[s] Two recordings of one activity begin this close to each other: our choice."""

SAME_DURATION: Final = 0.02
"""Share by which the durations of two recordings of one activity may differ: our choice."""

UNKNOWN: Final = "xt"
"""The sport of a source that does not say which it was."""


class Twin(Protocol):
    """What is asked of a recording; an `Activity` has it."""

    @property
    def sport(self) -> str: ...  # noqa: D102 - as of an Activity

    @property
    def start(self) -> datetime: ...  # noqa: D102

    @property
    def wall_clock(self) -> bool: ...  # noqa: D102

    @property
    def duration(self) -> float: ...  # noqa: D102

    @property
    def elapsed(self) -> float: ...  # noqa: D102


T = TypeVar("T", bound=Twin)


def wall(start: datetime) -> float:
    """Return the wall-clock time of a start, in seconds of a calendar without zones."""
    return start.replace(tzinfo=UTC).timestamp()


def same(one: Twin, other: Twin) -> bool:
    """Whether two recordings are of one activity: start, sport as far as known, moving or elapsed time.

    A source without a zone is held against the other's wall clock: abroad, the zone that was assumed is wrong.
    """
    if one.sport != other.sport and UNKNOWN not in {one.sport, other.sport}:
        return False
    if one.wall_clock or other.wall_clock:
        apart = wall(one.start) - wall(other.start)
    else:
        apart = (one.start - other.start).total_seconds()
    if abs(apart) > SAME_START:
        return False
    pairs = ((one.duration, other.duration), (one.elapsed, other.elapsed))
    return any(abs(a - b) <= SAME_DURATION * max(a, b) for a, b in pairs)


def grouped(recordings: Sequence[T]) -> list[list[T]]:
    """Return the recordings in groups of one activity each, in the order of their first members.

    Two belong together when they are the same or a chain of others links them, so the groups do not depend on the
    order of the recordings.
    """
    root = list(range(len(recordings)))

    def find(index: int) -> int:
        while root[index] != index:
            root[index] = root[root[index]]
            index = root[index]
        return index

    # by both clocks: two sources may agree on the moment alone, or on the wall clock alone
    slots: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    alike: dict[tuple[object, ...], int] = {}
    for index, recording in enumerate(recordings):
        # thousands of the very same in one file would each be held against all
        moments = (recording.start, wall(recording.start), recording.wall_clock)
        facts = (recording.sport, *moments, recording.duration, recording.elapsed)
        if (first := alike.setdefault(facts, index)) != index:
            root[index] = first
            continue
        for clock, time in (("moment", recording.start.timestamp()), ("wall", wall(recording.start))):
            slot = int(time // SAME_START)
            for near in (slot - 1, slot, slot + 1):
                for other in slots.get((clock, near), ()):
                    if find(other) != find(index) and same(recording, recordings[other]):
                        low, high = sorted((find(other), find(index)))
                        root[high] = low
            slots[clock, slot].append(index)
    groups: defaultdict[int, list[T]] = defaultdict(list)
    for index, recording in enumerate(recordings):
        groups[find(index)].append(recording)
    return list(groups.values())


def rank(sport: str, samples: int, channels: Iterable[str], key: str) -> tuple[bool, int, str]:
    """Return what sorts the recordings of one activity, the best first: known sport, most samples over all channels."""
    return (sport == UNKNOWN, -samples * len(tuple(channels)), key)
