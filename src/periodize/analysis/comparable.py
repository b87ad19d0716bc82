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
"""Sessions of the kind that are looked through, the newest: our choice, half a year of three a week."""

FEWEST = 4
"""Earlier comparable sessions that tell what is usual (warning signs, section 2.6, R7)."""

FEWEST_AGAIN = 8
"""As above, of a session that is done again and again, which is held against nothing else (the same, R4 and R7)."""

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
    steady : no intervals, as far as is known; of a session that is done again and again, that its repeats are long
        enough for heart rate to settle.
    group : name of the session that is done again and again; "" for none. Its values are those of its work, which is
        the same each time, and it is held against its own earlier times alone.
    """

    day: date
    sport: str
    duration: float
    output: float
    heart_rate: float
    rpe: float
    temperature: float
    steady: bool
    group: str = ""


def heart_rate_at_pace(outings: Sequence[Outing]) -> Floats:
    """Return how far the heart rate of each session lies from the usual one at its pace.

    Parameters
    ----------
    outings : (n,) in order of their days.

    Returns
    -------
    (n,)
        [bpm], positive for higher; nan where it is not steady, shorter than 20 min and of no group, or fewer than 4 (of
        a group 8) are comparable.

    Notes
    -----
    The usual one is output divided by the median efficiency (output for each beat) of the comparable sessions of the
    120 days before: the same sport and group, steady, speed or power within 5 %, temperature within 5 degrees where
    both know it.
    """
    steady = [one.steady and (bool(one.group) or one.duration >= SHORTEST) for one in outings]
    return _by_kind(outings, steady, _pace_residual)


def rating_above_usual(outings: Sequence[Outing]) -> Floats:
    """Return how far the rating of each session lies above that of such sessions.

    Parameters
    ----------
    outings : (n,) in order of their days.

    Returns
    -------
    (n,)
        [CR10] from the median of the comparable sessions of the 120 days before; nan without a rating or with fewer
        than 4 of them, of a group 8.

    Notes
    -----
    Comparable: the same sport and group, duration within 25 %, speed or power within 5 %; sessions of which neither is
    known compare by duration alone.
    """
    return _by_kind(outings, [not np.isnan(outing.rpe) for outing in outings], _rating_residual)


def _by_kind(outings: Sequence[Outing], chosen: Sequence[bool], residual: Callable[[_Columns, int], Floats]) -> Floats:
    """Return a residual of each chosen session among those of its sport and group."""
    found = np.full(len(outings), np.nan)
    kinds: dict[tuple[str, str], list[int]] = {}
    for k, outing in enumerate(outings):
        if chosen[k]:
            kinds.setdefault((outing.sport, outing.group), []).append(k)
    for (_, group), places in kinds.items():
        found[places] = residual(_Columns.of([outings[k] for k in places]), FEWEST_AGAIN if group else FEWEST)
    return found


@dataclass(frozen=True, slots=True)
class _Columns:
    """Values of the sessions of one kind (n,), and of the up to 60 before each (n, 60)."""

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


def _pace_residual(sessions: _Columns, least: int) -> Floats:
    differ = np.abs(sessions.before["temperature"] - sessions.now["temperature"][:, None])
    alike = sessions.recent() & sessions.near("output", SAME_OUTPUT) & ~(differ > SAME_TEMPERATURE)
    rate = sessions.before["heart_rate"]
    efficiency = sessions.before["output"] / np.where(rate > 0, rate, np.nan)
    usual = _median(np.where(alike, efficiency, np.nan), least)
    found: Floats = sessions.now["heart_rate"] - sessions.now["output"] / usual
    return found


def _rating_residual(sessions: _Columns, least: int) -> Floats:
    neither = np.isnan(sessions.before["output"]) & np.isnan(sessions.now["output"])[:, None]
    alike = (
        sessions.recent() & sessions.near("duration", SAME_DURATION) & (sessions.near("output", SAME_OUTPUT) | neither)
    )
    return sessions.now["rpe"] - _median(np.where(alike, sessions.before["rpe"], np.nan), least)


def _median(values: Floats, least: int) -> Floats:
    """Median of the known values of each row; nan with fewer than `least`."""
    ordered = np.sort(values, axis=-1)  # nan comes last
    known = (~np.isnan(values)).sum(axis=-1)
    rows = np.arange(len(values))
    low = ordered[rows, np.maximum(known - 1, 0) // 2]
    high = ordered[rows, known // 2]  # with all known, n // 2 is still inside
    return np.where(known >= least, (low + high) / 2, np.nan)
