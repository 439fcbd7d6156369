"""How long a converter of Markdown may take for a text, told by its marks, without converting it.

The converter of the site looks from some marks on to the end of a paragraph, or of the text, for what closes them: ten
thousand brackets that nobody closes take half a minute. Here each mark is counted with the way that is looked through
for it, in time that grows with the text alone; the weights are measured by `benchmarks/repeated_marks.py`, for the
mark that takes longest of each kind.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

ALLOWED = 2_000_000
"""Microseconds that the marks of a text may take beyond what any text takes."""
ALLOWED_PER_CHARACTER = 10
"""Microseconds that each character of an ordinary text takes."""
MAXIMUM_DEPTH = 40
"""Lists and quotations within one another deeper than this end the converter's stack."""

# A text this short takes less than what is allowed whatever stands in it, but for what is nested.
_HARMLESS_LENGTH = 2500
_NESTED = re.compile(rf"^[ \t]*(?:(?:>|[-*+:]|\d{{1,9}}[.)])[ \t]*){{{MAXIMUM_DEPTH}}}", re.MULTILINE)
_INDENTED = re.compile(rf"^(?: {{4}}| {{0,3}}\t){{{MAXIMUM_DEPTH}}}[ \t]*\S", re.MULTILINE)
_MAYBE_DEEP = re.compile(r"\n[ \t>*+:.)\d-]{40}")
"""What both begin with; found far sooner, because it begins with one certain character."""
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$", re.MULTILINE)

_PIECE = re.compile(r"\n[ \t]*(?:\n|(?=[-*+|][ \t]|\d{1,9}\.[ \t]))")
_BRACKET = re.compile(r"[\[\]()]")
_BACKTICKS = re.compile(r"`+")
_MARKS = "\\`*_[]<>&!{}|:\n~"
_MARK = re.compile(f"[{re.escape(_MARKS)}]")
_HTML = re.compile(
    r"<!--|-->|<!\[CDATA\[|\]\]>|<\?|\?>|</|<(?:script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)\b"
    r"|<[!a-z]|>",
    re.IGNORECASE,
)
_CLOSED_BY = {"<!--": "-->", "<![cdata[": "]]>", "<?": "?>"}
_LINE_MARK = re.compile(r"^[ \t]*(?:([-*_])[ \t]*\1[ \t]*\1|!!!|\?\?\?)", re.MULTILINE)
_ANY_FENCE = re.compile(r"^[ \t]*(?:~~~|```)", re.MULTILINE)
_DEFINITION = re.compile(r"^[ \t]*:[ \t]", re.MULTILINE)
_HEADING = re.compile(r"^(?:#{1,6}(.*)|(?=(.*)\n(?:=+|-+)[ \t]*$))", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^([^\]\n]*)\]")
_FENCE = re.compile(r"^(`{3,}|~{3,})[ \t]*([\w+-]*)[ \t]*$", re.MULTILINE)
_NOT_A_LETTER = re.compile(r"[^a-z]+")
_NOT_A_BREAK = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a text is not converted, in words, and where it begins: line and column from 1, in the text."""

    what: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class _Cost:
    microseconds: float
    what: str
    position: int


def find_obstacle(text: str) -> Obstacle | None:
    """What keeps `text`, Markdown, from being converted in a time that fits its length; None for ordinary texts."""
    is_maybe_deep = _MAYBE_DEEP.search(f"\n{text}") is not None
    nested = (_NESTED.search(text) or _INDENTED.search(text)) if is_maybe_deep else None
    if nested is not None and not _RULE.fullmatch(text, nested.start(), _end_of_line(text, nested.start())):
        return _obstacle(text, f"lists or quotations within one another, {MAXIMUM_DEPTH} deep", nested.start())
    if len(text) <= _HARMLESS_LENGTH or _has_few_marks(text):
        return None
    read = _without_code(text)
    costs = [cost for count in _COUNTS for cost in count(read)]
    if sum(cost.microseconds for cost in costs) <= ALLOWED + ALLOWED_PER_CHARACTER * len(text):
        return None
    highest = max(costs, key=lambda cost: cost.microseconds)
    return _obstacle(text, highest.what, highest.position)


def _has_few_marks(text: str) -> bool:
    """True where the marks are so few that they take no longer than is allowed, wherever in the text they stand.

    Each of the counts below, with each way in it as long as the whole text.
    """
    lines, brackets, backticks = text.count("\n") + 1, sum(map(text.count, "[]()")), text.count("`")
    of_each_character = (
        0.0007 * sum(map(text.count, _MARKS))
        + 0.16 * brackets * (2 + text.count("]"))
        + 0.12 * backticks * (2 + backticks)
        + 0.3 * text.count("<")
        + 0.08 * lines
    )
    of_names = 0.06 * lines * lines + 1.0 * brackets * brackets
    return of_each_character * len(text) + of_names <= ALLOWED


def _obstacle(text: str, what: str, position: int) -> Obstacle:
    return Obstacle(what, text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))


def _end_of_line(text: str, position: int) -> int:
    end = text.find("\n", position)
    return end if end >= 0 else len(text)


def _without_code(text: str) -> str:
    """`text` with blanks in the place of what stands in fences: that is taken out before all else.

    Only of fences at the margin, closed by the very same signs, which no converter takes for anything else.
    """
    fences = list(_FENCE.finditer(text))
    closing: dict[str, list[int]] = {}
    for index, fence in enumerate(fences):
        if not fence[2]:
            closing.setdefault(fence[1], []).append(index)
    parts: list[str] = []
    position = index = 0
    while index < len(fences):
        opening = fences[index]
        ends = closing.get(opening[1], [])
        place = bisect.bisect_right(ends, index)
        if place < len(ends):
            index = ends[place]
            start, end = opening.end(), fences[index].start()
            parts += (text[position:start], _NOT_A_BREAK.sub(" ", text[start:end]))
            position = end
        index += 1
    return "".join(parts) + text[position:]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph, entry of a list and row of a table begins and ends: they are converted one by one."""
    start = 0
    for match in _PIECE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _of_pieces(text: str) -> Iterator[_Cost]:
    for start, end in _pieces(text):
        marks = len(_MARK.findall(text, start, end))
        if marks * (end - start) < 1000:
            continue
        yield _Cost(0.0007 * marks * (end - start), f"{marks} marks in one paragraph", start)
        yield from _brackets(text, start, end)
        yield from _backticks(text, start, end)


def _brackets(text: str, start: int, end: int) -> Iterator[_Cost]:
    """What is looked through for the end of each link: from each bracket to the one that closes it.

    What is no link after all is looked through once more for each link of the paragraph.
    """
    opened: dict[str, list[int]] = {"[": [], "(": []}
    links, way, way_in_vain = 0, 0, 0
    for match in _BRACKET.finditer(text, start, end):
        sign, position = match[0], match.start()
        if sign in "[(":
            opened[sign].append(position)
        elif of_kind := opened["[" if sign == "]" else "("]:
            beginning = of_kind.pop()
            if sign == "]":
                is_link = text[position + 1 : position + 2] in {"(", "["}
                links += 1
                way += position - beginning if is_link else 0
                way_in_vain += 0 if is_link else position - beginning
            elif text[beginning - 1] == "]":
                way += position - beginning
    for beginning in opened["["]:
        way_in_vain += end - beginning
    for beginning in opened["("]:
        way_in_vain += end - beginning if beginning and text[beginning - 1] == "]" else 0
    if way or way_in_vain:
        cost = 0.16 * (way + way_in_vain * (1 + links))
        yield _Cost(cost, "brackets that are not closed, or closed far away", text.find("[", start))


def _backticks(text: str, start: int, end: int) -> Iterator[_Cost]:
    """What is looked through for the end of each code span: to the next run of as many backticks.

    A run that nothing closes is looked at once more for each code span of the paragraph.
    """
    runs = [(match.start(), len(match[0])) for match in _BACKTICKS.finditer(text, start, end)]
    next_one: dict[int, int] = {}
    way = way_in_vain = 0
    for position, length in reversed(runs):
        if length in next_one:
            way += next_one[length] - position
        else:
            way_in_vain += end - position
        next_one[length] = position
    if runs:
        cost = 0.12 * (way + way_in_vain * (1 + len(runs) // 2))
        yield _Cost(cost, "backticks that are not closed", runs[0][0])


def _of_html(text: str) -> Iterator[_Cost]:
    """What is looked through for the end of each tag, comment and the like: to the next sign that closes it."""
    next_one = dict.fromkeys((*_CLOSED_BY.values(), "</", ">"), len(text))
    way = 0
    for match in reversed(list(_HTML.finditer(text))):
        sign, position = match[0].lower(), match.start()
        if sign.startswith("<"):
            is_text = len(sign) > 2 and sign[1].isalpha()
            way += next_one["</" if is_text else _CLOSED_BY.get(sign, ">")] - position
        if sign in next_one:
            next_one[sign] = position
            if sign.endswith(">"):
                next_one[">"] = match.end() - 1
    if way:
        yield _Cost(0.3 * way, "signs `<` that are not closed", text.find("<"))


def _of_lines(text: str) -> Iterator[_Cost]:
    """What each line takes that parts the text: the rest of it is moved."""
    marks = [match.start() for match in _LINE_MARK.finditer(text)]
    if marks:
        yield _Cost(0.02 * len(marks) * len(text), f"{len(marks)} lines like `{_line_at(text, marks[0])}`", marks[0])
    fences = [match.start() for match in _ANY_FENCE.finditer(text)]
    if fences:
        yield _Cost(0.006 * len(fences) * len(text), f"{len(fences)} fences of code", fences[0])
    definitions = [match.start() for match in _DEFINITION.finditer(text)]
    if definitions:
        cost = 0.05 * len(definitions) * len(text)
        yield _Cost(cost, f"{len(definitions)} lines that begin with a colon", definitions[0])
    blanks = text.count("\n\n")
    yield _Cost(0.0009 * blanks * len(text), f"{blanks} paragraphs", 0)


def _of_names(text: str) -> Iterator[_Cost]:
    """What is tried for each heading, and each reference to a footnote, that has the name of others."""
    anchors = Counter(_NOT_A_LETTER.sub("", (match[1] or match[2] or "").lower()) for match in _HEADING.finditer(text))
    if anchors:
        yield _Cost(0.06 * sum(count * count for count in anchors.values()), "headings with the same words", 0)
    notes = Counter(match[1] for match in _FOOTNOTE.finditer(text))
    if notes:
        cost = 1.0 * sum(count * count for count in notes.values())
        yield _Cost(cost, "references to the same footnote", text.find("[^"))


def _line_at(text: str, position: int) -> str:
    return text[position : _end_of_line(text, position)].strip()[:20]


_COUNTS: tuple[Callable[[str], Iterator[_Cost]], ...] = (_of_pieces, _of_html, _of_lines, _of_names)
