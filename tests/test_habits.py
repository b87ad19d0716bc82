"""How an athlete carries out plans, told by what was planned and recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from periodize.compare import Done, Planned, Row, State
from periodize.project.seasons.habits import FEWEST, habits

MONDAY = date(2026, 1, 5)


def answered(day: int, longer: float = 1.0, harder: float = 1.0, state: State = State.DONE) -> Row:
    on = MONDAY + timedelta(day)
    plan = Planned(f"p{day}", on, "day", "run", "easy", 3600.0, None, 60.0, hard=False, intent="easy")
    start = datetime.combine(on, datetime.min.time(), UTC) + timedelta(hours=8)
    done = Done(f"d{day}", on, start, "run", 3600.0 * longer, None, 60.0 * longer * harder**2, hard=False)
    return Row(on, "day", plan, None if state is State.MISSED else done, state, None, "")


def test_habits_are_not_told_from_too_few_sessions() -> None:
    rows = [answered(day) for day in range(FEWEST)]

    assert (None, FEWEST) == (habits(rows[1:]), getattr(habits(rows), "n", None))


def test_spread_and_level_of_time_and_intensity_are_found() -> None:
    rng = np.random.default_rng(1)
    time, intensity = np.exp(0.15 * rng.standard_normal(4000)), np.exp(0.04 * rng.standard_normal(4000))
    found = habits([answered(k, 0.9 * t, 1.02 * i) for k, (t, i) in enumerate(zip(time, intensity, strict=True))])
    assert found is not None
    how = found.execution

    assert how.time == pytest.approx(0.15, rel=0.05)
    assert how.intensity == pytest.approx(0.04, rel=0.05)
    assert how.usual_time == pytest.approx(0.9 * np.exp(0.15**2 / 2), rel=0.02)
    assert how.usual_intensity == pytest.approx(1.02, rel=0.01)


def test_forgotten_watch_is_no_habit() -> None:
    rows = [answered(day, 1.0 + 0.02 * (day % 3 - 1)) for day in range(60)]
    with_one = habits([*rows[:-1], answered(59, 0.05)])
    without = habits(rows)
    assert with_one is not None
    assert without is not None

    assert with_one.execution.time == pytest.approx(without.execution.time, rel=0.2)


def test_weekday_that_is_missed_often_has_the_larger_factor() -> None:
    rows = [answered(day, state=State.MISSED if day % 7 == 4 and day % 2 else State.DONE) for day in range(140)]
    found = habits(rows)
    assert found is not None
    factors = {name: found.missed[name] for name in ("monday", "friday", "sunday")}

    assert "friday" == max(factors, key=lambda name: factors[name])
    assert 0.05 < found.missed["share"] < 0.09


def test_skipped_and_open_sessions_and_races_say_nothing() -> None:
    rows = [answered(day) for day in range(40)]
    others = [answered(50, state=State.SKIPPED), answered(51, state=State.UPCOMING), answered(52, state=State.UNKNOWN)]

    assert habits(rows) == habits([*rows, *others])
