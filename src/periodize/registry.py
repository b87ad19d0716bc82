"""How a family is listed: name -> member, near misses for a wrong name, members from other packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from periodize.errors import UnknownNameError

T = TypeVar("T")


class Registry(Mapping[str, T], Generic[T]):
    """The members of one open family, in the order in which they were listed.

    Parameters
    ----------
    kind : what a member is called in an error message, e.g. "load metric".
    group : entry-point group through which other packages join, e.g. "periodize.load"; None: closed to them.
        An entry point names a module; importing it registers its members.

    Examples
    --------
    >>> colours = Registry[int]("colour", group="periodize.example")
    >>> colours.add("red", 1)
    1
    >>> colours["rad"]
    Traceback (most recent call last):
    periodize.errors.UnknownNameError: unknown colour 'rad'; did you mean 'red'?
    """

    def __init__(self, kind: str, *, group: str | None) -> None:
        self.kind = kind
        self.group = group
        self._members: dict[str, T] = {}
        self._asked_outside = False

    def add(self, name: str, member: T) -> T:
        """List a member and return it; a second member of the same name is a programming error."""
        if name in self._members:
            message = f"{self.kind} {name!r} is listed twice"
            raise ValueError(message)
        self._members[name] = member
        return member

    def _load_outside(self) -> None:
        if self._asked_outside or self.group is None:
            return
        self._asked_outside = True
        from importlib.metadata import entry_points

        for entry in entry_points(group=self.group):
            entry.load()

    def __getitem__(self, name: str) -> T:
        if name not in self._members:
            self._load_outside()
        try:
            return self._members[name]
        except KeyError:
            raise UnknownNameError(self.kind, name, self._members) from None

    def __iter__(self) -> Iterator[str]:
        self._load_outside()
        return iter(dict(self._members))

    def __len__(self) -> int:
        self._load_outside()
        return len(self._members)

    def __contains__(self, name: object) -> bool:
        if name not in self._members:
            self._load_outside()
        return name in self._members
