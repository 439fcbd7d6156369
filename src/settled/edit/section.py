"""A section of a heading and a paragraph at the end of a record."""

from __future__ import annotations

from settled.edit.lines import prevailing_line_end


def add_section(text: str, heading: str, paragraph: str) -> str:
    """The Markdown `text` with a last section more; what stood there before keeps every byte."""
    end = prevailing_line_end(text)
    gap = "" if text.endswith(("\n\n", "\r\n\r\n")) else end if text.endswith(("\n", "\r")) else end * 2
    return text + gap + end.join([f"## {heading}", "", " ".join(paragraph.split()), ""])
