"""Warning signs: patterns in a record that are worth a look, with how far they can be trusted."""

from periodize.flags.base import SIGNS, Level, Limit, NotEvaluated, Sign, WarningSign, flag
from periodize.flags.composite import composite, is_up
from periodize.flags.data_gate import data_gate
from periodize.flags.findings import Findings, evaluate
from periodize.flags.load_jump import load_jump
from periodize.flags.monotony import monotonous_week, monotony, strain
from periodize.flags.resting_hr import resting_hr
from periodize.flags.session_spike import session_spike

__all__ = [
    "SIGNS",
    "Findings",
    "Level",
    "Limit",
    "NotEvaluated",
    "Sign",
    "WarningSign",
    "composite",
    "data_gate",
    "evaluate",
    "flag",
    "is_up",
    "load_jump",
    "monotonous_week",
    "monotony",
    "resting_hr",
    "session_spike",
    "strain",
]
