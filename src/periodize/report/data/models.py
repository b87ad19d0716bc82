"""The response models as data, from the registry."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from periodize.report.views.models import equation, references, remark, summary, unit
from periodize.response import parameters

if TYPE_CHECKING:
    from periodize.response import Derived, Parameter, ResponseModel


def model_data(model: type[ResponseModel]) -> dict[str, object]:
    """Return a model as data."""
    default = model()
    return {
        "name": model.name,
        "summary": summary(model),
        "equation": equation(model),
        "evidence": model.evidence,
        "parameters_of": model.whose,
        "convention": default.convention,
        "parameters": [_parameter_data(default, parameter) for parameter in parameters(default)],
        "derived": [_derived_data(quantity) for quantity in default.derived],
        "valid": remark(model, "Valid"),
        "trap": remark(model, "Trap"),
        "references": references(model),
    }


def _parameter_data(model: ResponseModel, parameter: Parameter) -> dict[str, object]:
    low, high = (bound if isfinite(bound) else None for bound in parameter.bounds)
    return {
        "name": parameter.name,
        "value": parameter.value,
        "unit": unit(model, parameter),
        "low": low,
        "low_excluded": parameter.open_below,
        "high": high,
        "doc": parameter.doc,
        "source": parameter.source,
    }


def _derived_data(quantity: Derived) -> dict[str, object]:
    value = float(quantity.value)
    return {
        "name": quantity.name,
        "value": value if isfinite(value) else None,
        "unit": quantity.unit,
        "doc": quantity.doc,
    }
