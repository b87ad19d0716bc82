"""`periodize export`: everything back out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from periodize.cli.common import AsJson, StorePath, command, parse_date, print_json, the_store
from periodize.units import count


@command
def export(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="record, wellness, planned or streams.")],
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Its suffix says the format: .csv .json .parquet.")],
    *,
    first: Annotated[
        date | None, typer.Option("--from", parser=parse_date, metavar="DATE", help="First day: YYYY-MM-DD.")
    ] = None,
    last: Annotated[
        date | None, typer.Option("--to", parser=parse_date, metavar="DATE", help="Last day: YYYY-MM-DD.")
    ] = None,
    sport: Annotated[list[str] | None, typer.Option("--sport", help="Of this sport; may be repeated.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Write the record into a file of your own.

    \b
    Examples:
      periodize export record out.csv      one line an activity
      periodize export record out.json     with laps, zones, every source
      periodize export streams out.parquet every sample of every activity
      periodize export wellness mornings.csv --from 2026-01-01

    Parquet needs pyarrow: pip install 'periodize[parquet]'.
    """
    from periodize.cli.progress import Bar, athlete_beside, computed
    from periodize.project.records.exporting import export as write
    from periodize.project.records.keeping import open_store

    place = the_store(store)
    with open_store(place) as opened, Bar("exporting") as bar:
        computed(opened, athlete_beside(place))
        rows = write(opened, what, path, first=first, last=last, sports=sport or [], force=force, progress=bar.show)
    if as_json:
        print_json({"file": str(path), "rows": rows})
    else:
        typer.echo(f"{path}: {count(rows, 'row')}")
