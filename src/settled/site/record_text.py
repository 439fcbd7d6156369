"""The text of a record as its page shows it: without the title, which the page has already."""

from __future__ import annotations

from settled.formats.markdown import MarkdownBody
from settled.records import Record
from settled.site.diagrams import bundle, take_diagrams


def record_text(record: Record) -> tuple[str, dict[str, str]]:
    """The Markdown of a record as its page shows it, and the diagrams in it that the site draws."""
    text = without_title(record.body_text, record.title_line, record.document.body_line)
    has_diagrams = "mermaid" in text.lower() and bundle() is not None
    return take_diagrams(text) if has_diagrams else (text, {})


def without_title(text: str, title_line: int | None, first_line: int = 1) -> str:
    """The Markdown `text` without its first heading where that is the title, since the page has one already."""
    body = MarkdownBody(text, first_line)
    first = body.headings[0] if body.headings else None
    if first is None or first.level != 1 or (title_line is not None and first.line != title_line):
        return text
    lines = text.splitlines()
    index = first.line - first_line
    is_underlined = not lines[index].lstrip().startswith("#")
    del lines[index : index + (2 if is_underlined else 1)]
    return "\n".join(lines)
