"""`adr profile`: what platforms bring along."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import format_option
from settled.model.errors import UsageError


@click.command("profile")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--mechanism", metavar="NAME", help="Only what holds for a flow that uses this mechanism.")
@format_option("text", "json")
@pass_invocation
def command(invocation: Invocation, name: str | None, mechanism: str | None, output_format: str) -> None:
    """List the platform profiles, or print one: its facts, the figures that rules compute with, and the sources.

    A team's own profiles lie in profiles/ beside its catalog.
    """
    from settled.cli.profile_output import print_profile, print_profiles

    if name is not None:
        print_profile(invocation, name, output_format, mechanism)
        return
    if mechanism is not None:
        raise UsageError("--mechanism is for one profile", "name it, as in `adr profile shopify --mechanism webhook`")
    print_profiles(invocation, output_format)
