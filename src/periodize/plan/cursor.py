"""A place in the tokens of a session line, and the one way to refuse what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from periodize.plain import dataclass
from periodize.plan.answers import DASHES
from periodize.plan.lexer import Kind, Token

if TYPE_CHECKING:
    from collections.abc import Collection


class SessionError(Exception):
    """A session line that cannot be read: which rule, where inside the line, and what to write instead."""

    def __init__(self, code: str, message: str, column: int, length: int = 1, hint: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.column, self.length, self.hint = code, message, column, length, hint


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a plan adds: its sessions and the athlete's intensities."""

    sessions: Collection[str] = frozenset()
    intensities: Collection[str] = frozenset()

    def __post_init__(self) -> None:
        # whatever holds the names, two vocabularies of the same names are equal
        object.__setattr__(self, "sessions", frozenset(self.sessions))
        object.__setattr__(self, "intensities", frozenset(self.intensities))


class Cursor:
    """The tokens of a line and how far they are read.

    Parameters
    ----------
    tokens : of one line, closed by END.
    vocabulary : names that the plan adds.
    """

    def __init__(self, tokens: list[Token], vocabulary: Vocabulary) -> None:
        self.tokens, self.vocabulary = tokens, vocabulary
        self.position = 0

    @property
    def here(self) -> Token:
        """The token that is read next."""
        return self.tokens[self.position]

    def ended(self) -> bool:
        """Whether nothing is left."""
        return self.here.kind is Kind.END

    def ahead(self, steps: int = 1) -> Token:
        """Return a token behind the next one, END beyond the last."""
        return self.tokens[min(self.position + steps, len(self.tokens) - 1)]

    def take(self) -> Token:
        """Return the next token and go on."""
        token = self.here
        self.position = min(self.position + 1, len(self.tokens) - 1)
        return token

    def accept(self, kind: Kind) -> Token | None:
        """Take the next token if it is of this kind."""
        return self.take() if self.here.kind is kind else None

    def word_is(self, words: Collection[str]) -> bool:
        """Whether the next token is one of these words, and no name of the plan's own."""
        return self.here.kind is Kind.WORD and self.here.word in words

    def skip(self, words: Collection[str]) -> None:
        """Go past words that add nothing."""
        while self.word_is(words):
            self.take()

    def fail(self, code: str, message: str, token: Token | None = None, hint: str | None = None) -> NoReturn:
        """Refuse the line at a token (the next one by default); `hint` says what to write instead."""
        token = token or self.here
        raise SessionError(code, message, token.column, max(1, len(token.text)), hint)

    def refuse_dash(self, hint: str = "write the hyphen '-' of the keyboard") -> NoReturn:
        """Refuse the dash of a word processor that stands here."""
        dash = self.here.text
        self.fail("P103", f"{dash!r} is {DASHES.get(dash, 'a dash')} from a word processor", hint=hint)
