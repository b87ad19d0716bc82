"""The signatures of sessions: computed at import or first need, kept in the store, again when they rest on others."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from periodize.executors import Done as Finished
from periodize.executors import Processes, Serial
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.compare import Done, Step
    from periodize.compare.signature import Signature
    from periodize.executors import Executor
    from periodize.store import Signed

PRELOAD = "periodize.compare.signing"
"""What every worker needs."""

AT_ONCE = 50
"""Signatures that are computed and written together: our choice."""

FEW = 700
"""Up to so many are computed in this process, as others take half a second to begin: our choice."""

WORKERS = 2
"""Processes that compute more: our choice, as for decoding."""


@dataclass(frozen=True, slots=True)
class Due:
    """Sessions whose signature is to be computed.

    Parameters
    ----------
    store : where their streams are.
    sessions : ids of the files of each, and the steps of the planned one that it answers.
    """

    store: Path
    sessions: tuple[tuple[tuple[str, ...], tuple[Step, ...]], ...]


def signatures_of(
    sessions: Sequence[Done],
    steps: Mapping[str, Sequence[Step]],
    store: Path | None,
    *,
    progress: Callable[[int, int, str], None] | None = None,
) -> dict[str, Signature]:
    """Return the signature of each session, by its id.

    Parameters
    ----------
    sessions : recorded.
    steps : id of a session -> the steps of the planned one that it answers.
    store : where their streams and signatures are; None: the activities have their streams, and nothing is kept.
    progress : called with sessions done, in all, and the day of the next.
    """
    if store is None:
        return AtHand()(sessions, steps)
    return Signing(store, progress=progress)(sessions, steps)


class AtHand:
    """Gives the signatures of recordings that have their streams with them; each is computed once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Signature] = {}

    def __call__(self, sessions: Sequence[Done], steps: Mapping[str, Sequence[Step]]) -> dict[str, Signature]:
        """Return the signature of each session, by its id. steps : of the planned sessions that they answer, by id."""
        found = {}
        for done in sessions:
            asked = steps.get(done.id, ())
            key = done.id, fingerprint(done.activities, asked)
            if key not in self._known:
                self._known[key] = _signed(done.activities, asked)
            found[done.id] = self._known[key]
        return found


class Signing:
    """Gives the signatures of a store's sessions; each is read once, or computed where it is missing, and then kept.

    Parameters
    ----------
    store : where streams and signatures are.
    progress : called with sessions done, in all, and the day of the next.
    """

    def __init__(self, store: Path, *, progress: Callable[[int, int, str], None] | None = None) -> None:
        self._store = store
        self._progress = progress
        self._read_from: date | None = None
        self._held: dict[tuple[str, str], Mapping[str, object]] = {}
        self._known: dict[tuple[str, str], Signature] = {}

    def __call__(self, sessions: Sequence[Done], steps: Mapping[str, Sequence[Step]]) -> dict[str, Signature]:
        """Return the signature of each session, by its id. steps : of the planned sessions that they answer, by id."""
        from periodize.compare.signature import Signature

        keys = {done.id: (done.id, fingerprint(done.activities, steps.get(done.id, ()))) for done in sessions}
        if any(key not in self._known for key in keys.values()):
            self._find(sessions, keys, steps)
        for key in keys.values():
            if key not in self._known:
                self._known[key] = Signature.from_data(self._held[key])
        return {name: self._known[key] for name, key in keys.items()}

    def _find(
        self, sessions: Sequence[Done], keys: Mapping[str, tuple[str, str]], steps: Mapping[str, Sequence[Step]]
    ) -> None:
        """Read the signatures that are kept, and compute the others."""
        from periodize.project.records.keeping import open_store

        first = min(done.day for done in sessions)
        with open_store(self._store) as opened:
            if self._read_from is None or first < self._read_from:
                kept = opened.signatures.all(first=first)
                self._held |= {(one.files[0], one.fingerprint): one.data for one in kept}
                self._read_from = first
            due = [done for done in sessions if keys[done.id] not in self._held]
            for some, values in self._computed(due, steps):
                opened.signatures.put(values)
                self._held |= {keys[done.id]: one.data for done, one in zip(some, values, strict=True)}

    def _computed(
        self, due: Sequence[Done], steps: Mapping[str, Sequence[Step]]
    ) -> Iterator[tuple[Sequence[Done], list[Signed]]]:
        chunks = [due[k : k + AT_ONCE] for k in range(0, len(due), AT_ONCE)]
        executor: Executor = Serial() if len(due) <= FEW else Processes(WORKERS, preload=(PRELOAD,))
        items = [
            Due(self._store, tuple((_ids(done), tuple(steps.get(done.id, ()))) for done in some)) for some in chunks
        ]
        for number, (some, item, result) in enumerate(zip(chunks, items, executor.map(sign, items), strict=True)):
            if self._progress:
                self._progress(number * AT_ONCE, len(due), str(some[0].day))
            # a worker that died leaves its work to this process
            yield some, result.value if isinstance(result, Finished) else sign(item)


def sign(due: Due) -> list[Signed]:
    """Return the signatures of some sessions of a store: what a worker process does."""
    from periodize.project.records.keeping import open_store

    with open_store(due.store) as opened:
        recorded = opened.several([part for parts, _ in due.sessions for part in parts])
        return [signed([next(recorded) for _ in parts], steps) for parts, steps in due.sessions]


def signed(parts: Sequence[Activity], steps: Sequence[Step] = ()) -> Signed:
    """Return the signature of a session as the store keeps it.

    Parameters
    ----------
    parts : its files in order, with their streams as the store gives them back.
    steps : of the planned session that it answers.
    """
    from periodize.store import Signed

    files, planned = tuple(part.id for part in parts), bool(_asked(steps))
    return Signed(files, planned, fingerprint(parts, steps), _signed(parts, steps).as_data())


def fingerprint(parts: Iterable[Activity], steps: Iterable[Step]) -> str:
    """Return a short text that changes when a signature would: the files of a session, its plan, how it is computed."""
    from periodize.compare.signature import SIGNATURE_VERSION

    resting_on = [[(part.id, part.distance, part.surface) for part in parts], _asked(tuple(steps))]
    return f"{SIGNATURE_VERSION}-{hashlib.sha256(repr(resting_on).encode()).hexdigest()[:16]}"


def _asked(steps: Sequence[Step]) -> Sequence[object]:
    """Return what a signature takes of a plan: nothing of one without work, of strides only that they are there."""
    if any(step.work and step.counted for step in steps):
        return steps
    return ("strides",) if any(step.work for step in steps) else ()


def _ids(done: Done) -> tuple[str, ...]:
    return tuple(part.id for part in done.activities)


def _signed(parts: Sequence[Activity], steps: Sequence[Step]) -> Signature:
    from periodize.athlete import POWER_SPORTS
    from periodize.compare.signing import signature

    return signature(parts, channel="power" if parts[0].sport in POWER_SPORTS else "speed", steps=steps)
