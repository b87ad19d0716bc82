"""The codes of everything that can be wrong with a plan: one registry that raises, lists and explains them."""

from __future__ import annotations

from dataclasses import dataclass

from periodize.errors import Problem, Severity, Span


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem.

    Parameters
    ----------
    code : P0xx file and names, P1xx session text, P2xx assumed defaults, P3xx plan arithmetic, P4xx overload.
    name : short name in words.
    severity : how much it weighs.
    text : what it means and what to do, for `periodize rule CODE`.
    """

    code: str
    name: str
    severity: Severity
    text: str

    def problem(
        self,
        span: Span | None,
        message: str,
        *,
        help: str | None = None,  # noqa: A002  the word that the report prints
        also: tuple[tuple[Span, str], ...] = (),
    ) -> Problem:
        """Return a problem of this kind."""
        return Problem(self.code, message, span, self.severity, help, also)


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        Rule("P001", "not YAML", _E, "The file is not valid YAML. The caret shows where reading stopped; the fault is there or just above."),
        Rule("P002", "key twice", _E, "A key is written twice in one mapping. YAML would silently keep one of them, so the plan says so instead."),
        Rule("P003", "unknown key", _E, "The plan language has no such key here. What is not understood is never dropped silently."),
        Rule("P004", "missing key", _E, "A required key is not there."),
        Rule("P005", "wrong kind of value", _E, "The value is of another kind than the key takes: a list for a line, text for a date, a number without its unit."),
        Rule("P006", "file too large", _E, "The file is larger, deeper or expands to more values than any plan needs. The limits protect against hostile files."),
        Rule("P007", "unknown name", _E, "A name refers to a race, block or file that does not exist."),
        Rule("P008", "not a date", _E, "A date is written YYYY-MM-DD and must exist in the calendar; a range is FROM..TO."),
        Rule("P009", "cannot open", _E, "A file that the plan refers to cannot be opened."),
        Rule("P010", "name twice", _E, "Two races or two blocks have the same name, so that a reference could mean either."),
        Rule("P011", "not text", _E, "The file is not UTF-8 text. Save it as UTF-8."),
        Rule("P012", "tag", _E, "YAML tags (!something) run code in other tools and mean nothing in a plan."),
        Rule("P013", "format version", _E, "`periodize: 1` names the version of the plan language. This program reads version 1."),
        Rule("P101", "cannot be read", _E, "The session text does not follow the grammar at the caret."),
        Rule("P102", "amount without unit", _E, "Every amount has a unit: 45min, 90s, 10km, 800m. `m` is metres."),
        Rule("P103", "dash from a word processor", _E, "A range is written with the hyphen of the keyboard (-), not with an en or em dash."),
        Rule("P104", "metres for minutes", _E, "`m` is metres. A session of less than 100 metres is almost always minutes: write `min`."),
        Rule("P105", "recovery without parentheses", _E, "The recovery between repeats stands in parentheses behind them: 12x400m @ T (60s jog)."),
        Rule("P106", "unknown intensity", _E, "The name behind @ is no intensity of the plan language and none of athlete.intensities."),
        Rule("P107", "unknown word", _E, "The word is neither a sport, a kind of step, an intensity, nor one of the plan's sessions."),
        Rule("P108", "implausible intensity", _E, "An intensity above 250 % of threshold (or below 10 %) is a slip of the pen."),
        Rule("P109", "needs a threshold", _E, "The target is absolute (watts, pace, beats a minute) and can only be turned into an intensity with the athlete's threshold."),
        Rule("P110", "parenthesis not closed", _E, "An opening parenthesis has no partner."),
        Rule("P111", "sessions in a circle", _E, "Named sessions refer to each other in a circle."),
        Rule("P112", "target without @", _E, "A target stands behind @: 15km @ 4:50/km."),
        Rule("P113", "two sports in one line", _E, "One line is one session of one sport. Write a second session for the second sport ({am: ..., pm: ...})."),
        Rule("P201", "assumed speed", _N, "The athlete has no threshold for a sport, so a generic one-hour speed stands in: run 11 km/h, bike 28, swim 2.6."),
        Rule("P202", "assumed intensity", _N, "Repeats without a target are counted at threshold: our choice. Write `@ ...` to say what is meant."),
        Rule("P301", "contradiction", _E, "Two lines fix the same day differently. Lengths and fixed dates must agree; leave one of them out."),
        Rule("P302", "no fixed point", _E, "The season needs a fixed day: `start:` or an `until:` with a date or race, and lengths that reach from there to every block."),
        Rule("P303", "block without days", _E, "A block ends before it begins."),
        Rule("P304", "volume out of reach", _W, "To meet `volume:` the steady parts would have to stretch beyond 50-200 % of what is written; they stop at that limit."),
        Rule("P305", "race in no block", _W, "A race day lies outside every block, so nothing leads to it."),
        Rule("P306", "longer than availability", _W, "A session is longer than the time that `availability:` gives that day. Nothing is moved."),
        Rule("P307", "change outside its block", _E, "`changes:` names a week or a date that the block does not have."),
        Rule("P308", "long season", _E, "A block or season is longer than ten years."),
        Rule("P405", "training while ill or injured", _W, "Sessions stand in a calendar range of illness or injury that has no `load:`. They count as written."),
    )
}  # fmt: skip
