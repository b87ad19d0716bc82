"""Axes and words of what is recorded: a speed as the pace that its sport counts in, power, heart rate."""

from __future__ import annotations

from itertools import pairwise

from periodize.athlete import POWER_SPORTS
from periodize.report.charts.vega import Spec, quantity
from periodize.units import KM, PACE_PER, print_speed

SPEEDS = frozenset({"speed", "graded_speed"})

UNITS = {"power": "W", "heart_rate": "bpm"}

PACE_STEPS = (300, 120, 60, 30, 15, 10, 5)
"""[s] What paces on the axis are rounded to: our choice."""

TICKS = 6
"""Lines on the axis of pace, about: our choice."""

SLOWEST = 1800.0
"""[s] Slowest pace on the axis: our choice."""


def values_axis(sport: str, channel: str, low: float, high: float) -> Spec:
    """Return the axis of a channel; a speed is written as the pace that its sport counts in, faster above."""
    domain = {"domain": [round(low, 4), round(high, 4)], "nice": False, "zero": False}
    if channel not in SPEEDS:
        title = f"{'Power' if channel == 'power' else 'Heart rate'} [{UNITS[channel]}]"
        return quantity("value", scale=domain, title=title, axis={"tickCount": 5})
    if sport in POWER_SPORTS:
        axis = {"tickCount": 5, "labelExpr": "format(datum.value * 3.6, '.0f')"}
        return quantity("value", scale=domain, title="Speed [km/h]", axis=axis)
    per = PACE_PER.get(sport, KM)
    seconds = f"round({per:.0f} / datum.value)"
    clock = f"floor({seconds} / 60) + ':' + pad('' + {seconds} % 60, 2, '0', 'left')"
    title = "Pace [min/km]" if per == KM else f"Pace [min/{per:.0f} m]"
    return quantity("value", scale=domain, title=title, axis={"values": _paces(per, low, high), "labelExpr": clock})


def written(channel: str, value: float | None, sport: str) -> str:
    """Write a value of a channel with its unit; "" for none."""
    if value is None:
        return ""
    if channel in UNITS:
        return f"{value:.0f} {UNITS[channel]}"
    return f"{value * 3.6:.1f} km/h" if sport in POWER_SPORTS else print_speed(value, sport)


def _paces(per: float, low: float, high: float) -> list[float]:
    """Return the speeds [m/s] of round paces between two, about as far from each other in speed."""
    speeds = [low + (high - low) * (k + 0.5) / TICKS for k in range(TICKS)]
    paces = [per / max(speed, per / SLOWEST) for speed in speeds]
    found = set()
    for pace, faster in pairwise([*paces, 2 * paces[-1] - paces[-2]]):
        step = next((step for step in PACE_STEPS if step <= abs(pace - faster)), PACE_STEPS[-1])
        found.add(max(round(pace / step), 1) * step)
    return [round(per / pace, 4) for pace in sorted(found) if low <= per / pace <= high]
