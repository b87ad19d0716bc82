"""The example season: synthetic recordings, written by our own code, and the folder that `periodize demo` makes."""

from periodize.demo.files import DemoSession, fit_bytes, garmin_csv_bytes, tcx_bytes
from periodize.demo.season import season_files

__all__ = ["DemoSession", "fit_bytes", "garmin_csv_bytes", "season_files", "tcx_bytes"]
