"""Charts in Vega-Lite, each a function of what it shows; importing a member lists it."""

from periodize.report.charts import (
    benchmark,
    calibration,
    compare,
    compliance,
    fan,
    influence,
    race,
    races,
    season,
    seasons,
    sensitivity,
    session,
    sweep,
    week,
    wellness,
    zones,
)
from periodize.report.charts.base import CHARTS, Drawing, Kind

__all__ = [
    "CHARTS",
    "Drawing",
    "Kind",
    "benchmark",
    "calibration",
    "compare",
    "compliance",
    "fan",
    "influence",
    "race",
    "races",
    "season",
    "seasons",
    "sensitivity",
    "session",
    "sweep",
    "week",
    "wellness",
    "zones",
]
