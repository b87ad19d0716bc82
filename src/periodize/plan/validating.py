"""Keys and values of a plan, judged by pydantic: its errors as problems with a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from periodize.errors import Problem, near_miss
from periodize.plan import model
from periodize.plan.rules import MAX_FAULTS, RULES

if TYPE_CHECKING:
    from periodize.plan.source import Node, Place

ROUNDS = 3
"""How often what is wrong is taken out to look at the rest: our choice."""

STAND_INS: dict[str, Any] = {
    "periodize": "1", "name": "?", "date": "2000-01-01", "dates": "2000-01-01", "kind": "camp", "do": "rest",
    "every": "4", "volume": "60%", "limit": "0", "blocks": [{"name": "?"}],
}  # fmt: skip
"""What stands for a required value that is missing or wrong, while the rest of the plan is looked at."""

NOTHING = ("", "~", "null")
"""How YAML writes that there is nothing."""

AIMS = ("athlete", "aims")
"""Where they stand in a plan."""


def validated(root: Node, problems: list[Problem]) -> model.Plan | None:
    """Return what the plan says; what is wrong is reported and taken out, so that the rest is judged as well."""
    plain = root.plain()
    for _ in range(ROUNDS):
        try:
            return model.Plan.model_validate(plain)
        except ValidationError as error:
            for number, fault in enumerate(error.errors(include_url=False)):
                if number < MAX_FAULTS:
                    problems.append(translated(root, dict(fault)))
                _take_out(plain, _place(root, fault["loc"]), fault["type"])
    return None


def _take_out(plain: Any, place: Place, kind: str) -> None:
    """Remove a faulty value, or put a stand-in where one is missing; list entries keep their places."""
    if place[:2] == AIMS:  # nothing else of a plan rests on them
        plain["athlete"].pop("aims", None)
        return
    if place[:1] == ("races",) and place[2:3] == ("rounds",) and place[4:] == ("date",):
        place, kind = place[:4], ""  # a round goes with its day
    parent = plain
    for step in place[:-1]:
        try:
            parent = parent[step]
        except (KeyError, IndexError, TypeError):  # taken out already, with what stands above it
            return
    last = place[-1] if place else ""
    if isinstance(parent, dict) and isinstance(last, str):
        parent.pop(last, None)
        if kind in {"missing", "too_short"} or last in STAND_INS:
            parent[last] = STAND_INS.get(last, last)
        if place[:1] == ("races",) and place[2:3] == ("rounds",) and not plain["races"][place[1]].get("rounds"):
            plain["races"][place[1]].setdefault("date", STAND_INS["date"])  # there were rounds
    elif isinstance(parent, list) and isinstance(last, int) and isinstance(parent[last], dict):
        # a fault between the keys of one entry: a race without a day, a block with two lengths
        parent[last].pop("days", None)
        if place[0] == "races":
            parent[last].pop("rounds", None)
            parent[last]["date"] = STAND_INS["date"]


def translated(root: Node, error: dict[str, Any]) -> Problem:
    """Return one of pydantic's errors as a problem of a place in the text."""
    place = _place(root, error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        key = root.key(place) or root.nearest(place)
        name = str(place[-1])
        allowed = _allowed(place[:-1], root)
        near = model.KEY_SYNONYMS.get(name.lower())
        near = near if near in allowed else near_miss(name, allowed)
        hint = f"did you mean {near!r}?" if near else f"there is: {', '.join(allowed)}"
        if " " in name and root.nearest(place).value == "":
            # {note: relaxed, by feel}: YAML ends the text at the comma
            hint = "a text with a comma, inside { }, goes between quotes"
        return RULES["P003"].problem(key.span(), f"unknown key {name!r}", help=hint)
    if kind == "missing":
        parent = root.nearest(place[:-1])
        return RULES["P004"].problem(parent.span(), f"`{error['loc'][-1]}` is missing {_where(place)}".strip())
    span = root.nearest(place).span()
    if kind in RULES:
        return RULES[kind].problem(span, context["sentence"], help=context["hint"] or None)
    words = {
        "list_type": "a list",
        "dict_type": "a mapping",
        "model_type": "a mapping",
        "string_type": "text",
    }
    if kind in words:
        value = root.nearest(place).value
        got = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "text"
        got = "nothing" if value in NOTHING else got
        return RULES["P005"].problem(span, f"{_called(place)} takes {words[kind]}, got {got}")
    if kind == "too_short":
        return RULES["P004"].problem(span, f"`{place[-1] if place else ''}` is empty")
    return RULES["P005"].problem(span, str(error["msg"]))


def _called(place: Place) -> str:
    """Return how what stands at a place is called: a key by its name, an entry of a list by the list's."""
    if place and isinstance(place[-1], int):
        return f"an entry of `{place[-2] if len(place) > 1 else ''}`"
    return f"`{place[-1] if place else ''}`"


def _where(place: Place) -> str:
    if place[2:3] == ("rounds",):
        return f"in round {place[3]!r}"
    return f"in {place[-3] if len(place) > 2 else place[0]}" if len(place) > 1 else ""


def _place(root: Node, loc: tuple[str | int, ...]) -> Place:
    """Drop pydantic's union tags, which are no part of the tree."""
    place: tuple[str | int, ...] = ()
    for step in loc:
        parent = root.at(place)
        tag = isinstance(step, str) and parent is not None and not isinstance(parent.value, dict)
        known_tag = step in {"line", "list", "long", "slots", "week", "one", "dated", "number", "reasoned"}
        if tag or (known_tag and root.at((*place, step)) is None):
            continue
        place = (*place, step)
    return place


def _allowed(parent: Place, root: Node) -> list[str]:
    last = parent[-1] if parent else None
    owner: type[BaseModel]
    of_list: dict[str, type[BaseModel]] = {
        "races": model.Race,
        "calendar": model.CalendarEntry,
        "blocks": model.Block,
        "limits": model.Limit,
    }
    if not parent:
        owner = model.Plan
    elif last == "week" or (len(parent) > 1 and parent[-2] == "changes"):
        owner = model.Week
    elif parent[0] == "athlete":
        owner = model.Aim if parent[:2] == AIMS else model.Heart if last == "hr" else model.AthleteText
    elif parent[0] == "races" and len(parent) == 4:
        owner = model.Round
    elif last in {"deload", "taper"}:
        owner = model.Deload if last == "deload" else model.Taper
    elif len(parent) == 2 and parent[0] in of_list:
        owner = of_list[str(parent[0])]
    elif last == "model":
        owner = model.ModelChoice
    else:
        node = root.at(parent)
        long = node is not None and isinstance(node.value, dict) and "do" in node.value
        owner = model.LongForm if long else model.Slots
    return list(owner.model_fields)
