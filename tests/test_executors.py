from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from periodize.executors import Done, Lost, Processes, Serial
from tests.where import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.executors import Executor

TWO = Processes(2)


def square(number: int) -> int:
    time.sleep(0.02 * (number % 2))
    return number * number


def square_unless_nine(number: int) -> int:
    if number == 9:
        message = "nine"
        raise ArithmeticError(message)
    return number * number


def end_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGSEGV)
    return number


def hang_at_three(number: int) -> int:
    if number == 3:
        time.sleep(1000)
    return number


def large(number: int) -> bytes:
    return bytes([number]) * 3_000_000


def where(_: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("executor", [Serial(), Processes(1), TWO], ids=repr)
def test_results_when_ordered_do_not_depend_on_the_executor(executor: Executor) -> None:
    assert [Done(number * number) for number in range(12)] == list(executor.map(square, range(12)))


def test_results_when_unordered_are_the_same_ones() -> None:
    came = {outcome.value for outcome in TWO.map(square, range(12), ordered=False) if isinstance(outcome, Done)}
    assert {number * number for number in range(12)} == came


def test_work_when_there_is_none_starts_nothing() -> None:
    assert [] == list(TWO.map(square, []))


def test_processes_when_at_work_are_others() -> None:
    assert os.getpid() not in {o.value for o in TWO.map(where, range(3)) if isinstance(o, Done)}


@pytest.mark.parametrize("ordered", [True, False])
def test_a_worker_when_it_dies_loses_its_item_alone(ordered: bool) -> None:
    outcomes = list(TWO.map(end_at_three, range(8), ordered=ordered))
    assert [Lost(3, "its worker process ended (SIGSEGV)")] == [o for o in outcomes if isinstance(o, Lost)]
    assert [0, 1, 2, 4, 5, 6, 7] == sorted(o.value for o in outcomes if isinstance(o, Done))


def test_a_worker_when_it_hangs_loses_its_item_alone() -> None:
    outcomes = list(Processes(2, patience=1.0).map(hang_at_three, range(8)))
    assert Lost(3, "not done within 1 s; given up") == outcomes.pop(3)
    assert [0, 1, 2, 4, 5, 6, 7] == [o.value for o in outcomes if isinstance(o, Done)]


@pytest.mark.parametrize("executor", [Serial(), TWO], ids=repr)
def test_an_error_of_the_function_is_raised_where_results_are_taken(executor: Executor) -> None:
    with pytest.raises(ArithmeticError, match="nine"), closing(executor.map(square_unless_nine, range(20))) as outcomes:
        for _ in outcomes:
            pass


def test_items_when_results_are_not_taken_are_drawn_up_to_a_window() -> None:
    drawn = 0

    def items() -> Iterator[int]:
        nonlocal drawn
        for number in range(1000):
            drawn = number
            yield number

    with closing(TWO.map(square, items())) as outcomes:
        next(outcomes)
        time.sleep(0.3)
    assert drawn <= 12


def test_workers_when_the_generator_is_closed_are_gone_at_once() -> None:
    with closing(Processes(2).map(where, range(1000))) as outcomes:
        first = next(outcomes)
    assert isinstance(first, Done)
    with pytest.raises(ProcessLookupError):
        os.kill(first.value, 0)


class Unknown:
    """A function that no other process can load."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return int, ("not a number",)

    def __call__(self, number: int) -> int:
        return number


def test_a_worker_when_it_cannot_start_is_an_error() -> None:
    with pytest.raises(RuntimeError, match=r"a worker process could not start \(exit code 1\)"):
        list(TWO.map(Unknown(), range(3)))


PARENT = """
from periodize.executors import Processes
from tests.test_executors import tell_and_wait
for _ in Processes(2).map(tell_and_wait, [0, 0]):
    pass
"""


def tell_and_wait(_: int) -> None:
    os.write(1, f"{os.getpid()}\n".encode())
    time.sleep(0.5)


def test_workers_when_their_parent_is_killed_end_after_their_item() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
    deadline = time.monotonic() + 20
    while any(alive(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [False, False] == [alive(worker) for worker in workers]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_large_items_and_results_pass_the_pipes() -> None:
    assert [Done(3_000_000)] * 4 == list(TWO.map(len, [bytes(3_000_000)] * 4))
    assert 4 * [3_000_000] == [len(o.value) for o in TWO.map(large, range(4)) if isinstance(o, Done)]
