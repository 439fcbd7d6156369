"""What two readings of the same decisions are compared by."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from settled.project import Project, load
from settled.records import Record


def facts_in(folder: Path) -> dict[int, dict[str, Any]]:
    """What the records in `folder` say of themselves, by number; others by their numbers."""
    project = load(folder.parent, folder.name)
    assert project.unreadable == ()
    return {record.number or 0: facts_of(project, record) for record in project.records}


def facts_of(project: Project, record: Record) -> dict[str, Any]:
    """What one record says of itself."""
    return {
        "title": record.title,
        "status": record.status,
        "status text": record.status_text if record.status is None else None,
        "date": record.date,
        "deciders": record.decision_makers,
        "tags": record.tags,
        "supersedes": _meant(project, record, record.supersedes),
        "superseded by": _meant(project, record, record.superseded_by),
    }


def _meant(project: Project, record: Record, references: tuple[str, ...]) -> list[str]:
    """The stems of the records that are meant, without their numbers, or the words where none is."""
    found = [project.resolve(reference, record) for reference in references]
    names = [str(each.number) if each else reference for each, reference in zip(found, references, strict=True)]
    return sorted({PurePosixPath(name).name for name in names})
