"""One week: sessions by day, minutes by zone, planned above recorded."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from periodize.plain import dataclass
from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.marks import in_words
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, layered, mark, quantity
from periodize.report.charts.zone_bars import BAR, NO_ZONE, bars, down, lines, parts
from periodize.report.views.week import WeekView
from periodize.units import print_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.report.views.week import WeekDay, WeekSession

WORDS, GAP = 17, 7
"""[px] Height of a line of words, and between two days."""

END = 1.42
"""End of the axis, in longest bars: beyond them stands how long each is."""

MINUTE = 60.0

MOST_TICKS = 8
"""Numbers on the axis of time: our choice, for a telephone."""

LEAST_REST = 30.0
"""[s] Time without a zone that is shown: our choice."""

QUIET = frozenset({"done", "upcoming", "unplanned"})
"""States of which the words say nothing more."""


@chart("week", of=WeekView, about="one week: sessions by day with their zones, and what was recorded of them")
def week(view: WeekView) -> Drawing:
    """Draw a week."""
    times = [time for day in view.days for session in day.sessions for time in (session.planned, session.done) if time]
    longest = max(times, default=3600.0) / MINUTE
    page = _Page(longest=END * longest, zones=view.model.zones)
    for day in view.days:
        page.add(day, today=day.day == view.today)
    names = [*view.model.zones, *([NO_ZONE] if page.unzoned else [])]
    axis = {"grid": False, "values": _ticks(longest)}
    x = quantity("from", title="Time [min]", scale={"domain": [0, page.longest], "nice": False}, axis=axis)
    y = down(page.top, _days_axis(page))
    layers = [
        *_ground(page, y),
        *bars(page.bars, names, x, y, ("side", "session", "became"), of=f"{view.model.name}, of threshold"),
        lines(page.plain, x, y, dx=3),
        lines(page.heads, x, y, dx=3, fontWeight=600),
        lines(page.ends, x, y, fontSize=10),
    ]
    first, last = view.days[0].day, view.days[-1].day
    about = ", ".join(view.about)
    begins = in_words(first)
    if first.year == last.year:
        begins = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
    return Drawing(
        name="week",
        title=f"{begins} to {in_words(last)}" + (f": {about}" if about else ""),
        alt=_told(view),
        chart=layered(layers, height=page.top),
        columns=("Day", "Session", "Planned", "Done", "State", *(f"{zone}, both" for zone in view.model.zones)),
        rows=tuple(_table(view)),
        notes=(
            f"{view.title}. Zones of the model {view.model.name}, as shares of threshold.",
            "Each session: above as planned, below as recorded. Names of key sessions and races are in bold type.",
            *(["No zone: strength, standing rest, and what was recorded without a stream."] if page.unzoned else []),
        ),
        caption="Each session: above planned, below recorded; bold: key or race. Zones: up to that share of threshold.",
    )


@dataclass(slots=True)
class _Page:
    """What stands where, from the top. longest : end of the axis [min]."""

    longest: float
    zones: Sequence[str]
    top: int = 0
    bars: list[Spec] = field(default_factory=list)
    heads: list[Spec] = field(default_factory=list)
    plain: list[Spec] = field(default_factory=list)
    ends: list[Spec] = field(default_factory=list)
    days: list[Spec] = field(default_factory=list)
    unzoned: bool = False

    def add(self, day: WeekDay, *, today: bool) -> None:
        """Put a day below the others."""
        begin = self.top
        self.top += GAP // 2
        for text in (*day.marks, *(() if day.sessions else (day.empty,))):
            self._words(text, strong=False)
        for session in day.sessions:
            self._session(session)
        self.top += GAP
        self.days.append({"day": day.day, "top": begin, "bottom": self.top, "today": today})

    def _words(self, text: str, *, strong: bool) -> None:
        line = {"at": 0, "top": self.top + WORDS / 2, "text": text}
        (self.heads if strong else self.plain).append(line)
        self.top += WORDS

    def _session(self, session: WeekSession) -> None:
        self._words(_words(session), strong=session.key or session.race)
        known, state = session.zones, str(session.row.state) if session.row else ""
        said = "" if state in QUIET else state
        if session.planned:
            zones = known.planned if known else None
            self._bar(session, "planned", session.planned, zones, said if not session.done else "")
        if session.done:
            self._bar(session, "done", session.done, known.done if known else None, said)
        self.top += 3

    def _bar(self, session: WeekSession, side: str, time: float, zones: Sequence[float] | None, state: str) -> None:
        told = {"side": side, "session": session.text, "became": _became(session)}
        zoned = sum(zones or ())
        if zones and zoned:
            self.bars += parts(zones, self.zones, top=self.top, per=MINUTE, **told)
        if time - zoned > LEAST_REST:
            self.unzoned = True
            (rest,) = parts([time - zoned], [NO_ZONE], top=self.top, per=MINUTE, **told)
            ends = {end: round(rest[end] + zoned / MINUTE, 3) for end in ("from", "to")}
            self.bars.append({**rest, **ends, "label": "", "share": f"{1 - zoned / time:.0%}"})
        text = ", ".join(filter(None, (f"{side} {_minutes(time)}", state)))
        end = max(time, zoned) / MINUTE + self.longest * 0.008
        self.ends.append({"at": round(end, 2), "top": self.top + BAR / 2 + 0.5, "text": text})
        self.top += BAR + 1


def _minutes(time: float) -> str:
    return f"{time / MINUTE:.0f} min"


def _ticks(longest: float) -> list[int]:
    """Return what is written on the axis of time [min]."""
    step = next((step for step in (10, 15, 30, 60) if longest / step <= MOST_TICKS), 120)
    return list(range(0, int(longest) + step, step))


def _words(session: WeekSession) -> str:
    """Return what stands above a session: part of the day, race or key, and its line."""
    told = "race" if session.race else "key" if session.key else ""
    return " · ".join(filter(None, (session.slot, told, session.text)))


def _became(session: WeekSession) -> str:
    row = session.row
    return ": ".join(filter(None, (str(row.state), row.note))) if row else "not known"


def _ground(page: _Page, y: Spec) -> Iterator[Spec]:
    """Yield the ground of today, and a line below each day."""
    ends = {"x": {"value": 0}, "x2": {"value": "width"}, "y": y}
    days = [{"top": day["top"], "bottom": day["bottom"]} for day in page.days if day["today"]]
    if days:
        yield mark("rect", days, {**ends, "y2": {"field": "bottom"}}, color=colour("block_other"))
    below = [{"top": day["bottom"]} for day in page.days]
    yield mark("rule", below, ends, color=colour("grid"))


def _days_axis(page: _Page) -> Spec:
    """Return the axis of the days: weekday and day of the month at the first line of each."""
    said = []
    for day in page.days:
        name = f"{day['day']:%a} {day['day'].day}"
        said.append(f"{_first_line(day)}: " + (f"['{name}', 'today']" if day["today"] else f"'{name}'"))
    return {
        "values": [_first_line(day) for day in page.days], "labelExpr": f"({{{', '.join(said)}}})[datum.value]",
        "title": None, "grid": False, "ticks": False, "domain": False, "labelOverlap": False,
    }  # fmt: skip


def _first_line(day: Spec) -> int:
    return int(day["top"]) + GAP // 2 + WORDS // 2


def _told(view: WeekView) -> str:
    said = []
    for day in view.days:
        words = [_spoken(session) for session in day.sessions] or [day.empty or "not known"]
        said.append(f"{day.day:%A}: {'; '.join(words)}.")
    return " ".join(said)


def _spoken(session: WeekSession) -> str:
    sides = [f"planned {_minutes(session.planned)}"] if session.planned else []
    if session.row is not None and session.row.state != "upcoming":
        sides.append(str(session.row.state) + (f" {_minutes(session.done)}" if session.done else ""))
    return f"{session.text} ({', '.join(sides)})"


def _table(view: WeekView) -> Iterator[tuple[str, ...]]:
    for day in view.days:
        if not day.sessions:
            yield (day.day.isoformat(), day.empty, *[""] * (3 + len(view.model.zones)))
        for session in day.sessions:
            times = [print_clock(time) if time else "" for time in (session.planned, session.done)]
            state = str(session.row.state) if session.row else ""
            yield (day.day.isoformat(), session.text, *times, state, *_zone_cells(session, len(view.model.zones)))


def _zone_cells(session: WeekSession, count: int) -> Iterator[str]:
    known = session.zones
    planned, done = (known.planned, known.done or ()) if known else ((), ())
    for k in range(count):
        sides = [print_clock(side[k]) if k < len(side) else "-" for side in (planned, done)]
        yield " / ".join(sides)
