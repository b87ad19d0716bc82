"""Draft a training season as text, simulate it before you run it, compare it with what you recorded.

Whatever the command line does is one call here:

>>> import periodize
>>> history = periodize.respond([100.0] * 42)
>>> round(float(history.one("fitness")[-1]), 3)
63.212
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.calibration import Calibration, Performance, calibrate, read_loads, read_performances
    from periodize.errors import PeriodizeError, Problem, UsageError
    from periodize.history import History
    from periodize.plan import Schedule, Season, Session, load_plan, read_plan_text
    from periodize.project.checks.checking import check
    from periodize.project.plans.planning import schedule, validate
    from periodize.project.records.recorded import read, read_record
    from periodize.project.seasons.forecasting import forecast
    from periodize.project.seasons.question import Question
    from periodize.project.seasons.scenario import simulate
    from periodize.response import respond

_HOME = {
    "Athlete": "athlete",
    "Calibration": "calibration",
    "History": "history",
    "Performance": "calibration",
    "PeriodizeError": "errors",
    "Problem": "errors",
    "Question": "project.seasons.question",
    "Schedule": "plan",
    "Season": "plan",
    "Session": "plan",
    "UsageError": "errors",
    "calibrate": "calibration",
    "check": "project.checks.checking",
    "forecast": "project.seasons.forecasting",
    "load_plan": "plan",
    "read": "project.records.recorded",
    "read_loads": "calibration",
    "read_performances": "calibration",
    "read_plan_text": "plan",
    "read_record": "project.records.recorded",
    "respond": "response",
    "schedule": "project.plans.planning",
    "simulate": "project.seasons.scenario",
    "validate": "project.plans.planning",
}

__all__ = [
    "Athlete",
    "Calibration",
    "History",
    "Performance",
    "PeriodizeError",
    "Problem",
    "Question",
    "Schedule",
    "Season",
    "Session",
    "UsageError",
    "__version__",
    "calibrate",
    "check",
    "forecast",
    "load_plan",
    "read",
    "read_loads",
    "read_performances",
    "read_plan_text",
    "read_record",
    "respond",
    "schedule",
    "simulate",
    "validate",
]


def __getattr__(name: str) -> object:
    # a name is looked up when it is first used: `periodize --help` must not wait for numpy
    if name not in _HOME:
        message = f"module 'periodize' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    value = getattr(import_module(f"periodize.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
