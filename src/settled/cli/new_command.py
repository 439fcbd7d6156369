"""`adr new`: writes the next record from a template and opens it in the editor."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from settled.cli.invocation import Invocation, pass_invocation
from settled.model.vocabulary import Kind

if TYPE_CHECKING:
    from settled.project import Project
    from settled.scaffold.answers import Answers


@click.command("new")
@click.argument("title", nargs=-1, metavar="TITLE...")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.DECISION.value,
    show_default=True,
    help="What to write.",
)
@click.option("--status", metavar="STATUS", help="Its status; by default proposed, and open for a risk.")
@click.option(
    "--supersedes",
    metavar="RECORD",
    multiple=True,
    help="A record that this one replaces; with --status accepted it is marked as superseded.",
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
    assignments: tuple[str, ...],
    template: str | None,
    platform: str | None,
    number: int | None,
    no_edit: bool,
) -> None:
    """Write the next record and print its path.

    TITLE may be several words without quotes; put `--` before a title that begins with a dash. On a
    terminal a flow is asked through its six decisions, any of which may be left open.
    """
    from dataclasses import replace

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
    click.echo(_shown(path))
    if new.marks_superseded:
        invocation.say("superseded now: " + ", ".join(old.id for old in new.supersedes))
    if is_terminal and not no_edit:
        _edit(path)


def _asked(project: Project, given: Answers) -> Answers:
    from contextlib import redirect_stdout

    from settled.cli.flow_questions import CatalogChoices, ask_flow

    # Whatever the prompt writes belongs to the person: stdout is for the path alone.
    with redirect_stdout(sys.stderr):
        return ask_flow(CatalogChoices.of(project.catalog), project.today, given)


def _shown(path: Path) -> str:
    """`path` as seen from the working directory."""
    try:
        return os.path.relpath(path, Path.cwd())
    except ValueError:  # another drive
        return str(path)


def _edit(path: Path) -> None:
    """Open the editor that the person set up; the record is written whether or not that works."""
    import shlex
    import subprocess

    editor = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    if not editor:
        return
    try:
        command_line = [*shlex.split(editor), str(path)]
        # stdout may be captured for the path: the editor draws on the terminal that stderr is.
        status = subprocess.run(command_line, stdout=sys.stderr, check=False).returncode  # noqa: S603 (the person's own)
    except KeyboardInterrupt:
        click.echo("warning: the editor was stopped; the record is written", err=True)
        return
    except (OSError, ValueError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        problem = f"the editor `{editor}` could not be started ({reason.lower()})"
        click.echo(f"warning: {problem}; the record is written", err=True)
        return
    if status != 0:
        click.echo(f"warning: the editor `{editor}` ended with {status}; the record is written", err=True)
