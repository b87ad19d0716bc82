"""What commands share: options, the clock, JSON, a plan that must be sound, an answer to Ctrl-C."""

from __future__ import annotations

import calendar
import errno
import functools
import json
import os
import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec, TypeVar

import typer

from periodize.errors import Exit, UsageError, shortened
from periodize.units import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from periodize.errors import Problem
    from periodize.plan import Season

P = ParamSpec("P")
R = TypeVar("R")

DAY_OR_MONTH = "YYYY-MM-DD or YYYY-MM"
"""How a day of --from and --to is written."""


def parse_date(text: str, *, forms: str = "YYYY-MM-DD") -> date:
    """Read the date of an option, or refuse it as wrong usage with the forms that it may have."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        message = f"{shortened(text)!r} is not a date; write {forms}"
        raise typer.BadParameter(message) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = f"{text!r} is not in the years {FIRST_YEAR} to {LAST_YEAR}"
        raise typer.BadParameter(message)
    return day


def parse_first_day(text: str) -> date:
    """Read a day, or the first one of a month."""
    return parse_date(f"{text}-01" if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text) else text, forms=DAY_OR_MONTH)


def parse_last_day(text: str) -> date:
    """Read a day, or the last one of a month."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        return parse_date(text, forms=DAY_OR_MONTH)
    first = parse_date(f"{text}-01")
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def check_days(first: date | None, last: date | None) -> None:
    """Refuse days that end before they begin.

    Raises
    ------
    UsageError
        if they do.
    """
    if first and last and last < first:
        message = f"--to {last} is before --from {first}"
        raise UsageError(message)


def parse_week(text: str) -> tuple[date, date]:
    """Return the first and last day of a calendar week, named (2027-W19) or by a date in it."""
    match = re.fullmatch(r"([0-9]{4})-?[Ww]([0-9]{1,2})", text)
    if match is None:
        day = parse_date(text)
        return day - timedelta(days=day.weekday()), day + timedelta(days=6 - day.weekday())
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        message = f"there is no week {text}"
        raise typer.BadParameter(message) from None
    return parse_date(str(monday)), monday + timedelta(days=6)


AsJson = Annotated[bool, typer.Option("--json", help="Print the result as data (docs/json.md).")]
Today = Annotated[
    date | None,
    typer.Option(
        "--today",
        parser=parse_date,
        metavar="DATE",
        envvar="PERIODIZE_TODAY",
        help="Take this day for today: YYYY-MM-DD.",
    ),
]
FirstDay = Annotated[
    date | None,
    typer.Option("--from", parser=parse_first_day, metavar="DATE", help="First day, or its month: 2027-01."),
]
LastDay = Annotated[
    date | None, typer.Option("--to", parser=parse_last_day, metavar="DATE", help="Last day, or its month.")
]
PlanPath = Annotated[
    Path | None, typer.Argument(metavar="PLAN", help="The plan; left out: plan.yaml here, or the season of today.")
]

StorePath = Annotated[
    Path | None,
    typer.Option("--store", metavar="FILE", envvar="PERIODIZE_STORE", help="The store; left out: periodize.db here."),
]
Timezone = Annotated[
    str | None, typer.Option("--timezone", metavar="NAME", help="Where recordings without a zone were made.")
]

Loads = Annotated[
    Path | None, typer.Option("--loads", metavar="CSV", help="Daily loads: columns date and load [AU a day].")
]
Performances = Annotated[
    Path | None,
    typer.Option("--performances", metavar="CSV", help="Tests and races: columns date, value, event, sd."),
]
RestLeftOut = Annotated[
    bool, typer.Option("--rest-left-out", help="Days without a row in the loads were rest; else they are unknown.")
]
Past = Annotated[
    float | None,
    typer.Option("--past", min=0, metavar="LOAD", help="Mean daily load before the record; left out: not known."),
]


def parse_runs(text: str) -> int:
    """Read a number of runs, or `auto`, as 0."""
    if text.strip().lower() == "auto":
        return 0
    try:
        runs = int(text.replace("_", "").replace(",", "")) if text.isascii() else 0
    except ValueError:
        runs = 0
    if runs < 1:
        message = f"{shortened(text)!r} is no number of runs; write 1000, or auto"
        raise typer.BadParameter(message)
    return runs


Runs = Annotated[
    int | None,
    typer.Option(
        "--runs",
        parser=parse_runs,
        metavar="N|auto",
        help="1: as written. More: what may happen. auto: until the race-day range is known.",
    ),
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Same seed, same runs.")]
LifeLevel = Annotated[
    str | None, typer.Option("--life", metavar="LEVEL", help="What happens by chance: none, typical, rough.")
]
PolicyName = Annotated[
    str | None,
    typer.Option("--policy", metavar="NAME", help="What the athlete makes of it: follow, stepped-return, ..."),
]

Assumed = Annotated[
    list[str] | None,
    typer.Option("--assume", metavar="NAME.PARAMETER=VALUE", help="Your own number for an assumption: travel.east=75"),
]


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Let a command end quietly on Ctrl-C, also at a question, and when `| head` closes the pipe."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            try:
                return function(*args, **kwargs)
            finally:
                if sys.stdout is not None:  # closed by whoever started it
                    sys.stdout.flush()
        except (KeyboardInterrupt, typer.Abort):
            typer.echo("\ninterrupted", err=True)
            raise typer.Exit(Exit.INTERRUPTED) from None
        except BrokenPipeError:
            # nothing is wrong, and nobody is left to tell
            _to_nowhere()
            raise typer.Exit(Exit.CLEAN) from None
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            _to_nowhere()
            typer.echo(f"error: the output could not be written: {error.strerror}", err=True)
            raise typer.Exit(Exit.PROBLEMS) from None

    return run


def _to_nowhere() -> None:
    """Drop what still waits to be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def clock(today: date | None) -> date:
    """Return the day given, else the clock's: the only place that asks it."""
    return today or date.today()


UNSEEN = re.compile("[\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters that JSON leaves as they are: a name of a file may steer the terminal with them."""


def print_json(data: object) -> None:
    """Print data on stdout; text stays readable, the order is that of the contract."""
    # a stream that cannot write every sign gets escapes, not other signs
    everything = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")
    text = json.dumps(data, ensure_ascii=not everything, indent=2, allow_nan=False)
    typer.echo(UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def leave(*, problems: bool) -> None:
    """End the command with its exit code."""
    raise typer.Exit(Exit.PROBLEMS if problems else Exit.CLEAN)


def sound_plan(path: Path, *, as_json: bool) -> tuple[Season, list[Problem]]:
    """Return a season that can be worked with, or report its problems and leave."""
    from periodize.errors import has_errors
    from periodize.plan import load_plan

    season, problems = load_plan(path)
    if season is None or has_errors(problems):
        refuse_plan(problems, as_json=as_json)
    assert season is not None
    return season, problems


def set_plan(path: Path, settings: Sequence[str], *, as_json: bool) -> tuple[Season, list[Problem]]:
    """Return a season with some of its values replaced, or report its problems and leave."""
    if not settings:
        return sound_plan(path, as_json=as_json)
    from periodize.errors import has_errors
    from periodize.plan.setting import with_settings

    season, problems = with_settings(path, settings)
    if season is None or has_errors(problems):
        refuse_plan(problems, as_json=as_json)
    assert season is not None
    return season, problems


def refuse_plan(problems: list[Problem], *, as_json: bool, what: str = "plan") -> None:
    """Report the problems of a file that cannot be worked with, and leave."""
    from periodize.report.problems import problems_data, summary
    from periodize.report.terminal.tables import console, print_problems

    if as_json:
        print_json({"problems": problems_data(problems)})
    else:
        err = console(stderr=True)
        print_problems(problems, err)
        err.print(f"The {what} has {summary(problems)}; nothing was done with it.")
    leave(problems=True)


def the_store(named: Path | None, folder: Path = Path()) -> Path:
    """Return the store that is named, else that of a folder; one above it, that of several seasons, is told."""
    from periodize.project.folder import store_path
    from periodize.report.problems import printable

    place = named or store_path(folder)
    if named is None and place.parent != folder:
        typer.echo(printable(f"record: {place} (that of several seasons)"), err=True)
    return place


def the_plan(named: Path | None, today: date) -> Path:
    """Return the plan that is named, else the one here; of several seasons that of a day, and which it is, on stderr.

    Raises
    ------
    UsageError
        if there is none, or several are as near.
    """
    from periodize.project.folder import find_plan

    return (None if named else plan_of_day(Path(), today)) or find_plan(named, folder=Path())


def plan_of_day(folder: Path, day: date) -> Path | None:
    """Return which of the seasons of a folder is meant, and say it; None where a plan is called plan.yaml, or none is.

    Raises
    ------
    UsageError
        if several are as near.
    """
    from periodize.project.plans.here import plan_here
    from periodize.report.problems import printable

    found = plan_here(folder, day)
    if found:
        typer.echo(printable(f"plan: {found.path} ({found.why})"), err=True)
    return found.path if found else None


def hint_warnings(problems: list[Problem], path: Path) -> None:
    """Say on stderr that there is more to read in `validate`, in one line."""
    from periodize.errors import Severity
    from periodize.report.problems import summary
    from periodize.report.terminal.tables import console

    if [p for p in problems if p.severity is not Severity.NOTE]:
        console(stderr=True).print(f"{summary(problems)} in the plan: periodize validate {path}", style="yellow")
