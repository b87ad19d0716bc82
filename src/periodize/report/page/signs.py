"""Warning signs on a page: those that are up with their reasons, earlier ones, those to come, what was not checked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from periodize.flags import SIGNS
from periodize.report.terminal.signs import largest, short, sign_facts
from periodize.report.views.report import Item, Section, Table
from periodize.report.views.verdict import not_known
from periodize.units import KM, count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.flags import NotEvaluated, Sign
    from periodize.report.views.check import Ahead, CheckReport
    from periodize.report.views.report import ReportView

HEADING = "Warning signs"

NO_DIAGNOSIS = (
    "A sign is a pattern in the record that is worth a look: it is no diagnosis, and each has harmless causes too."
)
GRADES = (
    "Grades: A several controlled studies or a definition, B one large cohort or trial, C small or mixed studies, "
    "D convention."
)


def signs(view: ReportView) -> Section:
    """Return what is unusual in a record, and why that may mean nothing."""
    report = view.whole.report
    if report is None:
        return Section("signs", HEADING, words=("Nothing is recorded, so no warning sign can be judged.",))
    return Section(
        "signs",
        HEADING,
        words=(not_known(report) or _up_words(report.signs), NO_DIAGNOSIS),
        items=tuple(_item(sign) for sign in report.signs),
        tables=tuple(_tables(report)),
        remarks=(*(report.ahead.notes if report.ahead else ()), GRADES),
    )


def _up_words(up: Sequence[Sign]) -> str:
    if not up:
        return "No sign is up."
    names = ", ".join(f"{sign.code} {sign.title}" for sign in up)
    return f"{count(len(up), 'sign')} up: {names}."


def _item(sign: Sign) -> Item:
    days = f"{sign.day}" if sign.day == sign.last_day else f"{sign.day} to {sign.last_day}"
    facts = tuple((label or "Seen", text) for label, text in sign_facts(sign))
    return Item(f"{sign.code} {sign.title} · {days} · grade {sign.evidence}", facts)


def _tables(report: CheckReport) -> Iterator[Table]:
    if report.ahead is not None:
        yield _ahead(report.ahead)
    if report.past_signs:
        yield _past(report.past_signs)
    if report.findings.not_evaluated:
        yield _gaps(report.findings.not_evaluated)


def _ahead(ahead: Ahead) -> Table:
    rows = [
        (
            f"{coming.sign.day}",
            f"{coming.sign.code} {coming.sign.title}",
            f"{coming.sign.seen:.3g} {coming.sign.unit}",
            f"{coming.sign.limit:g} {coming.sign.unit}",
            f"{int(coming.most / (KM / 10)) / 10:.1f} km would not raise it" if coming.most else "",
        )
        for coming in ahead.coming
    ]
    caption = f"To come, if the plan is done as written from here to {ahead.last}"
    nothing = (("none", "no load sign would be up", "", "", ""),)
    return Table(caption, ("Day", "Sign", "Seen", "Limit", "Note"), tuple(rows) or nothing)


def _past(past: Sequence[Sign]) -> Table:
    counts = Counter(sign.code for sign in past)
    rows = tuple(
        (f"{sign.day}", f"{sign.code} {sign.title}", f"{counts[sign.code]}", short(sign.message))
        for sign in largest(past)
    )
    return Table("Earlier signs, the largest of each kind", ("Day", "Sign", "Times in all", "Seen"), rows)


def _gaps(gaps: Sequence[NotEvaluated]) -> Table:
    rows = tuple((f"{gap.code} {SIGNS[gap.code].title}" if gap.code in SIGNS else gap.code, gap.reason) for gap in gaps)
    return Table("Not checked, and why", ("Sign", "Why"), rows)
