"""The list of commands, and what happens to errors that nobody else answers."""

from __future__ import annotations

import os
import sys
from errno import ENAMETOOLONG
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING

import typer

from periodize import __version__
from periodize.errors import Exit, PeriodizeError, clipped
from periodize.report.terminal.plain import make_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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

What may happen:

\b
  periodize simulate --runs 1000      with colds, missed days and good days
  periodize simulate --what-if "sick 5d from 2027-04-10"
  periodize compare a.yaml b.yaml     two plans in the same weather; also sweep

What you recorded:

\b
  periodize import FILES ...          FIT, TCX, GPX, zips of other programs
  periodize log run 62min 12.4km      without a device
  periodize activities                what there is; `doctor` looks it over
  periodize today                     this week, and what may change; also why
  periodize season                    this season beside the last, at the same week
  periodize race FILE_OR_ID           a race by segments, and against a plan
  periodize zones                     time in zones, planned and recorded

To look at and to send:

\b
  periodize report                    the season as one page; also --week
  periodize chart season -o a.svg     one picture: season, races, week, zones ...

Exit codes: 0 clean, 1 problems or warning signs, 2 wrong usage. Every command has --json.
NO_COLOR=1 and PERIODIZE_ASCII=1 in the environment: no colours, plain characters.
"""

COMMANDS: Mapping[str, str] = {
    "demo": "demo", "init": "init", "validate": "validate", "format": "format:format_", "show": "show",
    "explain": "explain", "simulate": "simulate", "compare": "compare", "sweep": "sweep", "sensitivity": "sensitivity",
    "season": "season", "chart": "chart", "report": "report",
    "import": "import_:import_", "log": "log", "wellness": "wellness",
    "activities": "activities", "activity": "activities:activity", "race": "race", "benchmark": "benchmark",
    "zones": "zones",
    "doctor": "doctor",
    "export": "export",
    "check": "check", "today": "today", "why": "why", "link": "link", "unlink": "link:unlink", "skip": "skip",
    "silence": "silence", "calibrate": "calibrate", "models": "model:models", "model": "model", "rule": "rule",
    "rules": "rule:rules", "schema": "schema",
}  # fmt: skip
"""Name of a command -> its module here, and its function where that has another name; in the order of the help."""

ASCII = "PERIODIZE_ASCII"
"""Set by who wants plain characters alone, whatever the terminal can write."""

COMPLETING = "_PERIODIZE_COMPLETE"
"""Set by a shell that asks what may come next."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"periodize {__version__}")
        raise typer.Exit


def _options(
    version: bool = typer.Option(
        False, "--version", help="Print the version and stop.", callback=_version, is_eager=True
    ),
) -> None:
    pass


def command_line(names: Iterable[str]) -> typer.Typer:
    """Return the command line with some of the commands, of `COMMANDS`."""
    app = typer.Typer(
        name="periodize",
        help=HELP,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_options)
    for name in names:
        module, _, function = COMMANDS[name].partition(":")
        command = getattr(import_module(f"periodize.cli.{module}"), function or name)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def asked(words: Sequence[str]) -> Iterable[str]:
    """Return the commands that a line needs: the one it names, else all, for help and for who names none."""
    first = next((word for word in words if not word.startswith("-")), "")
    # to read the options of every command takes as long as to read a plan
    return [first] if first in COMMANDS and COMPLETING not in os.environ else COMMANDS


def run(arguments: list[str] | None = None) -> None:
    """Run a command line; ends in SystemExit with one of the exit codes."""
    # small arrays gain nothing from threads, and starting them costs a tenth of a second
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # looking for plugins of a library that we use without any costs as much again as reading a plan
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            make_plain(stream, ascii_only=bool(os.environ.get(ASCII)))
    try:
        command_line(asked(sys.argv[1:] if arguments is None else arguments))(arguments, prog_name="periodize")
    except PeriodizeError as error:
        typer.echo(f"error: {clipped(str(error))}", err=True)
        raise SystemExit(int(error.exit_code)) from None
    except OSError as error:
        if error.errno != ENAMETOOLONG:
            raise
        typer.echo(f"error: no file can have so long a name: {clipped(str(error.filename))}", err=True)
        raise SystemExit(int(Exit.USAGE)) from None
