"""A title as a Markdown heading or link text: what a person typed is shown, and marks up nothing."""

from __future__ import annotations

import re
import unicodedata

from settled.formats.titles import split_title

# A backslash before these is safe in every Markdown; `<` needs none once its `>` is escaped.
_MARKS = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)|[`*\[\]>]|(?<=\])\(")
_STATUS_HEADING = re.compile(r"status\s*(?::.*)?", re.IGNORECASE)


def one_line(text: str) -> str:
    """`text` with line breaks, tabs and control characters folded into single spaces."""
    return " ".join("".join(" " if unicodedata.category(each) == "Cc" else each for each in text).split())


def escaped(text: str) -> str:
    """`text` on one line with the characters that Markdown would act upon made harmless."""
    harmless = _MARKS.sub(r"\\\g<0>", one_line(text))
    # At the beginning `#` would raise the heading's level, at the end it would be swallowed.
    leading = re.match(r"#*", harmless)
    count = len(leading[0]) if leading else 0
    trailing = len(harmless) - len(harmless.rstrip("#")) if count < len(harmless) else 0
    middle = harmless[count : len(harmless) - trailing]
    return "\\#" * count + middle + "\\#" * trailing


def link_text(title: str) -> str:
    """`title` between the brackets of a link; its own brackets become round ones, for readers that count them."""
    return escaped(title.replace("[", "(").replace("]", ")"))


def heading(title: str, number: int) -> str:
    """`title` behind the `# ` of a first heading.

    A title that would be read as a number with a title, or as a status section, gets the record's own
    number before it.
    """
    text = escaped(title)
    if split_title(text, number)[0] is not None or _STATUS_HEADING.fullmatch(text):
        return f"{number}: {text}"
    return text
