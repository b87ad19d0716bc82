"""A calibration as data: the JSON contract of docs/json.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from periodize.calibration import Band, Calibration


def calibration_data(found: Calibration, day: date, band: Band, assumed: float | None) -> dict[str, Any]:
    """Return what `calibrate --json` prints; parameters as `print_calibration`."""
    event = found.material.scale.events[0]
    return {
        **found.as_data(),
        "forecast": {
            "date": day.isoformat(),
            "event": event,
            "kind": found.material.scale.kinds[event],
            "p05": band.low,
            "p50": band.middle,
            "p95": band.high,
            "assumed_load": assumed,
        },
        "problems": [
            {"code": p.code, "severity": str(p.severity), "message": p.message} for p in found.material.problems
        ],
    }
