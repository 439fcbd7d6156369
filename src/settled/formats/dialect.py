"""The markup that a record is written in, told by the ending of its file, and its text as Markdown, line for line.

All that reads, checks and shows a record knows Markdown alone. What is written in another markup is converted
first, and every line of the Markdown stands where it stood in the file, so that what is said of a line holds.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace

from settled.formats.markdown import MarkdownBody
from settled.formats.readers import READERS
from settled.frontmatter import YamlDocument
from settled.frontmatter.splitting import Document, split_document
from settled.model.markup import DIALECTS_BY_ENDING, RECORD_ENDINGS, Dialect


def without_record_ending(name: str) -> str:
    """`name` as people say it: without `.md` and its like."""
    ending = next((ending for ending in RECORD_ENDINGS if name.lower().endswith(ending)), "")
    return name[: len(name) - len(ending)]


def dialect_of(file: str) -> Dialect:
    """The markup that `file` is written in; Markdown where its ending tells nothing."""
    return DIALECTS_BY_ENDING.get(posixpath.splitext(file)[1].lower(), Dialect.MARKDOWN)


def read_document(file: str, text: str) -> Document:
    """`text` of `file` as front matter and a Markdown body; reStructuredText has no front matter."""
    dialect = dialect_of(file)
    if dialect is Dialect.MARKDOWN:
        return split_document(file, text)
    if may_have_front_matter(text, dialect):
        document = split_document(file, text)
    else:
        document = Document(YamlDocument(file, "", 1, {}), text.removeprefix("\ufeff"), 1, has_front_matter=False)
    return replace(document, body=as_markdown(document.body, dialect), written=document.body)


def may_have_front_matter(text: str, dialect: Dialect) -> bool:
    """Whether what stands between lines of `---` at the beginning of `text` is front matter."""
    return dialect is Dialect.MARKDOWN or READERS[dialect].has_front_matter(text)


def as_markdown(text: str, dialect: Dialect) -> str:
    """`text` as Markdown, with every line where it was."""
    return text if dialect is Dialect.MARKDOWN else READERS[dialect].as_markdown(text.removeprefix("\ufeff"))


def scan_body(document: Document) -> MarkdownBody:
    """The body of `document` scanned for headings and links, with their places in the file."""
    return MarkdownBody(document.body, document.body_line, document.written)
