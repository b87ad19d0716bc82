"""`periodize calibrate`: the athlete's own response model, and what it is worth."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from periodize.cli.common import AsJson, command, parse_date, print_json, refuse_plan

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


@command
def calibrate(
    *,
    loads: Loads = None,
    performances: Performances = None,
    model: Annotated[
        str, typer.Option("--model", help="Response model; `periodize models` lists them.")
    ] = "impulse-response",
    rest_left_out: RestLeftOut = False,
    past: Past = None,
    on: Annotated[
        date | None,
        typer.Option("--on", parser=parse_date, metavar="DATE", help="Forecast for this day; else the last of loads."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Same seed, same draws.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Calibrate a response model to your own tests, and say what it is worth.

    \b
    Examples:
      periodize calibrate --loads data.csv --performances tests.csv
      periodize calibrate --loads data.csv --performances tests.csv --on 2027-05-09
      periodize calibrate --loads d.csv --performances t.csv --model variable-dose
      periodize calibrate --loads d.csv --performances t.csv --json | jq .verdict

    A test is written with its unit: 285 W, 40:12, 16.4 km/h, 3:45/km; a bare
    number is points, unless the header says more, "power [W]". More is better,
    but for times. With fewer than ten tests the model stays that of others.

    Exit code 0 when there is a verdict, good or bad, 1 when the tables have
    problems, 2 on wrong usage.
    """
    import numpy as np

    from periodize.calibration import MaterialError
    from periodize.calibration import calibrate as calibrated
    from periodize.project.calibrating import band_on, read_tables
    from periodize.report.calibration import calibration_data, print_calibration
    from periodize.report.terminal import console

    paths = tables(loads, performances)
    try:
        history, tests = read_tables(*paths, left_out_is_rest=rest_left_out)
        found = calibrated(history, tests, model, past=past, rng=np.random.default_rng(seed))
    except MaterialError as error:
        refuse_plan(list(error.problems), as_json=as_json, what="record")
        return
    day = on or history.end
    band, assumed = band_on(found, day)
    if as_json:
        print_json(calibration_data(found, day, band, assumed))
    else:
        print_calibration(found, day, band, assumed, console())


def tables(loads: Path | None, performances: Path | None) -> tuple[Path, Path]:
    """Return both tables, or refuse as wrong usage."""
    from periodize.errors import UsageError

    if loads is None or performances is None:
        message = "a calibration needs loads and tests: name both tables, --loads CSV --performances CSV"
        raise UsageError(message)
    return loads, performances
