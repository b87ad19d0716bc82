"""Tokens to the tree of a session line: parts, repeats, steps, amounts.

The grammar is the plan language's own; where people write the same in other words or another order ("45 min easy",
"2 sets of 4x400m", "1 mile warm up") it is read as what it can only mean, and refused where it could mean two things.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NoReturn

from periodize.errors import near_miss
from periodize.plan.amounts import AMOUNTS, MAX_REPEATS, SHORT_METRES
from periodize.plan.answers import ANSWERS, HOWS
from periodize.plan.cursor import SessionError, Vocabulary
from periodize.plan.intensity import NAMES, SYNONYMS
from periodize.plan.lexer import MEASURED, Kind, Token, tokenize
from periodize.plan.steps import Draft, StepReader
from periodize.plan.workout import (
    REST,
    SPORTS,
    STEP_WORDS,
    Amount,
    Count,
    Part,
    Reference,
    Repeat,
    Step,
    Target,
    Workout,
)
from periodize.units import MILE, Quantity

__all__ = ["MAX_NESTING", "MAX_REPEATS", "MAX_TEXT", "SessionError", "Vocabulary", "parse_target", "parse_workout"]

MAX_NESTING = 10
"""Deepest nesting of repeats, our choice: coaches write two or three levels."""
MAX_TEXT = 2000
"""Longest session line [characters], our choice."""
SHORT_SESSION = 301.0
"""[m] No session is one stretch this short; the same number of minutes is a long one: our choice."""


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
    return _read(text, vocabulary or Vocabulary())


@lru_cache(maxsize=2000)
def _read(text: str, vocabulary: Vocabulary) -> Workout:
    # a plan says the same line on many days
    return _Parser(tokenize(text), vocabulary).session()


def parse_target(text: str, vocabulary: Vocabulary | None = None) -> Target:
    """Read a target alone, e.g. "88-93%", for athlete.intensities; raises SessionError."""
    if len(text) > MAX_TEXT:
        raise SessionError("P101", f"the target has {len(text)} characters, the limit is {MAX_TEXT}", 0)
    parser = _Parser(tokenize(text), vocabulary or Vocabulary())
    target = parser.target()
    parser.expect_end()
    return target


class _Parser(StepReader):
    # ---- session and parts

    def session(self) -> Workout:
        if self.ended():
            self.fail("P101", "the session line is empty", hint="write `rest` for a day without training")
        if self.here.kind is Kind.WORD and self.here.word in {"rest", "off"} and self.ahead().kind is Kind.END:
            return REST
        if self.is_sport() and self.ahead().kind is Kind.END:
            self.sport = self.take().word
            self.fail("P102", f"how long is {self.sport!r}?", hint=f"write an amount: {self.sport} 45min")
        parts = self.parts()
        self.expect_end()
        return Workout(self._whole_session(parts), self.sport)

    def parts(self) -> tuple[Part, ...]:
        parts = [self.part()]
        self.read += 1
        while self.accept(Kind.PLUS) or self.accept(Kind.COMMA) or (self.word_is({"then"}) and self.take()):
            parts.append(self.part())
            self.read += 1
        return tuple(parts)

    def expect_end(self) -> None:
        token = self.here
        if token.kind is Kind.END:
            return
        if token.kind is Kind.LONG_DASH:
            self.refuse_dash()
        if token.kind is Kind.SLASH:
            rest = self.ahead()
            amount = rest.text if rest.kind is Kind.QUANTITY else "60s"
            self.fail("P105", "'/' is only part of a pace", hint=f"write the recovery in parentheses: ({amount})")
        if token.kind in MEASURED:
            self.fail("P112", "a target stands behind '@'", hint=f"write: @ {self._target_hint(token)}")
        if token.kind is Kind.CLOSE:
            self.fail("P110", f"{token.text!r} closes a parenthesis that was never opened")
        if token.kind is Kind.ARROW:
            hint = "'->' runs across the weeks of a block; inside a session write: @ ramp 4:50-3:20/km"
            self.fail("P101", "'->' cannot stand here", hint=hint)
        if token.kind is Kind.OPEN:
            hint = "a recovery stands behind repeats: 3x10min @ T (2min); a break between sets: + 3min @ recovery +"
            self.fail("P101", f"{token.text!r} cannot stand here", hint=hint)
        if token.kind is Kind.AT:
            self.fail("P101", "'@' cannot stand here", hint="the target stands before the recovery: 5x1km @ T (90s)")
        if self.is_sport():
            self.second_sport(token)
        self.fail("P101", f"{token.text!r} cannot stand here", hint=self._stray_hint(token))

    def _target_hint(self, token: Token) -> str:
        if self.ahead().kind is Kind.ARROW and self.ahead(2).kind is token.kind:
            # "15km 4:50/km->3:20/km": within a session a change of intensity is a ramp
            return f"ramp {token.text.partition('/')[0]}-{self.ahead(2).text}"
        return token.text

    def _stray_hint(self, token: Token) -> str | None:
        if token.kind is Kind.WORD and token.word == "with":
            return "write the parts one after the other: easy 15km + 5km @ mp, or easy 45min + strides 6x20s"
        if token.kind is Kind.WORD and token.word in ANSWERS:
            return ANSWERS[token.word]
        if re.fullmatch(r"r\d+", token.word):
            return f"write the recovery in parentheses: ({token.word[1:]}s rest); a stroke rate goes into a note"
        if token.kind is Kind.WORD and (near := SYNONYMS.get(token.word) or near_miss(token.word, self.words())):
            return f"did you mean {near!r}?"
        return "join parts with ' + '" if token.kind in {Kind.WORD, Kind.NUMBER, Kind.QUANTITY} else None

    def _whole_session(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """Refuse a whole session of 45m or 120m, which are minutes."""
        only = parts[0] if len(parts) == 1 else None
        if not isinstance(only, Step) or only.word == "test":
            return parts
        return (self.at_least(SHORT_METRES if self.sport == "swim" else SHORT_SESSION, only),)

    # ---- one part

    def part(self) -> Part:
        token = self.here
        if token.kind is Kind.WORD:
            return self._worded()
        if token.kind is Kind.NUMBER and self._is_count():
            return self.repeat(Draft())
        if token.kind in AMOUNTS:
            return self.step(Draft())
        if token.kind is Kind.OPEN:
            self.fail("P101", "a parenthesis needs a count before it", hint="write: 3x(2min @ 95% + 1min @ 108%)")
        if token.kind is Kind.END:
            before = self.tokens[max(0, self.position - 1)]
            self.fail("P101", f"something is missing after {before.text!r}", before)
        if token.kind is Kind.LONG_DASH:
            self.refuse_dash()
        self.fail("P101", f"a part of a session cannot begin with {token.text!r}")

    def _worded(self) -> Part:
        """Read a part that begins with words: sport, kind of step, intensity; or a session by its name."""
        first = self.here
        draft = Draft()
        if first.text in self.vocabulary.sessions and not self._outranks_session(first):
            return Reference(self.take().text, first.column)
        while self.here.kind is Kind.WORD:
            self._leading(draft)
            self.accept(Kind.COLON)
        if self.here.kind is Kind.NUMBER and self._is_count():
            return self.repeat(draft)
        if self.here.kind in {*AMOUNTS, Kind.LONG_DASH}:
            return self.step(draft)
        if self.here.kind is Kind.OPEN:
            self.part()
        self._how_long(self.tokens[self.position - 1])

    def _outranks_session(self, token: Token) -> bool:
        """Whether the step is meant where a session is called `wu`: an amount stands behind it."""
        return self.ahead().kind in AMOUNTS and bool({token.word, token.text} & {*STEP_WORDS, *NAMES})

    def _how_long(self, token: Token) -> NoReturn:
        if token.kind is not Kind.WORD:
            self.fail("P101", f"{self.here.text or token.text!r} cannot stand here")
        example = "strides 6x20s" if token.word == "strides" else f"{token.word} 10min"
        if self.known_word(token) not in STEP_WORDS:
            example = f"45min @ {token.text}"
        self.fail("P102", f"how long is {token.text!r}?", token, f"write an amount: {example}")

    def _leading(self, draft: Draft) -> None:
        token = self.here
        known = self.known_word(token)
        if token.word in {"jog", "of", "state"} and (draft.word or draft.target):
            self.take()  # easy jog 20min
        elif known in STEP_WORDS and (draft.word is None or draft.word not in STEP_WORDS):
            self.take()
            if draft.word is not None and draft.target is None:  # "easy long 20km"
                draft.target = self.as_target(draft.word)
            draft.word = known
        elif self.is_sport():
            self.sport_word()
        elif known is not None and known not in STEP_WORDS and draft.word is None and draft.target is None:
            draft.word = known
            self.take()
        elif known is not None or (draft.word is None and self.begins_target()):
            if draft.target is not None or known in STEP_WORDS or draft.word not in {None, *STEP_WORDS}:
                self.fail("P101", f"{token.text!r} is a second word for one step", hint="write e.g. long 20km @ easy")
            draft.target = self.target()
        else:
            self._unknown(token, begins=draft.word is None and draft.target is None)

    def _unknown(self, token: Token, *, begins: bool) -> NoReturn:
        amount_follows = self.ahead().kind in {*AMOUNTS, Kind.LONG_DASH}
        if token.word in HOWS and not begins:
            self.fail("P101", f"{token.text!r} cannot stand here", token, ANSWERS["jog"])
        if token.word in ANSWERS:
            self.fail("P107", f"{token.text!r} is no word of the plan language", token, ANSWERS[token.word])
        if amount_follows:
            near = SYNONYMS.get(token.word) or near_miss(token.text, [*self.words(), *self.vocabulary.sessions])
            self.fail("P107", f"unknown word {token.text!r}", token, f"did you mean {near!r}?" if near else None)
        near = near_miss(token.text, [*self.vocabulary.sessions, *STEP_WORDS, *SPORTS, "rest"])
        hint = f"did you mean {near!r}?" if near else "define it under `sessions:`, or write an amount: easy 45min"
        self.fail("P107", f"unknown session {token.text!r}", token, hint)

    # ---- repeats

    def _is_count(self) -> bool:
        if self.ahead().kind is Kind.TIMES:
            return True
        if self.ahead(2).kind is not Kind.NUMBER or self.ahead(3).kind is not Kind.TIMES:
            return False
        if self.ahead().kind in {Kind.MINUS, Kind.LONG_DASH}:
            first, last = self.here.text, self.ahead(2).text
            hint = f"write {last}x, or {first}->{last}x to progress across the weeks of a block"
            self.fail("P101", "a count is one number", hint=hint)
        return self.ahead().kind is Kind.ARROW

    def repeat(self, draft: Draft, *, bare: bool = False) -> Repeat:
        """Read a repeat; a bare one leaves the recoveries behind it to the repeat around it."""
        column = self.here.column
        count = self.count()
        self.take()  # the x
        if self.here.kind is Kind.NUMBER and count.first >= 100 and not self._is_count():
            hint = f"write {self.here.text}x{count}m"
            self.fail("P102", f"{self.here.text!r} has no unit", hint=hint)
        self.depth += 1
        if self.depth > MAX_NESTING:
            self.fail("P101", f"repeats nested deeper than {MAX_NESTING}")
        self.around = draft.word
        inner: Repeat | None = None
        if opened := self.accept(Kind.OPEN):
            parts = self._group(opened)
        elif self.here.kind is Kind.NUMBER and self._is_count():
            inner = self.repeat(Draft(), bare=True)
            parts = (inner,)
        else:
            parts = (self._repeated(draft),)
        if draft.target is not None and not all(isinstance(part, Step) and part.target for part in parts):
            self.fail("P101", "the intensity stands behind the amount", hint=f"write: 5x1km @ {draft.target}")
        self.depth -= 1
        if bare:
            return Repeat(count, parts, None, draft.word, column)
        if inner is not None:
            return self._sets(count, inner, draft.word, column)
        sets = any(isinstance(part, Repeat) for part in parts)
        recovery = self.recovery(sets=sets)
        if recovery and sets and self.scope == "reps":
            hint = "write it inside: 2x(4x400m @ I (60s)) (3min)"
            self.fail("P101", "a recovery between repeats stands behind them", hint=hint)
        return Repeat(count, parts, recovery, draft.word, column)

    def _group(self, opened: Token) -> tuple[Part, ...]:
        parts = self.parts()
        if not self.accept(Kind.CLOSE):
            if self.ended():
                self.fail("P110", "this parenthesis is not closed", opened)
            self.expect_end()
        return parts

    def _repeated(self, draft: Draft) -> Part:
        """Read what is repeated without parentheses; a word behind it goes before the count."""
        if self.here.kind is Kind.WORD and self.here.word == "mile":
            mile = self.take()
            return self.finish(Amount(Quantity(MILE, "distance"), None, mile.column), mile, Draft(None, draft.target))
        if self.here.kind is Kind.WORD:
            return self._worded()
        inner = Draft(None, draft.target)
        step = self.step(inner)
        if isinstance(step, Step) and inner.late and draft.word is None:
            draft.word = step.word
            return Step(step.amount, None, step.target, step.column)
        return step

    def _sets(self, count: Count, inner: Repeat, word: str | None, column: int) -> Repeat:
        """Read the recoveries of "2 sets of 4x400m": the first between repeats, the second between sets."""
        place = self.here
        first = self.recovery(sets=True)
        between = self.scope
        second = self.recovery(sets=True) if first else None
        if first and second is None and between is None:
            both = f"{count}x({inner} {first}) or {count}x({inner}) {first}"
            self.fail("P105", "this recovery could stand between repeats or between sets", place, f"write {both}")
        if between == "sets":
            first, second = second, first
        inner = Repeat(inner.count, inner.parts, first, inner.word, inner.column)
        return Repeat(count, (inner,), second, word, column)

    # ---- steps

    def step(self, draft: Draft) -> Part:
        token = self.here
        amount = self.read_amount()
        if self.here.kind is Kind.TIMES and self.ahead().kind is Kind.NUMBER:
            return self._counted_behind(amount, token, draft)
        return self.finish(amount, token, draft)

    def _counted_behind(self, amount: Amount, token: Token, draft: Draft) -> Part:
        """Read 400m x 6 as 6x400m."""
        if self.depth:
            self.fail("P101", "this is counted twice", hint="write: 3x(4x400m @ I (1min)) (3min)")
        self.take()
        count = self.count()
        self.accept(Kind.TIMES)  # x 6 reps
        self.depth += 1
        inner = Draft(None, draft.target)
        step = self.finish(amount, token, inner)
        self.depth -= 1
        word = draft.word
        if inner.late and word is None:
            word, step = step.word, Step(step.amount, None, step.target, step.column)
        return Repeat(count, (step,), self.recovery(sets=False), word, token.column)
