"""A report as data: its words and tables, section by section."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.report.data.forecast import Json
    from periodize.report.views.parts import Total
    from periodize.report.views.report import Became, Provenance, ReportView, Section, SheetDay, WeekSheet


def report_page_data(view: ReportView, sections: Sequence[Section]) -> Json:
    """Return what `report --json` prints."""
    return {
        "title": view.title,
        "first": view.whole.first.isoformat(),
        "last": view.whole.last.isoformat(),
        "sections": [
            {
                "id": one.id,
                "heading": one.heading,
                "words": list(one.words),
                "chart": one.picture or None,
                "tables": [_listed(asdict(table)) for table in one.tables],
                "items": [
                    {"heading": item.heading or None, "facts": [list(fact) for fact in item.facts]}
                    for item in one.items
                ],
                "lines": list(one.lines),
                "remarks": list(one.remarks),
            }
            for one in sections
        ],
        **_made_of(view.provenance),
    }


def _listed(table: Json) -> Json:
    return {**table, "columns": list(table["columns"]), "rows": [list(row) for row in table["rows"]]}


def week_sheet_data(sheet: WeekSheet, days: Sequence[SheetDay], done: Sequence[str]) -> Json:
    """Return what `report --week --json` prints: its days with what became of them, and sums of what was done."""
    return {
        "title": sheet.title,
        "week": f"{sheet.week.monday:%G-W%V}",
        "about": list(sheet.week.about),
        "days": [
            {
                "date": day.date.isoformat(),
                "sessions": [_session(one) for one in day.sessions],
                "beside": list(day.beside),
            }
            for day in days
        ],
        "done": list(done),
        **_total(sheet.week.total),
        **_made_of(sheet.provenance),
    }


def _session(one: Became) -> Json:
    session = one.session
    return {
        "slot": session.slot or None,
        "sport": session.sport,
        "name": session.name or None,
        "text": session.text,
        "key": session.key,
        "note": session.note or None,
        "state": one.state or None,
        "done": one.done or None,
        **_total(session.total),
    }


def _total(total: Total) -> Json:
    return {"duration_s": round(total.duration), "distance_m": total.distance, "load": round(total.load, 1)}


def _made_of(found: Provenance) -> Json:
    return {
        "plan": found.plan or None,
        "commit": found.commit or None,
        "changed": found.changed if found.commit else None,
        "version": found.version,
        "today": found.day.isoformat(),
        "runs": found.runs or None,
        "seed": found.seed if found.runs else None,
    }
