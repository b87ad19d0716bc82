"""What only the athlete knows: whether a recorded session is the one that was planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.compare.matching import Pair
    from periodize.compare.sessions import Done, Planned

CONFIRM_DAYS = 2
"""From how many days apart a match wants the athlete's word: our choice."""

SURE = 0.05
"""Below this confidence a match wants the athlete's word: our choice."""


@dataclass(frozen=True, slots=True)
class Question:
    """Asks which planned session a recorded one answers.

    Parameters
    ----------
    done : the recorded session.
    sessions : the planned ones that it may answer, the likeliest first.
    """

    done: Done
    sessions: tuple[Planned, ...]

    @property
    def text(self) -> str:
        """The question in words."""
        done = self.done
        named = ", or ".join(f"'{plan.text}' of {_spoken(plan.day)}" for plan in self.sessions)
        return f"was the {done.sport} of {_spoken(done.day)} ({done.duration / 60:.0f} min) {named}?"

    @property
    def command(self) -> str:
        """The command that says yes to the likeliest."""
        return f"periodize link {self.done.id} {self.sessions[0].id}"


def question(pair: Pair) -> Question | None:
    """Return what to ask of a pair, None where it is sure enough or the athlete has said so.

    A race is only ever matched with its own day; of that there is no question.
    """
    apart = abs((pair.done.day - pair.planned.day).days)
    if pair.linked or pair.planned.intent == "race" or (apart < CONFIRM_DAYS and pair.confidence >= SURE):
        return None
    rival = (pair.rival,) if pair.rival is not None and pair.confidence < SURE else ()
    return Question(pair.done, (pair.planned, *rival))


def _spoken(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"
