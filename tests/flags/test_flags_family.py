"""What every rule has to keep, and how the findings of a record are gathered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from periodize.errors import UnknownNameError
from periodize.flags import SIGNS, Findings, Level, Limit, Sign, WarningSign, evaluate
from periodize.flags.findings import spells
from periodize.history import History

if TYPE_CHECKING:
    from collections.abc import Mapping

START = date(2023, 1, 2)
members = pytest.mark.parametrize("rule", SIGNS.values(), ids=SIGNS)


def year(seed: int = 0, *, scale: float = 1.0, before: int = 0, n_days: int = 400) -> History:
    """A lively year: random loads with blocks, runs, mornings; `before` unknown days in front."""
    rng = np.random.default_rng(seed)
    block = np.repeat(rng.uniform(0.6, 2.0, n_days // 20 + 1), 20)[:n_days]
    load = scale * block * rng.uniform(60, 120, n_days)
    run = np.where(rng.random(n_days) < 0.6, 1000 * rng.gamma(9.0, 1.2, n_days), np.nan)
    morning = np.round(50 + 2 * rng.standard_normal(n_days) + 7 * (block > 1.8))
    fitness, fatigue = np.empty(n_days), np.empty(n_days)
    held, tired = load[0], load[0]
    for i, today in enumerate(load):
        held, tired = held + (today - held) / 42, tired + (today - tired) / 7
        fitness[i], fatigue[i] = held, tired
    series = {"load": load, "longest_run": run, "resting_hr": morning}
    series |= {"fitness": fitness, "form": fitness - fatigue}
    series |= told(np.random.default_rng([seed, 1]), block, n_days)
    padded = {k: np.concatenate((np.full(before, np.nan), v))[None] for k, v in series.items()}
    return History(np.datetime64(START - timedelta(before)) + np.arange(before + n_days), padded)


def told(rng: np.random.Generator, block: np.ndarray[Any, Any], n_days: int) -> dict[str, np.ndarray[Any, Any]]:
    """What mornings and sessions tell in such a year: worse where the load is high."""
    tired = 2.0 * (block > 1.7)
    some = rng.random(n_days) < 0.4
    series = {
        "wellness": np.round(18 - 3 * tired + 2 * rng.standard_normal(n_days)),
        "hrv": 60 * np.exp(0.15 * rng.standard_normal(n_days) - 0.3 * tired),
        "sleep": 3600 * (7.2 - 0.8 * tired + 0.5 * rng.standard_normal(n_days)),
        "ill": (rng.random(n_days) < 0.01).astype(float),
        "hr_at_pace": np.where(
            some, (rng.integers(0, 2, n_days) * 4 - 2) * tired + 2 * rng.standard_normal(n_days), np.nan
        ),
        "rpe_above": np.where(some, tired + rng.integers(-1, 2, n_days), np.nan),
        "decoupling": np.where(some, 3 + 2 * rng.standard_normal(n_days), np.nan),
        "above_easy": np.where(some, rng.uniform(0, 0.35, n_days), np.nan),
        "key_done": np.where(rng.random(n_days) < 0.2, rng.integers(0, 2, n_days), np.nan),
    }
    tests = np.full(n_days, np.nan)
    tests[40::30] = 100 + rng.standard_normal(len(tests[40::30])) * np.where(np.arange(len(tests[40::30])) > 7, 6, 1)
    return series | {"test:5 km run": tests}


def when(findings: Findings) -> list[tuple[str, date, date]]:
    return [(sign.code, sign.day, sign.last_day) for sign in findings.signs]


def a_sign(day: int, seen: float, *, code: str = "R11") -> Sign:
    at = START + timedelta(day)
    return SIGNS[code].sign(at, seen=seen, limit=2.0, unit="", n=7, message=f"{seen}", unusual="")


# The contract


@members
def test_rule_states_where_it_comes_from(rule: WarningSign) -> None:
    assert rule.reference
    assert rule.base_rate
    assert rule.limit > 0


@members
def test_rule_sees_no_day_that_is_yet_to_come(rule: WarningSign) -> None:
    history, today = year(), START + timedelta(250)
    then = [sign for sign in rule(history.until(today)) if isinstance(sign, Sign)]

    assert then == [sign for sign in rule(history) if isinstance(sign, Sign) and sign.day <= today]


@members
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), before=st.integers(1, 200))
def test_rule_does_not_change_when_unknown_days_come_before(rule: WarningSign, seed: int, before: int) -> None:
    assert list(rule(year(seed))) == list(rule(year(seed, before=before)))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), scale=st.floats(1.0, 10.0))
def test_load_signs_do_not_change_when_all_loads_are_scaled(seed: int, scale: float) -> None:
    one, other = (evaluate(h, as_of=h.end) for h in (year(seed), year(seed, scale=scale)))

    assert when(one) == when(other)


def test_every_sign_of_a_lively_year_is_worded_in_full() -> None:
    signs = [sign for history in map(year, range(5)) for sign in evaluate(history, as_of=history.end).signs]

    assert {sign.code for sign in signs} == set(SIGNS) - {"R17"}
    for sign in signs:
        assert "n=" in sign.message
        assert sign.n > 0
        assert all((sign.unusual, sign.base_rate, sign.other_causes, sign.step, sign.reference, sign.unit))
        text = " ".join((sign.message, sign.unusual, sign.step)).lower()
        assert not [
            word for word in ("overtrain", "diagnos", "your risk", "injury risk", "nan", "inf ") if word in text
        ]


# Levels


def test_levels_are_ordered_by_weight_not_by_letter() -> None:
    assert sorted(Level, reverse=True) == ["see-someone", "act", "watch", "info", "clear"]
    assert Level.CLEAR < Level.INFO <= Level.INFO < Level.ACT
    assert Level.ACT >= "watch"


# Evaluate


def test_signs_come_by_day_then_code() -> None:
    history = year()
    keys = [(sign.day, sign.code) for sign in evaluate(history, as_of=history.end).signs]

    assert keys == sorted(keys)


def test_evaluate_does_not_look_beyond_the_day_that_is_asked() -> None:
    history, today = year(), START + timedelta(250)

    assert evaluate(history, as_of=today) == evaluate(history.until(today), as_of=today)


def test_evaluate_says_which_series_is_missing() -> None:
    load = year().one("load")
    findings = evaluate(History(year().dates, {"load": load[None]}), as_of=year().end)

    assert {gap.code: gap.reason for gap in findings.not_evaluated} == {
        "R1": "no longest run in the record",
        "R2": "no tests or races on record, needs 3 and two more",
        "R3": "no comparable steady session with heart rate and no comparable rated session in the record",
        "R4": "no comparable steady session with heart rate in the record",
        "R5": "no steady session of 40 minutes with heart rate in the record",
        "R6": "no rating of how you feel in the record",
        "R7": "no comparable rated session in the record",
        "R8": "no heart-rate variability in the record",
        "R9": "no resting heart rate in the record",
        "R10": "no sleep in the record",
        "R13": "no sessions planned easy and recorded with heart rate or pace on record, needs 5",
        "R14": "no morning logged in the last 28 days",
        "R15": "no key session of a plan in the record",
    }


def test_what_could_not_be_judged_comes_in_the_order_of_the_family() -> None:
    load = year().one("load")
    gaps = evaluate(History(year().dates, {"load": load[None]}), as_of=year().end).not_evaluated

    assert [gap.code for gap in gaps] == [f"R{k}" for k in (*range(1, 11), 13, 14, 15)]


def test_evaluate_says_that_a_record_is_stale_when_it_ended_long_ago() -> None:
    findings = evaluate(year(), as_of=year().end + timedelta(30))
    reasons = {gap.code: gap.reason for gap in findings.not_evaluated}

    assert set(reasons) == set(SIGNS) - {"R16"}
    assert reasons["R17"].startswith("nothing recorded for 30 days")
    assert findings.silent_since == year().end
    assert reasons["R9"] == "none of the last 28 mornings logged, needs 17"


def test_evaluate_takes_a_record_that_ends_yesterday_as_complete() -> None:
    assert not evaluate(year(), as_of=year().end + timedelta(1)).not_evaluated


def test_evaluate_has_nothing_to_say_before_the_record_begins() -> None:
    findings = evaluate(year(), as_of=START - timedelta(3))

    assert not findings.signs
    assert {gap.code for gap in findings.not_evaluated} == set(SIGNS)


@pytest.mark.parametrize("name", ["R1", "session spike"])
def test_limit_of_the_athlete_holds_by_code_or_title(name: str) -> None:
    limits: Mapping[str, Limit] = {name: Limit(1.5, "long trail runs are my sport")}
    history = year()
    seen = [s for s in evaluate(history, as_of=history.end, limits=limits).signs if s.code == "R1"]

    assert seen
    assert all(sign.seen > sign.limit == 1.5 for sign in seen)


def test_silenced_sign_is_named_with_its_reason() -> None:
    history = year()
    findings = evaluate(history, as_of=history.end, limits={"R12": Limit(None, "training camp")})

    assert "R12" not in {sign.code for sign in findings.signs}
    assert [(gap.code, gap.reason) for gap in findings.not_evaluated] == [
        ("R12", "silenced in the plan: training camp")
    ]


def test_mornings_are_still_judged_when_no_training_is_recorded() -> None:
    history = year()
    pulse = History(np.datetime64(history.end + timedelta(1)) + np.arange(20), {"resting_hr": np.full((1, 20), 50.0)})
    dates = np.concatenate((history.dates, pulse.dates))
    series = {name: np.pad(row, ((0, 0), (0, 20)), constant_values=np.nan) for name, row in history.series.items()}
    series["resting_hr"][0, -20:] = 50.0
    findings = evaluate(History(dates, series), as_of=pulse.end)
    unknown = {gap.code for gap in findings.not_evaluated}

    assert {"R1", "R4", "R12", "R15"} <= unknown
    assert "R9" not in unknown


def test_words_for_a_doctor_are_not_silenced() -> None:
    ill = {"ill": np.array([[0.0, 1.0, 1.0]]), "red_flag": np.array([[0.0, 0.0, 1.0]])}
    findings = evaluate(
        History(year().dates[:3], ill), as_of=START + timedelta(2), limits={"R14": Limit(None, "a long cold")}
    )

    assert [("R14", Level.SEE_SOMEONE)] == [(sign.code, sign.level) for sign in findings.signs]
    assert ["silenced in the plan: a long cold"] == [gap.reason for gap in findings.not_evaluated if gap.silenced]


def test_a_silenced_report_in_other_words_stays_silent() -> None:
    ill = {"ill": np.array([[0.0, 1.0, 1.0]])}
    findings = evaluate(History(year().dates[:3], ill), as_of=START + timedelta(2), limits={"R14": Limit(None, "cold")})

    assert not findings.signs


def test_limit_of_an_unknown_sign_lists_near_misses() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'monotony'"):
        evaluate(year(), as_of=START, limits={"monotny": Limit(2.5, "")})


def test_a_history_of_many_runs_is_refused() -> None:
    many = History(year().dates, {"load": np.repeat(year().one("load")[None], 3, axis=0)})

    with pytest.raises(ValueError, match="3 runs, not one"):
        evaluate(many, as_of=many.end)


# Spells


def test_signs_on_days_in_a_row_are_one_spell_at_its_worst() -> None:
    (spell,) = spells([a_sign(3, 2.1), a_sign(4, 2.6), a_sign(5, 2.2)])

    first, worst, last = (START + timedelta(day) for day in (3, 4, 5))
    assert spell == replace(a_sign(4, 2.6), day=first, last_day=last, worst=worst, latest="2.2")


def test_of_equal_days_a_spell_tells_the_last() -> None:
    (spell,) = spells([a_sign(3, 2.6), replace(a_sign(4, 2.6), message="still")])

    assert ("still", "", START + timedelta(4)) == (spell.message, spell.latest, spell.worst)


def test_a_grave_day_outweighs_a_day_that_lies_further_out() -> None:
    grave = replace(a_sign(3, 2.1), level=Level.SEE_SOMEONE)
    (spell,) = spells([grave, a_sign(4, 2.6)])

    assert Level.SEE_SOMEONE is spell.level


@pytest.mark.parametrize(("apart", "count"), [(1, 1), (5, 1), (6, 2)])
def test_a_spell_ends_after_five_clear_days(apart: int, count: int) -> None:
    assert count == len(list(spells([a_sign(0, 2.1), a_sign(apart, 2.1)])))


def test_spikes_stay_events_of_their_own() -> None:
    longest = np.array([[10_000.0] * 10 + [12_000.0, 14_000.0]])
    history = History(year().dates[:12], {"longest_run": longest})

    assert [s.day for s in evaluate(history, as_of=history.end).signs] == [history.day(10), history.day(11)]


def test_no_signs_make_no_spell() -> None:
    assert not list(spells([]))
