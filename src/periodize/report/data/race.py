"""A race by segments, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.data.forecast import Json, number

if TYPE_CHECKING:
    from periodize.analysis.course import Mark, Series
    from periodize.analysis.measures import Channel
    from periodize.analysis.pacing import Planned
    from periodize.analysis.segments import Split
    from periodize.report.views.race import Goal, RaceView

UNITS = {
    "heart_rate": "bpm", "cadence": "1/min", "power": "W", "speed": "m/s", "graded_speed": "m/s", "altitude": "m",
    "temperature": "deg C",
}  # fmt: skip


def race_data(view: RaceView) -> Json:
    """Return what `race --json` prints."""
    shape = view.shape
    return {
        "id": view.id,
        "name": view.name,
        "source": view.source,
        "sport": view.sport,
        "start": view.start.isoformat(),
        "distance_m": number(view.distance),
        "recorded_m": number(view.recorded),
        "distance_by": view.measured_by or "the recording",
        "heart_rate_before": number(view.before),
        "whole": _split_data(view.whole),
        "segments": {"by": view.asked, "rows": [_split_data(split) for split in view.splits]},
        "shape": {
            "first_half_s": number(shape.first),
            "second_half_s": number(shape.second),
            "change": number(shape.change),
            "split": shape.split,
            "variability": [{"piece_m": piece, "cv": number(cv)} for piece, cv in shape.variability.items()],
            "kick": number(shape.kick),
        },
        "pacing": {"plan": view.pacing, "rows": [_planned_data(row) for row in view.planned]} if view.planned else None,
        "goal": _goal_data(view.goal) if view.goal else None,
        "likely_m": number(view.likely),
        "series": _series_data(view.series),
        "units": UNITS,
        "notes": list(view.notes),
    }


def _mark_data(mark: Mark) -> Json:
    return {"distance_m": number(mark.distance), "clock_s": number(mark.clock)}


def _split_data(split: Split) -> Json:
    return {
        "name": split.name,
        "begin": _mark_data(split.begin),
        "end": _mark_data(split.end),
        "distance_m": number(split.distance),
        "time_s": number(split.duration),
        "stood_s": number(split.stood),
        "unplaced_s": number(split.unplaced),
        "speed": number(split.speed),
        "channels": {
            name: _channel_data(channel, split.doubts.get(name)) for name, channel in sorted(split.channels.items())
        },
    }


def _channel_data(channel: Channel, doubt: str | None) -> Json:
    return {
        "mean": number(channel.mean),
        "highest": number(channel.highest),
        "coverage": number(channel.coverage),
        "doubt": doubt,
    }


def _goal_data(goal: Goal) -> Json:
    return {
        "race": goal.race,
        "time_s": number(goal.time),
        "off_s": number(goal.off),
        "behind_s": [number(behind) for behind in goal.behind],
    }


def _planned_data(row: Planned) -> Json:
    return {
        "leg": row.text,
        "begin": _mark_data(row.begin),
        "end": _mark_data(row.end),
        "time_s": number(row.time),
        "target_s": number(row.target_time),
        "off_s": number(row.off),
        "behind_s": number(row.behind),
        "target_power": number(row.target_power),
        "power": number(row.power),
    }


def _series_data(series: Series) -> Json:
    return {
        "step_m": number(series.step),
        "distance_m": [number(end) for end in series.ends],
        "clock_s": [number(clock) for clock in series.clock],
        "speed": [number(speed) for speed in series.speed],
        "channels": {name: [number(value) for value in values] for name, values in sorted(series.channels.items())},
    }
