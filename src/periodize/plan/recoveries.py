"""What stands between repeats, in parentheses or in the words that people use for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from periodize.plan.amounts import AMOUNTS, AmountReader
from periodize.plan.answers import ANSWERS, HOWS, RECOVERY_LEADS, RESTING
from periodize.plan.lexer import Kind
from periodize.plan.workout import SPORTS, Recovery

if TYPE_CHECKING:
    from periodize.plan.lexer import Token

SHORTEST = 30.0
"""[m] A recovery in fewer metres is taken for mistyped minutes: our choice."""

_SCOPES = {
    **dict.fromkeys(("rep", "reps", "repeat", "repeats", "repetition", "repetitions", "interval", "intervals"), "reps"),
    **dict.fromkeys(("set", "sets", "round", "rounds", "series"), "sets"),
}
_ENDS = {Kind.END, Kind.PLUS, Kind.COMMA, Kind.CLOSE}
_SETS = "write the recovery of the repeats inside, that of the sets outside: 2x(4x400m @ I (60s)) (3min)"


class RecoveryReader(AmountReader):
    """Reads recoveries.

    Attributes
    ----------
    scope : "reps" or "sets" where the last recovery said which it stands between.
    """

    scope: str | None = None

    def recovery(self, *, sets: bool) -> Recovery | None:
        """Read the recovery that stands here; `sets` says whether there are sets that it could be between."""
        start = self.here
        if opened := self.accept(Kind.OPEN):
            found = self._inside()
            if not self.accept(Kind.CLOSE):
                if self.ended():
                    self.fail("P110", "this parenthesis is not closed", opened)
                hint = ANSWERS.get(self.here.word, "write: (2min jog) or (90s @ Z1)")
                self.fail("P101", f"{self.here.text!r} cannot stand in a recovery", hint=hint)
        elif self._begins():
            found = self._inside()
        else:
            return None
        if self.scope == "sets" and not sets:
            self.fail("P101", "there are no sets for this recovery to stand between", start, _SETS)
        return found

    def _begins(self) -> bool:
        """Go to a recovery without parentheses, if one begins here: with 90s, r=90s, rest 2min, 3min jog."""
        comma = 1 if self.here.kind is Kind.COMMA else 0
        token, after = self.ahead(comma), self.ahead(comma + 1)
        if token.kind is Kind.WORD and token.text not in self.vocabulary.sessions:
            return self._begins_with_word(comma)
        if token.kind is Kind.NUMBER and not comma:
            return after.kind is Kind.WORD and after.word in HOWS
        if token.kind is not Kind.QUANTITY:
            return False
        words, place = [], comma + 1
        while self.ahead(place).kind is Kind.WORD and self.ahead(place).word in {*HOWS, *RESTING, "in", *SPORTS}:
            words.append(self.ahead(place).word)
            place += 1
        if RESTING.intersection(words):
            self.position += comma
            return True
        says_how = bool(words) and words[0] in HOWS
        if comma and (says_how or (not words and self.ahead(place).kind in _ENDS)):
            self._two_meanings()
        if not comma and not words and self.ahead(place).kind in _ENDS:
            hint = f"write the recovery in parentheses: ({token.text})"
            self.fail("P105", f"{token.text!r} cannot stand here", token, hint)
        return says_how

    def _begins_with_word(self, comma: int) -> bool:
        token, after = self.ahead(comma), self.ahead(comma + 1)
        if token.word == "with":
            if after.kind is Kind.WORD and after.word in {"full", "equal", "same"}:
                self.fail("P102", "how long is the recovery?", after, ANSWERS[after.word])
            if after.kind not in AMOUNTS and after.word not in HOWS:
                return False
            self.position += comma + 1
            return True
        if token.word in {"off", "every", "leaving"}:
            amount = after.text if after.kind is Kind.QUANTITY else "90s"
            hint = f"rest between the repeats: ({amount} rest); a send-off has no form of its own, write its rest"
            self.fail("P105", f"{token.text!r} could be a recovery or a send-off", token, hint)
        if token.word not in RECOVERY_LEADS or (comma and token.word == "easy"):
            return False
        place = comma + 1
        while self.ahead(place).word in HOWS or self.ahead(place).kind in {Kind.EQUALS, Kind.COLON}:
            place += 1
        if self.ahead(place).kind not in AMOUNTS:
            self.fail("P102", "how long is the recovery?", token, "write an amount: (90s jog), (200m walk)")
        if comma and token.word in {"recovery", "jog", "walk"}:
            self._two_meanings()
        self.position += comma
        return True

    def _two_meanings(self) -> None:
        amount = next(t.text for t in self.tokens[self.position :] if t.kind in AMOUNTS)
        hint = f"write ({amount} jog) for between the repeats, or ' + {amount} @ recovery' for once behind them"
        self.fail("P105", "this could stand between the repeats or behind them", self.ahead(), hint)

    def _inside(self) -> Recovery:
        before = self._how()
        if before is None or self.here.kind in {Kind.EQUALS, Kind.COLON}:
            self.skip_signs()
        token = self.take()
        if self.here.kind in {Kind.MINUS, Kind.LONG_DASH} and self.ahead().kind in AMOUNTS:
            self.fail("P101", "a recovery is one amount", hint=f"write ({self.ahead().text})")
        if token.quantity is None:
            self._no_recovery(token)
        quantity = token.quantity
        if quantity.value <= 0:
            self.fail("P102", "an amount is more than nothing", token, "leave the parentheses out")
        if not quantity.is_time and quantity.value < SHORTEST:
            message = f"{token.text} is only {quantity.value:.0f} metres"
            self.fail("P104", message, token, f"write 'min' for minutes: ({quantity.value:.0f}min)")
        self.check_longest(quantity, token)
        if self.here.kind in {Kind.SLASH, Kind.COMMA} and self.ahead().kind is Kind.QUANTITY:
            self.fail("P101", "two recoveries in one", hint=_SETS)
        how = self._how() or before
        self._between()
        marked = self.accept(Kind.AT) or (self.word_is({"at"}) and self.take())
        target = self.target() if marked or self.begins_target() else None
        return Recovery(quantity, how, target)

    def _no_recovery(self, token: Token) -> NoReturn:
        if token.kind is Kind.NUMBER:
            hint = f"write ({token.text}m)" if token.number >= 100 else f"write ({token.text}s) or ({token.text}min)"
            self.fail("P102", f"{token.text!r} has no unit", token, hint)
        hint = ANSWERS.get(token.word, "") if token.word in {"full", "equal", "same"} else ""
        self.fail("P102", "how long is the recovery?", token, hint or "write an amount: (90s jog), (200m walk)")

    def skip_signs(self) -> None:
        """Go past the sign of r=90s and rest: 2min."""
        if self.here.kind in {Kind.EQUALS, Kind.COLON}:
            self.take()

    def _how(self) -> str | None:
        how: str | None = None
        while self.word_is(HOWS) or (how == "easy" and self.word_is(SPORTS)):
            word = HOWS.get(self.take().word, "")
            # "jog rest", "easy recovery": the first word says how; "easy jog" is a jog
            if word and how in {None, "easy"}:
                how = word
        return how

    def _between(self) -> None:
        if self.word_is({"in"}) and self.ahead().word == "between":
            self.take()
        self.scope = None
        if self.word_is({"between"}):
            self.take()
            self.skip({"the", "each", "every", "all"})
            self.scope = _SCOPES[self.take().word] if self.word_is(_SCOPES) else None
