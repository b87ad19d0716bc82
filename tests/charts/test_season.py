"""The season: bars within the picture, words about training and not about the race."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from periodize.plan import read_plan_text
from periodize.report.charts.marks import in_words, instant, middle
from periodize.report.charts.season import season
from periodize.report.views.season import WeekLoad
from tests.charts.seasons import plan_text, rows_of, short, unrecorded

if TYPE_CHECKING:
    from periodize.report.views.season import SeasonView


@pytest.fixture(scope="module")
def view() -> SeasonView:
    return unrecorded(short()).whole


def with_week(view: SeasonView, week: WeekLoad) -> SeasonView:
    return replace(view, weeks=(week,), blocks=(), spells=(), races=())


def test_bars_of_outer_weeks_end_with_the_picture(view: SeasonView) -> None:
    sunday = date(2027, 1, 10)
    week = WeekLoad(date(2027, 1, 4), "base", 200.0, None, 3.0, 30.0)
    ((bar,),) = rows_of(season(replace(with_week(view, week), first=sunday)), "bar")

    assert (instant(sunday), instant(sunday + timedelta(days=1))) == (bar["day"], bar["end"])


def test_planned_load_is_a_line_across_a_higher_bar(view: SeasonView) -> None:
    more = WeekLoad(date(2027, 1, 4), "base", 200.0, 250.0, 3.0, 30.0)
    ((line,),) = rows_of(season(with_week(view, more)), "rule", strokeWidth=1.4)

    assert 200.0 == line["planned"]


def test_planned_load_is_no_line_where_less_was_done(view: SeasonView) -> None:
    less = WeekLoad(date(2027, 1, 4), "base", 200.0, 150.0, 3.0, 30.0)

    assert [] == rows_of(season(with_week(view, less)), "rule", strokeWidth=1.4)


def test_words_end_with_fitness_on_the_eve_of_the_last_race(view: SeasonView) -> None:
    race = view.races[-1]
    (eve,) = [day for day in view.days if day.day == race.day - timedelta(days=1)]

    assert f"to {middle(eve.fitness):.0f} on the eve of Spring 10k" in season(view).alt


def test_heaviest_week_of_the_words_is_one_without_a_race(view: SeasonView) -> None:
    raced = view.races[-1].day - timedelta(days=6)
    weeks = tuple(replace(week, planned=9999.0) if week.monday == raced else week for week in view.weeks)
    words = season(replace(view, weeks=weeks)).alt

    assert "The heaviest week without a race begins on" in words
    assert f"begins on {in_words(raced)}" not in words


def test_caption_says_what_pale_bars_are_only_where_there_are_some(view: SeasonView) -> None:
    plain = WeekLoad(date(2027, 1, 4), "base", 200.0, None, 3.0, 30.0)
    captions = [season(with_week(view, week)).caption for week in (plain, replace(plain, taper=True))]

    assert [False, True] == ["pale bars" in caption for caption in captions]


def test_line_of_a_race_meets_the_fitness_of_its_eve(view: SeasonView) -> None:
    race = view.races[-1].day
    (eve,) = [day for day in view.days if day.day == race - timedelta(days=1)]
    fitness = rows_of(season(view), "line", strokeWidth=2.4)[0]

    assert [round(middle(eve.fitness) or 0.0, 2)] == [row["value"] for row in fitness if row["day"] == instant(race)]


def test_line_of_a_race_meets_the_form_of_its_morning(view: SeasonView) -> None:
    race = view.races[-1].day
    (day,) = [day for day in view.days if day.day == race]
    form = rows_of(season(view), "line", strokeWidth=1.6)[0]

    assert [round(middle(day.form) or 0.0, 2)] == [row["value"] for row in form if row["day"] == instant(race)]


def test_words_begin_with_the_first_day_of_which_fitness_is_known(view: SeasonView) -> None:
    days = tuple(replace(day, fitness=None) if day.day < date(2027, 1, 20) else day for day in view.days)

    assert season(replace(view, days=days)).alt.startswith("From 20 January 2027 to ")


def test_rounds_are_named_in_words() -> None:
    text = plan_text().replace("date: 2027-03-14,", "rounds: {heat: 2027-03-13, final: 2027-03-14},")
    plan, problems = read_plan_text(text)
    assert plan is not None, problems
    words = season(unrecorded(plan).whole).alt

    assert "Races: Town 5k on 7 February 2027, Spring 10k (heat) on 13 March 2027." in words
