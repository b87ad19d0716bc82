"""Session lines: what people write, as meant or refused with an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from periodize.athlete import Athlete, Dated
from periodize.plan import load_plan
from periodize.plan.intensity import NAMES, RACES
from periodize.plan.parser import SessionError, Vocabulary, parse_workout
from periodize.plan.render import Rendering, render, sport_of
from periodize.plan.workout import (
    RECOVERY_WORDS,
    REST,
    SPORTS,
    STEP_WORDS,
    Amount,
    Count,
    Recovery,
    Repeat,
    Step,
    Target,
    Tone,
    Workout,
)
from periodize.units import KM, MILE, YARD, Quantity

ROOT = Path(__file__).parents[2]
PLANS = [ROOT / "examples" / "season" / "plan.yaml", *sorted((ROOT / "plans").glob("*.yaml"))]
DISTANCES = {"km": KM, "mi": MILE, "100m": 100.0, "500m": 500.0, "100yd": 100 * YARD}

# threshold 4:00/km: an hour at T is 15 km and load 100
ATHLETE = Athlete(
    thresholds={
        "run": (Dated(1000 / 240),),
        "bike": (Dated(250.0),),
        "swim": (Dated(100 / 105),),
        "hr": (Dated(170.0),),
    }
)


def measured(line: str) -> tuple[str, float, float | None, float]:
    """Sport, seconds, metres and load of a line."""
    context = Rendering(ATHLETE, {}, {})
    workout = parse_workout(line)
    segments = render(workout, context)
    sport = sport_of(workout, context)
    metres = None if sport in {"gym", "xt"} else round(sum(s.distance or 0.0 for s in segments))
    load = sum(s.duration / 36 * s.intensity**2 for s in segments)
    return sport, round(sum(s.duration for s in segments)), metres, round(load, 1)


@pytest.mark.parametrize(
    ("line", "canonical"),
    [
        ("5 x 1k at 10k pace with 2 minutes rest", "5x1km @ 10k (2min rest)"),
        ("6 x 800m @ 5k-10k pace w. 400m jog rest", "6x800m @ 5k-10k (400m jog)"),
        ("20x400m (30s rest)", "20x400m (30s rest)"),
        ("3 x (4 x 500m)", "3x(4x500m)"),
        ("2 x 3.2km", "2x3.2km"),
        ("wu 15min + 4x8min @ 92%lthr (2min) + cd 10min", "wu 15min + 4x8min @ 92%lthr (2min) + cd 10min"),
        ("swim 10x100m @ 1:45/100m (15s rest)", "swim 10x100m @ 1:45/100m (15s rest)"),
        ("bike 15min @ Z2 + 3x(2min @ 95% + 1min @ 108%) (4min spin)", None),
        ("12×400m", "12x400m"),
        ("45'", "45min"),
        ("45 mins", "45min"),
        ("1h30 @ rpe 7", "1h30 @ rpe 7"),
        ("1:15:00", "1h15"),
        ("easy 30->40min", "easy 30->40min"),
        ("4->6x2min @ tempo (1min walk)", "4->6x2min @ tempo (1min walk)"),
        ("bike 3->4h @ Z2", "bike 3->4h @ Z2"),
        ("3x(4x400m @ I (1min)) (3min)", "3x(4x400m @ I (1min)) (3min)"),
        ("20min @ 250-270W", "20min @ 250-270W"),
        ("8x400m @ 3:20-3:25/km (200m jog)", "8x400m @ 3:20-3:25/km (200m jog)"),
        ("5x6min @ T- (60s rest)", "5x6min @ T- (60s rest)"),
        ("12x400m @ T+ (60s jog)", "12x400m @ T+ (60s jog)"),
        ("5x3min @ Z4:hr (2min @ Z1)", "5x3min @ Z4:hr (2min @ Z1)"),
        ("easy 4km + strides 4x100m (100m jog)", "easy 4km + strides 4x100m (100m jog)"),
        ("rest", "rest"),
    ],
)
def test_lines_that_people_write_are_read_as_meant(line: str, canonical: str | None) -> None:
    assert (canonical or line) == str(parse_workout(line))


@pytest.mark.parametrize(
    ("line", "code", "marked", "hint"),
    [
        ("12x400m @ T+ / 60s", "P105", "/", "(60s)"),
        ("45m", "P104", "45m", "45min"),
        ("easy 45", "P102", "45", "45min or 45km"),
        ("8x400m @ 3:20–3:25/km", "P103", "–", "hyphen"),
        ("lnog 90min", "P107", "lnog", "'long'"),
        ("3x10min @ treshold", "P106", "treshold", "'threshold'"),
        ("12x400m @ LT (30 sec recov)", "P106", "LT", "'T'"),
        ("15km 4:50/km->3:20/km", "P112", "4:50/km", "@ ramp 4:50-3:20/km"),
        ("3x(10min", "P110", "(", ""),
        ("20min @ T)", "P110", ")", ""),
        ("easy 45min run 10min", "P113", "run", "am"),
        ("T+ 20min", "P102", "T", "45min @ T"),
        ("gym", "P102", "", "gym 45min"),
        ("30min @ 88", "P106", "88", "88%"),
        ("20min @", "P101", "", "@ threshold"),
        ("wu 10min +", "P101", "+", ""),
        ("0x400m", "P101", "0", ""),
        ("", "P101", "", "rest"),
        ("10min @ rpe 12", "P101", "12", "rpe 7"),
        ("5x400m (90)", "P102", "90", "(90s)"),
        ("5x400m (5m)", "P104", "5m", "min"),
        ("900h", "P102", "900h", ""),
    ],
)
def test_what_is_not_understood_is_refused_where_it_stands(line: str, code: str, marked: str, hint: str) -> None:
    with pytest.raises(SessionError) as caught:
        parse_workout(line)

    error = caught.value
    assert code == error.code
    assert marked == line[error.column : error.column + error.length].strip()
    assert hint in (error.hint or "")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("60min @ T", ("run", 3600, 15000, 100.0)),
        ("10km", ("run", 3158, 10000, 50.7)),  # easy: 0.76 of 15 km/h
        ("45min", ("run", 2700, 8550, 43.3)),
        ("2x10min @ T (5min rest)", ("run", 1500, 5000, 33.3)),
        ("bike 60min @ 265W", ("bike", 3600, None, 112.4)),
        ("swim 10x100m @ 1:45/100m (15s rest)", ("swim", 1185, 1000, 29.2)),
        ("gym 45min", ("gym", 2700, None, 22.5)),
        ("xt 60min", ("xt", 3600, None, 45.0)),
        ("3x(2min @ T + 1min @ easy)", ("run", 540, 2070, 12.9)),
    ],
)
def test_a_line_has_the_time_distance_and_load_of_the_specification(
    line: str, expected: tuple[str, float, float | None, float]
) -> None:
    found = measured(line)

    assert expected[:2] == found[:2]
    if expected[2] is not None:
        assert expected[2] == found[2]
    assert expected[3] == pytest.approx(found[3], abs=0.1)


def test_recovery_runs_between_repeats_only() -> None:
    segments = render(parse_workout("4x400m @ I (200m jog)"), Rendering(ATHLETE, {}, {}))

    assert ["work", "recovery", "work", "recovery", "work", "recovery", "work"] == [s.role for s in segments]


def test_the_reference_session_has_6_8_km_of_repeats() -> None:
    line = "12x400m @ T+ (60s jog) + 10x200m @ mile (200m jog)"
    segments = render(parse_workout(line), Rendering(ATHLETE, {}, {}))

    assert pytest.approx(6800) == sum(s.distance or 0 for s in segments if s.role == "work")


def test_a_named_session_is_known_to_the_parser() -> None:
    found = parse_workout("openers + 10min", Vocabulary(sessions={"openers"}))

    assert "openers + 10min" == str(found)


# ---- parse(print(w)) == w

# below half a minute and 300 m a step alone is refused as a slip of the pen
durations = st.integers(30, 48 * 3600 - 1).map(lambda s: Quantity(float(s), "time"))
metres = st.one_of(
    st.integers(301, 999).map(float),
    st.integers(1, 300).map(lambda k: 1000.0 * k),
    st.integers(1, 60).map(lambda k: round(k * MILE, 6)),
    st.integers(400, 4000).map(lambda k: round(k * YARD, 6)),
).map(lambda m: Quantity(m, "distance"))
quantities = st.one_of(durations, metres)
percents = st.tuples(st.integers(20, 200), st.sampled_from(["", "ftp", "lthr", "hrmax"])).map(
    lambda t: Tone("percent", t[0] / 100, f"{t[0]}%{t[1]}", t[1])
)
zones = st.tuples(st.integers(1, 7), st.sampled_from(["", "hr", "pace", "power"])).map(
    lambda t: Tone("zone", float(t[0]), f"Z{t[0]}" + (f":{t[1]}" if t[1] else ""), t[1])
)
watts = st.integers(50, 900).map(lambda w: Tone("watts", float(w), f"{w}W"))
beats = st.integers(80, 200).map(lambda b: Tone("bpm", float(b), f"{b}bpm"))
lactate = st.integers(8, 120).map(lambda c: Tone("mmol", c / 10, f"{c / 10:g}mmol"))
exertion = st.integers(1, 10).map(lambda r: Tone("rpe", float(r), f"rpe {r}"))
paces = st.builds(
    lambda minutes, seconds, per: Tone(
        "speed", DISTANCES[per] / (60 * minutes + seconds), f"{minutes}:{seconds:02d}/{per}"
    ),
    st.integers(1, 15),
    st.integers(0, 59),
    st.sampled_from(["km", "mi", "100m", "500m", "100yd"]),
)
speeds = st.integers(5, 60).map(lambda k: Tone("speed", float(k) * (1000 / 3600), f"{k}km/h"))
plain_names = st.sampled_from([*NAMES, *RACES]).map(lambda name: Tone("name", 0.0, name))
shifted = st.builds(lambda n, s: Tone("name", 0.0, n, "", s), st.sampled_from([*NAMES]), st.integers(-3, 3))
KINDS = (percents, zones, watts, beats, lactate, exertion, paces, speeds, plain_names, shifted)
tones = st.one_of(*KINDS)
ranged = st.one_of(*(st.tuples(kind, kind) for kind in KINDS[:-1]), st.tuples(plain_names, plain_names))
targets = st.one_of(
    tones.map(Target),
    ranged.map(lambda pair: Target(*pair)),
    ranged.map(lambda pair: Target(pair[0], pair[1], ramp=True)),
)
amounts = st.one_of(
    quantities.map(Amount),
    st.builds(Amount, durations, durations),
    st.builds(Amount, metres, metres),
)
words = st.sampled_from([None, *STEP_WORDS, *NAMES])
steps = st.builds(Step, amounts, words, st.one_of(st.none(), targets))
recoveries = st.builds(
    Recovery,
    st.one_of(durations, metres),
    st.one_of(st.none(), st.sampled_from(RECOVERY_WORDS)),
    st.one_of(st.none(), targets),
)
counts = st.one_of(st.builds(Count, st.integers(1, 60)), st.builds(Count, st.integers(1, 20), st.integers(1, 20)))


def repeats(parts: st.SearchStrategy[Step | Repeat]) -> st.SearchStrategy[Repeat]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.builds(Repeat, counts, several, st.one_of(st.none(), recoveries), words)


workouts = st.one_of(
    st.just(REST),
    st.builds(
        Workout,
        st.lists(st.recursive(steps, repeats, max_leaves=5), min_size=1, max_size=4).map(tuple),
        st.one_of(st.none(), st.sampled_from(SPORTS)),
    ),
)


@settings(max_examples=400, deadline=None)
@given(workouts)
def test_parsing_what_was_printed_gives_the_same_workout(workout: Workout) -> None:
    assert workout == parse_workout(str(workout))


@settings(max_examples=200, deadline=None)
@given(workouts)
def test_printing_what_was_printed_changes_nothing(workout: Workout) -> None:
    assert str(workout) == str(parse_workout(str(workout)))


def written_lines() -> list[tuple[str, str, Vocabulary]]:
    """Every session line of the shipped plans, with what its plan calls things."""
    found = []
    for path in PLANS:
        season, problems = load_plan(path)
        assert season is not None, problems
        vocabulary = Vocabulary(frozenset(season.sessions), frozenset(season.intensities))
        lines = [str(season.root.at(("sessions", name)).value) for name in season.sessions]  # type: ignore[union-attr]
        lines += [
            entry.text
            for block in season.blocks
            for week in (block.week, *block.week_changes.values(), dict(enumerate(block.day_changes.values())))
            for day in week.values()
            for _, entries in day
            for entry in entries
        ]
        found += [(path.name, line, vocabulary) for line in dict.fromkeys(lines)]
    return found


def test_the_lines_of_the_shipped_plans_are_canonical() -> None:
    printed = [(name, line, str(parse_workout(line, names))) for name, line, names in written_lines()]

    assert [] == [row for row in printed if row[1] != row[2]]


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text("0123456789x@()+-> mkinhs:/%T.'\"–Z", max_size=40)))
def test_any_text_is_a_workout_or_a_session_error(text: str) -> None:
    try:
        parse_workout(text)
    except SessionError as error:
        assert 0 <= error.column <= len(text)
        assert error.message
