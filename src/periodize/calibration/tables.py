"""Loads and tests from CSV: bytes in, daily loads and performances out."""

from __future__ import annotations

import csv
import io
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from periodize.bounds import MOST_POWER
from periodize.calibration.material import MaterialError
from periodize.calibration.performances import UNITS, Kind, Performance, alike
from periodize.errors import Problem, Severity, Span, has_errors
from periodize.history import History
from periodize.plan.events import event_of
from periodize.units import FIRST_YEAR, LAST_YEAR, parse_quantity, parse_speed, parse_suffixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATE = ("date", "day", "datum")
LOAD = ("load", "tss", "trimp", "stress", "bikescore", "w")
VALUE = ("value", "performance", "result", "time", "power", "speed", "test", "points")
EVENT = ("event", "name", "kind", "type")
SD = ("sd", "error", "spread", "uncertainty")
"""What columns are called, in small letters; the first that the table has."""

MISSING = frozenset({"", "-", "--", "na", "n/a", "nan", "null", "none"})

NUMBER_KINDS: dict[str, Kind] = {"w": "power", "watt": "power", "watts": "power", "m/s": "speed", "s": "time"}
"""Unit in the header, as in "power [W]" or "time (s)" -> what a bare number is."""

FASTEST = {"run": 12.5, "walk": 5.0, "hike": 5.0, "swim": 3.0, "row": 8.0}
FASTEST_OTHER = 40.0
"""[m/s] A faster test is a slip: our choice, above any world record; on foot the top of a 100 m."""

LONGEST_SPAN = 36_525
"""[d] Most days of a record: our choice, a hundred years; more is a slip in a date."""


def read_loads(data: bytes, *, source: str, left_out_is_rest: bool = False) -> History:
    r"""Read a table of daily loads: a column `date` and one of `load`.

    Parameters
    ----------
    data : CSV, UTF-8; comma, semicolon or tab.
    source : name for problems.
    left_out_is_rest : days without a row were days of rest. Else they are unknown, as is a row without a load.

    Returns
    -------
    History
        `load` [AU a day, (1, n_days)], from the first to the last day of the table.

    Raises
    ------
    MaterialError
        if a row cannot be read, a day stands twice, or there is none.

    Examples
    --------
    >>> read_loads(b"date,load\n2027-01-01,50\n2027-01-03,70\n", source="loads.csv").one("load").tolist()
    [50.0, nan, 70.0]
    """
    problems: list[Problem] = []
    days: dict[date, float] = {}
    for line, row in _rows(data, source, {"date": DATE, "load": LOAD}, problems):
        day = _date(row["date"])
        load = _number(row["load"])
        if day is None:
            problems.append(_unread(source, line, row["date"], "date", "YYYY-MM-DD"))
        elif load is None:
            problems.append(_unread(source, line, row["load"], "load", "a number, AU a day"))
        elif day in days:
            problems.append(
                Problem("C104", f"{day} stands twice", Span(source, line, 1), help="one line a day: add the loads up")
            )
        else:
            days[day] = load
    if not days and not problems:
        problems.append(Problem("C106", "the table has no loads", Span(source, 1, 1)))
    if days and (max(days) - min(days)).days > LONGEST_SPAN:
        message = f"the loads span {min(days)} to {max(days)}"
        problems.append(Problem("C110", message, Span(source, 1, 1), help="one of the dates is a slip"))
    if problems:
        raise MaterialError(problems)
    first = min(days)
    loads = np.full((1, (max(days) - first).days + 1), 0.0 if left_out_is_rest else np.nan)
    for day, load in days.items():
        loads[0, (day - first).days] = load
    return History(np.datetime64(first, "D") + np.arange(loads.shape[1]), {"load": loads})


def read_performances(data: bytes, *, source: str, sport: str = "run") -> tuple[Performance, ...]:
    r"""Read a table of tests, as `read_tests` does, and take only a sound one.

    Raises
    ------
    MaterialError
        if a row cannot be read, cannot be true, or stands twice.

    Examples
    --------
    >>> tests = read_performances(b"date,value,event\n2027-03-14,40:12,10k\n", source="tests.csv")
    >>> [(t.value, t.kind, t.event) for t in tests]
    [(2412.0, 'time', '10k')]
    """
    tests, problems = read_tests(data, source=source, sport=sport)
    if has_errors(problems):
        raise MaterialError(problems)
    return tests


def read_tests(data: bytes, *, source: str, sport: str = "run") -> tuple[tuple[Performance, ...], tuple[Problem, ...]]:
    """Read a table of tests: columns `date` and `value`, and perhaps `event` and `sd`.

    A value says its unit, "285 W", "40:12", "16.4 km/h", "3:45/km", or the header does, "power [W]"; a bare number
    is points. The sd is written as the value is. Rows of one event bear its first name, however they write it.

    Parameters
    ----------
    data : CSV, UTF-8; comma, semicolon or tab.
    source : name for problems.
    sport : of an event that names none.

    Returns
    -------
    tests : of the rows that are sound.
    problems : an error for each row that is not, a warning for each without a value.
    """
    problems: list[Problem] = []
    found: list[tuple[int, Performance]] = []
    for line, row in _rows(data, source, {"date": DATE, "value": VALUE, "event?": EVENT, "sd?": SD}, problems):
        day, value = _date(row["date"]), _measured(row["value"], row.get("value unit", ""))
        if row["value"].strip().casefold() in MISSING:
            message = f"value(={row['value'].strip()!r}) is missing; the row is left out"
            problems.append(Problem("C111", message, Span(source, line, 1), severity=Severity.WARNING))
            continue
        if day is None:
            problems.append(_unread(source, line, row["date"], "date", "YYYY-MM-DD"))
            continue
        if value is None:
            problems.append(_unread(source, line, row["value"], "value", "285 W, 40:12, 16.4 km/h, 3:45/km or points"))
            continue
        spread = row.get("sd", "").strip()
        error = None if spread.casefold() in MISSING else _measured(spread, row.get("value unit", ""))
        if spread.casefold() not in MISSING and (error is None or error[1] not in {value[1], "points"}):
            problems.append(_unread(source, line, spread, "sd", "as the value is"))
            continue
        test = Performance(day, *value, row.get("event", "").strip() or "test", error[0] if error else None)
        if (slip := _slip(test, sport)) is None:
            found.append((line, test))
        else:
            message, help_ = slip
            problems.append(Problem("C102", message, Span(source, line, 1), help=help_))
    tests = alike((test for _, test in found), usual=sport)
    problems += _repeated([line for line, _ in found], tests, source)
    return tests, tuple(problems)


def _slip(test: Performance, sport: str) -> tuple[str, str] | None:
    """Return why a value cannot be true, and what to do; None where it can."""
    said = f"{test.event} on {test.day}: value(={test.value:g} {UNITS[test.kind]})"
    if not (isfinite(test.value) and test.value > 0):
        return f"{said} must be > 0", "correct it, or leave the row out"
    if test.kind == "power" and test.value > MOST_POWER:
        return f"{said} must be <= {MOST_POWER:g} W", "correct it"
    event = event_of(test.event, usual=sport)
    speed = test.value if test.kind == "speed" else event.distance / test.value if event and test.kind == "time" else 0
    most = FASTEST.get(event.sport if event else sport, FASTEST_OTHER)
    if speed > most:
        return f"{said} is {speed:g} m/s; at most {most:g} m/s can be", "write a time as h:mm:ss or mm:ss"
    return None


def _repeated(lines: list[int], tests: Iterable[Performance], source: str) -> Iterator[Problem]:
    """Yield a problem for each row of a day and event that another has already."""
    first: dict[tuple[date, str], int] = {}
    for line, test in zip(lines, tests, strict=True):
        if (earlier := first.setdefault((test.day, test.event), line)) != line:
            message = f"{test.event} on {test.day} stands in line {earlier} already"
            yield Problem("C104", message, Span(source, line, 1), help="keep one, the better or their mean")


def _unread(source: str, line: int, got: str, what: str, allowed: str) -> Problem:
    return Problem("C110", f"{what}(={got.strip()!r}) cannot be read", Span(source, line, 1), help=f"write {allowed}")


def _rows(
    data: bytes, source: str, columns: dict[str, tuple[str, ...]], problems: list[Problem]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line and cells of each row, by our names; `name?` may be missing, `value unit` is the header's."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(Problem("C110", "not a text file in UTF-8", Span(source, 1, 1)))
        return
    first = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    header = [cell.strip().casefold() for cell in next(reader, [])]
    places: dict[str, int] = {}
    for name, spellings in columns.items():
        place = _place(header, spellings)
        if place is not None:
            places[name.rstrip("?")] = place
        elif not name.endswith("?"):
            seen = ", ".join(header) or "none"
            message = f"no column {name!r}; there is: {seen}"
            problems.append(Problem("C110", message, Span(source, 1, 1), help=f"name it {' or '.join(spellings[:3])}"))
            return
    unit = header[places["value"]].strip("])").replace("(", "[").rpartition("[")[2] if "value" in places else ""
    for row in reader:
        if any(cell.strip() for cell in row[len(header) :]):
            message = f"a row of {len(row)} cells under a header of {len(header)}"
            help_ = 'quote a cell that has the separator in it: "1,5"'
            problems.append(Problem("C110", message, Span(source, reader.line_num, 1), help=help_))
        elif any(cell.strip() for cell in row):
            cells = {name: row[place] if place < len(row) else "" for name, place in places.items()}
            yield reader.line_num, {**cells, "value unit": unit}


def _place(header: list[str], spellings: Iterable[str]) -> int | None:
    names = [cell.replace("(", "[").partition("[")[0].strip() for cell in header]
    return next((names.index(name) for name in spellings if name in names), None)


def _date(cell: str) -> date | None:
    try:
        day = date.fromisoformat(cell.strip()[:10])
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _number(cell: str) -> float | None:
    """Return a number, nan for a missing one, None for anything else."""
    if cell.strip().casefold() in MISSING:
        return float("nan")
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return None


def _measured(cell: str, unit: str) -> tuple[float, Kind] | None:
    """Return a value and what it is, or None."""
    text = cell.strip()
    watts, speed, quantity = parse_suffixed(text, "W"), parse_speed(text), parse_quantity(text)
    if watts is not None:
        return watts, "power"
    if speed is not None:
        return speed, "speed"
    if quantity is not None and quantity.is_time:
        return quantity.value, "time"
    number = _number(text)
    return None if number is None or text.casefold() in MISSING else (number, NUMBER_KINDS.get(unit, "points"))
