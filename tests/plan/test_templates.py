"""The shipped plans: sound for every race day, and together they show every construct of the plan language."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from periodize.errors import Severity, UnknownNameError
from periodize.plan import Season, load_plan, model, values
from periodize.plan.intensity import NAMES, RACES
from periodize.plan.parser import Vocabulary, parse_workout
from periodize.plan.workout import (
    RECOVERY_WORDS,
    SPORTS,
    STEP_WORDS,
    Amount,
    Part,
    Recovery,
    Reference,
    Repeat,
    Target,
    Tone,
    Workout,
)
from periodize.project.folder import write_new
from periodize.project.plans.planning import validate
from periodize.project.plans.starting import Answers, default_race_day, start_season
from periodize.project.plans.templates import template, templates
from periodize.project.seasons.scenario import simulate
from periodize.zones import ZONES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.plan.source import Node

PLANS = Path(__file__).resolve().parents[2] / "plans"
ALL = sorted(path.stem for path in PLANS.glob("*.yaml"))
TEMPLATES = [one.name for one in templates()]
SUNDAY = date(2027, 6, 6)


def faults(path: Path) -> list[str]:
    """What `validate --strict` fails for; notes are no faults."""
    return [f"{p.span}: {p.message}" for p in validate(path) if p.severity is not Severity.NOTE]


# ---- each plan


@pytest.mark.parametrize("name", ALL)
def test_a_shipped_plan_is_sound(name: str) -> None:
    assert [] == faults(PLANS / f"{name}.yaml")


@pytest.mark.parametrize("name", ALL)
def test_a_shipped_plan_can_be_simulated(name: str) -> None:
    season, _ = load_plan(PLANS / f"{name}.yaml")
    assert season is not None
    load = simulate(season).one("load")

    assert 60 * 7 < load.sum() < 120 * len(load)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_read_in_a_minute(name: str) -> None:
    lines = template(name).text.splitlines()

    assert (True, True) == (len(lines) <= 85, max(map(len, lines)) <= 120)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_says_in_one_line_what_it_is(name: str) -> None:
    assert re.fullmatch(r"[A-Z][^:]{20,56}[^\n]*\.", template(name).about)


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("weekday", range(7))
def test_a_template_is_sound_for_a_race_on_any_day_of_the_week(name: str, weekday: int, tmp_path: Path) -> None:
    day = SUNDAY + timedelta(days=weekday)
    started = start_season(Answers(template(name), day), today=date(2027, 1, 1), schema="{}")
    write_new({tmp_path / path: text for path, text in started.files.items()})

    assert day == started.plan.race.first
    assert [] == faults(tmp_path / "plan.yaml")


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("threshold", [("3:05/km", "380W"), ("4:30/km", "220W"), ("8:00/km", "120W")])
def test_a_template_is_sound_for_fast_and_slow(name: str, threshold: tuple[str, str], tmp_path: Path) -> None:
    own = threshold[template(name).threshold_of == "bike"]
    started = start_season(Answers(template(name), SUNDAY, threshold=own), today=date(2027, 1, 1), schema="{}")
    write_new({tmp_path / path: text for path, text in started.files.items()})

    assert [] == faults(tmp_path / "plan.yaml")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_moved_template_keeps_its_sessions_until_the_taper(name: str) -> None:
    one, other = template(name), template(name).on(template(name).race.first + timedelta(days=7 * 30 + 3))
    tapers = [block.block.name for block in one.blocks].index("taper")

    assert [(b.first + timedelta(days=7 * 30), b.block.name) for b in one.blocks[: tapers + 1]] == [
        (b.first, b.block.name) for b in other.blocks[: tapers + 1]
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_without_a_race_day_lies_ahead_as_a_whole(name: str) -> None:
    today = date(2027, 2, 10)
    first = template(name).on(default_race_day(template(name), today)).first

    assert date(2027, 2, 15) == first


def test_what_a_template_includes_has_no_dates_and_includes_nothing() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (PLANS / "library").glob("*.yaml")]

    assert texts
    assert not [text for text in texts if re.search(r"\d{4}-\d\d-\d\d|^include:", text, re.MULTILINE)]


def test_an_unknown_template_lists_near_misses() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'marathon'"):
        template("maraton")


# ---- together they show the whole language


@cache
def plans() -> tuple[Season, ...]:
    found = [load_plan(PLANS / f"{name}.yaml")[0] for name in ALL]
    return tuple(season for season in found if season is not None)


def scalars(node: Node) -> Iterator[str]:
    if isinstance(node.value, str):
        yield node.value
        return
    for child in node.value.values() if isinstance(node.value, dict) else node.value:
        yield from scalars(child)


def workouts() -> Iterator[tuple[Workout, str]]:
    """Every session line of every plan with its text, the named ones among them."""
    for season in plans():
        words = Vocabulary(frozenset(season.sessions), frozenset(season.intensities))
        sessions = season.root.at(("sessions",))
        yield from ((parse_workout(text, words), text) for text in (scalars(sessions) if sessions else ()))
        for block in season.blocks:
            weeks = [block.week, *block.week_changes.values()]
            days = [*(day for week in weeks for day in week.values()), *block.day_changes.values()]
            yield from ((e.workout, e.text) for day in days for _, entries in day for e in entries)


def parts_of(parts: tuple[Part, ...], depth: int = 0) -> Iterator[tuple[Part, int]]:
    for part in parts:
        yield part, depth
        if isinstance(part, Repeat):
            yield from parts_of(part.parts, depth + 1)


def tone_name(tone: Tone) -> str:
    if tone.kind == "name":
        return f"@ {tone.text}"
    return f"@ {tone.kind}" + (f" of {tone.of}" if tone.of else "")


def target_names(target: Target | None) -> Iterator[str]:
    if target is None:
        return
    yield "ramp" if target.ramp else "range" if target.high else "one target"
    for tone in (target.low, target.high):
        if tone:
            yield tone_name(tone)
            yield "harder (+)" if tone.shift > 0 else "easier (-)" if tone.shift < 0 else "as named"


def recovery_names(recovery: Recovery | None) -> Iterator[str]:
    if recovery is None:
        yield "no recovery"
        return
    yield f"recovery {recovery.how}" if recovery.how else "recovery as usual"
    yield "recovery by time" if recovery.quantity.is_time else "recovery by distance"
    if recovery.target:
        yield "recovery with a target"
        yield from target_names(recovery.target)


def amount_names(amount: Amount) -> Iterator[str]:
    yield "time" if amount.first.is_time else "distance"
    if amount.last:
        yield "time ->" if amount.first.is_time else "distance ->"


def line_names() -> set[str]:
    found = set()
    for workout, text in workouts():
        found |= (
            {"rest"} if workout.is_rest else {f"sport {workout.sport}" if workout.sport else "sport of the athlete"}
        )
        found |= {unit for unit in ("km", "mi", "yd", "h", "min", "s") if re.search(rf"\d{unit}\b", text)}
        found |= {"metres"} if re.search(r"\d{3}m\b", text) else set()
        for part, depth in parts_of(workout.parts):
            if isinstance(part, Reference):
                found.add("named session alone" if len(workout.parts) == 1 else "named session as a part")
            elif isinstance(part, Repeat):
                found |= {"repeat", *recovery_names(part.recovery)}
                found |= {"word before a repeat", f"word {part.word}"} if part.word else set()
                found |= {"repeat of several parts"} if len(part.parts) > 1 else set()
                found |= {"repeat in a repeat"} if depth else set()
                found |= {"count ->"} if part.count.last else set()
            else:
                found |= {*amount_names(part.amount), *target_names(part.target)}
                found |= {f"word {part.word}"} if part.word else set()
    return found


OF_A_LINE = {
    *(f"sport {sport}" for sport in SPORTS), "sport of the athlete", "rest",
    *(f"word {word}" for word in STEP_WORDS), "word easy",
    "time", "time ->", "distance", "distance ->", "count ->", "km", "metres", "mi", "yd", "h", "min", "s",
    "repeat", "repeat of several parts", "repeat in a repeat", "word before a repeat",
    "named session alone", "named session as a part",
    *(f"recovery {how}" for how in RECOVERY_WORDS), "recovery as usual", "no recovery",
    "recovery by time", "recovery by distance", "recovery with a target",
    "one target", "range", "ramp", "harder (+)", "easier (-)",
    *(f"@ {name}" for name in (*NAMES, *RACES)), "@ race_bike",
    "@ percent", "@ percent of ftp", "@ percent of lthr", "@ percent of hrmax",
    "@ zone", "@ zone of hr", "@ zone of pace", "@ zone of power",
    "@ watts", "@ bpm", "@ mmol", "@ speed", "@ rpe",
}  # fmt: skip


def keys(node: Node | None) -> set[str]:
    return set(node.keys) if node is not None else set()


def days(node: Node, place: tuple[str | int, ...] = ()) -> Iterator[Node]:
    """Every day of every week of a plan."""
    for name in ("week", "changes"):
        found = node.at((*place, name))
        if found is None or not isinstance(found.value, dict):
            continue
        for child in found.value.values():
            week = isinstance(child.value, dict) and set(child.value) <= set(values.DAYS)
            yield from child.value.values() if week and isinstance(child.value, dict) else [child]


def day_names(node: Node) -> set[str]:
    if isinstance(node.value, list):
        return {"day of a list"}.union(*(day_names(child) for child in node.value))
    if isinstance(node.value, dict) and "do" in node.value:
        return {f"session with {key}" for key in node.keys}
    if isinstance(node.value, dict):
        return {f"day with {slot}" for slot in node.keys}
    return {"day of one line"}


def season_names() -> set[str]:
    found: set[str] = set()
    for season in plans():
        root, path = season.root, Path(season.path)
        found |= {f"key {key}" for key in keys(root)} | ({"key include"} if "\ninclude:" in path.read_text() else set())
        found |= {f"athlete {key}" for key in keys(root.at(("athlete",)))}
        found |= {f"heart rate {key}" for key in keys(root.at(("athlete", "hr")))}
        found |= {"zones of one's own" if isinstance(season.athlete.zones, tuple) else f"zones {season.athlete.zones}"}
        found |= {"threshold from a date" for held in season.athlete.thresholds.values() if len(held) > 1}
        for race in season.races:
            found |= {f"race {key}" for key in keys(root.at(race.place))} | {f"priority {race.priority}"}
            rounds = [root.at((*race.place, "rounds", one.label)) for one in race.rounds]
            found |= {f"round {key}" for one in rounds for key in keys(one)}
        for entry in season.calendar:
            found |= {f"calendar {key}" for key in keys(root.at(entry.place))} | {f"kind {entry.kind}"}
        found |= {
            "availability of a range" if "-" in key else "availability of a day"
            for key in keys(root.at(("availability",)))
        }
        found |= {"no availability"} if 0.0 in season.availability.values() else set()
        found |= {"limit off with a reason" if own.value is None else "limit" for own in season.limits.values()}
        found |= {f"model {key}" for key in keys(root.at(("model",)))}
        for index, block in enumerate(season.blocks):
            place = ("blocks", index)
            node = root.at(place)
            assert node is not None
            found |= {f"block {key}" for key in keys(node)} | {f"phase {block.phase}"}
            found |= {name for day in days(node) for name in day_names(day)}
            found |= block_names(node, block.until.text if block.until else "")
        found |= {name for day in days(root) for name in day_names(day)}
    return found


def block_names(node: Node, until: str) -> set[str]:
    found = set()
    if not keys(node) & {"weeks", "days", "until"}:
        found.add("block without a length")
    for pattern, name in (
        (r"\d{4}-\d\d-\d\d", "until a date"), (r"\w+( .*)?", "until a race"), (r"\w+\.\w+( .*)?", "until a round"),
        (r".* \+ \d+d", "until + days"), (r".* - \d+d", "until - days"), (r".* - \d+w", "until - weeks"),
    ):  # fmt: skip
        found |= {name} if re.fullmatch(pattern, until) else set()
    text = {key: str(child.value) for key, child in (node.value.items() if isinstance(node.value, dict) else ())}
    if "volume" in text:
        found |= {f"volume in {re.findall('[a-z]+', text['volume'])[-1]}"} | (
            {"volume ->"} if "->" in text["volume"] else set()
        )
    found |= {"like none" if text["like"] == "none" else "like a block"} if "like" in text else set()
    found |= {"change of a week" if key.startswith("w") else "change of a date" for key in keys(node.at(("changes",)))}
    return found


def fields(kind: str, owner: Any) -> set[str]:
    return {f"{kind} {name}" for name in owner.model_fields}


OF_A_SEASON = {
    *fields("key", model.Plan), *fields("athlete", model.AthleteText), *fields("heart rate", model.Heart),
    *fields("race", model.Race), *fields("round", model.Round), *fields("calendar", model.CalendarEntry), *fields("block", model.Block),
    *fields("session with", model.LongForm), *fields("day with", model.Slots), *fields("model", model.ModelChoice),
    *(f"zones {name}" for name in ZONES), "zones of one's own", "threshold from a date",
    *(f"priority {priority}" for priority in "ABC"), *(f"kind {kind}" for kind in values.KINDS),
    *(f"phase {phase}" for phase in values.PHASES),
    "availability of a day", "availability of a range", "no availability", "limit", "limit off with a reason",
    "day of a list", "day of one line", "block without a length",
    "until a date", "until a race", "until a round", "until + days", "until - days", "until - weeks",
    "volume in h", "volume in km", "volume in mi", "volume in load", "volume ->",
    "like none", "like a block", "change of a week", "change of a date",
}  # fmt: skip


def test_the_shipped_plans_show_every_construct_of_a_session_line() -> None:
    assert set() == OF_A_LINE - line_names()


def test_the_shipped_plans_show_every_construct_of_a_season() -> None:
    assert set() == OF_A_SEASON - season_names()
