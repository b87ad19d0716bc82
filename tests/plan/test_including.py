"""Plans made of several files: who wins, where faults point, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from periodize.plan import load_plan, read_plan_text
from periodize.plan.including import MAX_CHAIN, MAX_INCLUDES
from periodize.plan.source import MAX_BYTES

PLAN = "periodize: 1\nstart: 2027-01-04\ninclude: {include}\nblocks: [{{name: base, weeks: 1}}]\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(**files: str) -> None:
    """Write files; `a__b` is the file b.yaml in the folder a."""
    for name, text in files.items():
        path = Path(name.replace("__", "/") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def plan(include: str, rest: str = "") -> None:
    Path("plan.yaml").write_text(PLAN.format(include=include) + rest)


def faults() -> list[tuple[str, str, str]]:
    """Code, place and help of each problem."""
    return [(p.code, str(p.span), p.help or "") for p in load_plan("plan.yaml")[1]]


# ---- who wins


def test_an_included_file_gives_what_the_plan_lacks() -> None:
    write(club="sessions: {hills: 8x1min @ I (2min)}\nweek: {tue: hills}\nathlete: {fitness: 30}\n")
    plan("club.yaml")
    season, problems = load_plan("plan.yaml")

    assert season is not None, problems
    assert (30.0, ["hills"], [1]) == (season.athlete.fitness, list(season.sessions), list(season.blocks[0].week))


@pytest.mark.parametrize(
    ("key", "included", "own", "merged"),
    [
        ("sessions", "{a: 10km, b: 20km}", "{b: 30km}", {"a": "10km", "b": "30km"}),
        ("week", "{mon: 10km, tue: 20km}", "{tue: rest}", {"mon": "10km", "tue": "rest"}),
        ("limits", "{R1: 1.2, R2: 1.4}", "{R2: 1.5}", {"R1": "1.2", "R2": "1.5"}),
        ("athlete", "{fitness: 30, sex: female}", "{fitness: 40}", {"sex": "female", "fitness": "40"}),
        ("athlete", "{threshold: {bike: 250W}}", "{threshold: {run: 4:00/km}}",
         {"threshold": {"bike": "250W", "run": "4:00/km"}}),
        ("athlete", "{threshold: {run: {2027-01-01: 4:10/km}}}", "{threshold: {run: 4:00/km}}",
         {"threshold": {"run": "4:00/km"}}),
        ("athlete", "{zones: [70%, 80%]}", "{zones: [75%, 85%]}", {"zones": ["75%", "85%"]}),
        ("model", "{name: a, parameters: {x: 1}}", "{name: b}", {"name": "b"}),
        ("calendar", "[{dates: 2027-01-05, kind: camp}]", "[{dates: 2027-01-06, kind: heat}]",
         [{"dates": "2027-01-05", "kind": "camp"}, {"dates": "2027-01-06", "kind": "heat"}]),
    ],
)  # fmt: skip
def test_the_plan_wins_over_what_it_includes(key: str, included: str, own: str, merged: object) -> None:
    write(club=f"{key}: {included}\n")
    plan("club.yaml", f"{key}: {own}\n")
    season, problems = load_plan("plan.yaml")

    assert season is not None, problems
    found = season.root.at((key,))
    assert found is not None
    assert merged == found.plain()


def test_a_range_of_days_in_the_plan_wins_over_a_day_in_the_included_file() -> None:
    write(club="availability: {tue-fri: 60min, wed: 30min}\n")
    plan("club.yaml", "availability: {tue-fri: 90min}\n")
    season, _ = load_plan("plan.yaml")

    assert season is not None
    assert 5400.0 == season.availability[2]


def test_a_later_file_wins_over_an_earlier_one() -> None:
    write(one="sessions: {a: 10km}", two="sessions: {a: 20km}")
    plan("[one.yaml, two.yaml]")
    season, _ = load_plan("plan.yaml")

    assert season is not None
    assert "20km" == str(season.sessions["a"])


def test_includes_nest_and_look_from_their_own_folder() -> None:
    write(club__all="include: [lib/track.yaml]\nathlete: me.yaml\n", club__me="fitness: 33\n")
    write(club__lib__track="sessions: {reps: 10x400m @ I (1min)}\n")
    plan("club/all.yaml", "week: {tue: reps}\n")
    season, problems = load_plan("plan.yaml")

    assert season is not None, problems
    assert (33.0, ["reps"]) == (season.athlete.fitness, list(season.sessions))


def test_one_file_may_be_included_on_two_ways() -> None:
    write(one="include: base.yaml", two="include: base.yaml", base="sessions: {a: 10km}")
    plan("[one.yaml, two.yaml]", "week: {tue: a}\n")

    assert [] == faults()


def test_an_athlete_file_merges_with_an_included_athlete() -> None:
    write(club="athlete: {zones: seiler3, fitness: 10}\n", me="fitness: 44\n")
    plan("club.yaml", "athlete: me.yaml\n")
    season, _ = load_plan("plan.yaml")

    assert season is not None
    assert ("seiler3", 44.0) == (season.athlete.zones, season.athlete.fitness)


def test_text_without_a_file_includes_from_its_path() -> None:
    write(lib__club="athlete: {fitness: 30}\n")
    season, _ = read_plan_text(PLAN.format(include="club.yaml"), path="lib/draft.yaml")

    assert season is not None
    assert 30.0 == season.athlete.fitness


def test_files_outside_the_folder_are_read(here: Path) -> None:
    write(club="athlete: {fitness: 30}\n", deep__plan=PLAN.format(include=f"[../club.yaml, {here / 'club.yaml'}]"))

    assert [] == load_plan("deep/plan.yaml")[1]


# ---- places


@pytest.mark.parametrize(
    ("included", "code", "place"),
    [
        ("sessions:\n  hills: 8x1min @ treshold\n", "P106", "lib/club.yaml:2:19"),
        ("week:\n  tue: 45\n", "P102", "lib/club.yaml:2:8"),
        ("athlete:\n  fitness: much\n", "P005", "lib/club.yaml:2:12"),
        ("athlete:\n  fitnes: 30\n", "P003", "lib/club.yaml:2:3"),
        ("sesions: {}\n", "P003", "lib/club.yaml:1:1"),
        ("blocks: []\n", "P003", "lib/club.yaml:1:1"),
        ("periodize: 2\n", "P013", "lib/club.yaml:1:12"),
        ("sessions: {\n", "P001", "lib/club.yaml:2:1"),
        ("- sessions\n", "P005", "lib/club.yaml:1:1"),
        ("sessions: {a: 10km, a: 20km}\n", "P002", "lib/club.yaml:1:21"),
    ],
)
def test_a_fault_in_an_included_file_points_into_that_file(included: str, code: str, place: str) -> None:
    write(lib__club=included)
    plan("lib/club.yaml")

    assert [(code, place)] == [(c, at) for c, at, _ in faults()]


def test_a_fault_in_the_athlete_file_of_an_included_file_points_there() -> None:
    write(lib__club="athlete: me.yaml\n", lib__me="\nzones: friel6\n")
    plan("lib/club.yaml")

    assert [("P005", "lib/me.yaml:2:8")] == [(code, place) for code, place, _ in faults()]


# ---- what is refused


@pytest.mark.parametrize(
    ("include", "code", "help_"),
    [
        ("clb.yaml", "P009", "did you mean 'club.yaml'?"),
        ("lib", "P009", "did you mean 'lib/inner.yaml'?"),
        ("https://example.org/club.yaml", "P009", "nothing is fetched: save the file beside the plan"),
        ('""', "P009", ""),
        ('"a\\0b"', "P009", ""),
        ("/dev/zero", "P009", ""),
        ("x" * 5000, "P009", ""),
        ("{file: club.yaml}", "P005", "include: [sessions.yaml]"),
        ("[[club.yaml]]", "P005", "include: [sessions.yaml]"),
        ("me.yaml", "P003", "write `athlete: me.yaml`"),
    ],
)
def test_what_cannot_be_included_is_a_problem_at_its_name(include: str, code: str, help_: str) -> None:
    write(club="sessions: {a: 10km}", lib__inner="sessions: {a: 10km}", me="threshold: {run: 4:00/km}\nhr: {max: 190}")
    plan(include)
    found = faults()

    assert [(code, help_)] == [(c, h) for c, _, h in found]
    assert found[0][1].startswith("plan.yaml:3:1")


def test_a_circle_shows_the_chain() -> None:
    write(a="include: b.yaml", b="include: c.yaml", c="include: a.yaml")
    plan("a.yaml")
    problem = load_plan("plan.yaml")[1][0]

    assert ("P014", "c.yaml:1:10") == (problem.code, str(problem.span))
    assert problem.message.endswith("plan.yaml -> a.yaml -> b.yaml -> c.yaml -> a.yaml")
    assert ["plan.yaml:3:10", "a.yaml:1:10", "b.yaml:1:10"] == [str(span) for span, _ in problem.also]


def test_a_plan_that_includes_itself_by_another_name_is_a_circle() -> None:
    Path("same.yaml").symlink_to("plan.yaml")
    plan("same.yaml")

    assert ["P014"] == [code for code, _, _ in faults()]


def test_a_chain_of_files_has_an_end() -> None:
    write(**{f"f{n}": f"include: f{n + 1}.yaml" for n in range(20)})
    plan("f0.yaml")

    assert [("P006", f"f{MAX_CHAIN - 1}.yaml:1:10")] == [(code, place) for code, place, _ in faults()]


def test_files_that_multiply_are_refused() -> None:
    write(**{f"f{n}": f"include: [{', '.join([f'f{n + 1}.yaml'] * 9)}]" for n in range(6)}, f6="sessions: {}")
    plan("f0.yaml")
    found = load_plan("plan.yaml")[1]

    assert {"P006"} == {problem.code for problem in found}
    assert f"at most {MAX_INCLUDES} files" in found[0].message


def test_included_files_share_one_limit_of_size() -> None:
    write(**{f"f{n}": "# " + "x" * (MAX_BYTES // 3) for n in range(4)})
    for n in range(4):
        Path(f"f{n}.yaml").write_text("sessions: {}\n# " + "x" * (MAX_BYTES // 3))
    plan("[f0.yaml, f1.yaml, f2.yaml, f3.yaml]")

    assert ["P006", "P006"] == [code for code, _, _ in faults()]


def test_a_pipe_is_not_waited_for() -> None:
    os.mkfifo("pipe.yaml")
    plan("pipe.yaml")

    assert ["P009"] == [code for code, _, _ in faults()]
