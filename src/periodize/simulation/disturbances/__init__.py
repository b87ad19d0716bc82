"""The family of disturbances: what gets between a plan and a season."""

from periodize.simulation.disturbances.altitude import Altitude
from periodize.simulation.disturbances.base import DISTURBANCES, LEVELS, Disturbance, Level, assumed, disturbance, life
from periodize.simulation.disturbances.extra_race import ExtraRace
from periodize.simulation.disturbances.heat import Heat
from periodize.simulation.disturbances.illness import Illness
from periodize.simulation.disturbances.injury import Injury
from periodize.simulation.disturbances.missed import Missed
from periodize.simulation.disturbances.sleep import Sleep
from periodize.simulation.disturbances.travel import Travel

__all__ = [
    "DISTURBANCES",
    "LEVELS",
    "Altitude",
    "Disturbance",
    "ExtraRace",
    "Heat",
    "Illness",
    "Injury",
    "Level",
    "Missed",
    "Sleep",
    "Travel",
    "assumed",
    "disturbance",
    "life",
]
