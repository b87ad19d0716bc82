"""What charts are drawn from in tests: the example season, and small plans beside it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from periodize.analysis.benchmark import Change, Trend
from periodize.calibration import Calibration, Performance, calibrate
from periodize.compare.signature import Rep, WorkSet
from periodize.history import History
from periodize.plan import Season, read_plan_text
from periodize.project.pictures.subject import Subject
from periodize.project.seasons.question import Question
from periodize.report.views.benchmark import Benchmark, BenchmarkView, Measure, Outing
from periodize.response import ImpulseResponse, respond

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from periodize.report.charts import Drawing
    from periodize.report.views.seasons import SeasonsView

TODAY = date(2026, 11, 22)
MANY = Question(runs=60, seed=3)
PLAN = """\
periodize: 1
title: TITLE
start: 2027-01-04
athlete: {threshold: {run: 4:00/km}, fitness: 40}
races:
  - {id: tune, name: Town 5k, date: 2027-02-07, priority: C, distance: 5km, goal: "19:30"}
  - {id: fondo, name: Spring 10k, date: 2027-03-14, priority: A, distance: 10km, goal: "40:00"}
week: {mon: 60min, wed: 5x3min @ I (2min), sat: long 90min}
blocks:
  - {name: base, weeks: 4}
  - {name: build, until: fondo - 14d, volume: VOLUME}
  - {name: taper, phase: taper, until: fondo + 1d, taper: {volume: 50%}}
"""


def plan_text(title: str = "Short", volume: str = "4h") -> str:
    return PLAN.replace("TITLE", title).replace("VOLUME", volume)


def short(title: str = "Short", volume: str = "4h") -> Season:
    season, problems = read_plan_text(plan_text(title, volume))
    assert season is not None, problems
    return season


def several() -> SeasonsView:
    """The springs of 2026 and 2027, up to the middle of the second, and a year before them."""
    from tests.test_seasons import view

    return view()


def unrecorded(season: Season, question: Question = MANY) -> Subject:
    return Subject(season=season, report=None, today=TODAY, question=question)


def followed(*, odd: bool = False) -> BenchmarkView:
    """Five minutes at threshold, four times a week apart at 4.0, 4.1, 4.2 and 4.3 m/s; `odd`: the third on a hot day."""
    outings = tuple(
        Outing(
            id=f"run-{k}",
            day=TODAY + timedelta(days=7 * k),
            counts=(1,),
            reps=(Rep(0, 600.0, 300.0, 300 * (4 + k / 10), 4 + k / 10, nan, 165.0, 25.0),),
            values={"output": 4 + k / 10, "heart_rate": 165.0 + k},
            conditions={},
            why=("30 degrees, the others 15",) if odd and k == 2 else (),
            source="plan",
        )
        for k in range(4)
    )
    change = Change(4.9, 2.0, 7.8, 1.5, 3, "%")
    measures = (
        Measure("output", "%", change, Trend(9.6, 8.0, 11.2, 4, 0.0, "%"), 1.0, "up"),
        Measure("heart_rate", "bpm", "too few", "too few", nan, ""),
    )
    sets = (WorkSet(1, "time", 300.0, 300.0, 1245.0, nan, "T"),)
    one = Benchmark("5min @ T", "run", sets, ("five",), 1290.0, outings, measures, ("The last was 4.9 % faster.",))
    return BenchmarkView((one,), "", None, None, 4, 0, (), ())


@cache
def calibrated(kind: str = "power") -> Calibration:
    """Two hundred days with twenty tests: watts, or times over two distances."""
    rng = np.random.default_rng(4)
    first = date(2026, 6, 15)
    loads = rng.uniform(0, 120, 200)
    truth = ImpulseResponse(baseline=250.0, fitness_gain=0.09, fatigue_gain=0.15)
    form = respond(loads, model=truth).one("performance")
    tests = []
    for nth, day in enumerate(range(10, 200, 10)):
        level = float(form[day] + 2 * rng.standard_normal())
        if kind == "power":
            tests.append(Performance(first + timedelta(day), level, "power", "20-min test"))
        else:
            event, metres = (("5km run", 5000.0), ("10km run", 10000.0))[nth % 2]
            tests.append(Performance(first + timedelta(day), metres / (level / 65), "time", event))
    history = History(np.datetime64(first, "D") + np.arange(200), {"load": loads[None, :]})
    return calibrate(history, tests, draws=200, rng=rng)


def layers(spec: Any) -> Iterator[Any]:
    """Yield the layers of a chart with their rows, from the top panel down."""
    for part in spec.get("vconcat", ()):
        yield from layers(part)
    for part in spec.get("layer", ()):
        yield from layers(part)
    if "mark" in spec:
        yield spec


def rows_of(drawing: Drawing, mark: str, **look: Any) -> list[list[dict[str, Any]]]:
    """Return the rows of each layer of a mark that looks like that."""
    return [
        layer["data"]["values"]
        for layer in layers(drawing.chart)
        if layer["mark"]["type"] == mark and look.items() <= layer["mark"].items()
    ]
