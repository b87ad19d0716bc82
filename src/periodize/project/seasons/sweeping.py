"""One value of a plan, changed again and again: what the race says to each, in the same weather."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from periodize.errors import PlanError, UnknownNameError, UsageError
from periodize.plan.setting import with_settings
from periodize.project.seasons.comparing import played_in_turn
from periodize.project.seasons.scenario import prepare
from periodize.project.seasons.startlines import (
    ALL_MEASURES,
    MEASURES,
    NO_TIME,
    chosen_key,
    from_the_same_state,
    keys_of,
    lines_of,
    measured,
    median,
    must_be_known,
    paired,
    same_runs,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from periodize.errors import Problem
    from periodize.plan import Season
    from periodize.project.seasons.question import Question
    from periodize.project.seasons.scenario import Prepared
    from periodize.project.seasons.startlines import Line, Measure
    from periodize.report.views.question import Paired, Sweep, SweepRow
    from periodize.simulation.ensemble import Ensemble

MOST_VALUES: Final = 60
"""Most values of a sweep: our choice, a table that can still be read."""


def _policies() -> Collection[str]:
    from periodize.simulation import POLICIES

    return POLICIES


def _lives() -> Collection[str]:
    from periodize.simulation import LEVELS

    return LEVELS


OF_THE_QUESTION: Final[Mapping[str, Callable[[], Collection[str]]]] = {"policy": _policies, "life": _lives}
"""What is no key of a plan and can be tried too, with what there is."""

EXAMPLE: Final = "write PATH=FROM..TO, PATH=FROM..TO step N or PATH=A,B,C, e.g. blocks.taper.days=5..21"

_END = r"(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)([a-z%/]*)"
_RANGE = re.compile(rf"{_END}\.\.{_END}(?:\s+step\s+{_END})?", re.IGNORECASE)
_DATES = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})(?:\s+step\s+(\d{1,4})\s*(d|w)?)?")


class Over(NamedTuple):
    """What is changed, and to which values, as the plan would write them."""

    path: str
    values: tuple[str, ...]


def read_over(text: str) -> Over:
    """Read what a sweep goes over.

    Raises
    ------
    UsageError
        if it cannot be read, holds no value, one value alone or too many.

    Examples
    --------
    >>> read_over("blocks.build.volume=60%..100% step 20%")
    Over(path='blocks.build.volume', values=('60%', '80%', '100%'))
    """
    path, equals, values = (part.strip() for part in text.partition("="))
    if not equals or not path or not values:
        message = f"--over {text!r} cannot be read; {EXAMPLE}"
        raise UsageError(message)
    listed = tuple(dict.fromkeys(_values(values, text)))
    if len(listed) == 1:
        message = f"--over {text!r} is one value; a sweep takes 2 to {MOST_VALUES}; for one: simulate --set"
        raise UsageError(message)
    return Over(path, listed)


def _values(text: str, whole: str) -> Sequence[str]:
    if ".." not in text:
        listed = [part.strip() for part in text.split(",") if part.strip()]
        return listed[: _allowed(len(listed), whole)]
    if match := _DATES.fullmatch(text):
        return _dates(match, whole)
    match = _RANGE.fullmatch(text)
    if match is None:
        message = f"--over {whole!r} is no range; {EXAMPLE}"
        raise UsageError(message)
    first, last = float(match[1]), float(match[3])
    step = float(match[5]) if match[5] else 1.0
    units = {unit for unit in (match[2], match[4], match[6]) if unit}
    if len(units) > 1:
        message = f"--over {whole!r} mixes the units {' and '.join(sorted(units))}; give one"
        raise UsageError(message)
    unit = units.pop() if units else ""
    count = _steps(last - first, step, whole)
    return [f"{first + k * step:g}{unit}" for k in range(count)]


def _dates(match: re.Match[str], whole: str) -> Sequence[str]:
    try:
        first, last = date.fromisoformat(match[1]), date.fromisoformat(match[2])
    except ValueError as error:
        message = f"--over {whole!r}: {error}"
        raise UsageError(message) from None
    step = int(match[3] or 1) * (7 if match[4] == "w" else 1)
    return [str(first + timedelta(days=k * step)) for k in range(_steps((last - first).days, step, whole))]


def _steps(span: float, step: float, whole: str) -> int:
    if step <= 0 or span < 0:
        message = f"--over {whole!r} is empty: a range rises from its first value to its last, by a step above 0"
        raise UsageError(message)
    return _allowed(int(span / step + 1e-9) + 1, whole)


def _allowed(values: int, whole: str) -> int:
    if values > MOST_VALUES:
        message = f"--over {whole!r} has {values:,} values, at most {MOST_VALUES} are played; write a larger ` step N`"
        raise UsageError(message)
    return values


# ---- the sweep


def sweep(
    path: str | Path,
    over: str,
    question: Question,
    *,
    at: str | None = None,
    measure: str = "form",
    settings: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Sweep:
    """Play a plan for each of some values of one of its keys.

    Parameters
    ----------
    path : the plan; it stays as it is.
    over : PATH=FROM..TO[ step N] or PATH=A,B,C; paths as of `with_settings`, or policy or life.
    question : how the season is played, every time in the same weather.
    at : start line, as `race:ID` or `race:ID.ROUND`; None: the last of the most important races.
    measure : of `ALL_MEASURES`; what the best value is the best in.
    settings : what else is changed.
    progress : called with the runs that are played and all of them.

    Raises
    ------
    PlanError
        if one of the values, or the plan, makes no season; nothing was played.
    UsageError
        if the question is not possible.
    """
    from periodize.report.views.question import Sweep

    chosen = next((known for known in ALL_MEASURES if known == measure), None)
    if chosen is None:
        raise UnknownNameError("measure", measure, ALL_MEASURES)
    if chosen == "time" and (question.model is None or isinstance(question.model, str)):
        raise UsageError(NO_TIME)
    same_runs(question)
    asked = read_over(over)
    seasons, notes = _seasons(path, asked, settings, question)
    written = prepare(sound_season(path, settings), question)
    key = chosen_key(written, at)
    base, *prepared = from_the_same_state([written, *seasons])
    for value, one in zip(asked.values, prepared, strict=True):
        if key not in keys_of(one):
            message = f"with {asked.path}={value} race {key} is in no block any more"
            raise UsageError(message)
    cut = [up_to(one, key) for one in prepared]
    found = played_in_turn(cut, question, progress=progress)
    lines = [lines_of(*pair, question)[key] for pair in zip(cut, found, strict=True)]
    must_be_known(lines[0], chosen)
    best = _best(lines, chosen)
    return Sweep(
        plan=written.planned.season.path,
        title=written.planned.season.title,
        path=asked.path,
        measure=chosen,
        key=key,
        race=lines[0].name,
        runs=question.runs,
        seed=question.seed,
        model=base.scenario.model.name,
        unit=found[0].units.get("fitness", "AU/day"),
        rows=tuple(
            _row(value, one, line, lines[best], chosen)
            for value, one, line in zip(asked.values, found, lines, strict=True)
        ),
        best=best,
        written=_written(written, seasons, asked),
        cost=_cost(lines, best, chosen),
        assumptions=base.notes,
        notes=(*notes, *_all_alike(lines, asked)),
        ordered=len(lines) > 1 and all(value[:1] in "-0123456789" for value in asked.values),
    )


def _questions(over: Over, question: Question) -> list[Question]:
    """Return the question with each policy, or life."""
    known = OF_THE_QUESTION[over.path]()
    for value in over.values:
        if value not in known:
            raise UnknownNameError(over.path, value, known)
    return [replace(question, **{over.path: value}) for value in over.values]  # type: ignore[arg-type]


def _all_alike(lines: Sequence[Line], asked: Over) -> tuple[str, ...]:
    """Say where the values make no difference to the race at all."""
    import numpy as np

    measures = ("fitness", "form", "performance")
    alike = all(
        np.array_equal(getattr(line, name), getattr(lines[0], name), equal_nan=True)
        for line in lines[1:]
        for name in measures
    )
    return (f"{asked.path} makes no difference to this race: every value plays the same",) if alike else ()


def sound_season(path: str | Path, settings: Sequence[str]) -> Season:
    """Return the season of a plan file with some settings, or raise PlanError with its problems."""
    season, problems = with_settings(path, settings)
    if season is None:
        raise PlanError(problems)
    return season


def _seasons(
    path: str | Path, over: Over, settings: Sequence[str], question: Question
) -> tuple[list[Prepared], tuple[str, ...]]:
    """Return the season of each value, and what the first and the last do beside their value."""
    if over.path in OF_THE_QUESTION:
        plain = sound_season(path, settings)
        return [prepare(plain, one) for one in _questions(over, question)], ()
    seasons: list[Prepared] = []
    notes: list[list[str]] = []
    problems: dict[tuple[str, str], Problem] = {}
    for value in over.values:
        season, found = with_settings(path, [*settings, f"{over.path}={value}"])
        notes.append([problem.message for problem in found if problem.code == "P017"])
        try:
            if season is None:
                raise PlanError(found)
            seasons.append(prepare(season, question))
        except PlanError as error:
            # the first value that meets a problem names it
            told = ((p, replace(p, message=f"with {over.path}={value}: {p.message}")) for p in error.problems)
            problems = {(str(p.span), p.message): named for p, named in told} | problems
    if problems:
        raise PlanError(list(problems.values()))
    return seasons, tuple(dict.fromkeys([*notes[0], *notes[-1]]))


def up_to(one: Prepared, key: str) -> Prepared:
    """Return a season that ends with the day of one of its start lines."""
    ids = dict(zip(keys_of(one), [s.id for s in one.planned.sessions if s.race], strict=True))
    return ended(one, next(line.day for line in one.scenario.starts if line.id == ids[key]) + 1)


def ended(one: Prepared, days: int) -> Prepared:
    """Return the first days of a season."""
    scenario = one.scenario
    sessions = tuple(s for s in one.planned.sessions if (s.day - one.planned.first).days < days)
    return one._replace(
        planned=replace(one.planned, sessions=sessions),
        week_starts=tuple(begin for begin in one.week_starts if begin < days),
        scenario=replace(
            scenario,
            days=days,
            doses=[dose for dose in scenario.doses if dose.day < days],
            starts=[line for line in scenario.starts if line.day < days],
        ),
    )


# ---- what it says


def _best(lines: Sequence[Line], measure: Measure) -> int:
    sign = -1 if measure == "time" else 1
    medians = [sign * median(measured(line, measure)) for line in lines]
    # what nobody knows is never the best
    return max(range(len(medians)), key=lambda place: (medians[place] == medians[place], medians[place]))


def _row(value: str, found: Ensemble, line: Line, best: Line, measure: Measure) -> SweepRow:
    from periodize.report.views.question import SweepRow
    from periodize.report.views.values import value_of

    behind = paired(measured(line, measure), measured(best, measure))
    return SweepRow(
        value=value,
        load=value_of(found.totals["load"]),
        values={name: value_of(measured(line, name)) for name in _told(line)},
        absent=float(line.absent.mean()) if found.runs > 1 else None,
        behind=behind,
        level=behind.untold,
    )


def _told(line: Line) -> tuple[Measure, ...]:
    return MEASURES if line.time is None else ALL_MEASURES


def _cost(lines: Sequence[Line], best: int, measure: Measure) -> dict[str, tuple[int, Paired]]:
    """Return, for each other measure, the row that is best in it and by how much the best row is behind that."""
    found: dict[str, tuple[int, Paired]] = {}
    for name in MEASURES:
        if name != measure:
            other = _best(lines, name)
            found[name] = other, paired(measured(lines[best], name), measured(lines[other], name))
    return found


def _written(written: Prepared, seasons: Sequence[Prepared], over: Over) -> str | None:
    """Return the value that gives the plan as it is, or None."""
    if over.path in OF_THE_QUESTION:
        return None
    plain = written.scenario.doses
    return next((v for v, one in zip(over.values, seasons, strict=True) if one.scenario.doses == plain), None)
