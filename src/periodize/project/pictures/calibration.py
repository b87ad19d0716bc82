"""A calibrated model over the days of its tests."""

from __future__ import annotations

from datetime import timedelta
from math import isnan
from typing import TYPE_CHECKING

from periodize.project.pictures.yardstick import Yardstick
from periodize.report.views.performance import CalibrationView, DayLevel
from periodize.report.views.values import Band

if TYPE_CHECKING:
    from datetime import date

    from periodize.calibration import Calibration

DRAWS = 400
"""Draws of the posterior behind a range: our choice."""

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles of a band."""


def calibration_view(found: Calibration) -> CalibrationView:
    """Return a calibration as pictures show it."""
    material = found.material
    axis = Yardstick(found, material.scale.events[0])
    said = performances(found)
    days = sorted(said)
    medians = {day: band.p50 for day, band in said.items()}
    return CalibrationView(
        model=found.model.name,
        measure=axis.measure,
        unit=found.unit,
        days=tuple(DayLevel(day, True, axis.band(said[day])) for day in days),
        loads=tuple(None if isnan(load) else load for load in material.loads.tolist()),
        tests=tuple(axis.point(test, medians[test.day]) for test in found.tests),
        verdict=found.verdict,
        priors_only=found.priors_only,
    )


def performances(found: Calibration) -> dict[date, Band]:
    """Return the posterior of the performance [unit of the calibration] of each day that was recorded."""
    import numpy as np

    series = found.forecast(runs=DRAWS).series["performance"]
    ends = np.quantile(series, SHARES, axis=0)
    return {found.material.first + timedelta(days=k): Band(*ends[:, k].tolist()) for k in range(series.shape[1])}
