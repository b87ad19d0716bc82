"""A chart as a file: pictures by vl-convert, a page of its own, or Vega-Lite."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from periodize.errors import UsageError
from periodize.report.charts.vega import drawable
from periodize.report.page.glyphs import boxed

if TYPE_CHECKING:
    from periodize.report.charts.base import Drawing

SUFFIXES = (".html", ".svg", ".png", ".pdf", ".json")
"""What a chart may be written as; .json is Vega-Lite."""

SHARP = 2.0
"""Pixels of a PNG for each of the chart's: our choice, sharp on most screens."""

LINE = 140
"""Characters of a line of the caption: our choice, as many as a picture is wide."""


def check_suffix(suffix: str) -> None:
    """Refuse a file that a chart cannot be written as.

    Raises
    ------
    UsageError
        with those that it can.
    """
    if suffix.lower() not in SUFFIXES:
        message = f"a chart is written as one of {' '.join(SUFFIXES)}, got {suffix or 'no suffix'!r}"
        raise UsageError(message)


class File(NamedTuple):
    """A chart as a file. boxes : the characters in it that no font here has, where those of the reader do not count."""

    content: bytes
    boxes: str = ""


def rendered(drawing: Drawing, suffix: str) -> File:
    """Return a chart as a file.

    Parameters
    ----------
    drawing : what to write.
    suffix : of the file, as of `SUFFIXES`.

    Raises
    ------
    UsageError
        if a chart cannot be written as that.
    """
    check_suffix(suffix)
    kind = suffix.lower()
    if kind == ".html":
        from periodize.report.page.pages import chart_page

        return File(chart_page(drawing).encode())
    if kind == ".json":
        return File((json.dumps(drawing.spec, indent=2, ensure_ascii=False) + "\n").encode())
    import vl_convert

    title = {"text": drawable(drawing.title), "subtitle": wrap(drawing.caption, LINE), "subtitleFontSize": 11}
    svg = str(vl_convert.vegalite_to_svg({**drawing.spec, "title": title, "padding": 12}))
    if kind == ".svg":
        return File(svg.encode())
    content = vl_convert.svg_to_png(svg, scale=SHARP) if kind == ".png" else vl_convert.svg_to_pdf(svg)
    return File(bytes(content), boxed(svg))
