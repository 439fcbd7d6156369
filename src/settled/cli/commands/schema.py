"""`adr schema`: JSON Schemas for editors."""

from __future__ import annotations

import click

from settled.cli.kind_choice import KindChoice
from settled.cli.output import print_json


@click.command("schema")
@click.argument("kind", type=KindChoice("catalog", "profile"))
def command(kind: str) -> None:
    """Print the JSON Schema of a record's front matter, of the catalog or of a platform profile, for editors."""
    from settled.model.schema import json_schema

    print_json(json_schema(kind))
