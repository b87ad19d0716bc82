"""What altitude takes, day by day as the athlete gets used to it: one rule for plan, record and simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOSS = 6.3
"""[% of the aerobic power for 1000 m] of who is not acclimatised: Wehrlin & Hallen 2006; single athletes 4.6-7.5."""

ABOVE = 300.0
"""[m] up to which nothing is lost: Wehrlin & Hallen 2006."""

REGAINED = 0.28
"""Share of the loss that comes back: Sucec 1996, from -12.8 to -9.2 % at 2440 m."""

WEEKS = 5.0
"""[weeks] until that share is back, evenly: Sucec 1996. That it is lost again as slowly is our assumption."""

SHOWN = 0.5
"""Share of the lost aerobic power that shows in a race and in the pace of a session: our assumption, as the sources
disagree, from a third to all of it."""


def kilometres(
    heights: Iterable[float], *, above: float = ABOVE, regained: float = REGAINED, weeks: float = WEEKS
) -> Iterator[float]:
    """Yield the kilometres of each day that count, acclimatisation taken off.

    Parameters
    ----------
    heights : [m] of the days in a row, 0 at home; the athlete is not acclimatised on the first.
    above : [m] height up to which nothing is lost.
    regained : [0-1] share of the loss that comes back.
    weeks : until it is back, and until that is lost again.

    Examples
    --------
    >>> [round(lost, 3) for lost in kilometres([2300.0, 2300.0, 0.0])]
    [2.0, 1.984, 0.0]
    """
    acclimatised = 0.0
    step = 1 / (7 * weeks)
    for height in heights:
        counted = max(height - above, 0.0) / 1000
        yield counted * (1 - regained * acclimatised)
        acclimatised = min(max(acclimatised + (step if counted else -step), 0.0), 1.0)


def pace_left(lost: float) -> float:
    """Return the share of the pace that is left at the same effort. lost : kilometres that count."""
    return 1 - SHOWN * LOSS / 100 * lost


def power_left(lost: float) -> float:
    """Return the share of the power that is left at the same effort. lost : kilometres that count.

    Notes
    -----
    All of the loss shows in watts: our assumption. At 2130 m the curves of Bassett (1999) for aerobic power come to
    9.2 % less for who is acclimatised and 13.4 % for who is not; this comes to 8.3 and 11.5 %.
    """
    return 1 - LOSS / 100 * lost
