"""`periodize model` and `periodize models`: what a simulation can rest on, from the registry that holds it."""

from __future__ import annotations

from typing import Annotated

import typer

from periodize.cli.common import AsJson, command, print_json
from periodize.cli.drawing import Force, Output, check_place, draw


@command
def model(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As `periodize models` lists it.")],
    *,
    output: Output = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Explain one response model: equation, parameters with sources, validity, trap.

    \b
    Examples:
      periodize model impulse-response
      periodize model impulse-response -o influence.svg
      periodize model variable-dose --json | jq '.parameters[].name'

    Its name goes into a plan's `model:` or `simulate --model`. Exit code 2 when
    there is no such model.
    """
    from periodize.report.data.models import model_data
    from periodize.report.terminal.models import print_model
    from periodize.report.terminal.tables import console
    from periodize.response import MODELS

    check_place(output, force=force)
    found = MODELS[name.strip().casefold()]
    if as_json:
        print_json(model_data(found))
    else:
        print_model(found, console())
    if output is not None:
        from periodize.project.pictures.influence import influence_of

        draw("influence", influence_of(found()), output, force=force, as_json=as_json)


@command
def models(*, as_json: AsJson = False) -> None:
    """List every response model: name, evidence, what it is.

    \b
    Examples:
      periodize models
      periodize models --json | jq -r '.models[].name'

    Evidence is the grade of a forecast with the default parameters, A to D.
    `periodize model NAME` explains one.
    """
    from periodize.report.data.models import model_data
    from periodize.report.terminal.models import models_table
    from periodize.report.terminal.tables import console
    from periodize.response import MODELS

    if as_json:
        print_json({"models": [model_data(found) for found in MODELS.values()]})
    else:
        console().print(models_table(MODELS.values()))
