"""What the command line and a library user both call; prints nothing.

Each call is at home in a module of its own: `planning` (validate, schedule, simulate), `checking`, `recorded`,
`folder`, `explaining`, `calendar`, `formatting`. They are imported from there, so that `periodize validate` waits for
none of the others.
"""
