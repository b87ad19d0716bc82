"""`periodize demo`: an example season with recorded files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from periodize.cli.common import AsJson, Today, clock, command, print_json


@command
def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make.")] = Path("demo"),
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Write an example season: plan, athlete, recorded files. All of it is invented.

    \b
    Examples:
      periodize demo                   writes demo/
      periodize demo elsewhere
      cd demo && periodize simulate && periodize check

    The season lies around today: sixteen weeks behind, fourteen ahead. The same day gives the same files.
    """
    from periodize.demo import season_files
    from periodize.project.folder import listing, write_new

    files = season_files(clock(today))
    written = write_new({folder / path: content for path, content in files.items()}, force=force)
    if as_json:
        print_json({"folder": str(folder), "synthetic": True, "files": listing(written, folder)})
        return
    recorded = [path for path in files if path.parts[0] == "recorded"]
    typer.echo(f"{folder}/ holds an example season; everything in it is invented, nobody recorded it:")
    typer.echo("  plan.yaml, athlete.yaml   thirty weeks towards a marathon")
    typer.echo(f"  recorded/                 {len(recorded)} files as a watch would have written them (FIT, TCX, CSV)")
    typer.echo("\nNext:")
    typer.echo(f"  cd {folder}")
    typer.echo("  periodize validate        is the plan sound?")
    typer.echo("  periodize simulate        what it does to the runner, week by week")
    typer.echo("  periodize check           planned against recorded, and what is worth a look")
