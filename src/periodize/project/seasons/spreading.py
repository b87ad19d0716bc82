"""What differs between athletes, for models whose parameters are others'."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from periodize.response import ResponseModel

LONG_AGO = date(1970, 1, 1)
"""Day of the weather from which parameters are drawn: no season's own."""


def spread(model: ResponseModel, *, runs: int, seed: int) -> tuple[ResponseModel, list[str]]:
    """Return a model whose time constants and gains differ from run to run as the literature's athletes do.

    Parameters
    ----------
    model : with scalar parameters.
    runs, seed : of the ensemble.

    Returns
    -------
    The model with (runs,) arrays where it has a `fitness_days`, `fatigue_days`, `fitness_gain` or `fatigue_gain`
    above 0, about the values that it has, and what to say of it. Fatigue always passes faster than fitness.

    Notes
    -----
    Standard deviations of the logarithms as in the priors of a calibration (`periodize.calibration.Priors`).
    """
    import numpy as np

    from periodize.response import parameters
    from periodize.response.priors import Priors
    from periodize.simulation import normal_over_runs

    priors = Priors()
    widths = {
        "fitness_days": priors.fitness_days.sd,
        "fatigue_days": priors.fatigue_days.sd,
        "fitness_gain": priors.fitness_gain.sd,
        "fatigue_gain": priors.gain_ratio.sd,
    }
    own = {p.name: p for p in parameters(model) if p.name in widths and np.ndim(p.value) == 0 and p.value > 0}
    if not own:
        return model, []

    logs = {name: widths[name] * normal_over_runs(seed, runs, name, LONG_AGO) for name in own}
    if {"fitness_gain", "fatigue_gain"} <= own.keys():
        logs["fatigue_gain"] = logs["fatigue_gain"] + logs["fitness_gain"]
    values = {name: np.clip(p.value * np.exp(logs[name]), p.bounds[0], p.bounds[1]) for name, p in own.items()}
    if {"fitness_days", "fatigue_days"} <= own.keys():
        values["fatigue_days"] = np.minimum(values["fatigue_days"], 0.9 * values["fitness_days"])
    note = "time constants and gains differ from run to run as among the athletes of the literature"
    return replace(model, **values), [note]  # type: ignore[arg-type]
