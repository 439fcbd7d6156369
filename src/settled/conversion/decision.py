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

from settled.conversion.front_entries import Entry, entries_of, renamed_entry, with_values
from settled.conversion.front_values import FrontValues, front_values
from settled.conversion.kept_text import as_written, with_kept
from settled.conversion.link_targets import without_targets
from settled.conversion.madr_sections import with_madr_sections
from settled.conversion.naming import Naming
from settled.conversion.target_format import TargetFormat
from settled.conversion.told_facts import ToldBlock, status_headings_left, told_blocks
from settled.conversion.words import lost_words, words_of
from settled.edit.lines import prevailing_line_end, split_body
from settled.edit.markdown_text import heading
from settled.formats.adr import AdrFacts, is_links_heading, read_adr
from settled.formats.dialect import Dialect
from settled.formats.markdown import MarkdownBody
from settled.model.status_words import StatusWords
from settled.model.vocabulary import Kind
from settled.records import Record, read_record

_COMMENT = re.compile(r"<!--.*?-->")


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
    source = f"{record.front.text}\n{record.written_text}"
    text = _converted(record, original, facts, values, target)
    if (
        text is not None
        and not lost_words(source, text, record.dialect)
        and _reads_the_same(text, record, values, naming)
    ):
        return Converted(text)
    return Converted(_kept_whole(record, values))


def _converted(record: Record, original: str, facts: AdrFacts, values: FrontValues, target: TargetFormat) -> str | None:
    parts = entries_of(record.front)
    if parts is None:
        return None
    end = prevailing_line_end(record.front.text or record.body_text)
    lead, entries = parts
    front = lead + "".join(entry.text for entry in _entries(entries, values, end))
    kept = _kept_entries(entries, front)
    body, blocks = _without_told(record, facts, front)
    kept += blocks
    if record.dialect is not Dialect.MARKDOWN:
        body = _without_double_gaps(body)
        kept += _source_lines(record, front)
    if target is TargetFormat.MADR:
        body = with_madr_sections(body)
    if facts.title is None and record.content.model_dump().get("title") is None:
        body = f"# {heading(record.title, record.number or 0)}{end}{end}{body}"
    with_all = with_kept(body, kept)
    return None if with_all is None else _around(record, original, end, front) + with_all


def _around(record: Record, original: str, end: str, front: str) -> str:
    """The front matter with its fences and what stands between it and the body, as they are where there are any."""
    old = record.front.text
    before_body = original[: len(original) - len(record.body_text)] if old else ""
    place = before_body.find(old) if old else -1
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


def _without_told(record: Record, facts: AdrFacts, front: str) -> tuple[str, list[list[str]]]:
    """The body without the lines that tell facts, and those of them that say more than the front matter."""
    first = record.document.body_line
    lines = split_body(record.body_text)
    scan = MarkdownBody(record.body_text, first)
    rest = words_of(front) - words_of(record.front.text)
    kept: list[list[str]] = []
    for number in status_headings_left(scan):
        lines[number - first] = re.sub(r"status", r"\g<0> as written", lines[number - first], count=1, flags=re.I)
    for each in scan.headings:
        if is_links_heading(each):
            lines[each.line - first] = re.sub(
                r"links", r"\g<0> to other records", lines[each.line - first], count=1, flags=re.I
            )
    gone: set[int] = set()
    for block in told_blocks(scan, facts):
        comments = "".join("".join(_COMMENT.findall(lines[number - first])) for number in block.lines)
        said = without_targets("".join(lines[number - first] for number in block.lines))
        words = words_of(said) - words_of(comments)
        if Counter({word: count for word, count in (words - rest).items() if word not in _label_words(block)}):
            kept.append(_block_as_written(block, lines, first))
            comments = ""
        else:
            rest -= words
        start = block.lines[0] - first
        lines[start] = f"{comments}\n" if comments else ""
        for number in block.lines[1:]:
            lines[number - first] = ""
        gone |= {number - first for number in block.lines}
    return _joined(lines, gone, is_begun=record.document.has_front_matter), kept


def _label_words(block: ToldBlock) -> frozenset[str]:
    """The words that only name the fact, which its key names in the front matter."""
    if block.name == "table":
        return frozenset({"status", "date", "created", "deciders", "decision", "makers", "tags"})
    return frozenset(block.name.replace("-", " ").split()) | {"status"} if block.name != "date" else frozenset({"date"})


def _block_as_written(block: ToldBlock, lines: Sequence[str], first: int) -> list[str]:
    if block.name == "status" and block.lines != block.content:
        inline = lines[block.lines[0] - first].partition(":")[2].rstrip("# \r\n")
        content = [lines[number - first] for number in block.content]
        return as_written("Status", [*([inline.strip() + "\n", "\n"] if inline.strip() else []), *content])
    if block.name == "date" and len(block.lines) == 1:
        # Not as the line that it was: that would be read as the date again.
        return as_written("Date", [lines[block.lines[0] - first].partition(":")[2].lstrip("* ")])
    return [lines[number - first].rstrip("\r\n") for number in block.lines]


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
    return "".join(result)


def _without_double_gaps(body: str) -> str:
    """One blank line where a line of another markup left several behind, outside of code."""
    lines, code = split_body(body), MarkdownBody(body, 1).code_lines
    return "".join(
        line
        for index, line in enumerate(lines)
        if line.strip() or index + 1 in code or (index > 0 and lines[index - 1].strip())
    )


def _source_lines(record: Record, front: str) -> list[list[str]]:
    """The lines of another markup with words that the Markdown does not show: comments, options, attributes."""
    lost = lost_words(record.written_text, record.body_text + front, record.dialect)
    pairs = zip(split_body(record.written_text), split_body(record.body_text), strict=False)
    lines = [written for written, shown in pairs if (words_of(written) - words_of(shown)) & lost]
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
    facts = FrontValues(dict(values.values), is_contradictory=values.is_contradictory)
    content = record.content
    if "status" not in facts.values and isinstance(content.status, str):
        facts.values["status"] = content.status
    if "date" not in facts.values and record.date is not None:
        facts.values["date"] = record.date.isoformat()
    if record.decision_makers:
        facts.values["decision-makers"] = list(record.decision_makers)
    if record.tags:
        facts.values["tags"] = list(record.tags)
    facts.values["title"] = record.title
    front = "".join(entry.text for entry in with_values([], facts.values, "\n"))
    source = f"---\n{record.front.text}---\n{record.written_text}" if record.front.text else record.written_text
    return "\n".join(
        ["---", front + "---", "", f"# {heading(record.title, record.number or 0)}", "", *fenced(source), ""]
    )


def _reads_the_same(text: str, record: Record, values: FrontValues, naming: Naming) -> bool:
    """True where the reader takes from `text` what it took from the source."""
    name = naming.names[record.file]
    statuses = StatusWords(naming.project.settings.statuses.meanings)
    read = read_record(name.path.name, text, Kind.DECISION, is_programme=False, statuses=statuses).record
    if read is None:
        return False
    is_told = read.status is record.status or (record.status is None and values.is_contradictory)
    return is_told and (read.date, read.title, read.tags, read.decision_makers) == (
        record.date,
        record.title,
        record.tags,
        record.decision_makers,
    )
