"""From loads and tests to a calibrated model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.calibration.chained import chained
from periodize.calibration.material import gather
from periodize.calibration.pair import PAIRS, pair
from periodize.calibration.posterior import DAYS
from periodize.calibration.task import Task
from periodize.calibration.traces import LONGEST, SHORTEST
from periodize.errors import UnknownNameError, UsageError
from periodize.response import CONVENTIONS, MODELS, RollingAverage, parameters
from periodize.response.priors import Priors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from periodize.calibration.performances import Performance
    from periodize.calibration.result import Calibration
    from periodize.history import History
    from periodize.response.base import Convention, ResponseModel

FEWEST = 10
"""Tests from which on they are heard about the response: below 8 to 10 any curve fits, and the published demand is
60 to 200 (Hellard et al. 2006; the review of Stephens Hemingway et al. 2021)."""

DRAWS = 4000
"""Draws from the posterior: our choice."""


def calibrate(
    history: History,
    performances: Sequence[Performance],
    model: str | type[ResponseModel] = "impulse-response",
    *,
    convention: Convention | None = None,
    past: float | None = None,
    priors: Priors | None = None,
    fixed: Mapping[str, float] | None = None,
    fewest: int = FEWEST,
    draws: int = DRAWS,
    rng: np.random.Generator | None = None,
) -> Calibration:
    r"""Calibrate a response model to one athlete, and tell how far it can be trusted.

    Parameters
    ----------
    history : one run, with `load` [AU a day]; nan where unknown, which is not rest.
    performances : tests and races of the same time, in any order.
    model : a name from `MODELS`, or a model class.
    convention : "inclusive" or "lagged"; None: the model's own, a clock's being inclusive, since daily loads know no
        hour.
    past : [AU a day, >= 0] mean daily load before the record, 0.0 for none; None: not known.
    priors : None: those of the literature, about the first test; see `Priors`.
    fixed : time constants that are given, "fitness_days" or "fatigue_days" [d]; the rolling average has both.
    fewest : tests from which on they are heard; with fewer, they tell the level, and the response is the priors'.
    draws : number of draws from the posterior.
    rng : of the draws; None: always the same.

    Returns
    -------
    Calibration
        read its `verdict` first.

    Raises
    ------
    MaterialError
        if loads or tests are missing, impossible or of no use.
    UsageError
        if the model does not exist, or an option is not possible.

    Notes
    -----
    The point is least squares by variable projection, tau1 >= 1.5 tau2, none of p0, k1, k2 negative; the draws are
    from the posterior. Where tests tell of their own error, they weigh by it. Where loads are not known, each draw
    goes with one of several ways in which they may have been, the likelier the better it agrees with the tests.

    References
    ----------
    .. [1] Kolossa et al. (2017), Int J Comput Sci Sport 16:117-129. doi:10.1515/ijcss-2017-0010
    .. [2] Marchal et al. (2025), Sci Rep 15. doi:10.1038/s41598-025-88153-7

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> from periodize.calibration import Performance, read_loads
    >>> table = "date,load\n" + "".join(f"{date(2027, 1, 1) + timedelta(k)},{k % 7 * 15}\n" for k in range(120))
    >>> tests = [Performance(date(2027, 2, 1) + timedelta(9 * k), 250.0 + 3 * k, "power") for k in range(6)]
    >>> found = calibrate(read_loads(table.encode(), source="loads.csv"), tests, past=0.0)
    >>> found.verdict[0].partition(";")[0]
    'Priors only: 6 tests are fewer than 10'
    """
    chance = np.random.default_rng(0) if rng is None else rng
    chosen = MODELS[model] if isinstance(model, str) else model
    if past is not None and not (past >= 0 and np.isfinite(past)):
        message = f"past(={past:g}) must be >= 0"
        raise UsageError(message)
    if draws < 1:
        message = f"draws(={draws}) must be >= 1"
        raise UsageError(message)
    material = gather(history, performances)
    task = Task(
        material,
        chosen,
        _convention(chosen, convention),
        past,
        priors or Priors.about(float(material.levels[0])),
        _fixed(chosen, fixed or {}),
        fewest,
        draws,
        chance,
    )
    return pair(task) if chosen in PAIRS else chained(task)


def _convention(model: type[ResponseModel], wanted: Convention | None) -> Convention:
    if wanted not in {None, *CONVENTIONS}:
        message = f"convention(={wanted}) must be one of {', '.join(CONVENTIONS)}"
        raise UsageError(message)
    own = model().convention if wanted is None else wanted
    return "inclusive" if own == "clock" else own


def _fixed(model: type[ResponseModel], wanted: Mapping[str, float]) -> dict[str, float]:
    own = {p.name: float(p.value) for p in parameters(model)}
    held = {name: own[name] for name in DAYS} | dict(wanted) if model is RollingAverage else dict(wanted)
    if held and model not in PAIRS:
        message = f"{model.name} takes no fixed time constants; impulse-response and rolling-average do"
        raise UsageError(message)
    for name, value in held.items():
        if name not in DAYS:
            raise UnknownNameError("time constant", name, DAYS)
        if not SHORTEST <= value <= LONGEST:
            message = f"{name}(={value:g}) must lie between {SHORTEST:g} and {LONGEST:g} d"
            raise UsageError(message)
    if len(held) == len(DAYS) and held["fitness_days"] <= held["fatigue_days"]:
        message = f"fitness_days(={held['fitness_days']:g}) must be > fatigue_days(={held['fatigue_days']:g})"
        raise UsageError(message)
    return held
