"""What an athlete chooses to do of a session, once circumstances have had their say."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar

from periodize.plain import dataclass
from periodize.registry import Registry
from periodize.response import parameters

if TYPE_CHECKING:
    from periodize.response.base import Number
    from periodize.simulation.dose import Dose
    from periodize.simulation.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(ABC):
    """The contract of a policy; fields are made by `periodize.response.param`.

    A member is one file with one frozen dataclass, the decorator `@policy`, and one line in `__init__.py`. It keeps
    what it remembers in `world.notes`, under its own name.
    """

    name: ClassVar[str]
    evidence: ClassVar[Literal["A", "B", "C", "D"]]
    summary: ClassVar[str]
    """One line for people, as it stands among a forecast's assumptions."""
    caution: ClassVar[str] = ""
    """A sentence that stands beside every comparison of it; "" for none."""

    def __post_init__(self) -> None:
        for parameter in parameters(self):
            parameter.check()

    @abstractmethod
    def share(self, world: World, dose: Dose, possible: Number) -> Number:
        """Return how much of a session is done, as a share of what is planned.

        Parameters
        ----------
        world : as it stands when the session begins.
        dose : the session.
        possible : [0-1, scalar or (runs,)] what circumstances leave of it.

        Returns
        -------
        Number
            [>= 0, scalar or (runs,)] 0 where it is not begun.
        """


POLICIES: Registry[type[Policy]] = Registry("policy", group="periodize.policies")

P = TypeVar("P", bound=Policy)


def policy(cls: type[P]) -> type[P]:
    """List a policy in `POLICIES` under its name; stands above its dataclass decorator."""
    POLICIES.add(cls.name, cls)
    return cls
