"""What is followed of a session that was done again and again, and what it says."""

from __future__ import annotations

from dataclasses import replace
from math import isnan, nan
from statistics import fmean, mean
from typing import TYPE_CHECKING, Any

from periodize.analysis.benchmark import (
    Change,
    Point,
    at_one_pace,
    change,
    judged,
    last_at_one_pace,
    reasons,
    reasons_then,
    trend,
)
from periodize.analysis.comparable import SAME_OUTPUT
from periodize.analysis.value import NotComputable
from periodize.compare.execution import HEART_RATE_FROM
from periodize.compare.signature import channel_of, mean_of
from periodize.flags.performance_drop import WORTHWHILE
from periodize.report.views.benchmark import Benchmark, Measure, Outing
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from periodize.compare import Done
    from periodize.compare.signature import Rep, Signature
    from periodize.report.views.benchmark import Repeat

HARDER = 1.0
"""[CR10] From here a rating is another one (warning signs, section 2.6, R3 and R7)."""

UNITS = {
    "output": "%", "time": "%", "output_at_heart_rate": "%", "heart_rate": "bpm", "heart_rate_at_output": "bpm",
    "rating_at_output": "CR10", "drift": "points", "recovery": "bpm",
}  # fmt: skip
"""What is followed -> the unit in which a change of it is told."""

MATTERS = {"output": WORTHWHILE, "time": WORTHWHILE, "output_at_heart_rate": WORTHWHILE, "rating_at_output": HARDER}
"""What is followed -> smallest change that matters. [%] as for tests, [CR10] as above; of the others nobody says."""

LEFT_OUT = 4
"""Sessions that are named when they are left out: our choice."""


def outings_of(some: Sequence[Done], signed: Sequence[Signature], rest: Mapping[str, float]) -> tuple[Outing, ...]:
    """Return the times that a session was done, each with the repeats that all have.

    Parameters
    ----------
    some, signed : the sessions and their signatures, in order.
    rest : id of a session -> days since the last hard day before it.
    """
    common = [min(each) for each in zip(*(_counts(one) for one in signed), strict=True)]
    kept = [_first(one.reps, common) for one in signed]
    channel = channel_of(signed[-1].sport, kept)
    points = [_point(*each, channel, rest) for each in zip(some, signed, kept, strict=True)]
    return tuple(
        replace(_outing(*each), why=why)
        for *each, why in zip(some, signed, kept, points, at_one_pace(points), reasons(points), strict=True)
    )


def outings_then(some: Sequence[Done], signed: Sequence[Signature], rest: Mapping[str, float]) -> tuple[Outing, ...]:
    """Return each time as its own day could judge it, by the times up to it; parameters as of `outings_of`.

    What is comparable, what is usual and how many repeats all have does not change by what is done later. Only the
    channel, speed or power, is that of all times.
    """
    channel = channel_of(signed[-1].sport, [one.reps for one in signed])
    common: list[int] = []
    kept: list[tuple[Rep, ...]] = []
    points: list[Point] = []
    found = []
    for k, (done, one) in enumerate(zip(some, signed, strict=True)):
        counts = _counts(one)
        fewest = [min(each) for each in zip(counts, common or counts, strict=True)]
        since = k if fewest == common else 0
        common = fewest
        kept[since:] = [_first(each.reps, common) for each in signed[since : k + 1]]
        again = zip(some[since : k + 1], signed[since : k + 1], kept[since:], strict=True)
        points[since:] = [_point(*each, channel, rest) for each in again]
        found.append(_outing(done, one, kept[-1], points[-1], last_at_one_pace(points)))
    # what a time was done in does not change with the repeats that are compared
    return tuple(replace(one, why=why) for one, why in zip(found, reasons_then(points), strict=True))


def _outing(done: Done, one: Signature, kept: tuple[Rep, ...], point: Point, at_one: Sequence[float]) -> Outing:
    """Return one time as if comparable. kept : repeats that are compared; at_one : as `at_one_pace` has it."""
    at_rate, at_output, rating = at_one
    values = {
        "output": point.output, "output_at_heart_rate": at_rate, "heart_rate": point.heart_rate,
        "heart_rate_at_output": at_output, "rating": point.rpe, "rating_at_output": rating,
        "drift": point.drift, "recovery": point.recovery,
    }  # fmt: skip
    around = {name: getattr(point, name) for name in ("temperature", "altitude", "climb", "since_hard")}
    return Outing(done.id, done.day, tuple(_counts(one)), kept, values, around, (), one.source, point.surface)


def _counts(signature: Signature) -> list[int]:
    """Return how many repeats of each set were done."""
    return [sum(rep.set == k for rep in signature.reps) for k in range(max(1, len(signature.sets)))]


def _first(reps: Sequence[Rep], common: Sequence[int]) -> tuple[Rep, ...]:
    return tuple(rep for k, most in enumerate(common) for rep in [one for one in reps if one.set == k][:most])


def _point(done: Done, one: Signature, reps: Sequence[Rep], channel: str, rest: Mapping[str, float]) -> Point:
    ratings = [part.effort.rpe for part in done.activities if part.effort.rpe is not None]
    falls = [rep.recovery for rep in reps if not isnan(rep.recovery)]
    return Point(
        day=done.day,
        output=mean_of(reps, channel),
        heart_rate=mean_of(reps, "heart_rate"),
        rpe=max(ratings, default=nan),
        drift=one.drift,
        recovery=fmean(falls) if falls else nan,
        temperature=one.temperature,
        altitude=one.altitude,
        climb=one.climb,
        since_hard=rest.get(done.id, nan),
        surface=one.surface,
    )


def followed(outings: Sequence[Outing]) -> tuple[Measure, ...]:
    """Return what is followed, with its change and its trend over the comparable times.

    Parameters
    ----------
    outings : in order; what is not known at all is left out.
    """
    alike = [outing for outing in outings if not outing.why]
    days = [outing.day for outing in alike]
    found = []
    for name, unit in UNITS.items():
        if all(isnan(outing.values.get(name, nan)) for outing in outings):
            continue
        values = [outing.values[name] for outing in alike]
        last: Any = change(values, unit=unit) if not outings[-1].why else NotComputable("the last is not comparable")
        line: Any = trend(days, values, unit=unit)
        matters = MATTERS.get(name, nan)
        told = judged(last, worthwhile=0.0 if isnan(matters) else matters) if isinstance(last, Change) else ""
        found.append(Measure(name, unit, _either(last), _either(line), matters, told))
    return tuple(found)


def benchmark_of(one: Repeat, names: Mapping[str, str], *, most: int) -> Benchmark:
    """Return one session over time, with what it says; of a single time nothing is followed.

    Parameters
    ----------
    one : its times.
    names : id of a recorded session -> what it is called, or "".
    most : names that are told.
    """
    measures = followed(one.outings) if len(one.outings) > 1 else ()
    called = dict.fromkeys(names.get(outing.id, "") for outing in one.outings)
    return Benchmark(
        title=one.title,
        sport=one.sport,
        sets=one.sets,
        names=tuple(name for name in called if name)[:most],
        work=sum(each.work for each in one.sets) if one.sets else one.outings[-1].reps[0].distance,
        outings=one.outings,
        measures=measures,
        says=tuple(told(one.outings, measures, sport=one.sport)) if measures else (),
    )


def _either(found: Any) -> Any:
    return found.reason if isinstance(found, NotComputable) else found


# ---- what it says


VERDICTS = {
    "up": "more than what matters", "down": "more than what matters", "same": "less than what matters: no change",
    "perhaps up": "more than chance, but perhaps less than matters",
    "perhaps down": "more than chance, but perhaps less than matters",
    "not told": "chance alone may do as much",
}  # fmt: skip
"""Where an interval lies -> what to say of it."""


def main_of(outings: Sequence[Outing], measures: Sequence[Measure]) -> Measure | None:
    """Return what is told of a session first: pace or power at one heart rate, or alone; None where neither is known.

    Of repeats that are over before the heart rate has come up the pace alone is told of, and likewise where the last
    time has no value at the one heart rate: what is told is said of the last.
    """
    by_name = {one.name: one for one in measures}
    at_rate = by_name.get("output_at_heart_rate")
    return at_rate if at_rate and _settled(outings) and _told_of(at_rate, outings[-1]) else by_name.get("output")


def _settled(outings: Sequence[Outing]) -> bool:
    return all(rep.duration >= HEART_RATE_FROM for outing in outings for rep in outing.reps)


def _told_of(main: Measure, last: Outing) -> bool:
    """Whether the last time has a value of what is followed, or is left out whatever it has."""
    return bool(last.why) or not isnan(last.values[main.name])


def told(outings: Sequence[Outing], measures: Sequence[Measure], *, sport: str) -> Iterator[str]:
    """Yield what the times of a session of a sport say, a sentence each; no diagnosis."""
    by_name = {one.name: one for one in measures}
    main = main_of(outings, measures)
    time = by_name.get("time")
    over = "Over the climb" if time else "Over the work"
    where = "At the same heart rate" if main and main.name == "output_at_heart_rate" else over
    powered = channel_of(sport, [outing.reps for outing in outings]) == "power"
    words, what = (("weaker", "stronger"), "power") if powered else (("slower", "faster"), "pace")
    if main is not None:
        yield from _changed(main, outings, where, words)
        if where == over and "output_at_heart_rate" in by_name and _settled(outings) and _told_of(main, outings[-1]):
            yield _apart(outings, what)
        yield from _trending(main, "Trend in four weeks")
        if where != over:
            yield from _by_choice(main, by_name["heart_rate"], what)
    if time and (powered or main is not by_name.get("output")):  # else its pace has said it
        if isinstance(time.change, Change):
            yield from _changed(time, outings, "In time", ("shorter", "longer"))
        yield from _trending(time, "Trend of the time")
    rating, rate = by_name.get("rating_at_output"), by_name.get("heart_rate_at_output")
    if rating and rate and isinstance(rating.change, Change) and isinstance(rate.change, Change):
        if rating.change.value >= HARDER and rate.change.high < 0:
            yield (
                f"It felt harder at that {what} ({rating.change.value:+.1f} of 10) while heart rate was lower: that "
                "can be fatigue rather than fitness. `periodize check` looks at more than one session (R3)."
            )
        elif rating.change.value >= HARDER:
            yield f"It felt harder at that {what}: {rating.change.value:+.1f} of 10."
    left = [outing for outing in outings if outing.why]
    if left:
        some = "; ".join(f"{outing.day} ({', '.join(outing.why)})" for outing in left[-LEFT_OUT:])
        yield f"Not comparable, and left out: {some}{'; and earlier ones' if len(left) > LEFT_OUT else ''}."


def _apart(outings: Sequence[Outing], what: str) -> str:
    """Return why the last time is not told at the heart rate of the others. what : pace or power."""
    last = outings[-1].values["heart_rate"]
    before = [rate for outing in outings[:-1] if not isnan(rate := outing.values["heart_rate"]) and not outing.why]
    if isnan(last) or not before:
        return f"Without a heart rate of {'it' if isnan(last) else 'those before it'} that is {what} alone."
    return (
        f"Its heart rate was {last:.0f}, before it {mean(before):.0f} bpm on average: more than "
        f"{100 * SAME_OUTPUT:.0f} % off the usual {what} nothing is told at the same heart rate."
    )


def _by_choice(main: Measure, rate: Measure, what: str) -> Iterator[str]:
    """Yield a caution where heart rate went the way of the output at one of it: effort may have been chosen."""
    both = [(main.change, rate.change), (main.trend, rate.trend)]
    known = [(one, other) for one, other in both if not isinstance(one, str) and not isinstance(other, str)]
    ways = (
        ("higher", "goes harder", "fitter", any(one.low > 0 and other.low > 0 for one, other in known)),
        ("lower", "takes it easier", "less fit", any(one.high < 0 and other.high < 0 for one, other in known)),
    )
    for way, chosen, looks, seen in ways:
        if seen:
            yield (
                f"Heart rate was {way} too: who {chosen} by choice can look {looks} so, since heart rate is taken as "
                f"proportional to {what}."
            )


def _trending(main: Measure, what: str) -> Iterator[str]:
    if not isinstance(main.trend, str):
        low, high = main.trend.low, main.trend.high
        sure = "" if low > 0 or high < 0 else ", so perhaps none"
        yield f"{what}: {main.trend.value:+.1f} % ({low:+.1f} to {high:+.1f}){sure}."


def _changed(main: Measure, outings: Sequence[Outing], where: str, words: tuple[str, str]) -> Iterator[str]:
    """Yield the change of the last time, or why there is none."""
    if isinstance(main.change, Change):
        found = main.change
        yield (
            f"{where} the last was {abs(found.value):.1f} % {words[found.value > 0]} than the {found.n} before it "
            f"({found.low:+.1f} to {found.high:+.1f} %): {VERDICTS[main.judged]} ({main.worthwhile:g} %)."
        )
        return
    known = [outing.values[main.name] for outing in outings if not outing.why and not isnan(outing.values[main.name])]
    if len(known) > 1 and not outings[-1].why and _told_of(main, outings[-1]):
        off = 100 * (known[-1] / mean(known[:-1]) - 1)
        before = count(len(known) - 1, "time")
        yield f"{where} the last was {abs(off):.1f} % {words[off > 0]} than {before} before: too few to tell more."
    else:
        yield f"No change is told: {main.change}."
