"""Why each part of a session has its intensity: the rule or default behind it, with its number and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.athlete import GENERIC_SPEED, POWER_SPORTS
from periodize.plan.intensity import (
    BIKE_NAMES,
    HOURLY,
    NAMES,
    RACES,
    RECOVERIES,
    STEP_SHIFT,
    WORDS,
    edges,
    fraction_of,
    named,
    threshold_speed,
)
from periodize.plan.render import default_recovery
from periodize.plan.workout import Recovery, Target, Tone
from periodize.report.views.parts import Reason
from periodize.units import print_speed
from periodize.zones import DEFAULT_ZONES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from periodize.errors import Span
    from periodize.plan.render import Rendering
    from periodize.plan.season import Season
    from periodize.plan.workout import Step
    from periodize.project.plans.parts import Leaf

LANGUAGE, OURS = "plan language", "our choice"
"""Who a number is from when the plan does not give it."""

_OURS = {"strides", "openers", "test", "walk", "float", "spin"}
"""Words whose intensity the plan language leaves open."""

_SPECIFIED = {"run", "bike", "swim"}
"""Sports whose generic speed the plan language states."""


def percent(fraction: float) -> str:
    """Write a fraction of threshold or a share.

    Examples
    --------
    >>> percent(0.763)
    '76 %'
    """
    return f"{100 * fraction:.0f} %"


class Intensities:
    """The reasons for the intensities of one line.

    Parameters
    ----------
    season : for places; None for a line that stands in no plan.
    """

    def __init__(self, sport: str, context: Rendering, season: Season | None) -> None:
        self.sport, self.context, self.season = sport, context, season
        self.of = "threshold power" if sport in POWER_SPORTS else "threshold"

    def of_leaf(self, leaf: Leaf, about: str) -> Reason:
        """Return why a step or recovery has its intensity."""
        if isinstance(leaf.node, Recovery):
            return self._recovery(leaf.node, about)
        return self._step(leaf.node, about, inside=bool(leaf.around))

    def _step(self, step: Step, about: str, *, inside: bool) -> Reason:
        if step.target:
            return self._target(step.target, about)
        if self.sport in HOURLY:
            load = f"{100 * HOURLY[self.sport] ** 2:.0f} load an hour whatever is done"
            return Reason(about, f"{self.sport}: {load}", None, LANGUAGE)
        if step.word is None:
            name = "T" if inside else "easy"
            what = "repeats without a target count at threshold (T)" if inside else "without a target it is easy"
            return Reason(about, f"{what}: {self._is(name)}", None, OURS if inside else LANGUAGE)
        if step.word not in WORDS:
            return self._target(Target(Tone("name", 0.0, step.word)), about)
        name = WORDS[step.word]
        source = OURS if step.word in _OURS else LANGUAGE
        return Reason(about, f"{step.word} without a target is {name}: {self._is(name)}", None, source)

    def _recovery(self, recovery: Recovery, about: str) -> Reason:
        if recovery.target:
            return self._target(recovery.target, about)
        how = recovery.how or default_recovery(self.sport)
        fraction = named("easy", self.sport) if how == "easy" else RECOVERIES[how]
        source = OURS if how in _OURS else LANGUAGE
        if how == "rest":
            if recovery.quantity.is_time:
                return Reason(about, "rest: standing, no distance and no load", None, LANGUAGE)
            share = percent(RECOVERIES["walk"])
            return Reason(about, f"a rest in metres is walked at {share} of {self.of}", None, OURS)
        default = "" if recovery.how else f"a recovery without a word is a {how}: "
        return Reason(about, f"{default}{how} at {percent(fraction)} of {self.of}", None, source)

    def _target(self, target: Target, about: str) -> Reason:
        reason = self._tone(target.low, about)
        if target.high is None:
            return reason
        low, high = edges(target, self.context.athlete, self.sport, self.context.custom)
        if target.ramp:
            text = f"ramp from {percent(low)} to {percent(high)} of {self.of}, in even steps"
        else:
            text = f"{target} is {percent(low)} to {percent(high)} of {self.of}; its middle counts"
        return Reason(about, text, reason.place, reason.source)

    def _tone(self, tone: Tone, about: str) -> Reason:
        fraction = fraction_of(tone, self.context.athlete, self.sport, self.context.custom)
        is_now = f"{percent(fraction)} of {self.of}"
        place, source = None, LANGUAGE
        match tone.kind:
            case "name":
                return self._name(tone, about, is_now)
            case "percent" if tone.of in {"lthr", "hrmax"}:
                text, source = f"{tone} stands for {is_now}", OURS
            case "percent":
                text, source = is_now, "as written"
            case "zone":
                text, place = f"{tone} of {self._zones()} stands for {is_now}", self._span("zones")
            case "watts" | "bpm" | "speed":
                key = "hr" if tone.kind == "bpm" else self.sport
                text, place = f"{tone} is {is_now}", self._span("threshold", key)
                source = "" if place else OURS
            case "mmol":
                text, source = f"{tone} of lactate stands for {is_now} (4 mmol at threshold)", OURS
            case _:
                text = f"{tone} stands for {is_now}"
        return Reason(about, text, place, "" if place else source)

    def _name(self, tone: Tone, about: str, is_now: str) -> Reason:
        if tone.text in self.context.custom:
            own = self.context.custom[tone.text]
            return Reason(about, f"{tone.text} is {own}: {is_now}", self._span("intensities", tone.text))
        sign = "-" if tone.shift < 0 else "+"
        shift = f" {sign} {percent(STEP_SHIFT * abs(tone.shift))}" if tone.shift else ""
        if tone.text in RACES and tone.text not in NAMES:
            pace = print_speed(threshold_speed(self.context.athlete, self.sport), self.sport)
            text = f"{tone.text} pace from the one-hour pace {pace}"
            return Reason(about, f"{text}{shift}: {is_now}", None, "Riegel 1981")
        bike = " on the bike" if self.sport in POWER_SPORTS and tone.text in BIKE_NAMES else ""
        return Reason(about, f"{tone.text}{shift}{bike} = {is_now}", None, LANGUAGE)

    def _is(self, name: str) -> str:
        return f"{percent(named(name, self.sport))} of {self.of}"

    def _zones(self) -> str:
        model = self.context.athlete.zones
        if isinstance(model, tuple):
            return "your own zones"
        return model or f"{DEFAULT_ZONES} (the default)"

    def _span(self, *place: str) -> Span | None:
        node = self.season.root.at(("athlete", *place)) if self.season else None
        return node.span() if node else None

    def threshold(self) -> Reason | None:
        """Return what stands in for a threshold that the athlete does not give."""
        if self.sport in HOURLY or self.context.athlete.threshold(self.sport):
            return None
        speed = GENERIC_SPEED.get(self.sport, GENERIC_SPEED["run"]) * 3.6
        source = LANGUAGE if self.sport in _SPECIFIED else OURS
        what = "threshold power" if self.sport in POWER_SPORTS else "threshold"
        return Reason("threshold", f"no {what} for {self.sport}: {speed:g} km/h for one hour is assumed", None, source)


def grouped(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return reasons in order, those that say the same of several parts as one."""
    abouts: dict[tuple[str, Span | None, str], list[str]] = {}
    for reason in reasons:
        found = abouts.setdefault((reason.text, reason.place, reason.source), [])
        if reason.about not in found:
            found.append(reason.about)
    return tuple(Reason(", ".join(about), *key) for key, about in abouts.items())
