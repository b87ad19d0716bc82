"""The command line: one command a file; each parses, calls `project`, prints the report, sets the exit code."""

from periodize.cli.app import main

__all__ = ["main"]
