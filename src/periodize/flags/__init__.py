"""Warning signs: patterns in a record that are worth a look, with how far they can be trusted."""

from periodize.flags.base import SIGNS, Level, Limit, NotEvaluated, Sign, WarningSign, flag
from periodize.flags.circumstances import Circumstance
from periodize.flags.composite import composite, due, is_up
from periodize.flags.data_gate import data_gate
from periodize.flags.decoupled import decoupled
from periodize.flags.dissociation import dissociation
from periodize.flags.easy_too_hard import easy_too_hard
from periodize.flags.felt_harder import felt_harder
from periodize.flags.findings import Findings, evaluate
from periodize.flags.fuel_prompt import fuel_prompt
from periodize.flags.hr_at_pace import hr_at_pace
from periodize.flags.hrv import hrv
from periodize.flags.key_sessions import key_sessions
from periodize.flags.load_jump import load_jump
from periodize.flags.monotony import monotonous_week, monotony, strain
from periodize.flags.performance_drop import performance_drop
from periodize.flags.report import illness_or_injury
from periodize.flags.resting_hr import resting_hr
from periodize.flags.session_spike import session_spike
from periodize.flags.sleep import sleep
from periodize.flags.wellness_chart import wellness_chart
from periodize.flags.workload_ratio import coupled_ratio, ewma_ratio, uncoupled_ratio, weekly_change

__all__ = [
    "SIGNS",
    "Circumstance",
    "Findings",
    "Level",
    "Limit",
    "NotEvaluated",
    "Sign",
    "WarningSign",
    "composite",
    "coupled_ratio",
    "data_gate",
    "decoupled",
    "dissociation",
    "due",
    "easy_too_hard",
    "evaluate",
    "ewma_ratio",
    "felt_harder",
    "flag",
    "fuel_prompt",
    "hr_at_pace",
    "hrv",
    "illness_or_injury",
    "is_up",
    "key_sessions",
    "load_jump",
    "monotonous_week",
    "monotony",
    "performance_drop",
    "resting_hr",
    "session_spike",
    "sleep",
    "strain",
    "uncoupled_ratio",
    "weekly_change",
    "wellness_chart",
]
