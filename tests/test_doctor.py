"""What deserves a look, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from periodize.athlete import Athlete, Dated
from periodize.plan import read_plan_text
from periodize.project.folder import STORE_NAME
from periodize.project.plans.planning import schedule
from periodize.project.records.doctor import examine
from periodize.project.records.measuring import remeasure
from periodize.store import Store
from tests.making import MORNING, put, recorded

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sensor_that_was_not_there_is_told_in_words(tmp_path: Path) -> None:
    ride = recorded("a", sport="bike", channels=("power",))
    dead = replace(ride, effort=replace(ride.effort, channels={"power": np.zeros(600)}))
    with Store(tmp_path / STORE_NAME, create=True) as store:
        put(store, "a.fit", dead)
        remeasure(store, Athlete())
        told = [one.text for one in examine(store, Athlete(), today=MORNING.date()).diagnoses]

    assert "power: 0 throughout in 1 activity" in told


PLAN = "periodize: 1\nstart: 2027-01-04\nweek: {sun: 60min, tue: ride 1h}\nblocks: [{name: all, weeks: 4}]\n"


def in_force(folder: Path, athlete: Athlete, plan: str = PLAN) -> tuple[str, ...]:
    """The defaults of a run at 140 bpm and a plan of running and riding."""
    season, problems = read_plan_text(plan)
    assert season is not None, problems
    with Store(folder / STORE_NAME, create=True) as store:
        put(store, "a.fit", recorded("a", channels=("heart_rate",)))
        return examine(store, athlete, today=MORNING.date(), planned=schedule(season)).defaults


def test_what_nobody_gave_is_a_default_in_force(tmp_path: Path) -> None:
    told = in_force(tmp_path, Athlete())
    begins = [
        "maximum heart rate", "resting heart rate", "threshold heart rate", "loads from heart rate",
        "no threshold power of bike: 28 km/h", "no threshold of run: 11 km/h", "fitness at the start of the plan",
        "fitness 42 days, fatigue 7 days (default",
    ]  # fmt: skip

    assert [True] * len(begins) == [text.startswith(begin) for text, begin in zip(told, begins, strict=True)]


def test_what_is_given_is_no_default(tmp_path: Path) -> None:
    given = {name: (Dated(value),) for name, value in (("run", 4.0), ("bike", 250.0), ("hr", 170.0))}
    known = Athlete(given, hr_max=190, hr_rest=50, sex="female", fitness=40)
    model = "model: {name: rolling-average, parameters: {fitness_days: 40}}\n"

    assert () == in_force(tmp_path, known, PLAN + model)


def test_an_athlete_that_cannot_be_read_has_no_defaults(tmp_path: Path) -> None:
    with Store(tmp_path / STORE_NAME, create=True) as store:
        assert () == examine(store, None, today=MORNING.date()).defaults
