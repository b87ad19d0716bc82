"""What a report rests on: the model and how far to trust it, assumptions, what it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.charts.marks import in_words
from periodize.report.views.replay import Replay, advice, verdict
from periodize.report.views.report import Item, Missing, Section
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.report.views.report import Provenance, ReportView

HEADING = "The model, and how far to trust it"

TRY = (
    "The whole of it, with your tests: `periodize simulate --backtest`; how often each sign fires on your past:"
    " `periodize check --backtest`."
)


def sentence(text: str) -> str:
    """Return a text as a sentence of its own."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def held(view: ReportView) -> tuple[str, ...]:
    """Say whether ranges like these held on the athlete's past, where there are any; race times are not looked at."""
    past = view.past
    if past is None:
        return ()
    if isinstance(past, Missing):
        return (f"Whether these ranges hold was not checked on your past: {past.why}.",)
    return (f"{verdict(past)} Checked on {count(past.dates, 'past week')} of yours; race times were not.",)


def model(view: ReportView) -> Section:
    """Return the response model and how far to trust it."""
    found = view.model
    if found is None:
        why = "Nothing is simulated here, so no model is trusted; fitness and fatigue are averages of 42 and 7 days."
        return Section("model", HEADING, words=(why,))
    facts = [("What it is", f"{found.name}. {found.summary}")]
    if found.own:
        facts.append(("Calibrated to you", " ".join(found.own)))
    else:
        whose = f", with the gains of {found.borrowed}" if found.borrowed else f" (grade {found.evidence})"
        facts.append(("Not calibrated to you", f"The numbers of the performance are borrowed{whose}."))
    facts += [("Where it holds", found.valid), ("Where it misleads", found.trap)]
    told = (*held(view), *(advice(view.past) if isinstance(view.past, Replay) else ()))
    facts += [("On your own past", " ".join(told))] if told else []
    return Section(
        "model",
        HEADING,
        words=("No model knows you; this one counts training, and nothing else.",),
        items=(Item("", tuple(facts)),),
        remarks=(TRY,),
    )


def assumptions(view: ReportView) -> Section:
    """Return what was assumed, each once."""
    report, forecast = view.whole.report, view.whole.forecast
    told = [*(forecast.assumptions if forecast else ()), *(report.assumptions if report else ()), *view.whole.notes]
    lines = tuple(map(sentence, dict.fromkeys(told)))
    words = () if lines else ("Nothing was assumed.",)
    return Section("assumptions", "Assumptions and defaults", words=words, lines=lines)


def made_of(view: ReportView) -> Section:
    """Return what the report was made of, so that it can be made again."""
    facts = [*origin(view.provenance), *_record(view)]
    again = "The same plan, record, day, runs and seed give the same report." if view.provenance.runs else ""
    return Section("made-of", "Made of", items=(Item("", tuple(facts)),), remarks=(again,) if again else ())


def origin(found: Provenance) -> Iterator[tuple[str, str]]:
    """Yield plan, commit, version, day, runs and files that could not be read, with their names."""
    yield "Plan", found.plan or "none"
    if found.commit:
        yield "Commit", found.commit + (", and the plan was changed since" if found.changed else "")
    yield "Day", in_words(found.day)
    if found.runs:
        yield "Simulation", f"{count(found.runs, 'run')}, seed {found.seed}"
    if found.files:
        yield "Files", found.files
    yield "periodize", found.version


def _record(view: ReportView) -> Iterator[tuple[str, str]]:
    report = view.whole.report
    if report is None or report.history is None:
        yield "Record", "none"
        return
    recorded = sum(activity.day <= report.as_of for activity in report.record.activities)
    days = f"{in_words(report.history.start)} to {in_words(report.history.end)}"
    yield "Record", f"{count(recorded, 'activity')}, {days}"
    if report.metrics:
        measured = sorted(report.metrics.items(), key=lambda metric: -metric[1])
        yield "Load measured by", ", ".join(f"{name} {number:,}" for name, number in measured)
