"""The validated text of a plan to a `Season`: athlete, races, weeks, blocks, with what only shows together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from periodize.errors import near_miss
from periodize.plan import model, values
from periodize.plan.build_athlete import AthleteBuilder
from periodize.plan.build_blocks import BlockBuilder
from periodize.plan.builder import Builder
from periodize.plan.intensity import zone_count
from periodize.plan.rounds import round_faults, rounds_of
from periodize.plan.season import CalendarRange, OwnLimit, Race, Season
from periodize.plan.trying import try_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from periodize.athlete import Athlete
    from periodize.errors import Problem
    from periodize.plan.source import Node, Place
    from periodize.plan.workout import Target, Workout


def build_season(
    path: str,
    root: Node,
    plan: model.Plan,
    *,
    workouts: Mapping[Place, Workout],
    sessions: Mapping[str, Workout],
    intensities: dict[str, Target],
    problems: list[Problem],
) -> Season:
    """Put the parts of a plan together; what is wrong between them is added to `problems`."""
    parts = root, plan, workouts, problems
    builder, athlete = _Builder(*parts), AthleteBuilder(*parts).athlete()
    season = Season(
        path=path,
        title=plan.title,
        start=plan.start,
        athlete=athlete,
        races=builder.races(athlete),
        calendar=builder.calendar(),
        availability=builder.availability(),
        sessions=sessions,
        intensities=intensities,
        limits=builder.limits(),
        blocks=BlockBuilder(*parts).blocks(zone_count(athlete)),
        root=root,
        model=plan.model.name if plan.model else "rolling-average",
        model_parameters=plan.model.parameters if plan.model else {},
    )
    try_lines(season, workouts, problems)
    return season


def race_id(name: str) -> str:
    """Return the id of a race that has none of its own."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")


class _Builder(Builder):
    def races(self, athlete: Athlete) -> tuple[Race, ...]:
        races: list[Race] = []
        for index, text in enumerate(self.plan.races):
            place: Place = ("races", index)
            name = text.id or race_id(text.name)
            if any(race.id == name for race in races):
                self.report("P010", place, f"two races are called {name!r}", hint="give each an `id:` of its own")
            sport = text.sport or athlete.sport
            self.check_goal((*place, "goal"), text.distance, text.goal, sport, athlete)
            for code, where, message, hint in round_faults(text):
                self.report(code, (*place, "rounds", *where), message, hint=hint)
            rounds = rounds_of(text)
            for one in rounds:
                if one.goal != text.goal:
                    self.check_goal((*place, "rounds", one.label, "goal"), text.distance, one.goal, sport, athlete)
            races.append(Race(name, text.name, rounds, text.priority, sport, text.distance, place))
        return tuple(sorted(races, key=lambda race: race.first))

    def calendar(self) -> tuple[CalendarRange, ...]:
        return tuple(
            CalendarRange(
                *text.dates,
                text.kind,
                text.load,
                text.altitude,
                text.temperature,
                self.timezone(text.timezone, ("calendar", i, "timezone")),
                text.note or text.place,
                ("calendar", i),
            )
            for i, text in enumerate(self.plan.calendar)
        )

    def availability(self) -> dict[int, float]:
        found: dict[int, float] = {}
        for key, seconds in self.plan.availability.items():
            first, dash, last = key.partition("-")
            if first not in values.DAYS or (dash and last not in values.DAYS):
                near = near_miss(key, values.DAYS)
                hint = f"did you mean {near!r}?" if near else "write mon or tue-fri"
                self.report("P003", ("availability", key), f"{key!r} is no weekday", hint=hint, at_key=True)
                continue
            start, end = values.DAYS.index(first), values.DAYS.index(last or first)
            span = range(start, end + 1) if end >= start else (*range(start, 7), *range(end + 1))
            found |= dict.fromkeys(span, seconds)
        return found

    def limits(self) -> dict[str, OwnLimit]:
        found: dict[str, OwnLimit] = {}
        for name, value in self.plan.limits.items():
            text, reason = (value.limit, value.reason) if isinstance(value, model.Limit) else (value, "")
            if text.lower() in {"off", "none"}:
                if not reason:
                    hint = f"{name}: {{limit: off, reason: ...}}"
                    self.report("P005", ("limits", name), "a silenced warning needs a reason", hint=hint)
                found[name] = OwnLimit(None, reason)
                continue
            try:
                found[name] = OwnLimit(float(text), reason)
            except ValueError:
                self.report("P005", ("limits", name), f"{text!r} is not a limit", hint="a number, or off")
        return found
