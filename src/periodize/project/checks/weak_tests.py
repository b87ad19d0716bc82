"""Sessions that were done again and again, as weak tests of a calibration."""

from __future__ import annotations

from itertools import pairwise
from math import isnan, log, sqrt
from statistics import stdev
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from periodize.calibration import Performance
    from periodize.plan import Season
    from periodize.project.records.keeping import Kept
    from periodize.report.views.benchmark import Benchmark, Outing

FEWEST_TIMES = 4
"""Comparable times that tell by how much a session errs: as a change of it needs (warning signs, section 2.6, R7)."""


def weak_tests(season: Season | None, kept: Kept, *, today: date) -> tuple[Performance, ...]:
    """Return the benchmarks of a record as tests, each session an event of its own.

    Parameters
    ----------
    season : the plan, which knows what its sessions were meant to be; None for the record alone.
    kept : what is recorded.
    today : nothing later is looked at.

    Returns
    -------
    tuple[Performance, ...]
        output at one heart rate [m/s or W] of the comparable times of each session, where there are four; of repeats
        that last until the heart rate has come up, or of a route.

    Raises
    ------
    UsageError
        if nothing is recorded.

    Notes
    -----
    The error of a session is the standard deviation of its changes from one time to the next, divided by the root of 2
    (Hopkins 2000, Sports Medicine 30:1-15), never less than the scatter of tests in the priors; changes of form are in
    it, so it is rather too large. One per cent of output at a heart rate is taken for one per cent of performance (our
    assumption).
    """
    from periodize.project.checks.benchmarks import Asked, benchmarks

    view = benchmarks(season, kept, today=today, asked=Asked())
    return tuple(test for one in view.benchmarks for test in _tests(one))


def _tests(one: Benchmark) -> Iterator[Performance]:
    from periodize.calibration import Performance, Priors

    times = list(_told(one.outings))
    if len(times) < FEWEST_TIMES:
        return
    usual = Priors()
    own = stdev(log(after / before) for (_, before), (_, after) in pairwise(times)) / sqrt(2)
    error = max(own, usual.noise.median / usual.baseline.mean)
    for day, value in times:
        yield Performance(day, value, one.channel, f"{one.title}, {one.sport}", sd=error * value, weak=True)


def _told(outings: Sequence[Outing]) -> Iterator[tuple[date, float]]:
    """Yield day and output at one heart rate of the times that compare, the first of a day."""
    from periodize.compare.execution import HEART_RATE_FROM

    if any(rep.duration < HEART_RATE_FROM for outing in outings for rep in outing.reps):
        return
    last = None
    for outing in outings:
        value = outing.values["output_at_heart_rate"]
        if not outing.why and not isnan(value) and outing.day != last:
            yield outing.day, value
            last = outing.day
