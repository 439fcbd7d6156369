"""What a decision says, apart from its status, its dates and where its links lead.

Two texts of a record have the same substance when only that changed which may change after acceptance: the
status line, the links back from records that came later, and links that were mended.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from settled.formats.dialect import read_document, scan_body
from settled.formats.markdown import MarkdownBody
from settled.frontmatter.splitting import Document, read_loosely
from settled.model.references import id_prefixes, without_references

ADMINISTRATION = frozenset(
    {
        "status", "date", "superseded-by", "amended-by", "clarified-by", "required-by", "relates-to",
        "review-by", "hold", "ignore", "tags", "informed",
    }
)  # fmt: skip
"""Keys that say how a record is handled, and not what was decided."""

_ANY_LEVEL = 99  # a status ends at the next heading, whatever its level
_STATUS_HEADING = re.compile(r"(?:\d+\.\s*)?status\b", re.IGNORECASE)
_HANDLING = re.compile(r"\s{0,3}(?:[-*+][ \t]+)?(?:\*\*)?(?:status|date|tags)(?:\*\*)?[ \t]*:", re.IGNORECASE)
_BACK_LINK = re.compile(
    r"\s{0,3}(?:[-*+][ \t]+)?(?:\*\*)?(?:super[sc]eded|amended|clarified|required)[ \t]+by\b", re.IGNORECASE
)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*(?:[ \t]+\"[^\"]*\")?\)")
_AMENDMENT = re.compile(
    r"(?:\d+\.\s*)?(?:amend(?:ment|ed)|addendum|erratum|update[d]?|correction)\b.*\d{4}-\d{2}-\d{2}"
    r"|\d{4}-\d{2}-\d{2}.*\b(?:amendment|addendum|erratum|update|correction)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SubstanceLine:
    """One line of what a decision says, and where it stands in the file."""

    line: int
    text: str


@lru_cache(maxsize=8)
def _number_of_title(prefixes: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{prefixes})[ \t_-]*)?#?\d{{1,9}}[.:]?[ \t]*(?:[-–—:][ \t]*)?", re.IGNORECASE)


def substance(text: str, file: str = "", *, with_amendments: bool = True) -> tuple[SubstanceLine, ...]:
    """What the `text` of the record `file` says, line by line.

    Without the dated amendment sections where those do not count.
    """
    document = read_loosely(read_document(file, text))
    return substance_of(document, scan_body(document), with_amendments=with_amendments)


def substance_of(document: Document, body: MarkdownBody, *, with_amendments: bool = True) -> tuple[SubstanceLine, ...]:
    """The same for a record that was read already."""
    lines: list[SubstanceLine] = []
    if document.front.data is None:
        lines.append(SubstanceLine(1, document.front.text))
    for key, value in (document.front.data or {}).items():
        if key not in ADMINISTRATION:
            lines.append(SubstanceLine(document.front.at((key,)).line, f"{key}: {_front_value(value)}"))
    lines.sort(key=lambda line: line.text)  # the order of keys says nothing
    lines += _body(body, with_amendments=with_amendments)
    return tuple(lines)


def amendments_of(body: MarkdownBody) -> tuple[str, ...]:
    """The headings of the dated amendment sections in a record's text."""
    return tuple(heading.text for heading in body.headings if _AMENDMENT.search(heading.text))


def amendments(text: str, file: str = "") -> tuple[str, ...]:
    """The same for the `text` of the record `file`."""
    return amendments_of(scan_body(read_loosely(read_document(file, text))))


def first_difference(before: tuple[SubstanceLine, ...], after: tuple[SubstanceLine, ...]) -> int | None:
    """The line of `after` from which on it says something else than `before`; None where both say the same."""
    for old, new in zip(before, after, strict=False):
        if old.text != new.text:
            return new.line
    if len(after) > len(before):
        return after[len(before)].line
    if len(before) > len(after):
        return after[-1].line if after else 1
    return None


def _front_value(value: object) -> str:
    return without_references(json.dumps(value, ensure_ascii=False, sort_keys=True), "#")


def _body(body: MarkdownBody, *, with_amendments: bool) -> Iterator[SubstanceLine]:
    headings = {heading.line: heading for heading in body.headings}
    first_section = min((heading.line for heading in body.headings if heading.level > 1), default=None)
    left_out: int | None = None
    title_is_due = True
    for number, raw in body.all_lines():
        heading = headings.get(number)
        if heading is not None:
            if left_out is not None and heading.level <= left_out:
                left_out = None
            if left_out is None and _STATUS_HEADING.match(heading.text):
                left_out = _ANY_LEVEL
            elif left_out is None and not with_amendments and _AMENDMENT.search(heading.text):
                left_out = heading.level
            elif left_out is None and title_is_due:
                title_is_due = False
                yield SubstanceLine(number, _number_of_title(id_prefixes()).sub("", heading.text))
                continue
        if left_out is not None:
            continue
        if number in body.code_lines:
            yield SubstanceLine(number, raw.rstrip())
            continue
        is_above = first_section is None or number < first_section
        if (is_above and _HANDLING.match(raw)) or _BACK_LINK.match(raw):
            continue
        words = " ".join(without_references(_LINK.sub(r"[\1]", raw), "#").split())
        if words:
            yield SubstanceLine(number, words)
