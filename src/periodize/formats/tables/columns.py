"""Columns found by their names, however they are spelt, with the unit that a header may carry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from periodize.formats.base import READERS
from periodize.formats.tables.csv_file import MISSING, number, seconds
from periodize.plain import dataclass
from periodize.units import DISTANCE_UNITS, TIME_UNITS, parse_quantity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TIME = {"s", "sec", "secs", "seconds", "min", "mins", "minutes", "h", "hours"}
_LENGTH = {"m", "metres", "meters", "km", "mi", "miles", "yd", "yards"}
_OTHER = {"bpm", "w", "watts", "ms", "kg", "lb", "lbs", "kj"}
_WORD = re.compile(r"[^\W_]+")
GENERAL = frozenset({"plain-csv", "wellness-csv"})
"""Our own tables: they take what no layout of a known source fits."""


def name_and_unit(header: str) -> tuple[str, str]:
    """Return a header's name in small letters without blanks and marks, and the unit behind it, "" for none.

    Examples
    --------
    >>> name_and_unit("Distance (km)"), name_and_unit("avg_hr"), name_and_unit("duration_s")
    (('distance', 'km'), ('avghr', ''), ('duration', 's'))
    """
    words = [word.casefold() for word in _WORD.findall(header)]
    if len(words) > 1 and words[-1] in _TIME | _LENGTH | _OTHER:
        return "".join(words[:-1]), words[-1]
    return "".join(words), ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table stand.

    Parameters
    ----------
    header : as in the file.
    places : our name -> place.
    units : our name -> unit in the header, "" for none.
    """

    header: tuple[str, ...]
    places: Mapping[str, int]
    units: Mapping[str, str]

    @classmethod
    def of(cls, header: Sequence[str], names: Mapping[str, Sequence[str]]) -> Columns:
        """Find columns by name; of several synonyms the first in our table counts, of equal headers the first."""
        seen = [name_and_unit(cell) for cell in header]
        places: dict[str, int] = {}
        for ours, synonyms in names.items():
            for synonym in synonyms:
                place = next((place for place, (name, _) in enumerate(seen) if name == synonym), None)
                if place is not None:
                    places[ours] = place
                    break
        return cls(
            tuple(cell.strip() for cell in header),
            places,
            {ours: seen[place][1] for ours, place in places.items()},
        )

    def __contains__(self, name: str) -> bool:
        return name in self.places

    def text(self, row: Sequence[str], name: str) -> str:
        """Return a cell, "" where there is none or where it says that there is no value."""
        place = self.places.get(name)
        text = row[place].strip() if place is not None and place < len(row) else ""
        return "" if text.casefold() in MISSING else text

    @property
    def unused(self) -> tuple[str, ...]:
        """Headers that no column of ours is read from."""
        used = set(self.places.values())
        return tuple(name for place, name in enumerate(self.header) if place not in used and name)


def duration_of(text: str, unit: str, *, comma: bool) -> float | None:
    """Return a duration [s] written as a number of the unit (seconds without one), 1:02:03, 62min or 1h30.

    Examples
    --------
    >>> [duration_of(text, "", comma=False) for text in ("3720", "1:02:03", "62min")]
    [3720.0, 3723.0, 3720.0]
    """
    value = number(text, comma=comma)
    if value is not None:
        return value * TIME_UNITS[unit if unit in _TIME else "s"]
    clock = seconds(text)
    if clock is not None:
        return clock
    quantity = parse_quantity(text.replace(",", ".") if comma else text)
    return quantity.value if quantity is not None and quantity.is_time else None


def distance_of(text: str, unit: str, *, comma: bool) -> float | None:
    """Return a distance [m] written as a number of the unit (kilometres without one), or as 12.4km, 800m, 5mi."""
    value = number(text, comma=comma)
    if value is not None:
        return value * DISTANCE_UNITS[unit if unit in _LENGTH else "km"]
    quantity = parse_quantity(text.replace(",", ".") if comma else text)
    return quantity.value if quantity is not None and not quantity.is_time else None


def known_layout(head: bytes) -> bool:
    """Whether a reader of a known source's CSV claims a file's first bytes."""
    others = (member for member in READERS.values() if member.suffix == ".csv" and member.name not in GENERAL)
    return any(member.sniff(head) for member in others)
