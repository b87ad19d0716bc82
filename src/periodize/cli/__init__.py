"""The command line: one command a file; each parses, calls `project`, prints the report, sets the exit code."""

import contextlib
import gc
import os
import sys


def main(arguments: list[str] | None = None) -> None:
    """Run a command line, ending in SystemExit; an interruption while it starts is as quiet as one later."""
    # a command lives for a second: hunting for cycles while modules are read costs a twentieth of it
    gc.set_threshold(100_000, 20, 20)
    # looking for plugins that nobody has reads every installed package's metadata
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from periodize.cli.app import run

        run(arguments)
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def script() -> None:
    """Run the installed command and end the process there.

    Taking some hundred modules apart again costs more than reading a plan; everything is written and closed by then.
    """
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    else:
        code = 0
    for stream in (sys.stdout, sys.stderr):
        # None: closed by whoever started it
        with contextlib.suppress(OSError, AttributeError):
            stream.flush()
    os._exit(code)


__all__ = ["main", "script"]
