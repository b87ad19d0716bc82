"""The two sides of a comparison: what was planned and what was done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from periodize.errors import UnknownNameError, UsageError
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from periodize.activity import Activity

SLOTS = ("day", "am", "noon", "pm")
"""Parts of a day, in the order in which a report lists them; "day" is no part in particular."""

INTENTS = ("easy", "long", "tempo", "intervals", "race", "strength", "other")
"""What a session is for; decides how near to the plan is near enough."""

FAMILIES = {"walk": "foot", "hike": "foot", "gym": "other", "xt": "other"}
"""Sports that answer for each other; any other answers only for itself. Our choice."""

OVERLAP = timedelta(minutes=1)
"""Files that overlap by more are two recordings of one session, not its parts: our choice."""

GAP = timedelta(minutes=20)
"""Files of one session follow each other with at most this between them: our choice."""

SHORT, LONG = 0.75, 1.5
"""A repeat answers a planned one from this share of its length up to that one: our choice, grade D."""


@dataclass(frozen=True, slots=True)
class Work:
    """Repeats of one length.

    Parameters
    ----------
    count : how many.
    duration, distance : [s], [m] of one; a distance that is not known is None.
    """

    count: int
    duration: float
    distance: float | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """One planned session, as a comparison sees it.

    Parameters
    ----------
    id : unique among the planned.
    day, slot : the date, and the part of the day: one of `SLOTS`.
    sport : run bike swim row ski walk hike gym xt.
    text : as written in the plan.
    duration, distance : [s], [m] or None.
    load : [AU] 100 for an hour at threshold; nan when not known.
    hard : above easy.
    intent : one of `INTENTS`.
    key : a session that the week is built around.
    by : what the plan was written by, and so what its volume is compared by.
    repeats : its work, one after the other; none where nothing is hard in it.
    around : [AU] of its load: the warm-up and cool-down of a race, which may lie in files of their own or in none.
    goal : [s] of a race, or None where the plan tells none.

    Raises
    ------
    UnknownNameError
        if slot, intent or by is none of the words above.
    """

    id: str
    day: date
    slot: str
    sport: str
    text: str
    duration: float
    distance: float | None
    load: float
    hard: bool
    intent: str
    key: bool = False
    by: Literal["time", "distance"] = "time"
    repeats: tuple[Work, ...] = ()
    around: float = 0.0
    goal: float | None = None

    def __post_init__(self) -> None:
        for kind, name, choices in (
            ("slot", self.slot, SLOTS),
            ("intent", self.intent, INTENTS),
            ("measure", self.by, ("time", "distance")),
        ):
            if name not in choices:
                raise UnknownNameError(kind, name, choices)


@dataclass(frozen=True, slots=True)
class Done:
    """One recorded session: an activity, or several files that are parts of one.

    Parameters
    ----------
    id : unique among the recorded.
    day, start : the local date on which it began, and when, aware.
    sport : run bike swim row ski walk hike gym xt.
    duration, distance : [s of moving time], [m] or None.
    load : [AU] nan when not known.
    hard : above easy.
    activities : the parts, in order.
    repeats : those that were found in it; none where none were, or nobody looked.
    """

    id: str
    day: date
    start: datetime
    sport: str
    duration: float
    distance: float | None
    load: float
    hard: bool
    activities: tuple[Activity, ...] = ()
    repeats: tuple[Work, ...] = ()


def same_sport(one: Planned | Done, other: Planned | Done) -> bool:
    """Whether two sessions are of one family of sports."""
    return FAMILIES.get(one.sport, one.sport) == FAMILIES.get(other.sport, other.sport)


def found_share(planned: Sequence[Work], done: Sequence[Work]) -> float:
    """Return how much two sessions have of their repeats in common.

    Parameters
    ----------
    planned, done : repeats of either, at least one of them; in any order.

    Returns
    -------
    float
        0-1, twice the planned repeats that were found over all repeats of both (the index of Dice): a repeat too many
        counts as one that is missing.
    """
    left = [work.count for work in done]
    found = 0
    for meant in planned:
        wanted = meant.count
        for k, work in enumerate(done):
            if SHORT <= _length_share(meant, work) <= LONG:
                taken = min(wanted, left[k])
                wanted, left[k], found = wanted - taken, left[k] - taken, found + taken
    return 2 * found / (sum(work.count for work in planned) + sum(work.count for work in done))


def _length_share(planned: Work, done: Work) -> float:
    """Return how long a repeat is against a planned one: by distance where both have one, else by time."""
    if planned.distance and done.distance:
        return done.distance / planned.distance
    return done.duration / planned.duration if planned.duration > 0 else 0.0


def merge(activities: Iterable[Activity], *, gap: timedelta = GAP) -> list[tuple[Activity, ...]]:
    """Gather the files that are parts of one session: warm-up, race, cool-down.

    Parameters
    ----------
    activities : in any order.
    gap : from the end of one, elapsed time included, to the start of the next.

    Returns
    -------
    list[tuple[Activity, ...]]
        sessions in the order of their starts; files of one sport and one local date that follow each other
        with at most this gap, and no other sport between, share one.

    Notes
    -----
    Files that overlap by more than a minute are two recordings of the same thing, not its parts; `doubles` finds
    them.
    """
    sessions: list[list[Activity]] = []
    for activity in sorted(activities, key=lambda a: (a.start, a.id)):
        if sessions and _continues(sessions[-1][-1], activity, gap):
            sessions[-1].append(activity)
        else:
            sessions.append([activity])
    return [tuple(parts) for parts in sessions]


def together(sessions: Iterable[tuple[Activity, ...]], links: Mapping[str, str]) -> list[tuple[Activity, ...]]:
    """Gather files as the athlete links them: those of one planned session are one, those of two are apart.

    Parameters
    ----------
    sessions : as `merge` returns them.
    links : id of an activity -> id of the planned session that it answers, "" for none.

    Returns
    -------
    list[tuple[Activity, ...]]
        sessions in the order of their starts. A file without a link stays with the ones before it.
    """
    found: list[list[Activity]] = []
    of_link: dict[str, list[Activity]] = {}
    for parts in sessions:
        for answered, run in _runs(parts, links):
            if answered in of_link:
                of_link[answered].extend(run)
                continue
            found.append(run)
            if answered:
                of_link[answered] = run
    gathered = [tuple(sorted(parts, key=lambda a: (a.start, a.id))) for parts in found]
    return sorted(gathered, key=lambda parts: (parts[0].start, parts[0].id))


def _runs(parts: Sequence[Activity], links: Mapping[str, str]) -> Iterator[tuple[str, list[Activity]]]:
    """Yield what files answer and the files, up to each that answers something else."""
    run: list[Activity] = []
    answered: str | None = None
    for part in parts:
        own = links.get(part.id)
        if run and own is not None and answered not in {None, own}:
            yield answered or "", run
            run, answered = [], None
        run.append(part)
        answered = own if own is not None else answered
    yield answered or "", run


def doubles(activities: Iterable[Activity]) -> dict[str, Activity]:
    """Find recordings that were made beside another one: a watch and a bike computer on the same ride.

    Parameters
    ----------
    activities : in any order.

    Returns
    -------
    dict[str, Activity]
        id of the one to leave out -> the longer recording of the same sport that it lies inside of, by more than
        half of its elapsed time (our choice).
    """
    found: dict[str, Activity] = {}
    kept: list[Activity] = []
    for activity in sorted(activities, key=lambda a: (a.start, -a.elapsed, a.id)):
        over = [other for other in kept if other.sport == activity.sport and _shared(other, activity) > 0.5]
        if not over:
            # only what has not ended can still overlap what begins later
            kept = [k for k in kept if k.start + timedelta(seconds=k.elapsed) > activity.start]
            kept.append(activity)
        elif activity.elapsed > over[0].elapsed:
            found[over[0].id] = activity
            kept[kept.index(over[0])] = activity
        else:
            found[activity.id] = over[0]
    return found


def _shared(one: Activity, other: Activity) -> float:
    """Return the time that two recordings share, as a share of the shorter one."""
    ends = [a.start + timedelta(seconds=a.elapsed) for a in (one, other)]
    shared = (min(ends) - max(one.start, other.start)).total_seconds()
    return shared / max(1.0, min(one.elapsed, other.elapsed))


def _continues(last: Activity, activity: Activity, gap: timedelta) -> bool:
    pause = activity.start - (last.start + timedelta(seconds=last.elapsed))
    return last.sport == activity.sport and last.day == activity.day and -OVERLAP <= pause <= gap


def join(parts: Sequence[Activity], *, loads: Sequence[float], hard: bool) -> Done:
    """Return the recorded session that some files make up, as `merge` gathers them.

    Parameters
    ----------
    parts : at least one, in order.
    loads : [AU, one for each part] added up, not recomputed over the joined file; nan when not known.
    hard : whether the session is above easy.

    Returns
    -------
    Done
        with the id, day and start of the first part, the sport of the longest, the sum of the moving times, the
        sum of the distances that are known, and the sum of the loads, nan if one of them is.

    Raises
    ------
    UsageError
        without parts, or with another number of loads.
    """
    if not parts or len(parts) != len(loads):
        message = f"a session of {len(parts)} parts cannot have {len(loads)} loads"
        raise UsageError(message)
    durations = [part.duration for part in parts]
    distances = [part.distance for part in parts if part.distance is not None]
    return Done(
        id=parts[0].id,
        day=parts[0].day,
        start=parts[0].start,
        sport=parts[durations.index(max(durations))].sport,
        duration=sum(durations),
        distance=sum(distances) if distances else None,
        load=sum(loads),
        hard=hard,
        activities=tuple(parts),
    )
