"""What benchmarks add to a calibration with few tests: the error of the next test, with and without them.

    python benchmarks/weak_tests.py [--athletes 60]

Athletes are made: a response near the priors', two hundred to 330 days, tests that err by 0.8 to 1.6 %, two sessions
done six to fifteen times that err by 1.5 to 3.5 %. "harder": form moves the sessions by 0.6 to 1.3 of itself, and
something else by 1.5 % for weeks on end, as heat or a new strap may. The test to be forecast is two weeks or more after
the last one.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.calibration import Performance, calibrate
from periodize.history import History
from periodize.response import ImpulseResponse, respond

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST = date(2026, 1, 1)
LEAST = 3 / 260
"""Error of a session that is assumed at least: that of a test in the priors."""


class Made(NamedTuple):
    history: History
    tests: list[Performance]
    weak: list[Performance]
    goal: float


def made(seed: int, n_tests: int, *, harder: bool) -> Made:
    """Return an athlete of whom no test is impossible."""
    rng = np.random.default_rng(seed)
    n_days = int(rng.integers(200, 330))
    gain = 0.08 * np.exp(0.4 * rng.standard_normal())
    truth = ImpulseResponse(
        fitness_days=float(42 * np.exp(0.3 * rng.standard_normal())),
        fatigue_days=float(11 * np.exp(0.35 * rng.standard_normal())),
        baseline=250.0,
        fitness_gain=float(gain),
        fatigue_gain=float(gain * 1.6 * np.exp(0.25 * rng.standard_normal())),
        convention="inclusive",
    )
    swell = 60 + 30 * np.sin(np.arange(n_days) / rng.uniform(18, 40) + 6 * rng.random())
    loads = swell * rng.gamma(4, 0.25, n_days) * (rng.random(n_days) < 0.8)
    form = respond(loads, model=truth).one("performance")
    if form.min() < 190 or form.max() > 480:
        return made(seed + 100_000, n_tests, harder=harder)
    error = rng.uniform(0.008, 0.016)
    days = np.sort(rng.choice(np.arange(25, n_days - 18), n_tests, replace=False))
    tests = [test(day, form[day] * np.exp(error * rng.standard_normal())) for day in days]
    weak = [one for k in range(2) for one in repeated(f"session {k}", form, rng, harder=harder)]
    history = History(np.datetime64(FIRST, "D") + np.arange(n_days), {"load": loads[np.newaxis]})
    return Made(history, tests, weak, float(form[-1] * np.exp(error * rng.standard_normal())))


def test(day: int, value: float) -> Performance:
    return Performance(FIRST + timedelta(int(day)), float(value), "power", "5 min")


def repeated(event: str, form: np.ndarray, rng: np.random.Generator, *, harder: bool) -> list[Performance]:
    """Return one session as often as it was done, with the error that its own spread tells."""
    days = np.sort(rng.choice(np.arange(15, len(form) - 3), int(rng.integers(6, 16)), replace=False))
    moved = rng.uniform(0.6, 1.3) if harder else 1.0
    values = 180 * np.exp(moved * np.log(form[days] / form.mean()) + rng.uniform(0.015, 0.035) * normal(rng, len(days)))
    if harder:
        values = values * np.exp(wandering(days, rng))
    own = np.std([np.log(after / before) for before, after in pairwise(values)], ddof=1) / np.sqrt(2)
    sd = max(float(own), LEAST)
    return [
        Performance(FIRST + timedelta(int(day)), float(value), "power", event, sd=sd * float(value), weak=True)
        for day, value in zip(days, values, strict=True)
    ]


def normal(rng: np.random.Generator, n: int) -> np.ndarray:
    found: np.ndarray = rng.standard_normal(n)
    return found


def wandering(days: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return what else moves a session: 1.5 %, alike over forty days."""
    found = [0.015 * rng.standard_normal()]
    for passed in np.diff(days):
        alike = np.exp(-passed / 40)
        found.append(alike * found[-1] + 0.015 * np.sqrt(1 - alike**2) * rng.standard_normal())
    return np.array(found)


def missed(one: Made, tests: Sequence[Performance], fewest: int = 10) -> tuple[float, bool]:
    """Return by how much the next test is missed [%], and whether the band held it."""
    found = calibrate(one.history, tests, past=0.0, draws=1000, fewest=fewest)
    band = found.band(one.history.end, event="5 min", as_test=True)
    return float(100 * np.log(band.middle / one.goal)), band.low <= one.goal <= band.high


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--athletes", type=int, default=60)
    athletes = parser.parse_args().athletes
    print("| sessions | tests | without [%] | tests heard [%] | with [%] | better by [points] | bands that hold |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for harder in (False, True):
        for n in (3, 6, 12):
            people = [made(seed, n, harder=harder) for seed in range(athletes)]
            ways = [
                [missed(one, one.tests) for one in people],
                [missed(one, one.tests, fewest=2) for one in people],
                [missed(one, [*one.tests, *one.weak]) for one in people],
            ]
            root = [np.sqrt(np.mean([off**2 for off, _ in way])) for way in ways]
            better = np.array([abs(a) - abs(b) for (a, _), (b, _) in zip(ways[0], ways[2], strict=True)])
            held = [np.mean([kept for _, kept in way]) for way in (ways[0], ways[2])]
            print(
                f"| {'harder' if harder else 'plain'} | {n} | {root[0]:.2f} | {root[1]:.2f} | {root[2]:.2f} "
                f"| {better.mean():.2f} ± {better.std() / np.sqrt(athletes):.2f} | {held[0]:.0%}, then {held[1]:.0%} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
