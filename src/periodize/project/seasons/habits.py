"""How an athlete carries out plans, from what was planned and what was recorded."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from periodize.compare import Row
    from periodize.plan import Season
    from periodize.simulation import Execution

FEWEST = 30
"""Planned sessions that were answered from which habits are told: our choice."""

AS_MANY = 20
"""Sessions that the stated share of missed ones counts as, beside the athlete's own: our choice."""

AS_MANY_A_DAY = 10
"""Sessions that the athlete's own share counts as, beside those of a weekday: our choice."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

SPREADS = (0.01, 0.6)
"""Least and most of a standard deviation of a logarithm that is believed: our choice."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How one athlete carries out a plan.

    Parameters
    ----------
    execution : how sessions come out.
    missed : parameters of the disturbance of that name.
    n : sessions that they rest on.
    """

    execution: Execution
    missed: Mapping[str, float]
    n: int


def habits(rows: Sequence[Row]) -> Habits | None:
    """Return the habits that a comparison tells; None from fewer than 30 sessions that were decided.

    Parameters
    ----------
    rows : of a comparison. Races, skipped sessions (the reason is told: illness and the like happen elsewhere) and
        those that are still open say nothing.

    Notes
    -----
    Medians, and the median absolute deviation scaled to a normal distribution's standard deviation: one ride with a
    forgotten watch is no habit. A load is hours times intensity squared, so the intensity is half of what the
    logarithms of load and duration leave. Shares of missed sessions are drawn towards the stated one, those of
    weekdays towards the athlete's own.
    """
    from periodize.compare import State
    from periodize.compare.states import JUDGED
    from periodize.simulation import Execution

    decided = [r for r in rows if r.planned and r.planned.intent != "race" and r.state in {*JUDGED, State.MISSED}]
    pairs = [(r.planned, r.done) for r in decided if r.planned and r.done]
    if len(pairs) < FEWEST:
        return None
    longer = [log(d.duration / p.duration) for p, d in pairs if p.duration > 0 and d.duration > 0]
    harder = [
        log((d.load / p.load) / (d.duration / p.duration)) / 2
        for p, d in pairs
        if p.duration > 0 and d.duration > 0 and p.load > 0 and d.load > 0
    ]
    time, usual_time = _spread(longer)
    intensity, usual_intensity = _spread(harder)
    n = len(decided)
    source = f"your own habits, {n} sessions"
    execution = Execution(time, intensity, usual_time=usual_time, usual_intensity=usual_intensity, source=source)
    return Habits(execution, _missed(decided), n)


def _spread(logs: Sequence[float]) -> tuple[float, float]:
    """Return the standard deviation of logarithms and the mean of what they are of, robustly; none from none."""
    from math import exp
    from statistics import median

    if not logs:
        return 0.0, 1.0
    centre = median(logs)
    sd = 1.4826 * median(abs(x - centre) for x in logs)
    sd = min(max(sd, SPREADS[0]), SPREADS[1])
    # the mean of a log-normal number lies above its median
    return sd, exp(centre + sd**2 / 2)


def _missed(decided: Sequence[Row]) -> dict[str, float]:
    from periodize.compare import State
    from periodize.response import parameters
    from periodize.simulation import DISTURBANCES

    stated = {p.name: float(p.value) for p in parameters(DISTURBANCES["missed"])}
    rows = [(r.planned.day, r.state is State.MISSED) for r in decided if r.planned and not r.planned.key]
    share = (sum(gone for _, gone in rows) + AS_MANY * stated["share"]) / (len(rows) + AS_MANY)
    found = {"share": share}
    for number, name in enumerate(WEEKDAYS):
        own = [gone for day, gone in rows if day.weekday() == number]
        found[name] = (sum(own) + AS_MANY_A_DAY * share) / (len(own) + AS_MANY_A_DAY) / share if share else 1.0
    return found


def own_habits(season: Season, folder: Path, *, today: date, store: Path | None = None) -> Habits | None:
    """Return the habits that the record beside a plan tells of it; None where there is none, or it is too short."""
    from periodize.compare import doubles
    from periodize.project.checks.pairing import compared, recorded_sessions, with_repeats
    from periodize.project.folder import store_path
    from periodize.project.plans.planning import schedule
    from periodize.project.records.keeping import kept, open_store
    from periodize.project.records.signatures import signatures_of

    place = store or store_path(folder)
    if not place.exists():
        return None
    with open_store(place) as opened:
        found = kept(opened, season.athlete)
    beside = doubles(found.record.activities)
    single = [a for a in found.record.activities if a.id not in beside and a.day <= today]
    links = found.answers.links_of(beside)
    done = recorded_sessions(single, {a.id: found.loads[a.id].value for a in single}, links)
    planned = schedule(season)
    signatures = signatures_of([session for session in done if session.day >= planned.first], {}, place)
    done = with_repeats(done, signatures, found.athlete or season.athlete)
    whole = compared(planned, done, found.loads, now=today, links=links, skipped=found.answers.skipped)
    return habits(whole.rows)
