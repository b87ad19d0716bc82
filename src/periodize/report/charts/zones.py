"""Time in zones of blocks or other days, planned above done, with the polarisation index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.vega import layered, quantity
from periodize.report.charts.zone_bars import BAR, bars, down, lines, parts
from periodize.report.views.distribution import BY_WORDS, DistributionView
from periodize.units import count, print_duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from periodize.report.views.distribution import Times, ZoneDays

GAP = 12
"""[px] Between two groups."""

END = 1.4
"""End of the axis, beyond the whole of the time: the words at the end of a bar stand there."""


HOW = (
    "PI: polarisation index (Treff et al. 2019), above 2 most time easy, some hard, little between; a description, not"
    " a target."
)


@chart(
    "zones", of=DistributionView, about="time in zones planned and done, block by block, with the polarisation index"
)
def zones(view: DistributionView) -> Drawing:
    """Draw time in zones."""
    names = view.legend.zones
    rows, heads, ends, top = [], [], [], 0
    for group in _groups(view):
        days = f"{group.label}, {_days(group)}"
        heads.append({"at": 0, "top": top + 8, "text": f"{group.label} · {_days(group)}"})
        top += BAR + 3
        for side, times in group.sides(view.told):
            rows += parts(times.seconds, names, top=top, per=sum(times.seconds), side=side, days=days)
            ends.append({"at": 1.01, "top": top + BAR / 2 + 0.5, "text": f"{side} {_hours(times)}{_index(times)}"})
            top += BAR + 2
        top += GAP
    percent = {"values": [0, 0.2, 0.4, 0.6, 0.8, 1], "format": ".0%", "grid": False}
    x = quantity("from", title="Share of the time [%]", scale={"domain": [0, END], "nice": False}, axis=percent)
    layers = [
        *bars(rows, names, x, down(top), ("side", "days"), of=f"{view.model.name}, {view.legend_of}"),
        lines(heads, x, down(top), fontWeight=600),
        lines(ends, x, down(top), fontSize=10),
    ]
    about = tuple(_about(view))
    return Drawing(
        name="zones",
        title=f"{view.title}: time in zones, {view.model.name}",
        alt=_told(view),
        chart=layered(layers, height=top),
        columns=("Days", "From", "To", "Side", *(f"{name} [h]" for name in names), "Polarisation index"),
        rows=tuple(_table(view)),
        notes=(*about, *view.notes),
        caption=" ".join(about),
    )


def _groups(view: DistributionView) -> Iterator[ZoneDays]:
    """Yield the days that have any time in what is drawn."""
    for row in (*view.rows, *([view.lately] if view.lately else [])):
        if any(row.sides(view.told)):
            yield row


def _about(view: DistributionView) -> Iterator[str]:
    """Yield what the zones are, what they are told by, and what the words mean."""
    name = view.model.name if view.chosen else f"{view.model.name} (the default)"
    by = BY_WORDS["heart_rate" if view.by_heart else view.told]
    yield f"Zones of {name}, each up to that share {view.legend_of}; done {by}."
    averaged = view.whole.averaged.get(view.told)
    if averaged:
        yield (
            f"~ of {count(averaged.count, 'recording')} only averages are known: each counts whole in the zone of its "
            "average, so what was hard in it is not seen."
        )
    if any(times.index for group in _groups(view) for _, times in group.sides(view.told)):
        yield HOW


def _hours(times: Times) -> str:
    seconds = sum(times.seconds)
    return print_duration(round(seconds, -2)) if seconds < 3600 else f"{seconds / 3600:.1f} h"


def _index(times: Times) -> str:
    # without time in the highest of three zones it says nothing
    return f", PI {times.index:z.1f}" if times.index else ""


def _days(group: ZoneDays) -> str:
    return f"{_short(group.first)} to {_short(group.last)}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _told(view: DistributionView) -> str:
    said = []
    for group in _groups(view):
        found = group.sides(view.told)
        sides = [f"{side} {_hours(times)} {_shares(times.seconds)}{_index(times)}" for side, times in found]
        said.append(f"{group.label}, {_days(group)}: {'; '.join(sides)}.")
    return " ".join(said)


def _shares(seconds: Sequence[float]) -> str:
    whole = sum(seconds)
    told = [f"{time / whole:.0%} Z{k}" for k, time in enumerate(seconds, 1) if time / whole >= 0.005]
    return f"({', '.join(told)})"


def _table(view: DistributionView) -> Iterator[tuple[str, ...]]:
    wide = len(view.legend.zones)
    for group in _groups(view):
        for side, times in group.sides(view.told):
            # by heart rate the highest zones of some models are one
            known = [*(f"{time / 3600:.2f}" for time in times.seconds), *[""] * (wide - len(times.seconds))]
            about = (group.label, group.first.isoformat(), group.last.isoformat(), side)
            yield (*about, *known, "" if times.index is None else f"{times.index:z.2f}")
