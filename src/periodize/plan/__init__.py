"""The plan language: text to `Season`, `Season` to `Schedule`."""

from periodize.plan.planned import CLOCK, Schedule, Session
from periodize.plan.reading import load_plan, read_athlete, read_plan_text
from periodize.plan.rules import RULES, Rule
from periodize.plan.schedule import expand
from periodize.plan.season import Season

__all__ = [
    "CLOCK",
    "RULES",
    "Rule",
    "Schedule",
    "Season",
    "Session",
    "expand",
    "load_plan",
    "read_athlete",
    "read_plan_text",
]
