"""What the command line and a library user both call; prints nothing."""

from periodize.project.checking import check, complete_athlete
from periodize.project.folder import find_plan, find_recorded, shipped, write_new
from periodize.project.planning import forecast, planned_loads, schedule, simulate, validate
from periodize.project.recorded import read, read_record

__all__ = [
    "check",
    "complete_athlete",
    "find_plan",
    "find_recorded",
    "forecast",
    "planned_loads",
    "read",
    "read_record",
    "schedule",
    "shipped",
    "simulate",
    "validate",
    "write_new",
]
