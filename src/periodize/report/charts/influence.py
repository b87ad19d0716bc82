"""The influence curve: what one session more does to race day, by the days between them."""

from __future__ import annotations

from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.intervals import LEGEND, caption
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, layered, mark, quantity, scale, stacked, word
from periodize.report.views.performance import Influence
from periodize.units import count

HEIGHT = 300
"""[px] of the curve."""

SHOWN = (1, 3, 7, 10, 14, 21, 28, 42, 56, 84)
"""Days before race day that the table has: our choice."""


@chart(
    "influence",
    of=Influence,
    about="what one session more does to race day, by the days between them",
    command="periodize model NAME -o FILE",
)
def influence(view: Influence) -> Drawing:
    """Draw an influence curve."""
    return Drawing(
        name="influence",
        title=f"{view.model}: what one session more does to race day",
        alt=" ".join(told(view)),
        chart=stacked([_curve(view)]),
        columns=(
            "Days before",
            f"{view.measure.capitalize()} [{view.unit}]",
            *([FITNESS, FATIGUE] if view.fitness else []),
        ),
        rows=tuple(_row(view, day) for day in SHOWN),
        notes=_notes(view),
    )


FITNESS, FATIGUE = "Through fitness", "Through fatigue"


def told(view: Influence) -> list[str]:
    """Return in words when a session helps."""
    sentences = []
    if view.lost is None:
        sentences.append(f"A session of {view.load:.0f} AU lowers {view.measure} on race day whenever it is done.")
    elif view.lost == 0:
        sentences.append(f"By this model no session is too late: none of them lowers {view.measure} on race day.")
    else:
        sentences.append(f"In the last {count(view.lost, 'day')} before a race a session does more harm than good.")
    if view.best is not None:
        most = view.effect[view.best - 1]
        sentences.append(
            f"It does most good {count(view.best, 'day')} before: {most:+.2g} {view.unit} of {view.measure}"
            f" for {view.load:.0f} AU."
        )
    return sentences


def _curve(view: Influence) -> Spec:
    last = view.days[-1]
    axis = {"values": list(range(0, last + 1, 7)), "title": "days before race day", "grid": False}
    x = quantity("before", scale={"domain": [last, 0], "nice": False}, axis=axis)
    y = quantity("value", title=f"Change of {view.measure} [{view.unit}]")
    parts = {FITNESS: ("fitness", view.fitness, 1), FATIGUE: ("fatigue", view.fatigue, -1)}
    drawn = {name: (hue, [sign * v for v in values]) for name, (hue, values, sign) in parts.items() if values}
    drawn["On race day"] = (_hue(view), list(view.effect))
    hues = word("what", legend=LEGEND, scale=scale({name: colour(hue) for name, (hue, _) in drawn.items()}))
    layers = [mark("rule", [{"value": 0}], {"y": y}, color=colour("faint"), strokeWidth=0.8)]
    for name, (_, values) in drawn.items():
        rows = [{"before": k, "value": round(v, 4), "what": name} for k, v in zip(view.days, values, strict=True)]
        whole = name == "On race day"
        look = {"strokeWidth": 2.6, "strokeDash": [1, 0]} if whole else {"strokeWidth": 1.4, "strokeDash": [6, 3]}
        layers.append(mark("line", rows, {"x": x, "y": y, "color": hues}, **look))
        if whole:
            tips = [
                quantity("before", title="days before"),
                quantity("value", title=f"change [{view.unit}]", format="+.2f"),
            ]
            layers.append(mark("rule", rows, {"x": x, "tooltip": tips}, strokeWidth=7, opacity=0))
    layers += _marks(view, x)
    return layered(layers, height=HEIGHT, title=caption(_how(view)))


def _hue(view: Influence) -> str:
    return "performance" if view.measure == "performance" else "form"


def _how(view: Influence) -> list[str]:
    around = "" if view.linear else f", amid {view.even:.0f} AU a day"
    lines = [f"of a session of {view.load:.0f} AU, an hour at threshold{around}"]
    return [*lines, *(["dashed: its two parts; solid: what is left of them"] if view.fitness else [])]


def _marks(view: Influence, x: Spec) -> list[Spec]:
    """Return the days up to which a session helps, and at which it does most."""
    days = [(view.lost, "later does harm", "left"), (view.best, "does most good", "right")]
    layers = []
    for day, text, side in days:
        if not day:
            continue
        row = [{"before": day}]
        layers.append(mark("rule", row, {"x": x}, color=colour("race"), strokeDash=[4, 3], strokeWidth=1.3))
        where = {"x": x, "y": {"value": HEIGHT - 8}, "text": {"value": f"{day} d: {text}"}}
        look = {"align": side, "dx": 5 if side == "left" else -5, "baseline": "bottom", "color": colour("race")}
        layers.append(mark("text", row, where, **look))
    return layers


def _notes(view: Influence) -> tuple[str, ...]:
    whose = f"with the parameters of {view.whose}, not yours: evidence grade {view.evidence}"
    shape = (
        "the same for any session and any training around it, in proportion to its load"
        if view.linear
        else f"not linear: another load, or other training around it than {view.even:.0f} AU a day, gives another curve"
    )
    return (whose, shape)


def _row(view: Influence, day: int) -> tuple[str, ...]:
    place = day - 1
    parts = (f"{view.fitness[place]:+.2f}", f"{-view.fatigue[place]:+.2f}") if view.fitness else ()
    return (str(day), f"{view.effect[place]:+.2f}", *parts)
