"""The JSON Schema of a plan: current, described, true for shipped plans."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from periodize.plan.schema import plan_schema, schema_text
from periodize.plan.source import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docs" / "schema" / "plan.schema.json"
SHIPPED = [*sorted(ROOT.glob("plans/*.yaml")), ROOT / "examples" / "season" / "plan.yaml"]


def faults(text: bytes) -> list[str]:
    """What the schema says of a plan, every scalar as text."""
    root, _ = read_source("plan.yaml", text)
    assert root is not None
    return [error.message for error in Draft202012Validator(plan_schema()).iter_errors(root.plain())]


def properties(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of a schema, at any depth."""
    if isinstance(node, list):
        for index, child in enumerate(node):
            yield from properties(child, f"{path}/{index}")
    elif isinstance(node, dict):
        for name, child in node.get("properties", {}).items():
            yield f"{path}.{name}", child
        for name, child in node.items():
            yield from properties(child, f"{path}/{name}")


def test_the_schema_file_is_current() -> None:
    assert schema_text() == FILE.read_text(encoding="utf-8"), "run: periodize schema > docs/schema/plan.schema.json"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json.loads(schema_text()))


def test_every_property_is_described() -> None:
    assert [] == [path for path, found in properties(plan_schema()) if not found.get("description")]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_plan_is_valid(path: Path) -> None:
    assert [] == faults(path.read_bytes())


@pytest.mark.parametrize("name", ["cyclist", "first-10k", "ingebrigtsen-2024"])
def test_a_plan_of_the_specification_is_valid(shared_plans: Path, name: str) -> None:
    assert [] == faults((shared_plans / f"{name}.yaml").read_bytes())


def test_a_broken_plan_of_the_specification_is_not(shared_plans: Path) -> None:
    assert 3 == len(faults((shared_plans / "broken.yaml").read_bytes()))


@pytest.mark.parametrize(
    "text",
    [
        "blocks: [{name: x, weeks: 1}]",
        "periodize: 1",
        "periodize: 1\nblocks: []",
        "periodize: 1\nwek: {}\nblocks: [{name: x}]",
        "periodize: 1\nblocks: [{name: x, phase: accumulation}]",
        "periodize: 1\nblocks: [{name: x, week: {tuesday: rest}}]",
        "periodize: 1\nblocks: [{name: x, week: {tue: {a: rest}}}]",
        "periodize: 1\nraces: [{name: R, priority: D, date: 2027-01-01}]\nblocks: [{name: x}]",
        "periodize: 1\ncalendar: [{dates: 2027-01-01, kind: party}]\nblocks: [{name: x}]",
        "periodize: 1\nathlete: {zones: coggan8}\nblocks: [{name: x}]",
        "periodize: 1\nathlete: {sport: chess}\nblocks: [{name: x}]",
    ],
)
def test_a_plan_of_another_structure_is_not_valid(text: str) -> None:
    assert [] != faults(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "periodize: 1\nathlete: athlete.yaml\nblocks: [{name: x}]",
        "periodize: 1\ninclude: [a.yaml, b.yaml]\nblocks: [{name: x}]",
        "periodize: 1\nathlete: {zones: [70%, 80%]}\nblocks: [{name: x}]",
        "periodize: 1\nathlete: {threshold: {run: {2027-01-01: 4:00/km}}}\nblocks: [{name: x}]",
        "periodize: 1\nweek: {tue: [rest, {do: 45min, key: true}], wed: {am: 1h, pm: [1h, 2h]}}\nblocks: [{name: x}]",
        "periodize: 1\nblocks: [{name: x, changes: {w2: {tue: rest}, 2027-01-05: {am: 1h}, 2027-01-06: rest}}]",
        "periodize: 1\nlimits: {monotony: 2.5, strain: {limit: off, reason: known}}\nblocks: [{name: x}]",
    ],
)
def test_every_form_of_the_plan_language_is_valid(text: str) -> None:
    assert [] == faults(text.encode())
