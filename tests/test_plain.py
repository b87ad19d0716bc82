"""Our dataclasses against those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import inspect
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


def with_every_kind_of_field(make: Any) -> Any:
    class Many:
        a: int
        b: str = "x"
        c: list[int] = dataclasses.field(default_factory=list)
        d: int = dataclasses.field(default=4, kw_only=True)
        e: int = dataclasses.field(kw_only=True)

        def __post_init__(self) -> None:
            if self.a < 0:
                message = "a must be >= 0"
                raise ValueError(message)

    return make(Many)


OURS, THEIRS = with_every_kind_of_field(dataclass), with_every_kind_of_field(dataclasses.dataclass)


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


def test_constructor_asks_for_what_that_of_the_library_asks_for() -> None:
    def asked(cls: Any) -> list[tuple[Any, ...]]:
        parameters = inspect.signature(cls).parameters.values()
        return [(each.name, each.kind, each.annotation, each.default is each.empty) for each in parameters]

    assert asked(THEIRS) == asked(OURS)


@pytest.mark.parametrize("given", [{"a": 1, "e": 2}, {"a": 1, "b": "y", "c": [1], "d": 5, "e": 2}])
def test_constructor_fills_what_is_not_given_as_in_the_library(given: dict[str, Any]) -> None:
    assert dataclasses.asdict(THEIRS(**given)) == dataclasses.asdict(OURS(**given))


def test_each_gets_a_list_of_its_own() -> None:
    assert OURS(1, e=2).c is not OURS(1, e=2).c


@pytest.mark.parametrize("given", [{}, {"a": 1}, {"a": 1, "e": 2, "f": 3}])
def test_constructor_refuses_what_that_of_the_library_refuses(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError) as theirs:
        THEIRS(**given)
    with pytest.raises(TypeError) as ours:
        OURS(**given)
    assert str(theirs.value) == str(ours.value)


def test_checked_after_it_is_made() -> None:
    with pytest.raises(ValueError, match="a must be >= 0"):
        OURS(-1, e=2)


def test_constructor_of_a_class_below_that_is_made_first_is_its_own() -> None:
    @dataclass(frozen=True, slots=True)
    class Above:
        a: int

    @dataclass(frozen=True, slots=True)
    class Under(Above):
        b: int

    class Plain(Above):
        pass

    assert (1, 2) == (Under(1, 2).a, Under(1, 2).b)
    assert Plain(3).a == 3
    assert Above(4).a == 4


def test_frozen_keeps_its_fields_in_place() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'a'"):
        del Ours(1).a


def test_a_plain_class_below_a_frozen_one_has_more_as_in_the_library() -> None:
    class More(Single):
        pass

    one: Any = More(1)
    one.note = "kept"
    assert one.note == "kept"
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'value'"):
        one.value = 2


def test_a_class_of_the_library_may_stand_below_a_frozen_one_of_ours() -> None:
    @dataclasses.dataclass(frozen=True)
    class Theirs2(Ours):
        more: int = 0

    assert (1, 2) == (Theirs2(1, more=2).a, Theirs2(1, more=2).more)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Theirs2(1).more = 3  # type: ignore[misc]


def test_a_frozen_class_above_one_that_may_change_is_refused_as_in_the_library() -> None:
    with pytest.raises(TypeError, match="cannot inherit non-frozen dataclass from a frozen one"):

        @dataclass
        class Changing(Ours):  # type: ignore[misc]
            more: int = 0


def test_a_field_without_default_after_one_with_is_refused_where_it_is_written() -> None:
    with pytest.raises(TypeError, match="non-default argument 'b' follows default argument"):

        @dataclass
        class Late:
            a: int = 1
            b: int  # type: ignore[misc]


def test_copied_as_any_dataclass() -> None:
    one = Ours(1, c=([1],))
    assert copy.deepcopy(one) == one
    assert copy.deepcopy(one).c[0] is not one.c[0]
