"""The athlete of a plan: thresholds and their days, zones, aims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS, Aim, Athlete, Dated
from periodize.errors import near_miss
from periodize.plan import model, values
from periodize.plan.builder import Builder
from periodize.plan.workout import SPORTS
from periodize.units import parse_speed, parse_suffixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.errors import Problem
    from periodize.plan.source import Node, Place

PLAUSIBLE = {"hr": (60.0, 225.0), "power": (20.0, 700.0), "speed": (0.2, 12.0)}
"""What a threshold may be [bpm], [W], [m/s]: our choice, wide enough for children and for world records."""


def build_athlete(root: Node, text: model.AthleteText, problems: list[Problem]) -> Athlete:
    """Return an athlete alone; `root` holds it under "athlete"."""
    return AthleteBuilder(root, model.Plan.model_construct(athlete=text), {}, problems).athlete()


class AthleteBuilder(Builder):
    """Puts the athlete together."""

    def athlete(self) -> Athlete:
        """Return the athlete; thresholds that cannot be read are left out."""
        text = self.plan.athlete or model.AthleteText.model_validate({})
        thresholds: dict[str, tuple[Dated, ...]] = {}
        for sport, value in text.threshold.items():
            place: Place = ("athlete", "threshold", sport)
            if sport not in (*SPORTS, "hr"):
                near = near_miss(sport, (*SPORTS, "hr"))
                self.report(
                    "P003",
                    place,
                    f"unknown sport {sport!r}",
                    hint=near and f"did you mean {near!r}?",
                    at_key=True,
                )
                continue
            dated = value if isinstance(value, dict) else {"": value}
            found = [self._threshold(sport, since, one, place) for since, one in dated.items()]
            thresholds[sport] = tuple(d for d in found if d is not None)
        zones = text.zones
        if isinstance(zones, list) and (zones != sorted(set(zones)) or not zones):
            self.report("P005", ("athlete", "zones"), "own zone edges rise from one to the next")
        athlete = Athlete(
            thresholds=thresholds,
            hr_max=text.hr.max if text.hr else None,
            hr_rest=text.hr.rest if text.hr else None,
            sex=text.sex,
            zones=tuple(zones) if isinstance(zones, list) else zones,
            intensities=dict(text.intensities),
            fitness=text.fitness,
            fatigue=text.fatigue,
            timezone=self.timezone(text.timezone, ("athlete", "timezone")),
            sport=text.sport or "run",
            weight=text.weight,
            height=text.height,
        )
        return replace(athlete, aims=tuple(self._aims(text, athlete))) if text.aims else athlete

    def _aims(self, text: model.AthleteText, athlete: Athlete) -> Iterator[Aim]:
        for index, aim in enumerate(text.aims):
            place: Place = ("athlete", "aims", index)
            sport = aim.sport or athlete.sport
            if not aim.name.strip():
                self.report("P005", (*place, "name"), "an aim has no name", hint="write name: Under 40")
            if sport == "gym":
                self.report("P005", (*place, "sport"), "no time over a distance is aimed at in the gym")
            self.check_goal((*place, "goal"), aim.distance, aim.goal, sport, athlete)
            yield Aim(aim.name, aim.by, sport, aim.distance, aim.goal)

    def _threshold(self, sport: str, since: str, text: str, place: Place) -> Dated | None:
        where = (*place, since) if since else place
        day = None
        if since:
            try:
                day = values.read_date(since)
            except ValueError:
                self.report(
                    "P008",
                    where,
                    f"{since!r} is not a date",
                    hint="a valid-from date, e.g. 2027-03-01",
                    at_key=True,
                )
                return None
        if sport == "hr":
            value, example = parse_suffixed(text, "bpm"), "168bpm"
        elif sport in POWER_SPORTS:
            value, example = parse_suffixed(text, "W"), "265W"
        else:
            value, example = parse_speed(text), "1:45/100m" if sport == "swim" else "4:30/km"
        if not value:
            self.report(
                "P005",
                where,
                f"{text!r} is not a threshold for {sport}",
                hint=f"write e.g. {sport}: {example}",
            )
            return None
        kind = "hr" if sport == "hr" else "power" if sport in POWER_SPORTS else "speed"
        low, high = PLAUSIBLE[kind]
        if not low <= value <= high:
            self.report(
                "P005", where, f"{text!r} is no threshold that anybody has", hint=f"write e.g. {sport}: {example}"
            )
            return None
        return Dated(value, day)
