"""The past once more: forecasts made at past dates from what was known then, against what happened."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from periodize.errors import UsageError
from periodize.project.seasons.habits import habits
from periodize.report.views.replay import Replay, ReplayRow
from periodize.scores import Held, score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from periodize.calibration import Performance
    from periodize.compare import Row
    from periodize.history import History
    from periodize.load import Load
    from periodize.plan import Schedule, Season
    from periodize.report.views.check import CheckReport
    from periodize.simulation.ensemble import Scenario

    Floats = NDArray[np.float64]
    Progress = Callable[[int, int], None]

AHEAD = 28
"""[d] How far the forecasts of load and form reach: our choice."""

EVERY = 7
"""[d] From one past date to the next: our choice."""

RUNS = 400
"""Runs of each forecast: our choice."""

LEAST_PAST = 42
"""[d] of record before the first past date, as long as fitness remembers: our choice."""

TEST_AHEAD = 14
"""[d] From which a test is forecast: our choice, two weeks as a taper has."""

LEAST_CHANGES = 5
"""Earlier changes that tell how far the last value may be off: our choice."""

MOST_TESTS = 30
"""Tests that are forecast, the latest: our choice."""

DRAWS = 1000
"""Draws of each calibration of the past: our choice."""

LATELY = 28
"""[d] of the record that tell how training goes on without a plan: our choice."""


class Known(NamedTuple):
    """What is known of a season's past.

    Parameters
    ----------
    history : daily load, fitness, fatigue and form of the record, one run; None without one.
    trained : daily load for a calibration, unknown days being unknown.
    rows : planned against recorded.
    planned, loads : the plan and the loads of its sessions; None without one.
    tests : tests and races.
    """

    history: History | None
    trained: History
    rows: Sequence[Row]
    planned: Schedule | None
    loads: Mapping[str, Load]
    tests: Sequence[Performance]


def replay(
    known: Known, *, today: date, seed: int = 0, most: int | None = None, progress: Progress | None = None
) -> Replay:
    """Make the forecasts of the past and score them.

    Parameters
    ----------
    known : the record, the plan, the tests.
    today : the day of the question; nothing after it is looked at.
    seed : of chance.
    most : past dates, evenly over the past, for who cannot wait; None: every one.
    progress : called with the forecasts that are made and all of them.

    Raises
    ------
    UsageError
        if the past is too short for a single forecast.
    """
    cuts = list(_cuts(known, today))
    cuts = cuts[:: ceil(len(cuts) / most)] if most and cuts else cuts
    tests = _tests(known, today)
    if not cuts and not tests:
        message = (
            f"nothing to replay: it takes {LEAST_PAST} recorded days and then {EVERY} planned and recorded ones, or a"
            f" test with five before it and {TEST_AHEAD} days of record between"
        )
        raise UsageError(message)
    whole = len(cuts) + len(tests)
    held: dict[tuple[str, str], list[Held]] = {}
    for done, cut in enumerate(cuts):
        for key, one in _season_from(cut, known, today, seed):
            held.setdefault(key, []).append(one)
        if progress:
            progress(done + 1, whole)
    for done, nth in enumerate(tests):
        made = _test(nth, known, seed)
        if made is not None:
            held.setdefault((f"test, {TEST_AHEAD} days", _unit(known)), []).append(made)
        if progress:
            progress(len(cuts) + done + 1, whole)
    rows = tuple(ReplayRow(name, unit, score(found)) for (name, unit), found in held.items())
    return Replay(first=cuts[0] if cuts else None, last=cuts[-1] if cuts else None, dates=len(cuts), rows=rows)


# ---- load and form from the plan


def _cuts(known: Known, today: date) -> Iterator[date]:
    """Yield the past dates: evenings, with a plan and a record of at least a week ahead of them."""
    history, planned = known.history, known.planned
    if planned is None or history is None:
        return
    last = min(history.end, today, planned.last)
    cut = max(planned.first - timedelta(1), history.start + timedelta(LEAST_PAST))
    while cut + timedelta(EVERY) <= last:
        yield cut
        cut += timedelta(EVERY)


def _season_from(cut: date, known: Known, today: date, seed: int) -> Iterator[tuple[tuple[str, str], Held]]:
    """Yield what a simulation from the evening of a past date says of the days after it, and what happened."""
    import numpy as np

    from periodize.response import RollingAverage
    from periodize.simulation.ensemble import whole_history

    history = known.history
    assert history is not None
    here = history.index(cut)
    scenario = _scenario(cut, known, history)
    played = whole_history(scenario, runs=RUNS, seed=seed)
    reach = min(len(played.dates), (min(history.end, today) - cut).days)
    assert isinstance(scenario.model, RollingAverage)
    fitness, load = history.one("fitness"), history.one("load")
    form = fitness - history.one("fatigue")
    for days, name in ((7, "1 week"), (14, "2 weeks"), (28, "4 weeks")):
        if days > reach:
            continue
        spans = np.array([load[k - days + 1 : k + 1].sum() for k in range(days, here + 1)])
        yield (
            (f"load, {name}", "AU"),
            Held(
                played.series["load"][:, :days].sum(axis=1),
                float(load[here + 1 : here + days + 1].sum()),
                {"as planned": [sum(d.load for d in scenario.doses if d.day < days)], "as before": _again(spans, days)},
            ),
        )
        for what, series, now in (("fitness", fitness, "fitness"), ("form", form, "form")):
            made = played.series[now][:, days - 1]
            if now == "form":
                made = played.series["fitness"][:, days - 1] - played.series["fatigue"][:, days - 1]
            yield (
                (f"{what}, {name}", "AU/day"),
                Held(made, float(series[here + days]), {"as before": _again(series[: here + 1], days)}),
            )


def _again(past: Floats, days: int) -> Floats:
    """Return the last value with the changes that it had over as many days before: what no simulation needs."""
    import numpy as np

    known = past[~np.isnan(past)]
    if len(known) <= days:
        return known[-1:]
    found: Floats = known[-1] + (known[days:] - known[:-days])
    return found


def _scenario(cut: date, known: Known, history: History) -> Scenario:
    """Return the season from the morning after a past date on, with the habits that were known then."""
    from dataclasses import replace

    from periodize.project.seasons.question import Question, circumstances_of, with_habits
    from periodize.project.seasons.scenario import doses_of
    from periodize.response import RollingAverage
    from periodize.simulation.ensemble import Scenario

    planned = known.planned
    assert planned is not None
    offset = (cut - planned.first).days + 1
    days = min(AHEAD, (planned.last - cut).days)
    doses = [
        replace(dose, day=dose.day - offset)
        for dose in doses_of(planned, known.loads)
        if offset <= dose.day < offset + days
    ]
    own = habits([row for row in known.rows if row.planned and row.planned.day <= cut])
    question = Question(runs=RUNS)
    disturbances, policy, execution = circumstances_of(with_habits(question, own) if own else question)
    here = history.index(cut)
    return Scenario(
        doses=doses,
        model=RollingAverage(),
        start=cut + timedelta(1),
        days=days,
        fitness=float(history.one("fitness")[here]),
        fatigue=float(history.one("fatigue")[here]),
        execution=execution,
        disturbances=disturbances,
        policy=policy,
    )


# ---- tests


def _tests(known: Known, today: date) -> list[int]:
    """Return the places of the tests that can be forecast, in order of their days."""
    from periodize.calibration.honesty import FITTED

    days = [test.day for test in known.tests]
    found = [
        nth
        for nth, test in enumerate(known.tests)
        if test.day <= today
        and sum(day <= test.day - timedelta(TEST_AHEAD) for day in days) >= FITTED
        and any(t.event == test.event and t.day <= test.day - timedelta(TEST_AHEAD) for t in known.tests)
    ]
    return sorted(found, key=lambda nth: known.tests[nth].day)[-MOST_TESTS:]


def _test(nth: int, known: Known, seed: int) -> Held | None:
    """Forecast a test from what was known two weeks before it; None where the record of then cannot be calibrated."""
    import numpy as np

    from periodize.calibration import MaterialError, calibrate

    test = known.tests[nth]
    cut = test.day - timedelta(TEST_AHEAD)
    earlier = [t for t in known.tests if t.day <= cut]
    try:
        found = calibrate(known.trained.until(cut), earlier, draws=DRAWS, rng=np.random.default_rng(seed))
    except MaterialError:
        return None
    scale = found.material.scale
    if test.event not in scale.events:
        return None
    runs = len(found.draws.noise)
    index = found.forecast(_coming(known, cut, test.day, runs, seed), runs=runs).series["performance"][:, -1]
    offset = found.draws.baselines[:, scale.events.index(test.event)] - found.draws.baselines[:, 0]
    chance = np.random.default_rng([seed, nth])
    made = index + offset + found.draws.noise * chance.standard_normal(runs)
    own = np.array([scale.index(t) for t in sorted(earlier, key=lambda t: t.day) if t.event == test.event])
    spread = own - own.mean() if len(own) > LEAST_CHANGES else np.zeros(1)
    steps = np.diff(own) if len(own) > LEAST_CHANGES else np.zeros(1)
    trivial = {"last value": own[-1] + steps - steps.mean(), "mean": own.mean() + spread}
    return Held(made, scale.index(test), trivial)


def _coming(known: Known, cut: date, day: date, runs: int, seed: int) -> Floats:
    """Return what the loads up to a test may have been, (runs, days): the plan as it is lived, else weeks as before."""
    import numpy as np

    from periodize.simulation.ensemble import whole_history

    days = (day - cut).days
    planned, history = known.planned, known.history
    if planned and history and planned.first <= cut and day <= planned.last and cut >= history.start:
        scenario = _scenario(cut, known, history)
        return whole_history(scenario, runs=runs, seed=seed).series["load"][:, :days]
    lately = known.trained.until(cut).one("load")[-LATELY:]
    lately = lately[~np.isnan(lately)]
    # whole weeks, each from another of the last four: a day is like its neighbours
    begins = np.random.default_rng([seed, cut.toordinal()]).integers(0, max(1, len(lately) - 6), (runs, -(-days // 7)))
    places = (begins[:, :, np.newaxis] + np.arange(7)).reshape(runs, -1)[:, :days]
    found: Floats = lately[places % len(lately)]
    return found


def _unit(known: Known) -> str:
    from periodize.calibration.performances import Scale

    return Scale.of(known.tests).unit


def past_of(report: CheckReport, season: Season | None, tests: Sequence[Performance], *, today: date) -> Known:
    """Return what a check and some tests know of the past.

    Parameters
    ----------
    report : the check of today, of the whole record.
    season : its plan, or None.
    tests : of a table; the plan's races that were run are tests too.
    today : the day of the question.
    """
    from periodize.project.checks.tested import raced, recorded_loads, with_races
    from periodize.project.plans.planning import planned_loads, schedule

    planned = schedule(season) if season else None
    races = raced(report.comparison.rows)
    return Known(
        history=report.history,
        trained=recorded_loads(report.loads, report.record.activities, until=today),
        rows=report.comparison.rows,
        planned=planned,
        loads=planned_loads(planned) if planned else {},
        tests=sorted(with_races(tests, races, season), key=lambda test: test.day),
    )


def told_tests(path: Path) -> Sequence[Performance]:
    """Return the tests of a table.

    Raises
    ------
    TableError
        if it cannot be opened.
    MaterialError
        if a row cannot be read.
    """
    from periodize.calibration import read_performances
    from periodize.project.seasons.calibrating import bytes_of

    return read_performances(bytes_of(path), source=str(path))


def told_past(loads: Path, performances: Path | None, *, left_out_is_rest: bool) -> Known:
    """Return what tables know of the past: no plan, so that tests alone are forecast. Errors as `told_tests`."""
    from periodize.calibration import read_loads
    from periodize.project.seasons.calibrating import bytes_of

    trained = read_loads(bytes_of(loads), source=str(loads), left_out_is_rest=left_out_is_rest)
    return Known(None, trained, (), None, {}, told_tests(performances) if performances else ())
