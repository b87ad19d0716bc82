"""The JSON Schema of a plan, made from the models that read it."""

from __future__ import annotations

import json
from typing import Any

from periodize.plan.model import Plan

_TEXT = {"string", "number", "integer", "boolean"}


def plan_schema() -> dict[str, Any]:
    """Return the schema of a plan file, for editors.

    Notes
    -----
    The models hold what a text means (60% is 0.6); an editor sees the text. So every scalar may be written as
    text or number, and only keys, structure and fixed words are checked here: `periodize validate` does the rest.
    """
    schema = _loosen(Plan.model_json_schema())
    athlete = schema["properties"]["athlete"]
    athlete["anyOf"] = [{"type": "string", "description": "Path of a file."}, *athlete.get("anyOf", [])]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "periodize plan, version 1",
        **schema,
    }


def schema_text() -> str:
    """Return the schema as the text of a file."""
    return json.dumps(plan_schema(), indent=2, sort_keys=True) + "\n"


def _loosen(node: Any) -> Any:
    if isinstance(node, list):
        return [_loosen(item) for item in node]
    if not isinstance(node, dict):
        return node
    # `title: {...}` is a property of that name, `title: "Title"` pydantic's label
    labels = {key for key in ("format", "default", "title") if not isinstance(node.get(key), dict)}
    found = {key: _loosen(value) for key, value in node.items() if key not in labels}
    if found.get("type") in _TEXT and "enum" not in found:
        found["type"] = ["string", "number", "boolean"]
    if found.get("type") == "array" and "prefixItems" in found:  # a range FROM..TO is one text
        return {"type": "string", **{k: v for k, v in found.items() if k == "description"}}
    return found
