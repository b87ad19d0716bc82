"""docs/warning-signs.md lists every sign as the program has it."""

from __future__ import annotations

import re
from typing import get_args

from tests.where import ROOT

from periodize.flags import SIGNS, WarningSign
from periodize.flags.base import Domain
from periodize.report.views.backtest import PUBLISHED
from periodize.scores import predictive_value

PAGE = (ROOT / "docs" / "warning-signs.md").read_text(encoding="utf-8")


def row(rule: WarningSign) -> str:
    """The cells of the first table that the program knows: code, title, domain, grade, level, limit."""
    return f"| {rule.code} | {rule.title} | {rule.domain} | {rule.evidence} | {rule.level} | {rule.limit:g} "


def test_every_sign_has_its_row() -> None:
    assert [row(rule) for rule in SIGNS.values() if row(rule) not in PAGE] == []


def test_no_row_is_of_a_sign_that_is_gone() -> None:
    assert set(re.findall(r"^\| (R\d+) \|", PAGE, re.MULTILINE)) == set(SIGNS)


def test_every_sign_s_source_is_named() -> None:
    assert [rule.code for rule in SIGNS.values() if rule.reference not in " ".join(PAGE.split())] == []


def test_the_page_does_not_diagnose() -> None:
    assert not re.search(r"you are overtrained|your (injury )?risk is", PAGE, re.IGNORECASE)


def test_table_of_trust_is_that_of_bayes() -> None:
    rows = re.findall(r"^\| (\d+) % \| (\d+) % \|$", PAGE, re.MULTILINE)

    assert ["20", "10", "5", "2"] == [common for common, _ in rows]
    assert [f"{100 * predictive_value(*PUBLISHED, int(common) / 100):.0f}" for common, _ in rows] == [
        right for _, right in rows
    ]


def test_the_published_sign_is_told_as_it_is_computed() -> None:
    found, silent = (f"{100 * share:.0f} %" for share in PUBLISHED)

    assert f"found {found} of overreached athletes and were silent on {silent} of the others" in " ".join(PAGE.split())


def test_every_domain_is_named_among_the_data() -> None:
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    told = page.partition("`domain` of a sign")[2].partition("\n- ")[0]

    assert set(get_args(Domain)) == set(re.findall(r"`(\w+)`", told))
