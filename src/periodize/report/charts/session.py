"""One session over its time: pace or power and heart rate as recorded, over the planned steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS
from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.channels import SPEEDS, values_axis, written
from periodize.report.charts.marks import tip
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, layered, mark, quantity, stacked, word
from periodize.report.views.stream import StreamView
from periodize.units import count, print_clock, print_distance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.report.views.stream import Point, RepeatMark, StepBox, Trace

MINUTE = 60.0

OUTER = 0.02
"""Share of the paces on either side that the axis does not reach out for, as at a light: our choice."""

LEAST_REACH = 0.15
"""Share of the middle for which an axis reaches at least to either side: an even run looks even. Our choice."""

NAMES = {"speed": "pace", "power": "power", "heart_rate": "heart rate"}


@chart("session", of=StreamView, about="one session: pace or power and heart rate as recorded, over the planned steps")
def session(view: StreamView) -> Drawing:
    """Draw a session."""
    channels = [trace.name for trace in view.traces]
    for box in view.steps:
        if box.channel and box.channel not in channels:
            channels.append(box.channel)
    panels = [_panel(view, channel, first=channel == channels[0], last=channel == channels[-1]) for channel in channels]
    return Drawing(
        name="session",
        title=view.title,
        alt=_told(view),
        chart=stacked(panels),
        columns=("Step", "From", "To", "Target", "Was", "Verdict"),
        rows=tuple(_table(view)),
        notes=tuple(_notes(view)),
        caption="; ".join(_signs(view)),
    )


def _signs(view: StreamView) -> Iterator[str]:
    """Yield how what is drawn is read, part by part."""
    if any(trace.step > 1 for trace in view.traces):
        yield "line: mean, pale band: least to most"
    if any(box.low is not None for box in view.steps):
        yield "grey boxes: targets"
    if any(box.expected for box in view.steps):
        yield "grey lines: steps without a target, as reckoned"
    if view.repeats:
        yield "numbers above: repeats found, open where off target"
    if view.laps:
        yield "ticks at the foot: laps"
    if view.stops:
        yield "grey ground: the recording stood"


def _notes(view: StreamView) -> Iterator[str]:
    if view.planned:
        yield f"Planned: {view.planned}."
    if any(box.low is not None for box in view.steps):
        yield "Boxes are targets with what counts as on them (our choice: pace within 3 %, power and heart rate 5 %)."
    if any(box.expected for box in view.steps):
        yield "Thin lines are steps without a target of their own, as the plan reckons them."
    if view.repeats:
        yield "Planned steps stand where they were done; what lies between two of them fills the time between."
        yield "Numbers are repeats that were found, open where off their target; + is hard work beside the plan."
    if any(trace.step > 1 for trace in view.traces):
        yield "The pale band around a line goes from the least to the most of the seconds behind each point."
    if view.laps:
        yield "Ticks at the foot are laps."
    if view.stops:
        yield "On grey ground the recording stood."
    yield from view.notes


def _panel(view: StreamView, channel: str, *, first: bool, last: bool) -> Spec:
    trace = next((trace for trace in view.traces if trace.name == channel), None)
    boxes = [box for box in view.steps if box.channel == channel]
    low, high = _reach(view, trace, boxes)
    end = max(view.end, 1.0) / MINUTE
    time = {"title": "Time [min]" if last else None, "labels": last, "ticks": last}
    x = quantity("at", scale={"domain": [0, round(end, 2)], "nice": False}, title=time.pop("title"), axis=time)
    y = values_axis(view.sport, channel, low, high)
    layers = [
        *_stops(view, x), *_targets(view, boxes, x, y), *_line(view, trace, x, y), *_ceiling(view, channel, x, y),
    ]  # fmt: skip
    if first:
        layers += [*_repeats(view, x), *_laps(view, x)]
    return layered(layers, height=240 if first else 150)


def _reach(view: StreamView, trace: Trace | None, boxes: Sequence[StepBox]) -> tuple[float, float]:
    """Return from where to where the axis of a channel goes."""
    values = [value for box in boxes for value in (box.low, box.high, box.expected) if value]
    if trace:
        means = sorted(point.mean for point in trace.points)
        outer = int(OUTER * len(means)) if trace.name in SPEEDS else 0
        values += [means[outer], means[-1 - outer]]
        if view.ceiling and _same(view.ceiling[0], trace.name):
            values.append(view.ceiling[1])
    low, high = min(values), max(values)
    middle = (low + high) / 2
    reach = max(0.56 * (high - low), LEAST_REACH * middle)
    return max(middle - reach, 0.0), middle + reach


def _same(channel: str, drawn: str) -> bool:
    return channel == drawn or {channel, drawn} <= SPEEDS


def _stops(view: StreamView, x: Spec) -> Iterator[Spec]:
    rows = [
        {"at": round(begin / MINUTE, 3), "end": round(end / MINUTE, 3), "stood": print_clock(end - begin)}
        for begin, end in view.stops
    ]
    if rows:
        where = {"x": x, "x2": {"field": "end"}, "tooltip": [tip("stood", "the recording stood for")]}
        yield mark("rect", rows, where, color=colour("block"))


def _targets(view: StreamView, boxes: Sequence[StepBox], x: Spec, y: Spec) -> Iterator[Spec]:
    """Yield targets as boxes, and steps without one as thin lines."""
    rows = [
        {
            "at": round(box.begin / MINUTE, 3), "end": round(box.end / MINUTE, 3), "step": box.text,
            "value": round(box.low if box.low is not None else box.expected or 0.0, 4),
            "top": None if box.high is None else round(box.high, 4), "target": _target(box, view.sport),
            "found": "found in the recording" if box.found else "as planned",
        }
        for box in boxes
    ]  # fmt: skip
    told = [tip("step"), tip("target"), tip("found", "where")]
    span = {"x": x, "x2": {"field": "end"}, "y": y, "tooltip": told}
    targets, others = [row for row in rows if row["top"]], [row for row in rows if not row["top"]]
    if targets:
        look = {"color": colour("planned"), "opacity": 0.55, "stroke": colour("faint"), "strokeWidth": 0.6}
        yield mark("rect", targets, {**span, "y2": {"field": "top"}}, clip=True, **look)
    if others:
        yield mark("rule", others, span, color=colour("planned"), strokeWidth=3, clip=True)


def _target(box: StepBox, sport: str) -> str:
    if box.low is None or box.high is None:
        return f"none; reckoned at {written(box.channel, box.expected, sport)}" if box.expected else "none"
    ends = [written(box.channel, value, sport) for value in (box.low, box.high)]
    return f"{ends[0]} to {ends[1]}"


def _line(view: StreamView, trace: Trace | None, x: Spec, y: Spec) -> Iterator[Spec]:
    """Yield what was recorded: means as a line, the least and the most of them as a band."""
    if trace is None:
        return
    hue = colour("fatigue" if trace.name == "heart_rate" else "done")
    rows = [_point(point, trace.name, view.sport) for point in trace.points]
    ends = {"x": x, "detail": word("piece")}
    if trace.step > 1:
        band = {**ends, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
        yield mark("area", rows, band, color=hue, opacity=0.18, clip=True)
    told = [tip("clock", "time"), tip("was", NAMES[trace.name])]
    yield mark("line", rows, {**ends, "y": y}, color=hue, strokeWidth=1.4, strokeJoin="round", clip=True)
    yield mark("rule", rows, {"x": x, "tooltip": told}, opacity=0, strokeWidth=2)


def _point(point: Point, channel: str, sport: str) -> Spec:
    return {
        "at": round(point.at / MINUTE, 3), "value": round(point.mean, 3), "low": round(point.low, 3),
        "high": round(point.high, 3), "piece": point.piece, "clock": print_clock(point.at),
        "was": written(channel, point.mean, sport) if point.mean > 0 else "standing",
    }  # fmt: skip


def _ceiling(view: StreamView, channel: str, x: Spec, y: Spec) -> Iterator[Spec]:
    """Yield the line where easy ends."""
    if view.ceiling is None or not _same(view.ceiling[0], channel):
        return
    easy = written(view.ceiling[0], view.ceiling[1], view.sport)
    row = [{"at": 0, "value": round(view.ceiling[1], 4), "text": f"easy ends at {easy}"}]
    yield mark("rule", row, {"y": y, "tooltip": [tip("text", "limit")]}, color=colour("ink"), strokeDash=[4, 3])
    where = {"x": x, "y": y, "text": word("text")}
    yield mark("text", row, where, align="left", baseline="bottom", dx=4, dy=-2, fontSize=10)


def _repeats(view: StreamView, x: Spec) -> Iterator[Spec]:
    """Yield a bar with its number above each repeat that was found; one off its target is open, not filled."""
    rows = [
        {
            "at": round(repeat.begin / MINUTE, 3), "end": round(repeat.end / MINUTE, 3),
            "number": f"{repeat.number or '+'}",
            "middle": round((repeat.begin + repeat.end) / 2 / MINUTE, 3), "step": repeat.text,
            "was": written(repeat.channel, repeat.was, view.sport), "verdict": repeat.verdict,
            "filled": 0.0 if repeat.hit is False else 0.9,
        }
        for repeat in view.repeats
    ]  # fmt: skip
    if not rows:
        return
    told = [tip("number", "repeat"), tip("step"), tip("was"), tip("verdict")]
    span = {
        "x": x, "x2": {"field": "end"}, "y": {"value": -10}, "y2": {"value": -4}, "tooltip": told,
        "fillOpacity": quantity("filled", scale=None),
    }  # fmt: skip
    yield mark("rect", rows, span, color=colour("performance"), stroke=colour("performance"), strokeWidth=1)
    where = {"x": {**x, "field": "middle"}, "y": {"value": -17}, "text": word("number")}
    yield mark("text", rows, where, fontSize=9, baseline="middle", color=colour("performance"))


def _laps(view: StreamView, x: Spec) -> Iterator[Spec]:
    """Yield a tick at the foot for each lap."""
    rows = [
        {
            "at": round(lap.at / MINUTE, 3), "lap": f"{lap.number}", "time": print_clock(lap.duration),
            "distance": print_distance(round(lap.distance, -1)) if lap.distance else "not known",
        }
        for lap in view.laps
    ]  # fmt: skip
    if rows:
        told = [tip("lap"), tip("time"), tip("distance")]
        where = {"x": x, "y": {"value": "height"}, "y2": {"value": 230}, "tooltip": told}
        yield mark("rule", rows, where, color=colour("ink"), strokeWidth=1)


# ---- in words


def _told(view: StreamView) -> str:
    found = [f"Planned: {view.planned}."] if view.planned else []
    found += [f"State: {view.state}."] if view.state else []
    for trace in view.traces:
        most = max(point.mean for point in trace.points)
        ends = [written(trace.name, value, view.sport) for value in (trace.mean, most)]
        word_of = "speed" if trace.name == "speed" and view.sport in POWER_SPORTS else NAMES[trace.name]
        top = "at its fastest" if trace.name == "speed" else "at most"
        found.append(f"Recorded {word_of}: {ends[0]} in the mean, {ends[1]} {top}.")
    planned = [repeat for repeat in view.repeats if repeat.number]
    if planned or view.missing:
        on = sum(repeat.hit is True for repeat in planned)
        found.append(f"{count(len(planned), 'repeat')} found, {on} on target, {view.missing} missing.")
    if view.stops:
        stood = sum(end - begin for begin, end in view.stops)
        found.append(f"The recording stood {count(len(view.stops), 'time')}, {print_clock(stood)} in all.")
    return " ".join(found or ["Nothing was recorded."])


def _table(view: StreamView) -> Iterator[tuple[str, ...]]:
    known: dict[float, RepeatMark] = {round(repeat.begin, 1): repeat for repeat in view.repeats}
    for box in view.steps:
        repeat = known.get(round(box.begin, 1)) if box.found else None
        yield (
            box.text,
            print_clock(box.begin),
            print_clock(box.end),
            _target(box, view.sport),
            written(repeat.channel, repeat.was, view.sport) if repeat else "",
            repeat.verdict if repeat else "",
        )
    if not view.steps:
        for lap in view.laps:
            yield (f"lap {lap.number}", print_clock(lap.at), print_clock(lap.at + lap.duration), "none", "", "")
