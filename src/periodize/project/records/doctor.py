"""What the store holds, and what in it deserves a look: gaps, suspect data, thresholds that look stale."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS
from periodize.project.records.defaults import defaults
from periodize.project.records.linking import answers, lost
from periodize.report.views.record import Diagnosis, DoctorReport
from periodize.twins import SAME_DURATION, UNKNOWN
from periodize.units import count, print_pace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from periodize.athlete import Athlete
    from periodize.plan import Schedule
    from periodize.store import Store, Stored, Survey

WINDOW = 90
"""[d] A threshold is held against the best of so many last days: our choice."""

OLD = 180
"""[d] A threshold that is dated longer ago deserves a test: our choice."""

BEYOND = 1.02
"""Share of the threshold above which a best effort says that it is too low: our choice, about the error of a test."""

OF_TWENTY = 0.95
"""Threshold power as a share of the best 20 minutes (the convention of Allen and Coggan's field test)."""

BEATS = 3.0
"""[bpm] So far above the maximum heart rate a reading says that the maximum is too low: our choice."""

TWICE = 2
"""Activities that must say it, so that one faulty sensor does not: our choice."""

FIRST_WATCHES = 1998
"""No device recorded files of these kinds earlier: our choice; a clock that was never set says 1989 or 1990."""

NAMED = 3
"""Activities of one kind that are named: our choice."""

MORNINGS = 60
"""[d] Over which the coverage of mornings is told: the baseline of the warning signs."""


TOGETHER = 0.5
"""Share of the shorter of two activities from which they were at the same time: our choice."""


def examine(store: Store, athlete: Athlete | None, *, today: date, planned: Schedule | None = None) -> DoctorReport:
    """Look a store over; its measures are up to date (`refresh`).

    Parameters
    ----------
    store : open.
    athlete : as the folder describes them, without what was assumed; None: the file that does has errors.
    today : the day of the question.
    planned : of the plan beside the store, if it has one without errors.

    Returns
    -------
    DoctorReport
        what there is, what deserves a look, the gravest first, and what is assumed.
    """
    survey = store.survey()
    activities = store.activities(with_values=True)
    found = [
        *_files(survey),
        *_dates(activities, today),
        *_doubles(activities),
        *_two_at_once(activities),
        *_lost(store, planned),
        *_gaps(survey, today),
        *_suspect(activities),
        *(_athlete(activities, athlete, today) if athlete else UNREADABLE),
        *_mornings(store, today),
    ]
    order = {"problem": 0, "look": 1, "note": 2}
    return DoctorReport(
        survey,
        tuple(sorted(found, key=lambda one: order[one.grade])),
        defaults(store, athlete, planned) if athlete else (),
    )


def _files(survey: Survey) -> Iterator[Diagnosis]:
    for state, words in (("failed", "that could not be read"), ("begun", "left half imported: import again")):
        files = [file for file in survey.told if file.state == state]
        if files:
            yield Diagnosis(
                "problem", f"{count(len(files), 'file')} {words}", tuple(f"{f.path}: {f.reason}" for f in files[:NAMED])
            )
    salvaged = [file for file in survey.told if file.state == "salvaged"]
    if salvaged:
        named = tuple(f"{file.path}: {file.reason}" for file in salvaged[:NAMED])
        yield Diagnosis("note", f"{count(len(salvaged), 'damaged file')} read in part", named)


def _dates(activities: Sequence[Stored], today: date) -> Iterator[Diagnosis]:
    late = [one for one in activities if one.day > today]
    if late:
        text = f"{count(len(late), 'activity')} dated after today: the clock of the device was wrong"
        yield Diagnosis("problem", text, _named(late))
    early = [one for one in activities if one.day.year < FIRST_WATCHES]
    if early:
        text = f"{count(len(early), 'activity')} dated before {FIRST_WATCHES}: the clock of the device was never set"
        yield Diagnosis("look", text, _named(early))


def _doubles(activities: Sequence[Stored]) -> Iterator[Diagnosis]:
    """Tell of what may be there twice: rows of a table that knows the day alone cannot be told from the recording."""
    by_day: defaultdict[tuple[date, str], list[Stored]] = defaultdict(list)
    for one in activities:
        by_day[one.day, one.sport].append(one)
    found = []
    for same_day in by_day.values():
        summaries = [one for one in same_day if one.samples <= 1]
        found += [
            one
            for one in summaries
            if any(
                other is not one and abs(other.moving - one.moving) <= SAME_DURATION * max(other.moving, one.moving)
                for other in same_day
            )
        ]
    if found:
        text = f"{count(len(found), 'row')} without a stream, as long as another activity of the same day and sport"
        yield Diagnosis("look", text, (*_named(found), "if they are the same, the load of that day counts twice"))


def _two_at_once(activities: Sequence[Stored]) -> Iterator[Diagnosis]:
    """Tell of activities of two sports and devices at one time: files of somebody else may be among these."""
    found: list[Stored] = []
    running: list[Stored] = []
    for one in activities:  # by start
        running = [other for other in running if _end(other) > one.start]
        if any(_elsewhere(one, other) for other in running):
            found.append(one)
        running.append(one)
    if found:
        text = f"{count(len(found), 'activity')} at the same time as one of another sport, from another device"
        yield Diagnosis("look", text, (*_named(found), "are these files of one person?"))


def _elsewhere(one: Stored, other: Stored) -> bool:
    if one.sport == other.sport or UNKNOWN in {one.sport, other.sport} or min(one.samples, other.samples) <= 1:
        return False
    if (one.device and one.device == other.device) or not set(one.sources).isdisjoint(other.sources):
        return False
    shared = (min(_end(one), _end(other)) - max(one.start, other.start)).total_seconds()
    return shared > TOGETHER * min(one.elapsed, other.elapsed)


def _end(one: Stored) -> datetime:
    return one.start + timedelta(seconds=one.elapsed)


def _lost(store: Store, planned: Schedule | None) -> Iterator[Diagnosis]:
    if gone := lost(answers(store), planned):
        yield Diagnosis("look", f"{count(len(gone), 'answer')} of yours about what is gone", gone)


def _gaps(survey: Survey, today: date) -> Iterator[Diagnosis]:
    if survey.gaps:
        longest = ", ".join(f"{gap.first} to {gap.last} ({gap.days} d)" for gap in survey.gaps[:NAMED])
        gaps = "1 gap" if len(survey.gaps) == 1 else f"{len(survey.gaps)} gaps, the longest"
        text = f"a week or more without a recording: {gaps}: {longest}"
        yield Diagnosis("note", text, ("if training went on, its files are missing; unknown is not rest",))
    if survey.last is not None and (today - survey.last).days > 7:
        yield Diagnosis("look", f"nothing recorded since {survey.last}, {(today - survey.last).days} days ago")


def _suspect(activities: Sequence[Stored]) -> Iterator[Diagnosis]:
    by_kind: defaultdict[tuple[str, str], list[Stored]] = defaultdict(list)
    for one in activities:
        findings = one.measure.values.get("findings", ()) if one.measure else ()
        for finding in findings:  # type: ignore[attr-defined]
            by_kind[finding["channel"], finding["code"]].append(one)
    for (channel, code), found in sorted(by_kind.items(), key=lambda item: -len(item[1])):
        text = f"{channel.replace('_', ' ')}: {WORDS.get(code, code)} in {count(len(found), 'activity')}"
        yield Diagnosis("look" if code in GRAVE else "note", text, _named(found))


WORDS: Mapping[str, str] = {
    "coverage": "missing for more than a tenth of the time", "range": "values that cannot be", "spike": "spikes",
    "jump": "jumps", "flat": "stuck at one value", "lock": "locked to the cadence", "fast": "faster than can be",
    "dead": "0 throughout",
}  # fmt: skip
"""Code of a finding -> what it means."""

GRAVE = frozenset({"lock", "flat"})
"""Findings that make a whole session's load doubtful."""


UNREADABLE = (Diagnosis("problem", "the plan or athlete.yaml has errors: thresholds and loads were left as they are"),)


def _athlete(activities: Sequence[Stored], athlete: Athlete, today: date) -> Iterator[Diagnosis]:
    yield from _thresholds(activities, athlete, today)
    yield from _heart(activities, athlete)
    if athlete.timezone is None and activities:
        hint = ("set athlete: {timezone: Europe/Oslo}, then import again what was recorded elsewhere",)
        yield Diagnosis("note", "no time zone is given: hours without a zone are taken as this computer's", hint)


def _thresholds(activities: Sequence[Stored], athlete: Athlete, today: date) -> Iterator[Diagnosis]:
    since = today - timedelta(days=WINDOW)
    sports = sorted({one.sport for one in activities if one.day >= since} & {"run", "bike", "swim", "row"})
    for sport in sports:
        threshold = athlete.threshold(sport, today)
        best = _best_hour(activities, sport, since)
        if threshold is None:
            hint = () if best is None else (f"the last {WINDOW} days suggest about {_spoken(sport, best[0])}",)
            yield Diagnosis(
                "look", f"no threshold for {sport}: loads rest on heart rate, rating or a typical value", hint
            )
            continue
        if best is not None and best[0] > threshold * BEYOND:
            held = f"{_spoken(sport, threshold)}, and {_spoken(sport, best[0])} was held"
            text = f"threshold of {sport} looks too low: {held}"
            yield Diagnosis("look", text, _named([best[1]]))
        newest = max((dated.since for dated in athlete.thresholds[sport] if dated.since), default=None)
        if newest is not None and (today - newest).days > OLD:
            yield Diagnosis(
                "look", f"threshold of {sport} is of {newest}, {(today - newest).days} days ago: test again"
            )


def _best_hour(activities: Sequence[Stored], sport: str, since: date) -> tuple[float, Stored] | None:
    """Return what the best effort says of an hour's intensity [W, m/s], and whose it is."""
    channel = "power" if sport in POWER_SPORTS else "speed"
    shares = {"3600": 1.0, "1200": OF_TWENTY} if channel == "power" else {"3600": 1.0}
    found = []
    for one in activities:
        if one.sport != sport or one.day < since or one.measure is None:
            continue
        best = one.measure.values.get("best", {}).get(channel, {})  # type: ignore[attr-defined]
        found += [(best[key] * share, one) for key, share in shares.items() if isinstance(best.get(key), float)]
        mean = one.power if channel == "power" else one.speed
        if mean is not None and one.moving >= 3600:
            found.append((mean, one))  # a summary has no best hour, and that was at least its mean
    return max(found, key=lambda item: item[0], default=None)


def _heart(activities: Sequence[Stored], athlete: Athlete) -> Iterator[Diagnosis]:
    worn = [one for one in activities if one.peak_hr is not None or one.heart_rate is not None]
    if athlete.hr_max is None:
        if worn:
            yield Diagnosis("look", "maximum heart rate is not given: it is guessed from the record", HEART_HINT)
        return
    above = [one for one in activities if one.peak_hr is not None and one.peak_hr > athlete.hr_max + BEATS]
    if len(above) >= TWICE:
        highest = sorted(one.peak_hr or 0.0 for one in above)[-TWICE]
        beyond = f"{athlete.hr_max:.0f}, and {len(above)} activities went above, to {highest:.0f}"
        text = f"maximum heart rate looks too low: {beyond}"
        yield Diagnosis("look", text, _named(above))


HEART_HINT = ("set athlete: {hr: {max: ..., rest: ...}} in the plan or in athlete.yaml",)


def _mornings(store: Store, today: date) -> Iterator[Diagnosis]:
    known = store.mornings(first=today - timedelta(days=MORNINGS - 1), last=today)
    if known:
        yield Diagnosis("note", f"{len(known)} of the last {MORNINGS} mornings are logged")


def _spoken(sport: str, value: float) -> str:
    if sport in POWER_SPORTS:
        return f"{value:.0f} W"
    return print_pace(value, 100.0) if sport == "swim" else print_pace(value)


def _named(activities: Sequence[Stored]) -> tuple[str, ...]:
    more = (f"and {len(activities) - NAMED} more",) if len(activities) > NAMED else ()
    return (*(f"{one.day} {one.sport} {one.id}" for one in activities[:NAMED]), *more)
