"""P310: training time in the zones against what the block asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.intensity import HOURLY, zone_edges, zone_of
from periodize.plan.lint.base import Case, Context, plan_lint
from periodize.zones import DEFAULT_ZONES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from periodize.athlete import Athlete
    from periodize.plan.planned import Session
    from periodize.plan.season import ZoneShare


@plan_lint(
    "P310",
    name="distribution",
    limit=5,
    unit="percentage points",
    evidence="A",
    reference="arithmetic; the tolerance is our choice",
    headline="{n} zone{s} more than {limit:g} percentage points off `distribution:`",
    step="change the sessions or what `distribution:` asks for",
)
def distribution(plan: Context, limit: float) -> Iterator[Case]:
    """Compare the share of time in each zone with the block's `distribution:`.

    Notes
    -----
    Time of the block's sessions, races among them. Standing still and sports without an intensity of their own
    (gym, xt) belong to no zone and do not count.
    """
    athlete = plan.schedule.season.athlete
    for dated in plan.schedule.blocks:
        block = dated.block
        times = time_in_zones(plan.between(dated.first, dated.end), athlete) if block.distribution else {}
        total = sum(times.values())
        for asked in block.distribution if total else ():
            share = times.get(asked.zone, 0.0) / total
            off = round(100 * max(asked.low - share, share - asked.high), 6)
            if off > limit:
                text = (
                    f"Z{asked.zone} has {share:.0%} of the time in {block.name!r}, {_asked(asked)} is written "
                    f"(Z{asked.zone}: {_band(asked.zone, athlete)}), {_model(athlete)}"
                )
                yield Case((*block.place, "distribution", f"Z{asked.zone}"), off, text)


def time_in_zones(sessions: Iterable[Session], athlete: Athlete) -> dict[int, float]:
    """Return zone -> time [s] of the sessions that have an intensity of their own."""
    times: dict[int, float] = {}
    for session in sessions:
        if session.sport in HOURLY:
            continue
        for segment in session.segments:
            if segment.intensity > 0:
                zone = zone_of(segment.intensity, athlete)
                times[zone] = times.get(zone, 0.0) + segment.duration
    return times


def _asked(share: ZoneShare) -> str:
    return f"{share.low:.0%}" if share.low == share.high else f"{100 * share.low:g}-{share.high:.0%}"


def _model(athlete: Athlete) -> str:
    """Return whose zones are counted, in words."""
    if isinstance(athlete.zones, tuple):
        return "in the athlete's own zones"
    return f"in zones of {athlete.zones or DEFAULT_ZONES}"


def _band(zone: int, athlete: Athlete) -> str:
    edges = zone_edges(athlete)
    if zone == 1:
        return f"below {edges[0]:.0%} of threshold"
    if zone > len(edges):
        return f"{edges[-1]:.0%} of threshold and above"
    return f"{edges[zone - 2]:.0%} to {edges[zone - 1]:.0%} of threshold"
