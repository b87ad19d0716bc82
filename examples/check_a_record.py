"""Planned against recorded: the example season, with recordings made for a fixed day."""

import tempfile
from datetime import date
from pathlib import Path

import periodize
from periodize.demo import season_files

today = date(2027, 2, 10)
with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    for path, content in season_files(today).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    season, _ = periodize.load_plan(folder / "plan.yaml")
    record = periodize.read_record([folder / "recorded"], timezone="Europe/London")

report = periodize.check(season, record, today=today)
print(f"{report.verdict}, {len(record.activities)} activities")
for sign in report.signs:
    print(f"{sign.code} {sign.title}: {sign.message}")
    print(f"  one step: {sign.step}")
