"""Everything that is computed of one activity, as a value that can be stored."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from periodize.analysis.best import best_efforts
from periodize.analysis.efficiency import Decoupling, Efficiency, decoupling, efficiency
from periodize.analysis.gates import Finding, examined
from periodize.analysis.value import NotComputable
from periodize.analysis.zone_time import ZoneTimes, seconds_by_model, time_in_zones
from periodize.load.base import METRICS, Load, measure
from periodize.load.stress import weighted_power
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from periodize.athlete import Athlete
    from periodize.effort import Effort
    from periodize.zones import ZoneModel

T = TypeVar("T")

METRICS_VERSION = 5
"""Counted up when a measure is computed in another way, so that what is stored is computed again."""

AVERAGES = NotComputable("only averages are known")
"""Said of a summary: a mean lies in one zone and has no fourth power, so it tells nothing of what varied."""

BEST_OF = ("power", "speed", "heart_rate")
"""Channels of which the best efforts are kept."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel in short. mean, highest [its unit]; coverage: share of the moving time that has it, 0-1."""

    mean: float
    highest: float
    coverage: float


@dataclass(frozen=True, slots=True)
class ActivityMeasures:
    """What one activity was, computed from its effort and the athlete of that day.

    Parameters
    ----------
    load : by the metric that was chosen; the value is nan when there is none.
    loads : every load metric that can be computed, by name, each in its own unit.
    zones : "heart_rate", "pace", "power" -> time in zones.
    weighted_power : [W].
    efficiency, decoupling : see there.
    best : "power", "speed", "heart_rate" -> duration [s] -> highest mean.
    channels : each recorded channel in short.
    findings : what is suspect, and what was left out of all of the above.
    models : name of a zone model -> "heart_rate", "pace", "power", those that are known -> (zones,) [s]; the athlete's
        own model is in `zones`.
    """

    load: Load
    loads: Mapping[str, Load]
    zones: Mapping[str, ZoneTimes | NotComputable]
    weighted_power: float | NotComputable
    efficiency: Efficiency | NotComputable
    decoupling: Decoupling | NotComputable
    best: Mapping[str, Mapping[int, float] | NotComputable]
    channels: Mapping[str, Channel]
    findings: tuple[Finding, ...]
    models: Mapping[str, Mapping[str, tuple[float, ...]]] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """Return plain dicts, lists, numbers and texts, as JSON knows them; the load is None where it is nan."""
        power = self.weighted_power
        return {
            "load": _plain(self.load) | {"value": None if math.isnan(self.load.value) else self.load.value},
            "loads": {name: _plain(one) for name, one in self.loads.items()},
            "zones": {name: _plain(one) for name, one in self.zones.items()},
            "weighted_power": _plain(power) if isinstance(power, NotComputable) else power,
            "efficiency": _plain(self.efficiency),
            "decoupling": _plain(self.decoupling),
            "best": {
                name: _plain(one) if isinstance(one, NotComputable) else {str(key): mean for key, mean in one.items()}
                for name, one in self.best.items()
            },
            "channels": {name: _plain(one) for name, one in self.channels.items()},
            "findings": [_plain(one) for one in self.findings],
            "models": {
                name: {by: list(seconds) for by, seconds in times.items()} for name, times in self.models.items()
            },
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> ActivityMeasures:
        """Return the measures that `as_data` wrote."""
        power = data["weighted_power"]
        return cls(
            load=_load(data["load"]),
            loads={name: _load(one) for name, one in data["loads"].items()},
            zones={name: _zones(one) for name, one in data["zones"].items()},
            weighted_power=NotComputable(**power) if isinstance(power, dict) else power,
            efficiency=_either(Efficiency, data["efficiency"]),
            decoupling=_either(Decoupling, data["decoupling"]),
            best={name: _best(one) for name, one in data["best"].items()},
            channels={name: Channel(**one) for name, one in data["channels"].items()},
            findings=tuple(Finding(**one) for one in data["findings"]),
            # measures of an older version have none
            models={
                name: {by: tuple(seconds) for by, seconds in times.items()}
                for name, times in data.get("models", {}).items()
            },
        )


def measure_activity(effort: Effort, athlete: Athlete, *, zones: ZoneModel | None = None) -> ActivityMeasures:
    """Compute everything that is kept of one activity.

    Parameters
    ----------
    effort : recorded, as the reader gives it.
    athlete : resolved for the day (`Athlete.on`).
    zones : name of the zone model or edges of one's own; None: the athlete's.

    Returns
    -------
    ActivityMeasures
        of the effort without the samples that cannot be (`periodize.analysis.gates`).
    """
    effort, found = examined(effort)
    loads = {name: measure(effort, athlete, metric=name) for name in METRICS}
    summary = len(effort.dt) <= 1
    power = weighted_power(effort)
    sums = ActivityMeasures(
        load=measure(effort, athlete),
        loads={name: load for name, load in loads.items() if math.isfinite(load.value)},
        zones=dict.fromkeys(("heart_rate", "pace", "power"), AVERAGES),
        weighted_power=NotComputable("no power") if math.isnan(power) else AVERAGES if summary else power,
        efficiency=AVERAGES,
        decoupling=AVERAGES,
        best=dict.fromkeys(BEST_OF, AVERAGES),
        channels=_in_short(effort),
        findings=found,
    )
    if summary:
        return sums
    return replace(
        sums,
        zones=time_in_zones(effort, athlete, zones=zones),
        efficiency=efficiency(effort),
        decoupling=decoupling(effort),
        best={channel: best_efforts(effort, channel) for channel in BEST_OF},
        models=seconds_by_model(effort, athlete),
    )


def fingerprint(athlete: Athlete, *, zones: ZoneModel | None = None) -> str:
    """Return a short text that changes when measures of this athlete on this day would.

    Parameters
    ----------
    athlete : resolved for the day (`Athlete.on`).
    zones : as given to `measure_activity`.

    Returns
    -------
    str
        16 hexadecimal digits of the thresholds, heart rates and the rest that measures ask for, the names of the load
        metrics and `METRICS_VERSION`; the same in every process and on every machine.
    """
    model = zones if zones is not None else athlete.zones
    asked = [
        METRICS_VERSION, sorted(METRICS), sorted((sport, athlete.threshold(sport)) for sport in athlete.thresholds),
        athlete.hr_max, athlete.hr_rest, athlete.sex, model, athlete.trimp, athlete.vt1, athlete.vt2,
        athlete.weight, athlete.height, athlete.guessed,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:16]


def _in_short(effort: Effort) -> dict[str, Channel]:
    found = {}
    for name, values in effort.channels.items():
        known = ~np.isnan(values)
        time = float(effort.dt[known].sum())
        if time > 0:
            mean = float((values[known] * effort.dt[known]).sum()) / time
            found[name] = Channel(mean, float(values[known].max()), time / effort.duration)
    return found


def _plain(one: Any) -> dict[str, Any]:
    """Return the fields of a flat dataclass; `asdict` would copy every number of them."""
    values = ((key, getattr(one, key)) for key in one.__dataclass_fields__)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values}


def _load(data: Mapping[str, Any]) -> Load:
    return Load(**{**data, "value": math.nan if data["value"] is None else data["value"]})


def _either(kind: type[T], data: Mapping[str, Any]) -> T | NotComputable:
    return NotComputable(**data) if "reason" in data else kind(**data)


def _zones(data: Mapping[str, Any]) -> ZoneTimes | NotComputable:
    if "reason" in data:
        return NotComputable(**data)
    return ZoneTimes(**{**data, "seconds": tuple(data["seconds"]), "edges": tuple(data["edges"])})


def _best(data: Mapping[str, Any]) -> dict[int, float] | NotComputable:
    return NotComputable(**data) if "reason" in data else {int(key): value for key, value in data.items()}
