"""How a plan is carried out: sessions that fall out, and loads that come out a little different."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Execution:
    """Noise of carrying out a plan; with both at 0 it is carried out to the letter.

    Parameters
    ----------
    missed : probability that a session falls out, 0-1.
    spread : standard deviation of the logarithm of done over planned amount, mean done = planned.

    Notes
    -----
    Every session is missed or done on its own: illness, travel and weekdays are not modelled here. Key sessions
    and races are never missed.
    """

    missed: float = 0.0
    spread: float = 0.0

    def share(self, runs: int, *, certain: bool, rng: np.random.Generator) -> NDArray[np.float64]:
        """Return how much of one session is done, as a share of its load, time and distance alike.

        Parameters
        ----------
        runs : number of runs.
        certain : never missed.
        rng : its stream advances by the same amount whatever the parameters, so that plans and settings compare
            run by run.

        Returns
        -------
        (runs,), 0 where it is missed.
        """
        uniform, normal = rng.random(runs), rng.standard_normal(runs)
        shares = np.exp(self.spread * normal - self.spread**2 / 2)
        return np.where((uniform < self.missed) & (not certain), 0.0, shares)


TO_THE_LETTER = Execution()
TYPICAL = Execution(missed=0.08, spread=0.10)
"""92 % of sessions done, each within about 10 % of what is written: our choice until the own record says more."""
