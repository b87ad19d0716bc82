"""What is followed of a session that was done again and again, and what it says."""

from __future__ import annotations

from math import isnan, nan
from statistics import mean
from typing import TYPE_CHECKING, Any

from periodize.analysis.benchmark import Change, Point, at_one_pace, change, judged, reasons, trend
from periodize.analysis.value import NotComputable
from periodize.compare.execution import HEART_RATE_FROM
from periodize.compare.signature import mean_of
from periodize.flags.performance_drop import WORTHWHILE
from periodize.report.views.benchmark import Measure, Outing
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from periodize.compare import Done
    from periodize.compare.signature import Rep, Signature

HARDER = 1.0
"""[CR10] From here a rating is another one (warning signs, section 2.6, R3 and R7)."""

UNITS = {
    "output": "%", "output_at_heart_rate": "%", "heart_rate": "bpm", "heart_rate_at_output": "bpm",
    "rating_at_output": "CR10", "drift": "points", "recovery": "bpm",
}  # fmt: skip
"""What is followed -> the unit in which a change of it is told."""

MATTERS = {"output": WORTHWHILE, "output_at_heart_rate": WORTHWHILE, "rating_at_output": HARDER}
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
    points = [_point(*each, rest) for each in zip(some, signed, kept, strict=True)]
    at_rate, at_output, rating = at_one_pace(points)
    found = []
    for k, (done, one, why) in enumerate(zip(some, signed, reasons(points), strict=True)):
        point = points[k]
        values = {
            "output": point.output, "output_at_heart_rate": at_rate[k], "heart_rate": point.heart_rate,
            "heart_rate_at_output": at_output[k], "rating": point.rpe, "rating_at_output": rating[k],
            "drift": point.drift, "recovery": point.recovery,
        }  # fmt: skip
        around = {name: getattr(point, name) for name in ("temperature", "altitude", "climb", "since_hard")}
        found.append(Outing(done.id, done.day, tuple(_counts(one)), kept[k], values, around, why, one.source))
    return tuple(found)


def _counts(signature: Signature) -> list[int]:
    """Return how many repeats of each set were done."""
    return [sum(rep.set == k for rep in signature.reps) for k in range(max(1, len(signature.sets)))]


def _first(reps: Sequence[Rep], common: Sequence[int]) -> tuple[Rep, ...]:
    return tuple(rep for k, most in enumerate(common) for rep in [one for one in reps if one.set == k][:most])


def _point(done: Done, one: Signature, reps: Sequence[Rep], rest: Mapping[str, float]) -> Point:
    ratings = [part.effort.rpe for part in done.activities if part.effort.rpe is not None]
    falls = [rep.recovery for rep in reps if not isnan(rep.recovery)]
    powered = not isnan(mean_of(reps, "power"))
    return Point(
        day=done.day,
        output=mean_of(reps, "power" if powered else "speed"),
        heart_rate=mean_of(reps, "heart_rate"),
        rpe=max(ratings, default=nan),
        drift=one.drift,
        recovery=mean(falls) if falls else nan,
        temperature=one.temperature,
        altitude=one.altitude,
        climb=one.climb,
        since_hard=rest.get(done.id, nan),
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
        if all(isnan(outing.values[name]) for outing in outings):
            continue
        values = [outing.values[name] for outing in alike]
        last: Any = change(values, unit=unit) if not outings[-1].why else NotComputable("the last is not comparable")
        line: Any = trend(days, values, unit=unit)
        matters = MATTERS.get(name, nan)
        told = judged(last, worthwhile=0.0 if isnan(matters) else matters) if isinstance(last, Change) else ""
        found.append(Measure(name, unit, _either(last), _either(line), matters, told))
    return tuple(found)


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


def told(outings: Sequence[Outing], measures: Sequence[Measure]) -> Iterator[str]:
    """Yield what the times of a session say, a sentence each; no diagnosis.

    Of repeats that are over before the heart rate has come up the pace alone is told of.
    """
    by_name = {one.name: one for one in measures}
    settled = all(rep.duration >= HEART_RATE_FROM for outing in outings for rep in outing.reps)
    named = "output_at_heart_rate" if settled and "output_at_heart_rate" in by_name else "output"
    where = "At the same heart rate" if named == "output_at_heart_rate" else "Over the work"
    powered = all(not isnan(rep.power) for outing in outings for rep in outing.reps)
    words, what = (("weaker", "stronger"), "power") if powered else (("slower", "faster"), "pace")
    main = by_name.get(named)
    if main is not None:
        yield from _changed(main, outings, where, words)
        if not isinstance(main.trend, str):
            low, high = main.trend.low, main.trend.high
            sure = "" if low > 0 or high < 0 else ", so perhaps none"
            yield f"Trend in four weeks: {main.trend.value:+.1f} % ({low:+.1f} to {high:+.1f}){sure}."
    rating, rate = by_name.get("rating_at_output"), by_name.get("heart_rate_at_output")
    if rating and rate and isinstance(rating.change, Change) and isinstance(rate.change, Change):
        if rating.change.value >= HARDER and rate.change.value < 0:
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
    if len(known) > 1 and not outings[-1].why:
        off = 100 * (known[-1] / mean(known[:-1]) - 1)
        before = count(len(known) - 1, "time")
        yield f"{where} the last was {abs(off):.1f} % {words[off > 0]} than {before} before: too few to tell more."
    else:
        yield f"No change is told: {main.change}."
