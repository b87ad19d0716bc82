"""Days that are known beforehand: what a calendar and a what-if mean, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from periodize.errors import UsageError
from periodize.plan import read_plan_text
from periodize.project.plans.planning import planned_loads, schedule
from periodize.project.seasons.forecasting import forecast
from periodize.project.seasons.question import Question
from periodize.project.seasons.spells import calendar_spells, what_if
from periodize.simulation import Spell

if TYPE_CHECKING:
    from periodize.plan import Schedule

PLAN = """periodize: 1
start: 2027-01-04
athlete: {threshold: {run: 4:00/km}, timezone: Europe/Oslo}
races: [{id: town, name: Town 10k, date: 2027-03-07, distance: 10km}]
week: {tue: easy 60min, sun: long 20km}
"""


def season(calendar: str = "[]", *, home: str = "Europe/Oslo") -> Schedule:
    text = PLAN.replace("Europe/Oslo", home) + f"calendar: {calendar}\nblocks: [{{name: base, weeks: 10}}]"
    read, problems = read_plan_text(text)
    assert not problems
    assert read is not None
    return schedule(read)


def of(calendar: str, *, home: str = "Europe/Oslo") -> list[Spell]:
    planned = season(calendar, home=home)
    return list(calendar_spells(planned.season, planned.first))


# ---- the calendar


@pytest.mark.parametrize(
    ("entry", "spells"),
    [
        ("kind: illness, load: 0%", [Spell("illness", 8, 14)]),
        ("kind: illness, load: 50%", [Spell("illness", 8, 14, share=1.0)]),
        ("kind: injury", [Spell("injury", 8, 14, share=1.0)]),
        ("kind: altitude, altitude: 2130m", [Spell("altitude", 8, 14, altitude=2130.0)]),
        ("kind: camp, altitude: 1850m, load: 110%", [Spell("altitude", 8, 14, share=1.0, altitude=1850.0)]),
        ("kind: heat", [Spell("heat", 8, 14)]),
        ("kind: camp, temperature: 31.5C", [Spell("heat", 8, 14, temperature=31.5)]),
        ("kind: heat, temperature: -5 °c", [Spell("heat", 8, 14, temperature=-5.0)]),
        ("kind: travel", [Spell("travel", 8, 14)]),
        ("kind: travel, load: 50%, timezone: America/Denver", [Spell("travel", 8, 14, share=1.0, zones=-8.0)]),
        ("kind: camp, timezone: Asia/Kolkata", [Spell("travel", 8, 14, zones=4.5)]),
        ("kind: camp, timezone: Europe/Rome", []),
        ("kind: holiday, load: 50%", []),
        ("kind: holiday", []),
    ],
)
def test_a_range_of_the_calendar_is_a_spell(entry: str, spells: list[Spell]) -> None:
    assert spells == of(f"[{{dates: 2027-01-12..2027-01-18, {entry}}}]")


def test_a_camp_can_be_high_hot_and_far_away() -> None:
    found = of(
        "[{dates: 2027-01-12..2027-01-18, kind: camp, altitude: 2000m, temperature: 30C, timezone: Africa/Nairobi}]"
    )

    assert ["altitude", "heat", "travel"] == [spell.kind for spell in found]
    assert 2.0 == found[-1].zones


def test_the_hours_between_two_places_are_those_of_the_day() -> None:
    entry = "[{{dates: {day}, kind: travel, timezone: America/New_York}}]"

    # for two weeks in March America's clocks are ahead of Europe's
    assert [-6.0, -5.0] == [of(entry.format(day=day))[0].zones for day in ("2027-03-10", "2027-03-20")]


def test_without_a_home_nobody_knows_the_hours() -> None:
    planned = schedule(
        read_plan_text(
            "periodize: 1\nstart: 2027-01-04\n"
            "calendar: [{dates: 2027-01-06, kind: travel, timezone: Asia/Tokyo}]\nblocks: [{name: a, weeks: 1}]"
        )[0]  # type: ignore[arg-type]
    )

    assert (Spell("travel", 2, 2),) == calendar_spells(planned.season, planned.first)


def test_a_range_that_began_before_the_season_keeps_its_days() -> None:
    assert [Spell("altitude", -4, 0, altitude=2000.0)] == of(
        "[{dates: 2026-12-31..2027-01-04, kind: camp, altitude: 2km}]"
    )


@pytest.mark.parametrize("text", ["warm", "32", "90F", "100C", "-60C", "[32C]"])
def test_a_temperature_that_is_none_is_a_problem(text: str) -> None:
    _, problems = read_plan_text(
        PLAN
        + f"calendar: [{{dates: 2027-01-05, kind: heat, temperature: {text}}}]\nblocks: [{{name: base, weeks: 10}}]"
    )

    assert ["P005"] == [problem.code for problem in problems]


def test_a_height_that_nobody_trains_at_is_a_problem() -> None:
    entry = "calendar: [{{dates: 2027-01-05, kind: camp, altitude: {height}}}]\nblocks: [{{name: base, weeks: 10}}]"
    found = [read_plan_text(PLAN + entry.format(height=height))[1] for height in ("5500m", "5501m")]

    assert [[], ["P005"]] == [[problem.code for problem in problems] for problems in found]


@pytest.mark.parametrize(
    ("entry", "note"),
    [
        ("kind: injury, load: 100%", "injury (all done)"),
        ("kind: illness, load: 0%", "illness (nothing done)"),
        ("kind: illness, load: 50%", "illness (50% done)"),
        ("kind: illness", "illness"),
        ("kind: holiday, load: 50%", "holiday 50%"),
        ("kind: camp, altitude: 1850m", "camp 1850m"),
    ],
)
def test_the_note_of_a_week_tells_the_share_of_the_training(entry: str, note: str) -> None:
    weeks = forecast(season(f"[{{dates: 2027-01-12..2027-01-18, {entry}}}]").season).weeks

    assert (note,) == weeks[1].notes


# ---- what-ifs


@pytest.mark.parametrize(
    ("text", "spell"),
    [
        ("sick 5d from 2027-01-12", Spell("illness", 8, 12)),
        ("Sick  5 days  from 2027-01-12", Spell("illness", 8, 12)),
        ("ill 2027-01-12..2027-01-14", Spell("illness", 8, 10)),
        ("ill on 2027-01-12", Spell("illness", 8, 8)),
        ("injured 3w from 2027-01-12", Spell("injury", 8, 28)),
        ("poor sleep 5d from 2027-01-12", Spell("sleep", 8, 12)),
        ("rest 2027-01-12..2027-01-14", Spell("holiday", 8, 10, share=0.0)),
        ("train 60% 2027-01-12..2027-01-14", Spell("holiday", 8, 10, share=0.6)),
        ("camp 1850m 2027-01-12..2027-01-25", Spell("altitude", 8, 21, altitude=1850.0)),
        ("altitude 2.1km 2w from 2027-01-12", Spell("altitude", 8, 21, altitude=2100.0)),
        ("heat 32C 2027-01-12", Spell("heat", 8, 8, temperature=32.0)),
        ("heat 32°C 2027-01-12", Spell("heat", 8, 8, temperature=32.0)),
        ("travel +8h 2027-01-12..2027-01-20", Spell("travel", 8, 16, zones=8.0)),
        ("travel -5.5h 2027-01-12..2027-01-20", Spell("travel", 8, 16, zones=-5.5)),
        ("travel 8h 2027-01-12", Spell("travel", 8, 70, zones=8.0)),
    ],
)
def test_a_what_if_is_a_spell(text: str, spell: Spell) -> None:
    supposed = what_if(text, season())

    assert (spell,) == supposed.spells
    assert {} == supposed.changes


def test_what_is_missed_is_a_change_of_the_disturbance() -> None:
    supposed = what_if("miss 20%", season())

    assert () == supposed.spells
    assert {"missed": {"share": 0.2, "by_chance": True}} == supposed.changes


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("sick 5d from 2027-01-12", ("only the training lost is counted, not the illness itself",)),
        ("injured 5d from 2027-01-12", ("only the training lost is counted, not the injury itself",)),
        ("miss 20%", ("20% are of the sessions that are neither key sessions nor races",)),
        ("rest 2027-01-12", ()),
    ],
)
def test_a_what_if_says_what_it_leaves_out(text: str, notes: tuple[str, ...]) -> None:
    assert notes == what_if(text, season()).notes


def test_several_things_are_supposed_at_once() -> None:
    supposed = what_if("sick 5d from 2027-01-12 and miss 20% and rest 2027-01-12", season())

    assert ["illness", "holiday"] == [spell.kind for spell in supposed.spells]
    assert ["missed"] == list(supposed.changes)


def test_a_race_has_the_load_that_one_of_the_plan_has() -> None:
    planned = season()
    loads = planned_loads(planned)
    town = next(session for session in planned.sessions if session.race)
    (race,) = what_if("race 10km on 2027-01-17", planned).spells

    assert loads[town.id].value == pytest.approx(race.load)
    assert town.duration == pytest.approx(race.duration)
    assert town.distance == race.distance


def test_the_load_of_a_race_may_be_said() -> None:
    (race,) = what_if("race 10km on 2027-01-17 @ load 120", season()).spells

    assert (120.0, 13, 13) == (race.load, race.first, race.last)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it begins with one of: sick"),
        ("sik 5d from 2027-01-12", "did you mean 'sick'"),
        ("flu 5d from 2027-01-12", "did you mean 'sick'"),
        ("holiday 2027-01-12", "did you mean 'rest'"),
        ("xyzzy 2027-01-12", "it begins with one of"),
        ("sickness 2027-01-12", "did you mean 'sick'"),
        ("sick 0d from 2027-01-12", "0d is no length of time"),
        ("sick -3d from 2027-01-12", "-3d is no length of time"),
        ("sick 2.5d from 2027-01-12", "is not a date"),
        ("sick", "its days are missing"),
        ("sick 5d", "'5d' is not a date"),
        ("sick 5d from 2027-02-30", "there is no 2027-02-30"),
        ("sick 5d from 2028-01-12", "outside the season, 2027-01-04 to 2027-03-14"),
        ("rest 2027-03-10..2027-03-20", "2027-03-20 lies outside"),
        ("rest 2027-01-14..2027-01-12", "ends on 2027-01-12, before it begins on 2027-01-14"),
        ("rest 2027-01-14..", "'' is not a date"),
        ("miss 120%", "a percentage lies between 0 and 100%, got 120%"),
        ("train -5% 2027-01-12", "got -5%"),
        ("miss lots", "'lots' is not a percentage"),
        ("miss", "a percentage is missing"),
        ("miss 20% 2027-01-12", "asked of the whole season"),
        ("miss 20% and miss 10%", "twice"),
        ("camp 2027-01-12..2027-01-14", "is not a height"),
        ("camp 10km 2027-01-12", "a height lies between 1 and 5500m"),
        ("camp 5501m 2027-01-12", "a height lies between 1 and 5500m"),
        ("camp 20min 2027-01-12", "'20min' is not a height"),
        ("travel 0h 2027-01-12", "no journey"),
        ("travel +20h 2027-01-12", "lies between -12 and 14h"),
        ("heat 90F 2027-01-12", "'90F' is not a temperature"),
        ("heat 10C 2027-01-12", "lies between 16 and 60C"),
        ("race 10 on 2027-01-17", "'10' is not a distance"),
        ("race 10km on 2027-01-17..2027-01-18", "a race has one day"),
        ("race 10km on 2027-03-07", "the plan has a race on 2027-03-07 already"),
        ("race 10km on 2027-01-17 @ load much", "'much' is not a load"),
        ("race 10km on 2027-01-17 @ load nan", "a load lies between 0 and 5000"),
        ("sick 5d from 2027-01-12 and ill 2027-01-14", r"two parts of it are about 2027-01-14, of the same kind"),
        (
            "sick 5d from 2027-01-12 and injured 1w from 2027-01-16",
            "about 2027-01-16, of the same kind (illness or injury)",
        ),
        ("rest 2027-01-12..2027-01-20 and train 50% 2027-01-15", "two parts of it are about 2027-01-15"),
    ],
)
def test_what_cannot_be_asked_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        what_if(text, season())

    assert message in str(caught.value)


@pytest.mark.parametrize(
    "text", ["xyzzy", "sick", "train 120% 2027-01-12", "race 10 on 2027-01-17", "travel +99h", "heat"]
)
def test_the_example_of_a_message_can_be_asked(text: str) -> None:
    planned = season()
    with pytest.raises(UsageError) as caught:
        what_if(text, planned)
    example = str(caught.value).rsplit("e.g. ", 1)[1].strip("'")

    assert what_if(example, planned).text == example


def test_a_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(UsageError) as caught:
        what_if("x" * 10_000, season())

    assert len(str(caught.value)) < 500


def test_parts_of_one_kind_may_follow_each_other() -> None:
    supposed: Any = what_if("sick 3d from 2027-01-12 and sick 3d from 2027-01-15", season())

    assert [(8, 10), (11, 13)] == [(spell.first, spell.last) for spell in supposed.spells]


def test_a_forecast_tells_what_it_assumes_of_the_calendar_and_of_what_ifs() -> None:
    planned = season("[{dates: 2027-01-12..2027-01-18, kind: camp, altitude: 2000m}]")
    told = forecast(planned.season, Question(runs=2), what_ifs=["heat 32C 2027-01-14"]).assumptions

    assert 1 == sum("aerobic power" in line for line in told)
    assert 1 == sum("slower a degree above 15 degC" in line for line in told)


def test_a_camp_of_the_plan_makes_its_runs_shorter() -> None:
    low, high = (
        forecast(season(calendar).season).weeks[1]
        for calendar in ("[]", "[{dates: 2027-01-11..2027-01-17, kind: altitude, altitude: 2300m}]")
    )

    assert low.load == high.load
    assert isinstance(low.km, float)
    assert isinstance(high.km, float)
    assert low.km > high.km > 0.9 * low.km
