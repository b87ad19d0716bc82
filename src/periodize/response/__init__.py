"""Response models: from loads to fitness, fatigue, form and performance."""

from periodize.response.base import (
    CONVENTIONS,
    MODELS,
    Convention,
    Derived,
    Reading,
    ResponseModel,
    State,
    decay,
    response_model,
    shift_form,
)
from periodize.response.fitness_delay import FitnessDelay
from periodize.response.impulse_response import ImpulseResponse
from periodize.response.n_component import NComponent
from periodize.response.parameters import Parameter, ParameterError, param, parameters
from periodize.response.perpot import PerPot
from periodize.response.respond import LoadError, respond
from periodize.response.rolling_average import RollingAverage
from periodize.response.saturated_load import SaturatedLoad
from periodize.response.turner import Turner
from periodize.response.variable_dose import VariableDose

__all__ = [
    "CONVENTIONS",
    "MODELS",
    "Convention",
    "Derived",
    "FitnessDelay",
    "ImpulseResponse",
    "LoadError",
    "NComponent",
    "Parameter",
    "ParameterError",
    "PerPot",
    "Reading",
    "ResponseModel",
    "RollingAverage",
    "SaturatedLoad",
    "State",
    "Turner",
    "VariableDose",
    "decay",
    "param",
    "parameters",
    "respond",
    "response_model",
    "shift_form",
]
