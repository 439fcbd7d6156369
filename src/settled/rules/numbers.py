"""Family R: one number, one record, here and on all branches."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.branches import NumberConflict
from settled.model.findings import Location, Problem
from settled.model.references import name_of_record
from settled.model.vocabulary import Kind, Status
from settled.project import Project
from settled.project.record_files import unique_number
from settled.records import Record
from settled.rules.companions import (
    are_numbers_of_something_else,
    by_part,
    is_companion,
    is_translation,
)
from settled.rules.context import Context, NotChecked
from settled.rules.reporting import RuleOutput


def duplicate_number(context: Context) -> Iterator[RuleOutput]:
    """Two records of one kind have the same number, here or on another branch.

    In a git repository the tips of all local and remote-tracking branches are looked at as well. A record
    that is only renamed, renumbered or already merged is no second one. Where a branch is told that nobody
    will merge any more, delete it: `git branch -D NAME`, or `git branch -rd origin/NAME` where the remote
    one is gone. In a folder of plain ADRs a translation (`0001-x.es.md` beside `0001-x.md`) is no second record,
    nor is a note without status and decision, nor a part under a letter (`0007-a-x.md`, `0007-b-y.md`). Where most
    files of such a folder share their numbers, and no title has one, the numbers are not those of the records.

    Why: two branches take the same number, and git merges them without a word. From then on a reference
    to that number means one or the other.

    Wrong:
        decisions/adr/0007-use-events-for-orders.md
        decisions/adr/0007-keep-prices-in-the-erp.md

    Right:
        decisions/adr/0007-use-events-for-orders.md
        decisions/adr/0008-keep-prices-in-the-erp.md
    """
    records = context.project.by_file
    unreadable = {entry.file: entry.id for entry in context.project.unreadable}
    for files in _sharing_a_number(context.project):
        first = files[0]
        for file in files[1:]:
            older, newer = first, file
            if _is_accepted(records.get(file)) and not _is_accepted(records.get(first)):
                older, newer = file, first
            record = records.get(newer)
            identifier = record.id if record else unreadable.get(newer) or name_of_record(newer)
            yield Problem(
                "",
                Location(newer),
                f"{identifier} is also the number of {older}",
                "give one of the two the next free number: name its file to `adr renumber`"
                if _is_accepted(record)
                else f"give it the next free number: `adr renumber {newer}`",
                ((Location(older), "the other record with this number"),),
                identifier,
                "number",
                newer,
            )
    yield from _taken_on_branches(context)


def _sharing_a_number(project: Project) -> Iterator[list[str]]:
    """The files of each number that several records have, in order, without what only lies beside a record."""
    areas: dict[str, dict[tuple[Kind, int], list[str]]] = {}
    for file in project.files:
        number = unique_number(file.removeprefix(f"{project.records_path}/"), is_programme=project.is_programme)
        if number is not None:
            area, kind, counted = number
            record = project.by_file.get(file)
            areas.setdefault(area, {}).setdefault((record.kind if record else kind, counted), []).append(file)
    for by_number in areas.values():
        sharing = [files for files in by_number.values() if len(files) > 1]
        if not sharing or are_numbers_of_something_else(project, sharing, sum(map(len, by_number.values()))):
            continue
        for files in sharing:
            own = [file for file in files if not is_companion(project, file, files)]
            yield from by_part(own) if not project.is_programme else (own,)


def _taken_on_branches(context: Context) -> Iterator[RuleOutput]:
    elsewhere = context.workspace.other_branches
    if not elsewhere.is_known:
        yield NotChecked(f"whether a number is taken on another branch: {elsewhere.reason}")
    for file, all_conflicts in elsewhere.number_conflicts.items():
        is_own = context.project.is_programme
        number_conflicts = [one for one in all_conflicts if is_own or not is_translation(one.file, file)]
        if not number_conflicts:
            continue
        record = context.project.by_file.get(file)
        identifier = record.id if record else name_of_record(file)
        # The one that was there first comes first.
        number_conflict = min(number_conflicts, key=lambda one: not one.is_on_trunk)
        others = len({branch for each in number_conflicts for branch in each.branches}) - 1
        further = f", and on {others} other branch{'es' if others > 1 else ''}" if others else ""
        yield Problem(
            "",
            Location(file),
            f"{identifier} is also taken on branch `{number_conflict.branches[0]}` by {number_conflict.file}{further}",
            _what_to_do(record, identifier, number_conflict),
            record=identifier,
            field="number",
            value=" ".join(each.file for each in number_conflicts),
            is_on_branch=not number_conflict.is_on_trunk,
        )


def _what_to_do(record: Record | None, identifier: str, number_conflict: NumberConflict) -> str:
    """Who gives way: never the record that was accepted, and never the one that is on the trunk already."""
    branch = number_conflict.branches[0]
    if not number_conflict.is_on_trunk:
        there = f"`adr renumber {identifier}` on `{branch}` gives that one the next free number"
        return f"{there} before it is merged; delete the branch if it is no longer needed"
    if _is_accepted(record):
        return "the one that was accepted first keeps the number: give the other the next free one with `adr renumber`"
    return f"free the number with `adr renumber {identifier}`, or delete a branch that is no longer needed"


def _is_accepted(record: Record | None) -> bool:
    return record is not None and record.status is Status.ACCEPTED
