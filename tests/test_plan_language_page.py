"""Everything that docs/plan-language.md shows is what the program does.

- A `yaml` block followed by a `text` block is expanded; the text holds its dated sessions: day, slot where there is
  one, line with the amounts of that day, minutes, kilometres, load.
- A `yaml` block followed by a `problems` block is validated; the block holds what `--format concise` prints. In a
  `report` block it is what the full format prints.
- The `yaml` block that begins with `# completes` gives the examples the keys that they leave out; `start:` only to one
  without `until:`. A block that begins with `# NAME.yaml` is also a file beside the examples.
- Tables headed `Write`, `Not read`, `Name`, `Model` and `rpe` are compared with the code, row by row.
- Every key and word that the code knows stands somewhere on the page as code.
"""

from __future__ import annotations

import re
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, NamedTuple

import pytest

from periodize.athlete import Athlete
from periodize.plan import RULES, Schedule, Season, Session, expand, load_plan, model, values
from periodize.plan.concrete import concrete, readable
from periodize.plan.including import SHARED
from periodize.plan.intensity import NAMES, RACES, RPE, named
from periodize.plan.lint import LINTS
from periodize.plan.parser import MAX_TEXT, SessionError, parse_workout
from periodize.plan.render import Rendering, render, sport_of
from periodize.plan.source import MAX_BYTES, MAX_DEPTH, MAX_ENTRIES, MAX_NODES
from periodize.plan.workout import RECOVERY_WORDS, SPORTS, STEP_WORDS
from periodize.project.plans.planning import validate
from periodize.report.data.formats import concise
from periodize.report.problems import print_problem
from periodize.zones import ZONES
from tests.where import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic import BaseModel

PAGE = (ROOT / "docs" / "plan-language.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOP_KEY = re.compile(r"^(?=\w+:)", re.MULTILINE)


class Example(NamedTuple):
    """One plan of the page. kind: text, problems or report."""

    line: int
    plan: str
    kind: str
    shown: str


def examples(page: str = PAGE) -> list[Example]:
    """Return the plans of the page that have a result."""
    found = list(FENCE.finditer(page))
    return [
        Example(page.count("\n", 0, plan.start()) + 1, plan[2], shown[1], shown[2])
        for plan, shown in pairwise(found)
        if plan[1] == "yaml" and shown[1] in {"text", "problems", "report"}
    ]


def blocks_named(pattern: str, page: str = PAGE) -> list[tuple[str, str]]:
    """Return (first group, whole block) of the yaml blocks whose first line matches."""
    plans = [block[2] for block in FENCE.finditer(page) if block[1] == "yaml"]
    return [(match[1], plan) for plan in plans if (match := re.match(pattern, plan))]


HEADER = blocks_named(r"# (completes)")[0][1]


def keys(plan: str) -> dict[str, str]:
    """Return the top-level keys of a plan with the lines that they hold."""
    return {chunk.partition(":")[0]: chunk for chunk in TOP_KEY.split(plan) if TOP_KEY.match(chunk)}


def completed(plan: str) -> str:
    """Return a plan with the header's keys behind it that it leaves out."""
    own = keys(plan)
    if "periodize" in own:
        return plan
    without = {*own, "start"} if "until:" in plan else own
    return plan + "".join(chunk for key, chunk in keys(HEADER).items() if key not in without)


def written(plan: str, folder: Path) -> Path:
    """Write a completed plan and the page's named files into a folder."""
    for name, text in blocks_named(r"# (\w+\.yaml)\n"):
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "plan.yaml"
    path.write_text(completed(plan), encoding="utf-8")
    return path


def line_of(session: Session, season: Season) -> str:
    """Return the line of a session with the amounts of its day."""
    if session.workout is None:
        return session.text
    scale = prod(factor.value for factor in session.factors if factor.name != "volume")
    stretch = next((factor.value for factor in session.factors if factor.name == "volume"), 1.0)
    athlete = season.athlete.on(session.day)
    context = Rendering(athlete, season.sessions, season.intensities, session.progress, scale)
    return str(concrete(session.workout, context, stretch=stretch, rounding=readable))


def kilometres(metres: float | None) -> str:
    """Return metres as kilometres."""
    return "" if metres is None else f"{metres / 1000:.1f}"


def sessions_text(schedule: Schedule) -> str:
    """Return the dated sessions in columns."""
    rows = [
        [
            f"{session.day:%a %Y-%m-%d}",
            "" if session.slot == "day" else session.slot,
            line_of(session, schedule.season),
            f"{session.duration / 60:.0f} min",
            f"{kilometres(session.distance)} km" if session.distance is not None else "",
            f"{session.load:.0f}",
        ]
        for session in schedule.sessions
    ]
    widths = [max((len(row[k]) for row in rows), default=0) for k in range(6)]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:3], widths[:3], strict=True) if width]
        cells += [cell.rjust(width) for cell, width in zip(row[3:], widths[3:], strict=True) if width]
        lines.append("  ".join(cells).rstrip() + "\n")
    return "".join(lines)


def result(example: Example, folder: Path) -> str:
    """Return what stands below a plan."""
    path = written(example.plan, folder)
    if example.kind != "text":
        problems = validate(path)
        full = "\n\n".join(print_problem(problem).plain for problem in problems)
        printed = "\n".join(concise(problems)) if example.kind == "problems" else full
        return printed.replace(f"{folder}/", "") + "\n"
    season, problems = load_plan(path)
    assert season is not None, [str(problem) for problem in problems]
    schedule = expand(season)
    assert isinstance(schedule, Schedule), schedule
    return sessions_text(schedule)


# ---- tables


def tables(first: str, page: str = PAGE) -> list[list[str]]:
    """Return the rows of all tables whose first heading is `first`, without code marks."""
    rows: list[list[str]] = []
    for table in re.findall(rf"^\| {first} \|.*\n\|[-:| ]+\|\n((?:\|.*\n)+)", page, re.MULTILINE):
        rows += [[cell.strip().strip("`").strip() for cell in row.strip("| ").split("|")] for row in table.splitlines()]
    return rows


def header_season(folder: Path) -> Season:
    """Return the season of the page's header alone."""
    season, _ = load_plan(written("", folder))
    assert season is not None
    return season


def measured(line: str, season: Season) -> list[str]:
    """Return canonical form, minutes, kilometres, load of a line."""
    workout = parse_workout(line)
    context = Rendering(season.athlete, season.sessions, season.intensities)
    segments = render(workout, context)
    minutes = sum(segment.duration for segment in segments) / 60
    metres = None if sport_of(workout, context) in {"gym", "xt"} else sum(s.distance or 0.0 for s in segments)
    load = sum(segment.duration / 36 * segment.intensity**2 for segment in segments)
    same = str(workout) == line
    return ["=" if same else str(workout), f"{minutes:.0f}", kilometres(metres), f"{load:.0f}"]


def refused(line: str) -> str:
    """Return code and help of a line that is not read, for an athlete without thresholds."""
    with pytest.raises(SessionError) as caught:
        render(parse_workout(line), Rendering(Athlete(), {}, {}))
    return f"{caught.value.code}: {caught.value.hint or caught.value.message}"


@pytest.mark.parametrize("example", examples(), ids=lambda example: f"line-{example.line}")
def test_example_shows_what_it_expands_to(example: Example, tmp_path: Path) -> None:
    expected = example.shown
    assert result(example, tmp_path) == expected


@pytest.mark.parametrize("row", tables("Write"), ids=lambda row: row[0])
def test_line_of_a_table_comes_to_what_it_says(row: list[str], tmp_path: Path) -> None:
    line, _, *expected = row
    assert [cell.strip("`") for cell in measured(line, header_season(tmp_path))] == expected


@pytest.mark.parametrize("row", tables("Not read"), ids=lambda row: row[0])
def test_refused_line_of_a_table_has_the_answer_that_it_says(row: list[str]) -> None:
    line, expected = row
    assert refused(line) == expected.replace("`", "")


def test_fractions_of_names_are_those_of_the_code() -> None:
    expected = {name: (named(name, "run"), named(name, "bike")) for name in NAMES}
    rows = {name.strip("` "): (float(row[1]), float(row[2])) for row in tables("Name") for name in row[0].split(",")}
    assert rows == expected


def test_fractions_of_zones_are_those_of_the_code() -> None:
    expected = ZONES
    assert {row[0]: tuple(float(cell) for cell in row[1:-1] if cell) for row in tables("Model")} == expected


def test_fractions_of_perceived_exertion_are_those_of_the_code() -> None:
    expected = RPE
    (row,) = tables("rpe")
    assert tuple(float(cell) for cell in row[1:]) == expected


# ---- nothing is left out


def words_of_code(page: str = PAGE) -> set[str]:
    """Return every word that the page shows as code."""
    spans = [block[2] for block in FENCE.finditer(page)] + re.findall(r"`([^`\n]+)`", FENCE.sub("", page))
    return {word for span in spans for word in re.findall(r"[\w-]+", span)}


def fields(*models: type[BaseModel]) -> set[str]:
    """Return the keys of models."""
    return {key for one in models for key in one.model_fields}


KNOWN: dict[str, Iterable[str]] = {
    "plan keys": fields(model.Plan),
    "block keys": fields(model.Block, model.Deload, model.Taper),
    "race keys": fields(model.Race),
    "calendar keys": fields(model.CalendarEntry),
    "athlete keys": fields(model.AthleteText, model.Heart),
    "session keys": fields(model.LongForm, model.Slots),
    "limit and model keys": fields(model.Limit, model.ModelChoice),
    "keys of included files": SHARED,
    "weekdays": values.DAYS,
    "phases": values.PHASES,
    "calendar kinds": values.KINDS,
    "sports": SPORTS,
    "step words": STEP_WORDS,
    "recovery words": RECOVERY_WORDS,
    "intensities": NAMES,
    "race paces": RACES,
    "zone models": ZONES,
    "plan lint": {name for lint in LINTS.values() for name in (lint.code, lint.name)},
    "families of rules": {f"{code[:2]}xx" for code in RULES},
}


@pytest.mark.parametrize("family", KNOWN)
def test_page_names_every_word_that_the_code_knows(family: str) -> None:
    missing = set(KNOWN[family]) - words_of_code()
    assert missing == set()


@pytest.mark.parametrize("limit", [MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_ENTRIES, MAX_TEXT])
def test_page_names_the_limits_of_a_file(limit: int) -> None:
    expected = f"{limit:,} "
    assert expected in PAGE[PAGE.index("## YAML, read safely") :].replace("\n", " ")


def test_lines_of_the_page_stay_within_120_columns() -> None:
    expected = 120
    assert max(len(line) for line in PAGE.splitlines()) <= expected
