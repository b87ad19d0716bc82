"""The blocks of a plan: their weeks and changes, volume, taper, distribution."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from periodize.errors import near_miss
from periodize.plan import values
from periodize.plan.builder import Builder
from periodize.plan.season import Block, Entry, Until, Volume, ZoneShare
from periodize.units import KM, MILE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from periodize.plan.season import DayPlan, WeekPlan
    from periodize.plan.source import Node, Place

_UNTIL = re.compile(r"(?P<ref>\S+)(?:\s+(?P<sign>[+-])\s*(?P<n>\d{1,4})\s*(?P<unit>[dw]))?")
_VOLUME = re.compile(r"([\d.]+)(h|km|mi|load)?(?:->([\d.]+))?(h|km|mi|load)")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)%?\s*(?:-\s*(\d+(?:\.\d+)?))?\s*%")
VOLUME_UNITS = {"h": 3600.0, "km": KM, "mi": MILE, "load": 1.0}


class BlockBuilder(Builder):
    """Puts the blocks together."""

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
        """Return the blocks in order; zones : how many the athlete has."""
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
