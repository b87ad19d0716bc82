"""The contract of every file format."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from periodize.errors import UnknownNameError, UnreadableError
from periodize.formats import READERS, read_bytes
from periodize.formats.base import activity_id, suffix_of

if TYPE_CHECKING:
    from datetime import tzinfo


def test_names_when_listed() -> None:
    expected = [
        "elite-hrv-csv", "fit", "fitbit-exercise", "fitbit-resting-heart-rate", "garmin-account", "garmin-csv",
        "golden-cheetah-json", "golden-cheetah-rides", "gpx", "hrv4training-csv", "intervals-csv", "intervals-json",
        "oura-csv", "plain-csv", "pmsys-injury", "pmsys-srpe", "pmsys-wellness", "polar-json", "strava-csv", "tcx",
        "training-peaks", "wellness-csv", "whoop-csv",
    ]  # fmt: skip
    assert expected == sorted(READERS)


@pytest.mark.parametrize("name", list(READERS))
def test_a_reader_when_the_file_is_empty(name: str, zone: tzinfo) -> None:
    with pytest.raises(UnreadableError):
        READERS[name].read(b"", source="empty", zone=zone)


@pytest.mark.parametrize("name", list(READERS))
def test_a_reader_when_the_bytes_are_noise(name: str, zone: tzinfo) -> None:
    with pytest.raises(UnreadableError):
        READERS[name].read(bytes(range(256)) * 8, source="noise", zone=zone)


@pytest.mark.parametrize("name", list(READERS))
def test_sniffing_when_the_bytes_are_noise(name: str) -> None:
    assert not READERS[name].sniff(bytes(range(256)))


@pytest.mark.parametrize("name", list(READERS))
def test_suffix_when_listed(name: str) -> None:
    suffix = READERS[name].suffix
    assert suffix == suffix.lower()
    assert suffix.startswith(".")


def test_an_unknown_format_when_asked_for() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'tcx'"):
        READERS["tcxx"]


def test_a_web_page_when_saved_as_fit(zone: tzinfo) -> None:
    page = b"\n<!DOCTYPE html><html><body>Sign in</body></html>"
    with pytest.raises(UnreadableError, match="an HTML page: the download probably needed a login, not a FIT"):
        read_bytes(page, source="run.fit", zone=zone)


def test_a_zip_archive_when_saved_as_fit(zone: tzinfo) -> None:
    with pytest.raises(UnreadableError, match="a zip archive: unpack it first"):
        read_bytes(b"PK\x03\x04rest", source="run.fit", zone=zone)


def test_a_csv_when_its_layout_is_unknown(zone: tzinfo) -> None:
    with pytest.raises(UnreadableError, match=r"Garmin Connect .*, a wellness table .*columns seen: foo,bar"):
        read_bytes(b"foo,bar\n1,2\n", source="x.csv", zone=zone)


def test_suffix_when_compressed_and_in_capitals() -> None:
    assert suffix_of("a/2013-06-19.TCX.gz") == ".tcx"


def test_an_id_when_a_file_has_several_activities() -> None:
    assert activity_id(b"abc", 2) == "ba7816bf8f01-2"


def test_importing_the_family_when_nothing_is_read() -> None:
    code = (
        "import sys, periodize.formats; "
        "print([m for m in ('numpy', 'fitdecode', 'pyfitparsernative', 'defusedxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
