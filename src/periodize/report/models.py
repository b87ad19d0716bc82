"""The response models as people and programs read them, from the registry and the docstrings that define them."""

from __future__ import annotations

import re
from inspect import getdoc
from math import isfinite
from textwrap import dedent, fill, indent
from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.terminal import table
from periodize.response import parameters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.table import Table

    from periodize.response import Derived, Parameter, ResponseModel

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


def models_table(models: Iterable[type[ResponseModel]]) -> Table:
    """Return every model on a line of its own."""
    found = table()
    found.add_column("name", no_wrap=True)
    found.add_column("evidence", no_wrap=True)
    found.add_column("what it is")
    for model in models:
        found.add_row(model.name, model.evidence, summary(model))
    return found


def print_model(model: type[ResponseModel], out: Console) -> None:
    """Print one model in full: equation, parameters with sources, what follows, validity, trap, literature."""
    default = model()
    out.print(Text(model.name, style="bold"))
    out.print(fill(summary(model), out.width))
    out.print()
    out.print(indent(equation(model), "    "), soft_wrap=True)
    out.print()
    out.print(_parameters(default))
    out.print()
    facts = table()
    facts.show_header = False
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column()
    for quantity in default.derived:
        facts.add_row(quantity.name, f"{_written(quantity)}: {quantity.doc}")
    facts.add_row("convention", default.convention)
    facts.add_row("evidence", f"{model.evidence}: {model.whose}")
    facts.add_row("validity", remark(model, "Valid"))
    facts.add_row("trap", remark(model, "Trap"))
    for source, names in _sources(default).items():
        facts.add_row("source", f"{', '.join(names)}: {source}")
    for number, reference in enumerate(references(model), 1):
        facts.add_row(f"[{number}]", reference)
    facts.add_row("your own", f"model: {{name: {model.name}, parameters: {{{parameters(model)[0].name}: ...}}}}")
    out.print(facts)


def _parameters(model: ResponseModel) -> Table:
    found = table()
    for heading in ("parameter", "default", "allowed", "what it is"):
        found.add_column(heading, no_wrap=heading == "parameter")
    for parameter in parameters(model):
        found.add_row(
            parameter.name, f"{parameter.value:.4g} {unit(model, parameter)}", bounds(parameter), parameter.doc
        )
    return found


def _sources(model: ResponseModel) -> dict[str, list[str]]:
    """Return source -> the parameters that it gave."""
    found: dict[str, list[str]] = {}
    for parameter in parameters(model):
        found.setdefault(parameter.source, []).append(parameter.name)
    return found


def _written(quantity: Derived) -> str:
    return f"{float(quantity.value):.4g} {quantity.unit}"


def model_data(model: type[ResponseModel]) -> dict[str, object]:
    """Return a model as data."""
    default = model()
    return {
        "name": model.name,
        "summary": summary(model),
        "equation": equation(model),
        "evidence": model.evidence,
        "parameters_of": model.whose,
        "convention": default.convention,
        "parameters": [_parameter_data(default, parameter) for parameter in parameters(default)],
        "derived": [_derived_data(quantity) for quantity in default.derived],
        "valid": remark(model, "Valid"),
        "trap": remark(model, "Trap"),
        "references": references(model),
    }


def _parameter_data(model: ResponseModel, parameter: Parameter) -> dict[str, object]:
    low, high = (bound if isfinite(bound) else None for bound in parameter.bounds)
    return {
        "name": parameter.name,
        "value": parameter.value,
        "unit": unit(model, parameter),
        "low": low,
        "low_excluded": parameter.open_below,
        "high": high,
        "doc": parameter.doc,
        "source": parameter.source,
    }


def _derived_data(quantity: Derived) -> dict[str, object]:
    value = float(quantity.value)
    return {
        "name": quantity.name,
        "value": value if isfinite(value) else None,
        "unit": quantity.unit,
        "doc": quantity.doc,
    }
