"""The validated text of a plan to a `Season`: thresholds, races, weeks, blocks, with what only shows together."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS, Aim, Athlete, Dated
from periodize.errors import near_miss
from periodize.plan import model, values
from periodize.plan.intensity import zone_count
from periodize.plan.rounds import round_faults, rounds_of
from periodize.plan.rules import RULES
from periodize.plan.season import (
    Block,
    CalendarRange,
    Entry,
    OwnLimit,
    Race,
    Season,
    Until,
    Volume,
    ZoneShare,
)
from periodize.plan.trying import try_lines
from periodize.plan.workout import SPORTS
from periodize.units import KM, MILE, parse_speed, parse_suffixed, print_distance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from periodize.errors import Problem
    from periodize.plan.season import DayPlan, WeekPlan
    from periodize.plan.source import Node, Place
    from periodize.plan.workout import Target, Workout

PLAUSIBLE = {"hr": (60.0, 225.0), "power": (20.0, 700.0), "speed": (0.2, 12.0)}
"""What a threshold may be [bpm], [W], [m/s]: our choice, wide enough for children and for world records."""

GOALS = (0.4, 2.0)
"""A race goal outside these shares of threshold speed is a slip of the pen: our choice."""

_UNTIL = re.compile(r"(?P<ref>\S+)(?:\s+(?P<sign>[+-])\s*(?P<n>\d{1,4})\s*(?P<unit>[dw]))?")
_VOLUME = re.compile(r"([\d.]+)(h|km|mi|load)?(?:->([\d.]+))?(h|km|mi|load)")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)%?\s*(?:-\s*(\d+(?:\.\d+)?))?\s*%")
VOLUME_UNITS = {"h": 3600.0, "km": KM, "mi": MILE, "load": 1.0}


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
    builder = _Builder(root, plan, workouts, problems)
    athlete = builder.athlete()
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
        blocks=builder.blocks(zone_count(athlete)),
        root=root,
        model=plan.model.name if plan.model else "rolling-average",
        model_parameters=plan.model.parameters if plan.model else {},
    )
    try_lines(season, workouts, problems)
    return season


def race_id(name: str) -> str:
    """Return the id of a race that has none of its own."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")


def build_athlete(root: Node, text: model.AthleteText, problems: list[Problem]) -> Athlete:
    """Return an athlete alone; `root` holds it under "athlete"."""
    return _Builder(root, model.Plan.model_construct(athlete=text), {}, problems).athlete()


class _Builder:
    def __init__(
        self, root: Node, plan: model.Plan, workouts: Mapping[Place, Workout], problems: list[Problem]
    ) -> None:
        self.root, self.plan, self.workouts, self.problems = root, plan, workouts, problems

    def report(self, code: str, place: Place, message: str, *, hint: str | None = None, at_key: bool = False) -> None:
        node = (self.root.key(place) if at_key else None) or self.root.nearest(place)
        self.problems.append(RULES[code].problem(node.span(), message, help=hint))

    # ---- athlete

    def athlete(self) -> Athlete:
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
            timezone=self._timezone(text.timezone, ("athlete", "timezone")),
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
            self._goal((*place, "goal"), aim.distance, aim.goal, sport, athlete)
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

    def _timezone(self, name: str | None, place: Place) -> str | None:
        if name is None:
            return None
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(name)
        except (ValueError, OSError, KeyError):
            self.report("P007", place, f"unknown time zone {name!r}", hint="write e.g. Europe/Oslo")
            return None
        return name

    # ---- races, calendar, availability, limits

    def races(self, athlete: Athlete) -> tuple[Race, ...]:
        races: list[Race] = []
        for index, text in enumerate(self.plan.races):
            place: Place = ("races", index)
            name = text.id or race_id(text.name)
            if any(race.id == name for race in races):
                self.report("P010", place, f"two races are called {name!r}", hint="give each an `id:` of its own")
            sport = text.sport or athlete.sport
            self._goal((*place, "goal"), text.distance, text.goal, sport, athlete)
            for code, where, message, hint in round_faults(text):
                self.report(code, (*place, "rounds", *where), message, hint=hint)
            rounds = rounds_of(text)
            for one in rounds:
                if one.goal != text.goal:
                    self._goal((*place, "rounds", one.label, "goal"), text.distance, one.goal, sport, athlete)
            races.append(Race(name, text.name, rounds, text.priority, sport, text.distance, place))
        return tuple(sorted(races, key=lambda race: race.first))

    def _goal(self, place: Place, distance: float | None, goal: float | None, sport: str, athlete: Athlete) -> None:
        own = athlete.threshold(sport)
        if goal is None or distance is None or own is None or sport in POWER_SPORTS:
            return
        fraction = distance / goal / own
        if not GOALS[0] <= fraction <= GOALS[1]:
            message = f"the goal means {fraction:.0%} of threshold over {print_distance(distance)}"
            self.report("P108", place, message, hint="look at goal, distance and threshold")

    def calendar(self) -> tuple[CalendarRange, ...]:
        return tuple(
            CalendarRange(
                *text.dates,
                text.kind,
                text.load,
                text.altitude,
                text.temperature,
                self._timezone(text.timezone, ("calendar", i, "timezone")),
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

    # ---- weeks and blocks

    def _entry(self, node: Node, place: Place) -> Entry | None:
        if isinstance(node.value, dict):
            values = {key: child.value for key, child in node.value.items() if isinstance(child.value, str)}
            place = (*place, "do")
        else:
            values = {"do": str(node.value)}
        workout = self.workouts.get(place)
        if workout is None:  # its problem is reported already
            return None
        try:
            load = float(values["load"]) if "load" in values else None
        except ValueError:  # reported already
            load = None
        if workout.is_rest and load:
            self.report("P005", place, "a day of rest has no load", hint="write what is done, or leave `load:` out")
        return Entry(
            workout,
            values["do"].strip(),
            place,
            values.get("key") in {"true", "yes"},
            load,
            values.get("note", ""),
        )

    def _entries(self, node: Node, place: Place) -> tuple[Entry, ...]:
        if isinstance(node.value, list):
            found = [self._entry(child, (*place, i)) for i, child in enumerate(node.value)]
        else:
            found = [self._entry(node, place)]
        return tuple(entry for entry in found if entry is not None)

    def _day(self, node: Node, place: Place) -> DayPlan:
        if isinstance(node.value, dict) and "do" not in node.value:
            slots = [(slot, node.value[slot]) for slot in values.SLOTS if slot in node.value]
            return tuple((slot, self._entries(child, (*place, slot))) for slot, child in slots)
        return (("day", self._entries(node, place)),)

    def _week(self, place: Place) -> WeekPlan:
        node = self.root.at(place)
        if node is None or not isinstance(node.value, dict):
            return {}
        return {
            number: self._day(node.value[name], (*place, name))
            for number, name in enumerate(values.DAYS)
            if name in node.value
        }

    def blocks(self, zones: int) -> tuple[Block, ...]:
        top = self._week(("week",))
        done: dict[str, Block] = {}
        for index, text in enumerate(self.plan.blocks):
            place: Place = ("blocks", index)
            if text.name in done:
                self.report("P010", (*place, "name"), f"two blocks are called {text.name!r}")
            base = top
            if text.like == "none":
                base = {}
            elif text.like is not None and text.like in done:
                base = done[text.like].week
            elif text.like is not None:
                near = near_miss(text.like, [*done, "none"])
                hint = f"did you mean {near!r}?" if near else "`like:` names an earlier block, or none"
                self.report("P007", (*place, "like"), f"there is no earlier block {text.like!r}", hint=hint)
            weeks, dates = self._changes(place)
            done[text.name] = Block(
                name=text.name,
                phase=text.phase,
                days=text.days or (text.weeks * 7 if text.weeks else None),
                until=self._until(text.until, (*place, "until")),
                week={**base, **self._week((*place, "week"))},
                volume=_volume(text.volume),
                deload=(text.deload.every, text.deload.volume) if text.deload else None,
                taper=text.taper.volume if text.taper else None,
                week_changes=weeks,
                day_changes=dates,
                place=place,
                note=text.note,
                distribution=self._distribution(text.distribution or {}, zones, (*place, "distribution")),
            )
        return tuple(done.values())

    def _distribution(self, text: Mapping[str, str], zones: int, place: Place) -> tuple[ZoneShare, ...]:
        names = {f"Z{number}": number for number in range(1, zones + 1)}
        found = []
        for name, share in text.items():
            if name not in names:
                hint = f"zones run from Z1 to Z{zones}"
                self.report("P003", (*place, name), f"{name!r} is no zone", hint=hint, at_key=True)
            elif (read := _zone_share(names[name], share)) is None:
                hint = f"write e.g. {name}: 70-80%"
                self.report("P005", (*place, name), f"{share!r} is not a share of time", hint=hint)
            else:
                found.append(read)
        return tuple(found)

    def _changes(self, block: Place) -> tuple[dict[int, WeekPlan], dict[date, DayPlan]]:
        weeks: dict[int, WeekPlan] = {}
        dates: dict[date, DayPlan] = {}
        place: Place = (*block, "changes")
        node = self.root.at(place)
        for key, child in (node.value if node is not None and isinstance(node.value, dict) else {}).items():
            if match := re.fullmatch(r"w([1-9]\d{0,2})", key):
                if not isinstance(child.value, dict):
                    self.report("P005", (*place, key), f"`{key}` takes days", hint=f"write {key}: {{tue: easy 30min}}")
                weeks[int(match[1])] = self._week((*place, key))
                continue
            try:
                dates[values.read_date(key)] = self._day(child, (*place, key))
            except ValueError:
                hint = "write w6: {tue: ...} for a week of the block, or 2027-05-30: rest for a date"
                self.report("P008", (*place, key), f"{key!r} is neither a week nor a date", hint=hint, at_key=True)
        return weeks, dates

    def _until(self, text: str | None, place: Place) -> Until | None:
        if text is None:
            return None
        match = _UNTIL.fullmatch(text)
        if match is None:
            self.report("P007", place, f"{text!r} is no end", hint="a date or race, then ` + 1d` or ` - 2w`")
            return None
        offset = int(match["n"] or 0) * (7 if match["unit"] == "w" else 1) * (-1 if match["sign"] == "-" else 1)
        return Until(match["ref"], offset, text)


def _volume(text: str | None) -> Volume | None:
    match = _VOLUME.fullmatch(text.replace(" ", "")) if text else None
    if match is None:
        return None
    unit = match[4]
    first = float(match[1]) * VOLUME_UNITS[match[2] or unit]
    last = float(match[3]) * VOLUME_UNITS[unit] if match[3] else first
    return Volume(first, last, unit)


def _zone_share(zone: int, text: str) -> ZoneShare | None:
    match = _SHARE.fullmatch(text)
    if match is None:
        return None
    low = float(match[1]) / 100
    high = float(match[2]) / 100 if match[2] else low
    return ZoneShare(zone, low, high) if low <= high <= 1 else None
