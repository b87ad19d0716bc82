"""What the runs of a season differ in before a race, and how much of the spread of race day goes with each."""

from __future__ import annotations

from datetime import timedelta
from math import cbrt, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from periodize.project.seasons.scenario import played
from periodize.project.seasons.startlines import MEASURES, lines_of, measured
from periodize.project.seasons.sweeping import ended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from periodize.project.seasons.question import Question
    from periodize.project.seasons.scenario import Prepared
    from periodize.project.seasons.startlines import Line
    from periodize.report.views.question import Share
    from periodize.simulation import Dose
    from periodize.simulation.ensemble import Ensemble, Scenario

    Floats = NDArray[np.float64]

LATE: Final = 28
"""[d] What happens so shortly before the race is told apart from what happened before: our choice."""

TRIM: Final = 0.01
"""Share of the runs at either end of an outcome that are drawn in: our choice."""

WORDS: Final = {"ill": "days ill", "injured": "days injured", "missed": "sessions missed"}
"""Sums of an ensemble -> what people call them; the others by their own name."""

GAIN: Final = "how strongly training works"
RATIO: Final = "fatigue's share in it"
"""What people call the gains of the response."""

NO_CAUSE: Final = frozenset({"load", "duration", "distance", "away"})
"""Sums that are what comes out, and days away for whatever reason."""


class Input(NamedTuple):
    """Something that differs from run to run. values : (runs,)."""

    name: str
    doc: str
    unit: str
    values: Floats


def by_chance(
    one: Prepared, question: Question, key: str, played_runs: Callable[[int], None]
) -> tuple[Line, list[Input]]:
    """Play a season up to its race, and up to its last weeks, and return the start line and what the runs differ in."""
    import numpy as np

    whole = played(one, question)
    played_runs(question.runs)
    late = max(1, one.scenario.days - 1 - LATE)
    earlier = played(ended(one, late), question)
    played_runs(question.runs)
    line = lines_of(one, whole)[key]
    day = Input("the day's conditions", "altitude, heat, travel and sleep on race day", "factor", line.ability)
    inputs = [*_given(one), *_happened(whole, earlier), *_came_out(one.scenario, question, late), day]
    return line, [entry for entry in inputs if np.ptp(entry.values) > 0]


def _given(one: Prepared) -> Iterator[Input]:
    """Yield what runs differ in before the first day: the parameters of the response, and where the athlete stands."""
    import numpy as np

    from periodize.response import parameters

    own = {p.name: p for p in parameters(one.scenario.model) if np.ndim(p.value)}
    for parameter in own.values():
        values = np.asarray(parameter.value, dtype=np.float64)
        if parameter.name == "fatigue_gain" and "fitness_gain" in own:
            # the two rise and fall together: what is its own is their ratio
            values = values / np.asarray(own["fitness_gain"].value, dtype=np.float64)
            yield Input(RATIO, "gain of fatigue over gain of fitness", "ratio", values)
            continue
        name = GAIN if parameter.name == "fitness_gain" else parameter.doc
        yield Input(name, f"parameter {parameter.name} of the response", parameter.unit, values)
    for name in ("fitness", "fatigue"):
        before = getattr(one.scenario, name)
        if np.ndim(before):
            yield Input(f"{name} at the start", f"{name} on the first day", "AU/day", np.asarray(before))


def _happened(whole: Ensemble, earlier: Ensemble) -> Iterator[Input]:
    """Yield how much of what nobody plans came in the last weeks before the race, and before those."""
    import numpy as np

    for name, total in whole.totals.items():
        if name not in NO_CAUSE:
            words = WORDS.get(name, f"days {name.replace('_', ' ')}")
            before = np.asarray(earlier.totals.get(name, np.zeros_like(total)))
            yield Input(f"{words}, last 4 weeks", f"in the {LATE} days up to the race", "", total - before)
            yield Input(f"{words}, earlier", f"more than {LATE} days before the race", "", before)


def _came_out(scenario: Scenario, question: Question, late: int) -> Iterator[Input]:
    """Yield how sessions came out beside what is written, weighted by their loads: drawn again from the same weather.

    Sessions that were missed count too, with what they would have come to: this is the luck of the sessions alone.
    """
    import numpy as np

    from periodize.simulation import BLOCK, BlockWeather

    blocks = [(at // BLOCK, at, min(at + BLOCK, question.runs)) for at in range(0, question.runs, BLOCK)]
    weathers = [(at, end, BlockWeather(question.seed, block, runs=end - at)) for block, at, end in blocks]
    done, written = np.zeros((2, question.runs)), np.zeros(2)
    for day, doses in _by_day(scenario):
        for nth, dose in enumerate(doses):
            for at, end, weather in weathers:
                luck = scenario.execution.of(weather, scenario.start + timedelta(days=day), nth)
                done[int(day >= late), at:end] += dose.load * luck.load
            written[int(day >= late)] += dose.load
    for when, words in enumerate(("earlier", "last 4 weeks")):
        if written[when]:
            doc = "load of the sessions as they come out, as a share of what is written"
            yield Input(f"luck of sessions, {words}", doc, "share", done[when] / written[when])


def _by_day(scenario: Scenario) -> Iterator[tuple[int, list[Dose]]]:
    """Yield the sessions of each day before the race, in the order in which they are done."""
    days: dict[int, list[Dose]] = {}
    for dose in sorted(scenario.doses, key=lambda dose: dose.at):
        if dose.day < scenario.days - 1:
            days.setdefault(dose.day, []).append(dose)
    yield from days.items()


def share_of(entry: Input, line: Line) -> Share:
    """Return how much of the spread of a start line goes with one input."""
    from periodize.report.views.question import Share
    from periodize.report.views.values import value_of

    outcomes = {name: _trimmed(measured(line, name)) for name in MEASURES}
    return Share(
        name=entry.name,
        doc=entry.doc,
        band=value_of(entry.values),
        unit=entry.unit,
        shares={name: explained(entry.values, outcome) for name, outcome in outcomes.items()},
        direction={name: _direction(entry.values, outcome) for name, outcome in outcomes.items()},
    )


def _trimmed(outcome: Floats) -> Floats:
    """Return an outcome with its outermost runs drawn in: a few wild ones would be most of the variance."""
    import numpy as np

    if not np.isfinite(outcome).any():
        return outcome
    low, high = np.nanquantile(outcome, (TRIM, 1 - TRIM))
    return np.clip(outcome, low, high)


def _direction(cause: Floats, outcome: Floats) -> float:
    """Return the correlation of an input and an outcome over the runs that know it, -1 to 1; 0 without any."""
    import numpy as np

    known = np.isfinite(outcome)
    if not known.any() or np.ptp(outcome[known]) <= 0 or np.ptp(cause[known]) <= 0:
        return 0.0
    return float(np.corrcoef(cause[known], outcome[known])[0, 1])


def bins_of(runs: int) -> int:
    """Return into how many parts an input is cut: the cube root of the runs, our choice."""
    return max(2, round(cbrt(runs)))


def noise_of(runs: int) -> float:
    """Return the share that chance alone reaches once in forty times: two standard deviations of none."""
    bins = bins_of(runs)
    return 2.0 * sqrt(2 * (bins - 1)) / runs


def explained(cause: Floats, outcome: Floats) -> float:
    """Return the share of an outcome's variance that goes with one input.

    Parameters
    ----------
    cause, outcome : (runs,).

    Returns
    -------
    float
        [0-1] 0 where one of the two does not vary, nan where no run knows the outcome.

    Notes
    -----
    The first-order index Var(E[outcome | cause]) / Var(outcome), estimated from the runs as they are: the input is
    cut into parts of about equally many runs, and the variance between the parts is taken as a share of the whole
    [1]_. As in an adjusted R^2, what parts without any effect would show is taken off. It sees no interaction, and
    counts what two inputs share for both.

    References
    ----------
    .. [1] Plischke, Borgonovo & Smith (2013), Eur J Oper Res 226:536-550.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> one, other = rng.normal(size=(2, 4000))
    >>> abs(explained(one, one + other) - 0.5) < 0.03
    True
    """
    import numpy as np

    known = np.isfinite(outcome)
    if not known.any():
        return float("nan")
    cause, outcome = cause[known], outcome[known]
    runs = len(outcome)
    whole = float(((outcome - outcome.mean()) ** 2).sum())
    edges = np.unique(np.quantile(cause, np.linspace(0, 1, bins_of(runs) + 1)[1:-1]))
    # an input of which most are 0 has a part for them, and parts for the rest
    parts = np.searchsorted(edges, cause, side="left")
    counts = np.bincount(parts)
    counts, sums = counts[counts > 0], np.bincount(parts, weights=outcome - outcome.mean())[counts > 0]
    if whole <= 0 or len(counts) == 1:
        return 0.0
    within = 1 - float((sums**2 / counts).sum()) / whole
    return max(0.0, 1 - within * (runs - 1) / (runs - len(counts)))
