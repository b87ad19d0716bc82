"""A season from its plan to the start line, with the library alone."""

from pathlib import Path

import periodize
from periodize.report.views.values import Band

season, problems = periodize.load_plan(Path(__file__).parent / "season" / "plan.yaml")
for problem in problems:
    print(problem.span, problem.message)
assert season is not None

schedule = periodize.schedule(season)
print(f"{len(schedule.sessions)} sessions from {schedule.first} to {schedule.last}")

history = periodize.simulate(season)
race = next(session for session in schedule.sessions if session.race == "marathon")
print(f"form on {race.day}: {history.one('form')[history.index(race.day)]:+.0f}")

many = periodize.forecast(season, periodize.Question(runs=200, seed=7))
for row in many.races:
    assert isinstance(row.form, Band)
    print(f"{row.name}: form {row.form.p50:+.0f}, nine of ten between {row.form.p05:+.0f} and {row.form.p95:+.0f}")
