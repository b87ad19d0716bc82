"""Quantiles over many runs, and how well they are known."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from periodize.response import Reading, shift_form

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from periodize.response import ResponseModel
    from periodize.response.base import FloatArray

QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Ends of the 90 % and 50 % bands, and the median."""

FEWEST: Final = 20
"""Runs below which a quantile's error is not told: our choice."""

DAILY: Final = ("load", *Reading._fields)
"""What there are bands of, day by day."""

AT_ONCE: Final = 32
"""Rows that are sorted together, so that they stay in a processor's cache: our choice."""


class Bands(NamedTuple):
    """Quantiles over the runs, (5, n) each: `QUANTILES`, and the Monte-Carlo standard error of each.

    A single run has no quantiles: (1, n), and nan.
    """

    values: FloatArray
    errors: FloatArray


def bands(rows: FloatArray) -> Bands:
    """Return the quantiles of each row over its runs.

    Parameters
    ----------
    rows : (n, runs).

    Returns
    -------
    Bands
        the sample quantiles by linear interpolation, and their standard errors: half the distance of the order
        statistics one binomial standard deviation, sqrt(p (1-p) runs), below and above; nan for fewer than 20 runs
        (our choice).
    """
    places = Places(rows.shape[1])
    found = np.empty((len(rows), places.number))
    room = places.room(min(AT_ONCE, len(rows)))
    for at in range(0, len(rows), AT_ONCE):
        some = rows[at : at + AT_ONCE]
        room[: len(some)] = some
        found[at : at + AT_ONCE] = places.of_shuffled(room[: len(some)])
    return places.bands(found.T)


class DayBands:
    """The quantiles of a season's loads and state, found day by day: memory for one day, whatever its length.

    Parameters
    ----------
    days, runs : of the season.
    """

    def __init__(self, days: int, runs: int) -> None:
        self._places = Places(runs)
        self._room = self._places.room(len(DAILY))
        # the opening of the season comes first
        self._found = np.empty((days + 1, len(DAILY), self._places.number))

    def keep(self, day: int, reading: Reading, load: FloatArray) -> None:
        """Take the state of a day's close and the day's load, of the opening as day -1."""
        for row, values in zip(self._room, (load, *reading), strict=True):
            row[:] = values
        self._found[day + 1] = self._places.of_shuffled(self._room)

    def bands(self, model: ResponseModel) -> dict[str, Bands]:
        """Return the bands of load, fitness, fatigue, form and performance, the form as the model shows it."""
        of_name = dict(zip(DAILY, self._found.transpose(1, 2, 0), strict=True))
        before = {name: of_name[name][:, 0] for name in Reading._fields}
        closes = {name: found[:, 1:] for name, found in of_name.items()}
        closes["form"] = shift_form(model, Reading(**before), closes["form"])
        return {name: self._places.bands(found) for name, found in closes.items()}


class Places:
    """Where the quantiles and the ends of their errors stand among runs in order.

    Parameters
    ----------
    runs : how many there are.
    """

    def __init__(self, runs: int) -> None:
        self.runs = runs
        middle = [q * (runs - 1) for q in QUANTILES]
        apart = [sqrt(q * (1 - q) * runs) for q in QUANTILES]
        below = [max(at - by, 0.0) for at, by in zip(middle, apart, strict=True)]
        above = [min(at + by, runs - 1.0) for at, by in zip(middle, apart, strict=True)]
        places = np.array([*middle, *below, *above])
        self.number = len(places)
        low = places.astype(np.intp)
        self._ends = np.concatenate([low, np.minimum(low + 1, runs - 1)])
        share = places - low
        self._shares = np.concatenate([1 - share, share])

    def room(self, rows: int) -> NDArray[Any]:
        """Return room for some rows; single precision sorts several times as fast, and has 7 digits."""
        return np.empty((rows, self.runs), dtype=np.float32 if self.runs > 1 else np.float64)

    def of_shuffled(self, rows: NDArray[Any]) -> FloatArray:
        """Return what stands at the places, (n, places), and leave the rows in order."""
        rows.sort(axis=1)
        parts = rows.take(self._ends, axis=1).astype(np.float64)
        parts *= self._shares
        return parts[:, : self.number] + parts[:, self.number :]

    def bands(self, found: FloatArray) -> Bands:
        """Return values and errors of what stands at the places, (places, n)."""
        values, below, above = found.reshape(3, len(QUANTILES), -1)
        if self.runs == 1:
            return Bands(values[:1], np.full_like(values[:1], np.nan))
        errors = (above - below) / 2 if self.runs >= FEWEST else np.full_like(values, np.nan)
        return Bands(np.array(values), errors)
