"""Exports of accounts as the platforms write them, built from their documented layouts."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_STRAVA = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,"
    "Relative Effort,Commute,Activity Private Note,Activity Gear,Filename,Athlete Weight,Bike Weight,Elapsed Time,"
    "Moving Time,Distance,Max Speed,Average Speed,Elevation Gain,Elevation Loss,Elevation Low,Elevation High,Max Grade,"
    "Average Grade,Average Positive Grade,Average Negative Grade,Max Cadence,Average Cadence,Max Heart Rate,"
    "Average Heart Rate,Max Watts,Average Watts,Calories,Max Temperature,Average Temperature,Relative Effort,"
    "Total Work,Number of Runs,Uphill Time,Downhill Time,Other Time,Perceived Exertion,Type,Start Time,"
    "Weighted Average Power,Power Count,Prefer Perceived Exertion,Perceived Relative Effort,Commute"
)
STRAVA = _STRAVA.split(",")
"""The columns that have kept their places."""

_STRAVA_GERMAN = (
    "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Aktivitätsbeschreibung,Verstrichene Zeit,Distanz,"
    "Max. Herzfrequenz,Relative Leistung,Pendeln,Hinweis zur Privatsphäre für Aktivitäten,Aktivitätsausrüstung,"
    "Dateiname,Sportlergewicht,Fahrradgewicht,Verstrichene Zeit,Bewegungszeit,Distanz,Höchstgeschw.,"
    "Durchschnittliche Geschwindigkeit,Höhenzunahme,Höhenunterschied,Min. Höhe,Max. Höhe,Max. Steigung,"
    "Durchschnittliche Steigung,Durchschnittliche positive Steigung,Durchschnittliche negative Steigung,"
    "Max. Tritt-/Schrittfrequenz,Durchschnittliche Trittfrequenz,Max. Herzfrequenz,Durchschnittliche Herzfrequenz,"
    "Max. Watt,Durchschnittliche Watt,Kalorien,Max. Temperatur,Durchschnittliche Temperatur,Relative Leistung,"
    "Gesamtarbeit,Anzahl Läufe,Bergaufzeit,Bergabzeit,Andere Zeit,Gefühlte Anstrengung,Art,Startzeit,"
    "Gewichtete durchschnittliche Leistung,Leistungszahl,Gefühlte Anstrengung verwenden,Gefühlte relative Leistung,"
    "Pendeln"
)
STRAVA_GERMAN = _STRAVA_GERMAN.split(",")

STRAVA_RUN = {
    0: "4689591795", 1: "Jan 27, 2021, 1:57:47 PM", 2: "Afternoon Run", 3: "Run", 4: "windy", 5: "3070", 6: "8.19",
    7: "169.0", 8: "78", 9: "false", 10: "new shoes", 12: "activities/4689591795.gpx", 15: "3070.0", 16: "2977.0",
    17: "8191.60009765625", 29: "84.0", 31: "150.5", 33: "240.0", 37: "78.0", 43: "8.0", 46: "251.0",
}  # fmt: skip
"""Place -> cell of a run."""

_TRAINING_PEAKS = (
    "Title,WorkoutType,WorkoutDescription,PlannedDuration,PlannedDistanceInMeters,WorkoutDay,CoachComments,"
    "DistanceInMeters,PowerAverage,PowerMax,Energy,AthleteComments,TimeTotalInHours,VelocityAverage,VelocityMax,"
    "CadenceAverage,CadenceMax,HeartRateAverage,HeartRateMax,TorqueAverage,TorqueMax,IF,TSS,HRZone1Minutes,Rpe,Feeling"
)
TRAINING_PEAKS = _TRAINING_PEAKS.split(",")

INTERVALS_ACTIVITY: Mapping[str, object] = {
    "id": "i129182755", "start_date_local": "2026-03-03T19:31:48", "type": "Run", "icu_training_load": 65,
    "icu_atl": 40.5, "icu_ctl": 51.25, "paired_event_id": 1234, "elapsed_time": 3700, "moving_time": 3600,
    "name": "Tempo", "description": "felt good", "start_date": "2026-03-03T18:31:48Z", "distance": 12000.0,
    "timezone": "Europe/Berlin", "average_heartrate": 152, "max_heartrate": 171, "average_cadence": 86.0,
    "icu_rpe": 6, "feel": 2, "device_name": "Garmin FR955", "source": "GARMIN_CONNECT", "calories": 700,
    "icu_hr_zone_times": [1, 2],
}  # fmt: skip

INTERVALS_DAY: Mapping[str, object] = {
    "id": "2026-03-03", "ctl": 51.2, "atl": 40.5, "rampRate": 1.5, "ctlLoad": 65.0, "atlLoad": 65.0, "weight": 72.6,
    "restingHR": 44, "hrv": 68.0, "sleepSecs": 26100, "sleepQuality": 1, "soreness": 4, "fatigue": 2, "stress": 3,
    "mood": 4, "motivation": 1, "injury": 2, "comments": "early", "sportInfo": [{"type": "Run"}], "spO2": None,
}  # fmt: skip

INTERVALS_EVENT: Mapping[str, object] = {
    "id": 1234, "start_date_local": "2026-03-03T00:00:00", "icu_training_load": 70, "type": "Run",
    "category": "WORKOUT", "name": "Tempo", "description": "- 20m 90%", "moving_time": 3600, "distance": 12500.0,
    "color": "green",
}  # fmt: skip

GARMIN_RUN: Mapping[str, object] = {
    "activityId": 17666283983, "name": "Morning Run", "activityType": "trail_running", "sportType": "RUNNING",
    "beginTimestamp": 1700000000000, "startTimeGmt": 1700000000000.0, "startTimeLocal": 1700003600000.0,
    "duration": 1850000.5, "movingDuration": 1800000.0, "elapsedDuration": 1900000.0, "distance": 500000.0,
    "avgHr": 140.0, "maxHr": 165.0, "avgRunCadence": 85.0, "workoutRpe": 60, "activityTrainingLoad": 120.5,
    "manufacturer": "GARMIN", "startLatitude": 50.1, "splits": [{"measurements": [{"value": 1.0}]}], "parent": False,
}  # fmt: skip


def table(header: Sequence[str], *rows: Sequence[object], delimiter: str = ",", end: str = "\n") -> bytes:
    """A CSV."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerows([header, *rows])
    return text.getvalue().encode()


def of_dicts(*rows: Mapping[str, object]) -> bytes:
    """A CSV of records, missing and nested values left empty."""
    header = list(dict.fromkeys(name for row in rows for name in row))
    return table(header, *([_cell(row.get(name)) for name in header] for row in rows))


def _cell(value: object) -> object:
    return "" if value is None or isinstance(value, list) else value


def strava(*rows: Mapping[int, str], header: Sequence[str] = STRAVA, more: Sequence[str] = ("Media",)) -> bytes:
    """An activities.csv of the given columns and `more` behind them."""
    names = [*header, *more]
    return table(names, *([row.get(place, "") for place in range(len(names))] for row in rows))


def training_peaks(*rows: Mapping[str, object]) -> bytes:
    """A workouts.csv."""
    return table(TRAINING_PEAKS, *([row.get(name, "") for name in TRAINING_PEAKS] for row in rows))


def garmin_account(*rows: Mapping[str, object]) -> bytes:
    """A summarizedActivities.json."""
    return json.dumps([{"summarizedActivitiesExport": list(rows)}]).encode()


PLANNED_AND_DONE: Mapping[str, object] = {
    "Title": "Long ride", "WorkoutType": "Bike", "WorkoutDescription": "Z2 steady, 3h\nfuel 60 g/h",
    "PlannedDuration": 3, "PlannedDistanceInMeters": 90000, "WorkoutDay": "2024-05-11", "CoachComments": "easy",
    "DistanceInMeters": 88500, "PowerAverage": 180, "AthleteComments": "Felt good", "TimeTotalInHours": 2.95,
    "HeartRateAverage": 138, "HeartRateMax": 160, "IF": 0.7, "TSS": 160, "Rpe": 4, "Feeling": 3,
}  # fmt: skip

EXPORTS: Mapping[str, Sequence[bytes]] = {
    "strava-csv": (
        strava(STRAVA_RUN),
        strava(STRAVA_RUN | {1: "27.01.2021, 13:57:47", 6: "8,19"}, header=STRAVA_GERMAN, more=("Medien",)),
    ),
    "garmin-account": (garmin_account(GARMIN_RUN),),
    "intervals-csv": (of_dicts(INTERVALS_ACTIVITY), of_dicts(INTERVALS_DAY), of_dicts(INTERVALS_EVENT)),
    "intervals-json": tuple(
        json.dumps([record]).encode() for record in (INTERVALS_ACTIVITY, INTERVALS_DAY, INTERVALS_EVENT)
    ),
    "training-peaks": (training_peaks(PLANNED_AND_DONE),),
}
"""Reader -> files that it alone knows."""
