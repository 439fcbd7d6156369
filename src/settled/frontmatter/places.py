"""Where a node stands: line and column, counted in line feeds as editors do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")


def mark(node: Any) -> tuple[int, int]:
    """Line and column (0-based) of a node as the library counts them."""
    return node.start_mark.line, node.start_mark.column


def places_of(text: str) -> Callable[[Any], tuple[int, int]]:
    """A function that gives the line and column (0-based) of a node of `text`, counted in line feeds as editors do.

    The library also counts the rare line breaks of Unicode, which mean no line to git or to most editors.
    """
    if _OTHER_BREAKS.search(text) is None:
        return mark

    def place(node: Any) -> tuple[int, int]:
        return place_of_character(text, node.start_mark.index)

    return place


def place_of_character(text: str, index: int) -> tuple[int, int]:
    """Line and column (0-based) of the character at `index` of `text`."""
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1
