"""Records that are not written in Markdown, or are folders: their pages pretend to be files of Markdown.

MkDocs makes pages of nothing else, and follows links to nothing else.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from settled.formats.dialect import dialect_of
from settled.model.markup import Dialect
from settled.model.references import is_folder_page
from settled.project import Project
from settled.site.links import in_unicode

_PAGE_ENDING = ".md"
_TARGET = re.compile(
    r"(?P<before>\]\([ \t]*<?|^ {0,3}\[[^\[\]\n]{1,200}\]:[ \t]*<?)(?P<path>[^\s()<>#?:]{1,500}+)(?=[\s()<>#?]|$)",
    re.MULTILINE,
)


def page_source(file: str) -> str:
    """What the page of the record `file` is made from, as MkDocs is told: a name that ends as Markdown does."""
    return in_unicode(file if dialect_of(file) is Dialect.MARKDOWN else file + _PAGE_ENDING)


def other_sources(project: Project) -> Mapping[str, str]:
    """The sources of the pages that links in records do not name as they are: by the path that a link may name.

    These are the records that are not written in Markdown, and the folders that are records.
    """
    others = {
        record.file: page_source(record.file) for record in project.records if record.dialect is not Dialect.MARKDOWN
    }
    folders = {
        posixpath.dirname(record.file): page_source(record.file)
        for record in project.records
        if is_folder_page(record.file)
    }
    return others | folders


def with_links_to_pages(markdown: str, file: str, others: Mapping[str, str]) -> str:
    """The Markdown of the record `file` with its links to the paths in `others` leading to their pages' sources."""
    if not others:
        return markdown

    def led(match: re.Match[str]) -> str:
        path = match["path"].rstrip("/")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path)))
        source = others.get(target)
        return match["before"] + path + source.removeprefix(target) if source is not None else match[0]

    return _TARGET.sub(led, markdown)
