"""Load metrics: how much a planned or recorded session asks of the athlete."""

from periodize.load.banister import banister
from periodize.load.base import METRICS, POINTS, Evidence, Load, LoadMetric, load_metric, measure
from periodize.load.edwards import edwards
from periodize.load.foster import foster, foster_load
from periodize.load.govss import govss, running_power
from periodize.load.itrimp import itrimp
from periodize.load.lucia import lucia
from periodize.load.session_rpe import session_rpe
from periodize.load.stated import stated
from periodize.load.stress import stress, weighted_power
from periodize.load.swim_cubed import swim_cubed
from periodize.load.swim_score import swim_score
from periodize.load.trimp import banister_trimp, trimp
from periodize.load.typical import typical
from periodize.load.zonal import zonal

__all__ = [
    "METRICS",
    "POINTS",
    "Evidence",
    "Load",
    "LoadMetric",
    "banister",
    "banister_trimp",
    "edwards",
    "foster",
    "foster_load",
    "govss",
    "itrimp",
    "load_metric",
    "lucia",
    "measure",
    "running_power",
    "session_rpe",
    "stated",
    "stress",
    "swim_cubed",
    "swim_score",
    "trimp",
    "typical",
    "weighted_power",
    "zonal",
]
