"""What a session is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.render import WORK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.plan.render import Segment
    from periodize.plan.workout import Workout


BURST, BURSTS = 40.0, 180.0
"""[s] Longest burst, and longest sum of them, that leaves a session easy: our choice; openers are 4x30s."""


def intent_of(workout: Workout, segments: Sequence[Segment], sport: str) -> str:
    """Return easy, long, tempo, intervals, strength or other: from the words first, then from the hardest stretches.

    Strides and a few short bursts loosen the legs; they make no session hard.
    """
    if sport == "gym":
        return "strength"
    if sport == "xt":
        return "other"
    words = [getattr(part, "word", None) for part in workout.parts]
    strides = {(index,) for index, word in enumerate(words) if word == "strides"}
    counted = [s for s in segments if s.intensity >= WORK and s.part[:1] not in strides]
    work = [s for s in counted if s.role == "work"]
    hard = work or [s for s in counted if s.role == "steady"]
    bursts = all(s.duration <= BURST for s in hard) and sum(s.duration for s in hard) <= BURSTS
    if not hard or bursts:
        return "long" if "long" in words else "easy"
    weighted = sum(s.duration * s.intensity for s in hard) / sum(s.duration for s in hard)
    return "intervals" if work and weighted > 1.02 else "tempo"
