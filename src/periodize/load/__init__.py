"""Load metrics: how much a planned or recorded session asks of the athlete."""

from periodize.load.base import METRICS, Evidence, Load, LoadMetric, load_metric, measure
from periodize.load.session_rpe import foster_load, session_rpe
from periodize.load.stress import stress, weighted_power
from periodize.load.trimp import banister_trimp, trimp
from periodize.load.typical import typical

__all__ = [
    "METRICS",
    "Evidence",
    "Load",
    "LoadMetric",
    "banister_trimp",
    "foster_load",
    "load_metric",
    "measure",
    "session_rpe",
    "stress",
    "trimp",
    "typical",
    "weighted_power",
]
