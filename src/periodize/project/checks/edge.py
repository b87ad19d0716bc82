"""The next key session: what it needs, in the athlete's own numbers, and what stands in its way."""

from __future__ import annotations

from datetime import timedelta
from math import isnan
from typing import TYPE_CHECKING

from periodize.project.checks.ahead import with_plan
from periodize.project.checks.planned_steps import SHORT, steps_of
from periodize.project.checks.weekly import most_of
from periodize.project.plans.conditions import conditions_on, loss_words, without
from periodize.project.plans.planning import schedule
from periodize.project.plans.session_view import session_view
from periodize.report.views.check import rounded_down
from periodize.report.views.parts import where
from periodize.report.views.verdict import BODY
from periodize.units import print_speed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set
    from datetime import date

    from periodize.compare import Row
    from periodize.compare.alignment import Step
    from periodize.plan import Season, Session
    from periodize.report.views.check import CheckReport
    from periodize.report.views.parts import Condition
    from periodize.report.views.today import Aim, AimStep

SOON = timedelta(days=7)
"""How far off the next key session may be to be spoken of: our choice."""

RECOVERY = timedelta(days=2)
"""Hard and key sessions so shortly before a key session are told; before a race none is the next one: our choice."""


def aim(report: CheckReport, season: Season) -> Aim | None:
    """Return the next key session or race of a plan; None where none is near.

    Parameters
    ----------
    report : a check of today.
    season : the plan that was checked.
    """
    from periodize.report.views.today import Aim

    planned = schedule(season, linted=False)
    hard = frozenset(one.id for one in planned.sessions if one.hard)
    row = _next_key(report.comparison.rows, report.today, hard)
    session = next((one for one in planned.sessions if row and row.planned and one.id == row.planned.id), None)
    if row is None or session is None:
        return None
    view = session_view(session, planned)
    form, fitness = _morning(report, session, season)
    return Aim(
        id=session.id,
        day=session.day,
        days=(session.day - report.today).days,
        race=session.race is not None,
        name=view.name,
        text=view.text,
        note=session.note,
        steps=tuple(_steps(session, season)),
        form=form,
        fitness=fitness,
        judged=_told(report),
        against=tuple(_against(report, session, season, form, fitness, hard=hard)),
    )


def _next_key(rows: Sequence[Row], today: date, hard: Set[str]) -> Row | None:
    """Return the first key session or race of the days to come; where none is marked as key, the first hard one.

    A hard session so shortly before a race gives way to the race.
    """
    from periodize.compare import State

    coming = [
        (row, row.planned)
        for row in rows
        if row.planned and row.state is State.UPCOMING and today <= row.planned.day <= today + SOON
    ]
    marked = any(one.key for _, one in coming if one.intent != "race")
    keys = [(row, one) for row, one in coming if one.intent == "race" or (one.key if marked else one.id in hard)]
    races = [(row, one) for row, one in keys if not marked and one.intent == "race"]
    soon = (row for row, one in races if one.day <= keys[0][1].day + RECOVERY)
    return next(soon, keys[0][0] if keys else None)


# ---- what it needs


def _steps(session: Session, season: Season) -> Iterator[AimStep]:
    """Yield the work of a session with its targets in the athlete's own numbers; the whole of a race."""
    from periodize.report.views.today import AimStep

    if session.race is not None:
        (part,) = session_view(session, schedule(season, linted=False)).parts
        own = f"{part.power:.0f} W" if part.power else print_speed(part.speed, session.sport) if part.speed else ""
        yield AimStep(session.text, 1, own)
        return
    met = conditions_on(season, session.day, session.sport)
    work = [step for step in steps_of(session, season) if step.work and step.counted]
    written = {step.text: step for step in steps_of(session, season, met=())} if met else {}
    for text in dict.fromkeys(step.text for step in work):
        alike = [step for step in work if step.text == text]
        own = _target(alike[0], session.sport)
        if met and own:
            own = _target_there(alike[0], written[text], met, session.sport)
        yield AimStep(text, len(alike), own)


def _target_there(step: Step, written: Step, met: Sequence[Condition], sport: str) -> str:
    """Return a target that is lowered by conditions, with what it is without them; a range that they open, with why."""
    if step.low < written.low and step.high == written.high:
        low, high = (_written(step.channel, value, sport) for value in (step.low, step.high))
        why = "so short it may lose nothing" if step.duration <= SHORT else "as written, it may be meant for there"
        return f"{low} at {where(met)}, up to {high} as {without(met)}: {why}"
    return f"{_target(step, sport)} at {where(met)} ({_target(written, sport) or 'as written'} {without(met)})"


def _target(step: Step, sport: str) -> str:
    """Return a target as the athlete's watch shows it; "" where there is none, or the step says it itself."""
    if not step.channel:
        return ""
    low, high = (_written(step.channel, value, sport) for value in (step.low, step.high))
    if low == high:
        return "" if low.replace(" ", "") in step.text.replace(" ", "") else low
    return f"{low} to {high}"


def _written(channel: str, value: float, sport: str) -> str:
    if channel == "speed":
        return print_speed(value, sport)
    return f"{value:.0f} {'W' if channel == 'power' else 'bpm'}"


# ---- what stands in its way


def _told(report: CheckReport) -> bool:
    """Whether the record tells how the athlete is today."""
    return report.history is not None and report.as_of == report.today and not report.findings.silent_since


def _morning(report: CheckReport, session: Session, season: Season) -> tuple[float | None, float | None]:
    """Return form and fitness [AU a day] on the morning of a session, done as planned until then."""
    from periodize.compare import State

    history, today = report.history, report.today
    if history is None or not _told(report):
        return None, None
    rows = report.comparison.rows
    to_come = [row.planned for row in rows if row.planned and row.state is State.UPCOMING and row.planned.day >= today]
    future, _ = with_plan(history, to_come, schedule(season, linted=False))
    if "form" not in future.series:
        return None, None
    at = (session.day - future.start).days
    form, fitness = (float(future.one(name)[at]) for name in ("form", "fitness"))
    return (None, None) if isnan(form) or isnan(fitness) else (form, fitness)


def _against(
    report: CheckReport, session: Session, season: Season, form: float | None, fitness: float | None, *, hard: Set[str]
) -> Iterator[str]:
    """Yield what stands in the way of a session, in words."""
    from periodize.flags.load_jump import FITNESS_FLOOR, FORM_FLOOR

    for sign in report.signs:
        if sign.domain in BODY and not sign.expected:
            yield f"{sign.code} {sign.title} is up"
    if form is not None and fitness is not None and fitness >= FITNESS_FLOOR and 100 * form / fitness < FORM_FLOOR:
        yield f"form would be below {FORM_FLOOR:.0f} % of fitness"
    if session.race is not None and (met := conditions_on(season, session.day, session.sport)):
        yield f"the same effort gives {loss_words(met, session.sport)}"
    for day, told in sorted(_hard_days(report, hard), key=lambda one: one[0]):
        if session.day - RECOVERY <= day < session.day:
            yield f"{told} {'the day' if (session.day - day).days == 1 else 'two days'} before"
    for coming in report.ahead.coming if report.ahead else ():
        if coming.session == session.id and coming.most is not None:
            spiked = report.reach is not None and report.reach.spike is not None
            why = "R1 asks for no more than" if spiked else "R1 would be up above"
            yield f"{why} {rounded_down(most_of(coming, report.reach))}"


def _hard_days(report: CheckReport, hard: Set[str]) -> Iterator[tuple[date, str]]:
    """Yield what was hard or key, or will be, with its day; what was recorded before the plan began too."""
    rows = report.comparison.rows
    for row in rows:
        if (one := row.done or row.planned) and (told := _hard(row, hard)):
            yield one.day, told
    compared = {row.done.id for row in rows if row.done}
    for done in report.done:
        if done.hard and done.id not in compared:
            yield done.day, "a hard session"


def _hard(row: Row, hard: Set[str]) -> str:
    """Return what of a row is hard or key, and done or still planned; "" for nothing."""
    from periodize.compare import State

    meant = row.planned if row.planned and (row.planned.id in hard or row.planned.key) else None
    if row.done is not None and not (row.done.hard or (meant and (meant.key or row.state is State.DONE))):
        return ""
    if meant is not None:
        return meant.text.partition(": ")[0] if row.done or row.state is State.UPCOMING else ""
    return "a hard session" if row.done else ""
