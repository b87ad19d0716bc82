"""A calibration: the curve with its range and the tests on it, what is left of each test, and the loads below."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.fan import banded_areas, told, value_axis
from periodize.report.charts.intervals import LEGEND, caption, ends, interval, lines_of
from periodize.report.charts.marks import days_axis, in_words, instant, tip, tip_day
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, layered, mark, quantity, stacked, word
from periodize.report.views.performance import CalibrationView

if TYPE_CHECKING:
    from periodize.report.views.performance import TestPoint

MANY_DAYS = 500
"""Days above which the curve has the last day of each week, and loads are sums of weeks: our choice."""

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
"""Of the tests, by their events; more of them share the last one."""


@chart(
    "calibration",
    of=CalibrationView,
    about="the calibrated curve with its range, the tests on it, and what is left of each",
    command="periodize calibrate -o FILE",
)
def calibration(view: CalibrationView) -> Drawing:
    """Draw a calibration."""
    return Drawing(
        name="calibration",
        title=f"{view.model}, calibrated: {view.measure.name}",
        alt=_told(view),
        chart=stacked([_curve(view), _residuals(view), _loads(view)]),
        columns=("Day", "Test", "Measured", f"Above the model [{view.unit}]"),
        rows=tuple((test.day.isoformat(), test.event, test.text, _beyond(test)) for test in view.tests),
        notes=view.verdict,
    )


def _span(view: CalibrationView) -> tuple[date, date]:
    return view.days[0].day, view.days[-1].day


def _curve(view: CalibrationView) -> Spec:
    x = days_axis(*_span(view), labels=False)
    values = [at for day in view.days for at in ends(day.performance)] + [test.value for test in view.tests]
    y, hue = value_axis(view.measure, values), colour("performance")
    days = [day for day in view.days if len(view.days) <= MANY_DAYS or day.day.weekday() == 6]
    rows = [
        {"day": instant(day.day), **interval(day.performance), "said": told(day.performance, view.measure)}
        for day in days
    ]
    tips = [tip_day("date"), tip("said", "model")]
    layers = [
        *banded_areas(rows, x, y, hue),
        mark("line", rows, {"x": x, "y": y}, color=hue, strokeJoin="round"),
        mark("rule", rows, {"x": x, "tooltip": tips}, strokeWidth=6, opacity=0),
        _tests(view, x, y),
    ]
    whose = "line: the model of other athletes, the tests are too few" if view.priors_only else "line: the model"
    how = f"{whose}, with half of what it may be and nine in ten; marks: tests"
    return layered(layers, height=240, title=caption([how, *lines_of(view.verdict[0])]))


def _tests(view: CalibrationView, x: Spec, y: Spec) -> Spec:
    rows = [{**_test(test), "value": round(test.value, 3)} for test in view.tests]
    return _marks(view, rows, x, y)


def _marks(view: CalibrationView, rows: list[Spec], x: Spec, y: Spec) -> Spec:
    events = list(dict.fromkeys(test.event for test in view.tests))
    shapes = {"domain": events, "range": [SHAPES[min(nth, len(SHAPES) - 1)] for nth in range(len(events))]}
    legend: Spec | None = {**LEGEND, "labelLimit": 160} if len(events) > 1 else None
    tips = [tip_day("date"), tip("event", "test"), tip("measured"), tip("beyond", "above the model")]
    where = {"x": x, "y": y, "shape": word("event", legend=legend, scale=shapes), "tooltip": tips}
    look = {"filled": True, "size": 55, "opacity": 1, "stroke": colour("ground"), "strokeWidth": 0.8}
    return mark("point", rows, where, color=colour("done"), **look)


def _test(test: TestPoint) -> Spec:
    return {"day": instant(test.day), "event": test.event, "measured": test.text, "beyond": _beyond(test)}


def _beyond(test: TestPoint) -> str:
    return "" if test.beyond is None else f"{test.beyond:+.1f}"


def _residuals(view: CalibrationView) -> Spec:
    x = days_axis(*_span(view), labels=False)
    unit = view.unit.replace("% of the first test", "%")
    y = quantity("value", title=f"Test above the model [{unit}]")
    rows = [{**_test(test), "value": round(test.beyond, 3)} for test in view.tests if test.beyond is not None]
    stems = {"x": x, "y": y, "y2": {"datum": 0}}
    layers = [
        mark("rule", [{"value": 0}], {"y": y}, color=colour("faint"), strokeWidth=0.8),
        mark("rule", rows, stems, color=colour("done"), strokeWidth=1.2),
        _marks(view, rows, x, y),
    ]
    layers[-1]["encoding"]["shape"]["legend"] = None
    return layered(layers, height=100)


def _loads(view: CalibrationView) -> Spec:
    first, last = _span(view)
    weekly = len(view.days) > MANY_DAYS
    x, unit = days_axis(first, last), "AU a week" if weekly else "AU a day"
    rows = _weeks(view) if weekly else _of_days(view)
    where = {"x": x, "x2": {"field": "end"}, "y": quantity("load", title=f"Load [{unit}]"), "y2": {"datum": 0}}
    tips = [tip_day("from"), quantity("load", title=unit, format=".0f")]
    return layered([mark("bar", rows, {**where, "tooltip": tips}, color=colour("planned"))], height=80)


def _of_days(view: CalibrationView) -> list[Spec]:
    return [
        {"day": instant(day.day), "end": instant(day.day + timedelta(days=1)), "load": round(load, 1)}
        for day, load in zip(view.days, view.loads, strict=True)
        if load is not None
    ]


def _weeks(view: CalibrationView) -> list[Spec]:
    """Return sums of calendar weeks; none of a week of which nothing is known."""
    sums: dict[date, float] = {}
    for day, load in zip(view.days, view.loads, strict=True):
        if load is not None:
            monday = day.day - timedelta(days=day.day.weekday())
            sums[monday] = sums.get(monday, 0.0) + load
    return [
        {"day": instant(monday), "end": instant(monday + timedelta(days=7)), "load": round(load, 1)}
        for monday, load in sums.items()
    ]


def _told(view: CalibrationView) -> str:
    first, last = view.days[0], view.days[-1]
    beyond = [abs(test.beyond) for test in view.tests if test.beyond is not None]
    begin = f"{len(view.tests)} tests from {in_words(first.day)} to {in_words(last.day)}."
    end = f"The model ends at {told(last.performance, view.measure)}." if last.performance is not None else ""
    miss = f"A test lies {sum(beyond) / len(beyond):.1f} {view.unit} from it on average." if beyond else ""
    return " ".join(part for part in (begin, end, miss, view.verdict[0]) if part)
