"""Days that explain a warning sign: from the plan's calendar and blocks, and from how load was measured."""

from __future__ import annotations

import re
from datetime import date, timedelta
from math import isnan, nan
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from periodize.athlete import Athlete
    from periodize.compare import Done
    from periodize.flags import Circumstance
    from periodize.load import Load
    from periodize.plan import Schedule

OVERLOAD = re.compile(r"\b(overload|overreach\w*|camp)\b", re.IGNORECASE)
"""A block is marked as an overload by such a word in its name: our choice, the language has no key for it."""

IN_A_ROW = 3
"""Sessions of one sport that have to agree before and after a change of sensor: our choice."""

AROUND = 8
"""Sessions on either side whose load an hour is compared when the device changes: our choice."""

STEP = 0.15
"""Share by which the load an hour has to differ for a new device to matter: our choice."""

PULSE = 0.05
"""Share by which the heart rate at one pace has to differ, from one session to the next, to be called a step: our
choice. It finds three in seven years of a runner of whom no change of strap is known."""

AFTER = 4
"""Sessions that have to stay beyond all of the `AROUND` before for that: our choice."""

PAUSE = 14
"""[d] After a longer pause the heart rate may have changed by itself: our choice."""

SCALE = 0.10
"""Share by which a new threshold has to change the load of the same session to matter: our choice."""

SAME = {"graded_speed": "pace", "speed": "pace", "heart_rate": "heart rate"}
"""Names of channels; graded pace and pace are one scale."""


def circumstances(
    planned: Schedule | None, done: Sequence[Done], measured: Mapping[str, Load], athlete: Athlete
) -> tuple[Circumstance, ...]:
    """Return the days that explain a sign, in the order of their first day.

    Parameters
    ----------
    planned : calendar entries of the kinds camp, altitude and heat, and blocks that call themselves overload or camp.
    done : in order of their days; a change of channel, of device, or of threshold is a step in load that nobody ran.
    measured : activity id -> load.
    athlete : with dated thresholds.
    """
    from periodize.flags import Circumstance

    found = []
    if planned is not None:
        kinds = {"camp": "overload", "altitude": "altitude", "heat": "heat"}
        for entry in planned.season.calendar:
            if entry.kind in kinds:
                words = f"{entry.kind} {_days(entry.first, entry.last)}"
                found.append(Circumstance(entry.first, entry.last, kinds[entry.kind], words))  # type: ignore[arg-type]
        for dated in planned.blocks:
            if OVERLOAD.search(dated.block.name):
                last = dated.end - timedelta(days=1)
                words = f"block {dated.block.name} {_days(dated.first, last)}"
                found.append(Circumstance(dated.first, last, "overload", words))
    changes = [*_sensors(done, measured), *_thresholds(athlete, done)]
    found += [Circumstance(day, day, "switch", words) for day, words in changes]
    return tuple(sorted(found, key=lambda one: one.first))


def changes_told(found: Sequence[Circumstance], as_of: date) -> list[str]:
    """Return a sentence for each change in how load is measured that holds signs back on a day."""
    from periodize.flags.circumstances import SWITCHED

    return [
        f"{one.words}: load signs held back until {one.last + timedelta(days=SWITCHED - 1)}"
        for one in found
        if one.kind == "switch" and 0 <= (as_of - one.last).days < SWITCHED
    ]


def _days(first: date, last: date) -> str:
    return f"{first} to {last}" if first != last else str(first)


def _sensors(done: Sequence[Done], measured: Mapping[str, Load]) -> Iterator[tuple[date, str]]:
    """Yield the days on which a sport's load came to be measured otherwise, or its device made a step."""
    for sport in sorted({session.sport for session in done}):
        own = [session for session in done if session.sport == sport and session.load == session.load]
        channels = [_channel(session, measured) for session in own]
        for k in _switches(channels):
            yield own[k].day, f"load of {sport} by {channels[k]} since {own[k].day}, by {channels[k - 1]} before"
        devices = [session.activities[0].device if session.activities else "" for session in own]
        for k in _switches(devices):
            step = _step(own, k)
            if devices[k] and devices[k - 1] and abs(step) >= STEP and channels[k] == channels[k - 1]:
                more = f"{abs(step):.0%} {'more' if step > 0 else 'less'} load an hour than before"
                yield own[k].day, f"{sport} recorded by {devices[k]} since {own[k].day}, with {more}"
        for k, step in _pulses(own, channels):
            more = f"{abs(step):.0%} {'higher' if step > 0 else 'lower'}"
            yield own[k].day, f"heart rate of {sport} {more} at the same pace since {own[k].day} (a new strap?)"


def _pulses(own: Sequence[Done], channels: Sequence[str]) -> Iterator[tuple[int, float]]:
    """Yield where the heart rate at one pace or power made a step that stayed, and by which share.

    A step of heart rate is a step of the load that is measured by it, whether a strap or the athlete made it.
    """
    from periodize.project.checks.session_series import NO_FACTS, outing

    if channels.count(SAME["heart_rate"]) < AROUND + AFTER:
        return
    seen = [outing(session, NO_FACTS) for session in own]
    output = [one.output for one in seen]
    beats = [one.heart_rate / one.output if one.output > 0 else nan for one in seen]
    free = AROUND
    for k in range(AROUND, len(own) - AFTER + 1):
        earlier, later = slice(k - AROUND, k), slice(k, k + AFTER)
        around = slice(k - AROUND, k + AFTER)
        if k < free or set(channels[around]) != {SAME["heart_rate"]} or any(map(isnan, beats[around])):
            continue
        before, after = beats[earlier], beats[later]
        step, pace = (median(of[later]) / median(of[earlier]) - 1 for of in (beats, output))
        apart = min(after) > max(before) or max(after) < min(before)
        if apart and abs(step) >= PULSE and abs(pace) <= PULSE and (own[k].day - own[k - 1].day).days <= PAUSE:
            free = k + AROUND
            yield k, step


def _channel(session: Done, measured: Mapping[str, Load]) -> str:
    load = measured[session.activities[0].id]
    return SAME.get(load.channel, load.channel) if load.channel else load.metric


def _switches(names: Sequence[str]) -> Iterator[int]:
    """Yield where one name follows another, three in a row on either side."""
    for k in range(IN_A_ROW, len(names) - IN_A_ROW + 1):
        before, after = set(names[k - IN_A_ROW : k]), set(names[k : k + IN_A_ROW])
        if len(before) == len(after) == 1 and before != after:
            yield k


def _step(own: Sequence[Done], k: int) -> float:
    """Return by which share the load an hour differs after a session from before it."""
    before, after = (
        [session.load / session.duration for session in some if session.duration > 0]
        for some in (own[max(k - AROUND, 0) : k], own[k : k + AROUND])
    )
    usual = median(before) if before else 0.0
    return median(after) / usual - 1 if after and usual > 0 else 0.0


def _thresholds(athlete: Athlete, done: Sequence[Done]) -> Iterator[tuple[date, str]]:
    """Yield the days on which a new threshold made the same session count for clearly more or less."""
    sports = {session.sport for session in done}
    for name, values in sorted(athlete.thresholds.items()):
        if name not in sports | {"hr"}:
            continue
        for day in sorted(value.since for value in values if value.since is not None):
            old, new = athlete.threshold(name, day - timedelta(days=1)), athlete.threshold(name, day)
            change = (old / new) ** 2 - 1 if old and new else 0.0
            if abs(change) >= SCALE:
                more = f"{abs(change):.0%} {'more' if change > 0 else 'less'} for the same session"
                yield day, f"threshold of {name} changed on {day}, which makes load {more}"
