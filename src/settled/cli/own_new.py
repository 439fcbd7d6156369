"""`adr new` among records of our own: what it asks, prints, says and opens."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from dataclasses import replace

from settled.cli.context import Invocation
from settled.cli.editor import open_editor
from settled.cli.output import echo
from settled.files.shown_path import shown_path
from settled.model.vocabulary import Kind
from settled.project import Project, Workspace
from settled.scaffold.answers import Answers
from settled.scaffold.new_record import NewRecord, plan_record
from settled.scaffold.request import Request, first_number, prepare, write_record


def write_as_our_own(invocation: Invocation, request: Request, number: int | None, *, opens: bool) -> None:
    """Write the next record, or that with `number`, print its path, and open it where a person sits at a terminal."""
    # Who names no other record needs none read: in a folder of thousands that takes longer than all the rest.
    project = invocation.load_project(by_name=not request.supersedes)
    new = prepare(project, request, invocation.start.absolute())
    workspace = Workspace(project)
    invocation.tell_unseen_numbers(workspace)
    first = first_number(workspace, new, number)
    # Whatever is wrong is told before the first question: an answer is not to be typed twice.
    plan_record(new, first)
    is_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    if new.kind is Kind.FLOW and is_terminal:
        new = replace(new, answers=_answers(project, new))
    path = write_record(workspace, new, first, is_fixed=number is not None)
    echo(shown_path(path))
    if new.marks_superseded:
        invocation.say("superseded now: " + ", ".join(old.id for old in new.supersedes))
    if is_terminal and opens:
        open_editor(str(path))


def _answers(project: Project, new: NewRecord) -> Answers:
    from settled.cli.flow_questions import ask_flow
    from settled.scaffold.flow_choices import CatalogChoices

    # Whatever the prompt writes belongs to the person: stdout is for the path alone.
    with redirect_stdout(sys.stderr):
        return ask_flow(CatalogChoices.of(project.catalog), project.judged.written, new.answers)
