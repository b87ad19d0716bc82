"""Which metric is chosen, and what a load says about itself."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from periodize.athlete import Athlete, Dated
from periodize.effort import Effort
from periodize.errors import UnknownNameError
from periodize.load import METRICS, POINTS, measure
from periodize.load.base import ORDER

RUNNER = Athlete(
    thresholds={"run": (Dated(4.0),), "bike": (Dated(250.0),), "hr": (Dated(170.0),)}, hr_max=190, hr_rest=50
)


def hour(sport: str = "run", *, rpe: float | None = None, **channels: float) -> Effort:
    """One hour in four samples, each channel constant."""
    return Effort(sport, np.full(4, 900.0), {k: np.full(4, v) for k, v in channels.items()}, rpe)


def gap(effort: Effort, channel: str, known: int) -> Effort:
    """Leave only the first samples of a channel."""
    effort.channels[channel][known:] = np.nan
    return effort


ALL = {"power": 250.0, "graded_speed": 4.4, "speed": 4.0, "heart_rate": 150.0}


@pytest.mark.parametrize(
    ("effort", "metric", "channel"),
    [
        (hour("bike", rpe=5, **ALL), "stress", "power"),
        (hour("run", rpe=5, **ALL), "stress", "graded_speed"),
        (hour("run", rpe=5, speed=4.0, heart_rate=150.0), "stress", "speed"),
        (hour("run", intensity=0.8), "stress", "intensity"),
        (hour("run", rpe=5, heart_rate=150.0), "trimp", "heart_rate"),
        (hour("swim", rpe=5, speed=1.0, heart_rate=150.0), "trimp", "heart_rate"),  # no threshold speed
        (hour("run", rpe=5), "session_rpe", "rpe"),
        (hour("run"), "typical", None),
    ],
)
def test_measure_takes_the_best_that_effort_and_athlete_allow(effort: Effort, metric: str, channel: str | None) -> None:
    load = measure(effort, RUNNER)

    assert (metric, channel) == (load.metric, load.channel)


def test_measure_passes_over_heart_rate_when_maximum_is_unknown() -> None:
    load = measure(hour(heart_rate=150.0, rpe=5), Athlete())

    assert load.metric == "session_rpe"


def test_measure_passes_over_a_channel_with_gaps_when_another_is_whole() -> None:
    effort = gap(hour(speed=4.0, heart_rate=150.0), "speed", known=3)

    assert measure(effort, RUNNER).metric == "trimp"


def test_measure_fills_a_channel_with_gaps_when_nothing_else_is_there() -> None:
    load = measure(gap(hour(speed=4.0), "speed", known=3), RUNNER)

    assert load.value == pytest.approx(100)
    assert load.note == "speed covers 75 % of the time"


def test_measure_takes_the_typical_load_when_a_channel_covers_less_than_half() -> None:
    assert measure(gap(hour(speed=4.0), "speed", known=1), RUNNER).metric == "typical"


def test_measure_uses_a_thin_channel_when_its_metric_is_named() -> None:
    load = measure(gap(hour(speed=4.0), "speed", known=1), RUNNER, metric="stress")

    assert load.value == pytest.approx(100)
    assert load.channel == "speed"


def test_measure_says_what_is_missing_when_a_named_metric_cannot_be_computed() -> None:
    load = measure(hour(speed=4.0), RUNNER, metric="trimp")

    assert math.isnan(load.value)
    assert load.note is not None
    assert "heart rate" in load.note


def test_measure_lists_near_misses_when_the_metric_is_unknown() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'stress'"):
        measure(hour(), RUNNER, metric="stres")


def test_measure_is_unknown_not_zero_when_there_is_no_time() -> None:
    assert math.isnan(measure(Effort("run", np.array([]), {}), RUNNER).value)


@pytest.mark.parametrize(
    ("athlete", "assumed"),
    [
        (RUNNER, False),
        (Athlete(thresholds={"hr": (Dated(170.0),)}, hr_max=190), True),  # resting heart rate
        (Athlete(hr_max=190, hr_rest=50), True),  # threshold heart rate
    ],
)
def test_measure_marks_assumed_heart_rates(athlete: Athlete, assumed: bool) -> None:
    assert assumed == measure(hour(heart_rate=150.0), athlete).assumed


def test_measure_marks_the_typical_load_as_assumed() -> None:
    load = measure(hour("gym"), Athlete())

    assert (load.value, load.assumed) == (30.0, True)
    assert load.note == "typical load of gym, 30 an hour"


def test_measure_scores_a_run_done_as_planned_the_same() -> None:
    planned = Effort("run", np.array([900.0, 1200.0]), {"intensity": np.array([0.76, 1.0])})
    recorded = Effort("run", np.ones(2100), {"speed": np.repeat([0.76 * 4.0, 4.0], [900, 1200])})

    assert measure(planned, RUNNER).value == pytest.approx(measure(recorded, RUNNER).value)


def test_order_names_members_and_ends_with_the_one_that_needs_nothing() -> None:
    assert [bool(METRICS[name].needs) for name in ORDER] == [True, True, True, True, False]


def test_order_has_only_metrics_of_which_100_is_an_hour_at_threshold() -> None:
    assert {POINTS} == {METRICS[name].unit for name in ORDER}


def test_measure_says_the_unit_when_a_metric_of_another_one_is_named() -> None:
    load = measure(hour(rpe=5), RUNNER, metric="foster")

    assert (300, "Foster") == (load.value, load.unit)


def test_measure_takes_what_the_source_states_before_the_typical_load() -> None:
    load = measure(replace(hour(), stated_load=64.0), RUNNER)

    assert (64.0, "stated", "as stated by the source", False) == (load.value, load.metric, load.note, load.assumed)


def test_measure_takes_the_rating_before_what_the_source_states() -> None:
    assert "session_rpe" == measure(replace(hour(rpe=5), stated_load=64.0), RUNNER).metric


def test_measure_keeps_the_altitude_beside_the_speed_when_the_metric_reads_it() -> None:
    runner = replace(RUNNER, weight=70.0, height=1.75)
    effort = hour(speed=4.0, altitude=100.0)

    assert measure(effort, runner, metric="govss").note is None
    assert "level ground" == measure(hour(speed=4.0), runner, metric="govss").note
