"""Which sessions of a record are one session done again and again, and each time that it was done."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from math import isnan, nan
from statistics import fmean, median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from periodize.analysis.comparable import Outing as Comparable
    from periodize.compare import Done, Row, Step
    from periodize.compare.signature import Signature
    from periodize.plan import Schedule
    from periodize.report.views.benchmark import Outing, Repeat

    Signed = Callable[[Sequence[Done], Mapping[str, Sequence[Step]]], Mapping[str, Signature]]


SHORTEST, SHORTEST_WAY = 30.0, 200.0
"""[s], [m] Shorter repeats are strides, of which a watch tells no pace: our choice. By a distance that the plan or laps
name, the pace is known however soon a repeat is over."""

AS_HARD = 0.01
"""Share by which heart rate may lie below the usual where the heart did no less: our choice. Who takes it easier by 5 %
and more has one 2.5 % lower and more, were it half a per cent for each of pace."""

MEASURED = frozenset({"plan", "workout steps", "laps"})
"""Sources of a signature that name where repeats begin and end."""


def signed_in(store: Path | None, *, progress: Callable[[int, int, str], None] | None = None) -> Signed | None:
    """Return what gives the signatures of a store's sessions, computing what it does not hold; None without a store.

    Parameters
    ----------
    store : where they are.
    progress : called with sessions whose signature is computed, in all, and the day of the next.
    """
    if store is None:
        return None
    from periodize.project.records.signatures import Signing

    return Signing(store, progress=progress)


def repeats(done: Sequence[Done], signatures: Mapping[str, Signature], *, races: Collection[str] = ()) -> list[Repeat]:
    """Return the sessions that were done at least twice, in the order in which they were first done.

    Parameters
    ----------
    done : every recorded session, in order.
    signatures : id of a session -> what it was; of the others nothing is known.
    races : ids of those that were a race, which is never the same session.
    """
    from periodize.compare.signature import gathered

    held = [one for one in done if one.id in signatures and one.id not in races]
    groups = gathered([signatures[one.id] for one in held])
    rest = since_hard(done)
    return named_apart([_repeat([held[k] for k in group], signatures, rest) for group in groups if len(group) > 1])


def done_once(
    done: Sequence[Done], signatures: Mapping[str, Signature], again: Iterable[Repeat], *, races: Collection[str] = ()
) -> list[Repeat]:
    """Return the sessions with repeats that are none of those done again, each with its one time, the last first.

    Parameters
    ----------
    done, signatures, races : as of `repeats`.
    again : what that found.
    """
    rest = since_hard(done)
    apart = {*races, *(outing.id for one in again for outing in one.outings)}
    structured = [one for one in done if one.id not in apart and one.id in signatures and signatures[one.id].sets]
    return [_repeat([one], signatures, rest) for one in reversed(structured)]


def _repeat(some: Sequence[Done], signatures: Mapping[str, Signature], rest: Mapping[str, float]) -> Repeat:
    """Return one session by its times."""
    from periodize.project.checks.followed import outings_of, outings_then
    from periodize.report.views.benchmark import Repeat

    signed = [signatures[one.id] for one in some]
    outings = outings_of(some, signed, rest)
    sets = next((one.sets for one in reversed(signed) if one.source == "plan"), signed[-1].sets)
    then = outings_then(some, signed, rest) if sets else ()
    return Repeat(_title(signed, outings), signed[-1].sport, sets, outings, then)


def repeats_of(
    done: Sequence[Done],
    rows: Iterable[Row],
    planned: Schedule | None,
    signed: Signed | None,
    *,
    at_hand: Signed | None = None,
) -> list[Repeat]:
    """Return the sets of repeats that a check goes by; routes are steady sessions, which compare with all others.

    Parameters
    ----------
    done : every recorded session up to the day of the check, in order.
    rows, planned : of the comparison with the plan, and the plan.
    signed : gives signatures, as of a store; None: they are computed of the streams of the last year.
    at_hand : computes those, and knows some already.
    """
    from periodize.project.records.signatures import AtHand

    answered = [(row.planned, row.done) for row in rows if row.planned and row.done]
    races = {one.id for meant, one in answered if meant.intent == "race"}
    asked = done if signed else _with_streams(done)
    steps = _steps_of(asked, {one.id: meant.id for meant, one in answered if meant.sport == one.sport}, planned)
    known = (signed or at_hand or AtHand())(asked, steps)
    return repeats(done, {key: one for key, one in known.items() if _lasting(one)}, races=races)


def _lasting(signature: Signature) -> bool:
    """Whether a session has repeats, and none of them are strides."""
    named = signature.source in MEASURED
    return bool(signature.sets) and all(
        one.duration >= SHORTEST or (named and one.by == "distance" and one.amount >= SHORTEST_WAY)
        for one in signature.sets
    )


def often(repeats: Iterable[Repeat], times: int) -> list[Repeat]:
    """Return the sessions that have more times than so many that were comparable on their day."""
    return [one for one in repeats if sum(not outing.why for outing in one.then) > times]


def outings_again(repeat: Repeat) -> dict[str, Comparable]:
    """Return what each time of a session has to be held against the others, by the id of the recorded session.

    Parameters
    ----------
    repeat : with repeats, not a route.

    Notes
    -----
    Output and heart rate are those of the repeats that all times up to it have; the duration is that of all work, as a
    rating is of the whole session. Times that were not comparable on their day, and heart rates of repeats that are
    over before it has come up, tell nothing.
    """
    from periodize.analysis.comparable import Outing

    found = {}
    for one in repeat.then:
        rate, rating = (nan if one.why else one.values[name] for name in ("heart_rate", "rating"))
        found[one.id] = Outing(
            day=one.day,
            sport=repeat.sport,
            duration=_work_time(one),
            output=one.values["output"],
            heart_rate=rate,
            rpe=rating,
            temperature=one.conditions["temperature"],
            steady=_settled(one),
            group=repeat.title,
        )
    return found


def _work_time(one: Outing) -> float:
    """Return the time of all repeats that were done [s]; those that not all times have last as long as the others."""
    return sum(
        count * fmean(rep.duration for rep in one.reps if rep.set == number) for number, count in enumerate(one.counts)
    )


def _settled(one: Outing) -> bool:
    from periodize.compare.execution import HEART_RATE_FROM

    return all(rep.duration >= HEART_RATE_FROM for rep in one.reps)


def shown(repeat: Repeat) -> list[float]:
    """Return the output of each time that may be held against the others as a test [m/s or W]; nan where it may not.

    Parameters
    ----------
    repeat : with repeats, not a route.

    Notes
    -----
    A session that goes by a prescription is no all-out test. Who takes it easier on purpose is slower at a lower heart
    rate; who keeps the pace on a hot day has a higher one. A drop is slower and no lighter, so the better of the output
    and the output at the usual heart rate counts. An output too far from the usual to be told at that heart rate
    counts where it is more, or the heart rate no lower. Else, and without a heart rate that has come up, it is the
    output of times that felt no easier than usual, and nothing where that is not known either. What is usual is so on
    the day of each.
    """
    known: dict[str, list[float]] = {"output": [], "heart_rate": [], "rating": []}
    found = []
    for one in repeat.then:
        for name, values in known.items():
            if not isnan(value := one.values[name]):
                values.append(value)
        found.append(_shown(one, {name: median(values) if values else nan for name, values in known.items()}))
    return found


def _shown(one: Outing, usual: Mapping[str, float]) -> float:
    output, at_rate, rate = (one.values[name] for name in ("output", "output_at_heart_rate", "heart_rate"))
    if one.why:
        return nan
    if not isnan(rate) and _settled(one):
        if not isnan(at_rate):
            return max(output, at_rate)
        if output > usual["output"] or rate >= (1 - AS_HARD) * usual["heart_rate"]:
            return output
    return output if one.values["rating"] >= usual["rating"] else nan


def _with_streams(done: Sequence[Done]) -> list[Done]:
    """Return the sessions of the last year that have streams."""
    from periodize.project.records.facts import LOOK_BACK

    return [
        one
        for one in done
        if one.day > done[-1].day - timedelta(days=LOOK_BACK)
        and any(len(part.effort.dt) > 1 for part in one.activities)
    ]


def _steps_of(
    done: Iterable[Done], answers: Mapping[str, str], planned: Schedule | None
) -> dict[str, tuple[Step, ...]]:
    """Return the steps of the planned sessions that recorded ones answer. answers : recorded -> planned id."""
    from periodize.project.checks.planned_steps import steps_of

    if planned is None:
        return {}
    sessions = {session.id: session for session in planned.sessions}
    return {
        one.id: tuple(steps_of(sessions[answers[one.id]], planned.season))
        for one in done
        if answers.get(one.id) in sessions
    }


def named_apart(found: Sequence[Repeat]) -> list[Repeat]:
    """Return sessions with the day on which each was first done in its title, where two go by one."""
    often = Counter(one.title for one in found)
    return [
        replace(one, title=f"{one.title} from {one.outings[0].day}") if often[one.title] > 1 else one for one in found
    ]


def since_hard(done: Sequence[Done]) -> dict[str, float]:
    """Return the days since the last hard day before each session; nan before the first."""
    found: dict[str, float] = {}
    hard: list[date] = []
    for session in done:
        earlier = [day for day in hard[-2:] if day < session.day]
        found[session.id] = float((session.day - earlier[-1]).days) if earlier else nan
        if session.hard and (not hard or hard[-1] != session.day):
            hard.append(session.day)
    return found


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
