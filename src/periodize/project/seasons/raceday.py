"""What a season brings to each start line, in the event's own unit where that can be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from periodize.project.seasons.scenario import doses_of
from periodize.project.seasons.startlines import first_morning
from periodize.report.views import RaceRow, Taper, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from periodize.plan import Schedule, Season, Session
    from periodize.plan.season import Race
    from periodize.project.seasons.calibrating import Calibrated
    from periodize.project.seasons.question import Question
    from periodize.project.seasons.scenario import Prepared
    from periodize.simulation import Dose, OnTheLine
    from periodize.simulation.ensemble import Ensemble

    Floats = NDArray[np.float64]

FRESH = (0.05, 0.35)
"""[share of fitness] Form in which athletes are called fresh: our choice, after the coaches' convention of a form of 5
to 25 at a fitness of about 70 (grade D)."""

DAY_TO_DAY = 0.02
"""Standard deviation of the logarithm of a race time about what the threshold gives: our assumption."""

MOST_TAPERS = 3
"""Races for which the season is played once more without its taper: our choice."""

WEEK = 7


class Asked(NamedTuple):
    """What every race of a season is told from: the season, the question, and what was played."""

    prepared: Prepared
    question: Question
    found: Ensemble


def race_rows(prepared: Prepared, question: Question, found: Ensemble, *, tapers: bool = True) -> tuple[RaceRow, ...]:
    """Return a row for each start line of a season that was played, in order; `tapers`: and what they did."""
    asked = Asked(prepared, question, found)
    season = prepared.planned.season
    races = [(s, next(race for race in season.races if race.id == s.race)) for s in prepared.planned.sessions if s.race]
    peaks = [s for s, race in races if race.priority == "A" and s.day == race.first][:MOST_TAPERS]
    done = _tapers(asked, peaks) if tapers else {}
    return tuple(_row(asked, session, race, done.get(session.id)) for session, race in races)


def _row(asked: Asked, session: Session, race: Race, taper: Taper | None) -> RaceRow:
    line = asked.found.starts[session.id]
    many = asked.question.runs > 1
    times, basis = times_of(asked, session, race, line)
    good = None
    if many and race.goal and times is not None:
        good = float(((times <= race.goal) & ~line.absent).mean())
    fresh = (line.form >= FRESH[0]) & (line.form <= FRESH[1])
    return RaceRow(
        id=race.id,
        name=race_name(session, race),
        date=session.day,
        priority=race.priority,
        goal=race.goal,
        threshold_time=_threshold_time(race, asked.prepared.planned.season, session.day),
        fitness=value_of(line.reading.fitness),
        fatigue=value_of(line.reading.fatigue),
        form=value_of(line.reading.form),
        performance=value_of(line.reading.performance * line.ability),
        change=value_of(change(asked, line)),
        time=None if times is None else value_of(times),
        basis=basis,
        conditions=None if (line.ability == 1).all() else value_of(100 * (line.ability - 1)),
        at_start=float(1 - line.absent.mean()) if many else None,
        fresh=float(fresh.mean()) if many else None,
        goal_chance=good,
        taper=taper,
    )


def race_name(session: Session, race: Race) -> str:
    """Return the name of a race for people, with the round of that day."""
    label = next((label for label, day in race.days if label and day == session.day), "")
    return f"{race.name} ({label})" if label else race.name


def change(asked: Asked, line: OnTheLine) -> Floats:
    """Return the performance of each run as change since its own first morning [%], the day's conditions included."""
    first = first_morning(asked.prepared, asked.question.runs)
    found: Floats = 100 * (line.reading.performance * line.ability / first - 1)
    return found


# ---- the event's own unit


def _threshold_time(race: Race, season: Season, day: date) -> float | None:
    """Return the time that the threshold of race day gives by Riegel; None where it has none of its own."""
    from periodize.athlete import POWER_SPORTS
    from periodize.plan.intensity import race_time

    own = season.athlete.threshold(race.sport, day)
    if race.distance is None or own is None or race.sport in POWER_SPORTS:
        return None
    return race_time(race.distance, own)


def times_of(asked: Asked, session: Session, race: Race, line: OnTheLine) -> tuple[Floats | None, str]:
    """Return the race time of each run [s] and what it rests on; None where nothing tells it.

    With the athlete's own tests of this event, or of any event in times or speeds, the calibrated performance tells
    it; else the threshold alone, whatever the training does to it. Altitude, heat and travel slow it, and no two days
    are alike.
    """
    import numpy as np

    from periodize.simulation import normal_over_runs

    season, question = asked.prepared.planned.season, asked.question
    own = question.model if question.model and not isinstance(question.model, str) else None
    chance = np.zeros(1)
    if question.runs > 1:
        chance = normal_over_runs(question.seed, question.runs, f"race {race.id}", session.day)
    by_tests = _by_tests(asked, race, line, chance, own) if own else None
    if by_tests is not None:
        return by_tests / line.ability, "own tests"
    threshold = _threshold_time(race, season, session.day)
    if threshold is None:
        return None, ""
    return threshold * np.exp(DAY_TO_DAY * chance) / line.ability, "threshold"


def _by_tests(asked: Asked, race: Race, line: OnTheLine, chance: Floats, own: Calibrated) -> Floats | None:
    import numpy as np

    from periodize.units import print_distance

    found = own.calibration
    event = f"{print_distance(race.distance)} {race.sport}" if race.distance else ""
    scale = found.material.scale
    if scale.natural or scale.kinds.get(event) != "time":
        return None
    rows = np.arange(asked.question.runs) % len(found.draws.noise)
    offset = found.draws.baselines[:, scale.events.index(event)] - found.draws.baselines[:, 0]
    noise = found.draws.noise[rows] * chance
    index = line.reading.performance + (offset[rows] if asked.question.runs > 1 else offset.mean()) - noise
    times: Floats = scale.references[event] * np.exp(-(index - 100.0) / 100.0)
    return times


# ---- what the taper gained


def _tapers(asked: Asked, sessions: Sequence[Session]) -> dict[str, Taper]:
    """Return session id of a race -> what its taper did, against training through, in the same weather."""
    from periodize.simulation.ensemble import ensemble

    scenario, question = asked.prepared.scenario, asked.question
    found = {}
    for session in sessions:
        first = taper_begin(asked.prepared.planned, session.day)
        if first is None:
            continue
        days = (session.day - scenario.start).days + 1
        through = replace(
            scenario,
            doses=trained_through(asked.prepared, first, session.day),
            days=days,
            starts=[line for line in scenario.starts if line.id == session.id],
        )
        other = ensemble(through, runs=question.runs, seed=question.seed).starts[session.id]
        line = asked.found.starts[session.id]
        found[session.id] = Taper(
            first=first,
            fitness=value_of(line.reading.fitness - other.reading.fitness),
            form=value_of(line.reading.form - other.reading.form),
            change=value_of(change(asked, line) - change(asked, other)),
        )
    return found


def taper_begin(planned: Schedule, race: date) -> date | None:
    """Return the first day of the taper that ends with a race, or None where nothing tapers before it."""
    tapering = {session.day for session in planned.sessions for factor in session.factors if factor.name == "taper"}
    for dated in planned.blocks:
        if dated.block.tapers:
            tapering |= {dated.first + timedelta(days=k) for k in range(dated.days)}
    day = race
    # a rest day inside a taper has no session that could tell
    while any(day - timedelta(days=k) in tapering for k in (1, 2)):
        day -= timedelta(days=1)
    while day < race and day not in tapering:
        day += timedelta(days=1)
    return day if day < race and day > planned.first else None


def trained_through(prepared: Prepared, first: date, race: date) -> list[Dose]:
    """Return the doses up to a race with the last whole week before the taper again and again instead of it.

    Parameters
    ----------
    prepared : the season.
    first : first day of the taper.
    race : day of the race; its own doses stay.
    """
    start = prepared.planned.first
    begin, end = (first - start).days, (race - start).days
    doses = [dose for dose in doses_of(prepared.planned, prepared.loads) if dose.day <= end]
    found = [dose for dose in doses if dose.day < begin or dose.day == end or dose.race]
    for day in range(begin, end):
        model_day = begin - WEEK + (day - begin) % WEEK
        found += [replace(dose, day=day) for dose in doses if dose.day == model_day and not dose.race]
    return found
