"""Sets of repeats that run straight into each other."""

from __future__ import annotations

import pytest

from periodize.plan import Schedule, expand, read_plan_text

PLAN = """\
periodize: 1
start: 2027-01-04
athlete: {{threshold: {{run: 4:00/km, swim: 1:40/100m}}}}
sessions: {{flagstaff: 3x400m @ T+ (60s jog) + 2x200m @ mile (200m jog)}}
week: {{tue: {line}, thu: {line}}}
blocks: [{{name: a, weeks: 2}}]
"""


def notes(line: str) -> list[tuple[str, int]]:
    season, problems = read_plan_text(PLAN.format(line=line))
    assert season is not None, problems
    found = expand(season)
    assert isinstance(found, Schedule), found
    return [(p.message, p.span.line) for p in found.problems if p.code == "P204" and p.span]


def test_sets_without_a_break_are_told_once_for_all_lines() -> None:
    ((message, line),) = notes("wu 10min + 3x1km @ T (2min) + 4x200m @ R (200m jog)")

    assert message == (
        "3x1km @ T (2min) runs straight into 4x200m @ R (200m jog): a recovery stands between repeats, none behind the "
        "last; 2 lines are so"
    )
    assert 5 == line


def test_sets_of_a_named_session_are_told_where_they_are_written() -> None:
    ((message, line),) = notes("wu 10min + flagstaff")

    assert message.endswith("none behind the last")
    assert 4 == line


@pytest.mark.parametrize(
    "line",
    [
        "3x1km @ T (2min) + 3min @ recovery + 4x200m @ R (200m jog)",
        "strides 4x100m (100m jog) + 3x1km @ T (2min)",
        "2x90s @ I (90s float) + 4x60s @ I (60s float)",
        "3x1km @ T (2min) + 400m @ R",
        "swim 8x50m @ R (20s rest) + 4x200m @ T (20s rest)",
    ],
    ids=["a break", "strides", "floats", "no set", "in the water"],
)
def test_what_needs_no_break_or_has_one_is_left_in_peace(line: str) -> None:
    assert [] == notes(line)
