"""Decisions as adr-tools keeps them: a number and a title, a date, and a status with a paragraph for each link."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path

from settled.conversion.exported_decisions import ExportedDecision, exported_decisions
from settled.conversion.naming import Naming
from settled.conversion.sections import Section
from settled.edit.markdown_text import escaped, link_text
from settled.edit.target import escaped_path
from settled.model.vocabulary import Status
from settled.project import Project
from settled.records import Record, texts

_LISTS = (("Deciders", "decision_makers"), ("Consulted", "consulted"), ("Informed", "informed"))


def adr_tools_files(project: Project, naming: Naming) -> dict[Path, str]:
    """The decisions of `project` as adr-tools keeps them, by the paths that `naming` gives them."""
    return {naming.names[each.record.file].path: _text(each, naming) for each in exported_decisions(project, naming)}


def _text(decision: ExportedDecision, naming: Naming) -> str:
    record, sections = decision.record, decision.sections
    parts = [f"# {decision.number}. {escaped(record.title)}"]
    if record.date is not None:
        parts.append(f"Date: {record.date.isoformat()}")
    bullets = "\n".join(_bullets(record))
    parts += [bullets] if bullets else []
    parts += [sections.intro] if sections.intro else []
    parts.append("\n\n".join(["## Status", *_status(decision, naming)]))
    for name, section in (
        ("Context", sections.context),
        ("Decision", sections.decision),
        ("Consequences", sections.consequences),
    ):
        parts += _section(name, section) if section is not None else []
    for section in sections.others:
        parts += _section(section.title, section)
    return "\n\n".join(parts) + "\n"


def _section(name: str, section: Section) -> list[str]:
    return [f"## {name}", *([section.text] if section.text else [])]


def _bullets(record: Record) -> Iterator[str]:
    """What adr-tools has no place for, as MADR 2 writes it."""
    for label, key in _LISTS:
        names = list(record.decision_makers) if key == "decision_makers" else texts(getattr(record.content, key))
        if any("," in name for name in names):
            yield "\n".join([f"* {label}:", *(f"  * {name}" for name in names)])
        elif names:
            yield f"* {label}: {', '.join(names)}"
    if record.tags:
        yield f"* Tags: {', '.join(record.tags)}"


def _status(decision: ExportedDecision, naming: Naming) -> Iterator[str]:
    record = decision.record
    by = [other for key, other in decision.links if key == "superseded-by"]
    if record.status is None:
        text = " ".join((record.status_text or "").split())
        yield from [text] if text else []
    elif record.status is not Status.SUPERSEDED or not by:
        yield record.status.value.capitalize()
    for other in by:
        # Only what is superseded already says so in words that are read as its status.
        label = "Superseded by" if record.status is Status.SUPERSEDED else "To be superseded by"
        yield _link(label, other, record, naming)
    for key, other in decision.links:
        if key != "superseded-by":
            yield _link(key.replace("-", " ").capitalize(), other, record, naming)


def _link(label: str, other: Record | str, record: Record, naming: Naming) -> str:
    if isinstance(other, str):
        return f"{label} {other}"
    name = naming.names.get(other.file)
    if name is None:
        return f"{label} {other.id}"
    here = naming.names[record.file].path.parent
    address = escaped_path(posixpath.relpath(name.path.as_posix(), here.as_posix()))
    return f"{label} [{name.number}. {link_text(other.title)}]({address})"
