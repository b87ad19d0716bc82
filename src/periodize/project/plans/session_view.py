"""One session taken apart: its parts with their numbers, and the reason for each number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS
from periodize.plan.concrete import concrete, readable
from periodize.plan.intensity import HOURLY, threshold_speed, zone_of
from periodize.plan.races import EARLIER_ROUND
from periodize.plan.render import Rendering, amount_at, render, repeats, sport_of
from periodize.plan.workout import Step
from periodize.project.plans.conditions import SOURCES, WITHOUT, conditions_on, left, loss_words
from periodize.project.plans.parts import leaves, part_of, sums, total_of
from periodize.project.plans.reasons import LANGUAGE, OURS, Intensities, grouped, percent
from periodize.project.plans.spoken import context_of, spoken
from periodize.report.views.parts import Condition, Part, Reason, SessionView
from periodize.units import print_clock, print_distance, print_duration, print_speed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.athlete import Athlete
    from periodize.plan import Schedule, Season, Session
    from periodize.plan.planned import Factor, PlannedWeek
    from periodize.plan.render import Segment
    from periodize.plan.season import Race, Round
    from periodize.plan.source import Place
    from periodize.plan.workout import Workout


def session_view(session: Session, planned: Schedule) -> SessionView:
    """Return a planned session, taken apart."""
    season = planned.season
    if session.workout is None:
        return _race_view(session, season)
    context = context_of(session, season)
    name, text = spoken(session, season)
    parts, reasons = _taken_apart(session.workout, session.segments, context, session.sport, season)
    week = next(week for week in planned.weeks if week.first <= session.day < week.end)
    met = conditions_on(season, session.day, session.sport)
    if met:
        parts = tuple(_eased(part, left(met, session.sport)) for part in parts)
        reasons += [_slower(one, session.sport, STAYS) for one in met]
    about = [*_line(session, season), *_progress(session.workout, context, week), *_factors(session, week, season)]
    return SessionView(
        date=session.day,
        slot="" if session.slot == "day" else session.slot,
        sport=session.sport,
        name=name,
        written=session.text,
        text=text,
        place=season.span(session.place),
        key=session.key,
        note=session.note,
        parts=parts,
        sums=sums(parts),
        total=total_of(session.segments, session.sport, load=session.load),
        reasons=grouped([*about, *reasons, *_load(session, season)]),
        conditions=met,
    )


def _eased(part: Part, share: float) -> Part:
    """Return a part with what is left of its pace or power in the conditions of the day."""
    value = part.power or part.speed
    return replace(part, on_the_day=value * share if value else None)


STAYS = "heart rates and load stay; the km and times here are as {}: a distance takes longer"
"""What of a session a condition leaves as it is; in it, where that takes nothing."""


def _slower(one: Condition, sport: str, stays: str) -> Reason:
    """Return what a condition takes, and what it leaves as it is."""
    told = f"the same effort gives {loss_words([one], sport)}; {stays.format(WITHOUT[one.name])}"
    return Reason(one.name, told, None, SOURCES[one.name])


def line_view(text: str, name: str, workout: Workout, athlete: Athlete, season: Season | None) -> SessionView:
    """Return a line that stands on no day, taken apart for an athlete; raises SessionError."""
    known = (season.sessions, season.intensities) if season else ({}, {})
    first, last = (Rendering(athlete, *known, progress) for progress in (0.0, 1.0))
    segments, sport = render(workout, first), sport_of(workout, first)
    parts, reasons = _taken_apart(workout, segments, first, sport, season)
    later = total_of(render(workout, last), sport)
    total = total_of(segments, sport)
    if later != total:
        reach = "" if later.distance is None else f"{print_distance(round(later.distance, -2))}, "
        text_last = f"the last comes to {reach}{print_clock(later.duration)}, load {later.load:.0f}"
        reasons.insert(0, Reason("->", f"shown is the first loading week of a block; {text_last}", None, LANGUAGE))
    return SessionView(
        date=None,
        slot="",
        sport=sport,
        name=name,
        written=text,
        text=str(concrete(workout, first, rounding=readable)),
        place=season.span(("sessions", name)) if season and name else None,
        key=False,
        note="",
        parts=parts,
        sums=sums(parts),
        total=total,
        reasons=grouped(reasons),
    )


def _taken_apart(
    workout: Workout, segments: Sequence[Segment], context: Rendering, sport: str, season: Season | None
) -> tuple[tuple[Part, ...], list[Reason]]:
    why = Intensities(sport, context, season)
    parts, reasons = [], []
    for leaf, own in leaves(workout, segments, context):
        part = part_of(leaf, own, sport, context)
        parts.append(part)
        reasons.append(why.of_leaf(leaf, part.text))
    missing = why.threshold()
    if missing:
        reasons.append(missing)
    if sport in POWER_SPORTS and any(part.distance for part in parts):
        text = "kilometres on the bike go with the cube root of power, from 28 km/h at threshold"
        reasons.append(Reason("km", text, None, OURS))
    return tuple(parts), reasons


# ---- where the line and its amounts come from


def _line(session: Session, season: Season) -> Iterator[Reason]:
    """Yield where the line stands, when it is not simply the week of its own block."""
    place = season.span(session.place)
    if session.place[0] == "week":
        yield Reason("line", "from the week that every block starts from", place)
    elif session.place[2] == "changes":
        yield Reason("line", f"from `changes:` {session.place[3]}, as written: no deload, taper or stretching", place)
    else:
        owner = season.blocks[int(session.place[1])].name
        like = "" if owner == session.block else ", through `like:`"
        yield Reason("line", f"from the week of block {owner!r}{like}", place)
    entry = next((step for step in session.place[4:] if isinstance(step, int)), None)
    if entry is not None:
        yield Reason("line", f"entry {entry + 1} of the list, one for each loading week", place)


def _progress(workout: Workout, context: Rendering, week: PlannedWeek) -> Iterator[Reason]:
    """Yield what each progression comes to in its week."""
    loading = sum(1 for k in range(week.block.weeks) if not _is_deload(week, k))
    number = round(week.progress * (loading - 1)) + 1
    when = f"loading week {number} of {loading}" + (", which the deload repeats" if week.deload else "")
    plain = Rendering(context.athlete, context.sessions, context.custom, context.progress)
    seen = set()
    for leaf, _ in leaves(workout, render(workout, plain), plain):
        for repeat in leaf.around:
            if repeat.count.last is not None and id(repeat) not in seen:
                seen.add(id(repeat))
                yield Reason(f"{repeat.count}x", f"{when}: {repeats(repeat.count, plain, inside=True)}")
        if isinstance(leaf.node, Step) and leaf.node.amount.last is not None:
            now = readable(amount_at(leaf.node.amount, context.progress), leaf.node.amount.first)
            yield Reason(str(leaf.node.amount), f"{when}: {now}")


def _is_deload(week: PlannedWeek, index: int) -> bool:
    deload = week.block.block.deload
    return deload is not None and (index + 1) % deload[0] == 0


def _factors(session: Session, week: PlannedWeek, season: Season) -> Iterator[Reason]:
    """Yield the shares that change the written amounts, or why none does."""
    for factor in session.factors:
        yield Reason(factor.name, _factor_words(factor), season.span(factor.place))
    block = week.block.block
    stretchable = any(segment.stretchable for segment in session.segments)
    if block.volume is None or any(factor.name == "volume" for factor in session.factors) or not stretchable:
        return
    if "changes" not in session.place:
        text = "a key session is not stretched" if session.key else left_as_written(week, season)
        yield Reason("volume", text, season.span((*block.place, "volume")))


def left_as_written(week: PlannedWeek, season: Season) -> str:
    """Return why nothing in a week is stretched to its volume."""
    if week.number in week.block.block.week_changes:
        return f"a week with changes (w{week.number}) is left as written"
    days = {day: race for race in season.races if race.priority in {"A", "B"} for _, day in race.days}
    if any(week.first <= day < week.end for day in days):
        return "a week with an A or B race is left as written"
    return "no steady part can stretch"


def _factor_words(factor: Factor) -> str:
    detail = f" ({factor.detail})" if factor.detail else ""
    if factor.name == "volume":
        how = "stretched to" if factor.value > 1.005 else "shortened to" if factor.value < 0.995 else "stay at"
        return f"steady parts {how} {percent(factor.value)}{detail}"
    return f"{percent(factor.value)} of amounts and repeats{detail}"


def _load(session: Session, season: Season) -> Iterator[Reason]:
    if session.given_load is None:
        if session.extra_load:
            yield Reason("load", f"{session.extra_load:.0f} for warm-up and cool-down included", None, LANGUAGE)
        return
    own = total_of(session.segments, session.sport).load
    place = (*session.place[:-1], "load") if session.place[-1] == "do" else (*session.place, "load")
    if session.race:
        race = next(race for race in season.races if race.id == session.race)
        place = _written(race, race.round(session.round), "load", season)
    text = f"{session.given_load:.0f} is given; the parts would come to {own:.0f}"
    yield Reason("load", text, season.span(place))


# ---- races


def _written(race: Race, one: Round, key: str, season: Season) -> Place:
    """Return where a round has a key: of its own, else that of the race."""
    own = (*race.place, "rounds", one.label, key)
    return (*race.place, key) if season.root.at(own) is None else own


def _race_view(session: Session, season: Season) -> SessionView:
    race = next(race for race in season.races if race.id == session.race)
    one = race.round(session.round)
    (segment,) = session.segments
    athlete = season.athlete.on(session.day)
    threshold = athlete.threshold(race.sport) if race.sport in POWER_SPORTS else None
    part = Part(
        text=race.name,
        kind="race",
        repeats=(),
        duration=segment.duration,
        distance=segment.distance,
        low=segment.intensity,
        high=segment.intensity,
        speed=segment.distance / segment.duration if segment.distance and race.sport not in POWER_SPORTS else None,
        power=threshold * segment.intensity if threshold else None,
        zone=None if race.sport in HOURLY else zone_of(segment.intensity, athlete),
        load=segment.duration / 36 * segment.intensity**2,
    )
    met = conditions_on(season, session.day, session.sport)
    stays = "the goal and its pace stay as written" if one.goal else "the time here is as {}"
    slowed = [_slower(each, session.sport, stays) for each in met]
    reasons = [_race_reason(race, one, segment, athlete, season), *slowed, *_load(session, season)]
    missing = Intensities(race.sport, Rendering(athlete, {}, {}), season).threshold()
    return SessionView(
        date=session.day,
        slot="race",
        sport=session.sport,
        name=race.name,
        written=session.text,
        text=session.text,
        place=season.span(race.place),
        key=True,
        note="",
        parts=(part,),
        sums=sums((part,)),
        total=total_of(session.segments, session.sport, load=session.load),
        reasons=grouped([*reasons, missing] if missing else reasons),
    )


def _race_reason(race: Race, one: Round, segment: Segment, athlete: Athlete, season: Season) -> Reason:
    place = season.span(_written(race, one, "goal", season)) if one.goal else None
    share = f"{percent(segment.intensity)} of threshold"
    if race.is_eased(one):
        last = race.rounds[-1].label
        text = f"no goal for {one.label}: {percent(EARLIER_ROUND)} of the speed of {last}, {share}"
        return Reason(race.name, text, season.span((*race.place, "rounds", one.label)), OURS)
    if race.sport in POWER_SPORTS:
        text = f"{print_duration(segment.duration)} on the bike is raced at {share} power (hours ** -0.15)"
        return Reason(race.name, text, place, OURS)
    if race.sport in HOURLY or not race.distance:
        what = f"goal {print_clock(one.goal)}" if one.goal else "no distance and no goal: an hour"
        return Reason(race.name, f"{what} at {share}", place, "" if place else OURS)
    if one.goal:
        pace = print_speed(race.distance / one.goal, race.sport)
        over = f"goal {print_clock(one.goal)} over {print_distance(race.distance)}"
        return Reason(race.name, f"{over} is {pace}, {share}", place)
    one_hour = print_speed(threshold_speed(athlete, race.sport), race.sport)
    text = f"no goal: the one-hour pace {one_hour} gives {print_clock(segment.duration)}, {share}"
    return Reason(race.name, text, None, "Riegel 1981")
