"""Warning signs for the terminal: grouped, each with what was seen and why it may mean nothing; past and to come."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from periodize.flags import SIGNS, Level
from periodize.report.problems import printable
from periodize.report.views.verdict import against, not_known, speak
from periodize.units import KM, count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

    from periodize.flags import NotEvaluated, Sign
    from periodize.report.views.check import Ahead, CheckReport, Coming, Room
    from periodize.report.views.today import TodayView

LARGEST = 2
"""Earlier signs of one kind that are listed unless all are asked for: our choice."""

SOONEST = 5
"""Signs to come that are listed unless all are asked for: our choice."""

VERDICTS = {
    Level.CLEAR: ("green", "Clear: no sign is up."),
    Level.INFO: ("cyan", "For your information: something is worth a look."),
    Level.WATCH: ("yellow", "Watch: more than the load alone is unusual."),
    Level.ACT: ("bold yellow", "Act: performance and well-being have both been low for a week."),
    Level.SEE_SOMEONE: ("bold red", "See a doctor or coach."),
}

GROUPS = {
    "performance": "Performance",
    "subjective": "How it feels",
    "health": "Health and sleep",
    "autonomic": "Resting heart",
    "load": "Load",
    "plan": "The plan",
    "info": "For information",
}
"""Domain -> its heading, what weighs most first."""


def print_verdict(report: CheckReport, out: Console) -> None:
    """Print the one line that matters, with the signs that it rests on."""
    words, style = verdict_words(report)
    out.print(Text(words, style=style))


def verdict_words(report: CheckReport) -> tuple[str, str]:
    """Return the verdict with the signs that it rests on, and its style."""
    words, style = headline(report)
    up = [sign for sign in report.signs if not sign.expected]
    names = f" {', '.join(_names(up))}." if up and report.verdict is not Level.CLEAR else ""
    return words + names + silence_words(report), style


def _names(signs: Iterable[Sign]) -> list[str]:
    weight = list(GROUPS)
    ordered = sorted(signs, key=lambda s: (-s.level.rank, weight.index(s.domain)))
    return list(dict.fromkeys(f"{s.code} {s.title}" for s in ordered))


def headline(found: CheckReport | TodayView) -> tuple[str, str]:
    """Return the verdict in words, and its style: nothing is clear that could not be judged."""
    style, words = VERDICTS[found.verdict]
    if any(not sign.expected for sign in found.signs):
        return words, style
    if unknown := not_known(found):
        return unknown, "yellow"
    gaps = {gap.code for gap in found.findings.not_evaluated}
    rules = [code for code, rule in SIGNS.items() if rule.domain != "data"]
    checked = [code for code in rules if code not in gaps]
    if len(checked) < len(rules):
        return f"Clear: no sign is up, of {len(checked)} of {len(rules)} that could be checked.", "green"
    return words, style


def silence_words(found: CheckReport | TodayView) -> str:
    """Return what the signs that are up leave open where nothing is recorded any more."""
    since = found.findings.silent_since
    up = any(not sign.expected for sign in found.signs)
    return f" Nothing recorded since {since.day} {since:%b}." if up and since is not None else ""


def print_signs(signs: Sequence[Sign], out: Console) -> None:
    """Print signs in full, grouped by what they rest on."""
    for domain, heading in GROUPS.items():
        group = [sign for sign in signs if sign.domain == domain]
        if group:
            out.print()
            out.print(heading, style="bold underline")
        for number, sign in enumerate(group):
            if number:
                out.print()
            print_sign(sign, out)


def print_sign(sign: Sign, out: Console) -> None:
    """Print one sign in full."""
    when = f"{sign.day}" if sign.day == sign.last_day else f"{sign.day} to {sign.last_day}"
    out.print(
        Text().append(f"{sign.code} {sign.title}", style="bold yellow").append(f" · {when} · grade {sign.evidence}")
    )
    for label, text in sign_facts(sign):
        line = Text(style="dim" if label == "Source" else "").append(f"{label}: " if label else "", style="bold")
        out.print(Padding(line.append(printable(text)), (0, 0, 0, 2)))


def sign_facts(sign: Sign) -> list[tuple[str, str]]:
    """Return what there is to say of a sign, what was seen first: (what, how it is) each, "" for what needs no name."""
    facts = [
        ("At its worst" if sign.latest else "", sign.message),
        ("Latest", short(sign.latest) if sign.latest else ""),
        ("Expected", sign.expected),
        ("For you", sign.unusual),
        ("Base rate", sign.base_rate),
        ("Other causes", sign.other_causes),
        ("One step", sign.step),
        ("Source", sign.reference),
    ]
    return [(label, text) for label, text in facts if text]


def print_past(signs: Sequence[Sign], out: Console, *, every: bool, among: str = "") -> None:
    """Print earlier signs of some days, a line each: the largest of each kind, or all."""
    if not signs:
        return
    counts = Counter(f"{sign.code} {sign.title}" for sign in signs)
    out.print()
    told = ", ".join(f"{name} {count(n, 'time')}" for name, n in counts.most_common())
    out.print(f"Earlier{among and f' {among}'}: {told}")
    shown = list(signs) if every else largest(signs)
    for sign in shown:
        line = Text(f"{sign.day}  {sign.code}  ", style="dim").append(printable(short(sign.message)))
        out.print(Padding(line, (0, 0, 0, 2)))
    if len(shown) < len(signs):
        out.print("  the largest of each kind; all with --all", style="dim")


def short(message: str) -> str:
    """Return what was seen, without what studies say of it."""
    return message.partition(". ")[0].rstrip(".") + "."


def largest(signs: Iterable[Sign]) -> list[Sign]:
    """Return the largest of each kind."""
    by_code: dict[str, list[Sign]] = {}
    for sign in sorted(signs, key=lambda sign: -sign.excess):
        by_code.setdefault(sign.code, []).append(sign)
    return [sign for code in sorted(by_code) for sign in sorted(by_code[code][:LARGEST], key=lambda sign: sign.day)]


def print_gaps(gaps: Sequence[NotEvaluated], out: Console) -> None:
    """Print what could not be judged: rules with the same reason share a line."""
    if not gaps:
        return
    by_reason: dict[str, list[str]] = {}
    for gap in gaps:
        by_reason.setdefault(gap.reason, []).append(gap.code)
    out.print()
    out.print("Not checked:", style="bold")
    for reason, codes in by_reason.items():
        line = Text(f"{' '.join(codes)}  ", style="dim").append(printable(reason))
        out.print(Padding(line, (0, 0, 0, 2)))


# ---- what comes


def print_ahead(ahead: Ahead, out: Console, *, every: bool) -> None:
    """Print what the plan's future would raise."""
    out.print()
    what = f"If you do the plan as written from where you are now, to {ahead.last}:"
    out.print(Text(what, style="bold"))
    shown = ahead.coming if every else ahead.coming[:SOONEST]
    for coming in shown:
        out.print(Padding(Text("\n").join(Text(printable(line)) for line in _coming(coming)), (0, 0, 0, 2)))
    if not ahead.coming:
        out.print("  no load sign would be up")
    if len(shown) < len(ahead.coming):
        out.print(f"  {len(ahead.coming) - len(shown)} more: --all", style="dim")
    for note in ahead.notes:
        out.print(Padding(Text(printable(note), style="dim"), (0, 0, 0, 2)))


def _coming(coming: Coming) -> Iterator[str]:
    sign = coming.sign
    last = "" if sign.day == sign.last_day else f" to {sign.last_day:%a} {sign.last_day.day} {sign.last_day:%b}"
    yield f"week {coming.week} · {sign.day:%a} {sign.day.day} {sign.day:%b}{last} · {sign.code} {sign.title}"
    most = f"; {int(coming.most / (KM / 10)) / 10:.1f} km would not raise it" if coming.most else ""
    yield f"  {sign.seen:.3g} {sign.unit}, limit {sign.limit:g}{most}"


def room_words(room: Room, signs: Iterable[Sign]) -> str:
    """Return how much load is left this week, in words, beside the signs that are up."""
    codes = against(signs)
    asked = f"the plan still asks {room.asked:.0f}" if room.asked else "the plan asks no more"
    asked += " beside the race" if room.raced else ""
    if room.reason:
        return f"Load room this week: not known ({room.reason}); {asked}."
    tired = f"{speak(codes)} against using it; " if codes else ""
    if room.jump is not None:
        left = f"{tired}{room.left:.0f}" if room.left > 0 else "none"
        held = f"R12 is up: no more than the largest of the four weeks before {room.jump.day} {room.jump:%b}"
        return f"Load room this week: {left} ({held}, {room.largest:.0f}); {asked}."
    held = f"{room.limit:g} × the largest of the four weeks before, {room.largest:.0f}"
    if room.left < 0:
        return f"Load room this week: none, {-room.left:.0f} above where R12 is raised ({held}); {asked}."
    left = f"{room.left:.0f}"
    if round(room.at_once) < round(room.left):
        left = f"{max(room.at_once, 0.0):.0f} at once, {left} by Sunday"
    return f"Load room this week: {tired}{left} until R12 is raised ({held}); {asked}."
