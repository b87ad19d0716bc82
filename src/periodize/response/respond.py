"""The response to a series of daily loads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from periodize.errors import UsageError
from periodize.history import History
from periodize.response.base import MODELS, FloatArray, Reading, ResponseModel, shift_form

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from periodize.response.base import Number

NO_DATE = date(2000, 1, 1)
"""First day of a response to loads that have no dates: our choice."""


class LoadError(UsageError):
    """Daily loads that no model can answer, and what to do about them."""


def respond(
    load: ArrayLike,
    *,
    start: date | None = None,
    model: str | ResponseModel = "rolling-average",
    fitness: Number | None = None,
    fatigue: Number | None = 0.0,
) -> History:
    """Return fitness, fatigue, form and performance day by day under daily loads.

    Parameters
    ----------
    load : [AU a day, (n_days,) or (n_runs, n_days), >= 0] a rest day is 0.0.
    start : the first day; None, for loads without dates: 2000-01-01.
    model : a name from `MODELS`, with its default parameters, or a model.
    fitness : [AU a day, >= 0] mean daily load of the long past; None: no training, or the model's own initial
        components where it has them, then of fatigue too unless a load is told.
    fatigue : [AU a day, >= 0] mean daily load of the last weeks, a seed of its own; None: the same as `fitness`.

    Returns
    -------
    History
        load, fitness, fatigue, form, performance, each (n_runs, n_days), at the close of each day; with the
        units that are not AU a day.

    Raises
    ------
    LoadError
        if a load is unknown (nan), negative or endless: unknown is not rest, so the caller decides.
    UnknownNameError
        if no model has that name.
    ParameterError
        if a seed is negative, or the runs of model and loads differ.

    Notes
    -----
    The day of a load is all that is known here, so "clock" counts it at its day's close. Form is yesterday's
    or the same instant's, as the model says; see `shift_form`.

    Examples
    --------
    >>> chart = respond([100.0, 0.0], fitness=50.0, fatigue=None)
    >>> chart.one("fitness").round(2).tolist(), chart.one("form").round(2).tolist()
    ([51.18, 49.97], [0.0, -5.48])
    """
    chosen = MODELS[model]() if isinstance(model, str) else model
    loads = _checked(load)
    runs = max(loads.shape[0], chosen.runs)
    if loads.shape[0] not in {1, runs}:
        message = f"loads of {loads.shape[0]} runs do not go with a model of {chosen.runs}"
        raise LoadError(message)
    loads = np.array(np.broadcast_to(loads, (runs, loads.shape[1])))
    if fitness is None and not np.any(fatigue):
        fatigue = None
    before, series = _sample(chosen, loads, fitness, fatigue)
    series["form"] = shift_form(chosen, before, series["form"])
    dates = np.datetime64(start or NO_DATE, "D") + np.arange(loads.shape[1])
    return History(dates, {"load": loads, **series}, chosen.units)


def _sample(
    model: ResponseModel, loads: FloatArray, fitness: Number | None, fatigue: Number | None
) -> tuple[Reading, dict[str, FloatArray]]:
    """Drive a model through the days, by its convention, and sample at each day's close."""
    state = model.initial(loads.shape[0], fitness=fitness, fatigue=fatigue)
    before = model.read(state)
    series = {name: np.empty_like(loads) for name in Reading._fields}
    lagged = model.convention == "lagged"
    for n in range(loads.shape[1]):
        state = model.step(state, 0.0 if lagged else loads[:, n], 1.0)
        for name, value in zip(Reading._fields, model.read(state), strict=True):
            series[name][:, n] = value
        if lagged:
            state = model.step(state, loads[:, n], 0.0)
    return before, series


def _checked(load: ArrayLike) -> FloatArray:
    loads = np.atleast_2d(np.asarray(load, dtype=np.float64))
    if loads.ndim != 2:
        message = f"loads have shape {loads.shape}, need (n_days,) or (n_runs, n_days)"
        raise LoadError(message)
    unknown, negative, endless = (int(mask.sum()) for mask in (np.isnan(loads), loads < 0, np.isinf(loads)))
    if unknown:
        message = (
            f"{unknown} of {loads.size} loads are unknown (nan): decide what they were, 0.0 for rest or an estimate"
        )
        raise LoadError(message)
    if negative or endless:
        message = f"load(={loads[(loads < 0) | np.isinf(loads)][0]:g}) must be >= 0 and finite"
        raise LoadError(message)
    return loads
