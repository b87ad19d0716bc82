"""What nobody means to type, and what a damaged store holds: one sentence, never a traceback, never a page."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from periodize.athlete import Athlete
from periodize.project.folder import STORE_NAME
from periodize.store import Silence, Store
from tests.cli.test_commands import PLAN, conforms

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ROWS = """\
date,sport,duration
2026-12-20,run,50min
2027-01-04,run,60min
2027-01-06,run,40min
2027-01-12,run,60min
"""
LONG = "x" * 20_000


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of four recordings, the first of them before the plan, made once."""
    from periodize.project.records.importing import import_files

    folder = tmp_path_factory.mktemp("imported")
    (folder / "rows.csv").write_text(ROWS)
    with Store(folder / STORE_NAME, create=True) as store:
        import_files(store, [folder / "rows.csv"], athlete=Athlete(), zone=UTC)
    return folder


@pytest.fixture
def folder(run: Run, imported: Path) -> Path:
    """Sixteen weeks of a plan and the recordings, in the folder of the test."""
    Path("plan.yaml").write_text(PLAN.replace("weeks: 4", "weeks: 16"))
    shutil.copy(imported / STORE_NAME, STORE_NAME)
    return Path()


def key(day: str) -> str:
    with Store(STORE_NAME) as store:
        return next(one.id for one in store.activities() if one.day.isoformat() == day)


def change(statement: str) -> None:
    """Do to the store what no command of ours does."""
    connection = sqlite3.connect(STORE_NAME)
    connection.execute(statement)
    connection.commit()
    connection.close()


# ---- a sign that this version does not have


@pytest.fixture
def unknown_sign(folder: Path) -> str:
    from datetime import date

    with Store(STORE_NAME) as store:
        store.decisions.silence(Silence("R77", date(2027, 3, 1), "a newer version"))
    return "R77"


@pytest.mark.parametrize("words", [("today",), ("why", "R12")])
def test_a_silence_of_an_unknown_sign_stops_nothing(run: Run, unknown_sign: str, words: tuple[str, ...]) -> None:
    found = run(*words)

    assert (0, "") == (found.code, found.err)


def test_a_silence_of_an_unknown_sign_is_told_by_check_with_the_way_out(run: Run, unknown_sign: str) -> None:
    remarks = run("check", "--json").data["remarks"]

    assert [
        "R77, silenced until 2027-03-01, is no sign of this version: `periodize silence R77 --undo` forgets it"
    ] == remarks


def test_a_silence_of_an_unknown_sign_can_be_taken_back(run: Run, unknown_sign: str) -> None:
    found = run("silence", unknown_sign.lower(), "--undo", "--json")

    assert [(unknown_sign, None)] == [(one["code"], one["title"]) for one in found.data]
    assert [] == run("silence", "--json").data


def test_a_silence_lasts_a_year_at_most(run: Run, folder: Path) -> None:
    found = run("silence", "R12", "--until", "2028-02-11", "--reason", "a camp")

    assert (2, "") == (found.code, found.out)
    assert "a sign is silenced here for a year at most, to 2028-02-10" in found.err


def test_a_silence_of_a_year_is_taken(run: Run, folder: Path) -> None:
    assert 0 == run("silence", "R12", "--until", "2028-02-10", "--reason", "a camp").code


# ---- a damaged store

DAMAGES = {
    "silence": "INSERT INTO silence VALUES ('R12', '9999-99-99', 'x')",
    "link": "INSERT INTO link (keys, session, day, sport) SELECT keys, '', 'some day', sport FROM activity LIMIT 1",
    "activity": "UPDATE activity SET day = '2027-02-30'",
}


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("silence", ("check",)), ("silence", ("today",)), ("silence", ("why", "R12")), ("silence", ("doctor",)),
        ("silence", ("simulate", "--runs", "2")), ("link", ("check",)), ("link", ("simulate", "--runs", "2")),
        ("activity", ("check",)), ("activity", ("activities",)),
    ],
)  # fmt: skip
def test_a_day_in_the_store_that_is_none_is_said(run: Run, folder: Path, damage: str, words: tuple[str, ...]) -> None:
    change(DAMAGES[damage])
    found = run(*words)

    assert (1, "") == (found.code, found.out)
    assert found.err.startswith("error: periodize.db is damaged (")
    assert found.err.endswith(
        "); move it away and import your files again; what you typed in is in no other file, so it has to be typed in again\n"
    )


@pytest.mark.parametrize("words", [("silence",), ("silence", "R12", "--undo")])
def test_a_silence_that_is_damaged_is_said_by_its_own_command(run: Run, folder: Path, words: tuple[str, ...]) -> None:
    change(DAMAGES["silence"])
    found = run(*words)

    assert (1, True) == (found.code, "is damaged (" in found.err)


# ---- names that are empty


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("link", "KEY", ""), "which session? write its day or id, as 2027-01-04-day"),
        (("link", "KEY", " "), "which session?"),
        (("link", "", "none"), "no id was given"),
        (("unlink", ""), "which link? name its activity or its session; linked: KEY (2027-01-06 run) to none"),
        (("unlink", " "), "which link?"),
        (("skip", "", "--reason", "x"), "which session?"),
        (("skip", "", "--undo"), "'' was not skipped"),
        (("why", ""), "no sign, session or day ''"),
        (("check", "--session", ""), "which session?"),
        (("activity", ""), "no id was given"),
        (("silence", "", "--until", "2027-03-01", "--reason", "x"), "unknown warning sign ''"),
    ],
)
def test_an_empty_name_is_refused_and_forgets_nothing(
    run: Run, folder: Path, words: tuple[str, ...], said: str
) -> None:
    activity = key("2027-01-06")
    with Store(STORE_NAME) as store:
        kept = store.decisions.link(activity, "")
    found = run(*(word.replace("KEY", activity) for word in words))

    assert (2, "") == (found.code, found.out)
    assert said.replace("KEY", activity) in found.err
    with Store(STORE_NAME) as store:
        assert (kept,) == store.decisions.links()


# ---- text without end


@pytest.mark.parametrize(
    "words",
    [
        ("link", "KEY", LONG), ("link", LONG, "none"), ("unlink", LONG), ("skip", LONG, "--undo"), ("why", LONG),
        ("check", "--session", LONG), ("check", "--from", LONG), ("explain", LONG), ("simulate", "--what-if", LONG),
        ("simulate", "--what-if", f"sick 5d from {LONG}"), ("simulate", "--set", LONG), ("simulate", "--runs", LONG),
        ("simulate", "--life", LONG), ("sweep", "--over", f"blocks.base.days={LONG}"),
    ],
    ids=lambda words: " ".join(words).partition("x" * 9)[0],
)  # fmt: skip
def test_long_text_is_not_repeated_whole(run: Run, folder: Path, words: tuple[str, ...]) -> None:
    found = run(*(word.replace("KEY", key("2027-01-06")) for word in words))

    assert found.code in {1, 2}
    assert "Traceback" not in found.err
    assert len(found.err) < 1000


def test_many_links_are_not_listed_whole(run: Run, folder: Path) -> None:
    rows = "".join(f"2027-01-{day:02d},run,{day + 20}min\n" for day in range(1, 21))
    Path("more.csv").write_text("date,sport,duration\n" + rows)
    run("import", "more.csv")
    with Store(STORE_NAME) as store:
        for one in store.activities():
            store.decisions.link(one.id, "")
    found = run("unlink", "nothing")

    assert 8 == found.err.count(" to none")
    assert " more\n" in found.err


# ---- links to what cannot have been


@pytest.mark.parametrize(
    ("activity", "session", "today", "said"),
    [
        ("2027-01-04", "2027-01-09", "2027-01-05", "2027-01-09-day is still to come: KEY was done on 2027-01-04"),
        ("2027-01-04", "2027-03-08", "2027-04-20", "KEY was done on 2027-01-04, 63 days from it; at most 60 are"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_link_to_what_cannot_have_been_is_refused(
    run: Run, activity: str, session: str, today: str, said: str
) -> None:
    found = run("link", key(activity), session, "--today", today)

    assert (2, "") == (found.code, found.out)
    assert said.replace("KEY", key(activity)) in found.err


@pytest.mark.parametrize(
    ("activity", "session", "today"),
    [("2027-01-06", "2027-01-09", "2027-01-06"), ("2027-01-04", "2027-03-03", "2027-04-20")],
)
def test_a_link_within_reach_is_made(run: Run, folder: Path, activity: str, session: str, today: str) -> None:
    assert 0 == run("link", key(activity), session, "--today", today).code


# ---- what no plan covers


@pytest.mark.parametrize("named", ["KEY", "2026-12-20"])
def test_why_of_an_activity_before_the_plan_shows_its_load(run: Run, folder: Path, named: str) -> None:
    activity = key("2026-12-20")
    found = run("why", named.replace("KEY", activity))

    assert 0 == found.code
    assert f"activity {activity}" in found.out
    assert "the plan does not cover its day: it goes from 2027-01-04 to 2027-04-24" in " ".join(found.out.split())


def test_why_of_an_activity_before_the_plan_keeps_the_contract(run: Run, folder: Path) -> None:
    found = run("why", key("2026-12-20"), "--json").data

    conforms(found, "why")
    assert [("2026-12-20", "unplanned", None)] == [
        (one["date"], one["state"], one["planned"]) for one in found["sessions"]
    ]


# ---- digits


def test_runs_are_counted_in_plain_digits(run: Run, folder: Path) -> None:
    found = run("simulate", "--runs", "١٠")

    assert (2, True) == (found.code, "is no number of runs" in found.err)


@pytest.mark.parametrize("setting", ["blocks.base.weeks=٩", "athlete.fitness=٤٠", "blocks.base.volume=٥٠%"])
def test_a_setting_has_plain_digits(run: Run, folder: Path, setting: str) -> None:
    found = run("simulate", "--set", setting)

    assert (1, True) == (found.code, "error[P0" in found.err)


def test_the_example_of_a_what_if_lies_ahead(run: Run, folder: Path) -> None:
    found = run("simulate", "--what-if", "flu", "--today", "2027-04-20")

    assert "'sick 3d from 2027-04-23'" in found.err
