"""What an athlete types in: a session done without a device, a rating of one done with it, a morning."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from periodize.bounds import HEART_RATES, HIGHEST_LOAD, LONGEST_TYPED, MORNING, MOST_POWER, RATINGS
from periodize.errors import UsageError, near_miss
from periodize.plain import dataclass
from periodize.units import FIRST_YEAR, LAST_YEAR, parse_quantity, parse_suffixed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from periodize.activity import Activity, Morning
    from periodize.store import Recording, Store, Stored
    from periodize.units import Quantity

LOG = "log"
"""The source of what was typed in."""

NOON = time(12)
"""When a session of which only the day is known is taken to begin: our choice."""

FASTEST = {"run": 8.0, "swim": 2.5, "walk": 4.5, "hike": 4.5, "row": 7.5}
FASTEST_OTHER = 25.0
"""[m/s] Means of whole sessions beyond any record over some minutes: our choice."""


def day_of(text: str, today: date) -> date | None:
    """Return the day that a word means, or None when it means none.

    Examples
    --------
    >>> day_of("yesterday", date(2027, 3, 1))
    datetime.date(2027, 2, 28)
    """
    named = {"today": 0, "yesterday": 1}
    if text.casefold() in named:
        return today - timedelta(days=named[text.casefold()])
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        message = f"there is no {text} in the calendar"
        raise UsageError(message) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = f"{text} is not in the years {FIRST_YEAR} to {LAST_YEAR}"
        raise UsageError(message)
    return day


def typed(
    words: Sequence[str],
    *,
    today: date,
    zone: tzinfo,
    sport: str = "run",
    at: time | None = None,
    heart_rate: float | None = None,
    power: float | None = None,
    rpe: float | None = None,
    load: float | None = None,
    name: str = "",
    note: str = "",
) -> Activity:
    """Return the session that somebody typed in.

    Parameters
    ----------
    words : in any order: a day (YYYY-MM-DD, today, yesterday; left out: today), a sport, a time, a distance.
    today : the day of the question.
    zone : where it was done.
    sport : when no word is one.
    at : when it began; None: not known, noon is taken.
    heart_rate, power : means [bpm], [W].
    rpe : rating of the whole session, 0-10.
    load : [AU, 100 for an hour at threshold] as the athlete states it.
    name, note : in the athlete's words.

    Raises
    ------
    UsageError
        if a word is none of these, one is there twice, the time is missing, or a number cannot be.
    """
    import numpy as np

    from periodize.activity import Activity
    from periodize.effort import Effort

    found = _sorted(words, today)
    day = found.day or today
    if found.duration is None:
        message = "how long was it? write the time with its unit, e.g. 62min or 1h05"
        raise UsageError(message)
    if day > today:
        message = f"{day} has not been yet; what is to come belongs into the plan"
        raise UsageError(message)
    _between("rpe", rpe, *RATINGS)
    _between("heart rate", heart_rate, *HEART_RATES)
    _between("power", power, 1, MOST_POWER)
    _between("load", load, 0, HIGHEST_LOAD)
    chosen = found.sport or sport
    if found.distance is not None and found.distance.value / found.duration.value > FASTEST.get(chosen, FASTEST_OTHER):
        message = f"{found.distance} in {found.duration} is faster than anybody; check the units"
        raise UsageError(message)
    metres = None if found.distance is None else found.distance.value
    seconds = found.duration.value
    means = {"heart_rate": heart_rate, "power": power, "speed": None if metres is None else metres / seconds}
    channels = {channel: np.array([float(mean)]) for channel, mean in means.items() if mean is not None}
    start = datetime.combine(day, at or NOON, tzinfo=zone)
    return Activity(
        id=typed_key(start, chosen, seconds, metres),
        sport=chosen,
        start=start,
        effort=Effort(chosen, np.array([seconds]), channels, rpe, load),
        elapsed=seconds,
        distance=metres,
        name=name,
        source=LOG,
        wall_clock=True,
        note=note,
    )


def remark(
    store: Store,
    key: str,
    *,
    rpe: float | None = None,
    load: float | None = None,
    name: str = "",
    note: str = "",
) -> Stored:
    """Add what the athlete says to a recorded activity; what was said before stays unless it is said again.

    Parameters
    ----------
    store : open.
    key : id of the activity, or the beginning of one.
    rpe : rating of the whole session, 0-10.
    load : [AU, 100 for an hour at threshold].
    name, note : in the athlete's words.

    Returns
    -------
    Stored
        the activity with what was said.
    """
    import numpy as np

    from periodize.activity import Activity
    from periodize.effort import Effort

    _between("rpe", rpe, *RATINGS)
    _between("load", load, 0, HIGHEST_LOAD)
    stored = store.find(key)
    recordings = store.recordings(stored.id)
    said = next((one for one in recordings if one.source == LOG), None)
    if said is not None and stored.id == said.key and len(recordings) == 1:
        # typed in altogether: its own facts stay with it
        whole = store.activity(stored.id)
        effort = replace(whole.effort, rpe=_first(rpe, said.rpe), stated_load=_first(load, said.stated_load))
        store.log(replace(whole, effort=effort, name=name or said.name, note=note or said.note))
        return store.find(said.key)
    # what was typed in before a device's file came stays beside it
    facts = said or stored
    means = {channel: getattr(said, channel, None) for channel in ("heart_rate", "power", "speed", "cadence")}
    activity = Activity(
        id=said.key if said else _key(stored.id, "remark"),
        sport=facts.sport,
        start=facts.start,
        effort=Effort(
            facts.sport,
            np.array([facts.moving]),
            {channel: np.array([mean]) for channel, mean in means.items() if mean is not None},
            _first(rpe, said.rpe if said else None),
            _first(load, said.stated_load if said else None),
        ),
        elapsed=facts.elapsed,
        distance=said.distance if said else None,
        name=name or _text(said, "name"),
        source=LOG,
        wall_clock=said.wall_clock if said else False,
        note=note or _text(said, "note"),
    )
    store.log(activity)
    return store.find(stored.id)


def morning(
    day: date,
    *,
    today: date,
    resting_hr: float | None = None,
    hrv: float | None = None,
    sleep: str | None = None,
    readiness: float | None = None,
    weight: float | None = None,
    illness: bool | None = None,
    injury: str = "",
    note: str = "",
    **ratings: float | None,
) -> Morning:
    """Return the morning that somebody typed in.

    Parameters
    ----------
    day : the day on which they woke up.
    today : the day of the question.
    resting_hr, hrv : [bpm], rMSSD [ms].
    sleep : time asleep: 7:20 is hours and minutes, 7h20, 440min.
    readiness : 0-10.
    weight : [kg].
    illness, injury, note : as `Morning` has them.
    **ratings : sleep_quality, fatigue, soreness, stress, mood, motivation, 1-5.

    Raises
    ------
    UsageError
        if nothing is given, or a number cannot be.
    """
    from periodize.activity import Morning

    if day > today:
        message = f"{day} has not been yet"
        raise UsageError(message)
    _between("resting heart rate", resting_hr, *MORNING["resting_hr"])
    _between("rMSSD", hrv, *MORNING["hrv"])
    _between("readiness", readiness, *MORNING["readiness"])
    _between("weight", weight, *MORNING["weight"])
    for name, value in ratings.items():
        _between(name.replace("_", " "), value, *MORNING[name])
    found = Morning(
        day=day,
        source=LOG,
        resting_hr=resting_hr,
        hrv=hrv,
        sleep=None if sleep is None else _asleep(sleep),
        readiness=readiness,
        weight=weight,
        illness=illness,
        injury=injury,
        note=note,
        **ratings,
    )
    if found == Morning(day=day, source=LOG):
        message = "nothing to note: give at least one of --rhr, --hrv, --sleep, --fatigue, --mood, --note ..."
        raise UsageError(message)
    return found


@dataclass(slots=True)
class _Words:
    """Some words by what they are."""

    day: date | None = None
    sport: str | None = None
    duration: Quantity | None = None
    distance: Quantity | None = None

    def take(self, kind: str, value: date | str | Quantity) -> None:
        if getattr(self, kind) is not None:
            message = f"two of a kind: {getattr(self, kind)} and {value}; log one session at a time"
            raise UsageError(message)
        setattr(self, kind, value)


def _sorted(words: Sequence[str], today: date) -> _Words:
    from periodize.plan.workout import SPORTS

    found = _Words()
    for word in words:
        if (day := day_of(word, today)) is not None:
            found.take("day", day)
        elif (quantity := _amount(word)) is not None:
            found.take("duration" if quantity.is_time else "distance", quantity)
        elif word.casefold() in SPORTS:
            found.take("sport", word.casefold())
        else:
            near = near_miss(word.casefold(), (*SPORTS, "today", "yesterday"))
            hint = f"did you mean {near!r}?" if near else f"write a day, a sport ({' '.join(SPORTS)}), 62min, 12.4km"
            message = f"{word!r} is no day, sport, time or distance; {hint}"
            raise UsageError(message)
    return found


def _amount(word: str) -> Quantity | None:
    quantity = parse_quantity(word)
    if quantity is None:
        return None
    if quantity.value <= 0 or (quantity.is_time and quantity.value > LONGEST_TYPED):
        message = f"{word} is no length of a session"
        raise UsageError(message)
    return quantity


def _asleep(text: str) -> float:
    """Return a time asleep [s]; 7:20 is hours and minutes, as nobody sleeps for seconds."""
    match = re.fullmatch(r"(\d{1,2}):([0-5]\d)", text)
    hours = parse_suffixed(text, "h")
    if match:
        seconds = int(match[1]) * 3600.0 + int(match[2]) * 60
    elif hours is not None:
        seconds = hours * 3600
    else:
        quantity = parse_quantity(text)
        if quantity is None or not quantity.is_time:
            message = f"{text!r} is no time asleep; write 7:20, 7h20 or 440min"
            raise UsageError(message)
        seconds = quantity.value
    _between("sleep [h]", seconds / 3600, *(bound / 3600 for bound in MORNING["sleep"]))
    return seconds


def _between(name: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not low <= value <= high:
        message = f"{name} lies between {low:g} and {high:g}, got {value:g}"
        raise UsageError(message)


def _first(value: float | None, other: float | None) -> float | None:
    return other if value is None else value


def _text(said: Recording | None, name: str) -> str:
    return str(getattr(said, name)) if said is not None else ""


def typed_key(start: datetime, sport: str, seconds: float, metres: float | None) -> str:
    """Return the id of what somebody types in: the same for the same session. seconds [s], metres [m]."""
    return _key(start.isoformat(), sport, f"{seconds:g}", f"{metres or 0:g}")


def _key(*parts: str) -> str:
    digest = hashlib.sha256("|".join(parts).encode()).hexdigest()
    return f"{LOG}-{digest[:10]}"
