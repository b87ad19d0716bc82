"""The sessions of a record, each with the planned one that it answers; no sign is asked for."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from periodize.athlete import Athlete
from periodize.plain import dataclass
from periodize.project.checks.pairing import compared, recorded_sessions, streamed, with_repeats
from periodize.project.plans.planning import schedule
from periodize.project.records.who import complete_athlete, peaks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from periodize.compare import Done
    from periodize.plan import Schedule, Season, Session
    from periodize.project.records.keeping import Kept
    from periodize.project.records.signatures import AtHand


@dataclass(frozen=True, slots=True)
class Matched:
    """A plan and a record beside each other.

    Parameters
    ----------
    planned : None for the record alone.
    done : every recorded session up to the day of the question, also outside the plan's days.
    athlete : with the heart rates that the record can tell.
    at_hand : gives the signatures of recordings without a store, and knows those that were needed.
    answers : id of a recorded session -> the planned one of its sport that it answers.
    assumed : what was assumed of the athlete, a sentence each.
    """

    planned: Schedule | None
    done: Sequence[Done]
    athlete: Athlete
    at_hand: AtHand
    answers: Mapping[str, Session] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()


def matched(
    season: Season | None, kept: Kept, *, today: date, progress: Callable[[int, int, str], None] | None = None
) -> Matched:
    """Return a plan and a record beside each other.

    Parameters
    ----------
    season : the plan; None for the record alone.
    kept : what is recorded.
    today : nothing later is looked at.
    progress : called with sessions whose signature is computed, in all, and the day of the next.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    """
    from periodize.analysis import gated
    from periodize.compare import doubles
    from periodize.load import measure
    from periodize.project.records.signatures import AtHand, signatures_of

    beside = doubles(kept.record.activities)
    single = [one for one in kept.record.activities if one.id not in beside and one.day <= today]
    athlete, assumed = complete_athlete(
        kept.athlete or (season.athlete if season else Athlete()), peaks_of(single), kept.record.mornings
    )
    loads = {
        one.id: kept.loads[one.id] if one.id in kept.loads else measure(gated(one.effort), athlete.on(one.day))
        for one in single
    }
    links = kept.answers.links_of(beside)
    done = recorded_sessions(single, {key: load.value for key, load in loads.items()}, links)
    notes = tuple(dict.fromkeys((*kept.notes, *assumed)))
    at_hand = AtHand()
    if season is None:
        return Matched(None, done, athlete, at_hand, assumed=notes)
    planned = schedule(season)
    own = [session for session in done if session.day >= planned.first]
    signed = signatures_of(own, {}, kept.store, progress=progress) if kept.store else streamed(done, planned, at_hand)
    done = with_repeats(done, signed, athlete)
    rows = compared(planned, done, loads, now=today, links=links, skipped=kept.answers.skipped).rows
    sessions = {session.id: session for session in planned.sessions}
    answers = {
        row.done.id: sessions[row.planned.id]
        for row in rows
        if row.planned and row.done and row.planned.sport == row.done.sport
    }
    return Matched(planned, done, athlete, at_hand, answers, notes)
