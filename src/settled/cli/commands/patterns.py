"""`adr patterns`: which integration pattern meets a need, and why not the others."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import format_option
from settled.model.vocabulary import LatencyClass


@click.command("patterns")
@click.option(
    "--latency",
    metavar="CLASS",
    type=click.Choice([each.value for each in LatencyClass]),
    help="How late is too late: the class.",
)
@click.option("--within", metavar="DURATION", help="What is promised, as in `15 min`.")
@click.option("--volume", metavar="N/UNIT", help="How much travels, as in `12000/d`, `500/h` or `9/min`.")
@click.option("--peak-per-minute", metavar="N", help="Records a minute at peak.")
@click.option("--coupling", type=click.Choice(["loose", "tight"]), help="Whether the sender goes on without the other.")
@click.option("--answer-needed", is_flag=True, help="The sender cannot go on without the answer.")
@click.option("--order-matters", is_flag=True, help="An older message must not overtake a newer one.")
@click.option("--platform", metavar="NAME", help="The platform that sends, as in `adr profile NAME`.")
@click.option("--flow", metavar="ID", help="Take the needs from a flow's record, and compare with its choice.")
@format_option("text", "json")
@pass_invocation
def command(invocation: Invocation, /, flow: str | None, output_format: str, **asked: str | bool | None) -> None:
    """Propose integration patterns for a need, with the reasons, and say why not the others.

    What is not said speaks for nothing. With --flow the needs are those that the record states; what is said besides
    takes their place. Without any need the seven patterns are listed.
    """
    from settled.cli.pattern_questions import print_choices

    print_choices(invocation, flow, asked, output_format)
