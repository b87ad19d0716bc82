"""What a verdict on plans does not know: a model without a ceiling prefers more load, whatever that risks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from periodize.errors import Severity
from periodize.project.seasons.scenario import edge_of, struck
from periodize.report.views.values import Band, value_of

if TYPE_CHECKING:
    from periodize.project.seasons.scenario import Prepared
    from periodize.report.views.values import Edge
    from periodize.response import ResponseModel
    from periodize.simulation.ensemble import Ensemble

MORE: Final = 1.02
"""Load of a plan, as a multiple of another one's, from which it is called more: our choice."""

EVEN, OFTEN, DAYS = 50.0, 4.0, 200
"""[AU a day] Even training, how many times over, and for how many days, to see whether a model has a ceiling."""


class Risked(NamedTuple):
    """What a plan risks.

    name : of it. load : of the season [AU], the median. injured : share of the runs, None for a single one.
    edge : how many go over it, likewise. warnings : codes of what plan lint says.
    """

    name: str
    load: float
    injured: float | None
    edge: Edge | None
    warnings: tuple[str, ...]


def risked(name: str, one: Prepared, found: Ensemble) -> Risked:
    """Return what a season that was played risks."""
    load = value_of(found.totals["load"])
    return Risked(
        name,
        (load.p50 if isinstance(load, Band) else load) or 0.0,
        struck(one, found, "injured") if found.runs > 1 else None,
        edge_of(one, found),
        warned(one),
    )


def warned(one: Prepared) -> tuple[str, ...]:
    """Return the codes of a plan's warnings, in order."""
    return tuple(sorted(problem.code for problem in one.planned.problems if problem.severity is Severity.WARNING))


def more_load(preferred: Risked, other: Risked, model: ResponseModel) -> str:
    """Return what stands against a plan that is preferred and trains more; "" where it does not train more.

    Of what it risks that which the other plan risks less.

    Parameters
    ----------
    preferred, other : the plan of the verdict, and the one that it is held against.
    model : of a single run.
    """
    if not preferred.load > MORE * other.load:
        return ""
    name, against = preferred.name, other.name
    known = "the model has no ceiling: in it more is always better" if no_ceiling(model) else "the model knows no harm"
    more = f" by {preferred.load / other.load - 1:.0%}" if other.load else ""
    shares = {"injured at some time": (preferred.injured, other.injured)}
    if preferred.edge and other.edge:
        shares["over the edge"] = preferred.edge.ever, other.edge.ever
    risks = [
        f"{what} {_share(ours)} of the runs ({against}: {_share(theirs)})"
        for what, (ours, theirs) in shares.items()
        if ours is not None and theirs is not None and ours > theirs and _share(ours) != _share(theirs)
    ]
    further = [code for code in preferred.warnings if code not in other.warnings]
    risks += [f"`validate` warns of {', '.join(dict.fromkeys(further))} besides"] if further else []
    told = f" What {name} risks: {', '.join(risks)}." if risks else ""
    return f"{name} trains more than {against}{more}, and {known}.{told}"


def no_ceiling(model: ResponseModel) -> bool:
    """Whether four times the training brings at least four times the performance; of a model of a single run."""
    import numpy as np

    from periodize.response import respond

    none, once, often = (
        respond(np.full(DAYS, load), model=model, fitness=0.0, fatigue=None).one("performance")[-1]
        for load in (0.0, EVEN, OFTEN * EVEN)
    )
    return bool(once > none and often - none >= OFTEN * (once - none) * (1 - 1e-9))


def _share(value: float) -> str:
    return "under 1 %" if 0 < value < 0.01 else f"{100 * value:.0f} %"
