"""What is to be drawn, and which view of it a chart needs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from periodize.activity import Record
from periodize.plain import dataclass
from periodize.project.checks.execution import whole_from
from periodize.project.pictures.compliance import compliance_view
from periodize.project.pictures.distribution import Asked, distribution
from periodize.project.pictures.fan import fan_view
from periodize.project.pictures.season import season_view
from periodize.project.pictures.session import stream_view
from periodize.project.pictures.week import week_view
from periodize.project.pictures.wellness import wellness_view
from periodize.project.records.keeping import Kept
from periodize.report.views.compliance import ComplianceView
from periodize.report.views.distribution import DistributionView
from periodize.report.views.performance import FanView
from periodize.report.views.season import SeasonView
from periodize.report.views.stream import StreamView
from periodize.report.views.week import WeekView
from periodize.report.views.wellness import WellnessView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from periodize.athlete import Athlete
    from periodize.plan import Season
    from periodize.project.seasons.question import Question
    from periodize.report.views.check import CheckReport


@dataclass(frozen=True)
class Subject:
    """A plan, its record and a question, from which every picture is made.

    Parameters
    ----------
    season : None for the record alone.
    report : the check of the record; None: nothing is recorded.
    today : the day of the question.
    question : how the rest of the season is to be played; None: once, as written.
    athlete : who recorded it, as far as is known.
    store : where streams are; None: the activities have them.
    kept : all that is recorded, as it was gathered; None: what the check saw of it.
    files : how many could be read and how many not, in words; "" where all could.
    first, last : days of the week that is meant; None: that of today.
    session : the planned session that is meant, or the activity; "" for none.
    zones : name of the zone model of a picture of zones; None: the athlete's.
    progress : called with the runs that are played and all of them.
    """

    season: Season | None
    report: CheckReport | None
    today: date
    question: Question | None = None
    athlete: Athlete | None = None
    store: Path | None = None
    kept: Kept | None = None
    files: str = ""
    first: date | None = None
    last: date | None = None
    session: str = ""
    zones: str | None = None
    progress: Callable[[int, int], None] | None = None

    @property
    def recorded(self) -> Kept:
        """What is recorded."""
        return self.kept or Kept(self.report.record if self.report else Record(), self.athlete, store=self.store)

    @cached_property
    def whole(self) -> SeasonView:
        """The season in one picture; simulated once, whatever is drawn of it."""
        return season_view(self.season, self.report, self.question, today=self.today, progress=self.progress)


VIEWS: Mapping[type, Callable[[Subject], Any]] = {
    SeasonView: lambda subject: subject.whole,
    ComplianceView: lambda subject: compliance_view(subject.season, subject.report, today=subject.today),
    FanView: lambda subject: fan_view(subject.whole, subject.season, subject.question),
    StreamView: lambda subject: stream_view(
        subject.season,
        subject.report,
        subject.session,
        today=subject.today,
        athlete=subject.athlete,
        whole=whole_from(subject.store),
    ),
    WeekView: lambda subject: week_view(
        subject.season,
        subject.report,
        today=subject.today,
        first=subject.first,
        athlete=subject.athlete,
        whole=whole_from(subject.store),
    ),
    WellnessView: lambda subject: wellness_view(subject.season, subject.report, today=subject.today),
    DistributionView: lambda subject: distribution(
        subject.season, subject.recorded, today=subject.today, asked=Asked(model=subject.zones)
    ),
}
"""Type of a view -> how it is made."""
