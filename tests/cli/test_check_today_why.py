"""`check`, `today` and `why` as a user runs them: exit codes, screens of 80 columns, data, bad input."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from tests.where import ROOT

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def conforms(data: Any, name: str) -> None:
    schema = json.loads((ROOT / "docs" / "schema" / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)


@pytest.fixture(scope="session")
def imported(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example season with its recordings in a store, made once."""
    folder = tmp_path_factory.mktemp("imported") / "season"
    shutil.copytree(demo, folder)
    line = [sys.executable, "-m", "periodize", "import", "recorded"]
    subprocess.run(line, cwd=folder, check=True, capture_output=True, timeout=120)
    return folder


@pytest.fixture
def plan(run: Run, imported: Path) -> Path:
    """The plan of the example season in a folder of its own, a store beside it."""
    shutil.copytree(imported, "season")
    return Path("season", "plan.yaml")


# ---- check


@pytest.mark.parametrize(("level", "code"), [("info", 1), ("watch", 1), ("act", 0)])
def test_check_fails_from_the_level_that_is_asked_for(run: Run, demo: Path, level: str, code: int) -> None:
    assert code == run("check", demo / "plan.yaml", "--fail-on", level).code


def test_check_of_load_signs_alone_is_no_failure(run: Run) -> None:
    rows = [(day, 8.0) for day in range(1, 29, 2)] + [(29, 14.0)]
    table = "\n".join(
        f'Running,2027-01-{day:02} 08:00:00,false,"Run","{km:.2f}","500","00:45:00","140","150"' for day, km in rows
    )
    Path("runs.csv").write_text(f"Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR\n{table}\n")
    arguments = ("check", "--recorded", "runs.csv", "--today", "2027-01-30")

    assert ["R1"] == [sign["code"] for sign in run(*arguments, "--json").data["signs"]]
    assert (0, 1) == (run(*arguments).code, run(*arguments, "--fail-on", "info").code)


def test_check_says_the_verdict_then_the_week_then_the_season_then_the_signs(run: Run, demo: Path) -> None:
    out = run("check", demo / "plan.yaml").out
    headings = ["Watch: ", "This week, 8 Feb to 14 Feb", "Load room this week: ", "Sessions so far: ", "Week of ",
                "Resting heart\n", "R9 resting heart rate · ", "If you do the plan as written", "Not checked:"]  # fmt: skip

    assert sorted(headings, key=out.index) == headings
    assert max(map(len, out.splitlines())) <= 80


def test_check_names_the_signs_in_its_first_line(run: Run, demo: Path) -> None:
    out = run("check", demo / "plan.yaml", width=120).out

    assert "unusual. R9 resting heart rate, R1 session spike" in out.splitlines()[0]


def test_check_json_holds_the_week_the_room_and_the_future(run: Run, demo: Path) -> None:
    data = run("check", demo / "plan.yaml", "--json").data

    conforms(data, "check")
    assert "2027-02-08" == data["week"]["start"] == data["season_weeks"][-1]["start"]
    room = data["room"]
    assert ("2027-02-08", pytest.approx(room["largest"] - room["so_far"])) == (room["jump"], room["left"])
    assert "2027-05-16" == data["ahead"]["last"]
    assert all(sign["last_date"] > "2027-02-10" for sign in data["ahead"]["signs"])
    assert all(sign["id"] == f"{sign['code']}-{sign['date']}" for sign in data["signs"])


def test_check_of_a_week_shows_that_week_alone(run: Run, demo: Path) -> None:
    data = run("check", demo / "plan.yaml", "--week", "2027-W03", "--json").data

    conforms(data, "check")
    assert ["2027-01-18", "2027-01-24"] == data["period"]
    assert {"2027-01-18"} == {week["start"] for week in data["season_weeks"]}
    assert all("2027-01-18" <= session["date"] <= "2027-01-24" for session in data["sessions"])
    assert "2027-01-24" == data["as_of"]


def test_check_of_a_week_is_that_of_a_date_in_it(run: Run, demo: Path) -> None:
    named, dated = (run("check", demo / "plan.yaml", "--week", week).out for week in ("2027-W03", "2027-01-20"))

    assert named == dated


def test_check_of_a_week_to_come_says_what_the_plan_would_raise(run: Run, demo: Path) -> None:
    data = run("check", demo / "plan.yaml", "--from", "2027-02-15", "--json").data

    assert "2027-02-10" == data["as_of"]
    assert data["ahead"]["signs"] == [
        sign for sign in run("check", demo / "plan.yaml", "--json").data["ahead"]["signs"]
        if sign["last_date"] >= "2027-02-15"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--week", "2027-W60"], "there is no week"),
        (["--week", "soon"], "not a date"),
        (["--week", "2031-W02"], "nothing is planned or recorded"),
        (["--week", "2027-W02", "--from", "2027-01-01"], "exclude each other"),
        (["--from", "2027-02-02", "--to", "2027-01-02"], "is after"),
        (["--from", "someday"], "not a date"),
        (["--json", "--format", "github"], "contradict"),
        (["--backtest", "--format", "github"], "no annotations"),
        (["--fail-on", "never"], "never"),
    ],
)
def test_check_refuses_what_cannot_be_asked(run: Run, demo: Path, options: list[str], word: str) -> None:
    found = run("check", demo / "plan.yaml", *options)

    assert (2, "") == (found.code, found.out)
    assert word in found.err


def test_check_in_an_empty_folder_says_what_to_do(run: Run) -> None:
    found = run("check")

    assert (2, "") == (found.code, found.out)
    assert "neither a plan nor a record here" in found.err
    assert all(command in found.err for command in ("periodize init", "periodize import", "--recorded"))


def test_check_of_a_broken_plan_reports_its_problems(run: Run, demo: Path) -> None:
    Path("plan.yaml").write_text("periodize: 1\nstart: never\nblocks: []\n")
    found = run("check", "plan.yaml", "--recorded", demo / "recorded")

    assert (1, "") == (found.code, found.out)
    assert "error[P" in found.err


def test_check_as_annotations_points_at_lines_of_the_plan(run: Run, demo: Path) -> None:
    found = run("check", demo / "plan.yaml", "--format", "github")
    lines = found.out.splitlines()

    assert 1 == found.code
    assert all(line.startswith(("::warning ", "::notice ")) for line in lines)
    assert all(f"file={demo / 'plan.yaml'},line=" in line for line in lines)
    assert any("title=R9::resting heart rate" in line for line in lines)


def test_check_leaves_out_what_is_dated_in_the_future(run: Run, demo: Path) -> None:
    found = run("check", demo / "plan.yaml", "--today", "2027-01-20", "--json").data

    assert any("dated after 2027-01-20 left out" in note for note in found["assumptions"])


# ---- since the last check


def test_the_first_check_of_a_store_compares_with_nothing(run: Run, plan: Path) -> None:
    assert run("check", plan, "--json").data["since"] is None


def test_a_second_check_says_that_nothing_is_different(run: Run, plan: Path) -> None:
    run("check", plan)

    assert "Nothing is different from the check of 2027-02-10." in run("check", plan).out


def test_a_later_check_names_what_is_new_and_what_is_over(run: Run, plan: Path) -> None:
    before = run("check", plan, "--today", "2027-02-04", "--json").data
    after = run("check", plan, "--json").data
    ids = [{sign["id"] for sign in data["signs"]} for data in (before, after)]

    conforms(after, "check")
    assert "2027-02-04" == after["since"]["date"]
    assert ids[1] - ids[0] == set(after["since"]["new"])
    assert ids[0] - ids[1] == set(after["since"]["gone"])
    assert before["verdict"] == after["since"]["verdict"] != after["verdict"]
    assert after["since"]["states"]


def test_a_check_of_the_past_or_of_a_week_is_not_remembered(run: Run, plan: Path) -> None:
    run("check", plan)
    run("check", plan, "--today", "2027-01-04")
    run("check", plan, "--week", "2027-W02")

    assert "2027-02-10" == run("check", plan, "--json").data["since"]["date"]


def test_a_check_of_files_remembers_nothing(run: Run, demo: Path) -> None:
    run("check", demo / "plan.yaml")

    assert run("check", demo / "plan.yaml", "--json").data["since"] is None


# ---- where nothing is known


def silent(run: Run, plan: Path) -> tuple[Any, Any]:
    """Check and today of four weeks after the last recording."""
    found = [run(command, plan, "--today", "2027-03-10") for command in ("check", "today")]
    return found[0], found[1]


def test_nothing_is_clear_when_nothing_is_recorded_any_more(run: Run, demo: Path) -> None:
    check, today = silent(run, demo / "plan.yaml")

    assert "Not known: nothing recorded since 9 Feb." == check.out.splitlines()[0]
    assert "Not known: nothing recorded since 9 Feb." == today.out.splitlines()[1]
    data = run("today", demo / "plan.yaml", "--today", "2027-03-10", "--json").data
    conforms(data, "today")
    assert "2027-02-09" == data["silent_since"]


@pytest.mark.parametrize("command", ["check", "today"])
def test_the_verdict_is_unknown_when_nothing_is_recorded_any_more(run: Run, demo: Path, command: str) -> None:
    found = run(command, demo / "plan.yaml", "--today", "2027-03-10", "--json")

    conforms(found.data, command)
    assert (0, "unknown", "2027-02-09") == (found.code, found.data["verdict"], found.data["silent_since"])


@pytest.mark.parametrize("command", ["check", "today"])
def test_the_verdict_is_unknown_when_nothing_is_recorded_yet(
    run: Run, demo: Path, tmp_path: Path, command: str
) -> None:
    for name in ("plan.yaml", "athlete.yaml"):
        shutil.copy(demo / name, tmp_path)
    found = run(command, tmp_path / "plan.yaml", "--today", "2027-03-10", "--json")

    assert "unknown" == found.data["verdict"]


def test_annotations_say_that_nothing_is_known(run: Run, demo: Path) -> None:
    found = run("check", demo / "plan.yaml", "--today", "2027-03-10", "--format", "github")

    assert "title=R17::not known: nothing recorded since 2027-02-09" in found.out


def test_what_cannot_be_judged_is_not_said_to_be_over(run: Run, plan: Path) -> None:
    known = run("check", plan, "--json").data
    silent_now = run("check", plan, "--today", "2027-03-10", "--json").data["since"]

    assert known["signs"]
    assert [] == silent_now["gone"]
    assert "no longer up" not in silent(run, plan)[0].out


def test_a_silenced_sign_is_not_said_to_be_over_and_today_lists_it(run: Run, plan: Path) -> None:
    run("check", plan)
    run("silence", "R9", "--until", "2027-02-12", "--reason", "a new watch", "--store", plan.parent / "periodize.db")

    assert [] == run("check", plan, "--json").data["since"]["gone"]
    assert "Silenced: R9 until 12 February 2027: a new watch" in run("today", plan).out


def test_a_sign_that_could_be_judged_again_is_over_then(run: Run, plan: Path) -> None:
    store = plan.parent / "periodize.db"
    (sign,) = (one["id"] for one in run("check", plan, "--json").data["signs"] if one["code"] == "R1")
    run("silence", "R1", "--until", "2027-02-20", "--reason", "a race", "--store", store)
    run("check", plan, "--today", "2027-02-11")
    run("silence", "R1", "--undo", "--store", store)

    assert [sign] == run("check", plan, "--today", "2027-02-15", "--json").data["since"]["gone"]


def test_check_and_today_agree_on_how_much_was_checked(run: Run, demo: Path) -> None:
    check, today = (run(command, demo / "plan.yaml", "--today", "2027-01-03") for command in ("check", "today"))
    line = check.out.splitlines()[0]

    assert line.startswith("Clear: no sign is up, of ")
    assert line in today.out


def test_a_new_season_without_a_record_is_no_dead_end(run: Run) -> None:
    run("init", "new", "--yes", "--today", "2027-02-10")
    check, today = (run(command, Path("new", "plan.yaml")) for command in ("check", "today"))

    assert (1, 0) == (check.code, today.code)
    assert all("Nothing is recorded yet; begin with `periodize import PATH`" in found.out for found in (check, today))
    assert "The season has not begun: its first session is on" in today.out


def test_check_without_a_record_keeps_the_contract(run: Run, demo: Path) -> None:
    for name in ("plan.yaml", "athlete.yaml"):
        shutil.copy(demo / name, name)
    found = run("check", "--json")

    conforms(found.data, "check")
    assert (1, None) == (found.code, found.data["silent_since"])


# ---- backtest


def test_the_backtest_says_when_it_cannot_tell(run: Run, demo: Path) -> None:
    found = run("check", demo / "plan.yaml", "--backtest")

    assert 0 == found.code
    assert found.out.startswith("No illness or injury is logged")
    assert max(map(len, found.out.splitlines())) <= 80
    assert "…" not in found.out


def test_the_backtest_as_data_keeps_the_contract(run: Run, demo: Path) -> None:
    data = run("check", demo / "plan.yaml", "--backtest", "--json").data

    conforms(data, "backtest")
    rate = next(one for one in data["rates"] if one["code"] == "R1")
    assert rate["share"] == pytest.approx(rate["fired"] / rate["judged"])


# ---- today


def test_today_shows_the_day_the_week_and_what_may_change(run: Run, demo: Path) -> None:
    found = run("today", demo / "plan.yaml")
    headings = [
        "Wednesday 10 February 2027", "Watch: ", "This week, 8 Feb", "Load room", "Longest run until Sunday 14 Feb",
        "Next key session: ", "In its way: ", "What may change, and why",
    ]  # fmt: skip

    assert 0 == found.code
    assert sorted(headings, key=found.out.index) == headings
    assert max(map(len, found.out.splitlines())) <= 80


def test_today_as_data_agrees_with_the_check(run: Run, plan: Path) -> None:
    data, check = run("today", plan, "--json").data, run("check", plan, "--json").data

    conforms(data, "today")
    assert check["week"] == data["week"]
    assert check["verdict"] == data["verdict"]
    assert [sign["id"] for sign in check["signs"]] == [sign["id"] for sign in data["signs"]]
    assert check["room"] == data["room"]


def test_today_says_why_something_may_change(run: Run, demo: Path) -> None:
    changes = run("today", demo / "plan.yaml", "--json").data["changes"]

    assert any("R9" in change["why"] for change in changes)


def test_today_with_a_plan_and_no_record_shows_the_plan(run: Run, demo: Path) -> None:
    for name in ("plan.yaml", "athlete.yaml"):
        shutil.copy(demo / name, name)
    found = run("today", "--json")

    conforms(found.data, "today")
    assert 0 == found.code
    assert ["2027-02-10"] == [session["date"] for session in found.data["sessions"]]


def test_today_in_an_empty_folder_says_what_to_do(run: Run) -> None:
    found = run("today")

    assert (2, "") == (found.code, found.out)
    assert "neither a plan nor a record here" in found.err


# ---- why


def test_why_of_a_sign_shows_rule_arithmetic_days_and_source(run: Run, demo: Path) -> None:
    found = run("why", "R9", "--plan", demo / "plan.yaml", "--recorded", demo / "recorded")

    assert 0 == found.code
    assert all(
        word in found.out for word in ("Arithmetic: ", "Limit: 5", "Rule: ", "Source: Bosquet", "resting hr [bpm]")
    )
    assert max(map(len, found.out.splitlines())) <= 80


def test_why_of_a_session_shows_line_rule_cost_and_loads(run: Run, demo: Path) -> None:
    found = run("why", "2027-02-07", "--plan", demo / "plan.yaml", "--recorded", demo / "recorded")

    assert 0 == found.code
    assert all(
        word in found.out for word in ("plan.yaml:", "Rule: ", "Unlike in", "recorded ", "a pair must cost less")
    )


def test_why_as_data_keeps_the_contract(run: Run, plan: Path) -> None:
    sign, session = (run("why", what, "--plan", plan, "--json").data for what in ("R9", "2027-02-07"))

    conforms(sign, "why")
    conforms(session, "why")
    assert 35 == sum(len(week["values"]) for week in sign["signs"][0]["series"][0]["weeks"])
    terms = session["sessions"][0]["terms"]
    assert session["sessions"][0]["cost"] == pytest.approx(
        sum(term["weight"] * term["value"] for term in terms) / sum(term["weight"] for term in terms)
    )


def test_why_of_a_sign_that_never_was_says_so(run: Run, demo: Path) -> None:
    found = run("why", "R6", "--plan", demo / "plan.yaml", "--recorded", demo / "recorded")

    assert "Never raised on this record" in found.out


def test_why_of_low_form_shows_the_quotient_and_its_own_limit(run: Run, demo: Path) -> None:
    record = ("--recorded", demo / "recorded", "--json")
    past = run("check", demo / "plan.yaml", *record).data["past_signs"]
    low = next(sign for sign in past if sign["code"] == "R12" and sign["limit"] == -30)
    (found,) = run("why", low["id"], "--plan", demo / "plan.yaml", *record).data["signs"]
    quotient = re.search(r"form (-[\d.]+) / fitness ([\d.]+) = (-[\d.]+) %", found["arithmetic"])

    assert quotient is not None
    form, fitness, share = map(float, quotient.groups())
    assert share == pytest.approx(100 * form / fitness, abs=0.05)
    assert share == pytest.approx(low["seen"], abs=0.01)
    assert (-30, ["fitness", "form"]) == (found["limit"], [series["name"] for series in found["series"]])


@pytest.mark.parametrize(
    ("what", "word"),
    [
        ("P204", "`periodize rule P204`"),
        ("R99", "did you mean 'R9'?"),
        ("R9-2020-01-01", "unknown sign"),
        ("2031-01-01", "nothing is planned or recorded on 2031-01-01; the nearest day"),
        ("2027-02-07-dax", "did you mean '2027-02-07-day'?"),
        ("nonsense", "write a sign (R12), the id of a session, or a date"),
    ],
)
def test_why_of_what_is_not_there_says_what_is(run: Run, demo: Path, what: str, word: str) -> None:
    found = run("why", what, "--plan", demo / "plan.yaml", "--recorded", demo / "recorded")

    assert (2, "") == (found.code, found.out)
    assert word in found.err


def test_days_of_the_past_are_judged_by_the_record_of_then(run: Run, demo: Path) -> None:
    found = run("check", demo / "plan.yaml", "--from", "2027-01-18", "--to", "2027-01-25", "--json").data

    assert "unknown" != found["verdict"]
    assert "Nothing is known" not in run("check", demo / "plan.yaml", "--from", "2027-01-18", "--to", "2027-01-25").out
