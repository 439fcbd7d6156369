"""`adr explain`: what a rule, a pattern, an exception, a platform or a word means."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import format_option


@click.command("explain")
@click.argument("asked", metavar="CODE|KIND/NAME|WORD...", nargs=-1, required=True)
@format_option("text", "json")
@pass_invocation
def command(invocation: Invocation, asked: tuple[str, ...], output_format: str) -> None:
    """Explain a rule by its code or name: what it finds, why that matters, a wrong and a right example.

    pattern/queue, exception/stale-inventory, platform/shopify and word/hop explain what is none. Any other word finds
    all that is about it, each with the command that explains it; where that is one thing, it is explained.
    """
    from settled.cli.explaining import explain

    explain(invocation, " ".join(asked), output_format)
