"""R14: the athlete says that they are ill or hurt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import Level, NotEvaluated, Sign, flag, spoken
from periodize.flags.windows import trailing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.history import History

PAIN = 7
"""[d] That somebody is well again says nothing of what hurt in so many days before, nor of words for a doctor: our
choice, as long as a sign stays up."""

SILENT = 28
"""[d] After so long without a morning on record nobody can know: our choice."""

GRAVE_STEP = (
    "speak to a doctor soon, and leave hard sessions out until then; stop-rules are a clinician's, not this program's"
)


@flag(
    "R14",
    title="illness or injury",
    domain="health",
    needs=(),
    evidence="A",
    level="watch",
    base_rate="it is what you noted yourself",
    other_causes="it may have passed since you noted it",
    step="leave hard sessions out until you feel well; stop-rules are a clinician's, not this program's",
    reference="your own notes; warnings that need a doctor: Riebe et al., Med Sci Sports Exerc 2015;47:2473-2479",
)
def illness_or_injury(history: History, *, limit: float = 1.0) -> Iterator[Sign | NotEvaluated]:
    """Repeat what the athlete reported, so that it stands beside the other signs.

    Parameters
    ----------
    history : with ill and hurt [1 for yes, 0 for no], (1, n_days), nan on days without notes; red_flag [1] where the
        words name what a doctor should hear of.
    limit : [reports a day].

    Yields
    ------
    Sign
        for each day with a report, or with words that a doctor should hear of: those are "see someone", whatever the
        limit.

    Notes
    -----
    Graded as a definition: a report is not an inference. The words are few and English; that none was found says
    nothing. An illness is over on the day of a later note that you are well, unless something hurt in the week before
    it or a doctor should hear of it.
    """
    ill, hurt, red = (history.one(name) for name in ("ill", "hurt", "red_flag"))
    told = np.nan_to_num(ill) + np.nan_to_num(hurt)
    reported = (told >= limit) | (red == 1)
    count = np.cumsum(reported)
    noted = ~np.isnan(ill) | ~np.isnan(hurt)
    noted_so_far = np.cumsum(noted)
    other = (np.nan_to_num(hurt) > 0) | (red == 1)
    near = np.nansum(trailing(other.astype(np.float64), PAIN), axis=-1) > 0
    well = np.flatnonzero((ill == 0) & ~near)
    for i in np.flatnonzero(reported):
        day = history.day(int(i))
        what = " and ".join(word for word, value in (("ill", ill[i]), ("hurt", hurt[i])) if value == 1)
        grave = red[i] == 1
        sign = illness_or_injury.sign(
            day,
            seen=float(told[i]),
            limit=limit,
            unit="reports",
            n=1,
            message=f"You noted on {spoken(day)} {f'that you were {what}' if what else 'how you were'} (n=1 note)."
            + (" Some of its words are ones that a doctor should hear of soon." if grave else ""),
            unusual=f"{count[i]} of your {noted_so_far[i]} days with notes had such a report",
        )
        later = well[well > i]
        sign = replace(sign, over=history.day(int(later[0])) if later.size else None)
        yield replace(sign, level=Level.SEE_SOMEONE, step=GRAVE_STEP) if grave else sign
    if not noted[-SILENT:].any():
        yield illness_or_injury.not_evaluated(f"no morning logged in the last {SILENT} days")
