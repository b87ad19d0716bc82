"""Loads and tests made ready for a calibration, and every reason why they are not."""

from __future__ import annotations

from collections import Counter
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from periodize.calibration.performances import Performance, Scale, ScaleError
from periodize.errors import PeriodizeError, Problem, Severity, has_errors
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from periodize.history import History
    from periodize.response.base import FloatArray

FEW = 2
"""Fewest tests that anything can be said with: a level and a change."""

BLIND = 0.5
"""Share of a test's fitness, counted with `INFLUENCE_DAYS`, that may come from days of unknown load: our choice."""

INFLUENCE_DAYS = 42.0
"""[d] time constant by which days count for a test: that of the charts, our choice."""

NEAR = 14
"""[d] Known days so near on either side tell what an unknown one may have been: our choice, two weeks."""


class MaterialError(PeriodizeError):
    """Loads and tests that nothing can be calibrated with; holds the problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(p.message for p in problems if p.severity is Severity.ERROR))


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """Loads and tests of one athlete.

    Parameters
    ----------
    first : day of the first load.
    loads : [AU a day, (n_days,), >= 0] nan where unknown.
    tests : in order of their days, those that count.
    days : (n_tests,) their indices in `loads`.
    y, sd : [unit of the scale, (n_tests,)] the tests on one scale; sd 0.0 where not known, of weak ones as they count.
    members : (n_events, n_tests) 1.0 where a test belongs to an event.
    problems : warnings about what was left out.
    """

    first: date
    loads: FloatArray
    tests: tuple[Performance, ...]
    scale: Scale
    days: NDArray[np.intp]
    y: FloatArray
    sd: FloatArray
    members: FloatArray
    problems: tuple[Problem, ...]

    @property
    def levels(self) -> FloatArray:
        """[unit, (n_events,)] first test of each event."""
        return np.array([self.scale.level(event) for event in self.scale.events])

    @property
    def weak(self) -> NDArray[np.bool_]:
        """(n_tests,) whether each test is a weak one."""
        return np.array([test.weak for test in self.tests])

    @property
    def unknown(self) -> int:
        """Number of days of unknown load."""
        return int(np.isnan(self.loads).sum())


def gather(history: History, tests: Sequence[Performance]) -> Material:
    """Return loads and tests ready for a calibration.

    Parameters
    ----------
    history : one run, with `load` [AU a day]; nan where unknown, which is not rest.
    tests : in any order.

    Raises
    ------
    MaterialError
        if there is an error among the problems: loads or tests that are missing, impossible or of no use.
    """
    loads = history.one("load") if history.n_days else np.empty(0)
    problems = [*_load_problems(history, loads), *_test_problems(tests)]
    if has_errors(problems):
        raise MaterialError(problems)
    ordered = sorted(tests, key=lambda t: t.day)
    kept, left_out = _seen(history, loads, ordered)
    problems += left_out
    if (usable := sum(not t.weak for t in kept)) < FEW:
        why = "one" if usable else "none"
        of = sum(not t.weak for t in tests)
        problems.append(
            _error("C103", f"{why} of {of} tests can be used", "tests need loads before them, from the same time")
        )
        raise MaterialError(problems)
    scale = Scale.of(kept)
    spreads = np.array([scale.spread(t) for t in kept])
    return Material(
        history.start,
        loads,
        tuple(kept),
        scale,
        np.array([history.index(t.day) for t in kept]),
        np.array([scale.index(t) for t in kept]),
        held_back(spreads, np.array([t.weak for t in kept])),
        np.array([[float(t.event == event) for t in kept] for event in scale.events]),
        tuple(problems),
    )


def _error(code: str, message: str, help_: str) -> Problem:
    return Problem(code, message, help=help_)


def _load_problems(history: History, loads: FloatArray) -> list[Problem]:
    known = loads[~np.isnan(loads)]
    if not known.size:
        return [_error("C106", "no daily load is known", "loads [AU a day], 0 for a day of rest, nan for unknown")]
    wrong = (loads < 0) | np.isinf(loads)
    if wrong.any():
        place = int(np.nonzero(wrong)[0][0])
        message = f"load(={loads[place]:g}) on {history.day(place)} must be >= 0 and finite"
        return [_error("C107", message, "correct it, or leave it out: unknown is not rest")]
    if not known.any():
        return [_error("C108", f"all {known.size} known loads are 0", "without training there is no response to find")]
    return []


def _test_problems(tests: Sequence[Performance]) -> list[Problem]:
    if (real := sum(not test.weak for test in tests)) < FEW:
        message = "one test only" if real else "no tests"
        help_ = (
            "a calibration needs two tests at least, and says little below ten: write them in tests.csv beside the"
            " plan, date,value,event and a line each, 2026-05-10,19:37,5km run; or name a table, --performances CSV"
        )
        return [_error("C101", message, help_)]
    found = []
    for test in tests:
        if not isfinite(test.value):
            found.append(
                _error("C102", f"{test.event} on {test.day}: value(={test.value}) is not a number", "leave it out")
            )
        if test.sd is not None and not (isfinite(test.sd) and test.sd > 0):
            found.append(
                _error("C102", f"{test.event} on {test.day}: sd(={test.sd:g}) must be > 0", "leave it out if not known")
            )
    for (day, event), times in Counter((t.day, t.event) for t in tests).items():
        if times > 1:
            found.append(_error("C104", f"{event} stands {times} times on {day}", "keep one, the better or their mean"))
    if not found:
        try:
            Scale.of(tests)
        except ScaleError as error:
            found.append(_error("C105", str(error), "name events that differ differently"))
    return found


def _seen(history: History, loads: FloatArray, tests: Sequence[Performance]) -> tuple[list[Performance], list[Problem]]:
    """Return the tests that the loads speak of, and a warning for each that was left out."""
    kept, problems = [], []
    for test in tests:
        why = None
        if test.day < history.start:
            why = f"lies before the first load, {history.start}"
        elif test.day > history.end:
            why = f"lies after the last load, {history.end}"
        elif (share := blind_share(loads[: history.index(test.day) + 1])) > BLIND:
            why = f"has {share:.0%} of its training unknown"
        if why is None:
            kept.append(test)
        else:
            message = f"{test.event} on {test.day} {why}; it is left out"
            problems.append(Problem("C109", message, severity=Severity.WARNING))
    return kept, problems


def held_back(sd: FloatArray, weak: NDArray[np.bool_]) -> FloatArray:
    """Return the errors of tests, those of weak ones the larger the more of them there are.

    Parameters
    ----------
    sd : [unit, (n_tests,)] of each measurement.
    weak : (n_tests,) which are weak; their errors are at least the scatter of a test.

    Notes
    -----
    Where there are m weak tests and n others, their variances are m / n times as large if m > n: our choice. They then
    outweigh the others only where those scatter more than one weak test errs. What the times of one session have in
    common, as a new sensor or a hot summer, does not cancel out by their number.
    """
    many = weak.sum() / max((~weak).sum(), 1)
    found: FloatArray = np.where(weak, sd * np.sqrt(max(many, 1.0)), sd)
    return found


def blind_share(loads: FloatArray) -> float:
    """Return how much of what a test on the last day rests on is unknown, 0 to 1; late days count more."""
    weight = np.exp(-np.arange(len(loads))[::-1] / INFLUENCE_DAYS)
    return float(weight[np.isnan(loads)].sum() / weight.sum())


# ---- what is not known


def filled(loads: FloatArray) -> FloatArray:
    """Return loads with each unknown day at the mean of the known days near it."""
    found = loads.copy()
    for day in np.nonzero(np.isnan(loads))[0].tolist():
        found[day] = _near(loads, day).mean()
    return found


def imagined(loads: FloatArray, n: int, rng: np.random.Generator) -> FloatArray:
    """Return n copies of the loads, (n, n_days), with each unknown day drawn from the known days near it."""
    found = np.tile(loads, (n, 1))
    for day in np.nonzero(np.isnan(loads))[0].tolist():
        found[:, day] = rng.choice(_near(loads, day), n)
    return found


def _near(loads: FloatArray, day: int) -> FloatArray:
    near = loads[max(0, day - NEAR) : day + NEAR + 1]
    known = near[~np.isnan(near)]
    return known if known.size else loads[~np.isnan(loads)]
