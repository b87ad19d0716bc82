"""The response models for the terminal."""

from __future__ import annotations

from textwrap import fill, indent
from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.terminal.tables import table
from periodize.report.views.models import bounds, equation, references, remark, summary, unit
from periodize.response import parameters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.table import Table

    from periodize.response import Derived, ResponseModel


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
