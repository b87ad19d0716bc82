"""Amounts and counts, with an answer for each number that could be in another unit than the one it has."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from periodize.plan.answers import range_hint, steps_hint, time_hint, unit_hint
from periodize.plan.lexer import Kind
from periodize.plan.targets import TargetReader
from periodize.plan.workout import Amount, Count
from periodize.units import Quantity, parse_quantity

if TYPE_CHECKING:
    from periodize.plan.lexer import Token
    from periodize.plan.workout import Step

MAX_REPEATS = 1000
"""Most repeats in one set, our choice: swimmers' 100 x 100 leaves room."""
LONGEST = 48 * 3600.0
"""[s] Longest amount of time, our choice."""
FARTHEST = 1_000_000.0
"""[m] Longest distance, our choice."""
SHORT_METRES = 100.0
"""[m] Below this `m` is taken for mistyped minutes, but for sprints and in the pool: our choice."""
SHORT_TIME = 30.0
"""[s] No stretch outside repeats is shorter, but one pace is so much slower than another: our choice."""
HOURS_OR_MINUTES = 420.0
"""[s] Outside repeats a clock time below 7:00 (a ride of 2:30) could be hours: our choice."""

AMOUNTS = frozenset({Kind.NUMBER, Kind.QUANTITY})
"""Tokens that an amount begins with."""
_SPRINTS = {"sprint", "R", "strides", "test"}
_RANGES = {Kind.MINUS, Kind.LONG_DASH, Kind.COMMA}


_IN_METRES = re.compile(r"[\d.]+\s*m(etres|eters)?", re.IGNORECASE)


def in_metres(token: Token) -> str | None:
    """Return how the metres of an amount are written: m, the word, or None for another unit."""
    match = _IN_METRES.fullmatch(token.text) if token.quantity is not None else None
    return None if match is None else "word" if match[1] else "m"


class AmountReader(TargetReader):
    """Reads counts and amounts.

    Attributes
    ----------
    depth : repeats that are open.
    around : the word before the count of the last one.
    measured : the token that holds the unit of the last amount.
    """

    depth = 0
    around: str | None = None
    measured: Token | None = None

    def count(self) -> Count:
        """Read a number of repeats, or its progression."""
        token = self.here
        first = self._whole(self.take())
        last = None
        if self.accept(Kind.ARROW):
            last = self._whole(self.take())
        if not 1 <= max(first, last or 1) <= MAX_REPEATS or min(first, last or 1) < 1:
            self.fail("P101", f"a count lies between 1 and {MAX_REPEATS}", token)
        return Count(first, last)

    def _whole(self, token: Token) -> int:
        # a row of digits longer than any count is not worth turning into a number
        if not (token.text.isascii() and token.text.isdigit()) or len(token.text) > 6:
            self.fail("P101", f"a count is a whole number up to {MAX_REPEATS}, not {token.text[:20]!r}", token)
        return int(token.text)

    def read_amount(self) -> Amount:
        """Read an amount with its unit, or its progression."""
        token = self.take()
        if token.kind is Kind.LONG_DASH:
            self.position -= 1
            self.refuse_dash()
        self._refuse_range(token)
        arrow = self.here.kind is Kind.ARROW
        if token.kind is Kind.NUMBER and arrow and (last := self.ahead()).quantity is not None:
            unit = last.text.lstrip("0123456789. ")
            first = parse_quantity(token.text + unit)
            if first is not None and unit.isalpha():
                self.position += 2
                return self._checked(Amount(first, last.quantity, token.column), token, last)
        quantity = token.quantity
        if quantity is None:
            self._no_amount(token)
        if not arrow:
            return self._checked(Amount(quantity, None, token.column), token)
        self.take()
        last = self.take()
        if last.quantity is None:
            advice = f"write {last.text}min or {last.text}km" if last.kind is Kind.NUMBER else None
            self.fail("P102", f"{last.text!r} behind '->' is not an amount", last, advice)
        if last.quantity.kind != quantity.kind:
            self.fail("P102", "a progression runs from time to time or from distance to distance", last)
        return self._checked(Amount(quantity, last.quantity, token.column), token, last)

    def _no_amount(self, token: Token) -> NoReturn:
        if token.kind is Kind.NUMBER:
            if self.word_is({"strides", "openers"}) or self.here.word in {"hills", "reps"}:
                hint = f"write how long each is: strides {token.text}x20s"
                self.fail("P102", f"how long is one of {token.text} {self.here.text}?", token, hint)
            if self.here.kind is Kind.SLASH and self.ahead().kind is Kind.NUMBER:
                hint = f"write 10x{token.text}s @ vo2 ({self.ahead().text}s)"
                self.fail("P102", f"{token.text}/{self.ahead().text} has no unit", token, hint)
            if {Kind.SLASH} & {self.here.kind, self.ahead().kind}:
                self.fail("P102", f"{token.text!r} has no unit", token, "write a decimal: 1.5h, 0.5mi")
            hint = unit_hint(token.text, sport=self.sport, repeated=bool(self.depth))
            self.fail("P102", f"{token.text!r} has no unit", token, hint)
        if token.kind is Kind.QUANTITY:
            self.fail("P102", f"there is no {token.text!r}", token, time_hint(token.text))
        message = f"{token.text!r} is not an amount" if token.text else "an amount is missing"
        self.fail("P102", message, token, "write an amount with its unit: 45min, 10km")

    def _refuse_range(self, token: Token) -> None:
        """Answer 75-90min, 200-400-600m and 1,5km."""
        sign = self.here
        if token.kind not in AMOUNTS or sign.kind not in _RANGES or self.ahead().kind not in AMOUNTS:
            return
        if sign.kind is Kind.COMMA and token.kind is Kind.QUANTITY:
            return  # the comma between two parts
        steps, place = [token], self.position
        while self.tokens[place].kind is sign.kind and self.tokens[place + 1].kind in AMOUNTS:
            steps.append(self.tokens[place + 1])
            place += 2
        unit = steps[-1].text.lstrip("0123456789.: ") or "m"
        if sign.kind is Kind.COMMA and len(steps) == 2 and self.ahead().glued:
            hint = f"a decimal has a point: {token.text}.{steps[1].text}"
        elif len(steps) > 2 or sign.kind is Kind.COMMA:
            hint = steps_hint([step.text.removesuffix(unit).strip() for step in steps], unit)
        else:
            hint = range_hint(token.text, steps[1].text)
        if sign.kind is Kind.LONG_DASH:
            self.refuse_dash(hint)
        self.fail("P101", "one step has one amount", sign, hint)

    def _checked(self, amount: Amount, *written: Token) -> Amount:
        token = written[0]
        for quantity in (amount.first, amount.last):
            if quantity is None:
                continue
            if quantity.value <= 0:
                self.fail("P102", "an amount is more than nothing", token, "write `rest` for a day without training")
            self.check_longest(quantity, token)
        for token in written:
            self._check_seconds(token)
        self.measured = next(token for token in written if token.quantity is not None)
        return amount

    def check_longest(self, quantity: Quantity, token: Token) -> None:
        """Refuse an amount that no session has."""
        if quantity.value > (LONGEST if quantity.is_time else FARTHEST):
            self.fail("P102", f"{token.text[:20]!r} is longer than any session", token)

    def _check_seconds(self, token: Token) -> None:
        """Refuse what could be another unit: a ride of 2:30, the eight hundreds of 10x800s."""
        text, seconds = token.text, token.quantity.value if token.quantity else 0.0
        if re.fullmatch(r"\d:\d\d", text) and not self.depth and seconds < HOURS_OR_MINUTES:
            first, _, last = text.partition(":")
            clear = f"write {first}h{last} or {first}min{last}" if first != "0" else f"write {last}min or {last}s"
            self.fail("P102", f"{text!r} could be hours or minutes", token, clear)
        if re.fullmatch(r"[1-9]\d*00s", text):
            number = text.removesuffix("s")
            hint = f"write {number}m for metres, or {Quantity(seconds, 'time')}"
            self.fail("P102", f"{text!r} could be seconds or metres", token, hint)

    # ---- units that could be others

    def check_short(self, step: Step, token: Token) -> Step:
        """Refuse `m` where it is mistyped minutes (45m, 3x10m @ T) and seconds meant for a pace (@ mp + 10s).

        Sprints are short, and so are the lengths of a pool.
        """
        first = step.amount.first
        if first.is_time and first.value < SHORT_TIME and not self.depth and step.word is None:
            message = f"a stretch of {token.text} outside repeats"
            self.fail("P102", message, token, "write a pace with its own number: @ 4:10/km; a sprint: 1x10s @ sprint")
        fast = {step.word, self.around, step.target.low.text if step.target else None} & _SPRINTS
        pool = self.sport == "swim" and first.value % 25 == 0
        return step if pool or (fast and self.depth) else self.at_least(SHORT_METRES, step)

    def at_least(self, metres: float, step: Step) -> Step:
        """Refuse fewer metres if they are written with `m`; the word is kept, since `m` would be refused."""
        unit = in_metres(self.measured) if self.measured else None
        first = step.amount.first
        if unit is None or first.value >= metres:
            return step
        if unit == "m" or step.amount.last is not None:
            self.refuse_metres(self.measured, first.value)
        written = Quantity(first.value, first.kind, f"{first.value:.10g} metres")
        return replace(step, amount=replace(step.amount, first=written))

    def refuse_metres(self, token: Token | None, metres: float) -> NoReturn:
        """Answer `m` that was meant for minutes or miles."""
        number = f"{metres:.10g}"
        hint = f"write 'min' for minutes: {number}min"
        if token and token.text.endswith("M"):
            hint += f", 'mi' for miles: {number}mi"
        if self.depth:
            hint += f"; a sprint: {number}m @ sprint"
        self.fail("P104", f"{number}m is only {number} metres", token, hint)
