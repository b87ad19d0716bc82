"""What a race comes to in its own unit: a time, or watts; and why nothing can be said where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from periodize.plan.events import same_event

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from periodize.calibration import Calibration
    from periodize.calibration.performances import Kind
    from periodize.plan import Season, Session
    from periodize.plan.season import Race
    from periodize.project.seasons.question import Question
    from periodize.project.seasons.scenario import Prepared
    from periodize.simulation import OnTheLine
    from periodize.simulation.ensemble import Ensemble

    Floats = NDArray[np.float64]

DAY_TO_DAY = 0.02
"""Standard deviation of the logarithm of a race time, or of its watts, about what the threshold gives: our
assumption."""

BETWEEN_ATHLETES = 0.02
"""Standard deviation of Riegel's exponent between athletes, whose own lie roughly between 1.03 and 1.10: our
assumption. The same for the exponent of a ride."""


class Asked(NamedTuple):
    """What every race of a season is told from: the season, the question, and what was played."""

    prepared: Prepared
    question: Question
    found: Ensemble


class Watts(NamedTuple):
    """What a ride may be ridden at. values : (runs,) [W]. basis : "own tests" or "threshold". over : time, or test."""

    values: Floats
    basis: str
    over: str


def times_of(asked: Asked, session: Session, race: Race, line: OnTheLine) -> tuple[Floats | None, str]:
    """Return the race time of each run [s] and what it rests on; None where nothing tells it.

    With the athlete's own tests of this event, or of any event in times or speeds, the calibrated performance tells
    it; else the threshold alone, whatever the training does to it. Altitude, heat and travel slow it, and no two days
    are alike.
    """
    import numpy as np

    from periodize.plan.intensity import RIEGEL

    if event := _own_event(asked, race, "time"):
        return _tested(asked, session, race, line, event) / line.ability, "own tests"
    season = asked.prepared.planned.season
    threshold = threshold_time(race, season, session.day)
    own = season.athlete.threshold(race.sport, session.day)
    if threshold is None or own is None or race.distance is None:
        return None, ""
    # an hour's pace says little of three minutes: the further from the hour, the wider
    beyond = _exponents(asked, RIEGEL, least=1.0) - RIEGEL
    hours = race.distance / (own * 3600)
    return threshold * hours**beyond * np.exp(DAY_TO_DAY * _day(asked, session, race)) / line.ability, "threshold"


def threshold_time(race: Race, season: Season, day: date) -> float | None:
    """Return the time that the threshold of race day gives by Riegel; None where it has none of its own."""
    from periodize.athlete import POWER_SPORTS
    from periodize.plan.intensity import race_time

    own = season.athlete.threshold(race.sport, day)
    if race.distance is None or own is None or race.sport in POWER_SPORTS:
        return None
    return race_time(race.distance, own)


def watts_of(asked: Asked, session: Session, race: Race, line: OnTheLine) -> Watts | None:
    """Return the watts of a ride in each run: by own tests, else by the threshold over the goal's time."""
    import numpy as np

    from periodize.athlete import POWER_SPORTS
    from periodize.plan.races import BIKE_RACE_EXPONENT
    from periodize.units import print_clock

    if race.sport not in POWER_SPORTS:
        return None
    if event := _own_event(asked, race, "power"):
        return Watts(_tested(asked, session, race, line, event) * line.ability, "own tests", event)
    threshold = asked.prepared.planned.season.athlete.threshold(race.sport, session.day)
    goal = race.round(session.round).goal or race.goal
    if threshold is None or goal is None:
        return None
    share = (goal / 3600) ** -_exponents(asked, BIKE_RACE_EXPONENT, least=0.0)
    values = threshold * share * np.exp(DAY_TO_DAY * _day(asked, session, race)) * line.ability
    return Watts(values, "threshold", print_clock(goal))


def no_time(race: Race, season: Season, day: date) -> str:
    """Return why a race has no time, and what would tell it."""
    from periodize.athlete import POWER_SPORTS
    from periodize.plan.intensity import HOURLY

    own = season.athlete.threshold(race.sport, day)
    if race.sport in POWER_SPORTS:
        missing = [word for word, known in (("a threshold in watts", own), ("a goal time", race.goal)) if not known]
        would = f"; {' and '.join(missing)} would tell the watts" if missing else ""
        return f"course and wind decide it, and with it the chance of a goal{would}"
    if race.sport in HOURLY:
        also = "" if race.distance else "a distance and "
        name = "cross-training" if race.sport == "xt" else race.sport
        return f"{name} has no speed of its own; {also}own tests of the event would tell it"
    if race.distance is None:
        return "the plan gives it no `distance:`"
    return f"the plan gives no threshold for {race.sport}; that, or own tests of the event, would tell it"


# ---- chance


def _day(asked: Asked, session: Session, race: Race) -> Floats:
    """Return how good the day is, a standard normal number for each run; 0 for a single one."""
    import numpy as np

    from periodize.simulation import normal_over_runs

    question = asked.question
    if question.runs == 1:
        return np.zeros(1)
    return normal_over_runs(question.seed, question.runs, f"race {race.id}", session.day)


def _exponents(asked: Asked, usual: float, *, least: float) -> Floats:
    """Return the exponent of each run, one for all its races."""
    import numpy as np

    from periodize.simulation import normal_over_runs
    from periodize.simulation.disturbances.base import ONCE

    question = asked.question
    if question.runs == 1:
        return np.array([usual])
    drawn = normal_over_runs(question.seed, question.runs, "exponent", ONCE)
    found: Floats = np.maximum(least, usual + BETWEEN_ATHLETES * drawn)
    return found


# ---- the athlete's own tests


def _calibration(asked: Asked) -> Calibration:
    model = asked.question.model
    assert model is not None
    assert not isinstance(model, str)
    return model.calibration


def _own_event(asked: Asked, race: Race, kind: Kind) -> str:
    """Return the tested event that tells a race: its own distance in times, any in watts; "" for none."""
    events = own_events(asked, kind)
    if kind == "power":
        return next(iter(events), "")
    if race.distance is None:
        return ""
    return same_event(events, race.distance, race.sport, usual=asked.prepared.planned.season.athlete.sport)


def own_events(asked: Asked, kind: Kind = "time") -> tuple[str, ...]:
    """Return the athlete's own tested events of a kind, those of weak tests aside; none without a calibration."""
    if asked.question.model is None or isinstance(asked.question.model, str):
        return ()
    found = _calibration(asked)
    strong = {test.event for test in found.tests if not test.weak}
    return tuple(event for event, of in found.material.scale.kinds.items() if of == kind and event in strong)


def _tested(asked: Asked, session: Session, race: Race, line: OnTheLine, event: str) -> Floats:
    """Return what a test of an event would give on that day, (runs,), in the unit of the event."""
    import numpy as np

    found = _calibration(asked)
    scale, draws = found.material.scale, found.draws
    rows = np.arange(asked.question.runs) % len(draws.noise)
    offset = draws.baselines[:, scale.events.index(event)] - draws.baselines[:, 0]
    noise = draws.noise[rows] * _day(asked, session, race)
    index: Floats = line.reading.performance + (offset[rows] if asked.question.runs > 1 else offset.mean()) - noise
    if scale.natural:
        return index
    gain = (index - 100.0) / 100.0
    values: Floats = scale.references[event] * np.exp(-gain if scale.kinds[event] == "time" else gain)
    return values
