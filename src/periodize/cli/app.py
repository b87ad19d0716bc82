"""The list of commands, and what happens to errors that nobody else answers."""

from __future__ import annotations

import os
import sys

import typer

from periodize import __version__
from periodize.cli.activities import activities, activity
from periodize.cli.calibrate import calibrate
from periodize.cli.check import check
from periodize.cli.demo import demo
from periodize.cli.doctor import doctor
from periodize.cli.explain import explain
from periodize.cli.export import export
from periodize.cli.format import format_
from periodize.cli.import_ import import_
from periodize.cli.init import init
from periodize.cli.log import log
from periodize.cli.model import model, models
from periodize.cli.rule import rule, rules
from periodize.cli.schema import schema
from periodize.cli.show import show
from periodize.cli.simulate import simulate
from periodize.cli.validate import validate
from periodize.cli.wellness import wellness
from periodize.errors import PeriodizeError

HELP = """Draft a training season as text, simulate it before you run it, compare it with what you recorded.

New here? Three commands show the way:

\b
  periodize demo                      an example season with recorded files
  cd demo && periodize simulate       what the plan does to you, week by week
  periodize check                     planned against recorded, warning signs

Your own season:

\b
  periodize init my-season            a folder with a plan to edit
  periodize validate plan.yaml        what is wrong in it, with line and caret
  periodize show plan.yaml            the season as a training calendar
  periodize explain plan.yaml DATE    every part of a session, and why

What you recorded:

\b
  periodize import FILES ...          FIT, TCX, GPX, zips of other programs
  periodize log run 62min 12.4km      without a device
  periodize activities                what there is; `doctor` looks it over

Exit codes: 0 clean, 1 problems or warning signs, 2 wrong usage. Every command has --json.
"""

app = typer.Typer(
    name="periodize",
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for command in (
    demo, init, validate, format_, show, explain, simulate, import_, log, activities, activity, doctor, export, check,
    calibrate, models, model, rule, rules, schema,
):  # fmt: skip
    app.command(command.__name__.rstrip("_"))(command)
app.add_typer(wellness, name="wellness")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"periodize {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", help="Print the version and stop.", callback=_version, is_eager=True
    ),
) -> None:
    pass


def run(arguments: list[str] | None = None) -> None:
    """Run a command line; ends in SystemExit with one of the exit codes."""
    # small arrays gain nothing from threads, and starting them costs a tenth of a second
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # looking for plugins of a library that we use without any costs as much again as reading a plan
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app(arguments, prog_name="periodize")
    except PeriodizeError as error:
        typer.echo(f"error: {error}", err=True)
        raise SystemExit(int(error.exit_code)) from None
