"""How much of an activity was above easy."""

from __future__ import annotations

import numpy as np
import pytest

from periodize.analysis import AboveEasy, NotComputable, above_easy
from periodize.athlete import Athlete, Dated
from periodize.effort import Effort

ATHLETE = Athlete(thresholds={"run": (Dated(4.0),), "hr": (Dated(170.0),)})


def effort(**channels: list[float]) -> Effort:
    n = len(next(iter(channels.values())))
    return Effort("run", np.full(n, 60.0), {name: np.array(values) for name, values in channels.items()})


def test_share_is_of_the_time_above_the_second_zone_by_heart_rate() -> None:
    found = above_easy(effort(heart_rate=[140, 150, 153, 154, 170], speed=[4.4] * 5), ATHLETE)

    assert isinstance(found, AboveEasy)
    assert "heart_rate" == found.channel
    assert (0.4, 153.0) == pytest.approx((found.share, found.ceiling))  # 90 % of the threshold, itself still easy


def test_pace_tells_when_heart_rate_is_missing_for_a_fifth() -> None:
    found = above_easy(effort(heart_rate=[100, 100, 100, np.nan], speed=[3.0, 3.0, 4.4, 4.4]), ATHLETE)

    assert isinstance(found, AboveEasy)
    assert (0.5, "speed") == (found.share, found.channel)


def test_first_ventilatory_threshold_is_the_ceiling_where_a_test_gave_one() -> None:
    from dataclasses import replace

    found = above_easy(effort(heart_rate=[140, 146, 150, 170]), replace(ATHLETE, vt1=145.0))

    assert AboveEasy(0.75, 145.0, "heart_rate") == found


def test_averages_tell_nothing() -> None:
    assert NotComputable("only averages are known") == above_easy(effort(heart_rate=[150]), ATHLETE)


def test_no_threshold_is_said() -> None:
    assert isinstance(above_easy(effort(speed=[3.0, 3.0]), Athlete()), NotComputable)
