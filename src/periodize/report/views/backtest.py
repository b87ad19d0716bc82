"""How often each sign fired, and before what was reported, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date


PUBLISHED = (0.79, 0.77)
"""Share that is found, share of the others on which it is silent: ratings of fatigue and readiness after three days, of
overreaching (ten Haaf 2017). No sign of ours is known to be better."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often one rule fires on this record.

    Parameters
    ----------
    code, title : of the rule.
    judged, fired : [d] days on which it could be judged, and on which it was raised.
    before, fired_before : [d] the same among the days before a logged illness or injury.
    spells : how many spells the fired days make.
    chance : share of all shifts of the reports along the record that would find it raised as often before them, or
        more; None where there are none.
    """

    code: str
    title: str
    judged: int
    fired: int
    spells: int
    before: int
    fired_before: int
    chance: float | None

    @property
    def share(self) -> float | None:
        """Share of the judged days on which it was raised."""
        return self.fired / self.judged if self.judged else None

    @property
    def share_before(self) -> float | None:
        """The same among the days before a report."""
        return self.fired_before / self.before if self.before else None

    @property
    def ratio(self) -> float | None:
        """How much more often before a report than on all days."""
        if self.share_before is None or not self.share:
            return None
        return self.share_before / self.share


@dataclass(frozen=True, slots=True)
class Backtest:
    """Every rule on a record's own past.

    Parameters
    ----------
    first, last : days of the record.
    reports : first day of each logged illness or injury.
    lead : [d] how long before a report a sign counts as before it.
    rates : in the order of the family.
    conclusion : what that allows to say.
    """

    first: date
    last: date
    reports: tuple[date, ...]
    lead: int
    rates: tuple[Rate, ...]
    conclusion: str

    @property
    def prevalence(self) -> float:
        """Share of all days that are one of those before a report."""
        before = sum(min(self.lead, (day - self.first).days) for day in self.reports)
        return before / ((self.last - self.first).days + 1)

    @property
    def published_right(self) -> float | None:
        """Share of its days on which a sign as good as `PUBLISHED` would be right here; None without a report."""
        from periodize.scores import predictive_value

        return predictive_value(*PUBLISHED, self.prevalence) if self.reports else None
