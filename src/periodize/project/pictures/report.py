"""Everything that a report shows, of one check and one simulation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from periodize.errors import UsageError
from periodize.project.checks.today import today_view
from periodize.project.pictures.provenance import provenance
from periodize.project.pictures.subject import VIEWS
from periodize.project.plans.calendar import calendar
from periodize.project.plans.explaining import day_view
from periodize.project.plans.planning import monday_of, schedule
from periodize.report.charts import CHARTS
from periodize.report.views.models import remark, summary
from periodize.report.views.report import Missing, ModelFacts, ReportView, WeekSheet

if TYPE_CHECKING:
    from datetime import date

    from periodize.plan import Season
    from periodize.project.pictures.subject import Subject
    from periodize.report.views.plan import CalendarWeek
    from periodize.report.views.replay import Replay
    from periodize.report.views.season import SeasonView

PICTURES = ("season", "races", "fan", "week", "compliance", "zones", "wellness")
"""Charts of a report, in its order."""

LOOKED_BACK = 20
"""Past weeks at most, evenly over the season, whose forecasts are made again for a report: our choice, as each takes
a fiftieth of a second."""


def report_view(subject: Subject) -> ReportView:
    """Return everything that a report shows.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if there is neither a plan nor a record.
    """
    whole, season, report = subject.whole, subject.season, subject.report
    return ReportView(
        title=whole.title,
        whole=whole,
        today=today_view(report, season) if report else None,
        week=_week_of(season, subject.today) if season and whole.first <= subject.today <= whole.last else None,
        pictures={name: _seen(name, subject) for name in PICTURES} | (_over(whole) if season else {}),
        model=_model(subject),
        past=_past(subject),
        provenance=provenance(subject, whole.forecast),
    )


def week_sheet(subject: Subject) -> WeekSheet:
    """Return a week for the fridge: the one that is meant, or that of today.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if there is no plan, or the week lies outside of it.
    """
    season = subject.season
    if season is None:
        message = "--week is a week of a plan, and there is none here; name it: periodize report plan.yaml --week DATE"
        raise UsageError(message)
    week = _week_of(season, subject.first or subject.today)
    planned = schedule(season)
    monday, sunday = week.days[0].date, week.days[-1].date
    recorded = subject.report.comparison.rows if subject.report else ()
    return WeekSheet(
        title=season.name,
        week=week,
        days=tuple(day_view(planned, day.date) for day in week.days if day.in_season),
        rows=tuple(row for row in recorded if monday <= row.day <= sunday),
        picture=_seen("week", subject),
        provenance=provenance(subject),
    )


def _week_of(season: Season, day: date) -> CalendarWeek:
    monday = monday_of(day)
    return calendar(season, today=day, first=monday, last=monday + timedelta(days=6)).weeks[0]


def _seen(name: str, subject: Subject) -> Any | Missing:
    """Return what a chart is drawn from."""
    try:
        return VIEWS[CHARTS[name].view](subject)
    except UsageError as error:
        return Missing(str(error))


def _over(whole: SeasonView) -> dict[str, Missing]:
    """Return why there is no forecast of a season that is past, however early its record ends."""
    if whole.today <= whole.last:
        return {}
    return {name: Missing("the season is over, so there is nothing to forecast") for name in ("races", "fan")}


def _past(subject: Subject) -> Replay | Missing | None:
    """Return what forecasts of load and form like this one were worth; tests take too long for a page."""
    from periodize.project.seasons.replaying import EVERY, LEAST_PAST, past_of, replay

    season, report, whole = subject.season, subject.report, subject.whole
    if season is None or whole.forecast is None or whole.runs == 1 or whole.today > whole.last:
        return None
    if report is None or report.history is None:
        return Missing("nothing is recorded")
    known = past_of(report, season, (), today=subject.today)._replace(tests=())
    try:
        return replay(known, today=subject.today, seed=whole.forecast.seed, most=LOOKED_BACK)
    except UsageError:
        return Missing(f"it takes {LEAST_PAST} recorded days, and {EVERY} planned and recorded ones after them")


def _model(subject: Subject) -> ModelFacts | None:
    from periodize.project.seasons.calibrating import Calibrated
    from periodize.response import MODELS

    forecast = subject.whole.forecast
    if forecast is None:
        return None
    model = MODELS[forecast.model]
    asked = subject.question.model if subject.question else None
    return ModelFacts(
        name=forecast.model,
        summary=summary(model),
        valid=remark(model, "Valid"),
        trap=remark(model, "Trap"),
        evidence=model.evidence,
        own=tuple(asked.calibration.verdict) if isinstance(asked, Calibrated) else (),
        borrowed=forecast.borrowed,
    )
