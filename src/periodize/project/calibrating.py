"""The athlete's own model: from tables of loads and tests to a calibration, and from that into a simulation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from periodize.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from periodize.calibration import Band, Calibration, Performance
    from periodize.history import History
    from periodize.response import ResponseModel
    from periodize.response.base import Number


class TableError(UsageError):
    """A table that cannot be opened."""


def read_tables(
    loads: Path, performances: Path, *, left_out_is_rest: bool = False
) -> tuple[History, Sequence[Performance]]:
    """Return daily loads and tests from two CSV files.

    Raises
    ------
    TableError
        if a file cannot be opened.
    MaterialError
        if a row cannot be read.
    """
    from periodize.calibration import read_loads, read_performances

    history = read_loads(_bytes(loads), source=str(loads), left_out_is_rest=left_out_is_rest)
    return history, read_performances(_bytes(performances), source=str(performances))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise TableError(message) from error


class Departure(NamedTuple):
    """What a simulation starts with: the model, where the athlete stands with the remark on it, and notes."""

    model: ResponseModel
    standing: tuple[Number, Number, list[str]] | None
    notes: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class Calibrated:
    """A calibration as the response model of a simulation."""

    calibration: Calibration

    def departure(self, first: date, runs: int) -> Departure:
        """Return what a season that begins on `first` starts with.

        Parameters
        ----------
        first : first day of the season.
        runs : 1 for the best parameters; more are draws, so that the runs carry the calibration's uncertainty.
        """
        found = self.calibration
        notes = [f"{found.model.name} calibrated with {len(found.tests)} tests: {found.verdict[0]}".rstrip(".")]
        model = found.model if runs == 1 else found.ensemble(runs)
        if not {"fitness_days", "fatigue_days"} <= found.draws.values.keys() or first < found.material.first:
            return Departure(model, None, notes)
        fitness, fatigue = found.standing(first, SOME if runs == 1 else runs)
        if runs == 1:
            fitness, fatigue = fitness.mean(keepdims=True), fatigue.mean(keepdims=True)
        end = found.material.first + timedelta(days=len(found.material.loads) - 1)
        remark = f"fitness and fatigue on the first day from the recorded loads up to {min(end, first - timedelta(1))}"
        if end < first - timedelta(1):
            remark += ", then on as in their last four weeks"
        return Departure(model, (fitness, fatigue, [remark]), notes)


SOME = 200
"""Draws whose mean is where the athlete stands, for a single run: our choice."""


def band_on(found: Calibration, day: date) -> tuple[Band, float | None]:
    """Return the band of a day, and the daily load that was assumed where the record ends before it.

    Returns
    -------
    tuple[Band, float | None]
        the band of a test on that day; [AU a day] the mean of the last four weeks, None where nothing was assumed.
    """
    from periodize.calibration.result import LATELY

    ahead = (day - found.material.first).days + 1 - len(found.material.loads)
    if ahead <= 0:
        return found.band(day, as_test=True), None
    load = float(found.pasts.loads[:, -LATELY:].mean())
    return found.band(day, [load] * ahead, as_test=True), load
