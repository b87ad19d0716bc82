"""Maxima that may not be true: kept as recorded, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.analysis.gates import FINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.analysis.course import Course, Mark

BEYOND = 5.0
"""[bpm] A heart rate so far above the athlete's own maximum is doubted: our choice. A stated maximum is some beats off,
and a race may show a new one."""

ANYBODY = 220.0
"""[bpm] A higher heart rate is doubted where the athlete's own maximum is not known: our choice, more than the common
rule of 220 less the age gives at any age."""

ALONE = 0.1
"""Share by which one sample has to stand above both its neighbours to be doubted: our choice."""

STEADY = ("heart_rate", "cadence")
"""Channels that do not rise and fall by that much from one sample to the next; power and speed may."""


def doubts(course: Course, begin: Mark, end: Mark, hr_max: float | None) -> Iterator[tuple[str, str]]:
    """Yield each channel whose maximum between two marks is doubted, with why: `above`, `high` or `alone`.

    Parameters
    ----------
    course : of the race.
    begin, end : where it is looked for.
    hr_max : the athlete's own [bpm]; None: not known, and `ANYBODY` is the limit.
    """
    for name in STEADY:
        at = course.highest(name, begin, end) if name in course.channels else None
        if at is None:
            continue
        if name == "heart_rate" and hr_max is not None and course.channels[name][at] > hr_max + BEYOND:
            yield name, "above"
        elif name == "heart_rate" and hr_max is None and course.channels[name][at] > ANYBODY:
            yield name, "high"
        elif _alone(course, name, at):
            yield name, "alone"


def _alone(course: Course, name: str, at: int) -> bool:
    """Whether a sample stands above both its neighbours; one without two that are known and as short does not."""
    values = course.channels[name]
    if not 0 < at < len(values) - 1 or np.diff(course.moving[at - 1 : at + 3]).max() > FINE:
        return False
    # a neighbour that is not known is none: no comparison with nan is true
    return all(values[at] > (1 + ALONE) * values[beside] for beside in (at - 1, at + 1))
