"""In whose zones, and in which, pictures show time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.errors import UnknownNameError, UsageError
from periodize.project.records.who import complete_athlete, peaks_of
from periodize.report.views.zones import ZoneModelView
from periodize.zones import DEFAULT_ZONES, ZONES, edges_of

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.report.views.check import CheckReport
    from periodize.zones import ZoneModel

OWN = "own"
"""Name of a model that is the athlete's own edges."""


def zone_model(name: str, athlete: Athlete) -> ZoneModel:
    """Return the zone model that a name means for an athlete.

    Raises
    ------
    UsageError
        if there is none of the name, or the athlete has no edges of their own.
    """
    if name == OWN:
        if not isinstance(athlete.zones, tuple):
            message = "the athlete has no zones of their own; write them as `zones: [80%, 90%, 100%]` of the athlete"
            raise UsageError(message)
        return athlete.zones
    if name not in ZONES:
        kind = "zone model"
        raise UnknownNameError(kind, name, (*ZONES, OWN))
    return name


def model_view(athlete: Athlete) -> ZoneModelView:
    """Return the zone model of an athlete by its name."""
    name = OWN if isinstance(athlete.zones, tuple) else athlete.zones or DEFAULT_ZONES
    return ZoneModelView(name, edges_of(athlete.zones))


def known_athlete(athlete: Athlete, report: CheckReport | None) -> Athlete:
    """Return an athlete with the heart rates that the record can tell, as the check has them."""
    if report is None:
        return athlete
    return complete_athlete(athlete, peaks_of(report.record.activities), report.record.mornings)[0]
