"""Make up for what was missed, on top of the days that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from periodize.plain import dataclass
from periodize.response import param
from periodize.simulation.policies.base import Policy, policy

if TYPE_CHECKING:
    from periodize.response.base import FloatArray, Number
    from periodize.simulation.dose import Dose
    from periodize.simulation.world import World


@policy
@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp(Policy):
    """Add the load that was missed to the sessions that follow, up to a cap, for some days.

    Notes
    -----
    It is here to be compared with: what it wins in load it takes from the recovery that the plan had put between its
    sessions, it makes the sharp rises in load that the plan avoids, and after an illness it does so when the athlete
    is least ready. Leaving a missed session missed is the better rule.

    What circumstances take of a session is owed, in load. Each later session, races excepted, is done larger by what
    is owed, the oldest first, up to `cap` of its own load. What is still owed after `days` is given up. So nothing is
    lost but what is given up, and nothing is made up for twice.
    """

    name: ClassVar[str] = "catch-up"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    summary: ClassVar[str] = (
        "missed load is added to the sessions of the days that follow (our choice, to compare with; not advised: what "
        "it takes of recovery and adds of risk is hardly in this model)"
    )
    caution: ClassVar[str] = (
        "catch-up is here to be compared with, not to be followed: it takes the recovery between sessions and makes "
        "sharp rises in load, and hardly any of what that costs is in this model."
    )

    cap: float = param(
        0.5, unit="share", bounds=(0.0, 2.0), doc="of a session's own load that may be added", source="our choice"
    )
    days: float = param(
        7.0, unit="d", bounds=(1.0, 60.0), doc="after which what is owed is given up", source="our choice"
    )

    def share(self, world: World, dose: Dose, possible: Number) -> Number:
        """Return what is possible and what is made up for. See the contract."""
        owed = self.owed(world)
        if dose.race or not dose.load:
            return possible
        extra = self.paid(owed, world.today, np.full(world.runs, self.cap * dose.load) * (np.asarray(possible) > 0))
        owed[world.today % len(owed)] += dose.load * (1 - np.asarray(possible))
        return possible + extra / dose.load

    def paid(self, owed: FloatArray, today: int, room: FloatArray) -> FloatArray:
        """Return what a session with some room makes up for [AU, (runs,)], and take it from what is owed."""
        extra = np.zeros_like(room)
        if not owed.any():
            return extra
        # a row for each day, from the oldest to today's
        for back in range(len(owed) - 1, -1, -1):
            row = owed[(today - back) % len(owed)]
            paid = np.minimum(row, room)
            row -= paid
            room -= paid
            extra += paid
        return extra

    def owed(self, world: World) -> FloatArray:
        """Return what is owed [AU], (days, runs), by the day on which it was missed, today's in its own row."""
        rows = int(self.days) + 1
        owed = world.notes.setdefault(self.name, np.zeros((rows, world.runs)))
        last = world.notes.setdefault(f"{self.name}: last day", np.array(-1.0))
        for day in range(int(last) + 1, world.today + 1)[-rows:]:
            owed[day % rows] = 0.0  # given up
        last[...] = world.today
        return owed
