"""The contract of a warning sign, and the family's registry.

A sign is a pattern in the record that is worth a look. It says what was seen and on how many observations,
how unusual that is for this athlete, how often it happens when nothing is wrong, what else may explain it,
and one step that can be taken back. No sign is a diagnosis, and none gives anybody a probability of injury.
"""

from __future__ import annotations

import inspect
import math
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Protocol

from periodize.plain import dataclass
from periodize.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from periodize.history import History

Domain = Literal["load", "performance", "subjective", "autonomic", "health", "plan", "info", "data"]
"""What a sign rests on. "plan" is what was done of it, "info" is shown and asks for nothing, "data" is the record
itself; these three never count for each other or with the others."""

Evidence = Literal["A", "B", "C", "D"]
"""A: several controlled studies or a definition; B: one large cohort or trial; C: small or mixed studies;
D: convention."""


CLEAR_DAYS = 5
"""[d] A spell ends after this many days without the sign, so that it does not flicker (warning signs, section 2.6)."""

SESSION_DAYS = 14
"""[d] As above, where only comparable sessions can tell, of which there may be one a week: our choice."""


class Level(StrEnum):
    """How much a sign, or all signs together, ask for; ordered."""

    CLEAR = "clear"
    INFO = "info"
    WATCH = "watch"
    ACT = "act"
    SEE_SOMEONE = "see-someone"

    @property
    def rank(self) -> int:
        """Place in the order, 0 for clear."""
        return list(Level).index(self)

    def __lt__(self, other: str) -> bool:
        return self.rank < Level(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Level(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Level(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Level(other).rank


@dataclass(frozen=True, slots=True)
class Limit:
    """The athlete's own limit of a sign, None to silence it, why, and up to which day unless the plan says so."""

    value: float | None
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern that was seen.

    Parameters
    ----------
    code, title, level, domain, evidence, reference : those of the rule.
    day, last_day : first and last day of the spell; the same for a single event.
    seen, limit : what was seen, at its worst, and what it was held against [unit].
    n : observations that it rests on.
    message : what was seen, with n.
    unusual : how unusual it is for this athlete.
    base_rate : how often it happens when nothing is wrong, or "not known".
    other_causes : what else may explain it.
    step : one step that can be taken back.
    expected : why it was to be expected or is held back, in words; such a sign is shown and asks for no more than info.
    worst : the day of the spell that `seen` and the texts are of.
    latest : what was seen on the last day, where that is not the worst one.
    over : the day from which the athlete says that it has passed; None: nothing is said of it.
    """

    code: str
    title: str
    level: Level
    domain: Domain
    day: date
    last_day: date
    evidence: Evidence
    seen: float
    limit: float
    unit: str
    n: int
    message: str
    unusual: str
    base_rate: str
    other_causes: str
    step: str
    reference: str
    expected: str = ""
    worst: date | None = None
    latest: str = ""
    over: date | None = None

    @property
    def id(self) -> str:
        """Name of the spell, the same as long as it lasts: "R12-2027-05-03"."""
        return f"{self.code}-{self.day}"

    @property
    def excess(self) -> float:
        """Distance from the limit as a share of it; orders the days of one spell."""
        return abs(self.seen - self.limit) / (abs(self.limit) or 1.0)


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """A rule whose state is not known, and why: "only 9 of 28 mornings logged".

    Parameters
    ----------
    code : of the rule.
    reason : in words.
    silenced : whether the athlete wants it so.
    since : the last day with a recording, where so much time has passed that nothing can be said of training.
    """

    code: str
    reason: str
    silenced: bool = False
    since: date | None = None


class Rule(Protocol):
    """The function of a member: looks at every day of a history of one run, in order.

    A day is judged by itself and the days before it. A rule that cannot judge the last day yields one
    `NotEvaluated`.
    """

    def __call__(self, history: History, *, limit: float) -> Iterator[Sign | NotEvaluated]:
        """Yield what was seen."""


@dataclass(frozen=True, slots=True)
class WarningSign:
    """One member of the family.

    Parameters
    ----------
    code, title : R1, "session spike".
    domain, evidence, level : what it rests on, how well it is supported, what it asks for alone.
    needs : daily series without which it cannot be evaluated.
    spells : whether signs a few days apart are one spell; False where each is an event.
    clear_days : [d] a spell ends after so many days without the sign; more for rules that see a session now and then.
    base_rate, other_causes, step, reference : texts of every sign of this rule.
    function : history and limit -> signs.
    """

    code: str
    title: str
    domain: Domain
    evidence: Evidence
    level: Level
    needs: frozenset[str]
    spells: bool
    clear_days: int
    base_rate: str
    other_causes: str
    step: str
    reference: str
    function: Rule

    def __call__(self, history: History, *, limit: float | None = None) -> Iterator[Sign | NotEvaluated]:
        """Apply the rule, with its own limit unless another is given."""
        return self.function(history, limit=self.limit if limit is None else limit)

    @property
    def limit(self) -> float:
        """The limit in force unless the athlete gives one."""
        default: float = inspect.signature(self.function).parameters["limit"].default
        return default

    def sign(self, day: date, *, seen: float, limit: float, unit: str, n: int, message: str, unusual: str) -> Sign:
        """Make a sign of this rule; the level and the fixed texts are the rule's."""
        return Sign(
            code=self.code,
            title=self.title,
            level=self.level,
            domain=self.domain,
            day=day,
            last_day=day,
            evidence=self.evidence,
            seen=seen,
            limit=limit,
            unit=unit,
            n=n,
            message=message,
            unusual=unusual,
            base_rate=self.base_rate,
            other_causes=self.other_causes,
            step=self.step,
            reference=self.reference,
            worst=day,
        )

    def not_evaluated(self, reason: str) -> NotEvaluated:
        """Say why the state of this rule is not known."""
        return NotEvaluated(self.code, reason)


SIGNS: Registry[WarningSign] = Registry("warning sign", group="periodize.flags")


def flag(
    code: str,
    *,
    title: str,
    domain: Domain,
    needs: Iterable[str],
    evidence: Evidence,
    level: str = "info",
    spells: bool = True,
    clear_days: int = CLEAR_DAYS,
    base_rate: str = "not known",
    other_causes: str = "",
    step: str = "",
    reference: str,
) -> Callable[[Rule], WarningSign]:
    """Register a rule under its code; the parameters are those of `WarningSign`.

    The decorated name is the `WarningSign`, so the function's body makes its signs with its own name.
    """

    def register(function: Rule) -> WarningSign:
        member = WarningSign(
            code=code,
            title=title,
            domain=domain,
            evidence=evidence,
            level=Level(level),
            needs=frozenset(needs),
            spells=spells,
            clear_days=clear_days,
            base_rate=base_rate,
            other_causes=other_causes,
            step=step,
            reference=reference,
            function=function,
        )
        return SIGNS.add(code, member)

    return register


def spoken(day: date) -> str:
    """Write a day as a runner says it: 3 May 2024."""
    return f"{day.day} {day:%B %Y}"


def percent(share: float) -> str:
    """Write a share as whole per cent, rounded down, so that 100 % means all."""
    return f"{math.floor(100 * share + 1e-9)} %"
