"""The plans of a folder, and which of several seasons is meant where none is named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from periodize.errors import UsageError
from periodize.project.plans.here import Here, plan_here, plans_in, seasons_beside
from periodize.project.records.raced import plan_of

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "periodize: 1\nstart: {start}\nweek: {{mon: 60min}}\nblocks: [{{name: base, weeks: 4}}]\n"
BROKEN = "periodize: 1\nstart: {start}\nblocks: [\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two seasons of four weeks: 5 October to 1 November 2026, and 4 to 31 January 2027."""
    write(tmp_path / "2026.yaml", "2026-10-05")
    write(tmp_path / "2027.yaml", "2027-01-04")
    return tmp_path


def write(path: Path, start: str, text: str = PLAN) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.format(start=start))
    return path


def names(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in plans_in(folder)]


# ---- which plans there are


def test_links_to_a_plan_and_to_its_folder_are_no_plans_of_their_own(folder: Path) -> None:
    (folder / "2026-current.yaml").symlink_to("2026.yaml")
    (folder / "a.yaml").symlink_to("2027.yaml")
    (folder / "sub").symlink_to(".")

    assert ["2026.yaml", "2027.yaml"] == names(folder)


def test_copy_beside_a_plan_is_no_plan_of_its_own(folder: Path) -> None:
    write(folder / "2026 copy.yaml", "2026-10-05")

    assert ["2026.yaml", "2027.yaml"] == names(folder)


def test_folder_in_it_that_cannot_be_read_is_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "locked" / "plan.yaml", "2025-01-06")
    listed = type(folder).iterdir

    def refusing(place: Path) -> object:
        if place.name == "locked":
            raise PermissionError(13, "Permission denied", str(place))
        return listed(place)

    monkeypatch.setattr("pathlib.Path.iterdir", refusing)

    assert ["2026.yaml", "2027.yaml"] == names(folder)


# ---- which is meant


@pytest.mark.parametrize(
    ("today", "name", "why"),
    [
        ("2026-10-05", "2026", "2026-10-05 lies in it"),
        ("2026-11-01", "2026", "2026-11-01 lies in it"),
        ("2026-11-02", "2027", "the next to come"),
        ("2026-01-01", "2026", "the next to come"),
        ("2027-02-01", "2027", "the last"),
    ],
)
def test_season_that_is_meant_is_the_one_of_the_day_else_the_next_else_the_last(
    folder: Path, today: str, name: str, why: str
) -> None:
    assert Here(folder / f"{name}.yaml", why) == plan_here(folder, date.fromisoformat(today))


def test_season_without_a_start_is_dated_by_its_races(folder: Path) -> None:
    races = "races: [{{name: Town, date: {start}, priority: A}}]\nblocks: [{{name: base, weeks: 3, until: town}}]\n"
    path = write(folder / "summer.yaml", "2027-06-20", f"periodize: 1\nweek: {{{{mon: 60min}}}}\n{races}")

    assert Here(path, "2027-06-15 lies in it") == plan_here(folder, date(2027, 6, 15))


def test_plan_that_is_alone_is_meant_whatever_its_name(tmp_path: Path) -> None:
    path = write(tmp_path / "2026" / "plan.yaml", "2026-10-05")

    assert Here(path, "the only plan here") == plan_here(tmp_path, date(2030, 1, 1))


def test_seasons_do_not_count_beside_a_plan_of_the_usual_name(folder: Path) -> None:
    usual = write(folder / "plan.yaml", "2030-01-07")

    assert (None, [usual]) == (plan_here(folder, date(2026, 10, 5)), list(seasons_beside(folder)))


def test_two_seasons_of_a_day_are_named(folder: Path) -> None:
    write(folder / "other.yaml", "2026-10-12")

    with pytest.raises(UsageError, match=r"\(2026-10-20 lies in it\): .*2026\.yaml, .*other\.yaml; name one"):
        plan_here(folder, date(2026, 10, 20))


def test_season_with_errors_is_meant_where_it_is_the_last_to_begin(folder: Path) -> None:
    path = write(folder / "late.yaml", "2026-11-02", BROKEN)

    assert Here(path, "the last to begin before 2026-11-20") == plan_here(folder, date(2026, 11, 20))


def test_season_with_errors_does_not_hide_the_one_of_the_day(folder: Path) -> None:
    write(folder / "late.yaml", "2026-10-12", BROKEN)

    assert Here(folder / "2026.yaml", "2026-10-20 lies in it") == plan_here(folder, date(2026, 10, 20))


def test_race_is_held_against_the_season_of_its_day(folder: Path) -> None:
    season, notes = plan_of(folder, date(2026, 10, 25))

    assert season is not None, notes
    assert str(folder / "2026.yaml") == season.path


def test_folder_without_a_plan_has_none(tmp_path: Path) -> None:
    (tmp_path / "athlete.yaml").write_text("name: somebody\n")

    assert plan_here(tmp_path, date(2026, 10, 5)) is None
