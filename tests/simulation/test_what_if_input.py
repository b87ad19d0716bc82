"""What people type into a what-if that is not one: refused, and told with an example of the days ahead."""

from __future__ import annotations

from datetime import date

import pytest
from tests.simulation.test_spells import season

from periodize.errors import UsageError
from periodize.project.seasons.spells import what_if
from periodize.project.seasons.what_if_words import VERBS
from periodize.simulation import Spell

LAST = date(2027, 3, 14)
"""Of the season."""


def refused(text: str, *, today: date | None = None) -> str:
    with pytest.raises(UsageError) as caught:
        what_if(text, season(), today=today)
    return str(caught.value)


@pytest.mark.parametrize("text", ["sick 99999w from 2027-01-12", "sick 3d from 2027-03-13", "rest 2w from 2027-03-10"])
def test_days_after_the_season_are_refused_however_they_are_written(text: str) -> None:
    assert "after the season does, on 2027-03-14" in refused(text)


def test_days_up_to_the_last_one_are_taken() -> None:
    assert (Spell("illness", 68, 69),) == what_if("sick 2d from 2027-03-13", season()).spells


@pytest.mark.parametrize("hours", ["--8h", "+-+8h", "-+8h", "+", "٨h", "+٨h"])
def test_hours_have_one_sign_and_plain_digits(hours: str) -> None:
    assert f"{hours!r} is not a change of time zones" in refused(f"travel {hours} 2027-01-12")


@pytest.mark.parametrize(
    "text",
    ["miss ٢٠%", "camp ١٨٥٠m 2027-01-12", "sick ٥d from 2027-01-12", "race 10km on 2027-01-17 @ load ١٢٠"],
)
def test_digits_of_other_scripts_are_refused(text: str) -> None:
    assert "is not" in refused(text)


def example_of(message: str) -> str:
    return message.rsplit("e.g. ", 1)[1].strip("'")


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "miss"])
@pytest.mark.parametrize("today", [None, date(2026, 12, 1), date(2027, 1, 20), date(2027, 3, 12), LAST])
def test_the_example_of_every_verb_can_be_asked(verb: str, today: date | None) -> None:
    example = example_of(refused(verb, today=today))

    assert what_if(example, season()).text == example


@pytest.mark.parametrize("today", [date(2027, 1, 3), date(2027, 2, 20), date(2027, 3, 13)])
def test_the_example_lies_after_today(today: date) -> None:
    day = date.fromisoformat(example_of(refused("sick", today=today)).rpartition(" ")[2])

    assert today < day <= LAST


@pytest.mark.parametrize(
    "text", ["x" * 5000, "sick 5d from " + "x" * 5000, "miss " + "x" * 5000, "miss 5% " + "x" * 5000]
)
def test_a_long_text_is_not_repeated_whole(text: str) -> None:
    assert len(refused(text)) < 500
