"""What can be, whoever says it: outside is a slip of the pen or a fault of the source.

What is typed in and what is read pass the same bounds, so that a value is believed on either way or on none. All our
choice but for the scales, and where another source is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

YEARS = (1980, 2099)
"""Years of recordings."""

LONGEST = 14 * 86_400.0
"""[s] The longest activity: the longest races on foot last six to ten days."""

LONGEST_TYPED = 100 * 3600.0
"""[s] The longest session that is typed in by hand: beyond, a unit was mistaken rather than a race run."""

FARTHEST = 1e7
"""[m] What an activity may cover."""

HIGHEST_LOAD = 2000.0
"""[AU] The highest load that a source or the athlete may state of one activity: twenty hours at threshold."""

RATINGS = (0.0, 10.0)
"""Of a whole session, on the scale of Foster et al. (2001)."""

HEART_RATES = (30.0, 230.0)
"""[bpm] In training. Athlytics (rOpenSci) gates at 30-220; 230 leaves the young their maximum."""

MOST_POWER = 2500.0
"""[W] Above any road sprint."""

MOST_CADENCE = 300.0
"""[1/min]"""

HIGHEST = 5500.0
"""[m] Where somebody trains: the highest towns lie at about 5,100 m."""

TEMPERATURES = (-60.0, 70.0)
"""[deg C] From the coldest town to a watch left in the sun."""

MARKS = (1.0, 5.0)
"""How much there is of what a word says, of a morning."""

MORNING: Mapping[str, tuple[float, float]] = {
    "resting_hr": (25.0, 130.0), "hrv": (1.0, 400.0), "sleep": (0.0, 86_400.0), "readiness": (0.0, 10.0),
    "weight": (20.0, 300.0), "sleep_quality": MARKS, "fatigue": MARKS, "soreness": MARKS, "stress": MARKS,
    "mood": MARKS, "motivation": MARKS,
}  # fmt: skip
"""Field of a morning -> what it can say, in its unit: [bpm], [ms], [s], -, [kg], marks."""


def distance_kept(metres: float | None) -> float | None:
    """Return a distance [m] that an activity can cover, to the centimetre, else None."""
    return round(metres, 2) if metres is not None and 0.01 <= metres <= FARTHEST else None
