"""How a season is to be played."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from periodize.errors import UnknownNameError, UsageError, shortened
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from periodize.history import History
    from periodize.project.seasons.before import Before
    from periodize.project.seasons.calibrating import Calibrated
    from periodize.project.seasons.habits import Habits
    from periodize.simulation import Disturbance, Execution, Level, Policy, Spell

MAX_RUNS = 100_000
"""Most runs of one simulation: our choice."""

USUAL_POLICY = "stepped-return"
"""What an athlete does after an illness, unless told otherwise: our choice."""

AUTO = 0
"""Runs of a question that is played until the race-day range is known."""

MOST_AUTO = 65_536
"""Runs after which `auto` stops in any case: our choice."""

ASKING_RUNS = 1000
"""Runs of a question about chance, unless told otherwise: our choice."""


class Between(NamedTuple):
    """Days between what is known and a season, done as other plans of the folder have them, else of rest.

    Parameters
    ----------
    plans : name of each, and the first day from which it is done as written; none where no plan has any of the days.
    record : last day of the record; None where nothing is recorded of them or before.
    rest : [d] days in no plan, counted as rest.
    begun : what the first of the plans begins with, in words; "" where the record tells it.
    """

    plans: tuple[tuple[str, date], ...]
    record: date | None
    rest: int
    begun: str


class Standing(NamedTuple):
    """Where an athlete stands on the evening of a day.

    Parameters
    ----------
    fitness, fatigue : [AU a day], by the rolling averages.
    unknown : days from there to the day of the question, where they are so many that it is to be said; else 0.
    ill : first and last day of an illness that was noted and may not have ended; None for none.
    hurt : the same of pain, with no session since.
    weeks : [AU] load of the last four times seven days, the latest last; none where not all of it is known.
    between : what leads there from the record's end, or without one; None: the record alone.
    """

    day: date
    fitness: float
    fatigue: float
    unknown: int = 0
    ill: tuple[date, date] | None = None
    hurt: tuple[date, date] | None = None
    weeks: tuple[float, ...] = ()
    between: Between | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How a season is to be played.

    Parameters
    ----------
    runs : 1 carries the plan out to the letter; more add what nobody plans.
    seed : of chance.
    model : name of a response model, or the athlete's own; None: the plan's.
    life : how much happens by chance; None: nothing to a single run, a typical life to many.
    policy : what the athlete makes of it; None: the plan is followed to the letter by a single run, with a stepped
        return after an illness by many.
    spells : days that are known beforehand, beside those of the plan's calendar.
    changes : name of a disturbance -> parameters that replace its own.
    execution : noise of carrying out a session; None: none for a single run, the typical one for many.
    assumed : what the athlete says in place of assumptions, as it was said; `changes` has it already.
    precise : `runs` is the most; whole blocks are played until the race-day range is known.
    standing : play what is planned after that day, from there; None: the whole season.
    carried : what is recorded, whose fitness and fatigue a whole season begins with where its plan has no `fitness:`;
        None: nothing.
    before : the plans of the folder, which tell the days between the record's end and the season; None: none does.
    """

    runs: int = 1
    seed: int = 0
    model: str | Calibrated | None = None
    life: Level | None = None
    policy: str | None = None
    spells: tuple[Spell, ...] = ()
    changes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    execution: Execution | None = None
    assumed: tuple[str, ...] = ()
    precise: bool = False
    standing: Standing | None = None
    carried: History | None = field(default=None, compare=False)
    before: Before | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not 1 <= self.runs <= MAX_RUNS:
            message = f"runs(={self.runs}) must lie in 1 .. {MAX_RUNS:,}"
            raise UsageError(message)
        if self.seed < 0:
            message = f"seed(={self.seed}) must be >= 0"
            raise UsageError(message)


def question_of(
    *,
    runs: int | None,
    seed: int = 0,
    model: str | Calibrated | None = None,
    life: str | None = None,
    policy: str | None = None,
    asking: bool = False,
    assumed: Sequence[str] = (),
    habits: Callable[[], Habits | None] | None = None,
) -> Question:
    """Return the question that options ask.

    Parameters
    ----------
    runs : None: 1,000 when the question is about chance, else 1; `AUTO`: as many as the race-day range needs.
    seed, model, life, policy : as of `Question`.
    asking : whether anything else makes it a question about chance.
    assumed : DISTURBANCE.PARAMETER=VALUE each, in place of what is assumed otherwise.
    habits : how the athlete carries out plans; asked only where there is chance.

    Raises
    ------
    UsageError
        if a value is not possible.
    """
    from periodize.simulation import LEVELS, POLICIES

    if life is not None and life not in LEVELS:
        raise UnknownNameError("life", life, LEVELS)
    if policy is not None and policy not in POLICIES:
        raise UnknownNameError("policy", policy, POLICIES)
    own_values = read_assumed(assumed)
    many = asking or policy is not None or life not in {None, "none"}
    chosen = (ASKING_RUNS if many else 1) if runs is None else runs
    precise = chosen == AUTO
    question = Question(
        runs=MOST_AUTO if precise else chosen, seed=seed, model=model, life=life, policy=policy, precise=precise
    )
    own = habits() if habits and question.runs > 1 else None
    question = with_habits(question, own) if own else question
    changes = {**question.changes}
    for name, values in own_values.items():
        changes[name] = {**changes.get(name, {}), **values}
    return replace(question, changes=changes, assumed=tuple(assumed))


def read_assumed(texts: Sequence[str]) -> dict[str, dict[str, float]]:
    """Read what is to be assumed of disturbances.

    Raises
    ------
    UsageError
        if there is no such disturbance or parameter, or it cannot take the value.

    Examples
    --------
    >>> read_assumed(["travel.east=75", "illness.per_year=2"])
    {'travel': {'east': 75.0}, 'illness': {'per_year': 2.0}}
    """
    from periodize.response import parameters
    from periodize.simulation import DISTURBANCES

    found: dict[str, dict[str, float]] = {}
    for text in texts:
        path, equals, value = (part.strip() for part in text.partition("="))
        name, dot, parameter = path.partition(".")
        if not equals or not dot:
            message = f"{shortened(text)!r} is no assumption; write e.g. illness.per_year=2 or travel.east=75"
            raise UsageError(message)
        known = [p.name for p in parameters(DISTURBANCES[name])]
        if parameter not in known:
            kind = f"parameter of {name}"
            raise UnknownNameError(kind, parameter, known)
        try:
            number = float(value)
        except ValueError:
            message = f"{path} takes a number, got {shortened(value)!r}"
            raise UsageError(message) from None
        DISTURBANCES[name](**{parameter: number})  # type: ignore[arg-type]
        found.setdefault(name, {})[parameter] = number
    return found


def with_habits(question: Question, own: Habits) -> Question:
    """Return the question for an athlete whose habits are known."""
    return replace(question, execution=own.execution, changes={**question.changes, "missed": own.missed})


def circumstances_of(question: Question) -> tuple[tuple[Disturbance, ...], Policy | None, Execution]:
    """Return what a question lets happen: disturbances, the athlete's policy, and how sessions come out."""
    from periodize.simulation import POLICIES, TO_THE_LETTER, TYPICAL, life

    many = question.runs > 1
    found = life(question.life or ("typical" if many else "none"))
    found = tuple(replace(d, **question.changes.get(d.name, {})) for d in found)
    name = question.policy or (USUAL_POLICY if many else None)
    policy = POLICIES[name]() if name else None
    return found, policy, question.execution or (TYPICAL if many else TO_THE_LETTER)
