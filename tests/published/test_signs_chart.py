"""The chart of the ratings: its published limits, and how often it is wrong on simulated and on real people."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from tests.where import DATA

from periodize.flags import Sign, wellness_chart
from periodize.flags.chart import chart, ewma, half_width
from periodize.flags.findings import spells
from periodize.formats import ingest
from periodize.history import History
from periodize.project.checks.morning_series import known_mornings, morning_series

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

PEOPLE = DATA / "histories" / "pmdata"

LAST = date(2100, 1, 1)

correlations = pytest.mark.parametrize(
    ("phi", "limit", "delay"), [(0.0, 0.89365, 9), (0.3, 1.151735, 12), (0.5, 1.390277, 18)]
)


def people(phi: float, number: int, days: int, *, seed: int) -> NDArray[np.float64]:
    """Ratings of people whose days depend on their yesterday, of variance 1: (number, days)."""
    noise = np.random.default_rng(seed).standard_normal((number, days))
    values = noise.copy()
    for day in range(1, days):
        values[:, day] = phi * values[:, day - 1] + np.sqrt(1 - phi**2) * noise[:, day]
    return values


@correlations
def test_limits_widen_with_the_correlation(phi: float, limit: float, delay: int) -> None:
    """In standard deviations of the daily values, of a baseline of 60 days (warning signs, section 5)."""
    assert limit == pytest.approx(float(half_width(phi)), abs=1e-5)


def test_running_mean_goes_by_the_days_that_passed() -> None:
    assert ewma(np.array([10.0, 12.0, np.nan, 14.0]))[-1] == pytest.approx(11.696)


@correlations
def test_healthy_people_fire_on_few_days(phi: float, limit: float, delay: int) -> None:
    found = chart(people(phi, 200, 500, seed=1))
    judged = ~np.isnan(found.lower)

    assert (found.running < found.lower)[judged].mean() <= 0.012


@correlations
def test_a_drop_of_one_standard_deviation_is_seen_within_days(phi: float, limit: float, delay: int) -> None:
    values = people(phi, 2000, 180, seed=2)
    values[:, 100:] -= 1.0
    found = chart(values)
    low = (found.running < found.lower)[:, 100:]
    days = np.where(low.any(axis=1), low.argmax(axis=1) + 1, 1000)

    assert np.median(days) <= delay


def diary(folder: Path) -> History:
    mornings = known_mornings(ingest([folder / "wellness.csv"], zone=ZoneInfo("UTC")).mornings, until=LAST)
    first = mornings[0].day
    days = (mornings[-1].day - first).days + 1
    ratings = morning_series(mornings, first=first, days=days)["wellness"]
    return History(np.datetime64(first) + np.arange(days), {"wellness": ratings[None]})


@pytest.mark.skipif(not PEOPLE.exists(), reason="PMData is not here")
def test_wellness_fires_on_few_days_of_eight_real_diaries() -> None:
    judged, days, up = 0, 0, 0
    for folder in sorted(PEOPLE.iterdir()):
        history = diary(folder)
        signs = [item for item in wellness_chart(history) if isinstance(item, Sign)]
        judged += int((~np.isnan(chart(history.one("wellness")).lower)).sum())
        days += len(signs)
        up += len(list(spells(signs)))

    assert (judged, days, up) == (691, 18, 7)
