"""Time in zones, drawn."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
import vl_convert

import periodize
from periodize.activity import Record
from periodize.analysis import polarisation_index
from periodize.athlete import Athlete, Dated
from periodize.errors import UsageError
from periodize.plan.intensity import HOURLY
from periodize.project.pictures.distribution import Asked, distribution
from periodize.project.pictures.subject import VIEWS
from periodize.project.records.keeping import Kept
from periodize.report.charts.theme import swaps, zone_colours, zone_inks
from periodize.report.charts.zones import zones
from periodize.report.views.distribution import DistributionView
from tests.charts.seasons import TODAY, layers, rows_of, short, unrecorded
from tests.making import recorded, row

if TYPE_CHECKING:
    from typing import Any

    from periodize.activity import Activity
    from periodize.project.pictures.subject import Subject

HEART = Athlete(thresholds={"hr": (Dated(170.0),)}, hr_max=190, hr_rest=50)


@pytest.fixture(scope="module")
def view(subject: Subject) -> DistributionView:
    found: DistributionView = VIEWS[DistributionView](subject)
    return found


def by_heart(*activities: Activity, **asked: Any) -> DistributionView:
    """What one record says by heart rate alone."""
    return distribution(None, Kept(Record(activities=activities), HEART), today=date(2028, 8, 1), asked=Asked(**asked))


def sides(view: DistributionView) -> set[tuple[str, str]]:
    return {(row["days"].split(",")[0], row["side"]) for rows in rows_of(zones(view), "bar") for row in rows}


def legend(view: DistributionView) -> tuple[str, list[str]]:
    """Return the title of the legend and what it names."""
    colours = next(one["encoding"]["color"] for one in layers(zones(view).chart) if one["mark"]["type"] == "bar")
    return colours["legend"]["title"], colours["scale"]["domain"]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""

    def light(hexed: str) -> float:
        parts = [int(hexed[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_planned_hours_of_a_block_are_those_of_its_sessions(view: DistributionView, subject: Subject) -> None:
    assert subject.season is not None
    planned = periodize.schedule(subject.season)
    moving = [
        segment.duration
        for session in planned.sessions
        if session.block == "build" and session.sport not in HOURLY
        for segment in session.segments
        if segment.intensity > 0
    ]
    (build,) = [days for days in view.rows if days.label == "build"]
    assert build.planned is not None

    assert sum(moving) == pytest.approx(sum(build.planned.seconds))


def test_block_under_way_is_planned_up_to_today(view: DistributionView) -> None:
    (present,) = [days for days in view.rows if "so far" in days.label]

    assert ("specific so far", TODAY) == (present.label, present.last)


def test_rest_of_the_block_under_way_is_planned_on(view: DistributionView) -> None:
    (rest,) = [days for days in view.rows if "to come" in days.label]

    assert ("specific to come", TODAY + timedelta(days=1), {}, {}) == (rest.label, rest.first, rest.done, rest.averaged)


def test_last_two_weeks_stand_apart_from_the_blocks(view: DistributionView) -> None:
    assert view.lately is not None
    assert (TODAY - timedelta(days=13), TODAY) == (view.lately.first, view.lately.last)
    assert ("last two weeks", "done") in sides(view)


def test_block_to_come_has_no_done_bar(view: DistributionView) -> None:
    assert {("taper", "planned")} == {side for side in sides(view) if side[0] == "taper"}


def test_averages_have_a_bar_of_their_own(view: DistributionView) -> None:
    assert {"planned", "done", "done ~"} == {side for label, side in sides(view) if label == "base"}


def test_record_of_averages_alone_is_drawn_and_says_so() -> None:
    one = row("bbbb", seconds=3600.0)
    found = by_heart(replace(one, effort=replace(one.effort, channels={"heart_rate": np.array([140.0])})))

    assert {("May 2026", "done ~")} == sides(found)
    assert "~ of 1 recording only averages are known" in zones(found).caption


def test_bar_ends_at_the_whole_of_its_time(view: DistributionView) -> None:
    (rows,) = rows_of(zones(view), "bar")
    ends = {(row["days"], row["side"]): row["to"] for row in rows}

    assert {1.0} == {round(end, 2) for end in ends.values()}


def test_table_says_the_polarisation_index_of_three_zones(subject: Subject) -> None:
    found = distribution(subject.season, Kept(Record()), today=TODAY, asked=Asked(model="seiler3"))
    base = found.rows[0].planned
    assert base is not None

    assert f"{polarisation_index(base.seconds):.2f}" == zones(found).rows[0][-1]


# ---- what the zones are


def test_legend_says_the_model_and_that_edges_are_of_threshold_pace(view: DistributionView) -> None:
    title, names = legend(view)

    assert ("friel5, of threshold pace or power", "Z1 to 78%") == (title, names[0])


def test_legend_is_of_threshold_heart_rate_where_all_is_told_by_it() -> None:
    title, names = legend(by_heart(recorded("aaaa")))

    assert ("friel5, of threshold heart rate", "Z1 to 85%") == (title, names[0])


def test_picture_of_heart_rate_is_of_heart_rate(subject: Subject) -> None:
    found = distribution(subject.season, subject.recorded, today=TODAY, asked=Asked(basis="heart_rate"))

    assert "friel5, of threshold heart rate" == legend(found)[0]
    assert "done by heart rate" in zones(found).caption


def test_zones_are_those_of_another_model_when_it_is_asked_for(subject: Subject) -> None:
    found = distribution(subject.season, Kept(Record()), today=TODAY, asked=Asked(model="seiler3"))

    assert ("seiler3, of threshold pace or power", 3) == (legend(found)[0], len(legend(found)[1]))


@pytest.mark.parametrize("number", [3, 5, 6, 7])
@pytest.mark.parametrize("dark", [False, True])
def test_words_on_zones_can_be_read(number: int, dark: bool) -> None:
    def seen(colour: str) -> str:
        return swaps().get(colour, colour) if dark else colour

    pairs = zip(zone_colours(number), zone_inks(number), strict=True)

    assert min(contrast(seen(ground), seen(ink)) for ground, ink in pairs) >= 4.5


# ---- records without a plan


def test_record_without_a_plan_is_shown_by_months() -> None:
    found = by_heart(recorded("aaaa"), recorded("bbbb", after=40 * 86_400.0))

    assert ["May 2026", "June 2026"] == [days.label for days in found.rows]


def test_record_of_many_years_is_shown_by_years() -> None:
    found = by_heart(recorded("aaaa"), recorded("bbbb", after=800 * 86_400.0))

    assert ["2026", "2028"] == [days.label for days in found.rows]


def test_check_alone_is_drawn_as_well() -> None:
    report = periodize.check(None, [recorded("aaaa")], today=date(2026, 6, 20), athlete=HEART)
    bare = replace(unrecorded(short()), season=None, report=report, athlete=HEART)
    found = VIEWS[DistributionView](bare)

    assert ["May 2026"] == [days.label for days in found.rows]


def test_neither_plan_nor_record_is_refused() -> None:
    with pytest.raises(UsageError, match="nothing is planned or recorded"):
        VIEWS[DistributionView](replace(unrecorded(short()), season=None))


# ---- words


def test_alt_text_gives_hours_of_each_block() -> None:
    found = VIEWS[DistributionView](unrecorded(short()))
    hours = sum(found.rows[0].planned.seconds) / 3600

    assert f"base, 4 Jan 2027 to 31 Jan 2027: planned {hours:.1f} h" in zones(found).alt


def test_long_name_is_no_code(view: DistributionView) -> None:
    name = "'}) + alert(1) //<script>"
    strange = replace(view, rows=(replace(view.rows[0], label=name),), lately=None)
    heads = [row["text"] for rows in rows_of(zones(strange), "text", fontWeight=600) for row in rows]

    assert [True] == [head.startswith(name) for head in heads]


@pytest.mark.parametrize(("width", "said"), [(820, "Z2 24%"), (200, "Z2")])
def test_words_of_a_part_are_as_many_as_fit_into_it(view: DistributionView, width: int, said: str) -> None:
    assert said in written({**zones(view).spec, "width": width})


def test_a_part_too_thin_for_its_words_has_none(view: DistributionView) -> None:
    assert not any(text.startswith("Z2 2") or text == "Z2" for text in written({**zones(view).spec, "width": 40}))


def written(spec: dict[str, Any]) -> list[str]:
    """Return the words in a picture."""
    return re.findall(r"<text[^>]*>([^<]+)</text>", str(vl_convert.vegalite_to_svg(spec)))
