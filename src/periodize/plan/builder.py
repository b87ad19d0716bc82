"""What every part of a plan is put together with: its text, its problems, and checks that several parts share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS
from periodize.plan.rules import RULES
from periodize.units import print_distance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from periodize.athlete import Athlete
    from periodize.errors import Problem
    from periodize.plan import model
    from periodize.plan.source import Node, Place
    from periodize.plan.workout import Workout

GOALS = (0.4, 2.0)
"""A race goal outside these shares of threshold speed is a slip of the pen: our choice."""


class Builder:
    """Puts a part of a plan together.

    Parameters
    ----------
    root : the text, with its places.
    plan : the text, validated field by field.
    workouts : place of a session line -> what it says.
    problems : to which is added what is wrong.
    """

    def __init__(
        self, root: Node, plan: model.Plan, workouts: Mapping[Place, Workout], problems: list[Problem]
    ) -> None:
        self.root, self.plan, self.workouts, self.problems = root, plan, workouts, problems

    def report(self, code: str, place: Place, message: str, *, hint: str | None = None, at_key: bool = False) -> None:
        """Add a problem of a place, or of the nearest that is written; at_key : of its name, not of its value."""
        node = (self.root.key(place) if at_key else None) or self.root.nearest(place)
        self.problems.append(RULES[code].problem(node.span(), message, help=hint))

    def timezone(self, name: str | None, place: Place) -> str | None:
        """Return a time zone that there is, else None."""
        if name is None:
            return None
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(name)
        except (ValueError, OSError, KeyError):
            self.report("P007", place, f"unknown time zone {name!r}", hint="write e.g. Europe/Oslo")
            return None
        return name

    def check_goal(
        self, place: Place, distance: float | None, goal: float | None, sport: str, athlete: Athlete
    ) -> None:
        """Report a goal [s] over a distance [m] that no threshold leads to."""
        own = athlete.threshold(sport)
        if goal is None or distance is None or own is None or sport in POWER_SPORTS:
            return
        fraction = distance / goal / own
        if not GOALS[0] <= fraction <= GOALS[1]:
            message = f"the goal means {fraction:.0%} of threshold over {print_distance(distance)}"
            self.report("P108", place, message, hint="look at goal, distance and threshold")
