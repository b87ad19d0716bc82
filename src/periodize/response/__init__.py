"""Response models: from loads to fitness, fatigue, form and performance."""

from periodize.response.base import (
    CONVENTIONS,
    MODELS,
    Convention,
    Parameter,
    ParameterError,
    Reading,
    ResponseModel,
    State,
    decay,
    param,
    parameters,
    response_model,
    shift_form,
)
from periodize.response.impulse_response import ImpulseResponse
from periodize.response.respond import LoadError, respond
from periodize.response.rolling_average import RollingAverage

__all__ = [
    "CONVENTIONS",
    "MODELS",
    "Convention",
    "ImpulseResponse",
    "LoadError",
    "Parameter",
    "ParameterError",
    "Reading",
    "ResponseModel",
    "RollingAverage",
    "State",
    "decay",
    "param",
    "parameters",
    "respond",
    "response_model",
    "shift_form",
]
