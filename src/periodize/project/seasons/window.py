"""The form in which an athlete is at his best: of his own tests where they tell it, else the coaches' convention."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from periodize.report.views.forecast import End, FormWindow
from periodize.units import count

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from periodize.calibration import Calibration
    from periodize.project.seasons.calibrating import Calibrated

    Floats = NDArray[np.float64]

FRESH = (0.05, 0.35)
"""[share of fitness] Form in which athletes are called fresh: our choice, after the coaches' convention of a form of 5
to 25 at a fitness of about 70 (grade D)."""

ENOUGH = 9
"""Tests of one event that may tell a range, so that their best third is three; one more for each further event, whose
level has to be found too: our choice."""

SEEDED = 42
"""[d] of loads before a test, so that its form does not rest on what was assumed before them: our choice."""

FORTNIGHT = 14
"""[d] before a test on which no load may be unknown: they decide its form. Our choice."""

MIDDLE = (0.1, 0.9)
"""Quantiles of the form on the best days that make the range, so that no single fluke does: our choice."""

NARROWEST = 0.1
"""[share of fitness] Least width of a range, half of what an hour at threshold moves the form at a fitness of about
60: our choice."""

BEYOND = 2
"""Tests beyond an end of the range, not among the best, by which the end is known: our choice. Who was never tested
more rested does not know whether that would have been better."""

BLIND = 0.2
"""Share of thirds taken blindly that may lie as close together in form as the best third: our choice. So often is a
range told of an athlete whose days have nothing to do with form."""

SHUFFLES = 4000
"""Thirds that are taken blindly: our choice."""


class OwnTests(NamedTuple):
    """Tests whose form is known, (n,) each but `members`.

    y : [unit of the calibration] what was measured. members : (n_events, n) 1.0 where a test belongs to an event.
    years : since the first load. fitness : [AU a day] and form [share of fitness] of that morning.
    """

    y: Floats
    members: Floats
    years: Floats
    fitness: Floats
    form: Floats


def window_of(model: str | Calibrated | None) -> FormWindow:
    """Return the range of form in which the athlete of a question is called in form, and what tells it.

    Parameters
    ----------
    model : of the question; with the athlete's own, his tests are asked.
    """
    if model is None or isinstance(model, str):
        return FormWindow(*FRESH)
    tests = known_form(model.calibration)
    n, needed = len(tests.y), ENOUGH + max(len(tests.members), 1) - 1
    if n < needed:
        why = f"{count(needed, 'test')} with known loads would tell your own, and there {'is' if n == 1 else 'are'} {n}"
        return FormWindow(*FRESH, tests=n, why=why)
    best = best_third(tests)
    if blind_share(tests.form, best) > BLIND:
        why = f"the best {len(best)} of your {n} tests came at all kinds of form, and tell no range of your own"
        return FormWindow(*FRESH, tests=n, why=why)
    low, high = range_of(tests.form[best])
    unseen = _unseen(tests.form, best, low, high)
    if len(unseen) == 2:
        why = f"your {n} tests came at much the same form, and tell no range of your own"
        return FormWindow(*FRESH, tests=n, why=why)
    return FormWindow(
        low=min(low, FRESH[0]) if "low" in unseen else low,
        high=max(high, FRESH[1]) if "high" in unseen else high,
        basis="own tests",
        tests=n,
        best=len(best),
        unseen=unseen,
    )


def known_form(found: Calibration) -> OwnTests:
    """Return the tests of a calibration whose form is known: that of the start lines of a simulation.

    Notes
    -----
    Form is that of the morning by the rolling averages of 42 and 7 days, whatever the calibrated model. A test counts
    with six weeks of loads before it and none unknown in the last fortnight, and with another of its event, which it
    can be held against.
    """
    import numpy as np

    from periodize.response import RollingAverage, respond

    material, pasts = found.material, found.pasts
    known = ~np.isnan(material.loads)
    counted = [day >= SEEDED and bool(known[day - FORTNIGHT : day].all()) for day in material.days.tolist()]
    members = material.members * np.array(counted)
    members = members[members.sum(axis=1) > 1]
    chosen = np.flatnonzero(members.sum(axis=0))
    mornings = material.days[chosen] - 1  # the state at the close of the day before
    averages = respond(pasts.loads, model=RollingAverage(), fitness=pasts.before, fatigue=pasts.before).series
    fitness, fatigue = averages["fitness"][:, mornings], averages["fatigue"][:, mornings]
    # 0 where there is no fitness, as in a simulation
    form = np.where(fitness > 0, 1 - fatigue / np.where(fitness > 0, fitness, 1.0), 0.0)
    shares = np.bincount(pasts.which, minlength=len(pasts.before)) / len(pasts.which)
    return OwnTests(
        y=material.y[chosen],
        members=members[:, chosen],
        years=material.days[chosen] / 365.25,
        fitness=shares @ fitness,
        form=shares @ form,
    )


def best_third(tests: OwnTests) -> NDArray[np.intp]:
    """Return the third of the tests that lie furthest above what was to be expected, the best first.

    Notes
    -----
    Expected is what a line through the fitness of the day and through time says, with a level for each event: who gets
    fitter over the weeks or better over the years has not been in form all the while. The line is of the tests
    themselves, because gains of a calibration are seldom known well enough to take fitness out, and then the best days
    would be those of high or of low fitness. Residuals are studentised, since a line follows the tests at its ends.
    """
    import numpy as np

    design = np.vstack([tests.members, tests.fitness - tests.fitness.mean(), tests.years - tests.years.mean()]).T
    hat = design @ np.linalg.pinv(design)
    left = np.maximum(1 - np.diag(hat), 1e-9)
    above = (tests.y - hat @ tests.y) / np.sqrt(left)
    return np.argsort(-above, kind="stable")[: len(above) // 3]


def blind_share(form: Floats, best: NDArray[np.intp]) -> float:
    """Return how many of the thirds taken blindly lie as close together in form as the best, by their ranks."""
    import numpy as np

    ranks = form.argsort(kind="stable").argsort(kind="stable").astype(np.float64)
    shuffled = np.random.default_rng(0).permuted(np.tile(ranks, (SHUFFLES, 1)), axis=1)
    # rounding may tell equal spreads apart
    return float((shuffled[:, : len(best)].std(axis=1) <= ranks[best].std() + 1e-9).mean())


def range_of(form: Floats) -> tuple[float, float]:
    """Return the range of the form on the best days."""
    import numpy as np

    low, high = (float(x) for x in np.quantile(form, MIDDLE))
    lacking = max(NARROWEST - (high - low), 0.0) / 2
    return low - lacking, high + lacking


def _unseen(form: Floats, best: NDArray[np.intp], low: float, high: float) -> tuple[End, ...]:
    """Return the ends of a range beyond which hardly a test was taken."""
    import numpy as np

    others = np.delete(form, best)
    beyond: dict[End, int] = {"low": int((others < low).sum()), "high": int((others > high).sum())}
    return tuple(end for end, tests in beyond.items() if tests < BEYOND)
