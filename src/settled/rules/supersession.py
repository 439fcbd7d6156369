"""Family G: which record stands in for which, and whether both ends say so."""

from __future__ import annotations

from collections.abc import Iterator

from settled.edit.target import target
from settled.model.findings import Location, Problem
from settled.model.markup import Dialect
from settled.model.vocabulary import Status
from settled.project import Project
from settled.records import Record
from settled.rules.circles import MOST_NAMED, circles, in_words
from settled.rules.context import Context
from settled.rules.mentions import is_elsewhere, mentions, says_it_gave_way
from settled.rules.reporting import problem_at


def _named(project: Project, record: Record, references: tuple[str, ...]) -> list[Record]:
    """The existing records among `references`, each once; in plain ADRs without those of another project."""
    found = (project.resolve(reference, record) for reference in references)
    others = [project.by_file[file] for file in dict.fromkeys(other.file for other in found if other)]
    return others if project.is_programme else [other for other in others if not is_elsewhere(record, other)]


def _files_named(project: Project, record: Record, references: tuple[str, ...]) -> frozenset[str]:
    return frozenset(other.file for other in _named(project, record, references)) if references else frozenset()


def _location_of(record: Record, key: str) -> Location:
    """The key in the front matter, or the status in the text, where plain records name their links."""
    return record.at((key,)) if record.front.has((key,)) else record.status_location


def supersede_cycle(context: Context) -> Iterator[Problem]:
    """Records supersede one another in a circle.

    Why: whoever follows the chain to find what holds today never arrives.

    Wrong:
        supersedes: [ADR-0002]           (in ADR-0001, and ADR-0002 supersedes ADR-0001)

    Right:
        superseded-by: [ADR-0002]        (in ADR-0001, and ADR-0002 supersedes ADR-0001)
    """
    successors: dict[str, set[str]] = {}
    for record in context.project.records:
        for older in _named(context.project, record, record.supersedes):
            successors.setdefault(older.file, set()).add(record.file)
        for newer in _named(context.project, record, record.superseded_by):
            successors.setdefault(record.file, set()).add(newer.file)
    for circle in circles(successors):
        records = [context.project.by_file[file] for file in circle.files]
        first = records[0]
        path = ("superseded-by",) if first.front.has(("superseded-by",)) else ("supersedes",)
        chain = in_words(circle, [record.id for record in records])
        message = (
            f"{first.id} supersedes itself" if len(records) == 1 else f"the records supersede one another: {chain}"
        )
        yield problem_at(
            first,
            path,
            message,
            "decide which one holds, and take the link out of the other",
            value=chain,
            location=None if first.front.has(path) else first.status_location,
            related=tuple(
                (record.status_location, f"{record.id} is part of the circle") for record in records[1 : MOST_NAMED + 1]
            ),
        )


def one_way_supersede(context: Context) -> Iterator[Problem]:
    """One record says that it supersedes another, and the other does not say by what it is superseded.

    Asked once the newer record is accepted; until then superseding is only announced. In a folder of plain ADRs the
    newer one says so where its text names the older one, and the older one where a line that speaks of it names the
    newer one; a number behind a link to another project is not one of this folder.

    Why: whoever opens the old record relies on it, because nothing there says that it no longer holds.

    Wrong:
        status: accepted                 (in ADR-0001, and the accepted ADR-0002 supersedes it)

    Right:
        status: superseded
        superseded-by: [ADR-0002]
    """
    project = context.project
    is_strict = project.is_programme
    said = {record.file: _files_named(project, record, record.superseded_by) for record in project.records}
    says = {record.file: _files_named(project, record, record.supersedes) for record in project.records}
    for record in project.records:
        if record.status is Status.ACCEPTED:
            for older in _named(project, record, record.supersedes):
                if not is_strict and says_it_gave_way(older, record):
                    continue
                if older.file != record.file and record.file not in said[older.file]:
                    yield problem_at(
                        record,
                        ("supersedes",),
                        f"{record.id} supersedes {older.label}, which does not say so",
                        _other_end(older, "superseded-by", record, " and the status superseded"),
                        value=older.id,
                        location=_location_of(record, "supersedes"),
                        related=((older.status_location, f"{older.id} says {older.status_text or 'nothing'}"),),
                    )
        for newer in _named(project, record, record.superseded_by):
            if not is_strict and mentions(newer, record):
                continue
            if newer.file != record.file and record.file not in says[newer.file]:
                yield problem_at(
                    record,
                    ("superseded-by",),
                    f"{record.id} is superseded by {newer.label}, which does not say so",
                    _other_end(newer, "supersedes", record),
                    value=newer.id,
                    location=_location_of(record, "superseded-by"),
                    related=((newer.at(("supersedes",)), f"{newer.id} does not name {record.id}"),),
                )


def superseded_without_successor(context: Context) -> Iterator[Problem]:
    """A record is superseded and no record is named that took its place.

    Why: the reader knows that it no longer holds, and not what does.

    Wrong:
        status: superseded

    Right:
        status: superseded
        superseded-by: [ADR-0009]
    """
    claimed = {
        older.file for record in context.project.records for older in _named(context.project, record, record.supersedes)
    }
    for record in context.project.records:
        if record.status is Status.SUPERSEDED and not record.superseded_by and record.file not in claimed:
            if record.is_invalid(("superseded-by",)):
                continue
            yield problem_at(
                record,
                ("status",),
                "the record is superseded, and nothing says by what",
                "name the newer record under `superseded-by`, or make the status deprecated",
                location=record.status_location,
            )


def proposed_supersedes_accepted(context: Context) -> Iterator[Problem]:
    """A record is already marked superseded, and its successor is not accepted yet.

    A proposal may announce what it will supersede; it takes effect when it is accepted.

    Why: between the two nothing holds: the old decision is gone, the new one is not made.

    Wrong:
        status: superseded               (and ADR-0009 is still proposed)
        superseded-by: [ADR-0009]

    Right:
        status: accepted                 (until ADR-0009 is accepted)
    """
    for record in context.project.records:
        if record.status is not Status.SUPERSEDED:
            continue
        successors = _named(context.project, record, record.superseded_by)
        undecided = [newer for newer in successors if newer.status is not None and newer.status.is_undecided]
        for newer in undecided if len(undecided) == len(successors) else ():
            yield problem_at(
                record,
                ("superseded-by",),
                f"{record.id} is superseded by {newer.label}, which is only {newer.status_text}",
                f"keep {record.id} accepted until {newer.id} is accepted",
                value=newer.id,
                location=_location_of(record, "superseded-by"),
                related=((newer.status_location, f"{newer.id} is {newer.status_text}"),),
            )


def two_successors(context: Context) -> Iterator[Problem]:
    """Two accepted records supersede the same one.

    Why: the reader of the old record does not know which of the two answers the old question.

    Wrong:
        supersedes: [ADR-0001]           (in ADR-0004 and in ADR-0007)

    Right:
        supersedes: [ADR-0001]           (in ADR-0004; ADR-0007 supersedes ADR-0004)
    """
    claims: dict[str, list[Record]] = {}
    for record in context.project.records:
        if record.status is Status.ACCEPTED:
            for older in _named(context.project, record, record.supersedes):
                claims.setdefault(older.file, []).append(record)
    for file, claimants in claims.items():
        if len(claimants) > 1:
            older, last = context.project.by_file[file], claimants[-1]
            names = ", ".join(record.id for record in claimants[:MOST_NAMED])
            names += f" and {len(claimants) - MOST_NAMED} more" if len(claimants) > MOST_NAMED else ""
            yield problem_at(
                last,
                ("supersedes",),
                f"{older.label} has {len(claimants)} successors: {names}",
                "let one supersede it, and say in the text what the others take over",
                value=older.id,
                location=_location_of(last, "supersedes"),
                related=tuple(
                    (_location_of(record, "supersedes"), f"{record.id} supersedes it too")
                    for record in claimants[:-1][:MOST_NAMED]
                ),
            )


def _other_end(record: Record, key: str, other: Record, further: str = "") -> str:
    """What to write into `record`: a key, or where its text holds the status a line beside that."""
    words = key.replace("-", " ").capitalize()
    if record.dialect is not Dialect.MARKDOWN:
        return f"write `{words} {other.id}` into the status of {record.file}"
    if record.status_line is None:
        return f"write `{key}: [{other.id}]`{further} into {record.file}"
    named = target(other.id, other.number, other.title, other.file, seen_from=record.file)
    return f"write `{words} {named.link}` into the status of {record.file}, or let `adr check --fix` do it"
