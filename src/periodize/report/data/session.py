"""One planned session beside what was recorded of it, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.data.forecast import Json, number
from periodize.report.data.sessions import session_data
from periodize.report.data.shares import zones_data

if TYPE_CHECKING:
    from periodize.compare import Repeat, Stretch
    from periodize.report.views.session import SessionCheck


def session_check_data(view: SessionCheck) -> Json:
    """Return what `check --session ID --json` prints."""
    found = view.execution
    return {
        "plan": view.plan,
        "session": session_data(view.row, {}),
        "source": found.source if found else None,
        "repeats": [_repeat_data(repeat) for repeat in found.repeats] if found else [],
        "extra": [_stretch_data(stretch) for stretch in found.extra] if found else [],
        "fade": number(found.fade) if found else None,
        "expected": (found.expected or None) if found else None,
        "easy": {"ceiling": number(view.ceiling), "channel": view.channel} if view.channel else None,
        "zones": zones_data(view.zones) if view.zones else None,
        "not_judged": list(view.not_judged),
    }


def _repeat_data(repeat: Repeat) -> Json:
    step = repeat.step
    return {
        "text": step.text,
        "planned": {"duration_s": number(step.duration), "distance_m": number(step.distance), "by": step.by},
        "target": {"channel": step.channel, "low": number(step.low), "high": number(step.high)}
        if step.channel
        else None,
        "done": _stretch_data(repeat.done) if repeat.done else None,
        "length": number(repeat.length),
        "counts": repeat.counts,
        "off": number(repeat.off),
        "on_target": repeat.on_target,
    }


def _stretch_data(stretch: Stretch) -> Json:
    return {
        "start_s": number(stretch.start),
        "duration_s": number(stretch.duration),
        "distance_m": number(stretch.distance),
        **{name: number(stretch.mean(name)) for name in ("speed", "graded_speed", "power", "heart_rate")},
    }
