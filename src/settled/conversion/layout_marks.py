"""The lines of reStructuredText and AsciiDoc that say how a page looks, or where it can be jumped to, and nothing else.

An import does not keep them: Markdown has no place for them, and a reader misses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from settled.edit.lines import line_end, split_body
from settled.formats.dialect import Dialect
from settled.formats.restructuredtext_inline import target_at
from settled.records import Record

_LAYOUT_DIRECTIVE = re.compile(
    r"\.\.[ \t]+(?:index|contents|sectnum|section-numbering|highlight|default-role|tabularcolumns|rst-class|class)::"
)
_LAYOUT_ATTRIBUTE = re.compile(
    r":!?(?:showtitle|notitle|toc|toc-placement|toclevels|sectnums|sectnumlevels|sectanchors|sectlinks|numbered|icons"
    r"|iconfont-\w+|source-highlighter|highlightjs-\w+|coderay-[\w-]+|rouge-[\w-]+|experimental|idprefix|idseparator"
    r"|doctype|stem|hide-uri-scheme|linkattrs|nofooter|noheader|compat-mode|encoding|data-uri|stylesheet|stylesdir"
    r"|linkcss|docinfo|hardbreaks|table-caption|figure-caption|example-caption|listing-caption|reproducible"
    r"|(?:note|tip|warning|caution|important)-caption)!?:(?:[ \t]|$)"
)
_NAME_OF_FACT = re.compile(r"^(?::(?:state|revdate):|\.\.[ \t]+adr::)")
_ANCHOR = re.compile(r"\[\[[\w:. -]{1,100}\]\][ \t]*$")
_BLOCK_ATTRIBUTES = re.compile(r"\[(?P<list>[^\[\]]{1,500})\][ \t]*$")
_PART = re.compile(r"(?:\"[^\"]*\"|[^,\"])+")
_LAYOUT_PART = re.compile(
    r"\s*(?:(?:arabic|decimal|(?:lower|upper)(?:alpha|roman)|lowergreek|horizontal|square|circle|disc|no-bullet"
    r"|unstyled|discrete|float|%autowidth)?(?:[.#%][\w-]+)*"
    r"|(?:cols|options|opts|width|frame|grid|stripes|align|valign|halign|format|separator|start|role|id|subs|indent"
    r"|float|tabsize|pdfwidth|scaledwidth)\s*=.*)\s*"
)


def without_layout(record: Record) -> str:
    """The text of `record` as written, with its lines of layout emptied, and those of facts without their name.

    A target of reStructuredText is one of them where the Markdown has a link to its address.
    """
    if record.dialect is Dialect.MARKDOWN:
        return record.written_text
    lines = split_body(record.written_text)
    bare = [line.rstrip("\r\n") for line in lines]
    is_asciidoc = record.dialect is Dialect.ASCIIDOC
    gone = set(_of_asciidoc(bare) if is_asciidoc else _of_restructuredtext(bare, record))
    return "".join(
        line_end(line) if index in gone else _NAME_OF_FACT.sub("", line, count=1) if line[0] in ":." else line
        for index, line in enumerate(lines)
    )


def _of_asciidoc(lines: Sequence[str]) -> Iterator[int]:
    for index, line in enumerate(lines):
        attributes = _BLOCK_ATTRIBUTES.match(line)
        is_layout = attributes and all(map(_LAYOUT_PART.fullmatch, _PART.findall(attributes["list"])))
        if is_layout or _ANCHOR.match(line) or _LAYOUT_ATTRIBUTE.match(line):
            yield index


def _of_restructuredtext(lines: Sequence[str], record: Record) -> Iterator[int]:
    linked = {link.target for link in record.body.links}
    is_within = False
    for index, line in enumerate(lines):
        is_within = (is_within and line[:1].isspace()) or _LAYOUT_DIRECTIVE.match(line) is not None
        target = target_at(lines, index)
        if is_within:
            yield index
        elif target and (not target.address or target.address in linked):
            yield from range(index, index + target.line_count)
