"""How quickly and how surely models are calibrated, against what hobby code does; all ratios from one run.

python benchmarks/calibrate.py [--athletes 100]     needs scipy, which periodize itself does not
"""

from __future__ import annotations

import argparse
import time
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.optimize import differential_evolution, least_squares

from periodize.calibration.least_squares import fit
from periodize.calibration.linear import MIN_RATIO, TAUS, Series, linear
from periodize.calibration.markov import chains
from periodize.calibration.observed import Observed
from periodize.calibration.posterior import posterior
from periodize.calibration.question import Question
from periodize.calibration.traces import Traces
from periodize.response import MODELS, ImpulseResponse, respond
from periodize.response.priors import Priors

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS, TESTS = 365, 40


class Athlete(NamedTuple):
    loads: np.ndarray
    days: np.ndarray
    y: np.ndarray


def athlete(seed: int, model: Any = None, noise: float = 4.0) -> Athlete:
    rng = np.random.default_rng(seed)
    weeks = rng.uniform(40, 110, DAYS // 7 + 1).repeat(7)[:DAYS]
    loads = weeks * rng.gamma(4, 0.25, DAYS) * (rng.random(DAYS) < 0.8)
    days = np.sort(rng.choice(np.arange(14, DAYS), TESTS, replace=False))
    form = np.zeros(TESTS)
    while form.min() < 100 or form.max() > 500:  # the priors know athletes that nobody has met
        drawn = {name: float(x[0]) for name, x in Priors().draw(1, rng).items() if name != "noise"}
        truth = model or ImpulseResponse(**drawn, convention="inclusive")  # type: ignore[arg-type]
        form = respond(loads, model=truth).one("performance")[days]
    return Athlete(loads, days, form + noise * rng.standard_normal(TESTS))


def timed(call: Callable[[], Any], repeat: int = 5) -> tuple[float, Any]:
    best, result = float("inf"), None
    for _ in range(repeat):
        started = time.perf_counter()
        result = call()
        best = min(best, time.perf_counter() - started)
    return best, result


def ours(who: Athlete) -> float:
    traces = Traces.of(who.loads, who.days, convention="inclusive")
    return float(fit(traces, Series(who.y[np.newaxis], np.ones((1, TESTS)), np.ones((1, TESTS)))).squares[0])


def hobby(who: Athlete) -> float:
    """The usual script: for each day a loop over the days before it, five parameters to scipy."""
    from math import exp

    loads = who.loads.tolist()

    def residuals(p: np.ndarray) -> np.ndarray:
        p0, k1, k2, tau1, tau2 = p.tolist()
        performance = []
        for n in range(DAYS):
            fitness = fatigue = 0.0
            for i in range(n + 1):
                fitness += loads[i] * exp(-(n - i) / tau1)
                fatigue += loads[i] * exp(-(n - i) / tau2)
            performance.append(p0 + k1 * fitness - k2 * fatigue)
        left: np.ndarray = np.array(performance)[who.days] - who.y
        return left

    start = [float(who.y[0]), 0.1, 0.2, 42.0, 7.0]
    bounds = ([0, 0, 0, TAUS[0], TAUS[0]], [np.inf, np.inf, np.inf, TAUS[1], TAUS[1]])
    return float(2 * least_squares(residuals, start, bounds=bounds).cost)


def global_best(who: Athlete, seed: int) -> float:
    """Differential evolution over the same box, then polished."""
    traces = Traces.of(who.loads, who.days, convention="inclusive")
    tests = Series(who.y[np.newaxis], np.ones((1, TESTS)), np.ones((1, TESTS)))

    def squares(x: np.ndarray) -> np.ndarray:
        stretch, short = np.atleast_2d(x.T)[:, 0], np.atleast_2d(x.T)[:, 1]
        long = short + stretch
        found = linear(traces.at(np.minimum(long, np.log(TAUS[1]))), traces.at(short), tests).squares
        inside: np.ndarray = np.where(long <= np.log(TAUS[1]), found, 1e12 * (1 + long))
        return inside

    spans = [(np.log(MIN_RATIO), np.log(TAUS[1] / TAUS[0])), (np.log(TAUS[0]), np.log(TAUS[1] / MIN_RATIO))]
    found = differential_evolution(
        squares, spans, rng=seed, popsize=30, tol=1e-12, maxiter=600, vectorized=True, updating="deferred", polish=False
    )
    return float(found.fun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--athletes", type=int, default=100)
    parser.add_argument("--hobby", type=int, default=3, help="athletes that the double loop is run on")
    options = parser.parse_args()
    people = [athlete(seed) for seed in range(options.athletes)]

    print(f"{DAYS} days, {TESTS} tests")
    ratios, no_worse = [], 0
    for who in people[: options.hobby]:
        quick, mine = timed(partial(ours, who))
        slow, theirs = timed(partial(hobby, who), repeat=1)
        ratios.append(slow / quick)
        no_worse += mine <= theirs * (1 + 1e-9)
        print(f"  least squares {1e3 * quick:6.1f} ms, SSE {mine:.4f}; double loop {slow:6.1f} s, SSE {theirs:.4f}")
    print(f"  {min(ratios):,.0f} to {max(ratios):,.0f} times as fast; no worse in {no_worse} of {len(ratios)}")

    found = sum(ours(who) <= global_best(who, seed) * (1 + 1e-6) for seed, who in enumerate(people))
    print(f"  the global optimum, by differential evolution: found in {found} of {len(people)}")

    who = people[0]
    traces = Traces.of(who.loads, who.days, convention="inclusive")
    rng = np.random.default_rng(1)
    samples = who.y + 4.0 * rng.standard_normal((1000, TESTS))
    many = Series(samples, np.ones_like(samples), np.ones((1, TESTS)))
    print(f"  1,000 bootstrap refits {timed(lambda: fit(traces, many))[0]:.3f} s")

    tests = Observed(who.y, np.zeros(TESTS), np.ones((1, TESTS)), np.array([260.0]))
    seconds, draws = timed(lambda: posterior(traces, tests, Priors(), 10_000, rng=rng))
    print(f"  10,000 draws from the grid posterior {seconds:.3f} s, worth {draws.effective:,.0f}")

    truth = MODELS["variable-dose"](convention="lagged")
    for name in ("variable-dose", "saturated-load", "turner"):
        other = athlete(7, truth)
        tests = Observed(other.y, np.zeros(TESTS), np.ones((1, TESTS)), other.y[:1])
        question = Question(MODELS[name], "lagged", other.loads, 0.0, other.days, tests, Priors.about(other.y[0]), "W")
        seconds, draws = timed(partial(chains, question, 10_000, rng=rng), repeat=1)
        print(f"  {name} by chains {seconds:.1f} s, R-hat {draws.r_hat:.4f}, worth {draws.effective:,.0f} draws")


if __name__ == "__main__":
    main()
