"""What GoldenCheetah's two kinds of JSON have in common."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from periodize.bounds import YEARS
from periodize.formats._sports import fit_surface, surface_of_words
from periodize.formats.tables.json_file import number_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    Fields = Mapping[str, object]


def start_of(fields: Fields, name: str, zone: tzinfo) -> datetime | None:
    """Return a start, written 2016/02/05 22:13:03 UTC, in the reader's zone; None where there is none."""
    try:
        when = datetime.strptime(text_of(fields, name).removesuffix("UTC").strip(), "%Y/%m/%d %H:%M:%S")
    except ValueError:
        return None
    return when.replace(tzinfo=UTC).astimezone(zone) if YEARS[0] <= when.year <= YEARS[1] else None


def tags_of(fields: Fields) -> Fields:
    """Return the texts that the athlete and GoldenCheetah wrote about an activity."""
    tags = fields.get("TAGS")
    return tags if isinstance(tags, dict) else {}


def rating_of(tags: Fields) -> float | None:
    """Return the rating of a session on CR10; 0 is no rating."""
    rpe = number_of(tags, "RPE")
    return rpe if rpe is not None and 0 < rpe <= 10 else None


def name_of(tags: Fields) -> str:
    """Return the title of an activity."""
    return text_of(tags, "Workout Title", "Workout Code", "Route")


def surface_of(tags: Fields, sport: str) -> str:
    """Return what a sport of ours is done on; GoldenCheetah keeps the sub-sport of a FIT file, or a platform's word."""
    sub_sport = text_of(tags, "SubSport", "Sub Sport")
    told = fit_surface(sport, sub_sport.casefold().replace(" ", "_"))
    return told or surface_of_words(sub_sport, text_of(tags, "Sport"))
