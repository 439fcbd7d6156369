"""A decision's text without the lines that tell its facts, once the front matter tells them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from settled.conversion.fact_blocks import FactBlock, fact_blocks, status_headings_left
from settled.conversion.kept_text import as_written
from settled.conversion.link_targets import without_targets
from settled.conversion.words import words_of
from settled.edit.lines import line_end, split_body
from settled.formats.adr import is_links_heading, read_adr
from settled.formats.markdown import MarkdownBody
from settled.model.status_words import StatusWords

_LINK = re.compile(r"[A-Z][a-z]+( [a-z]+){0,4} \[(?:[^\[\]\\]|\\.)*\]\([^()\s]*\)")
"""A line of a section Status as adr-tools writes it: `Amended by [7. Use a queue](0007-use-a-queue.md)`."""
_COMMENT = re.compile(r"<!--.*?-->")
_TABLE_LABELS = frozenset({"status", "date", "created", "deciders", "decision", "makers", "tags"})
_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class RecognisedFacts:
    """How the text is to be read (the record's number, the words of a status), and what the front matter says of it.

    `words` are those that the front matter has from the text.
    """

    number: int | None
    statuses: StatusWords
    words: Counter[str]


@dataclass(frozen=True, slots=True)
class WithoutFacts:
    """The text that is left, and what it said beyond its facts: blocks of lines that belong somewhere else in it."""

    body: str
    kept: list[list[str]]


def without_facts(body: str, recognised: RecognisedFacts, *, is_dated: bool, is_begun: bool) -> WithoutFacts:
    """`body` without what tells facts, until nothing is left that would be read as one.

    With `is_dated` the line `Date:` is none of them. With `is_begun` something stands above the body, so that blank
    lines at its beginning stay.
    """
    kept: list[list[str]] = []
    rest = Counter(recognised.words)
    # What stands below a list of facts may be the first list once that is gone.
    for _ in range(_MOST_ROUNDS):
        scan = MarkdownBody(body, 1)
        facts = read_adr(scan, recognised.number, recognised.statuses)
        lines = _with_other_headings(split_body(body), scan)
        blocks = fact_blocks(scan, facts, with_date_line=not is_dated)
        gone: set[int] = set()
        for block in blocks:
            kept += _taken_out(block, lines, rest)
            gone |= {number - 1 for number in block.lines}
        body = _joined(lines, gone, is_begun=is_begun)
        is_dated = True  # of several such lines the first was meant
        if not blocks:
            break
    return WithoutFacts(body, kept)


def _with_other_headings(lines: list[str], scan: MarkdownBody) -> list[str]:
    """The lines with headings that would be read as facts under names that are not."""
    for number in status_headings_left(scan):
        lines[number - 1] = _renamed(lines[number - 1], "status", " as written")
    for heading in scan.headings:
        if is_links_heading(heading):
            lines[heading.line - 1] = _renamed(lines[heading.line - 1], "links", " to other records")
    return lines


def _renamed(line: str, word: str, more: str) -> str:
    return re.sub(word, rf"\g<0>{more}", line, count=1, flags=re.IGNORECASE)


def _taken_out(block: FactBlock, lines: list[str], rest: Counter[str]) -> list[list[str]]:
    """Empty the lines of `block`, but for comments; gives what is to be kept of it, and takes its words from `rest`."""
    written = [lines[number - 1] for number in block.lines]
    comments = "".join(_COMMENT.findall("".join(written)))
    words = words_of(without_targets("".join(written))) - words_of(comments)
    labels = _label_words(block)
    is_reported = not any(word not in labels for word in words - rest)
    links = None if is_reported or block.name != "status" else _links_beside_the_status(block, lines, rest)
    if links is not None:
        is_reported, kept = True, [[link] for link in links]
    else:
        kept = [] if is_reported else [_as_written(block, lines)]
    if is_reported:
        rest -= words  # in place, and never below nothing
    for number in block.lines:
        lines[number - 1] = ""
    if comments and is_reported:
        lines[block.lines[0] - 1] = comments + (line_end(written[0]) or "\n")
    return kept


def _links_beside_the_status(block: FactBlock, lines: Sequence[str], rest: Counter[str]) -> list[str] | None:
    """The paragraphs of a section Status that are links to other records, where `rest` has the words of all others.

    They need no more to be understood than to stand below More Information, as MADR has them. None where the section
    says something else, or its heading does.
    """
    heading = "".join(lines[number - 1] for number in block.lines if number not in block.content)
    said = [lines[number - 1].strip() for number in block.content if lines[number - 1].strip()]
    links = [line for line in said if _LINK.fullmatch(line)]
    others = words_of("\n".join([heading, *(line for line in said if line not in links)])) - rest
    return links if links and set(others) <= _label_words(block) else None


def _label_words(block: FactBlock) -> frozenset[str]:
    """The words that only name the fact, which its key names in the front matter."""
    return _TABLE_LABELS if block.name == "table" else frozenset(block.name.replace("-", " ").split())


def _as_written(block: FactBlock, lines: Sequence[str]) -> list[str]:
    if block.name == "status" and block.lines != block.content:
        inline = lines[block.lines[0] - 1].partition(":")[2].strip("# \r\n")
        return as_written(
            "Status", [*([inline, ""] if inline else []), *(lines[number - 1] for number in block.content)]
        )
    if block.name == "date" and len(block.lines) == 1:
        # Not as the line that it was: that would be read as the date again.
        return as_written("Date", [lines[block.lines[0] - 1].partition(":")[2].lstrip("* ")])
    return [lines[number - 1].rstrip("\r\n") for number in block.lines]


def _joined(lines: Sequence[str], gone: set[int], *, is_begun: bool) -> str:
    """The lines that are left; where some were taken out, one blank line stands where several would.

    Blank lines at the beginning go too, unless something `is_begun` above them.
    """
    result: list[str] = []
    after_gap = not is_begun
    for index, line in enumerate(lines):
        if index in gone and not line:
            after_gap = True
            continue
        if after_gap and not line.strip() and (not result or not result[-1].strip()):
            continue
        after_gap = after_gap and not line.strip()
        result.append(line)
    while len(lines) - 1 in gone and result and not result[-1].strip():
        result.pop()
    return "".join(result)
