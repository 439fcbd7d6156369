"""The lines of AsciiDoc that say how a page looks, or where it can be jumped to, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from settled.formats.markdown import MarkdownBody

_LAYOUT_ATTRIBUTE = re.compile(
    r":!?(?:showtitle|notitle|toc|toc-placement|toclevels|sectnums|sectnumlevels|sectanchors|sectlinks|numbered|icons"
    r"|iconfont-\w+|source-highlighter|highlightjs-\w+|coderay-[\w-]+|rouge-[\w-]+|experimental|idprefix|idseparator"
    r"|doctype|stem|hide-uri-scheme|linkattrs|nofooter|noheader|compat-mode|encoding|data-uri|stylesheet|stylesdir"
    r"|linkcss|docinfo|hardbreaks|table-caption|figure-caption|example-caption|listing-caption|reproducible"
    r"|(?:note|tip|warning|caution|important)-caption)!?:(?:[ \t]|$)"
)
_ANCHOR = re.compile(r"\[\[[\w:. -]{1,100}\]\][ \t]*$")
_BLOCK_ATTRIBUTES = re.compile(r"\[(?P<list>[^\[\]]{1,500})\][ \t]*$")
_PART = re.compile(r"(?:\"[^\"]*\"|[^,\"])+")
_LAYOUT_PART = re.compile(
    r"\s*(?:(?:arabic|decimal|(?:lower|upper)(?:alpha|roman)|lowergreek|horizontal|square|circle|disc|no-bullet"
    r"|unstyled|discrete|float|%autowidth)?(?:[.#%][\w-]+)*"
    r"|(?:cols|options|opts|width|frame|grid|stripes|align|valign|halign|format|separator|start|role|id|subs|indent"
    r"|float|tabsize|pdfwidth|scaledwidth)\s*=.*)\s*"
)


def layout_lines(lines: Sequence[str], body: MarkdownBody) -> Iterator[int]:
    """The indexes of those of the `lines` (without their ends) that an import does not keep."""
    for index, line in enumerate(lines):
        attributes = _BLOCK_ATTRIBUTES.match(line)
        is_layout = attributes and all(map(_LAYOUT_PART.fullmatch, _PART.findall(attributes["list"])))
        if is_layout or _ANCHOR.match(line) or _LAYOUT_ATTRIBUTE.match(line):
            yield index
