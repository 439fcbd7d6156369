"""Pages that hold several decisions each, in a project that has no file for each of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from settled.files.reading import read_text_file
from settled.formats.dialect import dialect_of
from settled.formats.markdown import MarkdownBody
from settled.frontmatter.splitting import split_document
from settled.model.markup import Dialect
from settled.project import Project
from settled.project.record_files import SkipReason, is_named_as_record, skipped_files
from settled.records import MAXIMUM_FILE_BYTES

_NUMBERED = re.compile(r"[*_\[]*(?:adrs?|ad|dr|d|decision)[-_ #]*(?P<number>\d{1,6})(?!\w)", re.IGNORECASE)
"""The beginning of a heading that names a decision: `ADR-001: Use Kafka`, not `1. Context`."""


def pages_of_several(project: Project) -> Mapping[str, int]:
    """How many decisions each page holds, by file; nothing where a record has a file that is named as one."""
    if any(is_named_as_record(PurePosixPath(file)) for file in project.files):
        return {}
    found = {file: _decisions_in(project, file) for file in sorted(_pages(project))}
    return {file: count for file, count in found.items() if count > 1}


def what_to_write(project: Project) -> str:
    """What to do in a project without records: split the page that holds several, else write the first."""
    for file, count in pages_of_several(project).items():
        return f"{file} holds {count} decisions, and each is expected in a file of its own, as in 0001-use-kafka.md"
    return 'write one: `adr new "Title of the decision"`'


def _pages(project: Project) -> Iterator[str]:
    yield from project.notes
    yield from project.files
    for folder in project.folders:
        for path, reason in skipped_files(folder):
            if reason is SkipReason.PAGE:
                yield path.relative_to(project.root).as_posix()


def _decisions_in(project: Project, file: str) -> int:
    text = None
    if dialect_of(file) is Dialect.MARKDOWN:
        text, _ = read_text_file(project.root / file, file, project.root, MAXIMUM_FILE_BYTES)
    if text is None:
        return 0
    document = split_document(file, text)
    numbers: dict[int, set[int]] = defaultdict(set)
    for heading in MarkdownBody(document.body, document.body_line).headings:
        match = _NUMBERED.match(heading.text)
        if match is not None:
            numbers[heading.level].add(int(match["number"]))
    return max(map(len, numbers.values()), default=0)
