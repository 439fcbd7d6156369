"""The markup that a record is written in, told by the ending of its file, and its text as Markdown, line for line.

All that reads, checks and shows a record knows Markdown alone. What is written in another markup is converted
first, and every line of the Markdown stands where it stood in the file, so that what is said of a line holds.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum
from pathlib import PurePosixPath

from settled.formats.markdown import MarkdownBody
from settled.frontmatter import YamlDocument
from settled.frontmatter.splitting import Document, split_document


class Dialect(StrEnum):
    """A markup that records are written in."""

    MARKDOWN = "Markdown"
    RESTRUCTUREDTEXT = "reStructuredText"
    ASCIIDOC = "AsciiDoc"


_ENDINGS = {
    ".md": Dialect.MARKDOWN,
    ".rst": Dialect.RESTRUCTUREDTEXT,
    ".adoc": Dialect.ASCIIDOC,
    ".asciidoc": Dialect.ASCIIDOC,
}
_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*+[\w\"'-]+[ \t]*:(?:[^\n]*\n)*?---[ \t]*\r?(?:\n|\Z)"
)
RECORD_ENDINGS = tuple(_ENDINGS)
"""How the files of records end, in lower case."""


def has_record_ending(name: str) -> bool:
    """True for the name or path of a file that ends as the files of records do, in any case."""
    return name.lower().endswith(RECORD_ENDINGS)


def without_record_ending(name: str) -> str:
    """`name` as people say it: without `.md` and its like."""
    ending = next((ending for ending in RECORD_ENDINGS if name.lower().endswith(ending)), "")
    return name[: len(name) - len(ending)]


def dialect_of(file: str) -> Dialect:
    """The markup that `file` is written in; Markdown where its ending tells nothing."""
    return _ENDINGS.get(PurePosixPath(file).suffix.lower(), Dialect.MARKDOWN)


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
    """Whether what stands between lines of `---` at the beginning of `text` is front matter.

    AsciiDoc and reStructuredText have such lines for other ends: there a key follows, and the block is closed.
    """
    if dialect is Dialect.MARKDOWN:
        return True
    return dialect is Dialect.ASCIIDOC and _FRONT_MATTER.match(text) is not None


def as_markdown(text: str, dialect: Dialect) -> str:
    """`text` as Markdown, with every line where it was."""
    if dialect is Dialect.MARKDOWN:
        return text
    bare = text.removeprefix("\ufeff")
    # Imported where they are needed: their patterns take longer to prepare than a folder of Markdown to find.
    if dialect is Dialect.ASCIIDOC:
        from settled.formats.asciidoc import asciidoc_as_markdown

        return asciidoc_as_markdown(bare)
    from settled.formats.restructuredtext import restructuredtext_as_markdown

    return restructuredtext_as_markdown(bare)


def scan_body(document: Document) -> MarkdownBody:
    """The body of `document` scanned for headings and links, with their places in the file."""
    return MarkdownBody(document.body, document.body_line, document.written)
