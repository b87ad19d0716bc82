"""What athletes make of a season: steps after a time away, sessions skipped, sessions made up for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.simulation.seasons import NOON, daily, played, races, series

from periodize.response import ParameterError, parameters
from periodize.simulation import POLICIES, Dose, Spell, life
from periodize.simulation.disturbances import Illness, Missed
from periodize.simulation.policies import CatchUp, Follow, SkipTired, SteppedReturn

if TYPE_CHECKING:
    from periodize.response.base import Number
    from periodize.simulation.policies import Policy
    from periodize.simulation.world import World

ALL = list(POLICIES.values())


class Watched:
    """A policy that lets a test see the world that it acted in."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.world: Any = None

    def share(self, world: World, dose: Dose, possible: Number) -> Number:
        self.world = world
        return self.policy.share(world, dose, possible)


def away(first: int, last: int, days: int, policy: Policy, **others: Any) -> list[float]:
    """Return the daily load of one athlete who is ill for some days."""
    doses = others.pop("doses", daily(days))
    found = played(
        doses, days, runs=1, disturbances=[Illness(by_chance=False)], spells=[Spell("illness", first, last)],
        policy=policy, **others,
    )  # fmt: skip
    return [round(load, 9) for load in series(found, "load")[0].tolist()]


@pytest.mark.parametrize("member", ALL, ids=lambda p: p.name)
def test_a_season_in_which_nothing_happens_is_done_as_planned(member: type[Policy]) -> None:
    found = played([*daily(60), *races(61)], 62, runs=2, policy=member())

    assert [60.0] * 60 + [0.0, 90.0] == series(found, "load")[0].tolist()


@pytest.mark.parametrize("member", ALL, ids=lambda p: p.name)
def test_every_parameter_says_what_it_is_and_where_it_comes_from(member: type[Policy]) -> None:
    for parameter in parameters(member):
        assert parameter.unit
        assert parameter.doc
        assert parameter.source


@pytest.mark.parametrize("member", [p for p in ALL if p is not CatchUp], ids=lambda p: p.name)
def test_nobody_does_more_of_a_session_than_is_possible(member: type[Policy]) -> None:
    doses = [*daily(60), *races(40)]
    found = series(played(doses, 60, runs=300, disturbances=life("rough"), policy=member()), "load")
    raced = series(played(doses, 60, runs=300, disturbances=life("rough"), policy=member()), "raced")
    planned = np.array([60.0 + 90.0 * (day == 40) for day in range(60)])

    assert (found <= np.where(raced > 0, 110.0, planned)).all()


@pytest.mark.parametrize("member", ALL, ids=lambda p: p.name)
def test_nobody_trains_while_laid_off(member: type[Policy]) -> None:
    assert [0.0] * 4 == away(10, 13, 30, member())[10:14]


def test_after_an_illness_the_plan_is_followed_at_once() -> None:
    assert [60.0] * 3 + [0.0] * 3 + [60.0] * 4 == away(3, 5, 10, Follow())


# ---- stepped return


def test_after_a_few_days_of_illness_each_step_is_a_day() -> None:
    assert [0.0, 0.0, 24.0, 42.0, 60.0] == away(3, 6, 12, SteppedReturn())[6:11]


def test_after_three_weeks_each_step_is_three_days() -> None:
    expected = [0.0] * 3 + [24.0] * 3 + [42.0] * 3 + [60.0] * 3

    assert expected == away(3, 23, 40, SteppedReturn())[24:36]


def test_a_race_on_the_way_back_is_run_whole() -> None:
    assert [0.0, 90.0, 42.0] == away(3, 6, 12, SteppedReturn(), doses=[*daily(8), *races(8), *daily(10)[9:]])[7:10]


def test_an_illness_that_begins_within_another_is_one_time_away() -> None:
    spells = [Spell("illness", 3, 9), Spell("illness", 8, 16)]
    found = played(
        daily(30), 30, runs=1, disturbances=[Illness(by_chance=False)], spells=spells, policy=SteppedReturn()
    )

    # 14 days away: steps of two days
    np.testing.assert_allclose([0, 0, 24, 24, 42, 42, 60], series(found, "load")[0][17:24])


# ---- skip when tired


def test_sessions_are_skipped_while_form_is_below_the_limit() -> None:
    # fatigue of twice the fitness: form is -1, and rises as the days go by
    told: dict[str, Any] = {"runs": 1, "fitness": 60.0, "fatigue": 120.0}
    found = series(played(daily(20), 20, policy=SkipTired(), **told), "load")[0]
    fitness, fatigue, expected = 60.0, 120.0, []
    for _ in range(20):
        load = 0.0 if 1 - fatigue / fitness < -0.3 else 60.0
        expected.append(load)
        fitness += (load - fitness) * (1 - np.exp(-1 / 42))
        fatigue += (load - fatigue) * (1 - np.exp(-1 / 7))

    assert 0.0 in expected
    assert expected == found.tolist()


@pytest.mark.parametrize("doses", [daily(3, key=True), races(0, 1, 2)], ids=["key", "race"])
def test_key_sessions_and_races_are_done_tired(doses: list[Dose]) -> None:
    found = series(played(doses, 3, runs=1, fatigue=200.0, policy=SkipTired()), "load")[0]

    assert (found > 0).all()


def test_who_skips_when_tired_comes_back_by_steps_too() -> None:
    assert away(3, 6, 12, SteppedReturn()) == away(3, 6, 12, SkipTired(limit=-5.0))


# ---- catch up


def made_up(policy: CatchUp, missed: np.ndarray[Any, Any], loads: list[float]) -> list[float]:
    """Return one athlete's daily loads by the same rule, written with a list of debts."""
    debts: list[tuple[int, float]] = []
    done = []
    for day, (gone, load) in enumerate(zip(missed, loads, strict=True)):
        debts = [(since, owed) for since, owed in debts if day - since <= policy.days]
        if gone:
            debts.append((day, load))
            done.append(0.0)
            continue
        room, extra, left = policy.cap * load, 0.0, []
        for since, owed in debts:
            paid = min(owed, room)
            room, extra = room - paid, extra + paid
            left.append((since, owed - paid))
        debts = left
        done.append(load + extra)
    return done


def test_what_is_made_up_for_is_what_the_rule_says() -> None:
    loads = [40.0 + 10 * (day % 5) for day in range(80)]
    doses = [Dose(day, NOON, load) for day, load in enumerate(loads)]
    policy = CatchUp(days=5.0)
    found = played(doses, 80, runs=60, disturbances=[Missed(share=0.3)], policy=policy)

    expected = [made_up(policy, gone, loads) for gone in series(found, "missed")]
    np.testing.assert_allclose(expected, series(found, "load"), rtol=1e-12)


def test_nothing_is_lost_or_made_up_for_twice() -> None:
    watched = Watched(CatchUp(days=60.0))
    found = played(daily(60), 60, runs=500, disturbances=[Missed(share=0.2)], policy=watched)
    owed = watched.world.notes["catch-up"].sum(axis=0)

    assert owed.any()
    np.testing.assert_allclose(60 * 60.0, series(found, "load").sum(axis=1) + owed)


def test_a_share_that_circumstances_take_is_made_up_for() -> None:
    found = played(
        daily(6), 6, runs=1, disturbances=[Missed(by_chance=False)], spells=[Spell("holiday", 1, 1, share=0.8)],
        policy=CatchUp(),
    )  # fmt: skip

    np.testing.assert_allclose([60, 48, 72, 60, 60, 60], series(found, "load")[0])


def test_no_session_grows_by_more_than_the_cap() -> None:
    assert [60.0, 0.0, 0.0, 75.0, 75.0] == away(1, 2, 9, CatchUp(cap=0.25))[:5]


def test_what_is_owed_for_too_long_is_given_up() -> None:
    # 240 owed, 6 made up for on each day: after a week nobody owes the last of it
    assert [66.0] * 7 + [60.0] * 2 == away(1, 4, 20, CatchUp(cap=0.1, days=7.0))[5:14]


def test_a_race_is_neither_enlarged_nor_made_up_for() -> None:
    found = away(3, 4, 9, CatchUp(), doses=[*daily(3), *races(4, 5), *daily(9)[6:]])

    assert [60.0, 60.0, 60.0, 0.0, 0.0, 90.0, 60.0, 60.0, 60.0] == found


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SteppedReturn(second=1.5), "second"),
        (lambda: CatchUp(days=0.0), "days"),
        (lambda: SkipTired(limit=float("nan")), "limit"),
    ],
)
def test_a_parameter_outside_its_bounds_is_refused(make: Any, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        make()
