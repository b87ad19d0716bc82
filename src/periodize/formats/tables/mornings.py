"""Tables of mornings: what every reader of daily notes has in common."""

from __future__ import annotations

from dataclasses import field, fields, replace
from typing import TYPE_CHECKING, Any

from periodize.activity import Morning
from periodize.bounds import MORNING, YEARS
from periodize.errors import UnreadableError
from periodize.formats.base import Reading
from periodize.formats.tables.csv_file import NAMED, comma_is_decimal, moment, number, rows_lost
from periodize.plain import dataclass
from periodize.units import TIME_UNITS, count, parse_quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from periodize.formats.tables.columns import Columns

YES, NO = frozenset({"1", "yes", "y", "true", "x", "ill", "sick"}), frozenset({"0", "no", "n", "false", "none"})
"""How a yes and a no are written."""

_FIELDS = tuple(one.name for one in fields(Morning) if one.name not in {"day", "source"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of mornings; `odd` gathers what cannot be."""

    columns: Columns
    cells: Sequence[str]
    comma: bool
    odd: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return a cell, "" where it has no value."""
        return self.columns.text(self.cells, name)

    def number(self, name: str, *, scale: float = 1.0, zero_is_missing: bool = False) -> float | None:
        """Return a cell × scale where it is a number that the morning's field of this name can have."""
        text = self.text(name)
        value = number(text, comma=self.comma)
        if not text or (zero_is_missing and value == 0):
            return None
        return self.believed(name, None if value is None else value * scale)

    def believed(self, name: str, value: float | None) -> float | None:
        """Return a value within its limits; note the cell as odd and return None otherwise."""
        low, high = MORNING[name]
        if value is not None and low <= value <= high:
            return value
        self.odd.append(self.text(name))
        return None


def day_of(text: str) -> date | None:
    """Return the day of a date or a moment as it is written, whatever zone stands behind it."""
    when = moment(text)
    return when.date() if when is not None and YEARS[0] <= when.year <= YEARS[1] else None


def turned(value: float | None) -> float | None:
    """Return a mark of 1-5 from the other end of its scale.

    Examples
    --------
    >>> turned(5.0), turned(3.0), turned(None)
    (1.0, 3.0, None)
    """
    return None if value is None else 6.0 - value


def merged(mornings: Iterable[Morning]) -> tuple[Morning, ...]:
    """Return one morning a day, in the order of the file: field by field, the first known value wins."""
    days: dict[date, Morning] = {}
    for morning in mornings:
        known = days.get(morning.day)
        if known is None:
            days[morning.day] = morning
        else:
            new = {name: getattr(morning, name) for name in _FIELDS if getattr(known, name) in {None, ""}}
            days[morning.day] = replace(known, **new)
    return tuple(days.values())


def read_mornings(
    rows: Sequence[Sequence[str]],
    columns: Columns,
    *,
    source: str,
    day: Callable[[Row], date | None],
    values: Callable[[Row], Mapping[str, Any]],
    preferred: Callable[[Row], bool] | None = None,
) -> Reading:
    """Read a table of mornings, two rows of one day merged into one.

    Parameters
    ----------
    rows : with the header, which is `rows[0]`.
    day : the day of a row, None when it cannot be read.
    values : field of the morning -> value, None or "" where a row has none.
    preferred : whether a row counts before others of its day; None: the first does.
    """
    body = rows[1:]
    comma = comma_is_decimal(columns.text(row, name) for row in body for name in columns.places)
    mornings: list[Morning] = []
    later: list[Morning] = []
    lost: list[str] = []
    odd: list[str] = []
    for line, cells in enumerate(body, start=2):
        row = Row(columns, cells, comma)
        known = {name: value for name, value in values(row).items() if value not in {None, ""}}
        when = day(row)
        told = row.odd or [text for name in columns.places if name != "day" and (text := row.text(name))][:1]
        place = f"row {line} ({', '.join([row.text('day') or 'no date', *told])})"
        if (when is None and known) or (row.odd and not known):
            lost.append(place)
        elif when is not None and known:
            kind = mornings if preferred is None or preferred(row) else later
            kind.append(Morning(day=when, source=source, **known))
            if row.odd:
                odd.append(place)
    mornings += later
    if lost and not mornings:
        message = f"none of its {count(len(body), 'row')} has a day and a value that can be: {', '.join(lost[:3])}"
        raise UnreadableError(message)
    return Reading(
        (),
        merged(mornings),
        salvaged="; ".join(text for text in (rows_lost(lost, len(body)), odd_told(odd)) if text) or None,
        skipped=None if mornings else "a table of days without a value",
        rows=len(mornings),
        unused=columns.unused,
    )


def odd_told(odd: Sequence[str], noun: str = "row") -> str | None:
    """Return the sentence that names the rows of which a value was left out; None when there are none."""
    if not odd:
        return None
    more = f" and {len(odd) - NAMED:,} more" if len(odd) > NAMED else ""
    return f"left out what cannot be, in {count(len(odd), noun)}: {', '.join(odd[:NAMED])}{more}"


def asleep(text: str, unit: str, *, comma: bool) -> float | None:
    """Return a night's sleep [s], written 7:20, 7:20:00, 7h20, 440min or as a number: hours where no unit is given.

    Examples
    --------
    >>> [asleep(text, "", comma=False) for text in ("7:20", "7.5", "7h20", "440min")]
    [26400.0, 27000.0, 26400.0, 26400.0]
    """
    value = number(text, comma=comma)
    if value is not None:
        return value * TIME_UNITS.get(unit, TIME_UNITS["h"])
    quantity = parse_quantity(f"{text}:00" if text.count(":") == 1 else text)
    return quantity.value if quantity is not None and quantity.is_time else None


def truth(text: str) -> bool | None:
    """Return a yes or no; None for anything else."""
    word = text.casefold()
    return True if word in YES else False if word in NO else None
