"""Every command on good and on bad input, with its exit code and where it prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from tests.cli.conftest import Result, Run

ROOT = Path(__file__).resolve().parents[2]
PLAN = """\
periodize: 1
title: Small
start: 2027-01-04
athlete: {threshold: {run: 4:00/km}, fitness: 40}
races:
  - {id: goal, name: Town 10k, date: 2027-01-31, priority: A, distance: 10km, goal: 40:00}
week: {mon: 60min, wed: 5x3min @ I (2min), sat: long 90min}
blocks:
  - {name: base, phase: base, weeks: 4}
"""
COMMANDS = (
    "demo", "init", "validate", "format", "show", "explain", "simulate", "check", "today", "why", "rules", "rule",
    "schema",
)  # fmt: skip


def conforms(data: Any, name: str) -> None:
    schema = json.loads((ROOT / "docs" / "schema" / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)


@pytest.fixture
def plan(run: Run) -> Path:
    path = Path("plan.yaml")
    path.write_text(PLAN)
    return path


# ---- help


def test_without_arguments_the_way_is_shown(run: Run) -> None:
    found = run()

    assert "periodize demo" in found.out + found.err
    assert all(command in found.out + found.err for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_examples_and_json(run: Run, command: str) -> None:
    found = run(command, "--help")

    assert (0, "") == (found.code, found.err)
    assert f"periodize {command}" in found.out.partition("Examples:")[2]
    assert "--json" in found.out
    assert max(map(len, found.out.splitlines())) <= 80


def test_version_is_printed(run: Run) -> None:
    import periodize

    assert f"periodize {periodize.__version__}\n" == run("--version").out


# ---- validate


def test_validate_of_a_sound_plan_is_clean(run: Run, plan: Path) -> None:
    assert (0, "plan.yaml: no problems\n", "") == tuple(vars(run("validate")).values())


def test_validate_shows_place_caret_and_help(run: Run, plan: Path) -> None:
    plan.write_text(PLAN.replace("@ I", "@ treshold"))
    found = run("validate", plan)

    assert 1 == found.code
    assert (
        "error[P106]: unknown intensity 'treshold'\n"
        " --> plan.yaml:7:31\n"
        "  |\n"
        "7 | week: {mon: 60min, wed: 5x3min @ treshold (2min), sat: long 90min}\n"
    ).replace("7:31", "7:34") in found.out
    assert "^^^^^^^^" in found.out
    assert "= help: did you mean 'threshold'?" in found.out


def test_validate_json_keeps_the_contract(run: Run, plan: Path) -> None:
    plan.write_text(PLAN.replace("@ I", "@ treshold").replace("weeks: 4", "weks: 4"))
    found = run("validate", "--json")

    conforms(found.data, "validate")
    assert 1 == found.code
    assert [("P106", 7, 34), ("P003", 9, 31)] == [(p["code"], p["line"], p["column"]) for p in found.data["problems"]]


def test_warnings_fail_only_when_strict(run: Run, plan: Path) -> None:
    plan.write_text(PLAN + "availability: {mon: 0}\n")

    assert (0, 1) == (run("validate").code, run("validate", "--strict").code)


# ---- simulate


def test_simulate_prints_weeks_races_and_assumptions(run: Run, plan: Path) -> None:
    found = run("simulate", plan)

    assert (0, "") == (found.code, found.err)
    assert "2027-01-25" in found.out
    assert "Town 10k" in found.out
    assert "40:00" in found.out
    assert "Assumptions: mean daily load 40" in found.out
    assert "\x1b" not in found.out
    assert max(map(len, found.out.splitlines())) <= 80


def test_simulate_json_keeps_the_contract(run: Run, plan: Path) -> None:
    data = run("simulate", "--json").data

    conforms(data, "simulate")
    assert ("plan.yaml", 0, 1, "rolling-average") == (data["plan"], data["seed"], data["runs"], data["model"])
    assert (28, 4, 1) == (len(data["days"]), len(data["weeks"]), len(data["races"]))
    # yesterday's difference
    assert data["days"][4]["form"] == pytest.approx(data["days"][3]["fitness"] - data["days"][3]["fatigue"])


def test_simulate_with_many_runs_gives_bands(run: Run, plan: Path) -> None:
    data = run("simulate", "--runs", "60", "--seed", "7", "--json").data
    race = data["races"][0]

    conforms(data, "simulate")
    assert ["p05", "p25", "p50", "p75", "p95"] == list(race["form"])
    assert race["form"]["p05"] < race["form"]["p95"]
    assert data == run("simulate", "--runs", "60", "--seed", "7", "--json").data
    assert data != run("simulate", "--runs", "60", "--seed", "8", "--json").data


def test_simulate_takes_another_model(run: Run, plan: Path) -> None:
    assert "impulse-response" == run("simulate", "--model", "impulse-response", "--json").data["model"]
    assert 2 == run("simulate", "--model", "impuls-response").code
    assert "did you mean 'impulse-response'?" in run("simulate", "--model", "impuls-response").err


def test_simulate_of_a_broken_plan_says_why_and_does_nothing(run: Run, plan: Path) -> None:
    plan.write_text(PLAN.replace("weeks: 4", "weeks: 4, until: 2027-05-01"))
    found = run("simulate")
    data = run("simulate", "--json").data

    assert (1, "") == (found.code, found.out)
    assert "error[P301]" in found.err
    conforms(data, "validate")


# ---- check


def test_check_of_the_demo_says_what_is_worth_a_look(run: Run, demo: Path) -> None:
    found = run("check", demo / "plan.yaml")

    assert 1 == found.code
    assert found.out.startswith("Watch: ")
    assert "R9 resting heart rate" in found.out
    assert "Sessions so far:" in found.out
    assert max(map(len, found.out.splitlines())) <= 80
    assert "\x1b" not in found.out


def test_check_json_keeps_the_contract(run: Run, demo: Path) -> None:
    found = run("check", demo / "plan.yaml", "--json")
    data = found.data

    conforms(data, "check")
    assert (1, "watch", "2027-02-10") == (found.code, data["verdict"], data["as_of"])
    assert {"R1", "R9"} <= {sign["code"] for sign in data["signs"]}
    assert {"done", "missed", "upcoming"} <= {session["state"] for session in data["sessions"]}
    assert all(
        session["activities"] for session in data["sessions"] if session["state"] in {"done", "moved", "modified"}
    )
    planned = [s for s in data["sessions"] if s["planned"]]
    assert len({s["planned"]["id"] for s in planned}) == len(planned)


def test_check_without_a_plan_looks_at_the_record_alone(run: Run, demo: Path) -> None:
    found = run("check", "--recorded", demo / "recorded", "--json")

    conforms(found.data, "check")
    assert found.data["plan"] is None
    assert all(session["planned"] is None for session in found.data["sessions"])
    assert [day["fitness"] for day in found.data["days"] if day["fitness"] is not None][-1] > 10


def test_check_today_hides_what_came_later(run: Run, demo: Path) -> None:
    data = run("check", demo / "plan.yaml", "--today", "2026-11-30", "--json").data

    assert "2026-11-30" == data["as_of"]
    assert max(day["date"] for day in data["days"]) <= "2026-11-30"


def test_a_clear_record_exits_with_zero(run: Run) -> None:
    rows = "\n".join(
        f'Running,2027-01-{d:02} 08:00:00,false,"Run","8.00","500","00:45:00","140","150"' for d in range(1, 32, 2)
    )
    header = "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR"
    Path("Activities.csv").write_text(f"{header}\n{rows}\n")
    found = run("check", "--recorded", "Activities.csv", "--today", "2027-02-01")

    assert 0 == found.code
    assert found.out.startswith("Clear")


# ---- init and demo


def test_init_writes_a_season_that_is_sound(run: Run) -> None:
    made = run("init", "my-season", "--yes", "--race", "City 10k", "--date", "2027-06-06")

    assert (0, "") == (made.code, made.err)
    assert 0 == run("validate", "--strict", "my-season/plan.yaml").code
    assert 0 == run("simulate", "my-season/plan.yaml").code
    assert 'name: "City 10k", date: 2027-06-06' in Path("my-season/plan.yaml").read_text()


def test_init_writes_the_line_that_editors_look_for(run: Run) -> None:
    run("init", "s", "--yes")

    assert Path("s/plan.yaml").read_text().startswith("# yaml-language-server: $schema=plan.schema.json\n")
    assert Path("s/plan.schema.json").is_file()


def test_init_never_overwrites(run: Run) -> None:
    run("init", "s", "--yes")
    Path("s/plan.yaml").write_text("mine")
    again = run("init", "s", "--yes")

    assert 2 == again.code
    assert "exists" in again.err
    assert "mine" == Path("s/plan.yaml").read_text()


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--date", "2027-02-30"], "not a date"),
        (["--date", "2027-02-12"], "too late"),
        (["--date", "2047-02-12"], "ten years"),
        (["--threshold", "fast"], "4:30/km"),
        (["--template", "cycling-road-season", "--threshold", "4:30/km"], "250W"),
        (["--template", "maraton"], "did you mean 'marathon'?"),
        (["--template", "ingebrigtsen-2024"], "unknown template"),
    ],
)
def test_init_refuses_what_makes_no_plan(run: Run, options: list[str], word: str) -> None:
    found = run("init", "s", "--yes", *options)

    assert 2 == found.code
    assert word in found.err
    assert not Path("s").exists()


def test_init_without_a_folder_says_what_to_write(run: Run) -> None:
    found = run("init", "--yes")

    assert (2, "") == (found.code, found.out)
    assert "periodize init my-season" in found.err


@pytest.mark.parametrize("date", ["2027-03-07", "2027-04-07", "2028-02-29"])
def test_init_writes_a_sound_plan_for_any_race_day(run: Run, date: str) -> None:
    run("init", "s", "--template", "cycling-road-season", "--date", date, "--threshold", "180W")

    assert 0 == run("validate", "--strict", "s/plan.yaml").code
    assert 0 == run("simulate", "s/plan.yaml").code


def test_init_says_that_a_season_began_in_the_past(run: Run) -> None:
    made = run("init", "s", "--yes", "--date", "2027-03-07")

    assert "12 weeks long, so it began 9 weeks ago, on 2026-12-14" in made.out


def test_init_says_that_the_race_week_counts_back_from_another_weekday(run: Run) -> None:
    made = run("init", "s", "--yes", "--date", "2027-06-03")

    assert "races on a Sunday: its race week now counts back from a Thursday" in made.out
    assert "week:\n      sat: wu 10min + 3x1min @ 10k" in Path("s/plan.yaml").read_text()


def test_init_puts_the_threshold_into_the_athlete_file_and_drops_the_goals(run: Run) -> None:
    run("init", "s", "--template", "marathon", "--threshold", "5:10/km", "--yes")

    assert "threshold: {run: 5:10/km}" in Path("s/athlete.yaml").read_text()
    assert "goal:" not in Path("s/plan.yaml").read_text()


def test_init_states_no_fitness_for_somebody_unknown(run: Run) -> None:
    run("init", "s", "--yes")

    assert "# fitness: 12" in Path("s/athlete.yaml").read_text()


def test_init_takes_along_what_the_template_includes(run: Run) -> None:
    made = run("init", "s", "--template", "cycling-road-season", "--json")

    assert "library/bike.yaml" in made.data["files"]
    assert Path("s/library/bike.yaml").is_file()
    assert ("cycling-road-season", "2027-02-15", "2027-08-22") == tuple(
        made.data[key] for key in ("template", "first_day", "race_day")
    )


def test_init_lists_the_templates(run: Run) -> None:
    found = run("init", "--list-templates")
    data = run("init", "--list-templates", "--json").data

    assert (0, "") == (found.code, found.err)
    assert [line.split()[0] for line in found.out.splitlines()] == [one["name"] for one in data["templates"]]
    assert 17 == next(one["weeks"] for one in data["templates"] if one["name"] == "marathon")
    assert not any("20" in one["name"] for one in data["templates"])


def test_init_with_a_hostile_name_writes_a_sound_plan(run: Run) -> None:
    run("init", "s", "--yes", "--race", 'x"\n\x1b[31m: {[\\')

    assert 0 == run("validate", "--strict", "s/plan.yaml").code


def test_demo_gives_the_same_files_on_the_same_day(run: Run) -> None:
    run("demo", "one")
    run("demo", "two")
    files = sorted(p.relative_to("one") for p in Path("one").rglob("*") if p.is_file())

    assert len(files) > 30
    assert all(Path("one", f).read_bytes() == Path("two", f).read_bytes() for f in files)
    assert 2 == run("demo", "one").code


# ---- bad input


def test_an_empty_folder_is_told_what_to_do(run: Run) -> None:
    for command in ("validate", "simulate", "check"):
        found = run(command)

        assert (2, "") == (found.code, found.out)
        assert "periodize init" in found.err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["validate", "nowhere.yaml"], "no file"),
        (["validate", "."], "folder"),
        (["simulate", "."], "folder"),
        (["check", "--recorded", "nowhere"], "does not exist"),
        (["check", "--recorded", "empty"], "no recorded files"),
        (["simulate", "--runs", "0"], "runs"),
        (["simulate", "--runs", "1000000000"], "100,000"),
        (["simulate", "--seed", "x"], "seed"),
        (["check", "--today", "yesterday"], "YYYY-MM-DD"),
        (["check", "--recorded", "empty", "--timezone", "Mars/Olympus"], "time zone"),
        (["fly"], "fly"),
    ],
)
def test_wrong_usage_exits_with_two_and_one_clear_line(run: Run, plan: Path, arguments: list[str], word: str) -> None:
    Path("empty").mkdir()
    found = run(*arguments)

    assert (2, "") == (found.code, found.out)
    assert word in found.err
    assert "Traceback" not in found.err


def test_bad_recordings_are_reported_and_the_rest_is_read(run: Run, demo: Path) -> None:
    folder = Path("mixed")
    folder.mkdir()
    good, other, *_ = sorted((demo / "recorded").glob("*.fit"))
    (folder / "good.fit").write_bytes(good.read_bytes())
    (folder / "half.fit").write_bytes(other.read_bytes()[:20_000])
    (folder / "zero.fit").write_bytes(b"")
    (folder / "page.fit").write_bytes(b"<!DOCTYPE html><html><body>log in</body></html>")
    (folder / "notes.csv").write_text("a;b\n1;2\n")
    data = run("check", "--recorded", folder, "--json").data

    assert 2 == data["files"]["read"]
    assert ["half.fit"] == [Path(note["path"]).name for note in data["files"]["salvaged"]]
    assert {"zero.fit", "page.fit"} == {Path(note["path"]).name for note in data["files"]["failed"]}
    assert ["notes.csv"] == [Path(note["path"]).name for note in data["files"]["skipped"]]


def test_only_unreadable_recordings_give_nothing_to_judge(run: Run) -> None:
    Path("zero.fit").write_bytes(b"")
    found = run("check", "--recorded", "zero.fit")

    assert 1 == found.code
    assert "Nothing to judge" in found.out
    assert "0 bytes" in found.out


def test_markup_and_control_characters_do_not_reach_the_terminal(run: Run, plan: Path) -> None:
    plan.write_text(PLAN.replace("title: Small", 'title: "[red]x[/red] \\e[31m"').replace("Town 10k", "'[b]Town'"))
    found = run("simulate")

    assert 0 == found.code
    assert "[red]x[/red]" in found.out
    assert "[b]Town" in found.out
    assert "\x1b" not in found.out


def test_a_terminal_without_utf8_gets_plain_text(run: Run, plan: Path) -> None:
    found = run("simulate", PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")

    assert 0 == found.code
    assert "Town 10k" in found.out


def test_a_closed_pipe_is_no_error(demo: Path) -> None:
    import subprocess
    import sys

    line = f"{sys.executable} -m periodize simulate {demo / 'plan.yaml'} --json | head -c 10"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)

    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def start_is_light(code: str) -> Result:
    import subprocess
    import sys

    from tests.cli.conftest import Result

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], ["numpy", "rich", "yaml", "simpy", "plotille", "lap", "periodize.plan"]),
        (["validate", str(ROOT / "examples/season/plan.yaml")], ["numpy", "simpy", "plotille", "lap", "fitdecode"]),
        (["simulate", str(ROOT / "examples/season/plan.yaml")], ["lap", "fitdecode", "pyfitparsernative", "scipy"]),
        (
            ["simulate", str(ROOT / "examples/season/plan.yaml"), "--runs", "10", "--what-if", "miss 20%"],
            ["periodize.calibration", "periodize.formats", "periodize.store", "periodize.compare", "emcee", "sqlite3"],
        ),
    ],
)
def test_heavy_modules_are_imported_only_where_they_are_used(arguments: list[str], absent: list[str]) -> None:
    imports_none_of(absent, arguments)


def test_today_with_a_store_imports_no_reader_simulator_or_lint(tmp_path: Path) -> None:
    from periodize.project.folder import STORE_NAME
    from periodize.store import Store

    Store(tmp_path / STORE_NAME, create=True).close()
    for name in ("plan.yaml", "athlete.yaml"):
        (tmp_path / name).write_bytes((ROOT / "examples/season" / name).read_bytes())
    absent = ["calibration", "formats", "simulation", "plan.lint", "report.views.forecast", "report.views.plan"]

    imports_none_of(
        [*(f"periodize.{name}" for name in absent), "emcee", "plotille", "simpy", "sqlite_utils"],
        ["today", str(tmp_path / "plan.yaml"), "--today", "2027-02-10"],
    )


def imports_none_of(absent: list[str], arguments: list[str]) -> None:
    code = (
        "import sys\nfrom periodize.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as e:\n    assert e.code == 0, e.code\n"
        f"print('HEAVY', [m for m in {absent!r} if m in sys.modules])"
    )
    found = start_is_light(code)

    assert found.out.splitlines()[-1:] == ["HEAVY []"], found.err
