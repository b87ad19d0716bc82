"""What the athlete says of sessions and signs: links, skips, silences; and what a check asks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.errors import UsageError, few, shortened
from periodize.plain import dataclass
from periodize.project.records.naming import NONE, day_of, find_session, goes_by, must_be_near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.compare import Question, Row
    from periodize.flags import Limit
    from periodize.plan import Schedule
    from periodize.store import Link, Silence, Skip, Store

LONGEST = 200
"""[characters] of a reason: our choice."""

LONGEST_SILENCE = 365
"""[d] for which a sign may be silenced from today: our choice, a season and what follows it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the athlete says, as a store has it. links : in the order in which they were made."""

    links: tuple[Link, ...] = ()
    skips: tuple[Skip, ...] = ()
    silences: tuple[Silence, ...] = ()

    @property
    def skipped(self) -> dict[str, str]:
        """Planned session -> why it was left out."""
        return {one.session: one.reason for one in self.skips}

    def links_of(self, beside: Mapping[str, Activity]) -> dict[str, str]:
        """Return activity -> session; a link of a recording that is left out goes to the longer one `beside` it."""
        found: dict[str, str] = {}
        for link in self.links:
            if not link.gone:
                found[link.activity] = link.session
        for key in [key for key in found if key in beside]:
            session, longer = found.pop(key), beside[key].id
            while longer in beside:
                longer = beside[longer].id
            found.setdefault(longer, session)
        return found

    def limits(self, day: date) -> dict[str, Limit]:
        """Return the silences that hold on a day, as limits of their signs; of signs that this version has."""
        from periodize.flags import SIGNS, Limit

        held = (one for one in self.silences if day <= one.until and one.code in SIGNS)
        return {one.code: Limit(None, one.reason, one.until) for one in held}


NO_ANSWERS = Answers()


def answers(store: Store) -> Answers:
    """Return what the athlete says."""
    said = store.decisions
    return Answers(said.links(), said.skips(), said.silences())


def lost(said: Answers, planned: Schedule | None) -> tuple[str, ...]:
    """Return a sentence for each answer about something that is gone.

    Sessions of other days than the plan's are another season's, and no news; without a plan none can be missed.
    """
    from periodize.flags import SIGNS

    found = []
    for link in said.links:
        back = f"`periodize unlink {link.activity}` forgets it"
        if _lacks(planned, link.session):
            found.append(f"{link.session}, to which {_named(link)} is linked, is not in the plan any more: {back}")
        elif link.gone:
            found.append(f"{_named(link)}, linked to {link.session or NONE}, is not in the record any more: {back}")
    for skip in said.skips:
        if _lacks(planned, skip.session):
            back = f"`periodize skip {skip.session} --undo` forgets it"
            found.append(f"{skip.session}, skipped ({skip.reason}), is not in the plan any more: {back}")
    for silence in said.silences:
        if silence.code not in SIGNS:
            back = f"`periodize silence {silence.code} --undo` forgets it"
            found.append(f"{silence.code}, silenced until {silence.until}, is no sign of this version: {back}")
    return tuple(found)


def planned_beside(folder: Path, today: date) -> Schedule | None:
    """Return what is planned in a folder, of several seasons today's; None without a plan, or with one with errors."""
    from periodize.errors import PlanError, has_errors
    from periodize.plan import load_plan
    from periodize.project.plans.here import plan_beside
    from periodize.project.plans.planning import schedule

    try:
        path = plan_beside(folder, today)
        season, problems = load_plan(path) if path else (None, [])
        return None if season is None or has_errors(problems) else schedule(season)
    except (UsageError, PlanError):
        return None


def _named(link: Link) -> str:
    return f"{link.activity} ({link.day} {link.sport})"


def _lacks(planned: Schedule | None, session: str) -> bool:
    """Whether a plan has lost a session that lay in its days."""
    day = day_of(session)
    if planned is None or day is None or not planned.first <= day <= planned.last:
        return False
    return all(session != one.id for one in planned.sessions)


# ---- what is done


def reason_of(text: str | None, what: str) -> str:
    """Return the reason that was given, in one line.

    Raises
    ------
    UsageError
        if it is missing or too long.
    """
    reason = " ".join((text or "").split())
    if not reason:
        message = f"{what} needs a reason, in your words: --reason TEXT"
        raise UsageError(message)
    if len(reason) > LONGEST:
        message = f"the reason has {len(reason)} characters, the most is {LONGEST}"
        raise UsageError(message)
    return reason


def link(store: Store, planned: Schedule, key: str, name: str, *, today: date) -> Link:
    """Link an activity to a planned session, or to none.

    Raises
    ------
    NotFoundError
        if no activity goes by the key, or several do.
    UsageError
        if no session is meant, or several are, or one that the activity cannot be.
    """
    stored = store.find(key)
    if name.strip().casefold() == NONE:
        return store.decisions.link(stored.id, "")
    session = find_session(planned, name, today=today)
    must_be_near(session, stored, today=today)
    return store.decisions.link(stored.id, session.id)


def unlink(store: Store, planned: Schedule | None, name: str, *, today: date) -> tuple[Link, ...]:
    """Forget the links of an activity or of a session, also where these are gone.

    Parameters
    ----------
    planned : the plan beside the store, or None.
    name : id of the activity, or the beginning of it; or a session as `find_session` takes it.
    today : the day of the question.

    Raises
    ------
    UsageError
        if there is no such link, several activities begin so, or several sessions of that day are linked.
    """
    links = store.decisions.links()
    told = few([f"{_named(one)} to {one.session or NONE}" for one in links]) or "there is none yet"
    if not name.strip():
        # an activity that answers no session is linked to the empty name
        message = f"which link? name its activity or its session; linked: {told}"
        raise UsageError(message)
    exact = [one for one in links if name in {one.activity, one.session}]
    begun = [] if exact else [one for one in links if one.activity.startswith(name)]
    found = exact or begun or [one for one in links if goes_by(planned, one.session, name, today=today)]
    if len({one.activity for one in begun}) > 1:
        message = f"{name!r} begins the id of several linked activities: {few([_named(one) for one in found])}"
        raise UsageError(message)
    if not found:
        message = f"no link of {shortened(name)!r}; linked: {told}"
        raise UsageError(message)
    if len({one.session for one in found}) > 1 and not exact:
        message = f"{name!r} may be any of {few([one.session for one in found])}"
        raise UsageError(message)
    return store.decisions.unlink(lambda one: one in found)


def skip(store: Store, planned: Schedule, names: Iterable[str], reason: str | None, *, today: date) -> tuple[Skip, ...]:
    """Note that sessions were, or will be, left out.

    Raises
    ------
    UsageError
        if a session is not meant clearly, is linked to an activity, or no reason is given; nothing is noted then.
    """
    from periodize.store import Skip

    linked = {one.session: one for one in store.decisions.links() if not one.gone}
    why = reason_of(reason, "a skipped session")
    found = [Skip(find_session(planned, name, today=today).id, why) for name in names]
    for one in found:
        if one.session in linked:
            done = linked[one.session]
            message = (
                f"{one.session} was done: {_named(done)} is linked to it; first `periodize unlink {done.activity}`"
            )
            raise UsageError(message)
    for one in found:
        store.decisions.skip(one)
    return tuple(found)


def recorded_on(store: Store, planned: Schedule, skips: Iterable[Skip]) -> list[str]:
    """Return a sentence for each skipped session of whose day and sport something is recorded."""
    sessions = {session.id: session for session in planned.sessions}
    return [
        f"{one.session} is skipped, but {done.id} ({done.day} {done.sport}) is recorded; if that is it: "
        f"`periodize skip {one.session} --undo`"
        for one in skips
        for session in [sessions[one.session]]
        for done in store.activities(first=session.day, last=session.day, sports=[session.sport])
    ]


def unskip(store: Store, names: Iterable[str]) -> tuple[Skip, ...]:
    """Take skips back, also of sessions that are gone from the plan.

    Raises
    ------
    UsageError
        if one was not skipped; nothing is taken back then.
    """
    skips = {one.session: one for one in store.decisions.skips()}
    found = []
    for name in names:
        meant = [one for one in skips if one == name] or [one for one in skips if one.startswith(f"{name}-")]
        if len(meant) != 1:
            told, short = few(list(meant or skips)) or "nothing yet", shortened(name)
            message = f"{name!r} may be any of {told}" if meant else f"{short!r} was not skipped; skipped: {told}"
            raise UsageError(message)
        found.append(skips[meant[0]])
    for one in found:
        store.decisions.unskip(one.session)
    return tuple(found)


def silence(store: Store, name: str, *, until: date | None, reason: str | None, today: date) -> Silence:
    """Silence a warning sign up to a day.

    Raises
    ------
    UsageError
        if there is no such sign, the day is missing, over or too far ahead, or no reason is given.
    """
    from periodize.store import Silence

    code = sign_code(name)
    why = reason_of(reason, "a silenced sign")
    if until is None:
        message = "until when? --until DATE; a sign is never silenced for good here (the plan's limits: may)"
        raise UsageError(message)
    if until < today:
        message = f"--until {until} is over; today is {today}"
        raise UsageError(message)
    longest = today + timedelta(days=LONGEST_SILENCE)
    if until > longest:
        message = (
            f"--until {until} is too far ahead: a sign is silenced here for a year at most, to {longest}; "
            "for good only in the plan (limits:)"
        )
        raise UsageError(message)
    found = Silence(code, until, why)
    store.decisions.silence(found)
    return found


def unsilence(store: Store, name: str) -> Silence:
    """Let a sign speak again; one that this version does not have goes by the code that is stored.

    Raises
    ------
    UsageError
        if it was not silenced, or there is no such sign.
    """
    silent = {one.code.casefold(): one.code for one in store.decisions.silences()}
    found = store.decisions.unsilence(silent.get(name.casefold()) or sign_code(name))
    if found is None:
        message = f"{name} was not silenced; silenced: {few(list(silent.values())) or 'none'}"
        raise UsageError(message)
    return found


def sign_code(name: str) -> str:
    """Return the code of a warning sign by its code or title.

    Raises
    ------
    UnknownNameError
        if there is none.
    """
    from periodize.errors import UnknownNameError
    from periodize.flags import SIGNS

    named = {word.casefold(): code for code, sign in SIGNS.items() for word in (code, sign.title)}
    if name.casefold() not in named:
        raise UnknownNameError("warning sign", name, [*SIGNS, *(sign.title for sign in SIGNS.values())])
    return named[name.casefold()]


# ---- what is asked


def ask(rows: Iterable[Row], answer: Callable[[Question], str | None]) -> tuple[tuple[str, str], ...]:
    """Ask the athlete about each doubtful row.

    Parameters
    ----------
    rows : of a comparison.
    answer : the id of a session of the question, "" for none of them, None to leave it open; raises EOFError to stop.

    Returns
    -------
    tuple[tuple[str, str], ...]
        activity and session, "" for none, of each answer: to be linked.
    """
    found: list[tuple[str, str]] = []
    for row in rows:
        if row.question is None:
            continue
        try:
            session = answer(row.question)
        except EOFError:
            break
        if session is not None:
            found.append((row.question.done.id, session))
    return tuple(found)
