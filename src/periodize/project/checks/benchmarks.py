"""Sessions that were done more than once: gathered, lined up, and told apart from chance."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from periodize.errors import UsageError, few, shortened
from periodize.plain import dataclass
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from periodize.compare.signature import Signature
    from periodize.plan import Season
    from periodize.project.records.keeping import Kept
    from periodize.report.views.benchmark import Benchmark, BenchmarkView

    Progress = Callable[[int, int, str], None]

SAID = 6
"""Names of a benchmark that are told: our choice."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the record.

    Parameters
    ----------
    pattern : repeats in the words of a plan, or part of a title; "" for all.
    first, last : days, both included; None: without end.
    """

    pattern: str = ""
    first: date | None = None
    last: date | None = None


def benchmarks(
    season: Season | None, kept: Kept, *, today: date, asked: Asked, progress: Progress | None = None
) -> BenchmarkView:
    """Return the sessions that were done at least twice.

    Parameters
    ----------
    season : the plan, which knows what its sessions were meant to be; None for the record alone.
    kept : what is recorded.
    today : nothing later is looked at.
    asked : which of them.
    progress : called with sessions whose signature is computed, in all, and the day of the next.

    Raises
    ------
    UsageError
        if nothing is recorded in the days asked for, or nothing that was done twice goes by the pattern.
    """
    from periodize.project.checks.followed import benchmark_of
    from periodize.project.checks.matched import matched
    from periodize.project.checks.patterns import matcher
    from periodize.project.checks.planned_steps import steps_of
    from periodize.project.checks.repeated import repeats
    from periodize.project.records.signatures import signatures_of
    from periodize.report.views.benchmark import BenchmarkView

    known = matched(season, kept, today=today, progress=progress)
    chosen = [done for done in known.done if _within(done.day, asked)]
    if not chosen:
        when = "in these days" if asked.first or asked.last else "yet"
        message = f"nothing recorded {when}; `periodize activities` lists what there is"
        if kept.record.failed and not kept.record.activities:
            message = f"none of the recorded files could be read ({count(len(kept.record.failed), 'file')} failed)"
        raise UsageError(message)
    planned = known.planned
    steps = {key: tuple(steps_of(one, planned.season)) for key, one in known.answers.items()} if planned else {}
    at_hand = known.at_hand
    signatures = signatures_of(chosen, steps, kept.store, progress=progress) if kept.store else at_hand(chosen, steps)
    races = {key for key, session in known.answers.items() if session.race}
    names = {key: session.text for key, session in known.answers.items()}
    names = {one.id: names.get(one.id) or one.activities[0].name for one in chosen}
    found = [benchmark_of(one, names, most=SAID) for one in repeats(known.done, signatures, races=races)]
    structured = sum(bool(one.sets) for key, one in signatures.items() if key not in races)
    once = structured - sum(len(one.outings) for one in found if one.sets)
    found.sort(key=lambda one: (-len(one.outings), one.title))
    if asked.pattern:
        fits = matcher(asked.pattern)
        fitting = [one for one in found if fits(one)]
        if not fitting:
            raise UsageError(_none(asked.pattern, [one.title for one in found]))
        found = fitting
    return BenchmarkView(
        benchmarks=tuple(found),
        asked=asked.pattern,
        first=asked.first,
        last=asked.last,
        sessions=len(chosen),
        without_stream=sum(not signatures[done.id].streamed for done in chosen),
        once=once,
        notes=tuple(_notes(list(signatures.values()), found)),
    )


def _none(pattern: str, titles: Sequence[str]) -> str:
    told = f"there is {few([repr(title) for title in titles], SAID)}" if titles else "no session was done twice"
    return f"no session that was done twice goes by {shortened(pattern)!r}; {told}"


def _within(day: date, asked: Asked) -> bool:
    return (asked.first is None or day >= asked.first) and (asked.last is None or day <= asked.last)


def _notes(signatures: Collection[Signature], found: Sequence[Benchmark]) -> Iterator[str]:
    """Yield what is assumed, or could not be known."""
    from periodize.analysis.benchmark import SAME_ALTITUDE
    from periodize.analysis.comparable import SAME_TEMPERATURE

    streamed = [one for one in signatures if one.streamed]
    if len(streamed) < len(signatures):
        sums = f"Of {len(signatures) - len(streamed)} of {len(signatures)} sessions only sums are known"
        yield f"{sums}, which tell neither repeats nor a route."
    if streamed and not any(one.cells for one in streamed):
        yield (
            "No positions are kept, so a route cannot be known again; `import --with-positions` keeps them, a home "
            "address among them."
        )
    outings = [outing for one in found for outing in one.outings]
    unknown = {name: sum(isnan(outing.conditions[name]) for outing in outings) for name in ("temperature", "altitude")}
    told = [f"{name} of {number}" for name, number in unknown.items() if number]
    if told:
        yield f"Not known, and taken for comparable: {' and '.join(told)} of {len(outings)} times."
    if outings:
        yield (
            f"Nothing is adjusted for heat or height: what differs by more than {SAME_TEMPERATURE:.0f} degrees or "
            f"{SAME_ALTITUDE:.0f} m is left out. Wind, ground and sleep are not known."
        )
