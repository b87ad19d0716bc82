"""Which zone an intensity lies in, for every zone model and for edges of one's own."""

from __future__ import annotations

import pytest

from periodize.athlete import Athlete
from periodize.plan import expand, read_plan_text
from periodize.plan.intensity import NAMES, zone_count, zone_of
from periodize.plan.planned import Schedule
from periodize.zones import ZONE_EDGES, ZONES


@pytest.mark.parametrize("model", ZONES)
def test_the_fraction_that_stands_for_a_zone_lies_in_it(model: str) -> None:
    athlete = Athlete(zones=model)

    assert list(range(1, zone_count(athlete) + 1)) == [zone_of(fraction, athlete) for fraction in ZONES[model]]


@pytest.mark.parametrize("model", ZONES)
def test_there_is_one_edge_less_than_zones_and_they_rise(model: str) -> None:
    edges = ZONE_EDGES[model]

    assert (len(ZONES[model]) - 1, sorted(set(edges))) == (len(edges), list(edges))


@pytest.mark.parametrize(
    ("model", "zones"),
    [
        ("seiler3", {"easy": 1, "steady": 2, "tempo": 2, "T": 2, "I": 3}),
        ("friel5", {"easy": 1, "steady": 2, "tempo": 3, "T": 4, "I": 5}),
        ("coros6", {"easy": 2, "steady": 2, "tempo": 3, "T": 4, "I": 5}),
        ("coggan7", {"easy": 3, "steady": 3, "tempo": 4, "T": 4, "I": 5}),
    ],
)
def test_the_names_of_a_runner_lie_where_the_model_has_them(model: str, zones: dict[str, int]) -> None:
    assert zones == {name: zone_of(NAMES[name], Athlete(zones=model)) for name in zones}


@pytest.mark.parametrize(("fraction", "zone"), [(0.69, 1), (0.70, 1), (0.71, 2), (0.90, 2), (0.91, 3), (2.0, 3)])
def test_edges_of_ones_own_belong_to_the_zone_below(fraction: float, zone: int) -> None:
    assert zone == zone_of(fraction, Athlete(zones=(0.70, 0.90)))


def test_a_plan_with_own_edges_trains_in_the_middle_of_its_zones() -> None:
    season, problems = read_plan_text(
        "periodize: 1\nstart: 2027-01-04\nathlete: {threshold: {run: 4:00/km}, zones: [70%, 90%]}\n"
        "week: {mon: 30min @ Z1, tue: 30min @ Z2, wed: 30min @ Z3}\nblocks: [{name: base, weeks: 1}]\n"
    )
    assert season is not None, problems
    found = expand(season)
    assert isinstance(found, Schedule)

    assert [0.6, 0.8, 1.0] == pytest.approx([session.segments[0].intensity for session in found.sessions])
