"""How often R2, R3, R4 and R7 are raised on made-up runners with nothing wrong, without and with benchmarks.

python benchmarks/sign_rates.py [--runners 40]
"""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from math import cos, nan, pi, sqrt
from typing import NamedTuple

import numpy as np

from periodize.activity import Activity
from periodize.athlete import Athlete
from periodize.compare import Done
from periodize.compare.signature import Rep, Signature, WorkSet
from periodize.effort import Effort
from periodize.flags import evaluate
from periodize.project.checks.daily import daily_history
from periodize.project.checks.repeated import repeats
from periodize.project.records.facts import Facts

FIRST = date(2025, 1, 6)
YEARS = 2
SIGNS = ("R2", "R3", "R4", "R7")
ALIKE = 0.5
"""Correlation of a day's form with its yesterday's."""


class Kind(NamedTuple):
    """A session: pace [m/s], heart rate [bpm], rating, minutes, load an hour; repeats as times, length and by what."""

    pace: float
    rate: float
    rating: float
    minutes: float
    load: float
    repeats: tuple[int, float, str] | None = None


EASY = Kind(2.9, 140, 3, 50, 55)
WEEK = {
    1: Kind(3.7, 165, 6, 65, 78, (4, 480.0, "time")), 2: EASY, 3: Kind(4.3, 170, 7, 60, 80, (12, 400.0, "distance")),
    4: EASY, 5: EASY, 6: Kind(2.9, 142, 4, 100, 58),
}  # fmt: skip
CASES = {
    "temperature known": {},
    "temperature not known": {"told": False},
    "run by heart rate, temperature not known": {"told": False, "by_rate": True},
    "no heart rate": {"strap": False},
}


class Record(NamedTuple):
    """What was recorded: sessions, the signatures of those with repeats, what else is known of each."""

    done: list[Done]
    signatures: dict[str, Signature]
    facts: dict[str, Facts]


def recorded(seed: int, *, told: bool = True, by_rate: bool = False, strap: bool = True) -> Record:
    """Two years of one runner; told : temperature, by_rate : pace follows heart rate, strap : heart rate."""
    rng = np.random.default_rng(seed)
    found, form = Record([], {}, {}), 0.0
    for k in range(YEARS * 364):
        form = ALIKE * form + sqrt(1 - ALIKE**2) * rng.normal()
        week, weekday = divmod(k, 7)
        warm = 10 - 12 * cos(2 * pi * (k - 20) / 365) + rng.normal(0, 4)
        light = week % 4 == 3
        if week % 52 in {44, 45, 46} or weekday not in WEEK or (weekday == 4 and light):
            continue
        kind = WEEK[weekday]
        fit = 1 - 0.03 * cos(2 * pi * (k - 30) / 365)
        asked = fit - 0.03 * (light and kind.repeats is not None) + rng.normal(0, 0.01)
        rate = kind.rate * asked / fit + 2 * form + rng.normal() + max(0.0, warm - 18) / 2
        if by_rate:
            asked, rate = asked * kind.rate / rate, kind.rate + rng.normal()
        rating = kind.rating + 0.3 * form + rng.normal(0, 0.4) - 0.7 * (light and kind.repeats is not None)
        minutes = kind.minutes * (0.6 if light else 1.0) * (1 + rng.normal(0, 0.1))
        pace, seen = kind.pace * asked, rate if strap else nan
        felt = float(np.clip(round(rating), 1, 10))
        one = session(k, kind, pace=pace, rate=seen, rating=felt, minutes=minutes)
        found.done.append(one)
        temperature = warm if told else nan
        steady = 3.0 if kind.repeats is None else nan
        found.facts[one.id] = Facts(60 * pace / seen, steady, nan, float(strap), temperature)
        if kind.repeats:
            signed = signature(kind.repeats, pace=pace, rate=seen, warm=temperature, light=light, rng=rng)
            found.signatures[one.id] = signed
    return found


def session(k: int, kind: Kind, *, pace: float, rate: float, rating: float, minutes: float) -> Done:
    """A run of day k, of which the averages are known; those of repeats lie below their work."""
    start = datetime(FIRST.year, FIRST.month, FIRST.day, 7, tzinfo=UTC) + timedelta(days=k)
    between = kind.repeats is not None
    channels = {"speed": np.array([pace * (0.92 if between else 1)]), "heart_rate": np.array([rate - 12 * between])}
    if not rate > 0:
        del channels["heart_rate"]
    seconds = 60 * minutes
    one = Activity(f"a{k}", "run", start, Effort("run", np.array([seconds]), channels, rating), seconds)
    return Done(one.id, one.day, start, "run", seconds, None, kind.load * minutes / 60, hard=between, activities=(one,))


def signature(
    asked: tuple[int, float, str], *, pace: float, rate: float, warm: float, light: bool, rng: np.random.Generator
) -> Signature:
    """The repeats of a day, a quarter fewer in a light week."""
    times, amount, by = asked
    paces = pace * (1 + rng.normal(0, 0.01, round(0.75 * times) if light else times))
    lasts = [amount if by == "time" else amount / each for each in paces]
    reps = tuple(
        Rep(0, 900 + number * (lasting + 120), lasting, each * lasting, each, nan, rate + rng.normal(), nan)
        for number, (each, lasting) in enumerate(zip(paces.tolist(), lasts, strict=True))
    )
    middle = float(np.median(lasts))
    sets = (WorkSet(len(reps), by, amount, middle, middle * pace, 120.0, "T"),)
    return Signature("run", sets, reps, "plan", temperature=warm)


def raised(record: Record, *, again: bool) -> Counter[str]:
    """Return how many spells of each sign there were."""
    end = record.done[-1].day
    known = repeats(record.done, record.signatures) if again else []
    history, _ = daily_history(record.done, [], Athlete(), None, end, facts=record.facts, repeats=known)
    assert history is not None
    return Counter(sign.code for sign in evaluate(history, as_of=end).signs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runners", type=int, default=40, help="of each kind (default 40)")
    number = parser.parse_args().runners
    for name, how in CASES.items():
        records = [recorded(seed, **how) for seed in range(number)]
        sums = [sum((raised(one, again=again) for one in records), Counter()) for again in (False, True)]
        rates = [f"{code} {', '.join(f'{each[code] / number / YEARS:.2f}' for each in sums)}" for code in SIGNS]
        print(f"{name}: {'; '.join(rates)} a year, without and with")


if __name__ == "__main__":
    main()
