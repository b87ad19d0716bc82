"""How fast thousands of seasons are played, against the ways in which others would; all ratios from one run.

python benchmarks/simulation.py [--runs 10000] [--repeat 5]     with numba (no dependency) for the last comparison

All times are CPU seconds, the least of several. Two seasons of 52 weeks with 10 sessions each: a full one, with the
noise of every session and all disturbances of a typical life, and a plain one, with noise alone, short enough to be
written out by hand as a loop in numpy and as a kernel in numba. Each is played to the end: daily bands
of load and state, weekly sums, totals.
"""

from __future__ import annotations

import argparse
import heapq
import subprocess
import sys
import time
from collections import deque
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

import numpy as np

from periodize.response import ImpulseResponse, State
from periodize.simulation import BLOCK, DAY_SECONDS, TYPICAL, BlockWeather, Dose, Start, life
from periodize.simulation.bands import Bands, DayBands, bands
from periodize.simulation.clock import STATE
from periodize.simulation.ensemble import Ensemble, Scenario, ensemble

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from contextlib import AbstractContextManager

FIRST = date(2027, 1, 4)
FEW_ENVIRONMENTS = 50
LONG, SHORT = 1 - np.exp(-1 / 42), 1 - np.exp(-1 / 7)


def season(weeks: int = 52) -> Scenario:
    """Ten sessions a week: every morning and three evenings; a start line in the middle and one at the end."""
    days = 7 * weeks
    doses = [
        Dose(day, 25_200 + 36_000 * nth, 40.0 + (7 * day + 13 * nth) % 50, 3600.0, 11_000.0, key=day % 7 in {1, 5})
        for day in range(days)
        for nth in range(2 if day % 7 in {0, 2, 4} else 1)
    ]
    starts = [Start(str(day), day, 25_200) for day in (days // 2, days - 1)]
    model = ImpulseResponse()
    return Scenario(doses=doses, model=model, start=FIRST, days=days, fitness=60.0, starts=starts, execution=TYPICAL)


def least(call: Callable[[], Any], repeat: int) -> tuple[float, Any]:
    """The least CPU seconds of several calls, and what the last one gave."""
    seconds, found = [], None
    for _ in range(repeat):
        began = time.process_time()
        found = call()
        seconds.append(time.process_time() - began)
    return min(seconds), found


def played(scenario: Scenario, runs: int) -> Ensemble:
    weeks = range(0, scenario.days, 7)
    return ensemble(scenario, runs=runs, seed=1, week_starts=weeks)


# ---- the same processes on the barest clock


class Bare:
    """What of simpy the processes need: a heap of moments and generators."""

    def __init__(self) -> None:
        self.now = 0
        self._heap: list[tuple[int, int, Generator[Any, Any, None]]] = []
        self._order = count()

    def timeout(self, delay: int) -> int:
        return delay

    def event(self) -> None:
        return None

    def process(self, steps: Generator[Any, Any, None]) -> None:
        heapq.heappush(self._heap, (0, next(self._order), steps))

    def run(self, until: int) -> None:
        while self._heap and self._heap[0][0] < until:
            self.now, _, steps = heapq.heappop(self._heap)
            delay = next(steps, None)
            if delay is not None:
                heapq.heappush(self._heap, (self.now + delay, next(self._order), steps))


def without_simpy() -> AbstractContextManager[Any]:
    return patch("periodize.simulation.clock.simpy", SimpleNamespace(Environment=Bare))


# ---- the plain season written out, in numpy


def by_hand(scenario: Scenario, runs: int) -> list[Any]:
    """The noise of sessions and the impulse response without a clock or objects; gives the very same numbers."""
    return [_block_by_hand(scenario, at // BLOCK, min(BLOCK, runs - at)) for at in range(0, runs, BLOCK)]


def _block_by_hand(scenario: Scenario, block: int, runs: int) -> Told:
    chance, model = BlockWeather(1, block, runs=runs), scenario.model
    assert isinstance(model, ImpulseResponse)
    g, h, _ = model.initial(runs, fitness=scenario.fitness)
    usual, recent = np.full((2, runs), scenario.fitness)
    amounts = np.zeros((3, scenario.days, runs))
    states = DayBands(scenario.days, runs)
    states.keep(-1, model.read(State(g, h)), np.zeros(runs))
    at, coming = 0, deque(scenario.doses)
    for day in range(scenario.days):
        today, midnight, nth = FIRST + timedelta(days=day), (day + 1) * DAY_SECONDS, 0
        while coming and coming[0].day == day:
            dose = coming.popleft()
            longer = log_normal(chance.normal("time", today, nth), TYPICAL.time, -(TYPICAL.time**2) / 2)
            harder = log_normal(chance.normal("intensity", today, nth), TYPICAL.intensity, -(TYPICAL.intensity**2))
            distance = longer * harder
            load = distance * harder * dose.load
            amounts[0, day] += load
            amounts[1, day] += longer * dose.duration
            amounts[2, day] += distance * dose.distance
            gone = (dose.at - at) / DAY_SECONDS
            g = g * np.exp(-gone / model.fitness_days) + load
            h = h * np.exp(-gone / model.fatigue_days) + load
            at, nth = dose.at, nth + 1
        gone = (midnight - at) / DAY_SECONDS
        g = g * np.exp(-gone / model.fitness_days)
        h = h * np.exp(-gone / model.fatigue_days)
        at = midnight
        states.keep(day, model.read(State(g, h)), amounts[0, day])
        usual += LONG * (amounts[0, day] - usual)
        recent += SHORT * (amounts[0, day] - recent)
    return told_of(amounts, states.bands(model))


def log_normal(noise: Any, sd: float, centre: float) -> Any:
    return np.exp(noise.astype(np.float32) * sd + centre).astype(np.float64)


class Told(NamedTuple):
    """What an ensemble tells, but for its start lines: totals (3, runs), weeks, days."""

    totals: Any
    weeks: list[Bands]
    days: dict[str, Bands]


def told_of(amounts: Any, days: dict[str, Bands]) -> Told:
    weeks = [bands(rows.reshape(-1, 7, rows.shape[1]).sum(axis=1)) for rows in amounts]
    return Told(amounts.sum(axis=1), weeks, days)


# ---- the plain season as a kernel, in numba


def kernel() -> Callable[..., None] | None:
    """Compile the plain season for numba, events outside and runs inside; None without numba."""
    try:
        import numba  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        return None

    @numba.njit(fastmath=True)  # type: ignore[untyped-decorator,unused-ignore]
    def play(rng, events, constants, g, h, usual, recent, rows):  # type: ignore[no-untyped-def]  # noqa: PLR0917
        k1, k2, p0, tau1, tau2, time, intensity, long, short = constants
        runs = len(g)
        noise, other = np.empty(runs), np.empty(runs)
        place, at = 0, 0.0
        for day in range(rows.shape[1]):
            close = day + 1.0
            while place < len(events) and events[place, 0] < close:
                moment, load, duration, distance = events[place]
                a, b = np.exp((at - moment) / tau1), np.exp((at - moment) / tau2)
                at, place = moment, place + 1
                for k in range(runs):
                    noise[k] = rng.standard_normal()
                for k in range(runs):
                    other[k] = rng.standard_normal()
                for k in range(runs):
                    longer = np.exp(time * noise[k] - time * time / 2)
                    harder = np.exp(intensity * other[k] - intensity * intensity)
                    done = longer * harder * harder * load
                    rows[0, day, k] += done
                    rows[1, day, k] += longer * duration
                    rows[2, day, k] += longer * harder * distance
                    g[k] = g[k] * a + done
                    h[k] = h[k] * b + done
            a, b = np.exp((at - close) / tau1), np.exp((at - close) / tau2)
            at = close
            for k in range(runs):
                g[k] *= a
                h[k] *= b
                rows[3, day, k] = k1 * g[k]
                rows[4, day, k] = k2 * h[k]
                rows[5, day, k] = k1 * g[k] - k2 * h[k]
                rows[6, day, k] = p0 + rows[5, day, k]
                usual[k] += long * (rows[0, day, k] - usual[k])
                recent[k] += short * (rows[0, day, k] - recent[k])

    return play  # type: ignore[no-any-return]


def by_kernel(play: Callable[..., None], scenario: Scenario, runs: int) -> list[Told]:
    return [_block_by_kernel(play, scenario, at // BLOCK, min(BLOCK, runs - at)) for at in range(0, runs, BLOCK)]


def _block_by_kernel(play: Callable[..., None], scenario: Scenario, block: int, runs: int) -> Told:
    rng = np.random.Generator(np.random.PCG64DXSM([1, block]))
    model = scenario.model
    assert isinstance(model, ImpulseResponse)
    g, h, _ = model.initial(runs, fitness=scenario.fitness)
    events = np.array([(d.at / DAY_SECONDS, d.load, d.duration, d.distance) for d in scenario.doses])
    constants = (
        *(model.fitness_gain, model.fatigue_gain, model.baseline, model.fitness_days, model.fatigue_days),
        *(TYPICAL.time, TYPICAL.intensity, LONG, SHORT),
    )
    rows = np.zeros((7, scenario.days, runs))
    play(rng, events, constants, g, h, *np.full((2, runs), scenario.fitness), rows)
    return told_of(rows[:3], {name: bands(rows[k]) for k, name in {0: "load", **dict(enumerate(STATE, 3))}.items()})


# ---- what is measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=5, help="the least of so many (default 5)")
    parser.add_argument("--memory", type=int, metavar="RUNS", help="play so many runs once and tell time and memory")
    options = parser.parse_args()
    if options.memory:
        memory(options.memory)
        return
    print("time and memory, each in a process of its own", flush=True)
    for runs in (10_000, 100_000):  # first, for a process begins with the peak of the one that starts it
        subprocess.run([sys.executable, __file__, "--memory", str(runs)], check=True)
    full = replace(season(), disturbances=life("typical"))
    seconds = against_environments(full, options.runs, options.repeat)
    against_no_simpy(full, options.runs, options.repeat, seconds)
    against_loops(season(), options.runs, options.repeat)
    growth(options.repeat)


def told(what: str, value: float, aim: str, *, reached: bool) -> None:
    print(f"  {what:62} {value:7.2f}   {'reached' if reached else 'missed'}: {aim}")


def against_environments(full: Scenario, runs: int, repeat: int) -> float:
    print(f"{runs:,} runs, {full.days // 7} weeks, {len(full.doses)} sessions, all disturbances of a typical life")
    seconds, _ = least(lambda: played(full, runs), repeat)
    told("one clock for a block of runs [s]", seconds, "under 0.6 s", reached=seconds < 0.6)
    one_each, _ = least(lambda: [full.play(1, block, 1) for block in range(FEW_ENVIRONMENTS)], 1)
    ratio = one_each / FEW_ENVIRONMENTS * runs / seconds
    told(
        f"an environment for each run ({FEW_ENVIRONMENTS} timed, the rest extrapolated), times as long",
        ratio,
        "at least 100",
        reached=ratio >= 100,
    )
    return seconds


def against_no_simpy(full: Scenario, runs: int, repeat: int, seconds: float) -> None:
    ours = played(full, runs)
    with without_simpy():
        bare, found = least(lambda: played(full, runs), repeat)
    np.testing.assert_array_equal(ours.totals["load"], found.totals["load"])
    ratio = seconds / bare
    told("against the same processes without simpy, times as long", ratio, "at most 1.5", reached=ratio <= 1.5)


def against_loops(plain: Scenario, runs: int, repeat: int) -> None:
    print(f"{runs:,} runs, the noise of sessions alone")
    seconds, ours = least(lambda: played(plain, runs), repeat)
    print(f"  {'one clock for a block of runs [s]':62} {seconds:7.2f}")
    loop, found = least(lambda: by_hand(plain, runs), repeat)
    np.testing.assert_allclose(np.concatenate([part.totals[0] for part in found]), ours.totals["load"], rtol=1e-12)
    ratio = seconds / loop
    told("against a loop in numpy, the same numbers, times as long", ratio, "at most 1.5", reached=ratio <= 1.5)
    play = kernel()
    if play is None:
        print("  numba is not there: no comparison with a kernel")
        return
    by_kernel(play, plain, 10)  # compiles
    tuned, found = least(lambda: by_kernel(play, plain, runs), repeat)
    drawn = np.concatenate([part.totals[0] for part in found])
    np.testing.assert_allclose(
        drawn.mean(), ours.totals["load"].mean(), rtol=5 * drawn.std() / drawn.mean() / runs**0.5
    )
    ratio = seconds / tuned
    told("against a kernel in numba, its own numbers, times as long", ratio, "at most 5", reached=ratio <= 5)


def growth(repeat: int) -> None:
    """Time per run and event as either grows."""
    full = replace(season(), disturbances=life("typical"))
    print("growth, all disturbances")
    for blocks in (1, 2, 4):
        seconds, _ = least(lambda blocks=blocks: played(full, blocks * BLOCK), max(repeat // 2, 1))  # type: ignore[misc]
        print(f"  {blocks * BLOCK:7,} runs {1e6 * seconds / blocks / BLOCK:8.1f} us a run")
    for weeks in (13, 26, 52, 104):
        longer = replace(season(weeks), disturbances=life("typical"))
        seconds, _ = least(lambda longer=longer: played(longer, BLOCK), max(repeat // 2, 1))  # type: ignore[misc]
        print(
            f"  {len(longer.doses):7,} sessions {1e9 * seconds / len(longer.doses) / BLOCK:6.1f} ns a session and run"
        )


def memory(runs: int) -> None:
    import resource

    full = replace(season(), disturbances=life("typical"))
    seconds, _ = least(lambda: played(full, runs), 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {runs:7,} runs {1e6 * seconds / runs:8.1f} us a run, peak {peak:.0f} MB (aim: under 500)", flush=True)


if __name__ == "__main__":
    main()
