"""`why` as data: the JSON contract of docs/json.md."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from periodize.report.data.forecast import number
from periodize.report.data.sessions import session_data, sign_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from periodize.report.data.forecast import Json
    from periodize.report.views.why import WhySession, WhySign


def why_data(found: Iterable[WhySign | WhySession]) -> Json:
    """Return what `why --json` prints."""
    from periodize.report.views.why import WhySign

    listed = list(found)
    return {
        "signs": [_why_sign(one) for one in listed if isinstance(one, WhySign)],
        "sessions": [_why_session(one) for one in listed if not isinstance(one, WhySign)],
    }


def _why_sign(one: WhySign) -> Json:
    return {
        "code": one.rule.code,
        "title": one.rule.title,
        "domain": one.rule.domain,
        "evidence": one.rule.evidence,
        "reference": one.rule.reference,
        "rule": one.rule_text,
        "limit": number(one.limit),
        "own_reason": one.own or None,
        "as_of": one.as_of.isoformat(),
        "up": one.up,
        "not_evaluated": one.gap or None,
        "arithmetic": one.arithmetic or None,
        "sign": sign_data(one.sign) if one.sign else None,
        "earlier": [sign_data(sign) for sign in one.earlier],
        "series": [
            {
                "name": series.name,
                "unit": series.unit or None,
                "weeks": [
                    {"start": r.first.isoformat(), "values": [number(v) for v in r.values], "sum": number(r.total)}
                    for r in series.rows
                ],
            }
            for series in one.series
        ],
    }


def _why_session(one: WhySession) -> Json:
    place = one.place
    return {
        **session_data(one.row, {}),
        "line": {"path": place.path, "line": place.line, "column": place.column} if place else None,
        "rule": one.rule,
        "cost": number(one.cost),
        "terms": [asdict(term) for term in one.terms],
        "loads": list(one.loads),
    }
