"""The peaks of a season: its A races, those of one championship together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from periodize.plan.season import Race, Season

SAME_PEAK = 14
"""[d] A races that begin so soon after the last day of another share its peak: our choice, the length of a taper."""


@dataclass(frozen=True, slots=True)
class Peak:
    """A races that one form serves, by their first day."""

    races: tuple[Race, ...]

    @property
    def first(self) -> date:
        """Day of the first round of the first race."""
        return self.races[0].first

    @property
    def last(self) -> date:
        """Day of the last round of any of them."""
        return max(race.last for race in self.races)

    @property
    def names(self) -> str:
        """The ids of its races."""
        return " and ".join(repr(race.id) for race in self.races)


def peaks(season: Season) -> Iterator[Peak]:
    """Yield the peaks in order."""
    peak: Peak | None = None
    for race in sorted((race for race in season.races if race.priority == "A"), key=lambda race: race.first):
        if peak is not None and (race.first - peak.last).days <= SAME_PEAK:
            peak = Peak((*peak.races, race))
            continue
        if peak is not None:
            yield peak
        peak = Peak((race,))
    if peak is not None:
        yield peak
