"""A chart as a file: pictures by vl-convert, a page of its own, or Vega-Lite."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.report.charts.vega import drawable

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


def rendered(drawing: Drawing, suffix: str) -> bytes:
    """Return a chart as the content of a file.

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

        return chart_page(drawing).encode()
    if kind == ".json":
        return (json.dumps(drawing.spec, indent=2, ensure_ascii=False) + "\n").encode()
    import vl_convert

    title = {"text": drawable(drawing.title), "subtitle": wrap(drawing.caption, LINE), "subtitleFontSize": 11}
    titled = {**drawing.spec, "title": title, "padding": 12}
    if kind == ".svg":
        return str(vl_convert.vegalite_to_svg(titled)).encode()
    if kind == ".png":
        return bytes(vl_convert.vegalite_to_png(titled, scale=SHARP))
    return bytes(vl_convert.vegalite_to_pdf(titled))
