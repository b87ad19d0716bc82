"""What charts over a season share: names that find room, ticks that say something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from periodize.report.charts.marks import _calendar, _flags, _named_within, _with_room, days_axis, instant
from periodize.report.charts.vega import moment
from periodize.report.views.season import RaceMark, Spell

FIRST = date(2027, 1, 1)


def race(day: int, priority: str, name: str = "Town half marathon") -> RaceMark:
    return RaceMark(f"{day}", name, FIRST + timedelta(days=day), priority, "")


def test_of_races_near_each_other_the_more_important_one_is_named() -> None:
    races = [race(100, "B"), race(104, "A"), race(107, "C")]

    assert ["104"] == [named.id for named in _with_room(races, 200)]


def test_races_far_from_each_other_are_all_named() -> None:
    races = [race(20, "B"), race(100, "A"), race(180, "C")]

    assert {"20", "100", "180"} == {named.id for named in _with_room(races, 200)}


def test_a_name_is_cut_where_its_bar_ends_and_left_out_of_a_sliver() -> None:
    rows = [{"name": "a"}, {"name": "b"}, {"name": "c"}]
    layers = _named_within(rows, [10.0, 45.0, 300.0], moment("day"), 36)

    assert [("b", 34), ("c", 124)] == [(layer["data"]["values"][0]["name"], layer["mark"]["limit"]) for layer in layers]


def names_of(*spells: tuple[int, int]) -> list[tuple[str, str]]:
    """Names of spells from day to day of a season of 200 days, and the end of its bar that each stands at."""
    last = FIRST + timedelta(days=199)
    shown = [Spell("holiday", FIRST + timedelta(days=one), FIRST + timedelta(days=two), "") for one, two in spells]
    _, *layers = _calendar(shown, moment("day"), FIRST, last)
    return [(row["name"], layer["encoding"]["x"]["field"]) for layer in layers for row in layer["data"]["values"]]


def test_name_of_a_long_spell_stands_within_its_bar() -> None:
    assert [("holiday", "day")] == names_of((10, 40))


def test_name_of_a_short_spell_stands_behind_its_bar() -> None:
    assert [("holiday", "end")] == names_of((10, 14))


def test_name_of_a_short_spell_stands_within_where_another_follows() -> None:
    assert [("holiday", "day"), ("holiday", "end")] == names_of((10, 17), (20, 22))


def test_name_of_a_day_is_left_out_where_another_follows() -> None:
    assert [("holiday", "end")] == names_of((10, 10), (12, 12))


def test_many_years_have_a_tick_a_year() -> None:
    axis = days_axis(FIRST, FIRST + timedelta(days=2500))["axis"]

    assert ("%Y", {"interval": "year", "step": 1}) == (axis["format"], axis["tickCount"])


def test_names_stand_above_the_marks_where_one_would_run_through_them() -> None:
    races, x = [race(100, "B"), race(104, "A")], moment("day")
    near, far = (_flags(some, x, 200)[1]["encoding"]["y"]["value"] for some in (races, races[1:]))

    assert near < 0 < far


def test_name_without_room_on_a_telephone_is_seen_on_a_broad_page() -> None:
    races = [race(60, "B", "Town 10k run"), race(90, "A", "Town 10k run")]
    _, always, broad = _flags(races, moment("day"), 200)

    assert (["A"], ["B"]) == (
        [row["priority"] for row in always["data"]["values"]],
        [row["priority"] for row in broad["data"]["values"]],
    )


def test_spells_that_share_days_have_one_name_behind_the_last_of_them() -> None:
    spells = [
        Spell(kind, FIRST + timedelta(days=one), FIRST + timedelta(days=two), "")
        for kind, one, two in (("altitude", 10, 17), ("heat", 14, 16))
    ]
    bars, names = _calendar(spells, moment("day"), FIRST, FIRST + timedelta(days=199))

    assert [2, 1] == [len(layer["data"]["values"]) for layer in (bars, names)]
    assert ("altitude, heat", instant(FIRST + timedelta(days=18))) == (
        names["data"]["values"][0]["name"],
        names["data"]["values"][0]["end"],
    )


def test_name_of_a_final_stands_above_the_marks_of_its_rounds() -> None:
    rounds = [replace(race(day, "A"), id="champs") for day in (150, 152, 155)]
    _, name = _flags(rounds, moment("day"), 200)

    assert -6 == name["encoding"]["y"]["value"]
