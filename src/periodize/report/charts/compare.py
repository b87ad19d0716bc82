"""Plans side by side: load and form week by week, and what the others bring to each race over the first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.intervals import LEGEND, caption, interval, intervals, zero_line
from periodize.report.charts.marks import cell, days_axis, in_words, instant, middle, tip, tip_day
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, layered, mark, moment, ordered, quantity, scale, stacked, word
from periodize.report.views.question import PlansCompared
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from periodize.report.views.question import Paired, RacePair, Side
    from periodize.report.views.values import Value

DASHES = {"A": [1, 0], "B": [8, 3], "C": [2, 2], "D": [9, 3, 2, 3]}
"""Letter of a plan -> how its line is drawn, so that no colour is needed to tell them apart."""

SHAPES = {"A": "circle", "B": "square", "C": "triangle-up", "D": "diamond"}
"""Letter of a plan -> the shape of its dot."""

ROW = 34
"""[px] of a difference."""

MOST = 8
"""Races whose differences are drawn, the most important ones: our choice; the table has them all."""

NAMED = 3
"""Races that are not drawn and named: our choice."""

MEASURES = {"performance": "Performance [points of %]", "form": "Form"}
"""Measure -> heading of its differences."""


@chart(
    "compare",
    of=PlansCompared,
    about="plans side by side: load and form by weeks, and the differences on race day",
    command="periodize compare PLAN PLAN -o FILE",
)
def compare(view: PlansCompared) -> Drawing:
    """Draw plans side by side."""
    panels = [_weeks(view, "load", 170, last=False), _weeks(view, "form", 170, last=True)]
    panels += [panel for measure in MEASURES if (panel := _differences(view, measure)) is not None]
    letters = [side.letter for side in view.sides]
    beside = _beside(view.races)
    return Drawing(
        name="compare",
        title="Plans side by side",
        alt=_told(view),
        chart={**stacked(panels), "title": caption([beside])} if beside else stacked(panels),
        columns=("Race day", "Race", "Plan", *(f"{heading} over {letters[0]}" for heading in MEASURES.values())),
        rows=tuple(row for race in view.races for row in _rows(race, view.sides)),
        notes=(*([beside] if beside else []), *view.assumptions),
        caption=beside,
    )


def _names(view: PlansCompared) -> list[str]:
    """Return what each plan is called: by its title where that tells it from the others, else by its file."""
    titles = [side.title for side in view.sides]
    told = all(titles) and len(set(titles)) == len(titles)
    return [f"{side.letter}: {side.title if told else side.plan}" for side in view.sides]


def _looks(view: PlansCompared, *, legend: bool) -> tuple[Spec, Spec]:
    """Return colour and dash of each plan, in one legend."""
    names, letters = _names(view), [side.letter for side in view.sides]
    fits = {"columns": {"expr": "width < 500 ? 1 : 2"}, "labelLimit": {"expr": "width < 500 ? width - 40 : 300"}}
    shown = {**LEGEND, "symbolSize": 500, "symbolType": "stroke", **fits} if legend else None
    hues = scale({name: colour(f"plan_{letter.lower()}") for name, letter in zip(names, letters, strict=True)})
    dashes = {"domain": names, "range": [DASHES[letter] for letter in letters]}
    return word("plan", legend=shown, scale=hues), word("plan", legend=shown, scale=dashes)


def _weeks(view: PlansCompared, name: str, height: int, *, last: bool) -> Spec:
    """Return load, as steps, or form, as lines, of each plan."""
    first, end = min(side.first for side in view.sides), max(side.last for side in view.sides)
    first = min([first, *(week.start for week in view.weeks)])
    x = days_axis(first, end, labels=last)
    unit = view.unit.replace("AU/day", "AU a day")
    y = quantity("value", title="Load a week [AU]" if name == "load" else f"Form at the end of the week [{unit}]")
    hue, dash = _looks(view, legend=not last)
    layers: list[Spec] = []
    if name == "form":
        layers.append(mark("rule", [{"value": 0}], {"y": y}, color=colour("faint"), strokeWidth=0.8))
    for nth, side in enumerate(view.sides):
        rows = _of_weeks(view, name, nth)
        if name == "form":
            banded = [row for row in rows if "p25" in row]
            where = {"x": x, "y": {**y, "field": "p25"}, "y2": {"field": "p75"}}
            if banded:
                layers.append(mark("area", banded, where, color=colour(f"plan_{side.letter.lower()}"), opacity=0.13))
        look = {"interpolate": "step-after"} if name == "load" else {"strokeJoin": "round"}
        tips = [tip("plan"), tip_day("week of", "week"), tip("said", name)]
        where = {"x": x, "y": y, "color": hue, "strokeDash": dash}
        layers.append(mark("line", rows, where, strokeWidth=2, **look))
        points = {"x": x, "y": y, "tooltip": tips}
        layers.append(mark("point", rows, points, size=90, opacity=0, filled=True))
    layers += _races(view)
    how = ["lines: median of the runs; areas: half of them; upright: race days"] if view.runs > 1 else []
    panel = layered(layers, height=height)
    return {**panel, "title": caption(how)} if how and not last else panel


def _of_weeks(view: PlansCompared, name: str, nth: int) -> list[Spec]:
    side, plan, found = view.sides[nth], _names(view)[nth], []
    for week in view.weeks:
        value: Value = (week.loads if name == "load" else week.forms)[nth]
        columns = interval(value)
        if not columns:
            continue
        # a step begins with its week, a state is that of its end
        day = week.start if name == "load" else min(week.start + timedelta(days=6), side.last)
        found.append(
            {
                "day": instant(max(day, side.first)), "week": instant(week.start), "plan": plan, **columns,
                "said": cell(value, signed=name == "form"),
            }
        )  # fmt: skip
    if name == "load" and found:
        found.append({**found[-1], "day": instant(side.last + timedelta(days=1))})
    return found


def _races(view: PlansCompared) -> list[Spec]:
    rows = [
        {"day": instant(day), "name": race.name, "plans": ", ".join(letters)}
        for race in view.races
        for day, letters in _days(race, view.sides).items()
    ]
    tips = [tip("name", "race"), tip_day("date"), tip("plans")]
    where: Spec = {"x": moment("day"), "tooltip": tips}
    return [mark("rule", rows, where, color=colour("race"), strokeWidth=1.2, strokeDash=[4, 3])] if rows else []


def _days(race: RacePair, sides: Sequence[Side]) -> dict[date, list[str]]:
    """Return day of a race -> the plans that have it then."""
    found: dict[date, list[str]] = {}
    for side, own in zip(sides, race.sides, strict=True):
        if own is not None:
            found.setdefault(own.date, []).append(side.letter)
    return found


def _differences(view: PlansCompared, measure: str) -> Spec | None:
    """Return what each other plan brings over the first, an interval each; None where there is none."""
    rows = []
    for race in _chosen(view.races):
        for side, own in zip(view.sides, race.differences, strict=True):
            if measure in own:
                rows.append(_difference(race, side, own, measure, view))
    if not rows:
        return None
    keys = [row["key"] for row in rows]
    y = ordered("key", sort=keys, axis=None, scale={"paddingInner": 0.1})
    first = view.sides[0].letter
    unit = "" if measure == "performance" else f" [{view.unit.replace('AU/day', 'AU a day')}]"
    x = quantity("value", title=f"{MEASURES[measure]}{unit} over {first}", axis={"grid": True, "tickCount": 6})
    tips = [tip("race"), tip("plan"), tip("said", "difference"), tip("above", f"runs above {first}")]
    layers = [zero_line(), *intervals(rows, x, {"y": y, "tooltip": tips}, hue=colour("ink"))]
    letters = [side.letter for side in view.sides[1:]]
    shapes = word("plan", legend=None, scale={"domain": letters, "range": [SHAPES[letter] for letter in letters]})
    hues = word("plan", legend=None, scale=scale({k: colour(f"plan_{k.lower()}") for k in letters}))
    look = {"filled": True, "size": 85, "opacity": 1}
    layers[-1] = mark("point", rows, {"x": x, "y": y, "shape": shapes, "color": hues, "tooltip": tips}, **look)
    # in the picture and not beside it, where long names would leave no room for it on a narrow page
    names = {"x": {"value": 4}, "y": y, "text": word("label")}
    layers.append(mark("text", rows, names, align="left", dy=-11, limit={"expr": "width"}, fontSize=10.5))
    return layered(layers, height=ROW * len(rows))


def _chosen(races: Sequence[RacePair]) -> list[RacePair]:
    kept = sorted(races, key=lambda race: race.priority)[:MOST]
    return [race for race in races if race in kept]


def _beside(races: Sequence[RacePair]) -> str:
    """Name the races whose differences are not drawn; "" where all are."""
    shown = _chosen(races)
    left = [race.name for race in races if race not in shown]
    more = f" and {count(len(left) - NAMED, 'more race')}" if len(left) > NAMED else ""
    return f"Differences of less priority, in the table alone: {', '.join(left[:NAMED])}{more}" if left else ""


def _difference(race: RacePair, side: Side, own: Mapping[str, Paired], measure: str, view: PlansCompared) -> Spec:
    found = own[measure]
    return {
        "key": f"{race.key} {side.letter}", "plan": side.letter, "race": race.name,
        "label": f"{race.name}, {side.letter} over {view.sides[0].letter}", **interval(found.value),
        "said": cell(found.value, 1, signed=True),
        "above": "" if found.above is None else f"{100 * found.above:.0f} %",
    }  # fmt: skip


def _rows(race: RacePair, sides: Sequence[Side]) -> list[tuple[str, ...]]:
    return [
        (own.date.isoformat(), race.name, side.letter, *(_cell(found, measure) for measure in MEASURES))
        for side, own, found in zip(sides, race.sides, race.differences, strict=True)
        if own is not None and found
    ]


def _cell(found: Mapping[str, Paired], measure: str) -> str:
    return cell(found[measure].value, 1, signed=True) if measure in found else ""


def _told(view: PlansCompared) -> str:
    parts = [
        f"{name}, from {in_words(side.first)} to {in_words(side.last)} with a load of {middle(side.load) or 0:.0f}."
        for name, side in zip(_names(view), view.sides, strict=True)
    ]
    for race in view.races:
        for side, found in zip(view.sides, race.differences, strict=True):
            if "performance" in found:
                points, form = (_cell(found, measure) for measure in ("performance", "form"))
                parts.append(f"{race.name}: {side.letter} brings {points} points of performance and {form} of form.")
    return " ".join(parts)
