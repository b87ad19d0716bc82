"""What the athlete says of sessions and signs, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from periodize.store import Link, Silence, Skip

    Texts: TypeAlias = Mapping[str, str] | None


def _known(session: str, texts: Texts) -> dict[str, Any]:
    """Return a session's line, and whether the plan has lost it; null without a plan to look at."""
    line = None if texts is None else texts.get(session)
    return {"text": line, "session_gone": None if texts is None else bool(session) and line is None}


def link_row(link: Link, texts: Texts) -> dict[str, Any]:
    """Return one link as a line of a list; parameters as `links_table`."""
    return {
        "activity": link.activity,
        "date": link.day.isoformat(),
        "sport": link.sport,
        "session": link.session or None,
        "activity_gone": link.gone,
        **_known(link.session, texts),
    }


def skip_row(skip: Skip, texts: Texts) -> dict[str, Any]:
    """Return one skip as a line of a list."""
    return {"session": skip.session, "reason": skip.reason, **_known(skip.session, texts)}


def silence_row(silence: Silence, titles: Mapping[str, str], today: date) -> dict[str, Any]:
    """Return one silence as a line of a list."""
    return {
        "code": silence.code,
        "title": titles.get(silence.code),
        "until": silence.until.isoformat(),
        "reason": silence.reason,
        "active": today <= silence.until,
    }
