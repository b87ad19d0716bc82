"""`format`: session lines become canonical, everything else of the file stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from periodize.errors import has_errors
from periodize.plan.formatting import Formatted, format_plan
from periodize.plan.parser import parse_workout
from periodize.plan.source import read_source

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted([*ROOT.glob("plans/*.yaml"), *ROOT.glob("plans/library/*.yaml"), *ROOT.glob("examples/*/*.yaml")])


def formatted(text: str) -> Formatted:
    return format_plan("plan.yaml", text.encode())


def after(text: str) -> str:
    found = formatted(text)

    assert () == found.problems
    return found.after.decode()


# ---- where a line may stand


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("week: {tue: 5 x 1k at T}", "week: {tue: 5x1km @ T}"),
        ("week:\n  tue: 5 x 1k at T", "week:\n  tue: 5x1km @ T"),
        ("week:\n  tue: '5 x 1k at T'", "week:\n  tue: '5x1km @ T'"),
        ('week:\n  tue: "5 x 1k at T"', 'week:\n  tue: "5x1km @ T"'),
        ("week:\n  tue: ' 5x1km @ T '", "week:\n  tue: '5x1km @ T'"),
        ("week:\n  tue: '45'' @ E'", "week:\n  tue: '45min @ E'"),
        ('week:\n  tue: "90\\" @ R"', 'week:\n  tue: "90s @ R"'),
        ("week:\n  ? tue\n  : 5 x 1k at T", "week:\n  ? tue\n  : 5x1km @ T"),
        ('{"week": {"tue":"5 x 1k at T"}}', '{"week": {"tue":"5x1km @ T"}}'),
        ("week:\n  tue: [easy 45 mins, 50 mins]", "week:\n  tue: [easy 45min, 50min]"),
        ("week:\n  tue:\n    - easy 45 mins\n    - rest", "week:\n  tue:\n    - easy 45min\n    - rest"),
        ("week: {tue: {am: 45 mins, pm: gym 30 mins}}", "week: {tue: {am: 45min, pm: gym 30min}}"),
        ("week: {tue: {do: 45 mins, note: 45 mins}}", "week: {tue: {do: 45min, note: 45 mins}}"),
        ("week: {tue: {am: [{do: 45 mins}, 1 h]}}", "week: {tue: {am: [{do: 45min}, 1h]}}"),
        ("sessions: {hills: 8 x 60 s @ I}", "sessions: {hills: 8x60s @ I}"),
        ("athlete: {intensities: {sweet: 88% - 93%}}", "athlete: {intensities: {sweet: 88-93%}}"),
        ("intensities: {sweet: 88% - 93%}", "intensities: {sweet: 88-93%}"),
        ("blocks: [{name: 5 x 1k, week: {tue: 5 x 1k}}]", "blocks: [{name: 5 x 1k, week: {tue: 5x1km}}]"),
        ("blocks: [{changes: {w2: {tue: 5 x 1k}}}]", "blocks: [{changes: {w2: {tue: 5x1km}}}]"),
        ("blocks: [{changes: {2027-01-05: 5 x 1k}}]", "blocks: [{changes: {2027-01-05: 5x1km}}]"),
    ],
)
def test_a_line_is_rewritten_where_it_stands(before: str, expected: str) -> None:
    assert expected == after(before)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("week: {tue: &e 45 mins, thu: *e}", "week: {tue: &e 45min, thu: *e}"),
        ("week: {tue: !!str 45 mins}", "week: {tue: !!str 45min}"),
        ("week: {tue: &e '45 mins', thu: *e}", "week: {tue: &e '45min', thu: *e}"),
        (
            "week: &w {tue: 45 mins}\nblocks: [{week: *w}, {week: *w}]",
            "week: &w {tue: 45min}\nblocks: [{week: *w}, {week: *w}]",
        ),
    ],
)
def test_what_an_alias_repeats_is_rewritten_at_its_anchor(before: str, expected: str) -> None:
    assert expected == after(before)


def test_an_anchor_that_is_a_note_too_is_refused() -> None:
    text = "week: {tue: {do: &e 45 mins, note: *e}}"
    found = formatted(text)

    assert (["P015"], text) == ([p.code for p in found.problems], found.after.decode())


@pytest.mark.parametrize(
    "text",
    [
        "week:\n  tue: |\n    5 x 1k\n    at T\n",
        "week:\n  tue: >\n    5 x 1k\n    at T\n",
        "week:\n  tue: 5 x 1k\n    at T\n",
        'week:\n  tue: "5 x 1k\n    at T"\n',
        "week:\n  tue: &far\n    5 x 1k at T\n",
    ],
)
def test_a_line_over_several_lines_is_left_with_a_note(text: str) -> None:
    found = formatted(text)

    assert (["P016"], text) == ([p.code for p in found.problems], found.after.decode())
    assert "5x1km @ T" in (found.problems[0].help or "")


def test_a_canonical_line_over_several_lines_is_not_worth_a_note() -> None:
    text = "week:\n  tue: >\n    wu 10min\n    + 5x1km @ T\n"

    assert text == after(text)


# ---- what stays


def test_comments_order_blank_lines_and_indentation_stay() -> None:
    text = (
        "# a plan\nperiodize: 1\n\n\nweek:   # the week\n    sun:   5 x 1k at T # five\n\n    mon: rest\n"
        "    # between\nblocks:\n- name: base\n  weeks: 4   \n"
    )

    assert text.replace("5 x 1k at T", "5x1km @ T") == after(text)


def test_a_comment_that_stands_apart_keeps_its_column() -> None:
    text = "week:\n  tue: 5 x 1k at 10k pace    # five\n  wed: {am: 45 mins, pm: 1 h}    # two\n  thu: 9 mins  # x\n"

    found = after(text)

    assert [row.find("#") for row in text.splitlines()] == [row.find("#") for row in found.splitlines()]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_mark_stay(end: str) -> None:
    text = end.join(["week:", "  tue: 5 x 1k", "  wed: 45 mins", ""])
    data = b"\xef\xbb\xbf" + text.encode()

    expected = text.replace("5 x 1k", "5x1km").replace("45 mins", "45min")

    assert b"\xef\xbb\xbf" + expected.encode() == format_plan("plan.yaml", data).after


def test_a_missing_last_line_end_stays_missing() -> None:
    assert not after("week:\n  tue: 5 x 1k").endswith("\n")


@pytest.mark.parametrize(
    "line",
    ["60s", "1min", "90s", "1min30", "75min", "1h30", "2h", "1000m", "1km", "1.5km", "12->18km", "30->40min",
     "20min @ 88-93%", "8x400m @ 3:20-3:25/km (60s jog)", "2h->2h30", "5x6min @ T- (60s rest)"],
)  # fmt: skip
def test_an_amount_keeps_its_own_spelling(line: str) -> None:
    assert line == str(parse_workout(line))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_plan_is_canonical(path: Path) -> None:
    found = format_plan(str(path), path.read_bytes())

    assert ((), ()) == (found.lines, found.problems)


@pytest.mark.parametrize("name", ["cyclist", "first-10k", "ingebrigtsen-2024"])
def test_a_plan_of_the_specification_is_canonical(shared_plans: Path, name: str) -> None:
    path = shared_plans / f"{name}.yaml"

    assert path.read_bytes() == format_plan(str(path), path.read_bytes()).after


# ---- what is refused


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("week: {tue: 5 x 1k, wed: lnog 90min}", "P107"),
        ("week: {tue: 5 x 1k, tue: 45 mins}", "P002"),
        ("week: {tue: 5 x 1k", "P001"),
        ("sessions: {a: b + 5 mins, b: a + 5 mins}", "P111"),
        ("athlete: nowhere.yaml\nweek: {tue: 5 x 1k}", "P009"),
        ("athlete: {intensities: {sweet: 88-}}\nweek: {tue: 5 x 1k}", "P101"),
        ("week: {tue: !secret 5 x 1k}", "P012"),
    ],
)
def test_a_file_with_an_error_is_left_whole(text: str, code: str) -> None:
    found = formatted(text)

    assert (text.encode(), ()) == (found.after, found.lines)
    assert code in [p.code for p in found.problems]


def test_a_fault_of_the_plan_outside_its_lines_does_not_matter() -> None:
    assert "wek: {}\nweek: {tue: 5x1km}" == after("wek: {}\nweek: {tue: 5 x 1k}")


def test_names_of_included_files_are_known_and_their_lines_left(tmp_path: Path) -> None:
    (tmp_path / "athlete.yaml").write_text("intensities: {sweet: 88% - 93%}\n")
    text = b"athlete: athlete.yaml\nweek: {tue: 45 mins @ sweet}\n"
    found = format_plan(str(tmp_path / "plan.yaml"), text)

    assert [("45 mins @ sweet", "45min @ sweet")] == [(row.before, row.after) for row in found.lines]


@pytest.mark.parametrize("text", ["week:\n  x: '\u2028'\n  tue: 5 x 1k", "week: {x: '\x85', tue: '5 x 1k'}"])
def test_line_ends_of_yaml_alone_never_break_a_file(text: str) -> None:
    found = formatted(text)

    assert found.after.decode() in {text, text.replace("5 x 1k", "5x1km")}


# ---- generated lines

gaps = st.sampled_from(["", " ", "  "])
numbers = st.integers(1, 40).map(str)
times = st.builds("{}{}{}".format, numbers, gaps, st.sampled_from(["min", "mins", "minutes", "h", "s", "sec", "'"]))
metres = st.builds("{}00{}{}".format, numbers, gaps, st.sampled_from(["m", "metres", "yards"]))
targets = st.sampled_from(
    ["T", "T+", "Z2", "88-93%", "88% - 93%", "92%LTHR", "5k-10k pace", "ramp 50 - 75%", "250w", "rpe 7", "3:20/k",
     "3:20-3:25/km", "36kmh", "easy", "150 bpm-160bpm"],
)  # fmt: skip
steps = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "wu ", "easy  ", "Long "]),
    times | metres,
    st.just("") | st.builds("{}{}".format, st.sampled_from([" @ ", "@", " at "]), targets),
)
rests = st.just("") | st.builds("{}{}{}".format, st.sampled_from([" (", "("]), times, st.sampled_from([")", " jog)"]))
repeats = st.builds("{}{}x{}{}{}".format, numbers, gaps, gaps, steps, rests)
lines = st.builds(
    "{}{}".format, st.sampled_from(["", "run ", "Bike ", "swim "]),
    st.lists(steps | repeats, min_size=1, max_size=4).map(" + ".join),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(lines, min_size=3, max_size=3))
def test_formatting_keeps_the_meaning_and_is_done_at_once(found: list[str]) -> None:
    quoted = found[2].replace("'", "''")
    text = f"week:\n  tue: {found[0]}   # a\n  wed: {{am: {found[1]}, pm: '{quoted}'}} # b\n"
    once = formatted(text)
    root, _ = read_source("plan.yaml", once.after)
    assert root is not None
    week = root.plain()["week"]
    again = [week["tue"], week["wed"]["am"], week["wed"]["pm"]]

    if has_errors(once.problems):  # a line that the language refuses leaves the file as it is
        assert text.encode() == once.after
    else:
        assert [parse_workout(line) for line in found] == [parse_workout(line) for line in again]
    assert once.after == format_plan("plan.yaml", once.after).after
