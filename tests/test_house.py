"""The house as ARCHITECTURE.md and the public face describe it."""

from __future__ import annotations

import re
from importlib import import_module

import periodize
from tests.where import ROOT

MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Module map")[2].partition("## Where")[0]


def test_the_module_map_lists_every_module() -> None:
    source = ROOT / "src" / "periodize"
    modules = {p.stem for p in source.iterdir() if (p.suffix == ".py" or p.is_dir()) and not p.stem.startswith("_")}
    listed = {name for row in re.findall(r"^\| (`[^|]+) \|", MAP, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}

    assert modules - {"py"} == listed


def test_the_rooms_of_plan_and_project_are_all_named() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    told = text.partition("Inside `plan`")[2].partition("## Where")[0]
    for room in ("plan", "project"):
        files = (ROOT / "src" / "periodize" / room).rglob("*.py")
        modules = {p.stem for p in files if not p.stem.startswith("_") and p.parent.name != "lint"}

        assert modules - set(re.findall(r"`(\w+)`", told)) == set()


def test_every_dependency_has_its_reason() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[^\w-]", line)[0] for line in project["dependencies"]}
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Dependencies")[2]

    assert named == set(re.findall(r"^\| ([\w-]+) \|", text, re.MULTILINE)) - {"package"}


def test_every_public_name_exists_and_has_a_docstring() -> None:
    for name in periodize.__all__:
        value = getattr(periodize, name)
        assert name == "__version__" or value.__doc__


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    assert not hasattr(periodize, "nonsense")


def test_the_call_simulate_survives_the_import_of_its_machinery() -> None:
    import_module("periodize.simulation")

    assert callable(periodize.simulate)


def test_every_package_lists_what_it_offers() -> None:
    for name in (
        "analysis",
        "calibration",
        "compare",
        "demo",
        "flags",
        "formats",
        "load",
        "plan",
        "response",
        "simulation",
        "store",
    ):
        module = import_module(f"periodize.{name}")
        assert module.__all__
        assert all(hasattr(module, item) for item in module.__all__)
