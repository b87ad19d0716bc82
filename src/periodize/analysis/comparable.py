"""Sessions held against earlier ones that are like them: heart rate at the pace, and how hard it felt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.windows import trailing
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LOOK_BACK = 120
"""[d] Older sessions are of another state of training: our choice."""

MOST = 60
"""Sessions of the sport that are looked through, the newest: our choice, half a year of three a week."""

FEWEST = 4
"""Earlier comparable sessions that tell what is usual (warning signs, section 2.6, R7)."""

SAME_OUTPUT = 0.05
"""Share by which speed or power may differ: our choice. Heart rate is taken as proportional to it that near."""

SAME_DURATION = 0.25
"""Share by which the duration of sessions with the same rating may differ: our choice."""

SAME_TEMPERATURE = 5.0
"""[deg C] Difference up to which heart rates compare, where both are known (warning signs, section 2.3)."""

SHORTEST = 1200.0
"""[s] A shorter session is over before heart rate has settled: our choice."""


@dataclass(frozen=True, slots=True)
class Outing:
    """What a session has to be held against others; nan where not known.

    Parameters
    ----------
    day, sport : of the session.
    duration : [s of moving time].
    output : mean speed [m/s, graded where known], by power on the bike [W].
    heart_rate : [bpm] mean.
    rpe : [CR10].
    temperature : [deg C] mean.
    steady : no intervals, as far as is known.
    """

    day: date
    sport: str
    duration: float
    output: float
    heart_rate: float
    rpe: float
    temperature: float
    steady: bool


def heart_rate_at_pace(outings: Sequence[Outing]) -> Floats:
    """Return how far the heart rate of each session lies from the usual one at its pace.

    Parameters
    ----------
    outings : (n,) in order of their days.

    Returns
    -------
    (n,)
        [bpm], positive for higher; nan where it is not steady, shorter than 20 min, or fewer than 4 are comparable.

    Notes
    -----
    The usual one is output divided by the median efficiency (output for each beat) of the comparable sessions of the
    120 days before: the same sport, steady, speed or power within 5 %, temperature within 5 degrees where both know it.
    """
    steady = [outing.steady and outing.duration >= SHORTEST for outing in outings]
    return _by_sport(outings, steady, _pace_residual)


def rating_above_usual(outings: Sequence[Outing]) -> Floats:
    """Return how far the rating of each session lies above that of such sessions.

    Parameters
    ----------
    outings : (n,) in order of their days.

    Returns
    -------
    (n,)
        [CR10] from the median of the comparable sessions of the 120 days before; nan without a rating or with fewer
        than 4 of them.

    Notes
    -----
    Comparable: the same sport, duration within 25 %, speed or power within 5 %; sessions of which neither is known
    compare by duration alone.
    """
    return _by_sport(outings, [not np.isnan(outing.rpe) for outing in outings], _rating_residual)


def _by_sport(outings: Sequence[Outing], chosen: Sequence[bool], residual: Callable[[_Columns], Floats]) -> Floats:
    found = np.full(len(outings), np.nan)
    for sport in {outing.sport for outing in outings}:
        places = [k for k, outing in enumerate(outings) if chosen[k] and outing.sport == sport]
        if places:
            found[places] = residual(_Columns.of([outings[k] for k in places]))
    return found


@dataclass(frozen=True, slots=True)
class _Columns:
    """Values of the sessions of one sport (n,), and of the up to 60 before each (n, 60)."""

    now: dict[str, Floats]
    before: dict[str, Floats]

    @classmethod
    def of(cls, outings: Sequence[Outing]) -> _Columns:
        names = ("duration", "output", "heart_rate", "rpe", "temperature")
        now = {name: np.array([getattr(outing, name) for outing in outings], dtype=np.float64) for name in names}
        now["day"] = np.array([outing.day.toordinal() for outing in outings], dtype=np.float64)
        return cls(now, {name: trailing(values, MOST, lag=1) for name, values in now.items()})

    def near(self, name: str, share: float) -> NDArray[np.bool_]:
        """Whether each earlier session lies within a share of the value of the session itself."""
        value = self.now[name][:, None]
        close: NDArray[np.bool_] = np.abs(self.before[name] - value) <= share * value
        return close

    def recent(self) -> NDArray[np.bool_]:
        back = self.now["day"][:, None] - self.before["day"]
        found: NDArray[np.bool_] = back <= LOOK_BACK
        return found


def _pace_residual(sessions: _Columns) -> Floats:
    differ = np.abs(sessions.before["temperature"] - sessions.now["temperature"][:, None])
    alike = sessions.recent() & sessions.near("output", SAME_OUTPUT) & ~(differ > SAME_TEMPERATURE)
    rate = sessions.before["heart_rate"]
    efficiency = sessions.before["output"] / np.where(rate > 0, rate, np.nan)
    usual = _median(np.where(alike, efficiency, np.nan))
    found: Floats = sessions.now["heart_rate"] - sessions.now["output"] / usual
    return found


def _rating_residual(sessions: _Columns) -> Floats:
    neither = np.isnan(sessions.before["output"]) & np.isnan(sessions.now["output"])[:, None]
    alike = (
        sessions.recent() & sessions.near("duration", SAME_DURATION) & (sessions.near("output", SAME_OUTPUT) | neither)
    )
    return sessions.now["rpe"] - _median(np.where(alike, sessions.before["rpe"], np.nan))


def _median(values: Floats) -> Floats:
    """Median of the known values of each row; nan with fewer than 4."""
    ordered = np.sort(values, axis=-1)  # nan comes last
    known = (~np.isnan(values)).sum(axis=-1)
    rows = np.arange(len(values))
    low = ordered[rows, np.maximum(known - 1, 0) // 2]
    high = ordered[rows, known // 2]  # with all known, n // 2 is still inside
    return np.where(known >= FEWEST, (low + high) / 2, np.nan)
