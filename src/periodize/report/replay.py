"""The forecasts of the past in the terminal and as data: what they were worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from periodize.report.terminal import table
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from periodize.report.views import Replay, ReplayRow
    from periodize.scores import Coverage, Score

FEW = 10
"""Forecasts below which a coverage says little: our choice."""


def verdict(replay: Replay) -> str:
    """Say first whether the ranges can be taken at their word."""
    told = [row for row in replay.rows if row.score.n >= FEW]
    if not told:
        most = max(row.score.n for row in replay.rows)
        return f"Too few forecasts to tell whether the ranges hold: {most} at most, {FEW} are the least that say it."
    broken = _kinds(row for row in told if not all(c.kept for c in row.score.coverage))
    beaten = _kinds(row for row in told if row.score.trivial and min(row.score.trivial.values()) <= row.score.crps)
    words = [f"Not calibrated: the ranges of {_listed(broken)} do not hold what they promise." if broken else
             f"Calibrated as far as {max(row.score.n for row in told)} forecasts can tell."]  # fmt: skip
    if beaten:
        words.append(f"A trivial forecast does as well for {_listed(beaten)}.")
    return " ".join(words)


def advice(replay: Replay) -> list[str]:
    """Say of each quantity whose ranges do not hold in which direction they fail, and then what to do."""
    broken: dict[str, ReplayRow] = {}
    for row in replay.rows:
        if row.score.n >= FEW and not all(c.kept for c in row.score.coverage):
            broken.setdefault(row.name.partition(",")[0], row)
    steps = [_step(kind, row.score) for kind, row in broken.items()]
    return [*map(_direction, broken.values()), *dict.fromkeys(steps)]


def _direction(row: ReplayRow) -> str:
    score = row.score
    over = round(score.above.share * score.n)
    side, times = ("above", over) if 2 * over >= score.n else ("below", score.n - over)
    ranges = [
        f"the {100 * c.level:.0f} % range is too {'narrow' if c.share < c.level else 'wide'}"
        for c in score.coverage
        if not c.kept
    ]
    return f"{row.name}: what happened lay {side} the median in {times} of {score.n}; {', '.join(ranges)}."


def _step(kind: str, score: Score) -> str:
    if kind == "test":
        return "`periodize calibrate` says what your tests are worth, and how many more it takes."
    if score.above.kept:
        narrow = any(c.share < c.level for c in score.coverage if not c.kept)
        return f"The misses lie on both sides: take the ranges for {'wider' if narrow else 'narrower'} than they say."
    # whoever does more arrives with less form
    more = (score.above.share > score.above.level) == (kind != "form")
    return f"{'More' if more else 'Less'} than planned, again and again: `periodize check` shows the weeks."


def _kinds(rows: Iterable[ReplayRow]) -> list[str]:
    return list(dict.fromkeys(row.name.partition(",")[0] for row in rows))


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


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


def replay_data(replay: Replay) -> dict[str, Any]:
    """Return what `simulate --backtest --json` prints."""
    return {
        "verdict": verdict(replay),
        "advice": advice(replay),
        "first": replay.first.isoformat() if replay.first else None,
        "last": replay.last.isoformat() if replay.last else None,
        "dates": replay.dates,
        "forecasts": [
            {
                "name": row.name,
                "unit": row.unit,
                "n": row.score.n,
                "coverage": [
                    {"level": c.level, "share": c.share, "low": c.low, "high": c.high, "kept": c.kept}
                    for c in row.score.coverage
                ],
                "above_median": row.score.above.share,
                "crps": row.score.crps,
                "trivial": dict(row.score.trivial),
            }
            for row in replay.rows
        ],
    }
