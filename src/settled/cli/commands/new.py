"""`adr new`: writes the next record from a template and opens it in the editor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.kind_choice import KindChoice
from settled.files.shown_path import shown_path
from settled.model.errors import UsageError
from settled.model.vocabulary import Kind

if TYPE_CHECKING:
    from settled.project import Project
    from settled.scaffold.answers import Answers


class _NewCommand(click.Command):
    """Where adr-tools is replaced in scripts its own order holds: behind the first word of a title all is title."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        from settled.adr_tools.mode import Mode, asked_mode

        ctx.allow_interspersed_args = asked_mode() is not Mode.ADR_TOOLS
        return super().parse_args(ctx, args)


@click.command("new", cls=_NewCommand)
@click.argument("title", nargs=-1, metavar="TITLE...")
@click.option(
    "--kind",
    type=KindChoice(),
    default=Kind.DECISION.value,
    show_default=True,
    help="What to write.",
)
@click.option("--status", metavar="STATUS", help="Its status; by default proposed, and open for a risk.")
@click.option(
    "-s",
    "--supersedes",
    metavar="RECORD",
    multiple=True,
    help="A record that this one replaces; with --status accepted it is marked as superseded.",
)
@click.option(
    "-l",
    "--link",
    "links",
    metavar="TARGET:LINK:REVERSE-LINK",
    multiple=True,
    help="In a folder of adr-tools: a link to a record, and what that one says back.",
)
@click.option(
    "--set",
    "assignments",
    metavar="KEY=VALUE",
    multiple=True,
    help="A value for the front matter, as in source.system=erp or consumers=erp,wms.",
)
@click.option("--template", metavar="NAME", help="A template by its name, or the path of one.")
@click.option("--platform", metavar="NAME", help="Add the questions of a commerce platform, as in shopify.")
@click.option("--number", type=click.IntRange(min=1), metavar="N", help="Take this number instead of the next.")
@click.option("--no-edit", is_flag=True, help="Do not open an editor.")
@pass_invocation
def command(
    invocation: Invocation,
    title: tuple[str, ...],
    kind: str,
    status: str | None,
    supersedes: tuple[str, ...],
    links: tuple[str, ...],
    assignments: tuple[str, ...],
    template: str | None,
    platform: str | None,
    number: int | None,
    no_edit: bool,
) -> None:
    """Write the next record and print its path.

    TITLE may be several words without quotes; put `--` before a title that begins with a dash. On a
    terminal a flow is asked through its six decisions, any of which may be left open.

    In a folder of adr-tools a decision is written as adr-tools does: accepted at once, from its template, and opened
    in the editor of VISUAL or EDITOR. RECORD and TARGET are a number or a part of a file's name.
    """
    from dataclasses import replace

    if kind == Kind.DECISION.value and not (assignments or template or platform):
        folder = invocation.adr_tools_folder()
        if folder is not None:
            from settled.cli.adr_tools_new import write_as_adr_tools

            write_as_adr_tools(invocation, folder, title, supersedes, links, status, number, opens=not no_edit)
            return
    if links:
        raise UsageError("-l is for the decisions of a folder of adr-tools", "write the record, then use `adr link`")

    from settled.scaffold.new_record import plan_record
    from settled.scaffold.request import Request, first_number, prepare, write_record

    project = invocation.load_project()
    request = Request(Kind(kind), " ".join(title), status, supersedes, assignments, template, platform)
    new = prepare(project, request, invocation.start.absolute())
    invocation.tell_unseen_numbers(project)
    first = first_number(project, new, number)
    # Whatever is wrong is told before the first question: an answer is not to be typed twice.
    plan_record(new, first)
    is_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    if new.kind is Kind.FLOW and is_terminal:
        new = replace(new, answers=_asked(project, new.answers))
    path = write_record(project, new, first, is_fixed=number is not None)
    click.echo(shown_path(path))
    if new.marks_superseded:
        invocation.say("superseded now: " + ", ".join(old.id for old in new.supersedes))
    if is_terminal and not no_edit:
        from settled.cli.editor import open_editor

        open_editor(str(path))


def _asked(project: Project, given: Answers) -> Answers:
    from contextlib import redirect_stdout

    from settled.cli.flow_questions import CatalogChoices, ask_flow

    # Whatever the prompt writes belongs to the person: stdout is for the path alone.
    with redirect_stdout(sys.stderr):
        return ask_flow(CatalogChoices.of(project.catalog), project.today, given)
