"""Where the addresses of links and images stand in Markdown, and their rewriting for another place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from settled.edit.lines import split_body
from settled.edit.target import escaped_path
from settled.formats.markdown import MarkdownBody

# The end of a link is enough: its text may hold an image, or begin on the line before.
_INLINE = re.compile(
    r"\]\([ \t]*(?:<(?P<angle>[^<>]{1,2000})>|(?P<target>(?:[^\s()\\<]|\\.|\([^\s()]{0,2000}\)){1,2000}))"
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/#?\\]", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a link as it is written, and its beginning in the text."""

    written: str
    start: int

    @property
    def path(self) -> str | None:
        """The path that it names, unescaped, where it is relative and names one; else None."""
        bare = re.split(r"[#?]", self.written, maxsplit=1)[0]
        return None if not bare or _ELSEWHERE.match(bare) else unquote(_ESCAPE.sub(r"\1", bare))

    def with_path(self, path: str) -> str:
        """The address with another path, and its anchor as it was."""
        bare = re.split(r"[#?]", self.written, maxsplit=1)[0]
        return escaped_path(path) + self.written[len(bare) :]


def addresses(body: str) -> Iterator[Address]:
    """Every address of a link, an image, a reference definition or an HTML element in Markdown, outside of code."""
    starts = [0]
    for line in split_body(body):
        starts.append(starts[-1] + len(line))
    for link in MarkdownBody(body, 1).links:
        if link.target:
            yield Address(link.target, starts[link.line - 1] + link.target_column - 1)


def with_addresses(body: str, moved: Callable[[Address], str | None]) -> str:
    """`body` with each address replaced by what `moved` gives for it; None leaves it as it is."""
    edits = {address.start: (address, moved(address)) for address in addresses(body)}
    for start, (address, new) in sorted(edits.items(), reverse=True):
        if new is not None:
            body = body[:start] + new + body[start + len(address.written) :]
    return body


def without_targets(text: str) -> str:
    """`text` without the addresses of its inline links."""
    return _INLINE.sub("](", text)
