"""The signatures of sessions: computed at first need, kept in the store, and again when they rest on other things."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from periodize.executors import Done as Finished
from periodize.executors import Processes, Serial
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.compare import Done, Step
    from periodize.compare.signature import Signature
    from periodize.executors import Executor

PRELOAD = "periodize.compare.signing"
"""What every worker needs."""

AT_ONCE = 50
"""Signatures that are computed and written together: our choice."""

FEW = 400
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
        return {done.id: _signed(done.activities, steps.get(done.id, ())) for done in sessions}
    from periodize.compare.signature import Signature
    from periodize.project.records.keeping import open_store

    prints = {done.id: fingerprint(done.activities, steps.get(done.id, ())) for done in sessions}
    with open_store(store) as opened:
        kept = {key: data for key, (known, data) in opened.signatures.all().items() if prints.get(key) == known}
        due = [done for done in sessions if done.id not in kept]
        chunks = [due[k : k + AT_ONCE] for k in range(0, len(due), AT_ONCE)]
        executor: Executor = Serial() if len(due) <= FEW else Processes(WORKERS, preload=(PRELOAD,))
        items = [Due(store, tuple((_ids(done), tuple(steps.get(done.id, ()))) for done in some)) for some in chunks]
        for number, (some, item, result) in enumerate(zip(chunks, items, executor.map(sign, items), strict=True)):
            if progress:
                progress(number * AT_ONCE, len(due), str(some[0].day))
            # a worker that died leaves its work to this process
            values = result.value if isinstance(result, Finished) else sign(item)
            fresh = {done.id: value for done, value in zip(some, values, strict=True)}
            opened.signatures.put({key: (prints[key], value) for key, value in fresh.items()})
            kept |= fresh
    return {done.id: Signature.from_data(kept[done.id]) for done in sessions}


def sign(due: Due) -> list[dict[str, object]]:
    """Return the signatures of some sessions of a store, as data: what a worker process does."""
    from periodize.project.records.keeping import open_store

    with open_store(due.store) as opened:
        return [_signed([opened.activity(part) for part in parts], steps).as_data() for parts, steps in due.sessions]


def _ids(done: Done) -> tuple[str, ...]:
    return tuple(part.id for part in done.activities)


def fingerprint(parts: Iterable[Activity], steps: Iterable[Step]) -> str:
    """Return a short text that changes when a signature would: the files of a session, its plan, how it is computed."""
    from periodize.compare.signature import SIGNATURE_VERSION

    asked = [SIGNATURE_VERSION, [part.id for part in parts], [repr(step) for step in steps]]
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:16]


def _signed(parts: Sequence[Activity], steps: Sequence[Step]) -> Signature:
    from periodize.athlete import POWER_SPORTS
    from periodize.compare.signing import signature

    return signature(parts, channel="power" if parts[0].sport in POWER_SPORTS else "speed", steps=steps)
