"""docs/response-models.md and docs/response-gallery.md say what the program says.

- Each model has a section of its own, which is `section(model)` here, word for word.
- The table of models is `overview()`.
- The `text` blocks of the gallery are what examples/response_gallery.py prints under the same headings.
"""

from __future__ import annotations

import re
import runpy
import sys
from textwrap import fill
from typing import TYPE_CHECKING

import pytest

from periodize.report.views.models import bounds, equation, references, remark, summary, unit
from periodize.response import CONVENTIONS, MODELS, parameters
from tests.where import DATA, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.response import ResponseModel

PAGE = (ROOT / "docs" / "response-models.md").read_text(encoding="utf-8")
GALLERY = (ROOT / "docs" / "response-gallery.md").read_text(encoding="utf-8")
SCRIPT = ROOT / "examples" / "response_gallery.py"
CYCLIST = DATA / "response" / "clarke_skiba_2013_cyclist.csv"


def overview() -> str:
    """Return the table of models."""
    rows = ["| name | counts sessions | default parameters of | what it is |", "|---|---|---|---|"]
    rows += [
        f"| [`{name}`](#{name}) | {model().convention} | {model.whose} | {summary(model)} |"
        for name, model in MODELS.items()
    ]
    return "\n".join(rows)


def section(model: type[ResponseModel]) -> str:
    """Return the section of a model."""
    default = model()
    rows = ["| parameter | default | allowed | what it is |", "|---|---|---|---|"]
    rows += [f"| `{p.name}` | {p.value:.4g} {unit(default, p)} | {bounds(p)} | {p.doc} |" for p in parameters(default)]
    follows = [f"`{q.name}` {float(q.value):.4g} {q.unit} ({q.doc})" for q in default.derived]
    parts = [
        f"### {model.name}",
        summary(model),
        f"```text\n{equation(model)}\n```",
        "\n".join(rows),
        *([fill(f"From these follow: {'; '.join(follows)}.", 120)] if follows else []),
        fill(remark(model, "Valid"), 120),
        fill(f"**Trap.** {remark(model, 'Trap')}", 120),
        "\n".join(f"{number}. {line}" for number, line in enumerate(references(model), 1)),
    ]
    return "\n\n".join(parts)


def blocks(page: str) -> dict[str, str]:
    """Return heading -> text block of a page."""
    _, *found = re.split(r"^## (.+)\n", page, flags=re.MULTILINE)
    shown = {heading: re.split(r"^```(?:text)?\n", text, flags=re.MULTILINE) for heading, text in pairs(found)}
    return {heading: parts[1].rstrip("\n") for heading, parts in shown.items() if len(parts) > 1}


def pairs(found: list[str]) -> Iterator[tuple[str, str]]:
    """Return the headings of a split text with what follows each."""
    return zip(found[::2], found[1::2], strict=True)


@pytest.fixture(scope="module")
def printed() -> dict[str, str]:
    """Heading -> what the script prints below it."""
    from contextlib import redirect_stdout
    from io import StringIO

    arguments, out = sys.argv, StringIO()
    sys.argv = [str(SCRIPT), *([str(CYCLIST)] if CYCLIST.exists() else [])]
    try:
        with redirect_stdout(out):
            runpy.run_path(str(SCRIPT), run_name="__main__")
    finally:
        sys.argv = arguments
    _, *found = re.split(r"^## (.+)\n\n", out.getvalue(), flags=re.MULTILINE)
    return {heading: text.rstrip("\n") for heading, text in pairs(found)}


def test_table_of_models_is_the_registry() -> None:
    assert overview() in PAGE


@pytest.mark.parametrize("name", list(MODELS))
def test_section_of_a_model_is_what_its_class_says(name: str) -> None:
    assert section(MODELS[name]) in PAGE


def test_page_explains_every_convention() -> None:
    assert set(CONVENTIONS) <= set(re.findall(r"^- \*\*(\w+)\*\*", PAGE, re.MULTILINE))


@pytest.mark.parametrize("heading", list(blocks(GALLERY)))
def test_figure_of_the_gallery_is_what_the_script_prints(heading: str, printed: dict[str, str]) -> None:
    if heading not in printed and not CYCLIST.exists():
        pytest.skip("needs the supplement of Clarke & Skiba 2013")

    assert printed[heading] == blocks(GALLERY)[heading]


def test_gallery_shows_every_figure_that_the_script_has(printed: dict[str, str]) -> None:
    assert set(printed) <= set(blocks(GALLERY))
    assert len(blocks(GALLERY)) == 5
