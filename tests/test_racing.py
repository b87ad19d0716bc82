"""What is said of a race: units of its sport, pauses, gaps, what is known of only a part."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from rich.console import Console

from periodize.activity import Pause
from periodize.errors import UsageError
from periodize.plan import read_plan_text
from periodize.project.records.raced import Measured, by_hand, measured_in_plan
from periodize.project.records.racing import Asked, race_view
from periodize.report.terminal.race import print_race
from periodize.report.terminal.tables import console
from periodize.units import Quantity
from tests.races import raced

if TYPE_CHECKING:
    from periodize.activity import Activity
    from periodize.report.views.race import Goal

HALVES = Asked(segments="0-400,400-")

COUNTED_ON = 4.0 * (np.arange(200) + 30 * (np.arange(200) >= 50))
"""[m] What a device counts that goes on through a gap of 30 s."""


def printed(activity: Activity, asked: Asked) -> str:
    out = io.StringIO()
    print_race(race_view(activity, asked), console(out))
    return " ".join(out.getvalue().split())


@pytest.mark.parametrize(
    ("sport", "speed", "words"),
    [
        ("run", 4.0, "4:10/km"),
        ("swim", 1.25, "1:20/100m"),
        ("row", 4.0, "2:05/500m"),
        ("bike", 10.0, "36.0 km/h"),
        ("ski", 5.0, "18.0 km/h"),
    ],
)
def test_speed_when_printed_is_as_its_sport_counts(sport: str, speed: float, words: str) -> None:
    assert f", {words} Distances" in printed(raced([speed] * 600, sport=sport), Asked())


@pytest.mark.parametrize(
    ("sport", "length"), [("run", 1000.0), ("swim", 100.0), ("row", 500.0), ("bike", 5000.0), ("hike", 1000.0)]
)
def test_segments_when_none_are_asked_for_are_those_of_the_sport(sport: str, length: float) -> None:
    view = race_view(raced([2.5] * 3000, sport=sport), Asked())

    assert length == pytest.approx(view.splits[0].distance)


def test_power_when_recorded_stands_in_the_table() -> None:
    found = printed(raced([10.0] * 80, sport="bike", power=[240] * 40 + [260] * 40), HALVES)

    assert "power 250 W" in found
    assert "0-400 0:40.0 0:40.0 36.0 240 240 400- 0:40.0 1:20.0 36.0 260 260" in found


def test_power_when_planned_stands_beside_what_it_was() -> None:
    asked = Asked(segments="0-", pacing="250W to 400, go")
    found = printed(raced([10.0] * 80, sport="bike", power=[240] * 40 + [260] * 40), asked)

    assert "250W to 400 0m 400m - 0:40.0 250 240 - -" in found
    assert "the plan." not in found


def test_power_when_planned_but_not_recorded_is_said() -> None:
    found = printed(raced([10.0] * 80, sport="bike"), Asked(segments="0-", pacing="250W to 400, go"))

    assert "250W to 400 0m 400m - 0:40.0 250 - -" in found
    assert "No power was recorded to hold the plan's watts against." in found


@pytest.mark.parametrize(
    ("speeds", "line"),
    [
        ([4.0] * 400, "▅" * 44 + " 4:10/km"),
        ([4.0] * 200 + [4.03] * 200, "▃" * 22 + "▆" * 22 + " 4:10/km to 4:08/km"),
        ([4.0] * 200 + [4.4] * 200, "▁"),
    ],
    ids=["even", "steady", "uneven"],
)
def test_a_line_when_a_race_is_steady_does_not_swing(speeds: list[float], line: str) -> None:
    assert f"speed {line}" in printed(raced(speeds), Asked())


@pytest.mark.parametrize("width", [40, 50, 60, 70])
def test_a_table_when_the_terminal_is_narrow_cuts_no_number(width: int) -> None:
    race = raced([4.0] * 1200, power=[240] * 1200, heart_rate=[150] * 1200, cadence=[180] * 1200)
    out = io.StringIO()
    print_race(race_view(race, Asked(pacing="100s laps to 4000, 240W")), Console(file=out, width=width))

    assert not re.search(r"[0-9:.+-]…", out.getvalue())


@pytest.mark.parametrize(
    ("others", "note"),
    [
        ({"pauses": (Pause(50.0, 30.0),)}, "The recording stood for 0:30 (0:30 in 0-400); the clock goes on."),
        (
            {"pauses": (Pause(50.0, 30.0),), "counted": COUNTED_ON},
            "Interpolated: 0:30 without records, in which the device counted on by 120m (0-400).",
        ),
        ({"heart_rate": [140] * 150 + [np.nan] * 50}, "Heart rate is known for only 50% of 400-."),
        (
            {"heart_rate": [140] * 90 + [190] * 5 + [140] * 105},
            "Left out as impossible, in 1 case: heart rate leaps by more than 10 bpm a second and back: 5 s left out.",
        ),
    ],
    ids=["a pause", "a gap", "heart rate missing", "a leap"],
)
def test_a_recording_when_something_is_odd_says_so(others: dict[str, Any], note: str) -> None:
    assert (note,) == race_view(raced([4.0] * 200, **others), HALVES).notes


def test_a_gap_when_no_speed_was_recorded_names_its_segments() -> None:
    speed = [4.0] * 90 + [np.nan] * 20 + [4.0] * 90

    assert ("For 0:20 no speed was recorded (0-400, 400-): a mark there is a guess.",) == race_view(
        raced(speed, distance=800.0), HALVES
    ).notes


def test_a_gap_when_the_device_counted_on_is_none() -> None:
    speed = [4.0] * 90 + [np.nan] * 20 + [4.0] * 90

    assert () == race_view(raced(speed, distance=796.0, counted=4.0 * np.arange(200)), HALVES).notes


def test_heart_rate_when_missing_throughout_a_segment_is_a_dash() -> None:
    found = printed(raced([4.0] * 200, heart_rate=[140] * 100 + [np.nan] * 100), HALVES)

    assert "400- 1:40.0 3:20.0 4:10/km - -" in found


def test_a_maximum_when_above_the_athletes_own_is_marked_and_told() -> None:
    view = race_view(raced([4.0] * 200, heart_rate=[140] * 100 + [200] * 100), HALVES, hr_max=186.0)
    out = io.StringIO()
    print_race(view, console(out))

    assert "0-400    1:40.0  1:40.0  4:10/km  140   140" in out.getvalue()
    assert "400-     1:40.0  3:20.0  4:10/km  200  200?" in out.getvalue()
    assert (True,) == tuple("above your maximum of 186 (our choice of limit): kept" in note for note in view.notes)


def test_a_sample_when_alone_is_marked_and_told() -> None:
    found = printed(raced([4.0] * 200, cadence=[170] * 50 + [200] + [170] * 149), HALVES)

    assert "0-400 1:40.0 1:40.0 4:10/km 170 200?" in found
    assert "? A single sample of cadence stands more than 10% above those beside it (our choice of limit)" in found


# ---- how far, and in which time


@pytest.mark.parametrize(
    ("sport", "metres", "likely"),
    [
        ("run", 5062.0, 5000.0),
        ("run", 42_600.0, 42_195.0),
        ("run", 5001.0, None),
        ("run", 5150.0, None),
        ("bike", 5062.0, None),
        ("row", 2020.0, 2000.0),
    ],
)
def test_a_distance_when_close_to_a_usual_one_is_likely_that(sport: str, metres: float, likely: float | None) -> None:
    assert likely == race_view(raced([metres / 10_000] * 10_000, sport=sport), Asked()).likely


def test_a_distance_when_likely_another_says_how_to_scale_it() -> None:
    found = printed(raced([5.062] * 1000), Asked())

    assert "the recording, 5.062km; if it was a race of 5000 m, --distance 5000m scales it." in found


def test_a_distance_when_scaled_is_not_likely_another() -> None:
    measured = Measured(5000.0, "--distance", sure=True)

    assert race_view(raced([5.062] * 1000), Asked(), measured=measured).likely is None


def goal_of(seconds: float, *, speed: float = 4.0) -> Goal | None:
    measured = Measured(800.0, "the plan", sure=False, race="Final", goal=seconds)
    return race_view(raced([speed] * 100 + [8.0 - speed] * 100), HALVES, measured=measured).goal


def test_a_goal_when_known_is_held_against_the_time_and_each_segment() -> None:
    goal = goal_of(180.0, speed=3.0)

    assert goal is not None
    # 400 m at 3 m/s and then 5 m/s: 300 m in 100 s and 100 m in 20 s, then 400 m in 80 s
    assert [20.0, 30.0, 20.0] == pytest.approx([goal.off, *goal.behind])


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (180.0, "Goal 3:00 (Final): 20.0 s slower, +11.1%."),
        (250.0, "Goal 4:10 (Final): 50.0 s faster, -20.0%."),
        (200.0, "Goal 3:20 (Final): to the second."),
    ],
)
def test_a_goal_when_printed_is_told_in_words(seconds: float, words: str) -> None:
    measured = Measured(800.0, "the plan", sure=False, race="Final", goal=seconds)
    out = io.StringIO()
    print_race(race_view(raced([4.0] * 200), HALVES, measured=measured), console(out))

    assert words in out.getvalue()


def test_a_goal_when_the_distance_does_not_fit_is_of_another_race() -> None:
    measured = Measured(5000.0, "the plan", sure=False, race="Final", goal=900.0)

    assert race_view(raced([4.0] * 200), HALVES, measured=measured).goal is None


@pytest.mark.parametrize(("distance", "goal"), [(5000.0, 780.0), (5010.0, 780.0), (4000.0, None)])
def test_a_distance_when_given_by_hand_keeps_the_goal_of_a_race_as_long(distance: float, goal: float | None) -> None:
    planned = Measured(5000.0, "the plan", sure=False, race="Final", goal=780.0)
    found = by_hand(distance, planned)

    assert (distance, True, goal) == (found.distance, found.sure, found.goal)


@pytest.mark.parametrize(
    ("day", "race", "goal"),
    [(8, "Champs (heat)", None), (9, "Champs (semi)", 245.0), (10, "Champs (final)", 240.0)],
)
def test_a_goal_when_the_race_has_rounds_is_that_of_the_round_of_the_day(
    day: int, race: str, goal: float | None
) -> None:
    season, problems = read_plan_text(
        "periodize: 1\nstart: 2027-01-04\nblocks: [{name: all, weeks: 2}]\nathlete: {threshold: {run: 3:20/km}}\n"
        "races:\n  - {name: Champs, distance: 1500m, goal: 4:00,\n     rounds:"
        " {heat: 2027-01-08, semi: {date: 2027-01-09, goal: 4:05}, final: 2027-01-10}}\n"
    )
    assert season is not None, problems
    activity = replace(raced([6.0] * 250), start=datetime(2027, 1, day, 10, tzinfo=UTC))
    found = measured_in_plan(season, activity, None)

    assert found is not None
    assert (race, goal) == (found.race, found.goal)


def test_laps_when_none_were_marked_are_refused() -> None:
    with pytest.raises(UsageError, match="no laps were marked in aaaa; for equal segments: --every 1km"):
        race_view(raced([4.0] * 200), Asked(laps=True))


def test_half_an_hour_off_when_printed_is_in_minutes() -> None:
    found = printed(raced([2.0] * 3600), Asked(every=Quantity(3600, "distance"), pacing="4:00/km"))

    assert "4:00/km 0m 1km 4:00.0 8:20.0 +4:20.0 +4:20.0" in found
    assert "31:12.0 behind the plan" in found


# ---- before, after and between


def noted(activity: Activity, measured: Measured | None = None) -> str:
    return " ".join(race_view(activity, Asked(), measured=measured).notes)


def test_walking_when_at_the_end_of_a_run_is_said_with_the_time_without_it() -> None:
    assert (
        "Slower than half the usual speed: the last 36m (0:30). That counts, as the recording does; without it the time"
        " is 4:10.0."
    ) in noted(raced([4.0] * 250 + [1.2] * 30))


def test_walking_when_at_both_ends_of_a_run_is_said_once() -> None:
    assert "the first 36m (0:30) and the last 24m (0:20)." in noted(raced([1.2] * 30 + [4.0] * 250 + [1.2] * 20))


@pytest.mark.parametrize("activity", [
    raced([4.0] * 250 + [1.2] * 9), raced([10.0] * 250 + [3.0] * 60, sport="bike"), raced([4.0] * 250 + [2.2] * 60),
], ids=["for a moment", "a ride", "jogging"])  # fmt: skip
def test_a_slow_end_when_it_is_no_walking_is_not_said(activity: Activity) -> None:
    assert "half the usual speed" not in noted(activity)


def test_a_stand_when_recorded_is_said_where_it_was() -> None:
    assert "You stood, the recording running, for 1:00 (1:00 in 1km-end); the clock goes on." in noted(
        raced([4.0] * 300 + [0.0] * 60 + [4.0] * 150)
    )


def test_a_pause_when_there_is_a_stand_too_is_said_by_itself() -> None:
    found = noted(raced([4.0] * 300 + [0.0] * 60 + [4.0] * 150, pauses=(Pause(100.0, 20.0),)))

    assert "The recording stood for 0:20 (0:20 in 0-1km); the clock goes on." in found


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        (np.where(np.arange(300) < 20, np.nan, 4.0 * (np.arange(300) - 20)), "if the race had begun, it took longer."),
        (np.where(np.arange(300) > 280, np.nan, 4.0 * np.arange(300)), "if the race went on, it took longer."),
    ],
    ids=["before", "after"],
)
def test_a_race_when_nothing_tells_of_its_ends_may_have_taken_longer(counted: Any, words: str) -> None:
    found = noted(raced(np.where(np.isnan(counted), np.nan, 4.0), counted=counted))

    assert f"have neither distance nor speed; {words}" in found


@pytest.mark.parametrize(("distance", "told"), [(400.0, True), (2000.0, False)])
def test_a_recording_when_longer_than_the_race_says_how_to_cut_it_out(distance: float, told: bool) -> None:
    found = noted(raced([4.0] * 250), Measured(distance, "the plan", sure=False))

    assert told == ("`--laps` or `--segments` cut the race out" in found)
