"""Quantities as people write them, to and from SI floats: the only place that parses or prints units.

Inside, everything is seconds, metres, metres a second, watts, beats a minute.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Final

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years in which a season or a recording may lie: our choice, so that no sum of dates leaves the calendar."""

KM: Final = 1000.0
MILE: Final = 1609.344
YARD: Final = 0.9144

TIME_UNITS: Final[dict[str, float]] = {
    "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
    "min": 60, "mins": 60, "minute": 60, "minutes": 60, "'": 60, "′": 60, "’": 60,
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, '"': 1, "″": 1, "”": 1, "''": 1,
}  # fmt: skip
"""Spelling -> seconds."""

DISTANCE_UNITS: Final[dict[str, float]] = {
    "km": KM, "kms": KM, "k": KM, "m": 1, "metres": 1, "meters": 1,
    "mi": MILE, "mile": MILE, "miles": MILE, "yd": YARD, "yds": YARD, "yards": YARD,
}  # fmt: skip
"""Spelling -> metres. `m` is metres, always."""

_SPELLING = {
    **{unit: {3600.0: "h", 60.0: "min", 1.0: "s"}[size] for unit, size in TIME_UNITS.items()},
    **{unit: {KM: "km", 1.0: "m", MILE: "mi", YARD: "yd"}[size] for unit, size in DISTANCE_UNITS.items()},
}
"""Spelling -> ours."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of time [s] or distance [m].

    Parameters
    ----------
    value : seconds or metres.
    kind : time or distance.
    written : how it was written, in our spelling ("75min" is not "1h15"); two spellings are one amount.
    """

    value: float
    kind: str
    written: str = field(default="", compare=False)

    @property
    def is_time(self) -> bool:
        """Whether this is an amount of time."""
        return self.kind == "time"

    def __str__(self) -> str:
        return self.written or (print_duration(self.value) if self.is_time else print_distance(self.value))


def _alternatives(units: dict[str, float]) -> str:
    return "|".join(re.escape(u) for u in sorted(units, key=len, reverse=True))


# digits are counted, so that a row of thousands is not a number to compute with; \d would take those of any script
_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,20})?"
_CLOCK = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-9]{2}(?:\.[0-9]{1,3})?)")
_LOWER = r"([0-9]{2}|[0-9](?=\s*\D))"  # one digit only with its unit: 1h5 could be 1h05 or an hour and a half
_HOURS = re.compile(
    rf"([0-9]{{1,3}})\s*h(?:ours?|rs?)?\s*{_LOWER}\s*(?:minutes|minute|mins|min|m|['′’])?", re.IGNORECASE
)
_MINUTES = re.compile(
    rf"([0-9]{{1,4}})\s*(?:minutes|minute|mins|min|['′’])\s*{_LOWER}\s*(?:seconds|secs|sec|s|''|[\"″”])?",
    re.IGNORECASE,
)
_SIMPLE = re.compile(rf"({_NUMBER})\s*({_alternatives(TIME_UNITS | DISTANCE_UNITS)})", re.IGNORECASE)
_PACE = re.compile(
    r"([0-9]{1,2}):([0-5][0-9])(?:\.([0-9]))?\s*(?:min\s*)?(?:/|per)\s*([0-9]{1,5})?\s*(km|k|miles|mile|mi|m|yd)",
    re.IGNORECASE,
)
_SPEED = re.compile(rf"({_NUMBER})\s*(km/h|kmh|kph|mph|m/s)", re.IGNORECASE)


def parse_quantity(text: str) -> Quantity | None:
    """Read an amount with its unit, or return None when it is not one.

    Examples
    --------
    >>> [parse_quantity(t).value for t in ("45min", "1h30", "2min30", "7:30", "1:15:00", "90s", "45'")]
    [2700.0, 5400.0, 150.0, 450.0, 4500.0, 90.0, 2700.0]
    >>> [parse_quantity(t).value for t in ("10km", "800m", "5mi", "100yd")]
    [10000.0, 800.0, 8046.72, 91.44]
    >>> parse_quantity("45") is None
    True
    """
    text = text.strip()
    if match := _CLOCK.fullmatch(text):
        hours, minutes, seconds = int(match[1] or 0), int(match[2]), float(match[3])
        if seconds >= 60 or (match[1] and minutes >= 60):
            return None
        return Quantity(hours * 3600 + minutes * 60 + seconds, "time")
    if match := _HOURS.fullmatch(text):
        hours, minutes = int(match[1]), int(match[2])
        return Quantity(hours * 3600.0 + minutes * 60.0, "time") if minutes < 60 else None
    if match := _MINUTES.fullmatch(text):
        minutes, whole = int(match[1]), int(match[2])
        written = f"{minutes}min{whole:02d}" if minutes and whole else ""
        return Quantity(minutes * 60.0 + whole, "time", written) if whole < 60 else None
    if match := _SIMPLE.fullmatch(text):
        number, unit = float(match[1]), match[2].lower()
        written = _spell_number(match[1]) + _SPELLING[unit]
        if unit in TIME_UNITS:
            if written.endswith("00s"):
                written = ""  # 400s reads like the plural of 400 m
            return Quantity(number * TIME_UNITS[unit], "time", written)
        return Quantity(round(number * DISTANCE_UNITS[unit], 6), "distance", written)
    return None


def _spell_number(text: str) -> str:
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


def parse_speed(text: str) -> float | None:
    """Read a pace or speed as metres a second, or return None when it is neither.

    Examples
    --------
    >>> [round(parse_speed(t), 4) for t in ("4:30/km", "1:45/100m", "36km/h")]
    [3.7037, 0.9524, 10.0]
    """
    text = text.strip()
    if match := _PACE.fullmatch(text):
        seconds = int(match[1]) * 60 + int(match[2]) + int(match[3] or 0) / 10
        distance = int(match[4] or 1) * DISTANCE_UNITS[match[5].lower()]
        return distance / seconds if seconds and distance else None
    if match := _SPEED.fullmatch(text):
        scale = {"km/h": KM / 3600, "kmh": KM / 3600, "kph": KM / 3600, "mph": MILE / 3600, "m/s": 1.0}
        return float(match[1]) * scale[match[2].lower()] or None
    return None


def spell_speed(text: str) -> str:
    """Return a pace or speed in our spelling; its number stays as written.

    Examples
    --------
    >>> [spell_speed(t) for t in ("4:30 / k", "7:15/mile", "1:45/100m", "36 kmh")]
    ['4:30/km', '7:15/mi', '1:45/100m', '36km/h']
    """
    text = "".join(text.lower().split()).replace("min/", "/").replace("per", "/")
    clock, slash, per = text.partition("/")
    if ":" not in clock:
        return text.replace("kmh", "km/h").replace("kph", "km/h")
    unit = per.lstrip("0123456789")
    count = per.removesuffix(unit)
    return f"{clock}{slash}{'' if count == '1' else count}{_SPELLING[unit]}"


def parse_suffixed(text: str, suffix: str) -> float | None:
    """Read a number with this unit behind it ("265W", "168 bpm", "60%"), or return None.

    Examples
    --------
    >>> parse_suffixed("265W", "W"), parse_suffixed("60%", "%"), parse_suffixed("60", "%")
    (265.0, 60.0, None)
    """
    match = re.fullmatch(rf"({_NUMBER})\s*{re.escape(suffix)}", text.strip(), re.IGNORECASE)
    return float(match[1]) if match else None


def print_duration(seconds: float) -> str:
    """Write a duration in the plan language's shortest exact form.

    Examples
    --------
    >>> [print_duration(s) for s in (2700, 5400, 150, 90, 7200, 3725)]
    ['45min', '1h30', '2min30', '90s', '2h', '1:02:05']
    """
    total = round(seconds)
    hours, rest = divmod(total, 3600)
    minutes, secs = divmod(rest, 60)
    if total <= 90 and total != 60:
        return f"{total}s"
    if not secs:
        if not hours or total == 60:
            return f"{total // 60}min"
        return f"{hours}h{minutes:02d}" if minutes else f"{hours}h"
    return f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes}min{secs:02d}"


def print_clock(seconds: float) -> str:
    """Write a duration as h:mm:ss, or m:ss below an hour.

    Examples
    --------
    >>> print_clock(3840), print_clock(208)
    ('1:04:00', '3:28')
    """
    minutes, secs = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes}:{secs:02d}"


def print_tenths(seconds: float) -> str:
    """Write a duration as m:ss.s, or h:mm:ss.s from an hour on.

    Examples
    --------
    >>> print_tenths(793.66), print_tenths(3659.96), print_tenths(0.0)
    ('13:13.7', '1:01:00.0', '0:00.0')
    """
    whole, tenth = divmod(round(10 * seconds), 10)
    return f"{print_clock(whole)}.{tenth}"


def print_distance(metres: float) -> str:
    """Write a distance in the unit that needs no rounding: m, km, mi, yd; else to the nearest metre.

    Examples
    --------
    >>> [print_distance(m) for m in (800, 10000, 3200, 1609.344, 91.44)]
    ['800m', '10km', '3.2km', '1mi', '100yd']
    """
    metric = ("m", 1.0, 0) if metres < KM else ("km", KM, 3)
    for unit, size, digits in (metric, ("mi", MILE, 2), ("yd", YARD, 0)):
        count = metres / size
        if abs(count - round(count, digits)) * size < 1e-6:
            return f"{round(count, digits):g}{unit}"
    return f"{metres:.0f}m" if metres < KM else f"{metres / KM:.3f}".rstrip("0").rstrip(".") + "km"


def print_pace(speed: float, per: float = KM) -> str:
    """Write a speed [m/s] as pace, e.g. "3:46/km"; `per` is the distance [m].

    Examples
    --------
    >>> print_pace(1000 / 226.3)
    '3:46/km'
    >>> print_pace(100 / 105, per=100)
    '1:45/100m'
    """
    label = "km" if per == KM else f"{per:.0f}m"
    return f"{print_clock(per / speed)}/{label}"


def print_day(day: date) -> str:
    """Write a day as a sentence has it, without its year.

    Examples
    --------
    >>> from datetime import date
    >>> print_day(date(2026, 11, 3))
    '3 Nov'
    """
    return f"{day.day} {day:%b}"


def count(number: int, noun: str, plural: str = "") -> str:
    """Write a number of things with their noun; `plural` where it is more than an s or -ies.

    Examples
    --------
    >>> count(1, "activity"), count(1200, "activity"), count(0, "day")
    ('1 activity', '1,200 activities', '0 days')
    >>> count(2, "note of a morning", "notes of mornings")
    '2 notes of mornings'
    """
    if number != 1:
        several = noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
        noun = plural or several
    return f"{number:,} {noun}"


PACE_PER = {"swim": 100.0, "row": 500.0}
"""Sport -> distance [m] of a pace, where it is not a kilometre."""


def print_speed(speed: float, sport: str) -> str:
    """Write a speed [m/s] as the pace that the sport counts in.

    Examples
    --------
    >>> print_speed(1000 / 172, "run"), print_speed(100 / 105, "swim")
    ('2:52/km', '1:45/100m')
    """
    return print_pace(speed, PACE_PER.get(sport, KM))
