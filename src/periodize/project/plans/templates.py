"""The plans that come with periodize, and how one of them becomes the plan of another race day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from periodize.errors import UnknownNameError
from periodize.plain import dataclass
from periodize.plan import read_plan_text
from periodize.plan.dating import DatedBlock, date_blocks
from periodize.plan.values import DAYS
from periodize.project.folder import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from periodize.plan import Season
    from periodize.plan.season import Race
    from periodize.plan.source import Node

_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_OF_A_YEAR = re.compile(r"-20\d\d$")


@dataclass(frozen=True)
class Template:
    """A shipped plan as a start for one's own.

    Parameters
    ----------
    path : its file.
    text : its content, perhaps changed already.
    """

    path: Path
    text: str

    @property
    def name(self) -> str:
        """How it is asked for."""
        return self.path.stem

    @property
    def about(self) -> str:
        """What it is, in one sentence: the line behind the editor's modeline."""
        return self.text.split("\n")[1].removeprefix("# ")

    @cached_property
    def season(self) -> Season:
        """The plan, read."""
        season, problems = read_plan_text(self.text, path=str(self.path))
        assert season is not None, problems  # tested for every template and every weekday of the race
        return season

    @property
    def race(self) -> Race:
        """The race that everything leads to: the last A race."""
        return [race for race in self.season.races if race.priority == "A"][-1]

    @cached_property
    def blocks(self) -> tuple[DatedBlock, ...]:
        """The blocks with their days."""
        return date_blocks(self.season, [])

    @property
    def first(self) -> date:
        """First day of the season."""
        return self.blocks[0].first

    @property
    def weeks(self) -> int:
        """Weeks from the first day to the race."""
        return -(-((self.race.first - self.first).days + 1) // 7)

    @property
    def threshold_of(self) -> str:
        """The sport whose threshold counts most: the athlete's own, else the first that has one."""
        athlete = self.season.athlete
        return athlete.sport if athlete.sport in athlete.thresholds else next(iter(athlete.thresholds))

    def at(self, *place: str | int) -> Node:
        """Return the value at a place that every template has."""
        node = self.season.root.at(place)
        assert node is not None, place
        return node

    def replaced(self, changes: Iterable[tuple[Node, str]]) -> Template:
        """Return the template with other text in place of some one-line scalars."""
        lines = self.text.split("\n")
        for node, text in sorted(changes, key=lambda change: (change[0].line, change[0].column), reverse=True):
            line = lines[node.line]
            lines[node.line] = line[: node.column] + text + line[node.column + node.length :]
        return Template(self.path, "\n".join(lines))

    def on(self, day: date) -> Template:
        """Return the template with its race on a day.

        Notes
        -----
        Every date moves by whole weeks, to the nearest, so that weekdays stay. Where the race then stands on another
        weekday, it moves alone, and the days of the race week with it: they count back from the race. The block
        before has no length and takes up the difference.
        """
        weeks = round((day - self.race.first).days / 7)
        template = Template(self.path, moved(self.text, timedelta(days=7 * weeks)))
        shift = day - template.race.first
        return template.replaced([*template._race_days(shift), *template._race_week(shift)])

    def _race_days(self, shift: timedelta) -> Iterator[tuple[Node, str]]:
        place = self.race.place
        rounds = self.season.root.at((*place, "rounds"))
        for label, day in self.race.days:
            node = self.at(*place, "date") if rounds is None else self.at(*place, "rounds", label)
            yield node.value["date"] if isinstance(node.value, dict) else node, str(day + shift)

    def _race_week(self, shift: timedelta) -> Iterator[tuple[Node, str]]:
        eve = self.race.first - timedelta(days=1)
        block = next(b for b in self.blocks if b.first <= eve < b.end)
        week = self.season.root.at((*block.block.place, "week"))
        if block.days != 7 or week is None:
            return
        for name, key in week.keys.items():
            yield key, DAYS[(DAYS.index(name) + shift.days) % 7]


def moved(text: str, by: timedelta) -> str:
    """Return a text with every date in it moved."""
    return _DATE.sub(lambda match: (date.fromisoformat(match[0]) + by).isoformat(), text)


def templates() -> list[Template]:
    """Return the templates by name. A plan with a year in its name is somebody's own season: to read, not to start."""
    paths = sorted(shipped("plans").glob("*.yaml"))
    return [Template(p, p.read_text(encoding="utf-8")) for p in paths if not _OF_A_YEAR.search(p.stem)]


def template(name: str) -> Template:
    """Return the template of a name; raises UnknownNameError, which lists near misses."""
    found = {one.name: one for one in templates()}
    if name not in found:
        kind = "template"
        raise UnknownNameError(kind, name, found)
    return found[name]
