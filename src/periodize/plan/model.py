"""The text of a plan as pydantic sees it: which keys there are and what their values are.

Every value arrives as a string, list or mapping; a field's type (`values`) reads it. Session lines stay text here:
they are read with the plan's own names in `reading`.
"""

# no `from __future__ import annotations`: pydantic would parse the text of each annotation again
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from periodize.plan.values import (
    KINDS,
    PHASE_SYNONYMS,
    PHASES,
    SEXES,
    SLOTS,
    Bpm,
    Celsius,
    Day,
    DayRange,
    Distance,
    Duration,
    Flag,
    Height,
    Kilograms,
    Line,
    LoadValue,
    Metres,
    Percent,
    Share,
    Sport,
    Text,
    fault,
    one_of,
    read_available,
    read_volume,
    whole,
    words,
)
from periodize.zones import ZONES

KEY_SYNONYMS = {
    "monday": "mon", "tuesday": "tue", "wednesday": "wed", "thursday": "thu", "friday": "fri",
    "saturday": "sat", "sunday": "sun",
    "deloads": "deload", "tapers": "taper", "race": "races", "block": "blocks", "session": "sessions", "weekly": "week",
    "length": "weeks", "duration": "weeks", "end": "until", "thresholds": "threshold", "ftp": "threshold",
    "tues": "tue", "weds": "wed", "thur": "thu", "thurs": "thu", "morning": "am", "evening": "pm", "afternoon": "pm",
}  # fmt: skip
"""What people write for a key -> the plan language's key."""


class _Model(BaseModel):
    # built when the first plan is read: most commands read one, and none needs the parts alone
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def _form(value: Any) -> str:
    if isinstance(value, list):
        return "list"
    if isinstance(value, dict):
        return "long" if "do" in value else "slots"
    return "line"


def _entry_form(value: Any) -> str:
    return "line" if not isinstance(value, dict) else "long"


class LongForm(_Model):
    """A session with more than its line."""

    do: Line = Field(description="The session line.")
    key: Flag = Field(False, description="A key session: volume leaves it alone, and a missed one counts.")
    load: LoadValue | None = Field(
        None, description="Load that replaces the computed one [100 = an hour at threshold]."
    )
    note: Text = Field("", description="For people.")


Entry = Annotated[
    Annotated[Line, Tag("line")] | Annotated[LongForm, Tag("long")],
    Discriminator(_entry_form),
]
Progression = Annotated[list[Entry], Field(min_length=1, description="One entry per loading week; the last repeats.")]
SlotEntry = Annotated[
    Annotated[Line, Tag("line")] | Annotated[Progression, Tag("list")] | Annotated[LongForm, Tag("long")],
    Discriminator(lambda value: "list" if isinstance(value, list) else _entry_form(value)),
]


class Slots(_Model):
    """Several sessions on one day."""

    am: SlotEntry | None = Field(None, description="Morning, 07:00.")
    noon: SlotEntry | None = Field(None, description="Noon, 12:00.")
    pm: SlotEntry | None = Field(None, description="Afternoon, 17:00.")


DayText = Annotated[
    Annotated[Line, Tag("line")]
    | Annotated[Progression, Tag("list")]
    | Annotated[LongForm, Tag("long")]
    | Annotated[Slots, Tag("slots")],
    Discriminator(_form),
]


class Week(_Model):
    """What is done on each weekday; a day left out keeps what the week below it says."""

    mon: DayText | None = Field(None, description="Monday: rest, a session line, a list, am/noon/pm, or do: ...")
    tue: DayText | None = Field(None, description="Tuesday: rest, a session line, a list, am/noon/pm, or do: ...")
    wed: DayText | None = Field(None, description="Wednesday: rest, a session line, a list, am/noon/pm, or do: ...")
    thu: DayText | None = Field(None, description="Thursday: rest, a session line, a list, am/noon/pm, or do: ...")
    fri: DayText | None = Field(None, description="Friday: rest, a session line, a list, am/noon/pm, or do: ...")
    sat: DayText | None = Field(None, description="Saturday: rest, a session line, a list, am/noon/pm, or do: ...")
    sun: DayText | None = Field(None, description="Sunday: rest, a session line, a list, am/noon/pm, or do: ...")


def _change_form(value: Any) -> str:
    form = _form(value)
    return "week" if form == "slots" and not set(SLOTS) & set(value) else form


Change = Annotated[
    Annotated[Line, Tag("line")]
    | Annotated[Progression, Tag("list")]
    | Annotated[LongForm, Tag("long")]
    | Annotated[Slots, Tag("slots")]
    | Annotated[Week, Tag("week")],
    Discriminator(_change_form),
]


class Deload(_Model):
    """Every n-th week is lighter."""

    every: Annotated[int, whole(2, 52)] = Field(description="Every n-th week of the block.")
    volume: Share = Field(description="Amounts and repeat counts as a share of the week before.")


class Taper(_Model):
    """Volume shrinks exponentially over the block."""

    volume: Share = Field(description="Share of the volume that is left on the last day.")


class Round(_Model):
    """A round with a goal or a load of its own."""

    date: Day = Field(description="Day of the round: YYYY-MM-DD.")
    goal: Duration | None = Field(None, description="Time aimed at in this round; of the last one, that of the race.")
    load: LoadValue | None = Field(None, description="Load of this round; left out, that of the race.")


RoundText = Annotated[
    Annotated[Day, Tag("one")] | Annotated[Round, Tag("long")],
    Discriminator(lambda value: "long" if isinstance(value, dict) else "one"),
]


class Race(_Model):
    """A race, or a championship of several rounds."""

    id: Text | None = Field(None, description="Short name for `until:`; left out, it is made from the name.")
    name: Text = Field(description="Name of the race.")
    date: Day | None = Field(None, description="Day of the race: YYYY-MM-DD.")
    rounds: dict[str, RoundText] | None = Field(
        None, description="Round -> date, or {date, goal, load}, for a race of several rounds."
    )
    priority: Annotated[Literal["A", "B", "C"], one_of("priority", ("A", "B", "C"), {"a": "A", "b": "B", "c": "C"})] = (
        Field("B", description="A: the season is built for it. B: a short taper. C: trained through.")
    )
    sport: Sport | None = Field(None, description="Sport of the race; left out, the athlete's own.")
    distance: Distance | None = Field(None, description="Length of the race: 10km, 1500m, 26.2mi.")
    goal: Duration | None = Field(None, description="Time aimed at, of several rounds in the last: 3:28, 1:04:00.")
    load: LoadValue | None = Field(
        None, description="Load of the race, of each of its rounds; left out, it follows from goal and distance."
    )

    @model_validator(mode="after")
    def _has_a_day(self) -> Self:
        if (self.date is None) == (not self.rounds):
            raise fault("P004", f"race {self.name!r} needs either a date or rounds", hint="write date: 2027-05-16")
        return self


class CalendarEntry(_Model):
    """Days that are not like others."""

    dates: DayRange = Field(description="FROM..TO, both included.")
    kind: Annotated[str, one_of("kind", KINDS), words(KINDS)] = Field(description="What is special about the days.")
    load: Percent | None = Field(None, description="Share of the written amounts that is done on these days.")
    altitude: Height | None = Field(None, description="Height above the sea, e.g. 1850m.")
    temperature: Celsius | None = Field(None, description="Temperature of the sessions, e.g. 32C.")
    timezone: Text | None = Field(None, description="Time zone of the place: Europe/Oslo.")
    place: Text = Field("", description="Where it is, for people.")
    note: Text = Field("", description="For people.")


Dated = Annotated[
    Annotated[Text, Tag("one")] | Annotated[dict[str, Text], Tag("dated")],
    Discriminator(lambda value: "dated" if isinstance(value, dict) else "one"),
]


Zones = Annotated[
    Annotated[str, one_of("zone model", tuple(ZONES)), words(tuple(ZONES)), Tag("one")]
    | Annotated[list[Percent], Tag("list")],
    Discriminator(lambda value: "list" if isinstance(value, list) else "one"),
]


Sex = Annotated[str, one_of("sex", SEXES, {"m": "male", "f": "female", "w": "female"}), words(SEXES)]


class Heart(_Model):
    """Heart rates."""

    max: Bpm | None = Field(None, description="Highest heart rate [bpm].")
    rest: Bpm | None = Field(None, description="Resting heart rate [bpm].")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.max is not None and self.rest is not None and self.max <= self.rest:
            raise fault("P005", f"the highest heart rate ({self.max:g}) lies below the resting one ({self.rest:g})")
        return self


class Aim(_Model):
    """What is aimed at over several seasons: a time over a distance."""

    name: Text = Field(description="What it is called, for reports.")
    by: Day = Field(description="Day by which it is aimed at: YYYY-MM-DD.")
    sport: Sport | None = Field(None, description="Sport; left out, the athlete's own.")
    distance: Distance = Field(description="Distance: 10km, 1500m, 26.2mi.")
    goal: Duration = Field(description="Time aimed at: 3:28, 1:04:00.")


class AthleteText(_Model):
    """The athlete, inside the plan or in a file of its own."""

    threshold: dict[str, Dated] = Field(
        default_factory=dict,
        description="Sport (or hr) -> what can be held for about an hour; or valid-from date -> value.",
    )
    hr: Heart | None = Field(None, description="Highest and resting heart rate.")
    sex: Sex | None = Field(None, description="Only used by load metrics that differ by it.")
    zones: Zones | None = Field(None, description="Zone model, or rising edges of your own: [70%, 80%, 90%].")
    intensities: dict[str, Text] = Field(default_factory=dict, description="Name -> target, e.g. sweetspot: 88-93%.")
    weight: Kilograms | None = Field(None, description="Body mass [kg]; only the power of running asks.")
    height: Metres | None = Field(None, description="Height [m]; only the power of running asks.")
    fitness: LoadValue | None = Field(None, description="Average daily load over the last six weeks.")
    fatigue: LoadValue | None = Field(None, description="Average daily load over the last week.")
    sport: Sport | None = Field(None, description="Sport of a session line that names none; left out, run.")
    timezone: Text | None = Field(None, description="Time zone at home: Europe/Oslo.")
    name: Text = Field("", description="Name of the athlete, for people.")
    aims: list[Aim] = Field(default_factory=list, description="What several seasons lead to: a time, and by when.")


class Limit(_Model):
    """A limit of the athlete's own for one warning sign."""

    limit: Text = Field(description="A number, or off.")
    reason: Text = Field("", description="Why; required to silence a sign.")


LimitText = Annotated[
    Annotated[Text, Tag("number")] | Annotated[Limit, Tag("reasoned")],
    Discriminator(lambda value: "reasoned" if isinstance(value, dict) else "number"),
]


class ModelChoice(_Model):
    """The response model and its parameters."""

    name: Text = Field("rolling-average", description="One of those that `periodize models` lists.")
    parameters: dict[str, Text] = Field(default_factory=dict, description="Parameter -> number, e.g. fitness_days: 42.")


Phase = Annotated[str, one_of("phase", PHASES, PHASE_SYNONYMS), words(PHASES)]


class Block(_Model):
    """One phase of the season."""

    name: Text = Field(description="Name of the block, for reports and `like:`.")
    phase: Phase | None = Field(None, description="What the block is for; taper also keeps the default taper away.")
    weeks: Annotated[int, whole(1, 520)] | None = Field(None, description="Length in weeks; or days, or until.")
    days: Annotated[int, whole(1, 3650)] | None = Field(None, description="Length in days; or weeks, or until.")
    until: Text | None = Field(None, description="First day of the next block: a date, a race, race.round, + 1d, - 2w.")
    week: Week | None = Field(None, description="Days that differ from the week of `like:`, or of the plan.")
    like: Text | None = Field(None, description="Name of an earlier block whose week this one starts from, or none.")
    volume: Annotated[str, BeforeValidator(read_volume)] | None = Field(None, description="Weekly target, e.g. 8->11h.")
    deload: Deload | None = Field(None, description="Every n-th week is lighter.")
    taper: Taper | None = Field(None, description="Volume shrinks over the block.")
    changes: dict[str, Change] | None = Field(None, description="wN: days, or date: session.")
    distribution: dict[str, Text] | None = Field(None, description="Zone -> share of time, e.g. Z1: 70-80%.")
    note: Text = Field("", description="For people.")

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if self.weeks is not None and self.days is not None:
            raise fault("P301", f"block {self.name!r} has both weeks and days", hint="keep one of them")
        return self


class Plan(_Model):
    """A season: macrocycle of blocks (mesocycles) of weeks (microcycles) of sessions."""

    periodize: Annotated[int, whole(0, 99)] = Field(description="Version of the plan language: 1.")
    include: Text | list[Text] | None = Field(
        None, description="Files to build on (athlete, sessions, week, calendar ...); what is written here wins."
    )
    title: Text = Field("", description="Name of the season, for reports.")
    start: Day | None = Field(None, description="First day; may be left out when a block has `until:`.")
    athlete: AthleteText | None = Field(None, description="The athlete, or the path of a file that describes them.")
    races: list[Race] = Field(default_factory=list, description="Races, in any order.")
    calendar: list[CalendarEntry] = Field(
        default_factory=list, description="Days that are not like others: altitude, camp, travel, illness ..."
    )
    availability: dict[str, Annotated[float, BeforeValidator(read_available)]] = Field(
        default_factory=dict, description="Weekday or range -> time there is: {mon: 0, tue-fri: 90min, sat-sun: 5h}."
    )
    sessions: dict[str, Line] = Field(default_factory=dict, description="Name -> session line, reusable.")
    week: Week | None = Field(None, description="The week that every block starts from.")
    limits: dict[str, LimitText] = Field(
        default_factory=dict, description="Warning sign -> the athlete's own limit, or off."
    )
    model: ModelChoice | None = Field(None, description="Response model of the simulation.")
    blocks: list[Block] = Field(min_length=1, description="Phases of the season, in order; each begins where one ends.")
