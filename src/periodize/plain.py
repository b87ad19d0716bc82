"""Dataclasses whose methods are written once, and whose constructor is compiled when the first one is made.

`simulate` makes some hundred classes and uses seven in ten of them; `dataclasses` compiles up to six functions for
each, which took 4 to 8 % of its time. To type checkers it is `dataclasses.dataclass`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses
    from operator import attrgetter
    from reprlib import recursive_repr

    def dataclass(cls=None, /, *, eq=True, repr=True, frozen=False, slots=False, **how):  # noqa: A002 - their names
        """Return a class as `dataclasses.dataclass` makes it.

        `order`, `unsafe_hash`, `InitVar` and fields outside the constructor are not offered.
        """

        def made(cls):
            own = {name for name, value in cls.__dict__.items() if value is not None}  # a hash of None is none
            # told to the library only where it insists, below a frozen class: it would compile two refusals
            below = any(getattr(base.__dict__.get("__dataclass_params__"), "frozen", False) for base in cls.__mro__[1:])
            own_code = {"init": False, "eq": False, "repr": False, "frozen": frozen and below}
            found = dataclasses.dataclass(cls, slots=slots, **own_code, **how)
            found.__dataclass_params__.frozen = frozen
            if "__init__" not in own:
                _refuse_late_fields(found)
                found.__init__ = _Constructor(found, frozen=frozen)
            if repr and "__repr__" not in own:
                found.__repr__ = _printed
            if eq:
                _compare(found, own, frozen=frozen)
            if frozen:
                found.__setattr__, found.__delattr__ = _not_set, _not_deleted
                if slots and "__getstate__" not in own:
                    found.__getstate__, found.__setstate__ = _state, _set_state
            return found

        return made if cls is None else made(cls)

    def _required(f):
        return f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING

    def _refuse_late_fields(found):
        optional = False
        for f in dataclasses.fields(found):
            if optional and _required(f) and not f.kw_only:
                message = f"non-default argument {f.name!r} follows default argument"
                raise TypeError(message)
            optional |= not _required(f) and not f.kw_only

    class _Constructor:
        """Stands for the constructor of a class until somebody asks for it."""

        def __init__(self, cls, *, frozen):
            self.cls, self.frozen = cls, frozen

        def __get__(self, instance, owner):
            self.cls.__init__ = written = _written(self.cls, frozen=self.frozen)
            return written.__get__(instance, owner)

    def _written(cls, *, frozen):
        """Compile the constructor of a class."""
        fields = [f for f in dataclasses.fields(cls) if f.init]
        known, head, body = {"_set": object.__setattr__, "_none": dataclasses.MISSING}, [], []
        for kw_only in (False, True):
            some = [f for f in fields if f.kw_only is kw_only]
            head += ["*"] if kw_only and some else []
            for f in some:
                default, value = "", f.name
                if f.default is not dataclasses.MISSING:
                    known[f"_default_{f.name}"], default = f.default, f"=_default_{f.name}"
                elif f.default_factory is not dataclasses.MISSING:
                    known[f"_make_{f.name}"], default = f.default_factory, "=_none"
                    value = f"_make_{f.name}() if {f.name} is _none else {f.name}"
                head.append(f.name + default)
                body.append(f" _set(self, {f.name!r}, {value})" if frozen else f" self.{f.name} = {value}")
        body += [" self.__post_init__()"] if hasattr(cls, "__post_init__") else [" pass"]
        exec("\n".join([f"def __init__(self, {', '.join(head)}):", *body]), known)  # noqa: S102 - names of fields alone
        written = known["__init__"]
        written.__qualname__, written.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
        written.__annotations__ = {f.name: f.type for f in fields} | {"return": None}
        return written

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

    def _is_fixed(instance, name):
        # a plain class below may have more, as below those of the library
        return "__dataclass_fields__" in type(instance).__dict__ or name in instance.__dataclass_fields__

    def _not_set(self, name, value):
        if _is_fixed(self, name):
            message = f"cannot assign to field {name!r}"
            raise dataclasses.FrozenInstanceError(message)
        object.__setattr__(self, name, value)

    def _not_deleted(self, name):
        if _is_fixed(self, name):
            message = f"cannot delete field {name!r}"
            raise dataclasses.FrozenInstanceError(message)
        object.__delattr__(self, name)

    def _state(self):
        return [getattr(self, f.name) for f in dataclasses.fields(self)]

    def _set_state(self, state):
        for f, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, f.name, value)


__all__ = ["dataclass"]
