"""A block week by week, and the season in a page, each end and taper with the line that fixes it."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from math import prod
from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS
from periodize.errors import few
from periodize.plan.races import DEFAULT_TAPERS, EARLIER_ROUND, eased
from periodize.plan.render import Rendering
from periodize.plan.schedule import day_plan
from periodize.plan.stretch import print_volume
from periodize.project.plans.parts import add
from periodize.project.plans.reasons import LANGUAGE, OURS, Intensities, percent
from periodize.project.plans.session_view import left_as_written
from periodize.project.plans.spoken import line_of
from periodize.report.views.parts import Reason, Total
from periodize.report.views.plan import BlockRow, BlockView, BlockWeek, Line, RaceLine, SeasonView, Variant
from periodize.units import print_clock, print_distance
from periodize.zones import DEFAULT_ZONES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from periodize.plan import Schedule, Season, Session
    from periodize.plan.dating import DatedBlock
    from periodize.plan.planned import PlannedWeek
    from periodize.plan.season import CalendarRange, Race

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def total(sessions: Iterable[Session]) -> Total:
    """Return time, distance and load of sessions, distance None when none has one."""
    return add(Total(s.duration, s.distance, s.load) for s in sessions)


def _between(planned: Schedule, first: date, end: date) -> list[Session]:
    return [session for session in planned.sessions if first <= session.day < end]


# ---- a block


def block_view(planned: Schedule, dated: DatedBlock) -> BlockView:
    """Return a block: what fixes its ends, its weeks, each of its sessions once."""
    block, season = dated.block, planned.season
    weeks = [week for week in planned.weeks if week.block is dated]
    return BlockView(
        name=block.name,
        phase=block.phase,
        first=dated.first,
        last=dated.end - timedelta(days=1),
        note=block.note,
        place=season.span((*block.place, "name")),
        reasons=tuple(_block_reasons(planned, dated)),
        weeks=tuple(_block_week(planned, week) for week in weeks),
        lines=tuple(_lines(planned, weeks)),
        changes=tuple(_changes(planned, weeks)),
        total=total(_between(planned, dated.first, dated.end)),
    )


def _begin(planned: Schedule, dated: DatedBlock) -> Reason:
    """Return what fixes the first day of a block."""
    own = dated.begins.place[: len(dated.block.place)] == dated.block.place
    text = f"counted back, {dated.begins.text}" if own else dated.begins.text
    return Reason("begins", text, planned.season.span(dated.begins.place))


def _end(planned: Schedule, dated: DatedBlock) -> Reason:
    """Return what fixes the first day after a block."""
    own = dated.ends.place[: len(dated.block.place)] == dated.block.place
    text = dated.ends.text.removeprefix(f"{dated.block.name}: ") if own else f"counted back, {dated.ends.text}"
    return Reason("ends", text, planned.season.span(dated.ends.place))


def _block_reasons(planned: Schedule, dated: DatedBlock) -> Iterator[Reason]:
    block, season = dated.block, planned.season
    yield _begin(planned, dated)
    yield _end(planned, dated)
    if block.volume:
        first, last = (print_volume(v, block.volume.unit) for v in (block.volume.first, block.volume.last))
        text = f"{first} a week" if first == last else f"{first} to {last} a week, first to last loading week"
        yield Reason("volume", text, season.span((*block.place, "volume")))
    if block.deload:
        text = f"every {block.deload[0]} weeks, {percent(block.deload[1])} of the week before"
        yield Reason("deload", text, season.span((*block.place, "deload")))
    if block.taper is not None:
        text = f"shrinks exponentially to {percent(block.taper)} on its last day"
        yield Reason("taper", text, season.span((*block.place, "taper")))
    like = season.root.at((*block.place, "like"))
    if like is not None:
        text = "starts empty" if like.value == "none" else f"that of {like.value!s}, changed day by day"
        yield Reason("week", text, like.span())


def _share(planned: Schedule, day: date) -> float:
    """Return what deload, tapers and calendar leave of a day; 1 without a session that says so."""
    for session in planned.sessions:
        if session.day == day and session.factors:
            return prod(factor.value for factor in session.factors if factor.name != "volume")
    return 1.0


def _block_week(planned: Schedule, week: PlannedWeek) -> BlockWeek:
    inside = _between(planned, week.first, week.end)
    block = week.block.block
    shares = [_share(planned, session.day) for session in inside if not session.race] or [1.0]
    stretch = next((f.value for s in inside for f in s.factors if f.name == "volume"), None)
    target = ""
    if block.volume:
        share = (week.end - week.first).days / 7
        target = print_volume(block.volume.at(week.progress) * share, block.volume.unit)
    return BlockWeek(
        number=week.number,
        first=week.first,
        last=week.end - timedelta(days=1),
        role="deload" if week.deload else "loading",
        share=(shares[0], shares[-1]),
        target=target,
        stretch=stretch,
        met=_met(planned, week, stretch) if target else "",
        total=total(inside),
    )


def _met(planned: Schedule, week: PlannedWeek, stretch: float | None) -> str:
    missed = next((missed for at, missed in planned.missed if at is week), None)
    if missed is not None:
        reached = print_volume(missed.reached, missed.unit)
        limit = "" if missed.wanted is None else f", steady parts at their limit of {percent(missed.factor)}"
        return f"missed: {reached}{limit}"
    if stretch is None:
        return left_as_written(week, planned.season)
    return f"met, steady parts at {percent(stretch)}" + (", then the share" if week.deload else "")


def _telling(found: list[tuple[PlannedWeek, Session]]) -> list[tuple[PlannedWeek, Session]]:
    """Return the weeks that tell how a line changes: first and last loading week, first deload."""
    loading = [item for item in found if not item[0].deload]
    deloads = [item for item in found if item[0].deload]
    chosen = {week.number: (week, session) for week, session in (*loading[:1], *loading[-1:], *deloads[:1])}
    return [chosen[number] for number in sorted(chosen)]


def _label(week: PlannedWeek, session: Session) -> str:
    share = prod(factor.value for factor in session.factors if factor.name != "volume")
    if week.deload:
        return f"w{week.number} deload"
    return f"w{week.number}" if share > 0.995 else f"w{week.number} at {percent(share)}"


def _variants(found: list[tuple[PlannedWeek, Session]], season: Season) -> Iterator[Variant]:
    """Yield what a line comes to, weeks that say the same as one."""
    said: dict[tuple[str, Total], list[str]] = {}
    for week, session in found:
        text = line_of(session, season)
        said.setdefault((text, total([session])), []).append(_label(week, session))
    for (text, amounts), labels in said.items():
        yield Variant(", ".join(labels), text, amounts)


def _lines(planned: Schedule, weeks: list[PlannedWeek]) -> Iterator[Line]:
    """Yield every line of the block's own week once, with what it comes to in the telling weeks."""
    season, block = planned.season, weeks[0].block.block
    for weekday, name in enumerate(DAYS):
        for slot, entries in block.week.get(weekday, ()):
            places = {entry.place for entry in entries}
            found = [
                (week, session)
                for week in weeks
                for session in _between(planned, week.first, week.end)
                if session.day.weekday() == weekday and session.slot == slot and session.place in places
            ]
            variants = tuple(_variants(_telling(found), season))
            if entries:
                written = " | ".join(dict.fromkeys(entry.text for entry in entries))
                key = any(entry.key for entry in entries)
                own_slot, place = "" if slot == "day" else slot, season.span(entries[0].place)
                yield Line(name, own_slot, written, place, key, variants)


def _changes(planned: Schedule, weeks: list[PlannedWeek]) -> Iterator[tuple[date, str]]:
    """Yield the days on which something else than the block's own week is done."""
    races = {day: race for race in planned.season.races for _, day in race.days}
    for week in weeks:
        for offset in range((week.end - week.first).days):
            day = week.first + timedelta(days=offset)
            if day in races:
                yield day, f"{races[day].priority} race: {races[day].name}"
                continue
            plan, written = day_plan(week, day)
            if written:
                yield day, " / ".join(entry.text for _, entries in plan for entry in entries[:1]) or "nothing"


# ---- the season


def season_view(planned: Schedule) -> SeasonView:
    """Return the season in a page."""
    season = planned.season
    return SeasonView(
        title=season.title,
        first=planned.first,
        last=planned.last,
        blocks=tuple(
            BlockRow(
                name=dated.block.name,
                phase=dated.block.phase,
                first=dated.first,
                last=dated.end - timedelta(days=1),
                ends=_end(planned, dated),
                total=total(_between(planned, dated.first, dated.end)),
            )
            for dated in planned.blocks
        ),
        races=tuple(_race_line(race, planned) for race in season.races),
        calendar=tuple((entry.first, entry.last, range_words(entry)) for entry in season.calendar),
        assumptions=tuple(_assumptions(planned)),
        begins=_begin(planned, planned.blocks[0]),
        total=total(planned.sessions),
    )


def range_words(entry: CalendarRange) -> str:
    """Return a range of the calendar in words."""
    height = f" {entry.altitude:.0f} m" if entry.altitude else ""
    warm = f" {entry.temperature:g}C" if entry.temperature is not None else ""
    share = f" at {percent(entry.load)}" if entry.load is not None else ""
    return f"{entry.kind}{height}{warm}{share}" + (f": {entry.note}" if entry.note else "")


def _race_line(race: Race, planned: Schedule) -> RaceLine:
    about = [print_distance(race.distance)] if race.distance else []
    about += [f"goal {print_clock(race.goal)}"] if race.goal else []
    return RaceLine(
        id=race.id,
        name=race.name,
        rounds=race.rounds,
        priority=race.priority,
        about=", ".join(about),
        taper=_taper(race, planned),
        load=sum(session.load for session in planned.sessions if session.race == race.id),
        place=planned.season.span(race.place),
    )


def _taper(race: Race, planned: Schedule) -> Reason:
    """Return what leads to a race: a taper block, the default taper of its priority, or none."""
    if race.priority not in DEFAULT_TAPERS:
        return Reason("taper", "none: a C race is trained through", None, LANGUAGE)
    days, left = DEFAULT_TAPERS[race.priority]
    for dated in planned.blocks:
        near = dated.first < race.first and dated.end > race.first - timedelta(days=days)
        if dated.block.tapers and near:
            share = f" to {percent(dated.block.taper)}" if dated.block.taper is not None else ""
            place = planned.season.span((*dated.block.place, "name"))
            return Reason("taper", f"block {dated.block.name!r}{share}", place)
    text, source = f"default: {days} days to {percent(left)}", "Bosquet 2007" if race.priority == "A" else LANGUAGE
    tapered = any(f.name == "taper" and f.place == race.place for s in planned.sessions for f in s.factors)
    # sessions of `changes:` are done as written
    return Reason("taper", text if tapered else f"{text}, but no session of these days shrinks", None, source)


def _assumptions(planned: Schedule) -> Iterator[Reason]:
    """Yield what stands in for something that the plan does not say."""
    season, athlete = planned.season, planned.season.athlete
    for sport in sorted({session.sport for session in planned.sessions}):
        missing = Intensities(sport, Rendering(athlete, {}, {}), season).threshold()
        if missing:
            yield missing
    if athlete.zones is None:
        yield Reason("zones", f"no zone model: {DEFAULT_ZONES}", None, OURS)
    for race in season.races:
        if race.goal is None and race.distance and race.sport not in POWER_SPORTS:
            yield Reason("goal", f"none for {race.name}: its time follows from the threshold", None, "Riegel 1981")
    for (name, place), pairs in groupby(eased(season), key=lambda pair: (pair[0].name, pair[0].place)):
        labels = few([one.label for _, one in pairs], between=" and ")
        text = f"none for {labels} of {name}: {percent(EARLIER_ROUND)} of the speed of the last round"
        yield Reason("goal", text, season.span((*place, "rounds")), OURS)
    given = sum(session.given_load is not None for session in planned.sessions)
    if given:
        text = f"{given} of {len(planned.sessions)} sessions have a load of their own"
        yield Reason("load", text, None, "as written")
