"""What `check`, `today` and `why` begin with: the plan, and what is recorded beside it or named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import plan_of_day, refuse_plan, sound_plan, the_store
from periodize.plain import dataclass
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from periodize.activity import Record
    from periodize.athlete import Athlete
    from periodize.calibration import Performance
    from periodize.errors import Problem
    from periodize.plan import Schedule, Season
    from periodize.project.pictures.subject import Subject
    from periodize.project.records.keeping import Kept
    from periodize.project.records.linking import Answers
    from periodize.project.seasons.question import Question
    from periodize.report.views.check import CheckReport

Recorded = Annotated[
    list[Path] | None,
    typer.Option("--recorded", metavar="DIR_OR_FILE", help="Recorded files, instead of the store beside the plan."),
]
AthleteFile = Annotated[
    Path | None, typer.Option("--athlete", metavar="FILE", help="Athlete for a record without a plan.")
]


LISTED = 10
"""Files that are named one by one: our choice."""


@dataclass(frozen=True)
class Gathered:
    """A plan and its record, ready to be checked.

    Parameters
    ----------
    season : None for the record alone.
    problems : of the plan; none of them an error.
    plan, store : where they are; None without.
    kept : what is recorded.
    """

    season: Season | None
    problems: Sequence[Problem]
    plan: Path | None
    store: Path | None
    kept: Kept

    def check(
        self, today: date, *, as_json: bool, first: date | None = None, last: date | None = None,
        said: Answers | None = None, near: int | None = None,
    ) -> CheckReport:  # fmt: skip
        """Return the check of a day; a plan that cannot be dated is reported, and ends the command."""
        from periodize.cli.progress import Bar
        from periodize.errors import PlanError
        from periodize.project.checks.checking import check
        from periodize.project.checks.execution import whole_from
        from periodize.project.checks.repeated import signed_in

        kept, tests = self.kept, self._tests(today)
        try:
            with Bar("looking at") as bar:
                return check(
                    self.season,
                    kept.record,
                    today=today,
                    athlete=kept.athlete,
                    loads=kept.loads,
                    assumed=kept.notes,
                    said=said or kept.answers,
                    streams=whole_from(kept.store),
                    facts=kept.facts,
                    tests=tests,
                    first=first,
                    last=last,
                    near=near,
                    signed=signed_in(kept.store, progress=bar.show),
                    earlier=self._earlier,
                )
        except PlanError as error:
            refuse_plan([*self.problems, *error.problems], as_json=as_json)
            raise

    def _earlier(self, planned: Schedule, day: date) -> tuple[str, Schedule] | None:
        """Return the plan of the folder that a day before this one's is in; the folder is read only for that."""
        from periodize.project.seasons.before import Before

        return Before(self.plan).plan_of(planned, day) if self.plan else None

    def _tests(self, today: date) -> Sequence[Performance]:
        """Return the tests of the table beside the plan; what is wrong with them is said, and they are left out."""
        from periodize.project.checks.tested import not_of_a_race, read_folder
        from periodize.report.problems import printable

        tests, problems = read_folder(self.plan.parent, self.season) if self.plan else ((), ())
        if problems and tell_table(problems):
            return ()
        for sentence in not_of_a_race(tests, self.season, until=today):
            typer.echo(f"note: {printable(sentence)}", err=True)
        return tests

    def subject(
        self, today: date, question: Question | None = None, *, as_json: bool, session: str = "",
        week: tuple[date, date] | None = None, zones: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Subject:  # fmt: skip
        """Return what pictures are made of."""
        from periodize.project.pictures.subject import Subject

        first, last = week or (None, None)
        return Subject(
            season=self.season,
            report=self.check(today, as_json=as_json) if self.kept.record.activities else None,
            today=today,
            question=question,
            athlete=self.kept.athlete or (self.season.athlete if self.season else None),
            store=self.kept.store,
            kept=self.kept,
            files=_counts(self.kept.record),
            first=first,
            last=last,
            session=session,
            zones=zones,
            progress=progress,
        )


def tell_table(problems: Sequence[Problem]) -> bool:
    """Say what is wrong with a table of tests; return whether nothing of it counts."""
    from periodize.errors import has_errors
    from periodize.project.checks.tested import TESTS
    from periodize.report.terminal.tables import console, print_problems

    err = console(stderr=True)
    print_problems(problems, err)
    if bad := has_errors(problems):
        err.print(f"Nothing of {TESTS} counts until it is mended.\n")
    return bad


def gather(
    plan: Path | None,
    *,
    recorded: list[Path] | None = None,
    store: Path | None = None,
    athlete: Path | None = None,
    timezone: str | None = None,
    since: date | None = None,
    today: date | None = None,
    tells: bool = True,
    as_json: bool,
) -> Gathered:
    """Return the plan that is meant and what is recorded.

    Parameters
    ----------
    plan, recorded, store, athlete, timezone : as the options name them.
    since : read no earlier activities of a store; None: all.
    today : of several seasons the one that it lies in is meant; None: none is.
    tells : say what could not be read; else the command does.

    Raises
    ------
    UsageError
        if there is nothing to work with, with what to do.
    """
    from periodize.errors import UsageError
    from periodize.project.records.recorded import zone_of

    if timezone is not None:
        zone_of(timezone)  # a wrong name is wrong, also where the store knows the zones
    kept_at = None if recorded else _store(store, plan)
    path = plan or _plan_beside(store.parent if store else None if recorded else Path(), today)
    if path is None and kept_at is None and not recorded and not _recorded_beside(None):
        message = (
            "neither a plan nor a record here: `periodize init my-season` begins a plan, `periodize import PATH ...` "
            "takes recorded files in, `periodize check --recorded DIR` looks at files as they are"
        )
        raise UsageError(message)
    season, problems = sound_plan(path, as_json=as_json) if path else (None, [])
    if season and athlete:
        message = f"--athlete is for a record without a plan; {path} names its own athlete"
        raise UsageError(message)
    who = season.athlete if season else _athlete(athlete, as_json=as_json)
    if kept_at:
        kept = _kept(kept_at, who, since)
    else:
        kept = _files(recorded, path, timezone or (who.timezone if who else None))
        if tells:
            _tell_unread(kept.record)
        if season is None:
            kept = replace(kept, athlete=who)
    return Gathered(season, problems, path, kept_at, kept)


def _store(named: Path | None, plan: Path | None) -> Path | None:
    """Return the store that is meant, or None where there is none."""
    place = the_store(named, plan.parent if plan is not None else Path())
    return place if named is not None or place.exists() else None


def _plan_beside(folder: Path | None, today: date | None) -> Path | None:
    """Return the plan of a folder, or None: a record without a plan is worth a look too."""
    from periodize.errors import UsageError
    from periodize.project.folder import find_plan

    if folder is None:
        return None
    if today and (found := plan_of_day(folder, today)):
        return found
    try:
        return find_plan(None, folder=folder)
    except UsageError:
        return None


def _recorded_beside(plan: Path | None) -> list[Path]:
    from periodize.project.folder import find_recorded

    return [place for place in [find_recorded(plan, folder=Path())] if place is not None]


def _kept(store: Path, athlete: Athlete | None, since: date | None) -> Kept:
    """Return what the store holds, computed again where thresholds changed."""
    from periodize.athlete import Athlete
    from periodize.cli.progress import Bar
    from periodize.project.folder import RECORDED
    from periodize.project.records.keeping import kept, not_imported, open_store
    from periodize.report.terminal.tables import console

    with open_store(store) as opened:
        with Bar("computing") as bar:
            found = kept(opened, athlete or Athlete(), progress=bar.show, since=since)
        missing = not_imported(opened, store.parent / RECORDED)
    if missing:
        files, folder = count(missing, "file"), store.parent / RECORDED
        console(stderr=True).print(f"{files} not imported yet: periodize import {folder}", style="yellow")
    return found


def _files(recorded: list[Path] | None, plan: Path | None, timezone: str | None) -> Kept:
    """Return what recorded files hold: those named, which must be there, or those beside the plan."""
    from periodize.cli.progress import read_with_progress
    from periodize.errors import UsageError
    from periodize.project.records.keeping import Kept

    paths = recorded or _recorded_beside(plan)
    if not paths:
        from periodize.activity import Record

        return Kept(Record())
    record = read_with_progress(paths, timezone)
    if recorded and not (record.read or record.failed or record.skipped):
        message = (
            f"no recorded files in {', '.join(map(str, paths))} (FIT, TCX, GPX, CSV, JSON; gzipped and zipped too)"
        )
        raise UsageError(message)
    return Kept(record)


def _tell_unread(record: Record) -> None:
    """Name the files of which not all could be read; where nothing could, also those in which there was nothing."""
    from periodize.report.problems import printable

    notes = [*record.failed, *record.salvaged, *(() if record.read else record.skipped)]
    for note in notes[:LISTED]:
        kept = f" ({count(note.rows, 'row')} kept)" if note in record.salvaged else ""
        typer.echo(f"{printable(note.path)}: {printable(note.reason)}{kept}", err=True)
    if notes[LISTED:]:
        typer.echo(f"and {count(len(notes) - LISTED, 'file')} more: periodize check --all", err=True)


def _counts(record: Record) -> str:
    """Return how many files were read and how many not, in words; "" where all were."""
    lost = [f"{len(notes):,} {kind}" for kind in ("salvaged", "failed") if (notes := getattr(record, kind))]
    return f"{record.read:,} read, {', '.join(lost)}" if lost else ""


def _athlete(path: Path | None, *, as_json: bool) -> Athlete | None:
    """Return the athlete of a file, or of athlete.yaml here, or None."""
    from periodize.plan import read_athlete

    here = Path("athlete.yaml")
    if path is None and not here.is_file():
        return None
    found, problems = read_athlete(path or here)
    if found is None:
        refuse_plan(problems, as_json=as_json, what="athlete's file")
    return found
