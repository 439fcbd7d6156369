"""An index of the records in a page of Markdown: a table between two markers, and nothing else of the page touched."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from settled.edit.lines import line_end, prevailing_line_end, split_body
from settled.edit.markdown_text import one_line
from settled.files.shown_path import relative_path
from settled.formats.markdown import MarkdownBody
from settled.model.errors import UsageError
from settled.model.shown_text import visible
from settled.project import Project
from settled.records import Record
from settled.report.markdown_table import table_row

BEGIN, END = "<!-- adr-index -->", "<!-- /adr-index -->"
"""The markers, each alone on its line; what stands between them is written anew."""

_COLUMNS = ("ID", "Title", "Status", "Date", "Superseded by")
_MARKER = re.compile(r"\ufeff? {0,3}<!--[ \t]*(?P<end>/?)adr-index[ \t]*-->[ \t]*[\r\n]*")
# Half of these no backslash helps in every Markdown, and `{{` is a program to some site builders.
_MARKS = re.compile(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)|(?P<named>[<|~$^{}]|&(?=#|\w))")


def index_lines(project: Project, page: Path) -> list[str]:
    """The lines of the table of all records, with links as seen from the file `page` (absolute).

    A file that could not be read has its row too, because it is there.
    """
    rows = [(record.id, _row(project, record, page)) for record in project.records]
    for entry in project.unreadable:
        link = _link(Path(entry.file).name, project, entry.file, page)
        row = table_row((_shown(entry.id or ""), link, "not readable", "", ""))
        # Behind the last record whose id is no greater: the records keep the order that they have everywhere.
        before = [index for index, (known, _) in enumerate(rows, 1) if entry.id is None or known <= entry.id]
        rows.insert(before[-1] if before else 0, (entry.id or "", row))
    shown = [row for _, row in rows]
    return [table_row(_COLUMNS), table_row(["---"] * len(_COLUMNS)), *shown]


def with_index(text: str, file: str, table: list[str]) -> str:
    """`text` of the page `file` with `table` between its markers; where it has none, they are added at its end.

    Every other byte stays as it is. Raises UsageError, with file and line, where the markers are damaged or there is
    no place for them.
    """
    end = prevailing_line_end(text)
    lines = split_body(text)
    between = [f"{line}{end}" for line in ("", *table, "")]
    place = _between_markers(text, file)
    if place is not None:
        first, last = place
        return "".join((*lines[:first], *between, *lines[last:]))
    added = [f"{BEGIN}{end}", *between, f"{END}{end}"]
    if lines and lines != ["\ufeff"]:
        is_ended = bool(line_end(lines[-1]))
        has_gap = is_ended and not lines[-1].strip()
        added = ["" if is_ended else end, "" if has_gap else end, *added]
    whole = "".join((*lines, *added))
    if _between_markers(whole, file) is None:
        message = f"{file}:{len(lines)}: the page ends in a code block that is never closed"
        raise UsageError(message, "close it, and run the command again")
    return whole


def holds_markers(text: str) -> bool:
    """True where a marker, whole pair or not, stands in `text` outside of code."""
    return any(True for _ in _markers(text))


def _markers(text: str) -> Iterator[tuple[int, bool]]:
    """The line of each marker, counted from 1, and whether it is the one that ends the index."""
    if "adr-index" not in text:
        return
    code = MarkdownBody(text, 1).code_lines
    for number, line in enumerate(split_body(text), 1):
        match = _MARKER.fullmatch(line) if number not in code else None
        if match is not None:
            yield number, bool(match["end"])


def _between_markers(text: str, file: str) -> tuple[int, int] | None:
    """From which line to before which other the index goes, counted from 0; None where there are no markers."""
    found = list(_markers(text))
    begins = [number for number, is_end in found if not is_end]
    ends = [number for number, is_end in found if is_end]
    for numbers, does in ((begins, "begins"), (ends, "ends")):
        if len(numbers) > 1:
            message = f"{file}:{numbers[1]}: the index {does} here again, after line {numbers[0]}"
            raise UsageError(message, "leave one pair of markers")
    if not begins and not ends:
        return None
    if not ends:
        message = f"{file}:{begins[0]}: the index begins here and never ends"
        raise UsageError(message, f"add the line `{END}` where it shall end, or delete this one")
    if not begins:
        message = f"{file}:{ends[0]}: the index ends here and never begins"
        raise UsageError(message, f"add the line `{BEGIN}` where it shall begin, or delete this one")
    if ends[0] < begins[0]:
        message = f"{file}:{ends[0]}: the index ends here, before it begins in line {begins[0]}"
        raise UsageError(message, f"put `{BEGIN}` above `{END}`")
    return begins[0], ends[0] - 1


def _row(project: Project, record: Record, page: Path) -> str:
    return table_row(
        (
            _shown(record.id),
            _link(record.title.strip() or Path(record.file).name, project, record.file, page),
            _shown(record.status.value if record.status else record.status_text or ""),
            record.date.isoformat() if record.date else "",
            ", ".join(_successor(project, record, text, page) for text in record.superseded_by),
        )
    )


def _successor(project: Project, record: Record, reference: str, page: Path) -> str:
    """A link to the record that `reference` names, or the text as written where it names none."""
    other = project.resolve(reference, record)
    return _shown(reference) if other is None else _link(other.id, project, other.file, page)


def _link(text: str, project: Project, file: str, page: Path) -> str:
    address = relative_path(project.root / file, page.parent)
    return f"[{_shown(text)}]({quote(os.fsencode(address))})"


def _shown(text: str) -> str:
    """`text` in a cell as it reads: for a page that people open as text too, so only what acts is escaped."""
    return _MARKS.sub(
        lambda match: f"&#{ord(match[0])};" if match["named"] else f"\\{match[0]}", visible(one_line(text))
    )
