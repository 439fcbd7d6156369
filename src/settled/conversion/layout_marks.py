"""The text of a record as written, without what an import does not keep: how a page looks.

Markdown has no place for it, and a reader misses nothing.
"""

from __future__ import annotations

import re

from settled.edit.lines import line_end, split_body
from settled.formats.readers import READERS
from settled.model.markup import Dialect
from settled.records import Record

_NAME_OF_FACT = re.compile(r"^(?::(?:state|revdate):|\.\.[ \t]+adr::)")


def without_layout(record: Record) -> str:
    """The text of `record` as written, with its lines of layout emptied, and those of facts without their name."""
    if record.dialect is Dialect.MARKDOWN:
        return record.written_text
    lines = split_body(record.written_text)
    bare = [line.rstrip("\r\n") for line in lines]
    gone = set(READERS[record.dialect].layout_lines(bare, record.body))
    return "".join(
        line_end(line) if index in gone else _NAME_OF_FACT.sub("", line, count=1) if line[0] in ":." else line
        for index, line in enumerate(lines)
    )
