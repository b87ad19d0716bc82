"""`race` as a user runs it: files, ids, the plan's race, data, and what cannot be cut."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_commands import conforms
from tests.races import FINAL, Part, fit_race

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SEGMENTS = "start=0-1000,1000-3000,3000-4400,4400-"
PLAN = """\
periodize: 1
title: Track
start: 2024-07-29
athlete: {threshold: {run: 3:00/km}, timezone: UTC}
races:
  - {id: final, name: Final, date: 2024-08-10, priority: A, distance: 5000m}
week: {mon: 60min}
blocks:
  - {name: base, phase: base, weeks: 2}
"""


@pytest.fixture
def final(run: Run) -> Path:
    """The final as satellites saw it, beside nothing else."""
    path = Path("final.fit")
    path.write_bytes(fit_race(stretch=5062 / 5000))
    return path


@pytest.fixture
def stored(run: Run, final: Path) -> str:
    """Its id in the store."""
    run("import", final)
    return str(run("activities", "--json").data[0]["id"])


def test_its_help_has_examples_and_json(run: Run) -> None:
    found = run("race", "--help")

    assert "periodize race" in found.out.partition("Examples:")[2]
    assert "--json" in found.out
    assert max(map(len, found.out.splitlines())) <= 80


# ---- what is printed


def test_a_race_when_printed_is_a_table_of_its_segments(run: Run, final: Path) -> None:
    found = run("race", final, "--distance", "5km", "--segments", SEGMENTS)

    assert (0, "") == (found.code, found.err)
    assert "5km in 12:58.0, 2:36/km · heart rate 174, highest 183 (121 before the first" in found.out
    assert "Recorded as 5.062km, scaled to 5km by --distance." in found.out
    assert (
        "Segment      Time       At     Pace   HR  max  Cadence  max\n"
        "───────────────────────────────────────────────────────────\n"
        "start      2:49.0   2:49.0  2:49/km  162  178      185  200\n"
        "1000-3000  5:10.0   7:59.0  2:35/km  176  181      188  195\n"
        "3000-4400  3:35.0  11:34.0  2:34/km  177  183      192  196\n"
        "4400-      1:24.0  12:58.0  2:20/km  179  182      208  223\n"
    ) in found.out
    assert "the second 6.2% faster: a negative split." in found.out


def test_a_race_when_recorded_as_long_as_it_is_needs_no_scale(run: Run) -> None:
    Path("exact.fit").write_bytes(fit_race())

    assert "Recorded as 5km, as --distance says." in run("race", "exact.fit", "--distance", "5km").out


def test_a_race_when_cut_at_its_last_600_m_has_them_to_the_finish(run: Run, final: Path) -> None:
    found = run("race", final, "--distance", "5km", "--segments", "0-4400,last 600")

    assert "last 600   1:24.0  12:58.0  2:20/km" in found.out


def test_a_race_when_even_says_that_both_halves_were_as_fast(run: Run) -> None:
    Path("even.fit").write_bytes(fit_race((Part(5000, 1000, (170, 180), (180, 190)),)))
    found = run("race", "even.fit", "--distance", "5km")

    assert "the second as fast: an even split." in found.out
    assert "Speed over the last tenth: as before." in found.out


def test_a_race_when_held_against_a_plan_says_where_it_stood(run: Run, final: Path) -> None:
    found = run("race", final, "--distance", "5km", "--plan", "62s laps to 4000, 60s to 4400, go")

    assert "62s laps to 4000     0m   400m  1:02.0  1:07.6  +5.6    +5.6\n" in found.out
    assert "go                4.4km    5km       -  1:24.0     -       -\n" in found.out
    assert "At 4.4km: 14.0 s behind the plan. Off: + slower, - faster." in found.out


@pytest.mark.parametrize(
    ("pacing", "verdict"),
    [
        ("13:00", "At 5km: 2.0 s ahead of the plan."),
        ("2:49 to 1000, 62s laps to 4400, go", "At 4.4km: 2.0 s ahead of the plan."),
        ("2:49/km to 1000", "At 1km: as planned."),
        ("lap 1km, 2:49 to 1000", "At 1km: as planned."),
    ],
)
def test_a_plan_when_written_otherwise_means_what_it_says(run: Run, final: Path, pacing: str, verdict: str) -> None:
    assert verdict in run("race", final, "--distance", "5km", "--plan", pacing).out


def test_a_race_when_the_plan_has_a_goal_is_held_against_it(run: Run, final: Path) -> None:
    Path("plan.yaml").write_text(PLAN.replace("distance: 5000m", "distance: 5000m, goal: 12:50"))
    found = run("race", final, "--segments", "0-1000,1000-")

    assert "0-1000    2:49.0   2:49.0  +15.0  2:49/km  162  178" in found.out
    assert "Goal 12:50 (Final): 8.0 s slower, +1.0%." in found.out


@pytest.mark.parametrize("options", [["--distance", "5km"], []])
def test_a_goal_when_asked_for_as_data_keeps_the_contract(run: Run, final: Path, options: list[str]) -> None:
    Path("plan.yaml").write_text(PLAN.replace("distance: 5000m", "distance: 5000m, goal: 12:50"))
    data = run("race", final, *options, "--json").data

    conforms(data, "race")
    assert ("Final", 770.0) == (data["goal"]["race"], data["goal"]["time_s"])
    assert 8.0 == pytest.approx(data["goal"]["off_s"])


def test_a_heart_rate_when_above_that_of_the_plan_is_doubted(run: Run, final: Path) -> None:
    Path("plan.yaml").write_text(PLAN.replace("{threshold:", "{hr: {max: 176, rest: 45}, threshold:"))
    data = run("race", final, "--json").data

    conforms(data, "race")
    assert "above" == data["whole"]["channels"]["heart_rate"]["doubt"]


def test_a_heart_rate_when_above_anybodys_is_doubted_without_a_plan(run: Run) -> None:
    Path("slipped.fit").write_bytes(fit_race((Part(5000, 1000, (171, 225), (180, 190)),)))
    found = run("race", "slipped.fit")

    assert "highest 225?" in found.out
    assert "? Heart rate above 220 bpm (our choice of limit where no `hr: {max: ...}` is" in found.out


def test_a_doubt_when_without_a_plan_keeps_the_contract(run: Run) -> None:
    Path("slipped.fit").write_bytes(fit_race((Part(5000, 1000, (171, 225), (180, 190)),)))
    data = run("race", "slipped.fit", "--json").data

    conforms(data, "race")
    assert "high" == data["whole"]["channels"]["heart_rate"]["doubt"]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_race_when_the_terminal_is_narrow_stays_within_it(run: Run, final: Path, width: int) -> None:
    found = run("race", final, "--plan", "62s laps to 4000, go", width=width)

    assert width >= max(len(line.rstrip()) for line in found.out.splitlines() if "·" not in line)


def test_a_race_when_printed_has_no_colour_in_a_pipe(run: Run, final: Path) -> None:
    assert "\x1b" not in run("race", final).out


# ---- data


@pytest.mark.parametrize("cut", [["--segments", SEGMENTS], ["--every", "400m"], ["--every", "5min"], ["--laps"], []])
def test_a_race_when_asked_for_as_data_keeps_the_contract(run: Run, final: Path, cut: list[str]) -> None:
    data = run("race", final, "--distance", "5km", *cut, "--json").data

    conforms(data, "race")
    assert data["whole"]["time_s"] == pytest.approx(sum(row["time_s"] for row in data["segments"]["rows"]))


def test_a_plan_when_asked_for_as_data_keeps_the_contract(run: Run, final: Path) -> None:
    data = run("race", final, "--plan", "62s laps to 4000, 250W to 4400, go", "--json").data

    conforms(data, "race")
    assert ["62s laps to 4000"] * 10 == [row["leg"] for row in data["pacing"]["rows"][:10]]


# ---- a file or the store, and how far it is


def test_a_file_when_read_is_not_imported(run: Run, final: Path) -> None:
    run("race", final)

    assert not Path("periodize.db").exists()


def test_a_race_when_stored_is_that_of_its_file(run: Run, stored: str) -> None:
    data = run("race", stored[:6], "--distance", "5km", "--segments", SEGMENTS, "--json").data

    times = [row["time_s"] for row in data["segments"]["rows"]]
    assert [part.seconds for part in FINAL] == pytest.approx(times, abs=0.05)


@pytest.mark.parametrize("which", ["file", "store"])
def test_a_race_when_the_plan_has_one_that_day_is_scaled_to_it(run: Run, stored: str, which: str) -> None:
    Path("plan.yaml").write_text(PLAN)
    data = run("race", "final.fit" if which == "file" else stored, "--json").data

    assert (5000.0, 5062.0, "the race 'Final' of the plan") == tuple(
        data[key] if key == "distance_by" else round(data[key], 1)
        for key in ("distance_m", "recorded_m", "distance_by")
    )


def test_a_race_when_linked_to_one_of_another_day_is_scaled_to_it(run: Run, stored: str) -> None:
    Path("plan.yaml").write_text(PLAN.replace("date: 2024-08-10", "date: 2024-08-09"))
    run("link", stored, "2024-08-09-race", "--today", "2024-08-11")

    assert "the race 'Final' of the plan" == run("race", stored, "--json").data["distance_by"]


def test_a_race_when_the_plans_is_another_is_not_scaled_and_says_so(run: Run, final: Path) -> None:
    Path("plan.yaml").write_text(PLAN.replace("5000m", "1500m"))
    found = run("race", final)

    assert 0 == found.code
    assert "Not scaled: 5.062km recorded, 1.5km by the race 'Final' of the plan." in found.out


def test_a_race_when_the_plan_has_errors_is_read_all_the_same(run: Run, final: Path) -> None:
    Path("plan.yaml").write_text("periodize: nonsense")
    found = run("race", final)

    assert 0 == found.code
    assert "plan.yaml has errors, so its races were not asked how far this one is." in found.out


# ---- what cannot be


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--segments", "0-1000,900-2000"], "'900-2000' begins before '0-1000' has ended"),
        (["--segments", "4400-6000"], "beyond the end of the recording at 5.062km"),
        (["--segments", "fast"], "'fast' is no segment; write them as"),
        (["--segments", " "], "--segments is empty"),
        (["--every", "1km", "--laps"], "--segments, --every and --laps each cut the race; give one of them"),
        (["--every", "often"], "'often' is no length; write 400m, 1km or 5min"),
        (["--every", "0m"], "'0m' is no length"),
        (["--every", "1m"], "every 1m makes more than 1000 segments"),
        (["--distance", "5min"], "'5min' is a time; write a distance"),
        (["--distance", "10km"], "5.062km recorded, 10km by --distance: they differ by more than 10%"),
        (["--plan", ""], "--plan is empty"),
        (["--plan", "fast"], "'fast' is no part of a pacing plan; write it as"),
        (["--plan", "62s"], "'62s' asks for 0:12/km, faster than anybody"),
        (["--plan", "62s to 6000, go"], "'62s to 6000' goes beyond the race of 5.062km"),
    ],
)
def test_a_race_when_it_cannot_be_cut_so_says_why(run: Run, final: Path, options: list[str], word: str) -> None:
    found = run("race", final, *options)

    assert (2, "") == (found.code, found.out)
    assert word in " ".join(found.err.split()).replace("│ ", "").replace(" │", "")


@pytest.mark.parametrize(
    ("what", "code", "word"),
    [
        ("gone.fit", 2, "gone.fit does not exist"),
        ("folder/gone", 2, "folder/gone does not exist"),
        (".", 2, ". is a folder"),
        ("", 2, "FILE_OR_ID is empty; name one recorded file"),
        ("empty.fit", 1, "empty.fit: "),
        ("words.fit", 1, "words.fit: "),
        ("3f2a91", 2, "no record here yet (periodize.db)"),
        ("x" * 5000, 2, "no record here yet"),
    ],
)
def test_a_race_when_there_is_none_says_so(run: Run, what: str, code: int, word: str) -> None:
    Path("empty.fit").write_bytes(b"")
    Path("words.fit").write_text("not a recording")
    found = run("race", what)

    assert (code, "") == (found.code, found.out)
    assert word in found.err
    assert "Traceback" not in found.err


def test_an_id_when_nobody_goes_by_it(run: Run, stored: str) -> None:
    found = run("race", "zzzz")

    assert 1 == len(found.err.splitlines())
    assert "no activity 'zzzz'" in found.err


def test_a_recording_when_it_has_no_distance_says_so(run: Run) -> None:
    run("log", "run", "45min", "--rpe", "4")
    key = run("activities", "--json").data[0]["id"]
    found = run("race", key)

    assert 2 == found.code
    assert "cannot be cut into segments: neither distance nor speed was recorded" in found.err


def test_a_table_of_many_activities_when_named_is_refused(run: Run) -> None:
    rows = "\n".join(f'Running,2027-01-0{d} 08:00:00,false,"Run","8.00","00:45:00"' for d in (1, 2))
    Path("Activities.csv").write_text(f"Activity Type,Date,Favorite,Title,Distance,Time\n{rows}\n")
    found = run("race", "Activities.csv")

    assert 2 == found.code
    assert "holds 2 activities (run of 2027-01-01 08:00; run of 2027-01-02 08:00)" in found.err


def test_a_race_of_twelve_hours_when_cut_gives_every_lap(run: Run) -> None:
    Path("long.fit").write_bytes(fit_race((Part(1000, 400, (140, 150), (170, 180)),) * 108))
    data = run("race", "long.fit", "--every", "400m", "--json").data

    assert (270, 43_200) == (len(data["segments"]["rows"]), round(data["whole"]["time_s"]))
