"""One step: its amount, and before or behind it what it is for, how hard it is, and the sport of the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from periodize.plain import dataclass
from periodize.plan.amounts import AMOUNTS
from periodize.plan.answers import ANSWERS, HOWS, RECOVERY_LEADS, pace_hint
from periodize.plan.intensity import NAMES
from periodize.plan.lexer import Kind
from periodize.plan.recoveries import RecoveryReader
from periodize.plan.workout import SPORTS, STEP_WORDS, Step, Target, Tone

if TYPE_CHECKING:
    from periodize.plan.lexer import Token
    from periodize.plan.workout import Amount


@dataclass(slots=True)
class Draft:
    """A step on its way. `late`: its word stood behind the amount."""

    word: str | None = None
    target: Target | None = None
    late: bool = False


class StepReader(RecoveryReader):
    """Reads steps.

    Attributes
    ----------
    read : parts that are complete; only the first may name the sport.
    """

    read = 0

    def finish(self, amount: Amount, token: Token, draft: Draft) -> Step:
        """Read what stands behind an amount: its target, or a word that would stand before it."""
        self.amount = amount.first
        marked = False
        while True:
            if self.accept(Kind.AT) or self._says_at():
                marked = True
                self._take_target(draft)
            elif self.word_is({"jog"}) and not self.depth and (draft.word or draft.target):
                self.take()  # 10min easy jog
            elif self._is_trailing_word():
                self.skip({"of"})
                self._trailing(draft)
            else:
                break
        alone = not (marked or self.depth or draft.word)
        if alone and draft.target is not None and self._is_plain_name(draft.target):
            draft.word, draft.target = draft.target.low.text, None
        return self.check_short(Step(amount, draft.word, draft.target, token.column), token)

    def _says_at(self) -> bool:
        """Go past `at`, or past `in` and `on` before a zone or a name; answer "in 3:20" and "on 1:45"."""
        if self.word_is({"at"}) and self.ahead().kind is not Kind.END:
            return bool(self.take())
        if not self.word_is({"in", "on"}) or self.ahead().kind is Kind.END:
            return False
        said = self.take()
        if self.begins_target():
            return True
        time = self.here.quantity
        if said.word == "in" and time is not None:
            self.fail("P101", "a step has a pace, not a time", said, pace_hint(time, self.amount, self.sport))
        self.fail("P101", f"{said.text!r} cannot stand here", said, ANSWERS["every" if time is not None else "on"])

    def _take_target(self, draft: Draft) -> None:
        if draft.target is not None:
            if draft.word is not None or not self._is_plain_name(draft.target):
                self.fail("P101", "a step has one intensity")
            draft.word = draft.target.low.text  # 5mi easy @ 8:00/mi
        draft.target = self.target()

    def _is_trailing_word(self) -> bool:
        token = self.here
        if token.kind is Kind.WORD and token.text in self.vocabulary.sessions:
            return False
        if self.word_is({"of"}):
            return self.ahead().kind is Kind.WORD
        if self.depth and self._is_recovery():
            return False
        if self.is_sport():
            return self.ahead().kind not in AMOUNTS and not self.depth
        if self.word_is({"jog"}) and self.depth and self.ahead().kind not in AMOUNTS:
            return self.inside_group()
        return self.known_word(token) in STEP_WORDS or self.begins_target()

    def _is_recovery(self) -> bool:
        """Whether a word that is an intensity too begins a recovery: 4x400m easy 400m, 5x1km R: 60s."""
        after = self.ahead()
        if self.here.text == "R" and after.kind in AMOUNTS:
            hint = f"write @ R ({after.text} jog), or ({after.text}) for the recovery alone"
            self.fail("P105", "'R' could be the intensity or the recovery", hint=hint)
        signs = {Kind.COLON, Kind.EQUALS, *AMOUNTS}
        return self.word_is(RECOVERY_LEADS) and (after.kind in signs or after.word in HOWS)

    def inside_group(self) -> bool:
        """Whether a group is open, where 200m jog is a stretch of its own and not a recovery."""
        kinds = [token.kind for token in self.tokens[: self.position]]
        return kinds.count(Kind.OPEN) > kinds.count(Kind.CLOSE)

    def _trailing(self, draft: Draft) -> None:
        token = self.here
        known = self.known_word(token)
        if known in STEP_WORDS:
            if draft.word in STEP_WORDS:
                self.fail("P101", f"{token.text!r} is a second word for one step", hint="join parts with ' + '")
            if draft.word is not None and draft.target is None:
                draft.target = self.as_target(draft.word)
            draft.word, draft.late = known, True
            self.take()
        elif self.is_sport():
            self.sport_word()
        elif self.word_is({"jog"}):
            self.take()
            if draft.target is None and draft.word is None:
                draft.target = self.as_target("recovery")
        else:
            if draft.word is not None and draft.word not in STEP_WORDS:
                self.fail("P101", "a step has one intensity", token)
            self._take_target(draft)

    # ---- words

    def as_target(self, name: str) -> Target:
        """Return a name as a target."""
        return Target(Tone("name", 0.0, name))

    def _is_plain_name(self, target: Target) -> bool:
        """Whether a target is a name alone that may stand before its amount: easy 45min."""
        tone = target.low
        single = target.high is None and not target.ramp and tone.kind == "name" and not tone.shift
        return single and (tone.text in NAMES or tone.text in self.vocabulary.intensities)

    def words(self) -> list[str]:
        """Return every word that may begin a step, for near misses."""
        return [*STEP_WORDS, *NAMES, *self.vocabulary.intensities, *SPORTS]

    def known_word(self, token: Token) -> str | None:
        """Return a kind of step or an intensity in the plan language's spelling, or None."""
        own = self.vocabulary.intensities
        words = (token.text, token.text.lower(), token.word)
        return next((word for word in words if word in STEP_WORDS or word in NAMES or word in own), None)

    # ---- sport

    def is_sport(self) -> bool:
        """Whether a sport stands here."""
        names = self.vocabulary
        return self.word_is(SPORTS) and self.here.text not in names.sessions and self.here.text not in names.intensities

    def sport_word(self) -> None:
        """Read the sport of the line."""
        token = self.take()
        if self.depth or (self.read and token.word != self.sport) or self.sport not in {None, token.word}:
            self.second_sport(token)
        self.sport = token.word

    def second_sport(self, token: Token) -> NoReturn:
        """Refuse a sport that is not that of the line."""
        hint = "write {am: ..., pm: ...}"
        if self.depth:
            hint = "a repeat says how hard, with the other half as recovery: 8x1min @ easy (2min walk)"
        self.fail("P113", f"{token.text!r} begins a second sport in one line", token, hint)
