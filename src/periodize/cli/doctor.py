"""`periodize doctor`: what the store holds, and what in it deserves a look."""

from __future__ import annotations

from pathlib import Path

from periodize.cli.common import AsJson, StorePath, Today, clock, command, leave, print_json


@command
def doctor(*, store: StorePath = None, today: Today = None, as_json: AsJson = False) -> None:
    """Look the record over: gaps, files, suspect data, thresholds that look stale.

    \b
    Examples:
      periodize doctor
      periodize doctor --json | jq '.diagnoses[] | select(.grade == "problem")'

    Exit code 1 when there is a problem; a look or a note is none. Nothing is
    changed, and nothing is said about your health.
    """
    from periodize.cli.progress import athlete_beside, computed
    from periodize.project.folder import store_path
    from periodize.project.records.doctor import examine
    from periodize.project.records.keeping import open_store
    from periodize.project.records.linking import plan_beside

    place = store or store_path(Path())
    with open_store(place) as opened:
        athlete = athlete_beside(place)
        computed(opened, athlete)
        report = examine(opened, athlete, today=clock(today), planned=plan_beside(place.parent))
    if as_json:
        from periodize.report.data.record import doctor_data

        print_json(doctor_data(report))
    else:
        from periodize.report.terminal.record import print_doctor
        from periodize.report.terminal.tables import console

        print_doctor(report, console())
    leave(problems=any(diagnosis.grade == "problem" for diagnosis in report.diagnoses))
