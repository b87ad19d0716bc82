"""What a summary of an activity can say: outside is a slip of the pen or a fault of its source. All our choice."""

from __future__ import annotations

YEARS = (1980, 2099)
"""Years of recordings."""

LONGEST = 14 * 86_400.0
"""[s] The longest activity: the longest races on foot last six to ten days."""

FARTHEST = 1e7
"""[m] What an activity may cover."""

HIGHEST_LOAD = 2000.0
"""[AU] The highest load that a source may state: twenty hours at threshold."""


def distance_kept(metres: float | None) -> float | None:
    """Return a distance [m] that an activity can cover, to the centimetre, else None."""
    return round(metres, 2) if metres is not None and 0.01 <= metres <= FARTHEST else None
