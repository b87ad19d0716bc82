"""A climb inside a recording, as it was done once."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

STEP = 50.0
"""[m] A road is told by a place every so often: our choice, as long as what satellites err by, seen across a bend."""

DEGREE = 111_195.0
"""[m] One degree of a great circle, 2 pi 6371 km / 360."""

COLUMNS = 6
"""Of a way."""

SINGLE = "<f4"
"""How they are packed: degrees to a metre or two, and times to a thousandth of a second."""


@dataclass(frozen=True, slots=True)
class Climb:
    """A climb as it was done once, with the road a little before and after it. A home address may be in it.

    Parameters
    ----------
    start : [s from the start of the session by the clock on the wall] at the first place.
    foot, top : numbers of the places where it begins and ends.
    gain : [m] from one to the other.
    temperature, altitude : means [deg C], [m]; nan where not known.
    way : (6, n) of places `STEP` apart, packed: latitude and longitude [degrees], time since the first [s], how much
        of it without moving [s], means of power [W] and heart rate [bpm] from each to the next, nan where not known.
    """

    start: float
    foot: int
    top: int
    gain: float
    temperature: float
    altitude: float
    way: str

    @property
    def length(self) -> float:
        """Length [m]."""
        return STEP * (self.top - self.foot)

    @property
    def grade(self) -> float:
        """Mean grade [%]."""
        return 100 * self.gain / self.length


def packed(columns: Any) -> str:
    """Return the (6, n) columns of a way as text."""
    import numpy as np

    return b64encode(np.asarray(columns, dtype=SINGLE).tobytes()).decode()


def unpacked(way: str) -> NDArray[Any]:
    """Return the (6, n) columns of a way."""
    import numpy as np

    return np.frombuffer(b64decode(way), dtype=SINGLE).reshape(COLUMNS, -1).astype(np.float64)
