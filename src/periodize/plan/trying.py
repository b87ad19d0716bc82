"""What shows only when the session lines of a plan are rendered for its athlete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.intensity import HOURLY
from periodize.plan.parser import SessionError
from periodize.plan.render import Rendered, Rendering, progresses, sport_of
from periodize.plan.rules import MAX_FAULTS, RULES
from periodize.plan.workout import Repeat, Step, references

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from periodize.errors import Problem
    from periodize.plan.season import Season
    from periodize.plan.source import Place
    from periodize.plan.workout import Part, Workout


def try_lines(season: Season, workouts: Mapping[Place, Workout], problems: list[Problem]) -> None:
    """Render every line at both ends of its progression; what cannot be, and what is assumed, goes to `problems`.

    Parameters
    ----------
    season : with the athlete, the named sessions and the intensities.
    workouts : the lines of weeks and changes, by their places.
    problems : is added to.
    """
    trier = _Trier(season, problems)
    vague: list[Place] = []
    named: dict[Place, Workout] = {("sessions", name): workout for name, workout in season.sessions.items()}
    for place, workout in {**named, **workouts}.items():
        if trier.faults >= MAX_FAULTS:
            break
        if trier.fails(workout, place):
            trier.bad |= {str(place[1])} if place in named else set()
        elif _untargeted(workout.parts) and (workout.sport or season.athlete.sport) not in HOURLY:
            vague.append(place)
    if vague:
        lines = "one session line repeats" if len(vague) == 1 else f"{len(vague)} session lines repeat"
        message = f"{lines} something without a target: counted at threshold"
        span = season.root.nearest(vague[0]).span()
        problems.append(RULES["P202"].problem(span, message, help="write behind the amount: @ I, @ 5k, @ 95%"))


class _Trier:
    def __init__(self, season: Season, problems: list[Problem]) -> None:
        self.season, self.problems = season, problems
        self.bad: set[str] = set()
        self.faults = 0
        self.rendered = Rendered()
        self.sound: set[int] = set()  # many days share one line

    def fails(self, workout: Workout, place: Place) -> bool:
        season = self.season
        named = [ref.name for ref in references(workout.parts)]
        if id(workout) in self.sound or any(name in self.bad or name not in season.sessions for name in named):
            return False  # a fault of a named session is reported where it is written
        for progress in (0.0, 1.0) if progresses(workout, season.sessions) else (0.0,):
            context = Rendering(season.athlete, season.sessions, season.intensities, progress)
            try:
                sports = {sport_of(season.sessions[name], context) for name in named if season.sessions[name].sport}
                if workout.sport is None and len(sports) > 1:
                    raise SessionError("P113", f"the line mixes {' and '.join(sorted(sports))}", 0)
                self.rendered.render(workout, context)
            except SessionError as error:
                node = season.root.nearest(place)
                inside = node.length > 1 and error.column + error.length <= len(str(node.value))
                span = node.span(error.column, error.length) if inside else node.span()
                self.problems.append(RULES[error.code].problem(span, error.message, help=error.hint))
                # a plan of too many stretches has too many in every line that follows
                self.faults += MAX_FAULTS if error.code == "P006" else 1
                return True
        self.sound.add(id(workout))
        return False


def _untargeted(parts: Sequence[Part], *, inside: bool = False) -> bool:
    """Whether a step that is repeated has neither a target nor a word that stands for one."""
    return any(
        _untargeted(part.parts, inside=part.word is None)
        if isinstance(part, Repeat)
        else inside and isinstance(part, Step) and part.word is None and part.target is None
        for part in parts
    )
