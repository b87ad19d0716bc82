"""What a forecast depends on, for the terminal: by chance and by choice, the largest first."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final

from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.compare import gain, print_assumptions, print_runs
from periodize.report.terminal.tables import COLOURS, bar, middle, number, table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from periodize.report.views.question import Decision, Sensitivity, Share

SMALL: Final = 5
"""Below which a parameter is written with two decimals: our choice."""

TOLD: Final = 2
"""Inputs that the sentence names: our choice."""


def print_sensitivity(found: Sensitivity, out: Console) -> None:
    """Print the answer: the forecast, what chance does to it, what decisions do to it."""
    out.print(Text(printable(found.title or found.plan), style="bold"))
    values = found.values
    out.print(f"{printable(found.race)}, {found.date}", style="dim")
    out.print(
        f"fitness {number(values['fitness'])}, form {number(values['form'], signed=True)}, performance"
        f" {number(values['performance'], signed=True, digits=1)} %*"
    )
    out.print()
    for sentence in answer(found):
        out.print(sentence)
    heard = [share for share in found.shares if _loudest(share) > found.noise]
    if heard:
        out.print()
        out.print(_share_table(found, heard))
    out.print(
        f"Share of the variance over the runs that goes with each alone; what shows less than {found.noise:.1%} in all"
        " three is left out. It sees no interactions, and what two have in common counts for both.",
        style="dim",
    )
    out.print()
    out.print(_decision_table(found))
    out.print(
        f"Load of all sessions of a block but races, or days of the taper, run by run in the same weather,"
        f" {found.choice_runs:,} runs each. Fitness and form in {found.unit}.",
        style="dim",
    )
    for reason in found.left_out:
        out.print(f"Not asked: {printable(reason)}.", style="dim")
    out.print("* change since the first day, in percent or points of it.", style="dim")
    out.print()
    print_assumptions(found.assumptions, out)
    print_runs(found.runs, found.seed, out)


def _loudest(share: Share) -> float:
    return max(value for value in share.shares.values() if isfinite(value))


def answer(found: Sensitivity) -> list[str]:
    """Return in words what the measure depends on most."""
    heard = [share for share in found.shares if share.shares[found.measure] > found.noise][:TOLD]
    sentences = [f"No single input tells the {found.measure} of race day."]
    if heard:
        told = " and ".join(f"{printable(one.name)} ({one.shares[found.measure]:.0%})" for one in heard)
        sentences = [f"By chance, the {found.measure} of race day goes most with: {told}."]
    moved = [one for one in found.decisions if not one.differences[found.measure].untold]
    if moved:
        points = " points" if found.measure == "performance" else ""
        change = gain(moved[0].differences[found.measure])
        sentences.append(f"By choice, it moves most with {printable(moved[0].name)}: {change}{points}.")
    return sentences


def _share_table(found: Sensitivity, heard: list[Share]) -> Table:
    rows = table("By chance")
    rows.add_column("What differs", overflow="fold")
    rows.add_column("Its range", justify="right", no_wrap=True)
    rows.add_column("", no_wrap=True, min_width=8)
    for measure in ("performance", "fitness", "form"):
        name = "Perf.*" if measure == "performance" else measure.capitalize()
        rows.add_column(name, justify="right", style=COLOURS.get(measure, ""), no_wrap=True)
    top = max(share.shares[found.measure] for share in heard)
    for share in heard:
        rows.add_row(
            printable(share.name),
            _range(share),
            bar(share.shares[found.measure], top),
            *(_part(share, measure, found.noise) for measure in ("performance", "fitness", "form")),
        )
    return rows


def _range(share: Share) -> str:
    middle_value = middle(share.band) or 0.0
    return number(share.band, digits=2 if abs(middle_value) < SMALL and share.unit else 0)


def _part(share: Share, measure: str, noise: float) -> str:
    value = share.shares[measure]
    if not value > noise:
        return ""
    return f"{'+' if share.direction[measure] > 0 else '-'} {value:.0%}"


def _decision_table(found: Sensitivity) -> Table:
    rows = table("By choice")
    rows.add_column("Change", overflow="fold")
    rows.add_column("", no_wrap=True, min_width=8)
    for measure in ("performance", "fitness", "form"):
        name = "Perf.*" if measure == "performance" else measure.capitalize()
        rows.add_column(name, justify="right", style=COLOURS.get(measure, ""), no_wrap=True)
    top = max((_size(one, found.measure) for one in found.decisions), default=0.0)
    for one in found.decisions:
        cells = [gain(one.differences[measure]) for measure in ("performance", "fitness", "form")]
        rows.add_row(printable(one.name), bar(_size(one, found.measure), top), *cells)
    return rows


def _size(decision: Decision, measure: str) -> float:
    return abs(middle(decision.differences[measure].value) or 0.0)
