"""A season to dated sessions: weeks, progressions, deloads, volume, tapers, changes, races (rules 5-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from periodize.athlete import GENERIC_SPEED, POWER_SPORTS
from periodize.plan.dating import DatedBlock, date_blocks
from periodize.plan.intensity import HOURLY, race_fraction, race_time, threshold_speed
from periodize.plan.render import WORK, Rendering, Segment, effort, render, sport_of
from periodize.plan.rules import RULES
from periodize.plan.stretch import stretch_week
from periodize.units import print_clock, print_distance, print_duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.effort import Effort
    from periodize.errors import Problem
    from periodize.plan.season import CalendarRange, DayPlan, Entry, Race, Season
    from periodize.plan.source import Place

CLOCK = {"am": time(7), "noon": time(12), "pm": time(17), "day": time(12), "race": time(10)}
"""Time of day of a session: our choice. `day` is a single session whose slot is not named."""

DEFAULT_TAPERS = {"A": (14, 0.5), "B": (3, 0.7)}
"""Priority -> (days, share left) where no taper block leads to a race. Bosquet 2007 (27 studies): two weeks, volume
down 41-60 %, intensity kept; the B taper is the plan language's own."""

RACE_EXTRA_LOAD = 25.0
"""[AU] Warm-up and cool-down of a race, from the specification: a 3:28 race alone scores about 9."""

BIKE_RACE_EXPONENT = 0.15
"""A ride of h hours is raced at h**-0.15 of threshold power when nothing else is known: our choice."""


@dataclass(frozen=True, slots=True)
class Session:
    """One planned session.

    Parameters
    ----------
    id : date and slot, e.g. "2027-05-11-am".
    slot : am, noon, pm, day or race.
    start : local clock time.
    text : the line as written, or the race.
    segments : what is done.
    intent : easy long tempo intervals race strength other.
    given_load : load that the plan states [AU], or None.
    extra_load : load beside the segments (a race's warm-up) [AU].
    by : whether the line measures in time or in distance.
    """

    id: str
    day: date
    slot: str
    start: datetime
    sport: str
    text: str
    segments: tuple[Segment, ...]
    intent: str
    block: str
    place: Place
    by: str = "time"
    key: bool = False
    note: str = ""
    given_load: float | None = None
    extra_load: float = 0.0
    race: str | None = None

    @property
    def duration(self) -> float:
        """Time [s], recoveries included."""
        return sum(segment.duration for segment in self.segments)

    @property
    def distance(self) -> float | None:
        """Distance [m], recoveries included; None for a sport without."""
        if self.sport in HOURLY:
            return None
        return sum(segment.distance or 0.0 for segment in self.segments)

    @property
    def hard(self) -> bool:
        """Whether part of it is harder than steady."""
        return self.intent in {"tempo", "intervals", "race"}

    def effort(self) -> Effort:
        """Return what a load metric sees."""
        return effort(self.segments, self.sport)


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """One week of a block. number counts from 1; progress from 0 to 1 over the loading weeks."""

    block: DatedBlock
    number: int
    first: date
    end: date
    deload: bool
    progress: float


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """Everything that is planned, day by day."""

    season: Season
    blocks: tuple[DatedBlock, ...]
    weeks: tuple[PlannedWeek, ...]
    sessions: tuple[Session, ...]
    problems: tuple[Problem, ...]

    @property
    def first(self) -> date:
        """First day."""
        return self.blocks[0].first

    @property
    def last(self) -> date:
        """Last day."""
        return self.blocks[-1].end - timedelta(days=1)

    def block_on(self, day: date) -> DatedBlock | None:
        """Return the block of a day, or None outside the season."""
        return next((b for b in self.blocks if b.first <= day < b.end), None)


@dataclass(slots=True)
class _Draft:
    """A session on its way: `written` entries of a change keep their amounts."""

    day: date
    slot: str
    entry: Entry
    sport: str
    scale: float
    progress: float
    written: bool
    segments: tuple[Segment, ...] = ()


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
    return Schedule(season, blocks, weeks, sessions, tuple(problems))


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
        self.race_days = {day: (race, label) for race in season.races for label, day in race.days}
        self.race_tapers = self._race_tapers()

    def report(self, code: str, place: Place, message: str, *, hint: str | None = None) -> None:
        self.problems.append(RULES[code].problem(self.season.span(place), message, help=hint))

    def sessions(self, weeks: tuple[PlannedWeek, ...]) -> tuple[Session, ...]:
        sessions: list[Session] = []
        for week in weeks:
            drafts = list(self._drafts(week))
            self._stretch(week, drafts)
            sessions += [self._session(draft, week) for draft in drafts]
        sessions += [s for day in sorted(self.race_days) if self._inside(day) for s in (self._race(day),)]
        return tuple(sorted(sessions, key=lambda s: (s.start, s.id)))

    def _inside(self, day: date) -> bool:
        return self.blocks[0].first <= day < self.blocks[-1].end

    # ---- one week

    def _drafts(self, week: PlannedWeek) -> Iterator[_Draft]:
        block = week.block.block
        for offset in range((week.end - week.first).days):
            day = week.first + timedelta(days=offset)
            if day in self.race_days:
                continue
            plan, written = self._day_plan(week, day)
            scale = 1.0 if written else self._scale(week, day)
            if day in block.day_changes:
                scale = 1.0
            elif (calendar := self._calendar(day)) is not None and calendar.load is not None:
                scale *= calendar.load
            athlete = self.season.athlete.on(day)
            for slot, entries in plan:
                entry = self._entry(entries, week)
                if entry is None or entry.workout.is_rest or scale <= 0:
                    continue
                context = Rendering(athlete, self.season.sessions, self.season.intensities, week.progress, scale)
                segments = render(entry.workout, context)
                sport = sport_of(entry.workout, context)
                yield _Draft(day, slot, entry, sport, scale, week.progress, written, segments)

    @staticmethod
    def _day_plan(week: PlannedWeek, day: date) -> tuple[DayPlan, bool]:
        block = week.block.block
        if day in block.day_changes:
            return block.day_changes[day], True
        change = block.week_changes.get(week.number, {})
        if day.weekday() in change:
            return change[day.weekday()], True
        return block.week.get(day.weekday(), ()), False

    @staticmethod
    def _entry(entries: tuple[Entry, ...], week: PlannedWeek) -> Entry | None:
        if not entries:
            return None
        every = week.block.block.deload[0] if week.block.block.deload else 0
        deloads_before = (week.number - 1) // every if every else 0
        loading = week.number - 1 - deloads_before - (1 if week.deload else 0)
        return entries[min(max(0, loading), len(entries) - 1)]

    def _scale(self, week: PlannedWeek, day: date) -> float:
        """Return the share of the written amounts: deload, taper block, or default taper before a race."""
        block = week.block.block
        scale = block.deload[1] if week.deload and block.deload else 1.0
        if block.taper is not None:
            # exponential: the share of the first day is nearly 1, of the last day exactly the taper's
            scale *= block.taper ** (((day - week.block.first).days + 1) / week.block.days)
        return scale * self.race_tapers.get(day, 1.0)

    def _calendar(self, day: date) -> CalendarRange | None:
        with_load = [c for c in self.season.calendar if c.covers(day) and c.load is not None]
        return with_load[-1] if with_load else None

    def _race_tapers(self) -> dict[date, float]:
        """Return day -> share for races with no taper block before them (rule 10)."""
        shares: dict[date, float] = {}
        tapering = [b for b in self.blocks if b.block.tapers]
        for race in self.season.races:
            if race.priority not in DEFAULT_TAPERS:
                continue
            days, left = DEFAULT_TAPERS[race.priority]
            window = [race.first - timedelta(days=days - k) for k in range(days)]
            if any(b.first <= day < b.end for b in tapering for day in window):
                continue
            for k, day in enumerate(window):
                shares[day] = min(shares.get(day, 1.0), left ** ((k + 1) / days))
        return shares

    def _stretch(self, week: PlannedWeek, drafts: list[_Draft]) -> None:
        """Stretch the steady parts towards the block's weekly volume (rule 9)."""
        volume = week.block.block.volume
        if volume is None or not drafts or self._left_as_written(week):
            return
        # scaling by deload, taper and calendar comes after the stretch, so the target shrinks with it
        share = ((week.end - week.first).days) / 7
        fault = stretch_week(drafts, volume, volume.at(week.progress) * share)
        if fault and share > 0.5:  # a few days between two blocks rarely hold a steady part of their own
            place = (*week.block.block.place, "volume")
            self.report("P304", place, f"week {week.number} of {week.block.block.name!r} ({week.first}): {fault}")

    def _left_as_written(self, week: PlannedWeek) -> bool:
        if week.number in week.block.block.week_changes:
            return True
        days = (week.first + timedelta(days=k) for k in range((week.end - week.first).days))
        return any(day in self.race_days and self.race_days[day][0].priority in {"A", "B"} for day in days)

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
            intent=_intent(entry, draft),
            block=week.block.block.name,
            place=entry.place,
            by="distance" if distance and _by_distance(entry) else "time",
            key=entry.key,
            note=entry.note,
            given_load=None if entry.load is None else entry.load * (1.0 if draft.written else draft.scale),
        )

    def _race(self, day: date) -> Session:
        race, label = self.race_days[day]
        block = next(b for b in self.blocks if b.first <= day < b.end)
        segment = race_segment(race, self.season)
        name = f"{race.name}{f' ({label})' if label else ''}"
        about = [print_distance(race.distance)] if race.distance else []
        about += [f"goal {print_clock(race.goal)}"] if race.goal else []
        return Session(
            id=f"{day}-race",
            day=day,
            slot="race",
            start=datetime.combine(day, CLOCK["race"]),
            sport=race.sport,
            text=": ".join([name, ", ".join(about)] if about else [name]),
            segments=(segment,),
            intent="race",
            block=block.block.name,
            place=race.place,
            by="distance" if race.distance else "time",
            key=True,
            given_load=race.load,
            extra_load=RACE_EXTRA_LOAD,
            race=race.id,
        )

    # ---- what to say about the whole

    def remarks(self, sessions: tuple[Session, ...]) -> None:
        """Add the warnings and notes that only the dated sessions show, one of each kind."""
        for race in self.season.races:
            if not any(self._inside(day) for _, day in race.days):
                hint = f"the season runs from {self.blocks[0].first} to {self.blocks[-1].end - timedelta(days=1)}"
                self.report("P305", race.place, f"race {race.id!r} ({race.first}) lies in no block", hint=hint)
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
        self._availability(sessions)
        self._ill(sessions)
        self._assumed(sessions)

    def _availability(self, sessions: tuple[Session, ...]) -> None:
        limits = self.season.availability
        late = [s for s in sessions if not s.race and s.duration > limits.get(s.day.weekday(), float("inf")) + 30]
        if late:
            worst = max(late, key=lambda s: s.duration - limits[s.day.weekday()])
            have = limits[worst.day.weekday()]
            message = (
                f"{_count(late, 'session')} longer than availability; most: {worst.day:%a} {worst.day}, "
                f"{print_duration(round(worst.duration, -1))} of {print_duration(have) if have else 'no time'}"
            )
            self.report(
                "P306",
                worst.place,
                message,
                hint="nothing is moved; shorten the session or change `availability:`",
            )

    def _ill(self, sessions: tuple[Session, ...]) -> None:
        for entry in self.season.calendar:
            inside = [s for s in sessions if entry.covers(s.day)]
            if entry.kind in {"illness", "injury"} and entry.load is None and inside:
                message = f"{_count(inside, 'session')} inside the {entry.kind} of {entry.first} to {entry.last}"
                self.report(
                    "P405",
                    entry.place,
                    message,
                    hint="add `load: 40%` (or 0%) if less is done; as it is, they count as written",
                )

    def _assumed(self, sessions: tuple[Session, ...]) -> None:
        for sport in sorted({s.sport for s in sessions} - set(HOURLY)):
            if self.season.athlete.threshold(sport) is None:
                speed = GENERIC_SPEED.get(sport, GENERIC_SPEED["run"]) * 3.6
                what = "threshold power" if sport in POWER_SPORTS else "threshold pace"
                message = f"no {what} for {sport}: {speed:g} km/h for one hour is assumed"
                self.report("P201", ("athlete",), message, hint=f"athlete: {{threshold: {{{sport}: ...}}}}")


def _count(items: list[Session], noun: str) -> str:
    return f"{len(items)} {noun}{'s' if len(items) > 1 else ''}"


def _by_distance(entry: Entry) -> bool:
    amounts = [part.amount.first for part in entry.workout.parts if hasattr(part, "amount")]
    return bool(amounts) and not amounts[0].is_time


def race_segment(race: Race, season: Season) -> Segment:
    """Return a race as one segment: goal, else Riegel from threshold over its distance, else one hour."""
    athlete = season.athlete.on(race.first)
    one_hour = threshold_speed(athlete, race.sport)
    if race.sport in POWER_SPORTS:
        seconds = race.goal or (race.distance / one_hour if race.distance else 3600.0)
        return Segment(seconds, race.distance, (seconds / 3600) ** -BIKE_RACE_EXPONENT, "work")
    if race.sport in HOURLY or not race.distance:
        return Segment(race.goal or 3600.0, race.distance, 1.0, "work")
    seconds = race.goal or race_time(race.distance, one_hour)
    own = athlete.threshold(race.sport) is not None
    fraction = race.distance / seconds / one_hour if own else race_fraction(race.distance, one_hour)
    return Segment(seconds, race.distance, fraction, "work")


def _intent(entry: Entry, draft: _Draft) -> str:
    """Return what a session is for: from its words first, then from its hardest stretch."""
    if draft.sport == "gym":
        return "strength"
    if draft.sport == "xt":
        return "other"
    words = {getattr(part, "word", None) for part in entry.workout.parts}
    work = [s for s in draft.segments if s.role == "work" and s.intensity >= WORK]
    hard = work or [s for s in draft.segments if s.role == "steady" and s.intensity >= WORK]
    if not hard or (words <= {"strides", "easy", None} and all(s.duration <= 40 for s in hard)):
        return "long" if "long" in words else "easy"
    weighted = sum(s.duration * s.intensity for s in hard) / sum(s.duration for s in hard)
    return "intervals" if work and weighted > 1.02 else "tempo"
