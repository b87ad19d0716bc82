"""docs/gallery.md names and shows every kind of chart."""

from __future__ import annotations

import re

import pytest

from periodize.report.charts import CHARTS
from tests.where import ROOT

GALLERY = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")


def test_the_gallery_has_every_kind_of_chart() -> None:
    assert sorted(CHARTS) == re.findall(r"^## (\S+)$", GALLERY, re.MULTILINE)


@pytest.mark.parametrize("kind", sorted(CHARTS))
def test_the_gallery_shows_a_chart_small_enough_to_keep(kind: str) -> None:
    image = ROOT / "docs" / "images" / f"{kind}.svg"

    assert f"](images/{kind}.svg)" in GALLERY
    assert image.read_text(encoding="utf-8").startswith("<svg")
    assert image.stat().st_size < 150_000
