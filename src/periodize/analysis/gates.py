"""What is suspect in a recording: dropped where it cannot be, told where it may be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from periodize.bounds import HEART_RATES
from periodize.load.base import FULL_COVERAGE
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from periodize.effort import Effort

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

HEART_RATE_JUMP = 10.0
"""[bpm/s] A faster change is no heart's (Athlytics, rOpenSci)."""

ACCELERATION = 3.0
"""[m/s2] A faster change of speed is no athlete's (Athlytics)."""

RUN_SPEED = 7.0
"""[m/s] The gate of Athlytics for running. Repeats up to 1500 m have been run faster, so a short stretch is told and
kept: our choice."""

LONGEST_SPRINT = 240.0
"""[s] Nobody runs faster than `RUN_SPEED` for so long: the record over 1500 m takes 206 s, over 3000 m is slower."""

HEART_RATE_SPIKE, SPEED_SPIKE = 30.0, 10.0
"""[s] A change and its way back within so long are one fault: our choice."""

STEPS = 5
"""So many leaps of the heart rate that do not come back are told: our choice; one or two are pauses."""

POWER_SPIKE = 1000.0
"""[W] A sample so far above the ten around it is a fault of the sensor: our choice; a sprint lasts longer."""

FLAT = 600.0
"""[s] Heart rate that does not move by one beat for so long is that of a stuck strap: our choice."""

LOCK = 180.0
"""[s] Heart rate within `LOCK_WITHIN` of the steps a minute for so long is that of the steps: our choice."""

LOCK_WITHIN = 1.0
"""[bpm] See `LOCK`: our choice."""

FINE = 10.0
"""[s] Longer samples are averages, which may well stay the same: our choice."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something suspect in a recording.

    Parameters
    ----------
    code : coverage, range, spike, jump, flat, lock, fast or dead.
    channel : where.
    seconds : [s] how much of the time it concerns.
    dropped : whether those samples count as missing.
    text : the same in words.
    """

    code: str
    channel: str
    seconds: float
    dropped: bool
    text: str


def gated(effort: Effort) -> Effort:
    """Return the effort with the samples that cannot be as nan; the same object when there are none."""
    return examined(effort)[0]


def findings(effort: Effort) -> tuple[Finding, ...]:
    """Return what is suspect in an effort, what was dropped first."""
    return examined(effort)[1]


def examined(effort: Effort) -> tuple[Effort, tuple[Finding, ...]]:
    """Return the effort without the samples that cannot be, and what was found.

    Parameters
    ----------
    effort : recorded.

    Returns
    -------
    tuple
        The effort with such samples as nan, and the findings.

    Notes
    -----
    Dropped: heart rate outside 30-230 bpm; leaps of heart rate (10 bpm/s) or speed (3 m/s2) that come back; runs faster
    than 7 m/s for longer than 4 min; single samples of power; heart rate that stands still for 10 min or equals the
    steps a minute for 3 min; speed or power that is 0 throughout, which is a sensor that was not there. Told and kept:
    leaps that do not come back, since an effort leaves pauses out and heart rate steps there; short stretches faster
    than 7 m/s; channels that cover less than 90 % of the time.
    """
    channels = dict(effort.channels)
    found: list[Finding] = []
    for name, bad, finding in _checks(effort):
        found.append(finding)
        if finding.dropped:
            for touched in (name, "graded_speed") if name == "speed" else (name,):
                if touched in channels:
                    channels[touched] = np.where(bad, np.nan, channels[touched])
    if found:
        effort = replace(effort, channels=channels)
    found.sort(key=lambda finding: not finding.dropped)
    return effort, (*found, *_gaps(effort))


def _checks(effort: Effort) -> Iterator[tuple[str, Mask, Finding]]:
    """Yield channel, suspect samples and what to say of them."""
    dt, channels = effort.dt, effort.channels
    if (rate := channels.get("heart_rate")) is not None:
        yield from _heart_rate(rate, channels.get("cadence") if effort.sport == "run" else None, dt)
    for name in ("speed", "power"):
        if name in channels and not np.nanmax(channels[name], initial=0.0) > 0:
            zero = channels[name] == 0
            yield from _said(name, zero, dt, "dead", f"{name} is 0 throughout")
    if (speed := channels.get("speed")) is not None:
        bad, _ = _leaps(speed, dt, ACCELERATION, SPEED_SPIKE)
        yield from _said("speed", bad, dt, "spike", "speed leaps by more than 3 m/s2 and back")
        if effort.sport == "run":
            yield from _too_fast(speed, dt)
    if (power := channels.get("power")) is not None and np.nanmax(power, initial=0.0) > POWER_SPIKE:
        yield from _said("power", _single(power, dt), dt, "spike", "power stands out by more than 1000 W")


def _heart_rate(rate: Floats, cadence: Floats | None, dt: Floats) -> Iterator[tuple[str, Mask, Finding]]:
    name = "heart_rate"
    outside = (rate < HEART_RATES[0]) | (rate > HEART_RATES[1])
    yield from _said(name, outside, dt, "range", "heart rate outside 30-230 bpm")
    bad, loose = _leaps(np.where(outside, np.nan, rate), dt, HEART_RATE_JUMP, HEART_RATE_SPIKE)
    yield from _said(name, bad, dt, "spike", "heart rate leaps by more than 10 bpm a second and back")
    times = int(loose.sum())
    if times >= STEPS:
        text = f"heart rate steps by more than 10 bpm a second {times} times: pauses, or a strap that slips"
        yield name, loose, Finding("jump", name, float(dt[loose].sum()), dropped=False, text=text)
    still = np.zeros(len(rate), dtype=bool)
    fine = dt <= FINE
    still[1:] = (rate[1:] == rate[:-1]) & fine[1:]
    yield from _said(name, _lasting(still, dt, FLAT), dt, "flat", "heart rate stands still for 10 min or more")
    if cadence is not None:
        same = (np.abs(rate - cadence) <= LOCK_WITHIN) & fine
        yield from _said(name, _lasting(same, dt, LOCK), dt, "lock", "heart rate equals the steps a minute")


def _too_fast(speed: Floats, dt: Floats) -> Iterator[tuple[str, Mask, Finding]]:
    fast = speed > RUN_SPEED
    if not fast.any():
        return
    impossible = _lasting(fast, dt, LONGEST_SPRINT)
    yield from _said("speed", impossible, dt, "fast", "run faster than 7 m/s for longer than 4 min")
    sprint = fast & ~impossible
    if sprint.any():
        time = float(dt[sprint].sum())
        text = f"run faster than 7 m/s for {time:.0f} s: a sprint, or a fault of the satellites"
        yield "speed", sprint, Finding("fast", "speed", time, dropped=False, text=text)


def _said(channel: str, bad: Mask, dt: Floats, code: str, text: str) -> Iterator[tuple[str, Mask, Finding]]:
    """Yield one finding of dropped samples, where there are any."""
    if bad.any():
        time = float(dt[bad].sum())
        yield channel, bad, Finding(code, channel, time, dropped=True, text=f"{text}: {time:.0f} s left out")


def _leaps(values: Floats, dt: Floats, limit: float, longest: float) -> tuple[Mask, Mask]:
    """Return which samples lie between a leap above the limit and its way back, and which leapt for good."""
    bad, loose = np.zeros(len(values), dtype=bool), np.zeros(len(values), dtype=bool)
    step = np.diff(values)
    leaps = np.flatnonzero(np.abs(step) > limit * (dt[1:] + dt[:-1]) / 2)
    ends = np.cumsum(dt)
    k = 0
    while k < len(leaps):
        here = leaps[k]
        back = leaps[k + 1] if k + 1 < len(leaps) else None
        if back is not None and step[here] * step[back] < 0 and ends[back] - ends[here] <= longest:
            bad[here + 1 : back + 1] = True
            k += 2
        else:
            loose[here + 1] = True
            k += 1
    return bad, loose


def _lasting(mask: Mask, dt: Floats, shortest: float) -> Mask:
    """Return the mask reduced to stretches that last at least so long [s]."""
    if dt[mask].sum() < shortest:
        return np.zeros(len(mask), dtype=bool)
    turns = np.flatnonzero(np.diff(mask, prepend=False, append=False))
    ends = np.concatenate(([0.0], np.cumsum(dt)))
    starts, stops = turns[::2], turns[1::2]
    long = ends[stops] - ends[starts] >= shortest
    kept = np.zeros(len(mask), dtype=bool)
    for start, stop in zip(starts[long], stops[long], strict=True):
        kept[start:stop] = True
    return kept


def _single(power: Floats, dt: Floats) -> Mask:
    """Return the samples of power that stand alone above those around them."""
    bad = np.zeros(len(power), dtype=bool)
    for k in np.flatnonzero(power > POWER_SPIKE).tolist():
        around = np.concatenate((power[max(0, k - 5) : k], power[k + 1 : k + 6]))
        around = around[~np.isnan(around)]
        bad[k] = dt[k] <= FINE and around.size >= 2 and power[k] - np.median(around) > POWER_SPIKE
    return bad


def _gaps(effort: Effort) -> Iterator[Finding]:
    """Yield the channels that cover too little of the time."""
    for name in ("heart_rate", "speed", "power"):
        if name not in effort.channels:
            continue
        share = effort.coverage(name)
        if 0 < share < FULL_COVERAGE:
            missing = effort.duration * (1 - share)
            text = f"{name.replace('_', ' ')} covers {100 * share:.0f} % of the time"
            yield Finding("coverage", name, missing, dropped=False, text=text)
