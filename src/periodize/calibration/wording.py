"""What a calibration is worth, in plain words."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from periodize.calibration.markov import EFFECTIVE, R_HAT
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.calibration.honesty import Errors
    from periodize.calibration.result import Calibration

SILENT = 0.9
"""Share of the prior's spread above which the tests taught nothing worth the name: our choice."""


def verdict(found: Calibration) -> tuple[str, ...]:
    """Return the verdict on a calibration, the most important line first."""
    lines = [_headline(found), _tests(found), *_weak(found)]
    for what, errors in (("left out of the fit", found.left_out), ("forecast from those before it", found.one_ahead)):
        if errors.n:
            lines.append(f"A test {what} is missed by {_errors(errors, found.unit)}.")
    lines.append(_learned(found))
    lines += [flag[0].upper() + flag[1:] + "." for flag in found.flags]
    if found.material.unknown:
        lines.append(
            f"{found.material.unknown} of {len(found.material.loads)} days of load are unknown, which is not rest: "
            f"the band covers {count(len(found.pasts.before), 'way')} in which they may have been, like the weeks "
            "around them."
        )
    if len(found.pasts.before) > 1:
        lines.append("The training before the first day is not known; the band covers what it may have been.")
    return tuple(lines)


def _headline(found: Calibration) -> str:
    n = len(found.tests)
    checked = [errors for errors in (found.left_out, found.one_ahead) if isfinite(errors.best_rule[1])]
    beaten = [errors for errors in checked if not errors.beats]
    worse = ""
    if beaten:
        rule, error = beaten[0].best_rule
        worse = f"no better than a trivial rule ({rule}: {error:.3g} {found.unit}, model {beaten[0].model:.3g})"
    if found.priors_only:
        weak = sum(event.n for event in found.weak)
        tests = f"{count(n, 'test')}{f' and {weak} weak ones' if weak else ''} are"
        text = f"Priors only: {tests} fewer than {found.fewest}; the shape of the response is that of others"
        return text + (f", and least squares is {worse}." if worse else ".")
    # few draws were asked for, or few of them are worth something
    weak = found.draws.effective < min(EFFECTIVE, len(found.draws.noise) / 2)
    if found.draws.r_hat >= R_HAT or weak:
        worth = (
            f"R-hat {found.draws.r_hat:.3f}" if isfinite(found.draws.r_hat) else f"{found.draws.effective:.0f} draws"
        )
        return f"Not converged ({worth}): do not use these numbers."
    if worse:
        return f"Not useful for forecasts: {worse}. Read the band, not the curve."
    if not found.left_out.n:
        return "Unchecked: too few tests to leave one out."
    if found.left_out not in checked:
        return "Unchecked: no event was tested twice, so no trivial rule says anything of a test."
    rule, error = found.left_out.best_rule
    return (
        f"Better than every trivial rule: off by {found.left_out.model:.3g} {found.unit}, "
        f"the best of them ({rule}) by {error:.3g}."
    )


def _tests(found: Calibration) -> str:
    first, last = found.tests[0].day, found.tests[-1].day
    events = {test.event for test in found.tests}
    of = f" of {len(events)} events" if len(events) > 1 else ""
    days = count((last - first).days + 1, "day")
    return f"{count(len(found.tests), 'test')}{of} in {days}, {first} to {last}."


def _weak(found: Calibration) -> Iterator[str]:
    if not found.weak:
        return
    said = "; ".join(
        f"{weak.event}: {count(weak.n, 'time')}, each off by {weak.error:.1f} % and worth {weak.weight:.2f} of a test"
        for weak in found.weak
    )
    yield f"Benchmarks count as weak tests, none of them is forecast. {said}."


def _errors(errors: Errors, unit: str) -> str:
    rules = ", ".join(f"{name} {error:.3g}" for name, error in errors.rules.items() if isfinite(error))
    return f"{errors.model:.3g} {unit} ({'; '.join(filter(None, (rules, count(errors.n, 'test'))))})"


def _learned(found: Calibration) -> str:
    silent = [name for name, told in found.learned.items() if told.narrowed > SILENT]
    narrowed = ", ".join(f"{name} {told.narrowed:.2f}" for name, told in found.learned.items())
    text = f"Spread left of the prior's: {narrowed}."
    if silent and not found.priors_only:
        text += f" The tests say next to nothing about {', '.join(silent)}."
    return text
