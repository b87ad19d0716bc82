"""What happens to the runs of one clock: what disturbances, policies and races see, and what they act on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from periodize.simulation.dose import DAY_SECONDS, Dose

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    import simpy
    from numpy.typing import NDArray

    from periodize.response.base import FloatArray, Number
    from periodize.simulation.athletes import Athletes, Usual
    from periodize.simulation.execution import Done, Execution
    from periodize.simulation.policies import Policy
    from periodize.simulation.weather import Weather

    Mask = NDArray[np.bool_]
    Few = NDArray[np.intp]

AMOUNTS = ("load", "duration", "distance")


class World:
    """One block of runs on one clock; every array is (runs,) unless it says otherwise.

    Attributes
    ----------
    env : the clock, integer seconds from midnight of the first day.
    first, days, runs : first day, length of the season, number of runs.
    weather : chance.
    athletes, usual : the response model's state, and what the runs are used to.
    share : name of a condition -> what it leaves of a session, 0-1. Sessions get the product.
    ability : name of a condition -> factor of the performance on a start line. Races get the product.
    pace : name of a condition -> factor of the speed at the same effort; distances get the product.
    marks : name -> (days, runs) bool, what a history shows of conditions beside the loads.
    away_until : [d since the first midnight] until when an athlete who is laid off does not train.
    away_for : [d] length of the last such time, 0 for none yet.
    amounts : (3, days, runs) load, duration, distance done; where the season is not kept, of two days, see `done`.
    longest : (days, runs) longest single run of a day [m], 0 on days without one.
    missed : (days, runs) sessions that were not begun.
    low_form : (days, runs) whether the morning found form below the limit of the edge.
    notes : for what a policy remembers from one session to the next.
    """

    def __init__(
        self,
        env: simpy.Environment,
        athletes: Athletes,
        usual: Usual,
        *,
        weather: Weather,
        first: date,
        days: int,
        doses: Sequence[Dose],
        longest_before: float = 0.0,
        kept: bool = True,
    ) -> None:
        self.env, self.athletes, self.usual, self.weather = env, athletes, usual, weather
        self.first, self.days, self.runs = first, days, weather.runs
        self._dates = [first + timedelta(days=day) for day in range(days + 1)]
        self.longest_before = longest_before
        self.share: dict[str, FloatArray] = {}
        self.ability: dict[str, FloatArray] = {}
        self.pace: dict[str, FloatArray] = {}
        self.marks: dict[str, Mask] = {}
        self.away_until = np.zeros(self.runs)
        self.away_for = np.zeros(self.runs)
        self.amounts = np.zeros((len(AMOUNTS), days if kept else 2, self.runs))
        self.longest = np.zeros((days, self.runs))
        self.missed = np.zeros((days, self.runs), dtype=np.uint8)
        self.low_form = np.zeros((days, self.runs), dtype=np.bool_)
        self.notes: dict[str, FloatArray] = {}
        self._doses: dict[int, list[Dose]] = {}
        for dose in sorted(doses, key=lambda d: d.at):
            self._doses.setdefault(dose.day, []).append(dose)
        self._dropped: dict[tuple[int, int], Mask] = {}
        self._all_back = 0.0

    # ---- what anybody may ask

    @property
    def today(self) -> int:
        """Days since the first day."""
        return int(self.env.now) // DAY_SECONDS

    @property
    def date(self) -> date:
        """The calendar day."""
        return self._dates[self.today]

    @property
    def now(self) -> float:
        """Days since the first midnight, with their fraction."""
        return float(self.env.now) / DAY_SECONDS

    @property
    def away(self) -> Mask:
        """Who is laid off."""
        return self.now < self.away_until

    def doses(self, day: int) -> Sequence[Dose]:
        """Return the planned sessions of a day, in order."""
        return self._doses.get(day, ())

    def done(self, day: int) -> FloatArray:
        """Return load, duration and distance done on a day, (3, runs); of one before yesterday only where kept."""
        found: FloatArray = self.amounts[:, day % self.amounts.shape[1]]
        return found

    def mornings(self) -> Generator[simpy.Event, Any, None]:
        """Wait for the next midnight of the season, after the day before was closed, or for ever after the last."""
        if self.today + 1 >= self.days:
            yield self.env.event()
        yield self.env.timeout((self.today + 1) * DAY_SECONDS - self.env.now)

    # ---- what a disturbance may do

    def lay_off(self, who: Mask | Few, days: Number) -> None:
        """Take runs out of training from now on for some days [d]; who is out already stays out for the longer.

        Parameters
        ----------
        who : a mask, or the numbers of the runs.
        days : [d] for all of them, or for each.
        """
        now, until = self.now, self.now + days
        before, long = self.away_until[who], self.away_for[who]
        # an illness on the heels of another is one time away
        since = np.where(before > now, before - long, now)
        self.away_for[who] = np.where(until > before, until - since, long)
        self.away_until[who] = until = np.maximum(before, until)
        self._all_back = max(self._all_back, float(until.max(initial=0.0)))

    def drop(self, nth: int, who: Mask) -> None:
        """Take the n-th planned session of today from some runs."""
        key = (self.today, nth)
        self._dropped[key] = self._dropped[key] | who if key in self._dropped else who

    def mark(self, name: str, who: Mask, *, day: int | None = None) -> None:
        """Note a condition of today, or of another day, for the history."""
        if name not in self.marks:
            self.marks[name] = np.zeros((self.days, self.runs), dtype=np.bool_)
        self.marks[name][self.today if day is None else day] |= who

    # ---- training

    def possible(self, nth: int) -> Number:
        """Return what circumstances leave of the n-th session of today, a share: scalar 1.0 for all of it."""
        left = _product(self.share)
        out = self._dropped.pop((self.today, nth), None)
        if self.now < self._all_back:
            out = self.away if out is None else out | self.away
        return left if out is None else np.multiply(left, ~out)

    def train(self, dose: Dose, nth: int, *, policy: Policy, execution: Execution) -> None:
        """Do the n-th session of today: what is possible, what the athlete chooses, and how it comes out."""
        possible = self.possible(nth)
        chosen = policy.share(self, dose, possible)
        if isinstance(chosen, np.ndarray) or chosen <= 0:
            self.missed[dose.day] += np.less_equal(chosen, 0.0)
        self.absorb(dose, chosen, execution.of(self.weather, self.date, nth))

    def absorb(self, dose: Dose, share: Number, done: Done) -> None:
        """Book a session and let the athletes feel it."""
        loads, durations, distances = self.done(dose.day)
        load, duration = share * done.load, share * done.time
        load *= dose.load
        loads += load
        duration *= dose.duration
        durations += duration
        if dose.distance:
            distance = share * done.distance
            distance *= dose.distance * _product(self.pace)
            distances += distance
            if dose.sport == "run":
                longest = self.longest[dose.day]
                np.maximum(longest, distance, out=longest)
        self.athletes.train(int(self.env.now), load)

    def fitness_for(self) -> FloatArray:
        """Return the factor of the performance on a start line now, (runs,)."""
        return np.array(np.broadcast_to(_product(self.ability), (self.runs,)), dtype=np.float64)


def _product(factors: dict[str, FloatArray]) -> Number:
    found: Number = 1.0
    for factor in factors.values():
        found = found * factor
    return found
