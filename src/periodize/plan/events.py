"""What an event is, by distance and sport, however people write it: "10k", "10 km run", "half marathon"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from periodize.plan.intensity import RACES
from periodize.plan.workout import SPORTS
from periodize.units import parse_quantity, print_distance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

AS_FAR: Final = 0.005
"""Share by which two distances of one event may differ, as 21.1 km and a half marathon do: our choice."""

NAMED: Final[Mapping[str, float]] = RACES | {
    "half": RACES["hm"],
    "half marathon": RACES["hm"],
    "half-marathon": RACES["hm"],
    "marathon": RACES["mp"],
}
"""Events that people name, beside the race paces of the plan language -> distance [m]."""

CALLED: Final[Mapping[float, str]] = {
    RACES["1500"]: "1500m", RACES["mile"]: "mile", RACES["hm"]: "half marathon", RACES["mp"]: "marathon",
}  # fmt: skip
"""Distance [m] -> what an event over it is called; others go by their kilometres."""

BESIDE: Final = frozenset({"race", "test", "time", "trial", "tt"})
"""Words of an event that say neither how far nor what."""

PLACES: Final = frozenset({"parkrun", "road", "track"})
"""Words of an event that say where: of the same distance, but told apart from others by who writes them."""


class Event(NamedTuple):
    """A distance [m] and sport, and where, "" if that is not said."""

    distance: float
    sport: str
    place: str

    def is_as(self, other: Event) -> bool:
        """Whether it is as far as another event, and of its sport."""
        return self.sport == other.sport and abs(self.distance - other.distance) <= AS_FAR * other.distance


def event_of(text: str, *, usual: str) -> Event | None:
    """Return what an event is, or None where it names no distance.

    Parameters
    ----------
    text : as it is written.
    usual : sport of an event that names none.

    Examples
    --------
    >>> event_of("10 km Run", usual="bike")
    Event(distance=10000.0, sport='run', place='')
    >>> event_of("5k parkrun", usual="run")
    Event(distance=5000, sport='run', place='parkrun')
    >>> event_of("Town cup", usual="run") is None
    True
    """
    words = [word for word in text.casefold().split() if word not in BESIDE]
    sports = [word for word in words if word in SPORTS] or [usual]
    places = [word for word in words if word in PLACES]
    distance = _distance(" ".join(word for word in words if word not in SPORTS and word not in PLACES))
    return Event(distance, sports[0], " ".join(places)) if distance and len(sports) == 1 else None


def event_name(distance: float, sport: str) -> str:
    """Return the name of an event by its distance [m] and sport.

    Examples
    --------
    >>> event_name(5000.0, "run"), event_name(21_100.0, "run")
    ('5km run', 'half marathon run')
    """
    called = (name for known, name in CALLED.items() if abs(distance - known) <= AS_FAR * known)
    return f"{next(called, print_distance(distance))} {sport}"


def same_event(events: Collection[str], distance: float, sport: str, *, usual: str) -> str:
    """Return the event of a distance and sport, one that says no place before others; "" for none.

    Parameters
    ----------
    events : as they are written.
    distance, sport : of the race [m].
    usual : sport of an event that names none.

    Examples
    --------
    >>> [same_event([text], 10_000, "run", usual="run") for text in ("10k", "10000m", "10 km run", "5k")]
    ['10k', '10000m', '10 km run', '']
    """
    race = Event(distance, sport, "")
    found = [(event, of) for event in events if (of := event_of(event, usual=usual)) and of.is_as(race)]
    return min(found, key=lambda one: bool(one[1].place), default=("", race))[0]


def one_name(events: Iterable[str], *, usual: str) -> dict[str, str]:
    """Return each event, as it is written -> how the first that is the same one is written.

    Parameters
    ----------
    events : those whose names go before others first.
    usual : sport of an event that names none.

    Examples
    --------
    >>> one_name(["10k", "10 km run", "10k road", "5k"], usual="run")
    {'10k': '10k', '10 km run': '10k', '10k road': '10k road', '5k': '5k'}
    """
    found: dict[str, str] = {}
    firsts: list[tuple[str, Event | None]] = []
    for event in dict.fromkeys(events):
        of = event_of(event, usual=usual)
        same = (first for first, known in firsts if _same(event, of, first, known))
        found[event] = next(same, event)
        if found[event] == event:
            firsts.append((event, of))
    return found


def _same(event: str, of: Event | None, first: str, known: Event | None) -> bool:
    if of is None or known is None:
        return event.casefold().split() == first.casefold().split()
    return of.is_as(known) and of.place == known.place


def _distance(text: str) -> float | None:
    """Return a distance as people write it [m], or None."""
    if text in NAMED:
        return NAMED[text]
    quantity = parse_quantity(f"{text}m" if text.endswith("k") else text)  # 15k
    return None if quantity is None or quantity.is_time else quantity.value
