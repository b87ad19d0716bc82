"""Days that explain a sign: a camp, altitude, heat, a change in how load is measured."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from periodize.flags.base import WarningSign

Kind = Literal["overload", "altitude", "heat", "switch"]

WINDOW = 6
"""[d] So long after its end a camp is still in the week that a load sign looks at."""

SETTLING = 2
"""[d] Ratings and heart rates count again from the third day after the end (warning signs, section 2.6)."""

SWITCHED = 28
"""[d] Load signs are held back for so long after a change of sensor or scale (warning signs, section 1.10)."""

BY_HEART = frozenset({"resting_hr", "hrv", "hr_at_pace"})
"""Series that altitude and heat move (R3, R4, R8, R9)."""


@dataclass(frozen=True, slots=True)
class Circumstance:
    """Days that are not like others.

    Parameters
    ----------
    first, last : days, both included; the same for a change.
    kind : overload for what is meant to be too much, altitude, heat, or switch for another sensor or scale of load.
    words : what it is, for the athlete: "training camp", "load by power since 3 May 2027, by heart rate before".
    """

    first: date
    last: date
    kind: Kind
    words: str


def why_expected(rule: WarningSign, day: date, circumstances: Sequence[Circumstance]) -> str:
    """Say why a sign of a rule on a day was to be expected or is held back; "" where nothing explains it.

    Notes
    -----
    Load signs: in an overload and the 6 days after it, which their week still sees, and, where they rest on load, 28
    days from a switch on. Ratings and autonomic signs: in an overload and until the third day after it. Signs by heart
    rate: in altitude and heat and until the third day after. Performance alone is never explained by an overload.
    """
    for one in circumstances:
        after = (day - one.last).days
        if day < one.first:
            continue
        if one.kind == "overload":
            if rule.domain == "load" and after <= WINDOW:
                return f"expected: {one.words}"
            if rule.domain in {"subjective", "autonomic"} and after <= SETTLING:
                return f"expected until {one.last + timedelta(days=SETTLING)}: {one.words}"
        elif one.kind == "switch":
            if rule.domain == "load" and "load" in rule.needs and after < SWITCHED:
                return f"held back until {one.last + timedelta(days=SWITCHED - 1)}: {one.words}"
        elif rule.needs & BY_HEART and after <= SETTLING:
            return f"held back: {one.words}"
    return ""
