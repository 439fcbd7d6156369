"""The lines of reStructuredText that say how a page looks, or where it can be jumped to, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from settled.formats.markdown import MarkdownBody
from settled.formats.restructuredtext_inline import target_at

_LAYOUT_DIRECTIVE = re.compile(
    r"\.\.[ \t]+(?:index|contents|sectnum|section-numbering|highlight|default-role|tabularcolumns|rst-class|class)::"
)


def layout_lines(lines: Sequence[str], body: MarkdownBody) -> Iterator[int]:
    """The indexes of those of the `lines` (without their ends) that an import does not keep.

    A target is one of them where the Markdown has a link to its address.
    """
    linked = {link.target for link in body.links}
    is_within = False
    for index, line in enumerate(lines):
        is_within = (is_within and line[:1].isspace()) or _LAYOUT_DIRECTIVE.match(line) is not None
        target = target_at(lines, index)
        if is_within:
            yield index
        elif target and (not target.address or target.address in linked):
            yield from range(index, index + target.line_count)
