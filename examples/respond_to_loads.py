"""Fitness, fatigue and form under daily loads: three loading weeks, then a rest."""

import periodize

week = [0.0, 80.0, 60.0, 90.0, 0.0, 60.0, 120.0]
history = periodize.respond([*week * 3, *[load / 2 for load in week]], fitness=45.0, fatigue=45.0)

for day in range(6, history.n_days, 7):
    fitness, fatigue, form = (history.one(name)[day] for name in ("fitness", "fatigue", "form"))
    print(f"week {day // 7 + 1}: fitness {fitness:.1f}  fatigue {fatigue:.1f}  form {form:+.1f}")
