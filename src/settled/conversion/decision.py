"""A decision of any form becomes one with front matter, and no word of it is lost.

What its text says as a fact moves into the front matter. Where a line says more than the front matter can hold, it
is kept below More Information. Where the result would not be read as the source was, the source stands in the result
as it is, in a block of code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from settled.conversion.front_entries import Entry, Value, entries_of, renamed_entry, with_values
from settled.conversion.front_values import FrontValues, front_values
from settled.conversion.kept_text import as_written, with_kept
from settled.conversion.layout_marks import without_layout
from settled.conversion.madr_sections import with_madr_sections
from settled.conversion.naming import Naming
from settled.conversion.target_format import TargetFormat
from settled.conversion.without_facts import RecognisedFacts, without_facts
from settled.conversion.words import lost_words, words_of
from settled.edit.lines import prevailing_line_end, split_body
from settled.edit.markdown_text import heading
from settled.formats.adr import read_adr
from settled.formats.adr_facts import AdrFacts
from settled.formats.markdown import MarkdownBody
from settled.model.markup import Dialect
from settled.model.status_words import StatusWords
from settled.model.vocabulary import Kind
from settled.records import Record, texts
from settled.records.reading import read_record


@dataclass(frozen=True)
class Converted:
    """The text of a record in its new form; with `is_kept_whole` the source stands in it as a block of code."""

    text: str
    is_kept_whole: bool = False


def convert_decision(record: Record, original: str, naming: Naming, target: TargetFormat) -> Converted:
    """The decision `record` of the text `original` in the form `target`, under its new name."""
    statuses = naming.project.settings.statuses
    facts = read_adr(record.body, record.number, statuses)
    values = front_values(record, facts, naming, target)
    source = f"{record.front.text}\n{without_layout(record)}"
    text = _converted(record, original, facts, values, target, statuses)
    if (
        text is not None
        and not lost_words(source, text, record.dialect)
        and _reads_the_same(text, record, values, naming)
    ):
        return Converted(text)
    return Converted(_kept_whole(record, values))


def _converted(
    record: Record,
    original: str,
    facts: AdrFacts,
    values: FrontValues,
    target: TargetFormat,
    statuses: StatusWords,
) -> str | None:
    parts = entries_of(record.front)
    if parts is None:
        return None
    end = prevailing_line_end(record.front.text or record.body_text)
    lead, entries = parts
    front = lead + "".join(entry.text for entry in _entries(entries, values, end))
    kept = _kept_entries(entries, front)
    remaining = without_facts(
        record.body_text,
        RecognisedFacts(record.number, statuses, words_of(front) - words_of(record.front.text)),
        is_dated=(record.front.data or {}).get("date") is not None,
        is_begun=record.document.has_front_matter,
    )
    body = remaining.body
    kept += remaining.kept
    if record.dialect is not Dialect.MARKDOWN:
        body = _without_double_gaps(body)
        kept += _source_lines(record, front)
    if target is TargetFormat.MADR:
        body = with_madr_sections(body)
    if facts.title is None and getattr(record.content, "title", None) is None:
        body = f"# {heading(record.title, record.number or 0)}{end}{end}{body}"
    with_all = with_kept(body, kept)
    return None if with_all is None else _around(record, original, end, front) + with_all


def _around(record: Record, original: str, end: str, front: str) -> str:
    """The front matter with its fences and what stands between it and the body, as they are where there are any."""
    old = record.front.text
    before_body = original[: len(original) - len(record.written_text)] if old else ""
    place = before_body.find(old) if old else -1
    if place < 0 and old:  # what is not strict YAML has quotes by now that the file has not
        return f"---{end}{_ended(front, end)}---{end}"
    if place < 0:
        return f"---{end}{_ended(front, end)}---{end}{end}"
    return before_body[:place] + _ended(front, end) + before_body[place + len(old) :]


def _entries(entries: Sequence[Entry], values: FrontValues, end: str) -> list[Entry]:
    left = [entry for entry in entries if entry.key not in values.without]
    named = [renamed_entry(entry, values.renamed.get(entry.key, entry.key)) for entry in left]
    return with_values([Entry(entry.key, _ended(entry.text, end)) for entry in named], values.values, end)


def _ended(text: str, end: str) -> str:
    return text if not text or text.endswith(("\n", "\r")) else text + end


def _kept_entries(entries: Sequence[Entry], front: str) -> list[list[str]]:
    """The entries whose words the new front matter does not hold all."""
    kept = []
    rest = words_of(front)
    for entry in entries:
        lost = lost_words(entry.text, _counted(rest))
        if lost:
            kept.append(as_written(f"{entry.key.capitalize()} in the front matter", [entry.said]))
        rest -= words_of(entry.text)
    return kept


def _counted(words: Counter[str]) -> str:
    return " ".join(words.elements())


def _without_double_gaps(body: str) -> str:
    """One blank line where lines of another markup left several behind, outside of code, and none at the end."""
    lines, code = split_body(body), MarkdownBody(body, 1).code_lines
    while lines and not lines[-1].strip() and len(lines) not in code:
        lines.pop()
    return "".join(
        line
        for index, line in enumerate(lines)
        if line.strip() or index + 1 in code or (index > 0 and lines[index - 1].strip())
    )


def _source_lines(record: Record, front: str) -> list[list[str]]:
    """The lines of another markup with words that the Markdown does not show: comments, options, attributes."""
    source = without_layout(record)
    lost = lost_words(source, record.body_text + front, record.dialect)
    # The last line of a text may be blank as Markdown, and then it is none.
    lines_of = map(split_body, (record.written_text, source, record.body_text))
    lines = [
        written
        for written, said, shown in zip_longest(*lines_of, fillvalue="")
        if (words_of(said) - words_of(shown)) & lost
    ]
    if not lines:
        return []
    return [[f"From the {record.dialect} source:", "", *fenced("".join(_ended(line, "\n") for line in lines), "text")]]


def fenced(text: str, language: str = "") -> list[str]:
    """`text` as the lines of a block of code."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    lines = text.removesuffix("\n").split("\n")
    return [fence + language, *(line.rstrip("\r") for line in lines), fence]


def _kept_whole(record: Record, values: FrontValues) -> str:
    """The facts as front matter, and below the title the source as it is."""
    content = record.content
    written: dict[str, Value] = {
        "status": content.status if isinstance(content.status, str) else "",
        "date": record.date.isoformat() if record.date is not None else "",
        "decision-makers": record.decision_makers,
        "consulted": texts(content.consulted),
        "informed": texts(content.informed),
        "tags": record.tags,
        **values.relations,
        **values.values,
        "title": record.title,
    }
    answered = {key: value for key, value in written.items() if value or key == "status"}
    front = "".join(entry.text for entry in with_values([], answered, "\n"))
    source = f"---\n{record.front.text}---\n{record.written_text}" if record.front.text else record.written_text
    return "\n".join(
        ["---", front + "---", "", f"# {heading(record.title, record.number or 0)}", "", *fenced(source), ""]
    )


def _reads_the_same(text: str, record: Record, values: FrontValues, naming: Naming) -> bool:
    """True where the reader takes from `text` what it took from the source."""
    name = naming.names[record.file]
    statuses = naming.project.settings.statuses.without_default
    read = read_record(name.path.name, text, Kind.DECISION, is_programme=False, statuses=statuses).record
    if read is None:
        return False
    is_reported = read.status is record.status or (record.status is None and values.is_contradictory)
    return is_reported and (read.date, read.title, read.tags, read.decision_makers) == (
        record.date,
        record.title,
        record.tags,
        record.decision_makers,
    )
