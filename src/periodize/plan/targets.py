"""What a step aims at: tones, ranges and ramps, with and without the `@` before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from periodize.errors import near_miss
from periodize.plan.answers import ANSWERS, FILLERS, pace_hint
from periodize.plan.cursor import Cursor
from periodize.plan.intensity import NAMES, RACES, SYNONYMS
from periodize.plan.lexer import MEASURED, Kind, Token, tokenize
from periodize.plan.workout import Target, Tone
from periodize.units import spell_speed

if TYPE_CHECKING:
    from periodize.units import Quantity

_PERCENT_OF = {
    "": "", "threshold": "", "css": "", "ftp": "ftp", "cp": "ftp", "lthr": "lthr", "hrmax": "hrmax",
    "maxhr": "hrmax", "mhr": "hrmax",
}  # fmt: skip
_THRESHOLDS = {"ftp": "T", "css": "T"}
"""Name of one sport's threshold -> ours."""
_RACE_AT = {round(metres): name for name, metres in RACES.items()}
_MODIFIER_ENDS = {Kind.END, Kind.OPEN, Kind.CLOSE, Kind.MINUS, Kind.PLUS, Kind.AT, Kind.SLASH, Kind.ARROW, Kind.COMMA}
_ZONE = re.compile(r"z(\d{1,2})")
_ARTICLES = {"a", "an", "the"}


class TargetReader(Cursor):
    """Reads intensities.

    Attributes
    ----------
    sport : the line's sport as far as it is known.
    amount : what is done at the intensity, for the answer to "6x1km @ 3:20".
    """

    sport: str | None = None
    amount: Quantity | None = None

    def target(self) -> Target:
        """Read a tone, a range or a ramp."""
        self.skip(_ARTICLES)
        ramp = self.word_is({"ramp"}) and bool(self.take())
        low = self._tone()
        high = None
        if self.here.kind is Kind.LONG_DASH:
            self.refuse_dash()
        if self.accept(Kind.MINUS):
            high = self._tone()
            if low.kind == "bare":
                low = self._with_unit_of(low, high)
            elif high.kind == "bare" and low.kind in {"rpe", "zone"}:
                high = self._like(low, high)
        for tone in (low, high):
            if tone is not None and tone.kind == "bare":
                self._refuse_bare(tone)
        if ramp and high is None:
            self.fail("P101", "a ramp runs between two intensities", hint="write: @ ramp 50-75%")
        self._fillers(low)
        return Target(low, high, ramp)

    def begins_target(self) -> bool:
        """Whether an intensity stands here that needs no `@` to be one."""
        token = self.here
        if token.kind in MEASURED:
            return self.ahead().kind is not Kind.ARROW
        if token.kind is Kind.NUMBER and self.ahead().kind is Kind.MINUS:
            return self.ahead(2).kind in MEASURED
        if token.kind in {Kind.QUANTITY, Kind.NUMBER}:
            return self.ahead().kind is Kind.WORD and self.ahead().word == "pace"
        if token.kind is not Kind.WORD or token.text in self.vocabulary.sessions:
            return False
        return token.word in {"rpe", "ramp"} or self._is_zone(token) or self.is_name(token)

    def is_name(self, token: Token) -> bool:
        """Whether a word is an intensity."""
        return self._name(token) is not None

    def _name(self, token: Token) -> str | None:
        own = self.vocabulary.intensities
        words = (token.text, token.text.lower(), _THRESHOLDS.get(token.word, token.word))
        return next((word for word in words if word in NAMES or word in RACES or word in own), None)

    def _is_zone(self, token: Token) -> bool:
        if token.word in {"z", "zone", "zones"}:
            return self.ahead().kind is Kind.NUMBER and self.ahead().text.isdigit()
        return bool(_ZONE.fullmatch(token.word))

    def _fillers(self, low: Tone) -> None:
        if low.kind == "name" and low.text in RACES:
            self.skip({"race"})
        if low.kind == "percent" and self.word_is({"effort", "pace", "speed", *RACES}):
            message = f"{low.text} is of threshold, not of effort or of another pace"
            self.fail("P101", message, hint="write @ 85% (of threshold), @ rpe 8, or the pace")
        self.skip(FILLERS)

    # ---- one tone

    def _tone(self) -> Tone:
        token = self.take()
        column = token.column
        match token.kind:
            case Kind.PERCENT:
                of = _PERCENT_OF[re.sub(r"^\s*of\b|[\s-]", "", token.of)]
                tone = Tone("percent", token.number / 100, f"{token.number:.12g}%{of}", of, 0, column)
            case Kind.SPEED if token.number > 0:
                tone = Tone("speed", token.number, spell_speed(token.text), column=column)
            case Kind.SPEED:
                self.fail("P101", f"{token.text!r} is no pace", token, "write: @ 4:30/km")
            case Kind.WATTS:
                tone = Tone("watts", token.number, f"{token.number:.12g}W", column=column)
            case Kind.BPM:
                tone = Tone("bpm", token.number, f"{token.number:.12g}bpm", column=column)
            case Kind.MMOL:
                tone = Tone("mmol", token.number, f"{token.number:.12g}mmol", column=column)
            case Kind.QUANTITY | Kind.NUMBER:
                tone = self._number(token)
            case Kind.WORD:
                tone = self._word(token)
            case Kind.LONG_DASH:
                self.position -= 1
                self.refuse_dash()
            case _:
                hint = "write: @ threshold, @ Z2, @ 88-93%, @ 4:30/km"
                self.fail("P101", "an intensity is missing behind '@'", token, hint)
        return self._shifted(tone)

    def _number(self, token: Token) -> Tone:
        """Read 5k, 5000m and 1500 as races; 88 of 88-93% takes its unit from the second."""
        metres = token.number if token.quantity is None else token.quantity.value
        race = None if token.quantity is not None and token.quantity.is_time else _RACE_AT.get(round(metres))
        if self.here.kind is Kind.MINUS and self.ahead().kind in MEASURED:
            race = None
        if race is None:
            return Tone("bare", token.number, token.text, column=token.column)
        return Tone("name", 0.0, race, column=token.column)

    def _word(self, token: Token) -> Tone:
        name = self._name(token)
        if name is not None and (name in self.vocabulary.intensities or token.word != "rpe"):
            return Tone("name", 0.0, name, column=token.column)
        if token.word == "rpe" or re.fullmatch(r"rpe\d+", token.word):
            return self._rpe(token)
        if self._is_zone_taken(token):
            return self._zone(token)
        near = SYNONYMS.get(token.word) or near_miss(token.text, [*NAMES, *RACES, *self.vocabulary.intensities])
        hint = ANSWERS.get(token.word) or (f"did you mean {near!r}?" if near else None)
        self.fail("P106", f"unknown intensity {token.text!r}", token, hint)

    def _rpe(self, token: Token) -> Tone:
        number = token.word.removeprefix("rpe")
        if not number:
            self.accept(Kind.COLON)
            token = self.take()
            number = token.text if token.kind is Kind.NUMBER else ""
        if not number or not 1 <= float(number) <= 10:
            self.fail("P101", "rpe is a number from 1 to 10", token, "write: @ rpe 7")
        if self.here.kind is Kind.SLASH and self.ahead().text == "10":
            self.position += 2
        return Tone("rpe", float(number), f"rpe {float(number):g}", column=token.column)

    def _is_zone_taken(self, token: Token) -> bool:
        self.position -= 1
        found = self._is_zone(token)
        self.position += 1
        return found

    def _zone(self, token: Token) -> Tone:
        match = _ZONE.fullmatch(token.word)
        number = int(match[1] if match else self.take().text)
        of = ""
        if self.here.kind is Kind.COLON and self.ahead().kind is Kind.WORD:
            self.take()
            channel = self.take()
            of = channel.word
            if of not in {"hr", "pace", "power"}:
                self.fail("P101", f"a zone is of hr, pace or power, not {channel.text!r}", channel)
        return Tone("zone", float(number), f"Z{number}" + (f":{of}" if of else ""), of, 0, token.column)

    def _shifted(self, tone: Tone) -> Tone:
        shift = 0
        while self.here.kind in {Kind.PLUS, Kind.MINUS} and self.here.glued and self._ends_modifier():
            shift += 1 if self.take().kind is Kind.PLUS else -1
        if not shift:
            return tone
        if tone.kind != "name":
            hint = "write a range (88-93%) or a name (T+)"
            self.fail("P101", "'+' and '-' behind an intensity go with a name", hint=hint)
        return Tone("name", 0.0, tone.text, "", shift, tone.column)

    def _ends_modifier(self) -> bool:
        after = self.ahead()
        return after.kind in _MODIFIER_ENDS or not after.glued

    # ---- numbers that take their unit from the other end of a range

    def _with_unit_of(self, low: Tone, high: Tone) -> Tone:
        match high.kind:
            case "percent":
                unit = high.text[high.text.index("%") :]
                return Tone("percent", low.value / 100, f"{low.value:.12g}{unit}", high.of, 0, low.column)
            case "watts" | "bpm" | "mmol":
                unit = high.text.lstrip("0123456789.")
                return Tone(high.kind, low.value, f"{low.value:.12g}{unit}", column=low.column)
            case "speed":
                per = high.text.partition("/")[2]
                for token in tokenize(f"{low.text}/{per}"):
                    if token.kind is Kind.SPEED and token.number > 0:
                        return Tone("speed", token.number, spell_speed(token.text), column=low.column)
        return low

    def _like(self, low: Tone, high: Tone) -> Tone:
        """Return the 8 of rpe 7-8, the 3 of Z2-3."""
        if not float(high.value).is_integer() and low.kind == "zone":
            return high
        if low.kind == "zone":
            text = f"Z{high.value:g}" + (f":{low.of}" if low.of else "")
            return Tone("zone", high.value, text, low.of, 0, high.column)
        if not 1 <= high.value <= 10:
            return high
        return Tone("rpe", high.value, f"rpe {high.value:g}", column=high.column)

    def _refuse_bare(self, tone: Tone) -> NoReturn:
        token = Token(Kind.NUMBER, tone.text, tone.column)
        time = next((t.quantity for t in tokenize(tone.text) if t.quantity is not None and t.quantity.is_time), None)
        if time is not None:
            hint = pace_hint(time, self.amount, self.sport)
        elif tone.text.isdigit() or tone.value:
            hint = f"write {tone.text}%, {tone.text}W or {tone.text}bpm"
        else:
            hint = f"race paces are {', '.join(RACES)}; any other is written 4:30/km"
        self.fail("P106", f"intensity {tone.text!r} has no unit", token, hint)
