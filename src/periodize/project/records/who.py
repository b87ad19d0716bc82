"""Who recorded: what the plan leaves open about the athlete, from the record itself."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from periodize.athlete import DEFAULT_HR_REST, Athlete
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from periodize.activity import Activity, Morning

AVERAGE_AT_BEST = 0.92
"""Best session average as a share of maximum heart rate, where a record holds averages alone: our choice."""

LEAST_MAXIMUM = 120.0
"""[bpm] A record that never gets there was never hard, or is broken, and tells no maximum: our choice."""

FEWEST_MORNINGS = 7
"""Mornings whose median tells the resting heart rate: our choice."""


def complete_athlete(
    athlete: Athlete, peaks: Sequence[float] | NDArray[np.float64], mornings: Iterable[Morning] = ()
) -> tuple[Athlete, list[str]]:
    """Fill in the heart rates that the record can tell, and say what was assumed.

    Parameters
    ----------
    athlete : as the plan has them.
    peaks : (n,) [bpm] highest heart rate of each activity that has any.
    mornings : of the record; their resting heart rates tell the athlete's.

    Returns
    -------
    The athlete with `hr_max` and `hr_rest` where any activity has a heart rate that can tell them, and a sentence for
    each guess.
    """
    import numpy as np

    notes: list[str] = []
    if not len(peaks):
        return athlete, notes
    hr_max = athlete.hr_max
    if hr_max is None:
        # of the peaks of all sessions the 98th percentile: a strap's spikes lie above it
        hr_max = float(np.percentile(peaks, 98))
        threshold = athlete.threshold("hr")
        hr_max = round(max(hr_max, threshold * 1.03 if threshold else 0.0))
        if hr_max < LEAST_MAXIMUM:
            return athlete, notes
        notes.append(
            f"maximum heart rate {hr_max:.0f} bpm (assumed from the record; set athlete: {{hr: {{max: ...}}}})"
        )
    rest = athlete.hr_rest
    if rest is None:
        rest, why = assumed_rest(hr_max, mornings)
        notes.append(f"resting heart rate {rest:.0f} bpm ({why}; set athlete: {{hr: {{rest: ...}}}})")
    named = {"maximum heart rate": athlete.hr_max, "resting heart rate": athlete.hr_rest}
    guessed = tuple(name for name, given in named.items() if given is None)
    return replace(athlete, hr_max=hr_max, hr_rest=rest, guessed=guessed), notes


def assumed_rest(hr_max: float, mornings: Iterable[Morning] = ()) -> tuple[float, str]:
    """Return the resting heart rate that is taken when none is given [bpm], and what it is taken from."""
    known = [morning.resting_hr for morning in mornings if morning.resting_hr is not None]
    if len(known) >= FEWEST_MORNINGS:
        return round(min(median(known), hr_max - 60)), f"assumed: the median of {count(len(known), 'morning')}"
    return min(DEFAULT_HR_REST, hr_max - 60), "assumed"


def peaks_of(activities: Iterable[Activity]) -> list[float]:
    """Return the highest heart rates [bpm], guessed from the mean where that is all there is."""
    import numpy as np

    peaks = []
    for activity in activities:
        values = activity.effort.channels.get("heart_rate")
        if activity.peak_hr is not None:
            peaks.append(activity.peak_hr)
        elif values is not None and not np.isnan(values).all():
            top = float(np.nanmax(values))
            peaks.append(top / AVERAGE_AT_BEST if len(values) == 1 else top)
    return peaks
