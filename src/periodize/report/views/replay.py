"""What the forecasts of the past were worth, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from periodize.scores import Score


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """One quantity that was forecast: its name, unit, and what the forecasts were worth."""

    name: str
    unit: str
    score: Score


@dataclass(frozen=True, slots=True)
class Replay:
    """Forecasts of the past, scored. first, last, dates : the past dates from which load and form were forecast."""

    first: date | None
    last: date | None
    dates: int
    rows: tuple[ReplayRow, ...]


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
