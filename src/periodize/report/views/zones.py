"""A model of intensity zones, by its name and its edges."""

from __future__ import annotations

from periodize.plain import dataclass


@dataclass(frozen=True, slots=True)
class ZoneModelView:
    """A model of intensity zones.

    Parameters
    ----------
    name : of the model, or "own".
    edges : (zones - 1,) where one zone ends and the next begins, as fractions of threshold, rising.
    """

    name: str
    edges: tuple[float, ...]

    @property
    def zones(self) -> tuple[str, ...]:
        """The zones as a legend names them, the easiest first."""
        below = [f"Z{k} to {edge:.0%}" for k, edge in enumerate(self.edges, 1)]
        return (*below, f"Z{len(self.edges) + 1} above")
