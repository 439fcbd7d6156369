"""Where a decision keeps what its front matter has no place for: the section More Information, which MADR has too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from settled.edit.lines import prevailing_line_end, split_body
from settled.formats.markdown import Heading, MarkdownBody

SECTION = "More Information"
_BLOCK = re.compile(r"[-*+>|#]|\d+[.)]\s|```|~~~|\s")


def as_written(label: str, lines: Sequence[str]) -> list[str]:
    """`Status as written: …` on one line where that can be, else with the lines below."""
    bare = [line.rstrip("\r\n") for line in lines]
    while bare and not bare[-1].strip():
        bare.pop()
    while bare and not bare[0].strip():
        bare.pop(0)
    lead = f"{label} as written:"
    if len(bare) == 1 and not _BLOCK.match(bare[0]):
        return [f"{lead} {bare[0]}"]
    return [lead, "", *bare]


def with_kept(body: str, blocks: Sequence[Sequence[str]]) -> str | None:
    """`body` with `blocks` of lines at the end of its section More Information, which is added where there is none.

    None where it has no place for a section: all of it is code or a comment.
    """
    if not blocks:
        return body
    end = prevailing_line_end(body)
    lines = split_body(body)
    text = [line for block in blocks for line in ("", *block)]
    headings = MarkdownBody(body, 1).headings
    own = next((heading for heading in headings if heading.text.casefold() == SECTION.casefold()), None)
    if own is not None:
        return _inserted(lines, _end_of(own, headings, len(lines)), text, end)
    section = ["", f"## {SECTION}", *text]
    after = _inserted(lines, len(lines), section, end)
    if _holds_section(after):
        return after
    # An open block of code swallows what stands below it.
    first = next((heading.line - 1 for heading in headings if heading.level > 1), None)
    after = _inserted(lines, first, section, end) if first is not None else ""
    return after if _holds_section(after) else None


def _holds_section(body: str) -> bool:
    return any(heading.text == SECTION for heading in MarkdownBody(body, 1).headings)


def _end_of(heading: Heading, headings: Sequence[Heading], last: int) -> int:
    following = (each.line - 1 for each in headings if each.line > heading.line and each.level <= heading.level)
    return next(following, last)


def _inserted(lines: Sequence[str], place: int, text: Sequence[str], end: str) -> str:
    before, after = "".join(lines[:place]), "".join(lines[place:])
    before = before.rstrip("\r\n") + end if before.strip() else ""
    inserted = "".join(f"{line}{end}" for line in (text if before else text[1:]))
    return before + inserted + (f"{end}{after}" if after else "")
