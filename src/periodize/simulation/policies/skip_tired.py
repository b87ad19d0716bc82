"""Leave a session out when tired."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from periodize.plain import dataclass
from periodize.response import param
from periodize.simulation.policies.base import policy
from periodize.simulation.policies.stepped_return import SteppedReturn

if TYPE_CHECKING:
    from periodize.response.base import Number
    from periodize.simulation.dose import Dose
    from periodize.simulation.world import World


@policy
@dataclass(frozen=True, slots=True, kw_only=True)
class SkipTired(SteppedReturn):
    """Skip sessions that are not key while form is low, and come back by steps after an illness or an injury.

    Notes
    -----
    Form is that of the rolling averages, as a share of fitness: -0.3 where the last week's load lies 30 % above the
    usual one. Key sessions and races are done.
    """

    name: ClassVar[str] = "skip-tired"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    summary: ClassVar[str] = (
        "sessions that are not key are skipped while form is below the limit; training comes back in steps after an "
        "illness or injury (rules, our choice)"
    )

    limit: float = param(
        -0.3,
        unit="share of fitness",
        bounds=(-5.0, 1.0),
        doc="form below which a session is skipped",
        source="our choice",
    )

    def share(self, world: World, dose: Dose, possible: Number) -> Number:
        """Return what is possible, nothing where the athlete is tired. See the contract."""
        # not super(): a dataclass with slots is another class than the one written here
        done = SteppedReturn.share(self, world, dose, possible)
        if dose.key or dose.race:
            return done
        tired = np.asarray(world.usual.form) < self.limit
        return np.where(tired, 0.0, done) if tired.any() else done
