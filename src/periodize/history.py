"""The one type of a daily record: planned, simulated or recorded."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

import numpy as np

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Daily series of one or many runs of a season.

    Parameters
    ----------
    dates : (n_days,) datetime64[D], consecutive.
    series : name -> (n_runs, n_days) float64; nan where unknown. Names in use, with units:
        load [AU a day, 100 = an hour at threshold], fitness, fatigue, form [AU a day],
        performance [unit of the model], duration [s], distance [m], longest_run [m, longest single
        run of the day, nan on days without one].
        Of mornings: resting_hr [bpm], hrv [rMSSD, ms], sleep [s], wellness [sum of the ratings that are answered on
        most mornings, high is good], ill, hurt, red_flag [1 yes, 0 no].
        Of sessions, nan on days without one that can be judged: hr_at_pace [bpm from the usual at that pace],
        rpe_above [CR10 from the usual of such sessions], efficiency [m/beat, W/bpm], decoupling [%], above_easy
        [share of the time, of sessions planned easy], rpe_over_target [CR10, of the same], key_done [1 done, 0
        missed, cut short or below target], "test:EVENT" [% of the first test of that event, high is good],
        "benchmark:SESSION" [% of its usual output, high is good].
    units : name -> unit, where it is not the one above.

    Raises
    ------
    ValueError
        if the dates have gaps or a series has another shape.
    """

    dates: NDArray[np.datetime64]
    series: Mapping[str, NDArray[np.float64]]
    units: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.dates) > 1 and not (np.diff(self.dates) == np.timedelta64(1, "D")).all():
            raise ValueError("dates of a history must be consecutive days")
        for name, values in self.series.items():
            if values.ndim != 2 or values.shape[1] != len(self.dates):
                message = f"series {name!r} has shape {values.shape}, needs (n_runs, {len(self.dates)})"
                raise ValueError(message)

    @property
    def n_days(self) -> int:
        """Number of days."""
        return len(self.dates)

    @property
    def n_runs(self) -> int:
        """Number of runs; 1 for a plan or a record."""
        return max((values.shape[0] for values in self.series.values()), default=1)

    @property
    def start(self) -> date:
        """First day."""
        return self.day(0)

    @property
    def end(self) -> date:
        """Last day."""
        return self.day(self.n_days - 1)

    def day(self, index: int) -> date:
        """Calendar day of a column."""
        day: date = self.dates[index].astype("datetime64[D]").item()
        return day

    def index(self, day: date) -> int:
        """Column of a calendar day.

        Raises
        ------
        KeyError
            if the day lies outside.
        """
        offset = (day - self.start).days if self.n_days else -1
        if not 0 <= offset < self.n_days:
            message = f"{day} is not in this history"
            raise KeyError(message)
        return offset

    def one(self, name: str) -> NDArray[np.float64]:
        """Return the series of a single run, (n_days,); nan throughout where the history has no such series."""
        if name not in self.series:
            return np.full(self.n_days, np.nan)
        if self.series[name].shape[0] != 1:
            message = f"series {name!r} has {self.series[name].shape[0]} runs, not one"
            raise ValueError(message)
        only: NDArray[np.float64] = self.series[name][0]
        return only

    def until(self, day: date) -> History:
        """Return the part up to and including a day."""
        keep = min(max((day - self.start).days + 1, 0), self.n_days) if self.n_days else 0
        return History(self.dates[:keep], {k: v[:, :keep] for k, v in self.series.items()}, self.units)
