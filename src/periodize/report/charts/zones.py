"""Time in zones of blocks or other days, planned above done, with the polarisation index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.vega import layered, quantity
from periodize.report.charts.zone_bars import BAR, bars, down, lines, parts
from periodize.report.views.zones import ZonesView
from periodize.units import print_duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from periodize.report.views.zones import ZoneGroup

GAP = 12
"""[px] Between two groups."""

END = 1.4
"""End of the axis, beyond the whole of the time: the words at the end of a bar stand there."""


HOW = (
    "PI: polarisation index (Treff et al. 2019), above 2 most time easy, some hard, little between; a description, not"
    " a target."
)


@chart("zones", of=ZonesView, about="time in zones planned and done, block by block, with the polarisation index")
def zones(view: ZonesView) -> Drawing:
    """Draw time in zones."""
    names = view.model.zones
    rows, heads, ends, top = [], [], [], 0
    for group in view.groups:
        head = " · ".join(filter(None, (group.label, _days(group), group.times.note)))
        heads.append({"at": 0, "top": top + 8, "text": head})
        top += BAR + 3
        for side, seconds, index in _sides(group):
            rows += parts(
                seconds, names, top=top, per=sum(seconds), longest=END, side=side, days=f"{group.label}, {_days(group)}"
            )
            ends.append({"at": 1.01, "top": top + BAR / 2 + 0.5, "text": f"{side} {_hours(seconds)}{_index(index)}"})
            top += BAR + 2
        top += GAP
    percent = {"values": [0, 0.2, 0.4, 0.6, 0.8, 1], "format": ".0%", "grid": False}
    x = quantity("from", title="Share of the time [%]", scale={"domain": [0, END], "nice": False}, axis=percent)
    layers = [
        *bars(rows, names, x, down(top), ("side", "days")),
        lines(heads, x, down(top), fontWeight=600),
        lines(ends, x, down(top), fontSize=10),
    ]
    return Drawing(
        name="zones",
        title=f"{view.title}: time in zones, {view.model.name}",
        alt=_told(view),
        chart=layered(layers, height=top),
        columns=("Days", "From", "To", "Side", *(f"{name} [h]" for name in names), "Polarisation index"),
        rows=tuple(_table(view)),
        notes=(
            f"Zones of the model {view.model.name}, as shares of threshold; done as {_by(view.groups)} tells it.",
            HOW,
            *view.notes,
        ),
        caption=f"Zones: up to that share of threshold. {HOW}",
    )


def _sides(group: ZoneGroup) -> Iterator[tuple[str, Sequence[float], float | None]]:
    times = group.times
    if sum(times.planned):
        yield "planned", times.planned, times.planned_index
    if times.done and sum(times.done):
        yield "done", times.done, times.done_index


def _hours(seconds: Sequence[float]) -> str:
    return print_duration(round(sum(seconds), -2)) if sum(seconds) < 3600 else f"{sum(seconds) / 3600:.1f} h"


def _index(index: float | None) -> str:
    # without time in the highest of three zones it says nothing
    return f", PI {index:.1f}" if index else ""


def _days(group: ZoneGroup) -> str:
    return f"{_short(group.first)} to {_short(group.last)}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _by(groups: Sequence[ZoneGroup]) -> str:
    found = dict.fromkeys(group.times.by for group in groups if group.times.by)
    return ", ".join(found) or "nothing yet"


def _told(view: ZonesView) -> str:
    said = []
    for group in view.groups:
        sides = [f"{side} {_shares(seconds)}{_index(index)}" for side, seconds, index in _sides(group)]
        said.append(f"{group.label}, {_days(group)}: {'; '.join(sides)}.")
    return " ".join(said)


def _shares(seconds: Sequence[float]) -> str:
    whole = sum(seconds)
    told = [f"{time / whole:.0%} Z{k}" for k, time in enumerate(seconds, 1) if time / whole >= 0.005]
    return f"{_hours(seconds)} ({', '.join(told)})"


def _table(view: ZonesView) -> Iterator[tuple[str, ...]]:
    wide = len(view.model.zones)
    for group in view.groups:
        for side, seconds, index in _sides(group):
            # by heart rate the highest zones of some models are one
            known = [*(f"{time / 3600:.2f}" for time in seconds), *[""] * (wide - len(seconds))]
            about = (group.label, group.first.isoformat(), group.last.isoformat(), side)
            yield (*about, *known, "" if index is None else f"{index:.2f}")
