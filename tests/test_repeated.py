"""Sessions that were done again and again: what the warning signs are given of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import isnan, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from periodize.activity import Activity
from periodize.athlete import Athlete
from periodize.compare import Done
from periodize.compare.signature import Rep, Signature, WorkSet
from periodize.effort import Effort
from periodize.flags import evaluate
from periodize.project.checks.daily import daily_history
from periodize.project.checks.repeated import repeats, repeats_of, shown
from periodize.project.checks.session_series import repeat_series, session_series

if TYPE_CHECKING:
    from periodize.flags import Sign
    from periodize.report.views.benchmark import Repeat

FIRST = date(2026, 1, 6)
PACE, RATE, LASTS = 4.0, 165.0, 480.0


def session(
    day: int, *, name: str = "a", rating: float | None = 6.0, minutes: float = 60.0, rate: float = 150.0
) -> Done:
    """A hard run some days after the first Tuesday, of which the sums are known."""
    start = datetime(FIRST.year, FIRST.month, FIRST.day, 7, tzinfo=UTC) + timedelta(day)
    channels = {"heart_rate": np.array([rate]), "speed": np.array([3.6])}
    one = Activity(
        f"{name}{day}", "run", start, Effort("run", np.array([60 * minutes]), channels, rating), 60 * minutes
    )
    return Done(one.id, one.day, start, "run", 60 * minutes, None, 80.0, hard=True, activities=(one,))


def signature(
    speed: float = PACE,
    rate: float = RATE,
    *,
    times: int = 4,
    lasts: float = LASTS,
    warm: float = nan,
    target: str = "T",
    surface: str = "",
) -> Signature:
    """Repeats of one length at one pace."""
    rep = Rep(0, 0.0, lasts, speed * lasts, speed, nan, rate, nan)
    reps = tuple(replace(rep, start=900 + k * (lasts + 90)) for k in range(times))
    sets = (WorkSet(times, "time", lasts, lasts, speed * lasts, 90.0, target),)
    return Signature("run", sets, reps, "plan", temperature=warm, surface=surface)


def again(*last: Signature, usual: int = 10, ratings: tuple[float | None, ...] = (), **others: Any) -> Repeat:
    """The usual session, week for week, then these, rated as the last ratings say."""
    signed = [*[signature(**others)] * usual, *last]
    rated = [6.0] * (len(signed) - len(ratings)) + list(ratings)
    done = [session(7 * k, rating=rating) for k, rating in enumerate(rated)]
    (found,) = repeats(done, {one.id: of for one, of in zip(done, signed, strict=True)})
    return found


# ---- what may be held against the others


def test_a_session_taken_easier_on_purpose_is_no_drop() -> None:
    easier = shown(again(signature(PACE * 0.97, RATE * 0.97)))

    assert easier[-1] == pytest.approx(easier[0])


def test_the_set_pace_on_a_hot_day_is_no_drop() -> None:
    hot = shown(again(signature(PACE, RATE + 8)))

    assert hot[-1] == pytest.approx(hot[0])


def test_slower_at_the_same_heart_rate_is_a_drop() -> None:
    slower = shown(again(signature(PACE * 0.97, RATE)))

    assert slower[-1] == pytest.approx(0.97 * slower[0])


@pytest.mark.parametrize(("rate", "counts"), [(1.01, True), (0.995, True), (0.985, False)])
def test_much_slower_is_a_drop_where_the_heart_did_no_less(rate: float, counts: bool) -> None:
    found = shown(again(signature(PACE * 0.92, RATE * rate), ratings=(None,)))

    assert ([0.92 * PACE] if counts else []) == pytest.approx([value for value in found[-1:] if not isnan(value)])


def test_much_slower_at_a_lower_heart_rate_counts_where_it_felt_no_easier() -> None:
    assert 0.92 * PACE == pytest.approx(shown(again(signature(PACE * 0.92, RATE * 0.95)))[-1])


def test_much_faster_is_known_to_be_no_drop_whatever_its_heart_rate() -> None:
    assert 1.08 * PACE == pytest.approx(shown(again(signature(PACE * 1.08, RATE * 0.95), ratings=(None,)))[-1])


def test_heat_that_is_known_is_left_out() -> None:
    assert isnan(shown(again(signature(PACE * 0.97, RATE, warm=27.0), warm=15.0))[-1])


def test_another_surface_that_is_known_is_left_out() -> None:
    assert isnan(shown(again(signature(PACE * 0.97, RATE, surface="treadmill"), surface="track"))[-1])


@pytest.mark.parametrize(("rating", "counts"), [(6.0, True), (7.0, True), (5.0, False), (None, False)])
def test_without_a_heart_rate_a_slower_time_counts_where_it_felt_no_easier(rating: float | None, counts: bool) -> None:
    found = shown(again(signature(PACE * 0.97, nan), rate=nan, ratings=(rating,)))

    assert counts == (not isnan(found[-1]))


def test_short_repeats_go_by_their_pace_and_rating_alone() -> None:
    found = shown(again(signature(PACE * 0.97, RATE * 0.97, lasts=90.0), lasts=90.0))

    assert found[-1] == pytest.approx(0.97 * PACE)


def powered(power: float) -> Signature:
    usual = signature()
    return replace(usual, reps=tuple(replace(rep, power=power) for rep in usual.reps))


def test_times_with_and_without_power_are_told_in_one_unit() -> None:
    assert shown(again(*[powered(310.0)] * 2)) == pytest.approx([PACE] * 12)


@pytest.mark.parametrize(
    ("later", "ratings"),
    [
        ([signature(warm=25.0)] * 20, ()),
        ([signature(warm=15.0, times=3)] * 3, ()),
        ([signature(warm=15.0, rate=RATE * 0.95)] * 20, ()),
        ([signature(warm=15.0)] * 20, (9.0,) * 20),
    ],
    ids=["warmer", "fewer repeats", "lower heart rate", "rated higher"],
)
def test_what_is_done_later_changes_no_time_before_it(later: list[Signature], ratings: tuple[float, ...]) -> None:
    uneven = signature(warm=15.0)
    uneven = replace(uneven, reps=(*uneven.reps[:3], replace(uneven.reps[3], speed=PACE * 0.9)))
    before = shown(again(uneven, warm=15.0))

    assert not isnan(before[-1])
    assert before == shown(again(uneven, *later, warm=15.0, ratings=ratings))[: len(before)]


def test_new_weather_becomes_the_usual_one() -> None:
    """Ten times at 15 degrees, then at 25: half of all were so when the tenth of them is done."""
    kept = [not isnan(value) for value in shown(again(*[signature(warm=25.0)] * 11, warm=15.0))]

    assert [True] * 10 + [False] * 9 == kept[:19]
    assert [True] * 2 == kept[19:]


# ---- the daily series


def series(one: Repeat, days: int = 100) -> dict[str, Any]:
    return repeat_series([one], first=FIRST, days=days)


def test_the_series_of_a_session_is_told_in_per_cent_of_its_usual_output() -> None:
    (values,) = series(again(signature(PACE * 0.97, RATE))).values()

    assert values[[0, 70]] == pytest.approx([100.0, 100 * (1 + np.log(0.97))])
    assert isnan(values[1])


@pytest.mark.parametrize(("usual", "told"), [(4, 0), (5, 1)])
def test_a_session_that_was_done_seldom_has_no_series(usual: int, told: int) -> None:
    assert told == len(series(again(usual=usual)))


def residuals(one: Repeat, *others: Done) -> dict[str, Any]:
    """The series of the sessions of a repeat, and of others beside them."""
    done = [session(7 * k, rating=outing.values["rating"]) for k, outing in enumerate(one.outings)]
    return session_series([*done, *others], (), {}, first=FIRST, days=100, repeats=[one])


def test_heart_rate_over_the_work_is_held_against_the_earlier_times() -> None:
    assert residuals(again(signature(PACE, RATE + 6)))["hr_at_pace"][70] == pytest.approx(6.0)


def test_the_rating_is_held_against_the_earlier_times_with_as_much_work() -> None:
    assert 2.0 == residuals(again(signature(), ratings=(8.0,)))["rpe_above"][70]
    assert isnan(residuals(again(signature(times=3), ratings=(8.0,)))["rpe_above"][70])


def test_repeats_that_are_over_before_the_heart_rate_has_come_up_tell_none() -> None:
    assert np.isnan(residuals(again(signature(PACE, RATE + 6, lasts=90.0), lasts=90.0))["hr_at_pace"]).all()


def test_a_hot_day_tells_neither_heart_rate_nor_rating() -> None:
    hot = residuals(again(signature(PACE, RATE + 9, warm=27.0), warm=15.0, ratings=(9.0,)))

    assert isnan(hot["hr_at_pace"][70])
    assert isnan(hot["rpe_above"][70])


def test_the_session_alone_speaks_for_its_day() -> None:
    longer = [session(7 * k, name="b", rating=3.0, minutes=90.0) for k in range(11)]

    assert 2.0 == residuals(again(signature(), ratings=(8.0,)), *longer)["rpe_above"][70]


# ---- which sessions


def test_strides_are_no_benchmark() -> None:
    done = [session(7 * k) for k in range(3)]
    strides = {one.id: signature(lasts=20.0) for one in done}

    assert not repeats_of(done, (), None, lambda *_: strides)


@pytest.mark.parametrize(
    ("amount", "source", "told"),
    [(200.0, "plan", 1), (200.0, "laps", 1), (200.0, "recording", 0), (100.0, "laps", 0)],
)
def test_repeats_of_29_seconds_count_by_a_distance_that_is_named(amount: float, source: str, told: int) -> None:
    done = [session(7 * k) for k in range(3)]
    usual = signature(lasts=29.0)
    named = replace(usual, sets=(replace(usual.sets[0], by="distance", amount=amount),), source=source)

    assert told == len(repeats_of(done, (), None, lambda *_: {one.id: named for one in done}))


def test_two_sessions_of_one_title_are_told_apart() -> None:
    done = [session(k) for k in range(4)]
    fast, slow = signature(5.0, target=""), signature(3.5, target="")
    found = repeats(done, dict(zip([one.id for one in done], [fast, slow, fast, slow], strict=True)))

    assert ["4x8min from 2026-01-06", "4x8min from 2026-01-07"] == [one.title for one in found]


def test_a_race_is_no_benchmark() -> None:
    done = [session(7 * k) for k in range(3)]

    assert not repeats(done, {one.id: signature() for one in done}, races=[one.id for one in done])


# ---- the signs


def signs(*last: Signature, load: tuple[float, ...] = (), ratings: tuple[float | None, ...] = ()) -> list[Sign]:
    """What is raised by a weekly session among easy days, the last weeks of which have these shares of the load."""
    noise = [0.0, 0.4, -0.4, 0.2, -0.2]
    usual = [signature(PACE * (1 + noise[k % 5] / 100), RATE + 2 * noise[(k + 2) % 5]) for k in range(20)]
    signed = [*usual, *last]
    rated = [6.0] * (len(signed) - len(ratings)) + list(ratings)
    shares = [1.0] * (len(signed) - len(load)) + list(load)
    hard = [session(7 * k, rating=rating) for k, rating in enumerate(rated)]
    easy = [
        replace(session(7 * k + on - 7, name="e", rating=None, rate=nan), load=60.0 * share, hard=False)
        for k, share in enumerate(shares)
        for on in range(1, 7)
    ]
    done = sorted((one for one in [*hard, *easy] if one.day >= FIRST), key=lambda one: one.start)
    found = repeats(done, {one.id: of for one, of in zip(hard, signed, strict=True)})
    end = done[-1].day
    history, _ = daily_history(done, [], Athlete(), None, end, repeats=found)
    assert history is not None
    return list(evaluate(history, as_of=end).signs)


SLOW = signature(PACE * 0.96, RATE)


def test_two_slow_times_are_seen_when_the_second_came_after_easy_days() -> None:
    (found,) = [one for one in signs(SLOW, SLOW, load=(1.0, 0.4)) if one.code == "R2"]

    assert "watch" == found.level
    assert found.message.startswith("Benchmark 4x8min @ T was below your normal range twice, by 4.")
    assert "26 May 2026" in found.message
    assert "A benchmark is a weaker test than a test." in found.message


def test_two_very_slow_times_are_seen_without_a_rating() -> None:
    slow = signature(PACE * 0.92, RATE)

    assert "R2" in [one.code for one in signs(slow, slow, load=(1.0, 0.4), ratings=(None,) * 22)]


def test_two_very_slow_times_at_a_lower_heart_rate_are_no_drop() -> None:
    easy = signature(PACE * 0.92, RATE * 0.96)

    assert "R2" not in [one.code for one in signs(easy, easy, load=(1.0, 0.4), ratings=(None,) * 22)]


@pytest.mark.parametrize(
    ("last", "load"),
    [
        ((SLOW, SLOW), (1.0, 1.0)),
        ((SLOW, signature()), (1.0, 0.4)),
        ((SLOW, SLOW), (0.2, 0.2, 0.2, 0.2, 0.1)),
        ((signature(PACE * 0.96, RATE * 0.96),) * 2, (1.0, 0.4)),
        ((signature(PACE, RATE * 1.04),) * 2, (1.0, 0.4)),
    ],
    ids=["not rested", "recovered", "after a month off", "taken easier", "hot, at the set pace"],
)
def test_slow_times_are_no_drop(last: tuple[Signature, ...], load: tuple[float, ...]) -> None:
    assert "R2" not in [one.code for one in signs(*last, load=load)]


def test_heart_rate_that_stays_up_names_the_benchmark_and_its_days() -> None:
    (found,) = [one for one in signs(*[signature(PACE, RATE + 9)] * 4) if one.code == "R4"]

    assert "Benchmark 4x8min @ T: " in found.message
    assert "+9 bpm on 2 June 2026" in found.message


def test_three_of_four_are_too_few_where_one_of_them_is_a_benchmark() -> None:
    assert "R4" not in [one.code for one in signs(*[signature(PACE, RATE + 9)] * 3)]


def test_times_that_felt_harder_name_the_benchmark() -> None:
    (found,) = [one for one in signs(*[signature()] * 3, ratings=(8.0, 8.0, 8.0)) if one.code == "R7"]

    assert "+2 points on 9 June 2026." in found.message


def test_low_heart_rate_that_felt_harder_names_the_benchmark() -> None:
    (found,) = [one for one in signs(*[signature(PACE, RATE - 9)] * 2, ratings=(8.0, 8.0)) if one.code == "R3"]

    assert "-9 bpm and +2 points on 2 June 2026." in found.message
