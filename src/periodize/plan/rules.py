"""The codes of everything that can be wrong with a plan: one registry that raises, lists and explains them."""

from __future__ import annotations

from periodize.errors import Problem, Severity, Span
from periodize.plain import dataclass

MAX_FAULTS = 100
"""Most session lines that cannot be read, or cannot be done, and most faulty keys and values, that one run reports: our
choice."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem.

    Parameters
    ----------
    code : P0xx file and names, P1xx session text, P2xx assumed defaults, P3xx plan arithmetic, P4xx overload.
    name : short name in words.
    severity : how much it weighs.
    text : what it means and what to do, for `periodize rule CODE`.
    wrong, right : a session line, or a piece of a plan, that breaks the rule and one that keeps it; empty when
        showing helps nobody.
    """

    code: str
    name: str
    severity: Severity
    text: str
    wrong: str = ""
    right: str = ""

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
        Rule("P001", "not YAML", _E, "The file is not valid YAML. The caret shows where reading stopped; the fault is there or just above. Most often it is a tab, a colon inside a text without quotes, or a bracket that is not closed.",
             wrong="title: Spring: the plan", right="title: 'Spring: the plan'"),
        Rule("P002", "key twice", _E, "A key is written twice in one mapping. YAML would silently keep one of them, so the plan says so instead. Take one out, or write two sessions of one day as {am: ..., pm: ...}.",
             wrong="week:\n  tue: easy 40min\n  tue: gym 30min", right="week:\n  tue: {am: easy 40min, pm: gym 30min}"),
        Rule("P003", "unknown key", _E, "The plan language has no such key here. What is not understood is never dropped silently: a misspelt `deload` would otherwise be a block without one.",
             wrong="blocks:\n  - {name: base, weeks: 4, deloads: {every: 4, volume: 60%}}", right="blocks:\n  - {name: base, weeks: 4, deload: {every: 4, volume: 60%}}"),
        Rule("P004", "missing key", _E, "A required key is not there, or a list has nothing in it. The message names the key and the caret stands where it belongs.",
             wrong="blocks:\n  - {weeks: 4}", right="blocks:\n  - {name: base, weeks: 4}"),
        Rule("P005", "wrong kind of value", _E, "The value is of another kind than the key takes: a list for a line, text for a number, a word that the key does not know, a number without its unit. The help says what is taken.",
             wrong="blocks:\n  - {name: base, weeks: four}", right="blocks:\n  - {name: base, weeks: 4}"),
        Rule("P006", "file too large", _E, "The file is larger, nested deeper, or expands to more values than any plan needs. The limits (300 kB, 30 levels, 25,000 values) protect against hostile files; no season comes near them."),
        Rule("P007", "unknown name", _E, "A name refers to a race, a round, a block, a model or a time zone that does not exist. Names are compared letter by letter; the help says which one is near.",
             wrong="blocks:\n  - {name: base, weeks: 4}\n  - {name: build, weeks: 4, like: bse}", right="blocks:\n  - {name: base, weeks: 4}\n  - {name: build, weeks: 4, like: base}"),
        Rule("P008", "not a date", _E, "A date is written YYYY-MM-DD and must exist in the calendar; a range is FROM..TO, both days included. Other orders of day and month are not guessed.",
             wrong="races:\n  - {name: City 10k, date: 16.5.2027}", right="races:\n  - {name: City 10k, date: 2027-05-16}"),
        Rule("P009", "cannot open", _E, "A file that the plan refers to cannot be opened. A path is looked up from the folder of the file that names it; addresses of the web are never fetched.",
             wrong="athlete: athlte.yaml", right="athlete: athlete.yaml"),
        Rule("P010", "name twice", _E, "Two races, two blocks, or an intensity of yours and one of the plan language have the same name, so that a reference could mean either. Give one of them another name.",
             wrong="blocks:\n  - {name: base, weeks: 4}\n  - {name: base, weeks: 4}", right="blocks:\n  - {name: base 1, weeks: 4}\n  - {name: base 2, weeks: 4}"),
        Rule("P011", "not text", _E, "The file is not UTF-8 text. Save it as UTF-8 in your editor; the line that the message names holds the first character that is something else."),
        Rule("P012", "tag", _E, "A YAML tag (a word behind an exclamation mark) runs code in other tools and means nothing in a plan. Take it out; text that begins with an exclamation mark stands in quotes.",
             wrong="title: !season Spring", right="title: Spring"),
        Rule("P013", "format version", _E, "`periodize: 1` names the version of the plan language, so that later versions can tell old plans from new ones. This program reads version 1.",
             wrong="periodize: 2", right="periodize: 1"),
        Rule("P014", "files in a circle", _E, "Files include each other in a circle. Take one `include:` out; what two files share goes into a third."),
        Rule("P015", "cannot be formatted", _E, "`periodize format` would change more than session lines: an alias uses one as other text too, e.g. as a note, or the file holds line ends that only YAML knows (U+0085, U+2028). It is left as it is; write one of the two out.",
             wrong="week:\n  tue: {do: &five 5 x 1km @ T, note: *five}", right="week:\n  tue: {do: 5 x 1km @ T, note: five of them}"),
        Rule("P016", "line left as written", _N, "`periodize format` rewrites session lines that stand on one line of the file. One over several lines (| or >, or a wrapped line) stays as it is, and so does one whose spelling matters: 100 metres is a distance, 100m alone would be taken for minutes.",
             wrong="week:\n  tue: >\n    5 x 1km\n    at T", right="week:\n  tue: 5 x 1km at T"),
        Rule("P017", "what a setting does", _N, "A value that was set for one question (--set) does more than its text says. A new length of a block moves the boundary to the block before it, for the first block the one behind it, so that the season keeps its first and last day and its races. A share of a block's volume is one of its weekly volume, or where it has none, of all that is written, as in a deload."),
        Rule("P101", "cannot be read", _E, "The session text does not follow the grammar at the caret. A session is parts joined by ' + ', a part is an amount with or without a word before it and a target behind '@', repeats are 5x..., a recovery stands in parentheses.",
             wrong="easy 45min cd 10min", right="easy 45min + cd 10min"),
        Rule("P102", "amount without unit", _E, "Every amount has a unit: 45min, 1h30, 90s, 10km, 800m. `m` is metres, always; a number alone could be minutes or kilometres and is not guessed.",
             wrong="easy 45", right="easy 45min"),
        Rule("P103", "dash from a word processor", _E, "A range is written with the hyphen of the keyboard (-), not with the en or em dash that word processors and telephones put in its place. Replace it.",
             wrong="8x400m @ 3:20–3:25/km (200m jog)", right="8x400m @ 3:20-3:25/km (200m jog)"),
        Rule("P104", "metres for minutes", _E, "`m` is metres. A session of a few hundred metres, or a recovery of less than 30, is almost always meant as minutes: write `min`.",
             wrong="easy 45m", right="easy 45min"),
        Rule("P105", "recovery without parentheses", _E, "The recovery between repeats stands in parentheses behind them, since '/' is part of a pace alone. How it is spent may follow the amount: (60s jog), (2min walk), (4min @ Z1).",
             wrong="12x400m @ T / 60s", right="12x400m @ T (60s)"),
        Rule("P106", "unknown intensity", _E, "What stands behind @ is no intensity of the plan language and none of `athlete: intensities:`, or it is a number without a unit. Names are easy steady tempo threshold vo2 sprint, E M T I R, races from 800 to mp, and zones Z1, Z2 ...",
             wrong="3x10min @ treshold (2min)", right="3x10min @ threshold (2min)"),
        Rule("P107", "unknown word", _E, "The word is neither a sport, a kind of step, an intensity, nor one of the plan's own sessions. Define a session of that name under `sessions:`, or correct the spelling.",
             wrong="lnog 90min", right="long 90min"),
        Rule("P108", "implausible intensity", _E, "An intensity above 250 % of threshold, or below 10 %, is a slip of the pen: a missing hyphen, a pace of another sport, a digit too many. Simulated as written, it would spoil every number that follows.",
             wrong="20min @ 900%", right="20min @ 90%"),
        Rule("P109", "needs a threshold", _E, "The target is absolute (watts, pace, beats a minute) and can only be turned into an intensity with the athlete's threshold. Add the threshold, or write the target as a share of it.",
             wrong="athlete: {threshold: {run: 4:30/km}}\nweek: {tue: bike 20min @ 240W}", right="athlete: {threshold: {run: 4:30/km, bike: 265W}}\nweek: {tue: bike 20min @ 240W}"),
        Rule("P110", "parenthesis not closed", _E, "A parenthesis has no partner. One opens behind a count, 3x(...), or holds a recovery, (2min jog), and each closes again.",
             wrong="3x(2min @ 95% + 1min @ 108%", right="3x(2min @ 95% + 1min @ 108%)"),
        Rule("P111", "sessions in a circle", _E, "Named sessions refer to each other in a circle, so that none of them has an end. Write out one of the lines.",
             wrong="sessions:\n  hard: warm + 5x1km @ T (60s)\n  warm: hard + cd 10min", right="sessions:\n  hard: warm + 5x1km @ T (60s)\n  warm: wu 15min + strides 4x20s (60s)"),
        Rule("P112", "target without @", _E, "A target stands behind '@'. One straight behind its amount is read all the same, anything more is not guessed. A change of pace inside one step is a ramp; `->` runs from the first to the last week of a block.",
             wrong="15km 4:50/km->3:20/km", right="15km @ ramp 4:50-3:20/km"),
        Rule("P113", "two sports in one line", _E, "One line is one session of one sport. A second sport on the same day is a second session.",
             wrong="run 30min + bike 60min", right="{am: run 30min, pm: bike 60min}"),
        Rule("P201", "assumed speed", _N, "The athlete has no threshold for a sport, so a generic one-hour speed stands in: run 11 km/h, bike 28, swim 2.6. Distances, times and loads of that sport are then rough; what you can hold for about an hour makes them yours.",
             wrong="athlete: {threshold: {run: 4:30/km}}\nweek: {tue: swim 2km}", right="athlete: {threshold: {run: 4:30/km, swim: 1:45/100m}}\nweek: {tue: swim 2km}"),
        Rule("P202", "assumed intensity", _N, "Repeats without a target are counted at threshold, anything else without one as easy: our choice. Write a target behind the amount to say what is meant.",
             wrong="6x800m (2min)", right="6x800m @ 5k (2min)"),
        Rule("P203", "assumed effort of a round", _N, "A round before the last is run to go through, not for a time. Without a goal of its own it counts at 97 % of the speed of the last round, on the bike of its power: our choice. Give it a goal to say how it is run, or a load to say what it costs.",
             wrong="races:\n  - {name: Champs, distance: 1500m, goal: 4:00, rounds: {heat: 2027-01-07, final: 2027-01-09}}", right="races:\n  - {name: Champs, distance: 1500m, goal: 4:00, rounds: {heat: {date: 2027-01-07, goal: 4:06}, final: 2027-01-09}}"),
        Rule("P204", "sets without a break", _N, "A recovery stands between the repeats of a set, not behind the last of them, so that one set runs straight into the next. Where there is a break, as nearly everywhere, write it as a part of its own: without it the time planned is too short, and a recording without laps cannot be laid beside the plan.",
             wrong="12x400m @ T+ (60s jog) + 10x200m @ mile (200m jog)", right="12x400m @ T+ (60s jog) + 3min @ recovery + 10x200m @ mile (200m jog)"),
        Rule("P301", "contradiction", _E, "Two lines fix the same thing differently. Lengths and fixed dates must agree, and so must the goal of a race and that of its last round: leaving one of them out lets the other decide.",
             wrong="start: 2027-01-04\nblocks:\n  - {name: base, weeks: 4, until: 2027-03-01}", right="start: 2027-01-04\nblocks:\n  - {name: base, until: 2027-03-01}"),
        Rule("P302", "no fixed point", _E, "The season needs a fixed day, `start:` or an `until:` with a date or a race, and lengths that reach from there to every block. One fixed day is enough; a single block between two fixed days may go without a length.",
             wrong="blocks:\n  - {name: base, weeks: 4}", right="start: 2027-01-04\nblocks:\n  - {name: base, weeks: 4}"),
        Rule("P303", "block without days", _E, "A block ends before or on the day on which it begins. `until:` names the first day of the next block, so it must lie after the lengths before it.",
             wrong="start: 2027-01-04\nblocks:\n  - {name: base, until: 2027-01-04}", right="start: 2027-01-04\nblocks:\n  - {name: base, until: 2027-02-01}"),
        Rule("P304", "volume out of reach", _W, "To meet `volume:` the steady parts would have to stretch beyond 50-200 % of what is written; they stop at that limit, and the week misses its target by more than the limit (5 %). Repeats, warm-ups, cool-downs, key sessions and changed weeks never stretch. Write longer or more easy sessions, or another target."),
        Rule("P305", "race in no block", _W, "A race day lies before the first or after the last block, so nothing leads to it and the simulation never sees it. Let the last block end `until:` the race ` + 1d`, or take the race out.",
             wrong="races:\n  - {name: City 10k, date: 2027-05-16}", right="races:\n  - {name: City 10k, date: 2027-05-16}\nblocks:\n  - {name: build, until: city-10k + 1d}"),
        Rule("P306", "longer than availability", _W, "A session is longer than the time that `availability:` gives its weekday, by more than the limit (5 minutes). Nothing is moved. Often it is `volume:` that stretched an easy session so far; races are never judged.",
             wrong="availability: {tue: 45min}\nweek: {tue: easy 90min}", right="availability: {tue: 45min}\nweek: {tue: easy 45min}"),
        Rule("P307", "change outside its block", _E, "`changes:` names a week or a date that the block does not have, so the change would never be done. Weeks count from w1 at the first day of the block.",
             wrong="blocks:\n  - {name: base, weeks: 4, changes: {w6: {tue: rest}}}", right="blocks:\n  - {name: base, weeks: 4, changes: {w3: {tue: rest}}}"),
        Rule("P308", "long season", _E, "A block or the season is longer than ten years, or leaves the calendar. A year or a number is mistyped.",
             wrong="start: 2027-01-04\nblocks:\n  - {name: base, until: 2072-02-01}", right="start: 2027-01-04\nblocks:\n  - {name: base, until: 2027-02-01}"),
        Rule("P309", "deload no lighter", _W, "A deload week holds more than 90 % of the load of a loading week next to it in its block, so it rests nobody. Weeks `changes:` write out are done as written, and a share near 100 % leaves nothing out. Neighbours that are light for a reason of their own (taper, race, calendar) are no measure."),
        Rule("P310", "time in zones", _W, "The sessions of a block spend a share of time in a zone that lies more than 5 percentage points outside what its `distribution:` says. The zones are those of `athlete: zones:`; gym, xt and standing still belong to none. The sessions or the target say something else than is meant."),
        Rule("P311", "calendar ranges overlap", _W, "Two calendar ranges of one kind, or with a height or a temperature each, share days. One day has one share of the load, one height and one temperature: the line further down counts, and of two heights or temperatures the greater. Let the first end before the second begins, or make one range of the two.",
             wrong="calendar:\n  - {dates: 2027-01-11..2027-01-17, kind: camp}\n  - {dates: 2027-01-15..2027-01-20, kind: camp}", right="calendar:\n  - {dates: 2027-01-11..2027-01-14, kind: camp}\n  - {dates: 2027-01-15..2027-01-20, kind: camp}"),
        Rule("P312", "altitude without a height", _W, "A calendar range is `kind: altitude` and says no height, so neither paces nor the simulation change on its days. Write the height of the place.",
             wrong="calendar:\n  - {dates: 2027-01-05..2027-01-12, kind: altitude}", right="calendar:\n  - {dates: 2027-01-05..2027-01-12, kind: altitude, altitude: 1850m}"),
        Rule("P313", "rounds out of order", _W, "The rounds of a race are run in the order of their days, and the last of them is the one that the race's goal is for. One that is written after another lies before it: a date is mistyped, or two lines have changed places.",
             wrong="races:\n  - {name: Champs, rounds: {heat: 2027-01-16, final: 2027-01-09}}", right="races:\n  - {name: Champs, rounds: {heat: 2027-01-07, final: 2027-01-09}}"),
        Rule("P314", "journey of one day", _W, "A calendar range of one day lies in another time zone, and at most 14 days later there is a race that no such range covers: as written the athlete is home again that night, and races at home. A range holds for the days that it names, so let it reach to the last day there.",
             wrong="athlete: {timezone: Europe/Oslo}\ncalendar:\n  - {dates: 2027-01-05, kind: travel, timezone: America/Los_Angeles}\nraces:\n  - {name: Mile, date: 2027-01-09, distance: 1mi}", right="athlete: {timezone: Europe/Oslo}\ncalendar:\n  - {dates: 2027-01-05..2027-01-09, kind: travel, timezone: America/Los_Angeles}\nraces:\n  - {name: Mile, date: 2027-01-09, distance: 1mi}"),
        Rule("P401", "hard days back to back", _W, "More hard days follow each other than the limit (1). A day is hard with a tempo session, intervals or a race; two hard sessions on one day are one hard day, and rounds or stages on consecutive days are the organiser's. Most coaches leave an easy day between. Where it is meant (double days, block periodisation), silence it with the reason: limits: {hard-days: {limit: off, reason: ...}}."),
        Rule("P402", "A races too close", _W, "Less than six weeks lie between two A races: too little to recover, train and taper for two weeks again. Make one a B race, which gets a short taper. A races within 14 days, the rounds and events of one championship, are one peak."),
        Rule("P403", "A race without a taper", _W, "The seven days before an A race keep more than 80 % of the hours of the longest of the four weeks before its taper. An A race with no taper block in its last 14 days gets a default one, down to 50 % over 14 days, and is not meant here; but a block that tapers for another race in those days keeps the default away, and what `changes:` writes is done as written. Of 27 studies, tapers of two weeks with 41-60 % less volume and the same intensity gained most (Bosquet 2007)."),
        Rule("P404", "test before an A race", _W, 'A test, another race, or a stretch of race effort (half the race or more without a break) stands in the last three weeks before an A race. It costs days of recovery and tells nothing that can still be trained. "We do not pull the carrot out of the ground until race day." A tune-up race that is meant can be silenced with its reason.'),
        Rule("P405", "training while ill or injured", _W, "Sessions stand in a calendar range of illness or injury that has no `load:`. They count as written. Say what share is done, `load: 0%` for nothing, or `load: 100%` where they are meant as written.",
             wrong="calendar:\n  - {dates: 2027-01-11..2027-01-17, kind: illness}\nweek: {tue: easy 45min}", right="calendar:\n  - {dates: 2027-01-11..2027-01-17, kind: illness, load: 0%}\nweek: {tue: easy 45min}"),
        Rule("P406", "long run jump", _W, "A run is more than 1.10 times as long as the longest run of the 30 days before, and longer by more than 1 km. Among 5205 runners such runs were followed by more injuries: rate ratio 1.64 (1.31-2.05) for more than 10 % up to 30 % longer, 1.52 up to 100 %, 2.28 beyond (Frandsen 2025). It is observational and the absolute risk of one run stays small; before the fact, a smaller step costs nothing. Races are not judged, nor are the first eight days with a run."),
        Rule("P407", "week jump", _W, "The load of a calendar week, races left out, is more than 1.3 times the heaviest of the four weeks before, and by at least an hour of easy running. Before the season, the weeks are like seven times the athlete's `fitness`, else like the first whole week. After a deload a higher week is no jump, since the heaviest of four weeks is the measure. A convention: in runners the evidence that such weeks injure is weak. A training camp that is meant can be silenced with its reason."),
        Rule("P408", "short recovery from a race", _W, "A hard session, or another race, follows a race on foot after fewer easy days than the limit: 3 for each 10 km of an A race, a third of that for a B race, none for a C race, begun days not counted. Or a hard session stands between the rounds of a race. Coaches ask for an easy day for each mile to each 3 km raced; no trial is known to us. How many days the organiser leaves between rounds is not judged, nor are two races of one day. Where it is meant, as for a race that is run as training, silence it with the reason."),
    )
}  # fmt: skip
