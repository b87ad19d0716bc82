"""Tokens to the tree of a session line, with an answer for what people write instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from periodize.errors import near_miss
from periodize.plan.intensity import NAMES, RACES, SYNONYMS
from periodize.plan.lexer import Kind, Token, tokenize
from periodize.plan.workout import (
    RECOVERY_WORDS,
    REST,
    SPORTS,
    STEP_WORDS,
    Amount,
    Count,
    Part,
    Recovery,
    Reference,
    Repeat,
    Step,
    Target,
    Tone,
    Workout,
)
from periodize.units import Quantity, parse_quantity

if TYPE_CHECKING:
    from collections.abc import Collection

MAX_REPEATS = 1000
"""Most repeats in one set, our choice: swimmers' 100 x 100 leaves room."""
MAX_NESTING = 10
"""Deepest nesting of repeats, our choice: coaches write two or three levels."""
MAX_TEXT = 2000
"""Longest session line [characters], our choice."""
SHORT_METRES = 100.0
"""[m] Below this a step outside repeats is taken for mistyped minutes: our choice."""

_MODIFIER_ENDS = {Kind.END, Kind.OPEN, Kind.CLOSE, Kind.MINUS, Kind.PLUS, Kind.AT, Kind.SLASH, Kind.ARROW}
_RECOVERY_SYNONYMS = {
    "jogging": "jog", "walking": "walk", "spinning": "spin", "floating": "float", "off": "rest",
    "recov": "", "recovery": "", "rec": "", "r": "", "ri": "", "break": "rest", "standing": "rest", "pause": "rest",
    "stand": "rest", "resting": "rest",
}  # fmt: skip
_FILLER = {"pace", "effort", "intensity"}
_LEAD_IN = {"with", "w"}


class SessionError(Exception):
    """A session line that cannot be read: which rule, where inside the line, and what to write instead."""

    def __init__(self, code: str, message: str, column: int, length: int = 1, hint: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.column, self.length, self.hint = code, message, column, length, hint


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a plan adds: its sessions and the athlete's intensities."""

    sessions: Collection[str] = field(default=())
    intensities: Collection[str] = field(default=())


def parse_workout(text: str, vocabulary: Vocabulary | None = None) -> Workout:
    """Read a session line.

    Parameters
    ----------
    text : the line, e.g. "wu 10min + 4->6x2min @ tempo (1min walk) + cd 5min".
    vocabulary : names that the plan adds.

    Raises
    ------
    SessionError
        with the rule's code and the place inside the line.

    Examples
    --------
    >>> str(parse_workout("6 x 800m @ 5k-10k pace w. 400m jog rest"))
    '6x800m @ 5k-10k (400m jog)'
    """
    if len(text) > MAX_TEXT:
        raise SessionError("P101", f"the line has {len(text)} characters, the limit is {MAX_TEXT}", 0)
    return _Parser(tokenize(text), vocabulary or Vocabulary()).session()


def parse_target(text: str, vocabulary: Vocabulary | None = None) -> Target:
    """Read a target alone, e.g. "88-93%", for athlete.intensities; raises SessionError."""
    parser = _Parser(tokenize(text), vocabulary or Vocabulary())
    target = parser.target()
    parser.expect_end()
    return target


class _Parser:
    def __init__(self, tokens: list[Token], vocabulary: Vocabulary) -> None:
        self.tokens, self.vocabulary = tokens, vocabulary
        self.position = self.depth = self.repeats = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.position]

    def ended(self) -> bool:
        return self.here.kind is Kind.END

    def ahead(self, steps: int = 1) -> Token:
        return self.tokens[min(self.position + steps, len(self.tokens) - 1)]

    def take(self) -> Token:
        token = self.here
        self.position = min(self.position + 1, len(self.tokens) - 1)
        return token

    def accept(self, kind: Kind) -> Token | None:
        return self.take() if self.here.kind is kind else None

    def word_is(self, words: Collection[str]) -> bool:
        return self.here.kind is Kind.WORD and self.here.text.lower() in words

    def fail(self, code: str, message: str, token: Token | None = None, hint: str | None = None) -> NoReturn:
        token = token or self.here
        raise SessionError(code, message, token.column, max(1, len(token.text)), hint)

    # ---- session and parts

    def session(self) -> Workout:
        if self.here.kind is Kind.END:
            self.fail("P101", "the session line is empty", hint="write `rest` for a day without training")
        if self.here.text.lower() in {"rest", "off"} and self.ahead().kind is Kind.END:
            return REST
        sport: str | None = None
        if self.word_is(SPORTS) and self.here.text.lower() not in self.vocabulary.sessions:
            sport = self.take().text.lower()
            if self.ended():
                self.fail("P102", f"how long is {sport!r}?", hint=f"write an amount: {sport} 45min")
        parts = self.parts()
        self.expect_end()
        return Workout(parts, sport)

    def parts(self) -> tuple[Part, ...]:
        parts = [self.part()]
        while self.accept(Kind.PLUS):
            parts.append(self.part())
        return tuple(parts)

    def expect_end(self) -> None:
        token = self.here
        if token.kind is Kind.END:
            return
        if token.kind is Kind.LONG_DASH:
            self._long_dash()
        if token.kind is Kind.SLASH:
            rest = self.ahead()
            amount = rest.text if rest.kind is Kind.QUANTITY else "60s"
            self.fail("P105", "'/' is only part of a pace", hint=f"write the recovery in parentheses: ({amount})")
        if token.kind in {Kind.SPEED, Kind.PERCENT, Kind.WATTS, Kind.BPM}:
            self.fail("P112", "a target stands behind '@'", hint=f"write: @ {self._target_hint(token)}")
        if token.kind is Kind.CLOSE:
            self.fail("P110", f"{token.text!r} closes a parenthesis that was never opened")
        if token.kind is Kind.ARROW:
            hint = "'->' runs across the weeks of a block; inside a session write: @ ramp 4:50-3:20/km"
            self.fail("P101", "'->' cannot stand here", hint=hint)
        if token.kind is Kind.WORD and token.text.lower() in SPORTS:
            self.fail("P113", f"{token.text!r} begins a second sport in one line", hint="write {am: ..., pm: ...}")
        join = "join parts with ' + '" if token.kind in {Kind.WORD, Kind.NUMBER, Kind.QUANTITY} else None
        self.fail("P101", f"{token.text!r} cannot stand here", hint=join)

    def _target_hint(self, token: Token) -> str:
        if self.ahead().kind is Kind.ARROW and self.ahead(2).kind is token.kind:
            # "15km 4:50/km->3:20/km": within a session a change of intensity is a ramp
            return f"ramp {token.text.partition('/')[0]}-{self.ahead(2).text}"
        return token.text

    def part(self) -> Part:
        token = self.here
        if token.kind is Kind.NUMBER and self._is_count():
            return self.repeat(None)
        if token.kind is Kind.WORD:
            word = token.text
            if word.lower() in SPORTS and word not in self.vocabulary.sessions:
                self.fail("P113", f"{word!r} begins a second sport in one line", hint="write {am: ..., pm: ...}")
            follows = self.ahead().kind
            if follows in {Kind.NUMBER, Kind.QUANTITY, Kind.LONG_DASH} and word not in self.vocabulary.sessions:
                known = self._step_word(self.take())
                return self.repeat(known) if self.here.kind is Kind.NUMBER and self._is_count() else self.step(known)
            if follows in {Kind.NUMBER, Kind.QUANTITY} and word.lower() in {*STEP_WORDS, *NAMES}:
                # a session may be called `wu`: with an amount behind it the step is meant
                known = self._step_word(self.take())
                return self.repeat(known) if self.here.kind is Kind.NUMBER and self._is_count() else self.step(known)
            return self.reference()
        if token.kind in {Kind.NUMBER, Kind.QUANTITY}:
            return self.step(None)
        if token.kind is Kind.OPEN:
            self.fail("P101", "a parenthesis needs a count before it", hint="write: 3x(2min @ 95% + 1min @ 108%)")
        if token.kind is Kind.END:
            before = self.tokens[max(0, self.position - 1)]
            self.fail("P101", f"something is missing after {before.text!r}", before)
        if token.kind is Kind.LONG_DASH:
            self._long_dash()
        self.fail("P101", f"a part of a session cannot begin with {token.text!r}")

    def _is_count(self) -> bool:
        if self.ahead().kind is Kind.TIMES:
            return True
        return (
            self.ahead().kind is Kind.ARROW and self.ahead(2).kind is Kind.NUMBER and self.ahead(3).kind is Kind.TIMES
        )

    def _step_word(self, token: Token) -> str:
        word = token.text
        known = (*STEP_WORDS, *NAMES, *self.vocabulary.intensities)
        if word in known:
            return word
        if word.lower() in known:
            return word.lower()
        near = SYNONYMS.get(word.lower()) or near_miss(word, [*known, *self.vocabulary.sessions, *SPORTS])
        self.fail("P107", f"unknown word {word!r}", token, f"did you mean {near!r}?" if near else None)

    def reference(self) -> Reference:
        token = self.take()
        if token.text in self.vocabulary.sessions:
            return Reference(token.text, token.column)
        word = token.text.lower()
        if not {word, token.text}.isdisjoint({*STEP_WORDS, *NAMES, *self.vocabulary.intensities}):
            self.fail("P102", f"how long is {token.text!r}?", token, f"write an amount: 45min @ {token.text}")
        near = near_miss(token.text, [*self.vocabulary.sessions, *STEP_WORDS, *SPORTS, "rest"])
        hint = f"did you mean {near!r}?" if near else "define it under `sessions:`, or write an amount: easy 45min"
        self.fail("P107", f"unknown session {token.text!r}", token, hint)

    def repeat(self, word: str | None) -> Repeat:
        column = self.here.column
        count = self.count()
        self.take()  # the x
        self.depth += 1
        if self.depth > MAX_NESTING:
            self.fail("P101", f"repeats nested deeper than {MAX_NESTING}")
        if opened := self.accept(Kind.OPEN):
            parts = self.parts()
            if not self.accept(Kind.CLOSE):
                if self.ended():
                    self.fail("P110", "this parenthesis is not closed", opened)
                self.expect_end()
        else:
            inner = self.part()
            if isinstance(inner, Reference):
                parts = (inner,)
            elif isinstance(inner, Repeat):
                self.fail(
                    "P101",
                    "a repeat of repeats needs parentheses",
                    hint="write: 3x(4x400m @ I (1min)) (3min)",
                )
            else:
                parts = (inner,)
        self.depth -= 1
        return Repeat(count, parts, self.recovery(), word, column)

    def count(self) -> Count:
        token = self.here
        first = self._whole(self.take())
        last = None
        if self.accept(Kind.ARROW):
            last = self._whole(self.take())
        if not 1 <= max(first, last or 1) <= MAX_REPEATS or min(first, last or 1) < 1:
            self.fail("P101", f"a count lies between 1 and {MAX_REPEATS}", token)
        return Count(first, last)

    def _whole(self, token: Token) -> int:
        if not token.text.isdigit():
            self.fail("P101", f"a count is a whole number, not {token.text!r}", token)
        return int(token.text)

    def step(self, word: str | None) -> Step:
        column = self.here.column
        amount = self.amount()
        target = None
        if self.accept(Kind.AT):
            target = self.target()
        elif self.word_is({"at"}) and self.ahead().kind is not Kind.END:
            self.take()
            target = self.target()
        metres = amount.first
        if not self.depth and not metres.is_time and metres.value < SHORT_METRES and self._sport() != "swim":
            token = Token(Kind.QUANTITY, str(amount.first), column)
            number = f"{metres.value:.0f}"
            hint = f"write 'min' for minutes: {number}min"
            self.fail("P104", f"{number}m is only {number} metres", token, hint)
        return Step(amount, word, target, column)

    def _sport(self) -> str:
        return self.tokens[0].text.lower()

    def amount(self) -> Amount:
        token = self.take()
        if token.kind is Kind.LONG_DASH:
            self.position -= 1
            self._long_dash()
        arrow = self.here.kind is Kind.ARROW
        if token.kind is Kind.NUMBER:
            if arrow and self.ahead().kind is Kind.QUANTITY:
                self.take()
                last = self.take()
                if last.quantity is not None:
                    unit = last.text.lstrip("0123456789. ")
                    first = parse_quantity(token.text + unit)
                    if first is not None and ":" not in last.text:
                        return self._checked(Amount(first, last.quantity, token.column), token)
            hint = f"write {token.text}min or {token.text}km"
            self.fail("P102", f"{token.text!r} has no unit", token, hint)
        quantity = token.quantity
        if quantity is None:
            if token.kind is Kind.END:
                self.fail("P102", "an amount is missing", token, "write an amount with its unit: 45min, 10km")
            self.fail(
                "P102",
                f"{token.text!r} is not an amount",
                token,
                "write an amount with its unit: 45min, 10km",
            )
        if not arrow:
            return self._checked(Amount(quantity, None, token.column), token)
        self.take()
        last = self.take()
        if last.quantity is None:
            advice = f"write {last.text}min or {last.text}km" if last.kind is Kind.NUMBER else None
            self.fail("P102", f"{last.text!r} behind '->' is not an amount", last, advice)
        if last.quantity.kind != quantity.kind:
            self.fail("P102", "a progression runs from time to time or from distance to distance", last)
        return self._checked(Amount(quantity, last.quantity, token.column), token)

    def _checked(self, amount: Amount, token: Token) -> Amount:
        for quantity in (amount.first, amount.last):
            if quantity is None:
                continue
            if quantity.value <= 0:
                self.fail("P102", "an amount is more than nothing", token, "write `rest` for a day without training")
            limit = 48 * 3600.0 if quantity.is_time else 1_000_000.0  # our choice: no session is longer
            if quantity.value > limit:
                self.fail("P102", f"{token.text!r} is longer than any session", token)
        return amount

    # ---- recovery

    def recovery(self) -> Recovery | None:
        if self.here.kind is Kind.OPEN:
            opened = self.take()
            found = self._recovery_inside()
            if not self.accept(Kind.CLOSE):
                if self.ended():
                    self.fail("P110", "this parenthesis is not closed", opened)
                self.fail(
                    "P101",
                    f"{self.here.text!r} cannot stand in a recovery",
                    hint="write: (2min jog) or (90s @ Z1)",
                )
            return found
        if self.word_is(_LEAD_IN) and (
            self.ahead().kind in {Kind.QUANTITY, Kind.NUMBER} or self.ahead().text in {".", "/"}
        ):
            self.take()
            if self.here.text in {".", "/"}:
                self.take()
            return self._recovery_inside()
        return None

    def _recovery_inside(self) -> Recovery:
        before = self._how()
        token = self.take()
        if token.quantity is None:
            hint = f"write ({token.text}s) or ({token.text}min)" if token.kind is Kind.NUMBER else "write: (2min jog)"
            self.fail("P102", f"{token.text or 'this'!r} is not an amount of recovery", token, hint)
        quantity: Quantity = token.quantity
        if not quantity.is_time and quantity.value < 10:
            self.fail("P104", f"{token.text} is only {quantity.value:.0f} metres", token, "write 'min' for minutes")
        how = self._how() or before
        target = self.target() if self.accept(Kind.AT) else None
        return Recovery(quantity, how, target)

    def _how(self) -> str | None:
        how: str | None = None
        while self.here.kind is Kind.WORD and self.here.text.lower() in {
            *RECOVERY_WORDS,
            *_RECOVERY_SYNONYMS,
        }:
            word = self.take().text.lower()
            # "jog rest", "easy recovery": the first word says how
            how = how or (word if word in RECOVERY_WORDS else _RECOVERY_SYNONYMS[word]) or None
        return how

    # ---- targets

    def target(self) -> Target:
        ramp = self.word_is({"ramp"}) and bool(self.take())
        low = self.tone()
        high = None
        if self.here.kind is Kind.LONG_DASH:
            self._long_dash()
        if self.here.kind is Kind.MINUS:
            self.take()
            high = self.tone()
            if low.kind == "bare":
                low = self._with_unit_of(low, high)
        if low.kind == "bare":
            low = self._bare(low)
        if high is not None and high.kind == "bare":
            high = self._bare(high)
        if ramp and high is None:
            self.fail("P101", "a ramp runs between two intensities", hint="write: @ ramp 50-75%")
        if self.word_is(_FILLER):
            self.take()
        return Target(low, high, ramp)

    def tone(self) -> Tone:
        token = self.take()
        column = token.column
        match token.kind:
            case Kind.PERCENT:
                tone = Tone(
                    "percent",
                    token.number / 100,
                    token.text.replace(" ", ""),
                    _PERCENT_OF.get(token.of, ""),
                    0,
                    column,
                )
            case Kind.SPEED:
                tone = Tone("speed", token.number, token.text.replace(" ", ""), column=column)
            case Kind.WATTS:
                tone = Tone("watts", token.number, f"{token.number:g}W", column=column)
            case Kind.BPM:
                tone = Tone("bpm", token.number, f"{token.number:g}bpm", column=column)
            case Kind.MMOL:
                tone = Tone("mmol", token.number, f"{token.number:g}mmol", column=column)
            case Kind.QUANTITY | Kind.NUMBER:
                # 5k, 10k, 1500, 800 are races; 88 of 88-93% takes its unit from the second
                name = token.text.lower().replace(" ", "")
                follows_range = self.here.kind is Kind.MINUS and self.ahead().kind in {
                    Kind.PERCENT, Kind.WATTS, Kind.BPM, Kind.MMOL, Kind.SPEED,
                }  # fmt: skip
                if name in RACES and not follows_range:
                    tone = Tone("name", 0.0, name, column=column)
                else:
                    tone = Tone("bare", token.number, token.text, column=column)
            case Kind.WORD:
                tone = self._named(token)
            case Kind.LONG_DASH:
                self.position -= 1
                self._long_dash()
            case _:
                self.fail(
                    "P101",
                    "an intensity is missing behind '@'",
                    token,
                    "write: @ threshold, @ Z2, @ 88-93%, @ 4:30/km",
                )
        return self._shifted(tone)

    def _named(self, token: Token) -> Tone:
        text, lower = token.text, token.text.lower()
        if lower == "rpe":
            number = self.take()
            if number.kind is not Kind.NUMBER or not 1 <= number.number <= 10:
                self.fail("P101", "rpe is a number from 1 to 10", number, "write: @ rpe 7")
            return Tone("rpe", number.number, f"rpe {number.number:g}", column=token.column)
        if lower[0] == "z" and lower[1:].isdigit():
            of = ""
            if self.accept(Kind.COLON):
                channel = self.take()
                of = channel.text.lower()
                if of not in {"hr", "pace", "power"}:
                    self.fail("P101", f"a zone is of hr, pace or power, not {channel.text!r}", channel)
            return Tone("zone", float(lower[1:]), f"Z{lower[1:]}" + (f":{of}" if of else ""), of, 0, token.column)
        known = [*NAMES, *RACES, *self.vocabulary.intensities]
        for name in (text, lower):
            if name in known:
                return Tone("name", 0.0, name, column=token.column)
        near = SYNONYMS.get(lower) or near_miss(text, known)
        self.fail("P106", f"unknown intensity {text!r}", token, f"did you mean {near!r}?" if near else None)

    def _shifted(self, tone: Tone) -> Tone:
        shift = 0
        while self.here.kind in {Kind.PLUS, Kind.MINUS} and self.here.glued and self._ends_modifier():
            shift += 1 if self.take().kind is Kind.PLUS else -1
        if not shift:
            return tone
        if tone.kind != "name":
            self.fail(
                "P101",
                "'+' and '-' behind an intensity go with a name",
                hint="write a range (88-93%) or a name (T+)",
            )
        return Tone("name", 0.0, tone.text, "", shift, tone.column)

    def _ends_modifier(self) -> bool:
        after = self.ahead()
        return after.kind in _MODIFIER_ENDS or not after.glued or (after.kind is Kind.WORD and not after.glued)

    def _with_unit_of(self, low: Tone, high: Tone) -> Tone:
        match high.kind:
            case "percent":
                return Tone("percent", low.value / 100, f"{low.value:g}", high.of, 0, low.column)
            case "watts" | "bpm" | "mmol":
                return Tone(high.kind, low.value, f"{low.value:g}", column=low.column)
            case "speed":
                per = high.text.partition("/")[2]
                for token in tokenize(f"{low.text}/{per}"):
                    if token.kind is Kind.SPEED:
                        return Tone("speed", token.number, low.text, column=low.column)
        return low

    def _bare(self, tone: Tone) -> NoReturn:
        token = Token(Kind.NUMBER, tone.text, tone.column)
        hint = (
            f"write {tone.text}/km for a pace"
            if ":" in tone.text
            else f"write {tone.text}%, {tone.text}W or {tone.text}bpm"
        )
        self.fail("P106", f"intensity {tone.text!r} has no unit", token, hint)

    def _long_dash(self) -> NoReturn:
        names = {"–": "an en dash", "—": "an em dash", "−": "a minus sign", "‑": "a non-breaking hyphen"}
        dash = self.here.text
        hint = "write the hyphen '-' of the keyboard"
        self.fail("P103", f"{dash!r} is {names.get(dash, 'a dash')} from a word processor", hint=hint)


_PERCENT_OF = {
    "": "",
    "threshold": "",
    "ftp": "ftp",
    "cp": "ftp",
    "css": "",
    "lthr": "lthr",
    "hrmax": "hrmax",
}
