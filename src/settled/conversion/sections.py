"""The sections of a decision's Markdown with their text as it is, for forms that keep each in a place of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from settled.edit.lines import split_body
from settled.formats.markdown import MarkdownBody

CONTEXT = ("context and problem statement", "context", "problem statement", "context and problem", "problem")
DECISION = ("decision outcome", "decision")
CONSEQUENCES = ("consequences",)
_BELOW_THE_DECISION = ("consequences", "positive consequences", "negative consequences")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with everything below it, sub-sections included; `text` ends without blank lines."""

    title: str
    text: str

    @property
    def name(self) -> str:
        """The title for comparing."""
        return self.title.strip(" :").casefold()


@dataclass(frozen=True)
class DecisionSections:
    """A decision's text below its title: what stands above the first section, and the sections.

    The three of Nygard's form are None where there is none; `others` are all the rest in their order.
    """

    intro: str
    context: Section | None
    decision: Section | None
    consequences: Section | None
    others: tuple[Section, ...]


def decision_sections(body: str, title_line: int | None) -> DecisionSections:
    """Take the Markdown `body` apart, whose title stands on `title_line` (counted from 1; None: nowhere).

    Consequences below the decision, as MADR has them, become a section of their own.
    """
    intro, sections = _split(body, title_line)
    context = _first(sections, CONTEXT)
    decision = _first(sections, DECISION)
    consequences = _first(sections, CONSEQUENCES)
    others = tuple(section for section in sections if section not in (context, decision, consequences))
    if decision is not None and consequences is None:
        decision, consequences = apart(decision, "Consequences", _BELOW_THE_DECISION)
    return DecisionSections(intro, context, decision, consequences, others)


def _first(sections: Sequence[Section], names: Sequence[str]) -> Section | None:
    return next((section for name in names for section in sections if section.name == name), None)


def _split(body: str, title_line: int | None) -> tuple[str, list[Section]]:
    lines = split_body(body)
    headings = [heading for heading in MarkdownBody(body, 1).headings if heading.line != title_line]
    level = min((heading.level for heading in headings), default=1)
    level = max(level, 2) if any(heading.level == 2 for heading in headings) else level
    starts = [heading for heading in headings if heading.level <= level]
    first = 0 if title_line is None else title_line
    if title_line is not None and not lines[title_line - 1].lstrip().startswith("#"):
        first += 1  # its underline
    ends = [heading.line - 1 for heading in starts[1:]] + [len(lines)]
    intro = "".join(lines[first : max(starts[0].line - 1, first) if starts else len(lines)])
    sections = []
    for heading, end in zip(starts, ends, strict=False):
        is_underlined = not lines[heading.line - 1].lstrip().startswith("#")
        text = "".join(lines[heading.line + is_underlined : end])
        sections.append(Section(heading.text, _trimmed(text)))
    return _trimmed(intro), sections


def apart(section: Section, title: str, names: Sequence[str]) -> tuple[Section, Section | None]:
    """The section without the sub-sections called by `names`, and these as a section of its own with this title.

    None in place of the second where there are none. Only the heading that says no more than `title` is gone.
    """
    starts = {heading.line - 1: heading for heading in MarkdownBody(section.text, 1).headings}
    taken: list[str] = []
    left: list[str] = []
    is_taken, level = False, 0
    for index, line in enumerate(split_body(section.text)):
        heading = starts.get(index)
        if heading is not None and (not is_taken or heading.level <= level):
            name = heading.text.strip(" :").casefold()
            is_taken, level = name in names, heading.level
            if name == title.casefold() and line.lstrip().startswith("#"):
                continue
        (taken if is_taken else left).append(line)
    if not "".join(taken).strip():
        return section, None
    return Section(section.title, _trimmed("".join(left))), Section(title, _trimmed("".join(taken)))


def _trimmed(text: str) -> str:
    """`text` with line feeds, without blank lines around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)
