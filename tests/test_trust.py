"""How often an alarm is right: by Bayes, and on a record of which illness and injury are known."""

from __future__ import annotations

import io
from datetime import date, timedelta
from math import isnan

import pytest
from rich.console import Console

from periodize.report.terminal.backtest import print_backtest
from periodize.report.views.backtest import Backtest
from periodize.scores import predictive_value

FIRST = date(2026, 1, 1)


def tried(*reports: int) -> Backtest:
    """A record of a hundred days with reports on some."""
    on = tuple(FIRST + timedelta(k) for k in reports)
    return Backtest(FIRST, FIRST + timedelta(99), on, 7, (), "None of the signs fired.")


def printed(backtest: Backtest) -> str:
    out = io.StringIO()
    print_backtest(backtest, Console(file=out, width=80, no_color=True))
    return out.getvalue()


@pytest.mark.parametrize(
    ("sensitivity", "specificity", "right"), [(1.0, 1.0, 1.0), (0.5, 0.5, 0.1), (0.0, 0.9, 0.0), (1.0, 0.0, 0.1)]
)
def test_alarm_is_right_as_often_as_it_is_worth(sensitivity: float, specificity: float, right: float) -> None:
    assert right == pytest.approx(predictive_value(sensitivity, specificity, 0.1))


def test_alarm_that_is_never_raised_is_neither_right_nor_wrong() -> None:
    assert isnan(predictive_value(0.0, 1.0, 0.1))


@pytest.mark.parametrize(("reports", "days"), [((50,), 7), ((50, 80), 14), ((3,), 3), ((0,), 0)])
def test_days_before_reports_are_counted_within_the_record(reports: tuple[int, ...], days: int) -> None:
    assert days / 100 == tried(*reports).prevalence


def test_backtest_says_how_far_a_good_sign_could_be_trusted() -> None:
    told = " ".join(printed(tried(50)).split())

    assert "Days before a report are 7% of all." in told
    assert "would be right on 21% of its days" in told  # .79 x 7 / (.79 x 7 + .23 x 93)


def test_backtest_says_nothing_of_trust_without_a_report() -> None:
    assert None is tried().published_right
    assert "right" not in printed(tried())
