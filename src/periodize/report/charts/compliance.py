"""What became of each day of a plan: a column a week, a row a weekday."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.compare.states import State
from periodize.plain import dataclass
from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.marks import in_words, tip
from periodize.report.charts.theme import ON_BRIGHT, ON_DARK, colour
from periodize.report.charts.vega import Spec, layered, mark, quantity, scale, word
from periodize.report.views.compliance import ComplianceView
from periodize.units import count, print_clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.compare import Row
    from periodize.report.views.compliance import DayCompliance

GLYPHS = {
    State.DONE: "•", State.MODIFIED: "~", State.MOVED: "→", State.SUBSTITUTED: "↔", State.PARTIAL: "½",
    State.MISSED: "×", State.SKIPPED: "–", State.UNPLANNED: "+", State.UNKNOWN: "?", State.UPCOMING: "·",
}  # fmt: skip
"""As `periodize check` prints them, but for signs that few fonts have."""

HUES = {state: state.value for state in GLYPHS} | {State.UNPLANNED: "extra"}
"""State -> the meaning of its colour."""

INKS = {
    State.DONE: ON_DARK, State.MISSED: colour("ground"), State.UNPLANNED: ON_BRIGHT, State.SKIPPED: ON_BRIGHT,
}  # fmt: skip
"""State -> the colour of its glyph, where it is not that of words."""

CELL, HEAD, GAP = 18, 34, 14
"""[px] Height of a day, of the words above the first, and between two years."""

ROW_WEEKS, NARROW_WEEKS = 53, 18
"""Weeks side by side, at most, and on a telephone: our choice, a year and a third of one; the next ones go on below."""

ROOM, NARROW_ROOM = 480, 290
"""[px] of the days at least, on a page and on a telephone: our choice."""

MONTH_WIDE, NAME_WIDE = 56, 24
"""[px] of a month with its year, and of the name of a block at least: our choice."""

FRAMES = "Frames: dashed is today, solid are race days."

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Places:
    """Where a day stands. monday : of the first week. weeks : columns. room : [px] that they have at least."""

    monday: date
    weeks: int
    rows: int
    room: int

    @classmethod
    def over(cls, view: ComplianceView, most: int, room: int) -> Places:
        """Return the places of a season, in rows of so many weeks at most."""
        monday = view.first - timedelta(days=view.first.weekday())
        weeks = (view.last - monday).days // 7 + 1
        return cls(monday, min(weeks, most), -(-weeks // most), room)

    @property
    def height(self) -> int:
        """Height of all rows of weeks [px]."""
        return self.rows * (HEAD + 7 * CELL + GAP) - GAP

    def of(self, day: date) -> tuple[int, int]:
        """Return the column of a day and the top of its row of weeks [px]."""
        row, column = divmod((day - self.monday).days // 7, self.weeks)
        return column, row * (HEAD + 7 * CELL + GAP)


@chart("compliance", of=ComplianceView, about="what became of each planned session, a calendar of the season")
def compliance(view: ComplianceView) -> Drawing:
    """Draw the calendar."""
    return Drawing(
        name="compliance",
        title=f"{view.title}: planned and done",
        alt=_told(view),
        chart=_calendar(view, Places.over(view, ROW_WEEKS, ROOM)),
        columns=("Day", "Planned", "State", "Done", "Volume", "Load", "Note"),
        rows=tuple(_line(row) for day in view.days for row in day.rows),
        notes=(
            "A day with several sessions shows the one with the least done of it, and names all when it is pointed at.",
            FRAMES,
        ),
        caption=f"A column a week, a row a weekday. {FRAMES}",
        narrow=_calendar(view, Places.over(view, NARROW_WEEKS, NARROW_ROOM)),
    )


def _calendar(view: ComplianceView, places: Places) -> Spec:
    """Return the calendar in rows of weeks."""
    cells = [_cell(day, view, places) for day in view.days]
    shown = [state for state in GLYPHS if any(day.state is state for day in view.days)]
    hues = {f"{GLYPHS[state]} {state}": colour(HUES[state]) for state in shown}
    legend = {"columns": 3 if places.room == NARROW_ROOM else 0, "symbolType": "square", "symbolStrokeWidth": 0}
    x, y = quantity("week", axis=None, scale={"domain": [0, places.weeks], "nice": False}), _weekdays(places)
    where = {
        "x": x, "x2": {"field": "end"}, "y": y, "y2": {"field": "bottom"},
        "tooltip": [tip(name) for name in ("date", "sessions", "states", "load", "note")],
        "color": word("state", scale=scale(hues), legend=legend),
    }  # fmt: skip
    at = {"x": {**x, "field": "middle"}, "y": {**y, "field": "centre"}, "text": word("glyph")}
    size = {"expr": f"clamp(width / {places.weeks} * 0.75, 5, 11)"}
    layers = [
        mark("rect", cells, where, stroke=colour("ground"), strokeWidth=1.5),
        mark("text", cells, {**at, "color": word("ink", scale=None)}, baseline="middle", fontSize=size),
        *_heads(view, places, x, y),
        *_framed(view, places, x, y),
    ]
    return layered(layers, height=places.height)


def _weekdays(places: Places) -> Spec:
    """Return the axis of weekdays, said once for each row of weeks."""
    centres = {
        row * (HEAD + 7 * CELL + GAP) + HEAD + k * CELL + CELL // 2: name
        for row in range(places.rows)
        for k, name in enumerate(DAYS)
    }
    names = ", ".join(f"'{place}': '{name}'" for place, name in centres.items())
    axis = {
        "values": list(centres), "labelExpr": f"({{{names}}})[datum.value]", "title": None, "grid": False,
        "ticks": False, "domain": False, "labelOverlap": False,
    }  # fmt: skip
    return quantity("top", axis=axis, scale={"domain": [places.height, 0], "nice": False, "zero": False})


def _box(day: date, places: Places) -> Spec:
    week, begin = places.of(day)
    top = begin + HEAD + day.weekday() * CELL
    across = {"week": week, "end": week + 1, "middle": week + 0.5}
    return {**across, "top": top, "bottom": top + CELL, "centre": top + CELL / 2}


def _cell(day: DayCompliance, view: ComplianceView, places: Places) -> Spec:
    races = dict(view.races)
    said = [row.note for row in day.rows if row.note]
    return {
        **_box(day.day, places),
        "state": f"{GLYPHS[day.state]} {day.state}",
        "glyph": GLYPHS[day.state],
        "ink": INKS.get(day.state, colour("ink")),
        "date": f"{day.day:%a} {in_words(day.day)}" + (f", {races[day.day]}" if day.day in races else ""),
        "sessions": "; ".join(_session(row) for row in day.rows),
        "states": ", ".join(row.state.value for row in day.rows),
        "load": "; ".join(filter(None, (_load(row) for row in day.rows))) or "not known",
        "note": "; ".join(said) or "nothing special",
    }


def _session(row: Row) -> str:
    if row.planned:
        return row.planned.text
    return f"{row.done.sport} {print_clock(row.done.duration)}" if row.done else ""


def _load(row: Row) -> str:
    """Return planned and done load of a session in words."""
    plan = "" if row.planned is None or row.planned.load != row.planned.load else f"planned {row.planned.load:.0f}"
    done = "" if row.done is None or row.done.load != row.done.load else f"done {row.done.load:.0f}"
    share = f" ({row.compliance.load:.0%})" if row.compliance and row.compliance.load is not None else ""
    return ", ".join(filter(None, (plan, done))) + share


def _heads(view: ComplianceView, places: Places, x: Spec, y: Spec) -> Iterator[Spec]:
    """Yield the names of blocks and months above the first week of each."""
    blocks, months = [], []
    for block in view.blocks:
        week, top = places.of(block.first)
        own = (block.last - block.first).days // 7 + 1
        blocks.append({"week": week, "top": top + 8, "text": block.name, "weeks": min(own, places.weeks - week)})
    monday, free = places.monday, 0.0
    while monday <= view.last:
        week, top = places.of(monday)
        free = 0.0 if week == 0 else free
        if week == 0 or (monday.day <= 7 and week >= free):
            text = f"{monday:%b %Y}" if week == 0 else f"{monday:%b}"
            months.append({"week": week, "top": top + 24, "text": text})
            free = week + MONTH_WIDE / places.room * places.weeks * (week == 0)
        monday += timedelta(days=7)
    where = {"x": x, "y": y, "text": word("text")}
    look = {"align": "left", "baseline": "middle", "dx": 2}
    yield mark("text", months, where, **look, color=colour("faint"), fontSize=10)
    room = f"datum.weeks * width / {places.weeks}"
    cut = {"limit": {"expr": f"{room} - 4"}, "opacity": {"expr": f"{room} < {NAME_WIDE} ? 0 : 1"}}
    yield mark("text", blocks, where, **look, fontWeight=600, **cut)


def _framed(view: ComplianceView, places: Places, x: Spec, y: Spec) -> Iterator[Spec]:
    """Yield a frame around race days, and around today."""
    marked = [("race", day) for day, _ in view.races if view.first <= day <= view.last]
    marked += [("today", view.today)] if view.first <= view.today <= view.last else []
    for meaning in ("race", "today"):
        rows = [_box(day, places) for what, day in marked if what == meaning]
        if rows:
            where = {"x": x, "x2": {"field": "end"}, "y": y, "y2": {"field": "bottom"}}
            hue, dash = (colour("ink"), [3, 2]) if meaning == "today" else (colour("race"), [1, 0])
            yield mark("rect", rows, where, fillOpacity=0, stroke=hue, strokeWidth=2, strokeDash=dash)


def _line(row: Row) -> tuple[str, ...]:
    plan, done, how = row.planned, row.done, row.compliance
    return (
        f"{row.day} {row.slot}".removesuffix(" day"),
        plan.text if plan else "",
        row.state.value,
        f"{done.day} {print_clock(done.duration)}" if done else "",
        f"{how.volume:.0%}" if how and how.volume is not None else "",
        f"{how.load:.0%}" if how and how.load is not None else "",
        row.note,
    )


def _told(view: ComplianceView) -> str:
    states = Counter(row.state for day in view.days for row in day.rows)
    sums = ", ".join(f"{states[state]} {state}" for state in GLYPHS if states[state])
    all_of = count(sum(states.values()), "session")
    kept = "" if view.adherence is None else f" {view.adherence:.0%} of the planned load so far was done."
    return f"{all_of} from {in_words(view.first)} to {in_words(view.last)}: {sums}.{kept}"
