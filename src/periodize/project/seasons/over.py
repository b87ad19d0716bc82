"""What a sweep goes over: a key of the plan, its policy or its life, and the values to try."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from periodize.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

MOST_VALUES: Final = 60
"""Most values of a sweep: our choice, a table that can still be read."""


def _policies() -> Collection[str]:
    from periodize.simulation import POLICIES

    return POLICIES


def _lives() -> Collection[str]:
    from periodize.simulation import LEVELS

    return LEVELS


OF_THE_QUESTION: Final[Mapping[str, Callable[[], Collection[str]]]] = {"policy": _policies, "life": _lives}
"""What is no key of a plan and can be tried too, with what there is."""

EXAMPLE: Final = "write PATH=FROM..TO, PATH=FROM..TO step N or PATH=A,B,C, e.g. blocks.taper.days=5..21"

_END = r"(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)([a-z%/]*)"
_RANGE = re.compile(rf"{_END}\.\.{_END}(?:\s+step\s+{_END})?", re.IGNORECASE)
_DATES = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})(?:\s+step\s+(\d{1,4})\s*(d|w)?)?")


class Over(NamedTuple):
    """What is changed, and to which values, as the plan would write them."""

    path: str
    values: tuple[str, ...]


def read_over(text: str) -> Over:
    """Read what a sweep goes over.

    Raises
    ------
    UsageError
        if it cannot be read, holds no value, one value alone or too many.

    Examples
    --------
    >>> read_over("blocks.build.volume=60%..100% step 20%")
    Over(path='blocks.build.volume', values=('60%', '80%', '100%'))
    """
    path, equals, values = (part.strip() for part in text.partition("="))
    if not equals or not path or not values:
        message = f"--over {text!r} cannot be read; {EXAMPLE}"
        raise UsageError(message)
    listed = tuple(dict.fromkeys(_values(values, text)))
    if len(listed) == 1:
        message = f"--over {text!r} is one value; a sweep takes 2 to {MOST_VALUES}; for one: simulate --set"
        raise UsageError(message)
    return Over(path, listed)


def _values(text: str, whole: str) -> Sequence[str]:
    if ".." not in text:
        listed = [part.strip() for part in text.split(",") if part.strip()]
        return listed[: _allowed(len(listed), whole)]
    if match := _DATES.fullmatch(text):
        return _dates(match, whole)
    match = _RANGE.fullmatch(text)
    if match is None:
        message = f"--over {whole!r} is no range; {EXAMPLE}"
        raise UsageError(message)
    # as written: a float has no 0.1
    first, last, step = (Decimal(number) for number in (match[1], match[3], match[5] or "1"))
    units = {unit for unit in (match[2], match[4], match[6]) if unit}
    if len(units) > 1:
        message = f"--over {whole!r} mixes the units {' and '.join(sorted(units))}; give one"
        raise UsageError(message)
    unit = units.pop() if units else ""
    count = _steps(last - first, step, whole)
    return [f"{(first + k * step).normalize():f}{unit}" for k in range(count)]


def _dates(match: re.Match[str], whole: str) -> Sequence[str]:
    try:
        first, last = date.fromisoformat(match[1]), date.fromisoformat(match[2])
    except ValueError as error:
        message = f"--over {whole!r}: {error}"
        raise UsageError(message) from None
    step = int(match[3] or 1) * (7 if match[4] == "w" else 1)
    return [str(first + timedelta(days=k * step)) for k in range(_steps((last - first).days, step, whole))]


def _steps(span: Decimal | int, step: Decimal | int, whole: str) -> int:
    if step <= 0 or span < 0:
        message = f"--over {whole!r} is empty: a range rises from its first value to its last, by a step above 0"
        raise UsageError(message)
    return _allowed(int(span // step) + 1, whole)


def _allowed(values: int, whole: str) -> int:
    if values > MOST_VALUES:
        message = f"--over {whole!r} has {values:,} values, at most {MOST_VALUES} are played; write a larger ` step N`"
        raise UsageError(message)
    return values
