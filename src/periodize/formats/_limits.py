"""What a summary of an activity can say: outside is a slip of the pen or a fault of its source. All our choice."""

from __future__ import annotations

YEARS = (1980, 2099)
"""Years of recordings."""

LONGEST = 7 * 86_400.0
"""[s] The longest activity."""

FARTHEST = 5e6
"""[m] What an activity may cover."""


def distance_kept(metres: float | None) -> float | None:
    """Return a distance [m] that an activity can cover, to the centimetre, else None."""
    return round(metres, 2) if metres is not None and 0.01 <= metres <= FARTHEST else None
