"""link, unlink, skip, silence, and the questions of a check, as a user runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from periodize.athlete import Athlete
from periodize.project.folder import STORE_NAME
from periodize.project.records.linking import NO_ANSWERS, Answers, answers
from periodize.store import Store
from tests.cli.test_commands import PLAN, conforms

if TYPE_CHECKING:
    from tests.cli.conftest import Result, Run

ROWS = """\
date,sport,duration
2027-01-04,run,60min
2027-01-08,bike,120min
2027-01-10,run,60min
2027-01-12,run,60min
2027-01-16,run,90min
2027-01-21,run,90min
2027-02-08,run,60min
"""
COMMANDS = ("link", "unlink", "skip", "silence")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of seven recordings, made once."""
    from periodize.project.records.importing import import_files

    folder = tmp_path_factory.mktemp("imported")
    (folder / "rows.csv").write_text(ROWS)
    with Store(folder / STORE_NAME, create=True) as store:
        import_files(store, [folder / "rows.csv"], athlete=Athlete(), zone=UTC)
    return folder


@pytest.fixture
def folder(run: Run, imported: Path) -> Path:
    """Four weeks of three sessions and the recordings, in the folder of the test."""
    Path("plan.yaml").write_text(PLAN)
    for name in ("rows.csv", STORE_NAME):
        shutil.copy(imported / name, name)
    return Path()


def done(run: Run, *words: str) -> Any:
    found = run(*words, "--json")
    assert found.code == 0, found.err
    return found.data


def key(day: str) -> str:
    """The id of the activity of a day."""
    with Store(STORE_NAME) as store:
        (found,) = store.activities(first=date.fromisoformat(day), last=date.fromisoformat(day))
    return found.id


def link(day: str, to: str) -> str:
    """Link the activity of a day; its id."""
    with Store(STORE_NAME) as store:
        return store.decisions.link(key(day), to).activity


def kept() -> Answers:
    """What the store of the folder says now."""
    with Store(STORE_NAME) as store:
        return answers(store)


def session(run: Run, day: str) -> dict[str, Any]:
    rows = run("check", "--json").data["sessions"]
    (found,) = [row for row in rows if row["planned"] and row["date"] == day]
    return dict(found)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_examples_and_fits_the_terminal(run: Run, command: str) -> None:
    found = run(command, "--help")

    assert (0, "") == (found.code, found.err)
    assert f"periodize {command}" in found.out.partition("Examples:")[2]
    assert "--json" in found.out
    assert max(map(len, found.out.splitlines())) <= 80


# ---- link, unlink


def test_link_by_day_is_heard_by_check(run: Run, folder: Path) -> None:
    ride = key("2027-01-08")
    (link,) = done(run, "link", ride[:6], "2027-01-06")
    row = session(run, "2027-01-06")

    conforms([link], "link")
    assert ("2027-01-06-day", ride, True, "substituted") == (
        link["session"], row["activities"][0]["id"], row["linked"], row["state"],
    )  # fmt: skip


def test_check_with_a_link_keeps_the_contract(run: Run, folder: Path) -> None:
    link("2027-01-10", "")

    conforms(run("check", "--json").data, "check")


def test_links_are_listed(run: Run, folder: Path) -> None:
    ride = link("2027-01-08", "2027-01-06-day")
    listed = done(run, "link")

    conforms(listed, "link")
    assert [(ride, "5x3min @ I (2min)", False, False)] == [
        (one["activity"], one["text"], one["activity_gone"], one["session_gone"]) for one in listed
    ]


def test_two_activities_of_one_session_count_as_one(run: Run, folder: Path) -> None:
    link("2027-01-10", "2027-01-09-day")
    found = run("link", key("2027-01-12"), "2027-01-09")

    assert "2 activities are linked to 2027-01-09-day: they count as one" in found.err
    assert 2 == len(session(run, "2027-01-09")["activities"])


def test_link_to_a_race_by_its_id(run: Run, folder: Path) -> None:
    (link,) = done(run, "link", key("2027-02-08"), "goal")

    assert "2027-01-31-race" == link["session"]
    assert "done" == session(run, "2027-01-31")["state"]


def test_unlink_by_either_end(run: Run, folder: Path) -> None:
    ride = link("2027-01-08", "2027-01-06-day")
    by_session = done(run, "unlink", "2027-01-06-day")
    link("2027-01-08", "2027-01-06-day")

    conforms(by_session, "link")
    assert by_session == done(run, "unlink", ride[:5])
    assert NO_ANSWERS == kept()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["zzzz", "2027-01-06"], "no activity 'zzzz'"),
        (["KEY"], "which session does KEY (2027-01-08 bike) answer? near it: 2027-01-06-day (5x3min @ I (2min)); "),
        (["KEY", "2027-01-07"], "nothing is planned on 2027-01-07; near it: 2027-01-04-day (60min); "),
        (["KEY", "2027-01-06-dya"], "no session '2027-01-06-dya' in the plan; that day has 2027-01-06-day"),
        (["KEY", "2026-01-06"], "the plan goes from 2027-01-04 to 2027-01-31"),
        (["KEY", "goall"], "did you mean 'goal'?"),
        (["KEY", "whatever"], "write its day or id, as 2027-01-04-day"),
        (["KEY", "2027-01-06", "--plan", "gone.yaml"], "gone.yaml"),
    ],
)
def test_link_refuses_what_is_not_there(run: Run, folder: Path, words: list[str], said: str) -> None:
    ride = key("2027-01-08")
    found = run("link", *(word.replace("KEY", ride) for word in words))

    assert (2, "") == (found.code, found.out)
    assert said.replace("KEY", ride) in found.err
    assert NO_ANSWERS == kept()


def test_link_without_a_plan_says_so(run: Run, folder: Path) -> None:
    Path("plan.yaml").unlink()
    found = run("link", key("2027-01-08"), "2027-01-06")

    assert 2 == found.code
    assert "no plan beside the record; name one with --plan PLAN" in found.err


def test_unlink_of_what_is_not_linked_says_what_is(run: Run, folder: Path) -> None:
    ride = link("2027-01-08", "")
    found = run("unlink", "2027-01-06")

    assert 2 == found.code
    assert f"no link of '2027-01-06'; linked: {ride} (2027-01-08 bike) to none" in found.err


@pytest.mark.parametrize("name", ["2027-01-06", "2027-01-06-day"])
def test_unlink_takes_the_day_of_a_session_as_link_does(run: Run, folder: Path, name: str) -> None:
    link("2027-01-08", "2027-01-06-day")

    assert 0 == run("unlink", name).code
    assert NO_ANSWERS == kept()


def test_unlink_takes_the_id_of_a_race(run: Run, folder: Path) -> None:
    run("link", key("2027-01-21"), "goal")

    assert 0 == run("unlink", "goal").code
    assert NO_ANSWERS == kept()


def test_a_link_over_weeks_is_said_to_be_one(run: Run, folder: Path) -> None:
    far, near = (run("link", key(day), "2027-01-06") for day in ("2027-02-08", "2027-01-08"))

    assert "these are 33 days apart; to take it back: `unlink " in far.err
    assert "days apart" not in near.err


def test_a_session_reads_the_same_wherever_it_is_named(run: Run, folder: Path) -> None:
    Path("plan.yaml").write_text(PLAN.replace("long 90min", "long 60->90min"))
    worked_out = session(run, "2027-01-23")["planned"]["text"]

    assert "long 57min" == worked_out
    assert worked_out == done(run, "skip", "2027-01-23", "--reason", "x")[0]["text"]


def gone(run: Run) -> tuple[Result, Result]:
    return run("check", "--all", width=200), run("doctor", width=200)


def test_a_link_of_an_activity_that_is_gone_is_told_and_can_be_forgotten(run: Run, folder: Path) -> None:
    logged = done(run, "log", "2027-01-20", "run", "20min")["id"]
    run("link", logged, "2027-01-20")
    run("log", logged, "--remove")

    for found in gone(run):
        assert f"{logged} (2027-01-20 run), linked to 2027-01-20-day, is not in the record any more" in found.out
    assert "missed" == session(run, "2027-01-20")["state"]
    assert [True] == [one["activity_gone"] for one in done(run, "unlink", logged)]
    assert NO_ANSWERS == kept()


def test_a_link_of_a_session_that_is_gone_is_told_and_can_be_forgotten(run: Run, folder: Path) -> None:
    ride = link("2027-01-08", "2027-01-06-day")
    Path("plan.yaml").write_text(PLAN.replace("wed:", "tue:"))

    for found in gone(run):
        assert f"2027-01-06-day, to which {ride} (2027-01-08 bike) is linked, is not in the plan any more" in found.out
    assert "not in the plan" in run("link").out
    assert 0 == run("unlink", "2027-01-06-day").code


def test_a_link_of_another_season_is_no_news(run: Run, folder: Path) -> None:
    link("2027-01-08", "2027-01-06-day")
    Path("plan.yaml").write_text(PLAN.replace("2027-01-04", "2027-03-01").replace("2027-01-31", "2027-03-28"))

    assert [] == run("check", "--json").data["remarks"]


# ---- the questions


def asked(*words: str, answers: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PERIODIZE_TODAY": "2027-02-10", "COLUMNS": "80", "TZ": "UTC", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "periodize", *words], input=answers, capture_output=True, text=True, env=env,
        check=False, timeout=120, encoding="utf-8",
    )  # fmt: skip


def test_check_asks_what_is_not_sure_and_gives_the_command(run: Run, folder: Path) -> None:
    question = session(run, "2027-01-23")["question"]

    assert question["command"] == f"periodize link {question['activity']} {question['sessions'][0]}"
    assert 0 == run(*question["command"].split()[1:]).code
    assert None is session(run, "2027-01-23")["question"]


def test_interactive_check_keeps_the_answers(run: Run, folder: Path) -> None:
    found = asked("check", "--interactive", "--json", answers="x\nn\n")

    assert "'x' is none of these" in found.stderr
    assert [(key("2027-01-21"), "")] == [(one.activity, one.session) for one in kept().links]


def test_interactive_check_without_a_store_says_so(run: Run, folder: Path) -> None:
    found = asked("check", "--interactive", "--recorded", "rows.csv", answers="")

    assert 2 == found.returncode
    assert "--interactive keeps what you say in the store" in found.stderr


# ---- skip


def test_skipped_sessions_show_their_reason(run: Run, folder: Path) -> None:
    skipped = done(run, "skip", "2027-01-18", "2027-01-20", "--reason", "  a  cold ")
    row = session(run, "2027-01-18")

    conforms(skipped, "skip")
    assert [("2027-01-18-day", "a cold"), ("2027-01-20-day", "a cold")] == [
        (s["session"], s["reason"]) for s in skipped
    ]
    assert ("skipped", "a cold") == (row["state"], row["note"])


def test_skip_of_a_day_with_a_recording_says_so(run: Run, folder: Path) -> None:
    found = run("skip", "2027-01-16", "--reason", "rain")

    assert f"2027-01-16-day is skipped, but {key('2027-01-16')} (2027-01-16 run) is recorded" in found.err
    assert "is recorded" not in run("skip", "2027-01-18", "--reason", "rain").err


def test_a_session_that_will_be_left_out_is_not_counted_yet(run: Run, folder: Path) -> None:
    run("skip", "2027-01-13", "2027-01-20", "--reason", "a trip")

    assert "1 skipped" in run("check", "--today", "2027-01-16").out


def test_skip_can_be_taken_back(run: Run, folder: Path) -> None:
    run("skip", "2027-01-18", "--reason", "a cold")
    back = done(run, "skip", "2027-01-18", "--undo")

    conforms(back, "skip")
    assert () == kept().skips
    assert "missed" == session(run, "2027-01-18")["state"]


def test_a_skip_of_a_session_that_is_gone_is_told_and_can_be_taken_back(run: Run, folder: Path) -> None:
    run("skip", "2027-01-20", "--reason", "a cold")
    Path("plan.yaml").write_text(PLAN.replace("wed:", "tue:"))

    for found in gone(run):
        assert "2027-01-20-day, skipped (a cold), is not in the plan any more" in found.out
    assert 0 == run("skip", "2027-01-20-day", "--undo").code


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["2027-01-18"], "a skipped session needs a reason"),
        (["2027-01-18", "--reason", " "], "a skipped session needs a reason"),
        (["2027-01-18", "--reason", "x" * 201], "the reason has 201 characters, the most is 200"),
        (["2027-01-18", "2027-01-19", "--reason", "x"], "nothing is planned on 2027-01-19"),
        (["--reason", "x"], "which session?"),
        (["2027-01-18", "--undo"], "'2027-01-18' was not skipped; skipped: nothing yet"),
        (["2027-01-06", "--reason", "x"], "2027-01-06-day was done: KEY (2027-01-08 bike) is linked to it"),
    ],
)
def test_skip_refuses_and_notes_nothing(run: Run, folder: Path, words: list[str], said: str) -> None:
    ride = link("2027-01-08", "2027-01-06-day")
    found = run("skip", *words)

    assert (2, "") == (found.code, found.out)
    assert said.replace("KEY", ride) in found.err
    assert () == kept().skips


def test_skip_before_anything_is_recorded_makes_no_store(run: Run) -> None:
    Path("plan.yaml").write_text(PLAN)

    assert 2 == run("skip", "2027-01-18", "--reason", "x").code
    assert not Path("periodize.db").exists()


# ---- silence


def test_silenced_sign_is_listed_with_its_reason(run: Run, folder: Path) -> None:
    silenced = done(run, "silence", "session spike", "--until", "2027-02-10", "--reason", "a camp")
    gaps = {gap["code"]: gap["reason"] for gap in run("check", "--json").data["not_evaluated"]}

    conforms(silenced, "silence")
    assert "silenced until 10 February 2027: a camp" == gaps["R1"]


def test_silence_of_reports_says_what_it_is_not_for(run: Run, folder: Path) -> None:
    found = run("silence", "R14", "--until", "2027-02-12", "--reason", "a long cold")

    assert "words that a doctor should hear of are shown all the same" in found.err


def test_silence_ends_after_its_day(run: Run, folder: Path) -> None:
    run("silence", "R1", "--until", "2027-02-10", "--reason", "a camp")
    found = run("check", "--json", "--today", "2027-02-11").data

    assert not any("silenced" in gap["reason"] for gap in found["not_evaluated"])
    assert "2027-02-10, over" in run("silence", "--today", "2027-02-11").out


def test_silence_can_be_taken_back(run: Run, folder: Path) -> None:
    run("silence", "R1", "--until", "2027-02-10", "--reason", "a camp")

    assert ["R1"] == [one["code"] for one in done(run, "silence", "r1", "--undo")]
    assert () == kept().silences


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["R99", "--until", "2027-03-01", "--reason", "x"], "unknown warning sign 'R99'; did you mean"),
        (["R1", "--reason", "x"], "until when? --until DATE"),
        (["R1", "--until", "2027-02-09", "--reason", "x"], "--until 2027-02-09 is over; today is 2027-02-10"),
        (["R1", "--until", "2027-03-01"], "a silenced sign needs a reason"),
        (["R1", "--undo"], "R1 was not silenced; silenced: none"),
        (["--undo"], "which sign?"),
    ],
)
def test_silence_refuses_what_cannot_be(run: Run, folder: Path, words: list[str], said: str) -> None:
    found = run("silence", *words)

    assert (2, "") == (found.code, found.out)
    assert said in found.err
    assert () == kept().silences
