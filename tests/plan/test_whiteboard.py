"""Lines as coaches write them on boards, in books and in forums: read as meant, or refused with what to write."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.test_workout import ATHLETE

from periodize.plan.answers import ANSWERS
from periodize.plan.parser import SessionError, Vocabulary, parse_workout
from periodize.plan.render import Rendering, render, sport_of

# (line, canonical text, (sport, seconds, metres, stretches inside repeats)); a bike's metres follow from its speed
# model and are not checked. The athlete runs 15 km and swims 3.43 km in an hour at threshold.
READ = [
    ("5 x 1k at 10k pace with 2 minutes rest", "5x1km @ 10k (2min rest)", ("run", 1651, 5000, 5)),
    ("6 x 800m @ 5k-10k pace w. 400m jog rest", "6x800m @ 5k-10k (400m jog)", ("run", 1807, 6800, 6)),
    ("20x400m (30s rest)", "20x400m (30s rest)", ("run", 2490, 8000, 20)),
    ("3 x (4 x 500m)", "3x(4x500m)", ("run", 1440, 6000, 12)),
    ("2 x 3.2km", "2x3.2km", ("run", 1536, 6400, 2)),
    (
        "wu 15min + 4x8min @ 92%lthr (2min) + cd 10min",
        "wu 15min + 4x8min @ 92%lthr (2min) + cd 10min",
        ("run", 3780, 12917, 4),
    ),
    ("swim 10x100m @ 1:45/100m (15s rest)", "swim 10x100m @ 1:45/100m (15s rest)", ("swim", 1185, 1000, 10)),
    (
        "bike 15min @ Z2 + 3x(2min @ 95% + 1min @ 108%) (4min spin)",
        "bike 15min @ Z2 + 3x(2min @ 95% + 1min @ 108%) (4min spin)",
        ("bike", 1920, None, 6),
    ),
    (
        "W/U 15min, 5x1km @ 5K (90s jog), C/D 10min",
        "wu 15min + 5x1km @ 5k (90s jog) + cd 10min",
        ("run", 2983, 10770, 5),
    ),
    (
        "1 mile warm up + 4 x 1 mile @ 10k (3min jog) + 1 mile cool down",
        "wu 1mi + 4x1mi @ 10k (3min jog) + cd 1mi",
        ("run", 3064, 11186, 4),
    ),
    ("10 min. warm up + 20 min. tempo", "wu 10min + tempo 20min", ("run", 1800, 6500, 0)),
    ("2mi WU + 3mi T + 2mi CD", "wu 2mi + T 3mi + cd 2mi", ("run", 3192, 11265, 0)),
    (
        "10 min wu, 3 x 8 min @ T w 2 min jog, 10 min cd",
        "wu 10min + 3x8min @ T (2min jog) + cd 10min",
        ("run", 2880, 10480, 3),
    ),
    ("easy 45min then strides 6x20s", "easy 45min + strides 6x20s", ("run", 2820, 9130, 6)),
    ("easy 8km + 6x20s strides", "easy 8km + strides 6x20s", ("run", 2646, 8580, 6)),
    ("4x100m strides", "strides 4x100m", ("run", 83, 400, 4)),
    ("8x60m @ sprint (2min walk)", "8x60m @ sprint (2min walk)", ("run", 932, 2055, 8)),
    ("45 min easy", "easy 45min", ("run", 2700, 8550, 0)),
    ("easy run 45 minutes", "run easy 45min", ("run", 2700, 8550, 0)),
    ("45 min easy run", "run easy 45min", ("run", 2700, 8550, 0)),
    ("easy jog 20min", "easy 20min", ("run", 1200, 3800, 0)),
    ("90min run", "run 90min", ("run", 5400, 17100, 0)),
    ("long run 20 km", "run long 20km", ("run", 6316, 20000, 0)),
    ("long run 2h00", "run long 2h", ("run", 7200, 22800, 0)),
    ("easy long 20km", "long 20km @ easy", ("run", 6316, 20000, 0)),
    ("1 hr 15 min", "1h15", ("run", 4500, 14250, 0)),
    ("1h 30m", "1h30", ("run", 5400, 17100, 0)),
    ("5 miles easy", "easy 5mi", ("run", 2541, 8047, 0)),
    ("5mi easy @ 8:00/mi", "easy 5mi @ 8:00/mi", ("run", 2400, 8047, 0)),
    ("5mi @ 8:00 per mile", "5mi @ 8:00/mi", ("run", 2400, 8047, 0)),
    ("16km @ MP", "16km @ mp", ("run", 4086, 16000, 0)),
    ("3x5km @ marathon pace (1km jog)", "3x5km @ mp (1km jog)", ("run", 4536, 17000, 3)),
    ("20 minutes of tempo", "tempo 20min", ("run", 1200, 4600, 0)),
    ("1 mile easy, 3 miles tempo, 1 mile easy", "easy 1mi + tempo 3mi + easy 1mi", ("run", 2276, 8047, 0)),
    ("40min steady state", "steady 40min", ("run", 2400, 8500, 0)),
    ("12x400m (1' between)", "12x400m (1min)", ("run", 1812, 6670, 12)),
    ("5x1000m 3' jog", "5x1000m (3min jog)", ("run", 1920, 7040, 5)),
    ("5x1000m r=90s", "5x1000m (90s)", ("run", 1560, 6020, 5)),
    ('5x1000m R: 60"', "5x1000m (60s)", ("run", 1440, 5680, 5)),
    ("5x1000m rec 2'", "5x1000m (2min)", ("run", 1680, 6360, 5)),
    ("4x400m easy 400m", "4x400m (400m easy)", ("run", 763, 2800, 4)),
    ("3×8′ @ T (2′)", "3x8min @ T (2min)", ("run", 1680, 6680, 3)),
    ("6x800m w/ 90s jog", "6x800m (90s jog)", ("run", 1602, 6075, 6)),
    ("4x2km, 1min rest", "4x2km (1min rest)", ("run", 2100, 8000, 4)),
    ("3x1600m @ 10k with a 400m jog", "3x1600m @ 10k (400m jog)", ("run", 1407, 5600, 3)),
    ("8x3min at 5k effort with 90sec jogs", "8x3min @ 5k (90s jog)", ("run", 2070, 8194, 8)),
    ("400m x 6 @ 1500 (200m jog)", "6x400m @ 1500 (200m jog)", ("run", 855, 3400, 6)),
    ("6x(400m @ 1500, 200m jog)", "6x(400m @ 1500 + 200m @ recovery)", ("run", 925, 3600, 12)),
    ("2 sets of 4x400m", "2x(4x400m)", ("run", 768, 3200, 8)),
    (
        "2 sets of 4x400m, 60s rest between reps, 3min between sets",
        "2x(4x400m (60s rest)) (3min)",
        ("run", 1308, 3710, 8),
    ),
    ("2 sets of 4x400m (60s) (3min)", "2x(4x400m (60s)) (3min)", ("run", 1308, 4730, 8)),
    ("3x(4x400m @ I (1min)) (3min between sets)", "3x(4x400m @ I (1min)) (3min)", ("run", 1967, 7350, 12)),
    ("4 x mile @ T (400m jog)", "4x1mi @ T (400m jog)", ("run", 1968, 7637, 4)),
    ("4x4min @ vo2max (3min jog)", "4x4min @ vo2 (3min jog)", ("run", 1500, 5850, 4)),
    ("15x30s @ vo2 (30s jog)", "15x30s @ vo2 (30s jog)", ("run", 870, 3215, 15)),
    ("5x6min T- (60s rest)", "5x6min @ T- (60s rest)", ("run", 2040, 7275, 5)),
    ("5x2:30 @ I (2:00)", "5x2min30 @ I (2min)", ("run", 1230, 4735, 5)),
    ("3k TT", "test 3km", ("run", 720, 3000, 0)),
    ("5k time trial", "test 5km", ("run", 1200, 5000, 0)),
    ("20min @ ramp 50-75%", "20min @ ramp 50-75%", ("run", 1200, 3125, 0)),
    ("10km @ ramp easy-T", "10km @ ramp easy-T", ("run", 2744, 10000, 0)),
    ("12x(200m @ 800, 200m easy)", "12x(200m @ 800 + 200m @ easy)", ("run", 1241, 4800, 24)),
    ("bike 2x20min @ 88-93% (5min)", "bike 2x20min @ 88-93% (5min)", ("bike", 2700, None, 2)),
    ("bike 3x12min 88-93% w/ 4min spin", "bike 3x12min @ 88-93% (4min spin)", ("bike", 2640, None, 3)),
    ("ride 2 hours Z2", "bike 2h @ Z2", ("bike", 7200, None, 0)),
    ("2 hour ride", "bike 2h", ("bike", 7200, None, 0)),
    ("Zone 2 ride 2h", "bike 2h @ Z2", ("bike", 7200, None, 0)),
    ("60min in zone 2", "60min @ Z2", ("run", 3600, 12000, 0)),
    ("60min Z2-3", "60min @ Z2-Z3", ("run", 3600, 12750, 0)),
    ("bike 4x8min @ 250W w/ 4min", "bike 4x8min @ 250W (4min)", ("bike", 2640, None, 4)),
    ("2x20min @ 85% of FTP (5min)", "2x20min @ 85%ftp (5min)", ("run", 2700, 9350, 2)),
    ("45min @ 75% max HR", "45min @ 75%hrmax", ("run", 2700, 8462, 0)),
    ("10min @ 2.5 mmol/l", "10min @ 2.5mmol", ("run", 600, 2325, 0)),
    ("60min @ 140-150 bpm", "60min @ 140-150bpm", ("run", 3600, 12125, 0)),
    ("bike 20min wu + FTP test 20min + cd 10min", "bike wu 20min + test 20min + cd 10min", ("bike", 3000, None, 0)),
    ("long ride 4h", "bike long 4h", ("bike", 14400, None, 0)),
    ("swim 10x100m @ CSS (15s rest)", "swim 10x100m @ T (15s rest)", ("swim", 1185, 1000, 10)),
    (
        "swim 400m easy + 8x50m @ T (20s rest) + 200m easy",
        "swim easy 400m + 8x50m @ T (20s rest) + easy 200m",
        ("swim", 1389, 1000, 8),
    ),
    ("swimming 1500m", "swim 1500m", ("swim", 2072, 1500, 0)),
    ("row 3x2km @ rpe 7-8 (5min)", "row 3x2km @ rpe 7-rpe 8 (5min)", ("row", 2475, 7360, 3)),
    ("rowing 4x500m @ 1:55/500m (2min)", "row 4x500m @ 1:55/500m (2min)", ("row", 820, 2816, 4)),
    ("ski 90min @ Z2", "ski 90min @ Z2", ("ski", 5400, 15600, 0)),
    ("hike 3h", "hike 3h", ("hike", 10800, 10260, 0)),
    ("strength 45min", "gym 45min", ("gym", 2700, None, 0)),
    ("cross training 45min", "xt 45min", ("xt", 2700, None, 0)),
    ("rest day", "rest", ("run", 0, 0, 0)),
    ("OFF", "rest", ("run", 0, 0, 0)),
]

# (line, code, words of the help)
REFUSED = [
    ("12x400m @ LT (30 sec recov)", "P106", "'T'"),
    ("15km 4:50/km->3:20/km", "P112", "@ ramp 4:50-3:20/km"),
    ("200-400-600-800-600-400-200m", "P101", "200m + 400m + 600m + ..."),
    ("1-2-3-2-1min", "P101", "1min + 2min + 3min"),
    ("75-90min", "P101", "75->90min"),
    ("75–90min", "P103", "75->90min"),
    ("6-8 x 1km", "P101", "6->8x"),
    ("5x3min @ I (2-3min)", "P101", "(3min)"),
    ("6x1km in 3:20", "P101", "@ 3:20/km"),
    ("8x400m in 72s", "P101", "@ 3:00/km"),
    ("8x400m @ 72s", "P106", "@ 3:00/km"),
    ("6x800m off 90s", "P105", "(90s rest)"),
    ("swim 10x100m on 1:45", "P101", "(15s rest)"),
    ("swim 10 x 100m @ 1:45", "P106", "@ 1:45/100m"),
    ("swim 100x100m on 1:30", "P101", "rest between"),
    ("swim 8 x 25 kick", "P102", "25m"),
    ("swim 8x25m kick", "P101", "note: kick"),
    ("10x400", "P102", "400m"),
    ("400 x 6", "P102", "6x400m"),
    ("8x400s @ 5k", "P102", "400m"),
    ("15x 30/30", "P102", "30s @ vo2 (30s)"),
    ("15x30s/30s", "P105", "(30s)"),
    ("Billat 30/30", "P107", "15x30s @ vo2"),
    ("Yasso 800s", "P107", "10x800m"),
    ("mona fartlek", "P107", "2x90s"),
    ("40min fartlek", "P101", "10x1min @ I (1min)"),
    ("Michigan", "P107", "1600m @ 10k"),
    ("progression run 10km", "P107", "ramp"),
    ("bike 3x9min over-unders", "P101", "3x(2min @ 95% + 1min @ 108%)"),
    ("bike 2x20min @ sweet spot", "P106", "88-93%"),
    ("10x1min hard (1min easy)", "P101", "rpe 8"),
    ("6x(400m fast, 200m jog)", "P101", "@ 5k"),
    ("10x1min on/1min off", "P101", "10x1min @ I (1min)"),
    ("8x60s hill (jog back)", "P101", "8x60s @ I"),
    ("8x60s @ I (jog back)", "P102", "(200m walk)"),
    ("3x1min @ R with full recovery", "P102", "(5min walk)"),
    ("8x(1min run + 2min walk)", "P113", "8x1min @ easy (2min walk)"),
    ("2 sets of 4x400m (60s)", "P105", "2x(4x400m (60s)) or 2x(4x400m) (60s)"),
    ("2x4x400m, 60s rest", "P105", "2x(4x400m (60s rest))"),
    ("4x400m (3min between sets)", "P101", "2x(4x400m @ I (60s)) (3min)"),
    ("5x1km 90s", "P105", "(90s)"),
    ("5x1km, 90s", "P105", "(90s jog)"),
    ("5x1km @ T, 10min jog", "P105", "(10min jog)"),
    ("5x1000m R 60s jog", "P105", "@ R (60s jog)"),
    ("10 miles w/ 6 @ MP", "P101", "one after the other"),
    ("easy 45min w/ 6x20s strides", "P101", "strides 6x20s"),
    ("30km, last 10km @ MP", "P107", "5km @ mp"),
    ("20km @ mp + 10s", "P102", "4:10/km"),
    ("6 strides", "P102", "strides 6x20s"),
    ("long 1:30", "P102", "1h30 or 1min30"),
    ("ride 2:30", "P102", "2h30"),
    ("3x10m @ T", "P104", "10min"),
    ("5M easy", "P104", "5mi"),
    ("long 120m", "P104", "120min"),
    ("1h5", "P102", "1h05"),
    ("1h75", "P102", "below 60"),
    ("2m30s", "P102", "2min30"),
    ("1,5km", "P101", "1.5km"),
    ("1/2 mile", "P102", "0.5mi"),
    ("20min @ 90% effort", "P101", "rpe 8"),
    ("10min @ 90% MP", "P101", "the pace"),
    ("45min @ 70% HRR", "P101", "bpm"),
    ("60min @ HR 140-150", "P106", "140-150bpm"),
    ("60min bike + 20min run", "P113", "am:"),
    ("brick: 60min bike + 20min run", "P107", "am:"),
    ("gym squats 3x8", "P107", "note:"),
    ("jog 20min", "P107", "easy 10min"),
    ("row 5x500m r24 (2min)", "P101", "note"),
    ("easy tempo 20min", "P101", "@ easy"),
    ("two miles easy", "P107", "digits"),
    ("parkrun", "P107", "races:"),
    ("200m @ 800 + 200m jog", "P101", "10min @ recovery"),
]


@pytest.mark.parametrize(("line", "canonical", "expected"), READ, ids=[row[0] for row in READ])
def test_a_line_of_the_whiteboard_is_read_as_meant(
    line: str, canonical: str, expected: tuple[str, int, int | None, int]
) -> None:
    workout = parse_workout(line)
    context = Rendering(ATHLETE, {}, {})
    segments = render(workout, context)
    sport, seconds, metres, repeats = expected

    assert canonical == str(workout)
    assert (sport, seconds) == (sport_of(workout, context), round(sum(s.duration for s in segments)))
    assert repeats == sum(s.role == "work" for s in segments)
    if metres is not None:
        assert metres == round(sum(s.distance or 0.0 for s in segments))


@pytest.mark.parametrize("canonical", [row[1] for row in READ])
def test_a_canonical_line_stays_as_it_is(canonical: str) -> None:
    assert canonical == str(parse_workout(canonical))


@pytest.mark.parametrize(("line", "code", "words"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_line_that_could_mean_two_things_is_refused_with_an_answer(line: str, code: str, words: str) -> None:
    with pytest.raises(SessionError) as caught:
        parse_workout(line)

    assert code == caught.value.code
    assert words in (caught.value.hint or "")


@pytest.mark.parametrize("answer", sorted({text for text in ANSWERS.values() if re.search(r"write[^:]*: \w", text)}))
def test_what_an_answer_tells_to_write_can_be_read(answer: str) -> None:
    parse_workout(re.split(r"write[^:]*: ", answer)[-1])


@pytest.mark.parametrize("name", ["hard", "warmup", "marathon", "easy_ride", "fartlek"])
def test_a_name_of_the_plans_own_means_what_the_plan_says(name: str) -> None:
    own = Vocabulary(sessions={name}, intensities={name})

    assert name == str(parse_workout(name, own))
    assert f"20min @ {name}" == str(parse_workout(f"20min @ {name}", own))


WORDS = sorted({word for row in (*READ, *REFUSED) for word in re.split(r"(?<=\W)|(?=\W)", row[0]) if word})


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map("".join))
def test_whatever_is_read_is_printed_as_what_it_was_read_as(text: str) -> None:
    try:
        found = parse_workout(text)
    except SessionError as error:
        assert 0 <= error.column <= len(text)
        assert error.message
    else:
        assert found == parse_workout(str(found))
        assert str(found) == str(parse_workout(str(found)))
