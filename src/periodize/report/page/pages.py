"""Pages of one file each: a chart, a season, a week. Nothing in them is fetched, and only our own scripts run."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from periodize.plain import dataclass
from periodize.report.charts import Drawing
from periodize.report.charts.theme import COLOURS, swaps
from periodize.report.charts.vega import WIDTH
from periodize.report.page.basis import origin
from periodize.report.page.bundle import vega_script
from periodize.report.page.sections import drawn, sections_of, title_words
from periodize.report.page.sessions import done_sums, sheet_days, targets
from periodize.report.terminal.calendar import hours, week_sums
from periodize.report.views.verdict import verdict_word
from periodize.units import KM

if TYPE_CHECKING:
    from jinja2 import Environment

    from periodize.report.views.report import ReportView, WeekSheet


FEW = 8
"""Sessions of a week above which its sheet is printed without the chart, to stay one page: our choice."""


@dataclass(frozen=True, slots=True)
class Script:
    """A script of ours, and what the page's policy knows it by."""

    text: str

    @property
    def source(self) -> str:
        """Return the hash under which a browser may run it."""
        digest = hashlib.sha256(self.text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    def __html__(self) -> str:
        return f"<script>{self.text}</script>"


def chart_page(drawing: Drawing) -> str:
    """Return one chart as a page."""
    return page("chart.html", scripted=True, drawing=drawing)


def report_page(view: ReportView) -> str:
    """Return a season, or a record without a plan, as a page."""
    told, charts = sections_of(view)
    report = view.whole.report
    return page(
        "report.html",
        scripted=bool(charts),
        title=view.title,
        days=title_words(view),
        level=verdict_word(report) if report else "unknown",
        sections=told,
        charts=charts,
    )


def week_page(sheet: WeekSheet) -> str:
    """Return a week as a sheet for the fridge."""
    picture = drawn("week", sheet.picture)
    return page(
        "week.html",
        scripted=isinstance(picture, Drawing),
        title=sheet.title,
        week=sheet.week,
        sums=week_sums(sheet.week),
        done=done_sums(sheet),
        days=[(day, [(one, targets(one.session)) for one in day.sessions]) for day in sheet_days(sheet)],
        picture=picture if isinstance(picture, Drawing) else None,
        crowded=sum(len(day.sessions) for day in sheet.days) > FEW,
        origin=list(origin(sheet.provenance)),
    )


def page(template: str, *, scripted: bool, **content: Any) -> str:
    """Return a page.

    Parameters
    ----------
    template : its file.
    scripted : whether it has charts.
    content : what the template shows.
    """
    scripts = [Script(vega_script()), Script(_resource("page.js"))] if scripted else []
    found = _templates().get_template(template)
    return found.render(
        **content,
        scripts=scripts,
        style=Markup(_colours() + _resource("style.css")),  # noqa: S704 - both are files of ours
        setting={"swaps": swaps(), "width": WIDTH},
    )


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("periodize.report.page"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    found.filters |= {"coded": _coded, "hours": hours, "km": lambda metres: f"{metres / KM:.1f}"}
    found.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "allow_nan": False, "separators": (",", ":")}
    return found


def _coded(text: str) -> Markup:
    """Return a text with its `commands` set as such."""
    return Markup(re.sub("`([^`<>]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped


def _resource(name: str) -> str:
    return (files("periodize.report.page") / "templates" / name).read_text(encoding="utf-8")


def _colours() -> str:
    """Return the colours of the charts as those of the page, light and dark."""
    sides = ["".join(f"--{name.replace('_', '-')}:{pair[k]};" for name, pair in COLOURS.items()) for k in (0, 1)]
    return f":root{{{sides[0]}}}@media screen and (prefers-color-scheme:dark){{:root{{{sides[1]}}}}}\n"
