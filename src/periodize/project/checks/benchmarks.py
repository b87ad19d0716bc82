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
    pattern : repeats in the words of a plan, part of a title, or the day or id of a recording; "" for all.
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
    from periodize.project.checks.climbed import climbed
    from periodize.project.checks.followed import benchmark_of
    from periodize.project.checks.matched import matched
    from periodize.project.checks.patterns import matcher
    from periodize.project.checks.planned_steps import steps_of
    from periodize.project.checks.repeated import done_once, repeats
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
    again = repeats(known.done, signatures, races=races)
    found = [benchmark_of(one, names, most=SAID) for one in again]
    once = [benchmark_of(one, names, most=SAID) for one in done_once(known.done, signatures, again, races=races)]
    found.sort(key=lambda one: (-len(one.outings), one.title))
    ways, seldom = climbed(known.done, signatures, races=races)
    climbs = [benchmark_of(one, names, most=SAID) for one in ways]
    if asked.pattern:
        fits = matcher(asked.pattern)
        refusal = _none(asked, [one.title for one in (*found, *climbs)], [one.title for one in once])
        found, climbs, once = ([one for one in some if fits(one)] for some in (found, climbs, once))
        if not (found or climbs or once):
            raise UsageError(f"{refusal}; {_seldom(seldom)}" if seldom else refusal)
    return BenchmarkView(
        benchmarks=tuple(found),
        asked=asked.pattern,
        first=asked.first,
        last=asked.last,
        sessions=len(chosen),
        without_stream=sum(not signatures[done.id].streamed for done in chosen),
        once=tuple(once),
        notes=tuple(_notes(list(signatures.values()), [*found, *climbs], seldom)),
        climbs=tuple(climbs),
    )


def _none(asked: Asked, titles: Sequence[str], once: Sequence[str]) -> str:
    """Return that nothing goes by what is asked for, and what there is."""
    single = f"done once: {few([repr(title) for title in once], SAID)}" if once else ""
    if not titles:
        when = "in these days" if asked.first or asked.last else "yet"
        told = f"no session was done twice {when}, so none goes by {shortened(asked.pattern)!r}"
        return f"{told}; {single}" if single else told
    there = f"there is {few([repr(title) for title in titles], SAID)}"
    told = f"no session that was done twice goes by {shortened(asked.pattern)!r}; {there}"
    return f"{told}; {single}" if single else told


def _seldom(number: int) -> str:
    from periodize.project.checks.climbed import FEWEST_TIMES

    return f"{count(number, 'climb')} gone up more than once, but fewer than {FEWEST_TIMES} times"


def _within(day: date, asked: Asked) -> bool:
    return (asked.first is None or day >= asked.first) and (asked.last is None or day <= asked.last)


def _notes(signatures: Collection[Signature], found: Sequence[Benchmark], seldom: int) -> Iterator[str]:
    """Yield what is assumed, or could not be known. seldom : climbs that were gone up too seldom."""
    from periodize.analysis.benchmark import SAME_ALTITUDE
    from periodize.analysis.comparable import SAME_TEMPERATURE

    streamed = [one for one in signatures if one.streamed]
    if len(streamed) < len(signatures):
        sums = f"Of {len(signatures) - len(streamed)} of {len(signatures)} sessions only sums are known"
        yield f"{sums}, which tell neither repeats nor a route."
    if streamed and not any(one.cells for one in streamed):
        yield (
            "No positions are kept, so neither a route nor a climb can be known again; `import --with-positions` keeps "
            "them, a home address among them."
        )
    outings = [outing for one in found for outing in one.outings]
    if any("time" in outing.values for outing in outings):
        yield (
            "A climb is timed between the same two places, standing included. What was ridden before it may differ, so "
            "it is only shown: neither the warning signs nor a calibration go by it."
        )
    if seldom:
        yield f"{_seldom(seldom)}: not told yet."
    unknown = {name: sum(isnan(outing.conditions[name]) for outing in outings) for name in ("temperature", "altitude")}
    # a route and a climb are the same ground each time
    unknown["surface"] = sum(not outing.surface for outing in outings if outing.source not in {"", "climb"})
    told = [f"{name} of {number}" for name, number in unknown.items() if number]
    if told:
        names = " and ".join(filter(None, (", ".join(told[:-1]), told[-1])))
        yield f"Not known, and taken for comparable: {names} of {len(outings)} times."
    if outings:
        yield (
            f"Nothing is adjusted for heat or height: what differs by more than {SAME_TEMPERATURE:.0f} degrees or "
            f"{SAME_ALTITUDE:.0f} m is left out. Wind and sleep are not known."
        )
