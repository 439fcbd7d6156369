"""Records of which only another one says that it took their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from settled.model.vocabulary import Status
from settled.project import Project
from settled.records import Record


def told_successors(project: Project) -> Mapping[str, tuple[Record, ...]]:
    """The accepted records that say they supersede one that does not say so itself, by the file of this one."""
    found: dict[str, list[Record]] = defaultdict(list)
    for newer in project.records:
        if newer.status is not Status.ACCEPTED:
            continue
        named_records = (project.resolve(reference, newer) for reference in newer.supersedes)
        for older in {record.file: record for record in named_records if record is not None}.values():
            if older.file == newer.file or older.status is Status.SUPERSEDED:
                continue
            named = [project.resolve(reference, older) for reference in older.superseded_by]
            if newer.file not in {record.file for record in named if record is not None}:
                found[older.file].append(newer)
    return {file: tuple(records) for file, records in found.items()}


def in_words(successors: tuple[Record, ...]) -> str:
    """`superseded, as ADR-0012 says`."""
    ids = [record.id for record in successors]
    return f"superseded, as {' and '.join(ids)} {'says' if len(ids) == 1 else 'say'}"
