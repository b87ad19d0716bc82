"""All runs of one athlete: their state, and when it was last true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.simulation.dose import DAY_SECONDS
from periodize.simulation.edge import FITNESS_FLOOR, LOW_FORM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from periodize.response import Reading, ResponseModel, State
    from periodize.response.base import Number


class Athletes:
    """The state of the response model over the runs, moved by loads and time.

    Parameters
    ----------
    model : response model.
    state : of the first morning.
    """

    def __init__(self, model: ResponseModel, state: State) -> None:
        self.model, self.state = model, state
        self._at = 0
        self._waiting: Number = 0.0

    def train(self, at: int, load: Number) -> None:
        """Do a session [AU]: it counts at once on the clock's convention, else when its day closes."""
        if self.model.convention == "clock":
            self._step(at, load)
        else:
            self._waiting = self._waiting + load

    def start_line(self, at: int) -> Reading:
        """Read the state before a race, without the day's own sessions where a model counts whole days."""
        if self.model.convention == "clock":
            self._step(at, 0.0)
            return self.model.read(self.state)
        if self.model.convention == "lagged":
            return self.model.read(self.model.step(self.state, 0.0, 1.0))
        return self.model.read(self.state)

    def close_day(self, at: int) -> Reading:
        """Count what waits for the day's close and read the state."""
        inclusive = self.model.convention == "inclusive"
        self._step(at, self._waiting if inclusive else 0.0)
        reading = self.model.read(self.state)
        if self.model.convention == "lagged":
            self._step(at, self._waiting)
        self._waiting = 0.0
        return reading

    def _step(self, at: int, load: Number) -> None:
        self.state = self.model.step(self.state, load, (at - self._at) / DAY_SECONDS)
        self._at = at


class Usual:
    """What the runs are used to: their mean daily load, of six weeks and of one, whatever the response model.

    Parameters
    ----------
    fitness, fatigue : [AU a day, (runs,)] on the first morning.

    Notes
    -----
    The rolling averages of the performance management chart, 42 and 7 days: disturbances, policies and the form of
    race day need one scale for every model.
    """

    _LONG = 1 - float(np.exp(-1 / 42))
    _SHORT = 1 - float(np.exp(-1 / 7))

    def __init__(self, fitness: Number, fatigue: Number, runs: int) -> None:
        self.fitness = np.array(np.broadcast_to(fitness, (runs,)), dtype=np.float64)
        self.fatigue = np.array(np.broadcast_to(fatigue, (runs,)), dtype=np.float64)

    def close_day(self, load: Number) -> None:
        """Absorb the load of a day [AU]."""
        for usual, share in ((self.fitness, self._LONG), (self.fatigue, self._SHORT)):
            change = load - usual
            change *= share
            np.add(usual, change, out=usual)

    @property
    def form(self) -> Number:
        """Form as a share of fitness, (runs,); 0 where there is no fitness."""
        known = self.fitness > 0
        return np.where(known, 1 - self.fatigue / np.where(known, self.fitness, 1.0), 0.0)

    @property
    def low_form(self) -> NDArray[np.bool_]:
        """Whether form lies below the limit of the edge, (runs,)."""
        found: NDArray[np.bool_] = self.fatigue > (1 - LOW_FORM) * self.fitness
        found &= self.fitness >= FITNESS_FLOOR
        return found
