"""Family R: what a template asked for and nobody wrote."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from settled.model.findings import Location, Problem
from settled.model.vocabulary import DecisionState
from settled.model.written_values import Path, find_placeholder, path_in_words
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import problem_at, shortened

_MOST_SHOWN = 20
# In running text a brace is left from a template when it stands alone like a word: `/orders/{id}` is a path. What tells
# a builder of sites how to show a text is none: `{#id}`, `{: .class}`, `{ width="300" }`, `{% include %}`.
_ATTRIBUTE = r"(?:[#.][\w-]+|[\w-]+=(?:\"[^\"{}]*\"|'[^'{}]*'|[\w%]+))"
_LEFT_IN_BODY = re.compile(
    rf"(?<![\w/$\\{{=\]-])(?!\{{(?:[:%]|\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\}}))"
    r"\{[^{}]*[A-Za-z…][^{}]*\}(?![\w/}])"
    r"|^\s*(?:[-*+]\s+|\d+[.)]\s+)?(?:\*\*)?(?:TODO|TBD|TBC|FIXME)\b"
    r"|\b(?:TODO|TBD|TBC|FIXME):|\((?:TODO|TBD|TBC)\)|\?\?\?"
)
_SAYS_IT_ALL = re.compile(
    r"\W*(?:\d+\W+)?(?:status|date|tags|deciders|decision[ -]makers|authors?)(?:\s*:|\s+[-–—])\s+\S", re.IGNORECASE
)
"""A heading that holds what it asks for: `Status: accepted`."""
# What the templates of adr-tools and of Nygard's followers ask; whole lines, so that a record may quote them.
_ASKED_BY_OTHERS = re.compile(
    r"(?:The issue motivating this decision, and any context that influences or constrains the decision"
    r"|The change that we're proposing or have agreed to implement"
    r"|What becomes easier or more difficult to do and any risks introduced by (?:the|this) change that will need "
    r"to be mitigated"
    r"|What is the (?:issue that we're seeing that is motivating this decision or change"
    r"|change that we're proposing and/or doing)"
    r"|What becomes easier or more difficult to do because of this change)[.?]?"
)
_MAYBE_LEFT = (
    *("{", "issue that we're", "change that we're", "issue motivating", "easier or more difficult to do"),
    *("???", "TODO", "TBC", "TBD", "FIXME"),
)
"""One of these stands in every text that holds any of it; plain words are found faster than patterns."""


def placeholder_left(context: Context) -> Iterator[Problem]:
    """Text of the template was left where an answer belongs.

    Words in braces that stand alone, `TODO`, `TBD` or `???`. Told once for the text of a record, with every
    section that was left; in the front matter of a flow, a required decision that still holds the template's
    text is told as missing.

    Why: it looks like a record and says nothing.

    Wrong:
        ## Context and Problem Statement

        {Describe the context in two or three sentences.}

    Right:
        ## Context and Problem Statement

        Prices are kept in two systems, and customers see the older one.
    """
    for record in context.project.records:
        if record.unfilled:
            yield from _left_in_front_matter(context.project, record)
        yield from _left_in_body(record)


def _left_in_front_matter(project: Project, record: Record) -> Iterator[Problem]:
    missing = {part.path for part in project.flow_parts.get(record.file, ()) if part.state is DecisionState.MISSING}
    for path, text in record.unfilled.items():
        if path in missing or _is_reported_elsewhere(record, path):
            continue
        words = path_in_words(path)
        message = (
            f"`{words}` says `{text.strip()}`, which is no answer"
            if not find_placeholder(text)
            else f"`{words}` still holds the template's text: {shortened(text)}"
        )
        yield problem_at(record, path, message, "write the answer, or delete the key", value=text)


# Answers that rules of family F ask for by themselves: template text there is told as missing.
_ASKED_SECTIONS = {"may-change", "may-reject", "corrections"}
_ASKED_KEYS: set[Path] = {
    ("pattern", "because"),
    *(("idempotency", part) for part in ("retry", "dead-letter", "replay")),
    *(("idempotency", "retry", key) for key in ("attempts", "within")),
    ("idempotency", "dead-letter", "to"),
    *(("idempotency", "replay", key) for key in ("by", "how")),
}


def _is_reported_elsewhere(record: Record, path: Path) -> bool:
    if record.flow is not None and (path in _ASKED_KEYS or path[0] in _ASKED_SECTIONS):
        return True
    return any(path[:-1] == place for place, _ in record.open_questions)


def _sections_left(record: Record) -> list[tuple[Location, str, str]]:
    """The sections that still hold template text: the first place in each, its title, and the text."""
    text = record.body_text
    if not any(words in text for words in _MAYBE_LEFT):
        return []
    headings = record.body.headings
    starts = [heading.line for heading in headings]
    left: dict[int, tuple[Location, str, str]] = {}
    for number, line in record.body.prose():
        match = _LEFT_IN_BODY.search(line) or _ASKED_BY_OTHERS.fullmatch(line.strip())
        if match is None:
            continue
        place = bisect.bisect_right(starts, number) - 1
        title = headings[place].text if place >= 0 and headings[place].line != number else ""
        left.setdefault(place, (Location(record.file, number, match.start() + 1), title, match[0]))
    return list(left.values())


def _left_in_body(record: Record) -> Iterator[Problem]:
    """One problem for a record, at the first section that was left; the others are named beside it."""
    left = _sections_left(record)
    if not left:
        return
    (location, title, text), *others = left
    where = f"the section `{title}`" if title else "the text"
    message, hint = (
        f"{where} still holds the template's text: {shortened(text)}",
        "write what it asks for, or delete it",
    )
    if others:
        lines = ", ".join(str(other.line) for other, _, _ in others[:_MOST_SHOWN])
        more = "…" if len(others) > _MOST_SHOWN else ""
        message += f" (and {len(others)} more {'section' if len(others) == 1 else 'sections'})"
        hint = f"write what they ask for, or delete them; the others begin at line {lines}{more}"
    yield problem_at(record, (), message, hint, value=text, location=location)


def holds_template_text(record: Record) -> bool:
    """True where placeholder-left has something to say: who asks such a record further says everything twice."""
    return bool(record.unfilled) or next(_left_in_body(record), None) is not None


def left_from_template(record: Record) -> list[str]:
    """What of a record is still the template's, in words: keys of the front matter, then sections with their lines."""
    keys = [f"`{path_in_words(path)}`" for path in record.unfilled]
    sections = [
        f"`{title}` (line {location.line})" if title else f"line {location.line}"
        for location, title, _ in _sections_left(record)
    ]
    return [*keys, *sections]


def empty_section(context: Context) -> Iterator[Problem]:
    """A heading has nothing below it.

    One that says it all, as `Status: accepted` does, is not empty.

    Why: the template asked a question and nobody answered; a reader cannot tell whether there was
    nothing to say.

    Wrong:
        ## Consequences

        ## More Information

    Right:
        ## Consequences

        The shop shows a price that is at most four hours old.
    """
    for record in context.project.records:
        sections = list(record.body.sections())
        for index, section in enumerate(sections):
            heading = section.heading
            has_children = index + 1 < len(sections) and sections[index + 1].heading.level > heading.level
            is_title = heading.line == record.title_line
            if _SAYS_IT_ALL.match(heading.text):
                continue
            if section.is_empty and not has_children and not (is_title and index + 1 < len(sections)):
                yield problem_at(
                    record,
                    (),
                    f"nothing stands below the heading `{heading.text}`" if heading.text else "a heading without text",
                    "write the section, or delete its heading",
                    value=heading.text,
                    location=Location(record.file, heading.line, 1),
                )
