"""What charts over a season share: days, blocks, races, the line of today, ranges, cells of tables."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from periodize.report.charts.theme import colour
from periodize.report.charts.vega import WIDTH, Spec, layered, mark, moment, quantity, scale, word
from periodize.report.views.strip import CalendarSpan, together
from periodize.report.views.values import Band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.report.views.season import RaceMark, SeasonView
    from periodize.report.views.season import Spell as Days
    from periodize.report.views.values import BlockSpan, Value

ROOMS = (26, 40, 60, 90, 130)
"""[px] Widths of a bar from which its name has more room: our choice."""

LETTER = 6.5
"""[px] Width of a letter in the strip, about."""

NAME = 130
"""[px] of the name of a race at most: our choice."""

NARROW = 350
"""[px] of days on a telephone: our choice."""

BROAD = {"expr": "width < 560 ? 0 : 1"}
"""Opacity of names that find room on a broad page alone."""

SHAPES = {"A": "diamond", "B": "triangle", "C": "circle"}
"""Priority of a race -> its mark."""

DATE = "%e %b %Y"
"""How a date is written in a tooltip."""


def instant(day: date) -> str:
    """Return a day as Vega reads it: local midnight, so that every reader sees the same date."""
    return f"{day.isoformat()}T00:00:00"


def tip(name: str, title: str = "") -> Spec:
    """Return a line of a tooltip: words as they are."""
    return word(name, title=title or name)


def tip_day(title: str, name: str = "day") -> Spec:
    """Return the line of a tooltip that gives a date."""
    return moment(name, format=DATE, title=title)


def days_axis(first: date, last: date, *, labels: bool = True) -> Spec:
    """Return the axis of days, from the first to the end of the last."""
    days = (last - first).days
    form = "%Y" if days > 900 else "%b %Y" if days > 300 else "%b" if days >= 60 else "%e %b"
    axis: Spec = {"format": form, "labels": labels, "ticks": labels}
    if days >= 60:
        axis["tickCount"] = {"interval": "month" if days <= 900 else "year", "step": 1}
    # an expression: of words Vega-Lite makes dates for one end of a bar alone, and warns that the other disagrees
    ends = (f"datetime({day.year}, {day.month - 1}, {day.day})" for day in (first, last + timedelta(days=1)))
    domain = {"expr": f"[{', '.join(ends)}]"}
    return moment("day", title=None, scale={"domain": domain}, axis=axis)


def middle(value: Value) -> float | None:
    """Return a number, or the median of a band."""
    return value.p50 if isinstance(value, Band) else value


def spread(value: Value) -> dict[str, float]:
    """Return the ends of a band as columns, none for a number."""
    if not isinstance(value, Band):
        return {}
    return {name: round(getattr(value, name), 2) for name in ("p05", "p25", "p75", "p95")}


def cell(value: Value, digits: int = 0, *, signed: bool = False) -> str:
    """Return a value as a cell of a table: `42`, `42 (38 to 45)`, empty where not known."""
    if value is None:
        return ""
    how = f"{'+' if signed else ''}.{digits}f"
    if isinstance(value, Band):
        return f"{value.p50:{how}} ({value.p05:{how}} to {value.p95:{how}})"
    return f"{value:{how}}"


def in_words(day: date) -> str:
    """Return a date as it is read: 3 March 2027."""
    return f"{day.day} {day:%B %Y}"


def ranges(rows: Sequence[Spec], x: Spec, hue: str, title: str) -> list[Spec]:
    """Return the areas of nine in ten and of half of the runs; of half alone where the rows say no more."""
    banded = [row for row in rows if "p25" in row]
    if not banded:
        return []
    ends = [("p05", "p95", 0.16)] if "p05" in banded[0] else []
    return [
        mark("area", banded, {"x": x, "y": quantity(low, title=title), "y2": {"field": high}}, color=hue, opacity=share)
        for low, high, share in [*ends, ("p25", "p75", 0.24)]
    ]


def today_line(today: date, first: date, last: date) -> list[Spec]:
    """Return the line of today; none outside the picture."""
    if not first <= today <= last:
        return []
    here = {"x": moment("day"), "tooltip": [tip("what", "today"), tip_day("date")]}
    return [
        mark(
            "rule",
            [{"day": instant(today), "what": "this is today"}],
            here,
            color=colour("today"),
            strokeDash=[3, 3],
            strokeWidth=1.2,
        )
    ]


def race_lines(races: Sequence[RaceMark]) -> list[Spec]:
    """Return a line for each race, those of A races solid."""
    found = []
    for main, dash in ((True, [1, 0]), (False, [4, 3])):
        rows = [_race(race) for race in races if (race.priority == "A") is main]
        if rows:
            where = {"x": moment("day"), "tooltip": _RACE_TIPS}
            found.append(mark("rule", rows, where, color=colour("race"), strokeWidth=1.4, strokeDash=dash))
    return found


def race_words(races: Sequence[RaceMark]) -> list[str]:
    """Return how lines and marks of races are read, as far as there are any."""
    shapes = [f"{shape} {priority}" for priority, shape in SHAPES.items() if any(r.priority == priority for r in races)]
    return [f"coloured lines: races ({', '.join(shapes)})"] if shapes else []


def _race(race: RaceMark) -> Spec:
    return {"day": instant(race.day), "name": race.name, "priority": race.priority, "what": race.text}


_RACE_TIPS = [tip("name", "race"), tip_day("date"), tip("what")]


def strip(view: SeasonView) -> Spec | None:
    """Return blocks, other days of the calendar and races on lines of their own, above a season; None without."""
    if not view.blocks:
        return None
    x, days = days_axis(view.first, view.last, labels=False), (view.last - view.first).days + 1
    layers = [*_blocks(view.blocks, x, days), *_calendar(view.spells, x, view.first, view.last)]
    layers += [*_flags(view.races, x, days), *today_line(view.today, view.first, view.last)]
    return layered(layers, height=54)


def _bars(x: Spec, at: int, **more: Spec) -> Spec:
    """Return bars from day to end with their names, at a height [px] of the strip."""
    tips = [tip("name"), tip_day("from"), tip_day("until", "until"), tip("what")]
    return {"x": x, "x2": {"field": "end"}, "y": {"value": at}, "y2": {"value": at + 18}, "tooltip": tips, **more}


def _named(rows: list[Spec], x: Spec, at: int, *, limit: float) -> Spec:
    where = {"x": x, "y": {"value": at + 9}, "text": word("name")}
    return mark("text", rows, where, align="left", dx=4, limit=limit, baseline="middle", fontSize=10)


def _named_within(rows: list[Spec], widths: list[float], x: Spec, at: int) -> list[Spec]:
    """Return the names of bars of such widths [px], cut where the bar ends, left out where it is a sliver."""
    found = []
    for low, high in pairwise((*ROOMS, inf)):
        inside = [row for row, width in zip(rows, widths, strict=True) if low <= width < high]
        if inside:
            found.append(_named(inside, x, at, limit=low - 6))
    return found


def _named_beside(rows: list[Spec], places: list[tuple[float, float]], x: Spec, at: int) -> list[Spec]:
    """Return the names of bars: within where they fit, else behind the bar where they do there, else cut."""
    within: list[tuple[Spec, float]] = []
    behind = []
    for row, (width, room) in zip(rows, places, strict=True):
        wanted = LETTER * len(row["name"]) + 8
        if width < wanted <= room:
            behind.append(row)
        else:
            within.append((row, width))
    found = _named_within([row for row, _ in within], [width for _, width in within], x, at)
    return [*found, *([_named(behind, {**x, "field": "end"}, at, limit=NAME)] if behind else [])]


def _blocks(blocks: Sequence[BlockSpan], x: Spec, days: int) -> list[Spec]:
    rows = [
        {
            "day": instant(block.first), "end": instant(block.last + timedelta(days=1)), "until": instant(block.last),
            "name": block.name, "what": block.phase or "block", "turn": "odd" if nth % 2 else "even",
        }
        for nth, block in enumerate(blocks)
    ]  # fmt: skip
    turns = word("turn", legend=None, scale=scale({"even": colour("block"), "odd": colour("block_other")}))
    widths = [WIDTH * ((block.last - block.first).days + 1) / days for block in blocks]
    return [mark("bar", rows, _bars(x, 36, color=turns), cornerRadius=2), *_named_within(rows, widths, x, 36)]


def _calendar(spells: Sequence[Days], x: Spec, first: date, last: date) -> list[Spec]:
    shown = [spell for spell in spells if spell.first <= last and spell.last >= first]
    rows = [
        {
            "day": instant(max(s.first, first)), "end": instant(min(s.last, last) + timedelta(days=1)),
            "until": instant(s.last), "name": s.kind, "what": s.text or s.kind,
        }
        for s in shown
    ]  # fmt: skip
    if not rows:
        return []
    bars = mark("bar", rows, _bars(x, 17), cornerRadius=2, color=colour("spell"))
    # ranges that share days have one name, or the one would stand over days of the other
    shared = together([CalendarSpan(s.kind, max(s.first, first), min(s.last, last)) for s in shown])
    names = [{"day": instant(s.first), "end": instant(s.last + timedelta(days=1)), "name": s.kind} for s in shared]
    return [bars, *_named_beside(names, _spell_places(shared, first, last), x, 17)]


def _spell_places(spells: Sequence[CalendarSpan], first: date, last: date) -> list[tuple[float, float]]:
    """Return the width [px] of each bar, and the room behind it up to the next one or the end."""
    per = WIDTH / ((last - first).days + 1)
    begins = [(spell.first - first).days for spell in spells]
    found = []
    for spell, begin, following in zip(spells, begins, [*begins[1:], (last - first).days + 1], strict=True):
        end = (spell.last - first).days + 1
        found.append((per * (end - begin), per * (following - end)))
    return found


def _flags(races: Sequence[RaceMark], x: Spec, days: int) -> list[Spec]:
    rows = [_race(race) for race in races]
    if not rows:
        return []
    shapes = word("priority", legend=None, scale=scale(SHAPES))
    at = {"x": x, "y": {"value": 8}, "tooltip": _RACE_TIPS}
    wide = _with_room(races, days)
    narrow = _with_room(wide, days, width=NARROW)
    # a mark below a name would run through it, so there the names stand on a line above the marks
    crossed = any(
        _crossed(race, races, days, width) for some, width in ((wide, WIDTH), (narrow, NARROW)) for race in some
    )
    height, beside = (-6, 5) if crossed else (8, -7)
    names = {"align": "right", "dx": beside, "limit": NAME, "baseline": "middle", "color": colour("race")}
    layers = [mark("point", rows, {**at, "shape": shapes}, filled=True, color=colour("race"), size=70, opacity=1)]
    for some, look in ((narrow, {}), ([race for race in wide if race not in narrow], {"opacity": BROAD})):
        if some:
            words = {**at, "y": {"value": height}, "text": word("name")}
            layers.append(mark("text", [_race(race) for race in some], words, **names, **look))
    return layers


def _with_room(races: Sequence[RaceMark], days: int, *, width: float = WIDTH) -> list[RaceMark]:
    """Return the races of so many days whose names find room left of them, A races and later ones first."""
    named: list[tuple[RaceMark, float, float]] = []
    for race in sorted(races, key=lambda race: (race.priority, -race.day.toordinal())):
        begin, end = _reach(race, days, width)
        if all(end + 8 <= other_begin or begin >= other_end + 8 for _, other_begin, other_end in named):
            named.append((race, begin, end))
    return [race for race, _, _ in named]


def _reach(race: RaceMark, days: int, width: float) -> tuple[float, float]:
    """Return where a race's name begins and its mark stands [px]."""
    end = race.day.toordinal() * width / days
    most = NAME * width / WIDTH  # as a page shrinks it
    return end - 16 - min(most, LETTER * len(race.name)), end


def _crossed(race: RaceMark, races: Sequence[RaceMark], days: int, width: float) -> bool:
    """Return whether the mark of another race, or of another of its rounds, lies within the name of one."""
    begin, end = _reach(race, days, width)
    return any(begin - 8 <= other.day.toordinal() * width / days < end for other in races)
