"""Rounds of a race on the clock: a round is started by who started those before it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.simulation.seasons import played, races, series

from periodize.simulation import Spell, Start, life

HEAT, SEMI, FINAL = (Start("heat", 4, 36_000), Start("semi", 6, 36_000, "heat"), Start("final", 8, 36_000, "semi"))


def championship(*starts: Start, spell: Spell | None = None, **others: Any) -> Any:
    told = {"disturbances": life("none"), "spells": [spell] if spell else [], "runs": 1, **others}
    return played(races(4, 6, 8), 10, starts=starts, **told)


@pytest.mark.parametrize(
    ("day", "absent"),
    [(4, {"heat", "semi", "final"}), (6, {"semi", "final"}), (8, {"final"}), (5, set())],
)
def test_who_misses_a_round_starts_none_after_it(day: int, absent: set[str]) -> None:
    found = championship(HEAT, SEMI, FINAL, spell=Spell("illness", day, day))

    assert absent == {key for key, line in found.starts.items() if line.absent.all()}


def test_who_misses_a_round_does_not_do_the_next() -> None:
    found = championship(HEAT, SEMI, FINAL, spell=Spell("illness", 4, 4))

    assert [0.0, 0.0, 0.0] == [float(series(found, "load")[0, day]) for day in (4, 6, 8)]


def test_races_that_are_no_rounds_of_each_other_are_started_for_themselves() -> None:
    found = championship(HEAT, Start("other", 6, 36_000), spell=Spell("illness", 4, 4))

    assert (True, False) == (bool(found.starts["heat"].absent), bool(found.starts["other"].absent))


def test_a_round_when_none_before_it_is_played_is_started() -> None:
    assert not championship(SEMI).starts["semi"].absent.any()


def test_a_race_of_another_hour_is_run_by_who_missed_the_round() -> None:
    doses = [*races(4, 6), *(replace(dose, second=57_600) for dose in races(6))]
    told: dict[str, Any] = {"disturbances": life("none"), "spells": [Spell("illness", 4, 4)], "runs": 1}
    found = played(doses, 10, starts=[HEAT, SEMI], **told)

    assert 90.0 == float(series(found, "load")[0, 6])


def test_share_that_starts_never_grows_from_round_to_round() -> None:
    found = championship(HEAT, SEMI, FINAL, disturbances=life("rough"), runs=4096)
    shares = [float(1 - found.starts[key].absent.mean()) for key in ("heat", "semi", "final")]

    assert sorted(shares, reverse=True) == shares
    assert 1 > shares[-1] > 0


def test_only_the_runs_that_missed_a_round_miss_the_next() -> None:
    found = championship(HEAT, SEMI, disturbances=life("rough"), runs=4096)
    out = found.starts["heat"].absent
    done = series(found, "load")[:, 6] > 0

    assert not done[out].any()
    assert np.array_equal(done[~out], ~found.starts["semi"].absent[~out])
