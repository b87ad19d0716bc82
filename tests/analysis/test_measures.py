"""Everything of one activity at once: consistent, storable, quick, and computed again when it must be."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from periodize.analysis import ActivityMeasures, NotComputable, fingerprint, measure_activity, measures
from periodize.athlete import Athlete, Dated
from periodize.effort import Effort
from periodize.load import METRICS
from periodize.zones import ZONES

ATHLETE = Athlete(
    thresholds={"run": (Dated(4.0),), "bike": (Dated(250.0),), "hr": (Dated(170.0),)}, hr_max=190, hr_rest=50
)


def run(seconds: int = 3600, *, rpe: float | None = 4) -> Effort:
    """A run with every channel that a watch records."""
    rng = np.random.default_rng(3)
    heart_rate = np.rint(150 + 8 * np.sin(np.arange(seconds) / 40))
    speed = 3.2 + rng.normal(0, 0.08, seconds)
    channels = {
        "heart_rate": heart_rate, "speed": speed, "graded_speed": speed * 1.01, "cadence": np.full(seconds, 176.0),
        "altitude": 100 + 10 * np.sin(np.arange(seconds) / 300), "power": 260 + rng.normal(0, 10, seconds),
    }  # fmt: skip
    return Effort("run", np.ones(seconds), channels, rpe)


def test_measures_hold_what_was_chosen_among_all_that_can_be_computed() -> None:
    found = measure_activity(run(), ATHLETE)

    assert ("stress", found.load) == (found.load.metric, found.loads["stress"])
    assert {"stress", "trimp", "banister", "edwards", "lucia", "zonal", "session_rpe", "foster", "typical"} == set(
        found.loads
    )


def test_measures_come_back_from_json() -> None:
    found = measure_activity(run(), ATHLETE)

    assert found == ActivityMeasures.from_data(json.loads(json.dumps(found.as_data(), allow_nan=False)))


def test_measures_of_nothing_are_unknown_not_zero() -> None:
    found = measure_activity(Effort("run", np.array([]), {}), Athlete())
    data = found.as_data()

    assert math.isnan(found.load.value)
    assert (None, {}, {}) == (data["load"]["value"], data["loads"], data["channels"])
    assert NotComputable("no power") == found.weighted_power


def test_weighted_power_of_a_summary_is_not_computable() -> None:
    found = measure_activity(Effort("bike", np.array([3600.0]), {"power": np.array([60.0])}), ATHLETE)

    assert NotComputable("only averages are known") == found.weighted_power
    assert 60.0 == found.channels["power"].mean


def test_an_unknown_load_comes_back_as_nan() -> None:
    data = measure_activity(Effort("run", np.array([]), {}), Athlete()).as_data()

    assert math.isnan(ActivityMeasures.from_data(data).load.value)


def test_measures_leave_out_what_the_gates_drop() -> None:
    effort = run()
    effort.channels["heart_rate"][100:105] = 215.0
    found = measure_activity(effort, ATHLETE)

    assert found.channels["heart_rate"].highest < 170
    assert ["spike"] == [finding.code for finding in found.findings]


def test_measures_of_a_power_meter_that_gave_nothing_are_from_heart_rate() -> None:
    channels = {"heart_rate": run().channels["heart_rate"], "power": np.zeros(3600)}

    assert "trimp" == measure_activity(Effort("bike", np.ones(3600), channels), ATHLETE).load.metric


def test_channels_have_their_mean_and_highest_over_the_samples_that_know_it() -> None:
    effort = Effort("run", np.array([30.0, 10.0, 10.0]), {"speed": np.array([3.0, 4.0, np.nan])})
    found = measure_activity(effort, ATHLETE).channels["speed"]

    assert (3.25, 4.0, 0.8) == pytest.approx((found.mean, found.highest, found.coverage))


def test_an_hour_is_measured_in_milliseconds() -> None:
    effort = run()

    def once() -> float:
        start = process_time()
        measure_activity(effort, ATHLETE)
        return process_time() - start

    assert min(once() for _ in range(20)) < 0.025  # some 3 ms on an idle processor


def test_fingerprint_does_not_depend_on_the_order_of_the_thresholds() -> None:
    other = replace(ATHLETE, thresholds=dict(reversed(list(ATHLETE.thresholds.items()))))

    assert fingerprint(ATHLETE) == fingerprint(other)


def test_fingerprint_is_short() -> None:
    assert 16 == len(fingerprint(ATHLETE))


@pytest.mark.parametrize(
    "athlete",
    [
        replace(ATHLETE, thresholds={**ATHLETE.thresholds, "run": (Dated(4.1),)}),
        replace(ATHLETE, hr_max=191), replace(ATHLETE, hr_rest=51), replace(ATHLETE, sex="female"),
        replace(ATHLETE, zones="coggan7"), replace(ATHLETE, trimp="runalyze"), replace(ATHLETE, vt1=150.0),
        replace(ATHLETE, vt2=170.0), replace(ATHLETE, weight=70.0), replace(ATHLETE, height=1.8),
    ],
)  # fmt: skip
def test_fingerprint_changes_with_what_measures_ask_for(athlete: Athlete) -> None:
    assert fingerprint(ATHLETE) != fingerprint(athlete)


def test_fingerprint_changes_with_the_zones_named() -> None:
    assert fingerprint(ATHLETE) != fingerprint(ATHLETE, zones=(0.8, 0.9))


def test_fingerprint_changes_with_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(ATHLETE)
    monkeypatch.setattr(measures, "METRICS_VERSION", 0)

    assert before != fingerprint(ATHLETE)


def test_fingerprint_keeps_when_something_else_of_the_athlete_changes() -> None:
    assert fingerprint(ATHLETE) == fingerprint(replace(ATHLETE, fitness=50.0, timezone="Europe/Oslo"))


def test_fingerprint_is_of_the_day_not_of_when_a_threshold_began() -> None:
    dated = replace(ATHLETE, thresholds={"run": (Dated(3.5), Dated(4.0, date(2026, 1, 1)))})
    plain = replace(ATHLETE, thresholds={"run": (Dated(4.0),)})

    assert fingerprint(plain) == fingerprint(dated.on(date(2026, 2, 1)))


def test_every_metric_of_the_family_is_tried() -> None:
    tested = replace(ATHLETE, trimp=(0.2, 3.2), weight=70.0, height=1.75)
    found = measure_activity(replace(run(), stated_load=50.0), tested)

    assert {"swim_cubed", "swim_score"} == set(METRICS) - set(found.loads)


values = st.one_of(st.just(math.nan), st.floats(0, 400))


@given(
    st.sampled_from(["run", "bike", "swim", "gym", "xt"]),
    st.lists(st.tuples(st.floats(0.2, 400), *[values] * 6), max_size=60),
)
def test_measures_of_anything_are_numbers_or_reasons(sport: str, rows: list[tuple[float, ...]]) -> None:
    dt, *columns = np.array(rows).reshape(-1, 7).T
    names = ("heart_rate", "power", "speed", "graded_speed", "cadence", "altitude")
    found = measure_activity(Effort(sport, dt, dict(zip(names, columns, strict=True))), ATHLETE)

    assert found.as_data() == json.loads(json.dumps(found.as_data(), allow_nan=False))


def test_time_is_kept_in_the_zones_of_every_named_model() -> None:
    found = measure_activity(run(), ATHLETE)

    assert {name: set(times) for name, times in found.models.items()} == {
        name: {"heart_rate", "pace"} for name in ZONES
    }
    assert found.models["seiler3"]["pace"] == measure_activity(run(), ATHLETE, zones="seiler3").zones["pace"].seconds  # type: ignore[union-attr]


def test_averages_have_no_time_in_zones_of_any_model() -> None:
    found = measure_activity(Effort("run", np.array([3600.0]), {"heart_rate": np.array([150.0])}), ATHLETE)

    assert {} == found.models


def test_measures_of_an_older_version_are_read() -> None:
    data = measure_activity(run(), ATHLETE).as_data()
    del data["models"]

    assert {} == ActivityMeasures.from_data(data).models
