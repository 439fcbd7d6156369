"""What is not read: YAML that is too large, too deep, or blown up by aliases."""

from __future__ import annotations

import re
from typing import Any

import yaml

from settled.frontmatter.loader import LiteralLoader
from settled.frontmatter.places import mark

MAXIMUM_BYTES = 256 * 1024
"""Front matter or a catalog larger than this is not read."""
MAXIMUM_DEPTH = 60
"""Maps and lists within one another deeper than this are not read."""
MAXIMUM_NODES = 100_000
"""Values, counted again for each alias that repeats them: what an alias bomb runs into."""

_SUSPICIOUS_NESTING = 200
_DEEP_INDENTATION = "\n" + " " * _SUSPICIOUS_NESTING
_NESTED_ENTRIES = re.compile(r"(?:[-?:][ \t]+){50}")


class StructureError(Exception):
    """The text cannot become data; carries the line and column (0-based) within the text."""

    def __init__(self, message: str, hint: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message, self.hint, self.line, self.column = message, hint, line, column


def check_bounds(text: str) -> None:
    """Raise StructureError where `text` is larger or deeper than what is read; the parser has no bounds itself."""
    size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    if size > MAXIMUM_BYTES:
        raise StructureError(
            f"this is {size // 1024} KB of YAML; more than {MAXIMUM_BYTES // 1024} KB are not read",
            "move long texts into the body or into a file of their own",
            0,
            0,
        )
    # The composer is recursive C code without a limit of its own, so a text that might be deep enough to
    # exhaust the stack is counted first; everything else is measured while the data is built.
    could_be_deep = (
        text.count("[") + text.count("{") > _SUSPICIOUS_NESTING
        or _DEEP_INDENTATION in text
        or (any(words in text for words in ("- -", "? ", "- ?", "-\t")) and _NESTED_ENTRIES.search(text) is not None)
    )
    if not could_be_deep:
        return
    try:
        _check_depth(text)
    except yaml.MarkedYAMLError as error:
        # From libyaml 0.2.6 on the scanner, which reads ahead of the events, gives up at a depth of its own.
        if "nesting depth" not in str(error.problem) or error.problem_mark is None:
            raise
        _check_depth(text[: error.problem_mark.index])
        raise


def _check_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, LiteralLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAXIMUM_DEPTH:
                raise too_deep(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def too_deep(node: Any) -> StructureError:
    """What to raise at a `node` or event that stands too deep."""
    return StructureError(
        f"maps and lists within one another more than {MAXIMUM_DEPTH} deep are not read",
        "flatten the value",
        *mark(node),
    )
