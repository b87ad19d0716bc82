"""A planned session in one line, with the amounts of its day."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from periodize.plan.concrete import concrete, readable, unfolded
from periodize.plan.render import Rendering

if TYPE_CHECKING:
    from periodize.plan import Season, Session


def context_of(session: Session, season: Season) -> Rendering:
    """Return what a session was rendered with."""
    scale = prod(factor.value for factor in session.factors if factor.name != "volume")
    athlete = season.athlete.on(session.day)
    return Rendering(athlete, season.sessions, season.intensities, session.progress, scale)


def stretch_of(session: Session) -> float:
    """Return by how much `volume:` stretches the steady parts of a session."""
    return next((factor.value for factor in session.factors if factor.name == "volume"), 1.0)


def spoken(session: Session, season: Season) -> tuple[str, str]:
    """Return the name of a session that has one, and its line with the amounts of its day."""
    if session.workout is None:
        return "", session.text
    context = context_of(session, season)
    name, line = unfolded(session.workout, season.sessions)
    return name, str(concrete(line, context, stretch=stretch_of(session), rounding=readable))


def line_of(session: Session, season: Season) -> str:
    """Return what is planned in one line: its name, if it has one, and its line with the amounts of its day."""
    return ": ".join(filter(None, spoken(session, season)))
