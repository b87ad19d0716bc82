"""The file formats: bytes of a recorded file in, activities and mornings out."""

from periodize.formats import fit, garmin_csv, gpx, tcx, wellness_csv
from periodize.formats.base import READERS, Reader, Reading, read_bytes, reader
from periodize.formats.folder import FileNote, Record, ingest

__all__ = [
    "READERS",
    "FileNote",
    "Reader",
    "Reading",
    "Record",
    "fit",
    "garmin_csv",
    "gpx",
    "ingest",
    "read_bytes",
    "reader",
    "tcx",
    "wellness_csv",
]
