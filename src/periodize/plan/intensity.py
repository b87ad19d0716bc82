"""Intensities as fractions of threshold: names, races, perceived exertion; the zones are in `periodize.zones`.

Every number here is from the plan language's specification (docs/plan-language.md, "Load") unless it says
"our choice". The fraction is of speed for run, swim, row, of power for bike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from periodize.athlete import GENERIC_SPEED, POWER_SPORTS
from periodize.zones import LTHR_POINTS, VT2_OF_PEAK, edges_of, fraction_in, interpolate, zone_in, zones_in

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.plan.workout import Target, Tone

NAMES: Final[dict[str, float]] = {
    "recovery": 0.68, "easy": 0.76, "E": 0.76, "steady": 0.85, "M": 0.90, "tempo": 0.92, "threshold": 1.00,
    "T": 1.00, "I": 1.08, "vo2": 1.08, "R": 1.16, "sprint": 1.25,
}  # fmt: skip
"""Name -> fraction of threshold."""

BIKE_NAMES: Final[dict[str, float]] = {
    "easy": 0.65,
    "E": 0.65,
    "steady": 0.78,
    "tempo": 0.85,
    "vo2": 1.13,
    "I": 1.13,
}
"""Where power differs from speed."""

RACES: Final[dict[str, float]] = {
    "800": 800, "1500": 1500, "mile": 1609.344, "3k": 3000, "5k": 5000, "10k": 10_000, "hm": 21_097.5, "mp": 42_195,
}  # fmt: skip
"""Race pace -> distance [m]."""

RIEGEL: Final = 1.06
"""Exponent of T2 = T1 (D2 / D1)**1.06 (Riegel 1981, American Scientist 69:285-290)."""

RPE: Final = (0.40, 0.52, 0.62, 0.70, 0.77, 0.84, 0.92, 1.00, 1.06, 1.12)
"""rpe 1-10 -> fraction."""

RECOVERIES: Final[dict[str, float]] = {
    "jog": 0.68, "easy": 0.76, "walk": 0.45, "float": 0.85, "spin": 0.50, "rest": 0.0,
}  # fmt: skip
"""How a recovery is spent -> fraction. jog = recovery, easy as named; walk, float, spin: our choice; rest: nothing."""

WORDS: Final[dict[str, str]] = {
    "wu": "easy",
    "cd": "easy",
    "long": "easy",
    "strides": "R",
    "openers": "steady",
    "test": "T",
}
"""Step word -> intensity without `@`. wu, cd, long as the specification; strides, openers, test: our choice."""

HOURLY: Final[dict[str, float]] = {"gym": 0.30**0.5, "xt": 0.45**0.5}
"""Sports without an intensity of their own: 30 and 45 load an hour, as fractions."""

STEP_SHIFT: Final = 0.03
"""`+` or `-` behind a name: 3 % of threshold."""

MMOL_POINTS: Final = ((1.0, 0.75), (2.0, 0.90), (3.0, 0.96), (4.0, 1.00), (8.0, 1.10))
"""(blood lactate [mmol/l], fraction): 4 mmol/l at threshold, the rest our choice; an athlete's own curve differs."""

LIMITS: Final = (0.10, 2.50)
"""A fraction outside is a slip of the pen (a parser once read `88-93%` as 8800 %)."""

SYNONYMS: Final[dict[str, str]] = {
    "lt": "T", "lt2": "T", "at": "T", "ftp": "T", "thr": "T", "thres": "T", "lt1": "steady", "mp": "M", "marathon": "M",
    "interval": "I", "intervals": "I", "vo2max": "vo2", "rep": "R", "reps": "R", "max": "sprint", "allout": "sprint",
    "endurance": "easy", "aerobic": "easy", "slow": "easy", "jog": "recovery", "half": "hm", "css": "T", "warmup": "wu",
    "warm": "wu", "cooldown": "cd", "cool": "cd", "sweetspot": "tempo", "moderate": "steady", "ut1": "steady",
    "ut2": "easy", "lsd": "long", "lr": "long",
}  # fmt: skip
"""What people write -> the nearest word of ours, for "did you mean"."""


class MissingThresholdError(Exception):
    """A target is absolute and the athlete has no threshold to compare it with."""


def named(name: str, sport: str) -> float:
    """Return the fraction of a built-in name for a sport."""
    return BIKE_NAMES.get(name, NAMES[name]) if sport in POWER_SPORTS else NAMES[name]


def race_fraction(distance: float, threshold_speed: float) -> float:
    """Return race speed over a distance [m] as a fraction of the one-hour speed [m/s], by Riegel.

    Examples
    --------
    >>> round(race_fraction(5000, 1000 / 240), 3)
    1.068
    """
    hour = threshold_speed * 3600
    return float((hour / distance) ** (RIEGEL - 1))


def race_time(distance: float, threshold_speed: float) -> float:
    """Return the time [s] over a distance [m] that the one-hour speed [m/s] predicts, by Riegel."""
    return distance / (threshold_speed * race_fraction(distance, threshold_speed))


def threshold_speed(athlete: Athlete, sport: str) -> float:
    """Return the one-hour speed [m/s]: the athlete's, or the generic one."""
    own = None if sport in POWER_SPORTS else athlete.threshold(sport)
    return own or GENERIC_SPEED.get(sport, GENERIC_SPEED["run"])


def speed_at(athlete: Athlete, sport: str, fraction: float) -> float | None:
    """Return the speed [m/s] at a fraction of threshold, None for a sport without distance.

    On the bike the fraction is of power; speed goes with its cube root (air resistance on the flat): our choice.
    """
    if sport in HOURLY:
        return None
    one_hour = threshold_speed(athlete, sport)
    return one_hour * (fraction ** (1 / 3) if sport in POWER_SPORTS else fraction)


def fraction_of(tone: Tone, athlete: Athlete, sport: str, custom: dict[str, Target]) -> float:
    """Return the fraction of threshold that a tone means.

    Raises
    ------
    MissingThresholdError
        if the tone is absolute and the athlete has no threshold for it.
    """
    match tone.kind:
        case "percent" if tone.of == "lthr":
            return interpolate(LTHR_POINTS, tone.value)
        case "percent" if tone.of == "hrmax":
            return interpolate(LTHR_POINTS, tone.value / _lthr_share(athlete))
        case "percent":
            return tone.value
        case "zone":
            return fraction_in(athlete.zones, int(tone.value))
        case "watts":
            return tone.value / _need(athlete, sport, "power")
        case "bpm":
            return interpolate(LTHR_POINTS, tone.value / _need(athlete, "hr", "heart rate"))
        case "mmol":
            return interpolate(MMOL_POINTS, tone.value)
        case "speed":
            if sport in POWER_SPORTS:
                return (tone.value / threshold_speed(athlete, sport)) ** 3
            return tone.value / threshold_speed(athlete, sport)
        case "rpe":
            return interpolate(tuple(enumerate(RPE, start=1)), tone.value)
    return _name(tone, athlete, sport, custom) + STEP_SHIFT * tone.shift


def _name(tone: Tone, athlete: Athlete, sport: str, custom: dict[str, Target]) -> float:
    if tone.text in custom:
        low, high = edges(custom[tone.text], athlete, sport, {})
        return (low + high) / 2
    if tone.text in RACES:
        return race_fraction(RACES[tone.text], threshold_speed(athlete, sport))
    return named(tone.text, sport)


def edges(target: Target, athlete: Athlete, sport: str, custom: dict[str, Target]) -> tuple[float, float]:
    """Return the lower and upper fraction of a target; equal for a single tone."""
    low = fraction_of(target.low, athlete, sport, custom)
    return low, low if target.high is None else fraction_of(target.high, athlete, sport, custom)


def zone_edges(athlete: Athlete) -> tuple[float, ...]:
    """Return where the athlete's zones end and the next begin, as fractions of threshold, rising."""
    return edges_of(athlete.zones)


def zone_of(fraction: float, athlete: Athlete) -> int:
    """Return the zone, counted from 1, of a fraction of threshold in the athlete's model."""
    return zone_in(athlete.zones, fraction)


def zone_count(athlete: Athlete) -> int:
    """Return how many zones the athlete's model has."""
    return zones_in(athlete.zones)


def _lthr_share(athlete: Athlete) -> float:
    given = athlete.threshold("hr")
    return given / athlete.hr_max if given and athlete.hr_max else VT2_OF_PEAK


def _need(athlete: Athlete, sport: str, what: str) -> float:
    value = athlete.hr_threshold if sport == "hr" else athlete.threshold(sport)
    if value is None or (what == "power" and sport not in POWER_SPORTS):
        raise MissingThresholdError(what)
    return value
