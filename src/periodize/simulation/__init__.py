"""The season's clock: doses and a response model to a `History` of one run or thousands."""

from periodize.simulation.clock import Played, play
from periodize.simulation.dose import DAY_SECONDS, Dose, Start
from periodize.simulation.execution import TO_THE_LETTER, TYPICAL, Execution

__all__ = ["DAY_SECONDS", "TO_THE_LETTER", "TYPICAL", "Dose", "Execution", "Played", "Start", "play"]
