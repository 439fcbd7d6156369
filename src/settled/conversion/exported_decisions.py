"""The decisions of a project in the one form from which every export starts, with the names that it gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from settled.conversion.decision import convert_decision
from settled.conversion.named_records import named_records
from settled.conversion.naming import Naming, NewName
from settled.conversion.sections import DecisionSections, decision_sections
from settled.conversion.target_format import TargetFormat
from settled.files.reading import read_text_file
from settled.formats.adr import read_adr
from settled.formats.markdown import MarkdownBody
from settled.frontmatter.splitting import split_document
from settled.project import Project
from settled.records import MAXIMUM_FILE_BYTES, Record
from settled.scaffold.slug import slug_of


@dataclass(frozen=True)
class ExportedDecision:
    """A decision to be exported: the record, its number, its text in sections, and the records that it names.

    `links` are the keys of relations with what they name: the record, or the words where there is none.
    """

    record: Record
    number: int
    sections: DecisionSections
    links: tuple[tuple[str, Record | str], ...]


def export_naming(project: Project, folder: Path) -> tuple[Naming, dict[str, int]]:
    """How the decisions are called as `NNNN-slug.md` in `folder`, and the numbers that were given to those without."""
    given: dict[str, int] = {}
    names: dict[str, NewName] = {}
    highest = max((record.number or 0 for record in project.decisions), default=0)
    for record in project.decisions:
        number = record.number
        if number is None:
            highest += 1
            number = given[record.file] = highest
        path = folder / f"{number:04d}-{slug_of(record.title)}.md"
        if path in {name.path for name in names.values()}:
            path = folder / f"{number:04d}-{slug_of(record.title)}-{len(names) + 1}.md"
        names[record.file] = NewName(path, number)
    return Naming(project, names), given


def staying_names(project: Project) -> tuple[Naming, dict[str, int]]:
    """The decisions under the names that they have, and the numbers that were given to those without."""
    naming, given = export_naming(project, project.records_folder)
    names = {file: NewName(project.root / file, name.number) for file, name in naming.names.items()}
    return Naming(project, names), given


def exported_decisions(project: Project, naming: Naming) -> Iterator[ExportedDecision]:
    """Each decision of `project` under the names of `naming`."""
    for record in project.decisions:
        text, _ = read_text_file(project.root / record.file, record.file, project.root, MAXIMUM_FILE_BYTES)
        converted = convert_decision(record, (text or "").removeprefix("\ufeff"), naming, TargetFormat.SETTLED).text
        body = naming.moved_links(split_document(record.file, converted).body, record)
        title_line = read_adr(MarkdownBody(body, 1), record.number).title_line
        yield ExportedDecision(
            record,
            naming.names[record.file].number or 0,
            decision_sections(body, title_line),
            tuple(_links(project, record)),
        )


def _links(project: Project, record: Record) -> Iterator[tuple[str, Record | str]]:
    for key, references in named_records(record).items():
        seen: list[Record | str] = []
        for reference in references:
            meant = project.resolve(reference, record)
            each = meant if meant is not None else reference
            if each not in seen:
                seen.append(each)
                yield key, each
