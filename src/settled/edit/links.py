"""Links from one plain ADR to another: a paragraph of its status section, or a bullet where it uses bullets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from settled.edit.body import Body
from settled.edit.target import Target
from settled.formats.adr import BULLET, is_links_heading
from settled.formats.adr_facts import references_in
from settled.formats.label_lines import facts_on, is_label_line
from settled.formats.markdown import MarkdownBody, SectionText
from settled.formats.status_section import status_heading
from settled.model.errors import UsageError
from settled.model.vocabulary import Status

_MARKER = re.compile(r"\s{0,3}[-*+][ \t]+")
SUPERSEDED_BY = "Superseded by"
_READ_LABELS = {"Supersedes": "supersedes", SUPERSEDED_BY: "superseded_by"}


def add_link(text: str, label: str, target: Target, file: str) -> str:
    """`text` with `Label [n. Title](file)` as the last paragraph of its status section.

    A record whose status is a bullet gets a bullet: in its section Links, else among those at its beginning. One
    whose status is a line (`**Status:** accepted`) gets a line like it. A link that is there already changes nothing.
    Raises UsageError where no place is certain.
    """
    body = Body(text, file)
    if any(target.is_named_by(reference) for reference in _references(body, label)):
        return text
    place = _place_for(body)
    what = f"the link `{label}`"
    changed = _facts_with(body, label, target.address)
    if label == SUPERSEDED_BY and place.is_paragraph:
        changed["status"] = Status.SUPERSEDED
    position = body.content_end(place.line)
    new = place.written(label, target.link, body.line_end_at(place.line))
    after = body.spliced(position, position, new, what, **changed)
    links = Counter((link.text, link.target) for link in after.scan.links)
    links.subtract((link.text, link.target) for link in body.scan.links)
    # A title may hold code, which is no part of a link's text as the reader tells it.
    alone = [(link.text, link.target) for link in MarkdownBody(f"{target.link}\n", 1).links]
    if [address for _, address in alone] != [target.address] or +links != Counter(alone):
        raise body.refused(what, place.line)
    return after.text


def takes_paragraphs(text: str, file: str) -> bool:
    """True where the status stands in a section of its own, which links can follow as paragraphs."""
    return _status_section(Body(text, file)) is not None


def _facts_with(body: Body, label: str, address: str) -> dict[str, Any]:
    """What the reader says of links with this label once one is added; nothing of other labels."""
    name = _READ_LABELS.get(label)
    return {} if name is None else {name: [*getattr(body.facts, name), address]}


def _references(body: Body, label: str) -> Iterator[str]:
    """What the lines that say `Label …` name."""
    spelling = re.escape(label).replace("Supersede", "Super[sc]ede")
    pattern = re.compile(
        rf"(?:{_MARKER.pattern}|\s{{0,3}}>[ \t]*)?[*_]*{spelling}[*_]*[ \t]*:?[*_]*[ \t]*(?P<rest>\S.*)", re.IGNORECASE
    )
    for line in _link_lines(body):
        match = pattern.fullmatch(line.rstrip())
        yield from references_in(match["rest"]) if match else ()


def _link_lines(body: Body) -> Iterator[str]:
    first = next((heading.line for heading in body.scan.headings if heading.level > 1), len(body.lines) + 1)
    for number, line in body.scan.lines:
        if number < first and (BULLET.match(line) or is_label_line(line)):
            yield line
    for section in body.scan.sections():
        if status_heading(section.heading) is not None or is_links_heading(section.heading):
            yield from (line for number, line in section.lines if number not in body.scan.code_lines)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a link goes: behind which line, and as a bullet with which marker (none: a paragraph).

    `around` is what stands before a label, behind it, and at the end of a line that is no bullet.
    """

    line: int
    marker: str = ""
    is_apart: bool = True
    has_colon: bool = False
    around: tuple[str, str, str] | None = None

    @property
    def is_paragraph(self) -> bool:
        return not self.marker and self.around is None

    def written(self, label: str, link: str, line_end: str) -> str:
        if self.around is not None:
            before, behind, end = self.around
            return f"{line_end}{before}{label}{behind}{link}{end}"
        breaks = line_end * (2 if self.is_apart else 1)
        return f"{breaks}{self.marker}{label}{':' if self.has_colon else ''} {link}"


def _place_for(body: Body) -> _Place:
    status_line = body.facts.status_line
    own = _status_section(body)
    if own is not None:
        return _Place(_last_line(body, own))
    bullet = _MARKER.match(body.visible.get(status_line or 0, ""))
    labelled = _place_among_lines(body) if bullet is None else None
    if labelled is not None:
        return labelled
    if status_line is None or bullet is None:
        place = f"{body.file}:{body.line_of_file(status_line)}"
        raise UsageError(f"{place}: there is no status section that a link could go into", "write the link by hand")
    links = next((section for section in body.scan.sections() if is_links_heading(section.heading)), None)
    if links is not None:
        last = _last_line(body, links)
        marker = _MARKER.match(body.visible.get(last, ""))
        return _Place(last, marker[0], is_apart=False) if marker else _Place(last, bullet[0])
    last = status_line
    while BULLET.match(body.visible.get(last + 1, "")):
        last += 1
    if _goes_on(body, last):
        raise body.refused("a further bullet", last)
    return _Place(last, bullet[0], is_apart=False, has_colon=True)


def _place_among_lines(body: Body) -> _Place | None:
    """The place behind the lines `Label: …` of which one is the status; None where the status is no such line."""
    number, text = body.facts.status_line or 0, body.facts.status_text
    line = _content(body, number)
    if not text or [fact.name for fact in facts_on(body.visible.get(number, ""), number)] != ["status"]:
        return None
    head, _, tail = line.rstrip("\r\n").rpartition(text)
    label = re.search("status", head, re.IGNORECASE)
    if label is None:
        return None
    last = number
    while is_label_line(body.visible.get(last + 1, "")):
        last += 1
    if _goes_on(body, last):
        raise body.refused("a further line", last)
    return _Place(last, around=(head[: label.start()], head[label.end() :], tail))


def _status_section(body: Body) -> SectionText | None:
    """The section that holds the status; None where a bullet does."""
    own = next((section for section in body.scan.sections() if status_heading(section.heading) is not None), None)
    if own is None or body.facts.status_line not in {own.heading.line, *(number for number, _ in own.lines)}:
        return None
    return own


def _last_line(body: Body, section: SectionText) -> int:
    """The last line of the section that holds anything, a comment included; its heading where it is empty."""
    last = max((number for number, _ in section.lines), default=section.heading.line)
    while last > section.heading.line and not _content(body, last).strip():
        last -= 1
    return last


def _goes_on(body: Body, number: int) -> bool:
    """True when the line after this one belongs to the same paragraph or list."""
    return bool(_content(body, number + 1).strip()) and all(each.line != number + 1 for each in body.scan.headings)


def _content(body: Body, number: int) -> str:
    return body.lines[number - 1] if 0 < number <= len(body.lines) else ""
