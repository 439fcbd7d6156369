"""What forges show of Markdown and Python-Markdown by itself does not: an extension for its converter."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as Tree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from settled.formats.heading_anchors import forge_anchor, numbered
from settled.site.html.forge_blocks import forge_blocks

_STRUCK = r"(?<![~\\])~~(?![~\s])((?:[^~]|~(?!~)){1,500}?)(?<!\s)~~(?!~)"
_BARE_ADDRESS = r"(?<![\w/@.:\"'=>])(?:https?://|www\.)[^\s<>\x02\x03]{1,2000}"
_TRAILING = "?!.,:*_~'\";"
_STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")
_INLINE_STASHED = re.compile("\x02klzzwxh:(\\d+)\x03")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HTML_ADDRESS = re.compile(
    r"(?P<start><(?P<tag>a|img)\b[^<>]{0,500}?\s(?:href|src)\s*=\s*)(?P<quote>[\"'])(?P<address>[^\"'<>]{1,2000})(?P=quote)",
    re.IGNORECASE,
)
_TIME_OF_LOOKING_BACK = 2000


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link leads to on the page; without an address it leads to nothing, and `note` says why."""

    address: str = ""
    note: str = ""


Resolve = Callable[[str, bool], Destination | None]
"""From the address of a link, in Markdown or in HTML (True), to where it leads; None leaves it as it is."""


class ForgeMarkdown(Extension):
    """Reads the texts of records, of which a forge shows the same; without effect while it is not `is_on`.

    `resolve` says where the links of the text lead that is converted now; without it they are left alone.
    """

    def __init__(self, *, is_on: bool = False) -> None:
        super().__init__()
        self.is_on = is_on
        self.resolve: Resolve | None = None

    def __eq__(self, other: object) -> bool:
        """One does what the other does."""
        return isinstance(other, ForgeMarkdown)

    def __hash__(self) -> int:
        """See `__eq__`."""
        return hash(ForgeMarkdown)

    def begin(self, resolve: Resolve | None) -> None:
        """Read the next text as forges do, with links as `resolve` says; None switches it off."""
        self.is_on, self.resolve = resolve is not None, resolve

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Put our parts among the converter's: blocks before its blocks of code, anchors before its own."""
        md.preprocessors.register(_Blocks(md, self), "forge_blocks", 28)
        md.inlinePatterns.register(_Struck(_STRUCK, md, self), "forge_struck", 65)
        md.inlinePatterns.register(_BareAddress(_BARE_ADDRESS, md, self), "forge_addresses", 85)
        md.treeprocessors.register(_Anchors(md, self), "forge_anchors", 6)
        md.treeprocessors.register(_Destinations(md, self), "forge_destinations", 0)


class _Blocks(Preprocessor):
    def __init__(self, md: Markdown, forge: ForgeMarkdown) -> None:
        super().__init__(md)
        self._forge = forge

    def run(self, lines: list[str]) -> list[str]:
        return forge_blocks(lines) if self._forge.is_on else lines


class _Struck(InlineProcessor):
    """`~~a~~` is struck out."""

    def __init__(self, pattern: str, md: Markdown, forge: ForgeMarkdown) -> None:
        super().__init__(pattern, md)
        self._forge = forge

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        if not self._forge.is_on:
            return None, None, None
        element = Tree.Element("del")
        element.text = m[1]
        return element, m.start(), m.end()


class _BareAddress(InlineProcessor):
    """A web address is a link without any mark."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pattern: str, md: Markdown, forge: ForgeMarkdown) -> None:
        super().__init__(pattern, md)
        self._forge = forge

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        address = _without_trailing(m[0])
        if not self._forge.is_on or not re.match(r"(?:https?://|www\.)\w", address) or self._is_in_html_link(m, data):
            return None, None, None
        element = Tree.Element("a", href=address if "://" in address else f"http://{address}")
        element.text = AtomicString(address)
        return element, m.start(), m.start() + len(address)

    def _is_in_html_link(self, m: re.Match[str], data: str) -> bool:
        """True between `<a …>` and `</a>` that somebody wrote as HTML."""
        before = data[max(m.start() - _TIME_OF_LOOKING_BACK, 0) : m.start()]
        inline: Any = self.md.treeprocessors["inline"]
        nodes = (str(inline.stashed_nodes.get(number, "")) for number in _INLINE_STASHED.findall(before))
        blocks = self.md.htmlStash.rawHtmlBlocks
        numbers = [int(match[1]) for node in nodes if (match := _STASHED.fullmatch(node))]
        tags = (str(blocks[number]).lower() for number in numbers if number < len(blocks))
        links = [tag for tag in tags if tag.startswith(("<a ", "</a"))]
        return bool(links) and links[-1].startswith("<a ")


def _without_trailing(address: str) -> str:
    """The address without the punctuation of the sentence that it stands in."""
    while address:
        if address[-1] in _TRAILING or (address[-1] == ")" and address.count(")") > address.count("(")):
            address = address[:-1]
        else:
            break
    return address


class _Anchors(Treeprocessor):
    """The anchors of headings as forges call them; what they were called before stays an anchor, too."""

    def __init__(self, md: Markdown, forge: ForgeMarkdown) -> None:
        super().__init__(md)
        self._forge = forge

    def run(self, root: Tree.Element) -> None:
        if not self._forge.is_on:
            return
        taken = {element.get("id", "") for element in root.iter() if "id" in element.attrib}
        headings = [element for element in root.iter() if element.tag in _HEADINGS and "id" not in element.attrib]
        texts = [html.unescape(strip_tags(render_inner_html(remove_fnrefs(each), self.md))) for each in headings]
        new = list(numbered(map(forge_anchor, texts), "-"))
        for heading, anchor, old in zip(headings, new, self._converter_anchors(texts, taken), strict=True):
            if not anchor or anchor in taken:
                continue  # the converter finds one
            heading.set("id", anchor)
            taken.add(anchor)
            if old and old not in taken and old not in new:
                taken.add(old)
                earlier = Tree.Element("span", id=old)
                earlier.tail, heading.text = heading.text, None
                heading.insert(0, earlier)

    def _converter_anchors(self, texts: list[str], taken: set[str]) -> list[str]:
        if "toc" not in self.md.treeprocessors:
            return ["" for _ in texts]
        toc: Any = self.md.treeprocessors["toc"]
        found: list[str] = []
        used = set(taken)
        counts: dict[str, int] = {}
        for text in texts:
            name = toc.slugify(text, toc.sep)
            unique = name
            while unique in used or not unique:
                counts[name] = counts.get(name, 0) + 1
                unique = f"{name}_{counts[name]}"
            used.add(unique)
            found.append(unique)
        return found


class _Destinations(Treeprocessor):
    """Leads links and images where they lead on the site; a link to nothing is a text that says so."""

    def __init__(self, md: Markdown, forge: ForgeMarkdown) -> None:
        super().__init__(md)
        self._forge = forge

    def run(self, root: Tree.Element) -> None:
        resolve = self._forge.resolve if self._forge.is_on else None
        if resolve is None:
            return
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            address = element.get(name) if name else None
            # The library writes mail addresses in a cipher of its own.
            if name and address and AMP_SUBSTITUTE not in address and (found := resolve(address, False)):
                _lead(element, name, found)
        blocks = self.md.htmlStash.rawHtmlBlocks
        for number, block in enumerate(blocks):
            if isinstance(block, str) and "<" in block and "=" in block:
                blocks[number] = _HTML_ADDRESS.sub(lambda match: _led(match, resolve), block)


def _lead(element: Tree.Element, name: str, found: Destination) -> None:
    if found.address:
        element.set(name, found.address)
        return
    if name == "src":
        element.text = element.get("alt") or "image"
    element.tag = "span"
    element.attrib.clear()
    element.set("title", found.note)
    element.set("class", "unlinked")


def _led(match: re.Match[str], resolve: Resolve) -> str:
    found = resolve(html.unescape(match["address"]), True)
    if found is None:
        return match[0]
    quote = match["quote"]
    if found.address:
        return f"{match['start']}{quote}{html.escape(found.address)}{quote}"
    # An element without the attribute is no link, and no picture.
    start = re.sub(r"\s(?:href|src)\s*=\s*$", "", match["start"], flags=re.IGNORECASE)
    return f"{start} class={quote}unlinked{quote} title={quote}{html.escape(found.note)}{quote}"
