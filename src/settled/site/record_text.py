"""The text of a record as its page shows it: without the title, which the page has already."""

from __future__ import annotations

from settled.formats.conversion_cost import find_obstacle
from settled.formats.markdown import MarkdownBody
from settled.records import Record
from settled.site.diagrams import bundle, take_diagrams
from settled.site.html.plain_text import in_words, plain_text


def record_text(record: Record) -> tuple[str, dict[str, str]]:
    """The Markdown of a record as its page shows it, and the diagrams in it that the site draws.

    There is none where the text takes too long to convert; see `unconverted_text`.
    """
    if record.obstacle is not None:
        return "", {}
    text = without_title(record.body_text, record.title_line, record.document.body_line)
    has_diagrams = "mermaid" in text.lower() and bundle() is not None
    return take_diagrams(text) if has_diagrams else (text, {})


def unconverted_text(record: Record) -> str:
    """The HTML of the text of a record that takes too long to convert; empty for all others."""
    if record.obstacle is None:
        return ""
    return plain_text(record.written_text, in_words(record.obstacle, record.document.body_line))


def introduction_text(text: str) -> tuple[str, str]:
    """The Markdown of an introduction without its title, and the HTML of one that takes too long to convert."""
    obstacle = find_obstacle(text)
    return (without_title(text, None), "") if obstacle is None else ("", plain_text(text, in_words(obstacle, 1)))


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
