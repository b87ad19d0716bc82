"""Reports: what they show (`views`), for the terminal, as data."""
