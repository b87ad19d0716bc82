"""Polarisation index after Treff et al. 2019, doi 10.3389/fphys.2019.00707; the values are worked by hand from it."""

from __future__ import annotations

import pytest

from periodize.analysis import polarisation_index


@pytest.mark.parametrize(
    ("shares", "index"),
    [
        ((0.80, 0.05, 0.15), 2.3802),
        ((0.80, 0.10, 0.10), 1.9031),
        ((0.75, 0.05, 0.20), 2.4771),
        ((0.60, 0.30, 0.10), 1.3010),
    ],
)
def test_index_is_that_of_the_formula(shares: tuple[float, ...], index: float) -> None:
    assert index == pytest.approx(polarisation_index(shares), abs=5e-5)


def test_index_does_not_depend_on_the_unit_of_time() -> None:
    assert polarisation_index((0.8, 0.05, 0.15)) == pytest.approx(polarisation_index((4800, 300, 900)))


def test_empty_middle_zone_counts_as_one_percent_of_the_high_one() -> None:
    assert polarisation_index((0.80, 0.01, 0.19)) == pytest.approx(polarisation_index((0.80, 0.0, 0.20)))


def test_index_is_zero_without_hard_time() -> None:
    assert 0.0 == polarisation_index((0.9, 0.1, 0.0))


@pytest.mark.parametrize("shares", [(0.0, 0.0, 0.0), (0.0, 0.5, 0.5), (0.2, 0.2, 0.6)])
def test_index_has_no_meaning_without_easy_time_or_with_more_hard_than_easy(shares: tuple[float, ...]) -> None:
    assert None is polarisation_index(shares)
