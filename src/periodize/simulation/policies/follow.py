"""The plan as it is written, whenever it is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from periodize.plain import dataclass
from periodize.simulation.policies.base import Policy, policy

if TYPE_CHECKING:
    from periodize.response.base import Number
    from periodize.simulation.dose import Dose
    from periodize.simulation.world import World


@policy
@dataclass(frozen=True, slots=True, kw_only=True)
class Follow(Policy):
    """Do what is possible; after an illness the next session is a full one."""

    name: ClassVar[str] = "follow"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    summary: ClassVar[str] = "the plan is followed whenever it is possible, from the first day after an illness on"

    def share(self, world: World, dose: Dose, possible: Number) -> Number:  # noqa: ARG002
        """Return what is possible. See the contract."""
        return possible
