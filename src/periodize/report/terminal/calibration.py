"""A calibration for the terminal: the verdict first, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.tables import print_problems, table
from periodize.units import print_clock

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from periodize.calibration import Band, Calibration


def print_calibration(found: Calibration, day: date, band: Band, assumed: float | None, out: Console) -> None:
    """Print a calibration with its band for a day.

    Parameters
    ----------
    assumed : [AU a day] load assumed from the end of the record to that day; None where none was.
    """
    first, *rest = found.verdict
    out.print(Text(printable(first), style="green" if first.startswith("Better") else "bold yellow"))
    for line in rest:
        out.print(printable(line))
    out.print()
    print_problems(found.material.problems, out)
    rows = table()
    rows.add_column(f"{found.model.name}, {found.model.convention}", overflow="fold")
    for head in ("best", "5 %", "middle", "95 %"):
        rows.add_column(head, justify="right", no_wrap=True)
    rows.add_column("unit", overflow="fold")
    for name, values in found.as_data()["parameters"].items():
        numbers = (values["point"], values["p05"], values["p50"], values["p95"])
        unit = values["unit"].replace("unit of the performance", found.unit)
        rows.add_row(name, *("-" if x is None else f"{x:.4g}" for x in numbers), unit)
    out.print(rows)
    out.print()
    out.print(_band_line(found, day, band))
    if assumed is not None:
        out.print(f"With {assumed:.0f} AU a day from the end of the record on, as in its last four weeks.", style="dim")


def _band_line(found: Calibration, day: date, band: Band) -> str:
    event = found.material.scale.events[0]
    kind = found.material.scale.kinds[event]
    units = {"power": " W", "speed": " m/s", "time": "", "points": " points"}
    low, middle, high = (print_clock(x) if kind == "time" else f"{x:.4g}{units[kind]}" for x in band)
    return f"{printable(event)} on {day}: {middle}, between {low} and {high} nine times in ten, if the model holds."
