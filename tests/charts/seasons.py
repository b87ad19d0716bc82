"""What charts are drawn from in tests: the example season, and small plans beside it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from periodize.calibration import Calibration, Performance, calibrate
from periodize.history import History
from periodize.plan import Season, read_plan_text
from periodize.project.pictures.subject import Subject
from periodize.project.seasons.question import Question
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
