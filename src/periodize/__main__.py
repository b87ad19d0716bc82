"""`python -m periodize`."""

from periodize.cli import main

main()
