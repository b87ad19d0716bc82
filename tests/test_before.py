"""What the other plans of a folder leave an athlete with, where the record ends before a season begins."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from math import exp
from typing import TYPE_CHECKING
from unittest.mock import Mock, call

import numpy as np
import pytest

from periodize.activity import Activity
from periodize.calibration import calibrate
from periodize.effort import Effort
from periodize.plan import load_plan
from periodize.project.checks.checking import check
from periodize.project.folder import home_of
from periodize.project.pictures.season import season_view
from periodize.project.plans.planning import schedule
from periodize.project.seasons import before
from periodize.project.seasons.before import Before
from periodize.project.seasons.calibrating import Calibrated
from periodize.project.seasons.forecasting import forecast
from periodize.project.seasons.question import Question
from periodize.project.seasons.scenario import prepare, simulate
from periodize.project.seasons.standing import standing_before
from periodize.project.seasons.startlines import from_the_same_state
from tests.calibration.conftest import athlete

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.history import History
    from periodize.plan import Season
    from periodize.report.views.forecast import Begins, Forecast

PLAN = """\
periodize: 1
start: {start}
athlete: {{threshold: {{run: 4:00/km}}{athlete}}}
week: {{mon: 60min, wed: 5x3min @ I (2min), sat: long 90min}}
blocks: [{{name: base, weeks: {weeks}}}]
"""
AUTUMN, SPRING = date(2026, 9, 7), date(2027, 1, 4)
"""Two Mondays. Twelve weeks of the first end on 29 November, 35 days before the second."""
RECORDED = date(2026, 10, 18)
"""A Sunday, six weeks into the first."""


def write(folder: Path, name: str, start: date, *, weeks: int = 12, athlete: str = "", more: str = "") -> Path:
    path = folder / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(PLAN.format(start=start, weeks=weeks, athlete=athlete) + more)
    return path


def read(path: Path) -> Season:
    season, problems = load_plan(path)
    assert season is not None, problems
    return season


def asked(path: Path, history: History | None = None, **others: object) -> Question:
    return Question(carried=history, before=Before(path), **others)  # type: ignore[arg-type]


def told(path: Path, history: History | None = None, **others: object) -> Forecast:
    return forecast(read(path), asked(path, history, **others))


def began(path: Path, history: History | None = None) -> Begins:
    return told(path, history).begins


def recorded(last: date, *, weeks: int = 10, rested: int = 0) -> History:
    """What is recorded of a run of an hour every second day up to a day, and of days of rest after it."""
    effort = Effort("run", np.full(60, 60.0), {"speed": np.full(60, 1000 / 300)})
    days = [last - timedelta(days=2 * k) for k in range(weeks * 7 // 2)]
    runs = [
        Activity(f"{day}", "run", datetime(day.year, day.month, day.day, 8, tzinfo=UTC), effort, 3600.0) for day in days
    ]
    history = check(None, runs, today=last + timedelta(days=rested)).history
    assert history is not None
    return history


@pytest.fixture
def spring(tmp_path: Path) -> Path:
    """A season that follows another in one folder, five weeks after it."""
    write(tmp_path, "autumn", AUTUMN, athlete=", fitness: 50")
    return write(tmp_path, "spring", SPRING)


# ---- without a record


def test_season_begins_with_what_the_plan_before_it_ends_with(tmp_path: Path) -> None:
    before = write(tmp_path, "autumn", AUTUMN, athlete=", fitness: 50")
    ended = forecast(read(before)).days[-1]
    found = began(write(tmp_path, "winter", AUTUMN + timedelta(weeks=12)))

    assert (found.fitness, found.fatigue) == pytest.approx((ended.fitness, ended.fatigue))


def test_days_in_no_plan_are_rest(spring: Path) -> None:
    ended = forecast(read(spring.with_stem("autumn"))).days[-1]
    found = began(spring)
    assert isinstance(ended.fitness, float)

    assert 35 == found.rest
    assert found.fitness == pytest.approx(ended.fitness * exp(-35 / 42))


def test_plan_before_is_said_with_its_first_day_and_what_it_begins_with(spring: Path) -> None:
    assert told(spring).assumptions[0] == (
        "from where autumn, done as written from 2026-09-07 on, would leave you: fitness 13, fatigue 0; 35 days in no plan"
        " counted as rest; autumn itself begins with mean daily load 50 (given)"
    )


def test_plan_before_that_says_no_fitness_begins_like_its_own_first_week(tmp_path: Path) -> None:
    alone = forecast(read(write(tmp_path, "autumn", AUTUMN)))
    found = told(write(tmp_path, "winter", AUTUMN + timedelta(weeks=12)))

    assert found.begins.fitness == pytest.approx(alone.days[-1].fitness)
    assert found.assumptions[0].endswith("(assumed: you already train like the plan's first week)")


def test_plan_before_is_played_with_its_camps_and_days_off(tmp_path: Path) -> None:
    camp = "calendar: [{dates: 2026-11-16..2026-11-29, kind: altitude, altitude: 2400m}]\n"
    before = write(tmp_path, "autumn", AUTUMN, athlete=", fitness: 50", more=camp)
    ended = simulate(read(before)).one("fitness")[-1]

    assert began(write(tmp_path, "winter", AUTUMN + timedelta(weeks=12))).fitness == pytest.approx(float(ended))


def test_three_seasons_make_a_chain(spring: Path) -> None:
    summer = write(spring.parent, "summer", SPRING + timedelta(weeks=13))
    middle = told(spring)
    assert isinstance(middle.days[-1].fitness, float)

    assert (("autumn", AUTUMN), ("spring", SPRING)) == began(summer).plans
    assert began(summer).fitness == pytest.approx(middle.days[-1].fitness * exp(-7 / 42))


def test_long_chain_names_its_first_plans_and_counts_the_others(tmp_path: Path) -> None:
    *_, last = (write(tmp_path, f"p{k}", AUTUMN + timedelta(weeks=k), weeks=1) for k in range(6))

    assert told(last).assumptions[0].startswith("from where p0 and p1 and p2 and 2 more, done as written from")


def test_plans_of_a_folder_are_read_once_for_all_seasons_to_come(spring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summer = write(spring.parent, "summer", SPRING + timedelta(weeks=12))
    seasons = [schedule(read(path)) for path in (spring, summer)]
    loading = Mock(side_effect=load_plan)
    monkeypatch.setattr(before, "load_plan", loading)

    assert [one.season for one in seasons] == [season for season, _ in before.to_come(seasons, None)]
    assert [call(spring.with_stem("autumn")), call(spring)] == loading.call_args_list


def test_chain_begins_with_the_last_plan_that_says_how_fit_the_athlete_is(spring: Path) -> None:
    write(spring.parent, "spring", SPRING, athlete=", fitness: 70")
    found = began(write(spring.parent, "summer", SPRING + timedelta(weeks=12)))

    assert (("spring", SPRING),) == found.plans


def test_fitness_of_the_plan_itself_wins(spring: Path) -> None:
    found = began(write(spring.parent, "spring", SPRING, athlete=", fitness: 33"))

    assert ("given", 33.0) == (found.source, found.fitness)


def test_later_plan_says_nothing(spring: Path) -> None:
    assert "assumed" == began(write(spring.parent, "autumn", AUTUMN)).source


def test_plan_alone_in_its_folder_begins_like_its_first_week(tmp_path: Path) -> None:
    path = write(tmp_path, "plan", SPRING)

    assert forecast(read(path)).assumptions == told(path).assumptions


def test_model_of_the_season_says_how_fitness_fades(spring: Path) -> None:
    slow = Question(before=Before(spring), model="impulse-response")
    by_it = prepare(read(spring), slow).scenario
    days = getattr(by_it.model, "fitness_days")  # noqa: B009  not every model has it
    loads = [*simulate(read(spring.with_stem("autumn"))).one("load"), *[0.0] * 35]
    left = exp(-1 / days)
    expected = 50.0
    for load in loads:
        expected = left * expected + (1 - left) * load

    assert by_it.fitness == pytest.approx(expected)


# ---- what is not taken


def test_plan_that_ended_long_before_is_not_taken_and_that_is_said(tmp_path: Path) -> None:
    write(tmp_path, "autumn", AUTUMN - timedelta(days=8))
    found = told(write(tmp_path, "spring", SPRING))

    assert "assumed" == found.begins.source
    assert "autumn ends 43 days before 2027-01-04, too long to tell how fit you are then" in found.assumptions


def test_plans_that_share_days_are_not_chosen_from(spring: Path) -> None:
    write(spring.parent, "other", AUTUMN + timedelta(weeks=2), weeks=8)
    found = told(spring)

    assert "assumed" == found.begins.source
    words = "autumn and other share the days from 2026-09-21 on: which of them comes before is not known"
    assert words in found.assumptions


def test_link_to_a_plan_is_no_second_one(spring: Path) -> None:
    spring.with_stem("link").symlink_to(spring.with_stem("autumn"))

    assert (("autumn", AUTUMN),) == began(spring).plans


def test_plan_that_reaches_into_the_season_is_not_taken(tmp_path: Path) -> None:
    write(tmp_path, "autumn", AUTUMN, weeks=18)
    found = told(write(tmp_path, "spring", SPRING))

    assert "assumed" == found.begins.source
    assert "autumn has days of this plan too and is taken for another way to do them" in found.assumptions


def test_plan_with_errors_is_a_note(spring: Path) -> None:
    broken = spring.with_stem("broken")
    broken.write_text("periodize: 1\nblocks: what?\n")
    found = told(spring)

    assert "plans" == found.begins.source
    assert f"broken has errors and counts for nothing here: `periodize validate {broken}`" in found.assumptions


def test_broken_plan_of_a_later_day_is_not_even_read(spring: Path) -> None:
    spring.with_stem("later").write_text("periodize: 1\nstart: 2028-01-03\nblocks: what?\n")

    assert not any("later" in line for line in told(spring).assumptions)


def test_folder_that_cannot_be_looked_into_is_a_note(spring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied", "there")

    monkeypatch.setattr("pathlib.Path.iterdir", refused)
    found = told(spring)

    assert "assumed" == found.begins.source
    assert "the folder's other plans are not known: cannot read there: Permission denied" in found.assumptions


# ---- from the end of the record


def test_rest_of_the_plan_before_follows_the_record(spring: Path) -> None:
    history = recorded(RECORDED)
    here = standing_before(history, RECORDED + timedelta(days=1))
    assert here is not None
    rest = forecast(read(spring.with_stem("autumn")), Question(standing=here)).days[-1]
    found = began(spring, history)
    assert isinstance(rest.fitness, float)

    assert (RECORDED, (("autumn", RECORDED + timedelta(days=1)),)) == (found.record, found.plans)
    assert found.fitness == pytest.approx(rest.fitness * exp(-35 / 42))


def test_record_and_plan_are_said_in_one_sentence(spring: Path) -> None:
    words = "from where the record of 2026-10-18, and then autumn done as written from 2026-10-19 on, would leave you: "

    assert told(spring, recorded(RECORDED)).assumptions[0].startswith(words)


def test_record_up_to_the_season_needs_no_plan(spring: Path) -> None:
    found = began(spring, recorded(SPRING - timedelta(days=1)))

    assert ("record", ()) == (found.source, found.plans)


def test_days_after_a_record_that_outlasts_the_plan_before_are_rest(spring: Path) -> None:
    history = recorded(SPRING - timedelta(days=36))
    found = began(spring, history)

    assert (("record", ()), 35) == ((found.source, found.plans), found.rest)
    assert found.fitness == pytest.approx(history.one("fitness")[-1] * exp(-35 / 42))


@pytest.mark.parametrize("waiting", [35, 10])
def test_one_more_day_of_rest_on_record_changes_nothing_where_the_plan_before_ends(
    tmp_path: Path, waiting: int
) -> None:
    write(tmp_path, "autumn", AUTUMN)
    path = write(tmp_path, "next", AUTUMN + timedelta(weeks=12, days=waiting))
    # the plan's last day, a Sunday, is one of rest
    saturday = AUTUMN + timedelta(weeks=12, days=-2)
    lasting, ended = (began(path, recorded(saturday, rested=rested)) for rested in (0, 1))

    assert (lasting.fitness, lasting.fatigue) == pytest.approx((ended.fitness, ended.fatigue))


def test_rest_after_the_record_is_said(spring: Path) -> None:
    (note, *_) = told(spring, recorded(SPRING - timedelta(days=36))).assumptions

    assert note.startswith("from where the record of 2026-11-29 would leave you: fitness ")
    assert note.endswith("; 35 days in no plan counted as rest")


@pytest.mark.parametrize(("waiting", "source"), [(42, "record"), (43, "assumed")])
def test_record_without_a_plan_after_it_tells_a_beginning_for_six_weeks(
    tmp_path: Path, waiting: int, source: str
) -> None:
    path = write(tmp_path, "plan", SPRING)

    assert source == began(path, recorded(SPRING - timedelta(days=waiting + 1))).source


def test_days_of_a_plan_that_is_not_taken_are_no_rest(tmp_path: Path) -> None:
    write(tmp_path, "other", SPRING - timedelta(days=14), weeks=8)

    assert "assumed" == began(write(tmp_path, "plan", SPRING), recorded(SPRING - timedelta(days=21))).source


def test_season_to_come_that_only_the_record_leads_to_is_told(spring: Path) -> None:
    history = recorded(SPRING - timedelta(days=36))
    ((_, words),) = before.to_come([schedule(read(spring))], history)

    assert words.startswith("from where the record of 2026-11-29 would leave you: ")


def test_record_between_two_plans_begins_the_later_of_them(spring: Path) -> None:
    summer = write(spring.parent, "summer", SPRING + timedelta(weeks=12))
    history = recorded(SPRING - timedelta(days=5))
    alone = told(spring, history).days[-1]

    assert began(summer, history).fitness == pytest.approx(alone.fitness)


def test_days_of_a_short_record_are_done_as_recorded(spring: Path) -> None:
    history = recorded(AUTUMN + timedelta(days=20), weeks=3)
    written = began(spring).fitness
    found = told(spring, history)
    assert isinstance(found.begins.fitness, float)
    assert isinstance(written, float)
    planned = simulate(read(spring.with_stem("autumn"))).one("load")
    more = sum(
        (float(load) - planned[(day - AUTUMN).days]) * exp(-((SPRING - day).days - 1) / 42)
        for day, load in zip(map(history.day, range(history.n_days)), history.one("load"), strict=True)
        if day >= AUTUMN
    )

    assert found.begins.fitness - written == pytest.approx(more * (1 - exp(-1 / 42)))
    assert "done as recorded up to 2026-09-27 and then as written" in found.assumptions[0]


def test_weeks_before_the_season_are_those_of_the_plan_before_it(tmp_path: Path) -> None:
    before = write(tmp_path, "autumn", AUTUMN)
    path = write(tmp_path, "winter", AUTUMN + timedelta(weeks=12))
    week = float(simulate(read(before)).one("load")[-7:].sum())

    assert [week] * 4 == pytest.approx(list(prepare(read(path), asked(path)).scenario.weeks_before))


def test_own_model_goes_on_from_its_record_with_the_plans_before(tmp_path: Path) -> None:
    who = athlete(n_days=120, n_tests=12)
    own = Calibrated(calibrate(who.history, who.tests, past=0.0, draws=100))
    first = who.history.end + timedelta(days=1)
    write(tmp_path, "next", first, weeks=4)
    path = write(tmp_path, "later", first + timedelta(weeks=4))
    season = read(path)
    planned = simulate(read(tmp_path / "next.yaml")).one("load").tolist()
    fitness, fatigue = own.calibration.standing(first + timedelta(weeks=4), 200, planned)
    found = forecast(season, asked(path, model=own))

    assert (found.begins.fitness, found.begins.fatigue) == pytest.approx((fitness.mean(), fatigue.mean()))
    assert found.assumptions[0].endswith(f"up to {who.history.end}, then those of the folder's plans as written")


def test_own_model_goes_on_as_its_last_weeks_where_no_plan_follows_the_record(tmp_path: Path) -> None:
    who = athlete(n_days=120, n_tests=12)
    own = Calibrated(calibrate(who.history, who.tests, past=0.0, draws=100))
    path = write(tmp_path, "later", who.history.end + timedelta(days=30))

    assert told(path, model=own).assumptions[0].endswith("then on as in their last four weeks")


# ---- everything that plays a season sees it


def test_plans_side_by_side_begin_each_with_what_came_before(spring: Path) -> None:
    summer = write(spring.parent, "summer", SPRING + timedelta(weeks=12))
    found = [prepare(read(path), asked(spring)) for path in (spring, summer)]

    assert [began(spring), began(summer)] == [one.begins for one in from_the_same_state(found)]


def test_picture_of_a_season_to_come_begins_with_what_came_before(spring: Path) -> None:
    report = check(read(spring), [], today=RECORDED)
    found = season_view(read(spring), report, asked(spring), today=RECORDED)
    first = told(spring).days[0].fitness

    assert (first, first) == (found.days[0].fitness, found.days[0].planned_fitness)


# ---- which folder


def test_plans_of_a_folder_each_with_the_store_above_are_seasons(tmp_path: Path) -> None:
    (tmp_path / "periodize.db").touch()
    write(tmp_path / "2026", "plan", AUTUMN)
    path = write(tmp_path / "2027", "plan", SPRING)

    assert (("2026", AUTUMN),) == began(path).plans


def test_plan_in_a_folder_of_its_own_knows_nothing_of_the_one_above(tmp_path: Path) -> None:
    write(tmp_path / "2026", "plan", AUTUMN)
    path = write(tmp_path / "2027", "plan", SPRING)

    assert path.parent == home_of(path)
    assert "assumed" == began(path).source


# ---- first days of which the calendar leaves nothing

INJURY = "calendar: [{{dates: {first}..2027-01-24, kind: injury, load: 0%}}]\n"


def test_injury_at_the_start_fades_what_the_first_week_after_it_asks_for(tmp_path: Path) -> None:
    plain = forecast(read(write(tmp_path, "plain", SPRING))).begins
    path = write(tmp_path, "hurt", SPRING, more=INJURY.format(first=SPRING))
    found = forecast(read(path))
    assert isinstance(plain.fitness, float)

    assert plain.fitness == found.begins.fitness
    assert found.days[20].fitness == pytest.approx(plain.fitness * exp(-21 / 42))
    assert found.assumptions[0].endswith(
        "(assumed: before the days of injury you trained like in the plan's first week after them)"
    )


def test_injury_from_before_the_plan_has_faded_fitness_on_its_first_day(tmp_path: Path) -> None:
    path = write(tmp_path, "hurt", SPRING, more=INJURY.format(first=SPRING - timedelta(days=14)))
    plain = forecast(read(write(tmp_path, "plain", SPRING))).begins
    found = forecast(read(path))
    assert isinstance(plain.fitness, float)

    assert (found.begins.fitness, found.begins.fatigue) == pytest.approx(
        (plain.fitness * exp(-14 / 42), plain.fitness * exp(-2))
    )
    assert found.assumptions[0].endswith("first week after them, and not since 2026-12-21)")


def test_injury_that_is_trained_with_says_what_its_first_week_says(tmp_path: Path) -> None:
    text = INJURY.format(first=SPRING).replace(", load: 0%", "")
    plain, hurt = (read(write(tmp_path, name, SPRING, more=more)) for name, more in (("plain", ""), ("hurt", text)))

    assert forecast(plain).begins == forecast(hurt).begins


# ---- a record of a few days


def fitness_of(path: Path, day: date) -> float:
    """What a check of a plan says of a day on which the first run was recorded."""
    effort = Effort("run", np.array([3600.0]), {"speed": np.array([3.3])})
    run = Activity("a", "run", datetime(day.year, day.month, day.day, 8, tzinfo=UTC), effort, 3600.0)
    report = check(read(path), [run], today=day, earlier=Before(path).plan_of)
    assert report.history is not None
    return float(report.history.one("fitness")[0])


def test_fitness_of_a_short_record_is_the_same_by_the_plan_of_its_days_and_by_the_next(tmp_path: Path) -> None:
    autumn, spring = write(tmp_path, "autumn", AUTUMN), write(tmp_path, "spring", SPRING)
    spring.write_text(spring.read_text().replace("60min", "20min"))

    assert fitness_of(autumn, RECORDED) == fitness_of(spring, RECORDED)


def test_fitness_of_a_short_record_is_what_the_plan_of_its_days_says(tmp_path: Path) -> None:
    write(tmp_path, "autumn", AUTUMN, athlete=", fitness: 77")

    assert 77.0 == pytest.approx(fitness_of(write(tmp_path, "spring", SPRING), RECORDED), abs=1.0)
