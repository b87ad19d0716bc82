"""Planned steps beside what was done, in order: a missed repeat leaves a gap and moves no later one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME, OTHER, GAP = 1.0, -1.5, -0.35
"""Score of a step beside a stretch of its own kind, of the other kind, and of one that has no partner."""

HALF = 0.5
"""Ratio of two lengths that neither speaks for a pair nor against it."""

TIE = 1e-9

MOST = 250_000
"""Most pairs of steps and stretches that are looked at, 500 of each: our choice; no session has so many."""

Pairing: TypeAlias = list[tuple[int | None, int | None]]
"""Index of the planned step or None, index of the stretch or None."""


@dataclass(frozen=True, slots=True)
class Step:
    """One planned step, repeats and recoveries one by one.

    Parameters
    ----------
    text : as the plan writes it.
    work : whether it is one of those that the session is for; else it is easy.
    duration, distance : [s], [m] or None.
    by : what the plan measures it in.
    expected : speed [m/s], or for a sport by power [W], in its middle; None where no threshold tells.
    channel : what its target is judged by: speed, power or heart_rate; "" for nothing.
    low, high : [unit of the channel] its target.
    counted : False for strides, which no session fails by.
    """

    text: str
    work: bool
    duration: float
    distance: float | None = None
    by: Literal["time", "distance"] = "time"
    expected: float | None = None
    channel: str = ""
    low: float = 0.0
    high: float = 0.0
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of what was done.

    Parameters
    ----------
    work : harder than what lies around it.
    start : [s from the start of the session by the clock on the wall].
    duration : [s] moving time of work; of an easy stretch what the clock on the wall says, pauses included.
    distance : [m] or None.
    means : channel -> mean over the stretch, of those that are known.
    """

    work: bool
    start: float
    duration: float
    distance: float | None = None
    means: tuple[tuple[str, float], ...] = ()

    def mean(self, channel: str) -> float | None:
        """Return the mean of a channel, None where it is not known."""
        return dict(self.means).get(channel)


def length_share(steps: Sequence[Step], stretch: Stretch) -> float:
    """Return how long a stretch is against one or several planned steps, done / planned.

    By distance where all of them are planned so and the stretch has one, else by time.
    """
    distances = [step.distance for step in steps if step.by == "distance" and step.distance]
    if stretch.distance and len(distances) == len(steps):
        return stretch.distance / sum(distances)
    planned = sum(step.duration for step in steps)
    return stretch.duration / planned if planned > 0 else 0.0


def align(steps: Sequence[Step], done: Sequence[Stretch]) -> tuple[float, Pairing]:
    """Lay what was done beside what was planned, in the order of both.

    Parameters
    ----------
    steps, done : the two sequences.

    Returns
    -------
    score, pairing
        of the best alignment by Needleman and Wunsch (1970); between equal ones that whose gaps come last.

    Notes
    -----
    Step beside stretch: 1 for work beside work and easy beside easy, -1.5 otherwise, plus the ratio of the shorter
    length to the longer less a half. A step or stretch without a partner: -0.35. The weights are those of an open
    program's alignment of workouts (watt-mind), grade D. Where a repeat was rested through, one easy stretch
    stands for the recovery before it, the repeat, and the recovery after it, and is as long as all three: ours.

    Examples
    --------
    >>> plan = [Step("3min", True, 180), Step("jog", False, 60), Step("2min", True, 120)]
    >>> align(plan, [Stretch(True, 0, 121)])[1]
    [(0, None), (1, None), (2, 0)]
    """
    n, m = len(steps), len(done)
    if n * m > MOST:
        return float("-inf"), [(i, None) for i in range(n)] + [(None, j) for j in range(m)]
    best = [[GAP * (i + j) for j in range(m + 1)] for i in range(n + 1)]
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            best[i][j] = max(score for score, _, _ in _moves(best, steps, done, i, j))
    return best[n][m], _traced(best, steps, done)


def _moves(
    best: Sequence[Sequence[float]], steps: Sequence[Step], done: Sequence[Stretch], i: int, j: int
) -> list[tuple[float, int, int]]:
    """Return each way to end at steps i and stretches j: its score, and how many of each it takes, gaps first."""
    step, stretch = steps[i - 1], done[j - 1]
    found = [(best[i - 1][j] + GAP, 1, 0), (best[i][j - 1] + GAP, 0, 1)]
    if i >= 3 and not stretch.work and [s.work for s in steps[i - 3 : i]] == [False, True, False]:
        found.append((best[i - 3][j - 1] + SAME + _likeness(steps[i - 3 : i], stretch) + 2 * GAP, 3, 1))
    kind = SAME if step.work == stretch.work else OTHER
    return [*found, (best[i - 1][j - 1] + kind + _likeness([step], stretch), 1, 1)]


def _likeness(steps: Sequence[Step], stretch: Stretch) -> float:
    share = length_share(steps, stretch)
    return (min(share, 1 / share) if share > 0 else 0.0) - HALF


def _traced(best: Sequence[Sequence[float]], steps: Sequence[Step], done: Sequence[Stretch]) -> Pairing:
    """Return the pairing of the best score; seen from the end, so that the first way that fits has its gap last."""
    i, j = len(steps), len(done)
    found: Pairing = []
    while i and j:
        _, rows, columns = next(move for move in _moves(best, steps, done, i, j) if move[0] >= best[i][j] - TIE)
        found += [(i - 1 - k, None) for k in range(rows - 1)]
        found.append((i - rows if rows else None, j - 1 if columns else None))
        i, j = i - rows, j - columns
    found += [(k, None) for k in reversed(range(i))] + [(None, k) for k in reversed(range(j))]
    return found[::-1]
