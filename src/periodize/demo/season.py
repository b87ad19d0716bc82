"""The example season: the shipped folder moved to today, and what its invented athlete recorded so far."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import numpy as np

from periodize.demo.files import DemoSession, fit_bytes, garmin_csv_bytes, tcx_bytes
from periodize.plan import read_plan_text
from periodize.project.folder import shipped
from periodize.project.plans.planning import schedule
from periodize.project.plans.templates import moved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.athlete import Athlete
    from periodize.plan import Season, Session

TEMPLATE_MONDAY: Final = date(2027, 2, 8)
"""The Monday of the shipped season that becomes this week's: sixteen weeks are behind, fourteen ahead."""

SEED: Final = 20270208
"""Of everything that is invented: the same day gives the same files."""

MONTHS_BEFORE: Final = 10
"""Months of record before the season, as a summary table."""

RECORDED_DAYS: Final = 56
"""Days before today of which there are files; what is older stands in the summary table: our choice."""

TCX_EVERY: Final = 8
"""Each eighth recording is a TCX: our choice, so that more than one reader is used."""

MISSED, MOVED = 0.07, 0.05
"""Share of sessions that the invented athlete misses, or does a day late: our choice."""

LONG_RUN_TOO_FAR: Final = 1.35
"""How much further than planned the last long run was, so that there is something to see: our choice."""

RESTLESS_MORNINGS: Final = 3
"""Last mornings with a raised pulse, so that there is something to see: our choice."""


def season_files(today: date) -> dict[Path, bytes]:
    """Return relative path -> content of the example folder as of a day.

    Parameters
    ----------
    today : recordings end on the day before.

    Notes
    -----
    Every date of the shipped plan is moved by the same number of weeks, so that its weekdays stay. All recordings
    are synthetic.
    """
    monday = today - timedelta(days=today.weekday())
    by = monday - TEMPLATE_MONDAY
    folder = shipped("season")
    texts = {path.name: moved(path.read_text(encoding="utf-8"), by) for path in sorted(folder.glob("*.*"))}
    season, _ = read_plan_text(texts["plan.yaml"], path=str(folder / "plan.yaml"))
    assert season is not None  # tested: the shipped plan is sound
    files = {Path(name): text.encode() for name, text in texts.items()}
    rng = np.random.default_rng(SEED)
    for path, content in _recorded(season, today, rng):
        files[Path("recorded") / path] = content
    return files


def _recorded(season: Season, today: date, rng: np.random.Generator) -> Iterator[tuple[str, bytes]]:
    planned = schedule(season)
    zone = ZoneInfo(season.athlete.timezone or "UTC")
    before = list(_months_before(planned.first, season.athlete, zone, rng))
    done = sorted(_done(season, today, zone, rng), key=lambda session: session.start)
    older = [session for session in done if (today - session.start.date()).days > RECORDED_DAYS]
    yield "Activities.csv", garmin_csv_bytes([*before, *older])
    for number, session in enumerate(done[len(older) :], start=1):
        # a TCX knows no gym
        tcx = session.sport == "run" and number % TCX_EVERY == 0
        suffix, content = ("tcx", tcx_bytes) if tcx else ("fit", fit_bytes)
        yield f"{session.start:%Y-%m-%d-%H%M}-{session.sport}.{suffix}", content(session, rng=rng)
    first = before[0].start.date()
    yield "wellness.csv", _wellness(first, today, season.athlete, rng)


def _heart_rate(athlete: Athlete, intensity: float) -> float:
    """Return the heart rate [bpm] that an intensity leads to: straight from rest to threshold, our choice."""
    rest, threshold = athlete.hr_rest or 55.0, athlete.hr_threshold or 165.0
    return rest + (threshold - rest) * (0.22 + 0.78 * intensity)


def _months_before(first: date, athlete: Athlete, zone: ZoneInfo, rng: np.random.Generator) -> Iterator[DemoSession]:
    """Yield the running of the months before the season: three to five runs a week, a fortnight of holidays."""
    one_hour = athlete.threshold("run") or 3.5
    start = first - timedelta(days=7 * round(MONTHS_BEFORE * 52 / 12))
    weeks = (first - start).days // 7
    for week in range(weeks):
        growth = 1.0 + 0.45 * week / weeks
        for weekday, minutes, intensity in ((1, 45, 0.78), (3, 42, 0.86), (5, 40, 0.76), (6, 75, 0.76)):
            if week in {weeks // 2, weeks // 2 + 1} or rng.random() < MISSED:
                continue
            day = start + timedelta(days=7 * week + weekday)
            seconds = 60 * minutes * growth * rng.normal(1.0, 0.12) * (0.75 if week % 4 == 3 else 1.0)
            segment = (round(seconds), one_hour * intensity, _heart_rate(athlete, intensity))
            clock = time(18, int(rng.integers(0, 50))) if weekday < 5 else time(9, int(rng.integers(0, 50)))
            yield DemoSession(datetime.combine(day, clock, zone), "run", (segment,), "Running")


def _done(season: Season, today: date, zone: ZoneInfo, rng: np.random.Generator) -> Iterator[DemoSession]:
    """Yield what became of the planned sessions: most done, some missed, some a day late, the last long run too far."""
    # today's long run was done this morning, so that the one too far is never a week old
    planned = [s for s in schedule(season).sessions if s.day < today or (s.day == today and s.intent == "long")]
    last_long = max((s.day for s in planned if s.intent == "long"), default=None)
    for session in planned:
        missed, moved = rng.random() < MISSED, rng.random() < MOVED
        factor = float(np.clip(rng.normal(1.0, 0.04), 0.9, 1.1))
        if session.day == last_long:
            factor = LONG_RUN_TOO_FAR
        elif missed and not session.race:
            continue
        late = moved and session.slot == "day" and session.day + timedelta(days=1) < today and session.intent == "easy"
        day = session.day + timedelta(days=1 if late else 0)
        yield _as_done(session, datetime.combine(day, time(), zone), season, factor=factor, rng=rng)


def _as_done(
    session: Session, midnight: datetime, season: Season, *, factor: float, rng: np.random.Generator
) -> DemoSession:
    athlete = season.athlete.on(midnight.date())
    one_hour = athlete.threshold(session.sport) or 0.0
    pace = rng.normal(1.0, 0.01)
    segments = [
        (
            max(1, round(segment.duration * (factor if segment.stretchable else 1.0))),
            one_hour * segment.intensity * pace,
            _heart_rate(athlete, segment.intensity),
        )
        for segment in session.segments
    ]
    hour = {"am": 6, "pm": 18, "race": 10}.get(session.slot, 9 if midnight.weekday() > 4 else 18)
    start = midnight.replace(hour=hour, minute=int(rng.integers(0, 50)))
    return DemoSession(start, session.sport, tuple(segments), session.text)


def _wellness(first: date, today: date, athlete: Athlete, rng: np.random.Generator) -> bytes:
    """Return the resting heart rate of each morning up to today, raised on the last few."""
    rest = athlete.hr_rest or 55.0
    lines = ["date,resting_hr"]
    for offset in range((today - first).days + 1):
        day = first + timedelta(days=offset)
        raised = 7 if (today - day).days < RESTLESS_MORNINGS else 0
        if raised or rng.random() > 0.1:  # now and then a morning is forgotten
            lines.append(f"{day},{round(rest + raised + rng.normal(0, 1.2))}")
    return ("\n".join(lines) + "\n").encode()
