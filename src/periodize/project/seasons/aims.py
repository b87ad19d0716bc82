"""What several seasons are to lead to: how far it is, what seasons brought, and which plans lead there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from periodize.plan.events import Event, event_name
from periodize.project.seasons.bests import best_of, goals_of
from periodize.report.views.bests import AimLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from periodize.athlete import Aim
    from periodize.project.seasons.bests import Timed
    from periodize.project.seasons.stretches import Stretch
    from periodize.report.views.bests import Best


def aim_lines(
    aims: Iterable[Aim], stretches: Sequence[Stretch], known: Sequence[Timed], *, today: date
) -> tuple[AimLine, ...]:
    """Return what is known of each aim, in the order of their days.

    Parameters
    ----------
    aims : of the athlete; one that several plans have counts once.
    stretches : the seasons.
    known : times over events, as `bests.times` has them.
    today : the day of the question.
    """
    goals = goals_of(stretches)
    found = []
    for aim in sorted(dict.fromkeys(aims), key=lambda aim: aim.by):
        event = Event(aim.distance, aim.sport, "")
        own = [one.best for one in known if one.event.is_as(event)]
        bests = [(one.name, best_of(own, one.first, one.last)) for one in stretches]
        found.append(
            AimLine(
                name=aim.name,
                by=aim.by,
                goal=aim.goal,
                event=event_name(aim.distance, aim.sport),
                sport=aim.sport,
                distance=aim.distance,
                today=today,
                best=_best(own, aim),
                seasons=tuple((name, best) for name, best in bests if best),
                steps=tuple(goal for of, goal in goals if of.is_as(event) and today < goal.day <= aim.by),
            )
        )
    return tuple(found)


def _best(times: Sequence[Best], aim: Aim) -> Best | None:
    """Return the best time that is known: of those in time where one reaches the goal, else of all."""
    in_time = best_of(times, date.min, aim.by)
    return in_time if in_time and in_time.time <= aim.goal else best_of(times, date.min, date.max)
