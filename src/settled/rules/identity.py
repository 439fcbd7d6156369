"""Family L: whether a record that was decided is still there, under the number that it had then."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.acceptance import acceptance
from settled.model.findings import Location, Problem
from settled.model.references import format_id, number_of_record
from settled.model.vocabulary import Status
from settled.rules.context import Context
from settled.rules.reporting import problem_at, with_history


def deleted_record(context: Context) -> Iterator[Problem]:
    """A record that had been decided was deleted.

    Asked of records that were accepted, rejected, deprecated or superseded in their last text.

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
        yield Problem(
            "",
            Location(context.workspace.file_then(gone.file), 1, 1),
            f"{gone.id} was {gone.status} and was deleted by {gone.commit.author} on {when} in {commit}",
            f"bring it back with `git checkout {commit}~ -- {gone.file}`, and deprecate it",
            record=gone.id,
            field="file",
            value=gone.file,
        )
    for missing in project_history.missing:
        if missing.id not in living:
            yield Problem(
                "",
                Location(context.workspace.file_then(missing.file), 1, 1),
                f"{missing.id} is {missing.status} in the last commit, and its file is not here any more",
                f"bring it back with `git checkout HEAD -- {missing.file}`, and deprecate it",
                record=missing.id,
                field="file",
                value=missing.file,
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
