"""The text of a new season folder: a plan to edit, the athlete, what to do next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from periodize.errors import UsageError
from periodize.units import parse_quantity, parse_speed, parse_suffixed

WEEKS_DEFAULT: Final = 16
"""Weeks to the race when none is named: our choice."""

WEEKS_LONGEST: Final = 30
"""Longest plan that is written, however far the race: our choice."""

_WEEKS = {
    "run": """\
  mon: rest
  tue: easy 40min + strides 4x20s (60s walk)
  wed: easy 40min
  thu: easy 45min
  fri: rest
  sat: easy 30min
  sun: long 60->90min""",
    "bike": """\
  mon: rest
  tue: bike 60min @ Z2
  wed: rest
  thu: bike 75min @ Z2
  fri: rest
  sat: bike 60min @ Z2
  sun: bike 2->3h @ Z2""",
}

_BUILD = {
    "run": """\
      tue: wu 15min + 3->5x6min @ T (2min jog) + cd 10min
      thu: wu 15min + 6->8x2min @ I (2min jog) + cd 10min
      sun: long 80->110min""",
    "bike": """\
      tue: bike 15min @ Z2 + 3->4x10min @ 88-93% (4min spin) + 10min @ Z1
      thu: bike 15min @ Z2 + 5->6x4min @ 105-112% (4min spin) + 10min @ Z1
      sun: bike 2h30->3h30 @ Z2""",
}

_SHARPEN = {
    "run": """\
      tue: wu 15min + 3x5min @ T (2min jog) + cd 10min
      thu: easy 35min + strides 4x20s (60s walk)
      sun: long 60min""",
    "bike": """\
      tue: bike 15min @ Z2 + 3x6min @ 95-100% (4min spin) + 10min @ Z1
      thu: bike 45min @ Z2
      sun: bike 90min @ Z2""",
}

DEFAULTS = {
    "run": ("10 km race", "10km", "5:30/km"),
    "bike": ("Gran fondo", "120km", "200W"),
}
"""Sport -> name and distance of the race, threshold, for whoever answers no question: our choice."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new season needs to know. threshold: as written, 4:30/km or 250W."""

    sport: str
    race: str
    day: date
    distance: str
    threshold: str


def default_race_day(today: date) -> date:
    """Return the Sunday that ends the sixteenth week from next Monday."""
    monday = today + timedelta(days=7 - today.weekday())
    return monday + timedelta(days=7 * WEEKS_DEFAULT - 1)


def check_answers(answers: Answers, today: date) -> None:
    """Refuse answers from which no plan can be written.

    Raises
    ------
    UsageError
        that says what to write instead.
    """
    if answers.sport not in _WEEKS:
        message = f"sport {answers.sport!r}: init writes plans for {' and '.join(_WEEKS)}; edit one for other sports"
        raise UsageError(message)
    quantity = parse_quantity(answers.distance)
    if quantity is None or quantity.is_time:
        message = f"distance {answers.distance!r}: write 10km, 21.1km or 26.2mi"
        raise UsageError(message)
    watts = answers.sport == "bike"
    if not (parse_suffixed(answers.threshold, "W") if watts else parse_speed(answers.threshold)):
        message = f"threshold {answers.threshold!r}: write {'a power, 250W' if watts else 'a pace, 4:30/km'}"
        raise UsageError(message)
    if (answers.day - today).days < 21:
        message = f"race day {answers.day}: less than three weeks away, too late for a plan (today is {today})"
        raise UsageError(message)


def season_files(answers: Answers, *, today: date, schema: str) -> dict[str, str]:
    """Return file name -> text of a new season folder.

    Parameters
    ----------
    answers : checked.
    today : the plan begins on the Monday after it at the earliest.
    schema : text of the plan language's JSON schema, for editors.
    """
    available = (answers.day + timedelta(days=1) - today).days // 7
    weeks = max(3, min(available, WEEKS_LONGEST))
    sharpen = 2 if weeks >= 6 else 1
    build = max(1, round((weeks - sharpen) * 0.45))
    base = max(1, weeks - sharpen - build)
    name = re.sub(r'["\\\x00-\x1f\x7f]', "", answers.race).strip() or "Race"
    plan = f"""\
# yaml-language-server: $schema=plan.schema.json
# Check it with `periodize validate`, see what it does with `periodize simulate`.
periodize: 1
title: "{name} {answers.day.year}"
athlete: athlete.yaml

races:
  - {{id: race, name: "{name}", date: {answers.day}, priority: A, sport: {answers.sport}, distance: {answers.distance}}}

week:                            # the week every block starts from
{_WEEKS[answers.sport]}

blocks:                          # they touch; the race fixes the last day, lengths fill the rest backwards
  - name: base
    phase: base
    weeks: {base}
    deload: {{every: 4, volume: 70%}}

  - name: build
    phase: build
    weeks: {build}
    deload: {{every: 4, volume: 70%}}
    week:
{_BUILD[answers.sport]}

  - name: taper
    phase: taper
    weeks: {sharpen}
    until: race + 1d             # race day is the last day of the block
    taper: {{volume: 55%}}
    week:
{_SHARPEN[answers.sport]}
"""
    key = "bike" if answers.sport == "bike" else answers.sport
    athlete = f"""\
# Who trains. Every value can be left out; what is then assumed is printed.
sport: {answers.sport}
threshold:
  {key}: {answers.threshold}     # what you could hold for about an hour
  # hr: 168bpm                   # heart rate at that effort
# hr: {{max: 190, rest: 50}}
# fitness: 30                    # average daily load of the last six weeks (100 = an hour at threshold)
"""
    readme = f"""\
# {name}

1. Edit `plan.yaml` and `athlete.yaml`.
2. `periodize validate` says what is wrong, with line and help.
3. `periodize simulate` shows weeks, races, fitness, fatigue and form.
4. Put recorded files (FIT, TCX, GPX, Garmin's Activities.csv, gzipped or not) into `recorded/`.
5. `periodize check` compares the plan with them and says what is worth a look.

Nothing leaves this computer, and periodize never changes these files.
"""
    return {
        "plan.yaml": plan,
        "athlete.yaml": athlete,
        "README.md": readme,
        "recorded/.gitkeep": "",
        "plan.schema.json": schema,
    }
