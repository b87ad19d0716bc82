"""Planned against recorded: which session answers which, what became of each, and the sums."""

from periodize.compare.matching import DuplicateError, Matching, Pair, match, pair_cost
from periodize.compare.sessions import INTENTS, SLOTS, Done, Planned, doubles, join, merge
from periodize.compare.states import Comparison, Compliance, Row, State, compare, compliance
from periodize.compare.totals import Amount, Totals, totals

__all__ = [
    "INTENTS",
    "SLOTS",
    "Amount",
    "Comparison",
    "Compliance",
    "Done",
    "DuplicateError",
    "Matching",
    "Pair",
    "Planned",
    "Row",
    "State",
    "Totals",
    "compare",
    "compliance",
    "doubles",
    "join",
    "match",
    "merge",
    "pair_cost",
    "totals",
]
