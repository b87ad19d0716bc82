"""Files that nobody means well with: a problem or a plan, soon and in little memory, never an exception."""

from __future__ import annotations

import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.test_workout import PLANS

from periodize.plan import Schedule, expand, read_plan_text
from periodize.plan.source import MAX_BYTES, MAX_NODES, read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HEAD = "periodize: 1\nstart: 2027-01-04\nathlete: {threshold: {run: 4:00/km, bike: 250W}}\n"
WEEK = "week: {mon: easy 30min}\n"
BLOCK = "blocks: [{name: a, weeks: 4}]\n"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SECONDS = 3.0
"""[s of CPU] Twice and more what the slowest of these files takes; a quadratic reader takes minutes."""


def outcome(text: str | bytes) -> set[str]:
    """Codes of what a file is answered with, "plan" where it can be expanded; fails if that takes long."""
    began = time.process_time()
    if isinstance(text, bytes):
        root, problems = read_source("plan.yaml", text)
        found = set() if root is None else {"tree"}
    else:
        season, problems = read_plan_text(text)
        schedule = None if season is None else expand(season)
        found = {"plan"} if isinstance(schedule, Schedule) else set()
        problems = [*problems, *(schedule.problems if isinstance(schedule, Schedule) else schedule or ())]
    assert time.process_time() - began < SECONDS
    return found | {problem.code for problem in problems}


def many(line: Callable[[int], str], count: int = 590) -> str:
    return "".join(line(number) for number in range(count))


def weeks(line: Callable[[int], str], *, blocks: int) -> str:
    """A plan of one-week blocks with two lines a day, each with its own number."""
    text = [HEAD, "blocks:\n"]
    for block in range(blocks):
        text += [f" - name: b{block}\n   weeks: 1\n   week:\n"]
        for day, name in enumerate(DAYS):
            number = 14 * block + 2 * day
            text += [f"    {name}: {{am: {line(number)}, pm: {line(number + 1)}}}\n"]
    return "".join(text)


def bomb(levels: int = 9) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, levels)]
    return "\n".join(lines)


# ---- the file


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (bomb().encode(), {"P006"}),
        (b"a: &a [*a, *a]", {"P001"}),
        (b"- a\n" * 70_000, {"P006"}),
        (b"a: 1\n" * 50_000, {"P002", "P006"}),
        (b"# only a comment\n" * 100_000, {"P006"}),
        (b"a: " + b"[" * 50_000, {"P006"}),
        (b"".join(b" " * i + b"a:\n" for i in range(500)), {"P006"}),
        (b"a" * (MAX_BYTES - 3) + b": 1", {"P001"}),
        (b"a: \x00b", {"P001"}),
        (b"a: \xc3\x28", {"P011"}),
        (b"\xff\xfea\x00", {"P011"}),
        (b"a:\n\tb: 1", {"P001"}),
        (b"a: 1\na: 2\n", {"tree", "P002"}),
        (b"a: !run rm\n", {"tree", "P012"}),
        (b"? [1]\n: 2\n", {"P005"}),
        (b"? {a: 1}\n: 2\n", {"P005"}),
        (b"{a: 1}: 2\n", {"P005"}),
        (b"a: 1\n---\nb: 2\n", {"P005"}),
        (b"%YAML 9.9\n---\na: 1\n", {"P001"}),
        (b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", {"tree"}),
        (b"a: 1\rb: 2\r", {"tree"}),
    ],
    ids=[
        "alias bomb",
        "alias inside itself",
        "list of 70,000",
        "one key 50,000 times",
        "100,000 comments",
        "50,000 brackets",
        "500 levels",
        "a key of 300 kB",
        "null byte",
        "not UTF-8",
        "UTF-16",
        "tab",
        "key twice",
        "tag",
        "list as key",
        "mapping as key",
        "flow mapping as key",
        "two documents",
        "version of YAML",
        "byte order mark and CRLF",
        "CR alone",
    ],
)
def test_a_hostile_file_is_a_problem_or_a_tree(data: bytes, codes: set[str]) -> None:
    assert codes == outcome(data)


def test_a_billion_laughs_takes_little_memory() -> None:
    tracemalloc.start()
    outcome(bomb().encode())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 20_000_000


def test_an_alias_is_read_as_what_it_stands_for() -> None:
    aliased = HEAD + "week: {mon: &easy easy 30min, wed: *easy}\n" + BLOCK
    written = HEAD + "week: {mon: easy 30min, wed: easy 30min}\n" + BLOCK

    assert sessions(written) == sessions(aliased)


def test_line_ends_and_byte_order_mark_change_no_session() -> None:
    text = HEAD + WEEK + BLOCK

    assert sessions(text) == sessions("\ufeff" + text.replace("\n", "\r\n"))


def sessions(text: str) -> list[tuple[str, float]]:
    season, problems = read_plan_text(text)
    assert season is not None, problems
    schedule = expand(season)
    assert isinstance(schedule, Schedule)
    return [(session.id, session.duration) for session in schedule.sessions]


def test_keys_that_look_like_other_types_stay_text() -> None:
    root, problems = read_source("plan.yaml", b"1: a\n2.5: b\ntrue: c\nnull: d\n~: e\n2027-01-01: f\n")

    assert root is not None
    assert ["1", "2.5", "true", "null", "~", "2027-01-01"] == list(root.plain())
    assert not problems


# ---- the plan


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (HEAD + "week: {mon: 999999999999999999x400m}\n" + BLOCK, {"P101"}),
        (HEAD + f"week: {{mon: {'9' * 1900}km}}\n" + BLOCK, {"P102"}),
        (HEAD + f"week: {{mon: {'9' * 5000}km}}\n" + BLOCK, {"P101"}),
        (HEAD + "week: {mon: 999x(999x(999x(999x(1km))))}\n" + BLOCK, {"P101"}),
        (HEAD + f"week: {{mon: {'2x(' * 500}1km{')' * 500}}}\n" + BLOCK, {"P101"}),
        (HEAD + f"week: {{mon: {' + '.join(['1min'] * 220)}}}\n" + BLOCK, {"plan"}),
        (HEAD + "sessions:\n s0: rest\n" + many(lambda i: f" s{i + 1}: s{i} + s{i} + s{i}\n", 9) + BLOCK, {"P101"}),
        (HEAD + "sessions:\n s0: 1km\n" + many(lambda i: f" s{i + 1}: s{i}\n") + BLOCK, {"P006"}),
        (HEAD + "sessions:\n s0: s590\n" + many(lambda i: f" s{i + 1}: s{i}\n") + BLOCK, {"P111"}),
        (HEAD + "sessions:\n" + many(lambda i: f" s{i}: lnog {i}min\n") + BLOCK, {"P107"}),
        (HEAD + many(lambda i: f"wek{i}: easy 30min\n") + BLOCK, {"P003"}),
        (HEAD + "races:\n" + many(lambda i: f" - {{name: r{i}, date: 2027-01-09}}\n") + WEEK + BLOCK, {"plan"}),
        (HEAD + "blocks:\n" + many(lambda i: f" - {{name: b{i}, days: 1}}\n"), {"plan"}),
        (HEAD + "blocks:\n" + many(lambda i: f" - {{name: b{i}, days: 1}}\n", 700), {"P006"}),
        (HEAD + WEEK + "blocks: [{name: a, weeks: 520}]", {"plan"}),
        (HEAD + WEEK + "blocks: [{name: a, weeks: 520}, {name: b, weeks: 520}]", {"P308"}),
        (HEAD + "blocks: [{name: a, weeks: 99999999999}]", {"P005"}),
        (HEAD + "blocks: [{name: a, days: 1e999}]", {"P005"}),
        (HEAD + "blocks: [{name: a, days: nan}]", {"P005"}),
        (HEAD + "blocks: [{name: a, until: 9999-12-31 + 9999w}]", {"P008"}),
        (HEAD + "blocks: [{name: a, until: 0001-01-01 - 9999w}]", {"P008"}),
        (HEAD.replace("2027-01-04", "0001-01-01") + BLOCK, {"P008"}),
        (HEAD.replace("2027-01-04", "9999-12-31") + BLOCK, {"P008"}),
        (HEAD + f"races: [{{name: r, date: 2027-01-09, goal: {'9' * 5000}:00}}]\n" + BLOCK, {"P005"}),
        (HEAD + f"races: [{{name: r, date: 2027-01-09, distance: {'9' * 400}km}}]\n" + BLOCK, {"P005"}),
        (HEAD + "week: [easy 30min]\n" + BLOCK, {"P005"}),
        (HEAD + "week: {mon: {am: {do: {do: {do: easy 30min}}}}}\n" + BLOCK, {"P005"}),
        (HEAD + "sessions: {wu: easy 4kmm, s: wu + 1km}\nweek: {mon: s}\n" + BLOCK, {"P102"}),
    ],
    ids=[
        "count of 18 digits",
        "amount of 1900 digits",
        "amount of 5000 digits",
        "repeats of repeats",
        "500 parentheses",
        "220 parts",
        "threefold references",
        "590 references deep",
        "circle of 590",
        "590 unknown words",
        "590 unknown keys",
        "590 races a day",
        "590 blocks",
        "700 blocks",
        "ten years",
        "twenty years",
        "weeks beyond counting",
        "days without end",
        "days that are no number",
        "end of the calendar",
        "beginning of the calendar",
        "year 1",
        "year 9999",
        "goal of 5000 digits",
        "distance of 400 digits",
        "list for a week",
        "do in do",
        "reference to a faulty session",
    ],
)
def test_a_hostile_plan_is_a_problem_or_a_plan(text: str, codes: set[str]) -> None:
    assert codes == outcome(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (lambda n: f"lnog {n}min", "P107"),
        (lambda n: f"{n + 1001}s @ 88w", "P109"),
        (lambda n: f"{31 + n // 60}min{n % 60:02d} @ T-", "plan"),
        (lambda n: f"1000x(1km @ T + {31 + n // 60}min{n % 60:02d})", "P006"),
        (lambda n: f"{n + 301}->{n + 401}m @ T", "plan"),
    ],
    ids=["unknown words", "no threshold", "all different", "too many stretches", "progressions"],
)
def test_the_largest_plan_is_read_in_a_bounded_time(line: Callable[[int], str], expected: str) -> None:
    text = weeks(line, blocks=MAX_NODES // 60)
    assert len(text) < MAX_BYTES

    assert expected in outcome(text)


def test_ten_years_of_hard_days_are_expanded_in_a_bounded_time() -> None:
    lines = ("10->20x1km @ T (60s)", "easy 10->20km", "20x400m @ I (30s)", "12km", "5x3min @ I (2min)", "18km", "20km")
    week = ", ".join(f"{day}: {line}" for day, line in zip(DAYS, lines, strict=True))
    text = f"{HEAD}week: {{{week}}}\nblocks: [{{name: a, weeks: 520, volume: 60->90km, deload: {{every: 4, volume: 60%}}}}]"

    assert {"plan"} == outcome(text) - {"P304"}


def test_more_stretches_than_any_season_has_are_refused_once() -> None:
    text = HEAD + "week: {mon: 300->900x1km @ T (30s), fri: 300->900x1km @ T}\nblocks: [{name: a, weeks: 520}]"
    season, _ = read_plan_text(text)
    assert season is not None
    schedule = expand(season)
    assert isinstance(schedule, Schedule)

    assert ["P006", "P006"] == [problem.code for problem in schedule.problems if problem.severity == "error"]


def test_a_threshold_that_makes_a_line_impossible_on_some_day_is_a_problem() -> None:
    head = HEAD.replace("run: 4:00/km", "run: {2027-01-01: 12:00/km, 2027-06-01: 4:00/km}")
    found = outcome(head + "week: {mon: 5x1km @ 3:00/km}\nblocks: [{name: a, weeks: 52}]")

    assert {"plan", "P108"} == found


# ---- digits of other scripts


@pytest.mark.parametrize(
    "line",
    ["easy ٤٥min", "٣x400m @ 4:00/km", "45min @ ٨٠%", "45min @ ٢٥٠W", "10km @ ٤:٣٠/km", "easy ١٠km", "1h٣٠", "٧:٣٠"],
)
def test_a_line_has_plain_digits(line: str) -> None:
    assert "plan" not in outcome(HEAD + f"week: {{mon: {line!r}}}\n" + BLOCK)


@pytest.mark.parametrize(
    "entry",
    ["dates: ٢٠٢٧-٠١-٠٥, kind: illness", "dates: 2027-01-05, kind: heat, temperature: ٣٢C",
     "dates: 2027-01-05, kind: camp, altitude: ١٨٥٠m", "dates: 2027-01-05, kind: holiday, load: ٥٠%"],
)  # fmt: skip
def test_a_calendar_has_plain_digits(entry: str) -> None:
    assert "plan" not in outcome(HEAD + WEEK + f"calendar: [{{{entry}}}]\n" + BLOCK)


# ---- anything


def pieces() -> list[str]:
    """Pieces of the shipped plans, to put together at random."""
    found: set[str] = set()
    for path in PLANS:
        for line in path.read_text(encoding="utf-8").splitlines():
            found |= {line, line.strip(), *line.split()}
    return sorted(found)


def mutated(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    for place, length, piece in edits:
        start = place % (len(text) + 1)
        text = text[:start] + piece + text[start + length :]
    return text


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([path.read_text(encoding="utf-8") for path in PLANS]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 30), st.sampled_from(pieces())), min_size=1, max_size=6),
)
def test_a_plan_changed_at_random_is_a_season_or_problems(text: str, edits: list[tuple[int, int, str]]) -> None:
    season, problems = read_plan_text(mutated(text, edits), path="nowhere/plan.yaml")

    assert season is not None or problems
    if season is not None:
        expand(season)
