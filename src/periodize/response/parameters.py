"""Parameters of a model as data: value, unit, bounds, meaning and source, declared as the fields of its dataclass."""

from __future__ import annotations

from dataclasses import field, fields
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from periodize.errors import UsageError
from periodize.plain import dataclass

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from periodize.response.base import Number


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """One parameter of a model, as data.

    Parameters
    ----------
    name, value : the field and what it holds, a scalar or (runs,).
    unit : [unit] of the value, in words.
    bounds : what is allowed, ends included, but for an open lower end.
    doc, source : what it means, and where the default comes from.
    open_below : the lower bound itself is not allowed.
    """

    name: str
    value: Number
    unit: str
    bounds: tuple[float, float]
    doc: str
    source: str
    open_below: bool = False

    def check(self) -> None:
        """Refuse a value outside the bounds, or one that is not a number."""
        values = np.asarray(self.value, dtype=np.float64)
        low, high = self.bounds
        above = values > low if self.open_below else values >= low
        if not above.all():
            raise ParameterError(self.name, values[~above], f"{'>' if self.open_below else '>='} {low:g}")
        if not (values <= high).all():
            raise ParameterError(self.name, values[~(values <= high)], f"<= {high:g}")


class ParameterError(UsageError):
    """A value that a model cannot take: name, value and rule."""

    def __init__(self, name: str, value: object, rule: str) -> None:
        self.name, self.value, self.rule = name, value, rule
        shown = value
        if isinstance(value, np.ndarray):
            shown = f"{value.flat[0]:g}" + (f", and {value.size - 1} more" if value.size > 1 else "")
        super().__init__(f"{name}(={shown}) must be {rule}")


def param(
    default: float, *, unit: str, bounds: tuple[float, float], doc: str, source: str, open_below: bool = False
) -> Any:
    """Declare a parameter of a model: a dataclass field that carries what there is to know about it.

    Parameters
    ----------
    default : [unit] value of the untouched model.
    unit, bounds, doc, source, open_below : see `Parameter`.

    Returns
    -------
    Any
        the field, for the right-hand side of a dataclass attribute.

    Examples
    --------
    >>> from periodize.response import RollingAverage, parameters
    >>> [p.name for p in parameters(RollingAverage)][:2]
    ['fitness_days', 'fatigue_days']
    """
    told = Parameter("", default, unit, bounds, doc, source, open_below)
    return field(default=default, metadata={"parameter": told})


def time_constant(default: float, *, doc: str, source: str) -> Any:
    """Declare a time constant [d]: above 0, and at most a year, by our choice."""
    return param(
        default,
        unit="d",
        bounds=(0.0, 365.0),
        open_below=True,
        doc=doc,
        source=f"{source}; the upper bound is our choice",
    )


def percent_baseline(doc: str = "performance without training") -> Any:
    """Declare the baseline of a model whose performance is in percent of it."""
    return param(
        100.0,
        unit="unit of the performance",
        bounds=(0.0, inf),
        doc=doc,
        source="100 by definition of the percentage",
    )


def at_opening(what: str, *, unit: str = "AU", but: str = "") -> Any:
    """Declare a component that an athlete may bring along.

    Parameters
    ----------
    what : the component, in words.
    unit : [unit] of it.
    but : what else to say of its source.
    """
    return param(
        0.0,
        unit=unit,
        bounds=(0.0, inf),
        doc=f"{what} at the opening of the first day",
        source=f"none, unless a calibration finds one{but}",
    )


def parameters(model: DataclassInstance | type[DataclassInstance]) -> tuple[Parameter, ...]:
    """Return the parameters of a model, in the order of its fields.

    Parameters
    ----------
    model : a dataclass with fields made by `param`: an instance, for the values that it holds, or a class, for its
        defaults.

    Returns
    -------
    tuple[Parameter, ...]
        name, value, unit, bounds, doc and source of each.
    """
    found = []
    for item in fields(model):
        told = item.metadata.get("parameter")
        if told is not None:
            value = told.value if isinstance(model, type) else getattr(model, item.name)
            found.append(Parameter(item.name, value, told.unit, told.bounds, told.doc, told.source, told.open_below))
    return tuple(found)
