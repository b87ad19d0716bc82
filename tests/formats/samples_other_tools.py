"""A small sound file of each source that is neither a device nor an account of a training platform."""

from __future__ import annotations

import json
from typing import Any

WHOOP_HEADER = (
    "Cycle start time,Cycle end time,Cycle timezone,Recovery score %,Resting heart rate (bpm),"
    "Heart rate variability (ms),Skin temp (celsius),Blood oxygen %,Day Strain,Energy burned (cal),Max HR (bpm),"
    "Average HR (bpm),Sleep onset,Wake onset,Sleep performance %,Respiratory rate (rpm),Asleep duration (min)"
)
WHOOP_ROWS = (
    "2025-03-02 23:10:00,,UTC+01:00,61,50,48,34.5,97.5,,,,,2025-03-02 23:10:00,2025-03-03 07:00:00,95,14.2,450\n"
    "2025-03-01 22:30:00,2025-03-02 23:10:00,UTC+01:00,40,55,39,34.9,98.1,12.4,2400,160,70,"
    "2025-03-01 22:30:00,2025-03-02 06:15:00,80,14.8,400\n"
)
RIDE: dict[str, Any] = {
    "RIDE": {
        "STARTTIME": "2025/03/01 07:00:00 UTC ",
        "RECINTSECS": 1,
        "DEVICETYPE": "Joule GPS ",
        "IDENTIFIER": "abc ",
        "TAGS": {"Sport": "Run ", "Workout Title": "hills ", "Notes": "windy ", "RPE": "6 "},
        "INTERVALS": [
            {"NAME": "whole ", "START": 0, "STOP": 20},
            {"NAME": "1 ", "START": 2, "STOP": 8},
            {"NAME": "2 ", "START": 20, "STOP": 29},
        ],
        "XDATA": [],
        "SAMPLES": [
            {"SECS": s, "KM": 0.003 * s, "KPH": 10.8, "HR": 130 + s, "CAD": 85, "ALT": 100, "LAT": 0, "LON": 0}
            for s in range(30)
        ],
    }
}
RIDES: dict[str, Any] = {
    "VERSION": "1.0",
    "RIDES": [
        {
            "date": "2025/03/01 07:00:00 UTC",
            "filename": "2025_03_01_08_00_00.json ",
            "sport": "Bike",
            "METRICS": {
                "workout_time": "3700.0",
                "time_riding": "3600.0",
                "total_distance": "30.0",
                "average_hr": ["140.5", "3600"],
                "average_power": ["200.0", "3600"],
                "max_heartrate": "171",
                "coggan_tss": "64.0",
                "trimp_points": "80.5",
            },
            "TAGS": {"Workout Code": "tempo ", "RPE": "0 "},
            "INTERVALS": [{"name": "1", "METRICS": {"workout_time": "60"}}],
        },
        {"date": "2025/03/09 07:00:00 UTC", "sport": "Run", "planned": True, "METRICS": {"workout_time": "60"}},
    ],
}
POLAR: dict[str, Any] = {
    "exportVersion": "1.6",
    "name": "Evening",
    "startTime": "2025-03-01T08:00:00.000",
    "stopTime": "2025-03-01T08:45:53.875",
    "timeZoneOffset": 60,
    "distance": 8000.0,
    "duration": "PT2753.875S",
    "maximumHeartRate": 171,
    "averageHeartRate": 150,
    "exercises": [
        {
            "startTime": "2025-03-01T08:00:00.000",
            "timezoneOffset": 60,
            "duration": "PT2753.875S",
            "distance": 8000.0,
            "sport": "RUNNING",
            "kiloCalories": 600,
            "heartRate": {"min": 100, "avg": 150, "max": 171},
        }
    ],
}
EXERCISES: list[dict[str, Any]] = [
    {
        "logId": 26451905128,
        "activityName": "Treadmill",
        "averageHeartRate": 144,
        "duration": 1900000,
        "activeDuration": 1800000,
        "startTime": "2025-03-01 08:00:00",
        "distance": 5.0,
        "distanceUnit": "Kilometer",
        "steps": 4800,
    }
]
RESTING: list[dict[str, Any]] = [
    {"dateTime": "2025-03-01 00:00:00", "value": {"date": "03/01/25", "value": 48.5, "error": 6.8}},
    {"dateTime": "2025-03-02 00:00:00", "value": {"date": None, "value": 0.0, "error": 0.0}},
]

SAMPLES: dict[str, bytes] = {
    "plain-csv": b"date,sport,duration,distance,hr,rpe,load,name\n2025-03-01,run,62min,12.4km,148,6,70,hills\n"
    b"2025-03-02 08:00,bike,1:30:00,40km,,,,\n",
    "golden-cheetah-json": json.dumps(RIDE).encode(),
    "golden-cheetah-rides": b"\xef\xbb\xbf" + json.dumps(RIDES).encode(),
    "polar-json": json.dumps(POLAR).encode(),
    "fitbit-exercise": json.dumps(EXERCISES).encode(),
    "fitbit-resting-heart-rate": json.dumps(RESTING).encode(),
    "hrv4training-csv": b"date, time, HR,AVNN,SDNN,rMSSD,pNN50,LF,HF,HRV4T_Recovery_Points,training,sleep_time,sickness,"
    b"note\n\n2025-03-01, 07:10:00, 48.2, 1244.0, 80.0, 71.5, 40.0, 0.1, 0.2, 8.5, -, 7.5, no, rested\n"
    b"2025-03-02, 07:12:00, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -, -, yes, -\n",
    "elite-hrv-csv": b"\xef\xbb\xbfMember,Date,Datetime,Type,HRV,lnRmssd,Rmssd,Nn50,Pnn50,Sdnn,HR\n"
    b"me@here,2025-03-01,2025-03-01 20:00:00,Open Reading,55,3.6,36.0,10,9,50,61\n"
    b"me@here,2025-03-01,2025-03-01 07:00:00,Morning Readiness,65,4.2,66.7,30,29,70,49\n",
    "whoop-csv": f"{WHOOP_HEADER}\n{WHOOP_ROWS}".encode(),
    "oura-csv": b"date,Sleep Score,Total Sleep Duration,Average Resting Heart Rate,Lowest Resting Heart Rate,"
    b"Average HRV,Readiness Score\n2025-03-01,80,27030,52.1,47,61,83\n",
    "pmsys-srpe": b"end_date_time,activity_names,perceived_exertion,duration_min\n"
    b"2025-03-01T09:00:00.000Z,\"['individual', 'running']\",7,30\n",
    "pmsys-wellness": b"effective_time_frame,fatigue,mood,readiness,sleep_duration_h,sleep_quality,soreness,"
    b"soreness_area,stress\n2025-03-01T08:31:40.751Z,2,4,5,6,3,1,[12921003],5\n",
    "pmsys-injury": b"effective_time_frame,injuries\n2025-03-01T08:00:00.000Z,{}\n"
    b"2025-03-02T08:00:00.000Z,\"{'left_elbow': 'minor', 'right_shoulder': 'major'}\"\n",
}
