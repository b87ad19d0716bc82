"""One race over its distance: pace or power and heart rate, its segments, the pacing plan."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS
from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.channels import values_axis, written
from periodize.report.charts.marks import tip
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import WIDTH, Spec, layered, mark, quantity, stacked, word
from periodize.report.views.race import RaceView, highest
from periodize.units import KM, print_clock, print_distance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.analysis.segments import Split

OUTER = 0.02
"""Share of the paces on either side that the axis does not reach out for, as a standing start: our choice."""

LEAST_REACH = 0.08
"""Share of the middle for which an axis reaches at least to either side: an even race looks even. Our choice."""

ROOM = 60.0
"""[px] Segments narrower than this go without their mean in words: our choice, half of it on a telephone."""

LETTER = 7.0
"""[px] of a letter of a name, about."""

NAMES = {"speed": "pace", "power": "power", "heart_rate": "heart rate"}


@chart(
    "race",
    of=RaceView,
    about="one race over its distance, its segments and the pacing plan",
    command="periodize race FILE_OR_ID -o FILE",
)
def race(view: RaceView) -> Drawing:
    """Draw a race."""
    first = _output(view)
    channels = [first, *(name for name in ("heart_rate",) if _known(view, name))]
    return Drawing(
        name="race",
        title=f"{view.name or view.sport}, {view.start:%Y-%m-%d}",
        alt=_told(view, first),
        chart=stacked([_panel(view, one, first=one == first, last=one == channels[-1]) for one in channels]),
        columns=("Segment", "From", "To", "Time", "At", NAMES[first].capitalize(), "Heart rate", "Highest"),
        rows=tuple(_row(view, part, first) for part in view.splits),
        notes=(*_notes(view, first), *view.notes),
    )


def _output(view: RaceView) -> str:
    """Return what the race is told by: power where its sport goes by it and it was recorded, else speed."""
    return "power" if view.sport in POWER_SPORTS and _known(view, "power") else "speed"


def _known(view: RaceView, channel: str) -> bool:
    return any(value is not None for value in view.series.channels.get(channel, ()))


def _notes(view: RaceView, first: str) -> Iterator[str]:
    step = print_distance(view.series.step)
    yield f"The line has a point for each {step}; the ground marks segments, the thin black lines are their means."
    if any(_asked(view, first)):
        yield f"Dashed is the pacing plan: {view.pacing}."


# ---- panels


def _panel(view: RaceView, channel: str, *, first: bool, last: bool) -> Spec:
    points = list(_points(view, channel))
    steps = list(_asked(view, channel))
    means = [value for part in view.splits if (value := _mean(part, channel)) is not None]
    known = sorted(point["value"] for point in points)
    outer = int(OUTER * len(known)) if channel == "speed" else 0
    low, high = _reach([*known[outer : len(known) - outer], *means, *(step["value"] for step in steps)])
    height = 240 if first else 150
    head = _words_at(view) + 10.0
    y = values_axis(view.sport, channel, low, high + (high - low) * head / (height - head))
    title = "Distance [km]" if last else None
    domain = {"domain": [0, round(view.distance / KM, 4)], "nice": False}
    x = quantity("at", scale=domain, title=title, axis={"labels": last, "ticks": last, "tickCount": 10})
    hue = colour("fatigue" if channel == "heart_rate" else "done")
    told = [tip("at_distance", "at"), tip("clock", "time"), tip("was", NAMES[channel])]
    layers = [
        *_ground(view, channel, x),
        mark("line", points, {"x": x, "y": y, "detail": word("piece")}, color=hue, strokeWidth=1.4, clip=True),
        *_means(view, channel, x, y),
        *_plan(steps, x, y),
        mark("rule", points, {"x": x, "tooltip": told}, opacity=0, strokeWidth=3),
    ]
    return layered(layers, height=height)


def _words_at(view: RaceView) -> float:
    """Return how far below the upper edge [px] the means stand: names of segments are above them."""
    return 12.0 if view.asked == "every" else 24.0


def _reach(values: Sequence[float]) -> tuple[float, float]:
    """Return from where to where an axis goes."""
    low, high = min(values), max(values)
    middle = (low + high) / 2
    reach = max(0.55 * (high - low), LEAST_REACH * middle)
    return max(middle - reach, 0.0), middle + reach


def _points(view: RaceView, channel: str) -> Iterator[Spec]:
    """Yield the cells of the race that have a value, in pieces between gaps."""
    series, piece = view.series, 0
    values = series.speed if channel == "speed" else series.channels[channel]
    for begin, end, clock, value in zip((0.0, *series.ends), series.ends, series.clock, values, strict=False):
        if value is None:
            piece += 1
            continue
        yield {
            "at": round((begin + end) / 2 / KM, 4), "value": round(value, 4), "piece": f"{piece}",
            "at_distance": print_distance(round(end)), "clock": print_clock(clock),
            "was": written(channel, value, view.sport),
        }  # fmt: skip


def _mean(part: Split, channel: str) -> float | None:
    if channel == "speed":
        return part.speed if part.duration > 0 else None
    found = part.channels.get(channel)
    return found.mean if found and found.coverage else None


def _span(view: RaceView, part: Split, channel: str) -> Spec:
    value = _mean(part, channel)
    return {
        "at": round(part.begin.distance / KM, 4), "end": round(part.end.distance / KM, 4),
        "middle": round((part.begin.distance + part.end.distance) / 2 / KM, 4), "name": part.name,
        "time": print_clock(part.duration), "mean": written(channel, value, view.sport) or "not known",
        "value": None if value is None else round(value, 4),
    }  # fmt: skip


def _ground(view: RaceView, channel: str, x: Spec) -> Iterator[Spec]:
    """Yield the ground of the segments, every other one darker."""
    told = [tip("name", "segment"), tip("time"), tip("mean", f"mean {NAMES[channel]}")]
    for turn, hue in enumerate(("block", "block_other")):
        rows = [_span(view, part, channel) for part in view.splits[turn::2]]
        if rows:
            yield mark("rect", rows, {"x": x, "x2": {"field": "end"}, "tooltip": told}, color=colour(hue))


def _means(view: RaceView, channel: str, x: Spec, y: Spec) -> Iterator[Spec]:
    """Yield the means of the segments as thin lines, and in words, with names of the segments, where there is room."""
    rows = [_span(view, part, channel) for part in view.splits]
    known = [row for row in rows if row["value"] is not None]
    if known:
        where = {"x": x, "x2": {"field": "end"}, "y": y}
        yield mark("rule", known, where, color=colour("ink"), strokeWidth=1.2)
    widths = [WIDTH * part.distance / view.distance for part in view.splits]
    short = [
        {**row, "mean": row["mean"].partition("/")[0].partition(" ")[0]}
        for row, width in zip(rows, widths, strict=True)
        if width >= ROOM and row["value"] is not None
    ]
    if short:
        where = {"x": {**x, "field": "middle"}, "y": {"value": _words_at(view)}, "text": word("mean")}
        yield mark("text", short, where, fontSize=11, fontWeight=600, baseline="middle")
    named = [
        row
        for row, width in zip(rows, widths, strict=True)
        if view.asked != "every" and width >= max(ROOM, LETTER * len(row["name"]))
    ]
    if named:
        where = {"x": {**x, "field": "middle"}, "y": {"value": 9}, "text": word("name")}
        yield mark("text", named, where, fontSize=10, baseline="middle", color=colour("faint"))


def _asked(view: RaceView, channel: str) -> Iterator[Spec]:
    """Yield the pieces of the pacing plan that ask for this channel."""
    for piece in view.planned:
        value = piece.target_power if channel == "power" else None
        if channel == "speed" and piece.target_time:
            value = (piece.end.distance - piece.begin.distance) / piece.target_time
        if value:
            yield {
                "at": round(piece.begin.distance / KM, 4), "end": round(piece.end.distance / KM, 4),
                "value": round(value, 4), "plan": piece.text, "target": written(channel, value, view.sport),
                "behind": "not asked" if piece.behind is None else _behind(piece.behind),
            }  # fmt: skip


def _plan(steps: list[Spec], x: Spec, y: Spec) -> Iterator[Spec]:
    if not steps:
        return
    told = [tip("plan"), tip("target"), tip("behind", "at its end")]
    look = {"color": colour("performance"), "strokeWidth": 2, "strokeDash": [5, 3]}
    yield mark("rule", steps, {"x": x, "x2": {"field": "end"}, "y": y, "tooltip": told}, **look)
    risers = [
        {"at": one["end"], "value": one["value"], "top": other["value"]}
        for one, other in pairwise(steps)
        if one["end"] == other["at"] and one["value"] != other["value"]
    ]
    if risers:
        yield mark("rule", risers, {"x": x, "y": y, "y2": {"field": "top"}}, **look)


def _behind(seconds: float) -> str:
    return f"{abs(seconds):.1f} s {'behind' if seconds > 0 else 'ahead of'} the plan"


# ---- in words


def _told(view: RaceView, first: str) -> str:
    whole, shape = view.whole, view.shape
    mean = written(first, _mean(whole, first), view.sport)
    found = [f"{print_distance(round(view.distance))} in {print_clock(whole.duration)}, {mean} in the mean."]
    known = [part for part in view.splits if _mean(part, first) is not None]
    if len(known) > 1:
        ordered = sorted(known, key=lambda part: _mean(part, first) or 0.0)
        most, least = (
            f"{part.name} ({written(first, _mean(part, first), view.sport)})" for part in (ordered[-1], ordered[0])
        )
        words = ("Hardest", "easiest") if first == "power" else ("Fastest", "slowest")
        found.append(f"{words[0]} of {len(known)} segments: {most}, {words[1]}: {least}.")
    change = "in as much time as the first" if shape.split == "even" else f"in {abs(shape.change):.1%} "
    if shape.split != "even":
        change += "less time than the first" if shape.change < 0 else "more time than the first"
    found.append(f"The second half {change}.")
    rate = whole.channels.get("heart_rate")
    if rate and rate.coverage:
        found.append(f"Heart rate {rate.mean:.0f} bpm in the mean, {highest(whole, 'heart_rate')} at most.")
    behind = [piece for piece in view.planned if piece.behind is not None]
    if behind:
        at = print_distance(round(behind[-1].end.distance))
        found.append(f"At {at}: {_behind(behind[-1].behind or 0.0)}.")
    return " ".join(found)


def _row(view: RaceView, part: Split, first: str) -> tuple[str, ...]:
    rate = part.channels.get("heart_rate")
    beats = [f"{rate.mean:.0f}", highest(part, "heart_rate")] if rate and rate.coverage else ["", ""]
    ends = [print_distance(round(mark.distance)) for mark in (part.begin, part.end)]
    times = [print_clock(part.duration), print_clock(part.end.clock)]
    return (part.name, *ends, *times, written(first, _mean(part, first), view.sport), *beats)
