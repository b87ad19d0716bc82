"""Where the time went: in zones by heart rate, pace and power, and by what sessions were for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS
from periodize.errors import UsageError
from periodize.plain import dataclass
from periodize.plan.intensity import HOURLY
from periodize.project.checks.lately import RECENT_DAYS
from periodize.project.checks.matched import matched
from periodize.project.checks.zone_shares import THREE, missing_in, planned_times, summed
from periodize.project.checks.zone_times import BASES, BEST, recordings
from periodize.project.pictures.periods import Days, blocks_of, calendar_days, span_word
from periodize.project.pictures.season import RECORD_TITLE
from periodize.project.pictures.zones import OWN, model_view, zone_model
from periodize.report.views.distribution import DistributionView, Goals, Times, ZoneDays
from periodize.units import count
from periodize.zones import ZONES, heart_rate_edges_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from periodize.activity import Activity
    from periodize.athlete import Athlete
    from periodize.plan import Season, Session
    from periodize.project.checks.matched import Matched
    from periodize.project.checks.zone_times import Recording
    from periodize.project.records.keeping import Kept

GOAL = "goal"
"""The basis that counts sessions by what they were for."""

ZONE_OF_GOAL = {"easy": 0, "long": 0, "tempo": 1, "intervals": 2, "race": 2}
"""Goal -> which of three zones its sessions count in: our choice. Strength and the rest count in none."""

THRESHOLDS = {
    BEST: "{run: 4:30/km, bike: 250W, hr: 170bpm}",
    "pace": "{run: 4:30/km}",
    "power": "{bike: 250W}",
    "heart_rate": "{hr: 170bpm}",
}
"""Basis -> how the athlete writes what it needs."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the time.

    Parameters
    ----------
    by : week, month, block or season; None: the plan's blocks, else months, or years where they are many.
    model : name of a zone model, "own"; None: the athlete's.
    basis : one of `BASES` or "goal"; None: all of them.
    first, last : days, both included; None: those of the plan, else of the record.
    """

    by: str | None = None
    model: str | None = None
    basis: str | None = None
    first: date | None = None
    last: date | None = None


def distribution(season: Season | None, kept: Kept, *, today: date, asked: Asked) -> DistributionView:
    """Return where the time went, planned and recorded.

    Parameters
    ----------
    season : the plan; None: the record alone.
    kept : what is recorded.
    today : nothing recorded later is looked at; of days that are not over what was planned up to it counts.
    asked : which days, in which zones.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if there is no such model or basis, blocks or goals are asked for without a plan, or there is no time in zones
        in these days.
    """
    found = matched(season, kept, today=today)
    athlete = found.athlete
    if asked.model is not None:
        athlete = replace(athlete, zones=zone_model(asked.model, athlete))
    _refuse_without_plan(season, asked)
    activities = [part for done in found.done for part in done.activities]
    look = _Look(found, athlete, recordings(activities, athlete, kept.store), asked.basis)
    first, last = _extent(found, asked)
    by, periods = _periods(found, asked.by, first, last)
    all_days = Days("all", first, last)
    rows = [look.at(days) for some in periods for days in (_parts(some, today) if activities else (some,))]
    whole = look.at(all_days.so_far(today) if activities else all_days)
    recent = _recent(found, today) if by == "block" and activities else None
    known = tuple(row for row in rows if row.planned or row.done or row.averaged or row.done_goals)
    if not any(_has(row, asked.basis) for row in (whole, *known)):
        raise UsageError(_nothing(asked, first, last))
    edges = model_view(athlete)
    return DistributionView(
        title=season.name if season else RECORD_TITLE,
        model=edges,
        chosen=athlete.zones is not None,
        heart_rate=heart_rate_edges_of(athlete.zones),
        others=tuple(name for name in (*ZONES, *([OWN] if _own(found.athlete) else [])) if name != edges.name),
        by=by,
        basis=asked.basis,
        rows=known,
        whole=whole,
        lately=look.at(recent) if recent and first <= recent.first and recent.last <= last else None,
        notes=(*_notes(found, activities, asked.basis, whole), *_partly(look, activities, whole)),
    )


def _own(athlete: Athlete) -> bool:
    return isinstance(athlete.zones, tuple)


def _refuse_without_plan(season: Season | None, asked: Asked) -> None:
    if season is not None:
        return
    if asked.by == "block":
        message = "there is no plan, so there are no blocks; --by week, month or season"
        raise UsageError(message)
    if asked.basis == GOAL:
        message = "there is no plan, so nobody knows what sessions were for; --basis hr, pace or power"
        raise UsageError(message)


def _extent(found: Matched, asked: Asked) -> tuple[date, date]:
    """Return the first and the last day: those asked for, else of the plan, else of the record."""
    lowest, highest = asked.first or date.min, asked.last or date.max
    if found.planned:
        first, last = asked.first or found.planned.first, asked.last or found.planned.last
        if last >= first:
            return first, last
    days = [done.day for done in found.done if lowest <= done.day <= highest]
    if not days:
        message = "nothing is planned or recorded in these days; `periodize activities` lists what is recorded"
        raise UsageError(message)
    return asked.first or min(days), asked.last or max(days)


def _periods(found: Matched, by: str | None, first: date, last: date) -> tuple[str, list[Days]]:
    if found.planned and by in {None, "block"}:
        blocks = (Days(days.label, max(days.first, first), min(days.last, last)) for days in blocks_of(found.planned))
        return "block", [days for days in blocks if days.first <= days.last]
    if found.planned and by == "season":
        return "season", [Days("season", first, last)]
    word = span_word(first, last) if by is None else "year" if by == "season" else by
    return word, list(calendar_days(word, first, last))


def _parts(days: Days, today: date) -> Iterator[Days]:
    """Yield days under way up to today and from there, other days as they are."""
    yield days.so_far(today)
    if rest := days.to_come(today):
        yield rest


def _recent(found: Matched, today: date) -> Days | None:
    """Return the two weeks up to today, as far as the plan has them; None where it is not under way."""
    plan = found.planned
    if plan is None or not plan.first <= today <= plan.last:
        return None
    return Days("last two weeks", max(plan.first, today - timedelta(days=RECENT_DAYS - 1)), today)


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked at: a plan and a record, whose zones, the time in them by recording, and which basis of it."""

    found: Matched
    athlete: Athlete
    times: dict[str, Recording]
    basis: str | None

    def at(self, days: Days) -> ZoneDays:
        """Return the time of some days."""
        planned = self.found.planned
        due = [s for s in planned.sessions if days.first <= s.day <= days.last] if planned else []
        done = [session for session in self.found.done if days.first <= session.day <= days.last]
        parts = [part for session in done for part in session.activities]
        known = [self.times[part.id] for part in parts if part.id in self.times]
        goals = [answered.intent if (answered := self.found.answers.get(s.id)) else "" for s in done]
        return ZoneDays(
            label=days.label,
            first=days.first,
            last=days.last,
            planned=self._planned(due),
            done=dict(_by_basis(known, streamed=True)),
            averaged=dict(_by_basis(known, streamed=False)),
            planned_goals=_goals(session.intent for session in due),
            done_goals=_goals(goals) if planned else None,
            recordings=len(known),
            unknown=sum(not one.own for one in known),
        )

    def _planned(self, due: Sequence[Session]) -> Times | None:
        from periodize.analysis import polarisation_index

        zoned = [session for session in due if session.sport not in HOURLY and _told_in(self.basis, session.sport)]
        seconds = planned_times(zoned, self.athlete.zones)
        if not sum(seconds):
            return None
        return Times(len(zoned), seconds, polarisation_index(planned_times(zoned, THREE)))


def _told_in(basis: str | None, sport: str) -> bool:
    """Whether a basis can tell the time of a sport: pace and power are each of their own sports."""
    return basis not in {"pace", "power"} or (basis == "power") == (sport in POWER_SPORTS)


def _by_basis(known: Sequence[Recording], *, streamed: bool) -> Iterator[tuple[str, Times]]:
    from periodize.analysis import polarisation_index

    for basis in BASES:
        told = [(one, by) for one in known if one.streamed == streamed and (by := one.by(basis))]
        seconds = summed([one.own[by] for one, by in told])
        if sum(seconds):
            # an average is seldom in the highest zone, whatever was in the session
            index = polarisation_index(summed([one.three[by] for one, by in told])) if streamed else None
            yield basis, Times(len(told), seconds, index)


def _goals(intents: Iterable[str]) -> Goals | None:
    from periodize.analysis import polarisation_index

    counts = Counter(intents)
    if not counts:
        return None
    three = [0, 0, 0]
    for goal, number in counts.items():
        if goal in ZONE_OF_GOAL:
            three[ZONE_OF_GOAL[goal]] += number
    return Goals(dict(counts), polarisation_index(three))


def _has(row: ZoneDays, basis: str | None) -> bool:
    if basis == GOAL:
        return bool(row.planned_goals or row.done_goals)
    if basis is None:
        return bool(row.planned or row.done or row.averaged)
    return bool(row.planned or basis in row.done or basis in row.averaged)


def _nothing(asked: Asked, first: date, last: date) -> str:
    by = "" if asked.basis in {None, GOAL} else f" by {asked.basis.replace('_', ' ')}" if asked.basis else ""
    example = THRESHOLDS.get(asked.basis or BEST, THRESHOLDS[BEST])
    return (
        f"no time in zones{by} is known from {first} to {last}: it needs planned sessions, or recordings and a "
        f"threshold for them (as in `threshold: {example}` of the athlete)"
    )


def _notes(found: Matched, activities: Sequence[Activity], basis: str | None, whole: ZoneDays) -> Iterator[str]:
    """Yield what was assumed and left out."""
    athlete = found.athlete
    if basis == GOAL:
        return
    if basis == "heart_rate" and found.planned:
        yield (
            "planned time is in the zones of its pace or power, also beside what was done by heart rate: of one easy "
            "run the two may name different zones"
        )
    yield from _planned_apart(found, basis, whole)
    if not whole.recordings:
        return
    if basis in {None, "best", "heart_rate"}:
        yield from found.assumed
        if athlete.threshold("hr") is None and athlete.hr_threshold is not None:
            yield (
                f"threshold heart rate taken as {athlete.hr_threshold:.0f} bpm, of maximum and resting heart rate "
                "(set athlete: {threshold: {hr: ...}})"
            )
    if basis != "heart_rate":
        inside = {one.sport for one in activities if whole.first <= one.day <= whole.last} - set(HOURLY)
        for sport in sorted(one for one in inside if athlete.threshold(one) is None and _told_in(basis, one)):
            yield f"no threshold of {sport}, so none of it by pace or power"
    known = [times[basis or BEST].count for times in (whole.done, whole.averaged) if (basis or BEST) in times]
    if left := whole.recordings - sum(known):
        by = f" by {basis.replace('_', ' ')}" if basis else ""
        yield f"{left} of {count(whole.recordings, 'recording')} left out: no zone{by} is known of them"


def _planned_apart(found: Matched, basis: str | None, whole: ZoneDays) -> Iterator[str]:
    """Yield how much of what was planned has no zones, at all or by what is asked for, and so is not in the hours."""
    due = [s for s in found.planned.sessions if whole.first <= s.day <= whole.last] if found.planned else []
    never = [session for session in due if session.sport in HOURLY]
    not_here = [session for session in due if session.sport not in HOURLY and not _told_in(basis, session.sport)]
    for apart, why in ((never, "without zones"), (not_here, f"not planned by {basis}")):
        if apart:
            hours = sum(session.duration for session in apart) / 3600
            sports = ", ".join(sorted({session.sport for session in apart}))
            yield f"{count(len(apart), 'planned session')} of {sports} ({hours:.1f} h), {why}"


def _partly(look: _Look, activities: Sequence[Activity], whole: ZoneDays) -> Iterator[str]:
    """Yield how much of what was recorded is in no zone, as what tells it does not cover the recording."""
    inside = [one for one in activities if whole.first <= one.day <= whole.last and one.id in look.times]
    for basis in BASES if look.basis is None else (look.basis,):
        told = [(one.effort.duration, look.times[one.id], look.times[one.id].by(basis)) for one in inside]
        gone = [missing for time, known, by in told if by and (missing := missing_in(time, known.covered[by]))]
        if gone:
            what = "what tells the zone" if basis == BEST else basis.replace("_", " ")
            yield f"{what} is missing for {sum(gone) / 3600:.1f} h of {count(len(gone), 'recording')}"
