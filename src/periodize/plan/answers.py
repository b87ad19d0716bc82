"""What people write instead of the plan language: what is read all the same, and what to answer where it is not.

Read is only what can mean one thing. Whatever could mean two ("hard", "LT", "off 90s", "6-8 x 1km") is refused
with a sentence that shows how to write either. The lists are ours, from what coaches write on boards and in books.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from periodize.units import KM, Quantity, parse_quantity, print_pace

if TYPE_CHECKING:
    from collections.abc import Sequence

PHRASES: Final = "|".join(
    (
        r"w\s*/\s*u\b",
        r"c\s*/\s*d\b",
        r"b\s*/\s*w\b",
        r"with\b|w[/.]|w(?=\s*\d)",
        r"warm(?:ing)?[\s-]*up\b",
        r"(?:cool|warm)(?:ing)?[\s-]*down\b",
        r"half[\s-]*marathon\b",
        r"cross[\s-]*train(?:ing)?\b|x-train(?:ing)?\b",
        r"time[\s-]*trial\b",
        r"ftp[\s-]*test\b",
        r"vo2[\s-]*max\b",
        r"(?:sweet|steady)[\s-]*(?:spot|state)\b",
        r"over[\s-]*unders?\b",
        r"all[\s-]*out\b",
        r"cut[\s-]*downs?\b",
        r"followed\s+by\b|and\s+then\b",
        r"(?:complete\s+)?rest[\s-]*day\b|day\s+off\b|complete\s+rest\b",
    )
)
"""Words of several words, or with a sign inside: each becomes one word of its letters."""

READ_AS: Final[dict[str, str]] = {
    "warmup": "wu", "warmingup": "wu", "cooldown": "cd", "coolingdown": "cd", "warmdown": "cd", "warmingdown": "cd",
    "running": "run", "runs": "run", "cycling": "bike", "cycle": "bike", "biking": "bike", "ride": "bike",
    "riding": "bike", "bicycle": "bike", "swimming": "swim", "rowing": "row", "skiing": "ski", "walking": "walk",
    "hiking": "hike", "strength": "gym", "weights": "gym", "crosstrain": "xt", "crosstraining": "xt", "xtrain": "xt",
    "xtraining": "xt", "stride": "strides", "opener": "openers", "timetrial": "test", "tt": "test", "ftptest": "test",
    "halfmarathon": "hm", "half": "hm", "hmp": "hm", "marathon": "mp", "vo2max": "vo2", "steadystate": "steady",
    "thresh": "threshold", "w": "with", "followedby": "then", "andthen": "then", "bw": "between", "btw": "between",
    "completerest": "rest", "restday": "rest", "dayoff": "rest", "completerestday": "rest",
}  # fmt: skip
"""Word, or the letters of a phrase -> the plan language's word that it can only mean."""

HOWS: Final[dict[str, str]] = {
    "jog": "jog", "jogs": "jog", "jogging": "jog", "jogged": "jog", "walk": "walk", "walks": "walk", "walked": "walk",
    "spin": "spin", "spinning": "spin", "float": "float", "floating": "float", "easy": "easy", "rest": "rest",
    "resting": "rest", "standing": "rest", "stand": "rest", "static": "rest", "passive": "rest", "pause": "rest",
    "break": "rest", "rests": "rest", "recovery": "", "recoveries": "", "recov": "", "rec": "", "recover": "", "r": "",
    "ri": "", "active": "", "slow": "", "light": "", "back": "", "of": "", "a": "",
}  # fmt: skip
"""Word inside a recovery -> how it is spent; "" says nothing about it."""

RECOVERY_LEADS: Final = frozenset(HOWS) - {"of", "a", "back", "slow", "light"}
"""Words that begin a recovery without parentheses: rest 90s, r=90s, jog 200m."""

RESTING: Final = frozenset({"rest", "rests", "resting", "recovery", "recoveries", "recov", "rec", "recover", "between"})
"""Words behind an amount that make it a recovery and nothing else."""

NOT_IN_THE_LANGUAGE: Final = "what is not time, distance or intensity goes into a note: {do: swim 8x50m, note: kick}"

_HARD: Final = "say how hard: @ T, @ I, @ R, @ 5k, @ rpe 8"
_REPEATS: Final = "write them as repeats: 8x60s @ I (2min jog)"
_LADDER: Final = "write each with its unit and the jogs between: 200m @ I + 1min @ recovery + 400m @ I"
_GYM: Final = "a plan counts the time in the gym; exercises go into a note: {do: gym 45min, note: squats 3x8}"
_DIGITS: Final = "write the number in digits: 2mi, 0.5mi"
_SEND_OFF: Final = "write the rest between the repeats: (15s rest)"

ANSWERS: Final[dict[str, str]] = {
    "hard": _HARD, "fast": _HARD, "quick": _HARD, "strong": _HARD, "brisk": _HARD, "surge": _HARD, "surges": _HARD,
    "on": "say how hard, and put the easy part into the recovery: 10x1min @ I (1min)",
    "off": "write the recovery in parentheses: (90s rest)",
    "every": _SEND_OFF, "leaving": _SEND_OFF, "sendoff": _SEND_OFF,
    "fartlek": "write the surges as repeats: wu 10min + 10x1min @ I (1min) + cd 10min",
    "mona": "write: 2x90s @ I (90s float) + 4x60s @ I (60s float) + 4x30s @ I (30s float) + 4x15s @ I (15s float)",
    "monafartlek": "write: 2x90s @ I (90s float) + 4x60s @ I (60s float) + 4x30s @ I (30s float)",
    "billat": "write: 15x30s @ vo2 (30s jog)",
    "yasso": "write: 10x800m @ 10k (400m jog)",
    "tabata": "write: 8x20s @ sprint (10s rest)",
    "michigan": "write its parts: 1600m @ 10k + 3min @ recovery + 2km @ tempo + 3min @ recovery + 1200m @ 5k",
    "hills": _REPEATS, "hill": _REPEATS, "uphill": _REPEATS, "intervals": _REPEATS, "reps": _REPEATS,
    "progression": "write a ramp: 10km @ ramp easy-T", "progressive": "write a ramp: 10km @ ramp easy-T",
    "build": "write a ramp: 10km @ ramp easy-T", "to": "a range of intensities: @ 5k-10k; a ramp: @ ramp easy-T",
    "last": "write the parts: easy 15km + 5km @ mp",
    "incl": "write the parts: easy 15km + 5km @ mp", "including": "write the parts: easy 15km + 5km @ mp",
    "ladder": _LADDER, "pyramid": _LADDER, "cutdown": _LADDER, "cutdowns": _LADDER,
    "overunder": "write: 3x(2min @ 95% + 1min @ 108%) (4min spin)",
    "overunders": "write: 3x(2min @ 95% + 1min @ 108%) (4min spin)",
    "over": "write: 3x(2min @ 95% + 1min @ 108%) (4min spin)",
    "sweetspot": "write its range: @ 88-93%, or define it under athlete.intensities",
    "goal": "write the pace: @ 3:20/km", "race": "races stand under `races:`; a race pace is written @ 10k",
    "cv": "write @ 10k+ or a pace: @ 3:20/km", "mas": "write the pace: @ 3:20/km", "vvo2": "write @ vo2 or the pace",
    "hrr": "write beats a minute (@ 140-150bpm) or a share of peak heart rate (@ 75%hrmax)",
    "hr": "write beats a minute: @ 140-150bpm", "bpm": "write beats a minute: @ 140-150bpm",
    "under": "write a range: @ 140-150bpm", "below": "write a range: @ 140-150bpm",
    "sub": "write a range: @ 140-150bpm",
    "full": "say how long: (5min walk)", "equal": "say how long: (90s jog)", "same": "say how long: (90s jog)",
    "jog": "write easy 10min or 10min @ recovery; between repeats: (90s jog)",
    "jogging": "write easy 10min or 10min @ recovery; between repeats: (90s jog)",
    "rest": "a recovery stands in parentheses behind repeats: 5x1km @ T (90s rest)",
    "brick": "write two sessions: {am: bike 60min, pm: run 20min}",
    "or": "write one of the two", "and": "join parts with ' + '", "optional": "write one of the two",
    "drills": NOT_IN_THE_LANGUAGE, "drill": NOT_IN_THE_LANGUAGE, "kick": NOT_IN_THE_LANGUAGE,
    "pull": NOT_IN_THE_LANGUAGE, "free": NOT_IN_THE_LANGUAGE, "paddles": NOT_IN_THE_LANGUAGE,
    "fins": NOT_IN_THE_LANGUAGE, "im": NOT_IN_THE_LANGUAGE, "choice": NOT_IN_THE_LANGUAGE,
    "rpm": NOT_IN_THE_LANGUAGE, "spm": NOT_IN_THE_LANGUAGE, "hilly": NOT_IN_THE_LANGUAGE,
    "trail": NOT_IN_THE_LANGUAGE, "squats": _GYM, "squat": _GYM, "deadlift": _GYM, "deadlifts": _GYM, "core": _GYM,
    "plyos": _GYM, "plyometrics": _GYM,
    "yoga": "write: xt 45min", "elliptical": "write: xt 45min", "erg": "write the sport: row 45min",
    "main": "leave the word out: 5x1km @ T (90s)", "ms": "leave the word out: 5x1km @ T (90s)",
    "one": _DIGITS, "two": _DIGITS, "three": _DIGITS, "four": _DIGITS, "five": _DIGITS, "ten": _DIGITS,
    "½": _DIGITS, "¼": _DIGITS, "¾": _DIGITS,
    "parkrun": "races stand under `races:`",
}  # fmt: skip
"""Word -> what to write instead of it."""

FILLERS: Final = frozenset({"pace", "effort", "intensity", "power", "speed"})
"""Words behind an intensity that add nothing to it."""

DASHES: Final = {"–": "an en dash", "—": "an em dash", "−": "a minus sign", "‑": "a non-breaking hyphen"}

_SWUM: Final = (25, 50, 75)


def unit_hint(number: str, *, sport: str | None = None, repeated: bool = False) -> str:
    """Say how to write an amount that came without its unit: metres where it can only be a distance.

    Examples
    --------
    >>> unit_hint("45"), unit_hint("400", repeated=True)
    ('write 45min or 45km', 'write 400m')
    """
    value = float(number)
    if value >= 100 or (sport == "swim" and value in _SWUM):
        return f"write {number}m"
    return f"write {number}min or {number}s" if repeated else f"write {number}min or {number}km"


def time_hint(text: str) -> str:
    """Say how to write a time that does not exist (1h75) or is spelled with `m` for minutes (2m30s)."""
    if match := re.fullmatch(r"(\d+)\s*(?:m|min)\s*(\d{1,2})\s*s?", text):
        first, second = int(match[1]), int(match[2])
        if second < 60:
            return f"write {first}min{second:02d}"
    if match := re.fullmatch(r"(\d+)\s*h\s*(\d)", text):
        return f"write {match[1]}h0{match[2]} or {match[1]}.{match[2]}h"
    return "minutes and seconds stay below 60: write 1h30, 2min30, 1:15:00"


def range_hint(first: str, last: str) -> str:
    """Say how to write "75-90min": one amount, or a progression over the weeks of a block."""
    quantity = parse_quantity(last)
    unit = last.lstrip("0123456789.: ")
    low, high = (parse_quantity(text if parse_quantity(text) else f"{text}{unit}") for text in (first, last))
    if quantity is None or low is None or high is None or low.kind != high.kind:
        return "write one amount; '->' runs across the weeks of a block: 75->90min"
    middle = (low.value + high.value) / 2
    middle = round(middle / 60) * 60 if high.is_time and middle > 600 else middle
    across = "".join(f"{first}->{last}".split())
    return f"write one amount ({Quantity(middle, high.kind)}), or {across} to progress across the weeks of a block"


def steps_hint(numbers: Sequence[str], unit: str) -> str:
    """Say how to write a ladder (200-400-600m), every step with its unit."""
    steps = " + ".join(f"{number}{unit}" for number in numbers[:3])
    return f"write every step with its unit, and the jogs between: {steps}" + (" + ..." if len(numbers) > 3 else "")


def pace_hint(time: Quantity, distance: Quantity | None, sport: str | None) -> str:
    """Say how to write the time of one repeat ("6x1km in 3:20") as a pace."""
    per = 100.0 if sport == "swim" else KM
    rest = "; for a send-off " + _SEND_OFF if sport == "swim" else ""
    if distance is not None and not distance.is_time and time.is_time and time.value > 0:
        return f"write the pace: @ {print_pace(distance.value / time.value, per)}{rest}"
    return f"write the pace: @ {print_pace(per / time.value, per) if time.value > 0 else '4:30/km'}{rest}"
