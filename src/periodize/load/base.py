"""The contract of a load metric, the family's registry, and the choice of a metric for an effort.

A load metric turns an effort into one number of which 100 stands for one hour at threshold. A planned session
and a recorded one pass through the same function, so a comparison of the two is honest.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from periodize.plain import dataclass
from periodize.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from periodize.athlete import Athlete
    from periodize.effort import Effort

Evidence = Literal["high", "reliable", "useful", "unclear", "unknown", "unreliable"]
"""How far a metric can be trusted; the grades of GoldenCheetah's metrics (src/Metrics/RideMetric.h)."""

LoadFunction = Callable[["Effort", "Athlete"], float]
Assumption = Callable[["Effort", "Athlete"], str | None]

ORDER = ("stress", "trimp", "session_rpe", "stated", "typical")
"""Metrics that are chosen unasked, the best first: our choice. A metric outside it is used when named."""

POINTS = "AU"
"""The unit of which 100 is one hour at threshold; a metric of another unit is never chosen unasked."""

FULL_COVERAGE = 0.90
"""Share of the moving time that a channel has to cover: the gate of Athlytics (rOpenSci) for heart rate."""

LOW_COVERAGE = 0.50
"""Down to this share a channel still tells more than the typical load of the sport: our choice."""


def _nothing_assumed(_effort: Effort, _athlete: Athlete) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class LoadMetric:
    """One member of the family.

    Parameters
    ----------
    name, title : for the registry and for a reader.
    unit : `POINTS` where 100 is one hour at threshold, else a name of its own: such values do not compare.
    needs : channels of which any one is enough, the best first; "rpe" is the session rating, "stated_load" what the
        source says; empty: duration alone.
    evidence : how far it can be trusted.
    reference : who published it.
    function : effort and athlete (resolved for the day) -> load; nan when not computable, never 0 for
        missing.
    assumes : what the value takes for granted of this effort and athlete, in words, or None.
    beside : channels that it reads beside the needed one, where the effort has them.
    note : what a reader should know of every value of it, in words, or None.
    """

    name: str
    title: str
    unit: str
    needs: tuple[str, ...]
    evidence: Evidence
    reference: str
    function: LoadFunction
    assumes: Assumption = _nothing_assumed
    beside: tuple[str, ...] = ()
    note: str | None = None

    def __call__(self, effort: Effort, athlete: Athlete) -> float:
        """Load of an effort; nan when not computable."""
        return self.function(effort, athlete)


@dataclass(frozen=True, slots=True)
class Load:
    """The load of one effort and where it comes from.

    Parameters
    ----------
    value : [unit], nan when not computable.
    metric : name of the metric.
    evidence : the metric's grade.
    assumed : whether a default stands in for something that the athlete could give.
    note : what was assumed or filled in, in words, or None.
    channel : channel that the value rests on, or None. A change of channel makes a step in a series of loads.
    unit : of the metric; "AU" where 100 is one hour at threshold.
    """

    value: float
    metric: str
    evidence: Evidence
    assumed: bool = False
    note: str | None = None
    channel: str | None = None
    unit: str = POINTS


METRICS: Registry[LoadMetric] = Registry("load metric", group="periodize.load")


def load_metric(
    name: str,
    *,
    title: str,
    unit: str = POINTS,
    needs: Iterable[str],
    evidence: Evidence,
    reference: str,
    assumes: Assumption = _nothing_assumed,
    beside: Iterable[str] = (),
    note: str | None = None,
) -> Callable[[LoadFunction], LoadMetric]:
    """Register a function of effort and athlete as a metric; the parameters are those of `LoadMetric`."""

    def register(function: LoadFunction) -> LoadMetric:
        member = LoadMetric(
            name, title, unit, tuple(needs), evidence, reference, function, assumes, tuple(beside), note
        )
        return METRICS.add(name, member)

    return register


def measure(effort: Effort, athlete: Athlete, *, metric: str | None = None) -> Load:
    """Load of an effort, by the best metric that effort and athlete allow.

    Parameters
    ----------
    effort : planned or recorded.
    athlete : resolved for the day (`Athlete.on`).
    metric : name of the metric to use; None chooses.

    Returns
    -------
    Load
        with the value nan when the named metric cannot be computed, or when the effort has no duration.

    Raises
    ------
    UnknownNameError
        if no metric has that name.

    Notes
    -----
    A load that the athlete states counts, and one that the source states beside averages: it was computed from the
    stream that is not here. Otherwise the order: power with a power threshold; graded speed, else speed, with a
    threshold speed; the planned intensity (a planned effort has no other channel); heart rate; the session rating;
    the load that the source states; and the typical load of the sport, which is marked as assumed. A channel that
    covers less than 90 % of the moving time waits until all others have been tried; one that covers less than 50 %
    is used only when the metric is named. Either is scaled up to the whole duration, and the note says so.
    """
    stated = effort.stated_load is not None and (effort.stated_by_hand or len(effort.dt) <= 1)
    names = (metric,) if metric else ("stated", *ORDER) if stated else ORDER
    members = [METRICS[name] for name in names]
    gates = (FULL_COVERAGE, LOW_COVERAGE, 0.0) if metric else (FULL_COVERAGE, LOW_COVERAGE)
    for above, gate in pairwise((math.inf, *gates)):
        for member in members:
            for channel, view, coverage in _views(effort, member, gate, above):
                value = member(view, athlete)
                if math.isfinite(value):
                    notes = (_assumed(member, view, athlete, channel), _filled(channel, coverage))
                    return _load(member, value, *notes, channel=channel)
    last = members[-1]
    if not last.needs:
        return _load(last, last(effort, athlete), last.assumes(effort, athlete))
    missing = f"not computable: needs {_any_of(last.needs)}"
    return Load(math.nan, last.name, last.evidence, note=missing, unit=last.unit)


def _assumed(member: LoadMetric, effort: Effort, athlete: Athlete, channel: str) -> str | None:
    """Return what a load takes for granted: what its metric says, and of heart rates what was guessed."""
    guessed = " and ".join(athlete.guessed) + " guessed" if channel == "heart_rate" and athlete.guessed else None
    return "; ".join(part for part in (guessed, member.assumes(effort, athlete)) if part) or None


def _views(effort: Effort, member: LoadMetric, gate: float, above: float) -> Iterator[tuple[str, Effort, float]]:
    """Yield the effort reduced to one needed channel at a time, if the share of the time that it covers is in reach."""
    whole = {"rpe": effort.rpe, "stated_load": effort.stated_load}
    for channel in member.needs:
        coverage = float(whole[channel] is not None) if channel in whole else effort.coverage(channel)
        if coverage > 0 and gate <= coverage < above:
            kept = {name: effort.channels[name] for name in (channel, *member.beside) if name in effort.channels}
            yield channel, replace(effort, channels=kept), coverage


def _load(
    member: LoadMetric,
    value: float,
    assumption: str | None,
    filled: str | None = None,
    *,
    channel: str | None = None,
) -> Load:
    note = "; ".join(part for part in (assumption, member.note, filled) if part) or None
    return Load(value, member.name, member.evidence, assumption is not None, note, channel, member.unit)


def _filled(channel: str, coverage: float) -> str | None:
    """Say that a gap was filled with the mean of the rest, where it is more than small change."""
    name = channel.replace("_", " ")
    return None if coverage >= FULL_COVERAGE else f"{name} covers {coverage * 100:.0f} % of the time"


def _any_of(needs: tuple[str, ...]) -> str:
    return " or ".join(name.replace("_", " ") for name in needs) + ", with the threshold that belongs to it"
