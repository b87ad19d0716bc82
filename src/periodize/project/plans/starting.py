"""A new season folder from a template: the plan moved to the race, the athlete beside it, what to do next."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from periodize.athlete import POWER_SPORTS
from periodize.errors import UsageError
from periodize.plain import dataclass
from periodize.units import count, parse_speed, parse_suffixed

if TYPE_CHECKING:
    from datetime import date

    from periodize.project.plans.templates import Template

DEFAULT_TEMPLATE: Final = "first-10k"
"""For whoever answers no question: our choice."""

NEAREST: Final = 21
"""[d] A race that is nearer is too late for a plan: our choice, a taper and one week before it."""

FARTHEST: Final = 3660
"""[d] The longest season that the plan language knows."""

_MODELINE = re.compile(r"\$schema=\S+")
_OWN_STATE = re.compile(r"^(fitness|fatigue|aims):", re.MULTILINE)
_AIMS = re.compile(r"^  aims:", re.MULTILINE)
_INCLUDE = re.compile(r"^include: (\S+)", re.MULTILINE)
_GOAL = re.compile(r",\s*goal: [\d:]+")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new season needs to know; None keeps what the template says. threshold: as written, 4:30/km or 250W."""

    template: Template
    day: date
    race: str | None = None
    threshold: str | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """A new season. files: name -> text; remarks: what its owner should know."""

    plan: Template
    files: dict[str, str]
    remarks: tuple[str, ...]


def default_race_day(template: Template, today: date) -> date:
    """Return the race day with which the whole template lies ahead, beginning next Monday at the earliest."""
    monday = today + timedelta(days=7 - today.weekday())
    weeks = -(-(monday - template.first).days // 7)
    return template.race.first + timedelta(days=7 * weeks)


def check_answers(answers: Answers, today: date) -> None:
    """Refuse answers from which no plan can be written.

    Raises
    ------
    UsageError
        that says what to write instead.
    """
    sport = answers.template.threshold_of
    if answers.threshold is not None and not _reads(answers.threshold, sport):
        example = "a power, 250W" if sport in POWER_SPORTS else "a pace, 4:30/km"
        message = f"threshold {answers.threshold!r}: write {example}"
        raise UsageError(message)
    away = (answers.day - today).days
    if away < NEAREST:
        message = f"race day {answers.day}: less than three weeks away, too late for a plan (today is {today})"
        raise UsageError(message)
    if away > FARTHEST:
        message = f"race day {answers.day}: more than ten years away"
        raise UsageError(message)


GITIGNORE = """\
# health data; it comes back with `periodize import`, except for what was typed in
periodize.db*
"""


def _reads(threshold: str, sport: str) -> bool:
    return bool(parse_suffixed(threshold, "W") if sport in POWER_SPORTS else parse_speed(threshold))


def start_season(answers: Answers, *, today: date, schema: str) -> Started:
    """Return a new season folder.

    Parameters
    ----------
    answers : checked.
    today : for what is said about the first day.
    schema : text of the plan language's JSON schema, for editors.
    """
    plan = _answered(answers.template.on(answers.day), answers)
    text, athlete = _split(plan)
    files = {
        "plan.yaml": _MODELINE.sub("$schema=plan.schema.json", text, count=1),
        "athlete.yaml": athlete,
        "README.md": _readme(plan),
        "recorded/.gitkeep": "",
        ".gitignore": GITIGNORE,
        "plan.schema.json": schema,
    }
    for name in _INCLUDE.findall(text):
        files[name] = (plan.path.parent / name).read_text(encoding="utf-8")
    return Started(plan, files, tuple(_remarks(plan, answers, today)))


def _answered(plan: Template, answers: Answers) -> Template:
    """Put the answers into the text."""
    changes = []
    if answers.race is not None and (name := _quotable(answers.race)):
        changes += [(plan.at(*plan.race.place, "name"), f'"{name}"')]
        changes += [(plan.at("title"), f'"{name} {answers.day.year}"')]
    own = plan.at("athlete", "threshold", plan.threshold_of)
    if answers.threshold is None or answers.threshold == own.value:
        return plan.replaced(changes)
    # the template's goals and aims are those of its own athlete: without them Riegel says what this one can do
    places = [(*r.place, *key) for r in plan.season.races if r.sport == plan.threshold_of for key in ((), ("rounds",))]
    lines = {node.line for place in places if (node := plan.season.root.at(place))}
    found = plan.replaced([*changes, (own, answers.threshold)])
    kept = [_GOAL.sub("", line) if n in lines else line for n, line in enumerate(found.text.split("\n"))]
    return type(plan)(plan.path, _AIMS.sub("  # aims:", "\n".join(kept)))


def _quotable(name: str) -> str:
    return re.sub(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]', "", name).strip()


def _split(plan: Template) -> tuple[str, str]:
    """Return the plan without its athlete, and the athlete's own file."""
    lines = plan.text.split("\n")
    keys = sorted(key.line for key in plan.season.root.keys.values() if key.source.path == str(plan.path))
    first = plan.season.root.keys["athlete"].line
    end = next(line for line in keys if line > first)
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    inside = "\n".join(line.removeprefix("  ") for line in lines[first + 1 : end])
    # what the template's athlete brings along is not known of anybody else
    inside = _OWN_STATE.sub(r"# \1:", inside)
    head = "# Who trains. Put your own numbers in; what is left out is assumed, and said so."
    text = "\n".join([*lines[:first], "athlete: athlete.yaml", *lines[end:]])
    return text, f"{head}\n{inside}\n"


def _remarks(plan: Template, answers: Answers, today: date) -> list[str]:
    athlete, race = plan.season.athlete, plan.race
    remarks = []
    usual = answers.template.race.first
    if race.first.weekday() != usual.weekday():
        remarks.append(f"the template races on a {usual:%A}: its race week now counts back from a {race.first:%A}")
    if plan.first < today:
        weeks = -(-(today - plan.first).days // 7)
        late = f"the plan is {plan.weeks} weeks long, so it began {count(weeks, 'week')} ago"
        remarks.append(f"{late}, on {plan.first}: leave out what is past, or choose a later race")
    elif (plan.first - today).days > 7:
        remarks.append(f"the plan begins on {plan.first}")
    foreign = [sport for sport in athlete.thresholds if sport != plan.threshold_of or answers.threshold is None]
    if foreign:
        remarks.append(f"athlete.yaml has the template's threshold ({', '.join(foreign)}): put yours in")
    others = [r.name for r in plan.season.races if r.id != race.id]
    others += [entry.kind for entry in plan.season.calendar]
    if others:
        remarks.append(f"plan.yaml has examples ({', '.join(others)}): make them yours or take them out")
    return remarks


def _readme(plan: Template) -> str:
    return f"""\
# {plan.season.title}

From the template {plan.name}: {plan.about}

1. Edit `plan.yaml` and `athlete.yaml`.
2. `periodize validate` says what is wrong, with line and help.
3. `periodize simulate` shows weeks, races, fitness, fatigue and form.
4. `periodize import FILE_OR_FOLDER ...` takes in what you recorded: FIT, TCX, GPX, exports of other programs;
   `periodize log` and `periodize wellness add` what you type in. It is kept in `periodize.db` beside the plan.
5. `periodize check` compares the plan with it and says what is worth a look.

Nothing leaves this computer, and periodize never changes your files.
"""
