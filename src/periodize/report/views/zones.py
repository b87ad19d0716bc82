"""Time in zones, planned and done, of blocks, weeks or any other days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.report.views.session import Distribution


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


@dataclass(frozen=True, slots=True)
class ZoneGroup:
    """Some days.

    Parameters
    ----------
    label : what they are: a block, a week, the last two weeks.
    first, last : both included; of days that are not over, the last that is.
    times : in the zones of the model; its planned ones are none for days without a plan.
    """

    label: str
    first: date
    last: date
    times: Distribution


@dataclass(frozen=True, slots=True)
class ZonesView:
    """Time in zones by groups of days.

    Parameters
    ----------
    title : of the plan, or of the record.
    model : of the zones.
    groups : in order, only those with any time in them.
    notes : what was assumed, a sentence each.
    """

    title: str
    model: ZoneModelView
    groups: tuple[ZoneGroup, ...]
    notes: tuple[str, ...] = ()
