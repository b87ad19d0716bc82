"""The response models in words, from the docstrings that define them."""

from __future__ import annotations

import re
from inspect import getdoc
from math import isfinite
from textwrap import dedent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from periodize.response import Parameter, ResponseModel


_SECTION = re.compile(r"^(\w+)\n-+\n", re.MULTILINE)


_REFERENCE = re.compile(r"^\.\. \[\d+\] ", re.MULTILINE)


def summary(model: type[ResponseModel]) -> str:
    """Return what a model is, in one sentence."""
    return (getdoc(model) or "").partition("\n")[0]


def sections(model: type[ResponseModel]) -> dict[str, str]:
    """Return the sections of a model's docstring: heading -> text."""
    _, *found = _SECTION.split(getdoc(model) or "")
    return {heading: text.strip("\n") for heading, text in zip(found[::2], found[1::2], strict=True)}


def equation(model: type[ResponseModel]) -> str:
    """Return the first literal block of the notes."""
    block = re.search(r"::\n\n((?: {4}.*\n|\n)+)", sections(model).get("Notes", "") + "\n")
    return dedent(block[1]).strip("\n") if block else ""


def remark(model: type[ResponseModel], word: str) -> str:
    """Return the paragraph of the notes that begins with a word, on one line and without marks of markup."""
    paragraphs = sections(model).get("Notes", "").split("\n\n")
    found = next((text for text in paragraphs if text.startswith(word)), "")
    plain = re.sub(r"(\[\d+\])_", r"\1", " ".join(found.split())).replace("`", "").removeprefix(f"{word}: ")
    return plain[:1].upper() + plain[1:]


def references(model: type[ResponseModel]) -> list[str]:
    """Return the literature, a line each."""
    _, *found = _REFERENCE.split(sections(model).get("References", ""))
    return [" ".join(text.split()) for text in found]


def bounds(parameter: Parameter) -> str:
    """Write what is allowed, e.g. "0 < .. <= 365"."""
    low, high = parameter.bounds
    lower = f"{low:g} {'<' if parameter.open_below else '<='} .."
    return f"{lower} <= {high:g}" if isfinite(high) else lower


def unit(model: ResponseModel, parameter: Parameter) -> str:
    """Return the unit of a parameter, in that of the model's performance."""
    return parameter.unit.replace("unit of the performance", model.units["performance"])
