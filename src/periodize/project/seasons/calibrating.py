"""The athlete's own model: from loads and tests to a calibration, and from that into a simulation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from periodize.errors import UsageError
from periodize.plain import dataclass
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from periodize.calibration import Band, Calibration, Performance
    from periodize.history import History
    from periodize.plan import Season
    from periodize.response import ResponseModel
    from periodize.response.base import Number


class TableError(UsageError):
    """A table that cannot be opened."""


def gathered(
    folder: Path,
    season: Season | None,
    *,
    loads: Path | None = None,
    performances: Path | None = None,
    left_out_is_rest: bool = False,
    store: Path | None = None,
    today: date,
    benchmarks: bool = False,
) -> tuple[History, Sequence[Performance]]:
    """Return daily loads and tests: from tables where they are named, else from the record of a season folder.

    Parameters
    ----------
    folder : with the store, and perhaps `tests.csv`.
    season : the plan of the folder, or None; its races that were run are tests.
    loads, performances : CSV files instead of the record.
    left_out_is_rest : whether days without a row in the table of loads were rest.
    store : its path, where it is not in the folder.
    today : the day of the question.
    benchmarks : whether sessions of the record that were done again and again are weak tests beside the others.

    Raises
    ------
    UsageError
        if there is neither a record nor a table, or no record that benchmarks are in.
    TableError
        if a file cannot be opened.
    MaterialError
        if a row cannot be read.
    """
    from periodize.calibration import read_loads, read_performances
    from periodize.project.checks.tested import of_record
    from periodize.project.folder import store_path
    from periodize.project.records.keeping import open_store

    history, tests = None, None
    if loads is not None:
        history = read_loads(bytes_of(loads), source=str(loads), left_out_is_rest=left_out_is_rest)
    if performances is not None:
        sport = season.athlete.sport if season else "run"
        tests = read_performances(bytes_of(performances), source=str(performances), sport=sport)
    if history is not None and tests is not None and not benchmarks:
        return history, tests
    place = store or store_path(folder)
    if not place.exists() and history is not None and tests is not None:
        message = "benchmarks are sessions of a record, and there is none: `periodize import PATH ...` takes it in"
        raise UsageError(message)
    if not place.exists():
        message = (
            "a calibration needs loads and tests: `periodize import` your record and write tests.csv"
            " (date,value,event), or name tables, --loads CSV --performances CSV"
        )
        raise UsageError(message)
    with open_store(place) as opened:
        own_history, own_tests = of_record(opened, season, folder=folder, today=today, benchmarks=benchmarks)
    weak = [test for test in own_tests if test.weak]
    return history or own_history, own_tests if tests is None else (*tests, *weak)


def bytes_of(path: Path) -> bytes:
    """Return a table as it is, or raise `TableError`."""
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

    def departure(
        self, first: date, runs: int, *, ahead: Callable[[date, date], Sequence[float] | None] | None = None
    ) -> Departure:
        """Return what a season that begins on `first` starts with.

        Parameters
        ----------
        first : first day of the season.
        runs : 1 for the best parameters; more are draws, so that the runs carry the calibration's uncertainty.
        ahead : given the record's last day and `first`, the planned loads of the days between [AU], or None; None: no
            plan is known.
        """
        found = self.calibration
        tests = count(len(found.tests), "test")
        notes = [f"{found.model.name} calibrated with {tests}: {found.verdict[0]}".rstrip(".")]
        model = found.model if runs == 1 else found.ensemble(runs)
        if not {"fitness_days", "fatigue_days"} <= found.draws.values.keys() or first < found.material.first:
            return Departure(model, None, notes)
        end = found.material.first + timedelta(days=len(found.material.loads) - 1)
        written = ahead(end, first) if ahead and end < first - timedelta(1) else None
        fitness, fatigue = found.standing(first, SOME if runs == 1 else runs, written or ())
        if runs == 1:
            fitness, fatigue = fitness.mean(keepdims=True), fatigue.mean(keepdims=True)
        remark = f"fitness and fatigue on the first day from the recorded loads up to {min(end, first - timedelta(1))}"
        if end < first - timedelta(1):
            how = "those of the folder's plans as written" if written else "on as in their last four weeks"
            remark += f", then {how}"
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
