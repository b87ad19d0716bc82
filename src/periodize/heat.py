"""What heat takes, day by day as the athlete gets used to it: one rule for plan, record and simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

MILD = 15.0
"""[deg C] up to which nothing is lost: our assumption."""

SLOWER = 0.3
"""[% per degree] of who is not acclimatised: our assumption, as a hot marathon is a few per cent slower."""

REGAINED = 0.5
"""Share of the loss that comes back: our assumption."""

DAYS = 14.0
"""[d] of heat until that share is back, evenly: our assumption, at the long end of the usual 10-14 days."""

FORGOTTEN = 28.0
"""[d] without heat until that is lost again, evenly: our assumption."""


def shares_lost(
    days: Iterable[Collection[float | None]],
    *,
    mild: float = MILD,
    slower: float = SLOWER,
    regained: float = REGAINED,
    until: float = DAYS,
    forgotten: float = FORGOTTEN,
) -> Iterator[float]:
    """Yield the share of the pace that each day takes, and of the power too: our assumption.

    Parameters
    ----------
    days : temperatures of each day in a row [deg C], of which the highest counts; None: heat that is sought, which
        acclimatises and slows nothing; nothing: an ordinary day. The athlete is not acclimatised on the first.
    mild : [deg C] up to which nothing is lost.
    slower : [% per degree].
    regained : [0-1] share of the loss that comes back.
    until, forgotten : [d] until it is back, and until that is lost again.

    Examples
    --------
    >>> [round(lost, 4) for lost in shares_lost([[32.0], [32.0], []])]
    [0.051, 0.0492, 0.0]
    """
    acclimatised = 0.0
    for temperatures in days:
        degrees = max((one - mild for one in temperatures if one is not None), default=0.0)
        yield min(max(degrees, 0.0) * slower / 100 * (1 - regained * acclimatised), 1.0)
        warm = degrees > 0 or None in temperatures
        acclimatised += 1 / until if warm else -1 / forgotten
        acclimatised = min(max(acclimatised, 0.0), 1.0)
