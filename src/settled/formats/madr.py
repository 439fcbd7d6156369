"""Reads the sections in which a decision argues (MADR's, and Nygard's where the names agree) into their parts.

A section that a record does not have is None, so that nobody is asked for what the format has no place for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from settled.formats.markdown import Heading, MarkdownBody, SectionText

Line = tuple[int, str]
"""A line of the file, with its number."""

_DRIVERS = ("decision drivers",)
_OPTIONS = ("considered options", "options considered", "alternatives considered", "considered alternatives")
_OUTCOME = ("decision outcome", "decision")
_CONSEQUENCES = ("consequences",)
_GOOD = ("positive consequences",)
_BAD = ("negative consequences",)
_REASONS = ("pros and cons of the options",)
_ITEM = re.compile(r"^(?P<indent>\s*)(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?P<text>\S.*)$")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?")
_CHOSEN = re.compile(
    r"\bchosen[ \t]+(?:option|alternative|solution)s?(?:[ \t]+(?:is|was|are))?"
    r"[*_]*[ \t]*(?P<colon>:?)[*_]*[ \t]*(?P<rest>.*)",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[*_]*(?:\"([^\"]+)\"|“([^“”]+)”|«([^«»]+)»|`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|'([^']+)'(?!\w))"
)
_END_OF_NAME = re.compile(r",|;|\.(?:\s|$)|\s[-–—]\s|\b(?:because|since|as it|in order to|so that)\b", re.IGNORECASE)
_END_OF_ENTRY = re.compile(rf"{_END_OF_NAME.pattern}|:(?:\s|$)", re.IGNORECASE)
"""The same in a list, where an entry is its name and what is said of it."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, or a heading that stands for one: its text without Markdown, and its line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Choice(Item):
    """A chosen option: its name up to the reason, and all that is said on its line, where a name may go on."""

    said: str


@dataclass(frozen=True)
class Part:
    """A section with everything below its heading; `lines` leaves code blocks and comments out."""

    heading: Heading
    lines: tuple[Line, ...]
    children: tuple[SectionText, ...]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The outermost entries of its lists, a continued entry with all of its lines."""
        return _items(self.lines)

    @property
    def entries(self) -> tuple[Item, ...]:
        """The headings directly below it, or the entries of its lists where it has no heading.

        A single heading below a list of its own stands for no entry: it says more of the list.
        """
        level = min((child.heading.level for child in self.children), default=0)
        headings = [child.heading for child in self.children if child.heading.level == level and child.heading.text]
        if not headings or (len(headings) == 1 and self.own_items):
            return self.own_items or self.items
        return tuple(Item(plain(heading.text), heading.line) for heading in headings)

    @cached_property
    def own_items(self) -> tuple[Item, ...]:
        """The outermost entries of the lists above its first heading."""
        if not self.children:
            return self.items
        end = self.children[0].heading.line
        return _items(tuple(line for line in self.lines if line[0] < end))

    @property
    def text(self) -> str:
        """Its text, with the headings below its own."""
        return "\n".join(text for _, text in self.lines)

    @property
    def is_empty(self) -> bool:
        """True when it holds no text."""
        return not self.text.strip()


@dataclass(frozen=True)
class DecisionText:
    """The parts of a decision's argument; each is None where the record has no such section.

    `outcome` ends where the consequences begin. `good` and `bad` are the two halves of MADR 2's consequences.
    """

    drivers: Part | None = None
    options: Part | None = None
    outcome: Part | None = None
    consequences: Part | None = None
    good: Part | None = None
    bad: Part | None = None
    reasons: Part | None = None

    @cached_property
    def chosen(self) -> tuple[Choice, ...]:
        """What stands behind `Chosen option:`, or in the list below `Chosen options:`; empty where nothing does."""
        lines = self.outcome.lines if self.outcome else ()
        for index, (number, text) in enumerate(lines):
            found = _CHOSEN.search(text)
            if found is None:
                continue
            following = lines[index + 1 :]
            if found["rest"].strip("*_: \t"):
                return _named([_choice(found["rest"], number, following)])
            if found["colon"]:
                return _named(_choices_below(following))
        return ()


def _named(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(choice for choice in choices if choice.text)


def _choice(said: str, line: int, following: Sequence[Line], end: re.Pattern[str] = _END_OF_NAME) -> Choice:
    """The option that `said` begins with, up to `end`; a name in quotes may end on a line below."""
    paragraph = [text for _, text in takewhile(lambda below: below[1].strip() and not _ITEM.match(below[1]), following)]
    quoted = _QUOTED.match(said) or _QUOTED.match(" ".join([said, *(text.strip() for text in paragraph)]))
    name = next(filter(None, quoted.groups())) if quoted else end.split(said, maxsplit=1)[0]
    return Choice(plain(name), line, plain(said))


def _choices_below(following: Sequence[Line]) -> Iterator[Choice]:
    """The outermost entries of the list that comes next; nothing where other text does."""
    outer: int | None = None
    for index, (number, text) in enumerate(following):
        item = _ITEM.match(text)
        if item is not None:
            indent = len(item["indent"].expandtabs(4))
            outer = indent if outer is None else outer
            if indent <= outer + 1:
                yield _choice(item["text"], number, following[index + 1 :], _END_OF_ENTRY)
        elif text.strip() and (outer is None or text[:1] not in " \t"):
            return


def read_decision_text(body: MarkdownBody) -> DecisionText:
    """The argument of the decision in `body`; of two sections with one name the first."""
    sections = list(body.sections())
    names = [_name_of(section.heading.text) for section in sections]
    code = body.code_lines

    def part(wanted: tuple[str, ...], without: tuple[str, ...] = ()) -> Part | None:
        start = next((place for name in wanted for place, other in enumerate(names) if other == name), None)
        if start is None:
            return None
        heading = sections[start].heading
        end = start + 1
        while end < len(sections) and sections[end].heading.level > heading.level and names[end] not in without:
            end += 1
        children = tuple(sections[start + 1 : end])
        lines = [line for line in sections[start].lines if line[0] not in code]
        for child in children:
            lines += [(child.heading.line, child.heading.text), *(line for line in child.lines if line[0] not in code)]
        return Part(heading, tuple(lines), children)

    return DecisionText(
        drivers=part(_DRIVERS),
        options=part(_OPTIONS),
        outcome=part(_OUTCOME, without=(*_CONSEQUENCES, *_GOOD, *_BAD, *_REASONS, "confirmation", "validation")),
        consequences=part(_CONSEQUENCES),
        good=part(_GOOD),
        bad=part(_BAD),
        reasons=part(_REASONS),
    )


def plain(text: str) -> str:
    """`text` without the Markdown around its words: links, emphasis, code marks."""
    return re.sub(r"[*`]|(?<!\w)_+|_+(?!\w)", "", _LINK.sub(r"\1", text)).strip()


def _name_of(heading: str) -> str:
    """A heading as a name: lower case, letters and single spaces, without what stands in brackets."""
    without_brackets = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", heading)
    return " ".join(re.findall(r"[a-z]+", without_brackets.lower()))


def _items(lines: tuple[Line, ...]) -> tuple[Item, ...]:
    found: list[Item] = []
    outer: int | None = None
    is_continued = False
    for number, text in lines:
        item = _ITEM.match(text)
        indent = len(item["indent"].expandtabs(4)) if item else 0
        if item is not None and (outer is None or indent <= outer + 1):
            outer = indent if outer is None else min(outer, indent)
            found.append(Item(plain(item["text"]), number))
            is_continued = True
        elif not text.strip():
            is_continued = False
        elif found and (is_continued or text[:1] in " \t"):
            found[-1] = Item(f"{found[-1].text} {plain(text)}", found[-1].line)
    return tuple(found)
