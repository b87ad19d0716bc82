"""`periodize schema`: the JSON Schema of a plan, for editors."""

from __future__ import annotations

import typer

from periodize.cli.common import AsJson, command


@command
def schema(*, as_json: AsJson = False) -> None:  # noqa: ARG001  every command takes --json; this one prints nothing else
    """Print the JSON Schema of a plan, by which editors complete and check keys.

    \b
    Examples:
      periodize schema > plan.schema.json
      periodize schema | jq '.properties | keys'

    The first line of a plan names it for editors with the YAML language server:
      # yaml-language-server: $schema=plan.schema.json

    It knows keys, structure and fixed words; `periodize validate` does the rest.
    """
    from periodize.plan.schema import schema_text

    typer.echo(schema_text(), nl=False)
