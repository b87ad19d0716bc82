"""The same sessions in two seasons, as many weeks before their races."""

from __future__ import annotations

from datetime import timedelta
from math import isnan, nan
from statistics import mean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from periodize.analysis.benchmark import Change
    from periodize.compare import Done, Row, Step
    from periodize.project.checks.repeated import Signed
    from periodize.project.seasons.stretches import Stretch
    from periodize.report.views.benchmark import Benchmark, Measure, Outing
    from periodize.report.views.bests import SessionLine

NEAR = timedelta(days=14)
"""How much nearer to the race, or further from it, the other season's times may be: our choice. Most are done again
within that, and few change by more in it than what matters."""


def session_lines(
    done: Sequence[Done],
    this: Stretch,
    other: Stretch,
    stretches: Sequence[Stretch],
    rows: Sequence[Sequence[Row]],
    *,
    signed: Signed | None,
) -> Iterator[SessionLine]:
    """Yield the sessions that were done in both of two seasons, the most often done first.

    Parameters
    ----------
    done : every recorded session, in order.
    this, other : the seasons.
    stretches, rows : all seasons, and of each its planned sessions with what answers them; none without a plan.
    signed : gives what sessions were, as of a store; None: they are computed of the streams.
    """
    from periodize.project.checks.followed import benchmark_of
    from periodize.project.checks.repeated import repeats
    from periodize.project.records.signatures import AtHand

    held = [one for one in done if this.has(one.day) or other.has(one.day)]
    if not _in_both([one.day for one in held], this, other):
        return
    steps, races = _answers(stretches, rows)
    signatures = (signed or AtHand())(held, steps)
    found = repeats(done, signatures, races=races)
    for one in sorted(found, key=lambda one: (-len(one.outings), one.title)):
        if _in_both([outing.day for outing in one.outings], this, other):
            line = _line(benchmark_of(one, {}, most=0), this, other)
            if line:
                yield line


def _in_both(days: Collection[date], this: Stretch, other: Stretch) -> bool:
    """Whether some days lie in this season, and some in the other alone: what both share is beside itself."""
    return any(map(this.has, days)) and any(other.has(day) and not this.has(day) for day in days)


def _answers(
    stretches: Sequence[Stretch], rows: Sequence[Sequence[Row]]
) -> tuple[Mapping[str, Sequence[Step]], set[str]]:
    """Return the steps that plans asked of recorded sessions, by their ids, and the ids of those that were races."""
    from periodize.project.checks.planned_steps import steps_of

    steps, races = {}, set()
    for season, own in zip(stretches, rows, strict=True):
        planned = season.planned
        sessions = {session.id: session for session in planned.sessions} if planned else {}
        for row in own:
            if planned and row.planned and row.done and row.planned.sport == row.done.sport:
                session = sessions[row.planned.id]
                steps[row.done.id] = tuple(steps_of(session, planned.season))
                if session.race:
                    races.add(row.done.id)
    return steps, races


def _line(one: Benchmark, this: Stretch, other: Stretch) -> SessionLine | None:
    """Return the last comparable time of this season against those of the other near the same week."""
    from periodize.project.checks.followed import main_of
    from periodize.report.views.bests import Output, SessionLine

    main = main_of(one.outings, one.measures)
    if main is None:
        return None
    known = [outing for outing in one.outings if not outing.why and not isnan(outing.values[main.name])]
    last = next((outing for outing in reversed(known) if this.has(outing.day)), None)
    like = other.like(this, last.day) if last else other.day
    theirs = {k: outing for k, outing in enumerate(known) if other.has(outing.day) and not this.has(outing.day)}
    held = [k for k, outing in theirs.items() if last and abs(outing.day - like) <= NEAR]
    shown = (main.name, "output", "heart_rate")
    value, *output = (last.values[name] if last else nan for name in shown)
    usual, *usually = (mean(known[k].values[name] for k in held) if held else nan for name in shown)
    change, judged = _change(known, last, held, main) if last and held else (_lacking(one, last, this, other), "")
    return SessionLine(
        title=one.title,
        sport=one.sport,
        channel=one.channel,
        measure=main.name,
        day=last.day if last else None,
        value=value,
        output=Output(*output),
        days=tuple(known[k].day for k in held),
        mean=usual,
        mean_output=Output(*usually),
        change=change,
        judged=judged,
        says=_says(one, main, change, judged, value / usual, name=other.name),
    )


def _change(known: Sequence[Outing], last: Outing, held: Sequence[int], main: Measure) -> tuple[Change | str, str]:
    """Return the change of the last time against some others, and where its interval lies."""
    from periodize.analysis.benchmark import Change, change, judged

    others = [k for k, outing in enumerate(known) if outing is not last]
    values = [known[k].values[main.name] for k in others]
    found = change([*values, last.values[main.name]], unit=main.unit, beside=[others.index(k) for k in held])
    return (found, judged(found, worthwhile=main.worthwhile)) if isinstance(found, Change) else (found.reason, "")


def _lacking(one: Benchmark, last: Outing | None, this: Stretch, other: Stretch) -> str:
    """Return why nothing can be held against each other."""
    if last:
        end = "race" if other.race else "last day"
        return f"no comparable time of {other.name} within two weeks of as long before its {end}"
    whys = [outing.why for outing in one.outings if this.has(outing.day) and outing.why]
    return f"not comparable ({', '.join(whys[-1])})" if whys else f"nothing is known of its times in {this.name}"


def _says(one: Benchmark, main: Measure, change: Change | str, judged: str, ratio: float, *, name: str) -> str:
    """Return in the words of a benchmark what a change against the season of a name says. ratio : nan without one."""
    from periodize.project.checks.followed import VERDICTS

    if isnan(ratio):
        return f"No change is told: {change}."
    where = "At the same heart rate" if main.name == "output_at_heart_rate" else "Over the work"
    words = ("weaker", "stronger") if one.channel == "power" else ("slower", "faster")
    if isinstance(change, str):
        off = 100 * (ratio - 1)
        return f"{where} {abs(off):.1f} % {words[off > 0]}: too few to tell more ({change})."
    return (
        f"{where} {abs(change.value):.1f} % {words[change.value > 0]} than the {change.n} of {name} "
        f"({change.low:+.1f} to {change.high:+.1f} %): {VERDICTS[judged]} ({main.worthwhile:g} %)."
    )
