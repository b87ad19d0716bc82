"""What commands share that draw: where the picture goes, and writing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from periodize.report.charts import Drawing

Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Draw it; the suffix says how: .html .svg .png .pdf .json."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that exists.")]

MOST_SIGNS = 20
"""Characters that a note names: our choice."""


def check_place(path: Path | None, *, force: bool) -> None:
    """Refuse a file that cannot be drawn into before anything is computed.

    Parameters
    ----------
    path : of the picture; None: nothing is to be drawn.
    force : replace what is there.

    Raises
    ------
    UsageError
        if its suffix is no picture's, it exists and `force` is not given, or there is no picture and `force` is.
    """
    from periodize.errors import UsageError
    from periodize.report.page.files import check_suffix

    if path is None:
        if force:
            message = "--force replaces a picture; name it with -o FILE"
            raise UsageError(message)
        return
    check_suffix(path.suffix)
    if path.exists() and not force:
        message = f"{path} exists and is left as it is; nothing was drawn (--force replaces)"
        raise UsageError(message)


def draw(kind: str, view: object, path: Path | None, *, force: bool, as_json: bool) -> None:
    """Draw the answer of a command into a file, where one is named.

    Parameters
    ----------
    kind : of chart, as of `CHARTS`.
    view : what it is drawn from.
    path : of the picture; None: nothing is drawn.
    force : replace what is there.
    as_json : standard output holds data; the file is told on the other stream.
    """
    if path is None:
        return
    from periodize.report.charts import CHARTS

    write(CHARTS[kind].draw(view), path, force=force, as_json=as_json)


def write(drawing: Drawing, path: Path, *, force: bool, as_json: bool = False) -> None:
    """Write a picture and say where it is."""
    from periodize.project.folder import write_new
    from periodize.report.page.files import rendered
    from periodize.report.problems import printable

    file = rendered(drawing, path.suffix)
    write_new({path: file.content}, force=force)
    typer.echo(printable(f"{path}: {drawing.title}"), err=as_json)
    if file.boxes:
        typer.echo(printable(_lacking(file.boxes, path)), err=True)


def _lacking(boxes: str, path: Path) -> str:
    """Return what to do where no font has some characters."""
    signs = boxes[:MOST_SIGNS] + ("..." if len(boxes) > MOST_SIGNS else "")
    return (
        f"no font here has {signs}, so {path} shows boxes in their place; install a font that does (Noto has most"
        " scripts), or draw .svg or .html, which are shown in the fonts of whoever looks"
    )
