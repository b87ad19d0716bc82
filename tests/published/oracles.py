"""Tables that other programs computed."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def columns(path: Path, *names: str) -> list[NDArray[np.float64]]:
    """Columns of numbers, nan where the table has none."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [np.array([float(row[n]) if row[n] not in {"", "NA"} else np.nan for row in rows]) for n in names]
