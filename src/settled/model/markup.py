"""The markups that records are written in, and how their files end: pure data, which every room may ask."""

from __future__ import annotations

from enum import StrEnum


class Dialect(StrEnum):
    """A markup that records are written in."""

    MARKDOWN = "Markdown"
    RESTRUCTUREDTEXT = "reStructuredText"
    ASCIIDOC = "AsciiDoc"


DIALECTS_BY_ENDING: dict[str, Dialect] = {
    ".md": Dialect.MARKDOWN,
    ".rst": Dialect.RESTRUCTUREDTEXT,
    ".adoc": Dialect.ASCIIDOC,
    ".asciidoc": Dialect.ASCIIDOC,
}
"""The markup of a file by its ending, in lower case."""

RECORD_ENDINGS = tuple(DIALECTS_BY_ENDING)
"""How the files of records end, in lower case."""

ENDING_PATTERN = rf"\.(?:{'|'.join(ending[1:] for ending in RECORD_ENDINGS)})"
"""The same as a regular expression."""


def has_record_ending(name: str) -> bool:
    """True for the name or path of a file that ends as the files of records do, in any case."""
    return name.lower().endswith(RECORD_ENDINGS)
