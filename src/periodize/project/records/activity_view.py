"""One stored activity in detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.activity import sample_starts
from periodize.report.views.record import ActivityView, LapRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from periodize.activity import Activity, Lap
    from periodize.store import Store


def activity_view(store: Store, key: str) -> ActivityView:
    """Return an activity with its recordings, its laps and what was computed of it.

    Raises
    ------
    NotFoundError
        if no activity goes by the key, or several do.
    """
    from periodize.analysis import ActivityMeasures

    stored = store.find(key)
    whole = store.activity(stored.id)
    values = stored.measure.values if stored.measure else {}
    return ActivityView(
        stored,
        store.recordings(stored.id),
        ActivityMeasures.from_data(values) if values else None,
        lap_rows(whole),
    )


def lap_rows(activity: Activity) -> tuple[LapRow, ...]:
    """Return the laps of an activity with the means of heart rate and power over each."""
    if not activity.laps:
        return ()
    starts = sample_starts(activity)
    ends = [lap.start for lap in activity.laps[1:]] + [float("inf")]
    return tuple(
        _row(activity, lap, _first_of(lap.duration, (starts >= lap.start) & (starts < end), activity.effort.dt))
        for lap, end in zip(activity.laps, ends, strict=True)
    )


def _first_of(duration: float, mask: NDArray[np.bool_], dt: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return the mask up to so much moving time [s]: marked intervals need not follow one another at once."""
    import numpy as np

    before = np.cumsum(np.where(mask, dt, 0.0)) - dt
    kept: NDArray[np.bool_] = mask & (before < duration - 1e-6)
    return kept


def _row(activity: Activity, lap: Lap, within: NDArray[np.bool_]) -> LapRow:
    means = {}
    for name in ("heart_rate", "power"):
        values = activity.effort.channels.get(name)
        means[name] = None if values is None else _mean(values[within], activity.effort.dt[within])
    return LapRow(lap, **means)


def _mean(values: NDArray[np.float64], dt: NDArray[np.float64]) -> float | None:
    import numpy as np

    known = ~np.isnan(values)
    time = float(dt[known].sum())
    return float((values[known] * dt[known]).sum()) / time if time > 0 else None
