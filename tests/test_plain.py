"""Our dataclasses against those of the standard library."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import pytest

from periodize.plain import dataclass

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Ours:
    a: int
    b: str = "x"
    c: tuple[Any, ...] = ()
    unseen: int = dataclasses.field(default=0, repr=False, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    a: int
    b: str = "x"
    c: tuple[Any, ...] = ()
    unseen: int = dataclasses.field(default=0, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Single:
    value: Any


@dataclass(frozen=True)
class Empty:
    pass


@dataclass
class Open:
    value: int


@dataclass(frozen=True, eq=False)
class Itself:
    value: int


@dataclass(frozen=True)
class Special:  # noqa: PLW1641 - dataclasses give it one
    value: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Special)

    def __repr__(self) -> str:
        return "special"


@dataclass(frozen=True, slots=True)
class Below(Ours):
    d: int = 1


CASES = [(1,), (2,), (1, "y"), (1, "x", (1, 2)), (1, "x", (), 5)]


@pytest.mark.parametrize("one", CASES)
@pytest.mark.parametrize("other", CASES)
def test_equal_where_those_of_the_library_are(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    assert (Theirs(*one) == Theirs(*other)) == (Ours(*one) == Ours(*other))
    assert (hash(Theirs(*one)) == hash(Theirs(*other))) == (hash(Ours(*one)) == hash(Ours(*other)))


@pytest.mark.parametrize("values", CASES)
def test_printed_as_those_of_the_library(values: tuple[Any, ...]) -> None:
    assert repr(Theirs(*values)).replace("Theirs", "Ours") == repr(Ours(*values))


def test_never_equal_to_another_class() -> None:
    other: object = Theirs(1)
    assert other != Ours(1)
    assert Ours(1) != Below(1)


def test_more_fields_of_a_class_below_count() -> None:
    assert Below(1, d=1) != Below(1, d=2)
    assert repr(Below(1)) == "Below(a=1, b='x', c=(), d=1)"


def test_one_field_that_is_not_a_number_is_itself_as_in_the_library() -> None:
    one = dataclasses.make_dataclass("one", ["value"])
    assert (one(NAN) == one(NAN)) == (Single(NAN) == Single(NAN))


def test_without_fields_all_are_equal() -> None:
    assert Empty() == Empty()


def test_what_may_change_has_no_hash() -> None:
    assert Open(1) == Open(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(Open(1))


def test_compared_by_identity_where_told() -> None:
    one = Itself(1)
    assert one == one  # noqa: PLR0124 - that is the question
    assert Itself(1) != Itself(1)


def test_what_a_class_says_itself_stays() -> None:
    assert Special(1) == Special(2)
    assert repr(Special(1)) == "special"


def test_frozen_stays_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Ours(1).a = 2  # type: ignore[misc]


def test_replaced_pickled_and_taken_apart_as_any_dataclass() -> None:
    one = Ours(1, "y", (2,), 3)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own bytes
    assert dataclasses.replace(one, a=2) == Ours(2, "y", (2,), 3)
    assert dataclasses.asdict(one) == {"a": 1, "b": "y", "c": (2,), "unseen": 3}
