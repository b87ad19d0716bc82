"""Every chart is Vega-Lite, says what it shows, and has a table behind it."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from periodize.project.pictures.subject import VIEWS
from periodize.report.charts import CHARTS, Drawing

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGE = find_spec("altair")  # it is slow to import, and only its schema is wanted


@cache
def checker() -> jsonschema.Draft7Validator:
    assert PACKAGE is not None
    assert PACKAGE.origin is not None
    schema = Path(PACKAGE.origin).parent / "vegalite" / "v6" / "schema" / "vega-lite-schema.json"
    return jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8")))


@pytest.fixture(scope="module", params=list(CHARTS))
def drawing(request: pytest.FixtureRequest, drawn: Callable[[str], Drawing]) -> Drawing:
    return drawn(request.param)


@pytest.mark.parametrize("look", ["spec", "narrow_spec"])
def test_chart_is_vega_lite(drawing: Drawing, look: str) -> None:
    found = jsonschema.exceptions.best_match(checker().iter_errors(getattr(drawing, look) or drawing.spec))

    assert found is None, f"{found.json_path}: {found.message[:300]}"


def test_chart_says_what_a_look_at_it_tells_with_numbers(drawing: Drawing) -> None:
    assert any(sign.isdigit() for sign in drawing.alt)


def test_table_behind_a_chart_has_its_columns_in_every_row(drawing: Drawing) -> None:
    assert drawing.rows
    assert {len(drawing.columns)} == {len(row) for row in drawing.rows}


def test_chart_has_no_value_that_json_does_not_know(drawing: Drawing) -> None:
    assert json.loads(json.dumps(drawing.spec, allow_nan=False)) == drawing.spec


def test_panels_have_the_width_that_a_page_fits(drawing: Drawing) -> None:
    panels = drawing.spec.get("vconcat", [drawing.spec])

    assert {820} == {panel["width"] for panel in panels}


@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_drawn_of_a_season_or_by_a_command(name: str) -> None:
    kind = CHARTS[name]

    assert (kind.view in VIEWS) is not bool(kind.command)
