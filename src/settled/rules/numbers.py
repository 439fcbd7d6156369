"""Family R: one number, one record, here and on all branches."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.branches import NumberConflict
from settled.model.findings import Location, Problem
from settled.model.references import name_of_record
from settled.model.vocabulary import Kind, Status
from settled.project.record_files import unique_number
from settled.records import Record
from settled.rules.context import Context, NotChecked
from settled.rules.reporting import RuleOutput


def duplicate_number(context: Context) -> Iterator[RuleOutput]:
    """Two records of one kind have the same number, here or on another branch.

    In a git repository the tips of all local and remote-tracking branches are looked at as well. A record
    that is only renamed, renumbered or already merged is no second one. Where a branch is told that nobody
    will merge any more, delete it: `git branch -D NAME`, or `git branch -rd origin/NAME` where the remote
    one is gone.

    Why: two branches take the same number, and git merges them without a word. From then on a reference
    to that number means one or the other.

    Wrong:
        decisions/adr/0007-use-events-for-orders.md
        decisions/adr/0007-keep-prices-in-the-erp.md

    Right:
        decisions/adr/0007-use-events-for-orders.md
        decisions/adr/0008-keep-prices-in-the-erp.md
    """
    first_files: dict[tuple[str, Kind, int], str] = {}
    records = {record.file: record for record in context.project.records}
    unreadable = {entry.file: entry.id for entry in context.project.unreadable}
    for file in context.project.files:
        number = unique_number(
            file.removeprefix(f"{context.project.records_path}/"), is_programme=context.project.is_programme
        )
        if number is None:
            continue
        record = records.get(file)
        area, kind, counted = number
        kind = record.kind if record else kind
        first = first_files.setdefault((area, kind, counted), file)
        if first != file:
            other = records.get(first)
            if _is_accepted(record) and not _is_accepted(other):
                file, first, record, other = first, file, other, record
            identifier = record.id if record else unreadable.get(file) or name_of_record(file)
            yield Problem(
                "",
                Location(file),
                f"{identifier} is also the number of {first}",
                "give one of the two the next free number: name its file to `adr renumber`"
                if _is_accepted(record)
                else f"give it the next free number: `adr renumber {file}`",
                ((Location(first), "the other record with this number"),),
                identifier,
                "number",
                file,
            )
    yield from _taken_on_branches(context)


def _taken_on_branches(context: Context) -> Iterator[RuleOutput]:
    elsewhere = context.workspace.other_branches
    if not elsewhere.is_known:
        yield NotChecked(f"whether a number is taken on another branch: {elsewhere.reason}")
    for file, number_conflicts in elsewhere.number_conflicts.items():
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
