"""The posterior: right on average, the same by two ways, wider where less is known."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from tests.calibration.conftest import FIRST, Athlete, athlete, days_of, train

from periodize.calibration import LogNormal, Normal, Performance, Priors, calibrate
from periodize.calibration.markov import chains, judged
from periodize.calibration.observed import Observed
from periodize.calibration.posterior import posterior, prior_alone
from periodize.calibration.question import Question, free_parameters
from periodize.calibration.traces import Traces
from periodize.response import MODELS, ImpulseResponse, ResponseModel

NARROW = Priors(
    baseline=Normal(260.0, 20.0),
    fitness_gain=LogNormal(0.12, 0.4),
    gain_ratio=LogNormal(1.7, 0.3),
    fitness_days=LogNormal(42.0, 0.25),
    fatigue_days=LogNormal(12.0, 0.3),
    noise=LogNormal(3.0, 0.3),
)


def asked(who: Athlete) -> tuple[Traces, Observed]:
    y = np.array([t.value for t in who.tests])
    traces = Traces.of(who.loads, who.days, convention="inclusive")
    return traces, Observed(y, np.zeros(len(y)), np.ones((1, len(y))), np.array([260.0]))


def test_ranks_of_the_truth_are_uniform() -> None:
    """Simulation-based calibration, Talts et al. 2018: 300 athletes from the prior, 12 tests each."""
    athletes, bins, kept = 300, 10, 99
    rng = np.random.default_rng(2018)
    loads = train(150, rng)
    ranks: dict[str, list[int]] = {}
    truths = NARROW.draw(athletes, rng)
    for k in range(athletes):
        truth = {name: values[k] for name, values in truths.items()}
        days = np.sort(rng.choice(np.arange(10, 150), 12, replace=False))
        traces = Traces.of(loads, days, convention="inclusive")
        said = (
            truth["baseline"]
            + truth["fitness_gain"] * traces.exact(truth["fitness_days"])
            - truth["fatigue_gain"] * traces.exact(truth["fatigue_days"])
        )
        y = said + truth["noise"] * rng.standard_normal(12)
        draws = posterior(traces, Observed(y, np.zeros(12), np.ones((1, 12)), np.array([260.0])), NARROW, 990, rng=rng)
        for name, values in {**draws.values, "noise": draws.noise}.items():
            ranks.setdefault(name, []).append(int((values[:: 990 // kept][:kept] < truth[name]).sum()))
    for name, found in ranks.items():
        counts = np.histogram(found, bins=bins, range=(0, kept + 1))[0]
        chi2 = ((counts - athletes / bins) ** 2 / (athletes / bins)).sum()
        # 27.9 is the 99.9 % point of chi-square with 9 degrees of freedom
        assert chi2 < 27.9, (name, counts)


class GridPriors(Question):
    """The priors of the grid, in which ln k1 and ln k2 hang together."""

    def centre(self) -> tuple[np.ndarray, np.ndarray]:
        p = self.priors
        logs = (p.fitness_days, p.fatigue_days, p.fitness_gain)
        tau1, tau2, k1 = (prior.log for prior in logs)
        sd1, sd2, sd_k1 = (prior.sd for prior in logs)
        middle = [tau1, tau2, k1, k1 + p.gain_ratio.log, p.noise.log]
        return np.array(middle), np.array([sd1, sd2, sd_k1, np.hypot(sd_k1, p.gain_ratio.sd), p.noise.sd])

    def log_density(self, u: np.ndarray) -> np.ndarray:
        middle, spread = self.centre()
        ratio = self.priors.gain_ratio
        alone = 0.5 * ((u[:, 3] - middle[3]) / spread[3]) ** 2
        found: np.ndarray = (
            Question.log_density(self, u) + alone - 0.5 * ((u[:, 3] - u[:, 2] - ratio.log) / ratio.sd) ** 2
        )
        return found


def test_chains_agree_with_the_grid() -> None:
    who = athlete(n_days=120, n_tests=14, noise=3.0)
    traces, tests = asked(who)
    grid = posterior(traces, tests, NARROW, 8000, rng=np.random.default_rng(1))
    question = GridPriors(ImpulseResponse, "inclusive", who.loads, 0.0, who.days, tests, NARROW, "W")
    sampled = chains(question, 8000, rng=np.random.default_rng(2))

    assert sampled.r_hat < 1.01
    assert sampled.effective > 400
    for name, values in grid.values.items():
        there, here = (np.quantile(x, (0.1, 0.5, 0.9)) for x in (sampled.values[name], values))
        np.testing.assert_allclose(there, here, atol=0.2 * float(values.std()), err_msg=name)


def test_bands_hold_the_truth_as_often_as_they_say() -> None:
    held = 0
    for seed in range(40):
        who = athlete(n_days=150, n_tests=15, noise=3.0, seed=seed)
        draws = posterior(*asked(who), Priors(), 400, rng=np.random.default_rng(seed))
        low, high = np.quantile(draws.values["fitness_days"], (0.05, 0.95))
        held += bool(low < 45.0 < high)

    # 36 of 40 expected, three standard deviations below
    assert held >= 30


def test_more_tests_narrow_the_posterior() -> None:
    spreads = [
        posterior(*asked(athlete(n_tests=n)), Priors(), 2000, rng=np.random.default_rng(0)).values["fitness_days"].std()
        for n in (10, 30, 90)
    ]

    assert spreads == sorted(spreads, reverse=True)


def test_same_seed_gives_the_same_draws(swinging: Athlete) -> None:
    one, two = (posterior(*asked(swinging), Priors(), 50, rng=np.random.default_rng(9)) for _ in range(2))

    np.testing.assert_array_equal(one.values["baseline"], two.values["baseline"])


def test_test_of_large_error_is_hardly_heard(swinging: Athlete) -> None:
    traces, tests = asked(swinging)
    sd = tests.sd.copy()
    sd[4] = 1e3
    wild = tests.y.copy()
    wild[4] += 100.0
    alike = [
        posterior(traces, Observed(y, sd, tests.members, tests.levels), Priors(), 2000, rng=np.random.default_rng(3))
        for y in (tests.y, wild)
    ]

    assert alike[0].values["baseline"].mean() == pytest.approx(alike[1].values["baseline"].mean(), abs=0.2)


def test_too_few_tests_leave_the_time_constants_to_the_prior() -> None:
    traces, tests = asked(athlete(n_tests=6))
    draws = prior_alone(traces, tests, Priors(), 20_000, rng=np.random.default_rng(4))
    prior = Priors().draw(20_000, np.random.default_rng(5))
    for name in ("fitness_days", "fatigue_days"):
        np.testing.assert_allclose(
            np.quantile(draws.values[name], (0.1, 0.5, 0.9)), np.quantile(prior[name], (0.1, 0.5, 0.9)), rtol=0.03
        )
    said = (
        draws.values["baseline"]
        + draws.values["fitness_gain"] * traces.at(np.log(draws.values["fitness_days"])).T
        - draws.values["fatigue_gain"] * traces.at(np.log(draws.values["fatigue_days"])).T
    )
    assert np.median(said) == pytest.approx(np.median(tests.y), rel=0.1)


def test_prior_never_lets_fatigue_outlast_fitness() -> None:
    drawn = Priors().draw(5000, np.random.default_rng(6))

    assert (drawn["fatigue_days"] < drawn["fitness_days"]).all()


def test_priors_scale_with_the_performance() -> None:
    half = Priors.about(130.0)

    assert (130.0, 20.0) == half.baseline
    assert half.fitness_gain.median == pytest.approx(0.06)
    assert half.fitness_days == Priors().fitness_days


# ---- chains


@pytest.mark.parametrize("cls", MODELS.values(), ids=list(MODELS))
def test_every_member_s_parameters_have_priors(cls: type[ResponseModel]) -> None:
    free = free_parameters(cls, Priors())

    assert "baseline" in [f.name for f in free]
    assert all(f.prior.sd > 0 for f in free)


@pytest.mark.parametrize("cls", MODELS.values(), ids=list(MODELS))
def test_every_member_has_a_finite_density_somewhere(cls: type[ResponseModel], swinging: Athlete) -> None:
    _, tests = asked(swinging)
    question = Question(
        cls, "inclusive", swinging.loads[:60], 0.0, np.array([20, 40, 59]), _first(tests, 3), Priors(), "W"
    )
    middle, spread = question.centre()
    u = middle + 0.3 * spread * np.random.default_rng(0).standard_normal((50, len(middle)))

    assert np.isfinite(question.log_density(u)).any()
    assert not np.isnan(question.log_density(u)).any()


def _first(tests: Observed, n: int) -> Observed:
    return Observed(tests.y[:n], tests.sd[:n], tests.members[:, :n], tests.levels)


def test_judgement_knows_ensembles_that_disagree() -> None:
    rng = np.random.default_rng(0)
    same = rng.standard_normal((2, 400, 20, 3))
    apart = same + np.array([0.0, 1.0])[:, np.newaxis, np.newaxis, np.newaxis]

    effective, r_hat = judged(same)
    assert r_hat < 1.01
    assert effective == pytest.approx(same.size / 3, rel=0.1)
    assert judged(apart)[1] > 1.1


# ---- what is not known


def test_gap_widens_the_band(swinging: Athlete) -> None:
    holes = swinging.loads.copy()
    holes[100:120] = np.nan
    rng = np.random.default_rng
    whole = calibrate(swinging.history, swinging.tests, past=0.0, draws=1000, rng=rng(1))
    gap = calibrate(days_of(holes), swinging.tests, past=0.0, draws=1000, rng=rng(1))
    day = FIRST + timedelta(121)

    assert (gap.material.unknown, len(gap.pasts.before)) == (20, 16)
    assert any("20 of 240 days of load are unknown, which is not rest" in line for line in gap.verdict)
    assert gap.band(day).high - gap.band(day).low > whole.band(day).high - whole.band(day).low


def test_unknown_past_is_found_where_the_tests_show_it() -> None:
    who = athlete(n_tests=40)
    trained = calibrate(who.history, who.tests, draws=1000)

    assert trained.fit_past < 0.3 * who.loads[:28].mean()
    assert len(trained.pasts.before) == 16
    assert any("before the first day is not known" in line for line in trained.verdict)


def test_unlikely_pasts_have_few_draws() -> None:
    who = athlete(n_tests=40, noise=0.5)
    found = calibrate(who.history, who.tests, draws=2000)
    before = found.pasts.before[found.pasts.which]

    # there was no training before
    assert before.mean() < 0.7 * found.pasts.before.mean()


def test_tests_without_their_own_error_weigh_alike(swinging: Athlete) -> None:
    even = [Performance(t.day, t.value, t.kind, t.event, sd=1.5) for t in swinging.tests]
    known = calibrate(swinging.history, even, past=0.0, draws=200)
    unknown = calibrate(swinging.history, swinging.tests, past=0.0, draws=200)

    assert known.squares == pytest.approx(unknown.squares, rel=1e-6)
