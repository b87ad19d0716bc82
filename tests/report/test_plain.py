"""Text for streams that cannot write every sign."""

from __future__ import annotations

import ast
import io

import pytest
from rich.cells import cell_len
from tests.where import ROOT

from periodize.report.terminal.plain import make_plain, plain

UNSEEN = {"\x9f", "\u200b", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\ufffd"}
"""In the sources only to be taken out of what people write."""


def written(encoding: str, text: str, *, ascii_only: bool = False) -> bytes:
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding=encoding, newline="")
    make_plain(stream, ascii_only=ascii_only)
    stream.write(text)
    stream.flush()
    return data.getvalue()


FILES = ("charts", "page")
"""Rooms of the report that write files, in UTF-8."""


def own_signs() -> set[str]:
    """Every sign beyond ASCII in a string of ours that a terminal may be shown."""
    paths = (path for path in (ROOT / "src").rglob("*.py") if path.parent.name not in FILES)
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in paths)
    texts = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {sign for text in texts if isinstance(text, str) for sign in text if not sign.isascii()} - UNSEEN


@pytest.mark.parametrize("sign", sorted(own_signs()))
def test_every_sign_of_ours_has_a_plain_one(sign: str) -> None:
    assert "?" not in plain(sign)


@pytest.mark.parametrize("text", ["Zürich, Łódź", "東京", "4 × 8′ – ½", "▁▂▃▄▅▆▇█ ▉▊▋▌▍▎▏", "e\u0301te\u0301", "⠁⠤⣿⠀"])
def test_plain_text_is_as_wide(text: str) -> None:
    found = plain(text)

    assert found.isascii()
    assert cell_len(text) == len(found)


def test_a_sparkline_stays_in_order_when_plain() -> None:
    assert ".:-=+*##" == plain("▁▂▃▄▅▆▇█")


def test_a_plot_stays_in_place_when_plain() -> None:
    assert " '.:" == plain("⠀⠁⣀⣿")


@pytest.mark.parametrize("encoding", ["ascii", "us-ascii"])
def test_ascii_stream_gets_plain_text(encoding: str) -> None:
    assert b"Munster -> 5 x 8'" == written(encoding, "Münster -> 5 × 8′")


def test_code_page_keeps_the_signs_that_it_has() -> None:
    assert "Münster > 5 × 8' ##".encode("cp1252") == written("cp1252", "Münster → 5 × 8′ ██")


def test_wish_for_ascii_rules_over_a_stream_that_has_everything() -> None:
    assert b"5 x 8' ##" == written("utf-8", "5 × 8′ ██", ascii_only=True)


def test_stream_that_has_everything_writes_it() -> None:
    assert "5 × 8′ ██".encode() == written("utf-8", "5 × 8′ ██")


def test_name_that_is_no_text_is_written_all_the_same() -> None:
    assert b"plan?.yaml" == written("utf-8", "plan\udcff.yaml")
