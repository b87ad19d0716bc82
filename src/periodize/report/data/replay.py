"""The forecasts of the past as data: the JSON contract of docs/json.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from periodize.report.views.replay import advice, verdict

if TYPE_CHECKING:
    from periodize.report.views.replay import Replay


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
