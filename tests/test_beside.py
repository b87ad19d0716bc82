"""The same sessions in two seasons: which are held against which, what is told, and what is not comparable."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from math import exp, log, nan
from statistics import mean
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.activity import Activity
from periodize.analysis.benchmark import Change
from periodize.compare import Done
from periodize.compare.signature import Rep, Signature, WorkSet
from periodize.effort import Effort
from periodize.plan import read_plan_text
from periodize.project.checks.checking import check
from periodize.project.plans.planning import schedule
from periodize.project.records.linking import NO_ANSWERS
from periodize.project.seasons.beside import session_lines
from periodize.project.seasons.stretches import Stretch, answered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from periodize.compare import Step
    from periodize.report.views.bests import SessionLine

LAST = Stretch("2026", date(2026, 1, 1), date(2026, 4, 30), date(2026, 4, 30), "Town 10k")
THIS = Stretch("2027", date(2027, 1, 1), date(2027, 5, 10), date(2027, 5, 10), "Town 10k")
"""The race is ten days later in the second year."""

LASTS = 480.0


def session(day: date, *, sport: str = "run") -> Done:
    start = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    effort = Effort(sport, np.array([3600.0]), {"speed": np.array([3.6])})
    one = Activity(f"{sport}-{day}", sport, start, effort, 3600.0)
    return Done(one.id, day, start, sport, 3600.0, None, 80.0, hard=False, activities=(one,))


def signature(speed: float, *, warm: float = 15.0, power: float = nan, rate: float = 165.0) -> Signature:
    reps = tuple(Rep(0, 900.0 + k * 600, LASTS, speed * LASTS, speed, power, rate, nan) for k in range(4))
    sport = "run" if np.isnan(power) else "bike"
    sets = (WorkSet(4, "time", LASTS, LASTS, speed * LASTS, 90.0, "T"),)
    return Signature(sport, sets, reps, "plan", temperature=warm)


def lines(signed: Mapping[date, Signature], *, this: Stretch = THIS) -> list[SessionLine]:
    done = [session(day, sport=one.sport) for day, one in signed.items()]
    kept = {one.id: signed[one.day] for one in done}

    def of_store(asked: Sequence[Done], _steps: Mapping[str, Sequence[Step]]) -> dict[str, Signature]:
        return {one.id: kept[one.id] for one in asked}

    return list(session_lines(done, this, LAST, (LAST, this), ((), ()), signed=of_store))


def weekly(first: date, speeds: Sequence[float]) -> dict[date, Signature]:
    return {first + timedelta(days=7 * k): signature(speed) for k, speed in enumerate(speeds)}


SPEEDS = (4.00, 4.02, 3.99, 4.01, 4.00, 4.03, 4.01, 4.02)
BEFORE = weekly(date(2026, 1, 6), SPEEDS)
"""Eight Tuesdays up to 24 February."""

NOW = weekly(date(2027, 1, 5), (4.10, 4.12, 4.09, 4.11))
"""Four Tuesdays up to 26 January: 104 days before the race, as 16 January of the year before."""


def test_the_last_time_is_held_against_those_two_weeks_around_the_same_day_to_the_race() -> None:
    (found,) = lines(BEFORE | NOW)

    assert date(2027, 1, 26) == found.day
    assert (date(2026, 1, 6), date(2026, 1, 13), date(2026, 1, 20), date(2026, 1, 27)) == found.days


def test_the_difference_is_that_to_the_mean_of_those_times() -> None:
    (found,) = lines(BEFORE | NOW)
    assert isinstance(found.change, Change)

    assert found.change.value == pytest.approx(100 * (exp(log(4.11) - mean(map(log, SPEEDS[:4]))) - 1))


def test_what_one_session_errs_by_is_told_by_all_times_of_both_seasons() -> None:
    (few,) = lines(dict(list(BEFORE.items())[:4]) | NOW)
    (many,) = lines(BEFORE | NOW)
    assert isinstance(few.change, Change)
    assert isinstance(many.change, Change)

    assert (4, 4) == (few.change.n, many.change.n)
    assert few.change.error != many.change.error


def test_a_difference_is_told_in_the_words_of_a_benchmark() -> None:
    (found,) = lines(BEFORE | NOW)

    assert "up" == found.judged
    assert found.says.startswith("At the same heart rate 2.6 % faster than the 4 of 2026 (+")
    assert found.says.endswith("%): more than what matters (1 %).")


def test_a_difference_when_there_is_none_is_not_told_as_one() -> None:
    (found,) = lines(BEFORE | weekly(date(2027, 1, 5), (4.01, 4.00, 4.02, 4.01)))

    assert "same" == found.judged
    assert "less than what matters: no change" in found.says


def test_speed_and_heart_rate_of_the_last_time_are_those_of_that_day() -> None:
    faster = {day: signature(3.9 + 0.05 * k, rate=158.0 + 3 * k) for k, day in enumerate(BEFORE)}
    (found,) = lines(faster | NOW | {date(2027, 2, 2): signature(4.0, rate=150.0)})

    assert "output_at_heart_rate" == found.measure
    assert (4.0, 150.0) == found.output
    assert found.value > found.output.value


def test_speed_and_heart_rate_of_the_other_season_are_the_means_of_those_days() -> None:
    (found,) = lines({day: signature(4.0, rate=158.0 + 2 * k) for k, day in enumerate(BEFORE)} | NOW)

    assert (4.0, mean((158.0, 160.0, 162.0, 164.0))) == pytest.approx(found.mean_output)


def test_power_has_its_own_words() -> None:
    watts = {day: signature(9.0, power=60 * one.reps[0].speed) for day, one in (BEFORE | NOW).items()}
    (found,) = lines(watts)

    assert ("power", True) == (found.channel, "2.6 % stronger than" in found.says)


def test_a_last_time_when_not_comparable_gives_way_to_the_one_before() -> None:
    (found,) = lines(BEFORE | NOW | {date(2027, 2, 2): signature(3.8, warm=30.0)})

    assert date(2027, 1, 26) == found.day


def test_a_season_when_no_time_of_it_is_comparable_says_why() -> None:
    (found,) = lines(BEFORE | {date(2027, 1, 5): signature(3.8, warm=30.0)})

    assert (None, "") == (found.day, found.judged)
    assert "No change is told: not comparable (15 degrees warmer than usual)." == found.says


def test_times_when_far_from_the_same_week_are_not_held_against_it() -> None:
    (found,) = lines(weekly(date(2026, 3, 3), SPEEDS) | NOW)

    assert () == found.days
    assert "no comparable time of 2026 within two weeks of as long before its race" in found.says


def test_times_when_too_few_for_chance_tell_their_difference_alone() -> None:
    (found,) = lines({date(2026, 1, 13): signature(4.0), date(2027, 1, 19): signature(4.1)})

    assert "At the same heart rate 2.5 % faster: too few to tell more" in found.says
    assert isinstance(found.change, str)


def test_a_session_when_done_in_one_season_alone_is_not_listed() -> None:
    assert [] == lines(BEFORE)


PLAN = """\
periodize: 1
start: 2027-01-04
races: [{name: Hill race, date: 2027-01-26}, {name: Park race, date: 2027-01-19}]
week: {mon: 30min}
blocks: [{name: base, weeks: 4}]
"""


def test_days_that_both_seasons_have_are_not_held_against_themselves() -> None:
    ten_days = timedelta(days=10)
    again = Stretch("again", LAST.first + ten_days, LAST.last + ten_days, LAST.day + ten_days, "Town 10k")
    (found,) = lines(BEFORE, this=again)

    assert date(2026, 2, 24) == found.day
    assert () == found.days
    assert [] == lines(BEFORE, this=LAST)


def test_a_race_is_never_the_same_session() -> None:
    season, problems = read_plan_text(PLAN)
    assert season is not None, problems
    planned = schedule(season)
    signed = BEFORE | NOW
    done = [session(day) for day in signed]
    report = check(None, [one.activities[0] for one in done], today=date(2027, 3, 1))
    rows = answered(planned, report, NO_ANSWERS)
    own = THIS._replace(planned=planned)

    (found,) = session_lines(
        done, own, LAST, (LAST, own), ((), rows), signed=lambda asked, _: {one.id: signed[one.day] for one in asked}
    )

    assert date(2027, 1, 12) == found.day
