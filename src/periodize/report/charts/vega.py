"""Vega-Lite, written as plain data: marks, fields, layers, panels.

Altair would build the same in half a second of imports and a third of a second for each chart; a report has ten. Each
chart is held to the schema of Vega-Lite by a test instead, and `altair.Chart.from_dict(drawing.spec)` takes it on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Spec = dict[str, Any]
"""A chart or part of one."""

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""The name of the language; nothing is fetched from there."""

WIDTH = 820
"""[px] of a chart in a file; a page fits it to its own: our choice."""


def quantity(name: str, **how: Any) -> Spec:
    """Return a field of numbers."""
    return {"field": name, "type": "quantitative", **how}


def moment(name: str, **how: Any) -> Spec:
    """Return a field of dates."""
    return {"field": name, "type": "temporal", **how}


def word(name: str, **how: Any) -> Spec:
    """Return a field of names."""
    return {"field": name, "type": "nominal", **how}


def ordered(name: str, **how: Any) -> Spec:
    """Return a field of names that have an order."""
    return {"field": name, "type": "ordinal", **how}


def mark(kind: str, rows: Sequence[Mapping[str, Any]], encoding: Mapping[str, Any], **look: Any) -> Spec:
    """Return one layer.

    Parameters
    ----------
    kind : line, bar, area, rule, text, point, rect ...
    rows : its data.
    encoding : channel -> field, `{"value": ...}` or `{"datum": ...}`.
    look : what does not depend on the data: color, opacity, strokeWidth ...
    """
    return {"data": {"values": rows}, "mark": {"type": kind, **look}, "encoding": dict(encoding)}


def layered(layers: Iterable[Spec], *, height: int, width: int = WIDTH, **more: Any) -> Spec:
    """Return layers on top of each other, the first at the bottom."""
    return {"layer": list(layers), "width": width, "height": height, **more}


def stacked(panels: Iterable[Spec | None]) -> Spec:
    """Return panels below each other, each with colours and legend of its own."""
    shown = [panel for panel in panels if panel is not None]
    apart = dict.fromkeys(("color", "shape", "strokeDash"), "independent")
    return {"vconcat": shown, "spacing": 10, "resolve": {"scale": apart}}


def scale(of: Mapping[str, Any]) -> Spec:
    """Return the scale that gives each name its colour, shape or dashes."""
    return {"domain": list(of), "range": list(of.values())}


def complete(chart: Spec, *, told: str, config: Spec) -> Spec:
    """Return a chart as a file of its own: described, with its data by name, the same data once."""
    names: dict[int, str] = {}
    datasets: Spec = {}
    body = _named(chart, names, datasets)
    spec: Spec = _drawable({"description": told, **body, "datasets": datasets})
    return {"$schema": SCHEMA, **spec, "config": config}


_UNDRAWABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML, and so no SVG, may hold: control characters, halves of characters."""


def drawable(text: str) -> str:
    """Return text with what no picture can hold replaced; drawing such a character would end the program."""
    return _UNDRAWABLE.sub("\ufffd", text)


def _drawable(part: Any) -> Any:
    if isinstance(part, str):
        return drawable(part)
    if isinstance(part, list | tuple):
        return [_drawable(one) for one in part]
    if isinstance(part, dict):
        return {key: _drawable(one) for key, one in part.items()}
    return part


def _named(part: Any, names: dict[int, str], datasets: Spec) -> Any:
    if isinstance(part, list):
        return [_named(one, names, datasets) for one in part]
    if not isinstance(part, dict):
        return part
    rows = part.get("values")
    if isinstance(rows, list) and len(part) == 1:
        name = names.setdefault(id(rows), f"data-{len(names)}")
        datasets[name] = rows
        return {"name": name}
    return {key: _named(one, names, datasets) for key, one in part.items()}
