"""A Markdown file is split in two: the front matter with its data and places, and the body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from settled.frontmatter import YamlDocument, read_line_by_line, read_yaml
from settled.model.findings import Location, Problem

_FENCE = re.compile(r"(?:\ufeff)?---[ \t]*(?:\r\n|\n|\r)")
_CLOSING_FENCE = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?=\r?(?:\n|\Z))")


@dataclass(frozen=True)
class Document:
    """A Markdown file split in two: its front matter and the body, with the line the body begins on.

    `written` is the body as it stands in the file where `body` was converted from another markup, line for line
    (None: it is Markdown).
    """

    front: YamlDocument
    body: str
    body_line: int
    has_front_matter: bool
    written: str | None = None


def split_document(file: str, text: str) -> Document:
    """Split `text` of `file` at its front matter fences and read the front matter.

    A file without front matter has empty data; one whose fence is never closed is unreadable.
    """
    opening = _FENCE.match(text)
    if opening is None:
        body = text.removeprefix("\ufeff")
        return Document(YamlDocument(file, "", 1, {}), body, 1, has_front_matter=False)
    start = opening.end()
    closing = _CLOSING_FENCE.search(text, start - 1)
    if closing is None:
        # A thematic break may open a Markdown file; front matter begins with a key.
        if not re.match(r"[\w\"'-]+[ \t]*:", text[start:].lstrip()[:200]):
            return Document(YamlDocument(file, "", 1, {}), text, 1, has_front_matter=False)
        problem = Problem(
            "unreadable-record",
            Location(file, 1, 1),
            "the front matter that begins here is never closed",
            "add a line with `---` below its last key",
        )
        return Document(YamlDocument(file, "", 2, None, (problem,)), "", 1, has_front_matter=True)
    yaml_text = text[start : closing.start() + 1]
    body = re.sub(r"\A\r?\n", "", text[closing.end() :])
    body_line = text.count("\n", 0, closing.end()) + 2
    return Document(read_yaml(file, yaml_text, first_line=2), body, body_line, has_front_matter=True)


def read_loosely(document: Document) -> Document:
    """The document with front matter that is not strict YAML read line by line; the same where that tells nothing.

    For records that other tools write: nobody who keeps our format is told to guess.
    """
    if document.front.data is not None:
        return document
    front = read_line_by_line(document.front)
    return document if front is document.front else replace(document, front=front)
