"""A line worked out for its week says what the line of the plan comes to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from periodize.athlete import Athlete, Dated
from periodize.plan.concrete import concrete, readable, whole
from periodize.plan.parser import SessionError, Vocabulary, parse_workout
from periodize.plan.render import Rendering, Segment, render
from periodize.plan.workout import Amount, Count, Recovery, Reference, Repeat, Step, Target, Tone, Workout
from periodize.units import Quantity

ATHLETE = Athlete(thresholds={"run": (Dated(1000 / 240),), "bike": (Dated(250.0),)})
NAMES = {
    "wu": "easy 2km + strides 4x100m (100m jog)",
    "cd": "1km + 5min @ M",
    "cruise": "wu + 3->5x8min @ T (2min jog) + cd",
    "crit": "bike 20->40min + 6xdrill + 10min",
    "drill": "30s @ sprint",
    "circuit": "gym wu 10min + 20min",
}


def context(progress: float = 0.0, scale: float = 1.0) -> Rendering:
    sessions: dict[str, Workout] = {}
    for name, text in NAMES.items():
        sessions[name] = parse_workout(text, Vocabulary(frozenset(NAMES)))
    return Rendering(ATHLETE, sessions, {}, progress, scale)


def settled(text: str, progress: float = 0.0, scale: float = 1.0, stretch: float = 1.0) -> str:
    workout = parse_workout(text, Vocabulary(frozenset(NAMES)))
    return str(concrete(workout, context(progress, scale), stretch=stretch))


@pytest.mark.parametrize(
    ("text", "progress", "scale", "stretch", "expected"),
    [
        ("4->6x2min @ tempo (1min walk)", 0.5, 1.0, 1.0, "5x2min @ tempo (1min walk)"),
        ("long 12->18km", 1.0, 1.0, 1.0, "long 18km"),
        ("45min", 0.0, 0.7, 1.0, "31min30"),
        ("45min + 5x1km @ T (60s)", 0.0, 0.6, 1.0, "27min + 3x1km @ T (60s)"),
        ("45min + 5x1km @ T (60s)", 0.0, 1.0, 1.2, "54min + 5x1km @ T (60s)"),
        ("wu 10min + 30min + strides 4x20s (60s walk)", 0.0, 1.0, 1.1, "wu 10min + 33min + strides 4x20s (60s walk)"),
        ("2x(3x400m @ I (1min)) (3min)", 0.0, 0.5, 1.0, "1x(3x400m @ I (1min))"),
        ("gym 40min", 0.0, 1.0, 1.5, "gym 40min"),
        ("rest", 0.0, 0.5, 1.0, "rest"),
    ],
)
def test_amounts_and_counts_are_worked_out(
    text: str, progress: float, scale: float, stretch: float, expected: str
) -> None:
    assert expected == settled(text, progress, scale, stretch)


def test_a_name_stays_where_nothing_in_it_changes() -> None:
    assert "wu + 6x400m @ I (60s)" == settled("wu + 6x400m @ I (60s)", stretch=1.3)


def test_a_name_gives_way_to_what_changes_in_it() -> None:
    assert "wu + 4x8min @ T (2min jog) + cd" == settled("cruise", progress=0.5)


def test_a_warm_up_without_its_name_still_says_that_it_is_one() -> None:
    assert "wu 1km + wu 2x100m @ R (100m jog) + 45min" == settled("wu + 90min", scale=0.5)


def test_a_session_without_its_name_keeps_its_sport() -> None:
    assert "bike 30min + 6x(drill) + 10min" == settled("crit", progress=0.5)


def test_readable_amounts_keep_miles() -> None:
    workout = parse_workout("5mi + 800m")

    assert "4.1mi + 660m" == str(concrete(workout, context(scale=0.82), rounding=readable))


durations = st.integers(10, 7200).map(lambda s: Quantity(float(s), "time"))
metres = st.integers(100, 40_000).map(lambda m: Quantity(float(m), "distance"))
targets = st.sampled_from(
    [
        None,
        Target(Tone("name", 0.0, "T")),
        Target(Tone("percent", 0.88, "88%"), Tone("percent", 0.93, "93%")),
        Target(Tone("percent", 0.7, "70%"), Tone("percent", 0.9, "90%"), ramp=True),
    ]
)
amounts = st.one_of(
    st.builds(Amount, st.one_of(durations, metres)),
    st.builds(Amount, durations, durations),
    st.builds(Amount, metres, metres),
)
steps = st.builds(Step, amounts, st.sampled_from([None, "wu", "cd", "long", "easy", "strides"]), targets)
leaves = st.one_of(steps, st.sampled_from(["wu", "cd", "cruise", "drill"]).map(Reference))
counts = st.one_of(st.builds(Count, st.integers(1, 12)), st.builds(Count, st.integers(1, 6), st.integers(1, 6)))
groups = st.recursive(
    leaves,
    lambda inner: st.builds(
        Repeat,
        counts,
        st.lists(inner, min_size=1, max_size=3).map(tuple),
        st.one_of(st.none(), st.builds(Recovery, durations, st.sampled_from([None, "rest"]))),
        st.sampled_from([None, "strides", "easy"]),
    ),
    max_leaves=4,
)
workouts = st.builds(
    Workout, st.lists(groups, min_size=1, max_size=3).map(tuple), st.sampled_from([None, "run", "bike", "swim"])
)


def stretched(segment: Segment, factor: float) -> Segment:
    return segment.scaled(factor) if segment.stretchable else segment


def is_near(found: Segment, wanted: Segment) -> bool:
    """Alike up to a whole second or metre (of the written amount, so up to a second where the pace is slow)."""
    same = (found.intensity, found.role, found.stretchable) == (wanted.intensity, wanted.role, wanted.stretchable)
    near = found.duration == pytest.approx(wanted.duration, abs=1.5)
    return same and near and (found.distance or 0.0) == pytest.approx(wanted.distance or 0.0, abs=10)


@settings(max_examples=300, deadline=None)
@given(workouts, st.floats(0, 1), st.floats(0.3, 1.2), st.floats(0.5, 2))
def test_the_worked_out_line_gives_the_same_segments(
    workout: Workout, progress: float, scale: float, stretch: float
) -> None:
    here = context(progress, scale)
    try:
        wanted = [stretched(segment, stretch) for segment in render(workout, here)]
    except SessionError:  # more stretches than a session may have
        assume(False)
    found = render(concrete(workout, here, stretch=stretch), replace(here, progress=0.0, scale=1.0))

    assert len(wanted) == len(found)
    assert [] == [(f, w) for f, w in zip(found, wanted, strict=True) if not is_near(f, w)]


def test_gym_sessions_keep_their_one_intensity() -> None:
    here = context(scale=0.5)
    workout = parse_workout("circuit", Vocabulary(frozenset(NAMES)))
    found = render(concrete(workout, here), context())

    assert [s.intensity for s in render(workout, here)] == [s.intensity for s in found]


@pytest.mark.parametrize("rounding", [whole, readable])
def test_no_amount_is_rounded_to_nothing(rounding: object) -> None:
    assert callable(rounding)
    assert rounding(Quantity(0.2, "time"), Quantity(60.0, "time")).value >= 1
