"""Family L: whether a record that was decided is still there, under the number that it had then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from settled.model.acceptance import acceptance
from settled.model.findings import Location, Problem
from settled.model.history import RecordHistory, RecordVersion
from settled.model.references import folder_kind, format_id, name_of_record, number_of_record
from settled.model.vocabulary import DecisionState, Kind, Status
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import problem_at, with_history


def deleted_record(context: Context) -> Iterator[Problem]:
    """A record that had been decided was deleted.

    Asked of records that were accepted, rejected, deprecated or superseded in their last text. Where the file was moved
    among the records of another kind, nothing else is told of it: all of that would follow from this.

    Why: what was decided is then known only to those who were there, and links to it lead nowhere.

    Wrong:
        git rm decisions/adr/0007-use-events.md

    Right:
        status: deprecated               (in decisions/adr/0007-use-events.md, which stays)
    """
    project_history = context.complete_history()
    if project_history is None:
        return
    living = {record.id for record in context.project.records} | context.project.unreadable_ids
    # Where folders count each for itself, git's number does not say in which of them the record was.
    living |= {format_id(record.kind, record.number) for record in context.project.records if record.number is not None}
    for gone in project_history.gone:
        if gone.id in living or gone.status is None or gone.status.is_undecided:
            continue
        when, commit = gone.commit.author_date.date(), gone.commit.short_hash
        moved = _moved_to(context, gone.file)
        if moved is not None:
            yield _moved(context, gone.id, str(gone.status), gone.file, moved)
            continue
        yield Problem(
            "",
            Location(context.workspace.file_then(gone.file), 1, 1),
            f"{gone.id} was {gone.status} and was deleted by {gone.commit.author} on {when} in {commit}",
            f"bring it back with `git checkout {commit}~ -- {gone.file}`, and deprecate it",
            record=gone.id,
            field="file",
            value=gone.file,
        )
    for record, history in with_history(context):
        version = _decided_as_another_kind(record, history) if _answers_nothing(context, record) else None
        gone_id = name_of_record(version.file) if version is not None else ""
        if version is not None and record.number is not None:
            gone_id = format_id(folder_kind(version.file) or Kind.DECISION, record.number)
        if version is not None and gone_id not in living:
            yield _moved(context, gone_id, str(version.status), version.file, record)
    for missing in project_history.missing:
        moved = _moved_to(context, missing.file)
        if missing.id not in living and moved is not None:
            yield _moved(context, missing.id, str(missing.status), missing.file, moved)
        elif missing.id not in living:
            yield Problem(
                "",
                Location(context.workspace.file_then(missing.file), 1, 1),
                f"{missing.id} is {missing.status} in the last commit, and its file is not here any more",
                f"bring it back with `git checkout HEAD -- {missing.file}`, and deprecate it",
                record=missing.id,
                field="file",
                value=missing.file,
            )


def _answers_nothing(context: Context, record: Record) -> bool:
    """True for a file among the flows that holds none of a flow's decisions: it was written as something else."""
    parts = context.project.flow_parts.get(record.file, ())
    return record.is_flow and all(part.state is DecisionState.MISSING for part in parts)


def _decided_as_another_kind(record: Record, history: RecordHistory) -> RecordVersion | None:
    """The last decided version of `record` that lay in the folder of another kind; git saw that it was moved."""
    own = folder_kind(record.file)
    decided = (one for one in reversed(history.versions) if one.status is not None and not one.status.is_undecided)
    kinds = ((one, folder_kind(one.file)) for one in decided)
    return next((one for one, kind in kinds if None not in (own, kind) and kind is not own), None)


def _moved_to(context: Context, file: str) -> Record | None:
    """The record of another kind that has the name of `file`, which is gone: the file was moved there."""
    name = PurePosixPath(file).name
    kind = folder_kind(context.workspace.file_then(file).removeprefix(f"{context.project.records_path}/"))
    return next(
        (
            record
            for record in context.project.records
            if PurePosixPath(record.file).name == name and record.kind is not (kind or Kind.DECISION)
        ),
        None,
    )


def _moved(context: Context, identifier: str, status: str, file: str, moved: Record) -> Problem:
    then = context.workspace.file_then(file)
    folder = PurePosixPath(moved.file).parent
    return Problem(
        "",
        Location(then, 1, 1),
        f"{identifier} was {status}, and its file was moved to {folder}, where it counts as {moved.id}",
        f"move it back with `git mv {moved.file} {then}`; the other kind gets a record of its own",
        ((Location(moved.file), f"here it lies as {moved.id}"),),
        record=identifier,
        field="file",
        value=file,
    )


def renumbered(context: Context) -> Iterator[Problem]:
    """An accepted record got another number.

    Silent where another record has the old number: two branches had taken the same one, and that was mended.

    Why: minutes, tickets and chats name the old number, and now lead to nothing or to the wrong decision.

    Wrong:
        git mv decisions/adr/0007-use-events.md decisions/adr/0009-use-events.md

    Right:
        decisions/adr/0007-use-events.md (keeps its number; the next record takes the next one)
    """
    for record, history in with_history(context):
        change = acceptance(history)
        numbers = {
            number_of_record(version.file): version
            for version in history.versions
            if change is not None and version.status is Status.ACCEPTED
        }
        for number, version in numbers.items():
            if number in {None, record.number} or record.number is None:
                continue
            if any(other.number == number and other.kind is record.kind for other in context.project.records):
                continue
            yield problem_at(
                record,
                (),
                f"{record.id} was {format_id(record.kind, number)} when it was accepted",
                "give it back its number, or keep a record under the old one that says where to look",
                value=str(number),
                field="number",
                related=(
                    (
                        Location(context.workspace.file_then(version.file)),
                        f"its file until {version.commit.short_hash}",
                    ),
                ),
            )
