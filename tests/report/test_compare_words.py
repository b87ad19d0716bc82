"""What one plan brings to a race beside another, in words."""

from __future__ import annotations

import pytest

from periodize.report.terminal.compare import in_words
from periodize.report.views.question import Paired


@pytest.mark.parametrize(
    ("form", "fitness", "words"),
    [
        (2.0, 1.0, "B brings +2.0 form to Mile and +1.0 fitness."),
        (2.0, -1.0, "B brings +2.0 form to Mile at -1.0 fitness."),
        (-2.0, 1.0, "B brings +1.0 fitness to Mile at -2.0 form."),
        (-2.0, -1.0, "B brings less to Mile: -2.0 form and -1.0 fitness."),
    ],
)
def test_form_and_fitness_are_told_as_gained_or_lost(form: float, fitness: float, words: str) -> None:
    differences = {"form": Paired(form), "fitness": Paired(fitness), "performance": Paired(None)}

    assert words == in_words("B", "Mile", differences)
