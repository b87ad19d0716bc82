"""`explain` and `show` as a user runs them: numbers, reasons, calendars, the JSON contract."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from periodize.plan import read_plan_text
from periodize.project.plans.calendar import calendar
from periodize.project.plans.explaining import explain
from periodize.report.data.plan import calendar_data, explanation_data
from tests.cli.test_commands import conforms

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PLAN = """\
periodize: 1
title: Spring
athlete:
  threshold: {run: 4:00/km, bike: 250W, hr: 170bpm}
  zones: friel5
  intensities: {sweetspot: 88-93%}
races:
  - {id: goal, name: Town 10k, date: 2027-03-14, priority: A, distance: 10km, goal: 40:00}
  - {id: tune, name: Tune-up, date: 2027-02-14, priority: B, distance: 5km}
calendar:
  - {dates: 2027-01-25..2027-01-26, kind: holiday, load: 50%, note: family}
  - {dates: 2027-01-27..2027-01-27, kind: illness, load: 0%}
sessions:
  wu: easy 4km + strides 4x100m (100m jog)
  cruise: wu + 3->5x8min @ T (2min jog) + cd 10min
  speed: wu + 12x400m @ T+ (60s jog) + 10x200m @ mile (200m jog) + cd 3km
week:
  mon: easy 45min
  tue: cruise
  wed: easy 10km
  thu: rest
  fri: {am: gym 30min, pm: bike 60min @ sweetspot}
  sun: {do: long 12->18km, key: true, load: 90}
blocks:
  - name: base
    phase: base
    until: tune + 1d
    weeks: 4
    volume: 6->7h
    deload: {every: 4, volume: 60%}
    changes:
      2027-01-22: {do: speed, key: true, note: flat loop}
  - name: sharpen
    phase: build
    like: base
  - name: taper
    phase: taper
    until: goal + 1d
    weeks: 2
    taper: {volume: 50%}
"""
"""base runs from 18 January, counted back from the tune-up; sharpen fills the two weeks before the taper."""

TODAY = date(2027, 2, 10)


@pytest.fixture
def plan(run: Run) -> Path:
    path = Path("plan.yaml")
    path.write_text(PLAN)
    return path


def explained(query: str, *, plan: str = PLAN, today: date = TODAY) -> dict[str, Any]:
    """What `explain --json` prints, without a new process."""
    season, problems = read_plan_text(plan)
    assert season is not None, problems
    return explanation_data(explain(season, query, today=today))


def session_of(query: str, number: int = 0, *, plan: str = PLAN) -> dict[str, Any]:
    found = explained(query, plan=plan)["days"][0]["sessions"][number]
    assert isinstance(found, dict)
    return found


def shown(first: date | None = None, last: date | None = None, *, every: bool = False, today: date = TODAY) -> Any:
    season, _ = read_plan_text(PLAN)
    assert season is not None
    return calendar_data(calendar(season, today=today, first=first, last=last, every=every))


def reasons(session: dict[str, Any]) -> dict[str, str]:
    return {reason["about"]: reason["text"] for reason in session["because"]}


def lines_of(text: str, word: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if word in line]


# ---- explain: a day


@pytest.fixture
def speed() -> dict[str, Any]:
    return session_of("2027-01-22")


def test_repeats_recoveries_warm_up_and_cool_down_are_counted_apart(speed: dict[str, Any]) -> None:
    found = {kind: total["distance_m"] for kind, total in speed["sums"].items()}
    jogs = 11 * 60 * 0.68 * 1000 / 240 + 9 * 200

    assert {
        "work": 6800.0,
        "recovery": pytest.approx(jogs, abs=0.01),
        "warm-up": 4700.0,
        "cool-down": 3000.0,
    } == found


def test_the_total_of_a_session_is_the_sum_of_its_parts(speed: dict[str, Any]) -> None:
    for unit in ("duration_s", "distance_m", "load"):
        assert speed["total"][unit] == pytest.approx(sum(part[unit] for part in speed["parts"]), abs=1e-3)


def test_every_part_has_its_repeats_intensity_and_zone(speed: dict[str, Any]) -> None:
    found = [(part["text"], part["repeats"], round(part["low"], 2), part["zone"]) for part in speed["parts"]]

    assert [
        ("easy 4km", [], 0.76, 1),
        ("strides 100m", [4], 1.16, 5),
        ("100m jog", [3], 0.68, 1),
        ("400m @ T+", [12], 1.03, 5),
        ("60s jog", [11], 0.68, 1),
        ("200m @ mile", [10], 1.14, 5),
        ("200m jog", [9], 0.68, 1),
        ("cd 3km", [], 0.76, 1),
    ] == found


def test_every_default_is_named_with_its_source(speed: dict[str, Any]) -> None:
    found = {reason["about"]: (reason["text"], reason["source"]) for reason in speed["because"]}

    assert ("T + 3 % = 103 % of threshold", "plan language") == found["400m @ T+"]
    assert ("mile pace from the one-hour pace 4:00/km: 114 % of threshold", "Riegel 1981") == found["200m @ mile"]
    assert ("strides without a target is R: 116 % of threshold", "our choice") == found["strides 100m"]
    assert ("jog at 68 % of threshold", "plan language") == found["100m jog, 60s jog, 200m jog"]
    assert "as written: no deload, taper or stretching" in found["line"][0]


@pytest.mark.parametrize(
    ("day", "about", "text"),
    [
        ("2027-01-19", "3->5x", "loading week 1 of 3: 3"),
        ("2027-01-26", "3->5x", "loading week 2 of 3: 4"),
        ("2027-02-09", "3->5x", "loading week 3 of 3, which the deload repeats: 5"),
        ("2027-01-26", "holiday", "50 % of amounts and repeats (family)"),
        ("2027-02-10", "deload", "60 % of amounts and repeats (week 4, every 4 weeks)"),
        ("2027-01-24", "volume", "a key session is not stretched"),
        ("2027-01-24", "load", "90 is given; the parts would come to 61"),
        ("2027-01-24", "12->18km", "loading week 1 of 3: 12km"),
        ("2027-03-07", "taper", "71 % of amounts and repeats (day 7 of 14)"),
        ("2027-03-14", "Town 10k", "goal 40:00 over 10km is 4:00/km, 100 % of threshold"),
        ("2027-03-14", "load", "25 for warm-up and cool-down included"),
    ],
)
def test_what_changed_a_session_is_said(day: str, about: str, text: str) -> None:
    assert text == reasons(session_of(day))[about]


def test_a_reason_points_at_the_line_of_the_plan() -> None:
    because = session_of("2027-01-26")["because"]
    place = next(reason["place"] for reason in because if reason["about"] == "holiday")

    assert "kind: holiday" in PLAN.splitlines()[place["line"] - 1]


def test_stretching_for_volume_is_said_with_its_share() -> None:
    data = session_of("2027-01-18")
    share = data["total"]["duration_s"] / (45 * 60)

    assert f"steady parts stretched to {100 * share:.0f} % (week 1: 6h)" == reasons(data)["volume"]


def test_gym_has_one_load_an_hour() -> None:
    assert "gym: 30 load an hour whatever is done" == reasons(session_of("2027-01-29"))["30min"]


def test_an_own_intensity_points_at_its_definition() -> None:
    because = session_of("2027-01-29", 1)["because"]
    found = next(reason for reason in because if reason["text"].startswith("sweetspot is"))

    assert "sweetspot is 88-93%: 90 % of threshold power" == found["text"]
    assert "intensities:" in PLAN.splitlines()[found["place"]["line"] - 1]


def test_a_ride_is_told_in_watts() -> None:
    assert 226.25 == session_of("2027-01-29", 1)["parts"][0]["power_w"]


def test_a_default_taper_names_its_race() -> None:
    plan = PLAN.replace("    taper: {volume: 50%}\n", "").replace("phase: taper", "phase: build")
    found = reasons(session_of("2027-03-10", plan=plan))["taper"]

    assert "58 % of amounts and repeats (default before A race goal, day 11 of 14)" == found


def test_a_sport_without_a_threshold_is_assumed_aloud() -> None:
    found = reasons(session_of("2027-01-18", plan=PLAN.replace("mon: easy 45min", "mon: hike 2h")))

    assert "no threshold for hike: 4.5 km/h for one hour is assumed" == found["threshold"]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2027-01-21", "rest, as written"),
        ("2027-01-23", "nothing is written for Sat"),
        ("2027-01-27", "illness at 0 % leaves nothing of: easy 10km"),
        ("2027-02-14", "the race replaces: long 12->18km"),
    ],
)
def test_a_day_without_its_session_says_why(day: str, text: str) -> None:
    assert [text] == [reason["text"] for reason in explained(day)["days"][0]["because"]]


@pytest.mark.parametrize(
    ("query", "day"),
    [("today", "2027-02-10"), ("tomorrow", "2027-02-11"), ("Town 10k", "2027-03-14"), ("tune", "2027-02-14")],
)
def test_today_tomorrow_and_a_race_are_days(query: str, day: str) -> None:
    assert [day] == [found["date"] for found in explained(query)["days"]]


# ---- explain: block, season, lines


@pytest.mark.parametrize("query", ["2027-01-22", "2027-01-29", "goal", "base", "", "cruise", "5x1km @ T (60s)"])
def test_explain_json_keeps_the_contract(query: str) -> None:
    conforms(explained(query), "explain")


def test_a_block_says_what_fixes_it_and_how_its_volume_is_met() -> None:
    block = explained("base")["block"]

    assert "2027-01-18" == block["first"]
    assert {"begins", "ends", "volume", "deload"} == set(reasons(block))
    assert ["6h", "6h30", "7h", "7h"] == [week["volume"] for week in block["weeks"]]
    assert ["loading", "loading", "loading", "deload"] == [week["role"] for week in block["weeks"]]
    assert block["weeks"][0]["met"].startswith("met, steady parts at")


def test_a_block_lists_each_session_once_with_telling_weeks() -> None:
    lines = explained("base")["block"]["lines"]
    (cruise,) = [line for line in lines if line["written"] == "cruise"]

    assert [
        ("w1", "cruise: wu + 3x8min @ T (2min jog) + cd 10min"),
        ("w3", "cruise: wu + 5x8min @ T (2min jog) + cd 10min"),
        ("w4 deload", "cruise: wu 2.4km + wu 2x100m @ R (100m jog) + 3x8min @ T (2min jog) + cd 6min"),
    ] == [(week["week"], week["text"]) for week in cruise["weeks"]]


def test_the_season_says_which_line_fixes_each_end() -> None:
    ends = [block["ends"]["text"] for block in explained("")["season"]["blocks"]]

    assert ["until: tune + 1d", "counted back, taper: 2 weeks", "until: goal + 1d"] == ends


def test_the_season_says_how_each_race_is_tapered_for() -> None:
    tapers = {race["id"]: race["taper"]["text"] for race in explained("")["season"]["races"]}

    assert "block 'taper' to 50 %" == tapers["goal"]
    assert tapers["tune"].startswith("default: 3 days to 70 %")


def test_a_named_session_is_explained_with_its_last_week() -> None:
    data = explained("cruise")

    assert "cruise" == data["session"]["name"]
    assert "shown is the first loading week of a block" in reasons(data["session"])["->"]


def test_a_line_is_explained_without_a_plan(run: Run) -> None:
    found = run("explain", "--text", "12x400m @ T+ (60s jog)", "--threshold", "4:00/km")

    assert (0, "") == (found.code, found.err)
    assert lines_of(found.out, "Z5")[0].split() == [
        "400m", "@", "T+", "12x", "18:38", "4.80", "103", "3:53/km", "Z5", "33.0",
    ]  # fmt: skip


def test_an_unquoted_line_is_one_query(run: Run, plan: Path) -> None:
    assert "5x1km @ T (60s)" == run("explain", "5x1km", "@", "T", "(60s)", "--json").data["session"]["text"]


def test_a_line_that_cannot_be_read_gets_a_caret(run: Run, plan: Path) -> None:
    found = run("explain", plan, "5x1km @ treshold")

    assert (1, "") == (found.code, found.out)
    assert "error[P106]" in found.err
    assert "^^^^^^^^" in found.err
    conforms(run("explain", plan, "5x1km @ treshold", "--json").data, "validate")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("bass",), "did you mean 'base'?"),
        (("2027-13-01",), "is not a date"),
        (("2029-01-01",), "is not in the season"),
        (("base", "--threshold", "4:00/km"), "--threshold goes with --text"),
        (("base", "--text", "45min"), "--text explains a line without a plan"),
        (("missing.yaml",), "there is no file missing.yaml"),
    ],
)
def test_what_cannot_be_explained_is_wrong_usage(
    run: Run, plan: Path, arguments: tuple[str, ...], message: str
) -> None:
    found = run("explain", *arguments)

    assert (2, "") == (found.code, found.out)
    assert message in found.err


def test_a_threshold_that_does_not_fit_is_wrong_usage(run: Run) -> None:
    found = run("explain", "--text", "bike 45min", "--threshold", "4:00/km")

    assert 2 == found.code
    assert "--threshold 265W" in found.err


def test_a_broken_plan_is_shown_and_not_explained(run: Run, plan: Path) -> None:
    plan.write_text(PLAN.replace("easy 45min", "eazy 45min"))

    for command in ("explain", "show"):
        assert (1, "") == (run(command).code, run(command).out)
        conforms(run(command, "--json").data, "validate")


# ---- show


def test_show_prints_the_four_weeks_from_today(run: Run, plan: Path) -> None:
    data = run("show", plan, "--json").data  # today is 2027-02-10
    conforms(data, "show")

    assert ["2027-W06", "2027-W07", "2027-W08", "2027-W09"] == [week["week"] for week in data["weeks"]]


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (date(2027, 2, 7), date(2027, 2, 8), ["2027-W05", "2027-W06"]),
        (date(2027, 3, 1), None, ["2027-W09", "2027-W10"]),
        (None, date(2027, 1, 24), ["2027-W03"]),
        (date(2026, 1, 1), date(2027, 1, 18), ["2027-W03"]),
    ],
)
def test_the_weeks_that_the_days_touch_are_shown(first: date | None, last: date | None, weeks: list[str]) -> None:
    assert weeks == [week["week"] for week in shown(first, last)["weeks"]]


def test_the_whole_season_is_shown_when_asked_for_or_when_today_is_outside() -> None:
    every, outside = shown(every=True), shown(today=date(2026, 1, 1))

    assert [8, 8] == [len(every["weeks"]), len(outside["weeks"])]


@pytest.mark.parametrize(
    ("arguments", "weeks"), [(("--week", "2027-W05"), 1), (("--week", "2027-02-03"), 1), (("--month", "2027-02"), 4)]
)
def test_a_week_or_month_is_shown_alone(run: Run, plan: Path, arguments: tuple[str, ...], weeks: int) -> None:
    assert weeks == len(run("show", plan, *arguments, "--json").data["weeks"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("--week", "2027-W54"),
        ("--month", "2027-13"),
        ("--month", "2029-01"),
        ("--week", "2027-W05", "--all"),
        ("--from", "2027-02-08", "--to", "2027-02-01"),
    ],
)
def test_weeks_that_cannot_be_are_wrong_usage(run: Run, plan: Path, arguments: tuple[str, ...]) -> None:
    found = run("show", plan, *arguments)

    assert (2, "") == (found.code, found.out)


def test_a_week_has_concrete_sessions_and_its_total() -> None:
    (week,) = shown(date(2027, 2, 1), date(2027, 2, 1))["weeks"]
    sessions = [session for day in week["days"] for session in day["sessions"]]
    tuesday = week["days"][1]["sessions"][0]

    assert ("cruise", "run wu + 5x8min @ T (2min jog) + cd 10min") == (tuesday["name"], tuesday["text"])
    assert week["total"]["load"] == pytest.approx(sum(session["total"]["load"] for session in sessions), abs=1e-3)
    assert ["base week 3/4"] == week["about"]


def test_the_total_of_a_week_is_told_by_sport() -> None:
    (week,) = shown(date(2027, 2, 1), date(2027, 2, 1))["weeks"]

    assert ["run", "bike", "gym"] == list(week["sports"])
    assert week["total"]["duration_s"] == pytest.approx(sum(sport["duration_s"] for sport in week["sports"].values()))


def test_a_narrow_terminal_gets_a_line_a_day(run: Run, plan: Path) -> None:
    found = run("show", plan, "--month", "2027-01")

    assert max(map(len, found.out.splitlines())) <= 80
    assert "\x1b" not in found.out
    assert lines_of(found.out, "Thu 21") == [" Thu 21 rest"]
    assert "flat loop" in found.out


def test_a_wide_terminal_gets_a_row_a_week(run: Run, plan: Path) -> None:
    found = run("show", plan, "--week", "2027-W06", width=120)
    (dates,) = lines_of(found.out, "2027-W06")

    assert max(map(len, found.out.splitlines())) <= 120
    assert ["8", "Feb", "9", "Feb", ">", "10", "Feb"] == dates.split()[1:8]
    assert "B RACE" in found.out


@pytest.mark.parametrize("query", ["2027-01-22", "taper", ""])
def test_explain_fits_eighty_columns_without_colour(run: Run, plan: Path, query: str) -> None:
    found = run("explain", plan, *([query] if query else []))

    assert (0, "") == (found.code, found.err)
    assert max(map(len, found.out.splitlines())) <= 80
    assert "\x1b" not in found.out


def test_names_with_markup_stay_text(run: Run, plan: Path) -> None:
    plan.write_text(PLAN.replace("Town 10k", '"[red]\\e[31m10k"').replace("title: Spring", 'title: "[b]\\e[1m"'))

    for command in (("show", "--all"), ("explain",), ("explain", "goal")):
        found = run(*command)
        assert "[red]" in found.out
        assert "\x1b" not in found.out


def test_the_commands_start_without_the_heavy_libraries() -> None:
    code = "import sys, periodize.cli.explain, periodize.cli.show; print('numpy' in sys.modules, 'rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "False False" == done.stdout.strip()
