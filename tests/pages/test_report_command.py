"""`periodize report` as a user runs it: what is in the page, data, bad input."""

from __future__ import annotations

import json
import subprocess
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from tests.where import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pages.conftest import Run

ORDER = [
    "short", "season", "races", "fan", "week", "compliance", "zones", "signs", "wellness", "model",
    "assumptions", "made-of",
]  # fmt: skip
DAY = """\
periodize: 1
start: 2026-11-22
athlete: {threshold: {run: 4:00/km}, fitness: 40}
week: {sun: 60min}
blocks:
  - {name: only, days: 1}
"""


def conforms(data: Any) -> None:
    schema = json.loads((ROOT / "docs" / "schema" / "report.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)


def sections(text: str) -> dict[str, Any]:
    return {section["id"]: section for section in json.loads(text)["sections"]}


@pytest.fixture(scope="module")
def data(demo: Path, run: Run) -> str:
    return run("report", "--runs", "50", "--seed", "3", "--json", folder=demo)


def recorded(folder: Path, days: int) -> Path:
    """A table of a run a day up to today."""
    table = folder / "runs.csv"
    first = date(2026, 11, 22) - timedelta(days=days - 1)
    rows = [f"{first + timedelta(days=k)},run,3000,9000,150" for k in range(days)]
    table.write_text("\n".join(["date,sport,duration_s,distance_m,avg_hr", *rows]) + "\n")
    return table


# ---- what is in it


def test_the_data_keep_to_their_schema(data: str) -> None:
    conforms(json.loads(data))


def test_the_data_of_a_week_keep_to_their_schema(demo: Path, run: Run) -> None:
    conforms(json.loads(run("report", "--week", "2026-W51", "--json", folder=demo)))


def test_sections_come_in_the_order_of_what_is_asked(data: str) -> None:
    assert ORDER == list(sections(data))


def test_the_verdict_is_that_of_the_check(data: str, demo: Path, run: Run) -> None:
    # the check is a finding, so it exits with 1
    told = " ".join(run("check", folder=demo, code=1).partition("\nAs of")[0].split())

    assert told == sections(data)["short"]["words"][0]


def test_races_are_those_of_the_same_question_to_the_simulator(data: str, demo: Path, run: Run) -> None:
    asked = run("simulate", "--from-here", "--runs", "50", "--seed", "3", "--json", folder=demo)
    chances = [f"{race['goal_chance']:.0%}".replace("%", " %") for race in json.loads(asked)["races"]]
    table = sections(data)["races"]["tables"][0]

    assert chances == [row[table["columns"].index("Chance")] for row in table["rows"]]


def test_chance_in_short_says_what_it_does_not_know(data: str) -> None:
    (told,) = (line for line in sections(data)["short"]["words"] if line.startswith("Next A race"))

    assert " of the runs (from threshold alone: training does not change it)." in told


def test_ranges_say_what_they_were_worth_on_the_past(data: str, demo: Path, run: Run) -> None:
    replayed = " ".join(run("simulate", "--backtest", "--seed", "3", folder=demo).split())
    told, *_ = sections(data)["races"]["words"]
    verdict, _, checked = told.partition(" Checked on ")

    assert verdict.startswith("Not calibrated: the ranges of ")
    assert replayed.startswith(verdict)
    assert "17 past weeks of yours; race times were not." == checked


def test_a_past_that_is_too_short_to_check_says_so(tmp_path: Path, run: Run) -> None:
    (tmp_path / "plan.yaml").write_text(DAY.replace("2026-11-22", "2026-11-16").replace("days: 1", "weeks: 3"))
    recorded(tmp_path, 20)
    found = sections(run("report", "plan.yaml", "--recorded", "runs.csv", "--runs", "20", "--json", folder=tmp_path))

    assert found["season"]["remarks"][-1].endswith(
        "not checked on your past: it takes 42 recorded days, and 7 planned and recorded ones after them."
    )


def test_a_sign_says_what_was_seen_causes_step_and_source(data: str) -> None:
    (first, *_) = sections(data)["signs"]["items"]

    assert {"Seen", "For you", "Other causes", "One step", "Source"} <= {label for label, _ in first["facts"]}


def test_the_week_tells_the_next_key_session_as_today_does(data: str, demo: Path, run: Run) -> None:
    item, *_ = sections(data)["week"]["items"]
    told = run("today", folder=demo, code=0)

    assert item["heading"] in told
    assert [True] * 3 == [text in " ".join(told.split()) for _, text in item["facts"][:3]]


def test_every_assumption_is_listed_once(data: str) -> None:
    lines = sections(data)["assumptions"]["lines"]

    assert len(set(lines)) == len(lines) > 5


def test_no_path_of_the_machine_is_in_the_page(season: Path) -> None:
    page = season.read_text(encoding="utf-8")

    assert (0, 0) == (page.count(str(season.parent)), page.count(str(ROOT)))


def test_a_plan_without_a_title_is_called_by_its_name_alone(tmp_path: Path, run: Run) -> None:
    (tmp_path / "plan.yaml").write_text(DAY)
    run("report", tmp_path / "plan.yaml", "--runs", "20", folder=tmp_path)
    page = (tmp_path / "season.html").read_text(encoding="utf-8")

    assert (0, 1) == (page.count(str(tmp_path)), page.count("<h1>plan</h1>"))


def test_the_same_question_gives_the_same_page(demo: Path, run: Run, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        run("report", demo / "plan.yaml", "--runs", "20", "-o", tmp_path / name, folder=demo)

    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_plan_without_a_record_says_so(tmp_path: Path, run: Run, demo: Path) -> None:
    for name in ("plan.yaml", "athlete.yaml"):
        (tmp_path / name).write_bytes((demo / name).read_bytes())
    found = sections(run("report", "--runs", "20", "--json", folder=tmp_path))

    assert "Nothing is recorded, so this is what the plan alone says." == found["short"]["words"][0]
    assert ["Nothing is recorded, so no warning sign can be judged."] == found["signs"]["words"]


def test_a_record_without_a_plan_leaves_out_what_only_a_plan_has(tmp_path: Path, run: Run) -> None:
    recorded(tmp_path, 200)
    found = sections(run("report", "--recorded", "runs.csv", "--json", folder=tmp_path))

    assert ["short", "season", "week", "zones", "signs", "model", "assumptions", "made-of"] == list(found)
    assert "No plan: nothing is said of races, forecasts and compliance." == found["short"]["words"][-1]
    assert [] == [
        name for name, one in found.items() if not any(one[part] for part in ("words", "chart", "items", "lines"))
    ]


def test_the_commit_of_a_plan_is_told_and_whether_it_was_changed(tmp_path: Path, run: Run) -> None:
    (tmp_path / "plan.yaml").write_text(DAY)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "plan.yaml"], ["commit", "-q", "-m", "plan"]):
        subprocess.run([*git, *words], check=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout
    told = [json.loads(run("report", "--week", "2026-11-22", "--json", folder=tmp_path))]
    (tmp_path / "plan.yaml").write_text(DAY.replace("60min", "50min"))
    told.append(json.loads(run("report", "--week", "2026-11-22", "--json", folder=tmp_path)))

    assert [(head[:10], False), (head[:10], True)] == [(one["commit"], one["changed"]) for one in told]


def test_a_record_that_ended_long_ago_is_not_clear(tmp_path: Path, run: Run) -> None:
    recorded(tmp_path, 200)
    later = ("--recorded", "runs.csv", "--today", "2027-09-01")
    told = "Nothing is known since 22 November 2026; up to then no sign was up."
    page = sections(run("report", *later, "--json", folder=tmp_path))

    assert told == page["short"]["words"][0]
    assert run("check", *later, folder=tmp_path).startswith(told)
    assert "unknown" == json.loads(run("check", *later, "--json", folder=tmp_path))["verdict"]


def test_mornings_are_drawn_below_the_signs(data: str) -> None:
    assert "wellness" == sections(data)["wellness"]["chart"]


def test_a_limit_of_a_sign_to_come_has_its_unit(data: str) -> None:
    (table,) = (one for one in sections(data)["signs"]["tables"] if one["caption"].startswith("To come"))
    column = table["columns"].index("Limit")

    assert all(" " in row[column] for row in table["rows"])


def test_a_season_that_is_to_come_shows_its_first_week(demo: Path, run: Run, tmp_path: Path) -> None:
    for name in ("plan.yaml", "athlete.yaml"):
        (tmp_path / name).write_bytes((demo / name).read_bytes())
    found = sections(run("report", "--runs", "20", "--today", "2026-07-01", "--json", folder=tmp_path))

    assert "The first week" == found["week"]["heading"]
    assert "Ranges from the first day on hold half and nine in ten of 20 runs." == found["season"]["remarks"][0]


def test_a_season_that_is_over_forecasts_nothing(demo: Path, run: Run) -> None:
    found = sections(run("report", "--runs", "20", "--today", "2027-06-01", "--json", folder=demo))
    sentence = "The season is over, so there is nothing to forecast."

    assert [[sentence], [sentence]] == [found[name]["words"] for name in ("races", "fan")]
    assert not any("Next A race" in words for words in found["short"]["words"])
    assert ["The season ended on 21 February 2027."] == found["week"]["words"]


def test_a_season_that_is_over_says_how_it_is_seen_as_it_stood(demo: Path, run: Run) -> None:
    said = run("report", "--runs", "20", "--today", "2027-06-01", "-o", "over.html", folder=demo)

    assert "To see it from one of its days: --today DATE, e.g. --today 2026-07-27" in " ".join(said.split())


def test_a_week_that_has_begun_says_what_was_done(demo: Path, run: Run) -> None:
    days = ("--today", "2026-11-20", "--json")
    sheet = json.loads(run("report", "--week", "2026-11-20", *days, folder=demo))
    checked = json.loads(run("check", *days, folder=demo))
    monday, sunday = sheet["days"][0]["date"], sheet["days"][-1]["date"]
    rows = [row for row in checked["sessions"] if monday <= row["date"] <= sunday and row["planned"]]
    states = [one["state"] for day in sheet["days"] for one in day["sessions"]]

    assert states == [row["state"] for row in rows]
    assert ["2h47", "24 km", "load 165"] == sheet["done"]


# ---- bad input


def test_a_file_that_exists_is_left_as_it_is(tmp_path: Path, run: Run) -> None:
    (tmp_path / "plan.yaml").write_text(DAY)
    (tmp_path / "season.html").write_text("mine")

    assert "season.html exists and is left as it is" in run("report", folder=tmp_path, code=2)
    assert "mine" == (tmp_path / "season.html").read_text()


def test_a_file_that_exists_is_replaced_when_told(tmp_path: Path, run: Run) -> None:
    (tmp_path / "plan.yaml").write_text(DAY)
    (tmp_path / "season.html").write_text("mine")
    run("report", "--force", folder=tmp_path)

    assert (tmp_path / "season.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_report_is_a_page_and_nothing_else(tmp_path: Path, run: Run) -> None:
    found = run("report", "-o", "season.pdf", folder=tmp_path, code=2)

    assert "error: a report is a page, so its file ends in .html, got 'season.pdf'" in found


def test_a_place_that_cannot_be_written_is_said_in_one_line(tmp_path: Path, run: Run) -> None:
    (tmp_path / "plan.yaml").write_text(DAY)
    (tmp_path / "shut").write_text("a file where the folder would be")
    found = run("report", "-o", "shut/season.html", folder=tmp_path, code=2)

    assert ("error: cannot write", 1) == (found[:19], found.count("\n"))


def test_an_empty_folder_says_how_to_begin(tmp_path: Path, run: Run) -> None:
    assert "neither a plan nor a record here" in run("report", folder=tmp_path, code=2)


def test_a_week_of_no_plan_is_refused(tmp_path: Path, run: Run) -> None:
    recorded(tmp_path, 30)

    assert "--week is a week of a plan" in run(
        "report", "--recorded", "runs.csv", "--week", "2026-W20", folder=tmp_path, code=2
    )


def test_a_week_outside_the_season_is_refused(tmp_path: Path, run: Run) -> None:
    (tmp_path / "plan.yaml").write_text(DAY)

    assert "the season runs from 2026-11-22" in run("report", "--week", "2026-W20", folder=tmp_path, code=2)


def test_a_week_hears_no_runs(tmp_path: Path, run: Run) -> None:
    (tmp_path / "plan.yaml").write_text(DAY)
    found = run("report", "--week", "2026-11-22", "--runs", "9", folder=tmp_path, code=2)

    assert "it takes no --runs" in found


def test_a_season_of_one_day_is_a_report(tmp_path: Path, run: Run) -> None:
    (tmp_path / "plan.yaml").write_text(DAY)
    conforms(json.loads(run("report", "--runs", "20", "--json", folder=tmp_path)))


def test_a_plan_with_errors_is_refused_with_its_problems(tmp_path: Path, run: Run) -> None:
    (tmp_path / "plan.yaml").write_text(DAY.replace("60min", "60min @ tenpo"))

    assert "unknown intensity 'tenpo'" in run("report", folder=tmp_path, code=1)
    assert not (tmp_path / "season.html").exists()


def test_thousands_of_activities_make_a_page_that_can_be_sent(tmp_path: Path, run: Run) -> None:
    recorded(tmp_path, 5000)
    run("report", "--recorded", "runs.csv", folder=tmp_path)

    assert 500_000 < (tmp_path / "season.html").stat().st_size < 3_000_000
