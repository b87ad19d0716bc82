"""The forecasts of the past in the terminal: what they were worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.terminal.tables import table
from periodize.report.views.replay import advice, verdict
from periodize.units import count

if TYPE_CHECKING:
    from rich.console import Console

    from periodize.report.views.replay import Replay, ReplayRow
    from periodize.scores import Coverage


def print_replay(replay: Replay, out: Console) -> None:
    """Print what the forecasts of the past were worth."""
    out.print(Text(verdict(replay), style="bold"))
    for sentence in advice(replay):
        out.print(sentence)
    if replay.first:
        out.print(
            f"Load and form forecast from {count(replay.dates, 'past date')}, {replay.first} to {replay.last}, with"
            " the plan, the state and the habits of then.",
            style="dim",
        )
    out.print()
    found = table()
    found.add_column("Forecast", overflow="fold")
    for name in ("n", "in 50 %", "in 90 %", "CRPS", "trivial"):
        found.add_column(name, justify="right", no_wrap=True)
    for row in replay.rows:
        half, most = row.score.coverage
        found.add_row(
            f"{row.name} [{row.unit}]",
            str(row.score.n),
            _held(half),
            _held(most),
            f"{row.score.crps:.3g}",
            _trivial(row),
        )
    out.print(found)
    out.print(
        "in 50 %, in 90 %: how often the range of that name held what happened, with the 95 % interval of that share;"
        " ! where it does not hold its name. Forecasts that overlap in time are less than n.",
        style="dim",
    )
    out.print(
        "CRPS: distance of the forecast from what happened (Gneiting & Raftery 2007), less is better; trivial: the"
        " best forecast that knows nothing but the past values.",
        style="dim",
    )


def _held(found: Coverage) -> str:
    mark = "" if found.kept else " !"
    return f"{100 * found.share:.0f} % ({100 * found.low:.0f}-{100 * found.high:.0f}){mark}"


def _trivial(row: ReplayRow) -> str:
    if not row.score.trivial:
        return "-"
    name, value = min(row.score.trivial.items(), key=lambda item: item[1])
    return f"{value:.3g} ({name})"
