"""`adr list`: the records with their status, and for flows the state of the six decisions."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from settled.cli.context import Invocation
from settled.cli.kind_choice import KindChoice
from settled.cli.output import format_option, print_json
from settled.model.errors import UsageError

if TYPE_CHECKING:
    from settled.model.history import RecordHistory
    from settled.project import Project
    from settled.records import Record

_SYMBOLS = {"settled": "✓", "open": "?", "missing": "✗", "invalid": "!"}


@click.command("list")
@click.option("--kind", type=KindChoice(), help="Only records of this kind.")
@click.option("--status", multiple=True, help="Only records with this status; may be given again.")
@click.option("--tag", multiple=True, help="Only records with this tag; may be given again.")
@click.option("--owner", help="Only records in which this team owes an answer or owns a failure or risk.")
@click.option("--open", "only_open", is_flag=True, help="Only records with an open question or a missing decision.")
@click.option("--at", "reference", metavar="REF", help="The records as they were at this revision of git.")
@format_option("text", "json")
@click.pass_context
def command(
    ctx: click.Context,
    kind: str | None,
    status: tuple[str, ...],
    tag: tuple[str, ...],
    owner: str | None,
    only_open: bool,
    reference: str | None,
    output_format: str,
) -> None:
    """List the records, by kind and number.

    In a folder of adr-tools, without any option, it prints their paths as adr-tools does; `--format text` prints the
    table there too.
    """
    from settled.report.record_json import owners_of, records_document

    invocation: Invocation = ctx.obj
    folder = None if _has_options(ctx) else invocation.adr_tools_folder()
    if folder is not None:
        for found in folder.records():
            click.echo(folder.shown(found.name))
        return
    project = invocation.load_project()
    if reference is not None:
        project = _at(project, reference)
    wanted_status = {word.lower() for word in status}
    records = [
        record
        for record in project.records
        if (kind is None or record.kind.value == kind)
        and (not wanted_status or _status_word(record).lower() in wanted_status)
        and (not tag or set(tag) & set(record.tags))
        and (owner is None or owner in owners_of(record))
        and (not only_open or _is_open(record))
    ]
    if output_format == "json":
        print_json(records_document(project, records))
        return
    for entry in project.unreadable:
        invocation.say(f"{entry.first_location}: cannot be read, see `adr check`")
    if not records:
        from settled.report.several_decisions import what_to_write

        invocation.say("no record fits" if project.records else f"there are no records yet; {what_to_write(project)}")
        return
    _print_table(invocation, project, records)


def _has_options(ctx: click.Context) -> bool:
    """True where one of this command's own options was typed."""
    from click.core import ParameterSource

    return any(ctx.get_parameter_source(name) is not ParameterSource.DEFAULT for name in ctx.params)


def _at(project: Project, reference: str) -> Project:
    """The same project as it was at a revision; UsageError where its records were not there then."""
    import dataclasses
    import tempfile
    from pathlib import Path

    from settled.history import write_revision
    from settled.project import GitPlace, load_place
    from settled.project.discovery import Place

    with tempfile.TemporaryDirectory(prefix="settled-") as name:
        revision = write_revision(project.root, project.records_folder, reference, Path(name).resolve())
        then = load_place(
            Place(revision.root, revision.records, project.layout),
            on=project.today,
            with_baseline=False,
            settings=project.settings,
        )
    if not then.files:
        raise UsageError(f"there were no records in {project.records_path} at {reference}", "name a later revision")
    git_place = GitPlace(project.root, project.records_folder, revision.commit)
    return dataclasses.replace(then, known_paths=revision.paths, git_place=git_place)


def _print_table(invocation: Invocation, project: Project, records: list[Record]) -> None:
    from settled.flows.required_decisions import states
    from settled.report.table import text_table

    history = project.history
    has_flows = any(record.flow for record in records)
    rows = []
    for record in records:
        row = [record.id, _status_word(record) or "-", _since(history.of(record.file))]
        if has_flows:
            row.append(" ".join(_SYMBOLS[state.value] for state in states(record).values()))
        rows.append([*row, record.title])
    header = ["ID", "STATUS", "SINCE", *(["SIX DECISIONS"] if has_flows else []), "TITLE"]
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in text_table(header, rows, width=width):
        click.echo(line)
    if has_flows:
        invocation.say(
            "six decisions: source, pattern, identifiers, latency, idempotency, failure owner; "
            "✓ settled  ? open  ✗ missing  ! invalid"
        )
    if not history.is_complete:
        invocation.say(f"git's history is incomplete: {history.reason}")


def _since(known: RecordHistory | None) -> str:
    if known is not None and known.is_uncommitted:
        return "uncommitted"
    change = known.last_change if known is not None else None
    return change.commit.author_date.date().isoformat() if change is not None else "-"


def _status_word(record: Record) -> str:
    return record.status.value if record.status else (record.status_text or "").strip()


def _is_open(record: Record) -> bool:
    from settled.flows.required_decisions import states
    from settled.model.vocabulary import DecisionState

    return bool(record.open_questions) or any(state is not DecisionState.SETTLED for state in states(record).values())
