"""What one session more does to race day, by any response model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.views.performance import Influence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from periodize.response import ResponseModel

    Floats = NDArray[np.float64]

DAYS = 84
"""[d] before race day: our choice, twelve weeks."""

LOAD = 100.0
"""[AU] of the session: an hour at threshold."""

EVEN = 60.0
"""[AU a day] of the training around it: our choice."""


def influence_of(model: ResponseModel) -> Influence:
    """Return what a session of 100 AU more does to race day, by the days between them.

    Parameters
    ----------
    model : of one athlete. What its fitness and fatigue are not in the unit of performance, form is told instead.

    Notes
    -----
    The season is played once without the session and once with it on each of the days, so that any model can be
    asked; for the linear ones this is the influence curve of Fitz-Clarke, Morton & Banister (1991), J Appl Physiol
    71:1151-8. Race day is read before its own session.
    """
    import numpy as np

    fitness, fatigue, form, performance = _effects(model, LOAD, EVEN)
    measure, effect = ("performance", performance) if "fitness" in model.units else ("form", form)
    adds_up = bool(np.allclose(fitness - fatigue, effect))
    lost = np.flatnonzero(effect < 0)
    best = int(effect.argmax())
    _, _, half_form, half = _effects(model, LOAD / 2, EVEN / 2)
    return Influence(
        model=model.name,
        whose=model.whose,
        evidence=model.evidence,
        measure=measure,
        unit=model.units[measure] if measure == "performance" else "AU a day",
        load=LOAD,
        even=EVEN,
        days=tuple(range(1, DAYS + 1)),
        fitness=tuple(fitness.tolist()) if adds_up else (),
        fatigue=tuple(fatigue.tolist()) if adds_up else (),
        effect=tuple(effect.tolist()),
        lost=None if len(lost) == DAYS else int(lost[-1]) + 1 if lost.size else 0,
        best=best + 1 if effect[best] > 0 else None,
        linear=bool(np.allclose(effect, 2 * (half if measure == "performance" else half_form))),
    )


def _effects(model: ResponseModel, load: float, even: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Return what is changed in fitness, fatigue, form and performance of race day, (DAYS,) each."""
    import numpy as np

    from periodize.response import respond

    loads = np.full((DAYS + 1, DAYS + 1), even)
    before = np.arange(1, DAYS + 1)
    loads[before, DAYS - before] += load  # the first run goes without
    series = respond(loads, model=model, fitness=even, fatigue=None).series
    # where form is that of the evening before, so are its parts
    part = -2 if model.form_of == "yesterday" and model.convention != "lagged" else -1
    fitness, fatigue = (series[name][1:, part] - series[name][0, part] for name in ("fitness", "fatigue"))
    form, performance = (series[name][1:, -1] - series[name][0, -1] for name in ("form", "performance"))
    return fitness, fatigue, form, performance
