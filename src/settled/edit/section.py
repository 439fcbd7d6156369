"""A section of a heading and a paragraph at the end of a record, in the markup that the file is written in."""

from __future__ import annotations

from settled.edit.lines import prevailing_line_end
from settled.formats.dialect import dialect_of
from settled.model.markup import Dialect


def add_section(text: str, file: str, heading: str, paragraph: str) -> str:
    """`text` of `file` with a last section more; what stood there before keeps every byte."""
    end = prevailing_line_end(text)
    dialect = dialect_of(file)
    if dialect is Dialect.RESTRUCTUREDTEXT:
        lines = [heading, "-" * len(heading)]
    else:
        lines = [f"{'==' if dialect is Dialect.ASCIIDOC else '##'} {heading}"]
    gap = "" if text.endswith(("\n\n", "\r\n\r\n")) else end if text.endswith(("\n", "\r")) else end * 2
    return text + gap + end.join([*lines, "", " ".join(paragraph.split()), ""])
