"""The few things a reader needs to know of a Markdown body: headings, sections, bullets, links, with lines.

A line scanner, not a renderer: it knows code fences, HTML comments, ATX and underlined headings. It is
ours because a full parser costs more time than everything else in a run, and a check needs no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t\u00a0](.*))?$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_BLOCK = re.compile(r"\s*(?:[-*+>|]|\d+[.)])\s")
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)]|\[\^[^\]]{1,100}\]:)\s")
_FENCE_SIGNS, _UNDERLINE_SIGNS = frozenset("`~"), frozenset("=-")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
# It begins with one certain character, which is found far sooner in a long line than one of two.
_LINK = re.compile(
    r"\[(?<!\\\[)(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\]){0,500})\]"
    r"\([ \t]*(?:<(?P<angle>[^<>]{0,2000})>|(?P<target>(?:[^\s()\\]|\\.|\([^\s()]*\)){0,2000}))"
    r"(?:[ \t]+(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?[ \t]*\)"
)
# A text may begin on the line before.
_LINK_END = re.compile(
    r"\]\([ \t]*(?:<(?P<angle>[^<>]{1,2000})>|(?P<target>(?:[^\s()\\<]|\\.|\([^\s()]*\)){1,2000}))"
    r"(?:[ \t]+(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?[ \t]*\)"
)
# A footnote is defined in the same way, and what has more words behind the first is a sentence.
_REFERENCE = re.compile(
    r" {0,3}\[(?P<text>[^\[\]^][^\[\]]{0,199})\]:[ \t]*(?:<(?P<angle>[^<>]{1,2000})>|(?P<target>[^\s<>]{1,2000}))"
    r"[ \t]*(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\))?[ \t]*$"
)
_HTML_LINK = re.compile(
    r"<(?P<tag>a|img)\b[^<>]{0,500}?\s(?:href|src)\s*=\s*(?:\"(?P<double>[^\"<>]{1,2000})\"|'(?P<single>[^'<>]{1,2000})')",
    re.IGNORECASE,
)
# A run of backticks is tried once, at its beginning: retried at each of them, a long run takes quadratic time.
# A backslash before it makes it a character like others.
_CODE_SPAN = re.compile(r"(?<![`\\])(`++)(.{0,2000}?)(?<!`)\1(?!`)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level from 1, its text, and the 1-based line of the file."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image: its text and target as written, with line and column in the file.

    `target_column` is where the target begins: the address without the angle brackets around it.
    """

    text: str
    target: str
    line: int
    column: int
    is_image: bool
    target_column: int


@dataclass(frozen=True, slots=True)
class SectionText:
    """A heading with the lines below it up to the next heading of any level."""

    heading: Heading
    lines: tuple[tuple[int, str], ...]

    @property
    def is_empty(self) -> bool:
        """True when nothing but white space stands below the heading."""
        return not any(text.strip() for _, text in self.lines)


class MarkdownBody:
    """A body, scanned once: `lines` has each line outside of code and comments with its number.

    `written` is the body as it stands in the file where `body` was converted from another markup, line for line:
    columns are counted there.
    """

    def __init__(self, body: str, first_line: int, written: str | None = None) -> None:
        self._written = None if written is None else _lines_of(written)
        self._first_line = first_line
        self.holds_bars = "|" in body
        self.holds_cells = any(tag in body for tag in ("<td", "<TD", "<dd", "<DD"))
        self.lines: tuple[tuple[int, str], ...] = ()
        self.code_lines: frozenset[int] = frozenset()
        self.headings: tuple[Heading, ...] = ()
        self._all: list[tuple[int, str]] = []
        self._scan(body, first_line)

    def _scan(self, body: str, first_line: int) -> None:
        visible: list[tuple[int, str]] = []
        code: set[int] = set()
        headings: list[Heading] = []
        fence: str | None = None
        in_comment = False
        previous: tuple[int, str] | None = None
        holds_comments = "<!--" in body
        lines = _lines_of(body)
        ends_below = _ends_of_comments_below(lines) if holds_comments else ()
        for number, raw in enumerate(lines, first_line):
            line = raw
            if fence is not None:
                code.add(number)
                closing = _FENCE.match(line)
                if closing and closing[1][0] == fence[0] and len(closing[1]) >= len(fence) and not line.strip(" `~"):
                    fence = None
                self._all.append((number, raw))
                continue
            if holds_comments:
                line, in_comment = _without_comments(line, in_comment, ends_below[number - first_line])
            # Its first character tells of most lines what they are not.
            start = line.lstrip()[:1]
            opening = _FENCE.match(line) if start in _FENCE_SIGNS else None
            if opening:
                fence = opening[1]
                code.add(number)
                previous = None
                self._all.append((number, raw))
                continue
            atx = _ATX.match(line) if start == "#" else None
            if atx:
                headings.append(Heading(len(atx[1]), _without_closing_signs((atx[2] or "").strip()), number))
                previous = None
            elif previous is not None and start in _UNDERLINE_SIGNS and _UNDERLINE.match(line):
                level = 1 if "=" in line else 2
                headings.append(Heading(level, previous[1].strip(), previous[0]))
                previous = None
            elif not start or (not start.isalpha() and _BLOCK.match(line)):
                previous = None
            else:
                previous = (number, line)
            visible.append((number, line))
            self._all.append((number, line))
        self.lines, self.code_lines, self.headings = tuple(visible), frozenset(code), tuple(headings)

    def all_lines(self) -> tuple[tuple[int, str], ...]:
        """Each line with its number, code included and comments blanked out."""
        return tuple(self._all)

    def sections(self) -> Iterator[SectionText]:
        """Each heading with the lines below it, code included, up to the next heading."""
        position = 0
        for index, heading in enumerate(self.headings):
            end = self.headings[index + 1].line if index + 1 < len(self.headings) else None
            lines: list[tuple[int, str]] = []
            while position < len(self._all) and (end is None or self._all[position][0] < end):
                number, text = self._all[position]
                if number > heading.line and not (number == heading.line + 1 and _UNDERLINE.match(text)):
                    lines.append((number, text))
                position += 1
            yield SectionText(heading, tuple(lines))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Each inline link, image and reference definition outside of code."""
        return tuple(self._find_links())

    def _find_links(self) -> Iterator[Link]:
        for number, line in self.lines if self._written is not None else _outside_of_indented_code(self.lines):
            if "](" not in line and "]:" not in line and "=" not in line:
                continue
            cleaned = _CODE_SPAN.sub(lambda match: " " * len(match[0]), line) if "`" in line else line
            found = list(self._links_in(number, cleaned, 0, len(cleaned))) if "](" in cleaned else []
            yield from found
            known = {link.target_column for link in found}
            for match in _LINK_END.finditer(cleaned) if "](" in cleaned and self._written is None else ():
                name = "angle" if match["angle"] is not None else "target"
                if match.start(name) + 1 not in known:
                    yield Link("", match[name], number, match.start() + 1, False, match.start(name) + 1)
            reference = _REFERENCE.match(cleaned) if "]:" in cleaned else None
            if reference:
                name = "angle" if reference["angle"] is not None else "target"
                column = reference.start(name) + 1
                yield Link(reference["text"], reference[name], number, column, False, column)
            for match in _HTML_LINK.finditer(cleaned) if "<" in cleaned and "=" in cleaned else ():
                name = "double" if match["double"] is not None else "single"
                is_image = match["tag"].lower() == "img"
                yield Link("", match[name], number, match.start() + 1, is_image, match.start(name) + 1)

    def _links_in(self, number: int, line: str, start: int, end: int) -> Iterator[Link]:
        """The links whose text stands on the line as well; a text may hold an image."""
        for match in _LINK.finditer(line, start, end):
            name = "angle" if match["angle"] is not None else "target"
            is_image = line[match.start() - 1 : match.start()] == "!"
            column, target_column = match.start() + 1 - is_image, match.start(name) + 1
            if self._written is not None:
                column = target_column = self._written_column(number, match[name])
            yield Link(match["text"], match[name], number, column, is_image, target_column)
            if "](" in match["text"]:
                yield from self._links_in(number, line, match.start("text"), match.end("text"))

    def _written_column(self, line: int, target: str) -> int:
        """The column of `target` in the file; 1 where it does not stand there as it was converted."""
        lines, index = self._written or [], line - self._first_line
        written = lines[index] if index < len(lines) else ""
        found = written.find(target)
        return max(found if found >= 0 else written.find(target.rpartition(".")[0] or target), 0) + 1

    def prose(self) -> Iterator[tuple[int, str]]:
        """Each line outside of code blocks, comments and code spans."""
        for number, line in self.lines:
            yield number, _CODE_SPAN.sub(lambda match: " " * len(match[0]), line) if "`" in line else line


def _outside_of_indented_code(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines that no renderer takes for a block of code because of their indentation; what a list holds is text."""
    is_after_blank, is_code, in_list = True, False, False
    for number, line in lines:
        if not line.strip():
            is_after_blank = True
            continue
        is_indented = line.startswith(("    ", "\t"))
        if not is_indented:
            in_list = _LIST_ITEM.match(line) is not None or (in_list and (not is_after_blank or line[0] == " "))
        is_code = is_indented and not in_list and (is_code or is_after_blank)
        is_after_blank = False
        if not is_code:
            yield number, line


def _without_closing_signs(heading: str) -> str:
    """`Status ##` is the heading `Status`; done by hand, because a pattern for it takes quadratic time."""
    bare = heading.rstrip("#")
    return bare.rstrip() if not bare or bare[-1].isspace() else heading


def _lines_of(text: str) -> list[str]:
    """The lines as editors count them; `splitlines` also breaks at form feeds and Unicode's rare separators."""
    lines = re.split(r"\r\n|\n|\r", text) if "\r" in text else text.split("\n")
    return lines if lines[-1] else lines[:-1]


def _without_comments(line: str, in_comment: bool, ends_below: bool) -> tuple[str, bool]:
    """`line` with HTML comments blanked out, and whether a comment is still open at its end.

    A comment that begins a line is a block, which may end anywhere. One within a paragraph is text where the
    paragraph does not end it; `ends_below` says whether a line below does (CommonMark, sections 4.6 and 6.6).
    """
    result = ""
    position = 0
    while True:
        if in_comment:
            end = line.find("-->", position)
            if end < 0:
                return result + " " * (len(line) - position), True
            result += " " * (end + 3 - position)
            position, in_comment = end + 3, False
        start = line.find("<!--", position)
        if start < 0:
            return result + line[position:], False
        result += line[position:start]
        position, in_comment = start, True
        # The opening itself is blanked by the next turn.
        if line.find("-->", position + 2) < 0:
            if result.strip() and (not ends_below or _ATX.match(result)):
                return result + line[position:], False
            return result + " " * (len(line) - position), True


def _ends_of_comments_below(lines: Sequence[str]) -> list[bool]:
    """For each line, whether a line below it in the same paragraph ends a comment."""
    found = [False] * len(lines)
    for index in range(len(lines) - 2, -1, -1):
        below = lines[index + 1]
        found[index] = bool(below.strip()) and ("-->" in below or found[index + 1])
    return found
