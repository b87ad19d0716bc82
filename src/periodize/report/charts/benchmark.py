"""One session over the year: its pace or power and its heart rate, each time a point, and what would matter."""

from __future__ import annotations

from datetime import timedelta
from math import isnan
from typing import TYPE_CHECKING

from periodize.analysis.benchmark import MONTH, Change, Trend
from periodize.errors import UsageError
from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.channels import values_axis, written
from periodize.report.charts.marks import days_axis, in_words, instant, tip, tip_day
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, layered, mark, scale, stacked, word
from periodize.report.views.benchmark import Benchmark, BenchmarkView

if TYPE_CHECKING:
    from datetime import date

    from periodize.report.views.benchmark import Outing

MOST = 6
"""Sessions in one picture, those done most often: our choice."""

ROOM = 0.15
"""Share of the span of the values that an axis goes on beyond them: our choice."""

LEAST = 0.03
"""Share of the value that an axis reaches to either side at least, so that chance looks small: our choice."""

CAPTION = (
    "filled: comparable; hollow: not; line through a point: typical error of one time; band: smallest change that"
    " matters, about the mean of the times before the last; dashes: trend"
)


@chart(
    "benchmark",
    of=BenchmarkView,
    about="one session over the year: pace or power and heart rate each time, trend, and what would matter",
    command="periodize benchmark SESSION -o FILE",
)
def benchmark(view: BenchmarkView) -> Drawing:
    """Draw sessions that were done more than once."""
    shown = [one for one in view.all if len(_known(one, "output")) > 1][:MOST]
    if not shown:
        message = "no session with a known pace or power was done twice, so there is no trend to draw"
        raise UsageError(message)
    panels = [panel for one in shown for panel in _panels(one, alone=len(shown) == 1)]
    title = f"{shown[0].title} over time" if len(shown) == 1 else "The same sessions over time"
    return Drawing(
        name="benchmark",
        title=title,
        alt=" ".join(_told(one) for one in shown),
        chart=stacked(panels),
        columns=("Session", "Date", "Pace or power", "Heart rate", "Not comparable"),
        rows=tuple(_row(one, outing) for one in shown for outing in one.outings),
        notes=(*(f"{one.title}: {sentence}" for one in shown for sentence in one.says), *view.notes, CAPTION),
        caption=CAPTION,
    )


def _panels(one: Benchmark, *, alone: bool) -> list[Spec]:
    """Return output, and beside a single session also its heart rate."""
    found = [_panel(one, "output", alone=alone)]
    if alone and len(_known(one, "heart_rate")) > 1:
        found.append(_panel(one, "heart_rate", alone=True))
    return found


def _channel(one: Benchmark, name: str) -> str:
    if name == "heart_rate":
        return name
    return one.channel


def _panel(one: Benchmark, name: str, *, alone: bool) -> Spec:
    channel, points = _channel(one, name), _known(one, name)
    values = [outing.values[name] for outing in points]
    usual, error, matters = _scatter(one, name)
    ends = [*(value + side * error for value in values for side in (-1, 1))]
    ends += [usual + side * matters for side in (-1, 1) if usual]
    middle, half = (max(ends) + min(ends)) / 2, (max(ends) - min(ends)) / 2
    reach = max(half * (1 + ROOM), LEAST * middle)
    y = values_axis(one.sport, channel, middle - reach, middle + reach)
    first, last = one.outings[0].day - timedelta(days=3), one.outings[-1].day + timedelta(days=3)
    x = days_axis(first, last)
    rows = [_point(one, outing, name, channel, error) for outing in points]
    tips = [tip_day("date"), tip("value"), tip("heart", "heart rate"), tip("what")]
    kinds = word("kind", legend=None, scale=scale({"comparable": colour("done"), "not comparable": colour("ground")}))
    layers = [
        *_band((usual, matters), first, last, x, y),
        *_trend(one, name, x, y),
        *([mark("rule", rows, {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}, color=colour("faint"))]
          if error else []),
        mark("point", rows, {"x": x, "y": {**y, "field": "at"}, "fill": kinds, "tooltip": tips}, filled=True,
             size=90, stroke=colour("done"), strokeWidth=2, opacity=1),
    ]  # fmt: skip
    head: Spec = {} if alone else {"title": {"text": one.title, "fontSize": 12, "limit": 500}}
    return layered(layers, height=190 if alone else 120, **head)


def _known(one: Benchmark, name: str) -> list[Outing]:
    return [outing for outing in one.outings if not isnan(outing.values[name])]


def _scatter(one: Benchmark, name: str) -> tuple[float, float, float]:
    """Return the mean of the comparable times before the last, the typical error of one, what matters; 0 not known."""
    before = [outing.values[name] for outing in _known(one, name)[:-1] if not outing.why]
    usual = sum(before) / len(before) if before else 0.0
    followed = one.measure(name)
    change = followed.change if followed else None
    if followed is None or not isinstance(change, Change):
        return usual, 0.0, 0.0
    unit = usual / 100 if change.unit == "%" else 1.0
    matters = 0.0 if isnan(followed.worthwhile) else followed.worthwhile * unit
    return usual, change.error * unit, matters


def _band(around: tuple[float, float], first: date, last: date, x: Spec, y: Spec) -> list[Spec]:
    usual, matters = around
    if not usual or not matters:
        return []
    rows = [
        {"day": instant(day), "low": round(usual - matters, 4), "high": round(usual + matters, 4)}
        for day in (first, last + timedelta(days=1))
    ]
    where = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
    return [mark("area", rows, where, color=colour("planned"), opacity=0.3)]


def _trend(one: Benchmark, name: str, x: Spec, y: Spec) -> list[Spec]:
    """Return the line of the trend through the middle of the comparable times."""
    followed = one.measure(name)
    trend = followed.trend if followed else None
    points = [outing for outing in _known(one, name) if not outing.why]
    if not isinstance(trend, Trend) or len(points) < 2:
        return []
    middle = sum(outing.values[name] for outing in points) / len(points)
    centre = sum(outing.day.toordinal() for outing in points) / len(points)
    unit = middle / 100 if trend.unit == "%" else 1.0
    rows = [
        {"day": instant(day), "at": round(middle + trend.value * unit * (day.toordinal() - centre) / MONTH, 4)}
        for day in (points[0].day, points[-1].day)
    ]
    where = {"x": x, "y": {**y, "field": "at"}}
    return [mark("line", rows, where, color=colour("faint"), strokeDash=[6, 4], strokeWidth=1.5)]


def _point(one: Benchmark, outing: Outing, name: str, channel: str, error: float) -> Spec:
    at = outing.values[name]
    return {
        "day": instant(outing.day),
        "at": round(at, 4),
        "low": round(at - error, 4),
        "high": round(at + error, 4),
        "value": written(channel, at, one.sport),
        "heart": _beats(outing),
        "kind": "not comparable" if outing.why else "comparable",
        "what": ", ".join(outing.why) or "comparable, as far as is known",
    }


def _beats(outing: Outing) -> str:
    value = outing.values["heart_rate"]
    return "not known" if isnan(value) else f"{value:.0f} bpm"


def _row(one: Benchmark, outing: Outing) -> tuple[str, ...]:
    output = outing.values["output"]
    told = "" if isnan(output) else written(_channel(one, "output"), output, one.sport)
    return one.title, outing.day.isoformat(), told, _beats(outing), ", ".join(outing.why)


def _told(one: Benchmark) -> str:
    """Return what a look at it tells."""
    points = _known(one, "output")
    channel = _channel(one, "output")
    first, last = (written(channel, outing.values["output"], one.sport) for outing in (points[0], points[-1]))
    span = f"from {in_words(points[0].day)} to {in_words(points[-1].day)}"
    what = f"{one.title}, {len(points)} times {span}: {first} the first time, {last} the last."
    return " ".join((what, *one.says))
