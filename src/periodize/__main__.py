"""`python -m periodize`."""

from periodize.cli import script

script()
