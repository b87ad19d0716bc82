"""The control chart: its running mean, its limits, and how often both are wrong."""

from __future__ import annotations

import numpy as np
import pytest

from periodize.flags.chart import autocorrelation, chart, ewma
from periodize.flags.windows import usual

NAN = float("nan")


def test_ewma_is_the_plain_recursion_when_nothing_is_missing() -> None:
    values = np.random.default_rng(1).normal(size=50)
    held = values[0]
    for value in values[1:]:
        held = 0.8 * held + 0.2 * value

    assert held == pytest.approx(ewma(values)[-1], rel=1e-12)


def test_ewma_begins_at_the_first_known_value() -> None:
    np.testing.assert_array_equal(ewma(np.array([NAN, NAN, 7.0, NAN])), [NAN, NAN, 7.0, 7.0])


def test_ewma_works_along_the_last_axis() -> None:
    values = np.random.default_rng(2).normal(size=(3, 2, 30))
    values[values > 1] = NAN

    np.testing.assert_allclose(ewma(values)[2, 1], ewma(values[2, 1]))


def test_autocorrelation_is_near_the_truth_on_average() -> None:
    noise = np.random.default_rng(3).normal(size=(400, 60))
    days = noise.copy()
    for k in range(1, 60):
        days[:, k] = 0.5 * days[:, k - 1] + noise[:, k]

    assert autocorrelation(days, days.mean(axis=-1)).mean() == pytest.approx(0.5, abs=0.02)


def test_autocorrelation_does_not_go_below_nothing() -> None:
    days = np.array([[1.0, -1.0] * 30])

    assert autocorrelation(days, days.mean(axis=-1))[0] == 0


def test_usual_looks_at_sixty_days_that_end_two_weeks_ago() -> None:
    values = np.arange(100.0)

    assert usual(values).mean[99] == values[26:86].mean()
    assert usual(values).sd[99] == pytest.approx(values[26:86].std(ddof=1))


@pytest.mark.parametrize(("known", "judged"), [(35, False), (36, True)])
def test_chart_needs_36_of_60_days(known: int, judged: bool) -> None:
    values = np.full(74, NAN)
    values[:known] = np.arange(known) % 3
    values[-1] = 1.0

    assert judged == bool(np.isfinite(chart(values).lower[-1]))
