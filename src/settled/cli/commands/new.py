"""`adr new`: writes the next record from a template and opens it in the editor."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.kind_choice import KindChoice
from settled.cli.title_command import TitleCommand
from settled.model.errors import UsageError
from settled.model.vocabulary import Kind


@click.command("new", cls=TitleCommand)
@click.argument("title", nargs=-1, metavar="TITLE...")
@click.option(
    "--kind", type=KindChoice(), default=Kind.DECISION.value, show_default=True,
    help="What to write.",
)  # fmt: skip
@click.option("--status", metavar="STATUS", help="Its status; by default proposed, and open for a risk.")
@click.option(
    "-s", "--supersedes", metavar="RECORD", multiple=True,
    help="A record that this one replaces; with --status accepted it is marked as superseded.",
)  # fmt: skip
@click.option(
    "-l", "--link", "links", metavar="TARGET:LINK:REVERSE-LINK", multiple=True,
    help="In a folder of adr-tools: a link to a record, and what that one says back.",
)  # fmt: skip
@click.option(
    "--set", "assignments", metavar="KEY=VALUE", multiple=True,
    help="A value for the front matter, as in source.system=erp, consumers=[erp, wms] or consumers=erp,wms.",
)  # fmt: skip
@click.option("--from", "source", metavar="FILE", help="A whole flow as YAML or JSON; `-` reads what is piped in.")
@click.option("--template", metavar="NAME", help="A template by its name, or the path of one.")
@click.option("--platform", metavar="NAME", help="Add the questions of a commerce platform, as in shopify.")
@click.option("--number", type=click.IntRange(min=1), metavar="N", help="Take this number instead of the next.")
@click.option("--no-edit", is_flag=True, help="Do not open an editor.")
@pass_invocation
def command(
    invocation: Invocation, title: tuple[str, ...], kind: str, status: str | None, supersedes: tuple[str, ...],
    links: tuple[str, ...], assignments: tuple[str, ...], source: str | None, template: str | None,
    platform: str | None, number: int | None, no_edit: bool,
) -> None:  # fmt: skip
    """Write the next record and print its path.

    TITLE may be several words without quotes; put `--` before a title that begins with a dash. On a
    terminal a flow is asked through its six decisions, any of which may be left open; an interview that is
    broken off is gone on with by the next `adr new --kind flow`.

    In a folder of adr-tools a decision is written as adr-tools does: accepted at once, from its template, and opened
    in the editor of VISUAL or EDITOR. RECORD and TARGET are a number or a part of a file's name.
    """
    if kind == Kind.DECISION.value and not (assignments or template or platform or source):
        folder = invocation.adr_tools_folder()
        if folder is not None:
            from settled.cli.adr_tools_new import write_as_adr_tools

            write_as_adr_tools(invocation, folder, title, supersedes, links, status, number, opens=not no_edit)
            return
    if links:
        raise UsageError("-l is for the decisions of a folder of adr-tools", "write the record, then use `adr link`")
    from settled.cli.own_new import write_as_our_own
    from settled.scaffold.request import Request

    request = Request(Kind(kind), " ".join(title), status, supersedes, assignments, template, platform)
    write_as_our_own(invocation, request, number, source, opens=not no_edit)
