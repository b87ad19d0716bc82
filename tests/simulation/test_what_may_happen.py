"""docs/simulation.md: each disturbance and policy has the section that `section` gives here."""

from __future__ import annotations

import re
from inspect import getdoc
from typing import TYPE_CHECKING, Any

import pytest
from tests.where import ROOT

from periodize.plan import read_plan_text
from periodize.project.plans.planning import schedule
from periodize.project.seasons.spells import what_if
from periodize.project.seasons.what_if_words import VERBS
from periodize.response import parameters
from periodize.simulation import DISTURBANCES, POLICIES

if TYPE_CHECKING:
    from periodize.simulation import Disturbance, Policy

PAGE = (ROOT / "docs" / "simulation.md").read_text(encoding="utf-8")


def section(member: type[Disturbance | Policy]) -> str:
    """Return what the page says of a member: what it is, its evidence, every parameter with its source."""
    rough: Any = getattr(member, "rough", {})
    head = ["parameter", "value", "unit", "what it is", "source"]
    rows = [" | ".join(head), "|".join("---" for _ in head)]
    for told in parameters(member):
        value = f"{told.value:g}" + (f" (rough: {rough[told.name]:g})" if told.name in rough else "")
        rows.append(f"`{told.name}` | {value} | {told.unit} | {told.doc} | {told.source}")
    about = (getdoc(member) or "").partition("\n")[0]
    table = (
        []
        if len(rows) == 2
        else ["", *(f"|{'' if '---' in row else ' '}{row}{'' if '---' in row else ' '}|" for row in rows)]
    )
    return "\n".join([f"### {member.name}", "", f"{about} Evidence: {member.evidence}.", *table])


@pytest.mark.parametrize("member", [*DISTURBANCES.values(), *POLICIES.values()], ids=lambda m: m.name)
def test_the_page_says_what_a_member_assumes(member: type[Disturbance | Policy]) -> None:
    found = re.search(rf"^### {member.name}\n.*?(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)

    assert found is not None
    assert section(member) in found[0]


def test_the_page_shows_every_what_if() -> None:
    shown = re.search(r"^### What-ifs\n.*?(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert shown is not None
    lines = re.findall(r"^\| `([^`-][^`]*)` \|", shown[0], re.MULTILINE)
    planned = schedule(read_plan_text("periodize: 1\nstart: 2027-01-04\nblocks: [{name: base, weeks: 24}]")[0])  # type: ignore[arg-type]
    kinds = {verb.kind for verb in VERBS.values()}

    assert kinds == {next(VERBS[word].kind for word in VERBS if line.startswith(word)) for line in lines}
    assert lines == [what_if(line, planned).text for line in lines]
