"""Family R: what a template asked for and nobody wrote."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from settled.formats.markdown import SectionText
from settled.formats.template_marks import left_for_later, left_in_braces, only_for_later
from settled.model.findings import Location, Problem
from settled.model.vocabulary import DecisionState
from settled.model.written_values import Path, find_placeholder, is_no_answer, path_in_words
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import problem_at, shortened

_MOST_SHOWN = 20
_CODE_SPAN_ON_LINES = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n)[^`])*?(?<!`)\1(?!`)")
"""A span of code that ends on a line below."""
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
_ASKED_OF_ALL = frozenset(
    {"context", "context and problem statement", "problem", "problem statement", "context and problem"}
    | {"considered options", "options considered", "options", "decision", "decision outcome", "outcome"}
    | {"consequences", "rationale", "decision drivers"}
)
"""Sections to which every decision has something to say: none is no answer there."""
_MAYBE_LEFT = (
    *("{", "issue that we're", "change that we're", "issue motivating", "easier or more difficult to do"),
    *("???", "TODO", "TBC", "TBD", "FIXME"),
)
"""One of these stands in every text that holds any of it; plain words are found faster than patterns."""


def placeholder_left(context: Context) -> Iterator[Problem]:
    """Text of the template was left where an answer belongs.

    Words in braces that stand alone, `TODO`, `TBD` or `???`; not what is code, data or mathematics. In a folder of
    plain ADRs a `TODO` is told where its section says nothing else. Told once for the text of a record, with every
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
        yield from _left_in_body(record, is_strict=context.project.is_programme)


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


def _sections_left(record: Record, *, is_strict: bool = True) -> list[tuple[Location, str, str]]:
    """The sections that still hold template text: the first place in each, its title, and the text.

    With `is_strict` each line that puts something off counts (`TODO: …`); otherwise a section that says nothing else.
    """
    text = record.body_text
    if not any(words in text for words in _MAYBE_LEFT):
        return []
    headings = record.body.headings
    starts = [heading.line for heading in headings]
    unwritten = frozenset[int]() if is_strict else _unwritten(record)
    left: dict[int, tuple[Location, str, str]] = {}
    for number, line in _prose(record):
        match = left_in_braces(line) or _ASKED_BY_OTHERS.fullmatch(line.strip())
        if match is None:
            match = left_for_later(line) if is_strict else only_for_later(line) if number in unwritten else None
        if match is None:
            continue
        place = bisect.bisect_right(starts, number) - 1
        title = headings[place].text if place >= 0 and headings[place].line != number else ""
        if match[0].startswith("{") and match[0] in title:
            continue  # what the heading names is explained
        left.setdefault(place, (Location(record.file, number, match.start() + 1), title, match[0]))
    return list(left.values())


def _unwritten(record: Record) -> frozenset[int]:
    """The lines of the sections whose whole text says that it is still to be written."""
    return frozenset(
        number
        for section in record.body.sections()
        if all(only_for_later(line) for _, line in section.lines if line.strip())
        for number, _ in section.lines
    )


def _prose(record: Record) -> Iterator[tuple[int, str]]:
    """Each line outside of code, also of code spans that end on a line below."""
    lines = list(record.body.prose())
    if not any("`" in line for _, line in lines):
        yield from lines
        return
    numbers = [number for number, _ in lines]
    apart = ["\n" * (number - previous) for number, previous in zip(numbers, [numbers[0] - 1, *numbers], strict=False)]
    text = "".join(gap + line for gap, (_, line) in zip(apart, lines, strict=True))
    blanked = _CODE_SPAN_ON_LINES.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    yield from enumerate(blanked.split("\n"), numbers[0] - 1)


def _left_in_body(record: Record, *, is_strict: bool) -> Iterator[Problem]:
    """One problem for a record, at the first section that was left; the others are named beside it."""
    left = _sections_left(record, is_strict=is_strict)
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


def holds_template_text(record: Record, *, is_strict: bool) -> bool:
    """True where placeholder-left has something to say: who asks such a record further says everything twice."""
    return bool(record.unfilled) or bool(_sections_left(record, is_strict=is_strict))


def left_from_template(record: Record) -> list[str]:
    """What of a record is still the template's, in words: keys of the front matter, then sections with their lines."""
    keys = [f"`{path_in_words(path)}`" for path in record.unfilled]
    sections = [
        f"`{title}` (line {location.line})" if title else f"line {location.line}"
        for location, title, _ in _sections_left(record)
    ]
    return [*keys, *sections]


def _no_answer_in(section: SectionText) -> tuple[int, str] | None:
    """The line and the words that stand alone where an answer is asked for; None where one is, or none is asked for.

    What says that it is still to be written (`TBD`) is told as left from a template.
    """
    name = " ".join(re.findall(r"[a-z]+", section.heading.text.lower()))
    if name not in _ASKED_OF_ALL:
        return None
    said = [(number, text.strip()) for number, text in section.lines if text.strip()]
    if len(said) != 1 or said[0][1].startswith(("- ", "* ", "+ ")):
        return None  # an entry of a list is judged by the rule that reads the list
    number, text = said[0]
    words = text.strip("*_ .").lower()
    is_told = only_for_later(text) is not None
    return (number, text) if not is_told and (is_no_answer(text) or is_no_answer(words) or not words) else None


def empty_section(context: Context) -> Iterator[Problem]:
    """A heading has nothing below it, or no answer to what a decision has to say.

    One that says it all, as `Status: accepted` does, is not empty. `n/a`, `none`, `-` or the like as the whole text is
    no answer to the context, the options, the decision and its consequences; elsewhere it may be one ("Links: none").

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
            answer = _no_answer_in(section) if not has_children else None
            if answer is not None:
                yield problem_at(
                    record,
                    (),
                    f"the section `{heading.text}` says `{answer[1]}`, which is no answer",
                    "write the section; what is not decided yet is an open question",
                    value=heading.text,
                    location=Location(record.file, answer[0], 1),
                )
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
