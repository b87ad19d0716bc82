"""Which defaults are in force: what nobody gave and is therefore assumed, of the athlete and of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.athlete import GENERIC_SPEED, POWER_SPORTS
from periodize.plan.intensity import HOURLY
from periodize.project.plans.planning import response_model
from periodize.project.records.who import AVERAGE_AT_BEST, complete_athlete

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.athlete import Athlete
    from periodize.plan import Schedule
    from periodize.store import Store


def defaults(store: Store, athlete: Athlete, planned: Schedule | None = None) -> tuple[str, ...]:
    """Return what is assumed because nobody gave it, a sentence each with the key that gives it.

    Parameters
    ----------
    store : open.
    athlete : as the folder describes them, without what was assumed.
    planned : of the plan beside the store, if it has one without errors.
    """
    return (*_heart(store, athlete), *_thresholds(store, athlete, planned), *_model(athlete, planned))


def _heart(store: Store, athlete: Athlete) -> Iterator[str]:
    peaks = store.peak_heart_rates(of_mean=AVERAGE_AT_BEST)
    who, notes = complete_athlete(athlete, peaks, store.mornings())
    yield from notes
    if not len(peaks):
        return
    if athlete.threshold("hr") is None and who.hr_threshold is not None:
        yield (
            f"threshold heart rate {who.hr_threshold:.0f} bpm (assumed: 85 % of the reserve; set athlete:"
            " {threshold: {hr: ...}})"
        )
    if athlete.sex is None and not isinstance(athlete.trimp, tuple):
        yield "loads from heart rate are weighted as for men (assumed; set athlete: {sex: ...})"


def _thresholds(store: Store, athlete: Athlete, planned: Schedule | None) -> Iterator[str]:
    """Yield the speeds for an hour that stand in for thresholds, of what is recorded or planned."""
    sports = {*store.survey().sports, *(session.sport for session in (planned.sessions if planned else ()))}
    for sport in sorted((sports & GENERIC_SPEED.keys()) - HOURLY.keys()):
        if athlete.threshold(sport) is None:
            what = "threshold power" if sport in POWER_SPORTS else "threshold"
            yield (
                f"no {what} of {sport}: {3.6 * GENERIC_SPEED[sport]:.3g} km/h for one hour (assumed; set athlete:"
                f" {{threshold: {{{sport}: ...}}}})"
            )


def _model(athlete: Athlete, planned: Schedule | None) -> Iterator[str]:
    if planned is None:
        return
    if athlete.fitness is None:
        yield (
            "fitness at the start of the plan: you already train like its first week (assumed where neither"
            " the record nor the folder's other plans tell; set athlete: {fitness: ...})"
        )
    season = planned.season
    if not season.model_parameters:
        yield f"{response_model(season).defaults} (default, not calibrated)"
