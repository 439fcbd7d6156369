"""`adr new` among records of our own: what it asks, prints, says and opens."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from settled.cli.context import Invocation
from settled.cli.editor import open_editor
from settled.cli.flow_from_file import STANDARD_INPUT, with_flow_file
from settled.cli.output import echo
from settled.files.shown_path import shown_path
from settled.model.vocabulary import Kind
from settled.project import Project, Workspace
from settled.scaffold.new_record import NewRecord, plan_record
from settled.scaffold.request import Request, first_number, prepare, write_record

if TYPE_CHECKING:  # only a dialogue needs it
    from settled.cli.interview import Dialogue

_ANY_TITLE = "A flow"


def write_as_our_own(
    invocation: Invocation, request: Request, number: int | None, source: str | None = None, *, opens: bool
) -> None:
    """Write the next record, or that with `number`, print its path, and open it where a person sits at a terminal.

    `source` is a file with the flow, `-` for what is piped in; then a person who wants no editor is asked nothing.
    """
    # Who names no other record needs none read: in a folder of thousands that takes longer than all the rest.
    project = invocation.load_project(by_name=not request.supersedes)
    is_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    is_asked = request.kind is Kind.FLOW and is_terminal and (source is None or (opens and source != STANDARD_INPUT))
    if source is not None:
        request = with_flow_file(request, source, invocation.start, project.catalog)
        if request.supersedes:
            project = invocation.load_project()
    title = request.title or (_ANY_TITLE if is_asked else "")
    new = prepare(project, replace(request, title=title), invocation.start.absolute())
    workspace = Workspace(project)
    invocation.tell_unseen_numbers(workspace)
    first = first_number(workspace, new, number)
    # Whatever is wrong is told before the first question: an answer is not to be typed twice.
    plan_record(new, first)
    dialogue = _dialogue(project) if is_asked else None
    if dialogue is not None:
        new = _asked(dialogue, request, new, project)
    path = write_record(workspace, new, first, is_fixed=number is not None)
    if dialogue is not None:
        dialogue.kept.forget(new.title)
    echo(shown_path(path))
    if new.marks_superseded:
        invocation.say("superseded now: " + ", ".join(old.id for old in new.supersedes))
    if is_terminal and opens:
        open_editor(str(path))


def _dialogue(project: Project) -> Dialogue:
    from settled.cli.interview import Dialogue
    from settled.cli.line_reading import line_reader
    from settled.scaffold.flow_choices import CatalogChoices
    from settled.scaffold.kept_interviews import KeptInterviews

    return Dialogue(line_reader(), KeptInterviews(project.root, CatalogChoices.of(project), project.judged.written))


def _asked(dialogue: Dialogue, request: Request, new: NewRecord, project: Project) -> NewRecord:
    """`new` with its title and all that a person answers."""
    from settled.scaffold.interview import Interview

    chosen = dialogue.which(new.title if request.title else "")
    if isinstance(chosen, str):
        interview = Interview(chosen, dialogue.kept.choices, project.judged.written, new.answers)
    else:
        interview = replace(chosen, given={**chosen.given, **new.answers})
    return replace(new, title=interview.title, answers=dialogue.hold(interview))
