"""Loads and tests that cannot be used: a problem each, never a number that means nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from tests.calibration.conftest import FIRST, Athlete, athlete, days_of

from periodize.calibration import MaterialError, Performance, calibrate, read_loads, read_performances, read_tests
from periodize.errors import UnknownNameError, UsageError

LOADS = np.tile([50.0, 80.0, 0.0, 60.0], 30)


def power(day: int, value: float = 250.0, **other: Any) -> Performance:
    return Performance(FIRST + timedelta(day), value, other.pop("kind", "power"), **other)


SOUND = tuple(power(30 + 8 * k, 250.0 + k) for k in range(6))


def refused(loads: np.ndarray, tests: Any) -> dict[str, str]:
    with pytest.raises(MaterialError) as caught:
        calibrate(days_of(loads), tests)
    assert all(problem.help for problem in caught.value.problems if problem.severity == "error")
    return {problem.code: problem.message for problem in caught.value.problems}


def test_no_tests_is_a_problem() -> None:
    assert {"C101": "no tests"} == refused(LOADS, [])


def test_one_test_is_a_problem() -> None:
    assert {"C101": "one test only"} == refused(LOADS, SOUND[:1])


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_test_that_is_no_number_is_a_problem(value: float) -> None:
    assert {"C102": f"test on 2026-02-01: value(={value}) is not a number"} == refused(
        LOADS, [*SOUND, power(31, value)]
    )


def test_error_of_a_test_that_is_not_positive_is_a_problem() -> None:
    assert {"C102": "test on 2026-02-01: sd(=0) must be > 0"} == refused(LOADS, [*SOUND, power(31, sd=0.0)])


def test_tests_before_the_loads_are_a_problem() -> None:
    found = refused(LOADS, [power(-9), power(-5), power(-3)])

    assert "none of 3 tests can be used" == found["C103"]


def test_some_tests_before_or_after_the_loads_are_left_out_and_said() -> None:
    found = calibrate(days_of(LOADS), [power(-3), *SOUND, power(500)], past=0.0, draws=50)

    assert 6 == len(found.tests)
    assert [
        "test on 2025-12-29 lies before the first load, 2026-01-01; it is left out",
        "test on 2027-05-16 lies after the last load, 2026-04-30; it is left out",
    ] == [problem.message for problem in found.material.problems]


def test_test_after_a_long_gap_is_left_out_and_said() -> None:
    loads = LOADS.copy()
    loads[31:79] = np.nan
    found = calibrate(days_of(loads), [power(29), power(80), power(115), power(119)], past=0.0, draws=50)

    assert ["test on 2026-03-22 has 76% of its training unknown; it is left out"] == [
        problem.message for problem in found.material.problems
    ]


def test_two_results_of_a_day_are_a_problem() -> None:
    assert {"C104": "test stands 2 times on 2026-01-31"} == refused(LOADS, [*SOUND, power(30, 260.0)])


def test_two_events_of_a_day_are_none() -> None:
    assert 8 == len(calibrate(days_of(LOADS), [*SOUND, power(30, event="a"), power(40, event="a")], draws=50).tests)


def test_mixed_units_of_an_event_are_a_problem() -> None:
    found = refused(LOADS, [*SOUND, power(31, 900.0, kind="time")])

    assert {"C105": "test is measured in W and in s; choose one"} == found


@pytest.mark.parametrize("kind", ["power", "points", "time", "speed"])
def test_value_below_zero_is_a_problem(kind: str) -> None:
    tests = [*(power(t, 250.0, kind=kind) for t in (20, 30)), power(31, -5.0, kind=kind)]

    assert {"C105": "test on 2026-02-01: value(=-5) must be > 0"} == refused(LOADS, tests)


def test_unknown_loads_alone_are_a_problem() -> None:
    assert {"C106": "no daily load is known"} == refused(np.full(100, np.nan), SOUND)


@pytest.mark.parametrize("wrong", [-1.0, np.inf])
def test_impossible_load_is_a_problem(wrong: float) -> None:
    loads = LOADS.copy()
    loads[2] = wrong

    assert {"C107": f"load(={wrong:g}) on 2026-01-03 must be >= 0 and finite"} == refused(loads, SOUND)


def test_rest_alone_is_a_problem() -> None:
    assert {"C108": "all 120 known loads are 0"} == refused(np.zeros(120), SOUND)


def test_all_problems_are_told_at_once() -> None:
    assert {"C101", "C108"} == refused(np.zeros(120), []).keys()


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ({"convention": "daily"}, "convention(=daily) must be one of inclusive, lagged, clock"),
        ({"past": -1.0}, "past(=-1) must be >= 0"),
        ({"draws": 0}, "draws(=0) must be >= 1"),
        ({"fixed": {"fitness_days": 0.0}}, "fitness_days(=0) must lie between 0.5 and 365 d"),
        ({"fixed": {"fitness_days": 7.0, "fatigue_days": 42.0}}, "fitness_days(=7) must be > fatigue_days(=42)"),
        ({"model": "turner", "fixed": {"fitness_days": 7.0}}, "turner takes no fixed time constants"),
    ],
)
def test_option_that_is_not_possible_is_refused(option: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        calibrate(days_of(LOADS), SOUND, **option)


def test_unknown_model_lists_a_near_miss() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'impulse-response'"):
        calibrate(days_of(LOADS), SOUND, "impuls-response")


# ---- hostile but possible


@pytest.mark.parametrize("n", [2, 3, 5, 7])
def test_few_tests_give_bands_and_say_so(n: int) -> None:
    found = calibrate(days_of(LOADS), [power(30 + 8 * k, 250.0 + k) for k in range(n)], past=0.0, draws=200)
    band = found.band(FIRST + timedelta(119))

    assert found.priors_only
    assert found.verdict[0].startswith(f"Priors only: {n} tests are fewer than 10")
    assert 150 < band.low < band.middle < band.high < 400


def test_tests_that_never_change_are_no_reason_to_fail() -> None:
    tests = [power(30 + 5 * k, 250.0) for k in range(15)]
    found = calibrate(days_of(LOADS), tests, past=0.0, draws=200)

    assert 0.0 == found.squares
    assert found.verdict[0].startswith("Not ")


def test_single_session_is_enough_load() -> None:
    loads = np.zeros(200)
    loads[3] = 100.0
    found = calibrate(days_of(loads), [power(20 + 10 * k, 250.0 + k % 3) for k in range(15)], past=0.0, draws=200)

    assert np.isfinite(found.draws.values["baseline"]).all()


def test_huge_loads_do_not_overflow() -> None:
    tests = [power(20 + 6 * k, 250.0 + k) for k in range(15)]

    assert np.isfinite(calibrate(days_of(LOADS * 1e6), tests, past=0.0, draws=200).squares)


def test_tiny_performances_have_priors_of_their_size() -> None:
    tests = [power(20 + 6 * k, 0.001 * (250.0 + k), kind="points") for k in range(15)]
    found = calibrate(days_of(LOADS), tests, past=0.0, draws=200)

    assert found.band(FIRST + timedelta(110)).middle == pytest.approx(0.263, abs=0.01)


# ---- tables


def test_loads_are_read_with_their_gaps() -> None:
    history = read_loads(b"Date;Load\n2027-01-04;50,5\n2027-01-01;0\n2027-01-02;\n", source="l.csv")

    assert date(2027, 1, 1) == history.start
    np.testing.assert_array_equal([0.0, np.nan, np.nan, 50.5], history.one("load"))


def test_days_left_out_may_be_rest() -> None:
    history = read_loads(b"date,tss\n2027-01-01,10\n2027-01-03,30\n", source="l.csv", left_out_is_rest=True)

    assert [10.0, 0.0, 30.0] == history.one("load").tolist()


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("date,load\n", "C106", "the table has no loads"),
        ("", "C110", "no column 'date'; there is: none"),
        ("when,load\n2027-01-01,3\n", "C110", "no column 'date'; there is: when, load"),
        ("date,load\n2027-13-01,3\n", "C110", "date(='2027-13-01') cannot be read"),
        ("date,load\n2027-01-01,much\n", "C110", "load(='much') cannot be read"),
        ("date,load\n2027-01-01,3\n2027-01-01,4\n", "C104", "2027-01-01 stands twice"),
        ("date,load\n1900-01-01,3\n2100-01-01,4\n", "C110", "the loads span 1900-01-01 to 2100-01-01"),
    ],
)
def test_table_of_loads_that_cannot_be_read(text: str, code: str, message: str) -> None:
    with pytest.raises(MaterialError) as caught:
        read_loads(text.encode(), source="l.csv")
    assert [(code, message)] == [(p.code, p.message) for p in caught.value.problems]


def test_problem_of_a_table_names_its_line() -> None:
    with pytest.raises(MaterialError) as caught:
        read_loads(b"date,load\n2027-01-01,3\n2027-01-02,x\n", source="l.csv")
    assert "l.csv:3:1" == str(caught.value.problems[0].span)


def test_binary_is_not_a_table() -> None:
    with pytest.raises(MaterialError, match="not a text file"):
        read_performances(b"\xff\xfe\x00\x01", source="t.csv")


@pytest.mark.parametrize(
    ("cell", "value", "kind"),
    [
        ("285 W", 285.0, "power"),
        ("40:12", 2412.0, "time"),
        ("1:02:03", 3723.0, "time"),
        ("36 km/h", 10.0, "speed"),
        ("4:10/km", 4.0, "speed"),
        ("71.5", 71.5, "points"),
    ],
)
def test_value_says_what_it_is(cell: str, value: float, kind: str) -> None:
    (test,) = read_performances(f"date,value\n2027-03-01,{cell}\n".encode(), source="t.csv")

    assert (value, kind, "test", None) == (test.value, test.kind, test.event, test.sd)


def test_header_says_what_a_bare_number_is() -> None:
    tests = read_performances(b"date,power [W],event,sd\n2027-03-01,285,ramp,4\n2027-04-01,-,ramp,\n", source="t.csv")

    assert [(285.0, "power", "ramp", 4.0)] == [(t.value, t.kind, t.event, t.sd) for t in tests]


@pytest.mark.parametrize("row", ["2027-03-01,fast,", "soon,285 W,", "2027-03-01,285 W,much", "2027-03-01,285 W,3:00"])
def test_row_of_a_test_that_cannot_be_read(row: str) -> None:
    with pytest.raises(MaterialError, match="cannot be read"):
        read_performances(f"date,value,sd\n{row}\n".encode(), source="t.csv")


def test_rows_of_one_event_bear_its_first_name() -> None:
    rows = "".join(f"2027-0{k}-01,40:0{k},{name}\n" for k, name in enumerate(("10k", "10 km", "10000m run", "10K"), 1))
    tests = read_performances(f"date,value,event\n{rows}".encode(), source="t.csv")

    assert ["10k"] * 4 == [test.event for test in tests]


def test_rows_of_another_place_sport_or_unit_stay_apart() -> None:
    events = ["10k", "10k road", "10km swim", "Town 10k"]
    rows = "".join(f"2027-0{k}-01,1:10:0{k},{name}\n" for k, name in enumerate(events, 1))
    tests = read_performances(f"date,value,event\n{rows}2027-06-01,250 W,10 km\n".encode(), source="t.csv")

    assert [*events, "10 km"] == [test.event for test in tests]


def test_event_without_a_sport_is_of_the_one_that_is_named() -> None:
    tests = read_performances(
        b"date,value,event\n2027-03-01,1:01:00,40k\n2027-04-01,1:00:00,40km bike\n", source="t.csv", sport="bike"
    )

    assert ["40k", "40k"] == [test.event for test in tests]


@pytest.mark.parametrize(
    ("rows", "code", "line"),
    [
        ("2027-03-01,-5:00,5k", "C110", 2),
        ("2027-03-01,0:05,5km", "C102", 2),
        ("2027-03-01,0 W,ramp", "C102", 2),
        ("2027-03-01,4000 W,ramp", "C102", 2),
        ("2027-03-01,90 km/h,run", "C102", 2),
        ("2027-03-01,20:00,5k\n2027-03-01,20:03,5 km run", "C104", 3),
        ("2027-03-01,20:00,5k,much", "C110", 2),
        ("2027-03-01,-,5k", "C111", 2),
        ("2027-03-01,nan,5k", "C111", 2),
        ("2027-03-01,,5k", "C111", 2),
    ],
)
def test_row_that_is_not_sound_is_named_by_its_line(rows: str, code: str, line: int) -> None:
    _, problems = read_tests(f"date,value,event\n{rows}\n".encode(), source="t.csv")

    assert [(code, f"t.csv:{line}:1")] == [(one.code, str(one.span)) for one in problems]


def test_calibration_is_the_same_from_tables(swinging: Athlete) -> None:
    loads = "date,load\n" + "".join(f"{swinging.history.day(k)},{float(x)!r}\n" for k, x in enumerate(swinging.loads))
    tests = "date,value,event\n" + "".join(f"{t.day},{t.value:.4f} W,{t.event}\n" for t in athlete().tests)
    found = calibrate(
        read_loads(loads.encode(), source="l.csv"),
        read_performances(tests.encode(), source="t.csv"),
        past=0.0,
        draws=50,
    )

    assert found.squares == pytest.approx(
        calibrate(swinging.history, swinging.tests, past=0.0, draws=50).squares, rel=1e-3
    )
