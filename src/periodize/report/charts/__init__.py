"""Charts in Vega-Lite, each a function of what it shows; importing a member lists it."""

from periodize.report.charts import season
from periodize.report.charts.base import CHARTS, Drawing, Kind

__all__ = ["CHARTS", "Drawing", "Kind", "season"]
