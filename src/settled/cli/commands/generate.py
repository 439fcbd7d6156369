"""`adr generate`: the table of contents and the graph of a folder of adr-tools."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.output import echo, print_data


class _Reports(click.Group):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands:
            ctx.fail(f"there is no report `{args[0]}`; there are {' and '.join(sorted(self.commands))}")
        return super().resolve_command(ctx, args)


@click.group("generate", cls=_Reports, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Print a table of contents or a graph of the records of adr-tools.

    Without REPORT it names the reports that there are.
    """
    if ctx.invoked_subcommand is None:
        for name in sorted(command.commands):
            echo(name)


@command.command("toc")
@click.option("-i", "--intro", metavar="FILE", help="Markdown that goes before the list.")
@click.option("-o", "--outro", metavar="FILE", help="Markdown that goes behind it.")
@click.option("-p", "--prefix", metavar="PREFIX", default="", help="What every link begins with, as in docs/adr/.")
@pass_invocation
def table_of_contents(invocation: Invocation, intro: str | None, outro: str | None, prefix: str) -> None:
    """Print a list of the records in Markdown, each with a link to its file."""
    from settled.adr_tools import contents
    from settled.cli.adr_tools_reading import named_text, needed_folder, reading

    folder = needed_folder(invocation, "keep a table of the records with `adr index`")
    before, behind = (named_text(invocation, name) for name in (intro, outro))
    read = reading(invocation, folder)
    text = contents.table_of_contents(folder, read, intro=before, outro=behind, prefix=prefix)
    print_data(text.encode("utf-8"))


@command.command("graph")
@click.option("-p", "--prefix", metavar="PREFIX", default="", help="What the address of every record begins with.")
@click.option("-e", "--extension", metavar="ENDING", default=".html", show_default=True, help="What it ends with.")
@pass_invocation
def graph(invocation: Invocation, prefix: str, extension: str) -> None:
    """Print the records and their links as a graph for Graphviz, as in `adr generate graph | dot -Tsvg`."""
    from settled.adr_tools.graph import link_graph
    from settled.cli.adr_tools_reading import needed_folder, reading

    folder = needed_folder(invocation, "draw the flows with `adr map`")
    text = link_graph(folder, reading(invocation, folder), prefix=prefix, extension=extension)
    print_data(text.encode("utf-8"))
