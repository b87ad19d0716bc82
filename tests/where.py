"""Where the real recorded data lies: beside the project, absent in a public clone."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("PERIODIZE_DATA", ROOT.parent / "shared" / "data"))
PLANS = ROOT.parent / "shared" / "design" / "plans"
