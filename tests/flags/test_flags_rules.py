"""Each rule fires when it should, and only then."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.flags.records import START, days_of, reasons, record, signs_of

from periodize.flags import (
    data_gate,
    load_jump,
    monotonous_week,
    monotony,
    resting_hr,
    session_spike,
    strain,
)
from periodize.history import History

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

# R1 session spike


def runs(*last: float, before: int = 10) -> History:
    """A run of 10 km every other day, then these distances [km], nan for a day without."""
    usual = [10.0, np.nan] * before
    return record(longest_run=1000 * np.array([*usual, *last]))


@pytest.mark.parametrize(("distance", "fires"), [(10.0, False), (11.0, False), (11.01, True), (25.0, True)])
def test_spike_fires_above_a_tenth_more_than_the_longest(distance: float, fires: bool) -> None:
    assert fires == bool(days_of(session_spike, runs(distance)))


def test_spike_does_not_fire_when_a_longer_run_lies_30_days_back() -> None:
    assert not days_of(session_spike, runs(15.0, *[np.nan] * 29, 12.0, before=4))


def test_spike_fires_when_the_longer_run_lies_31_days_back() -> None:
    longer, shorter = 15.0, 9.0
    history = runs(longer, *[np.nan] * 20, shorter, *[np.nan] * 9, 12.0)

    assert days_of(session_spike, history) == [20, 51]


def test_spike_does_not_judge_the_ninth_day_when_only_seven_runs_are_on_record() -> None:
    assert not days_of(session_spike, runs(20.0, before=7))


def test_spike_judges_the_ninth_run() -> None:
    assert days_of(session_spike, runs(20.0, before=8)) == [16]


def test_spike_does_not_judge_the_first_run_after_a_break() -> None:
    assert not days_of(session_spike, runs(*[np.nan] * 30, 20.0))


def test_spike_uses_the_athlete_s_own_limit() -> None:
    assert not days_of(session_spike, runs(12.0), limit=1.25)


def test_spike_within_the_study_s_reference_claims_no_rate() -> None:
    (sign,) = signs_of(session_spike, runs(10.7), limit=1.05)

    assert "7 % longer" in sign.message
    assert "rate ratio" not in sign.message


def test_spikes_on_following_days_are_events_of_their_own() -> None:
    assert days_of(session_spike, runs(12.0, 14.0)) == [20, 21]


def test_spike_says_what_was_seen_and_how_often() -> None:
    (sign,) = signs_of(session_spike, runs(12.3))

    assert (sign.n, sign.seen, sign.limit) == (10, 1.23, 1.1)
    assert sign.message.startswith(
        "The run of 12.3 km on 21 January 2024 was 23 % longer than the longest of the 30 days before "
        "(10.0 km, n=10 days with a run)."
    )
    assert sign.unusual == "1 of your last 3 comparable runs did this"


def test_spike_says_times_when_it_is_more_than_double() -> None:
    (sign,) = signs_of(session_spike, runs(39.8))

    assert "was 4.0 times the longest" in sign.message


def test_spike_is_not_evaluated_without_enough_runs() -> None:
    assert reasons(session_spike, runs(before=7)) == ["only 7 days with a run, needs 8 before the first judged"]


def test_spike_is_evaluated_with_eight_runs() -> None:
    assert not reasons(session_spike, runs(before=8))


def test_spike_is_not_evaluated_after_30_days_without_a_run() -> None:
    assert reasons(session_spike, runs(*[np.nan] * 30)) == ["no run in the last 30 days to hold the next one against"]


# R11 monotony

HARD_EASY = [100.0, 0, 60, 0, 80, 20, 40]


def weeks(*parts: tuple[int, list[float]]) -> list[float]:
    return [load for count, week in parts for _ in range(count) for load in week]


def test_monotony_fires_on_a_big_even_week() -> None:
    history = record(load=weeks((10, HARD_EASY), (1, [60, 70, 60, 70, 60, 70, 60])))

    assert days_of(monotonous_week, history)[-1] == 76


def test_monotony_fires_where_a_plain_count_says() -> None:
    load = np.random.default_rng(7).gamma(4.0, 20.0, 400).round(3)
    load[[150, 151, 300]] = np.nan
    windows = {i: load[i - 6 : i + 1] for i in range(6, 400) if not np.isnan(load[i - 6 : i + 1]).any()}
    total = {i: week.sum() for i, week in windows.items()}
    even = {i: week.mean() / week.std(ddof=1) for i, week in windows.items()}
    expected = set()
    for i in windows:
        before = [j for j in range(i - 188, i - 6) if j in windows]
        bigger = [total[j] < total[i] for j in before]
        if len(before) >= 50 and even[i] >= 2.5 and np.mean(bigger) >= 0.75:
            expected.add(i)
    found = signs_of(monotonous_week, record(load=load), limit=2.5)

    assert len(expected) > 10
    assert {(sign.day - START).days for sign in found} == expected


def test_monotony_does_not_fire_on_a_small_even_week() -> None:
    history = record(load=weeks((10, HARD_EASY), (1, [30, 35, 30, 35, 30, 35, 30])))

    assert not signs_of(monotonous_week, history)


def test_monotony_does_not_fire_on_a_fixed_routine() -> None:
    assert not days_of(monotonous_week, record(load=weeks((30, [56.5, 48.3, 56.6, 40.2, 47.3, 41.6, 53.1]))))


def test_monotony_does_not_fire_on_equal_days_all_year() -> None:
    assert not days_of(monotonous_week, record(load=[50.1] * 300))


def test_monotony_of_equal_days_is_named_not_infinite() -> None:
    history = record(load=weeks((10, HARD_EASY), (1, [70.1] * 7)))
    sign = signs_of(monotonous_week, history)[-1]

    assert sign.seen == 10
    assert "the days hardly differ" in sign.message


def test_a_strain_peak_alone_is_no_sign() -> None:
    history = record(load=weeks((12, HARD_EASY), (1, [100, 20, 80, 20, 90, 50, 60])))

    assert not signs_of(monotonous_week, history)


def test_monotony_tells_the_strain_that_it_makes() -> None:
    history = record(load=weeks((10, HARD_EASY), (1, [60, 70, 60, 70, 60, 70, 60])))

    assert "strain" in signs_of(monotonous_week, history)[-1].unusual


def test_monotony_is_not_evaluated_when_a_day_of_the_week_is_unknown() -> None:
    load = weeks((12, HARD_EASY))
    load[-3] = np.nan

    assert reasons(monotonous_week, record(load=load)) == ["load is known for 6 of the last 7 days"]


def test_monotony_is_evaluated_from_the_ninth_week() -> None:
    assert not reasons(monotonous_week, record(load=weeks((9, HARD_EASY))))
    assert reasons(monotonous_week, record(load=weeks((9, HARD_EASY))[1:])) == [
        "load is known for 62 days, needs 9 weeks with few gaps"
    ]


def test_monotony_is_not_evaluated_when_half_of_the_record_is_unknown() -> None:
    load = np.array(weeks((32, HARD_EASY)))
    load[np.arange(load.size) % 28 < 12] = np.nan

    assert reasons(monotonous_week, record(load=load)) == ["load is known for 128 days, needs 9 weeks with few gaps"]


def test_monotony_and_strain_work_along_the_last_axis() -> None:
    load = np.random.default_rng(1).gamma(2.0, 30.0, size=(3, 2, 40))

    assert monotony(load).shape == load.shape
    np.testing.assert_array_equal(strain(load)[2, 1], strain(load[2, 1]))


# R12 load jump


def steady_then(week_load: float, *, usual: float = 350.0, before: int = 4) -> History:
    return record(load=np.repeat([usual / 7] * before + [week_load / 7], 7))


@pytest.mark.parametrize(("week_load", "fires"), [(455, False), (456, True), (800, True), (100, False)])
def test_load_jump_fires_above_a_third_more_than_four_weeks(week_load: float, fires: bool) -> None:
    assert fires == (34 in days_of(load_jump, steady_then(week_load)))


def test_load_jump_ignores_less_than_an_hour_of_easy_running() -> None:
    assert not days_of(load_jump, steady_then(150, usual=100))


def test_load_jump_does_not_fire_when_an_easy_week_came_before() -> None:
    history = record(load=np.repeat(np.array([350, 360, 370, 150, 380]) / 7, 7))

    assert not days_of(load_jump, history)


def test_load_jump_is_not_judged_after_four_weeks_of_rest() -> None:
    history = steady_then(300, usual=0)

    assert not days_of(load_jump, history)
    assert reasons(load_jump, history) == ["no training in the four weeks before this one, nothing to hold it against"]


def test_load_jump_is_not_evaluated_when_a_day_of_five_weeks_is_unknown() -> None:
    load = np.full(100, 50.0)
    load[70] = np.nan

    assert reasons(load_jump, record(load=load)) == ["load is known for 34 of the last 35 days"]


def test_load_jump_of_rest_days_is_not_the_same_as_unknown_days() -> None:
    load = np.full(100, 50.0)
    load[70] = 0.0

    assert not reasons(load_jump, record(load=load))


def raced_on(day: int, history: History, load: float) -> History:
    """The history with a planned race on a day, of a load."""
    race = np.zeros((1, history.n_days))
    race[0, day] = load
    every = {**history.series, "load": history.series["load"] + race, "race_load": race}
    return History(history.dates, every, history.units)


@pytest.mark.parametrize(("week_load", "fires"), [(455, False), (456, True)])
def test_load_jump_leaves_a_planned_race_out_of_the_week_that_it_judges(week_load: float, fires: bool) -> None:
    assert fires == (34 in days_of(load_jump, raced_on(34, steady_then(week_load), 300.0)))


def test_load_jump_beside_a_race_says_that_the_race_is_left_out() -> None:
    last = signs_of(load_jump, raced_on(34, steady_then(490), 300.0))[-1]

    assert "was 490 without its race (300), 40 % more" in last.message


def test_load_jump_counts_a_race_in_the_weeks_before() -> None:
    history = steady_then(490)

    assert [True, False] == [34 in days_of(load_jump, one) for one in (history, raced_on(27, history, 100.0))]


def formed(form: ArrayLike) -> History:
    values = np.asarray(form, dtype=np.float64)
    return record(load=np.full(values.size, 50.0), fitness=np.full(values.size, 50.0), form=values)


def test_form_fires_when_below_a_third_of_fitness_and_below_the_athlete_s_own_days() -> None:
    assert days_of(load_jump, formed([*[-5.0] * 80, -16.0])) == [80]


@pytest.mark.parametrize(("days_since", "fires"), [(0, True), (1, False), (7, False), (8, True)])
def test_form_does_not_fire_in_the_week_after_a_planned_race(days_since: int, fires: bool) -> None:
    history = raced_on(80 - days_since, formed([*[-5.0] * 80, -16.0]), 10.0)

    assert fires == (80 in days_of(load_jump, history))


def test_form_does_not_fire_when_it_is_usual_for_the_athlete() -> None:
    assert not days_of(load_jump, formed([-16.0, -17.0] * 60))


def test_form_does_not_fire_when_it_is_unusual_but_not_low() -> None:
    assert not days_of(load_jump, formed([*[5.0] * 80, -14.0]))


def test_form_does_not_fire_in_the_first_eight_weeks() -> None:
    assert not days_of(load_jump, formed([*[-5.0] * 55, -16.0]))


def test_form_and_week_load_are_one_sign() -> None:
    load = np.repeat([50.0] * 12 + [100.0], 7)
    history = record(load=load, fitness=np.full(91, 50.0), form=np.where(load > 60, -30.0, 0.0))
    last = [sign for sign in signs_of(load_jump, history) if (sign.day - START).days == 90]

    assert len(last) == 1
    assert "form stood at -60 % of fitness" in last[0].message


# R9 resting heart rate


def mornings(*last: float, usual: int = 28) -> History:
    return record(resting_hr=[51.0] * usual + list(last))


@pytest.mark.parametrize(
    ("last", "fires"),
    [
        ((56.0, 56.0), True),
        ((55.9, 60.0), False),
        ((56.0,), False),
        ((56.0, 51.0, 56.0), True),
        ((56.0, np.nan, 56.0), True),
        ((56.0, 51.0, 51.0, 56.0), False),
    ],
)
def test_resting_hr_fires_on_two_raised_mornings_of_three(last: tuple[float, ...], fires: bool) -> None:
    assert fires == bool(days_of(resting_hr, mornings(*last)))


def test_resting_hr_names_the_worst_morning() -> None:
    (sign,) = signs_of(resting_hr, mornings(60.0, 57.0))

    assert (sign.seen, sign.n, sign.day) == (9.0, 28, START + timedelta(29))
    assert "was 60 bpm on 29 January 2024" in sign.message


@pytest.mark.parametrize(("known", "fires"), [(16, False), (17, True)])
def test_resting_hr_needs_17_of_28_mornings(known: int, fires: bool) -> None:
    values = [*[np.nan] * (27 - known), *[51.0] * known, 60.0, 60.0]

    assert fires == bool(days_of(resting_hr, record(resting_hr=values)))


def test_resting_hr_says_how_many_mornings_are_missing() -> None:
    values = [*[np.nan] * 19, *[51.0] * 9]

    assert reasons(resting_hr, record(resting_hr=values)) == ["only 9 of the last 28 mornings logged, needs 17"]


def test_resting_hr_is_not_evaluated_when_the_last_mornings_are_missing() -> None:
    assert reasons(resting_hr, mornings(np.nan, np.nan)) == ["only 1 of the last 3 mornings logged, needs 2"]


# R17 data gate


def test_data_gate_is_silent_on_a_fresh_record_of_four_weeks() -> None:
    assert not list(data_gate(record(load=[50.0] * 28)))


def test_data_gate_says_when_the_record_is_short() -> None:
    history = record(load=[np.nan] * 10 + [50.0] * 12)

    assert reasons(data_gate, history) == ["only 12 days of record, needs 28 to know what is usual"]


@pytest.mark.parametrize(("silent", "stale"), [(7, False), (8, True)])
@pytest.mark.parametrize("value", [0.0, np.nan])
def test_data_gate_says_when_the_record_is_stale(silent: int, value: float, stale: bool) -> None:
    assert stale == bool(reasons(data_gate, record(load=[50.0] * 40 + [value] * silent)))


def test_data_gate_does_not_take_a_model_for_a_record() -> None:
    history = record(load=[50.0] * 40 + [0.0] * 10, fitness=[30.0] * 50)

    assert reasons(data_gate, history) == [
        "nothing recorded for 10 days, since 9 February 2024: rest, or files that are not read in yet"
    ]


def test_data_gate_says_when_nothing_is_recorded() -> None:
    assert reasons(data_gate, record(load=[np.nan] * 40)) == ["nothing is recorded"]
