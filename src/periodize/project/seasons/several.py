"""Several seasons of one athlete, lined up by the days to their main races."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from periodize.errors import UnknownNameError, UsageError
from periodize.plain import dataclass
from periodize.project.plans.planning import planned_loads, schedule
from periodize.project.records.linking import NO_ANSWERS, Answers
from periodize.project.seasons.aims import aim_lines
from periodize.project.seasons.before import to_come
from periodize.project.seasons.beside import session_lines
from periodize.project.seasons.bests import event_lines, times
from periodize.project.seasons.diary import Diary, sums_of
from periodize.project.seasons.standing import standing_before
from periodize.project.seasons.stretches import Stretch, answered
from periodize.report.views.seasons import Period, Row, SeasonLine, SeasonsView
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from periodize.athlete import Aim
    from periodize.calibration import Performance
    from periodize.plan import Season
    from periodize.project.checks.repeated import Signed
    from periodize.project.seasons.diary import Spoken
    from periodize.report.views.check import CheckReport
    from periodize.report.views.seasons import Step

STEPS: dict[Step, int] = {"week": 7, "month": 28}
"""[d] A month is four weeks, so that every month ends as many days before the race: our choice."""

SHORTEST = 56
"""[d] A part of a calendar year without a plan is a season from so many recorded days on: our choice."""

SILENT = 28
"""[d] The present year is a season, however short, unless nothing was recorded for longer than that; a stretch of so
many days without a recording is told: our choice."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known beside plans and record.

    Parameters
    ----------
    tests : rows of the tables beside the plans.
    aims : of the athlete where no plan has them.
    said : what the athlete says of sessions, as the store has it.
    signed : gives what sessions were, as of a store; None: the streams of the record tell it.
    """

    tests: Sequence[Performance] = ()
    aims: Sequence[Aim] = ()
    said: Answers = NO_ANSWERS
    signed: Signed | None = None


NOTHING = Beside()


def seasons_view(
    plans: Sequence[tuple[str, Season]],
    report: CheckReport | None,
    *,
    today: date,
    by: Step = "week",
    against: str | None = None,
    races: Collection[date] = (),
    beside: Beside = NOTHING,
) -> SeasonsView:
    """Return several seasons, lined up by the days to their main races.

    Parameters
    ----------
    plans : name and plan of each season that has one.
    report : the check of the whole record, without a plan; None: nothing is recorded.
    today : the day of the question.
    by : how many days stand on one row.
    against : name of the season that this one is held against; None: the last before it, with a race if it has one.
    races : days of the main races of years without a plan.
    beside : what else is known.

    Raises
    ------
    PlanError
        if a season cannot be dated.
    UsageError
        if there is no season, or none of that name, or a race lies in no year without a plan.
    """
    diary = Diary.of(report)
    stretches = [_of_plan(name, season) for name, season in plans]
    years, left_out = _years(diary, stretches, today, races)
    _in_a_year(races, years)
    stretches = sorted([*stretches, *years], key=lambda one: (one.first, one.last))
    if not stretches:
        message = "no season here: neither a plan nor eight weeks of record; `periodize init my-season` begins a plan"
        raise UsageError(message)
    this = _this(stretches, diary, today)
    other = _other(stretches, this, against)
    chosen = stretches[this]
    as_of = diary.end_of(chosen.first, chosen.last) if diary else None
    rows = [answered(one.planned, report, beside.said) if one.planned and report else () for one in stretches]
    usual = plans[-1][1].athlete.sport if plans else "run"
    known = times(stretches, rows, report, tests=beside.tests, said=beside.said, raced=races, usual=usual, today=today)
    aims = [*(aim for _, season in plans for aim in season.athlete.aims), *beside.aims]
    two = (chosen, stretches[other]) if diary and as_of and other is not None else None
    return SeasonsView(
        today=today,
        as_of=as_of,
        by=by,
        seasons=tuple(_line(one, diary) for one in stretches),
        this=this,
        against=other,
        to_date=_to_date(stretches, this, diary, as_of) if diary and as_of else None,
        rows=tuple(_rows(stretches, this, diary, as_of, STEPS[by])),
        notes=(
            *left_out,
            *_overlaps(stretches),
            *_pauses(diary),
            *_given(stretches, diary),
            *_to_come(stretches, diary),
            *(report.assumptions if report else ()),
        ),
        events=event_lines(stretches, this, known, today=today),
        sessions=tuple(session_lines(diary.done, *two, stretches, rows, signed=beside.signed)) if diary and two else (),
        aims=aim_lines(aims, stretches, known, today=today),
    )


# ---- which seasons there are


def _of_plan(name: str, season: Season) -> Stretch:
    planned = schedule(season, linted=False)
    main = [race for race in season.races if race.priority == "A" and planned.first <= race.last <= planned.last]
    race = max(main, key=lambda one: one.last, default=None)
    day, text = (race.last, race.name) if race else (planned.last, "")
    return Stretch(name, planned.first, planned.last, day, text, planned)


def _years(
    diary: Diary | None, plans: Sequence[Stretch], today: date, races: Collection[date]
) -> tuple[list[Stretch], list[str]]:
    """Return the calendar years of a record as far as no plan has them, and a sentence on what is left out."""
    if diary is None:
        return [], []
    found, short = [], 0
    for year in range(diary.first.year, diary.last.year + 1):
        for first, last in _free(date(year, 1, 1), date(year, 12, 31), plans):
            recorded = _recorded(diary, first, last)
            running = first <= today <= last and recorded > 0 and (today - diary.last).days <= SILENT
            if recorded >= SHORTEST or running:
                raced = max((day for day in races if first <= day <= last), default=None)
                found.append(Stretch(f"{year}", first, last, raced or last, f"race of {raced}" if raced else ""))
            else:
                short += recorded
    told = f"{count(short, 'recorded day')} between the seasons left out" if short else ""
    to = "their last day" if all(one.race == "" for one in found) else "the race named, else their last day"
    years = f"years without a plan are calendar years, counted to {to}" if found else ""
    return _named(found), [note for note in (years, told) if note]


def _recorded(diary: Diary, first: date, last: date) -> int:
    """Return how many of some days the record has, its long silences left out."""
    silent = sum(_shared(first, last, *silence) for silence in _silences(diary))
    return _shared(first, last, diary.first, diary.last) - silent


def _shared(first: date, last: date, begin: date, end: date) -> int:
    """Return how many days two stretches of days have in common."""
    return max((min(last, end) - max(first, begin)).days + 1, 0)


def _in_a_year(races: Collection[date], years: Sequence[Stretch]) -> None:
    """Refuse races that lie in no year without a plan."""
    for day in races:
        if not any(one.first <= day <= one.last for one in years):
            message = (
                f"--race {day} lies in no recorded year without a plan; races of a plan stand in it, under `races:`"
            )
            raise UsageError(message)


def _free(first: date, last: date, plans: Sequence[Stretch]) -> Iterator[tuple[date, date]]:
    """Yield the parts of some days that lie in no plan."""
    for plan in sorted(plans, key=lambda one: one.first):
        if plan.last < first or plan.first > last:
            continue
        if plan.first > first:
            yield first, plan.first - DAY
        first = plan.last + DAY
    if first <= last:
        yield first, last


def _named(years: list[Stretch]) -> list[Stretch]:
    """Return parts of one year with the month in which each begins."""
    names = [one.name for one in years]
    return [
        one._replace(name=f"{one.first:%Y-%m}") if names.count(one.name) > 1 or one.first.month > 1 else one
        for one in years
    ]


def _this(stretches: Sequence[Stretch], diary: Diary | None, today: date) -> int:
    """Return the place of the season that today lies in, else of the last that has begun, else of the first.

    Of those that have begun, the last with anything recorded; a season of which nothing is known compares with none.
    """
    begun = [k for k, one in enumerate(stretches) if one.first <= today]
    told = [k for k in begun if diary and diary.end_of(stretches[k].first, stretches[k].last)]
    return (told or begun or [0])[-1]


def _other(stretches: Sequence[Stretch], this: int, name: str | None) -> int | None:
    """Return the place of the season of that name; of no name, of the last one before, with a race if this has one."""
    names = [one.name for one in stretches]
    if name is None:
        raced = [k for k in range(this) if stretches[k].race or not stretches[this].race]
        return raced[-1] if raced else this - 1 if this else None
    if name not in names:
        raise UnknownNameError("season", name, names)
    if names.index(name) == this:
        others = ", ".join(one for one in names if one != name) or "there is none"
        message = f"{name} is this season; --against takes another: {others}"
        raise UsageError(message)
    return names.index(name)


def _overlaps(stretches: Sequence[Stretch]) -> Iterator[str]:
    plans = [one for one in stretches if one.planned]
    for one, other in pairwise(plans):
        if other.first <= one.last:
            yield (
                f"{one.name} and {other.name} share the days from {other.first} on; plans that are to be chosen from"
                " are for `periodize compare`"
            )


def _silences(diary: Diary) -> list[tuple[date, date]]:
    """Return first and last day of each long stretch without a recording."""
    return [(before + DAY, after - DAY) for before, after in pairwise(diary.days) if (after - before).days > SILENT]


def _pauses(diary: Diary | None) -> Iterator[str]:
    """Yield a sentence on long stretches without a recording."""
    gaps = [((last - first).days + 1, first) for first, last in _silences(diary)] if diary else []
    if gaps:
        longest, first = max(gaps)
        yield (
            f"{count(len(gaps), 'stretch', 'stretches')} of four weeks or more without a recording counted as rest, the"
            f" longest {longest} days from {first}"
        )


def _given(stretches: Sequence[Stretch], diary: Diary | None) -> Iterator[str]:
    """Yield where a plan begins with another fitness than the record has."""
    for one in stretches:
        given = one.planned.season.athlete.fitness if one.planned else None
        told = standing_before(diary.history, one.first) if diary else None
        if given is not None and told and round(given) != round(told.fitness):
            yield f"{one.name} begins with fitness {given:.0f}, as its plan says; the record has {told.fitness:.0f}"


def _to_come(stretches: Sequence[Stretch], diary: Diary | None) -> Iterator[str]:
    """Yield what the plans to come begin with, where the plans before them lead there."""
    names = {one.planned.season: one.name for one in stretches if one.planned}
    plans = [one.planned for one in stretches if one.planned]
    for season, words in to_come(plans, diary.history if diary else None):
        yield f"{names[season]} begins {words}"


# ---- what is told of them


def _line(one: Stretch, diary: Diary | None) -> SeasonLine:
    planned = one.planned
    end = diary.end_of(one.first, one.last) if diary else None
    told = standing_before(diary.history, one.first) if diary else None
    return SeasonLine(
        name=one.name,
        title=planned.season.title if planned else "",
        plan=planned.season.path if planned else "",
        first=one.first,
        last=one.last,
        race=one.race,
        day=one.day,
        done=diary.period(max(one.first, diary.first), end) if diary and end else None,
        began=diary.stand(told.day) if diary and told else None,
        best=diary.best(one.first, end) if diary and end else None,
        there=diary.stand(one.day - DAY if one.race else one.day) if diary else None,
    )


def _to_date(stretches: Sequence[Stretch], this: int, diary: Diary, as_of: date) -> Row:
    chosen = stretches[this]
    first = max(chosen.first, diary.first)
    begin, end = (chosen.day - first).days, (chosen.day - as_of).days
    found = tuple(_same_days(one, diary, begin, end) for one in stretches)
    return Row(end // 7, first, as_of, found, _planned(_asked(chosen), first, as_of), so_far=True)


def _same_days(one: Stretch, diary: Diary, begin: int, end: int) -> Period | None:
    """Return the days of a season from one number of days to its race to another, where the record has them all."""
    first, last = one.day - timedelta(days=begin), one.day - timedelta(days=end)
    return diary.period(first, last) if diary.first <= first and last <= diary.last else None


def _rows(stretches: Sequence[Stretch], this: int, diary: Diary | None, as_of: date | None, step: int) -> Iterator[Row]:
    """Yield rows from the first days of this season to its main race; the one of `as_of` ends there in each season."""
    chosen, asked = stretches[this], _asked(stretches[this])
    whole = (chosen.day - chosen.first).days
    now = (chosen.day - as_of).days if as_of else None
    for k in range(whole // step, -1, -1):
        begin, end = min(k * step + step - 1, whole), k * step
        so_far = now is not None and end < now <= begin
        last = now if so_far and now is not None else end
        found = tuple(_same_days(one, diary, begin, last) if diary else None for one in stretches)
        first_day, last_day = chosen.day - timedelta(days=begin), chosen.day - timedelta(days=last)
        yield Row(k, first_day, last_day, found, _planned(asked, first_day, last_day), so_far)


def _asked(one: Stretch) -> list[tuple[date, Spoken]] | None:
    """Return the planned sessions of a season with their days, or None without a plan."""
    if one.planned is None:
        return None
    loads = planned_loads(one.planned)
    return [(s.day, (s.sport, s.duration, s.distance, loads[s.id].value)) for s in one.planned.sessions]


def _planned(asked: Sequence[tuple[date, Spoken]] | None, first: date, last: date) -> Period | None:
    if asked is None:
        return None
    return Period(first, last, sums_of(session for day, session in asked if first <= day <= last))
