"""What deserves a look, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from periodize.athlete import Athlete
from periodize.project.folder import STORE_NAME
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
