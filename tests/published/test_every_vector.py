"""Every key of the collected vectors comes out of the program: those that no other module reads are here.

A row may hold a number that was published and one that was recomputed from the stated formula; both are looked at.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.published.oracles import columns
from tests.where import DATA, ROOT

from periodize.activity import Morning
from periodize.analysis import polarisation_index
from periodize.athlete import Athlete, Dated
from periodize.effort import Effort
from periodize.flags import coupled_ratio, ewma_ratio, monotony, strain, uncoupled_ratio, weekly_change
from periodize.flags.chart import ewma, half_width
from periodize.load import banister_trimp, stress, swim_cubed, trimp
from periodize.load.minetti import cost_of_running
from periodize.project.checks.morning_series import wellness
from periodize.response import respond
from periodize.scores import predictive_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Expected = Iterator[tuple[float, float, float]]
    """Printed, ours, and how far they may be apart: half of the last digit that is printed."""

FOLDER = DATA / "overtraining"
VECTORS = FOLDER / "test_vectors.json"
MPH = 1609.344 / 3600

ELSEWHERE = {
    "trimp_banister": "test_load_vectors",
    "rpe_to_load_per_hour": "test_load_vectors",
    "srpe": "test_load_other_metrics",
    "minetti_Cr": "test_load_other_metrics",
    "govss_running_power_70kg_175m": "test_load_other_metrics",
    "decoupling_pct": "test_analysis_decoupling",
}
"""Key -> the module that reads it."""


def days(words: str) -> NDArray[np.float64]:
    """Daily loads of "28 x 50 then 7 x 100"."""
    parts = [(int(n), float(load)) for n, load in re.findall(r"(\d+) ?x ?(\d+)", words)]
    return np.repeat([load for _, load in parts], [n for n, _ in parts])


def intensity(load: float, hours: float) -> float:
    return sqrt(load / (100 * hours))


def trimp_at_threshold(rows: Any) -> Expected:
    for row in rows:
        span = {"hr_max": row["hr_max"], "hr_rest": row["hr_rest"]}
        who = Athlete(thresholds={"hr": (Dated(row["lthr"]),)}, sex="male", **span)
        minutes = row["trimp"] / banister_trimp(1, 150, sex="male", **span)
        got = trimp(Effort("run", np.array([60 * minutes]), {"heart_rate": np.array([150.0])}), who)
        yield row["calc"], got, 1e-9
        yield row["published_floor"], int(got), 0


def power_of_hours(rows: Any) -> Expected:
    for row in rows:
        threshold = row.get("ftp", 250)
        steps = row.get("steps") or [[row["sec"], row["np"] / threshold]]
        watts = np.concatenate([np.full(seconds, share * threshold) for seconds, share in steps])
        rider = Athlete(thresholds={"bike": (Dated(threshold),)})
        got = stress(Effort("bike", np.ones(len(watts)), {"power": watts}), rider)
        if "out" in row:
            yield row["out"], got, 1e-9
        else:  # the sum is smoothed over half a minute, the recomputation is not
            yield row["calc_no_30s_smoothing"], got, 0.1
            yield row["published"], int(got), 0


def speed_of_hours(rows: Any) -> Expected:
    for row in rows:
        if "trap" in row:  # a sentence: pace divided by pace, which test_load_vectors holds does not come out
            continue
        hours = row["h"] if "h" in row else row["min"] / 60
        threshold = row["ft_mph"] * MPH if "ft_mph" in row else 1000 / row["ft_pace_s_km"]
        speed = row["ngp_mph"] * MPH if "ngp_mph" in row else 1000 / row["ngp_s_km"]
        run = Effort("run", np.array([3600.0 * hours]), {"graded_speed": np.array([speed])})
        got = stress(run, Athlete(thresholds={"run": (Dated(threshold),)}))
        yield row["out"], got, 5e-4
        yield row.get("IF", intensity(got, hours)), intensity(got, hours), 1e-9


def swims(rows: Any) -> Expected:
    for row in rows[1:]:  # the first is the formula
        swim = Effort("swim", np.array([3600.0 * row["h"]]), {"speed": np.array([100 / row["pace_s100"]])})
        swimmer = Athlete(thresholds={"swim": (Dated(100 / row["css_s100"]),)})
        yield row["IF"], intensity(stress(swim, swimmer), row["h"]), 5e-4
        yield row["cubed"], swim_cubed(swim, swimmer), 0.05
        yield row["squared_variant"], stress(swim, swimmer), 0.5


def slopes_measured(rows: Any) -> Expected:
    for row in rows:
        yield row["C"], float(cost_of_running(np.array([row["i"]]))[0]), row["sd"]


def monotonies(rows: Any) -> Expected:
    population = sqrt(7 / 6)  # docstring of `monotony`: so much larger
    for row in rows:
        load = np.array(row["load"], dtype=np.float64)
        varied, strained = float(monotony(load)[-1]), float(strain(load)[-1])
        of = {"mono_sample": varied, "strain_sample": strained}
        of |= {"mono_pop": varied * population, "strain_pop": strained * population}
        for name in of.keys() & row.keys():
            yield row[name], of[name], 6e-4 if name.startswith("mono") else 0.06
        if "mono" in row:  # "inf (cap 10 in ...)"
            yield float(row["mono"].split()[0]), varied, 0


def athletes_of_menaspa(found: Any) -> Expected:
    who, load = columns(FOLDER / found["daily"], "ID", "TL")
    for name, printed in found["athletes"].items():
        own = load[who == float(name)]
        yield printed["rac"], float(coupled_ratio(own)[-1]), 5e-7
        yield printed["rau"], float(uncoupled_ratio(own)[-1]), 5e-7
        yield printed["ewma"], float(ewma_ratio(own)[-1]), 5e-7


def steps_up(rows: Any) -> Expected:
    for row in rows:
        load = days(row["load"])
        yield row["rac"], float(coupled_ratio(load)[-1]), 1e-9
        yield row["rau"], float(uncoupled_ratio(load)[-1]), 1e-9
        yield row["ewma_2_over_Np1"], float(ewma_ratio(load)[-1]), 5e-3


def weeks(rows: Any) -> Expected:
    for row in rows:
        yield float(row["pct"]), 100 * float(weekly_change(days(row["load"]))[-1]), 1e-9


def polarisation(rows: Any) -> Expected:
    for row in rows:
        yield row["PI"], polarisation_index(row["z"]) or 0.0, 1e-9


def hooper(rows: Any) -> Expected:
    """Our sum of the four items, where more is better, is 24 less that of Hooper, where less is."""
    names = ("sleep_quality", "fatigue", "stress", "soreness")
    for row in rows:
        morning = Morning(
            date(2026, 1, 1),
            sleep_quality=6 - row["sleep"],
            fatigue=row["fatigue"],
            stress=row["stress"],
            soreness=row["soreness"],
        )
        yield row["sum4"], 24 - wellness(morning, names), 0
        yield row["sum4"] + 1, 24 - wellness(replace(morning, stress=row["stress"] + 1), names), 0


def running_mean(found: Any) -> Expected:
    got = ewma(np.array(found["x"], dtype=np.float64), weight=found["lam"])
    yield from ((printed, value, 1e-9) for printed, value in zip(found["z_last"], got.tolist(), strict=True))


def chart_limits(found: Any) -> Expected:
    for row in found["rows"]:
        yield row["limit_in_SD_at_L2.5"], float(half_width(row["phi"], days=row["B"], width=2.5)), 5e-6


def steady_ramp(found: Any) -> Expected:
    for rise, form in found["rows"]:  # fitness follows a load that rises by so much a week, once it has long done so
        history = respond(rise / 7 * np.arange(800.0), model="rolling-average", fitness=0)
        fitness = history.one("fitness")
        yield rise, float(fitness[-1] - fitness[-8]), 1e-3
        yield form, float(history.one("form")[-1]), 2e-3 * rise  # weights of 1 - exp(-1 / tau)


def trust(found: Any) -> Expected:
    sensitivity, specificity = found["sens_spec"]
    for prevalence, right in found["prev_to_ppv"].items():
        yield right, predictive_value(sensitivity, specificity, float(prevalence)), 5e-4


HERE: dict[str, Callable[[Any], Expected]] = {
    "trimp100_hrss": trimp_at_threshold,
    "np_tss": power_of_hours,
    "rtss": speed_of_hours,
    "swim": swims,
    "minetti_measured": slopes_measured,
    "monotony_strain": monotonies,
    "acwr_menaspa_williams_day28": athletes_of_menaspa,
    "acwr_step": steps_up,
    "week_to_week": weeks,
    "polarization_index": polarisation,
    "hooper": hooper,
    "ewma_gap_aware": running_mean,
    "ewma_chart_limit": chart_limits,
    "ctl_ramp_to_tsb": steady_ramp,
    "ppv": trust,
}


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    if not VECTORS.exists():
        pytest.skip("the collected vectors are not here")
    found: dict[str, Any] = json.loads(VECTORS.read_text())
    return found


@pytest.mark.parametrize("key", HERE)
def test_vectors_come_out(vectors: dict[str, Any], key: str) -> None:
    rows = list(HERE[key](vectors[key]))

    assert rows
    for printed, got, apart in rows:
        assert printed == pytest.approx(got, rel=0, abs=apart, nan_ok=True)


def test_every_key_is_covered_when_the_file_grows(vectors: dict[str, Any]) -> None:
    assert vectors.keys() - {"_note"} == HERE.keys() | ELSEWHERE.keys()


@pytest.mark.parametrize(("key", "module"), ELSEWHERE.items())
def test_key_is_read_by_the_module_that_is_named(key: str, module: str) -> None:
    text = (ROOT / "tests" / "published" / f"{module}.py").read_text(encoding="utf-8")

    assert re.search(rf'VECTORS\.read_text\(\)\)\["{key}"\]', text)
