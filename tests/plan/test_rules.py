"""The registry of rules: what raises is listed, what is listed is raised, and the examples are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from periodize.errors import UsageError
from periodize.plan import RULES
from periodize.plan.formatting import format_plan
from periodize.project.plans.planning import validate

SOURCE = Path(__file__).resolve().parents[2] / "src" / "periodize"
CODE = re.compile(r'"(P\d{3})"')
HEAD = {
    "periodize": "periodize: 1",
    "start": "start: 2027-01-04",
    "athlete": "athlete: {threshold: {run: 4:00/km}}",
    "blocks": "blocks:\n  - {name: base, weeks: 4}",
}


def raised() -> set[str]:
    """Every code that a module names in quotes, the registry itself left out."""
    modules = [path for path in SOURCE.rglob("*.py") if path != SOURCE / "plan" / "rules.py"]
    return {code for path in modules for code in CODE.findall(path.read_text(encoding="utf-8"))}


def as_plan(code: str, example: str) -> str:
    """Complete an example to a whole plan: a session line stands on a Tuesday, missing keys are added."""
    if code.startswith(("P1", "P2")) and not re.match(r"[a-z]+:( |$)", example, re.MULTILINE):
        example = f"week:\n  tue: {example}"
    written = set(re.findall(r"^([a-z]+):", example, re.MULTILINE))
    fixed = code == "P302"  # its example is about the missing start
    parts = [text for key, text in HEAD.items() if key not in written and not (fixed and key == "start")]
    return "\n".join([*parts, example, ""])


def codes_of(plan: Path) -> set[str]:
    try:
        found = validate(plan)
    except UsageError as error:  # pragma: no cover  says which example asks for a file
        raise AssertionError(error) from error
    return {p.code for p in (*found, *format_plan(str(plan), plan.read_bytes()).problems)}


def test_every_code_that_is_raised_is_listed() -> None:
    assert set() == raised() - set(RULES)


def test_every_rule_is_raised_somewhere() -> None:
    assert set() == set(RULES) - raised()


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES.values()]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_explained_in_sentences(code: str) -> None:
    text = RULES[code].text

    assert len(text) >= 60
    assert len(re.findall(r"[.!?)\"](?: |$)", text)) >= 2
    assert text.endswith((".", ")", '"'))


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.severity == "error"])
def test_an_error_has_an_example_or_a_reason_to_have_none(code: str) -> None:
    # a file too large, one that is not text, and files in a circle cannot be shown in a few lines
    assert bool(RULES[code].wrong) == (code not in {"P006", "P011", "P014"})


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.wrong])
def test_the_wrong_example_breaks_the_rule_and_the_right_one_keeps_it(code: str, tmp_path: Path) -> None:
    (tmp_path / "athlete.yaml").write_text("threshold: {run: 4:00/km}\n")
    wrong, right = tmp_path / "wrong.yaml", tmp_path / "right.yaml"
    wrong.write_text(as_plan(code, RULES[code].wrong))
    right.write_text(as_plan(code, RULES[code].right))

    assert (True, False) == (code in codes_of(wrong), code in codes_of(right))


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.right and rule.severity == "error"])
def test_the_right_example_has_no_error_at_all(code: str, tmp_path: Path) -> None:
    (tmp_path / "athlete.yaml").write_text("threshold: {run: 4:00/km}\n")
    plan = tmp_path / "plan.yaml"
    plan.write_text(as_plan(code, RULES[code].right))

    assert [] == [p.code for p in validate(plan) if p.severity == "error"]
