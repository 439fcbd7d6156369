"""Records that are not written in Markdown: their pages pretend to be, because MkDocs makes pages of nothing else."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from settled.formats.dialect import RECORD_ENDINGS, Dialect, dialect_of
from settled.project import Project

_PAGE_ENDING = ".md"
_TARGET = re.compile(
    r"(?P<before>\]\([ \t]*<?|^ {0,3}\[[^\[\]\n]{1,200}\]:[ \t]*<?)(?P<path>[^\s()<>#?:]{1,500}+)(?=[\s()<>#?]|$)",
    re.MULTILINE,
)


def page_source(file: str) -> str:
    """What the page of the record `file` is made from, as MkDocs is told: a name that ends as Markdown does."""
    return file if dialect_of(file) is Dialect.MARKDOWN else file + _PAGE_ENDING


def in_other_markup(project: Project) -> frozenset[str]:
    """The files of the records that are not written in Markdown."""
    return frozenset(record.file for record in project.records if record.dialect is not Dialect.MARKDOWN)


def with_links_to_pages(markdown: str, file: str, others: frozenset[str]) -> str:
    """The Markdown of the record `file` with its links to the records `others` leading to their pages' sources."""
    if not others:
        return markdown

    def led(match: re.Match[str]) -> str:
        path = match["path"]
        if not path.lower().endswith(RECORD_ENDINGS):
            return match[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path)))
        return match[0] + _PAGE_ENDING if target in others else match[0]

    return _TARGET.sub(led, markdown)
