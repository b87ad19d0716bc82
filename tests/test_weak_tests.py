"""Sessions of a record that were done again and again, as weak tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from math import exp, log, nan, sqrt
from statistics import stdev
from typing import TYPE_CHECKING, Any

import pytest

from periodize.activity import Record
from periodize.project.checks import benchmarks as gathering
from periodize.project.checks.weak_tests import weak_tests
from periodize.project.records.keeping import Kept
from periodize.report.views.benchmark import BenchmarkView
from tests.charts.seasons import TODAY, followed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.calibration import Performance

SPEEDS = (4.0, 4.2, 3.9, 4.3, 4.1)


def session(speeds: Sequence[float] = SPEEDS, **changed: Any) -> BenchmarkView:
    """Five minutes, done once a week with these speeds at one heart rate."""
    (one,) = followed().benchmarks
    first = one.outings[0]
    outings = tuple(
        replace(
            first, id=f"run-{k}", day=TODAY + timedelta(days=7 * k), values={"output_at_heart_rate": speed}, **changed
        )
        for k, speed in enumerate(speeds)
    )
    return BenchmarkView((replace(one, outings=outings),), "", None, None, 5, 0, (), ())


def told(view: BenchmarkView, monkeypatch: pytest.MonkeyPatch) -> tuple[Performance, ...]:
    monkeypatch.setattr(gathering, "benchmarks", lambda *_, **__: view)
    return weak_tests(None, Kept(Record()), today=TODAY)


def test_each_comparable_time_is_a_test_of_its_session(monkeypatch: pytest.MonkeyPatch) -> None:
    tests = told(session(), monkeypatch)

    assert list(SPEEDS) == [test.value for test in tests]
    assert {("5min @ T, run", "speed", True)} == {(test.event, test.kind, test.weak) for test in tests}


def test_error_is_that_of_the_changes_from_one_time_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = [log(after / before) for before, after in pairwise(SPEEDS)]
    first = told(session(), monkeypatch)[0]

    assert stdev(changes) / sqrt(2) * 4.0 == pytest.approx(first.sd)


def test_error_is_never_smaller_than_that_of_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    first = told(session([4 * exp(0.001 * k) for k in range(5)]), monkeypatch)[0]

    assert 4.0 * 3 / 260 == pytest.approx(first.sd)  # the scatter in the priors


def test_session_with_power_is_told_in_watts(monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = followed().benchmarks
    powered = session([210.0, 214.0, 208.0, 216.0], reps=(replace(one.outings[0].reps[0], power=210.0),))
    ridden = replace(powered, benchmarks=(replace(powered.benchmarks[0], sport="bike"),))

    assert {"power"} == {test.kind for test in told(ridden, monkeypatch)}


def test_run_with_power_is_told_by_its_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = followed().benchmarks
    powered = session(reps=(replace(one.outings[0].reps[0], power=210.0),))

    assert {"speed"} == {test.kind for test in told(powered, monkeypatch)}


@pytest.mark.parametrize(
    "changed",
    [
        {"why": ("6 degrees warmer than usual",)},
        {"speeds": (4.0, nan, 4.1, 4.2)},
        {"speeds": (4.0, 4.1, 4.2)},
        {"reps": (replace(followed().benchmarks[0].outings[0].reps[0], duration=90.0),)},
    ],
    ids=["not comparable", "not known", "too few", "before heart rate has come up"],
)
def test_session_that_tells_too_little_is_no_test(changed: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert () == told(session(**changed), monkeypatch)


def test_of_two_times_on_a_day_the_first_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    view = session()
    (one,) = view.benchmarks
    twice = (*one.outings, replace(one.outings[-1], id="again", values={"output_at_heart_rate": 5.0}))
    tests = told(replace(view, benchmarks=(replace(one, outings=twice),)), monkeypatch)

    assert list(SPEEDS) == [test.value for test in tests]
