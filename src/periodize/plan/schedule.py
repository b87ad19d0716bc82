"""A season to dated sessions: weeks, progressions, deloads, volume, tapers, changes, races (rules 5-12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from math import prod
from typing import TYPE_CHECKING

from periodize.athlete import GENERIC_SPEED, POWER_SPORTS
from periodize.errors import few
from periodize.plain import dataclass
from periodize.plan.dating import DatedBlock, date_blocks
from periodize.plan.intensity import HOURLY
from periodize.plan.intent import intent_of
from periodize.plan.parser import SessionError
from periodize.plan.planned import CLOCK, Factor, PlannedWeek, Schedule, Session
from periodize.plan.races import EARLIER_ROUND, default_tapers, eased, race_sessions
from periodize.plan.render import Rendered, Rendering, sport_of
from periodize.plan.rules import RULES
from periodize.plan.stretch import Missed, print_volume, stretch_week
from periodize.plan.unbroken import unbroken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.errors import Problem
    from periodize.plan.render import Segment
    from periodize.plan.season import DayPlan, Entry, Race, Season
    from periodize.plan.source import Place


@dataclass(slots=True)
class _Draft:
    """A session on its way: `written` entries of a change keep their amounts.

    full, segments : before and after deload, taper and calendar; no segments: nothing is left of it.
    """

    day: date
    slot: str
    entry: Entry
    sport: str
    scale: float
    progress: float
    written: bool
    full: tuple[Segment, ...]
    segments: tuple[Segment, ...] = ()
    factors: tuple[Factor, ...] = ()


def expand(season: Season) -> Schedule | tuple[Problem, ...]:
    """Return the dated sessions of a season, or the problems that forbid it."""
    problems: list[Problem] = []
    blocks = date_blocks(season, problems)
    if not blocks:
        return tuple(problems)
    expander = _Expander(season, blocks, problems)
    weeks = tuple(week for block in blocks for week in block_weeks(block))
    sessions = expander.sessions(weeks)
    expander.remarks(sessions)
    return Schedule(season, blocks, weeks, sessions, tuple(problems), tuple(expander.missed))


def day_plan(week: PlannedWeek, day: date) -> tuple[DayPlan, bool]:
    """Return what the plan says for a day of a week, and whether a change says so."""
    block = week.block.block
    if day in block.day_changes:
        return block.day_changes[day], True
    change = block.week_changes.get(week.number, {})
    if day.weekday() in change:
        return change[day.weekday()], True
    return block.week.get(day.weekday(), ()), False


def block_weeks(dated: DatedBlock) -> Iterator[PlannedWeek]:
    """Yield the weeks of a block: seven days from its first day, the last one perhaps shorter."""
    every = dated.block.deload[0] if dated.block.deload else 0
    deloads = [bool(every) and (k + 1) % every == 0 for k in range(dated.weeks)]
    loading = deloads.count(False)
    done = 0
    for k, deload in enumerate(deloads):
        first = dated.first + timedelta(days=7 * k)
        end = min(first + timedelta(days=7), dated.end)
        # a deload keeps the progress of the loading week before it
        position = max(0, done - 1) if deload else done
        yield PlannedWeek(dated, k + 1, first, end, deload, position / (loading - 1) if loading > 1 else 0.0)
        done += not deload


class _Expander:
    def __init__(self, season: Season, blocks: tuple[DatedBlock, ...], problems: list[Problem]) -> None:
        self.season, self.blocks, self.problems = season, blocks, problems
        self.race_days: dict[date, list[Race]] = {}
        for race in season.races:
            for _, day in race.days:
                self.race_days.setdefault(day, []).append(race)
        self.race_tapers = default_tapers(season, blocks)
        self.rendered = Rendered()
        self.failed: set[Place] = set()
        self.missed: list[tuple[PlannedWeek, Missed]] = []

    def report(self, code: str, place: Place, message: str, *, hint: str | None = None) -> None:
        self.problems.append(RULES[code].problem(self.season.span(place), message, help=hint))

    def sessions(self, weeks: tuple[PlannedWeek, ...]) -> tuple[Session, ...]:
        sessions: list[Session] = []
        for week in weeks:
            drafts = list(self._drafts(week))
            self._stretch(week, drafts)
            sessions += [self._session(draft, week) for draft in drafts if draft.segments]
        sessions += race_sessions(self.season, self.blocks)
        return tuple(sorted(sessions, key=lambda s: (s.start, s.id)))

    # ---- one week

    def _drafts(self, week: PlannedWeek) -> Iterator[_Draft]:
        block = week.block.block
        for offset in range((week.end - week.first).days):
            day = week.first + timedelta(days=offset)
            if day in self.race_days:
                continue
            plan, written = day_plan(week, day)
            factors = () if written else self._factors(week, day)
            if day not in block.day_changes:
                factors += self._calendar(day)
            scale = prod(factor.value for factor in factors)
            athlete = self.season.athlete.on(day)
            for slot, entries in plan:
                entry = self._entry(entries, week)
                if entry is None or entry.workout.is_rest:
                    continue
                whole = Rendering(athlete, self.season.sessions, self.season.intensities, week.progress)
                context = replace(whole, scale=scale)
                try:
                    full = self.rendered.render(entry.workout, whole)
                    segments = self.rendered.render(entry.workout, context) if scale > 0 else ()
                except SessionError as error:
                    # as written it can be done: a threshold of that day, or a share above 100 %, makes it impossible
                    if entry.place not in self.failed:
                        self.report(error.code, entry.place, f"on {day}: {error.message}", hint=error.hint)
                    self.failed.add(entry.place)
                    continue
                sport = sport_of(entry.workout, context)
                yield _Draft(day, slot, entry, sport, scale, week.progress, written, full, segments, factors)

    @staticmethod
    def _entry(entries: tuple[Entry, ...], week: PlannedWeek) -> Entry | None:
        if not entries:
            return None
        every = week.block.block.deload[0] if week.block.block.deload else 0
        deloads_before = (week.number - 1) // every if every else 0
        loading = week.number - 1 - deloads_before - (1 if week.deload else 0)
        return entries[min(max(0, loading), len(entries) - 1)]

    def _factors(self, week: PlannedWeek, day: date) -> tuple[Factor, ...]:
        """Return what shares of the written amounts are left: deload, taper block, default taper before a race."""
        block = week.block.block
        factors = []
        if week.deload and block.deload:
            detail = f"week {week.number}, every {block.deload[0]} weeks"
            factors.append(Factor("deload", block.deload[1], (*block.place, "deload"), detail))
        if block.taper is not None:
            # exponential: the share of the first day is nearly 1, of the last day exactly the taper's
            number = (day - week.block.first).days + 1
            share = block.taper ** (number / week.block.days)
            factors.append(Factor("taper", share, (*block.place, "taper"), f"day {number} of {week.block.days}"))
        if block.share != 1:
            factors.append(Factor("share", block.share, block.place))
        if day in self.race_tapers:
            factors.append(self.race_tapers[day])
        return tuple(factors)

    def _calendar(self, day: date) -> tuple[Factor, ...]:
        """Return the factor of the last calendar range that covers the day and has one."""
        found = [c for c in self.season.calendar if c.covers(day) and c.load is not None]
        return tuple(Factor(c.kind, c.load, c.place, c.note) for c in found[-1:] if c.load is not None)

    def _stretch(self, week: PlannedWeek, drafts: list[_Draft]) -> None:
        """Stretch the steady parts towards the block's weekly volume (rule 9)."""
        volume = week.block.block.volume
        if volume is None or not drafts or self._left_as_written(week):
            return
        # scaling by deload, taper and calendar comes after the stretch, so the target shrinks with it
        share = ((week.end - week.first).days) / 7
        target = volume.at(week.progress) * share
        written = [draft.segments for draft in drafts]
        missed = stretch_week(drafts, volume, target)
        for draft, before in zip(drafts, written, strict=True):
            # stretching replaces the steady segments, all by one factor, and leaves the others
            ratios = [a.duration / b.duration for b, a in zip(before, draft.segments, strict=True) if a is not b]
            if ratios:
                detail = f"week {week.number}: {print_volume(target, volume.unit)}"
                draft.factors += (Factor("volume", ratios[0], (*week.block.block.place, "volume"), detail),)
        if missed and share > 0.5:  # a few days between two blocks rarely hold a steady part of their own
            self.missed.append((week, missed))

    def _left_as_written(self, week: PlannedWeek) -> bool:
        if week.number in week.block.block.week_changes:
            return True
        days = (week.first + timedelta(days=k) for k in range((week.end - week.first).days))
        return any(race.priority in {"A", "B"} for day in days for race in self.race_days.get(day, ()))

    # ---- sessions

    def _session(self, draft: _Draft, week: PlannedWeek) -> Session:
        entry = draft.entry
        distance = any(segment.stretchable for segment in draft.segments)
        return Session(
            id=f"{draft.day}-{draft.slot}",
            day=draft.day,
            slot=draft.slot,
            start=datetime.combine(draft.day, CLOCK[draft.slot]),
            sport=draft.sport,
            text=entry.text,
            segments=draft.segments,
            intent=intent_of(entry.workout, draft.segments, draft.sport),
            block=week.block.block.name,
            place=entry.place,
            by="distance" if distance and _by_distance(entry) else "time",
            key=entry.key,
            note=entry.note,
            given_load=None if entry.load is None else entry.load * draft.scale,
            workout=entry.workout,
            progress=draft.progress,
            factors=draft.factors,
        )

    # ---- what to say about the whole

    def remarks(self, sessions: tuple[Session, ...]) -> None:
        """Report changes that no week or day of their block takes, and what was assumed."""
        for dated in self.blocks:
            for number in sorted(dated.block.week_changes):
                if number > dated.weeks:
                    message = f"block {dated.block.name!r} has {dated.weeks} weeks, there is no w{number}"
                    self.report("P307", (*dated.block.place, "changes", f"w{number}"), message)
            for day in sorted(dated.block.day_changes):
                if not dated.first <= day < dated.end:
                    message = (
                        f"{day} is not in block {dated.block.name!r} ({dated.first} to {dated.end - timedelta(days=1)})"
                    )
                    self.report("P307", (*dated.block.place, "changes", str(day)), message)
        self._assumed(sessions)
        self._unbroken(sessions)

    def _assumed(self, sessions: tuple[Session, ...]) -> None:
        # nobody knows a threshold of walking: its generic speed is no news
        for sport in sorted({s.sport for s in sessions} - set(HOURLY) - {"walk", "hike"}):
            if self.season.athlete.threshold(sport) is None:
                speed = GENERIC_SPEED.get(sport, GENERIC_SPEED["run"]) * 3.6
                what = "threshold power" if sport in POWER_SPORTS else "threshold pace"
                message = f"no {what} for {sport}: {speed:g} km/h for one hour is assumed"
                self.report("P201", ("athlete",), message, hint=f"athlete: {{threshold: {{{sport}: ...}}}}")
        rounds = list(eased(self.season))
        if rounds:
            names = few([f"{race.id}.{one.label}" for race, one in rounds])
            message = f"no goal for {names}: counted at {EARLIER_ROUND:.0%} of the speed of the last round"
            race, one = rounds[0]
            hint = f"rounds: {{{one.label}: {{date: {one.day}, goal: ...}}}}"
            self.report("P203", (*race.place, "rounds", one.label), message, hint=hint)

    def _unbroken(self, sessions: tuple[Session, ...]) -> None:
        if joined := unbroken(sessions, self.season.sessions):
            place, before, after = joined[0]
            message = f"{before} runs straight into {after}: a recovery stands between repeats, none behind the last"
            message += f"; {len(joined)} lines are so" if len(joined) > 1 else ""
            self.report("P204", place, message, hint="where there is a break write it: + 3min @ recovery +")


def _by_distance(entry: Entry) -> bool:
    amounts = [part.amount.first for part in entry.workout.parts if hasattr(part, "amount")]
    return bool(amounts) and not amounts[0].is_time
