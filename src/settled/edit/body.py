"""What a plain ADR says of itself in its text, and edits of that: one place changes, the rest stays as it is.

The reader says where a fact stands and whether an edited text reads as meant. Where it does not, or the place
cannot be told for certain, the edit is refused with a UsageError.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from settled.edit.lines import line_end, prevailing_line_end, split_body
from settled.edit.status_word import in_capitals_of, word_beside
from settled.formats.adr import read_adr
from settled.formats.adr_facts import AdrFacts
from settled.formats.dates import written_date
from settled.formats.markdown import MarkdownBody
from settled.formats.status_section import BOX
from settled.frontmatter.splitting import split_document
from settled.model.errors import UsageError
from settled.model.references import number_of_record
from settled.model.status_words import STATUS_WORDS
from settled.model.vocabulary import Status

_DECORATED_WORD = re.compile(r"(?P<before>[*_`]*)(?P<word>[^\W\d_](?:[\w \t]*[^\W_])?)(?P<after>[.!]?[*_`]*)")


@dataclass(frozen=True)
class Body:
    """The Markdown below the front matter of `text`, as the reader sees it.

    `file` is for messages; `number` is the record's own, without which some titles show none.
    """

    text: str
    file: str
    number: int | None = None

    @cached_property
    def start(self) -> int:
        """Where it begins in the whole text."""
        return len(self.text) - len(split_document(self.file, self.text).body)

    @cached_property
    def lines(self) -> list[str]:
        """Its lines with their line ends."""
        return split_body(self.text[self.start :])

    @cached_property
    def scan(self) -> MarkdownBody:
        """Its headings, links and visible lines; the lines are counted from 1 for the first of `lines`."""
        return MarkdownBody(self.text[self.start :], 1)

    @cached_property
    def facts(self) -> AdrFacts:
        """What it says of itself; lines are those of `scan`."""
        return read_adr(self.scan, self.number)

    @property
    def title_heading(self) -> str:
        """The heading that holds the title, with its number; nothing where there is no title."""
        return next((each.text for each in self.scan.headings if each.line == self.facts.title_line), "")

    @cached_property
    def visible(self) -> Mapping[int, str]:
        """The lines outside of code blocks, with comments blanked out, by their numbers."""
        return dict(self.scan.lines)

    @property
    def outline(self) -> tuple[list[int], int]:
        """The levels of its headings and the number of its lines of code: what no edit of one line changes."""
        return [heading.level for heading in self.scan.headings], len(self.scan.code_lines)

    def line_end_at(self, line: int) -> str:
        """The line end for what is added behind `line`: its own, else that of the nearest line above it."""
        above = (line_end(each) for each in reversed(self.lines[:line]))
        return next(filter(None, above), None) or prevailing_line_end(self.text)

    def line_start(self, line: int) -> int:
        """Where the line with this number begins in the whole text."""
        return self.start + sum(map(len, self.lines[: line - 1]))

    def content_end(self, line: int) -> int:
        """Where the line with this number ends in the whole text, before its line end."""
        content = self.lines[line - 1]
        return self.line_start(line) + len(content) - len(line_end(content))

    def line_of_file(self, line: int | None) -> int:
        """The number of a line in the whole file, for messages."""
        before = self.text[: self.start]
        return len(split_body(before)) + (line or 1)

    def place_of(self, value: str, line: int | None, what: str) -> tuple[int, int]:
        """Where `value` stands, which the reader took from the end of `line`."""
        shown = self.visible.get(line or 0, "").rstrip()
        column = shown.rfind(value)
        if line is None or column < 0 or self.lines[line - 1][column : column + len(value)] != value:
            raise self.refused(what, line)
        start = self.line_start(line) + column
        return start, start + len(value)

    def spliced(self, start: int, end: int, new: str, what: str, **changed: Any) -> Body:
        """The body with `new` between two places of the whole text, if it reads as before but for `changed` facts."""
        number = changed.get("title_number", self.number)
        after = Body(self.text[:start] + new + self.text[end:], self.file, number)
        is_as_meant = _facts_read(after.facts) == {**_facts_read(self.facts), **changed} and after.start == self.start
        if not is_as_meant or after.outline != self.outline:
            raise self.refused(what, self.facts.status_line)
        return after

    def refused(self, what: str, line: int | None) -> UsageError:
        """The error that says that the place of `what`, near `line`, is not certain."""
        message = f"{self.file}:{self.line_of_file(line)}: the place of {what} cannot be told for certain"
        return UsageError(message, "change it by hand, and run the command again")


def set_status_text(text: str, words: str, file: str) -> str:
    """`text` with the status in its section, bullet or heading replaced by `words`, as they are.

    Raises UsageError where there is no status, or it would not be read as `words` say.
    """
    body = Body(text, file)
    if body.facts.status_text is None:
        message = f"{file}:{body.line_of_file(None)}: there is no status that could be replaced"
        raise UsageError(message, "give the record a status, and run the command again")
    if BOX.match(body.visible.get(body.facts.status_line or 0, "").strip()):
        message = f"{file}:{body.line_of_file(body.facts.status_line)}: the status is a tick in a list"
        raise UsageError(message, "tick another by hand")
    start, end = body.place_of(body.facts.status_text, body.facts.status_line, "the status")
    new, old = _status_alone(words), _status_alone(body.facts.status_text)
    named_elsewhere = list(body.facts.superseded_by)
    for each in old.superseded_by:
        named_elsewhere.remove(each)
    is_overruled = body.facts.status is Status.SUPERSEDED is not old.status
    if is_overruled and new.status is not Status.SUPERSEDED:
        line = body.line_of_file(body.facts.status_line)
        message = f"{file}:{line}: a paragraph below the status says by what the record is superseded"
        raise UsageError(message, "take it out, and run the command again")
    return body.spliced(
        start,
        end,
        words if body.facts.status_text else f" {words}",
        "the status",
        status_text=words,
        status=new.status,
        superseded_by=[*new.superseded_by, *named_elsewhere],
    ).text


def set_status_word(text: str, word: str, file: str) -> str:
    """`text` with its status set to `word`, in the capitals and with the emphasis of a single word that stands there.

    Raises UsageError as `set_status_text` does.
    """
    present = Body(text, file).facts.status_text or ""
    written = in_capitals_of(present, word_beside(present, word))
    decorated = _DECORATED_WORD.fullmatch(present)
    if decorated and not says_more_than_a_word(present):
        written = decorated["before"] + written + decorated["after"]
    return set_status_text(text, written, file)


def says_more_than_a_word(status_text: str) -> bool:
    """True where replacing the status would lose something: a day, a name, a link."""
    decorated = _DECORATED_WORD.fullmatch(status_text.strip())
    return decorated is None or STATUS_WORDS.meaning_of(decorated["word"]) is None


def set_date_text(text: str, day: str, file: str) -> str:
    """`text` with the day on its date line or bullet replaced by the ISO date `day`; what follows it stays.

    Raises UsageError where there is no date, or the one that stands there cannot be read.
    """
    body = Body(text, file)
    present = body.facts.date_text
    if present is None:
        message = f"{file}:{body.line_of_file(None)}: there is no date that could be replaced"
        raise UsageError(message, "give the record a line `Date:`, and run the command again")
    start, _ = body.place_of(present, body.facts.date_line, "the date")
    try:
        found = written_date(present)
        new = written_date(day)
    except ValueError:
        found = new = None
    if found is None or new is None:
        raise body.refused("the date", body.facts.date_line)
    rest = present[found.length :]
    return body.spliced(start, start + found.length, day, "the date", date_text=day + rest, date=new.day).text


def set_deciders_text(text: str, makers: Sequence[str], file: str) -> str:
    """`text` with `makers` on its bullet `Deciders`, with commas between them.

    Raises UsageError where there is no such bullet, or a name holds a comma.
    """
    what = "the decision makers"
    body = Body(text, file)
    present = body.facts.deciders_text
    if present is None:
        message = f"{file}:{body.line_of_file(None)}: there is no bullet `Deciders`"
        raise UsageError(message, "add it below the status, and run the command again")
    start, end = body.place_of(present, body.facts.deciders_line, what)
    new = ", ".join(makers)
    changed = body.spliced(start, end, new if present else f" {new}", what, deciders=list(makers), deciders_text=new)
    return changed.text


def set_title_number(text: str, number: int, file: str) -> str:
    """`text` with `number` in place of the number that its title carries; leading zeros keep its width.

    Raises UsageError where the title carries none.
    """
    what = "the number in the title"
    body = Body(text, file, number_of_record(file))
    heading, facts = body.title_heading, body.facts
    digits = re.search(r"\d+", heading)
    if digits is None or int(digits[0]) != facts.title_number:
        raise body.refused(what, facts.title_line)
    start = body.place_of(heading, facts.title_line, what)[0] + digits.start()
    new = f"{number:0{len(digits[0]) if digits[0].startswith('0') else 1}d}"
    title = heading[: digits.start()] + new + heading[digits.end() :] if facts.title == heading else facts.title
    return body.spliced(start, start + len(digits[0]), new, what, title_number=number, title=title).text


def _facts_read(facts: AdrFacts) -> dict[str, Any]:
    return {name: value for name, value in asdict(facts).items() if not name.endswith("_line")}


def _status_alone(words: str) -> AdrFacts:
    """What a status of these words says, whatever stands around it."""
    return read_adr(MarkdownBody(f"* Status: {words}\n", 1))
