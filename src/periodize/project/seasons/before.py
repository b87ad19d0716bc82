"""What the plans of a folder leave an athlete with, where the record ends before a season begins."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from periodize.errors import PlanError, UsageError, has_errors
from periodize.plain import dataclass
from periodize.plan import load_plan
from periodize.project.folder import home_of
from periodize.project.plans.assumed import assumed, constants, faded
from periodize.project.plans.here import begins_by
from periodize.project.plans.planning import response_model, schedule
from periodize.project.seasons.beginning import said
from periodize.project.seasons.folders import season_files
from periodize.project.seasons.question import Between, Standing
from periodize.project.seasons.scenario import simulate
from periodize.project.seasons.standing import DAY, last_known, standing_before, weeks_of
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from periodize.history import History
    from periodize.plan import Schedule, Season
    from periodize.response import ResponseModel

REST = 42
"""[d] So many days in no plan count as rest, a time constant of fitness; after more of them it is what you did then
that decides: our choice."""


@dataclass(frozen=True, eq=False)
class Written:
    """Another plan of the folder, and its days."""

    name: str
    season: Season
    first: date
    last: date

    @property
    def given(self) -> bool:
        """Whether it says how fit the athlete begins it."""
        return self.season.athlete.fitness is not None

    @cached_property  # a sweep asks for them at each of its values, and each season to come
    def loads(self) -> Mapping[date, float]:
        """Load of each day when it is carried out to the letter [AU], which is the same under every model."""
        loads = simulate(self.season, model="rolling-average").one("load").tolist()
        return {self.first + k * DAY: load for k, load in enumerate(loads)}


class Chain(NamedTuple):
    """Plans that follow one another up to a season, none where all of it is rest, and the first day that is theirs."""

    plans: Sequence[Written]
    since: date


class Before:
    """What comes before a season, by the plans of its folder; they are read when they are first asked for.

    Parameters
    ----------
    path : of a plan in the folder.
    """

    def __init__(self, path: Path) -> None:
        self._folder = home_of(path)
        self._read: dict[Path, Written | None] = {}

    def standing(
        self, season: Season, first: date, history: History | None, model: ResponseModel
    ) -> tuple[Standing | None, list[str]]:
        """Return where the record, and the plans of the days after it, leave the athlete before a season.

        Parameters
        ----------
        season : whose own plan does not count.
        first : its first day.
        history : what is recorded; None: nothing.
        model : its time constants say how fitness and fatigue fade.

        Returns
        -------
        tuple[Standing | None, list[str]]
            the standing, None where neither tells it; and why a plan was left out, a sentence each.
        """
        known = last_known(history, first)
        if known and known.day == first - DAY:
            return known, []
        chain, notes = self._chain(season, first, known.day if known else None)
        if chain is None:
            return standing_before(history, first), notes
        begin, begun = _begin(chain, history, model) if known is None or known.day < chain.since - DAY else (known, "")
        found = _days(chain, first, history)
        slow, fast = constants(model)
        by = Between(
            plans=tuple((one.name, max(one.first, chain.since)) for one in chain.plans),
            record=found.recorded if begun else begin.day,
            rest=found.rest,
            begun=begun,
        )
        fitness, fatigue = faded(begin.fitness, slow, found.loads), faded(begin.fatigue, fast, found.loads)
        return Standing(first - DAY, fitness, fatigue, weeks=weeks_of(found.loads), between=by), notes

    def loads(self, season: Season, after: date, first: date) -> list[float] | None:
        """Return the load of each day after one and before a season, as planned; None where plans do not tell it."""
        chain, _ = self._chain(season, first, after)
        if chain is None or not chain.plans or chain.since > after + DAY:
            return None
        return _days(chain, first, None).loads

    def plan_of(self, planned: Schedule, day: date) -> tuple[str, Schedule] | None:
        """Return the plan, with its name, that has a day before a season or is the next one after it; None: not known.

        Parameters
        ----------
        planned : the season; only plans that lead to it count.
        day : before its first day.
        """
        chain, _ = self._chain(planned.season, planned.first, day - DAY)
        if chain is None or not chain.plans:
            return None
        return chain.plans[0].name, schedule(chain.plans[0].season, linted=False)

    # ---- which plans

    def _chain(self, season: Season, first: date, end: date | None) -> tuple[Chain | None, list[str]]:
        """Return the plans that follow one another from a record's end, or from the first of them, up to a season."""
        found: list[Written] = []
        others, notes = self._others(season, first)
        begins = first
        while True:
            one, why = _last_before(begins, end, others)
            notes += why
            if one is None:
                break
            found.insert(0, one)
            begins = one.first
            if one.given or (end and end >= begins - DAY):
                break
        given = bool(found) and found[0].given and (end is None or end < begins)
        if end and not given and not why and (begins - end).days - 1 <= REST:
            return Chain(found, end + DAY), notes  # of the days before the first of them, if any, no plan has one
        return Chain(found, begins) if found else None, notes

    def _others(self, season: Season, first: date) -> tuple[list[Written], list[str]]:
        """Return the other plans of the folder that begin before a day, and which of them cannot be read."""
        files, why = self._files
        found, notes, seen = [], [*why], {Path(season.path).resolve()}
        for name, path in files:
            real = path.resolve()
            if real in seen or begins_by(path) >= first:
                continue
            seen.add(real)  # a link is no plan of its own
            if path not in self._read:
                self._read[path] = _read(name, path)
            one = self._read[path]
            if one is None:
                notes.append(f"{name} has errors and counts for nothing here: `periodize validate {path}`")
            elif one.first < first:
                found.append(one)
        return found, notes

    @cached_property
    def _files(self) -> tuple[list[tuple[str, Path]], list[str]]:
        """Name and file of each plan of the folder, and why there is none if it cannot be looked into."""
        try:
            return season_files([self._folder])[1], []
        except UsageError as error:
            return [], [f"the folder's other plans are not known: {error}"]


def _read(name: str, path: Path) -> Written | None:
    try:
        season, problems = load_plan(path)
        if season is None or has_errors(problems):
            return None
        planned = schedule(season, linted=False)
        response_model(season)
    except (OSError, PlanError, UsageError):
        return None
    return Written(name, season, planned.first, planned.last)


def _last_before(first: date, end: date | None, others: Sequence[Written]) -> tuple[Written | None, list[str]]:
    """Return the plan that comes before a day and after the record's end, or why there is none."""
    after = [one for one in others if one.first < first and (end is None or one.last > end)]
    spanning = [
        f"{one.name} has days of this plan too and is taken for another way to do them"
        for one in after
        if one.last >= first
    ]
    found = max((one for one in after if one.last < first), key=lambda one: one.last, default=None)
    if found is None:
        return None, spanning
    for one in after:
        if one is not found and one.first <= found.last and found.first <= one.last:
            shared = max(one.first, found.first)
            told = (
                f"{found.name} and {one.name} share the days from {shared} on: which of them comes before is not known"
            )
            return None, [told]
    away = (first - found.last).days - 1
    if away > REST:
        told = f"{found.name} ends {count(away, 'day')} before {first}, too long to tell how fit you are then"
        return None, [*spanning, told]
    return found, []


# ---- what they come to


def _begin(chain: Chain, history: History | None, model: ResponseModel) -> tuple[Standing, str]:
    """Return where the athlete stands before the first of some plans, and who says so."""
    plan = chain.plans[0]
    who, day = plan.season.athlete, plan.first - DAY
    if who.fitness is not None:
        fatigue = who.fitness if who.fatigue is None else who.fatigue
        return Standing(day, who.fitness, fatigue), f"mean daily load {who.fitness:g} (given)"
    told = standing_before(history, plan.first)
    if told is not None:
        return told, f"where the record of {told.day} leaves you"
    fitness, fatigue, how = assumed(plan.loads, plan.season, plan.first, model)
    return Standing(day, fitness, fatigue), f"mean daily load {fitness:.0f} (assumed: {how})"


def to_come(plans: Sequence[Schedule], history: History | None) -> Iterator[tuple[Season, str]]:
    """Yield seasons that the plans before them lead to, and in words what they begin with.

    Parameters
    ----------
    plans : of one folder.
    history : what is recorded; None: nothing.
    """
    folders: dict[Path, Before] = {}
    for planned in plans:
        season, first = planned.season, planned.first
        if season.athlete.fitness is not None or (history is not None and first <= history.end):
            continue
        path = Path(season.path)
        before = folders.setdefault(home_of(path), Before(path))
        found, _ = before.standing(season, first, history, response_model(season))
        if found is not None and found.between is not None:
            yield season, said(found, first)


class Days(NamedTuple):
    """Days up to a season. loads : [AU] of each. recorded : the last that is. rest : how many are in no plan."""

    loads: list[float]
    recorded: date | None
    rest: int


def _days(chain: Chain, first: date, history: History | None) -> Days:
    """Return the days from the chain's first to before a season: as recorded, else as written, else of rest."""
    written = {day: load for one in chain.plans for day, load in one.loads.items()}
    loads, recorded, rest = [], None, 0
    for k in range((first - chain.since).days):
        day = chain.since + k * DAY
        done = _recorded(history, day)
        if done is not None:
            recorded = day
        elif day not in written:
            rest += 1
        loads.append(written.get(day, 0.0) if done is None else done)
    return Days(loads, recorded, rest)


def _recorded(history: History | None, day: date) -> float | None:
    from math import isnan

    if history is None or not history.start <= day <= history.end:
        return None
    load = float(history.one("load")[history.index(day)])
    return None if isnan(load) else load
