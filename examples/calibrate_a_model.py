"""Calibrate a response model to tests, and look at what the calibration says of itself.

python examples/calibrate_a_model.py

The athlete is synthetic: their true model is known, and the calibration can be held against it.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from periodize import History, Performance, calibrate
from periodize.response import ImpulseResponse

FIRST = date(2027, 1, 1)
TRUTH = ImpulseResponse(
    fitness_days=42.0,
    fatigue_days=12.0,
    baseline=250.0,
    fitness_gain=0.08,
    fatigue_gain=0.14,
    convention="inclusive",
)

rng = np.random.default_rng(3)
days = np.arange(240)
loads = np.clip(55 + 30 * np.sin(days / 20) + rng.normal(0, 25, 240), 0, None) * (days % 7 != 0)
watts = TRUTH.performance(loads) + rng.normal(0, 3, 240)
history = History(np.datetime64(FIRST) + days, {"load": loads[None, :]})

for step, name in ((10, "a test every ten days"), (45, "a test every six weeks")):
    tests = [Performance(FIRST + timedelta(int(day)), float(watts[day]), "power", "5 min") for day in days[20::step]]
    found = calibrate(history, tests, past=0.0, rng=np.random.default_rng(0))
    ahead = FIRST + timedelta(len(days) + 13)
    low, middle, high = found.band(ahead, [40.0] * 14, as_test=True)
    print(f"{name}:")
    for line in found.verdict:
        print(f"  {line}")
    print(f"  after two light weeks, {ahead}: {middle:.0f} W, between {low:.0f} and {high:.0f} nine times in ten")
