"""What a load metric sees: the same for a planned session and for a recorded one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Effort:
    """Piecewise constant channels over moving time.

    Parameters
    ----------
    sport : run bike swim row ski walk hike gym xt.
    dt : (n,) [s] length of each sample: 1 s for most recordings, a whole step for a planned session,
        the whole activity for a summary row. Pauses are left out.
    channels : name -> (n,), nan where missing. heart_rate [bpm], power [W], speed [m/s],
        graded_speed [m/s, the level speed of equal metabolic cost], cadence [1/min], altitude [m],
        temperature [deg C], intensity [fraction of threshold, planned sessions only].
    rpe : session rating on CR10, 0-10, or None.
    stated_load : [AU, 100 = one hour at threshold] as the source or the athlete states it, or None.
    stated_by_hand : whether the athlete stated the load, who then knows best.
    """

    sport: str
    dt: NDArray[np.float64]
    channels: Mapping[str, NDArray[np.float64]]
    rpe: float | None = None
    stated_load: float | None = None
    stated_by_hand: bool = False

    @property
    def duration(self) -> float:
        """Moving time [s]."""
        return float(self.dt.sum())

    def mean(self, channel: str) -> float:
        """Time-weighted mean of a channel over the samples that have it; nan without any."""
        import numpy as np

        values = self.channels.get(channel)
        if values is None:
            return float("nan")
        known = ~np.isnan(values)
        weight = self.dt[known].sum()
        return float((values[known] * self.dt[known]).sum() / weight) if weight > 0 else float("nan")

    def coverage(self, channel: str) -> float:
        """Share of the moving time that has a value in a channel, 0-1."""
        import numpy as np

        values = self.channels.get(channel)
        if values is None or not self.duration:
            return 0.0
        return float(self.dt[~np.isnan(values)].sum() / self.duration)
