"""How often each warning sign fires on the eight people of PMData, and before the injuries that they logged.

    python benchmarks/backtest_pmdata.py FOLDER

FOLDER holds p01 ... p08 of PMData (Thambawita et al., MMSys 2020): session ratings, wellness, resting heart rate,
exercise, injuries. Days of all people are added up; the share of chance is of shifts of each person's own reports.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import periodize
from periodize.project.checks.backtest import conclusion, days_before, rate, rules, track

if TYPE_CHECKING:
    from periodize.project.checks.backtest import Track
    from periodize.report.views.backtest import Rate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    people = [folder for folder in sorted(parser.parse_args().folder.glob("p*")) if folder.is_dir()]
    tracks: dict[str, list[Track]] = {rule.code: [] for rule in rules()}
    reports, days = [], 0
    for folder in people:
        record = periodize.read_record([folder], timezone="Europe/Oslo")
        history = periodize.check(None, record, today=max(a.day for a in record.activities)).history
        assert history is not None
        before, found = days_before(history, record.mornings)
        reports.append(found)
        days += history.n_days
        for rule in rules():
            tracks[rule.code].append(track(rule, history, before, rule.limit))
    rates = [rate(rule, tracks[rule.code]) for rule in rules()]
    print(f"{len(people)} people, {days:,} days, {sum(reports)} reports: {', '.join(map(str, reports))}")
    print("\n| sign | days judged | up | share | spells | up in the 7 days before | ratio | by chance |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for one in rates:
        print(line(one))
    print(f"\n{conclusion(rates, sum(reports))}")


def line(rate: Rate) -> str:
    """One row of the table."""
    share = "" if rate.share is None else f"{rate.share:.1%}"
    before = "" if rate.share_before is None else f"{rate.fired_before} of {rate.before}"
    ratio = "" if rate.ratio is None else f"{rate.ratio:.1f}"
    chance = "" if rate.chance is None or not rate.fired else f"{rate.chance:.0%}"
    return (
        f"| {rate.code} {rate.title} | {rate.judged:,} | {rate.fired:,} | {share} | {rate.spells} | {before} | {ratio} "
        f"| {chance} |"
    )


if __name__ == "__main__":
    main()
