"""The season's clock: doses, a response model, chance and what an athlete makes of it, to a `History`."""

from periodize.simulation.clock import OnTheLine, Played, play
from periodize.simulation.disturbances import DISTURBANCES, LEVELS, Disturbance, Level, life
from periodize.simulation.dose import DAY_SECONDS, Dose, Spell, Start
from periodize.simulation.execution import TO_THE_LETTER, TYPICAL, Execution
from periodize.simulation.policies import POLICIES, Follow, Policy
from periodize.simulation.weather import BLOCK, BlockWeather, OneOf, Weather, normal_over_runs

__all__ = [
    "BLOCK",
    "DAY_SECONDS",
    "DISTURBANCES",
    "LEVELS",
    "POLICIES",
    "TO_THE_LETTER",
    "TYPICAL",
    "BlockWeather",
    "Disturbance",
    "Dose",
    "Execution",
    "Follow",
    "Level",
    "OnTheLine",
    "OneOf",
    "Played",
    "Policy",
    "Spell",
    "Start",
    "Weather",
    "life",
    "normal_over_runs",
    "play",
]
