"""The categories of Frandsen et al. 2025, and seven years of a runner who likes long races."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, datetime

import numpy as np
import pytest
from tests.where import DATA

from periodize.flags import Sign, session_spike
from periodize.history import History

RUNNER = DATA / "histories" / "garmin-csv-1131-runs" / "Activities.csv"


def record(start: date, longest: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> History:
    return History(np.datetime64(start) + np.arange(len(longest)), {"longest_run": longest[None]})


def spikes(history: History) -> list[Sign]:
    return [item for item in session_spike(history) if isinstance(item, Sign)]


@pytest.mark.parametrize(
    ("distance", "rate"),
    [
        (11_000, None),
        (11_001, "1.64 (1.31–2.05)"),
        (13_000, "1.64 (1.31–2.05)"),
        (13_001, "1.52 (1.16–2.00)"),
        (20_000, "1.52 (1.16–2.00)"),
        (20_001, "2.28 (1.50–3.48)"),
    ],
)
def test_spike_has_the_rate_ratio_of_its_category(distance: float, rate: str | None) -> None:
    """doi 10.1136/bjsports-2024-109380: more than 10 to 30, 30 to 100, more than 100 %."""
    seen = spikes(record(date(2024, 1, 1), np.array([10_000.0] * 10 + [distance])))

    assert (rate is None) == (not seen)
    assert rate is None or rate in seen[0].message


@pytest.mark.skipif(not RUNNER.exists(), reason="the runner's record is not here")
def test_spikes_in_seven_years_of_a_runner() -> None:
    with RUNNER.open(encoding="utf-8-sig") as file:
        runs = [
            (
                datetime.fromisoformat(row["Date"]).date(),
                1000 * float(row["Distance"].replace(".", "").replace(",", ".")),
            )
            for row in csv.DictReader(file)
        ]
    first, last = min(runs)[0], max(runs)[0]
    longest = np.full((last - first).days + 1, np.nan)
    for day, distance in runs:
        column = (day - first).days
        longest[column] = np.fmax(longest[column], distance)
    seen = spikes(record(first, longest))
    category = Counter("to 30 %" if s.seen <= 1.3 else "to 100 %" if s.seen <= 2 else "beyond" for s in seen)

    assert (len(runs), int((longest > 0).sum())) == (1131, 1069)
    assert category == {"to 30 %": 29, "to 100 %": 32, "beyond": 12}
    assert max(seen, key=lambda sign: sign.seen).day == date(2025, 6, 14)
