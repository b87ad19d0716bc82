"""Back into training by steps after an illness or an injury."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from periodize.plain import dataclass
from periodize.response import param
from periodize.simulation.policies.base import Policy, policy

if TYPE_CHECKING:
    from periodize.response.base import Number
    from periodize.simulation.dose import Dose
    from periodize.simulation.world import World

STEPS = 3


@policy
@dataclass(frozen=True, slots=True, kw_only=True)
class SteppedReturn(Policy):
    """Rest a first day after an illness or an injury, then train lightly, then less lightly, then as planned.

    Notes
    -----
    A rule, not a finding: the steps are those of a published table for the return after an illness (Walsh 2011: on
    the first day nothing, on the second 30-45 easy minutes, on the third 45-60 moderate ones, on the fourth a doctor
    where it is no better). Their shares are our reading. After longer absences each step lasts longer, a day for a
    week away: our choice. A race is run as it is planned by who is not laid off.

    References
    ----------
    .. [1] Walsh et al., Exerc Immunol Rev 17 (2011) 64-103 (position statement, part two).
    """

    name: ClassVar[str] = "stepped-return"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    summary: ClassVar[str] = (
        "after an illness or injury training comes back in three steps, a day each, longer after more than a week "
        "away (a rule, after Walsh 2011)"
    )

    first: float = param(
        0.0, unit="share", bounds=(0.0, 1.0), doc="of the sessions in the first step", source="Walsh 2011: none"
    )
    second: float = param(
        0.4,
        unit="share",
        bounds=(0.0, 1.0),
        doc="of the sessions in the second step",
        source="our reading of Walsh 2011: 30-45 easy minutes",
    )
    third: float = param(
        0.7,
        unit="share",
        bounds=(0.0, 1.0),
        doc="of the sessions in the third step",
        source="our reading of Walsh 2011: 45-60 moderate minutes",
    )
    longer: float = param(
        1.0,
        unit="d per week",
        bounds=(0.0, 7.0),
        doc="length of a step for each week away, at least a day",
        source="our choice",
    )

    def share(self, world: World, dose: Dose, possible: Number) -> Number:
        """Return what is possible, less while coming back. See the contract."""
        if dose.race:
            return possible
        since = world.now - world.away_until
        step = np.maximum(self.longer * world.away_for / 7, 1.0)
        back = np.flatnonzero((world.away_for > 0) & (since >= 0) & (since < STEPS * step))
        if not back.size:
            return possible
        done = np.array(np.broadcast_to(possible, (world.runs,)), dtype=np.float64)
        steps = np.array((self.first, self.second, self.third))
        done[back] *= steps[(since[back] / step[back]).astype(np.intp)]
        return done
