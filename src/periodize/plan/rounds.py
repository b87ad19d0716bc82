"""The rounds of a race, from its text: in the order of their days, the last with the goal of the race."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from periodize.plan.season import Round
from periodize.units import print_clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.plan import model

Fault = tuple[str, tuple[str, ...], str, str]
"""Code, where it stands below `rounds:`, what is wrong, and what to do."""


def rounds_of(text: model.Race) -> tuple[Round, ...]:
    """Return the rounds of a race; one of one day has a single one without a label.

    Notes
    -----
    The goal of the race is that of its last round, its load that of each round that has none of its own.
    """
    if text.date is not None:
        return (Round("", text.date, text.goal, text.load),)
    ordered = sorted(_written(text), key=lambda one: one.day)
    loaded = [replace(one, load=text.load) if one.load is None else one for one in ordered]
    last = loaded[-1]
    return (*loaded[:-1], replace(last, goal=text.goal) if last.goal is None else last)


def round_faults(text: model.Race) -> Iterator[Fault]:
    """Yield what is wrong with the rounds of a race: no name, their order, and two goals for the last of them."""
    written = _written(text)
    for one in written:
        if not one.label.strip():
            yield "P005", (one.label,), "a round has no name", f"write heat: {one.day}"
    for before, one in pairwise(written):
        if one.day < before.day:
            said = f"round {one.label!r} ({one.day}) stands after {before.label!r} ({before.day}), but comes before it"
            yield "P313", (one.label,), said, "rounds are run in the order of their days; correct a date, or the order"
            return
    last = written[-1].goal if written else None
    if text.goal and last and last != text.goal:
        label = written[-1].label
        said = f"the goal of the race is {print_clock(text.goal)}, that of its last round {label!r} {print_clock(last)}"
        yield "P301", (label, "goal"), said, "they are one goal: keep one of them"


def _written(text: model.Race) -> list[Round]:
    return [
        Round(label, one) if isinstance(one, date) else Round(label, one.date, one.goal, one.load)
        for label, one in (text.rounds or {}).items()
    ]
