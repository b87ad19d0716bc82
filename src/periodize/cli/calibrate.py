"""`periodize calibrate`: the athlete's own response model, and what it is worth."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import (
    AsJson,
    Loads,
    Past,
    Performances,
    RestLeftOut,
    StorePath,
    Today,
    clock,
    command,
    parse_date,
    print_json,
    refuse_plan,
    the_plan,
)
from periodize.cli.drawing import Force, Output, check_place, draw

if TYPE_CHECKING:
    from periodize.plan import Season


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
    benchmarks: Annotated[
        bool, typer.Option("--benchmarks", help="Sessions done again and again count too, as weak tests.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Same seed, same draws.")] = 0,
    store: StorePath = None,
    output: Output = None,
    force: Force = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Calibrate a response model to your own tests, and say what it is worth.

    \b
    Examples:
      periodize calibrate                  from the record and tests.csv here
      periodize calibrate --loads data.csv --performances tests.csv
      periodize calibrate --on 2027-05-09
      periodize calibrate --benchmarks     sessions done again and again help
      periodize calibrate --loads d.csv --performances t.csv --model variable-dose
      periodize calibrate -o fit.svg       the curve and the tests as a picture too
      periodize calibrate --loads d.csv --performances t.csv --json | jq .verdict

    Loads are those of the store; tests are the rows of tests.csv beside the plan
    (date,value,event) and the plan's races that were run. Tables replace them.

    A test is written with its unit: 285 W, 40:12, 16.4 km/h, 3:45/km; a bare
    number is points, unless the header says more, "power [W]". More is better,
    but for times. With fewer than ten tests the model stays that of others.
    With --benchmarks the output at one heart rate of sessions that were done
    at least four times says how form went between the tests; each is an event
    of its own, with its own error, and none stands in for a test.

    Exit code 0 when there is a verdict, good or bad, 1 when the tables have
    problems, 2 on wrong usage.
    """
    import numpy as np

    from periodize.calibration import MaterialError
    from periodize.calibration import calibrate as calibrated
    from periodize.project.seasons.calibrating import band_on, gathered
    from periodize.report.data.calibration import calibration_data
    from periodize.report.terminal.calibration import print_calibration
    from periodize.report.terminal.tables import console

    check_place(output, force=force)
    try:
        history, tests = gathered(
            Path(),
            _season(clock(today)),
            loads=loads,
            performances=performances,
            left_out_is_rest=rest_left_out,
            store=store,
            today=clock(today),
            benchmarks=benchmarks,
        )
        found = calibrated(history, tests, model, past=past, rng=np.random.default_rng(seed))
    except MaterialError as error:
        refuse_plan(list(error.problems), as_json=as_json, what="record")
        return
    if benchmarks and not found.weak:
        typer.echo(
            "note: no session of the record was done four comparable times with a heart rate, so none is a benchmark "
            "(`periodize benchmark` shows what there is)",
            err=True,
        )
    day = on or history.end
    band, assumed = band_on(found, day)
    if as_json:
        print_json(calibration_data(found, day, band, assumed))
    else:
        print_calibration(found, day, band, assumed, console())
    if output is not None:
        from periodize.project.pictures.calibration import calibration_view

        draw("calibration", calibration_view(found), output, force=force, as_json=as_json)


def _season(today: date) -> Season | None:
    """Return the plan here, or None: its races that were run are tests."""
    from periodize.errors import UsageError
    from periodize.plan import load_plan

    try:
        return load_plan(the_plan(None, today))[0]
    except UsageError:
        return None
