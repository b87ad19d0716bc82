"""Mornings: what was measured and noted, beside what is usual for the athlete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.marks import days_axis, in_words, instant, race_lines, race_words, tip, tip_day, today_line
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, layered, mark, quantity, scale, stacked, word
from periodize.report.views.wellness import WellnessView
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.report.views.wellness import Measure, MorningValue

USUAL, BEGINS = "usual for you", "where a sign begins"

MEANINGS = {USUAL: colour("planned"), BEGINS: colour("faint")}
DASHES = {USUAL: [1, 0], BEGINS: [5, 3]}
SAID = {"usual": USUAL, "low": BEGINS, "high": BEGINS}


HOW = "Dots are mornings, the line is what is judged: the morning itself, or the mean of some"


@chart("wellness", of=WellnessView, about="mornings: feeling, resting heart rate, HRV and sleep beside what is usual")
def wellness(view: WellnessView) -> Drawing:
    """Draw the mornings."""
    last = len(view.measures) - 1
    how = "; ".join([HOW, *_marked(view)]) + "."
    return Drawing(
        name="wellness",
        title=f"{view.title}: mornings",
        alt=_told(view),
        chart=stacked(_panel(view, measure, last=k == last) for k, measure in enumerate(view.measures)),
        columns=("Day", *(f"{measure.name} [{measure.unit}]" for measure in view.measures)),
        rows=tuple(_table(view)),
        notes=(
            how,
            "A sign is a pattern worth a look, no diagnosis.",
            *(f"{measure.limits}." for measure in view.measures),
        ),
        caption=how,
    )


def _marked(view: WellnessView) -> Iterator[str]:
    """Yield how what else is drawn is read."""
    if any(measure.signs for measure in view.measures):
        yield "bars above: a sign is up"
    if view.first <= view.today <= view.last:
        yield "grey dashes: today"
    yield from race_words(view.races)


def _panel(view: WellnessView, measure: Measure, *, last: bool) -> Spec:
    x = days_axis(view.first, view.last, labels=last)
    y = quantity("value", title=f"{measure.name} [{measure.unit}]", scale={"zero": False}, axis={"tickCount": 5})
    rows = [_row(day, measure) for day in measure.days]
    known = [row for row in rows if row["value"] is not None]
    where = {"x": x, "y": y}
    legend = {"offset": 22} if measure is view.measures[0] else None
    styled: dict[str, Spec] = {"color": MEANINGS, "strokeDash": DASHES}
    hued = {**where, **{key: word("meaning", legend=legend, scale=scale(how)) for key, how in styled.items()}}
    layers = [
        *_lines(rows, "usual", hued, strokeWidth=5, opacity=0.7),
        *_lines(rows, "low", hued, strokeWidth=1.2),
        *_lines(rows, "high", hued, strokeWidth=1.2),
        mark("point", known, where, color=colour("fitness"), filled=True, size=9, opacity=0.7),
        *_lines(rows, "judged", where, color=colour("fitness"), strokeWidth=1.8),
        *_signs(measure, x),
        mark("rule", rows, {"x": x, "tooltip": _tips(measure)}, strokeWidth=6, opacity=0),
    ]
    return layered([*layers, *race_lines(view.races), *today_line(view.today, view.first, view.last)], height=130)


def _tips(measure: Measure) -> list[Spec]:
    return [
        tip_day("date"),
        tip("said", measure.name.lower()),
        tip("mean", measure.by),
        tip("is", "usual"),
        tip("limit"),
    ]


def _row(day: MorningValue, measure: Measure) -> Spec:
    values = {name: getattr(day, name) for name in ("value", "judged", "usual", "low", "high")}
    words = {name: "" if value is None else f"{value:.{measure.digits}f}" for name, value in values.items()}
    return {
        "day": instant(day.day),
        **{name: None if value is None else round(value, 3) for name, value in values.items()},
        "said": words["value"] or "not logged",
        "mean": words["judged"] or "not known",
        "is": words["usual"] or "too few mornings to tell",
        "limit": " to ".join(filter(None, (words["low"], words["high"]))) or "not known",
    }


def _lines(rows: Sequence[Spec], name: str, where: Spec, **look: object) -> Iterator[Spec]:
    """Yield a line that breaks on each day without a value."""
    pieces, piece = [], 0
    for row in rows:
        if row[name] is None:
            piece += 1
        else:
            pieces.append({"day": row["day"], "value": row[name], "piece": piece, "meaning": SAID.get(name, "")})
    if pieces:
        yield mark("line", pieces, {**where, "detail": word("piece")}, **look)


def _signs(measure: Measure, x: Spec) -> Iterator[Spec]:
    """Yield a bar above the days on which a sign was up."""
    rows = [
        {"day": instant(sign.day), "end": instant(sign.last_day), "sign": sign.code, "what": sign.message}
        for sign in measure.signs
    ]
    if rows:
        told = [tip("sign"), tip_day("from"), tip("what")]
        look = {"color": colour("fatigue"), "strokeWidth": 5, "strokeCap": "round", "clip": True}
        yield mark("rule", rows, {"x": x, "x2": {"field": "end"}, "y": {"value": 3}, "tooltip": told}, **look)
        names = {"x": x, "y": {"value": 4}, "text": word("sign")}
        yield mark("text", rows, names, align="right", dx=-6, fontSize=9, color=colour("fatigue"))


def _told(view: WellnessView) -> str:
    said = [f"From {in_words(view.first)} to {in_words(view.last)}."]
    for measure in view.measures:
        known = [day.value for day in measure.days if day.value is not None]
        logged = f"{measure.name}: {len(known)} of {count(len(measure.days), 'morning')} logged"
        ends = f"{min(known):.{measure.digits}f} to {max(known):.{measure.digits}f} {measure.unit}"
        usual = next((day.usual for day in reversed(measure.days) if day.usual is not None), None)
        own = "" if usual is None else f", usual lately {usual:.{measure.digits}f}"
        said.append(f"{logged}, {ends}{own}; {count(len(measure.signs), 'sign')}.")
    return " ".join(said)


def _table(view: WellnessView) -> Iterator[tuple[str, ...]]:
    columns = [measure.days for measure in view.measures]
    for row in zip(*columns, strict=True):
        cells = [
            "" if day.value is None else f"{day.value:.{measure.digits}f}"
            for day, measure in zip(row, view.measures, strict=True)
        ]
        if any(cells):
            yield (row[0].day.isoformat(), *cells)
