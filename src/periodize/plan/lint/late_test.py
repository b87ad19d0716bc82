"""P404: a test or race effort so late before an A race that it costs more than it tells."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint
from periodize.plan.lint.peaks import Peak, peaks
from periodize.plan.races import race_segment
from periodize.plan.workout import Reference, Repeat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from periodize.plan.planned import Session
    from periodize.plan.season import Race, Season
    from periodize.plan.workout import Part, Workout

RACE_SHARE = 0.5
"""A stretch without a break at race intensity is a race effort from this share of the race on: our choice."""

RACE_INTENSITY = 0.98
"""Share of race intensity from which a stretch is at race intensity: our choice, 2 % are within any target."""

TEST_NAMES = frozenset({"test", "tt", "trial"})
"""Words in the name of a session that make it a test: our choice."""


@plan_lint(
    "P404",
    name="late-test",
    limit=21,
    unit="d",
    evidence="D",
    reference='convention ("we do not pull the carrot out of the ground until race day"); no trial known to us',
    headline="{n} test{s} or race effort{s} less than {limit:g} days before an A race",
    step="move it further ahead, or do less of it; form can be simulated without a test",
)
def late_test(plan: Context, limit: float) -> Iterator[Case]:
    """Find tests, other races and long stretches at race intensity in the last days before each peak.

    Notes
    -----
    A race effort is a stretch without a break at the intensity of the A race over at least half of its distance, or
    of its time where one of the two has no distance.
    """
    season = plan.schedule.season
    for peak in peaks(season):
        for session in plan.between(peak.first - timedelta(days=ceil(limit) - 1), peak.first):
            if kind := _kind(session, peak, season):
                days = (peak.first - session.day).days
                text = f"{kind} {session.text!r} on {session.day:%a} {session.day}, {days} days before {peak.names}"
                yield Case(session.place, -days, text)


def _kind(session: Session, peak: Peak, season: Season) -> str:
    if session.race:
        # another A race is a peak of its own, and how close that is, P402 says
        return "" if any(race.id == session.race and race.priority == "A" for race in season.races) else "race"
    if session.workout is not None and _is_test(session.workout.parts, season.sessions):
        return "test"
    return "race effort" if any(_is_effort(session, race, season) for race in peak.races) else ""


def _is_test(parts: tuple[Part, ...], sessions: Mapping[str, Workout]) -> bool:
    for part in parts:
        if isinstance(part, Reference):
            if TEST_NAMES & set(part.name.lower().split("_")) or _is_test(sessions[part.name].parts, sessions):
                return True
        elif part.word == "test" or (isinstance(part, Repeat) and _is_test(part.parts, sessions)):
            return True
    return False


def _is_effort(session: Session, race: Race, season: Season) -> bool:
    if session.sport != race.sport:
        return False
    asked = race_segment(race, season)
    distance = duration = 0.0
    for segment in session.segments:
        if segment.intensity < RACE_INTENSITY * asked.intensity:
            distance = duration = 0.0
            continue
        distance += segment.distance or 0.0
        duration += segment.duration
        done = distance / race.distance if race.distance and segment.distance else duration / asked.duration
        if done >= RACE_SHARE:
            return True
    return False
