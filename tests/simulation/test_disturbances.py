"""Disturbances against their own parameters: how often, how long, how much, and nothing when switched off.

Counts and shares are held within four standard errors of 4,096 runs, with one seed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import erf, log, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.simulation.seasons import NOON, RUNS, START, abilities, daily, played, races, series, spells_of, world

from periodize.errors import UnknownNameError
from periodize.response import ParameterError, parameters
from periodize.simulation import DISTURBANCES, Dose, Spell, Start, life
from periodize.simulation.disturbances import Altitude, ExtraRace, Heat, Illness, Injury, Missed, Sleep, Travel, assumed
from periodize.simulation.disturbances.injury import Longest

if TYPE_CHECKING:
    from periodize.simulation.disturbances import Disturbance

ALL = list(DISTURBANCES.values())
YEAR = 365


def below(days: float, median: float, spread: float) -> float:
    """Return the share of a log-normal time that is at most some days."""
    return (1 + erf(log(days / median) / spread / sqrt(2))) / 2


def near(expected: float, error: float) -> Any:
    return pytest.approx(expected, abs=4 * error)


def whole(marks: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the lengths of those stretches that the end of the year does not cut short, but for a few."""
    first, lengths = spells_of(marks)
    return lengths[first < YEAR - 120]


# ---- the family


@pytest.mark.parametrize("member", ALL, ids=lambda m: m.name)
def test_switched_off_a_disturbance_changes_nothing(member: type[Disturbance]) -> None:
    doses = [*daily(60), *races(61)]
    with_it = played(doses, 62, runs=20, disturbances=[member(by_chance=False)]).history.series
    without = played(doses, 62, runs=20).history.series

    assert without.keys() == with_it.keys()
    for name, values in without.items():
        np.testing.assert_array_equal(values, with_it[name])


@pytest.mark.parametrize("member", ALL, ids=lambda m: m.name)
def test_every_parameter_says_what_it_is_and_where_it_comes_from(member: type[Disturbance]) -> None:
    for parameter in parameters(member):
        assert parameter.unit
        assert parameter.doc
        assert parameter.source


@pytest.mark.parametrize("member", ALL, ids=lambda m: m.name)
def test_what_a_rough_season_changes_are_parameters(member: type[Disturbance]) -> None:
    assert set(member.rough) <= {p.name for p in parameters(member)}


@pytest.mark.parametrize("member", ALL, ids=lambda m: m.name)
def test_a_life_without_chance_says_nothing_of_it(member: type[Disturbance]) -> None:
    assert member(by_chance=False).summary == ""


def test_what_is_assumed_of_altitude_is_told_where_there_is_altitude() -> None:
    members = life("typical")
    (told,) = assumed(members, [Spell("camp", 3, 5, altitude=2000.0), Spell("illness", 3, 5)])

    assert "6.3 % less aerobic power" in told
    assert () == assumed(members, [Spell("illness", 3, 5)])


def test_each_kind_of_spell_has_one_disturbance_that_answers() -> None:
    kinds = [kind for member in ALL for kind in member.kinds]

    assert sorted(set(kinds)) == sorted(kinds)
    assert {"illness", "injury", "altitude", "heat", "travel", "holiday", "sleep", "race"} <= set(kinds)


def test_levels_of_a_life() -> None:
    assert not any(member.by_chance for member in life("none"))
    assert all(member.by_chance for member in life("typical"))
    assert {m.name: m.rough["per_year"] for m in life("rough") if "per_year" in m.rough} == {
        m.name: m.per_year for m in life("rough") if isinstance(m, Illness | Sleep | ExtraRace)
    }


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'rough'"):
        life("tough")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Illness(per_year=-1.0), "per_year"),
        (lambda: Illness(days=float("nan")), "days"),
        (lambda: Missed(share=1.2), "share"),
        (lambda: Altitude(fades=0.0), "fades"),
    ],
)
def test_a_parameter_outside_its_bounds_is_refused(make: Any, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        make()


@pytest.mark.parametrize("other", [Missed, Sleep, Injury, ExtraRace], ids=lambda m: m.name)
def test_switching_one_off_leaves_the_draws_of_another_as_they_were(other: type[Disturbance]) -> None:
    illness = Illness(strain=0.0)
    noisy = other(**dict[str, Any](other.rough))
    alone = played(daily(YEAR), YEAR, runs=500, disturbances=[illness])
    together = played(daily(YEAR), YEAR, runs=500, disturbances=[illness, noisy])

    np.testing.assert_array_equal(series(alone, "ill"), series(together, "ill"))
    assert (series(alone, "load") != series(together, "load")).any()


# ---- illness


@pytest.fixture(scope="module")
def a_year_of_illness() -> np.ndarray[Any, Any]:
    return series(played([], YEAR, disturbances=[Illness(strain=0.0)]), "ill")


def test_illnesses_come_as_often_as_stated(a_year_of_illness: np.ndarray[Any, Any]) -> None:
    first, _ = spells_of(a_year_of_illness)
    # who is ill cannot fall ill
    well = 1 - a_year_of_illness.mean()

    assert near(1.2 * well * YEAR / 365.25, sqrt(1.2 / RUNS)) == first.size / RUNS


def test_a_date_brings_the_same_illness_whenever_the_season_begins() -> None:
    early = series(played([], 200, disturbances=[Illness()]), "ill")
    late = series(played([], 190, start=START + timedelta(days=10), disturbances=[Illness()]), "ill")

    # who is ill on the first day of the early season is well long before
    np.testing.assert_array_equal(early[:, 100:], late[:, 90:])


def test_illnesses_come_in_winter(a_year_of_illness: np.ndarray[Any, Any]) -> None:
    first, _ = spells_of(a_year_of_illness)
    day = first + START.timetuple().tm_yday
    # +-91 days about the peak: half a year of the cosine has a mean of 2 / pi
    cold = np.abs((day - 15 + 182) % 365 - 182) <= 91

    assert near((1 + 0.6 * 2 / np.pi) / 2, 0.5 / sqrt(first.size)) == cold.mean()


def test_illnesses_last_as_long_as_stated(a_year_of_illness: np.ndarray[Any, Any]) -> None:
    lengths = whole(a_year_of_illness)

    for days in (2, 4, 6, 8):
        assert near(below(days, 4.0, 0.5), 0.5 / sqrt(lengths.size)) == (lengths <= days).mean()


@pytest.mark.parametrize(("fatigue", "times"), [(40.0, 1.0), (60.0, 1.0), (90.0, 1.5), (120.0, 2.0), (600.0, 3.0)])
def test_a_hard_week_raises_the_hazard_of_illness(fatigue: float, times: float) -> None:
    ill = series(played([], 1, fatigue=fatigue, disturbances=[Illness(per_year=50.0, winter=0.0)]), "ill")
    risk = 1 - np.exp(-50 / 365.25 * times)

    assert near(risk, sqrt(risk * (1 - risk) / RUNS)) == ill.mean()


def test_who_falls_ill_without_training_is_ill_on_that_day_under_any_plan() -> None:
    light = series(played([], YEAR, disturbances=[Illness()]), "ill")
    hard = series(played(daily(YEAR, load=150.0), YEAR, disturbances=[Illness()]), "ill")
    onset = np.diff(light, axis=1, prepend=0.0) == 1

    assert hard[onset].all()
    assert hard.sum() > light.sum()


def test_the_ill_do_not_train() -> None:
    # whole days: who recovers in a morning trains at noon
    found = played(daily(120), 120, disturbances=[Illness(days=4.0, spread=0.0)])
    ill = series(found, "ill") == 1

    assert not series(found, "load")[ill].any()
    assert not series(found, "distance")[ill].any()
    assert (series(found, "load")[~ill] == 60).all()


# ---- days that are known beforehand


@pytest.mark.parametrize(("member", "kind"), [(Illness, "illness"), (Injury, "injury")])
@pytest.mark.parametrize(("share", "left"), [(None, 0.0), (1.0, 60.0), (0.5, 30.0)])
def test_a_known_time_away_takes_what_it_says(
    member: type[Disturbance], kind: str, share: float | None, left: float
) -> None:
    found = played(
        daily(20), 20, runs=2, disturbances=[member(by_chance=False)], spells=[Spell(kind, 5, 9, share=share)]
    )

    assert [60.0] * 5 + [left] * 5 + [60.0] * 10 == series(found, "load")[0].tolist()
    mark = "ill" if kind == "illness" else "injured"
    assert [5, 6, 7, 8, 9] == np.flatnonzero(series(found, mark)[0]).tolist()


def test_a_time_away_that_began_before_the_season_is_as_long_as_it_was() -> None:
    from periodize.simulation.policies import SteppedReturn

    found = played(
        daily(40), 40, runs=1, disturbances=[Injury(by_chance=False)], spells=[Spell("injury", -20, 0)],
        policy=SteppedReturn(first=0.1, second=0.2, third=0.3),
    )  # fmt: skip

    # three weeks away: three steps of three days
    shares = [0.0, *[0.1] * 3, *[0.2] * 3, *[0.3] * 3, 1.0]
    np.testing.assert_allclose(np.array(shares) * 60, series(found, "load")[0][:11])


def test_a_spell_outside_the_season_changes_nothing() -> None:
    spells = [Spell("illness", -9, -1), Spell("injury", 20, 30), Spell("holiday", -5, -1, share=0.0)]
    found = played(daily(20), 20, runs=1, disturbances=life("none"), spells=spells)

    assert [60.0] * 20 == series(found, "load")[0].tolist()


@pytest.mark.parametrize(("share", "left"), [(0.0, 0.0), (0.6, 36.0), (1.0, 60.0)])
def test_a_holiday_leaves_its_share(share: float, left: float) -> None:
    found = played(
        daily(9, key=True),
        9,
        runs=1,
        disturbances=[Missed(by_chance=False)],
        spells=[Spell("holiday", 3, 5, share=share)],
    )

    assert [60.0] * 3 + [left] * 3 + [60.0] * 3 == series(found, "load")[0].tolist()


@pytest.mark.parametrize(
    "spell", [Spell("holiday", 4, 6, share=0.0), Spell("travel", 5, 5, zones=6.0), Spell("sleep", 4, 6)]
)
def test_a_race_is_run_whole(spell: Spell) -> None:
    found = played(races(5), 9, runs=1, disturbances=life("none"), spells=[spell])

    assert [90.0] == series(found, "load")[0][[5]].tolist()


# ---- injury


@pytest.fixture(scope="module")
def a_year_of_running() -> Any:
    return played(daily(YEAR), YEAR, disturbances=[Injury()])


def test_injuries_come_as_often_in_the_hours_that_are_run_as_stated(a_year_of_running: Any) -> None:
    first, _ = spells_of(series(a_year_of_running, "injured"))
    expected = series(a_year_of_running, "duration")[:, :-1].sum() / 3600 / 1000 * 7.7 * 0.5

    assert near(expected, sqrt(expected)) == first.size


def test_injuries_last_as_long_as_stated(a_year_of_running: Any) -> None:
    lengths = whole(series(a_year_of_running, "injured"))

    for days in (5, 10, 20):
        assert near(below(days, 10.0, 0.8), 0.5 / sqrt(lengths.size)) == (lengths <= days).mean()


def test_other_sports_injure_at_their_own_rate() -> None:
    found = played(daily(YEAR, sport="bike"), YEAR, disturbances=[Injury(other=5.0, stopping=1.0)])
    first, _ = spells_of(series(found, "injured"))
    expected = series(found, "duration")[:, :-1].sum() / 3600 / 1000 * 5.0

    assert near(expected, sqrt(expected)) == first.size


def test_an_injury_begins_on_the_next_day() -> None:
    found = played(daily(3, duration=36_000.0), 3, runs=3, disturbances=[Injury(running=1000.0, stopping=1.0)])

    assert (series(found, "injured").sum(axis=0) == [0, 3, 3]).all()
    assert [60.0, 0.0, 0.0] == series(found, "load")[0].tolist()


@pytest.mark.parametrize(
    ("run", "ratio"), [(0.0, 1.0), (10.0, 1.0), (11.0, 1.0), (11.5, 1.64), (13.5, 1.52), (20.0, 1.52), (21.0, 2.28)]
)
def test_a_run_longer_than_those_of_a_month_raises_the_hazard(run: float, ratio: float) -> None:
    assert [ratio] == Injury().ratio(np.array([1000 * run]), np.array([10_000.0])).tolist()


def test_without_a_run_in_the_month_there_is_no_spike() -> None:
    assert [1.0] == Injury().ratio(np.array([15_000.0]), np.array([0.0])).tolist()


def test_the_longest_run_of_the_month_is_that_of_the_thirty_days_before() -> None:
    seen = world(200, runs=20)
    seen.longest[:] = np.random.default_rng(3).integers(0, 30_000, (200, 20)) * (np.arange(200) % 3 == 0)[:, None]
    longest = Longest(seen)

    for day in (0, 1, 7, 29, 30, 31, 59, 60, 61, 100, 150, 151, 199):
        expected = seen.longest[max(day - 30, 0) : day].max(axis=0, initial=0.0)
        np.testing.assert_array_equal(expected, longest.before(day))


def test_the_first_runs_of_a_season_are_held_against_those_before() -> None:
    longest = Longest(world(longest_before=10_000.0))

    assert [10_000.0, 10_000.0, 0.0] == [longest.before(day)[0] for day in (0, 29, 30)]


# ---- missed


@pytest.fixture(scope="module")
def a_season_of_missing() -> np.ndarray[Any, Any]:
    return series(played(daily(140), 140, disturbances=[Missed()]), "missed")


def test_sessions_are_missed_as_often_as_stated(a_season_of_missing: np.ndarray[Any, Any]) -> None:
    n = a_season_of_missing.size

    assert near(0.08, sqrt(0.08 * 0.92 / n)) == a_season_of_missing.mean()


def test_weekdays_miss_in_their_proportions(a_season_of_missing: np.ndarray[Any, Any]) -> None:
    friday, tuesday = a_season_of_missing[:, 4::7].mean(), a_season_of_missing[:, 1::7].mean()

    assert pytest.approx(1.2 / 0.9, rel=0.03) == friday / tuesday


@pytest.mark.parametrize("doses", [daily(30, key=True), races(5, 9)], ids=["key", "race"])
def test_key_sessions_and_races_are_never_missed(doses: list[Dose]) -> None:
    found = played(doses, 30, runs=50, disturbances=[Missed(share=1.0)])

    assert not series(found, "missed").any()


def test_of_two_sessions_of_a_day_each_has_a_chance_of_its_own() -> None:
    doses = [*daily(60), *(Dose(day, 25_000, 30.0) for day in range(60))]
    missed = series(played(doses, 60, disturbances=[Missed(share=0.3)]), "missed")
    both = 0.3**2

    assert pytest.approx(both, rel=0.05) == (missed == 2).mean()


# ---- sleep


@pytest.fixture(scope="module")
def a_year_of_sleep() -> np.ndarray[Any, Any]:
    return series(played(daily(YEAR), YEAR, disturbances=[Sleep()]), "load") < 60


def test_spells_of_poor_sleep_come_as_often_as_stated(a_year_of_sleep: np.ndarray[Any, Any]) -> None:
    first, _ = spells_of(a_year_of_sleep)
    well = 1 - a_year_of_sleep.mean()
    # spells that touch are seen as one: who slept poorly on the day before may do so again
    expected = 4.0 * well * YEAR / 365.25

    assert pytest.approx(expected, rel=0.03) == first.size / RUNS


def test_every_day_of_a_week_has_the_same_chance(a_year_of_sleep: np.ndarray[Any, Any]) -> None:
    first, _ = spells_of(a_year_of_sleep)
    counts = np.bincount(first % 7, minlength=7)

    assert (np.abs(counts - counts.mean()) < 4 * sqrt(counts.mean())).all()


def test_spells_of_poor_sleep_last_as_long_as_stated(a_year_of_sleep: np.ndarray[Any, Any]) -> None:
    lengths = whole(a_year_of_sleep)

    assert near(0.5, 0.5 / sqrt(lengths.size)) == (lengths <= 3).mean()


def test_poor_sleep_cuts_sessions_and_slows_races() -> None:
    spell = Spell("sleep", 3, 5)
    found = played(
        [*daily(4), *races(5)], 7, runs=1, disturbances=[Sleep(by_chance=False)], spells=[spell],
        starts=[Start("race", 5, 36_000)],
    )  # fmt: skip

    assert [60, 60, 60, 54] == series(found, "load")[0][:4].tolist()
    assert [0.98] == found.starts["race"].ability.tolist()


# ---- travel


def out(zones: float, days: int, **others: Any) -> list[float]:
    return list(Travel(**others).course([Spell("travel", 0, 99, zones=zones)], days))


def test_the_body_clock_follows_eastward_by_57_minutes_a_day() -> None:
    np.testing.assert_allclose([max(8 - 0.95 * day, 0) for day in range(12)], out(8.0, 12))


def test_the_body_clock_follows_westward_by_92_minutes_a_day() -> None:
    np.testing.assert_allclose([max(8 - 92 / 60 * day, 0) for day in range(12)], out(-8.0, 12))


def test_the_body_clock_goes_the_nearer_way_round() -> None:
    np.testing.assert_allclose([11, 11 - 92 / 60], out(13.0, 2))


def test_back_home_the_body_clock_comes_back() -> None:
    course = list(Travel().course([Spell("travel", 0, 20, zones=6.0)], 30))

    assert [0.0] == course[20:21]
    np.testing.assert_allclose([6.0, 6 - 92 / 60], course[21:23])


def test_a_journey_before_the_season_is_still_felt() -> None:
    np.testing.assert_allclose([8 - 3 * 0.95], list(Travel().course([Spell("travel", -3, 20, zones=8.0)], 1)))


def test_days_of_a_journey_leave_half() -> None:
    found = played(
        daily(12), 12, runs=1, disturbances=[Travel()], spells=[Spell("travel", 3, 7, zones=2.0)]
    )  # fmt: skip

    assert [3, 7] == np.flatnonzero(series(found, "load")[0] == 30).tolist()


def test_a_journey_whose_load_is_in_the_plan_takes_nothing() -> None:
    found = played(daily(12), 12, runs=1, disturbances=[Travel()], spells=[Spell("travel", 3, 7, share=1.0, zones=2.0)])

    assert [60.0] * 12 == series(found, "load")[0].tolist()


def test_a_race_is_slower_by_the_hours_that_the_body_clock_is_out() -> None:
    found = abilities([0, 2, 3, 11], runs=2, disturbances=[Travel()], spells=[Spell("travel", 2, 20, zones=8.0)])

    np.testing.assert_allclose([1, 1 - 0.004 * 8, 1 - 0.004 * 7.05, 1], found)


# ---- altitude

HIGH = Spell("altitude", 0, 34, altitude=2300.0)


def test_altitude_slows_races_and_less_so_after_five_weeks() -> None:
    found = abilities([0, 34], runs=2, disturbances=[Altitude(by_chance=False)], spells=[HIGH])
    lost = 0.5 * 0.063 * 2

    np.testing.assert_allclose([1 - lost, 1 - lost * (1 - 0.28 * 34 / 35)], found)


def test_the_aerobic_power_lost_is_that_of_sucec_at_2440_metres() -> None:
    spell = Spell("altitude", 0, 60, altitude=2440.0)
    course = [lost * 6.3 for lost, _ in Altitude().course([spell], 50)]

    assert pytest.approx(12.8, abs=1.0) == course[0]
    assert pytest.approx(9.2, abs=1.0) == course[-1]


def test_after_the_descent_a_gain_stays_and_fades() -> None:
    found = abilities([35, 54, 61, 68, 69], runs=2, disturbances=[Altitude(by_chance=False)], spells=[HIGH])

    np.testing.assert_allclose([1.016, 1.016, 1 + 0.016 * 7 / 14, 1.0, 1.0], found)


def test_the_gain_grows_with_the_hours_until_300() -> None:
    def gain(days: int) -> float:
        spell = Spell("altitude", 0, days - 1, altitude=2300.0)
        return abilities([days], runs=2, disturbances=[Altitude(by_chance=False)], spells=[spell])[0]

    np.testing.assert_allclose([1 + 0.016 * 6 * 24 * 0.011 / 3.3, 1.016], [gain(6), gain(20)])


def test_a_camp_below_the_height_that_counts_brings_no_gain() -> None:
    spell = Spell("camp", 0, 20, altitude=1500.0)

    assert [1.0] == abilities([21], runs=2, disturbances=[Altitude(by_chance=False)], spells=[spell])


def test_up_to_300_metres_nothing_is_lost() -> None:
    spell = Spell("altitude", 0, 20, altitude=300.0)

    assert [1.0, 1.0] == abilities([0, 21], runs=2, disturbances=[Altitude(by_chance=False)], spells=[spell])


def test_every_run_has_a_response_of_its_own_to_altitude() -> None:
    found = played(
        [], 36, disturbances=[Altitude()], spells=[HIGH], starts=[Start("home", 35, NOON), Start("up", 0, NOON)]
    )
    home, up = found.starts["home"].ability, found.starts["up"].ability

    assert near(1.016, 0.016 / sqrt(RUNS)) == home.mean()
    assert pytest.approx(0.016, rel=0.05) == home.std()
    assert pytest.approx(0.5 * 0.008 * 2, rel=0.05) == up.std()


def test_at_altitude_the_same_load_is_a_shorter_run() -> None:
    found = played(daily(2), 2, runs=1, disturbances=[Altitude(by_chance=False)], spells=[HIGH])

    assert [60.0, 60.0] == series(found, "load")[0].tolist()
    assert pytest.approx(10_000 * (1 - 0.5 * 0.063 * 2)) == series(found, "distance")[0][0]


# ---- heat


def test_heat_slows_and_less_so_after_two_weeks() -> None:
    spell = Spell("heat", 0, 20, temperature=32.0)
    found = abilities([0, 7, 14, 20, 21], runs=2, disturbances=[Heat()], spells=[spell])

    np.testing.assert_allclose([1 - 0.051, 1 - 0.051 * 0.75, 1 - 0.051 / 2, 1 - 0.051 / 2, 1.0], found)


def test_heat_that_is_sought_prepares_and_slows_nothing() -> None:
    sauna, race = Spell("heat", 0, 13), Spell("heat", 14, 14, temperature=25.0)
    found = abilities([5, 14], runs=2, disturbances=[Heat()], spells=[sauna, race])

    np.testing.assert_allclose([1.0, 1 - 0.03 / 2], found)


def test_what_was_gained_in_the_heat_is_lost_in_four_weeks() -> None:
    first, race = Spell("heat", 0, 13, temperature=30.0), Spell("heat", 42, 42, temperature=25.0)

    np.testing.assert_allclose([0.97], abilities([42], runs=2, disturbances=[Heat()], spells=[first, race]))


def test_a_mild_day_is_no_heat() -> None:
    spell = Spell("heat", 0, 3, temperature=12.0)

    assert [1.0] == abilities([1], runs=2, disturbances=[Heat()], spells=[spell])


# ---- extra races


def test_extra_races_come_only_in_a_rough_season() -> None:
    assert [0.0, 3.0] == [m.per_year for level in ("typical", "rough") for m in life(level) if isinstance(m, ExtraRace)]


def test_extra_races_come_on_weekends_as_often_as_stated() -> None:
    raced = series(played(daily(YEAR), YEAR, disturbances=[ExtraRace(per_year=3.0)]), "raced")
    weekday = (np.flatnonzero(raced.any(axis=0)) + START.weekday()) % 7

    assert near(3.0, sqrt(3.0 / RUNS)) == raced.sum(axis=1).mean()
    assert {5, 6} == set(weekday.tolist())


def test_extra_races_keep_clear_of_those_of_the_plan() -> None:
    raced = series(played([*daily(60), *races(33)], 60, disturbances=[ExtraRace(per_year=100.0)]), "raced")

    assert {5, 6, 12, 13, 19, 20, 41, 47, 48, 54, 55} == set(np.flatnonzero(raced.any(axis=0)).tolist())


def test_an_extra_race_takes_the_place_of_the_days_sessions() -> None:
    doses = [Dose(5, 25_000, 20.0), Dose(5, NOON, 60.0, 3600.0, 10_000.0)]
    spell = Spell("race", 5, 5, load=100.0, duration=2400.0, distance=9000.0)
    found = played(doses, 8, runs=1, disturbances=[ExtraRace(by_chance=False)], spells=[spell])

    assert [100.0, 2400.0, 9000.0] == [series(found, name)[0][5] for name in ("load", "duration", "distance")]


def test_an_extra_race_on_a_day_of_rest_is_run() -> None:
    spell = Spell("race", 5, 5, load=100.0, duration=2400.0, distance=9000.0)

    assert 100.0 == series(played([], 8, runs=1, disturbances=[ExtraRace()], spells=[spell]), "load").sum()


def test_who_is_ill_does_not_enter_a_race() -> None:
    spells = [Spell("race", 5, 5, load=100.0), Spell("illness", 5, 5)]
    found = played([], 8, runs=1, disturbances=[ExtraRace(), Illness(by_chance=False)], spells=spells)

    assert not series(found, "load").any()


# ---- what holds for all of them


def test_more_load_never_lowers_fitness_in_a_rough_life() -> None:
    # an injury depends on hours, an illness on strain: with those the harder plan may lose more
    chance = [replace(m, strain=0.0) if isinstance(m, Illness) else m for m in life("rough") if m.name != "injury"]
    low, high = (
        series(played(daily(120, load=load), 120, runs=200, disturbances=chance), "fitness") for load in (60.0, 75.0)
    )

    assert (high >= low).all()


@pytest.mark.parametrize("policy", ["follow", "stepped-return"])
def test_an_illness_never_raises_the_load(policy: str) -> None:
    from periodize.simulation import POLICIES

    told: dict[str, Any] = {"runs": 500, "policy": POLICIES[policy]()}
    healthy = series(played(daily(120), 120, disturbances=[Missed()], **told), "load")
    ill = series(played(daily(120), 120, disturbances=[Missed(), Illness(per_year=6.0)], **told), "load")

    assert (ill <= healthy).all()
    assert ill.sum() < healthy.sum()


def test_shifting_a_season_by_a_week_shifts_what_becomes_of_it() -> None:
    kinds: dict[str, dict[str, Any]] = {
        "illness": {}, "altitude": {"altitude": 2000.0}, "travel": {"zones": 5.0}, "heat": {"temperature": 30.0},
        "sleep": {}, "race": {"load": 80.0},
    }  # fmt: skip

    def of(shift: int) -> np.ndarray[Any, Any]:
        doses = [replace(dose, day=dose.day + shift) for dose in daily(80)]
        spells = [
            Spell(kind, 10 * k + shift, 10 * k + 4 + shift, **told) for k, (kind, told) in enumerate(kinds.items())
        ]
        found = played(doses, 80 + shift, runs=1, fitness=0.0, disturbances=life("none"), spells=spells)
        return np.array([series(found, name)[0][shift:] for name in ("load", "distance", "fitness", "fatigue")])

    np.testing.assert_allclose(of(0), of(7))


# ---- what has not ended when a season begins


@pytest.mark.parametrize(("member", "mark"), [(Illness(per_year=0.0), "ill"), (Injury(stopping=0.0), "injured")])
def test_what_is_brought_lasts_as_long_as_those_that_have_lasted_so_long(member: Any, mark: str) -> None:
    spell = Spell(member.name, -6, -1, lasting=True)
    found = played(daily(90), 90, disturbances=[member], spells=[spell])
    away = (found.history.series["load"] == 0).sum(axis=1)
    over = 1 - below(6.0, member.days, member.spread)
    # the session of a day is at noon
    expected = (below(11.5, member.days, member.spread) - (1 - over)) / over

    assert near(expected, sqrt(expected * (1 - expected) / RUNS)) == float((away <= 5).mean())
    assert not series(found, mark).any()


@pytest.mark.parametrize("member", [Illness(by_chance=False), Injury(by_chance=False)])
def test_single_run_brings_the_median_of_those_that_have_lasted_so_long(member: Any) -> None:
    spell = Spell(member.name, -6, -1, lasting=True)
    found = played(daily(90), 90, runs=1, disturbances=[member], spells=[spell])
    away = float((found.history.series["load"] == 0).sum())
    over = 1 - below(6.0, member.days, member.spread)

    # the session of a day is at noon
    low, high = (below(6.0 + days, member.days, member.spread) for days in (away - 0.5, away + 0.5))
    assert (low - (1 - over)) / over < 0.5 < (high - (1 - over)) / over


def test_what_has_lasted_for_longer_than_any_goes_on_all_the_same() -> None:
    spell = Spell("injury", -3000, -1, lasting=True)
    found = played(daily(10), 10, runs=64, disturbances=[Injury(stopping=0.0)], spells=[spell])

    assert np.isfinite(found.history.series["load"]).all()
