"""Calibration: from loads and tests to the athlete's own response model, with what it is worth."""

from periodize.calibration.calibrate import calibrate
from periodize.calibration.kalman import Filtered, kalman
from periodize.calibration.material import MaterialError
from periodize.calibration.performances import Performance, Scale, ScaleError, alike
from periodize.calibration.result import Band, Calibration
from periodize.calibration.tables import read_loads, read_performances, read_tests
from periodize.response.priors import LogNormal, Normal, Priors

__all__ = [
    "Band",
    "Calibration",
    "Filtered",
    "LogNormal",
    "MaterialError",
    "Normal",
    "Performance",
    "Priors",
    "Scale",
    "ScaleError",
    "alike",
    "calibrate",
    "kalman",
    "read_loads",
    "read_performances",
    "read_tests",
]
