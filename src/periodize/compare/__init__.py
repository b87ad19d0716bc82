"""Planned against recorded: which session answers which, what became of each, and the sums."""

from periodize.compare.alignment import Step, Stretch, align
from periodize.compare.compliance import VOLUME, Compliance, compliance
from periodize.compare.execution import Execution, Repeat, execute
from periodize.compare.matching import DuplicateError, Matching, Pair, match, pair_cost
from periodize.compare.questions import Question
from periodize.compare.race_time import AS_LONG, race_time
from periodize.compare.sessions import INTENTS, SLOTS, Done, Planned, Work, doubles, join, merge, together
from periodize.compare.states import Comparison, Row, State, compare, rejudged
from periodize.compare.totals import Amount, Totals, amount, totals

__all__ = [
    "AS_LONG",
    "INTENTS",
    "SLOTS",
    "VOLUME",
    "Amount",
    "Comparison",
    "Compliance",
    "Done",
    "DuplicateError",
    "Execution",
    "Matching",
    "Pair",
    "Planned",
    "Question",
    "Repeat",
    "Row",
    "State",
    "Step",
    "Stretch",
    "Totals",
    "Work",
    "align",
    "amount",
    "compare",
    "compliance",
    "doubles",
    "execute",
    "join",
    "match",
    "merge",
    "pair_cost",
    "race_time",
    "rejudged",
    "together",
    "totals",
]
