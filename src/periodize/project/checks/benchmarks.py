"""Sessions that were done more than once: gathered, lined up, and told apart from chance."""

from __future__ import annotations

from dataclasses import field
from math import isnan, nan
from typing import TYPE_CHECKING

from periodize.errors import UsageError, few, shortened
from periodize.plain import dataclass
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date

    from periodize.athlete import Athlete
    from periodize.compare import Done, Step
    from periodize.compare.signature import Signature
    from periodize.plan import Season
    from periodize.project.records.keeping import Kept
    from periodize.report.views.benchmark import Benchmark, BenchmarkView, Outing

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


@dataclass(frozen=True, slots=True)
class _Known:
    """The sessions of a record: recorded, what each planned one asks for, what it is called, the races among them."""

    done: Sequence[Done]
    steps: Mapping[str, Sequence[Step]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    races: frozenset[str] = frozenset()


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
    from periodize.compare.signature import gathered
    from periodize.project.checks.patterns import matcher
    from periodize.project.records.signatures import signatures_of
    from periodize.report.views.benchmark import BenchmarkView

    known = _sessions(season, kept, today)
    chosen = [done for done in known.done if _within(done.day, asked)]
    if not chosen:
        when = "in these days" if asked.first or asked.last else "yet"
        message = f"nothing recorded {when}; `periodize activities` lists what there is"
        if kept.record.failed and not kept.record.activities:
            message = f"none of the recorded files could be read ({count(len(kept.record.failed), 'file')} failed)"
        raise UsageError(message)
    signatures = signatures_of(chosen, known.steps, kept.store, progress=progress)
    held = [done for done in chosen if done.id not in known.races]
    groups = gathered([signatures[done.id] for done in held])
    rest = _since_hard(known.done)
    twice = [[held[k] for k in group] for group in groups if len(group) > 1]
    found = [_benchmark(some, signatures, rest, known.names) for some in twice]
    found.sort(key=lambda one: (-len(one.outings), one.title))
    if asked.pattern:
        fits = matcher(asked.pattern)
        fitting = [one for one in found if fits(one)]
        if not fitting:
            raise UsageError(_none(asked.pattern, [one.title for one in found]))
        found = fitting
    repeats = [group for group in groups if signatures[held[group[0]].id].sets]
    return BenchmarkView(
        benchmarks=tuple(found),
        asked=asked.pattern,
        first=asked.first,
        last=asked.last,
        sessions=len(chosen),
        without_stream=sum(not signatures[done.id].streamed for done in chosen),
        once=sum(len(group) == 1 for group in repeats),
        notes=tuple(_notes(list(signatures.values()), found)),
    )


def _none(pattern: str, titles: Sequence[str]) -> str:
    told = f"there is {few([repr(title) for title in titles], SAID)}" if titles else "no session was done twice"
    return f"no session that was done twice goes by {shortened(pattern)!r}; {told}"


def _within(day: date, asked: Asked) -> bool:
    return (asked.first is None or day >= asked.first) and (asked.last is None or day <= asked.last)


def _sessions(season: Season | None, kept: Kept, today: date) -> _Known:
    """Return the recorded sessions, each with the planned one that it answers."""
    from periodize.analysis import gated
    from periodize.athlete import Athlete
    from periodize.compare import doubles
    from periodize.load import measure
    from periodize.project.checks.pairing import compared, recorded_sessions
    from periodize.project.checks.planned_steps import steps_of
    from periodize.project.plans.planning import schedule

    beside = doubles(kept.record.activities)
    single = [one for one in kept.record.activities if one.id not in beside and one.day <= today]
    who = _who(season, kept) or Athlete()
    loads = {
        one.id: kept.loads[one.id] if one.id in kept.loads else measure(gated(one.effort), who.on(one.day))
        for one in single
    }
    links = kept.answers.links_of(beside)
    done = recorded_sessions(single, {key: load.value for key, load in loads.items()}, links)
    if season is None:
        return _Known(done)
    planned = schedule(season)
    rows = compared(planned, done, loads, now=today, links=links, skipped=kept.answers.skipped).rows
    sessions = {session.id: session for session in planned.sessions}
    pairs = [
        (sessions[row.planned.id], row.done)
        for row in rows
        if row.planned and row.done and row.planned.sport == row.done.sport
    ]
    return _Known(
        done,
        steps={one.id: tuple(steps_of(session, planned.season)) for session, one in pairs},
        names={one.id: session.text for session, one in pairs},
        races=frozenset(one.id for session, one in pairs if session.race),
    )


def _who(season: Season | None, kept: Kept) -> Athlete | None:
    return kept.athlete or (season.athlete if season else None)


def _since_hard(done: Sequence[Done]) -> dict[str, float]:
    """Return the days since the last hard day before each session; nan before the first."""
    found: dict[str, float] = {}
    hard: list[date] = []
    for session in done:
        earlier = [day for day in hard[-2:] if day < session.day]
        found[session.id] = float((session.day - earlier[-1]).days) if earlier else nan
        if session.hard and (not hard or hard[-1] != session.day):
            hard.append(session.day)
    return found


def _benchmark(
    some: Sequence[Done], signatures: Mapping[str, Signature], rest: Mapping[str, float], names: Mapping[str, str]
) -> Benchmark:
    """Return one session over time."""
    from periodize.project.checks.followed import followed, outings_of, told
    from periodize.report.views.benchmark import Benchmark

    signed = [signatures[done.id] for done in some]
    sets = next((one.sets for one in reversed(signed) if one.source == "plan"), signed[-1].sets)
    outings = outings_of(some, signed, rest)
    measures = followed(outings)
    work = sum(one.work for one in sets) if sets else signed[-1].reps[0].distance
    called = dict.fromkeys(names.get(done.id) or done.activities[0].name for done in some)
    return Benchmark(
        title=_title(signed, outings),
        sport=some[-1].sport,
        sets=sets,
        names=tuple(name for name in called if name)[:SAID],
        work=work,
        outings=outings,
        measures=measures,
        says=tuple(told(outings, measures)),
    )


def _title(signed: Sequence[Signature], outings: Sequence[Outing]) -> str:
    """Return repeats as a plan writes them, with the fewest and the most that were done; or the length of the route."""
    from periodize.units import KM

    if not signed[-1].sets:
        return f"route of {signed[-1].reps[0].distance / KM:.1f} km"
    parts = []
    for k, one in enumerate(signed[-1].sets):
        counts = sorted({outing.counts[k] for outing in outings})
        often = "" if counts == [1] else f"{counts[0]}x" if len(counts) == 1 else f"{counts[0]}-{counts[-1]}x"
        target = next((each.sets[k].target for each in reversed(signed) if each.sets[k].target), "")
        length = next((each.sets[k].length for each in reversed(signed) if each.source == "plan"), one.length)
        parts.append(f"{often}{length}" + (f" @ {target}" if target else ""))
    return " + ".join(parts)


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
