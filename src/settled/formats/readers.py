"""The markups besides Markdown that records are read from: one row each.

To read another one: its name and endings in `settled.model.markup`, a module here with the functions of a row, and the
row. Everything else knows Markdown alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from settled.formats.markdown import MarkdownBody
from settled.model.markup import Dialect

_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*+[\w\"'-]+[ \t]*:(?:[^\n]*\n)*?---[ \t]*\r?(?:\n|\Z)"
)


@dataclass(frozen=True, slots=True)
class Reader:
    """How one markup is read.

    `as_markdown` gives a text as Markdown, with every line where it was. `layout_lines` gives the indexes of the lines
    that only say how a page looks, from all lines and the scanned Markdown. `has_front_matter` says whether what stands
    between lines of `---` at the beginning is front matter.
    """

    as_markdown: Callable[[str], str]
    layout_lines: Callable[[Sequence[str], MarkdownBody], Iterator[int]]
    has_front_matter: Callable[[str], bool]


def _later(module: str, function: str) -> Callable[..., Any]:
    """The function of a module that is imported once it is called.

    Its patterns take longer to prepare than a folder of Markdown to find.
    """

    def call(*arguments: Any) -> Any:
        return getattr(import_module(f"settled.formats.{module}"), function)(*arguments)

    return call


def _begins_with_a_key(text: str) -> bool:
    """In AsciiDoc lines of `---` have other ends, too: in front matter a key follows, and the block is closed."""
    return _FRONT_MATTER.match(text) is not None


READERS: dict[Dialect, Reader] = {
    Dialect.RESTRUCTUREDTEXT: Reader(
        as_markdown=_later("restructuredtext", "restructuredtext_as_markdown"),
        layout_lines=_later("restructuredtext_layout", "layout_lines"),
        has_front_matter=lambda text: False,
    ),
    Dialect.ASCIIDOC: Reader(
        as_markdown=_later("asciidoc", "asciidoc_as_markdown"),
        layout_lines=_later("asciidoc_layout", "layout_lines"),
        has_front_matter=_begins_with_a_key,
    ),
}
