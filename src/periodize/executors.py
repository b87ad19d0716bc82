"""Where work is done: here, or in processes beside this one, through one `map`.

A distributed scheduler joins by having the same method. What comes out does not depend on who does the work.

The processes are run by `multiprocessing`, a pipe each: `concurrent.futures` and loky give up all work in flight when
one worker dies, and cannot end one that hangs.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

PATIENCE = 300.0
"""[s] After this a worker is taken to hang: our choice; a damaged recording of a whole day takes 20 s."""

WINDOW = 4
"""Items in flight for each worker, counting results that wait for their turn: our choice."""


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What the function gave for an item."""

    value: R


@dataclass(frozen=True, slots=True)
class Lost(Generic[T]):
    """An item whose worker died or hung, and why."""

    item: T
    reason: str


class Executor(Protocol):
    """Whoever can do work."""

    def map(
        self, function: Callable[[T], R], items: Iterable[T], *, ordered: bool = True
    ) -> Generator[Done[R] | Lost[T], None, None]:
        """Yield what a function gives for each item; closing the generator ends the work.

        Parameters
        ----------
        function : of a module's top level, so that another process can find it. What it raises is raised here.
        items : drawn as they are needed; only a bounded number is in flight.
        ordered : in the order of the items, else as they come.
        """


@dataclass(frozen=True, slots=True)
class Serial:
    """Work done here, one item after the other; nothing guards against a function that never ends."""

    def map(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        *,
        ordered: bool = True,  # noqa: ARG002 - one after the other is in order
    ) -> Generator[Done[R] | Lost[T], None, None]:
        """Yield what a function gives for each item: see `Executor.map`."""
        for item in items:
            yield Done(function(item))


@dataclass(frozen=True, slots=True)
class Processes:
    """Work done by processes of this computer; one that dies or hangs loses its item, nothing else.

    Parameters
    ----------
    workers : how many; 0 stands for one for each processor.
    patience : [s] after which an item's worker is ended.
    preload : modules that every worker needs; imported once for all of them where the system allows it.
    """

    workers: int = 0
    patience: float = PATIENCE
    preload: tuple[str, ...] = ()

    def map(
        self, function: Callable[[T], R], items: Iterable[T], *, ordered: bool = True
    ) -> Generator[Done[R] | Lost[T], None, None]:
        """Yield what a function gives for each item: see `Executor.map`."""
        crew = _Crew[T, R](function, self)
        waiting = enumerate(items)
        finished: dict[int, Done[R] | Lost[T]] = {}
        due = 0
        try:
            while crew.hand_out(waiting, until=due + WINDOW * crew.size):
                came = crew.collect()
                # the next items are on their way before anybody looks at these results
                crew.hand_out(waiting, until=due + WINDOW * crew.size)
                if not ordered:
                    due += len(came)
                    yield from came.values()
                    continue
                finished |= came
                while due in finished:
                    yield finished.pop(due)
                    due += 1
        finally:
            crew.dismiss()


class _Crew(Generic[T, R]):
    """The workers of one `map`, and the items that they have."""

    def __init__(self, function: Callable[[T], R], executor: Processes) -> None:
        import multiprocessing

        methods = multiprocessing.get_all_start_methods()
        # a plain fork would take threads' locks and open databases along
        self.context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if "forkserver" in methods:
            self.context.set_forkserver_preload([__name__, *executor.preload])
        self.function = function
        self.patience = executor.patience
        self.size = executor.workers or _processors()
        self.workers: list[_Worker] = []
        self.ahead: deque[tuple[int, T]] = deque()

    def hand_out(self, waiting: Iterator[tuple[int, T]], *, until: int) -> bool:
        """Give each idle worker an item numbered below `until`, have one more at hand; say whether there is work."""
        for worker in self.workers:
            if worker.ready and worker.task is None and self._draw(waiting, until):
                worker.take(self.ahead.popleft(), self.patience)
        at_hand = self._draw(waiting, until)
        if at_hand and len(self.workers) < self.size:
            self.workers.append(_Worker(self.context, self.function))
        return at_hand or any(worker.task is not None for worker in self.workers)

    def _draw(self, waiting: Iterator[tuple[int, T]], until: int) -> bool:
        if not self.ahead and (task := next(waiting, None)) is not None:
            self.ahead.append(task)
        return bool(self.ahead) and self.ahead[0][0] < until

    def collect(self) -> dict[int, Done[R] | Lost[T]]:
        """Wait until a worker has something to say; return what came of which item."""
        from multiprocessing.connection import wait

        soonest = min((worker.deadline for worker in self.workers if worker.task is not None), default=None)
        timeout = None if soonest is None else max(soonest - time.monotonic(), 0.0)
        spoke = wait([worker.pipe for worker in self.workers], timeout)
        came: dict[int, Done[R] | Lost[T]] = {}
        for place, worker in enumerate(self.workers):
            if worker.pipe in spoke:
                answer = worker.answer()
            elif worker.task is not None and worker.deadline <= time.monotonic():
                answer = Lost(worker.task[1], f"not done within {self.patience:g} s; given up")
            else:
                continue
            if answer is None:
                continue
            came[worker.task[0]] = answer
            worker.task = None
            if isinstance(answer, Lost):
                worker.end()
                self.workers[place] = _Worker(self.context, self.function)
        return came

    def dismiss(self) -> None:
        """End all workers at once; they hold nothing that would have to be put away."""
        for worker in self.workers:
            worker.end()


class _Worker:
    """A process, the pipe to it, and the numbered item that it has."""

    def __init__(self, context: Any, function: Callable[[Any], Any]) -> None:
        self.pipe: Connection
        self.pipe, end = context.Pipe()
        self.process = context.Process(target=_serve, args=(end, function), daemon=True)
        self.process.start()
        end.close()
        self.ready = False
        self.task: Any = None
        self.deadline = 0.0

    def take(self, task: tuple[int, Any], patience: float) -> None:
        """Begin with an item; a worker that died meanwhile is noticed when its answer is read."""
        self.task, self.deadline = task, time.monotonic() + patience
        with contextlib.suppress(BrokenPipeError):
            self.pipe.send(task[1])

    def answer(self) -> Any:
        """Return what became of its item; None: it has just come up.

        Raises
        ------
        Exception
            that the function raised.
        RuntimeError
            if the process could not start.
        """
        try:
            value, error = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            how = _exit_name(self.process.exitcode)
            if not self.ready:
                message = (
                    f"a worker process could not start ({how}); a script that starts workers needs "
                    'if __name__ == "__main__": around its calls'
                )
                raise RuntimeError(message) from None
            return Lost(self.task[1], f"its worker process ended ({how})")
        if error is not None:
            raise error
        if not self.ready:
            self.ready = True
            return None
        return Done(value)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(pipe: Connection, function: Callable[[Any], Any]) -> None:
    """Be a worker: answer each item with (value, None) or (None, error), until nobody asks any more."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks decides when to stop
    pipe.send((None, None))
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: tuple[Any, Exception | None] = (function(item), None)
        except Exception as error:  # noqa: BLE001 - it is raised again where the results are taken
            answer = (None, error)
        with contextlib.suppress(BrokenPipeError):  # nobody is left to hear it, which the next turn tells
            pipe.send(answer)


def _exit_name(code: int | None) -> str:
    import signal

    if code is None or code >= 0:
        return f"exit code {code}"
    name = signal.Signals(-code).name
    return f"{name}, perhaps for want of memory" if name == "SIGKILL" else name


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
