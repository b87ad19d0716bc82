"""What a season brings to each start line, and what its tapers did."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import sqrt
from typing import TYPE_CHECKING

from periodize.project.seasons.outcomes import Asked, no_time, threshold_time, times_of, watts_of
from periodize.project.seasons.scenario import doses_of
from periodize.project.seasons.startlines import first_morning
from periodize.report.views.forecast import FormWindow, RaceRow, Taper
from periodize.report.views.values import value_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from periodize.plan import Schedule, Session
    from periodize.plan.season import Race
    from periodize.project.seasons.question import Question
    from periodize.project.seasons.scenario import Prepared
    from periodize.simulation import Dose, OnTheLine
    from periodize.simulation.ensemble import Ensemble

    Floats = NDArray[np.float64]

MOST_TAPERS = 6
"""Peaks for which the season is played once more without its taper: our choice."""

ONE_PEAK = 7
"""[d] Race days of priority A that are no further apart share a taper, as in a championship: our choice."""

WEEK = 7

LIGHT = {"deload", "taper"}
"""Factors of a session that is no usual training."""


def race_rows(
    prepared: Prepared, question: Question, found: Ensemble, window: FormWindow, *, tapers: bool = True
) -> tuple[RaceRow, ...]:
    """Return a row for each start line of a season that was played, in order.

    Parameters
    ----------
    prepared, question, found : the season, the question, and what was played.
    window : what is called in form.
    tapers : whether to tell what they did.
    """
    asked = Asked(prepared, question, found)
    races = {race.id: race for race in prepared.planned.season.races}
    lines = [(session, races[session.race]) for session in prepared.planned.sessions if session.race]
    peaks = _peaks([session for session, race in lines if race.priority == "A"])[:MOST_TAPERS] if tapers else []
    done = {key: taper for peak in peaks for key, taper in _tapers(asked, peak).items()}
    return tuple(_row(asked, session, race, window, done.get(session.id)) for session, race in lines)


def _row(asked: Asked, session: Session, race: Race, window: FormWindow, taper: Taper | None) -> RaceRow:
    line, season = asked.found.starts[session.id], asked.prepared.planned.season
    many = asked.question.runs > 1
    times, basis = times_of(asked, session, race, line)
    watts = watts_of(asked, session, race, line)
    goal = race.round(session.round).goal
    reached = (times <= goal) & ~line.absent if many and goal and times is not None else None
    fresh = (line.form >= window.low) & (line.form <= window.high)
    return RaceRow(
        id=race.id,
        name=race.named(session.round),
        round=session.round,
        date=session.day,
        priority=race.priority,
        goal=goal,
        threshold_time=threshold_time(race, season, session.day),
        fitness=value_of(line.reading.fitness),
        fatigue=value_of(line.reading.fatigue),
        form=value_of(line.reading.form),
        performance=value_of(line.reading.performance * line.ability),
        change=value_of(change(asked, line)),
        time=None if times is None else value_of(times),
        basis=basis,
        no_time=no_time(race, season, session.day) if times is None else "",
        watts=None if watts is None else value_of(watts.values),
        watts_basis=watts.basis if watts else "",
        watts_over=watts.over if watts else "",
        conditions=None if (line.ability == 1).all() else value_of(100 * (line.ability - 1)),
        at_start=float(1 - line.absent.mean()) if many else None,
        form_share=value_of(line.form),
        fresh=float(fresh.mean()) if many else None,
        too_rested=float((line.form > window.high).mean()) if many else None,
        goal_chance=None if reached is None else float(reached.mean()),
        goal_chance_error=None if reached is None else share_error(int(reached.sum()), len(reached)),
        taper=taper,
    )


def share_error(found: int, runs: int) -> float:
    """Return the Monte-Carlo standard error of a share of the runs.

    Notes
    -----
    With one more run of either kind (Laplace), so that none in a hundred is not taken for never.

    Examples
    --------
    >>> round(share_error(50, 100), 3)
    0.05
    """
    share = (found + 1) / (runs + 2)
    return sqrt(share * (1 - share) / runs)


def change(asked: Asked, line: OnTheLine) -> Floats:
    """Return the performance of each run as change since its own first morning [%], the day's conditions included."""
    first = first_morning(asked.prepared, asked.question.runs)
    found: Floats = 100 * (line.reading.performance * line.ability / first - 1)
    return found


# ---- what the taper gained


def _peaks(sessions: Sequence[Session]) -> list[list[Session]]:
    """Return race days in their order as peaks, each of days that are near each other."""
    peaks: list[list[Session]] = []
    for session in sessions:
        if peaks and (session.day - peaks[-1][-1].day).days <= ONE_PEAK:
            peaks[-1].append(session)
        else:
            peaks.append([session])
    return peaks


def _tapers(asked: Asked, peak: Sequence[Session]) -> dict[str, Taper]:
    """Return session id of each day of a peak -> what the taper did, against training through, in the same weather.

    The taper is the one that leads to the first of them; from there on both sides have the plan's own days.
    """
    from periodize.simulation.ensemble import ensemble

    scenario, question, planned = asked.prepared.scenario, asked.question, asked.prepared.planned
    first = taper_begin(planned, peak[0].day)
    if first is None:
        return {}
    week = loading_week(planned, first)
    through = replace(
        scenario,
        doses=trained_through(asked.prepared, first, peak[0].day, week=week, until=peak[-1].day),
        days=(peak[-1].day - scenario.start).days + 1,
        starts=[line for line in scenario.starts if line.id in {session.id for session in peak}],
    )
    others = ensemble(through, runs=question.runs, seed=question.seed).starts
    found = {}
    for session in peak:
        line, other = asked.found.starts[session.id], others[session.id]
        found[session.id] = Taper(
            first=first,
            week=week,
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


def loading_week(planned: Schedule, first: date) -> date:
    """Return the first day of the last whole week before a taper that no deload or other taper lightens.

    Where there is none, of the week right before it.
    """
    light = {session.day for session in planned.sessions for factor in session.factors if factor.name in LIGHT}
    for week in planned.weeks:
        if week.deload or week.block.block.tapers:
            light |= {week.first + timedelta(days=k) for k in range((week.end - week.first).days)}
    begin = first - timedelta(days=WEEK)
    while begin >= planned.first:
        if not any(begin + timedelta(days=k) in light for k in range(WEEK)):
            return begin
        begin -= timedelta(days=WEEK)
    return first - timedelta(days=WEEK)


def trained_through(
    prepared: Prepared, first: date, race: date, *, week: date, until: date | None = None
) -> list[Dose]:
    """Return the doses up to a race with one week of training again and again instead of the taper.

    Parameters
    ----------
    prepared : the season.
    first : first day of the taper.
    race : day of the race; its own doses stay.
    week : first day of the week that is trained again; as many days before the taper as whole weeks have.
    until : last day of the same peak, up to which the doses of the days after it stay; None: of the race itself.
    """
    start = prepared.planned.first
    begin, end, last, model = ((day - start).days for day in (first, race, until or race, week))
    doses = [dose for dose in doses_of(prepared.planned, prepared.loads) if dose.day <= last]
    found = [dose for dose in doses if dose.day < begin or dose.day >= end or dose.race]
    for day in range(begin, end):
        model_day = model + (day - begin) % WEEK
        found += [replace(dose, day=day) for dose in doses if dose.day == model_day and not dose.race]
    return found
