"""Resting heart rate of eight people over five months (PMData, Thambawita et al., MMSys 2020)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.where import DATA

from periodize.flags import Sign, resting_hr
from periodize.flags.findings import spells
from periodize.history import History

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = DATA / "histories" / "pmdata"


def mornings(path: Path) -> History:
    """One person's record; 0 stands for a morning without a value there."""
    rows = [(datetime.fromisoformat(r["dateTime"]).date(), r["value"]["value"]) for r in json.loads(path.read_text())]
    first, last = min(rows)[0], max(rows)[0]
    values = np.full((last - first).days + 1, np.nan)
    for day, value in rows:
        values[(day - first).days] = value or np.nan
    return History(np.datetime64(first) + np.arange(values.size), {"resting_hr": values[None]})


@pytest.mark.skipif(not FOLDER.exists(), reason="PMData is not here")
def test_resting_hr_fires_in_three_of_eight_people_once_each() -> None:
    people = {}
    for path in sorted(FOLDER.glob("*/resting_heart_rate.json")):
        found = [item for item in resting_hr(mornings(path)) if isinstance(item, Sign)]
        people[path.parent.name] = (len(found), len(list(spells(found))))

    assert {name: counts for name, counts in people.items() if counts[0]} == {
        "p05": (11, 1),
        "p06": (2, 1),
        "p08": (2, 1),
    }
    assert len(people) == 8
