"""Where the time went: days, zones, averages, goals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from rich.console import Console

import periodize
from periodize.activity import Record
from periodize.analysis import polarisation_index
from periodize.athlete import Athlete, Dated
from periodize.effort import Effort
from periodize.errors import UsageError
from periodize.project.checks.zone_shares import told_by, zone_shares
from periodize.project.checks.zone_times import recordings
from periodize.project.pictures.distribution import Asked, distribution
from periodize.project.pictures.periods import Days, calendar_days
from periodize.project.records.keeping import Kept, kept, open_store
from periodize.project.records.who import complete_athlete
from periodize.report.terminal.zones import print_distribution
from periodize.store import Store
from periodize.zones import ZONES, zones_in
from tests.making import MORNING, put, recorded, row

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.plan import Season
    from periodize.report.views.distribution import DistributionView

ATHLETE = Athlete(
    thresholds={"run": (Dated(4.0),), "bike": (Dated(250.0),), "hr": (Dated(170.0),)}, hr_max=190, hr_rest=50
)
DAY = 86_400.0
TODAY = MORNING.date() + timedelta(days=20)
PLAN = """\
periodize: 1
title: May
start: 2026-05-04
athlete: {threshold: {run: 4:10/km, hr: 170bpm}, fitness: 40}
week: {mon: 60min, tue: 40min, wed: 5x4min @ I (2min), sat: long 90min}
blocks:
  - {name: one, phase: base, weeks: 2}
  - {name: two, phase: build, weeks: 2}
"""


RIDES = """\
periodize: 1
title: May
start: 2026-05-04
athlete: {threshold: {run: 4:10/km, bike: 250W, hr: 170bpm}, fitness: 40}
week: {mon: 60min, tue: bike 60min, thu: 60min, sat: 60min}
blocks:
  - {name: one, phase: base, weeks: 4}
"""


def season(tmp_path: Path, text: str = PLAN) -> Season:
    path = tmp_path / "plan.yaml"
    path.write_text(text)
    found, problems = periodize.load_plan(path)
    assert found is not None, problems
    return found


def shared(*pieces: tuple[int, float], after: float = 0.0, key: str = "aaaa", rate: float = 140.0) -> Activity:
    """A run of pieces of seconds at a share of the threshold speed."""
    speed = np.concatenate([np.full(seconds, share * 4.0) for seconds, share in pieces])
    beat = rate + np.arange(len(speed)) // 60 % 3  # one that never moves is taken for a stuck sensor
    channels = {"speed": speed, "heart_rate": beat}
    return replace(recorded(key, after=after), effort=Effort("run", np.ones(len(speed)), channels))


def ride(*, power: int, beats: int = 3600) -> Activity:
    """An hour of which power and heart rate are known for so many seconds."""
    clock = np.arange(3600)
    watts = np.where(clock < power, 175.0, np.nan)
    beat = np.where(clock < beats, 140.0 + clock // 60 % 3, np.nan)
    return replace(
        recorded("eeee", sport="bike"), effort=Effort("bike", np.ones(3600), {"power": watts, "heart_rate": beat})
    )


def average(rate: float, *, after: float = 0.0, key: str = "bbbb") -> Activity:
    """An hour of which only the mean heart rate is known."""
    whole = row(key, seconds=3600.0, after=after)
    return replace(whole, effort=replace(whole.effort, channels={"heart_rate": np.array([rate])}))


def asked(*activities: Activity, plan: Season | None = None, today: date = TODAY, **how: Any) -> DistributionView:
    return distribution(plan, Kept(Record(activities=activities), ATHLETE), today=today, asked=Asked(**how))


def shown(found: DistributionView) -> str:
    out = Console(file=StringIO(), width=80)
    print_distribution(found, out)
    assert isinstance(out.file, StringIO)
    return out.file.getvalue()


# ---- zones


@pytest.mark.parametrize(
    ("shares", "index"),
    [((80, 5, 15), 2.3802), ((80, 10, 10), 1.9031), ((75, 5, 20), 2.4771), ((60, 30, 10), 1.3010)],
)
def test_polarisation_of_a_recording_is_that_of_its_shares(shares: tuple[int, int, int], index: float) -> None:
    pieces = [(share * 20, speed) for share, speed in zip(shares, (0.7, 0.92, 1.05), strict=True)]
    whole = asked(shared(*pieces), model="coggan7").whole

    assert index == pytest.approx(whole.done["pace"].index, abs=5e-5)


@pytest.mark.parametrize("model", ZONES)
def test_every_second_is_in_a_zone_of_every_model(model: str) -> None:
    whole = asked(shared((600, 0.7), (300, 0.95), (100, 1.2)), model=model).whole

    assert [1000.0, 1000.0] == [sum(whole.done[by].seconds) for by in ("pace", "heart_rate")]
    assert zones_in(model) == len(whole.done["pace"].seconds)


def test_best_is_pace_where_it_is_known_and_heart_rate_elsewhere() -> None:
    elliptical = recorded("cccc", sport="row", after=DAY, channels=("heart_rate",))
    whole = asked(shared((900, 0.7)), elliptical).whole

    assert (2, 1, 2) == tuple(whole.done[by].count for by in ("best", "pace", "heart_rate"))
    assert 1500.0 == sum(whole.done["best"].seconds)


def test_own_edges_are_a_model(tmp_path: Path) -> None:
    plan = season(tmp_path, PLAN.replace("fitness: 40", "fitness: 40, zones: [80%, 100%]"))
    found = distribution(plan, Kept(Record()), today=TODAY, asked=Asked(model="own"))

    assert ("own", (0.8, 1.0), 3) == (found.model.name, found.model.edges, len(found.rows[0].planned.seconds))  # type: ignore[union-attr]


def test_own_edges_are_another_model_for_who_has_them(tmp_path: Path) -> None:
    plan = season(tmp_path, PLAN.replace("fitness: 40", "fitness: 40, zones: [80%, 100%]"))

    assert ("friel5", "coros6", "coggan7", "own") == distribution(
        plan, Kept(Record()), today=TODAY, asked=Asked(model="seiler3")
    ).others


@pytest.mark.parametrize(("model", "says"), [("own", "no zones of their own"), ("siler3", "did you mean 'seiler3'")])
def test_model_that_there_is_not_is_refused(model: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        asked(shared((600, 0.7)), model=model)


def test_default_model_is_said_to_be_the_default() -> None:
    assert [False, True] == [asked(shared((600, 0.7)), model=model).chosen for model in (None, "friel5")]


@pytest.mark.parametrize(("peak", "told"), [(87.0, None), (119.0, None), (121.0, 121.0)])
def test_record_that_was_never_hard_tells_no_maximum_heart_rate(peak: float, told: float | None) -> None:
    assert told == complete_athlete(Athlete(), [peak])[0].hr_max


# ---- averages


def test_averages_stand_apart_from_streams() -> None:
    whole = asked(shared((600, 0.7), rate=140.0), average(160.0, after=DAY)).whole

    assert (600.0, 0.0, 0.0, 0.0, 0.0) == whole.done["heart_rate"].seconds
    assert (0.0, 0.0, 3600.0, 0.0, 0.0) == whole.averaged["heart_rate"].seconds


def test_averages_have_no_polarisation_index() -> None:
    runs = [average(rate, after=k * DAY, key=f"{k:04}") for k, rate in enumerate((130.0, 135.0, 160.0, 175.0))]

    assert asked(*runs).whole.averaged["heart_rate"].index is None


def test_recording_without_any_zone_is_counted_and_said() -> None:
    found = asked(average(150.0), row("cccc", after=DAY))

    assert (2, 1) == (found.whole.recordings, found.whole.unknown)
    assert "1 of 2 recordings left out: no zone is known of them" in found.notes


def test_recording_without_a_zone_by_what_is_asked_for_is_said() -> None:
    found = asked(shared((600, 0.7)), average(150.0, after=DAY), basis="pace")

    assert "1 of 2 recordings left out: no zone by pace is known of them" in found.notes


def test_nothing_that_has_zones_is_refused() -> None:
    with pytest.raises(UsageError, match="no time in zones is known"):
        asked(row())


def test_basis_that_is_not_known_is_refused_with_the_threshold_that_it_needs() -> None:
    with pytest.raises(UsageError, match=r"no time in zones by power is known .* `threshold: \{bike: 250W\}`"):
        asked(shared((600, 0.7)), basis="power")


# ---- what tells the time


def test_planned_time_by_power_is_of_rides_and_by_pace_of_the_rest(tmp_path: Path) -> None:
    plan = season(tmp_path, RIDES)
    planned = [
        distribution(plan, Kept(Record()), today=TODAY, asked=Asked(basis=basis)).whole.planned
        for basis in ("power", "pace", "heart_rate", None)
    ]

    assert [(4, 4.0), (12, 12.0), (16, 16.0), (16, 16.0)] == [
        (times.count, sum(times.seconds) / 3600) for times in planned if times
    ]


def test_sessions_that_a_basis_does_not_tell_are_said_to_be_left_out(tmp_path: Path) -> None:
    found = distribution(season(tmp_path, RIDES), Kept(Record()), today=TODAY, asked=Asked(basis="power"))

    assert ("12 planned sessions of run (12.0 h), not planned by power",) == found.notes


def test_threshold_that_a_basis_does_not_ask_for_is_not_missed() -> None:
    rowed = recorded("cccc", sport="row", after=DAY, channels=("heart_rate",))
    found = asked(ride(power=3600), rowed, basis="power")

    assert ("1 of 2 recordings left out: no zone by power is known of them",) == found.notes


@pytest.mark.parametrize(
    ("covered", "by"),
    [
        ({"power": 0.9, "heart_rate": 1.0}, "power"),
        ({"power": 0.89, "heart_rate": 1.0}, "heart_rate"),
        ({"pace": 0.6, "heart_rate": 0.5}, "pace"),
        ({"pace": 0.5, "heart_rate": 0.6}, "heart_rate"),
        ({}, None),
    ],
)
def test_time_is_told_by_the_first_that_covers_it_else_by_what_covers_most(covered: dict[str, float], by: str) -> None:
    assert by == told_by(covered)


def test_recording_with_little_power_is_told_by_heart_rate() -> None:
    whole = asked(ride(power=360)).whole

    assert (3600.0, 360.0) == (sum(whole.done["best"].seconds), sum(whole.done["power"].seconds))


def test_time_without_what_tells_it_is_said() -> None:
    found = asked(ride(power=360, beats=1800), shared((600, 0.7), after=DAY))

    assert (
        "what tells the zone is missing for 0.5 h of 1 recording", "power is missing for 0.9 h of 1 recording",
        "heart rate is missing for 0.5 h of 1 recording",
    ) == found.notes  # fmt: skip


def test_only_what_is_asked_for_is_said_to_be_missing() -> None:
    found = asked(ride(power=360, beats=1800), shared((600, 0.7), after=DAY), basis="heart_rate")

    assert ("heart rate is missing for 0.5 h of 1 recording",) == found.notes


def test_store_says_what_covers_a_recording_as_its_file_does(tmp_path: Path) -> None:
    one, who = ride(power=360, beats=1800), ATHLETE
    with open_store(tmp_path / "periodize.db", create=True) as store:
        put(store, "a.fit", one)
        found = kept(store, who)

    from_files, from_store = (recordings([one], who, place)[one.id] for place in (None, found.store))
    assert [from_files.covered[by] for by in from_files.own] == [from_store.covered[by] for by in from_files.own]


def test_session_with_little_power_is_told_by_heart_rate() -> None:
    told = zone_shares([], [[ride(power=360)]], ATHLETE)

    assert told is not None
    assert told.done is not None
    assert ("heart rate", 3600.0, "") == (told.by, sum(told.done), told.note)


def test_session_says_how_much_of_it_nothing_tells() -> None:
    told = zone_shares([], [[ride(power=360, beats=1800)]], ATHLETE)

    assert told is not None
    assert "what tells the zone is missing for 30:00" == told.note


def test_rests_of_a_session_are_in_no_zone_planned_or_done(tmp_path: Path) -> None:
    plan = season(tmp_path, PLAN.replace("5x4min @ I (2min)", "5x4min @ 105% (2min rest)"))
    hard = shared(*[(240, 1.05), (120, 0.0)] * 4, (240, 1.05), after=3 * DAY)
    found = asked(hard, plan=plan, basis="pace", first=date(2026, 5, 6), last=date(2026, 5, 6)).whole

    assert found.planned is not None
    assert found.planned.seconds == found.done["pace"].seconds


def test_index_that_rounds_to_nothing_has_no_sign() -> None:
    found = asked(shared((600, 0.7)))
    slight = replace(found.whole.done["pace"], index=-0.04)
    rows = tuple(replace(row, done={"best": slight}) for row in found.rows)

    assert " 0.0\n" in shown(replace(found, rows=rows))
    assert "-0.0" not in shown(replace(found, rows=rows))


# ---- days


def test_parts_of_the_calendar_make_up_the_whole() -> None:
    runs = [shared((600, 0.7), after=k * 5 * DAY, key=f"{k:04}") for k in range(8)]
    found = asked(*runs, by="week", today=TODAY + timedelta(days=60))

    assert found.whole.done["pace"].seconds[0] == sum(one.done["pace"].seconds[0] for one in found.rows)


def test_weeks_are_cut_to_the_days_asked_for() -> None:
    found = list(calendar_days("week", date(2026, 12, 30), date(2027, 1, 5)))

    assert [
        Days("2026-W53", date(2026, 12, 30), date(2027, 1, 3)), Days("2027-W01", date(2027, 1, 4), date(2027, 1, 5)),
    ] == found  # fmt: skip


def test_record_of_many_months_is_shown_by_years() -> None:
    runs = [shared((600, 0.7)), shared((600, 0.7), after=800 * DAY, key="bbbb")]

    assert ("year", ["2026", "2028"]) == (
        (found := asked(*runs, today=date(2028, 12, 1))).by, [one.label for one in found.rows],
    )  # fmt: skip


def test_block_under_way_is_planned_up_to_today(tmp_path: Path) -> None:
    found = asked(shared((600, 0.7)), plan=season(tmp_path), today=date(2026, 5, 12))
    first, rest, second = found.rows

    assert ("one so far", date(2026, 5, 12), "two") == (first.label, first.last, second.label)
    assert ("one to come", date(2026, 5, 13), {}) == (rest.label, rest.first, rest.done)
    assert (6, 2, 8) == tuple(one.planned.count for one in found.rows if one.planned)


def test_last_two_weeks_of_a_plan_under_way_are_told_apart(tmp_path: Path) -> None:
    runs = [shared((600, 0.7), after=k * DAY, key=f"{k:04}") for k in (0, 8, 12)]  # the first day is 4 May
    found = asked(*runs, plan=season(tmp_path), today=date(2026, 5, 20))

    assert found.lately is not None
    assert (date(2026, 5, 7), date(2026, 5, 20), 2) == (
        found.lately.first, found.lately.last, found.lately.done["pace"].count,
    )  # fmt: skip


@pytest.mark.parametrize("how", [{"by": "week"}, {"first": date(2026, 5, 11)}])
def test_last_two_weeks_are_told_only_beside_all_of_their_days(tmp_path: Path, how: dict[str, Any]) -> None:
    found = asked(shared((600, 0.7)), shared((600, 0.7), after=9 * DAY, key="bbbb"), plan=season(tmp_path), **how)

    assert found.lately is None


def test_plan_alone_is_told_to_its_end(tmp_path: Path) -> None:
    found = distribution(season(tmp_path), Kept(Record()), today=date(2026, 5, 12), asked=Asked())

    assert 16 == found.whole.planned.count  # type: ignore[union-attr]


def test_first_day_of_a_plan_that_is_a_rest_day_shows_what_is_to_come(tmp_path: Path) -> None:
    plan = season(tmp_path, PLAN.replace("mon: 60min, ", ""))
    found = asked(shared((600, 0.7), after=-DAY), plan=plan, today=date(2026, 5, 4))

    assert (["one to come", "two"], None) == ([one.label for one in found.rows], found.whole.planned)


def test_table_of_the_first_day_of_a_plan_has_no_empty_one_below(tmp_path: Path) -> None:
    plan = season(tmp_path, PLAN.replace("mon: 60min, ", ""))
    text = shown(asked(shared((600, 0.7), after=-DAY), plan=plan, today=date(2026, 5, 4)))

    assert "by what was measured" not in text


def test_planned_time_beside_heart_rate_is_said_to_be_by_pace(tmp_path: Path) -> None:
    found = asked(shared((600, 0.7)), plan=season(tmp_path), basis="heart_rate")

    assert "by heart rate; planned by pace or power [% of the time]" in " ".join(shown(found).split())
    assert any(note.startswith("planned time is in the zones of its pace or power") for note in found.notes)


def test_planned_time_by_pace_needs_no_such_word(tmp_path: Path) -> None:
    assert "planned by" not in shown(asked(shared((600, 0.7)), plan=season(tmp_path), basis="pace"))


def test_hours_without_zones_are_said_to_be_left_out(tmp_path: Path) -> None:
    plan = season(tmp_path, PLAN.replace("tue: 40min", "tue: gym 45min"))

    assert "4 planned sessions of gym (3.0 h), without zones" in asked(plan=plan).notes


def test_days_before_the_plan_are_looked_at_when_asked_for(tmp_path: Path) -> None:
    found = asked(
        shared((600, 0.7), after=-30 * DAY), plan=season(tmp_path), by="month", first=date(2026, 4, 1),
        last=date(2026, 4, 30),
    )  # fmt: skip

    assert [("April 2026", 600.0)] == [(one.label, sum(one.done["pace"].seconds)) for one in found.rows]


@pytest.mark.parametrize(
    ("what", "says"), [(Asked(by="block"), "no blocks"), (Asked(basis="goal"), "what sessions were")]
)
def test_what_a_plan_tells_is_refused_without_one(what: Asked, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        distribution(None, Kept(Record(activities=(shared((600, 0.7)),)), ATHLETE), today=TODAY, asked=what)


def test_days_without_anything_are_refused() -> None:
    with pytest.raises(UsageError, match="nothing is planned or recorded in these days"):
        asked(shared((600, 0.7)), first=date(2027, 1, 1))


# ---- goals


def test_recorded_session_has_the_goal_of_the_one_that_it_answers(tmp_path: Path) -> None:
    hard = shared((900, 0.7), *[(240, 1.05), (120, 0.6)] * 5, (600, 0.7), after=3 * DAY)  # Wednesday's
    extra = shared((1200, 0.7), after=4 * DAY, key="dddd")
    found = asked(hard, extra, plan=season(tmp_path), basis="goal", today=date(2026, 5, 10))

    assert {"intervals": 1, "": 1} == dict(found.whole.done_goals.counts)  # type: ignore[union-attr]


def test_goals_of_a_plan_are_counted_in_three_zones(tmp_path: Path) -> None:
    found = distribution(season(tmp_path), Kept(Record()), today=TODAY, asked=Asked(basis="goal"))
    goals = found.whole.planned_goals
    assert goals is not None

    assert {"easy": 8, "intervals": 4, "long": 4} == dict(goals.counts)
    assert polarisation_index((12, 0, 4)) == goals.index


# ---- the store


def test_store_answers_for_every_model_without_a_stream(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = [shared((600, 0.7), (300, 0.93), (100, 1.1), after=k * DAY, key=f"{k:04}") for k in range(3)]
    with open_store(tmp_path / "periodize.db", create=True) as store:
        put(store, "a.fit", *runs)
        found = kept(store, ATHLETE)
    monkeypatch.setattr(Store, "activity", None)
    monkeypatch.setattr(Store, "effort", None)

    def pace(those: Kept, model: str) -> tuple[float, ...]:
        return distribution(None, those, today=TODAY, asked=Asked(model=model)).whole.done["pace"].seconds

    files = Kept(Record(activities=tuple(runs)), ATHLETE)
    assert [pace(files, model) for model in ZONES] == [pace(found, model) for model in ZONES]


def test_own_edges_come_from_the_store(tmp_path: Path) -> None:
    who = replace(ATHLETE, zones=(0.8, 1.0))
    one = shared((600, 0.7), (300, 0.93), (100, 1.1))
    with open_store(tmp_path / "periodize.db", create=True) as store:
        put(store, "a.fit", one)
        found = kept(store, who)

    told = recordings(found.record.activities, who, found.store)
    assert [(600.0, 300.0, 100.0)] == [one.own["pace"] for one in told.values()]
