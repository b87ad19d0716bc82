"""Published figures of response models, recomputed; docs/response-gallery.md shows what this prints.

`python examples/response_gallery.py [CYCLIST.csv]`: the second figure needs the series of Clarke & Skiba's cyclist, a
CSV with the columns `bikescore` and `test_5min_power_w`, from the supplement of doi:10.1152/advan.00078.2011.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import plotille

from periodize.response import ImpulseResponse, PerPot, VariableDose, respond

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

WATTS = "test_5min_power_w"


def plot(unit: str, *lines: tuple[ArrayLike, ArrayLike], points: tuple[ArrayLike, ArrayLike] | None = None) -> str:
    """Draw lines, and points as crosses, over days."""
    figure = plotille.Figure()
    figure.width, figure.height, figure.origin, figure.with_colors = 60, 12, False, False
    figure.x_label, figure.y_label = "day", unit
    for days, values in lines:
        figure.plot(np.asarray(days, float).tolist(), np.asarray(values, float).tolist())
    if points:
        figure.scatter(*(np.asarray(values, float).tolist() for values in points), marker="x")
    figure.set_x_limits(float(np.min(lines[0][0])), float(np.max(lines[0][0])))
    figure.x_ticks_fkt = lambda low, _high: f"{low:.0f}"
    figure.y_ticks_fkt = lambda low, _high: f"{low:8.2f}"
    # an empty braille cell is no space to rstrip
    return "\n".join(line.rstrip(" \u2800") for line in str(figure.show(legend=False)).splitlines())


def calvert() -> str:
    """Calvert et al. 1976: one trace, tau 15 d, by hand."""
    loads = [10.0, 0, 0, 20, 20, 0, 0, 10, 10, 0]
    printed = [10, 9.36, 8.75, 28.19, 46.37, 43.39, 40.58, 47.96, 54.87, 51.33]
    model = ImpulseResponse(fitness_days=15.0, fitness_gain=1.0, fatigue_gain=0.0, baseline=0.0, convention="inclusive")
    rows = zip(loads, respond(loads, model=model).one("performance"), printed, strict=True)
    table = [f"{day:3}  {load:4.0f}  {here:8.3f}  {paper:7.2f}" for day, (load, here, paper) in enumerate(rows, 1)]
    return "\n".join(["day  load      here    paper", *table])


def clarke_skiba(path: Path) -> str:
    """Clarke & Skiba 2013: five-minute power of a cyclist under the published parameters."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    watts = np.array([float(row[WATTS] or "nan") for row in rows])
    model = ImpulseResponse(
        fitness_days=35.821034441472136,
        fatigue_days=21.33971458297882,
        baseline=261.9273721089768,
        fitness_gain=0.1825819069014407,
        fatigue_gain=0.23016327121095306,
        unit="W",
        convention="inclusive",
    )
    power = respond([float(row["bikescore"]) for row in rows], model=model).one("performance")
    days = np.arange(len(rows))
    tested = ~np.isnan(watts)
    table = [f"{day:4}  {watts[day]:5.0f}  {power[day]:9.2f}" for day in days[tested]]
    squares = ((watts - power)[tested] ** 2).sum()
    return "\n".join(
        [
            plot("W", (days, power), points=(days[tested], watts[tested])),
            "",
            " day   test  predicted",
            *table,
            f"sum of squares {squares:.8f} W^2, highest {power.max():.1f} W on day {power.argmax()}",
        ]
    )


def fitz_clarke() -> str:
    """Fitz-Clarke et al. 1991: what a load so many days before a race does to it."""
    model = ImpulseResponse(fitness_days=45.0, fatigue_days=15.0, fitness_gain=1.0, fatigue_gain=2.0)
    days = np.arange(0, 101)
    return f"{plot('per AU', (days, model.influence(days)))}\n\nt_n {model.t_n:.1f} d, t_g {model.t_g:.1f} d"


def thomas_busso() -> str:
    """Thomas & Busso 2005: the best step taper, with and without four weeks of overload before it."""
    model = VariableDose()
    best = float(model.optimal_load)
    reductions = np.arange(0, 1.0001, 0.005)
    drawn, table = [], ["overload  reduction  days     gain"]
    for overload in (1.0, 1.2):
        loads = np.full((len(reductions), 28 + 60), overload * best)
        loads[:, 28:] *= 1 - reductions[:, np.newaxis]
        gains = respond(loads, model=model, fitness=best, fatigue=None).series["performance"]
        gains = gains - model.steady(best).performance
        which, day = np.unravel_index(gains.argmax(), gains.shape)
        drawn.append((np.arange(-28, 60), gains[which]))
        table.append(f"{overload - 1:8.0%}  {-reductions[which]:9.1%}  {day - 28:4}  {gains.max():5.2f} W")
    return "\n".join([plot("W", *drawn), "", *table])


def perpot() -> str:
    """Perl's performance potential under 0.3 of a full load every day, then rest."""
    model = PerPot(full_load=1.0, ceiling=1.0, baseline=0.2)
    state = model.initial(1)
    potential, strain = [], []
    for load in [0.3] * 7 + [0.0] * 33:
        state = model.step(model.step(state, load, 0.0), 0.0, 1.0)
        potential.append(float(state.further[0][0]))
        strain.append(float(state.fatigue[0]))
    days = np.arange(1, 41)
    table = [f"{day:3}  {strain[day - 1]:6.3f}  {potential[day - 1]:10.6f}" for day in range(1, 8)]
    return "\n".join([plot("potential", (days, potential)), "", "day  strain   potential", *table])


def main(arguments: list[str]) -> None:
    """Print every figure under its name."""
    figures = {
        "Calvert's vector": calvert(),
        "Fitz-Clarke's influence curve": fitz_clarke(),
        "Thomas & Busso's step taper": thomas_busso(),
        "A collapse in PerPot": perpot(),
    }
    if arguments:
        figures["Clarke & Skiba's cyclist"] = clarke_skiba(Path(arguments[0]))
    print("\n\n".join(f"## {name}\n\n{text}" for name, text in figures.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
