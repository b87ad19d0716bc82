"""Planned steps beside what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from periodize.compare import Step, Stretch, align

if TYPE_CHECKING:
    from collections.abc import Sequence


def plan(*pattern: tuple[str, float]) -> list[Step]:
    return [Step(kind, kind == "work", seconds) for kind, seconds in pattern]


def did(*pattern: tuple[str, float]) -> list[Stretch]:
    return [Stretch(kind == "work", 0.0, seconds) for kind, seconds in pattern]


def answered(steps: Sequence[Step], done: Sequence[Stretch]) -> dict[int, int | None]:
    return {i: j for i, j in align(steps, done)[1] if i is not None}


FOUR = plan(("work", 180), ("easy", 60), ("work", 180), ("easy", 60), ("work", 180), ("easy", 60), ("work", 180))


def test_score_is_one_and_a_half_for_each_equal_step() -> None:
    score, pairing = align(FOUR, [Stretch(step.work, 0.0, step.duration) for step in FOUR])

    assert 1.5 * len(FOUR) == score
    assert [(k, k) for k in range(len(FOUR))] == pairing


def test_gap_goes_to_the_end_when_nothing_tells_the_repeats_apart() -> None:
    done = did(("work", 180), ("easy", 60), ("work", 180), ("easy", 60), ("work", 180))

    assert {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: None, 6: None} == answered(FOUR, done)


def test_later_repeats_stay_aligned_when_one_in_the_middle_of_a_pyramid_is_missing() -> None:
    pyramid = plan(("work", 60), ("easy", 60), ("work", 180), ("easy", 60), ("work", 300), ("easy", 60), ("work", 60))
    done = did(("work", 60), ("easy", 60), ("work", 300), ("easy", 60), ("work", 60))

    found = answered(pyramid, done)

    assert (0, None, 2, 4) == (found[0], found[2], found[4], found[6])  # by index the 5 min would answer the 3 min


def test_repeat_in_the_middle_is_missing_when_its_time_was_rested_through() -> None:
    done = did(("work", 180), ("easy", 60), ("work", 180), ("easy", 300), ("work", 180))

    found = answered(FOUR, done)

    assert {0: 0, 2: 2, 4: None, 6: 4} == {k: found[k] for k in (0, 2, 4, 6)}


def test_one_long_rest_is_a_rest_when_it_is_not_as_long_as_a_repeat_and_two_rests() -> None:
    done = did(("work", 180), ("easy", 60), ("work", 180), ("easy", 120), ("work", 180))

    assert 4 == answered(FOUR, done)[4]


def test_work_never_answers_an_easy_step() -> None:
    steps, done = plan(("easy", 60)), did(("work", 60))

    assert [(0, None), (None, 0)] == sorted(align(steps, done)[1], key=lambda pair: pair[0] is None)


def test_length_is_by_distance_when_the_plan_is() -> None:
    short, long = Step("200m", True, 50, 200, "distance"), Step("400m", True, 50, 400, "distance")

    assert {0: None, 1: 0} == answered([short, long], [Stretch(True, 0.0, 50, 395)])


def test_more_than_anybody_does_is_not_aligned() -> None:
    steps, done = [Step("x", True, 10)] * 501, [Stretch(True, 0.0, 10)] * 500

    assert {None} == set(answered(steps, done).values())


KINDS = st.lists(st.tuples(st.sampled_from(["work", "easy"]), st.floats(1, 3600)), max_size=8)


@given(KINDS, KINDS)
@settings(max_examples=60, deadline=None)
def test_each_step_and_stretch_stands_once_and_in_order(
    planned: list[tuple[str, float]], done: list[tuple[str, float]]
) -> None:
    pairing = align(plan(*planned), did(*done))[1]

    assert list(range(len(planned))) == [i for i, _ in pairing if i is not None]
    assert list(range(len(done))) == [j for _, j in pairing if j is not None]
