"""The command line: one command a file; each parses, calls `project`, prints the report, sets the exit code."""


def main(arguments: list[str] | None = None) -> None:
    """Run a command line; an interruption while it starts is as quiet as one later."""
    try:
        from periodize.cli.app import run

        run(arguments)
    except KeyboardInterrupt:
        raise SystemExit(130) from None


__all__ = ["main"]
