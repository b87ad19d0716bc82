"""Sessions that were done more than once, as data."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from periodize.report.data.forecast import Json, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from periodize.analysis.benchmark import Change, Trend
    from periodize.compare.signature import Rep
    from periodize.report.views.benchmark import Benchmark, BenchmarkView, Measure, Outing
    from periodize.report.views.today import Again

UNITS = {
    "output": "m/s or W", "time": "s", "output_at_heart_rate": "m/s or W", "heart_rate": "bpm",
    "heart_rate_at_output": "bpm", "rating": "CR10", "rating_at_output": "CR10", "drift": "%", "recovery": "bpm",
    "temperature": "deg C", "altitude": "m", "climb": "m/km", "since_hard": "d",
}  # fmt: skip


def benchmark_data(view: BenchmarkView) -> Json:
    """Return what `benchmark --json` prints."""
    return {
        "asked": view.asked,
        "first": str(view.first) if view.first else None,
        "last": str(view.last) if view.last else None,
        "sessions": view.sessions,
        "without_stream": view.without_stream,
        "once": len(view.once),
        "done_once": [{"title": one.title, "sport": one.sport, "outing": _outing(one.outings[0])} for one in view.once],
        "benchmarks": [_one(one) for one in view.benchmarks],
        "climbs": [_one(one) for one in view.climbs],
        "units": UNITS,
        "notes": list(view.notes),
    }


def again_data(one: Again) -> Json:
    """Return a session that was done before, as `today --json` has it."""
    return {
        "title": one.session.title,
        "sport": one.session.sport,
        "due": str(one.due) if one.due else None,
        "times": [
            {"date": str(outing.day), "values": _numbers(outing.values), "not_comparable": list(outing.why)}
            for outing in one.session.outings
        ],
        "main": _measure(one.main) if one.main else None,
        "says": list(one.session.says),
    }


def _one(one: Benchmark) -> Json:
    return {
        "title": one.title,
        "sport": one.sport,
        "channel": one.channel,
        "names": list(one.names),
        "sets": [
            {"count": each.count, "by": each.by, "amount": number(each.amount), "rest_s": number(each.rest),
             "target": each.target}
            for each in one.sets
        ],
        "work_m": number(one.work),
        "outings": [_outing(outing) for outing in one.outings],
        "measures": [_measure(measure) for measure in one.measures],
        "says": list(one.says),
    }  # fmt: skip


def _outing(outing: Outing) -> Json:
    return {
        "id": outing.id,
        "date": str(outing.day),
        "counts": list(outing.counts),
        "source": outing.source,
        "values": _numbers(outing.values),
        "conditions": {**_numbers(outing.conditions), "surface": outing.surface or None},
        "not_comparable": list(outing.why),
        "repeats": [_rep(rep) for rep in outing.reps],
    }


def _rep(rep: Rep) -> Json:
    return {
        "set": rep.set,
        "start_s": number(rep.start),
        "duration_s": number(rep.duration),
        "distance_m": number(rep.distance),
        "speed": number(rep.speed),
        "power": number(rep.power),
        "heart_rate": number(rep.heart_rate),
        "recovery": number(rep.recovery),
    }


def _measure(measure: Measure) -> Json:
    return {
        "name": measure.name,
        "unit": measure.unit,
        "worthwhile": number(measure.worthwhile),
        "judged": measure.judged,
        "change": found_data(measure.change),
        "trend": found_data(measure.trend),
    }


def found_data(found: Change | Trend | str) -> Json:
    """Return a change or a trend, or why there is none."""
    if isinstance(found, str):
        return {"missing": found}
    values: Mapping[str, Any] = asdict(found)
    return {name: value if isinstance(value, str | int) else number(value) for name, value in values.items()}


def _numbers(values: Mapping[str, float]) -> Json:
    return {name: number(value) for name, value in values.items()}
