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
    spread : standard deviation of the logarithm of done over planned load, mean done = planned.

    Notes
    -----
    Every session is missed or done on its own: illness, travel and weekdays are not modelled here. Key sessions
    and races are never missed.
    """

    missed: float = 0.0
    spread: float = 0.0

    def done(self, load: float, runs: int, *, certain: bool, rng: np.random.Generator) -> NDArray[np.float64]:
        """Return the load done of one session.

        Parameters
        ----------
        load : planned [AU].
        runs : number of runs.
        certain : never missed.
        rng : its stream advances by the same amount whatever the parameters, so that plans and settings compare
            run by run.

        Returns
        -------
        (runs,) [AU].
        """
        uniform, normal = rng.random(runs), rng.standard_normal(runs)
        loads = load * np.exp(self.spread * normal - self.spread**2 / 2)
        return np.where((uniform < self.missed) & (not certain), 0.0, loads)


TO_THE_LETTER = Execution()
TYPICAL = Execution(missed=0.08, spread=0.10)
"""92 % of sessions done, load of each within about 10 %: our choice until the athlete's own record says more."""
