"""How near a recorded session came to the planned one: volume, load, intensity, structure, by what it was for."""

from __future__ import annotations

from dataclasses import replace
from math import inf, isnan
from typing import TYPE_CHECKING, TypeAlias

from periodize.compare.race_time import load_asked
from periodize.compare.sessions import same_sport
from periodize.plain import dataclass

if TYPE_CHECKING:
    from periodize.compare.execution import Execution
    from periodize.compare.sessions import Done, Planned

Band: TypeAlias = tuple[float, float]

VOLUME: dict[str, Band | None] = {
    "easy": (0.70, 1.30),
    "long": (0.85, 1.15),
    "tempo": (0.90, 1.10),
    "intervals": (0.90, inf),
    "strength": (0.70, 1.30),
    "other": (0.70, 1.30),
    "race": None,
}
"""Share of the planned volume that counts as done, by intent; None: not judged. Our choice, grade D."""

LOAD_MARGIN = 0.20
"""By how much the band of the load is wider than that of the volume, at either end: our choice, grade D."""

ABOVE_EASY = 0.20
"""Share of the time of an easy or long session that may lie above easy; less is never too little: our choice,
grade D."""

EASY_INTENTS = frozenset({"easy", "long"})
"""What is judged by the time above easy."""

WORK_INTENTS = frozenset({"tempo", "intervals"})
"""What is judged by its work: how much of it was done, and how near to its target."""

WORK: dict[str, Band] = {"tempo": (0.90, 1.10), "intervals": (0.90, inf)}
"""Share of the planned work that counts as done: time of work for tempo, repeats for intervals. Our choice,
grade D."""

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Compliance:
    """How near a recorded session came to the planned one.

    Parameters
    ----------
    volume, load : done / planned, or None where one of them is not known.
    volume_ok, load_ok : inside the band of the intent; None where there is no ratio or no band.
    days_late : negative for early.
    intensity : of an easy or long session the share of its time above easy, of a tempo or interval session the
        work's pace, power or heart rate, done / planned; None where nothing was looked at or can be told.
    structure : of a tempo session the time of work, of an interval session the repeats, done / planned; or None.
    intensity_ok, structure_ok : as the others.
    reasons : what of intensity and structure lies outside, in words for the athlete.
    """

    volume: float | None
    load: float | None
    volume_ok: bool | None
    load_ok: bool | None
    days_late: int
    intensity: float | None = None
    structure: float | None = None
    intensity_ok: bool | None = None
    structure_ok: bool | None = None
    reasons: tuple[str, ...] = ()


def compliance(planned: Planned, done: Done) -> Compliance:
    """Return how near a recorded session came to the planned one, in volume and load.

    Parameters
    ----------
    planned, done : a pair.

    Returns
    -------
    Compliance
        ratios of volume (by distance where the plan is, and both distances are known) and load, and whether
        they lie in the bands of the intent, `VOLUME` and 20 points wider for the load. A race that is one file alone
        is held against its load without warm-up and cool-down.
    """
    volume = ratio(done.duration, planned.duration)
    if by_distance(planned, done):
        volume = ratio(done.distance, planned.distance)
    load = ratio(done.load, load_asked(planned, done))
    band = VOLUME[planned.intent]
    wider = band and (band[0] - LOAD_MARGIN, band[1] + LOAD_MARGIN)
    late = (done.day - planned.day).days
    return Compliance(volume, load, within(volume, band), within(load, wider), late)


def by_distance(planned: Planned, done: Done) -> bool:
    """Whether the volume of a pair is compared by distance; a kilometre of another sport is another thing."""
    known = bool(planned.distance) and bool(done.distance)
    return planned.by == "distance" and known and same_sport(planned, done)


def ratio(done: float | None, planned: float | None) -> float | None:
    """Return the share of the plan; None unless both are known, and the plan is above zero."""
    if done is None or planned is None or isnan(done) or not planned > 0:
        return None
    return done / planned


def within(share: float | None, band: Band | None) -> bool | None:
    """Whether a share lies in a band, edges included; None without one of them."""
    if share is None or band is None:
        return None
    return band[0] - ROUNDING <= share <= band[1] + ROUNDING


def easy_enough(how: Compliance, above_easy: float | None, intent: str) -> Compliance:
    """Return the compliance of an easy or long session with the share of its time above easy judged.

    Parameters
    ----------
    how : in volume and load.
    above_easy : [0-1] or None where it is not known.
    intent : easy or long.
    """
    ok = within(above_easy, (0.0, ABOVE_EASY))
    reasons = (f"{intent} session: {above_easy:.0%} of its time above easy",) if ok is False else ()
    return replace(how, intensity=above_easy, intensity_ok=ok, reasons=reasons)


def worked_enough(how: Compliance, execution: Execution, intent: str) -> Compliance:
    """Return the compliance of a tempo or interval session with its work judged.

    Parameters
    ----------
    how : in volume and load.
    execution : planned and done work, side by side.
    intent : tempo or intervals.

    Notes
    -----
    Where the work was done as planned, a longer warm-up or cool-down does not make the volume wrong.
    """
    structure = execution.time_share if intent == "tempo" else execution.repeat_share
    ok = within(structure, WORK[intent])
    reasons = [execution.missing_words(by_time=intent == "tempo")] if ok is False else []
    if execution.on_target is False:
        reasons.append(execution.target_words())
    return replace(
        how,
        volume_ok=True if ok and how.volume_ok is False else how.volume_ok,
        intensity=execution.intensity,
        intensity_ok=execution.on_target,
        structure=structure,
        structure_ok=ok,
        reasons=tuple(filter(None, reasons)),
    )
