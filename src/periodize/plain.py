"""Dataclasses that print, compare and hash by code written once, instead of code compiled for each of them.

A short command makes some two hundred classes, and `dataclasses` compiles six functions for each. Here it
compiles the constructor and what keeps a frozen class frozen. To type checkers it is `dataclasses.dataclass`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses
    from operator import attrgetter
    from reprlib import recursive_repr

    def dataclass(cls=None, /, *, eq=True, repr=True, **how):  # noqa: A002 - the name of `dataclasses`
        """Return a class as `dataclasses.dataclass` makes it; `order` and `unsafe_hash` are not offered."""

        def made(cls):
            own = {name for name, value in cls.__dict__.items() if value is not None}  # a hash of None is none
            found = dataclasses.dataclass(cls, eq=False, repr=False, **how)
            if repr and "__repr__" not in own:
                found.__repr__ = _printed
            if eq:
                _compare(found, own, frozen=how.get("frozen", False))
            return found

        return made if cls is None else made(cls)

    def _compare(found, own, *, frozen):
        names = [f.name for f in dataclasses.fields(found) if f.compare]
        # one name alone would come as it is, and be compared as it is: nan would differ from itself
        found.__compared__ = staticmethod(attrgetter(*names, *names[:1]) if names else lambda _: ())
        if "__eq__" not in own:
            found.__eq__ = _equal
        if "__hash__" not in own:
            found.__hash__ = _hashed if frozen else None

    def _equal(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self.__compared__(self) == self.__compared__(other)

    def _hashed(self):
        return hash(self.__compared__(self))

    @recursive_repr()
    def _printed(self):
        shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
        return f"{self.__class__.__qualname__}({', '.join(shown)})"


__all__ = ["dataclass"]
