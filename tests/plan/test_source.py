"""YAML with places: everything stays text, hostile files become a problem."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from periodize.plan import read_plan_text
from periodize.plan.source import MAX_BYTES, read_source


def codes(data: bytes | str) -> list[str]:
    text = data.encode() if isinstance(data, str) else data
    return [problem.code for problem in read_source("plan.yaml", text)[1]]


def test_scalars_stay_text_where_yaml_would_guess() -> None:
    root, _ = read_source("plan.yaml", b"pace: 4:30\nsun: off\ncount: 012\n'on': yes\n")

    assert root is not None
    assert {"pace": "4:30", "sun": "off", "count": "012", "on": "yes"} == root.plain()


def test_every_value_knows_its_place() -> None:
    root, _ = read_source("plan.yaml", b"a:\n  - {b: 'x y'}\n")
    assert root is not None
    node = root.at(("a", 0, "b"))

    assert node is not None
    assert ("plan.yaml:2:9", "  - {b: 'x y'}") == (str(node.span()), node.span().text)
    assert "plan.yaml:2:12" == str(node.span(2, 1))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "P004"),
        (b"# only a comment\n", "P004"),
        (b"just text", "P005"),
        (b"- a\n- b\n", "P005"),
        (b"a: 1\na: 2\n", "P002"),
        (b"\ta: 1", "P001"),
        (b"a: b: c", "P001"),
        (b"a: [1, 2", "P001"),
        (b"a: \x00", "P001"),
        (b"a: \xff\xfe", "P011"),
        (b"a: *missing", "P001"),
        (b"a: &x [*x]", "P001"),
        (b"a: !!python/object:os.system x", "P012"),
        (b"a: 1\n---\nb: 2\n", "P005"),
        (b"? [a]\n: b\n", "P005"),
        (b"a: " + b"[" * 100 + b"]" * 100, "P006"),
        (b"x" * (MAX_BYTES + 1), "P006"),
        (b"<!DOCTYPE html><html>", "P005"),
    ],
)
def test_what_is_no_plan_becomes_one_problem(data: bytes, code: str) -> None:
    if code == "P012":
        assert codes(data) == []  # yaml's own tags mean nothing, and do nothing
    else:
        assert code in codes(data)


def test_a_tag_of_somebody_is_refused() -> None:
    assert ["P012"] == codes("a: !run rm\n")


def test_a_billion_laughs_is_refused_quickly() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]
    began = time.process_time()

    assert ["P006"] == codes("\n".join(lines))
    assert time.process_time() - began < 5


def test_line_ends_and_byte_order_mark_do_not_shift_places() -> None:
    unix = read_plan_text("periodize: 1\nblocks:\n  - {name: b, weks: 2}\n")[1]
    windows = read_plan_text("\ufeffperiodize: 1\r\nblocks:\r\n  - {name: b, weks: 2}\r\n")[1]

    assert [(p.code, str(p.span)) for p in unix] == [(p.code, str(p.span)) for p in windows]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_tree_or_problems(data: bytes) -> None:
    root, problems = read_source("plan.yaml", data)

    assert root is not None or problems


yaml_text = st.recursive(
    st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)
KEYS = ["periodize", "title", "start", "athlete", "races", "calendar", "availability", "sessions", "week", "blocks"]


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), yaml_text, max_size=6))
def test_any_tree_of_text_is_a_season_or_problems(tree: dict[str, object]) -> None:
    import json

    season, problems = read_plan_text(json.dumps({"periodize": "1", **tree}))

    assert season is not None or problems
    assert all(problem.code.startswith("P") and problem.span for problem in problems)
