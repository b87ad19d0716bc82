"""What a race-day forecast depends on: by chance, by choice, the largest first."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.intervals import caption, interval, intervals, zero_line
from periodize.report.charts.marks import cell, middle, tip
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, layered, mark, ordered, quantity, stacked, word
from periodize.report.views.question import Sensitivity

if TYPE_CHECKING:
    from periodize.report.views.question import Decision, Share

MOST = 10
"""Inputs that are drawn of either kind: our choice; the table has them all."""

ROW = 34
"""[px] of an input, with its name above it."""


@chart(
    "sensitivity",
    of=Sensitivity,
    about="what a race-day forecast depends on, by chance and by choice, the largest first",
    command="periodize sensitivity -o FILE",
)
def sensitivity(view: Sensitivity) -> Drawing:
    """Draw what a forecast depends on."""
    from periodize.report.terminal.sensitivity import answer

    shares = [share for share in view.shares if _heard(share, view)][:MOST]
    decisions = [one for one in view.decisions if middle(one.differences[view.measure].value) is not None][:MOST]
    if not shares and not decisions:
        message = f"nothing moves the {view.measure} of {view.race} more than chance would, so there is nothing to draw"
        raise UsageError(message)
    panels = [_by_chance(shares, view) if shares else None, _by_choice(decisions, view) if decisions else None]
    return Drawing(
        name="sensitivity",
        title=f"What the {view.measure} at {view.race} depends on",
        alt=" ".join(answer(view)),
        chart=stacked(panels),
        columns=("Input", "Share of the variance", "More of it", f"Change of {view.measure} [{_unit(view)}]"),
        rows=(*(_share_row(share, view) for share in view.shares), *(_choice_row(one, view) for one in view.decisions)),
        notes=(*(f"not asked: {reason}" for reason in view.left_out), *view.assumptions),
    )


def _unit(view: Sensitivity) -> str:
    return "points of %" if view.measure == "performance" else view.unit.replace("AU/day", "AU a day")


def _heard(share: Share, view: Sensitivity) -> bool:
    """Whether the runs hear it at all."""
    part = share.shares[view.measure]
    return isfinite(part) and part > view.noise


def _by_chance(shares: list[Share], view: Sensitivity) -> Spec:
    """Return shares of the variance, to the right where more of it is better, to the left where it is worse."""
    rows = [_share(share, view) for share in shares]
    y = ordered(
        "name", sort=[row["name"] for row in rows], axis=None, scale={"paddingInner": 0.55, "paddingOuter": 0.3}
    )
    most = max(abs(row["value"]) for row in rows) * 1.15
    axis = {
        "labelExpr": "abs(datum.value) + ' %'",
        "tickCount": 6,
        "title": f"share of the variance over {view.runs:,} runs",
    }
    x = quantity("value", scale={"domain": [-most, most], "nice": False}, axis=axis)
    tips = [tip("name", "input"), tip("doc", "what it is"), tip("range", "its range"), tip("part", "share"), tip("way")]
    bars = {"x": x, "x2": {"datum": 0}, "y": y, "tooltip": tips}
    layers = [
        mark("bar", rows, bars, color=colour("done"), cornerRadius=2),
        zero_line(),
        *_ends(rows, x, y),
        _names(rows, y),
    ]
    how = ["to the right: more of it, more performance; to the left: less".replace("performance", view.measure)]
    return layered(layers, height=ROW * len(rows), title=caption(how, heading="By chance"))


def _ends(rows: list[Spec], x: Spec, y: Spec) -> list[Spec]:
    """Return numbers at the ends of bars."""
    layers = []
    for right, look in ((True, {"align": "left", "dx": 5}), (False, {"align": "right", "dx": -5})):
        some = [row for row in rows if (row["value"] >= 0) is right]
        where = {"x": x, "y": y, "text": word("part")}
        if some:
            layers.append(mark("text", some, where, baseline="middle", fontSize=10.5, **look))
    return layers


def _names(rows: list[Spec], y: Spec) -> Spec:
    """Return names inside the picture: beside it, long ones would leave no room for it on a narrow page."""
    where = {"x": {"value": 4}, "y": y, "text": word("name")}
    return mark("text", rows, where, align="left", dy=-13, limit=330, fontSize=10.5)


def _share(share: Share, view: Sensitivity) -> Spec:
    part, way = share.shares[view.measure], share.direction[view.measure]
    return {
        "name": share.name, "doc": share.doc, "range": f"{cell(share.band, 2)} {share.unit}".strip(),
        "value": round(100 * part * (1 if way > 0 else -1), 2), "part": f"{100 * part:.0f} %", "way": _way(way),
    }  # fmt: skip


def _way(direction: float) -> str:
    return "raises it" if direction > 0 else "lowers it"


def _by_choice(decisions: list[Decision], view: Sensitivity) -> Spec:
    """Return the change by each decision as an interval."""
    rows = [
        {"name": one.name, **interval(found.value), "said": cell(found.value, 1, signed=True)}
        for one in decisions
        for found in [one.differences[view.measure]]
    ]
    y = ordered("name", sort=[row["name"] for row in rows], axis=None, scale={"paddingInner": 0.1})
    x = quantity("value", axis={"tickCount": 6, "title": f"change of {view.measure} [{_unit(view)}]"})
    where = {"y": y, "tooltip": [tip("name", "change"), tip("said", f"{view.measure} [{_unit(view)}]")]}
    layers = [zero_line(), *intervals(rows, x, where, hue=colour(view.measure)), _names(rows, y)]
    how = (
        [f"dot: median; thick: half of {view.choice_runs:,} runs; thin: nine in ten"] if view.choice_runs > 1 else [""]
    )
    return layered(layers, height=ROW * len(rows), title=caption(how, heading="By choice"))


def _share_row(share: Share, view: Sensitivity) -> tuple[str, ...]:
    part = share.shares[view.measure]
    return (share.name, f"{100 * part:.1f} %" if isfinite(part) else "", _way(share.direction[view.measure]), "")


def _choice_row(one: Decision, view: Sensitivity) -> tuple[str, ...]:
    return (one.name, "", "", cell(one.differences[view.measure].value, 1, signed=True))
