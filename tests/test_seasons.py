"""Several seasons of one athlete: which there are, how they line up, what they add up to, what is not known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

import periodize
from periodize.activity import Activity
from periodize.effort import Effort
from periodize.errors import UnknownNameError, UsageError
from periodize.plan import Season, read_plan_text
from periodize.project.checks.checking import check
from periodize.project.seasons.folders import season_files
from periodize.project.seasons.several import seasons_view

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from periodize.report.views.check import CheckReport
    from periodize.report.views.seasons import SeasonsView

PLAN = """\
periodize: 1
start: {start}
athlete: {{threshold: {{run: 4:00/km}}{fitness}}}
races:
  - {{id: tune, name: Tune-up, date: {tune}, priority: B, distance: 5km}}
  - {{id: town, name: Town 10k, priority: A, distance: 10km, rounds: {{heat: {heat}, final: {final}}}}}
week: {{mon: 60min, wed: 60min, sat: long 90min}}
blocks: [{{name: base, weeks: 8}}, {{name: after, weeks: 2}}]
"""
TODAY = date(2027, 2, 10)
"""A Wednesday, 18 days before the final of the second season."""


def plan(start: date, *, fitness: str = "") -> Season:
    """Ten weeks, the final on the last day of the eighth."""
    final = start + timedelta(days=55)
    days = {"tune": start + timedelta(days=20), "heat": final - timedelta(days=1), "final": final}
    found, problems = read_plan_text(PLAN.format(start=start, fitness=fitness, **days))
    assert found is not None, problems
    return found


FIRST, SECOND = plan(date(2026, 1, 5)), plan(date(2027, 1, 4))
PLANS = (("2026", FIRST), ("2027", SECOND))


def run(day: date, *, km: float = 10.0, sport: str = "run") -> Activity:
    speed = 3.0 if sport == "run" else 8.0
    seconds = 1000 * km / speed
    effort = Effort(sport, np.full(60, seconds / 60), {"speed": np.full(60, speed)})
    start = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    return Activity(f"{sport}-{day}", sport, start, effort, seconds, distance=1000 * km)


def every(first: date, last: date, *, days: int = 2, km: float = 10.0) -> list[Activity]:
    """A run every second day."""
    return [run(first + timedelta(days=k), km=km) for k in range(0, (last - first).days + 1, days)]


def checked(activities: Iterable[Activity], today: date = TODAY) -> CheckReport:
    return check(None, list(activities), today=today)


TWO_YEARS = checked([*every(date(2025, 10, 1), date(2026, 6, 30)), *every(date(2026, 9, 1), TODAY, km=12)])


def view(
    report: CheckReport | None = TWO_YEARS, plans: tuple[tuple[str, Season], ...] = PLANS, **options: object
) -> SeasonsView:
    return seasons_view(plans, report, **{"today": TODAY, **options})  # type: ignore[arg-type]


# ---- which seasons there are


def test_seasons_are_plans_and_the_years_between_in_their_order() -> None:
    assert ["2025", "2026", "2026-03", "2027"] == [one.name for one in view().seasons]


def test_weeks_are_counted_from_the_last_round_of_the_last_a_race() -> None:
    assert [date(2025, 12, 31), date(2026, 3, 1), date(2026, 12, 31), date(2027, 2, 28)] == [
        one.day for one in view().seasons
    ]


def test_season_without_an_a_race_is_counted_to_its_last_day() -> None:
    text = PLAN.format(start="2027-01-04", fitness="", tune="2027-01-24", heat="2027-02-27", final="2027-02-28")
    season, _ = read_plan_text(text.replace("priority: A", "priority: B"))
    assert season is not None

    found = view(plans=(("b", season),)).seasons[-1]

    assert ("", date(2027, 3, 14)) == (found.race, found.day)


def test_few_recorded_days_between_plans_are_no_season_and_are_told() -> None:
    assert "7 recorded days between the seasons left out" in view().notes


def test_months_between_plans_with_nothing_recorded_are_no_season() -> None:
    silent = [*every(date(2026, 1, 5), date(2026, 3, 14)), *every(date(2027, 1, 4), TODAY)]

    assert ["2026", "2027"] == [one.name for one in view(checked(silent)).seasons]


def test_days_between_plans_with_nothing_recorded_are_not_called_recorded() -> None:
    silent = [*every(date(2026, 1, 5), date(2026, 3, 14)), *every(date(2027, 1, 4), TODAY)]

    assert not any("recorded day" in note for note in view(checked(silent)).notes)


def test_race_of_a_year_without_a_plan_is_what_its_weeks_are_counted_to() -> None:
    found = view(races=[date(2025, 11, 30)]).seasons[0]

    assert (date(2025, 11, 30), "race of 2025-11-30") == (found.day, found.race)


def test_race_outside_the_years_without_a_plan_is_refused() -> None:
    with pytest.raises(UsageError, match="--race 2026-02-01 lies in no recorded year without a plan"):
        view(races=[date(2026, 2, 1)])


@pytest.mark.parametrize(("last", "name"), [(date(2027, 1, 15), "2027"), (date(2027, 1, 12), "2026")])
def test_year_that_has_just_begun_is_a_season_while_something_is_recorded(last: date, name: str) -> None:
    found = view(checked(every(date(2026, 1, 1), last, days=1)), plans=())

    assert name == found.seasons[found.this].name


def test_neither_plan_nor_record_is_no_season() -> None:
    with pytest.raises(UsageError, match="neither a plan nor eight weeks of record"):
        view(None, plans=())


def test_plans_of_the_same_days_are_said_to_be_for_compare() -> None:
    notes = view(plans=(*PLANS, ("other", plan(date(2027, 2, 1))))).notes

    assert any("2027 and other share the days from 2027-02-01 on" in note for note in notes)


# ---- which two are held against each other


def test_season_of_today_is_held_against_the_last_that_had_a_race_too() -> None:
    found = view()

    assert ("2027", "2026") == (found.seasons[found.this].name, found.seasons[found.against or 0].name)


def test_another_season_may_be_asked_for() -> None:
    assert 0 == view(against="2025").against


def test_unknown_season_has_a_near_miss() -> None:
    with pytest.raises(UnknownNameError, match="did you mean '2026'"):
        view(against="2O26")


def test_season_is_not_held_against_itself() -> None:
    with pytest.raises(UsageError, match="2027 is this season; --against takes another: 2025, 2026, 2026-03"):
        view(against="2027")


def test_season_that_has_not_begun_leaves_the_last_one_to_be_looked_at() -> None:
    found = view(plans=(*PLANS, ("2028", plan(date(2028, 1, 3)))))

    assert "2027" == found.seasons[found.this].name


# ---- the same days to the race


def test_rows_end_as_many_days_before_each_race() -> None:
    row = next(row for row in view().rows if row.to_race == 4)
    last, this = row.seasons[1], row.seasons[3]
    assert last is not None
    assert this is not None

    assert (date(2026, 2, 1), date(2027, 1, 31)) == (last.last, this.last)


def test_row_of_the_last_recorded_day_ends_there_on_both_sides() -> None:
    (row,) = (row for row in view().rows if row.so_far)
    ends = [row.seasons[k].last for k in (1, 3)]  # type: ignore[union-attr]

    assert [date(2026, 2, 11), date(2027, 2, 10)] == ends


def test_months_are_four_weeks_each() -> None:
    assert [1, 0] == [row.to_race for row in view(by="month").rows]


def test_sums_to_date_are_of_as_many_days_in_each_season() -> None:
    row = view().to_date
    assert row is not None
    last, this = row.seasons[1], row.seasons[3]
    assert last is not None
    assert this is not None

    assert [19, 19] == [last.sums.sessions, this.sums.sessions]
    assert [190.0, 228.0] == [last.sums.km, this.sums.km]


def test_weeks_of_a_season_add_up_to_its_sums_to_date() -> None:
    found = view()
    weeks = [row.seasons[found.this] for row in found.rows]
    assert found.to_date is not None
    whole = found.to_date.seasons[found.this]
    assert whole is not None

    assert whole.sums.load == pytest.approx(sum(week.sums.load for week in weeks if week))


def test_days_before_the_record_are_not_known_rather_than_none() -> None:
    found = view(checked(every(date(2026, 1, 20), TODAY, days=1)))

    assert found.to_date is not None
    assert found.to_date.seasons[0] is None


def test_days_to_come_have_their_plan_alone() -> None:
    row = view().rows[-1]

    assert row.seasons[3] is None
    assert row.planned is not None
    assert 4 == row.planned.sums.sessions


def test_week_of_rest_is_no_kilometre_and_one_of_unknown_distances_is_none() -> None:
    gym = run(date(2027, 1, 13))
    lifted = Activity("gym", "gym", gym.start, Effort("gym", gym.effort.dt, {}), gym.elapsed)
    rested = checked([*every(date(2026, 10, 1), date(2027, 1, 3)), lifted, run(date(2027, 1, 26))])
    rows = {row.to_race: row.seasons[-1] for row in view(rested).rows}

    assert [0.0, None] == [rows[k].sums.km for k in (5, 6)]  # type: ignore[union-attr]


def test_longest_run_and_ride_are_told_apart() -> None:
    found = view(checked([*every(date(2026, 10, 1), TODAY), run(date(2027, 2, 9), km=60, sport="bike")])).to_date
    assert found is not None
    sums = found.seasons[-1].sums  # type: ignore[union-attr]

    assert (10.0, 60.0) == (sums.longest_run, sums.longest_ride)


# ---- what is carried over


def test_season_begins_with_the_evening_before_it() -> None:
    found = view().seasons[3]
    assert found.began is not None
    history = TWO_YEARS.history
    assert history is not None

    assert float(history.one("fitness")[history.index(date(2027, 1, 3))]) == found.began.fitness


def test_season_to_come_begins_where_the_record_ends() -> None:
    found = view(plans=(("next", plan(date(2027, 2, 15))),)).seasons[-1]
    assert found.began is not None

    assert (TODAY, None) == (found.began.day, found.done)


def test_fitness_that_a_plan_gives_is_held_against_the_record() -> None:
    (told,) = (
        note for note in view(plans=(("2027", plan(date(2027, 1, 4), fitness=", fitness: 55")),)).notes if "55" in note
    )

    assert "2027 begins with fitness 55, as its plan says; the record has 31" == told


def test_long_stretches_without_a_recording_are_told() -> None:
    assert any("the longest 62 days from 2026-07-01" in note for note in view().notes)


# ---- folders


def written(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        PLAN.format(start="2027-01-04", fitness="", tune="2027-01-24", heat="2027-02-27", final="2027-02-28")
    )
    return path


def test_plans_of_a_folder_are_its_own_and_those_of_its_folders(tmp_path: Path) -> None:
    for name in ("2026.yaml", "2027/plan.yaml", "2027/old/plan.yaml", ".hidden/plan.yaml"):
        written(tmp_path / name)
    (tmp_path / "athlete.yaml").write_text("name: somebody\n")

    assert [("2026", "2026.yaml"), ("2027", "plan.yaml")] == [(n, p.name) for n, p in season_files([tmp_path])[1]]


def test_plans_of_one_name_are_told_apart_by_their_place(tmp_path: Path) -> None:
    files = [written(tmp_path / name) for name in ("a/spring.yaml", "b/spring.yaml")]

    assert [str(path.with_suffix("")) for path in files] == [name for name, _ in season_files(files)[1]]


def test_place_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist; name a folder with plans, or the plans"):
        season_files([tmp_path / "nowhere"])


def test_folder_that_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(folder: Path) -> Iterable[Path]:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr("pathlib.Path.iterdir", locked)

    with pytest.raises(UsageError, match=f"cannot read {tmp_path}: Permission denied"):
        season_files([tmp_path])


def test_folder_beside_plans_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder; name one folder, or plans"):
        season_files([written(tmp_path / "a.yaml"), tmp_path])


# ---- a real record


def test_seven_real_years_without_a_plan_are_compared_by_calendar_years(shared_data: Path) -> None:
    record = periodize.read_record([shared_data / "histories" / "garmin-csv-1131-runs"], timezone="Europe/Paris")
    found = view(check(None, record, today=date(2026, 11, 22)), plans=(), today=date(2026, 11, 22))

    assert [f"{year}" for year in range(2019, 2026)] == [one.name for one in found.seasons]
    assert found.to_date is not None
    assert [False, *[True] * 6] == [period is not None for period in found.to_date.seasons]
    assert record.activities[0].day.year == 2019
