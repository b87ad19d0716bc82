"""What is computed of one recorded activity: zones, efficiency, best efforts, and what is suspect in it."""

from periodize.analysis.best import DURATIONS, best_efforts
from periodize.analysis.course import Course, course_of
from periodize.analysis.easy import AboveEasy, above_easy, easy_zones
from periodize.analysis.efficiency import Decoupling, Efficiency, decoupling, efficiency
from periodize.analysis.gates import Finding, examined, findings, gated
from periodize.analysis.measures import METRICS_VERSION, ActivityMeasures, Channel, fingerprint, measure_activity
from periodize.analysis.polarisation import polarisation_index
from periodize.analysis.segments import Segment, Split, splits
from periodize.analysis.value import NotComputable
from periodize.analysis.zone_time import ZoneTimes, seconds_by_model, time_in_zones

__all__ = [
    "DURATIONS",
    "METRICS_VERSION",
    "AboveEasy",
    "ActivityMeasures",
    "Channel",
    "Course",
    "Decoupling",
    "Efficiency",
    "Finding",
    "NotComputable",
    "Segment",
    "Split",
    "ZoneTimes",
    "above_easy",
    "best_efforts",
    "course_of",
    "decoupling",
    "easy_zones",
    "efficiency",
    "examined",
    "findings",
    "fingerprint",
    "gated",
    "measure_activity",
    "polarisation_index",
    "seconds_by_model",
    "splits",
    "time_in_zones",
]
